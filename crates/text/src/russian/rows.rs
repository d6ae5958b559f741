//! Phrases that stand in a row and are one: "активистку Х и ее мужа Y", "Х, Y и Z", "Х, 33 года, и Y".

use super::cases::Cases;
use super::chunk::{Chunk, Class, is_owner};
use crate::document::Sentence;
use crate::rules::words;
use crate::tagger::NameKind;
use crate::token::Token;

/// Joins phrases by "и", and by commas before such an "и", where their cases agree: "активистку Х и ее мужа Y", "Х, Y и Z".
pub(super) fn joined(sentence: &Sentence, list: Vec<Chunk>) -> Vec<Chunk> {
    let tokens = &sentence.tokens;
    let mut out: Vec<Chunk> = Vec::new();
    // "погиб Х и трое ранены": who is counted before a verb is of another clause
    let leads_verb: Vec<bool> =
        (0..list.len()).map(|at| list.get(at + 1).is_some_and(|next| next.class == Class::Verb)).collect();
    let mut rest = list.into_iter().enumerate().peekable();
    while let Some((_, chunk)) = rest.next() {
        let joins = chunk.class == Class::And && {
            without_age(tokens, &mut out, rest.peek().map(|(_, next)| next));
            out.last().is_some_and(|last| last.class == Class::Phrase && !last.is_counted)
        };
        let next = rest.peek().filter(|(at, next)| {
            let is_behind_verb = || out.iter().rev().nth(1).is_some_and(|before| before.class == Class::Verb);
            let is_listed = || {
                let is_somebody = |last: &Chunk| names(sentence, last) || is_pronoun(tokens, last);
                out.last().is_some_and(is_somebody) && !(leads_verb[*at] && is_behind_verb())
            };
            joins
                && next.class == Class::Phrase
                && !next.is_led
                && (!next.is_counted || is_listed())
                && !is_bare_pronoun(tokens, next)
                && plural_of(next.cases).meets(plural_of(out[out.len() - 1].cases))
        });
        if let Some(cases) = next.map(|(_, next)| next.cases)
            && let (Some((_, next)), Some(last)) = (rest.next(), out.last_mut())
        {
            last.range.end = next.range.end;
            // several are of the plural
            last.cases = last.cases & cases | plural_of(last.cases) & plural_of(cases);
            take_named_before(sentence, &mut out);
            continue;
        }
        out.push(chunk);
    }
    debug_assert!(out.iter().all(|chunk| chunk.range.end <= tokens.len()));
    out
}

/// "он и ещё трое"
fn is_pronoun(tokens: &[Token], chunk: &Chunk) -> bool {
    chunk.range.len() == 1 && words().third_person.has(&tokens[chunk.range.start])
}

/// "его": whom the next verb is done to.
fn is_bare_pronoun(tokens: &[Token], chunk: &Chunk) -> bool {
    chunk.range.len() == 1 && is_owner(&tokens[chunk.range.start])
}

/// "Х, 33 года, и Y": takes the age in, so that the two stand side by side.
fn without_age(tokens: &[Token], out: &mut Vec<Chunk>, next: Option<&Chunk>) {
    let [.., who, open, age, close] = out.as_slice() else { return };
    let is_comma = |chunk: &Chunk| tokens[chunk.range.start].is(",");
    let is_age = age.is_counted && crate::number::is_age_unit(tokens, age.range.end - 1);
    let is_person = who.class == Class::Phrase && !who.is_counted;
    if is_person && is_comma(open) && is_age && is_comma(close) && next.is_some_and(|next| !next.is_counted) {
        let end = close.range.end;
        out.truncate(out.len() - 3);
        if let Some(who) = out.last_mut() {
            who.range.end = end;
        }
    }
}

/// "Х, Y и Z": takes those who are named before commas into the row at the end.
fn take_named_before(sentence: &Sentence, out: &mut Vec<Chunk>) {
    let names = |chunk: &Chunk| names(sentence, chunk);
    while let [.., before, comma, row] = out.as_slice() {
        let cases = plural_of(before.cases) & plural_of(row.cases);
        let is_item = before.class == Class::Phrase && !before.is_led && !before.is_counted && names(before);
        if !is_item || !sentence.tokens[comma.range.start].is(",") || cases.is_empty() || !names(row) {
            return;
        }
        let (end, start) = (row.range.end, before.range.start);
        out.truncate(out.len() - 2);
        if let Some(first) = out.last_mut() {
            *first = Chunk { range: start..end, cases, ..first.clone() };
        }
    }
}

/// Returns whether a person is named in a chunk.
fn names(sentence: &Sentence, chunk: &Chunk) -> bool {
    let within = |name: &crate::document::Name| {
        chunk.range.start <= name.range.start && name.range.end <= chunk.range.end
    };
    sentence.names.iter().any(|name| name.kind == NameKind::Person && within(name))
}

/// The same cases, of several.
fn plural_of(cases: Cases) -> Cases {
    [
        Cases::NOMINATIVE,
        Cases::GENITIVE,
        Cases::DATIVE,
        Cases::ACCUSATIVE,
        Cases::INSTRUMENTAL,
        Cases::PREPOSITIONAL,
    ]
    .into_iter()
    .filter(|case| cases.meets(*case))
    .fold(Cases::NONE, |all, case| all | case & Cases::PLURAL)
}
