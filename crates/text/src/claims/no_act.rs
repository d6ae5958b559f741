//! What looks like an act, or like one of somebody, and is none.

use super::claim::{Claim, Modality, ParticipantKind};
use super::find::Finder;
use super::places::Places;
use super::stance;
use crate::attribution::is_headline;
use crate::casing::is_common;
use crate::number::number_at;
use crate::rules::{Frame, words};
use crate::tagger::NameKind;
use crate::token::{Kind, Token};
use std::ops::Range;

impl Finder<'_> {
    /// "0:47 Driver shot to death on Elm Street Pause": a page's list of videos, each title behind its length.
    pub(super) fn is_video_title(&self, trigger: &Range<usize>) -> bool {
        let tokens = self.tokens();
        let is_length = |token: &Token| {
            let parts = token.lower.split_once(':');
            parts.is_some_and(|(minutes, seconds)| {
                let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
                (1..=2).contains(&minutes.len())
                    && seconds.len() == 2
                    && is_digits(minutes)
                    && is_digits(seconds)
            })
        };
        let length = tokens[..trigger.start].iter().rposition(is_length);
        // "about 1:30 Saturday morning" is a time of day
        let begins = |at: usize| {
            let next = &tokens[at + 1];
            next.is_capital && !crate::date::is_calendar_word(&next.lower) && !next.is_any(&["am", "pm"])
        };
        length
            .is_some_and(|at| begins(at) && !tokens[at..trigger.start].iter().any(|token| token.is("pause")))
    }

    /// "KARSAM, March 14", "between March and August": the month.
    pub(super) fn is_month(&self, trigger: &Range<usize>) -> bool {
        let token = &self.tokens()[trigger.start];
        let is_behind = trigger.start.checked_sub(1).is_some_and(|at| {
            let before = &self.tokens()[at];
            before.kind == Kind::Sign || words().adposition.has(before)
        });
        trigger.len() == 1 && token.is_capital && is_behind && crate::date::is_calendar_word(&token.lower)
    }

    /// "put the gun down"
    pub(super) fn is_gun(&self, trigger: &Range<usize>) -> bool {
        let tokens = self.tokens();
        let is_led = trigger.start.checked_sub(1).is_some_and(|at| words().determiner.has(&tokens[at]));
        is_led && trigger.len() > 1 && tokens[trigger.start].is("gun")
    }

    /// Returns whether the words of an act are a name's: "the Convention against Torture", "Amnesty said".
    pub(super) fn is_named(&self, trigger: &Range<usize>, frame: Frame) -> bool {
        let tokens = self.tokens();
        let is_capital = tokens[trigger.clone()].iter().all(|token| token.is_capital);
        let is_title = match frame {
            Frame::Group => true,
            Frame::Noun | Frame::Event => !is_headline(tokens),
            // "a deputy of the Rally for Justice"
            Frame::Deed => {
                let before = trigger.start.checked_sub(1).map(|at| &tokens[at]);
                before.is_some_and(|before| words().determiner.has(before) || before.is_capital)
                    && !is_headline(tokens)
            }
            _ => false,
        };
        let of_name = || {
            self.reader
                .sentence
                .name_at(trigger.start)
                .is_some_and(|name| name.range.len() > 1 || name.kind == NameKind::Organisation && is_capital)
        };
        is_title && is_capital && trigger.start > 0 || trigger.len() == 1 && of_name()
    }

    /// Returns whether words tell of nothing in particular, as a noun alone does.
    pub(super) fn is_bare(
        &self,
        claim: &Claim,
        trigger: &Range<usize>,
        claim_type: &str,
        frame: Frame,
    ) -> bool {
        let tokens = self.tokens();
        match frame {
            Frame::Noun => {
                claim.who.is_empty()
                    && claim.count.is_none()
                    && claim.when.is_none()
                    && claim.modality != Modality::Denied
                    && !(tokens[trigger.start].is_cyrillic() && claim.negated)
                    && !self.takes_place(trigger)
            }
            Frame::Dead => {
                claim.who.is_empty()
                    && claim.count.is_none()
                    && !claim.negated
                    && claim.modality != Modality::Denied
                    && !self.is_those(trigger)
                    && !self.there_are(trigger)
            }
            Frame::Event => {
                let is_told = claim.when.is_some()
                    || claim.modality == Modality::Denied
                    || tokens[trigger.start].is_cyrillic() && claim.negated
                    || claim.place.is_some()
                    || claim_type == "attack" && !claim.who.is_empty();
                // "the repeal of", "a ban on" say of what
                let is_of = tokens[trigger.end - 1].is_any(&["of", "on"]);
                let tells = match claim_type {
                    "appeal" | "torture" => true,
                    "legal_act" => is_of,
                    _ => false,
                };
                !is_told && !tells && !self.is_riot_weapon(trigger) && !self.is_reported_noun(trigger)
            }
            Frame::Named => {
                !claim.who.iter().any(|who| who.kind == ParticipantKind::Person)
                    || self.speaks_of_suspect(trigger)
            }
            // "their demands", "such strikes": no verb
            Frame::Deed => {
                let follows_preposition = trigger.start.checked_sub(1).is_some_and(|at| {
                    tokens[at].is_any(&["under", "with", "of", "against", "despite", "amid", "in"])
                });
                self.is_plural_noun(trigger.start) && trigger.len() == 1
                    || follows_preposition && tokens[trigger.start].lower.ends_with('s')
            }
            Frame::Verb | Frame::State | Frame::Group | Frame::None => false,
        }
    }

    /// "not a single man was arrested", "killed nobody": those who would suffer are none. A "not" counts before the act alone.
    pub(super) fn is_of_none(&self, phrase: &Range<usize>, trigger: &Range<usize>) -> bool {
        let tokens = self.tokens();
        let denies =
            |at: usize, is_denial: bool| is_denial && !tokens.get(at + 1).is_some_and(stance::is_bound);
        let is_no_one = |at: usize| denies(at, words().no_one.has(&tokens[at]));
        let is_not = |at: usize| denies(at, tokens[at].is_any(&["not", "neither", "ни"]));
        let is_before = phrase.end <= trigger.start;
        let near = phrase.start.saturating_sub(1)..(phrase.start + 1).min(phrase.end);
        // "it's a blessing nobody died"
        let is_last = || is_before && phrase.len() > 1 && is_no_one(phrase.end - 1);
        is_no_one(phrase.start)
            || is_last()
            || is_before && near.into_iter().any(|at| is_no_one(at) || is_not(at))
    }

    /// "crossed the border": no attack, unless those who do are armed.
    pub(super) fn crosses_in_peace(&self, trigger: &Range<usize>, places: &Places) -> bool {
        let tokens = self.tokens();
        let is_armed = |token: &Token| {
            words().outlaw.has(token)
                || words().enforcer.has(token)
                || token.is_any(&["armed", "fighters", "tanks", "mercenaries", "troops"])
        };
        let start = places.actor.as_ref().map_or(0, |actor| actor.start.min(trigger.start));
        let ends_so = tokens[trigger.end - 1].is_any(&["border", "frontier"]);
        ends_so && !tokens[start..trigger.start].iter().any(is_armed)
    }

    /// "apprehended trouble", "the report was released": who suffers is no person, by a word of the dictionary.
    pub(super) fn suffers_as_thing(&self, trigger: &Range<usize>, places: &Places) -> bool {
        let act = &self.tokens()[trigger.clone()];
        let is_last = act.last().is_some_and(|last| words().of_things.has(last));
        // "the conference was held at"
        let is_before_last = matches!(
            act,
            [.., verb, last] if words().adposition.has(last) && words().of_things.has(verb)
        );
        if !is_last && !is_before_last {
            return false;
        }
        let Some(victim) = places.victim.clone() else { return is_last };
        // "released a video of the protest"
        let head = victim.clone().find(|at| *at > victim.start && self.tokens()[*at].is("of"));
        let tokens = &self.tokens()[victim.start..head.unwrap_or(victim.end)];
        let is_somebody = |at: usize| {
            let token = &tokens[at];
            token.kind != Kind::Word
                || token.is_capital && !words().determiner.has(token)
                || words().is_for_persons(token)
                || words().enforcer.has(token)
                || words().outlaw.has(token)
                || number_at(tokens, at).is_some()
                || !is_common(&token.lower)
        };
        let is_pronoun =
            tokens.len() == 1 && (tokens[0].lower.len() <= 4 || tokens[0].is("those")) && !tokens[0].is("it");
        !is_pronoun && !(0..tokens.len()).any(is_somebody)
    }

    /// "killed the debate", "shot a documentary": returns whether what would suffer an act is nothing alive, or no person.
    pub(super) fn is_lifeless(&self, claim_type: &str, places: &Places) -> bool {
        let is_of_persons = matches!(
            claim_type,
            "killing" | "injury" | "torture" | "detention" | "release" | "disappearance"
        );
        let Some(victim) = places.victim.as_ref().filter(|_| is_of_persons) else { return false };
        let tokens = self.tokens();
        let ends =
            |at: &usize| *at > victim.start && (words().edge.has(&tokens[*at]) || tokens[*at].is("of"));
        let head = victim.clone().find(ends).unwrap_or(victim.end) - 1;
        words().lifeless.has(&tokens[head])
    }

    /// "seized the town", "captured the summit": returns whether a verb that tells of things as well as of persons stands beside no person.
    pub(super) fn takes_nobody(&self, trigger: &Range<usize>, places: &Places) -> bool {
        let (tokens, rows) = (self.tokens(), words());
        if trigger.len() > 1 || !rows.of_persons.has(&tokens[trigger.start]) {
            return false;
        }
        let Some(victim) = places.victim.clone() else { return true };
        let ends = |at: &usize| *at > victim.start && (rows.edge.has(&tokens[*at]) || tokens[*at].is("of"));
        let head = &tokens[victim.clone().find(ends).unwrap_or(victim.end) - 1];
        let is_person = rows.is_for_persons(head)
            || rows.one_person.has(head)
            || rows.kin.has(head)
            || rows.victim.has(head)
            || rows.captive.has(head)
            || rows.enforcer.has(head)
            || rows.outlaw.has(head)
            || rows.third_person.has(head)
            || head.is_any(&["them", "us", "me", "those"]);
        !is_person && !self.names_person(&victim)
    }

    /// "the suspect was identified as X", "who identified himself as X"
    pub(super) fn speaks_of_suspect(&self, trigger: &Range<usize>) -> bool {
        let tokens = self.tokens();
        let is_own = tokens.get(trigger.end).is_some_and(|token| token.is_any(&["himself", "herself"]));
        is_own || tokens[..trigger.end].iter().any(|token| words().suspect.has(token))
    }
}
