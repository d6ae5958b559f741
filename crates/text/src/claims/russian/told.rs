//! Whether Russian words tell of an act at all, and whether they say that there was none.

use super::clause::is_helping;
use super::is_whom;
use crate::Span;
use crate::attribution::subject;
use crate::claims::claim::Modality;
use crate::claims::find::Finder;
use crate::claims::places::Places;
use crate::claims::stance::{self, FoundCue};
use crate::rules::{Cue, Frame};
use crate::russian::{Cases, Form, form_of, is_thing, of_word};
use crate::tagger::NameKind;
use crate::token::{Kind, Token};
use std::ops::Range;

/// Verbs whose negation says that there was none of their subject.
const NO_SUCH: &[&str] = &[
    "был",
    "наноси",
    "зафикс",
    "применя",
    "провод",
    "выявл",
    "подтвер",
    "поступ",
    "установл",
    "допу",
    "обнаруж",
    "произош",
];

impl Finder<'_> {
    /// Returns whether Russian words only describe somebody who is not said, or speak of what nobody wants or begins: "к задержанным не
    /// пустили", "не смогли найти". Where the learned model is sure of an act (`is_sure`), it has seen what stands around it.
    pub(in crate::claims) fn tells_of_no_act(
        &self,
        trigger: &Range<usize>,
        frame: Frame,
        claim_type: &str,
        places: &Places,
        modality: Modality,
        is_sure: bool,
    ) -> bool {
        let tokens = self.tokens();
        if claim_type == "trial" && self.only_condemns(trigger, places) {
            return true;
        }
        // "отправил запрос в колонию"
        let held = self.held_inside(trigger).filter(|_| claim_type == "detention");
        if held.is_some_and(|range| !is_whom(&tokens[range])) {
            return true;
        }
        if !tokens[trigger.start].is_cyrillic() || !matches!(frame, Frame::Verb | Frame::State | Frame::Deed)
        {
            return false;
        }
        let is_measured = || {
            let near = self.right(trigger).into_iter().chain(self.left(trigger));
            near.into_iter().any(|chunk| self.is_measured(&chunk))
        };
        // "погибло 300 гектаров посевов"
        if frame == Frame::State && places.victim.is_none() && is_measured() {
            return true;
        }
        if is_sure {
            return false;
        }
        let is_place = |range: &Range<usize>| {
            let place = |name: &crate::document::Name| name.kind == NameKind::Place && name.range == *range;
            self.reader.sentence.names.iter().any(place)
        };
        let is_thing = |range: &Range<usize>| {
            !matches!(claim_type, "attack" | "accusation")
                && (is_thing(&tokens[range.clone()]) || is_place(range))
        };
        if frame != Frame::Deed && places.victim.as_ref().is_some_and(is_thing) {
            return true;
        }
        let begins = |at: usize| {
            ["нача", "стал", "продолж", "приказа", "успе"]
                .iter()
                .any(|stem| tokens[at].lower.starts_with(stem))
        };
        match form_of(&tokens[trigger.start]) {
            Form::Full => places.victim.is_none(),
            Form::Infinitive => {
                // "требуют отменить закон" is the demand
                let is_told = match frame {
                    Frame::Deed => modality == Modality::Predicted,
                    _ => matches!(modality, Modality::Demanded | Modality::Predicted),
                };
                !is_told && !trigger.start.checked_sub(1).is_some_and(begins)
            }
            Form::Short { .. } | Form::Active { .. } | Form::Reflexive { .. } => false,
        }
    }

    /// Returns whether "не" stands before a Russian verb or what helps it; before a noun, "без" or "ни".
    pub(in crate::claims) fn is_russian_negated(&self, trigger: &Range<usize>, frame: Frame) -> bool {
        let tokens = self.tokens();
        let back = |by: usize, list: &[&str]| {
            trigger.start.checked_sub(by).is_some_and(|at| tokens[at].is_any(list))
        };
        let bound = tokens.get(trigger.start).is_some_and(stance::is_bound);
        if matches!(frame, Frame::Noun | Frame::Dead | Frame::Event) {
            return back(1, &["без", "ни", "не"]) || self.is_absent(trigger, frame);
        }
        let helped = trigger.start.checked_sub(1).is_some_and(|at| is_helping(&tokens[at]));
        !bound && (back(1, &["не", "ни"]) || helped && back(2, &["не", "ни"]))
    }

    /// "пытки министр отрицает", "гибель людей в ведомстве опровергли": who denies an act that stands before the verb.
    pub(in crate::claims) fn denier(&self, trigger: &Range<usize>) -> Option<Span> {
        let (sentence, tokens) = (self.reader.sentence, self.tokens());
        let is_behind = |(range, cue): &&FoundCue| {
            *cue == Cue::Denied && range.start >= trigger.end && tokens[range.start].is_cyrillic()
        };
        let (verb, _) = self.cues.iter().find(is_behind)?;
        let said = self.said.iter().find(|it| it.cue.is_some_and(|cue| cue.overlaps(sentence.span_of(verb))));
        if let Some(source) = said.and_then(|it| it.source) {
            return Some(source);
        }
        let who = subject(sentence, self.rules, verb.start)?;
        let is_apart = who.start >= trigger.end;
        // "пытки в изоляторах министр": the last phrase in the nominative
        let own = self.left(verb).into_iter().find(|chunk| chunk.cases.meets(Cases::NOMINATIVE));
        let own = own.map(|chunk| chunk.range).filter(|range| range.start >= trigger.end);
        Some(who).filter(|_| is_apart).or(own).map(|range| sentence.span_of(&range))
    }

    /// "жертв и пострадавших нет", "задержаний не было": what a Russian noun says there was none of.
    fn is_absent(&self, trigger: &Range<usize>, frame: Frame) -> bool {
        const REACH: usize = 5;
        let tokens = self.tokens();
        if !tokens[trigger.start].is_cyrillic() || !matches!(frame, Frame::Noun | Frame::Dead | Frame::Event)
        {
            return false;
        }
        let near = &tokens[trigger.end..tokens.len().min(trigger.end + REACH)];
        // "личность погибшего не установлена" denies none: what there was none of stands in the genitive, and the verb is neuter
        let is_subject = of_word(&tokens[trigger.end - 1]).meets(Cases::NOMINATIVE);
        let denies = |verb: &Token| {
            let agrees = verb.lower.ends_with("на") || verb.lower.ends_with("ны");
            NO_SUCH.iter().any(|stem| verb.lower.starts_with(stem)) && (!agrees || is_subject)
        };
        let is_none = |(at, token): (usize, &Token)| {
            token.is("нет") || token.is("не") && near.get(at + 1).is_some_and(denies)
        };
        let clause = near.iter().take_while(|token| token.kind == Kind::Word).enumerate();
        let mut clause = clause;
        clause.any(is_none)
    }

    /// "есть погибшие": nobody counts them.
    pub(in crate::claims) fn there_are(&self, trigger: &Range<usize>) -> bool {
        let tokens = self.tokens();
        trigger.start.checked_sub(1).is_some_and(|at| tokens[at].is_any(&["есть", "имеются", "были"]))
    }
}
