//! Whose time the month of an event is: "январские убийства" were in January, who "судит участников январских событий" does so later.

use crate::claims::find::Finder;
use crate::date::adjective_month;
use crate::rules::{FoundAct, words};
use crate::token::Kind;
use std::ops::Range;

impl Finder<'_> {
    /// Returns whether a date is the month of an act's own noun: "январские убийства".
    pub(in crate::claims) fn is_own_month(&self, trigger: &Range<usize>, date: &Range<usize>) -> bool {
        trigger.start == date.end && self.is_event_month(date)
    }

    /// Returns whether an act is called by a month, and so is no other act than that one.
    pub(in crate::claims) fn is_called_by_month(&self, trigger: &Range<usize>) -> bool {
        trigger.start.checked_sub(1).is_some_and(|at| {
            self.reader.sentence.dates.iter().any(|date| date.span == self.tokens()[at].span)
                && self.is_event_month(&(at..at + 1))
        })
    }

    /// Returns whether a date is the month of another event than an act, and nothing says that the act was in it: "во время январских событий".
    pub(in crate::claims) fn is_month_of_another(&self, trigger: &Range<usize>, date: &Range<usize>) -> bool {
        let tokens = self.tokens();
        if !self.is_event_month(date) || trigger.contains(&date.end) {
            return false;
        }
        let Some(lead) = date.start.checked_sub(1) else { return true };
        // "погибшие в январских событиях", "На июльских протестах задержали", but not "за участие в июльских протестах"
        let is_within = tokens[lead].is_any(&["в", "во", "на"])
            && (trigger.end == lead || lead == 0 || tokens[lead - 1].kind == Kind::Sign);
        // "задержаны за пытки во время январских событий": the torture was then
        let is_nearer = |act: &FoundAct<'_>| trigger.end <= act.range.start && act.range.end <= date.start;
        !(is_within || words().during.has(&tokens[lead])) || self.acts.iter().any(is_nearer)
    }

    fn is_event_month(&self, date: &Range<usize>) -> bool {
        date.len() == 1 && adjective_month(&self.tokens()[date.start].lower).is_some()
    }
}
