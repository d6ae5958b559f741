//! Who demands or accuses, and what is said by the demand already.

use super::claim::{Claim, Modality};
use super::find::{Finder, TURNS};
use crate::Span;
use crate::attribution::Attribution;
use crate::phrase;
use crate::rules::words;
use crate::token::Token;
use std::ops::Range;

impl Finder<'_> {
    /// Returns who demands or accuses by a verb that the article puts somebody's words down to.
    pub(super) fn voice(&self, trigger: &Range<usize>, claim_type: &str) -> Option<Range<usize>> {
        let sentence = self.reader.sentence;
        let words = sentence.span_of(trigger);
        let by_verb = |it: &&Attribution| it.cue.is_some_and(|cue| cue.overlaps(words));
        let is_passive = phrase::is_passive(self.tokens(), trigger.start);
        let is_voiced = matches!(claim_type, "appeal" | "accusation") && !is_passive;
        let place = self.said.iter().position(|it| by_verb(&it)).filter(|_| is_voiced)?;
        // "the minister promised an inquiry and blamed the union": of verbs that are joined that of the first
        let here = self.said[..=place].iter().rev().take_while(|it| sentence.span.contains(it.content));
        let is_relative = |range: &Range<usize>| {
            range.len() == 1 && self.tokens()[range.start].is_any(&["who", "which", "that"])
        };
        let own = self.said[place].source.map(|source| sentence.range_of(source));
        if own.as_ref().is_some_and(is_relative) {
            return None;
        }
        let sources = here.filter_map(|it| it.source).map(|source| sentence.range_of(source));
        let range = { sources }.find(|range| !is_relative(range))?;
        (range.start < range.end && range.end <= trigger.start).then_some(range)
    }

    /// "demanded the release of the miners, an inquiry and the abolition of the tax": an item of what is demanded, as no verb parts it
    /// from the demand.
    pub(super) fn is_in_demands(&self, trigger: &Range<usize>) -> bool {
        let tokens = self.tokens();
        let demand =
            self.acts.iter().rfind(|act| act.claim_type == "appeal" && act.range.end <= trigger.start);
        demand.is_some_and(|demand| {
            let between = &tokens[demand.range.end..trigger.start];
            // «требуют освобождения задержанных»
            let is_russian = tokens[trigger.start].is_cyrillic();
            let leads = between.first().map_or(is_russian, |first| words().determiner.has(first));
            let parts = |token: &Token| {
                let is_led = words().adposition.has(token) && !token.is("of");
                words().helper.has(token) || token.is_any(TURNS) || is_led
            };
            leads && !between.iter().any(parts)
        })
    }
}

/// Takes out of the claims of a sentence, from a place on, what a demand before it asks for: the demand says it. What is demanded by no
/// other words ("the editor must be released") is a demand.
pub(super) fn without_demanded(list: &mut Vec<Claim>, from: usize) {
    let demands: Vec<Span> =
        list[from..].iter().filter(|claim| claim.claim_type == "appeal").map(|claim| claim.quote).collect();
    let is_act = |claim: &Claim| claim.modality == Modality::Demanded && claim.claim_type != "appeal";
    let is_asked_for =
        |claim: &Claim| is_act(claim) && demands.iter().any(|demand| demand.start <= claim.trigger.start);
    let mut at = 0;
    list.retain(|claim| {
        at += 1;
        at <= from || !is_asked_for(claim)
    });
    for claim in list[from..].iter_mut().filter(|claim| is_act(claim)) {
        claim.claim_type = "appeal".to_owned();
    }
}
