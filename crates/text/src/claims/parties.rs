//! Who did an act and who suffered it: the phrases that stand around its word, mended by what a sentence tells besides.

use super::find::Finder;
use super::places::{Places, is_self};
use crate::number::{number_ending_at, number_from};
use crate::phrase;
use crate::rules::{FoundAct, Frame, words};
use crate::subject::{Voice, hangs, shared};
use crate::tagger::NameKind;
use std::ops::Range;

impl Finder<'_> {
    /// Returns who did and who suffered an act; none if nobody can have, as nothing but a body is stolen as one.
    pub(super) fn parties(
        &self,
        trigger: &Range<usize>,
        clause: &Range<usize>,
        claim_type: &str,
        frame: Frame,
    ) -> Option<Places> {
        let tokens = self.tokens();
        let mut places = self.places(trigger, frame);
        if claim_type == "accusation" {
            // "accused the president of": of what is no part of who; "accusations of theft" name nobody
            let is_charge = frame == Frame::Noun;
            places.victim = places.victim.filter(|_| !is_charge).map(|range| {
                let behind = range.start >= trigger.end;
                let of = range.clone().find(|at| behind && tokens[*at].is("of")).unwrap_or(range.end);
                range.start..of
            });
        }
        // "acquitted the officer of killing X"
        if claim_type == "trial" {
            let charge = |at: &usize| {
                tokens[*at].is("of") && tokens.get(at + 1).is_some_and(|next| next.lower.ends_with("ing"))
            };
            places.victim = places.victim.map(|range| {
                let of = range.clone().skip(1).find(charge).unwrap_or(range.end);
                range.start..of
            });
        }
        if phrase::is_as_well_as(tokens, trigger.start) {
            places.actor = self.demander_before(trigger);
        }
        self.take_shared(&mut places, trigger, frame);
        if frame == Frame::Noun && places.victim.is_none() {
            places.victim = self.of_joined_noun(trigger);
        }
        if !tokens[trigger.start].is_cyrillic() {
            places.victim =
                places.victim.map(|range| self.with_share(range)).or_else(|| self.of_whom(trigger, frame));
            places.actor = places.actor.map(|range| self.with_share(range));
        }
        places.victim = places.victim.map(|range| self.rather(range));
        // "treating the injured": who is meant is the act's own word
        let is_whole = |range: &Range<usize>| !tokens[range.end - 1].is_any(&["the", "a", "an"]);
        let victim = places.victim.and_then(|range| self.without_of(range)).map(|range| self.owner_of(range));
        let victim = victim.filter(|range| is_whole(range) && !self.is_time(range));
        places.victim = victim.map(|range| {
            let whole = self.in_series(self.kin_of(self.trimmed(range), trigger), trigger);
            self.named_before(self.with_own_name(whole))
        });
        places.actor = places.actor.map(|range| self.with_own_name(self.after_day(self.trimmed(range))));
        // "injured by stones", "killed by a roadside bomb"
        places.actor = places.actor.filter(|range| !words().missile.has(&tokens[range.end - 1]));
        // "nine dead in station attack"
        let is_of_harmed =
            |range: &Range<usize>| tokens[range.clone()].iter().any(|token| words().harmed.has(token));
        places.actor = places.actor.filter(|range| frame != Frame::Event || !is_of_harmed(range));
        if let Some(speaker) = self.voice(trigger, claim_type) {
            places.actor = Some(speaker);
        }
        // "a man accused of killing": nobody accuses himself
        if claim_type == "accusation" && places.actor == places.victim {
            places.actor = None;
        }
        if places.actor.is_none()
            && let Some(charged) = self.charged(trigger, claim_type, frame)
        {
            places.actor = Some(charged);
        } else if let Some(enforcers) =
            self.enforcers(trigger, clause, claim_type, frame, places.victim.as_ref())
            && self.may_act(&places, &enforcers)
            && !(tokens[trigger.start].is_cyrillic() && places.actor.is_some())
        {
            places.actor = Some(enforcers);
        }
        // of the dead and the hurt each name has a claim of its own, unless all who are counted are named
        if let Some(counted) = places.victim.as_ref().filter(|_| matches!(frame, Frame::Verb | Frame::State))
        {
            let is_harm = matches!(claim_type, "killing" | "injury" | "attack");
            let named = self.with_named(counted.clone(), trigger);
            if !is_harm || self.are_all_named(counted, &named) {
                places.victim = Some(named);
            }
        }
        let needs_body = frame == Frame::Verb && claim_type.starts_with("body_");
        // "тела двух братьев нашли": whose bodies they are
        let is_of_bodies = |range: &Range<usize>| {
            tokens[range.start].is_cyrillic()
                && self.is_of_persons(range)
                && range.start.checked_sub(1).is_some_and(|at| words().body.has(&tokens[at]))
        };
        let has_body = |range: &Range<usize>| self.is_body(range) || is_of_bodies(range);
        if needs_body && !places.victim.as_ref().is_some_and(has_body) {
            // "нашли оружие"
            if tokens[trigger.start].is_cyrillic() {
                return None;
            }
            // "forty bodies from the morgue, which were stolen"
            let body = tokens[..trigger.start].iter().rposition(|token| words().body.has(token))?;
            places.victim = phrase::before(tokens, body + 1);
        }
        Some(places)
    }

    /// "(погибли не) трое, а семеро": the number that is said to be right.
    fn rather(&self, range: Range<usize>) -> Range<usize> {
        let tokens = self.tokens();
        let is = |at: usize, word: &str| tokens.get(at).is_some_and(|token| token.is(word));
        let is_not =
            range.start > 0 && is(range.start - 1, "не") && is(range.end, ",") && is(range.end + 1, "а");
        let right = number_from(tokens, range.end + 2).filter(|_| is_not);
        right.map_or(range, |number| number.range)
    }

    /// "it is necessary to release X, as well as to repeal Y": returns who makes the demand that another goes on.
    fn demander_before(&self, trigger: &Range<usize>) -> Option<Range<usize>> {
        let before = |act: &&FoundAct<'_>| act.claim_type == "appeal" && act.range.end <= trigger.start;
        let demand = self.acts.iter().rfind(before)?;
        self.places(&demand.range, demand.frame).actor
    }

    /// Gives an English verb without a subject or an object of its own those of the verb that it is joined to.
    fn take_shared(&self, places: &mut Places, trigger: &Range<usize>, frame: Frame) {
        let tokens = self.tokens();
        if tokens[trigger.start].is_cyrillic() || !matches!(frame, Frame::Verb | Frame::State) {
            return;
        }
        let is_active = frame == Frame::Verb && !phrase::is_passive(tokens, trigger.start);
        if is_active && places.victim.is_none() {
            places.victim = self.joined_object(trigger);
        }
        let is_object = places.victim.as_ref().is_some_and(|victim| victim.start >= trigger.end);
        if is_object && is_active && places.actor.is_none() {
            // "stormed the village and killed three men"
            let doer = shared(tokens, trigger.start, Some(Voice::Active));
            places.actor = doer.filter(|doer| !self.takes_between(doer, trigger));
        } else if places.victim.is_none()
            // "were abducted and murdered by the rebels"
            && (frame != Frame::Verb || places.actor.is_none() || tokens.get(trigger.end).is_some_and(|by| by.is("by")))
        {
            // "was taken to a hospital and later died", "a boy shot, killed"
            let is_helped =
                words().be.has(&tokens[trigger.start]) || phrase::is_passive(tokens, trigger.start);
            // "and then shot himself"
            let is_own = tokens.get(trigger.end).is_some_and(is_self);
            let plain = if is_own { Voice::Active } else { Voice::Passive };
            let voice = (frame == Frame::Verb && !is_helped).then_some(plain);
            places.victim = shared(tokens, trigger.start, voice);
        }
    }

    /// "police arrested a man after killing two": returns whether who is the subject of a verb takes somebody between it and an act that hangs on
    /// another verb, so that it is told of the one taken.
    fn takes_between(&self, subject: &Range<usize>, trigger: &Range<usize>) -> bool {
        let tokens = self.tokens();
        let takes = |act: &FoundAct<'_>| {
            act.claim_type == "detention"
                && subject.end <= act.range.start
                && act.range.end < trigger.start
                && !phrase::is_passive(tokens, act.range.start)
        };
        trigger.start.checked_sub(1).is_some_and(|at| hangs(tokens, at)) && self.acts.iter().any(takes)
    }

    /// "17 of the collectors": a phrase with the number of those of it who are meant.
    fn with_share(&self, range: Range<usize>) -> Range<usize> {
        let tokens = self.tokens();
        let of = range.start.checked_sub(1).filter(|of| tokens[*of].is("of"));
        let share = of.and_then(|of| number_ending_at(tokens, of)).map(|number| number.range);
        share.map_or(range.start, |share| share.start)..range.end
    }

    /// "22 people, three of whom died": how many of those before suffered, where a verb follows.
    fn of_whom(&self, trigger: &Range<usize>, frame: Frame) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let group = phrase::group_start(tokens, trigger.start);
        let whom = group
            .checked_sub(1)
            .filter(|whom| *whom > 0 && tokens[*whom].is("whom") && tokens[*whom - 1].is("of"))?;
        let is_of_subject =
            frame == Frame::State || frame == Frame::Verb && phrase::is_passive(tokens, trigger.start);
        number_ending_at(tokens, whom - 1)
            .filter(|_| is_of_subject)
            .map(|number| number.range.start..whom + 1)
    }

    /// "two journalists, X and Y": returns whether a phrase says how many, and as many are named in what follows it. "The nurses -- X and Y --"
    /// names all as well.
    fn are_all_named(&self, counted: &Range<usize>, named: &Range<usize>) -> bool {
        let said =
            self.reader.number(counted).and_then(|count| count.min.filter(|min| Some(*min) == count.max));
        let names = self.reader.sentence.names.iter().filter(|name| {
            name.kind == NameKind::Person && counted.end <= name.range.start && name.range.end <= named.end
        });
        let is_between_dashes = || {
            let leads = |at: usize| self.tokens()[at].is_any(&["including", "among"]);
            phrase::is_dash_from(self.tokens(), counted.end) && !(counted.end..named.end).any(leads)
        };
        let named = names.count() as u64;
        said.map_or_else(|| named > 1 && is_between_dashes(), |said| said > 1 && named == said)
    }

    /// "the father of X, who died", "the family of a teenager killed by": who is told of next to the verb.
    fn kin_of(&self, range: Range<usize>, trigger: &Range<usize>) -> Range<usize> {
        let tokens = self.tokens();
        let group = phrase::group_start(tokens, trigger.start);
        let is_who = group.checked_sub(1).is_some_and(|at| tokens[at].is("who"));
        let Some(of) = range.clone().skip(1).find(|at| tokens[*at].is("of")) else { return range };
        let is_kin = words().kin.has(&tokens[of - 1]);
        let last = range.end.checked_sub(1).and_then(|last| self.reader.sentence.name_at(last));
        let named = last.filter(|name| name.kind == NameKind::Person && name.range.end == range.end);
        if let Some(name) = named.filter(|_| is_who && is_kin) {
            return name.range.clone();
        }
        // "the mother of three" is she
        let is_bare = group == trigger.start && range.end == trigger.start;
        let is_one = tokens.get(of + 1).is_some_and(|token| token.is_any(&["a", "an", "the"]));
        let is_relative =
            is_kin || words().relation.has(&tokens[of - 1]) || tokens[of - 1].is_any(&["name", "names"]);
        if (is_bare || is_who) && is_one && is_relative { of + 1..range.end } else { range }
    }

    /// Returns whether a phrase is of what is left of the dead.
    pub(super) fn is_body(&self, phrase: &Range<usize>) -> bool {
        self.tokens()[phrase.clone()].iter().any(|token| words().body.has(token))
    }
}
