//! Words that may stand for people who have no name: "two hooded men", "the crowd", "64 others".

use crate::number::{is_aged, number_at};
use crate::phrase::is_adverb;
use crate::rules::words;
use crate::token::Token;

/// Returns whether English words may stand for people.
pub(crate) fn may_be_somebody(tokens: &[Token]) -> bool {
    let rows = words();
    let is_somebody = |token: &Token| {
        rows.is_for_persons(token)
            || rows.somebody.has(token)
            || rows.one_person.has(token)
            || rows.kin.has(token)
            || rows.relation.has(token)
            || rows.plural.has(token)
            || rows.enforcer.has(token)
            || rows.outlaw.has(token)
            || rows.title.has(token)
            || rows.office.has(token)
            || rows.institution.has(token)
            || rows.collective.has(token)
            || rows.body.has(token)
            || rows.harmed.has(token)
            || rows.personal.has(token)
            || rows.third_person.has(token)
            || rows.several_persons.has(token)
            || is_aged(token)
            || is_of_doers(token)
    };
    tokens.iter().any(is_somebody) || is_bare_number(tokens)
}

/// "64 others", "more than 30", "two fatally", "17 of the collectors": returns whether a number stands without a noun, or counts some of its whole.
fn is_bare_number(tokens: &[Token]) -> bool {
    let is_of = |at: usize| tokens.get(at).is_none_or(|token| token.is("of") || is_adverb(token));
    (0..tokens.len()).any(|at| number_at(tokens, at).is_some_and(|number| is_of(number.range.end)))
}

/// "snipers", "drillers", "guarantors": returns whether a word has the form of several who do something.
fn is_of_doers(token: &Token) -> bool {
    const SHORTEST: usize = 7;
    let has_form = ["ers", "ors", "ists", "ees"].iter().any(|ending| token.lower.ends_with(ending));
    has_form && token.lower.len() >= SHORTEST && !words().no_doer.has(token)
}
