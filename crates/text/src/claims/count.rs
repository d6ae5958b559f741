//! How many a phrase speaks of: its number, its list of persons and names, or one.

use super::claim::{Count, Participant, ParticipantKind};
use super::listed::{Mixed, led_items, listed, mixed};
use super::who::Reader;
use crate::number::{Found, is_age_unit, is_aged, number_at, number_ending_at};
use crate::people::shown;
use crate::rules::words;
use crate::tagger::NameKind;
use crate::token::{Kind, Token};
use std::ops::Range;

impl Reader<'_> {
    /// Returns how many a phrase speaks of: its number, its list of persons, or one.
    pub(super) fn count(&self, phrase: &Range<usize>, participants: &[Participant]) -> Option<Count> {
        let is_named = participants.iter().any(|who| who.kind == ParticipantKind::Person);
        let list = if is_named {
            self.mixed(phrase, participants).map(|list| list.count)
        } else {
            listed(&self.sentence.tokens[phrase.clone()])
                .map(|items| items.iter().map(|(_, count)| count).sum())
        };
        // "the mayor, as well as two peasants": no number is that of all
        if list.is_none() && !is_named && led_items(&self.sentence.tokens[phrase.clone()]).is_some() {
            return None;
        }
        list.map(|count| self.exactly(count, phrase))
            .or_else(|| self.number(phrase))
            .or_else(|| self.implied(phrase, participants))
    }

    /// Returns the list that a phrase is, of persons who are named, the participants among them, and of others.
    pub(super) fn mixed(&self, phrase: &Range<usize>, participants: &[Participant]) -> Option<Mixed> {
        let is_named = |item: &Range<usize>| {
            let words = self.sentence.span_of(&(phrase.start + item.start..phrase.start + item.end));
            let mut persons = participants.iter().filter(|who| who.kind == ParticipantKind::Person);
            persons.any(|who| words.contains(who.words))
        };
        mixed(&self.sentence.tokens[phrase.clone()], is_named)
    }

    /// A number that a phrase as a whole comes to.
    fn exactly(&self, count: u64, phrase: &Range<usize>) -> Count {
        let span = self.sentence.span_of(phrase);
        let (min, max) = (Some(count), Some(count));
        Count { min, max, of: shown(self.text, span), vague: false, approximate: false, words: span }
    }

    /// "X, 31": what stands at `at` follows the name of a person and a comma.
    fn follows_person(&self, at: usize) -> bool {
        let name = at.checked_sub(2).and_then(|last| self.sentence.name_at(last));
        name.is_some_and(|name| name.kind == NameKind::Person && name.range.end + 1 == at)
    }

    /// "a triple homicide": an act on several at once, said by the word before it.
    pub(super) fn folded(&self, act: &Range<usize>) -> Option<Count> {
        let at = act.start.checked_sub(1)?;
        let amount = crate::number::fold(&self.sentence.tokens[at])?;
        let (min, max, words) = (amount.min, amount.max, self.sentence.span_of(&(at..at + 1)));
        let of = shown(self.text, self.sentence.span_of(act));
        Some(Count { min, max, of, vague: false, approximate: false, words })
    }

    /// "14 cases of torture", "19 случаев смерти": how often an act is said to have been done.
    pub(super) fn cases(&self, act: &Range<usize>) -> Option<Count> {
        let tokens = &self.sentence.tokens;
        let before = act.start.checked_sub(1)?;
        // "cases of enforced disappearance"
        let of = before
            .checked_sub(1)
            .filter(|at| tokens[*at].is("of") && tokens[before].kind == Kind::Word)
            .unwrap_or(before);
        let case = if tokens[of].is("of") { of.checked_sub(1)? } else { of };
        let found = number_ending_at(tokens, case).filter(|_| words().cases.has(&tokens[case]))?;
        let (amount, words) = (found.amount, self.sentence.span_of(&found.range));
        let of = shown(self.text, self.sentence.span_of(&(case..act.end)));
        Some(Count::said(amount, of, words))
    }

    /// Returns the number that a phrase says.
    pub(super) fn number(&self, phrase: &Range<usize>) -> Option<Count> {
        let tokens = &self.sentence.tokens;
        let mut at = phrase.start;
        while at < phrase.end {
            let Some(found) = number_at(tokens, at) else {
                at += 1;
                continue;
            };
            let end = found.range.end;
            // "many were hurt" says no number, "hundreds were hurt" does
            let is_loose =
                end >= phrase.end && found.amount.vague && found.amount.min.is_none_or(|min| min < 20);
            if is_loose || self.counts_nobody(&found, at, phrase) {
                at = end.max(at + 1);
                continue;
            }
            // "шестеро из них": of whom the words before speak
            let is_part =
                tokens[end..phrase.end.max(end)].iter().map(|token| token.lower.as_str()).eq(["из", "них"]);
            let of = end..if is_part { end } else { phrase.end.max(end) };
            let of = shown(self.text, self.sentence.span_of(&of));
            let words = self.sentence.span_of(&(found.range.start..end));
            return Some(Count::said(found.amount, of, words));
        }
        None
    }

    /// Returns whether a number that was sought at `at` of a phrase is an age, a date, a measure, part of a name or of others' number.
    fn counts_nobody(&self, found: &Found, at: usize, phrase: &Range<usize>) -> bool {
        let tokens = &self.sentence.tokens;
        let end = found.range.end;
        let stands = self.sentence.span_of(&found.range);
        let is_date = self.sentence.times().any(|time| time.overlaps(stands));
        let is_year = found.amount.min.is_some_and(|min| (1900..=2100).contains(&min))
            && found.range.len() == 1
            && !found.amount.vague;
        // the word of the act is no unit: "2 shot"
        let measures = end < phrase.end && words().unit.has(&tokens[end]);
        // "Route 9 Motel"
        let in_name = tokens[at].kind == Kind::Number
            && at > phrase.start
            && tokens[at - 1].is_capital
            && tokens.get(end).is_some_and(|token| token.is_capital);
        measures
            || in_name
            || is_date
            || is_year
            // "no one"
            || tokens[found.range.start].is("one") && at > 0 && tokens[at - 1].is("no")
            || self.is_label(&found.range)
            || self.is_age_at(at, end)
            || of_one(tokens, found.range.start)
    }

    /// Returns whether a number from `at` to `end` is an age: "aged 9", "X, 31,", "9-year-old", "12- and 10-year-old sons".
    fn is_age_at(&self, at: usize, end: usize) -> bool {
        let tokens = &self.sentence.tokens;
        // "задержаны 50 человек, 20 – арестованы": a dash closes no age
        let leads = |token: &Token| token.is_any(&["–", "—"]);
        let closes = tokens.get(end).is_none_or(|token| token.kind == Kind::Sign && !leads(token));
        tokens[at.saturating_sub(3)..at].iter().any(|token| token.is("aged"))
            || at > 0
                && tokens[at - 1].is_any(&[",", "age", "("])
                && (closes || tokens[at].kind == Kind::Number && self.follows_person(at))
            || is_age_unit(tokens, end)
            || leads_age(&tokens[end..])
    }

    /// "Action News 5", "Image 7 of 8", "at 1129 Elm", "18 X": a number in a name, behind what it numbers, before a name.
    fn is_label(&self, number: &Range<usize>) -> bool {
        let tokens = &self.sentence.tokens;
        let names_person = || self.sentence.person_from(number.end).is_some();
        let is_address = || {
            number.start.checked_sub(1).is_some_and(|at| tokens[at].is("at"))
                && tokens[number.start].lower.len() >= 3
                && tokens.get(number.end).is_some_and(|token| token.is_capital)
        };
        let is_digits = |at: usize| tokens[at].kind == Kind::Number;
        // "Image 7 of 8"
        let of =
            number.start.checked_sub(1).filter(|at| *at > 0 && tokens[*at].is("of") && is_digits(*at - 1));
        let before = of.map_or(number.start, |of| of - 1).checked_sub(1);
        self.sentence.name_at(number.start).is_some()
            || is_digits(number.start)
                && (before.is_some_and(|at| words().numbered.has(&tokens[at]))
                    || names_person()
                    || is_address())
    }

    fn implied(&self, phrase: &Range<usize>, participants: &[Participant]) -> Option<Count> {
        let persons = participants.iter().filter(|who| who.kind == ParticipantKind::Person).count() as u64;
        if persons > 0 {
            return Some(self.exactly(persons, phrase));
        }
        let tokens = &self.sentence.tokens[phrase.clone()];
        if tokens.first()?.is_cyrillic() && crate::russian::is_one(tokens) {
            return Some(self.exactly(1, phrase));
        }
        let head =
            tokens.iter().take_while(|token| !token.is("of") && !words().adposition.has(token)).last()?;
        let is_one = tokens.first().is_some_and(|token| token.is_any(&["a", "an", "another"]))
            || tokens.len() == 1 && words().third_person.has(head)
            || tokens.iter().any(|token| token.lower.ends_with("year-old"));
        // "a bridge was attacked" counts nobody
        if words().target.has(head) {
            return None;
        }
        let is_singular_kin = words().one_person.has(head);
        (is_one && !head.lower.ends_with("ss") && !words().collective.has(head) || is_singular_kin)
            .then(|| self.exactly(1, phrase))
    }
}

/// "12- and 10-year-old sons": what stands behind a number makes it an age.
fn leads_age(behind: &[Token]) -> bool {
    let joins = |token: &&Token| token.is_any(&["-", "and", ","]) || token.kind == Kind::Number;
    let joints = behind.iter().take_while(joins).count();
    joints > 0
        && behind[..joints].iter().any(|token| token.is("and"))
        && behind.get(joints).is_some_and(is_aged)
}

/// "a father of three": what stands at `at` counts others.
fn of_one(tokens: &[Token], at: usize) -> bool {
    let of = at.checked_sub(2).filter(|_| tokens[at - 1].is("of"));
    of.is_some_and(|at| words().one_person.has(&tokens[at]))
}
