//! One claim for one act: words that tell on of what was told before, and acts of one kind that are joined by "and".

use super::claim::{Claim, ClaimRole, Modality, Participant};
use super::find::Finder;
use crate::phrase;
use crate::rules::Frame;
use std::ops::Range;

impl Finder<'_> {
    /// Returns whether an act is joined to one of its type by "and", as a second one: "founded a union and demanded".
    pub(super) fn is_joined(&self, trigger: &Range<usize>, claim_type: &str) -> bool {
        let tokens = self.tokens();
        let start = phrase::group_start(tokens, trigger.start);
        let has_one =
            || self.acts.iter().any(|act| act.range.end <= trigger.start && act.claim_type == claim_type);
        start.checked_sub(1).is_some_and(|at| tokens[at].is_any(&["and", "и"])) && has_one()
    }

    /// Returns whether an act in the words of one of its type may tell on of it; demands only as a participle, "an appeal demanding".
    pub(super) fn goes_on(&self, trigger: &Range<usize>, claim_type: &str) -> bool {
        match claim_type {
            "appeal" => self.tokens()[trigger.start].lower.ends_with("ing"),
            "legal_act" => !self.is_joined(trigger, claim_type),
            _ => true,
        }
    }

    /// Returns the part of a clause that tells of a deed, where another of its type is joined to it: "demanded an inquiry" and
    /// "called for a strike" of "the miners demanded an inquiry and called for a strike".
    pub(super) fn own_clause(
        &self,
        trigger: &Range<usize>,
        clause: &Range<usize>,
        claim_type: &str,
        frame: Frame,
    ) -> Range<usize> {
        if frame != Frame::Deed {
            return clause.clone();
        }
        let joined = |act: &Range<usize>| self.is_joined(act, claim_type);
        let start =
            if joined(trigger) { phrase::group_start(self.tokens(), trigger.start) } else { clause.start };
        let next = self.acts.iter().find(|act| {
            let at = act.range.start;
            at >= trigger.end && at < clause.end && act.claim_type == claim_type && joined(&act.range)
        });
        let end = next.map_or(clause.end, |act| phrase::group_start(self.tokens(), act.range.start) - 1);
        start.max(clause.start)..end.max(trigger.end)
    }
}

pub(super) fn repeats(last: &Claim, claim: &Claim) -> bool {
    last.claim_type == claim.claim_type && last.quote == claim.quote && last.who == claim.who
}

/// "collected signatures under an appeal to the president": returns whether the noun tells of the demand before it only whom it is put to.
pub(super) fn is_addressed(last: &Claim, claim: &Claim) -> bool {
    let is_addressee = |who: &Participant| who.role == ClaimRole::Addressee;
    (last.claim_type.as_str(), claim.claim_type.as_str()) == ("appeal", "appeal")
        && last.quote.contains(claim.quote)
        && !claim.who.is_empty()
        && claim.who.iter().all(is_addressee)
        && !last.who.iter().any(is_addressee)
}

/// Returns whether a claim tells on of what the one before it tells, in the same words: "was arrested and taken away by soldiers",
/// "an appeal to the mayor demanding water". Of killings and injuries each may be another's.
pub(super) fn tells_more(last: &Claim, claim: &Claim) -> bool {
    let (a, b) = (last.quote, claim.quote);
    let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    let is_same_words = shared * 5 >= (a.end - a.start).min(b.end - b.start) * 4;
    let does =
        |claim: &Claim| claim.who.iter().find(|who| who.role == ClaimRole::Actor).map(|who| who.name.clone());
    // "they hurled stones, forcing the police to open fire"
    let is_anothers = last.claim_type == "attack"
        && does(claim).is_some_and(|own| does(last).is_some_and(|other| own != other));
    last.claim_type == claim.claim_type
        && !matches!(claim.claim_type.as_str(), "killing" | "injury" | "victim_named")
        && last.negated == claim.negated
        // "approved the decision to abolish": the aim of an act is the act
        && (last.modality == claim.modality || claim.claim_type == "legal_act" && claim.modality == Modality::Demanded)
        && is_same_words
        && !is_anothers
        && claim.victims().all(|who| last.who.iter().any(|other| other.role == who.role && other.name == who.name))
        && claim.count.as_ref().is_none_or(|count| last.count.as_ref() == Some(count))
}

