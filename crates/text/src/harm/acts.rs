//! The words of a sentence that tell of acts, as the rules have them.

use crate::document::Sentence;
use crate::rules::{Frame, Rules, words};
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
    let mut list = Vec::new();
    let mut at = 0;
    while at < sentence.tokens.len() {
        match rules.act_at(&sentence.tokens, at) {
            Some((length, claim_type, frame)) => {
                let in_name = sentence.name_at(at).is_some_and(|name| name.range.len() > 1);
                if !in_name && frame != Frame::None {
                    let is_charge = is_charge(&sentence.tokens, at);
                    let kind = hash_word(if is_charge { "charge" } else { claim_type });
                    list.push(Act { range: at..at + length, claim_type, kind, frame, is_charge });
                }
                at += length;
            }
            None => at += 1,
        }
    }
    list
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
