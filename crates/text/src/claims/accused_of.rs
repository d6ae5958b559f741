//! What somebody is accused of: "X accused the police of killing two", «власти обвинили боевиков в похищении».

use super::find::Finder;
use crate::Span;
use crate::attribution::is_pronoun;
use crate::phrase;
use crate::rules::{FoundAct, Frame};
use std::ops::Range;

/// Words from an accusation to what somebody is accused of, at most.
const REACH: usize = 14;

impl Finder<'_> {
    /// Returns the accusation that an act is what somebody is accused of by.
    pub(super) fn accusation_of(&self, trigger: &Range<usize>) -> Option<&FoundAct<'_>> {
        let tokens = self.tokens();
        let accuses = |act: &&FoundAct<'_>| {
            let Some(between) = tokens.get(act.range.end..trigger.start) else { return false };
            let leads = between.iter().chain(act.range.clone().next_back().map(|last| &tokens[last]));
            act.claim_type == "accusation"
                && matches!(act.frame, Frame::Verb | Frame::Deed)
                && between.len() <= REACH
                && leads.into_iter().any(|token| token.is_any(&["of", "for", "в", "во"]))
                && !between.iter().any(|token| token.is_any(&[";", ":", "who", "which", ".", "и", "and"]))
        };
        self.acts.iter().rfind(accuses)
    }

    /// Returns who accuses somebody of an act; nobody where only a pronoun says who.
    pub(super) fn accuser(&self, trigger: &Range<usize>) -> Option<Span> {
        let act = self.accusation_of(trigger)?;
        let clause = phrase::clause(self.tokens(), &act.range);
        let actor = self.parties(&act.range, &clause, "accusation", act.frame)?.actor?;
        Some(self.reader.sentence.span_of(&actor)).filter(|span| !is_pronoun(span.of(self.reader.text)))
    }
}
