//! Claims out of an act and a phrase that somebody else ties together.

use super::claim::Claim;
use super::find::{Finder, quoted_whole};
use super::spoken::SoFar;
use super::stance;
use super::who::Reader;
use crate::attribution::Attribution;
use crate::document::Sentence;
use crate::people::People;
use crate::phrase;
use crate::rules::Rules;
use std::cell::OnceCell;
use std::ops::Range;

/// Makes claims out of a word that tells of an act and a phrase, of the same sentence or of another, that somebody else says suffered
/// it.
pub(crate) struct Teller<'d> {
    /// The sentence of the act.
    pub(crate) of_act: &'d Sentence,
    /// The sentence of the phrase.
    pub(crate) of_phrase: &'d Sentence,
    pub(crate) text: &'d str,
    pub(crate) people: &'d People,
    pub(crate) rules: &'d Rules,
    /// What the article puts down to others.
    pub(crate) said: &'d [Attribution],
}

impl Teller<'_> {
    /// Returns the claim that a phrase suffered an act; none where it is only asked or possible.
    pub(crate) fn told(
        &self,
        trigger: &Range<usize>,
        claim_type: &str,
        victim: &Range<usize>,
    ) -> Option<Claim> {
        let nobody = SoFar::default();
        let reader =
            |sentence| Reader { text: self.text, sentence, people: self.people, spoken: nobody.spoken() };
        let cues = stance::cues(self.of_act, self.rules);
        let acts = self.rules.acts(&self.of_act.tokens);
        let finder = Finder {
            reader: reader(self.of_act),
            said: self.said,
            cues,
            acts,
            rules: self.rules,
            chunks: OnceCell::new(),
        };
        let clause = phrase::clause(&self.of_act.tokens, trigger);
        let stance = stance::of(self.of_act, self.said, &finder.cues, trigger, &clause, claim_type, false);
        let is_question = self.of_act.tokens.last().is_some_and(|token| token.is("?"));
        if stance.hypothetical || is_question {
            return None;
        }
        let mut claim = finder.bare(trigger, &clause, claim_type, stance);
        let phrase = reader(self.of_phrase);
        claim.who = phrase.victim(victim);
        claim.count = phrase.count(victim, &claim.who);
        if !self.of_act.span.contains(self.of_phrase.span) {
            claim.quote = claim.trigger;
        }
        Some(quoted_whole(claim))
    }
}
