//! When and where: the dates and places of a sentence that belong to an act.

use super::claim::{Place, When};
use super::find::{Finder, TURNS};
use crate::Span;
use crate::people::shown;
use crate::rules::{FoundAct, words};
use crate::tagger::NameKind;
use crate::token::Kind;
use std::ops::Range;

impl Finder<'_> {
    /// Returns the date nearest to the trigger in its clause, else in the sentence.
    pub(super) fn when(&self, trigger: &Range<usize>, clause: &Range<usize>) -> Option<When> {
        let sentence = self.reader.sentence;
        let (at, clause) = (sentence.span_of(trigger), sentence.span_of(clause));
        let distance = |span: Span| {
            if span.start >= at.end { span.start - at.end } else { at.start.saturating_sub(span.end) + 1 }
        };
        // "demanded the release of those who were held on Monday": the day of another verb
        let is_anothers = |span: Span| {
            let date = sentence.range_of(span);
            let between = date.end.min(trigger.end)..date.start.max(trigger.start);
            let between = self.tokens().get(between.start..between.end).unwrap_or(&[]);
            // "died on Monday when police opened fire"
            let is_before = date.end <= trigger.start;
            between
                .iter()
                .any(|token| token.is_any(TURNS) && !(is_before && token.is_any(&["when", "while"])))
        };
        // "After that, he disappeared"
        let leads = |span: Span| {
            let date = sentence.range_of(span);
            let comma = self.tokens().get(date.end).filter(|token| token.is(","));
            date.start <= 2
                && comma
                    .is_some_and(|comma| comma.span.end <= clause.start && clause.start - comma.span.end <= 1)
        };
        // "X, who was born in June": no day of an act
        let is_birth = |span: Span| {
            let date = sentence.range_of(span);
            let before = &self.tokens()[date.start.saturating_sub(2)..date.start];
            before.iter().any(|token| token.is("born"))
        };
        // "сообщили в понедельник"; "режим до 30 мая"; "во вторник осудил за пытки"
        let charge = self.charge(trigger);
        let is_elsewhere = |span: Span| {
            let start = sentence.range_of(span).start;
            sentence.days_of_speech.contains(&span)
                || start > 0 && self.tokens()[start - 1].is("до")
                || charge.is_some_and(|charge| start < charge)
        };
        let dates =
            sentence.dates.iter().filter(|mention| !is_birth(mention.span) && !is_elsewhere(mention.span));
        // "X, who had been released two weeks earlier": the day of what is told of X besides
        let is_told_besides = |span: Span| {
            let date = sentence.range_of(span);
            let (from, to) = (trigger.end.min(date.end), date.start.max(trigger.start));
            if self.tokens().get(from..to).is_some_and(|between| between.iter().any(|token| token.is(";"))) {
                return true;
            }
            let who = (trigger.end..date.start).find(|at| self.tokens()[*at].is_any(&["who", "whose"]));
            who.is_some_and(|who| {
                self.acts.iter().any(|act| who < act.range.start && act.range.end <= date.start)
            })
        };
        let nearest = dates.filter(|mention| !is_told_besides(mention.span)).min_by_key(|mention| {
            let is_inside = clause.contains(mention.span) || leads(mention.span);
            (is_anothers(mention.span), !is_inside, distance(mention.span))
        })?;
        Some(When::from(nearest))
    }

    /// "осудил за пытки", "арестован по подозрению в убийстве": where what somebody is tried for begins, if a noun of an act is that.
    pub(super) fn charge(&self, trigger: &Range<usize>) -> Option<usize> {
        const REACH: usize = 4;
        let tokens = self.tokens();
        let of_court = |act: &FoundAct<'_>| {
            act.range.end <= trigger.start && matches!(act.claim_type, "trial" | "detention" | "accusation")
        };
        let near = trigger.start.saturating_sub(REACH)..trigger.start;
        let lead = near.rev().find(|at| tokens[*at].is_any(&["за", "подозрению", "обвинению", "обвинение"]));
        lead.filter(|_| tokens[trigger.start].is_cyrillic() && self.acts.iter().any(of_court))
    }

    pub(super) fn place(&self, trigger: &Range<usize>, clause: &Range<usize>) -> Option<Place> {
        let sentence = self.reader.sentence;
        let tokens = self.tokens();
        let places = sentence.names.iter().filter(|name| name.kind == NameKind::Place);
        let after_preposition = places.filter(|name| {
            tokens[..name.range.start].iter().rev().take(3).any(|token| words().place_preposition.has(token))
                || tokens
                    .get(name.range.end)
                    .is_some_and(|token| token.kind == Kind::Word && !token.is_capital)
        });
        let nearest = after_preposition.min_by_key(|name| {
            let outside = name.range.start < clause.start || name.range.end > clause.end;
            // "в Минске на улице Х", "в Буче под Киевом"
            let before = name.range.start.checked_sub(1).map(|at| &tokens[at]);
            let is_beside = tokens[trigger.start].is_cyrillic()
                && !before.is_some_and(|token| token.is_any(&["в", "во"]));
            (outside, is_beside, name.range.start.abs_diff(trigger.start))
        })?;
        let words = sentence.span_of(&nearest.range);
        Some(Place { name: shown(self.reader.text, words), words })
    }
}
