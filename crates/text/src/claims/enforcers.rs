//! Words for police, troops and guards, and for what they use, as rows of tokens.

use crate::number::number_at;
use crate::phrase;
use crate::rules::words;
use crate::token::{Kind, Token};
use std::ops::Range;

/// Tokens of a phrase behind a "by" in which they are sought: "by two off-duty police officers".
const NEAR: usize = 4;

/// Tokens that name two sides, at most.
const SIDES: usize = 8;

/// Returns whether a token is a word for them, alone or as "force" behind its kind: "Rapid Action Force".
pub(crate) fn is_enforcer(tokens: &[Token], at: usize) -> bool {
    let is_kind = || at.checked_sub(1).is_some_and(|kind| words().kind_of_force.has(&tokens[kind]));
    words().enforcer.has(&tokens[at]) || tokens[at].is_any(&["force", "forces"]) && is_kind()
}

/// Returns the first row of words for police, troops or guards in a range.
pub(super) fn enforcers_in(tokens: &[Token], range: Range<usize>) -> Option<Range<usize>> {
    let is_one = |at: &usize| is_enforcer(tokens, *at);
    let start = range.clone().find(is_one)?;
    let end = (start..range.end).find(|at| !is_one(at)).unwrap_or(range.end);
    Some(with_kind(tokens, start)..end)
}

/// Returns the row of words for police, troops or guards that ends at a token, perhaps with their "'s" or "personnel".
pub(super) fn enforcers_before(tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let end = at.checked_sub(1).filter(|last| tokens[*last].is("'s")).unwrap_or(at);
    let is_corps = |last: &usize| words().corps.has(&tokens[*last]);
    let row = end.checked_sub(1).filter(is_corps).unwrap_or(end);
    let start = (0..row).rev().take_while(|place| is_enforcer(tokens, *place)).last()?;
    Some(with_kind(tokens, start)..end)
}

/// Returns where words for them begin that begin at a token: "force" is one only behind its kind.
fn with_kind(tokens: &[Token], start: usize) -> usize {
    start - usize::from(!words().enforcer.has(&tokens[start]))
}

/// "by the riot police": those who stand behind a "by" at a token.
pub(super) fn by(tokens: &[Token], at: usize) -> Option<Range<usize>> {
    tokens.get(at).filter(|token| token.is_any(&["by", "from"]))?;
    led(tokens, at + 1)
}

/// Returns those who stand in the first words of the phrase that begins at a token.
pub(super) fn led(tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let phrase = phrase::after(tokens, at)?;
    enforcers_in(tokens, phrase.start..phrase.end.min(phrase.start + NEAR))
}

/// "firing by the police", "a lathi charge by police", "an encounter with soldiers": those behind a word of what was done with weapons,
/// which ends before a token.
pub(super) fn at_the_hands(tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let is_more = |token: &&Token| is_weapon(token) || words().weapon_part.has(token);
    let end = at + tokens[at..].iter().take_while(is_more).count();
    let is_against = tokens.get(end)?.is_any(&["with", "between", "of"]);
    if is_against { led(tokens, end + 1) } else { by(tokens, end) }
}

/// "clashes between the mob and the police": those who are one side of what a word before a token tells of.
pub(super) fn side(tokens: &[Token], at: usize) -> Option<Range<usize>> {
    tokens.get(at).filter(|token| token.is_any(&["with", "between"]))?;
    let end = tokens.len().min(at + 1 + SIDES);
    // "between two groups in the police lines"
    if at + 1 == tokens.len() || number_at(tokens, at + 1).is_some() {
        return None;
    }
    let ends = |place: &usize| {
        let token = &tokens[*place];
        token.kind == Kind::Sign || words().how.has(token) || words().place_preposition.has(token)
    };
    enforcers_in(tokens, at + 1..(at + 1..end).find(ends).unwrap_or(end))
}

/// Returns whether words for police or troops are of those who serve: not "a former soldier", nor "army uniforms".
pub(super) fn is_serving(tokens: &[Token], enforcers: &Range<usize>) -> bool {
    let before = &tokens[enforcers.start.saturating_sub(2)..enforcers.start];
    !before.iter().any(|token| words().former.has(token))
        && !tokens.get(enforcers.end).is_some_and(|token| words().gear.has(token))
}

/// Returns whether a word is of what is done with weapons, or of a weapon.
pub(crate) fn is_weapon(token: &Token) -> bool {
    words().gunfire.has(token) || words().riot_weapon.has(token)
}

/// Returns whether words say that somebody died of no shots, or by the hand of those whom police fight.
pub(crate) fn is_otherwise(told: &[Token]) -> bool {
    let is_by = |at: usize| told[at.saturating_sub(3)..at].iter().any(|token| token.is("by"));
    (0..told.len()).any(|at| words().otherwise.has(&told[at]) || words().outlaw.has(&told[at]) && is_by(at))
}
