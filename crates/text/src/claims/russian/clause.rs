//! The phrases on either side of a Russian verb, within its clause.

use crate::claims::find::Finder;
use crate::rules::{Frame, words};
use crate::russian::{Cases, Chunk, Class, Form, chunks, form_of, is_verb, of_word};
use crate::token::Token;
use std::ops::Range;

impl Finder<'_> {
    /// The chunks of the sentence, cut once.
    pub(super) fn chunks(&self) -> &[Chunk] {
        self.chunks.get_or_init(|| {
            let is_verb = |frame: Frame| matches!(frame, Frame::Verb | Frame::State | Frame::Deed);
            let tokens = self.tokens();
            let verbs = self.acts.iter().filter(|act| {
                is_verb(act.frame) && (act.range.len() > 1 || form_of(&tokens[act.range.start]) != Form::Full)
            });
            chunks(self.reader.sentence, &verbs.map(|act| act.range.clone()).collect::<Vec<_>>())
        })
    }

    pub(super) fn chunk_at(&self, at: usize) -> usize {
        self.chunks().partition_point(|chunk| chunk.range.end <= at)
    }

    /// Returns the phrases before a verb in its clause, the nearest first: over adverbs, dates and what a preposition leads, over what
    /// stands between commas, and to whom "который" speaks of.
    pub(super) fn left(&self, trigger: &Range<usize>) -> Vec<Chunk> {
        let (tokens, list) = (self.tokens(), self.chunks());
        let mut found = Vec::new();
        let (mut is_near, mut is_shared) = (true, false);
        let mut at = self.chunk_at(trigger.start);
        while at > 0 {
            at -= 1;
            let chunk = &list[at];
            let first = &tokens[chunk.range.start];
            match chunk.class {
                Class::Phrase => {
                    // "два удара нанесли": what leads the noun of an act is of the act
                    let is_own = chunk.range.end == trigger.start
                        && !is_verb(&tokens[trigger.start])
                        && tokens[trigger.clone()].iter().any(is_verb);
                    if !chunk.is_led && !is_own {
                        found.push(chunk.clone());
                    }
                    is_near = false;
                }
                Class::Other => {}
                Class::Verb if is_helping(first) || is_shared => {}
                Class::And if is_near => is_shared = true,
                Class::Verb | Class::And => break,
                Class::Break if first.lower.starts_with("котор") => {
                    found.extend(self.antecedent(at, first));
                    break;
                }
                Class::Break if first.is(",") && is_near && found.is_empty() => {
                    let Some(open) = self.opening(at) else { break };
                    let mut inside = list[open + 1..at]
                        .iter()
                        .filter(|chunk| chunk.class == Class::Phrase && !chunk.is_led);
                    if let (Some(only), None) = (inside.next(), inside.next())
                        && self.names_person(&only.range)
                    {
                        found.push(only.clone());
                    }
                    (at, is_near) = (open, false);
                }
                Class::Break => break,
            }
        }
        found
    }

    /// Returns the comma that opens what the comma at a chunk closes, if that is no clause of its own.
    fn opening(&self, close: usize) -> Option<usize> {
        const REACH: usize = 9;
        let (tokens, list) = (self.tokens(), self.chunks());
        let open = (0..close).rev().take(REACH).find(|&at| list[at].class == Class::Break)?;
        let first = &tokens[list[open].range.start];
        if first.lower.starts_with("котор") {
            return open.checked_sub(1);
        }
        // "по словам матери, ..., убит": what says who says so is no apposition
        first.is(",").then_some(open)
    }

    /// The one of whom "который" speaks, in the case of the pronoun.
    fn antecedent(&self, at: usize, pronoun: &Token) -> Option<Chunk> {
        let list = self.chunks();
        let before = at.checked_sub(2).map(|at| &list[at]).filter(|chunk| chunk.class == Class::Phrase)?;
        let cases = of_word(pronoun) & (if before.is_counted { Cases::ANY } else { number_of(pronoun) });
        Some(Chunk { cases, is_led: false, ..before.clone() })
    }

    /// Returns the phrases after a verb up to the end of its clause.
    pub(super) fn right(&self, trigger: &Range<usize>) -> Vec<Chunk> {
        let (tokens, list) = (self.tokens(), self.chunks());
        let mut found = Vec::new();
        let mut at = self.chunk_at(trigger.end);
        while let Some(chunk) = list.get(at) {
            let first = &tokens[chunk.range.start];
            at += 1;
            match chunk.class {
                // "доставили в отдел полиции"
                Class::Phrase
                    if trigger.len() > 1
                        && chunk.range.start == trigger.end
                        && words().enforcer.has(first) => {}
                Class::Phrase if !chunk.is_led => found.push(chunk.clone()),
                Class::Phrase | Class::Other => {}
                Class::Verb if is_helping(first) => {}
                // "удерживали и пытали десятки мужчин"
                Class::And
                    if found.is_empty() && list.get(at).is_some_and(|next| next.class == Class::Verb) =>
                {
                    at += 1
                }
                // "погибли, по данным полиции, трое"
                Class::Break if first.is(",") && found.is_empty() => {
                    let by = list.get(at).is_some_and(|next| tokens[next.range.start].is("по"));
                    let Some(close) =
                        (at..list.len()).take(7).find(|&at| by && tokens[list[at].range.start].is(","))
                    else {
                        break;
                    };
                    at = close + 1;
                }
                Class::Verb | Class::And | Class::Break => break,
            }
        }
        found
    }
}

/// The number of "который" and its forms.
fn number_of(pronoun: &Token) -> Cases {
    if pronoun.is_any(&["которые", "которых", "которым", "которыми"]) {
        Cases::PLURAL
    } else {
        Cases::SINGULAR
    }
}

pub(super) fn is_helping(token: &Token) -> bool {
    words().be.has(token) || token.is_any(&["будет", "будут", "стал", "стали", "оказался", "оказались"])
}
