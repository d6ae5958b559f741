//! What was told before is denied without being told again: "Soldiers killed forty people, villagers say. The army denies any involvement."

use super::claim::{Claim, Modality};
use super::find::Finder;
use crate::phrase;
use crate::rules::Cue;
use std::ops::Range;

/// Bytes back to what is denied, at most.
const REACH: usize = 700;
/// Bytes between what one sentence tells, at most.
const SENTENCE: usize = 160;

/// What is denied without being told again, what somebody is blamed for; of what one sentence tells the first of these.
const BLAMED: [&str; 12] = [
    "killing",
    "disappearance",
    "torture",
    "persecution",
    "attack",
    "detention",
    "accusation",
    "strike",
    "body_missing",
    "body_withheld",
    "body_found",
    "injury",
];

impl Finder<'_> {
    /// Returns the claims that this sentence denies of those before it, `list`, in which its own stand from `from` on.
    pub(super) fn disowned(&self, list: &[Claim], from: usize) -> Vec<Claim> {
        let phrases = self.cues.iter().filter(|(_, cue)| *cue == Cue::Disowned).map(|(range, _)| range);
        let told = phrases.filter(|range| !self.is_told_again(range, &list[from..]));
        told.filter_map(|range| self.denial(range, list)).collect()
    }

    /// Returns whether the words behind a denial tell of what it denies themselves.
    fn is_told_again(&self, denial: &Range<usize>, own: &[Claim]) -> bool {
        let clause = self.reader.sentence.span_of(&self.clause_of(denial));
        own.iter().any(|claim| claim.modality == Modality::Denied && claim.quote.overlaps(clause))
    }

    fn clause_of(&self, denial: &Range<usize>) -> Range<usize> {
        let clause = phrase::clause(self.tokens(), denial);
        clause.start.min(denial.start)..clause.end.max(denial.end)
    }

    fn denial(&self, denial: &Range<usize>, list: &[Claim]) -> Option<Claim> {
        let sentence = self.reader.sentence;
        let trigger = sentence.span_of(denial);
        let rank = |claim: &Claim| {
            let is_told =
                !claim.negated && !matches!(claim.modality, Modality::Demanded | Modality::Predicted);
            let is_near = claim.trigger.end <= trigger.start && trigger.start - claim.trigger.end <= REACH;
            BLAMED.iter().position(|blamed| *blamed == claim.claim_type).filter(|_| is_told && is_near)
        };
        let last = list.iter().rposition(|claim| rank(claim).is_some())?;
        let of_sentence = list[..=last]
            .iter()
            .rev()
            .take_while(|claim| list[last].trigger.start.abs_diff(claim.trigger.start) < SENTENCE);
        let denied =
            of_sentence.filter_map(|claim| Some((rank(claim)?, claim))).min_by_key(|(rank, _)| *rank)?.1;
        let quote = sentence.span_of(&self.clause_of(denial));
        let bare = Claim { who: Vec::new(), place: None, when: None, count: None, ..denied.clone() };
        Some(Claim {
            quote,
            trigger,
            modality: Modality::Denied,
            negated: false,
            attributed_to: self.who_says(trigger, denial.start),
            ..bare
        })
    }
}
