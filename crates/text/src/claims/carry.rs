//! What a claim takes over from others of its article, so that each stands by itself.
//!
//! A claim is read on its own by whoever gets it. Where an article plainly tells of one day, its killings and injuries carry
//! that day; where somebody is only "identified as X", it is said of what X is the victim. Each step points at the words it rests on.

use super::claim::{Claim, ClaimRole, ParticipantKind, When};
use crate::date::{DateMention, stated_day};
use crate::rules::{Rules, words};
use tizim_model::Day;

/// The type of a claim that names a victim and does not say of what.
const VICTIM_NAMED: &str = "victim_named";

/// Returns whether a word tells of a wound that may be the death.
pub(crate) fn is_shot(trigger: &str, rules: &Rules) -> bool {
    let first = trigger.split_whitespace().next().unwrap_or("");
    rules.holds(&first.to_lowercase(), words().wound)
}

/// Gives acts without a day the day of the article's other acts, if there is only one; if none has any, the first day that
/// the article names, up to its publication.
pub(crate) fn days(claims: &mut [Claim], dates: &[DateMention], published: Option<Day>) {
    let is_act = |claim: &Claim| {
        matches!(claim.claim_type.as_str(), "killing" | "injury" | "attack") && !claim.negated
    };
    let mut told: Vec<&When> = Vec::new();
    for when in claims.iter().filter(|claim| is_act(claim)).filter_map(|claim| claim.when.as_ref()) {
        if !told.iter().any(|other| other.date == when.date) {
            told.push(when);
        }
    }
    let is_past = |day: Day| published.is_none_or(|published| day.number() <= published.number());
    let carried = match told.as_slice() {
        [] => {
            dates.iter().find(|mention| mention.date.exact_day().is_some_and(is_past)).map(|mention| When {
                date: mention.date.to_string(),
                precision: mention.date.precision().word(),
                words: mention.span,
                how: mention.how,
            })
        }
        [one] => stated_day(&one.date).map(|_| (*one).clone()),
        // of several days none can be given without guessing
        _ => None,
    };
    let Some(carried) = carried else { return };
    for claim in claims.iter_mut().filter(|claim| is_act(claim) && claim.when.is_none()) {
        claim.when = Some(carried.clone());
    }
}

/// Turns claims that only name a victim into claims of what the article says was suffered: by somebody of that name, else
/// by the claims nearest before. An article that tells of neither dead nor wounded leaves them as they are. That somebody was shot
/// who is said by name to have died of it is told of a killing.
pub(crate) fn fates(text: &str, claims: &mut [Claim], rules: &Rules) {
    let said = |claim: &Claim| matches!(claim.claim_type.as_str(), "killing" | "injury") && !claim.negated;
    let any_killed = claims.iter().any(|claim| claim.claim_type == "killing" && !claim.negated);
    let fates: Vec<Option<String>> = claims
        .iter()
        .enumerate()
        .map(|(at, claim)| {
            let is_shot = claim.claim_type == "injury"
                && claim
                    .who
                    .iter()
                    .any(|who| who.role == ClaimRole::Victim && who.kind == ParticipantKind::Person)
                && is_shot(claim.trigger.of(text), rules);
            if claim.claim_type != VICTIM_NAMED && !is_shot {
                return None;
            }
            let names = |other: &&Claim| {
                other
                    .who
                    .iter()
                    .any(|who| claim.who.iter().any(|own| own.role == who.role && own.name == who.name))
            };
            let dead = |other: &&Claim| other.claim_type == "killing" && !other.negated && names(other);
            if is_shot {
                return claims.iter().find(dead).map(|other| other.claim_type.clone());
            }
            let by_name = claims.iter().filter(|other| said(other)).find(names);
            let before = || claims[..at].iter().rfind(|other| said(other));
            let after = || claims[at..].iter().find(|other| said(other));
            // among dead and wounded, who is identified is mostly one of the dead
            match by_name {
                Some(other) => Some(other.claim_type.clone()),
                None if any_killed => Some("killing".to_owned()),
                None => before().or_else(after).map(|other| other.claim_type.clone()),
            }
        })
        .collect();
    for (claim, fate) in claims.iter_mut().zip(fates) {
        if let Some(fate) = fate {
            claim.claim_type = fate;
        }
    }
}
