//! The phrases on either side of a Russian verb, within its clause.

use crate::claims::find::Finder;
use crate::rules::{Frame, words};
use crate::russian::{Cases, Chunk, Class, Form, chunks, form_of, is_verb, of_word};
use crate::token::Token;
use std::ops::Range;

/// How a verb is joined to one before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joins {
    No,
    /// By an "и" or the comma of a row; what stands before that is the other verb's.
    And,
    /// The other verb is passed: what stands before it is of both.
    Passed,
}

impl Finder<'_> {
    /// The chunks of the sentence, cut once.
    pub(in crate::claims) fn chunks(&self) -> &[Chunk] {
        self.chunks.get_or_init(|| {
            let is_verb = |frame: Frame| matches!(frame, Frame::Verb | Frame::State | Frame::Deed);
            let tokens = self.tokens();
            let verbs = self.acts.iter().filter(|act| {
                is_verb(act.frame) && (act.range.len() > 1 || form_of(&tokens[act.range.start]) != Form::Full)
            });
            chunks(self.reader.sentence, &verbs.map(|act| act.range.clone()).collect::<Vec<_>>())
        })
    }

    pub(in crate::claims) fn chunk_at(&self, at: usize) -> usize {
        self.chunks().partition_point(|chunk| chunk.range.end <= at)
    }

    /// Returns the phrases before a verb in its clause, the nearest first: over adverbs, dates and what a preposition leads, over what
    /// stands between commas, and to whom "который" speaks of. Of a verb that an "и" joins to another, the subject that they share.
    pub(super) fn left(&self, trigger: &Range<usize>) -> Vec<Chunk> {
        let (tokens, list) = (self.tokens(), self.chunks());
        let mut found = Vec::new();
        // what stands between the verb and the one that it is joined to
        let mut between = Vec::new();
        let (mut is_near, mut joins) = (true, Joins::No);
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
                        && !words().no_one.has(&tokens[trigger.start])
                        && !tokens[trigger.start].is("не")
                        && tokens[trigger.clone()].iter().any(is_verb);
                    if !chunk.is_led && !is_own {
                        let row = if joins == Joins::And { &mut between } else { &mut found };
                        row.push(chunk.clone());
                    }
                    is_near = false;
                }
                Class::Other => {}
                Class::Verb if is_helping(first) => {}
                Class::Verb if joins != Joins::No => joins = Joins::Passed,
                Class::And if is_near => joins = Joins::And,
                // "вышли на площадь, избили троих и задержали двоих": a row of verbs
                Class::Break
                    if first.is(",")
                        && (joins == Joins::Passed && list[at + 1].class == Class::Verb
                            || is_near && found.is_empty() && self.is_in_row(at, trigger)) =>
                {
                    joins = Joins::And;
                    between.clear();
                    is_near = false;
                }
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
                    (at, is_near) = (self.first_opening(open), false);
                }
                // "20 – арестованы"
                Class::Break
                    if first.is_any(&["—", "–", "-"])
                        && is_near
                        && found.is_empty()
                        && at.checked_sub(1).is_some_and(|at| list[at].is_counted) => {}
                Class::Break => break,
            }
        }
        // "вошли войска и убили троих": behind the first verb stands its subject; "избили Х и увезли": the object of both
        let has_object = self.right(trigger).iter().any(|chunk| chunk.cases.meets(Cases::ACCUSATIVE));
        let has_subject = found.iter().any(|chunk: &Chunk| chunk.cases.meets(Cases::NOMINATIVE));
        let may_stand = |chunk: &Chunk| {
            !has_object && chunk.cases.meets(Cases::ACCUSATIVE)
                || !has_subject && chunk.cases.meets(Cases::NOMINATIVE) && !chunk.is_counted
        };
        found.extend(between.into_iter().filter(may_stand));
        found
    }

    /// Returns whether the comma at a chunk stands between two verbs of one subject: "оцепил площадь, избил троих". They have one form, and
    /// the second has an object that can't be its subject.
    fn is_in_row(&self, comma: usize, trigger: &Range<usize>) -> bool {
        let (tokens, list) = (self.tokens(), self.chunks());
        let verb = &tokens[trigger.start];
        let form = form_of(verb);
        if !matches!(form, Form::Active { .. })
            || list.get(comma + 1).is_none_or(|next| next.range != *trigger)
        {
            return false;
        }
        let before = list[..comma].iter().rev().take_while(|chunk| chunk.class != Class::Break);
        let mut verbs = before.filter(|chunk| chunk.class == Class::Verb);
        let is_same = |chunk: &Chunk| {
            let other = &tokens[chunk.range.start];
            form_of(other) == form && other.lower.ends_with('а') == verb.lower.ends_with('а')
        };
        let has_object = self.right(trigger).iter().any(|chunk| chunk.cases.meets(Cases::ACCUSATIVE));
        verbs.next().is_some_and(is_same) && has_object
    }

    /// Returns the comma that opens what the comma at a chunk closes, if that is no clause of its own.
    fn opening(&self, close: usize) -> Option<usize> {
        const REACH: usize = 9;
        let (tokens, list) = (self.tokens(), self.chunks());
        let open = (0..close).rev().take(REACH).find(|&at| list[at].class == Class::Break)?;
        let first = &tokens[list[open].range.start];
        if first.lower.starts_with("котор") {
            // "сына которой убили": whose son
            let whose = open.checked_sub(1).filter(|at| list[*at].class == Class::Phrase);
            return whose.unwrap_or(open).checked_sub(1);
        }
        // "по словам матери, ..., убит": what says who says so is no apposition
        first.is(",").then_some(open)
    }

    /// "Х, правозащитник, глава центра, задержан": of several appositions returns the comma that opens the first, behind a name.
    fn first_opening(&self, open: usize) -> usize {
        let (tokens, list) = (self.tokens(), self.chunks());
        let is_comma = |at: usize| list[at].class == Class::Break && tokens[list[at].range.start].is(",");
        let is_unnamed = |at: usize| {
            list[at].class == Class::Phrase && !list[at].is_led && !self.names_person(&list[at].range)
        };
        let mut first = open;
        while first >= 3 && is_comma(first) && is_unnamed(first - 1) && is_comma(first - 2) {
            first -= 2;
            let before = &list[first - 1];
            if before.class == Class::Phrase && !before.is_led && self.names_person(&before.range) {
                return first;
            }
        }
        open
    }

    /// The one of whom "который" speaks, in the case of the pronoun; "сына которой" is the son.
    fn antecedent(&self, at: usize, pronoun: &Token) -> Option<Chunk> {
        let list = self.chunks();
        let owned = at.checked_sub(1).map(|at| &list[at]).filter(|chunk| chunk.class == Class::Phrase);
        if let Some(owned) = owned.filter(|_| of_word(pronoun).meets(Cases::GENITIVE)) {
            return Some(owned.clone());
        }
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
    words().be.has(token)
        || words().intends.has(token)
        || token.is_any(&["будет", "будут", "стал", "стали", "оказался", "оказались"])
}
