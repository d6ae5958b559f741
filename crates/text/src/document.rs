//! An article as sentences of words, with the names and dates in them.

use crate::Span;
use crate::casing::{as_mixed, is_common, is_in_capitals};
use crate::date::{DateMention, MonthsNamed, YearNamed, dates};
use crate::later::DayBefore;
use crate::name_edges::names;
use crate::rules::Rules;
use crate::tagger::{NameKind, tag_as};
use crate::token::Token;
use std::borrow::Cow;
use std::ops::Range;
use tizim_model::Day;

/// Tokens of a sentence that are looked at; longer ones are lists or tables.
pub(crate) const LONGEST: usize = 400;

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
    /// Words that tell of a time, of which no day of publication says what it is: "yesterday", "on 5 May".
    pub(crate) undated: Vec<Span>,
    /// Those of its dates that are of what somebody says, and not of what they tell.
    pub(crate) days_of_speech: Vec<Span>,
}

impl Sentence {
    /// Returns whether it is so long that its end was not looked at.
    pub(crate) fn is_cut(&self) -> bool {
        self.tokens.len() == LONGEST && self.tokens.last().is_some_and(|last| last.span.end < self.span.end)
    }

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

    /// Returns the words that tell of a time, whether it is known which or not.
    pub(crate) fn times(&self) -> impl Iterator<Item = Span> {
        self.dates.iter().map(|date| date.span).chain(self.undated.iter().copied())
    }

    /// Returns the person's name that begins at a token.
    pub(crate) fn person_from(&self, at: usize) -> Option<&Name> {
        self.name_at(at).filter(|name| name.kind == NameKind::Person && name.range.start == at)
    }

    /// Returns the name that a token belongs to.
    pub(crate) fn name_at(&self, at: usize) -> Option<&Name> {
        self.names.iter().find(|name| name.range.start <= at && at < name.range.end)
    }
}

/// Reads the parts of a text that are the article, with the small words of rules.
pub(crate) fn read(text: &str, parts: &[Span], published: Option<Day>, rules: &Rules) -> Vec<Sentence> {
    let capitals = is_in_capitals(text, parts);
    let mut list = Vec::new();
    let (mut day_before, mut months) = (DayBefore::default(), MonthsNamed::default());
    let mut years = YearNamed::default();
    for part in parts {
        for span in crate::sentence::sentences(text, *part, rules) {
            let mut tokens = rules.tokens(text, span);
            tokens.truncate(LONGEST);
            let mut dates = dates(&tokens, published);
            years.extend(&tokens, published, &mut dates);
            day_before.extend(&tokens, published, &mut dates);
            months.extend(&tokens, published, &mut dates);
            let undated = match published {
                Some(_) => Vec::new(),
                None => undated(&tokens, &dates),
            };
            list.push(Sentence {
                span,
                tokens,
                names: Vec::new(),
                dates,
                undated,
                days_of_speech: Vec::new(),
            });
        }
    }
    let words: Vec<Vec<Cow<'_, str>>> =
        list.iter().map(|sentence| words_of(text, &sentence.tokens, capitals)).collect();
    for (sentence, found) in list.iter_mut().zip(tag_as(&words, capitals)) {
        sentence.names = names(text, &sentence.tokens, found, capitals);
        // "Трое горняков": a number that begins a sentence is no name
        let tokens = &sentence.tokens;
        sentence
            .names
            .retain(|name| !(tokens[name.range.start].is_cyrillic() && is_number(tokens, name.range.start)));
        if capitals {
            lower_common(&mut sentence.tokens);
        }
    }
    list
}

/// Returns the words that would be a date if it were known when the article was published.
fn undated(tokens: &[Token], known: &[DateMention]) -> Vec<Span> {
    // any day will do: only the words are taken
    let some_day = Day::from_ymd(2000, 1, 3);
    let found = some_day.map_or(Vec::new(), |day| dates(tokens, Some(day)));
    let spans = found.into_iter().map(|mention| mention.span);
    spans.filter(|span| !known.iter().any(|mention| mention.span.overlaps(*span))).collect()
}

fn is_number(tokens: &[Token], at: usize) -> bool {
    crate::number::number_at(tokens, at).is_some_and(|number| number.range.start == at)
}

/// In a text of capitals, words of the dictionary are no names.
fn lower_common(tokens: &mut [Token]) {
    for token in tokens.iter_mut().filter(|token| is_common(&token.lower)) {
        token.is_capital = false;
    }
}

/// Returns the words as the tagger is to see them: those of a text in capitals as they would stand in one that is not.
fn words_of<'t>(text: &'t str, tokens: &[Token], capitals: bool) -> Vec<Cow<'t, str>> {
    let word = |token: &Token| match capitals {
        false => Cow::Borrowed(token.span.of(text)),
        true => Cow::Owned(as_mixed(&token.lower).into_owned()),
    };
    tokens.iter().map(word).collect()
}
