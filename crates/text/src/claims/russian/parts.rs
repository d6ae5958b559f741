//! Some of those who are counted, in Russian: "из них 14 — сотрудники полиции", "шестеро из них — дети", "из 225 погибших 19 — полицейские".

use crate::claims::claim::Claim;
use crate::claims::find::Finder;
use crate::number::{number_ending_at, number_from};
use crate::people::shown;
use crate::russian::{Cases, Chunk, Class, is_one, is_somebody};
use crate::token::Kind;
use std::ops::Range;

/// Words between those who are counted, or the act, and who of them is counted again.
const REACH: usize = 25;

impl Finder<'_> {
    /// Returns the claim of some of those whom a claim counts, in the same act.
    pub(in crate::claims) fn russian_part(&self, trigger: &Range<usize>, claim: &Claim) -> Option<Claim> {
        let tokens = self.tokens();
        let whole =
            claim.count.as_ref().filter(|count| !count.vague && tokens[trigger.start].is_cyrillic())?;
        let counted = self.reader.sentence.range_of(whole.words);
        let (number, rest) = self.some_of(trigger, &counted)?;
        let people = self.people_behind(rest)?;
        let mut part = match &number {
            Some(number) => self.reader.number(&(number.start..number.end.max(people.end)))?,
            None if is_one(&tokens[people.clone()]) => self.reader.count(&people, &[])?,
            None => return None,
        };
        if part.min >= whole.min || self.leads_verb(people.end) {
            return None;
        }
        part.of = shown(self.reader.text, self.reader.sentence.span_of(&people));
        Some(self.of_some(claim, &people, part))
    }

    /// Returns the number of some, and where what they are begins.
    fn some_of(
        &self,
        trigger: &Range<usize>,
        counted: &Range<usize>,
    ) -> Option<(Option<Range<usize>>, usize)> {
        let tokens = self.tokens();
        let is = |at: usize, list: &[&str]| tokens.get(at).is_some_and(|token| token.is_any(list));
        let number_from = |at: usize| number_from(tokens, at).map(|number| number.range);
        // "из 225 погибших 19"
        if counted.start > 0 && is(counted.start - 1, &["из"]) {
            let number = number_from(trigger.end)?;
            return Some((Some(number.clone()), number.end));
        }
        let end = trigger.end.max(counted.end);
        for at in end..tokens.len().min(end + REACH) {
            let is_end = is(at, &[";"]);
            if is_end {
                return None;
            }
            if is(at, &["из"]) && is(at + 1, &["них"]) {
                let before = number_ending_at(tokens, at).filter(|number| number.range.start >= end);
                let dash = usize::from(is(at + 2, &["—", "–", "-"]));
                return match before {
                    Some(before) if dash == 1 => Some((Some(before.range), at + 3)),
                    Some(_) => None,
                    None => number_from(at + 2 + dash).map(|number| (Some(number.clone()), number.end)),
                };
            }
            if let Some(number) = number_from(at + 1).filter(|number| self.are_told(at, number)) {
                return Some((Some(number.clone()), number.end));
            }
            if let Some(start) = self.some_begin(at) {
                let number = number_from(start);
                let rest = number.as_ref().map_or(start, |number| number.end);
                return Some((number, rest));
            }
        }
        None
    }

    /// "погибли пятеро, двое – дети": a comma, a number, and who they are behind a dash.
    fn are_told(&self, comma: usize, number: &Range<usize>) -> bool {
        let (tokens, list) = (self.tokens(), self.chunks());
        let is = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|token| token.is_any(words));
        let next =
            list.get(self.chunk_at(number.end + 1)).filter(|chunk| chunk.range.start == number.end + 1);
        let are_persons = |chunk: &Chunk| {
            chunk.class == Class::Phrase
                && !chunk.is_counted
                && chunk.cases.meets(Cases::NOMINATIVE & Cases::PLURAL)
                && tokens[chunk.range.clone()].iter().any(is_somebody)
                && tokens.get(chunk.range.end).is_none_or(|next| next.kind == Kind::Sign)
        };
        is(comma, &[","]) && is(number.end, &["—", "–", "-"]) && next.is_some_and(are_persons)
    }

    /// The phrase at a place, behind a dash too.
    fn people_behind(&self, at: usize) -> Option<Range<usize>> {
        let (tokens, list) = (self.tokens(), self.chunks());
        let at = at + usize::from(tokens.get(at).is_some_and(|token| token.is_any(&["—", "–", "-"])));
        let chunk = list.get(self.chunk_at(at)).filter(|chunk| chunk.class == Class::Phrase)?;
        Some(at..chunk.range.end).filter(|range| !range.is_empty())
    }

    /// "16 из них были освобождены": what is told of them is another act.
    pub(super) fn leads_verb(&self, at: usize) -> bool {
        let next = self.chunks()[self.chunk_at(at)..].iter().find(|chunk| chunk.class != Class::Other);
        next.is_some_and(|chunk| chunk.class == Class::Verb)
    }
}
