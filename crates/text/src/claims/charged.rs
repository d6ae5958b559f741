//! Who is said by an accusation, a charge or a sentence to have done an act: "X is accused of killing two", "осуждён за пытки".

use super::find::Finder;
use crate::acts::TO_PERSONS;
use crate::phrase;
use crate::rules::{FoundAct, Frame, words};
use crate::token::{Kind, Token};
use std::ops::Range;

/// Words from an accusation, a charge or a sentence to what it is for, at most.
const REACH: usize = 14;

impl Finder<'_> {
    /// Returns who is accused of, tried or sentenced for an act.
    pub(super) fn charged(
        &self,
        trigger: &Range<usize>,
        claim_type: &str,
        frame: Frame,
    ) -> Option<Range<usize>> {
        let first = &self.tokens()[trigger.start];
        let is_doing = frame == Frame::Noun || first.lower.ends_with("ing");
        if !is_doing || !(TO_PERSONS.contains(&claim_type) || claim_type == "attack") {
            return None;
        }
        let charge = self.charge_of(trigger)?;
        let clause = phrase::clause(self.tokens(), &charge.range);
        self.parties(&charge.range, &clause, charge.claim_type, charge.frame)?.victim
    }

    /// Returns the accusation, charge or sentence whose matter an act is, alone or joined to another: "of beating and robbing".
    fn charge_of(&self, trigger: &Range<usize>) -> Option<&FoundAct<'_>> {
        let tokens = self.tokens();
        let is_small = |token: &&Token| {
            words().determiner.has(token)
                || words().possessive.has(token)
                || words().degree.has(token)
                || token.kind == Kind::Number
                || token.is("having")
                || phrase::is_adverb(token)
        };
        let small = tokens[..trigger.start].iter().rev().take_while(is_small).count();
        let lead = (trigger.start - small).checked_sub(1)?;
        if tokens[lead].is_any(&["and", "и", ","]) {
            let joined = self.acts.iter().rfind(|act| act.range.end <= lead)?;
            let is_row = !tokens[joined.range.end..lead].iter().any(turns);
            return is_row.then(|| self.charge_of(&joined.range))?;
        }
        if !tokens[lead].is_any(&["of", "for", "with", "over", "in", "to", "в", "во", "за"]) {
            return None;
        }
        let charges = |act: &&FoundAct<'_>| {
            let is_charge = matches!(act.claim_type, "accusation" | "trial");
            let between = tokens.get(act.range.end..lead);
            let is_near = act.range.end == lead + 1
                || between.is_some_and(|between| between.len() <= REACH && !between.iter().any(turns));
            is_charge
                && is_near
                && !tokens[act.range.clone()].iter().any(|token| words().acquitted.has(token))
        };
        self.acts.iter().rfind(charges)
    }
}

/// Returns whether another clause, or another act of the same subject, begins at a token.
fn turns(token: &Token) -> bool {
    const WORDS: [&str; 11] =
        [";", ":", "who", "which", "after", "and", "и", "что", "который", "которая", "которые"];
    token.is_any(&WORDS)
}
