//! Who stands as the subject of a verb, where words that describe them stand between: "snipers on the roof fired".

use super::find::Finder;
use crate::attribution;
use crate::number::{number_at, number_ending_at};
use crate::phrase;
use crate::rules::words;
use crate::tagger::NameKind;
use crate::token::{Kind, Token};
use std::ops::Range;

impl Finder<'_> {
    /// Returns the phrase of who does what a verb at `at` tells, without the setting before it: "in Nazran two masked men" are two masked men.
    pub(super) fn actor(&self, at: usize) -> Option<Range<usize>> {
        let actor = self.actor_in_setting(at)?;
        let tokens = self.tokens();
        // "car bomb kills 11"
        if words().missile.has(&tokens[at]) && actor.end == at {
            return None;
        }
        let actor = self.with_number(actor);
        let is_led = actor.start.checked_sub(1).is_some_and(|at| words().adposition.has(&tokens[at]));
        let is_setting = is_led || self.is_time(&(actor.start..actor.start + 1));
        if !is_setting || tokens[at].is_cyrillic() {
            return Some(actor);
        }
        let begins = |at: &usize| {
            let is_first = words().determiner.has(&tokens[*at])
                || number_at(tokens, *at).is_some_and(|number| number.range.start == *at);
            is_first && !phrase::is_led(tokens, *at) && !self.is_time(&(*at..at + 1))
        };
        let own = (actor.start + 1..actor.end).rev().find(begins);
        Some(own.unwrap_or(actor.start)..actor.end)
    }

    /// "fifty heavily armed men": with the number before participles that describe them.
    fn with_number(&self, actor: Range<usize>) -> Range<usize> {
        let tokens = self.tokens();
        let describes = |token: &&Token| token.lower.ends_with("ed") || phrase::is_adverb(token);
        let described = actor.start - tokens[..actor.start].iter().rev().take_while(describes).count();
        if described == actor.start {
            return actor;
        }
        number_ending_at(tokens, described).map_or(actor.start, |number| number.range.start)..actor.end
    }

    /// Returns the phrase of who does what a verb at `at` tells. Where the words next to the verb only describe the subject ("men armed
    /// with rifles attacked", "a senator of the league proposed"), it is the subject's own.
    fn actor_in_setting(&self, at: usize) -> Option<Range<usize>> {
        let near = self.doer(at);
        let tokens = self.tokens();
        if tokens[at].is_cyrillic() {
            return near;
        }
        let group = phrase::group_start(tokens, at);
        let Some(whole) = attribution::subject(self.reader.sentence, self.rules, group) else { return near };
        let head = phrase::after(tokens, whole.start).filter(|head| head.start == whole.start);
        let leads =
            |at: usize| tokens.get(at).is_some_and(|token| words().adposition.has(token) || token.is("as"));
        // "men armed with", "snipers on"; "men hurled stones" goes on with what they did
        let is_described = |head: &Range<usize>| {
            leads(head.end) || tokens[head.end].lower.ends_with("ed") && leads(head.end + 1)
        };
        // "on the armoured vehicles"
        let led = |start: usize| {
            let before = tokens[..start].iter().rev().take_while(|token| token.lower.ends_with("ed")).count();
            (start - before).checked_sub(1).is_some_and(leads)
        };
        let describes = |near: &Range<usize>| {
            whole.start < near.start
                && near.end <= whole.end
                && led(near.start)
                // "on Friday prompting the police"
                && !tokens[near.clone()].iter().any(|token| token.lower.ends_with("ing"))
        };
        // "demanded justice" is nobody
        let is_somebody = |head: &Range<usize>| {
            let (first, last) = (&tokens[head.start], &tokens[head.end - 1]);
            words().determiner.has(first)
                || first.kind == Kind::Number
                || self.reader.sentence.name_at(head.start).is_some()
                || words().is_for_persons(last)
                || words().institution.has(last)
                || words().enforcer.has(last)
                || words().outlaw.has(last)
                || last.lower.ends_with('s') && !last.lower.ends_with("ss")
        };
        let head = head.filter(is_somebody);
        match (near, head) {
            (Some(near), Some(head)) if head.end < near.start && describes(&near) && is_described(&head) => {
                Some(self.with_body(head, near.start))
            }
            (None, Some(head)) if head.end < whole.end && is_described(&head) => {
                Some(self.with_body(head, whole.end))
            }
            (near, _) => near,
        }
    }

    /// "deputies from the ruling Green League": with the organisation that says whose they are, if it stands before `end`.
    fn with_body(&self, head: Range<usize>, end: usize) -> Range<usize> {
        if !self.tokens()[head.end].is_any(&["of", "from"]) {
            return head;
        }
        let names = self.reader.sentence.names.iter();
        let body = names.filter(|name| head.end < name.range.start && name.range.end <= end);
        let first = body.filter(|name| name.kind == NameKind::Organisation).map(|name| name.range.end).next();
        head.start..first.unwrap_or(head.end)
    }
}
