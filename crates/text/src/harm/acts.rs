//! The words of a sentence that tell of acts, as the rules have them.

use crate::document::Sentence;
use crate::rules::{FoundAct, Frame, Rules, words};
use crate::tagger::hash_word;
use crate::token::{Kind, Token};
use std::ops::Range;

/// A word or phrase that tells of an act.
#[derive(Clone, Debug)]
pub(crate) struct Act<'r> {
    pub(crate) range: Range<usize>,
    pub(crate) claim_type: &'r str,
    /// Hash of the type.
    pub(crate) kind: u32,
    pub(crate) frame: Frame,
    /// It is what somebody is charged with: it tells of no harm to whom it stands beside.
    pub(crate) is_charge: bool,
}

impl Act<'_> {
    /// Returns how many words stand between it and a phrase.
    pub(crate) fn distance(&self, range: &Range<usize>) -> usize {
        if self.range.start >= range.end {
            self.range.start - range.end
        } else {
            range.start.saturating_sub(self.range.end)
        }
    }
}

/// Returns the acts of a sentence, in their order.
pub(crate) fn acts<'r>(sentence: &Sentence, rules: &'r Rules) -> Vec<Act<'r>> {
    let in_name = |at: usize| sentence.name_at(at).is_some_and(|name| name.range.len() > 1);
    let found = rules.acts(&sentence.tokens).into_iter().filter(|act| !in_name(act.range.start));
    let told = found.map(|FoundAct { range, claim_type, frame }| {
        let is_charge = is_charge(&sentence.tokens, range.start);
        let kind = hash_word(if is_charge { "charge" } else { claim_type });
        Act { range, claim_type, kind, frame, is_charge }
    });
    told.collect()
}

/// "charged with murder", "two counts of attempted murder", "on suspicion of killing a man"
fn is_charge(tokens: &[Token], at: usize) -> bool {
    const REACH: usize = 5;
    const BETWEEN: [&str; 9] = ["with", "of", "for", "on", "to", "in", "a", "an", "the"];
    let before = tokens[at.saturating_sub(REACH)..at].iter().rev();
    let mut steps = before.take_while(|token| token.kind != Kind::Sign);
    steps
        .find(|token| !BETWEEN.contains(&token.lower.as_str()) && !words().degree.has(token))
        .is_some_and(|token| words().charge.has(token))
}
