//! The words of a sentence that tell of acts, as the rules have them.

use crate::document::Sentence;
use crate::rules::{Frame, Rules};
use crate::tagger::hash_word;
use std::ops::Range;

/// A word or phrase that tells of an act.
#[derive(Clone, Debug)]
pub(crate) struct Act<'r> {
    pub(crate) range: Range<usize>,
    pub(crate) claim_type: &'r str,
    /// Hash of the type.
    pub(crate) kind: u32,
    pub(crate) frame: Frame,
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
    let mut list = Vec::new();
    let mut at = 0;
    while at < sentence.tokens.len() {
        match rules.act_at(&sentence.tokens, at) {
            Some((length, claim_type, frame)) => {
                let in_name = sentence.name_at(at).is_some_and(|name| name.range.len() > 1);
                if !in_name {
                    list.push(Act { range: at..at + length, claim_type, kind: hash_word(claim_type), frame });
                }
                at += length;
            }
            None => at += 1,
        }
    }
    list
}
