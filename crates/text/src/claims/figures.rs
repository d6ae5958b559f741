//! The number of an act where those who suffered it do not give it, and who gives it: tolls, figures that are disputed.

use super::claim::{Claim, Count, Modality};
use super::find::Finder;
use super::places::Places;
use crate::Span;
use crate::attribution::{is_pronoun, speaker};
use crate::number::number_at;
use crate::phrase;
use crate::rules::{Frame, words};
use std::ops::Range;

impl Finder<'_> {
    /// Returns the number of an act that its victims do not give: of those who do it, of what they do it to, of a toll.
    pub(super) fn number_beside(
        &self,
        trigger: &Range<usize>,
        places: &Places,
        claim_type: &str,
        frame: Frame,
    ) -> Option<Count> {
        let tokens = self.tokens();
        let toll = || self.toll(trigger).and_then(|phrase| self.reader.number(&phrase));
        if frame == Frame::Noun {
            // "14 deaths", "800 arrests"; one person has several wounds
            let start = trigger
                .start
                .checked_sub(1)
                .filter(|_| claim_type != "injury")
                .and_then(|at| number_at(tokens, at));
            let number = start.filter(|number| number.range.end == trigger.start && places.victim.is_none());
            return number.and_then(|number| self.reader.number(&(number.range.start..trigger.end)));
        }
        if !matches!(frame, Frame::Deed | Frame::Event) {
            return (frame == Frame::Verb).then(toll).flatten();
        }
        // "voted 87 to 34 to approve" counts votes
        let has_votes =
            |phrase: &&Range<usize>| !tokens[(*phrase).clone()].iter().any(|token| words().voting.has(token));
        let of_actor =
            || places.actor.as_ref().filter(has_votes).and_then(|phrase| self.reader.number(phrase));
        // "recovered 28 bodies"
        let inside = || self.reader.number(trigger);
        // "demanding the release of 600 people"
        let of_wanted = || {
            const REACH: usize = 8;
            let near = trigger.end..tokens.len().min(trigger.end + REACH);
            let number = near.filter(|_| claim_type == "appeal").find_map(|at| number_at(tokens, at))?;
            let people = number.range.end..tokens.len().min(number.range.end + 2);
            let is_of_people = tokens[people.clone()].iter().any(|token| words().is_for_persons(token));
            is_of_people.then(|| self.reader.number(&(number.range.start..people.end))).flatten()
        };
        // "together with 20 others, entered the village"
        let beside = || {
            let end =
                phrase::group_start(tokens, trigger.start).checked_sub(1).filter(|at| tokens[*at].is(","))?;
            let start = tokens[..end].iter().rposition(|token| token.is(","))? + 1;
            let is_with = tokens[start].is_any(&["together", "along"]) && tokens[start + 1].is("with");
            is_with.then(|| self.reader.number(&(start..end))).flatten()
        };
        of_actor().or_else(beside).or_else(inside).or_else(of_wanted)
    }

    /// "The union puts the toll at 40": who gives the number.
    pub(super) fn who_puts(&self, trigger: &Range<usize>, frame: Frame) -> Option<Span> {
        let tokens = self.tokens();
        let leads = |at: &usize| words().putting.has(&tokens[*at]);
        let put =
            (trigger.start.saturating_sub(3)..trigger.start).find(leads).filter(|_| frame == Frame::Dead)?;
        let has_number = tokens[trigger.end..].iter().any(|token| words().toll_link.has(token));
        // "the office had earlier put"
        let adverbs = tokens[..put].iter().rev().take_while(|token| words().adverb.has(token)).count();
        // "police first said 12, but later raised the toll to 19"
        let is_joined = (put - adverbs).checked_sub(1).is_some_and(|at| tokens[at].is_any(&["but", "and"]));
        let sentence = self.reader.sentence;
        let before = || {
            let sources = self.said.iter().rev().filter_map(|it| it.source);
            let mut here = sources.filter(|source| sentence.span.contains(*source));
            here.find(|source| is_joined && source.end <= tokens[put].span.start)
        };
        let actor = self.actor(put - adverbs).map(|actor| sentence.span_of(&actor));
        actor.or_else(before).filter(|_| has_number)
    }

    /// Returns who says words that tell on of what was told before: whose speech they are, else who stands before the verb at `verb`.
    pub(super) fn who_says(&self, words: Span, verb: usize) -> Option<Span> {
        let subject = || phrase::before(self.tokens(), verb);
        let said = speaker(self.said, words, self.reader.sentence.span)
            .or_else(|| Some(self.reader.sentence.span_of(&subject()?)));
        said.filter(|span| !is_pronoun(span.of(self.reader.text)))
    }

    /// "the minister dismissed reports that", "the ministry withdrew its figure of": who stands before the word that denies.
    pub(super) fn denier_before(&self, trigger: &Range<usize>) -> Option<Span> {
        let denies = self.cues.iter().rfind(|(range, cue)| cue.denies() && range.end <= trigger.start);
        let actor = denies.and_then(|(range, _)| self.actor(range.start))?;
        Some(self.reader.sentence.span_of(&actor))
    }

    /// "Relatives deny the figure of 12 dead": somebody has given the figure that is denied.
    pub(super) fn disputed(&self, claim: &Claim) -> Option<Claim> {
        let count = claim.count.as_ref().filter(|_| claim.modality == Modality::Denied)?;
        let (sentence, tokens) = (self.reader.sentence, self.tokens());
        let number = sentence.range_of(count.words);
        let figure =
            (number.start.saturating_sub(2)..number.start).find(|&at| words().figure.has(&tokens[at]))?;
        // "the official toll", "its earlier figure"
        let leads = |at: &usize| {
            let token = &tokens[*at];
            words().determiner.has(token)
                || words().possessive.has(token)
                || token.is_any(&["official", "earlier", "initial", "previous"])
        };
        let start = (figure.saturating_sub(2)..figure).rev().take_while(leads).last().unwrap_or(figure);
        // "the ministry withdrew its figure": nobody else says it
        if tokens[start..figure].iter().any(|token| token.is_any(&["its", "his", "her", "their"])) {
            return None;
        }
        // "the government's figure"
        let owner = start.checked_sub(1).filter(|at| tokens[*at].is("'s"));
        let said_by = owner.and_then(|owner| phrase::before(tokens, owner));
        let end = sentence.range_of(claim.trigger).end.max(number.end);
        let quote = sentence.span_of(&(start..end));
        let who = claim.who.iter().filter(|who| quote.contains(who.words)).cloned().collect();
        Some(Claim {
            quote,
            who,
            modality: Modality::Reported,
            attributed_to: said_by.map(|said_by| sentence.span_of(&said_by)),
            ..claim.clone()
        })
    }
}
