//! Further figures that a sentence gives for an act in short: "Amnesty says 43 were killed; the government says 12", "10 people in Velk and 4 in
//! Sarno", "including 149 in Almaty".

use super::claim::{Claim, Count, Modality, Place};
use super::find::{Finder, quoted_whole};
use crate::number::{Found, number_at};
use crate::people::shown;
use crate::phrase;
use crate::rules::{Frame, Voice, words};
use crate::tagger::NameKind;
use crate::token::{Kind, Token};
use std::ops::Range;

/// Words of what leads a number and one: "says at least 12".
const LEADING: usize = 4;
/// Words from one figure to the next that is said in short, at most.
const REACH: usize = 25;

impl Finder<'_> {
    /// Returns the claims of the figures that the same sentence gives besides a claim's own.
    pub(super) fn rival_figures(&self, trigger: &Range<usize>, claim: &Claim) -> Vec<Claim> {
        let tokens = self.tokens();
        let Some(count) = claim.count.as_ref().filter(|count| !count.vague && !claim.negated) else {
            return Vec::new();
        };
        if tokens[trigger.start].is_cyrillic() || !claim.is_summed() {
            return Vec::new();
        }
        let from = self.reader.sentence.range_of(count.words).end.max(trigger.end);
        let verbs = self.acts.iter().filter(|act| match act.frame {
            Frame::Verb => !self.is_noun(&act.range),
            frame => matches!(frame, Frame::State | Frame::Dead),
        });
        let next_act = verbs.map(|act| act.range.start).find(|start| *start >= from);
        let end = next_act.unwrap_or(tokens.len()).min(tokens.len());
        let mut list: Vec<Claim> =
            (from..end).filter_map(|at| self.said_by_another(at, end, claim)).collect();
        let near = self.reader.sentence.range_of(count.words).end..end.min(from + REACH);
        list.extend(near.filter_map(|at| self.of_another_place(at, claim)));
        list
    }

    /// "the government says 12"
    fn said_by_another(&self, verb: usize, end: usize, claim: &Claim) -> Option<Claim> {
        let tokens = self.tokens();
        let (length, voice) = self.rules.voice_at(tokens, verb)?;
        let starts = verb + length..end.min(verb + length + LEADING);
        let number =
            starts.clone().find_map(|at| number_at(tokens, at)).filter(|number| self.stands_alone(number))?;
        let leads = tokens[starts.start..number.range.start]
            .iter()
            .all(|token| token.is_any(&["it", "was", "that", "the"]));
        let source = phrase::before(tokens, verb).filter(|source| leads && source.end <= verb)?;
        let is_other = claim.attributed_to != Some(self.reader.sentence.span_of(&source));
        if voice != Voice::Say || !is_other {
            return None;
        }
        let quote = self.reader.sentence.span_of(&(source.start..number.range.end));
        let told = Claim { quote, modality: Modality::Reported, ..self.in_short(&number, claim) };
        Some(Claim { attributed_to: Some(self.reader.sentence.span_of(&source)), ..told })
    }

    /// "and 4 in Sarno", "and three in the second", "including 149 in Almaty"
    fn of_another_place(&self, joint: usize, claim: &Claim) -> Option<Claim> {
        let tokens = self.tokens();
        let is_joint = tokens[joint].is("and") || words().includes.has(&tokens[joint]);
        let number =
            number_at(tokens, joint + 1).filter(|number| is_joint && number.range.start == joint + 1)?;
        let led = tokens.get(number.range.end).filter(|token| words().place_preposition.has(token))?;
        let place = phrase::after(tokens, number.range.end + 1)
            .filter(|place| place.start == number.range.end + 1)?;
        // "and 4 in custody were"
        let closes =
            |at: usize| tokens.get(at).is_none_or(|token| token.kind == Kind::Sign || token.is("and"));
        let sentence = self.reader.sentence;
        let place_span = sentence.span_of(&place);
        let is_date = sentence.times().any(|time| time.overlaps(place_span));
        if led.is_cyrillic() || is_date || !closes(place.end) {
            return None;
        }
        let named = sentence.name_at(place.start).filter(|name| name.kind == NameKind::Place);
        let named = named.map(|name| sentence.span_of(&name.range));
        let place = named.map(|words| Place { name: shown(self.reader.text, words), words });
        let told = self.in_short(&number, claim);
        let quote = claim.quote.join(told.quote).join(place_span);
        Some(quoted_whole(Claim { quote, place, ..told }))
    }

    /// A number that nothing behind it counts: "12;", "12 people".
    fn stands_alone(&self, number: &Found) -> bool {
        let behind = self.tokens().get(number.range.end);
        let ends = |token: &Token| {
            token.kind == Kind::Sign && !token.is_any(&["%", "$"])
                || words().is_for_persons(token)
                || token.is("and")
        };
        behind.is_none_or(ends) && number.amount.min.is_none_or(|min| !(1900..=2100).contains(&min))
    }

    /// Returns a claim of the same act with another number and no other party.
    pub(super) fn in_short(&self, number: &Found, claim: &Claim) -> Claim {
        let words = self.reader.sentence.span_of(&number.range);
        let of = claim.count.as_ref().map_or_else(String::new, |count| count.of.clone());
        let count = Some(Count::said(number.amount, of, words));
        Claim { quote: words, who: Vec::new(), count, ..claim.clone() }
    }
}