/// Takes out of the claims of a sentence, from a place on, those that say in the words of another nothing that it does not: an act told by two words
/// of one clause.
pub(super) fn without_repeats(list: &mut Vec<Claim>, from: usize) {
    let mut kept: Vec<Claim> = Vec::new();
    for claim in list.drain(from..) {
        if !kept.iter().any(|other| adds_nothing(&claim, other)) {
            kept.retain(|other| !adds_nothing(other, &claim));
            kept.push(claim);
        }
    }
    list.append(&mut kept);
}

fn adds_nothing(claim: &Claim, other: &Claim) -> bool {
    let has = |who: &Participant| other.who.iter().any(|own| own.role == who.role && own.name == who.name);
    (claim.claim_type == other.claim_type && claim.quote == other.quote)
        && (claim.negated == other.negated && claim.modality == other.modality)
        && claim.who.iter().all(has)
        && (claim.count.is_none() || claim.count == other.count)
        && (claim.when.is_none() || claim.when == other.when)
        && (claim.place.is_none() || claim.place == other.place)
        && (claim.attributed_to.is_none() || claim.attributed_to == other.attributed_to)
}

/// Adds to a claim who did it, when and where, by another that tells on of it.
pub(super) fn take_in(last: &mut Claim, claim: Claim) {
    last.quote = last.quote.join(claim.quote);
    let others = claim.who.into_iter().filter(|who| who.role == ClaimRole::Actor);
    if !last.who.iter().any(|who| who.role == ClaimRole::Actor) {
        last.who.extend(others);
    }
    last.when = last.when.take().or(claim.when);
    last.place = last.place.take().or(claim.place);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Span;
    use crate::claims::claim::{ParticipantKind, Tie};

    fn claim(trigger: usize, who: &[&str]) -> Claim {
        let participant = |name: &&str| Participant {
            name: (*name).to_owned(),
            role: ClaimRole::Actor,
            kind: ParticipantKind::Group,
            words: Span::new(0, name.len()),
            tie: Tie::Words,
            named_at: None,
            age: None,
        };
        Claim {
            claim_type: "appeal".to_owned(),
            quote: Span::new(0, 40),
            trigger: Span::new(trigger, trigger + 5),
            who: who.iter().map(participant).collect(),
            place: None,
            when: None,
            count: None,
            modality: Modality::Demanded,
            negated: false,
            attributed_to: None,
            is_guess: false,
        }
    }

    #[test]
    fn an_act_that_two_words_of_a_clause_tell_is_one_claim() {
        let left = |claims: &[Claim], from: usize| {
            let mut list = claims.to_vec();
            without_repeats(&mut list, from);
            list.iter().map(|claim| claim.trigger.start).collect::<Vec<_>>()
        };
        let (bare, named, other) = (claim(1, &[]), claim(10, &["miners"]), claim(20, &["drivers"]));
        assert_eq!(left(&[bare.clone(), named.clone()], 0), [10]);
        assert_eq!(left(&[named.clone(), bare.clone()], 0), [10]);
        assert_eq!(left(&[bare.clone(), bare.clone()], 0), [1]);
        assert_eq!(left(&[named.clone(), other.clone()], 0), [10, 20]);
        // another sentence's
        assert_eq!(left(&[bare.clone(), bare.clone()], 1), [1, 1]);
        let denied = Claim { modality: Modality::Denied, ..bare.clone() };
        let of_more = Claim { quote: Span::new(0, 50), ..bare.clone() };
        assert_eq!(left(&[bare, denied, of_more], 0), [1, 1, 1]);
    }
}
