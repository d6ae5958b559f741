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
    let told = found.map(|FoundAct { range, claim_type, frame, .. }| {
        let is_charge = is_charge(&sentence.tokens, range.start)
            || frame != Frame::Verb && is_of_office(&sentence.tokens, range.end)
            || frame == Frame::Named && is_of_suspect(&sentence.tokens, &range);
        let kind = hash_word(if is_charge { "charge" } else { claim_type });
        Act { range, claim_type, kind, frame, is_charge }
    });
    told.collect()
}

/// "murder charges", "homicide detectives", "a murder suspect": what stands behind has to do with an act, and did not suffer it.
fn is_of_office(tokens: &[Token], end: usize) -> bool {
    let behind = tokens.get(end);
    behind.is_some_and(|token| {
        let rows = words();
        rows.charge.has(token) || rows.suspect.has(token) || rows.of_crime.has(token)
    })
}

/// "the suspects were identified as X", "X was identified as the shooter"
fn is_of_suspect(tokens: &[Token], named: &Range<usize>) -> bool {
    const BEHIND: usize = 4;
    let behind = tokens[named.end..]
        .iter()
        .take(BEHIND)
        .take_while(|token| token.kind != Kind::Sign && !token.is_capital);
    tokens[..named.start].iter().chain(behind).any(|token| words().suspect.has(token))
}

/// "charged with murder", "two counts of attempted murder", "on suspicion of killing a man"
fn is_charge(tokens: &[Token], at: usize) -> bool {
    const REACH: usize = 6;
    const BETWEEN: [&str; 10] = ["with", "of", "for", "on", "to", "in", "a", "an", "the", "including"];
    // "attempted murder": nobody died of it
    if at.checked_sub(1).is_some_and(|at| tokens[at].is("attempted")) {
        return true;
    }
    let before = tokens[at.saturating_sub(REACH)..at].iter().rev();
    let mut steps = before.filter(|token| !token.is(",")).take_while(|token| token.kind != Kind::Sign);
    steps
        .find(|token| !BETWEEN.contains(&token.lower.as_str()) && !words().degree.has(token))
        .is_some_and(|token| words().charge.has(token))
}
