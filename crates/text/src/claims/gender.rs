//! Which pronoun a person takes, as far as a name or the article tells: "Maria", "Петровна", "her husband, Ihar", "Mrs Berg", "X, a 30-year-old
//! woman".

use crate::document::{Name, Sentence};
use crate::people::{People, Person};
use crate::rules::{Rules, words};
use crate::tagger::NameKind;
use crate::token::{Kind, Token, lower_of};
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
    /// Returns what the names of an article's persons tell.
    pub(super) fn of_names(people: &People, rules: &Rules) -> Self {
        let told = people.list.iter().enumerate();
        Self(told.filter_map(|(at, person)| Some((at, Some(of_name(person, rules)?)))).collect())
    }

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
    if token.is_any(&["he", "him", "his", "он", "его", "ему", "него", "нему", "ним", "нем"])
    {
        Some(Gender::He)
    } else if token.is_any(&["she", "her", "hers", "она", "ее", "ей", "нее", "ней"]) {
        Some(Gender::She)
    } else {
        None
    }
}

/// Returns what a name tells by itself: its given name, or the endings of a Russian patronymic or surname.
fn of_name(person: &Person, rules: &Rules) -> Option<Gender> {
    // in the dictionary form, where it is known
    let names: Vec<String> = person.name.split(' ').map(lower_of).collect();
    let given = names.iter().take(2).find_map(|name| {
        let (his, hers) = (rules.holds(name, words().his_name), rules.holds(name, words().her_name));
        (his != hers).then_some(if his { Gender::He } else { Gender::She })
    });
    let ends = |name: &String, endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    let behind_given = || {
        let rest = names.get(1..).unwrap_or(&[]);
        let is_hers = |name: &String| ends(name, &["овна", "евна", "ова", "ева", "ская", "цкая"]);
        let is_his = |name: &String| ends(name, &["ович", "евич", "ов", "ев", "ский", "цкий"]);
        let (his, hers) = (rest.iter().any(is_his), rest.iter().any(is_hers));
        (his != hers).then_some(if his { Gender::He } else { Gender::She })
    };
    given.or_else(behind_given)
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
