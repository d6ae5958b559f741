//! What befell whom an article only names as a victim, told by its other claims.

use super::claim::{Claim, Participant, ParticipantKind};
use crate::rules::{Rules, words};

/// The type of a claim that names a victim and does not say of what.
const VICTIM_NAMED: &str = "victim_named";

/// Returns whether a word tells of a wound that may be the death.
pub(crate) fn is_shot(trigger: &str, rules: &Rules) -> bool {
    let first = trigger.split_whitespace().next().unwrap_or("");
    rules.holds(&first.to_lowercase(), words().wound)
}

/// Turns claims that only name a victim into claims of what the article says was suffered: by somebody of that name, else by the
/// claims of the same sentence, else killing where any is told of. Several who are only counted ("six victims") become what a claim of as
/// many persons says, else what all say if they say the same, and stay as they are otherwise. An article that tells of neither dead nor
/// wounded leaves them as they are. That somebody was shot who is said by name to have died of it is told of a killing.
pub(crate) fn fates(text: &str, claims: &mut [Claim], rules: &Rules) {
    let fates: Vec<Option<String>> = claims
        .iter()
        .map(|claim| match claim.claim_type.as_str() {
            VICTIM_NAMED => fate_of_named(claim, claims),
            "injury" if is_shot(claim.trigger.of(text), rules) => fate_of_shot(claim, claims),
            _ => None,
        })
        .map(|fate| fate.map(str::to_owned))
        .collect();
    for (claim, fate) in claims.iter_mut().zip(fates) {
        if let Some(fate) = fate {
            claim.claim_type = fate;
        }
    }
}

/// Who was shot and is named was killed, where of everybody who is named it is said.
fn fate_of_shot(shot: &Claim, claims: &[Claim]) -> Option<&'static str> {
    let is_dead = |name: &str| {
        let mut killings = claims.iter().filter(|other| other.claim_type == "killing" && !other.negated);
        killings.any(|other| other.victims().any(|who| who.name == name))
    };
    let is_named = shot.victims().any(|who| who.kind == ParticipantKind::Person);
    (is_named && shot.victims().all(|who| is_dead(&who.name))).then_some("killing")
}

/// What befell who is only named, or counted, as a victim.
fn fate_of_named<'c>(claim: &Claim, claims: &'c [Claim]) -> Option<&'c str> {
    let said = || {
        let suffered = |other: &&Claim| matches!(other.claim_type.as_str(), "killing" | "injury");
        claims.iter().filter(suffered).filter(|other| !other.negated)
    };
    // "six victims": the dead and the hurt may be counted together
    let number = claim.count.as_ref().and_then(|count| count.min).filter(|number| *number > 1);
    let is_named = claim.who.iter().any(|who| who.kind == ParticipantKind::Person);
    let fate = if let Some(number) = number.filter(|_| !is_named) {
        let same = said().find(|other| other.count.as_ref().is_some_and(|count| count.min == Some(number)));
        // "the victims include three children", where nobody is told hurt
        let some = || said().next().filter(|first| said().all(|other| other.claim_type == first.claim_type));
        same.or_else(some)
    } else {
        let is_own =
            |who: &Participant| claim.who.iter().any(|own| own.role == who.role && own.name == who.name);
        let is_named = |other: &&Claim| other.who.iter().any(is_own);
        let by_name = said()
            .filter(|other| other.claim_type == "killing")
            .find(is_named)
            .or_else(|| said().find(is_named));
        // "the girl hurt in the shooting was identified as X"
        let beside = || {
            let mut near = said().filter(|other| claim.quote.contains(other.trigger));
            let first = near.next()?;
            near.all(|other| other.claim_type == first.claim_type).then_some(first)
        };
        // among dead and wounded, who is identified is mostly one of the dead
        let mostly = || said().find(|other| other.claim_type == "killing").or_else(|| said().next());
        by_name.or_else(beside).or_else(mostly)
    };
    fate.map(|other| other.claim_type.as_str())
}
