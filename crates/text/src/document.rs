//! An article as sentences of words, with the names and dates in them.

use crate::Span;
use crate::date::{DateMention, dates};
use crate::rules::words;
use crate::tagger::{NameKind, NamedWords, tag_document};
use crate::token::{Kind, Token, tokens};
use std::borrow::Cow;
use std::ops::Range;
use tizim_model::Day;

/// Tokens of a sentence that are looked at; longer ones are lists or tables.
const LONGEST: usize = 400;

/// A name in a sentence.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    /// Its tokens.
    pub(crate) range: Range<usize>,
    pub(crate) kind: NameKind,
    /// The person that it names, as an index of [`crate::people::People`].
    pub(crate) person: Option<usize>,
}

/// A sentence with what was found in it.
#[derive(Clone, Debug)]
pub(crate) struct Sentence {
    pub(crate) span: Span,
    pub(crate) tokens: Vec<Token>,
    pub(crate) names: Vec<Name>,
    pub(crate) dates: Vec<DateMention>,
}

impl Sentence {
    /// Returns the span of a range of tokens; empty at the sentence's start for an empty one.
    pub(crate) fn span_of(&self, range: &Range<usize>) -> Span {
        match (self.tokens.get(range.start), range.end.checked_sub(1).and_then(|last| self.tokens.get(last)))
        {
            (Some(first), Some(last)) if range.start < range.end => {
                Span::new(first.span.start, last.span.end)
            }
            _ => Span::new(self.span.start, self.span.start),
        }
    }

    /// Returns the tokens that lie within a span.
    pub(crate) fn range_of(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|token| token.span.start < span.start);
        let end = self.tokens.partition_point(|token| token.span.end <= span.end);
        start..end.max(start)
    }

    /// Returns the name that begins at a token.
    pub(crate) fn name_at(&self, at: usize) -> Option<&Name> {
        self.names.iter().find(|name| name.range.start <= at && at < name.range.end)
    }
}

/// Reads the parts of a text that are the article.
pub(crate) fn read(text: &str, parts: &[Span], published: Option<Day>) -> Vec<Sentence> {
    let capitals = is_in_capitals(text, parts);
    let mut list = Vec::new();
    for part in parts {
        for span in crate::sentence::sentences(text, *part) {
            let mut tokens = tokens(text, span);
            tokens.truncate(LONGEST);
            let dates = dates(&tokens, published);
            list.push(Sentence { span, tokens, names: Vec::new(), dates });
        }
    }
    let words: Vec<Vec<Cow<'_, str>>> =
        list.iter().map(|sentence| words_of(text, &sentence.tokens, capitals)).collect();
    for (sentence, found) in list.iter_mut().zip(tag_document(&words)) {
        sentence.names = names(text, &sentence.tokens, found, capitals);
        if capitals {
            lower_common(&mut sentence.tokens);
        }
    }
    list
}

/// Returns whether the article is written in capitals only, as wires and telegrams are.
fn is_in_capitals(text: &str, parts: &[Span]) -> bool {
    let letters =
        parts.iter().flat_map(|part| part.of(text).chars()).filter(|c| c.is_alphabetic()).take(5_000);
    let (mut upper, mut all) = (0usize, 0usize);
    for letter in letters {
        all += 1;
        upper += usize::from(letter.is_uppercase());
    }
    all > 20 && upper * 10 > all * 8
}

fn is_upper(word: &str) -> bool {
    word == word.to_uppercase()
}

fn is_common(lower: &str) -> bool {
    lower.len() <= 2 || crate::tagger::gazetteer().of(lower) & 128 != 0
}

/// In a text of capitals, words of the dictionary are no names.
fn lower_common(tokens: &mut [Token]) {
    for token in tokens.iter_mut().filter(|token| is_common(&token.lower)) {
        token.is_capital = false;
    }
}

/// Returns the words as the tagger is to see them: those of a text in capitals as they would stand in one that is not.
fn words_of<'t>(text: &'t str, tokens: &[Token], capitals: bool) -> Vec<Cow<'t, str>> {
    let titled = |lower: &str| {
        let mut chars = lower.chars();
        chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
    };
    let word = |token: &Token| match capitals {
        false => Cow::Borrowed(token.span.of(text)),
        true if is_common(&token.lower) => Cow::Owned(token.lower.clone()),
        true => Cow::Owned(titled(&token.lower)),
    };
    tokens.iter().map(word).collect()
}

/// Returns the names that the tagger found, cut to what names.
fn names(text: &str, tokens: &[Token], found: Vec<NamedWords>, capitals: bool) -> Vec<Name> {
    let mut list: Vec<Name> = Vec::new();
    for (start, end, kind) in found {
        let mut range = start..end;
        // signs at the ends are no part of a name
        while range.start < range.end && tokens[range.start].kind == Kind::Sign {
            range.start += 1;
        }
        while range.end > range.start
            && (tokens[range.end - 1].kind == Kind::Sign || tokens[range.end - 1].is("'s"))
        {
            range.end -= 1;
        }
        if kind == NameKind::Person {
            let is_title = |token: &Token| words().title.has(token) || words().address.has(token);
            while range.start + 1 < range.end && is_title(&tokens[range.start]) {
                range.start += 1;
            }
        }
        // a headline in capitals is no name, nor is a row of many words
        let is_shout = !capitals
            && range.len() >= 3
            && tokens[range.clone()]
                .iter()
                .all(|token| token.span.of(text) == token.span.of(text).to_uppercase());
        let is_street = kind == NameKind::Person && words().not_person.has(&tokens[range.end.max(1) - 1]);
        if is_shout || range.len() > 6 || is_street {
            continue;
        }
        // "FORT MYERS, Fla. -"
        let is_dateline = kind == NameKind::Person
            && range.start == 0
            && tokens.get(range.end).is_some_and(|token| token.is_any(&[",", "(", "—", "–"]))
            && range.clone().all(|at| is_upper(tokens[at].span.of(text)));
        let kind = if is_dateline && !capitals { NameKind::Place } else { kind };
        // "Christian D." "Myers"
        let goes_on = |last: &Name| {
            let initial = tokens[last.range.end - 1].lower.chars().count() == 1;
            last.kind == kind
                && kind == NameKind::Person
                && initial
                && last.range.end + 1 == range.start
                && tokens[last.range.end].is(".")
        };
        if let Some(last) = list.last_mut().filter(|last| goes_on(last)) {
            last.range.end = range.end;
            continue;
        }
        if range.start < range.end && tokens[range.start].kind == Kind::Word {
            list.push(Name { range, kind, person: None });
        }
    }
    list
}
