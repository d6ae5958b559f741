//! What an article says in all: who suffered by name, how many were killed and hurt, and on which day.
//!
//! Read out of its claims and of nothing else, so that each figure leads back to their words. It adds nothing up over
//! events: an article that tells of several has the largest of their numbers.

use crate::claims::{Claim, ClaimRole, ParticipantKind};
use crate::date::stated_day;
use crate::extract::Extraction;
use crate::rules::Rules;
use std::collections::BTreeSet;
use tizim_model::Day;

/// A count of an article's toll is below this; larger numbers are of other things.
const MOST: u64 = 100_000;

/// A named person who suffered, by what the article says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Victim {
    /// The name, in full where the article gives it.
    pub name: String,
    /// Said to have died.
    pub killed: bool,
    /// The first claim that says so, as an index of [`Extraction::claims`].
    pub claim: usize,
}

/// How many an article says were killed and hurt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Toll {
    /// Killed.
    pub killed: u64,
    /// Hurt and not killed.
    pub injured: u64,
}

/// Returns the named persons who suffered, in the order of the article.
pub fn victims(found: &Extraction) -> Vec<Victim> {
    let mut list: Vec<Victim> = Vec::new();
    let is_killing = |claim: &Claim| claim.claim_type == "killing" && !claim.negated;
    let (any_killed, any_hurt) = (
        found.claims.iter().any(is_killing),
        found.claims.iter().any(|claim| claim.claim_type == "injury" && !claim.negated),
    );
    for (index, claim) in found.claims.iter().enumerate().filter(|(_, claim)| !claim.negated) {
        let killed = match claim.claim_type.as_str() {
            "killing" | "body_found" => true,
            "injury" => false,
            // who is only named as a victim shares the fate that the article tells of
            "victim_named" => any_killed || !any_hurt,
            _ => continue,
        };
        let named = claim.who.iter().filter(|who| {
            who.role == ClaimRole::Victim && who.kind == ParticipantKind::Person && who.name.contains(' ')
        });
        for who in named {
            match list.iter_mut().find(|victim| victim.name == who.name) {
                Some(victim) => victim.killed |= killed,
                None => list.push(Victim { name: who.name.clone(), killed, claim: index }),
            }
        }
    }
    list
}

/// Returns the toll of an article: the largest numbers that it says; where it says none of the dead above one, no fewer
/// than it names. Who was
/// shot and died is among those who were shot; who was wounded is not among the dead.
pub fn toll(text: &str, found: &Extraction) -> Toll {
    let victims = victims(found);
    let named = |killed: bool| {
        let names: BTreeSet<&str> = victims
            .iter()
            .filter(|victim| victim.killed == killed)
            .map(|victim| victim.name.as_str())
            .collect();
        names.len() as u64
    };
    let of = |claim_type: &'static str| {
        found.claims.iter().filter(move |claim| claim.claim_type == claim_type && !claim.negated)
    };
    // of a whole year is not of what the article tells
    let number = |claim: &Claim| {
        claim.when.as_ref().is_none_or(|when| when.precision != "year").then_some(())?;
        let count = claim.count.as_ref().filter(|count| !count.vague)?;
        count.min.or(count.max).filter(|count| *count < MOST)
    };
    let any_killed = of("killing").any(|claim| claim.who.iter().any(|who| who.role == ClaimRole::Victim));
    let said = of("killing").filter_map(number).max().unwrap_or(0);
    // a number in words outweighs how many are named: not all who are named with the dead are among them
    let in_words = |claim: &Claim| {
        let words = claim.count.as_ref().map(|count| count.words);
        words.is_some_and(|words| !crate::number::amounts_in(words.of(text)).is_empty())
    };
    let is_numbered =
        of("killing").filter(|claim| in_words(claim)).filter_map(number).any(|count| count >= 1);
    let killed = if is_numbered { said } else { said.max(named(true)).max(u64::from(any_killed)) };
    let is_shot = |claim: &&Claim| crate::claims::is_shot(claim.trigger.of(text), Rules::of(found.language));
    let shot = of("injury").filter(is_shot).filter_map(number).max().unwrap_or(0);
    let wounded = of("injury").filter(|claim| !is_shot(claim)).filter_map(number).max().unwrap_or(0);
    // one who was hurt may be the one who died, unless both are told of in one breath
    let beside = |claim: &Claim| {
        of("killing").any(|dead| {
            let (first, last) =
                (dead.trigger.start.min(claim.trigger.start), dead.trigger.end.max(claim.trigger.end));
            let suffers = |claim: &Claim| {
                claim.who.iter().find(|who| who.role == ClaimRole::Victim).map(|who| who.words)
            };
            let between = crate::Span::new(first, last).of(text);
            let victims = suffers(dead).zip(suffers(claim));
            !between.contains(". ") && !between.contains('\n') && victims.is_some_and(|(a, b)| !a.overlaps(b))
        })
    };
    let is_other = of("injury").any(|claim| number(claim) == Some(1) && beside(claim));
    let wounded = if wounded == 1 && killed > 0 && shot <= killed && !is_other { 0 } else { wounded };
    Toll { killed, injured: wounded.max(shot.saturating_sub(killed)).max(named(false)) }
}

/// Returns the day on which it happened: that of the first killing, injury or attack with one, else the first day that the
/// article names at all, up to its publication.
pub fn day_of_acts(found: &Extraction) -> Option<Day> {
    let acts = found.claims.iter().filter(|claim| {
        matches!(claim.claim_type.as_str(), "killing" | "injury" | "attack") && !claim.negated
    });
    let of_act =
        acts.filter_map(|claim| claim.when.as_ref()).filter_map(|when| stated_day(&when.date)).next();
    let is_past = |day: &Day| found.published.is_none_or(|published| day.number() <= published.number());
    of_act.or_else(|| found.dates.iter().filter_map(|mention| mention.date.exact_day()).find(is_past))
}
