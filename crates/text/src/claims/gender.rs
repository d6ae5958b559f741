//! Which pronoun a person takes, as far as the article tells: "her husband, Ihar", "Mrs Berg", "X, a 30-year-old woman".

use crate::document::{Name, Sentence};
use crate::rules::words;
use crate::tagger::NameKind;
use crate::token::{Kind, Token};
use rustc_hash::FxHashMap;

/// Words between a comma behind a name and the noun that tells: "X, a 30-year-old woman".
const REACH: usize = 4;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gender {
    He,
    She,
}

/// The persons of whom it is told, by their place in the list of the article's; none where it is told both ways.
#[derive(Clone, Debug, Default)]
pub(super) struct Genders(FxHashMap<usize, Option<Gender>>);

impl Genders {
    /// Takes in what a sentence tells.
    pub(super) fn learn(&mut self, sentence: &Sentence) {
        for name in sentence.names.iter().filter(|name| name.kind == NameKind::Person) {
            let Some((person, gender)) = name.person.zip(told(sentence, name)) else { continue };
            let known = self.0.entry(person).or_insert(Some(gender));
            *known = known.filter(|known| *known == gender);
        }
    }

    /// Returns whether a pronoun may stand for a person: nothing tells that it can't.
    pub(super) fn fits(&self, person: usize, pronoun: &Token) -> bool {
        let known = self.0.get(&person).copied().flatten();
        known.zip(of_pronoun(pronoun)).is_none_or(|(known, wanted)| known == wanted)
    }
}

/// Returns whether a pronoun may stand for somebody called by a noun: "he" for "a boy" or "a teacher", not for "a girl".
pub(super) fn may_call(noun: &Token, pronoun: &Token) -> bool {
    of_noun(noun).zip(of_pronoun(pronoun)).is_none_or(|(called, wanted)| called == wanted)
}

fn of_pronoun(token: &Token) -> Option<Gender> {
    if token.is_any(&["he", "him", "his"]) {
        Some(Gender::He)
    } else if token.is_any(&["she", "her", "hers"]) {
        Some(Gender::She)
    } else {
        None
    }
}

fn of_noun(token: &Token) -> Option<Gender> {
    let (he, she) = (words().he_is.has(token), words().she_is.has(token));
    if he == she { None } else { Some(if he { Gender::He } else { Gender::She }) }
}

/// Returns what the words beside a name tell of the person.
fn told(sentence: &Sentence, name: &Name) -> Option<Gender> {
    let tokens = &sentence.tokens;
    // "Mrs Berg", "her husband, Ihar", "the 30-year-old woman Anna"
    let comma = name.range.start.checked_sub(1).filter(|at| tokens[*at].is_any(&[",", "."]));
    let before = comma.unwrap_or(name.range.start).checked_sub(1).and_then(|at| of_noun(&tokens[at]));
    let behind = || {
        let from = name.range.end + 1;
        let is_apart = tokens.get(name.range.end).is_some_and(|token| token.is(","));
        let is_led = tokens.get(from).is_some_and(|token| {
            words().determiner.has(token) || words().possessive.has(token) && !token.is("whose")
        });
        let near = tokens.get(from..tokens.len().min(from + REACH)).unwrap_or(&[]);
        let near = near.iter().take_while(|token| token.kind != Kind::Sign && !words().edge.has(token));
        if is_apart && is_led { near.filter_map(of_noun).next() } else { None }
    };
    before.or_else(behind)
}
