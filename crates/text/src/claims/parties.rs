//! Whose phrases stand around a word that tells of an act: who did it, and who suffered it.

use super::claim::{ClaimRole, Participant, ParticipantKind};
use super::enforcers::is_enforcer;
use super::find::Finder;
use crate::phrase;
use crate::rules::{Frame, words};
use crate::tagger::NameKind;
use crate::token::{Kind, Token};
use std::ops::Range;

/// Phrases of those who did and those who suffered.
#[derive(Default)]
pub(super) struct Places {
    pub(super) victim: Option<Range<usize>>,
    pub(super) actor: Option<Range<usize>>,
}

impl Finder<'_> {
    pub(super) fn places(&self, trigger: &Range<usize>, frame: Frame) -> Places {
        let tokens = self.tokens();
        let before = || phrase::before(tokens, trigger.start);
        let after = || phrase::after(tokens, trigger.end);
        let by = || {
            tokens
                .get(trigger.end)
                .filter(|token| token.is("by"))
                .and_then(|_| phrase::after(tokens, trigger.end + 1))
        };
        match frame {
            Frame::Verb => self.of_verb(trigger),
            Frame::State => Places { victim: self.hurt_before(trigger).or_else(before), actor: None },
            Frame::Noun => {
                let ends_in_of = tokens[trigger.end - 1].is("of");
                // "the death of X", "the death on 6 May of X"
                let near =
                    tokens[trigger.end..].iter().take(6).position(|token| token.is("of")).filter(|near| {
                        *near == 0 || tokens[trigger.end].is_any(&["on", "in", "last", "yesterday", "today"])
                    });
                let victim = if ends_in_of {
                    after()
                } else if let Some(near) = near {
                    phrase::after(tokens, trigger.end + near + 1)
                } else if is_cyrillic(tokens, trigger.start) {
                    after().and_then(|range| self.sufferer(range))
                } else {
                    self.possessor(trigger)
                };
                // "the killing of two brothers by soldiers"
                let end = victim.as_ref().map_or(trigger.end, |range| range.end.max(trigger.end));
                let actor = tokens.get(end).filter(|token| token.is("by"));
                let actor = actor.and_then(|_| phrase::after(tokens, end + 1));
                Places { victim: victim.map(|range| without_relative(tokens, range)), actor }
            }
            Frame::Dead => {
                // the number nearest to the word: "4 women shot, 2 dead"
                let nearest = |range: Range<usize>| {
                    let number = range.clone().rev().find_map(|at| crate::number::number_at(tokens, at));
                    number.map_or(range.start, |number| number.range.start.max(range.start))..trigger.end
                };
                // "shot four students dead"
                if let Some(shot) = self.shot_before(trigger) {
                    let is_passive = phrase::is_passive(tokens, shot);
                    let actor = (!is_passive).then(|| self.doer(shot)).flatten();
                    return Places { victim: Some(shot + 1..trigger.start), actor };
                }
                // "claimed three lives"
                let own = || trigger.clone().find_map(|at| crate::number::number_at(tokens, at));
                let own = own().map(|number| number.range.start..trigger.end);
                let told = own.or_else(|| self.toll(trigger));
                let victim = told.or_else(|| before().map(nearest)).filter(|range| {
                    tokens[range.clone()].iter().any(|token| token.kind == Kind::Number)
                        || crate::number::number_at(tokens, range.start).is_some()
                });
                Places { victim, actor: None }
            }
            Frame::Group => {
                let including =
                    tokens.get(trigger.end + 1).is_some_and(|token| token.is_any(&["including", "such"]));
                let end = if including {
                    phrase::after(tokens, trigger.end + 2).map_or(trigger.end, |range| range.end)
                } else {
                    trigger.end
                };
                Places { victim: Some(trigger.start..end), actor: None }
            }
            Frame::Named => Places { victim: self.named_list(trigger), actor: None },
            Frame::Deed => {
                // "found the body of X"
                let of = tokens.get(trigger.end).filter(|token| token.is("of"));
                let victim = of.filter(|_| words().body.has(&tokens[trigger.end - 1]));
                let victim = victim.and_then(|_| phrase::after(tokens, trigger.end + 1));
                // "the law was signed by the president"
                let holds_be = tokens[trigger.clone()].iter().any(|token| words().be.has(token));
                if holds_be || phrase::is_passive(tokens, trigger.start) {
                    // "unions, which were banned by the court"
                    let subject = (!holds_be).then(before).flatten();
                    return Places { victim: victim.or(subject), actor: by() };
                }
                Places { victim, actor: self.doer(trigger.start) }
            }
            Frame::Event => Places { victim: None, actor: by() },
            Frame::None => Places::default(),
        }
    }

    fn of_verb(&self, trigger: &Range<usize>) -> Places {
        let tokens = self.tokens();
        let before = phrase::before(tokens, trigger.start);
        let first = &tokens[trigger.start];
        let follows = tokens.get(trigger.end);
        let by = follows.filter(|token| token.is("by")).and_then(|_| phrase::after(tokens, trigger.end + 1));
        if is_cyrillic(tokens, trigger.start) {
            let (actor, victim) = self.of_russian_verb(trigger);
            return Places { victim, actor };
        }
        // "taken away by soldiers"
        if tokens[trigger.end - 1].is("by") {
            return Places { victim: before, actor: phrase::after(tokens, trigger.end) };
        }
        // "among those detained was the editor"
        let is_among =
            tokens[trigger.start.saturating_sub(3)..trigger.start].iter().any(|token| token.is("among"));
        if is_among && follows.is_some_and(|token| words().be.has(token)) {
            return Places { victim: phrase::after(tokens, trigger.end + 1), actor: None };
        }
        // "he shot himself"
        let is_reflexive = follows.is_some_and(is_self);
        // "beat a vendor to death"
        if trigger.len() > 3 && tokens[trigger.end - 2].is("to") && tokens[trigger.end - 1].is("death") {
            let victim = trigger.start + 1..trigger.end - 2;
            return Places { victim: Some(victim), actor: self.doer(trigger.start) };
        }
        let holds_be = trigger.len() > 1 && words().be.has(first);
        if is_reflexive || holds_be || phrase::is_passive(tokens, trigger.start) {
            return Places { victim: before, actor: by };
        }
        let after = phrase::after(tokens, trigger.end).filter(|_| {
            follows.is_some_and(|token| token.kind != Kind::Sign || token.is_any(&["“", "«", "\""]))
        });
        let is_participle = !first.lower.ends_with("ing")
            && !first.lower.ends_with('s')
            && (first.lower.ends_with("ed")
                || first.lower.ends_with("en")
                || first.lower.ends_with("ot")
                || trigger.len() > 1);
        // "two men whom the police killed"
        let is_whom = |doer: &Range<usize>| {
            let at = doer.start.checked_sub(1)?;
            let is_theirs = || tokens[at].is("that") && is_enforcer(tokens, doer.end - 1);
            (tokens[at].is("whom") || is_theirs()).then_some(at)
        };
        if let Some(doer) = before.clone()
            && let Some(whom) = is_whom(&doer)
            && is_participle
        {
            return Places { victim: phrase::before(tokens, whom), actor: Some(doer) };
        }
        match after {
            Some(after) if starts_phrase(&tokens[after.start]) || first.lower.ends_with("ing") => {
                Places { victim: Some(after), actor: self.doer(trigger.start) }
            }
            // "225 people killed so far"
            _ if is_participle => Places { victim: before, actor: by },
            after => Places { victim: after, actor: self.doer(trigger.start) },
        }
    }

    /// "a man shot in the market died": who was hurt before, where a preposition leads the phrase that stands next to the verb.
    fn hurt_before(&self, trigger: &Range<usize>) -> Option<Range<usize>> {
        const REACH: usize = 10;
        let tokens = self.tokens();
        let next = phrase::before(tokens, trigger.start)?;
        let led = next.start.checked_sub(1).filter(|at| words().adposition.has(&tokens[*at]))?;
        let hurt = (led.saturating_sub(REACH)..led).rev().find(|at| words().hurt.has(&tokens[*at]))?;
        // "received bullet injuries in"
        let act = self.acts.iter().find(|act| act.range.contains(&hurt));
        let begins = act.map_or(hurt, |act| act.range.start);
        let is_joined = tokens[hurt..trigger.start].iter().any(|token| token.is("and"));
        let is_tied = !is_joined && !tokens[led].is("of") && words().adposition.has(&tokens[hurt + 1]);
        phrase::before(tokens, begins).filter(|range| is_tied && range.end + 3 >= begins)
    }

    /// "shot the robber dead": the verb before the phrase that "dead" closes.
    pub(super) fn shot_before(&self, trigger: &Range<usize>) -> Option<usize> {
        const LONGEST: usize = 7;
        let tokens = self.tokens();
        if trigger.len() > 1 || !tokens[trigger.start].is("dead") {
            return None;
        }
        let near = trigger.start.saturating_sub(LONGEST)..trigger.start.saturating_sub(1);
        let shot = near.rev().find(|at| words().wound.has(&tokens[*at]))?;
        if is_self(&tokens[shot + 1]) {
            return None;
        }
        phrase::after(tokens, shot + 1)
            .filter(|range| range.start == shot + 1 && range.end == trigger.end)
            .map(|_| shot)
    }

    /// "the number of dead at 600", "the death toll rose to 40": a number behind a word for a toll.
    fn toll(&self, trigger: &Range<usize>) -> Option<Range<usize>> {
        const REACH: usize = 8;
        let tokens = self.tokens();
        if !tokens[trigger.clone()].iter().any(|token| words().toll.has(token)) {
            return None;
        }
        let near = trigger.end..tokens.len().min(trigger.end + REACH);
        let at = near
            .clone()
            .find(|at| tokens[*at].is_any(&["at", "to", "of", "was", "is", "reached", "stands", ":"]))?;
        let number = (at + 1..near.end).find_map(|at| crate::number::number_at(tokens, at))?;
        let is_day =
            self.reader.sentence.dates.iter().any(|date| date.span.overlaps(tokens[number.range.start].span));
        (!is_day).then_some(number.range)
    }

    /// The persons that a list names as victims: up to who says so, or the sentence's end.
    fn named_list(&self, trigger: &Range<usize>) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let start = if tokens[trigger.end - 1].lower.starts_with("identif") {
            let near = tokens[trigger.end..].iter().take(9).position(|token| token.is("as"))?;
            let as_at = trigger.end + near;
            // "identified X, 44, as a third victim"
            let named = self.reader.sentence.name_at(trigger.end);
            if named.is_some_and(|name| name.kind == NameKind::Person) {
                let is_victim = tokens[as_at..].iter().take(6).any(|token| words().victim.has(token));
                return is_victim.then_some(trigger.end..as_at);
            }
            // "identified the shooter as X"
            if tokens[trigger.end..as_at].iter().any(|token| words().suspect.has(token)) {
                return None;
            }
            as_at + 1
        } else {
            trigger.end
        };
        let ends = |token: &Token| words().end_list.has(token) || token.is("was") || token.is("were");
        let end = (start..tokens.len().min(start + 80))
            .find(|&at| ends(&tokens[at]))
            .unwrap_or(tokens.len().min(start + 80));
        // "the second victim, X, 24": the name follows at once
        let is_bare_word = trigger.len() == 1 && tokens[trigger.start].lower.starts_with("victim");
        let joins = |token: &Token| token.is_any(&[",", "–", "—", "-", ":"]);
        let first = start + usize::from(tokens.get(start).is_some_and(joins));
        if is_bare_word && self.reader.sentence.name_at(first).is_none_or(|name| name.range.start != first) {
            return None;
        }
        // not "X, and police arrested Y"
        let in_list = |name: &&crate::document::Name| {
            name.kind == NameKind::Person && start <= name.range.start && name.range.end <= end
        };
        let last = self.reader.sentence.names.iter().filter(in_list).map(|name| name.range.end).max()?;
        Some(start..last)
    }

    /// "Three people were killed: X, 19, and Y, 17": the persons of a list behind a colon.
    pub(super) fn listed(&self, trigger: &Range<usize>) -> Vec<Participant> {
        let tokens = self.tokens();
        if !tokens.get(trigger.end).is_some_and(|token| token.is(":")) {
            return Vec::new();
        }
        let start = trigger.end + 1;
        let end = tokens[start..]
            .iter()
            .position(|token| words().speech.has(token) || words().be.has(token))
            .map_or(tokens.len(), |at| start + at);
        let mut list = self.reader.participants(&(start..end), ClaimRole::Victim);
        list.retain(|who| who.kind == ParticipantKind::Person);
        list
    }

    /// "his death", "X's murder"
    fn possessor(&self, trigger: &Range<usize>) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let mut at = trigger.start.checked_sub(1)?;
        if !tokens[at].is("'s") && at > 0 && tokens[at].kind == Kind::Word && !tokens[at].is_capital {
            if tokens[at].is_any(&["his", "her"]) {
                return Some(at..at + 1);
            }
            at -= 1;
        }
        if tokens[at].is_any(&["his", "her"]) {
            return Some(at..at + 1);
        }
        tokens[at].is("'s").then(|| phrase::before(tokens, at))?
    }
}

pub(super) fn is_self(token: &Token) -> bool {
    token.is_any(&["himself", "herself", "themselves", "self"])
}

fn without_relative(tokens: &[Token], range: Range<usize>) -> Range<usize> {
    let end = range.clone().find(|&at| tokens[at].is_any(&["who", "which", "that"])).unwrap_or(range.end);
    range.start..end
}

fn is_cyrillic(tokens: &[Token], at: usize) -> bool {
    tokens[at].is_cyrillic()
}

/// Returns whether a token can begin an object: an article, a number, a name, a pronoun, a plain word.
fn starts_phrase(token: &Token) -> bool {
    token.kind == Kind::Number
        || token.kind == Kind::Word
            && !words().no_object.has(token)
            && !crate::date::is_calendar_word(&token.lower)
}
