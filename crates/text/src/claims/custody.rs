//! Whose hands somebody is in: held by a state or taken by others, beaten there or elsewhere.

use super::find::Finder;
use super::places::Places;
use crate::rules::words;
use crate::token::{Kind, Token};
use std::ops::Range;

/// Words behind an act in which the place of it is looked for.
const REACH: usize = 9;

impl Finder<'_> {
    /// "captured by rebels", "taken away by the attackers": returns whether those who took somebody act for no state.
    pub(super) fn is_taken_by_outlaws(&self, places: &Places) -> bool {
        let last = places.actor.as_ref().map(|actor| &self.tokens()[actor.end - 1]);
        last.is_some_and(|last| words().outlaw.has(last) || words().suspect.has(last))
    }

    /// "guards beat a prisoner", "was beaten in a cell", "beat him, demanding that he confess": returns whether who was beaten was in
    /// custody. Whom prisoners beat was not.
    pub(super) fn is_beaten_in_custody(&self, trigger: &Range<usize>, places: &Places) -> bool {
        let (tokens, rows) = (self.tokens(), words());
        if !tokens[trigger.clone()].iter().any(|token| rows.beating.has(token)) {
            return false;
        }
        let holds = |range: &Option<Range<usize>>, is: &dyn Fn(&Token) -> bool| {
            range.as_ref().is_some_and(|range| tokens[range.clone()].iter().any(is))
        };
        let is_captive = |token: &Token| rows.captive.has(token);
        let is_jailer = |token: &Token| rows.jailer.has(token);
        if holds(&places.actor, &is_captive) || holds(&places.victim, &is_jailer) {
            return false;
        }
        // "then taken to prison": another act
        let parts = |token: &Token| {
            token.kind == Kind::Sign && !token.is_any(&[",", "'s", "-"])
                || token.is_any(&["before", "then", "but", "after", "until"])
                || rows.relative.has(token)
        };
        let before = tokens[..trigger.start].iter().rev().take_while(|token| !parts(token));
        let behind = &tokens[trigger.end..tokens.len().min(trigger.end + REACH)];
        let mut near = before.chain(behind.iter().take_while(|token| !parts(token)));
        holds(&places.victim, &is_captive)
            || holds(&places.actor, &is_jailer)
            || near.any(|token| rows.cell.has(token))
    }
}
