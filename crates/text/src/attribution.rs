//! Who says what: source, cue and content, as spans (after the scheme of PolNeAR: Newell, Margolin and Ruths 2018).
//!
//! Found by rules: a word of speech or of opinion (`say` and `hold` of the cue files), the phrase that stands as its subject or
//! behind "according to", and the rest of the sentence, before it or after it. Speech that goes on in quotation marks over the next
//! sentences is that of the same source.

use crate::Span;
use crate::document::Sentence;
use crate::phrase;
use crate::rules::{Cue, Rules, words};
use crate::token::{Kind, Token};
use std::ops::Range;

/// Something that the article puts down to somebody.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Attribution {
    /// Who says, thinks or shows it; none where a quotation goes on, or nobody is named.
    pub source: Option<Span>,
    /// The words that say that somebody says it.
    pub cue: Option<Span>,
    /// What is said.
    pub content: Span,
}

const OPENS: &[&str] = &["“", "«", "„"];
const CLOSES: &[&str] = &["”", "»"];

/// Returns the attributions of an article's sentences, in their order.
pub(crate) fn attributions(text: &str, sentences: &[Sentence], rules: &Rules) -> Vec<Attribution> {
    let mut list: Vec<Attribution> = Vec::new();
    let (mut open, mut in_transcript) = (false, false);
    for sentence in sentences {
        let tokens = &sentence.tokens;
        let before = list.len();
        let stays = stays_open(tokens, open);
        if let Some(turn) = turn(text, sentence) {
            in_transcript = true;
            list.push(turn);
        } else {
            of_sentence(sentence, rules, open, &mut list);
        }
        let is_quoted = open || starts_quotation(tokens);
        if list.len() == before && !list.is_empty() && (is_quoted || in_transcript && open == stays) {
            // a whole sentence of a quotation
            let content = sentence.span_of(&(0..tokens.len()));
            list.extend((!tokens.is_empty()).then_some(Attribution { source: None, cue: None, content }));
        }
        in_transcript &= list.len() == before + 1;
        open = stays;
    }
    list
}

/// "WALLACE: Governor, ...": a turn of a transcript.
fn turn(text: &str, sentence: &Sentence) -> Option<Attribution> {
    let tokens = &sentence.tokens;
    let first = usize::from(starts_quotation(tokens));
    let colon = tokens.iter().take(5).position(|token| token.is(":")).filter(|at| *at > first)?;
    let is_speaker = tokens[first..colon]
        .iter()
        .all(|token| token.kind == Kind::Sign || token.is_capital && token.lower.len() > 1)
        && !sentence.span_of(&(first..colon)).of(text).chars().any(char::is_lowercase);
    is_speaker.then_some(())?;
    Some(Attribution {
        source: trimmed(sentence, first..colon),
        cue: Some(sentence.span_of(&(colon..colon + 1))),
        content: Some(colon + 1..tokens.len())
            .filter(|rest| !rest.is_empty())
            .map(|rest| sentence.span_of(&rest))?,
    })
}

fn starts_quotation(tokens: &[Token]) -> bool {
    tokens.first().is_some_and(|token| token.is_any(OPENS)) || toggles(tokens, 0)
}

/// Returns whether marks that open and close alike begin at a token: `"`, or two apostrophes.
fn toggles(tokens: &[Token], at: usize) -> bool {
    let is_apostrophe = |at: usize| tokens.get(at).is_some_and(|token| token.is("'"));
    tokens.get(at).is_some_and(|token| token.is("\""))
        || is_apostrophe(at) && is_apostrophe(at + 1) && !at.checked_sub(1).is_some_and(is_apostrophe)
}

/// Returns whether a quotation is open at the end of some words.
fn stays_open(tokens: &[Token], before: bool) -> bool {
    (0..tokens.len()).fold(before, |open, at| {
        if tokens[at].is_any(OPENS) {
            true
        } else if tokens[at].is_any(CLOSES) {
            false
        } else {
            open != toggles(tokens, at)
        }
    })
}

fn of_sentence(sentence: &Sentence, rules: &Rules, open: bool, list: &mut Vec<Attribution>) {
    let tokens = &sentence.tokens;
    let mut at = 0;
    let mut from = 0;
    while at < tokens.len() {
        let Some((length, cue)) = rules.cue_at(tokens, at) else {
            at += 1;
            continue;
        };
        let cue_words = at..at + length;
        at = cue_words.end;
        let is_name = sentence.name_at(cue_words.start).is_some();
        if !matches!(cue, Cue::Say | Cue::Hold)
            || is_name
            || is_noun(tokens, cue_words.start)
            || stays_open(&tokens[..cue_words.start], open)
        {
            continue;
        }
        let Some((found, end)) = attribution(sentence, cue_words, from) else { continue };
        list.push(found);
        // words within what is said are its own
        at = at.max(end);
        from = at;
    }
}

/// "the say", "his claims": an article or an owner before it makes a noun of it.
fn is_noun(tokens: &[Token], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|at| {
        tokens[at].is_any(&[
            "the", "a", "an", "his", "her", "their", "its", "of", "this", "these", "those", "'s", "to", "’s",
        ])
    })
}

