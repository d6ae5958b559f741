//! Whether who attacked died too, beside those whom he killed: by his own hand, or shot by police or troops.
//!
//! "He killed two men and then himself" says two, and three are dead. A child who shot himself by accident is no such case, nor is
//! whom police shot where nobody else died.

use crate::claims::{Claim, ClaimRole, Participant, ParticipantKind};
use crate::extract::Extraction;
use crate::rules::{Row, Rules, words};

/// Words behind an act that may say whose hand it was: "died of a self-inflicted wound".
const REACH: usize = 4;

/// How who attacked died.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Attacker {
    pub(super) by_own_hand: bool,
    pub(super) by_force: bool,
}

/// Returns how who attacked died, by the claims of killing, and of injury, since "shot himself" is told as a wound.
pub(super) fn attacker(text: &str, found: &Extraction, killings: &[&Claim], rules: &Rules) -> Attacker {
    let has_doer = killings.iter().any(|claim| is_of_doer(claim, rules));
    let acts = || {
        let harms =
            |claim: &&Claim| matches!(claim.claim_type.as_str(), "killing" | "injury") && !claim.negated;
        found.told().filter(harms)
    };
    let is_both = |claim: &Claim| {
        let act = claim.trigger.of(text).to_lowercase();
        act.contains("murder-suicide") || act.contains("homicide-suicide")
    };
    let is_done = !killings.is_empty() && acts().any(|claim| is_of_doer(claim, rules));
    let by_own_hand = acts().any(|claim| is_both(claim) || is_done && is_by_own_hand(text, claim, rules));
    let by_force = killings.iter().any(|claim| {
        let is_one = claim.count.as_ref().is_some_and(|count| count.max == Some(1));
        let has = |role: ClaimRole, row: Row| {
            claim.who.iter().any(|who| who.role == role && rules.holds_any(&who.name, &[row]))
        };
        let is_suspect = has(ClaimRole::Victim, words().suspect);
        is_one && (has_doer || is_suspect) && has(ClaimRole::Actor, words().enforcer)
    });
    Attacker { by_own_hand, by_force }
}

/// Returns whether a claim says who did it, a person and neither police nor a weapon.
pub(super) fn is_of_doer(claim: &Claim, rules: &Rules) -> bool {
    let rows = words();
    let is_somebody = |who: &Participant| {
        let persons = [rows.one_person, rows.kin, rows.suspect, rows.person];
        who.kind == ParticipantKind::Person || rules.holds_any(&who.name, &persons)
    };
    let mut doers = claim.who.iter().filter(|who| who.role == ClaimRole::Actor);
    doers.any(|who| is_somebody(who) && !rules.holds_any(&who.name, &[rows.enforcer]))
}

/// "Killed two men and then himself", "took her own life"; not "in his own home".
fn is_by_own_hand(text: &str, claim: &Claim, rules: &Rules) -> bool {
    let behind = text.get(claim.trigger.end..).unwrap_or("");
    // "kills daughter, himself"
    let ends = |at: usize, sign: char| sign != ',' || !leads_to_self(&behind[at + 1..], rules);
    let end = behind.char_indices().find(|(at, c)| matches!(c, '.' | ',' | ';' | '\n') && ends(*at, *c));
    let clause = end.map_or(behind, |(at, _)| &behind[..at]);
    let act = claim.trigger.of(text);
    act.contains("own ")
        || act.split_whitespace().chain(clause.split_whitespace().take(REACH)).any(|word| is_own(word, rules))
}

/// "himself", "then himself", "before killing himself"
fn leads_to_self(behind: &str, rules: &Rules) -> bool {
    const NEAR: usize = 2;
    behind.split_whitespace().take(NEAR).any(|word| is_own(word, rules))
}

/// Returns whether a word says whose hand it was; "own" alone does not.
fn is_own(word: &str, rules: &Rules) -> bool {
    word != "own" && rules.holds_any(word, &[words().own_hand])
}
