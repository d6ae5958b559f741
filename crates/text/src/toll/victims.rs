//! Who suffered by name.

use super::{chief_day, is_of_another_time};
use crate::claims::{Claim, ParticipantKind};
use crate::extract::Extraction;
use tizim_model::Day;

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

/// Returns the named persons who suffered in what the article is about, in its order; not those who are said to have suffered on
/// another day than it.
pub fn victims(found: &Extraction) -> Vec<Victim> {
    victims_by(found, chief_day(found))
}

/// The same, for the day that the article is about.
pub(super) fn victims_by(found: &Extraction, day: Option<Day>) -> Vec<Victim> {
    let mut list: Vec<Victim> = Vec::new();
    let is_killing = |claim: &Claim| claim.claim_type == "killing" && !claim.negated;
    let (any_killed, any_hurt) = (
        found.told().any(is_killing),
        found.told().any(|claim| claim.claim_type == "injury" && !claim.negated),
    );
    let is_told = |claim: &Claim| !claim.negated && !is_of_another_time(claim, day);
    for (index, claim) in
        found.claims.iter().enumerate().filter(|(_, claim)| !claim.is_guess && is_told(claim))
    {
        let killed = match claim.claim_type.as_str() {
            "killing" | "body_found" => true,
            "injury" => false,
            // who is only named as a victim shares the fate that the article tells of
            "victim_named" => any_killed || !any_hurt,
            _ => continue,
        };
        let named =
            claim.victims().filter(|who| who.kind == ParticipantKind::Person && who.name.contains(' '));
        for who in named {
            match list.iter_mut().find(|victim| victim.name == who.name) {
                Some(victim) => victim.killed |= killed,
                None => list.push(Victim { name: who.name.clone(), killed, claim: index }),
            }
        }
    }
    list
}