/// Returns what a cue attributes, and the token after it. By the order of the words: source before cue before content, or
/// content before source and cue, or content before cue and source.
fn attribution(sentence: &Sentence, cue: Range<usize>, from: usize) -> Option<(Attribution, usize)> {
    let tokens = &sentence.tokens;
    if tokens[cue.start].is("according") {
        return according(sentence, cue.start..(cue.start + 2).min(tokens.len()), from);
    }
    let mut start = cue.start;
    while start > from && (words().auxiliary.has(&tokens[start - 1]) || tokens[start - 1].is("has")) {
        start -= 1;
    }
    let cue = start..with_means(tokens, cue.end);
    if tokens[cue.start].lower.ends_with("ing") && cue.len() == 1 {
        return Some((behind(sentence, None, &cue)?, tokens.len()));
    }
    let closes = |at: usize| tokens[at].is_any(&[",", "”", "\"", "»", "'", "?", "!"]);
    if cue.start > from && closes(cue.start - 1) {
        let source = phrase::after(tokens, cue.end)?;
        let ends = tokens.get(source.end).is_none_or(|token| token.kind == Kind::Sign || is_time(token));
        return if ends || closes_quote(tokens, cue.start) {
            // "...," said X
            Some((said(sentence, from..cue.start, &cue, &source)?, source.end))
        } else {
            // "X, a lawyer, said that ..."
            let mut found = behind(sentence, None, &cue)?;
            found.source = Some(sentence.span_of(&(from..cue.start)));
            Some((found, tokens.len()))
        };
    }
    // "who thinks": the pronoun is the source
    let relative =
        cue.start.checked_sub(1).filter(|at| *at >= from && tokens[*at].is("who")).map(|at| at..at + 1);
    let source =
        relative.or_else(|| phrase::before(tokens, cue.start).filter(|found| found.start >= from))?;
    let is_last = tokens[cue.end..].iter().all(|token| token.kind == Kind::Sign || is_time(token));
    let leads = source.start > from + 2 && closes(source.start - 1);
    if leads && (is_last || closes_quote(tokens, source.start)) {
        // "..., X said."
        return Some((said(sentence, from..source.start, &cue, &source)?, cue.end));
    }
    Some((behind(sentence, Some(&source), &cue)?, tokens.len()))
}

/// "According to X, ..."; "..., according to X".
fn according(sentence: &Sentence, cue: Range<usize>, from: usize) -> Option<(Attribution, usize)> {
    let end = sentence.tokens.len();
    let source = phrase::after(&sentence.tokens, cue.end)?;
    let leads = cue.start <= from + 1;
    let content = if leads { source.end..end } else { from..cue.start };
    let after = if leads { end } else { source.end };
    Some((said(sentence, content, &cue, &source)?, after))
}

fn said(
    sentence: &Sentence,
    content: Range<usize>,
    cue: &Range<usize>,
    source: &Range<usize>,
) -> Option<Attribution> {
    Some(Attribution {
        source: trimmed(sentence, source.clone()),
        cue: Some(sentence.span_of(cue)),
        content: trimmed(sentence, content)?,
    })
}

/// "X told reporters that ...": the content is the rest of the sentence.
fn behind(sentence: &Sentence, source: Option<&Range<usize>>, cue: &Range<usize>) -> Option<Attribution> {
    let tokens = &sentence.tokens;
    let rest = &tokens[cue.end..];
    let that = rest.iter().take(6).position(|token| token.is("that"));
    let opens = rest.iter().take(10).position(|token| token.is_any(OPENS) || token.is("\""));
    let is_break = |token: &Token| token.is_any(&[",", ":"]);
    let skip = match (that, opens) {
        (Some(that), _) => that,
        (None, Some(opens)) if opens > 0 && is_break(&rest[opens - 1]) => opens,
        _ => usize::from(rest.first().is_some_and(is_break)),
    };
    let start = cue.end + skip;
    Some(Attribution {
        source: source.and_then(|source| trimmed(sentence, source.clone())),
        cue: Some(sentence.span_of(cue)),
        content: trimmed(sentence, start..before_turn(tokens, start))?,
    })
}

/// Returns where what is said ends: before a ", but" outside quotation marks, which is the article's own again.
fn before_turn(tokens: &[Token], from: usize) -> usize {
    let turns = |at: &usize| {
        tokens[*at].is(",")
            && tokens.get(at + 1).is_some_and(|token| token.is_any(&["but", "though", "although"]))
            && !stays_open(&tokens[from..*at], false)
    };
    (from..tokens.len()).find(turns).unwrap_or(tokens.len())
}

/// "said in a statement", "told us in an interview": the means belong to the cue.
fn with_means(tokens: &[Token], end: usize) -> usize {
    const MEANS: &[&str] =
        &["statement", "interview", "speech", "tweet", "email", "letter", "post", "report"];
    let is = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|token| token.is_any(words));
    let follows = is(end, &["in"]) && is(end + 1, &["a", "an"]);
    let noun = (end + 2..end + 4).find(|at| is(*at, MEANS));
    noun.filter(|_| follows).map_or(end, |noun| noun + 1)
}

/// Returns whether quotation marks close just before a token.
fn closes_quote(tokens: &[Token], at: usize) -> bool {
    tokens[at.saturating_sub(2)..at].iter().any(|token| token.is_any(CLOSES) || token.is_any(&["\"", "'"]))
}

fn is_time(token: &Token) -> bool {
    token.is_any(&["on", "in", "at", "a", "statement", "last", "earlier", "this", "week"])
        || crate::date::is_calendar_word(&token.lower)
}

/// Returns the span of some words without the stops and commas at their ends; none if nothing is left.
fn trimmed(sentence: &Sentence, mut range: Range<usize>) -> Option<Span> {
    let tokens = &sentence.tokens;
    range.end = range.end.min(tokens.len());
    let loose = |token: &Token| token.is_any(&[",", ".", ":", ";", "—", "–", "-"]);
    while range.start < range.end && loose(&tokens[range.start]) {
        range.start += 1;
    }
    while range.end > range.start && loose(&tokens[range.end - 1]) {
        range.end -= 1;
    }
    (range.start < range.end).then(|| sentence.span_of(&range))
}
