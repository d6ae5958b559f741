//! When and where: the dates and places of a sentence that belong to an act.

use super::claim::{Place, When};
use super::find::{Finder, TURNS};
use crate::Span;
use crate::people::shown;
use crate::rules::{FoundAct, words};
use crate::tagger::NameKind;
use crate::token::{Kind, Token};
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
        // "сообщили в понедельник"; "режим до 30 мая", "banned until 15 October"; "во вторник осудил за пытки"
        let charge = self.charge(trigger);
        let is_elsewhere = |span: Span| {
            let start = sentence.range_of(span).start;
            sentence.days_of_speech.contains(&span)
                || start > 0 && self.tokens()[start - 1].is_any(&["до", "until", "till"])
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
        let own = dates.filter(|mention| {
            let date = sentence.range_of(mention.span);
            !is_told_besides(mention.span)
                && !self.is_of_charge(trigger, &date)
                && !self.is_of_main_verb(trigger, &date)
                && !self.is_of_number_before(&date)
                && !self.is_month_of_another(trigger, &date)
                && !self.is_days_off(trigger, &date)
        });
        let nearest = own.min_by_key(|mention| {
            let is_inside = clause.contains(mention.span) || leads(mention.span);
            let date = sentence.range_of(mention.span);
            let (is_dateline, is_own) = (self.is_dateline(&date), self.is_own_month(trigger, &date));
            (is_dateline, !is_own, is_anothers(mention.span), !is_inside, distance(mention.span))
        })?;
        Some(When::from(nearest))
    }

    /// "on Monday sentenced three guards for the murder of X": the day is the sentence's, and not the murder's.
    fn is_of_charge(&self, trigger: &Range<usize>, date: &Range<usize>) -> bool {
        date.end <= trigger.start && self.matter_of(trigger).is_some()
    }

    /// "sentenced three guards for the murder of X": returns the act before another that is what somebody was tried or held for.
    pub(super) fn matter_of(&self, trigger: &Range<usize>) -> Option<&FoundAct<'_>> {
        const LED: usize = 3;
        let tokens = self.tokens();
        let near = trigger.start.saturating_sub(LED)..trigger.start;
        let is_led = near.clone().any(|at| words().of_matter.has(&tokens[at]));
        let is_matter = |act: &&FoundAct<'_>| {
            act.range.end <= near.start
                && matches!(act.claim_type, "trial" | "detention" | "accusation" | "release")
        };
        self.acts.iter().rfind(is_matter).filter(|_| is_led)
    }

    /// "will stand trial for the torture of X": returns whether an act is what a court has still to judge.
    pub(super) fn is_untried(&self, trigger: &Range<usize>) -> bool {
        let is_open = |act: &FoundAct<'_>| {
            let is_trial = |token: &Token| token.is_any(&["trial", "tried", "indicted", "charged"]);
            act.claim_type == "trial" && self.tokens()[act.range.clone()].iter().any(is_trial)
        };
        self.matter_of(trigger).is_some_and(is_open)
    }

    /// "a monument to 12 miners killed in the strike was unveiled on Sunday", "the mother of slain activist X demanded on Sunday": returns whether
    /// an act only tells more of somebody, and a date behind it belongs to what is told of them.
    fn is_of_main_verb(&self, trigger: &Range<usize>, date: &Range<usize>) -> bool {
        let tokens = self.tokens();
        let Some(before) = trigger.start.checked_sub(1).map(|at| &tokens[at]) else { return false };
        if date.start < trigger.end || !self.is_participle(trigger) || before.is_cyrillic() {
            return false;
        }
        let is_bare = before.kind == Kind::Word && !words().auxiliary.has(before);
        let between = &tokens[trigger.end..date.start];
        let is_verb =
            |token: &Token| words().be.has(token) || token.is_any(&["has", "have", "had", "will", "would"]);
        let has_verb = between.iter().any(is_verb);
        let turns = between.iter().any(|token| token.is_any(TURNS) || token.kind == Kind::Sign);
        self.is_adjective(trigger) || is_bare && has_verb && !turns
    }

    /// "found on 14 October, two days after he was taken", "через два дня после того, как его увезли": the day before them is another's.
    fn is_days_off(&self, trigger: &Range<usize>, date: &Range<usize>) -> bool {
        const UNITS: [&str; 22] = [
            "hours",
            "day",
            "days",
            "week",
            "weeks",
            "month",
            "months",
            "year",
            "years",
            "часов",
            "день",
            "дня",
            "дней",
            "сутки",
            "неделю",
            "недели",
            "недель",
            "месяц",
            "месяца",
            "месяцев",
            "год",
            "лет",
        ];
        let tokens = self.tokens();
        let after =
            (date.end..trigger.start).find(|at| tokens[*at].is_any(&["after", "before", "после", "до"]));
        after.is_some_and(|after| {
            let unit = &tokens[after - 1];
            after > date.end && unit.is_any(&UNITS)
        })
    }

    /// "risen to 41, up from 38 on Friday": the day is the earlier number's.
    fn is_of_number_before(&self, date: &Range<usize>) -> bool {
        const NEAR: usize = 5;
        let near = &self.tokens()[date.start.saturating_sub(NEAR)..date.start];
        near.windows(2).any(|pair| pair[0].is("from") && pair[1].kind == Kind::Number)
    }

    /// "KARSAM, March 14 (Northline) - At least nine": the day on which it was written.
    fn is_dateline(&self, date: &Range<usize>) -> bool {
        const BEHIND: usize = 7;
        let tokens = self.tokens();
        let leads = tokens[..date.start].iter().all(|token| token.is_capital || token.kind == Kind::Sign);
        let behind = &tokens[date.end..tokens.len().min(date.end + BEHIND)];
        leads && date.start > 0 && behind.iter().any(|token| token.is_any(&["-", "–", "—"]) && token.spaced)
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
