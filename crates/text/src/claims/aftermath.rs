//! What came of an act of force that stands before it: "police fired on the crowd, killing two", "a boy hit by a police bullet died".

use super::enforcers::{at_the_hands, by, enforcers_before, enforcers_in, is_otherwise, is_weapon, side};
use super::find::Finder;
use super::force::FORCE;
use crate::phrase;
use crate::rules::{FoundAct, Frame, words};
use crate::token::{Kind, Token};
use std::ops::Range;

/// Tokens before an act that leads its sentence, at most: "in the police firing in the town, two men died".
const LEAD: usize = 6;

/// Tokens from the wound to the death of it, at most: "hit by a police bullet on Friday, he died".
const WOUND: usize = 16;

/// Acts of force that are told in a row, at most.
const CHAIN: usize = 3;

impl Finder<'_> {
    /// "police opened fire, killing two", "in police firing in the old town two men died", "police fired 20 rounds, as a result of
    /// which two men died", "... and two men died": what came of an act of force, with no other act between.
    pub(super) fn in_front(
        &self,
        trigger: &Range<usize>,
        clause: &Range<usize>,
        frame: Frame,
    ) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let last = self.acts.iter().rev().find(|act| act.range.end <= trigger.start)?;
        let act = &last.range;
        let is_doing = self.is_doing(trigger);
        let leads = |token: &Token| token.is_any(&["in", "during"]) || words().how.has(token);
        let is_led = act.start <= LEAD
            && tokens[..act.start].iter().any(leads)
            && !tokens[act.end..trigger.start].iter().any(|token| words().leads_clause.has(token));
        let is_told = if last.claim_type == "attack" {
            is_doing || is_led || self.follows(act, trigger, clause, frame)
        } else {
            FORCE.contains(&last.claim_type) && self.follows(act, trigger, clause, frame)
        };
        // "police fired 20 rounds and lobbed teargas shells, killing one"
        let chain = self.acts.iter().rev().filter(|act| act.range.end <= trigger.start);
        let mut chain = chain.take_while(|act| FORCE.contains(&act.claim_type)).take(CHAIN);
        is_told.then(|| chain.find_map(|act| self.of_force(act, trigger)))?
    }

    /// "killing two", "left two dead", "claimed two lives": what an act before has done.
    fn is_doing(&self, trigger: &Range<usize>) -> bool {
        let tokens = self.tokens();
        tokens[trigger.start].lower.ends_with("ing")
            || tokens[trigger.start.saturating_sub(4)..trigger.end]
                .iter()
                .any(|token| words().leaving.has(token))
    }

    /// Returns those who used the force that an act before another tells of.
    fn of_force(&self, act: &FoundAct<'_>, trigger: &Range<usize>) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let (range, frame) = (&act.range, act.frame);
        // "the police were attacked" tells of what others did
        let subject = || {
            let subject = phrase::before(tokens, range.start);
            subject.filter(|_| !phrase::is_passive(tokens, range.start))
        };
        enforcers_before(tokens, range.start)
            .or_else(|| by(tokens, range.end))
            .or_else(|| enforcers_in(tokens, subject()?))
            .or_else(|| self.subject(range, Frame::Deed))
            .or_else(|| self.behind(range, &(range.start..trigger.start), frame))
    }

    /// Returns whether a word tells of what somebody suffered, by its frame or by what stands beside it: "killed in a shootout".
    pub(super) fn is_suffered(&self, trigger: &Range<usize>, frame: Frame) -> bool {
        let tokens = self.tokens();
        match frame {
            Frame::Dead => self.shot_before(trigger).is_none(),
            Frame::Verb => {
                phrase::is_passive(tokens, trigger.start)
                    || tokens.get(trigger.end).is_some_and(|token| words().adposition.has(token))
            }
            _ => true,
        }
    }

    /// Returns whether what was suffered is told as what came of an act of force before it: "resulting in", "in which", "and three of
    /// them died". Shots in the air hurt nobody, and who is said to have been stabbed or burnt has died of something else.
    fn follows(
        &self,
        act: &Range<usize>,
        trigger: &Range<usize>,
        clause: &Range<usize>,
        frame: Frame,
    ) -> bool {
        let tokens = self.tokens();
        let between = &tokens[act.end..trigger.start];
        let told = &tokens[act.start..clause.end.max(trigger.end)];
        if is_otherwise(told) || told.iter().any(|token| token.is("air")) {
            return false;
        }
        let is_result = between.iter().any(|token| words().result.has(token));
        let is_of_it = between.windows(2).any(|pair| {
            pair[0].is_any(&["in", "of", "after", "from", "by"])
                && pair[1].is_any(&["which", "whom", "them", "these"])
        });
        // "police open fire, one killed"
        let is_bare = tokens.get(trigger.end).is_none_or(|token| token.kind == Kind::Sign);
        let is_suffered = matches!(frame, Frame::State | Frame::Dead)
            || frame == Frame::Verb && (phrase::is_passive(tokens, trigger.start) || is_bare);
        let is_joined = between.iter().any(|token| token.is_any(&["and", ";", ".", ","]))
            && !between
                .iter()
                .any(|token| words().before_force.has(token) || words().leads_clause.has(token));
        is_result || is_of_it || is_suffered && is_joined
    }

    /// "a boy hit by a police bullet died", "those injured in the police firing succumbed": who gave the wound that somebody died of.
    pub(super) fn of_wound(&self, trigger: &Range<usize>) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let start = trigger.start.saturating_sub(WOUND);
        let is_force = |at: &usize| is_weapon(&tokens[*at]) || words().clash.has(&tokens[*at]);
        let at = (start..trigger.start).rev().find(is_force)?;
        let is_killed = self.acts.iter().any(|act| {
            act.claim_type == "killing" && start <= act.range.start && act.range.end <= trigger.start
        });
        let is_hurt = |place: usize| {
            words().hurt.has(&tokens[place])
                && tokens[place + 1].is_any(&["in", "by", "during", "from", "of"])
        };
        // "a bullet fired by the police hit a tailor, killing him", "the crackdown by the army has claimed 300 lives"
        let is_doing = self.is_doing(trigger);
        if is_killed || !is_doing && !(start..at + 1).any(is_hurt) {
            return None;
        }
        if words().clash.has(&tokens[at]) {
            return side(tokens, at + 1);
        }
        enforcers_before(tokens, at).or_else(|| at_the_hands(tokens, at + 1))
    }
}
