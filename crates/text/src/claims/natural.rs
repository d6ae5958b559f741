//! Deaths of illness or age: nobody was killed.

use super::claim::Claim;
use super::find::Finder;
use crate::number::number_at;
use crate::rules::{Row, Rules, words};
use crate::token::Token;
use std::ops::Range;

/// Words from a death to what somebody died of, or at what age.
const REACH: usize = 8;
/// From this age on "at the age of" tells of a death of age, where nothing else is told to have happened.
const OLD: u64 = 65;

impl Finder<'_> {
    /// "died of measles", "скончался на 97-м году жизни": returns whether a death is told of illness or age, and not of somebody who is held.
    pub(super) fn dies_by_nature(&self, trigger: &Range<usize>) -> bool {
        let tokens = self.tokens();
        let is_dying = tokens[trigger.clone()].iter().any(|token| words().dying.has(token));
        let is_held = |token: &Token| of_captivity().iter().any(|row| row.has(token));
        if !is_dying || tokens.iter().any(is_held) {
            return false;
        }
        let behind = &tokens[trigger.end..tokens.len().min(trigger.end + REACH)];
        let is_alone = !self.acts.iter().any(|act| {
            act.range != *trigger
                && matches!(act.claim_type, "killing" | "injury" | "attack" | "torture" | "trial")
        });
        behind.iter().any(|token| words().illness.has(token)) || is_alone && is_of_age(behind)
    }
}

/// "at the age of 79", "на 97-м году жизни", "в возрасте 81 года"
fn is_of_age(tokens: &[Token]) -> bool {
    let age = |at: usize| {
        let number = number_at(tokens, at).and_then(|number| number.amount.min);
        number.or_else(|| tokens.get(at)?.lower.split('-').next()?.parse().ok())
    };
    tokens.windows(2).enumerate().any(|(at, pair)| {
        let leads = pair[0].is("age") && pair[1].is("of") || pair[1].is("возрасте");
        leads && age(at + 2).is_some_and(|age| age >= OLD)
            || pair[0].is("на")
                && age(at + 1).is_some()
                && tokens.get(at + 2).is_some_and(|year| year.is("году"))
                && tokens.get(at + 3).is_some_and(|life| life.is("жизни"))
    })
}

/// Makes the death of one person a guess where an article tells of nothing that kills, hurts or holds anybody, nor of a gathering or a trial:
/// an obituary says as much.
pub(crate) fn without_violence(text: &str, claims: &mut [Claim], rules: &Rules) {
    let is_of_death = |word: &str| word == "away" || is_in(word, rules, &[words().dying, words().adposition]);
    let is_dying = |claim: &Claim| {
        claim.claim_type == "killing"
            && claim.trigger.of(text).split_whitespace().all(is_of_death)
            && !holds(claim.quote.of(text), rules, &of_captivity())
            && !holds(claim.quote.of(text), rules, &of_force())
    };
    let is_quiet = |claim: &Claim| {
        matches!(claim.claim_type.as_str(), "appeal" | "legal_act" | "other" | "accusation")
            || is_dying(claim)
    };
    let is_of_one = |claim: &Claim| claim.count.as_ref().is_none_or(|count| count.max == Some(1));
    if claims.iter().all(is_quiet) {
        claims
            .iter_mut()
            .filter(|claim| is_dying(claim) && is_of_one(claim))
            .for_each(|claim| claim.is_guess = true);
    }
}

/// The rows of those who are held, of who holds them and where.
fn of_captivity() -> [Row; 4] {
    [words().cell, words().captive, words().jailer, words().custody]
}

/// The rows of wounds, of what makes them and of who does.
fn of_force() -> [Row; 7] {
    let rows = words();
    [rows.wound, rows.hurt, rows.bullet, rows.missile, rows.gunfire, rows.of_force, rows.enforcer]
}

/// Returns whether any word of a quote is in one of some rows.
fn holds(quote: &str, rules: &Rules, rows: &[Row]) -> bool {
    quote.split_whitespace().any(|word| is_in(word, rules, rows))
}

fn is_in(word: &str, rules: &Rules, rows: &[Row]) -> bool {
    let word = crate::token::lower_of(word.trim_matches(|c: char| !c.is_alphanumeric()));
    rows.iter().any(|row| rules.holds(&word, *row))
}
