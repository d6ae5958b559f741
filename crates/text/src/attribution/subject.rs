//! Who stands before a verb of speech: the whole phrase, with what describes them ("Anna Berg, a lawyer for the family,").

use super::russian::{before_time, office_before, past_time, subject_before};
use crate::document::Sentence;
use crate::rules::{Rules, Voice, words};
use crate::token::{Kind, Token};
use std::ops::Range;

/// Tokens of a source at most.
pub(super) const LONGEST: usize = 40;

/// Returns whether a token is a verb that only helps another, with its negation: `didn't`.
pub(super) fn is_helper(token: &Token) -> bool {
    words().helper.has(token) || token.lower.ends_with("n't") && token.lower != "n't"
}

/// Returns whether a token is a pronoun that is a subject by itself.
pub(super) fn is_pronoun(token: &Token) -> bool {
    words().pronoun.has(token)
}

/// Returns whether a token is an adverb that may stand within a group of verbs.
pub(super) fn is_adverb(token: &Token) -> bool {
    !token.is_capital
        && token.kind == Kind::Word
        && (words().adverb.has(token) || token.lower.ends_with("ly") && !words().no_adverb.has(token))
}

/// Returns the subject of a group of verbs that begins at `at`, not before `from`.
pub(super) fn of(sentence: &Sentence, rules: &Rules, at: usize, from: usize) -> Option<Range<usize>> {
    let tokens = &sentence.tokens;
    let last = &tokens[at.checked_sub(1).filter(|last| *last >= from)?];
    let here = at - 1..at;
    let is_cue = |at: usize| rules.voice_at(tokens, at).is_some_and(|(length, _)| length == 1);
    if last.is_any(&["who", "which", "который", "которая", "которые"]) {
        return Some(here);
    }
    if last.is("that") {
        let noun = at.checked_sub(2).filter(|noun| *noun >= from)?;
        return (tokens[noun].kind == Kind::Word && !is_cue(noun)).then_some(here);
    }
    if words().pronoun.has(last) {
        return Some(here);
    }
    if last.is(",") {
        return described(sentence, rules, at, from);
    }
    before(sentence, rules, at, from)
}

/// Returns the phrase before a comma that closes what describes it: "Anna Berg, a lawyer," with the comma.
fn described(sentence: &Sentence, rules: &Rules, at: usize, from: usize) -> Option<Range<usize>> {
    let tokens = &sentence.tokens;
    let (mut open, mut found) = (at - 1, None);
    for _ in 0..4 {
        let Some(comma) = (from..open).rev().take(LONGEST).find(|&place| tokens[place].is(",")) else {
            break;
        };
        let inside = comma + 1..open;
        let head = before(sentence, rules, comma, from);
        if tokens[inside.clone()].iter().all(|token| words().aside.has(token) || is_adverb(token)) {
            return head;
        }
        if let Some(head) = head.filter(|_| describes(sentence, &inside)) {
            let first = &tokens[inside.start];
            // "Anna Berg, speaking to reporters, said": what she did is no part of who she is
            let is_doing =
                first.lower.ends_with("ing") && !first.is("including") || first.is("who") && head.len() == 1;
            found = Some(head.start..if is_doing { head.end } else { at });
        } else if found.is_some() {
            break;
        }
        open = comma;
    }
    found
}

/// Returns whether words after a comma describe who stands before it: "a lawyer", "24", "who was there", a name.
pub(super) fn describes(sentence: &Sentence, inside: &Range<usize>) -> bool {
    let Some(first) = sentence.tokens.get(inside.start).filter(|_| inside.start < inside.end) else {
        return false;
    };
    words().determiner.has(first)
        || first.kind == Kind::Number
        || words().office.has(first)
        || words().title.has(first)
        || first.is_any(&["who", "whose", "whom", "including", "formerly"])
        || first.lower.ends_with("ing")
        || sentence.name_at(inside.start).is_some()
        || !first.is_capital
            && first.kind == Kind::Word
            && !words().adposition.has(first)
            && !words().begin_clause.has(first)
            && !first.is_any(&["which", "and", "or"])
            && !words().pronoun.has(first)
}

/// "KARABEL, May 12 - The union said": returns whether a dash closes the dateline that a sentence opens with.
fn ends_dateline(tokens: &[Token], dash: usize) -> bool {
    const LONGEST: usize = 7;
    let is_dash = tokens[dash].is_any(&["-", "–", "—"]) && tokens[dash].spaced;
    let is_dated = |token: &Token| token.is_capital || token.kind != Kind::Word;
    is_dash && (1..=LONGEST).contains(&dash) && tokens[..dash].iter().all(is_dated)
}

