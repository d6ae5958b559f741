//! Where quotation marks open and close.

use crate::token::Token;

/// Marks that only open.
pub(super) const OPENS: &[&str] = &["“", "«", "„"];
const CLOSES: &[&str] = &["”", "»"];

/// Returns whether some words begin with a mark that opens a quotation.
pub(super) fn starts_quotation(tokens: &[Token]) -> bool {
    tokens.first().is_some_and(|token| token.is_any(OPENS)) || toggles(tokens, 0)
}

/// Returns whether marks that open and close alike begin at a token: `"`, or two apostrophes.
fn toggles(tokens: &[Token], at: usize) -> bool {
    let is_apostrophe = |at: usize| tokens.get(at).is_some_and(|token| token.is("'"));
    tokens.get(at).is_some_and(|token| token.is("\""))
        || is_apostrophe(at) && is_apostrophe(at + 1) && !at.checked_sub(1).is_some_and(is_apostrophe)
}

/// Returns whether a quotation is open at the end of some words. Marks that open and close alike are told apart by where white
/// space stands, and where it does not tell, each changes what was.
pub(super) fn stays_open(tokens: &[Token], before: bool) -> bool {
    (0..tokens.len()).fold(before, |open, at| {
        if tokens[at].is_any(OPENS) {
            true
        } else if tokens[at].is_any(CLOSES) {
            false
        } else if toggles(tokens, at) {
            let after = at + if tokens[at].is("\"") { 1 } else { 2 };
            match (tokens[at].spaced, tokens.get(after).is_none_or(|next| next.spaced)) {
                (true, false) => true,
                (false, true) => false,
                _ => !open,
            }
        } else {
            open
        }
    })
}

/// Returns whether quotation marks close just before a token.
pub(super) fn closes_quote(tokens: &[Token], at: usize) -> bool {
    tokens[at.saturating_sub(2)..at].iter().any(|token| token.is_any(CLOSES) || token.is_any(&["\"", "'"]))
}
