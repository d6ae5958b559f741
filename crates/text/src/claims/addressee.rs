//! Whom a demand is put to: "called on the government to", "demanded that President X resign", "an appeal to the UN", «потребовали от мэра».

use super::claim::{ClaimRole, Participant};
use super::find::Finder;
use crate::phrase::is_edge;
use crate::rules::words;
use crate::russian::{Chunk, Class, is_somebody as is_russian_somebody};
use crate::token::{Kind, Token};
use std::ops::Range;

/// Words from the word of a demand to the one that leads to whom it is put to, at most: "wrote an open letter to".
const REACH: usize = 3;
/// Words of whom it is put to at most.
const LONGEST: usize = 8;

impl Finder<'_> {
    /// Returns whom the demand of an act is put to; nobody who is in it already, and nobody for an act that is no demand.
    pub(super) fn addressees(
        &self,
        trigger: &Range<usize>,
        claim_type: &str,
        known: &[Participant],
    ) -> Vec<Participant> {
        if claim_type != "appeal" {
            return Vec::new();
        }
        let phrase = match self.tokens()[trigger.start].is_cyrillic() {
            true => self.russian_addressee(trigger),
            false => self.english_addressee(trigger),
        };
        let mut who =
            phrase.map_or(Vec::new(), |phrase| self.reader.participants(&phrase, ClaimRole::Addressee));
        who.retain(|who| !known.iter().any(|other| other.words.overlaps(who.words)));
        who
    }

    fn english_addressee(&self, trigger: &Range<usize>) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let mut near = trigger.start..tokens.len().min(trigger.end + REACH);
        let (start, is_that) = near.find_map(|at| leads(tokens, trigger.start, at))?;
        let phrase = self.somebody_at(start)?;
        let is_passive = tokens.get(phrase.end).is_some_and(|next| words().be.has(next));
        (!is_that || !is_passive).then_some(phrase)
    }

    /// Returns the phrase at a token up to the first name or noun for somebody, with whose they are: "the authorities of the city".
    fn somebody_at(&self, start: usize) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let floor = tokens.len().min(start + LONGEST);
        let edge = (start..floor).find(|at| is_edge(tokens, *at)).unwrap_or(floor);
        let name = self.reader.sentence.names.iter().find(|name| (start..edge).contains(&name.range.start));
        if let Some(name) = name {
            return Some(start..name.range.end);
        }
        let last = (start..edge).take_while(|at| *at == start || !is_article(&tokens[*at]));
        let head = last.filter(|at| is_somebody(&tokens[*at])).last()?;
        Some(start..head + 1)
    }

    fn russian_addressee(&self, trigger: &Range<usize>) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let is_stem = |stems: &[&str]| {
            tokens[trigger.clone()].iter().any(|word| stems.iter().any(|stem| word.lower.starts_with(stem)))
        };
        let list = self.chunks();
        let near = list[self.chunk_at(trigger.end)..].iter().take(REACH);
        let mut near = near.take_while(|chunk| !matches!(chunk.class, Class::Verb | Class::Break));
        let led_by = |chunk: &&Chunk, preposition: &[&str]| {
            let before = chunk.range.start.checked_sub(1).map(|at| &tokens[at]);
            let first = &tokens[chunk.range.start];
            chunk.is_led && before.into_iter().chain([first]).any(|token| token.is_any(preposition))
        };
        let found = if is_stem(&["треб", "потреб"]) {
            near.find(|chunk| led_by(chunk, &["от"]))
        } else if is_stem(&["обра", "петиц", "письм", "апелл", "жалоб"]) {
            near.find(|chunk| led_by(chunk, &["к", "ко"]))
        } else if is_stem(&["призва", "призыва", "прос", "попрос"]) {
            near.next().filter(|chunk| !chunk.is_led)
        } else {
            None
        };
        let range = found?.range.clone();
        let start = range.start + usize::from(tokens[range.start].is_any(&["от", "к", "ко"]));
        let is_named = |at: usize| self.reader.sentence.name_at(at).is_some();
        let is_anybody =
            |at: usize| is_russian_somebody(&tokens[at]) || is_somebody(&tokens[at]) || is_named(at);
        (start..range.end).any(is_anybody).then_some(start..range.end)
    }
}

/// Returns where whom a demand is put to begins, if a token leads to it, and whether it is the subject of what is demanded.
fn leads(tokens: &[Token], from: usize, at: usize) -> Option<(usize, bool)> {
    let (rows, token) = (words(), &tokens[at]);
    let before = || tokens[from..at].iter();
    let is_call = before().any(|word| rows.calling.has(word));
    if token.is_any(&["on", "upon"]) && is_call
        || token.is("to") && before().any(|word| rows.appealing.has(word))
    {
        return Some((at + 1, false));
    }
    if token.is("that") && before().any(|word| rows.demanding.has(word)) {
        return Some((at + 1, true));
    }
    let is_of =
        token.is_any(&["of", "from"]) && before().next_back().is_some_and(|word| rows.demanding.has(word));
    if is_of {
        return Some((at + 1, false));
    }
    let next = tokens.get(at + 1)?;
    let has_object = next.kind == Kind::Word && !rows.adposition.has(next) && !next.is_any(&["that", "not"]);
    (rows.urging.has(token) && has_object).then_some((at + 1, false))
}

fn is_article(token: &Token) -> bool {
    token.is_any(&["a", "an", "the", "his", "her", "their", "its"])
}

fn is_somebody(token: &Token) -> bool {
    let rows = words();
    rows.is_for_persons(token)
        || rows.one_person.has(token)
        || rows.somebody.has(token)
        || rows.enforcer.has(token)
        || rows.institution.has(token)
}
