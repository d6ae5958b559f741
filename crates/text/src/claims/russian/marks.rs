//! What is seen on somebody: "тело Х нашли со следами побоев", "на теле Х следы пыток", "вернулся со следами побоев".

use super::named::is_body;
use crate::claims::find::Finder;
use crate::rules::{FoundAct, Frame, words};
use crate::russian::{Cases, Chunk};
use crate::token::Kind;
use std::ops::Range;

impl Finder<'_> {
    /// Returns whether the noun of an act is of marks.
    pub(super) fn is_of_marks(&self, trigger: &Range<usize>) -> bool {
        words().trace.has(&self.tokens()[trigger.start])
    }

    /// Returns who bears marks: whose body the sentence speaks of, whom the verb before is done to, or who does it.
    pub(super) fn bearer(&self, trigger: &Range<usize>) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let is_on = |at: &usize| is_body(&tokens[*at]) || tokens[*at].is_any(&["теле", "телах"]);
        let mut bodies = (0..trigger.start).rev().chain(trigger.end..tokens.len()).filter(is_on);
        if let Some(owner) = bodies.find_map(|at| self.of_noun(&(at..at + 1))) {
            return Some(owner);
        }
        // "нашли мертвым, со следами пыток": a comma before the marks alone parts no clause
        let lead = trigger.start.saturating_sub(1);
        let lead = lead - usize::from(lead > 0 && tokens[lead - 1].is(","));
        let from = tokens[..lead].iter().rposition(|token| token.kind == Kind::Sign).map_or(0, |at| at + 1);
        let is_told = |act: &&FoundAct<'_>| {
            matches!(act.frame, Frame::Verb | Frame::State)
                && from <= act.range.start
                && act.range.end <= trigger.start
        };
        let told = self.acts.iter().rfind(is_told);
        if let Some(victim) = told.and_then(|act| self.bare_places(&act.range, act.frame).victim) {
            return Some(victim);
        }
        let clause = self.chunks()[self.chunk_at(from)..self.chunk_at(trigger.start)].iter();
        let is_who = |chunk: &&Chunk| {
            !chunk.is_led
                && chunk.cases.meets(Cases::NOMINATIVE)
                && (self.is_of_persons(&chunk.range)
                    || tokens[chunk.range.start].is_any(&["он", "она", "они"]))
        };
        clause.rev().find(is_who).map(|chunk| chunk.range.clone())
    }
}