/// Returns the phrase that ends before `end`, as far back as its clause goes.
fn before(sentence: &Sentence, rules: &Rules, end: usize, from: usize) -> Option<Range<usize>> {
    let tokens = &sentence.tokens;
    let verb = end;
    let mut end = before_time(sentence, end, from);
    // "Sanders on Tuesday said", "the court this month rejected"
    let is_year = |at: usize| tokens[at].kind == Kind::Number && at > from && tokens[at - 1].is("in");
    while end > from && (is_day(sentence, end - 1) || is_year(end - 1)) {
        end -= 1;
        if end > from && words().lead_day.has(&tokens[end - 1]) {
            end -= 1;
        }
    }
    if tokens.get(end.wrapping_sub(1)).is_some_and(|last| words().period.has(last))
        && end >= 2
        && tokens[end - 2].is_any(&["this", "last"])
    {
        end -= 2;
    }
    if end > from && words().pronoun.has(&tokens[end - 1]) {
        return Some(end - 1..end);
    }
    let mut start = end;
    while start > from && end - start < LONGEST {
        let place = start - 1;
        if tokens[place].is(")") {
            match (from..place).rev().take(8).find(|&open| tokens[open].is("(")) {
                Some(open) => start = open,
                None => break,
            }
            continue;
        }
        // "фонд «Спасение» говорит"
        if tokens[place].is("»") {
            match (from..place).rev().take(6).find(|&open| tokens[open].is("«")) {
                Some(open) => start = open,
                None => break,
            }
            continue;
        }
        if is_bound(sentence, rules, place, end) || ends_dateline(tokens, place) {
            break;
        }
        start = place;
    }
    while start < end
        && (tokens[start].kind == Kind::Sign && !tokens[start].is("$")
            || tokens[start].is_any(&["and", "or", "also", "then", "и", "а"])
            || words().pronoun.has(&tokens[start])
            || tokens[start].is("even")
            || is_day(sentence, start))
    {
        start += 1;
    }
    if tokens.get(verb).is_some_and(|token| token.is_cyrillic()) {
        start = past_time(sentence, start).min(end);
        if let Some(office) = office_before(sentence, &(start..end), verb) {
            return Some(office);
        }
    }
    // "в прокуратуре опровергли, что": those who work there
    let is_office = start + 1 < end && tokens[start].is_any(&["в", "во"]) && (2..7).contains(&(end - start));
    if is_office
        && sentence
            .tokens
            .get(group_end(tokens, verb))
            .is_some_and(|verb| verb.lower.ends_with("ли") || verb.lower.ends_with("ют"))
    {
        return Some(start + 1..end);
    }
    if start < end && words().adposition.has(&tokens[start]) {
        if tokens[start].is_cyrillic()
            && let Some(subject) = subject_before(sentence, end, start)
        {
            return Some(subject);
        }
        start = after_adverbial(sentence, start..end)?;
    }
    (start < end).then_some(start..end)
}

/// Returns where a verb stands behind its adverbs: "в МВД позже заявили".
fn group_end(tokens: &[Token], at: usize) -> usize {
    at + tokens[at..].iter().take_while(|token| words().adverb.has(token)).count()
}

/// Returns whether a token names a day or a month, and no person.
pub(super) fn is_day(sentence: &Sentence, at: usize) -> bool {
    crate::date::is_calendar_word(&sentence.tokens[at].lower) && sentence.name_at(at).is_none()
}

/// "In a television interview Anna Berg said": where the subject begins behind a phrase that leads the clause.
fn after_adverbial(sentence: &Sentence, range: Range<usize>) -> Option<usize> {
    let tokens = &sentence.tokens;
    if let Some(name) = sentence.name_at(range.end - 1).filter(|name| name.range.start > range.start + 1) {
        let before = &tokens[name.range.start - 1];
        return (!words().adposition.has(before)).then_some(name.range.start);
    }
    let determiner = (range.start + 2..range.end).rev().find(|&at| words().determiner.has(&tokens[at]))?;
    (!words().adposition.has(&tokens[determiner - 1])).then_some(determiner)
}

/// Returns whether a phrase that reaches back from `end` can't take in a token.
fn is_bound(sentence: &Sentence, rules: &Rules, at: usize, end: usize) -> bool {
    let tokens = &sentence.tokens;
    let token = &tokens[at];
    match token.kind {
        Kind::Number => false,
        Kind::Sign => match token.lower.as_str() {
            "-" | "/" | "&" | "%" | "$" | "’" | "'" => false,
            "." => !is_short(tokens, at),
            _ => true,
        },
        Kind::Word => {
            let is_name = sentence.name_at(at).is_some();
            let is_finite = token.lower.ends_with("ed") || words().finite.has(token);
            let speaks = is_finite
                && matches!(rules.voice_at(tokens, at), Some((_, Voice::Say)))
                && !at.checked_sub(1).is_some_and(|before| words().determiner.has(&tokens[before]));
            words().begin_clause.has(token) && !is_name
                || is_helper(token)
                || speaks && !is_name
                || token.is_any(&["and", "or", "и", "или"]) && !joins(sentence, rules, at, end)
        }
    }
}

/// Returns whether an "and" joins two who are named or described, and no verbs.
fn joins(sentence: &Sentence, rules: &Rules, at: usize, end: usize) -> bool {
    let tokens = &sentence.tokens;
    let left = (0..at)
        .rev()
        .take_while(|&place| {
            let token = &tokens[place];
            token.kind != Kind::Sign
                || token.is_any(&["-", "’", "'"])
                || token.is(".") && is_short(tokens, place)
        })
        .last();
    let is_verb = |place: usize| {
        let token = &tokens[place];
        is_helper(token)
            || words().pronoun.has(token)
            || token.lower.ends_with("ed") && token.lower.len() > 4 && !token.is_capital
            || matches!(rules.voice_at(tokens, place), Some((_, Voice::Say)))
            || words().edge.has(token) && !words().adposition.has(token)
    };
    at + 1 < end && left.is_some_and(|left| at - left <= 8 && !(left..at).any(is_verb))
}

/// Returns whether a stop ends a short word and no sentence.
pub(super) fn is_short(tokens: &[Token], at: usize) -> bool {
    at > 0
        && !tokens[at].spaced
        && (words().short.has(&tokens[at - 1])
            || tokens[at - 1].is_capital && tokens[at - 1].lower.chars().count() == 1
            || tokens[at - 1].lower.contains('.'))
}
