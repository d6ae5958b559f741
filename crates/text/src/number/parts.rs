//! Numbers that are a share of another: "half of the 40 hostages", "two-thirds of 90", "all but three of the 20", "половина из 40".

use super::{Amount, Found, value_at};
use crate::token::Token;

/// Shares with the words that they are written in: numerator and denominator.
const SHARES: &[(&[&str], u64, u64)] = &[
    (&["half"], 1, 2),
    (&["a", "third"], 1, 3),
    (&["one", "third"], 1, 3),
    (&["one-third"], 1, 3),
    (&["two", "thirds"], 2, 3),
    (&["two-thirds"], 2, 3),
    (&["a", "quarter"], 1, 4),
    (&["one", "quarter"], 1, 4),
    (&["three", "quarters"], 3, 4),
    (&["three-quarters"], 3, 4),
    (&["половина"], 1, 2),
    (&["половину"], 1, 2),
    (&["треть"], 1, 3),
    (&["четверть"], 1, 4),
    (&["две", "трети"], 2, 3),
];

/// Returns the share of a number that begins at a token: exact where it comes out even, else about so many.
pub(super) fn share_at(tokens: &[Token], at: usize) -> Option<Found> {
    let is = |at: usize, list: &[&str]| tokens.get(at).is_some_and(|token| token.is_any(list));
    // "of the 40"
    let whole = |of: usize| {
        let of = Some(of).filter(|of| is(*of, &["of", "из"]))?;
        let determiner = is(of + 1, &["the", "these", "those", "its", "their"]);
        value_at(tokens, of + 1 + usize::from(determiner))
    };
    if is(at, &["all"]) && is(at + 1, &["but"]) {
        let (left, end) = value_at(tokens, at + 2)?;
        let (whole, end) = whole(end)?;
        return Some(Found { range: at..end, amount: Amount::exact(whole.checked_sub(left)?) });
    }
    let begins = |words: &[&str]| (at..).zip(words).all(|(at, word)| is(at, &[word]));
    let (words, over, under) = SHARES.iter().find(|(words, ..)| begins(words))?;
    let (whole, end) = whole(at + words.len())?;
    let parts = whole.checked_mul(*over)?;
    let amount = Amount { approximate: parts % under != 0, ..Amount::exact(parts / under) };
    Some(Found { range: at..end, amount })
}
