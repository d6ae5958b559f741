//! Whether a word that tells of an act stands as a noun, and whether it is taken as known or said to have taken place.

use super::find::Finder;
use crate::number::number_at;
use crate::phrase;
use crate::rules::{Frame, words};
use crate::token::{Kind, Token};
use std::ops::Range;

/// Words between a preposition and the noun that it leads: "in Caledonia house shooting".
const LED_BY: usize = 4;

impl Finder<'_> {
    /// "the attacks of Monday", "political prisoners": the words take it as known that there were some.
    pub(super) fn is_given(&self, trigger: &Range<usize>, claim_type: &str, frame: Frame) -> bool {
        let is_definite = || trigger.start.checked_sub(1).is_some_and(|at| self.tokens()[at].is("the"));
        // "the arrested", "those detained"
        let is_done = || {
            let tokens = self.tokens();
            tokens[trigger.start].lower.ends_with("ed")
                && trigger
                    .start
                    .checked_sub(1)
                    .is_some_and(|at| tokens[at].is_any(&["the", "those", "these", "all"]))
        };
        // "demanded an end to the persecution", "an inquiry into the killing"
        let is_known = || {
            let end = |at: usize| {
                at > 0 && self.tokens()[at].is("to") && words().ending.has(&self.tokens()[at - 1])
            };
            trigger.start.checked_sub(2).is_some_and(|at| {
                let before = &self.tokens()[at];
                words().about_known.has(before)
                    && (!before.is("to") || end(at))
                    && (!before.is("for") || claim_type == "attack")
            })
        };
        frame == Frame::Group
            || frame == Frame::Event && is_definite()
            || frame == Frame::Verb && is_done()
            || frame == Frame::Noun && is_definite() && is_known()
    }

    /// "the shooting happened", "a murder case", "fired a shot": a form of a verb that stands as a noun here.
    pub(super) fn is_noun(&self, trigger: &Range<usize>) -> bool {
        let tokens = self.tokens();
        let word = &tokens[trigger.start];
        let is_noun_too = words().wound.has(word) || words().hurt.has(word);
        let is_participle = word.lower.ends_with("ed")
            || word.lower.ends_with("en")
            || words().participle.has(word) && !is_noun_too;
        if trigger.len() > 1 || is_participle || word.is_cyrillic() {
            return false;
        }
        let is_gerund = word.lower.ends_with("ing");
        // "the shelling of a market", "shelling of market kills 14"
        if is_gerund && tokens.get(trigger.end).is_some_and(|token| token.is("of")) {
            return true;
        }
        let leads = trigger.start.checked_sub(1).is_some_and(|at| {
            words().before_noun.has(&tokens[at])
                || word.lower.ends_with('s') && words().possessive.has(&tokens[at])
                || words().of_force.has(&tokens[at])
                || tokens[at].is("'s") && !word.is("shot")
                || !is_gerund && words().preposition.has(&tokens[at])
        });
        let follows = tokens.get(trigger.end).is_some_and(|token| words().after_noun.has(token));
        // "two hurt in Beebe shooting", "dead after shooting in Beebe", but "after shooting a man", "after shooting at police"
        let is_bare = || {
            let near = &tokens[trigger.start.saturating_sub(LED_BY)..trigger.start];
            let is_led = near.iter().any(|token| !token.is("of") && words().preposition.has(token));
            let next = tokens.get(trigger.end);
            let has_object = next.is_some_and(|token| {
                token.kind != Kind::Sign && !words().adposition.has(token) || words().aimed.has(token)
            });
            // "nine dead in Karsam station attack"
            let is_plain =
                words().also_noun.has(word) && near.last().is_some_and(|token| token.kind == Kind::Word);
            (is_gerund || is_plain) && is_led && !has_object
        };
        // "a car bomb killed"
        let is_doing = words().missile.has(word)
            && tokens
                .get(trigger.end)
                .is_some_and(|next| next.lower.ends_with("ed") || words().past.has(next));
        let leads = leads || is_bare() || is_doing;
        let is_passive = phrase::is_passive(tokens, trigger.start);
        !is_passive && (leads || follows && !word.is("shot"))
    }

    /// "killed", "slain": one word that may tell more of somebody.
    pub(super) fn is_participle(&self, trigger: &Range<usize>) -> bool {
        let word = &self.tokens()[trigger.start];
        trigger.len() == 1 && (words().participle.has(word) || word.lower.ends_with("ed"))
    }

    /// "slain activist X", "the murdered priests": an act that tells more of whom the words behind it name.
    pub(super) fn is_adjective(&self, trigger: &Range<usize>) -> bool {
        let tokens = self.tokens();
        let leads = |token: &Token| words().determiner.has(token) || words().adposition.has(token);
        let is_led =
            trigger.start.checked_sub(1).is_some_and(|at| leads(&tokens[at]) && !tokens[at].is_cyrillic());
        let is_noun = |token: &Token| {
            token.kind == Kind::Word
                && !words().edge.has(token)
                && !words().auxiliary.has(token)
                && !token.is("and")
        };
        self.is_participle(trigger) && is_led && tokens.get(trigger.end).is_some_and(is_noun)
    }

    /// "the ban", "an unauthorised march": a deed that stands as a noun.
    pub(super) fn is_event(&self, trigger: &Range<usize>) -> bool {
        let tokens = self.tokens();
        let word = &tokens[trigger.start];
        let is_open = trigger.len() > 1 && !words().also_noun.has(word);
        if is_open || word.lower.ends_with("ed") || word.is_cyrillic() {
            return false;
        }
        let is = |back: usize, list: &[&str]| {
            trigger.start.checked_sub(back).is_some_and(|at| tokens[at].is_any(list))
        };
        // "made three demands"
        let is_counted = trigger
            .start
            .checked_sub(1)
            .is_some_and(|at| number_at(tokens, at).is_some_and(|number| number.range.end == trigger.start));
        let leads = is_counted
            || is(1, &["a", "an", "the", "this", "that", "its", "their", "his", "her", "no", "any"]);
        // "organising riots"
        let is_object = word.lower.ends_with('s')
            && trigger.start.checked_sub(1).is_some_and(|at| tokens[at].lower.ends_with("ing"));
        leads || is_object || is(2, &["a", "an"]) && !word.lower.ends_with('s')
    }

    pub(super) fn is_plural_noun(&self, at: usize) -> bool {
        const AFTER: &[&str] = &["are", "were", "is", "was", "have", "will", "of"];
        let tokens = self.tokens();
        tokens[at].lower.ends_with('s')
            && (at > 0 && words().before_plural.has(&tokens[at - 1])
                || tokens.get(at + 1).is_some_and(|token| token.is_any(AFTER)))
    }

    /// "arrests were made", "made an arrest", "reports of arrests": it is said of the noun that it took place.
    pub(super) fn takes_place(&self, trigger: &Range<usize>) -> bool {
        let follows = self.tokens().get(trigger.end).is_some_and(|token| {
            words().taking_place.has(token) || words().be.has(token) && !token.is_cyrillic()
        });
        follows || self.is_reported_noun(trigger)
    }

    /// "reports of arrests and searches"
    pub(super) fn is_reported_noun(&self, trigger: &Range<usize>) -> bool {
        let before = &self.tokens()[trigger.start.saturating_sub(4)..trigger.start];
        before.iter().any(|token| words().reporting.has(token))
    }

    /// Returns the reports that tell of a noun, with the word that says how many: "numerous reports of arrests".
    pub(super) fn reports(&self, trigger: &Range<usize>) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let near = trigger.start.saturating_sub(4)..trigger.start;
        let report = near.rev().find(|&at| tokens[at].is_any(&["reports", "report"]))?;
        let many = report.checked_sub(1).filter(|at| number_at(tokens, *at).is_some());
        Some(many.unwrap_or(report)..report + 1)
    }

    /// "the number of those killed and missing": nobody counts them, but they are.
    pub(super) fn is_those(&self, trigger: &Range<usize>) -> bool {
        let before = &self.tokens()[trigger.start.saturating_sub(4)..trigger.start];
        let those = before.iter().rposition(|token| token.is("those"));
        those.is_some_and(|at| {
            before[at + 1..].iter().all(|token| token.is_any(&["and", "or"]) || words().harmed.has(token))
        })
    }
}
