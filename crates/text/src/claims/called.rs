//! Who "the general" is, where the article has called one person so by name: "General Arvo Lind was attacked. The general died".

use super::kin::single;
use crate::document::Sentence;
use crate::rules::words;
use crate::tagger::NameKind;
use crate::token::{Kind, Token};
use std::ops::Range;

/// Words between a comma behind a name and the noun: "X, a former trade union leader".
const REACH: usize = 6;
/// Words of a phrase like "the murdered trade union leader" at most.
const LONGEST: usize = 3;

/// The nouns that persons are called by, with the person's place in the list of the article's.
#[derive(Clone, Debug, Default)]
pub(super) struct Called {
    known: Vec<(String, usize)>,
}

impl Called {
    /// Adds what a sentence calls those whom it names.
    pub(super) fn learn(&mut self, sentence: &Sentence) {
        let tokens = &sentence.tokens;
        for name in sentence.names.iter().filter(|name| name.kind == NameKind::Person) {
            let Some(person) = name.person else { continue };
            let before = name.range.start.checked_sub(1).map(|at| &tokens[at]);
            let is_apart = tokens.get(name.range.end).is_some_and(|token| token.is(","));
            let from = name.range.end + 1;
            let is_led = tokens.get(from).is_some_and(|token| words().determiner.has(token));
            let near = tokens.get(from..tokens.len().min(from + REACH)).unwrap_or(&[]);
            let near = near
                .iter()
                .take_while(|token| token.kind != Kind::Sign && !words().edge.has(token) && !token.is("of"));
            let behind = near.filter(|token| names_one(token)).last().filter(|_| is_apart && is_led);
            for noun in [before.filter(|token| names_one(token)), behind].into_iter().flatten() {
                if !self.known.iter().any(|(known, of)| *known == noun.lower && *of == person) {
                    self.known.push((noun.lower.clone(), person));
                }
            }
        }
    }

    /// Returns who a phrase like "the general" is; none where the article has called nobody so, or several.
    pub(super) fn who(&self, sentence: &Sentence, phrase: &Range<usize>) -> Option<usize> {
        let tokens = &sentence.tokens[phrase.clone()];
        let (first, noun) = (tokens.first()?, tokens.last()?);
        let is_known = first.is("the") && (2..=LONGEST).contains(&tokens.len()) && names_one(noun);
        let known = self.known.iter().filter(|(known, _)| is_known && *known == noun.lower);
        single(known.map(|(_, person)| *person))
    }
}

/// A noun for one person that tells who it is: not "man", nor whoever did it.
fn names_one(token: &Token) -> bool {
    let rows = words();
    rows.person.has(token)
        && !rows.persons.has(token)
        && !rows.bare_person.has(token)
        && !rows.any_person.has(token)
        && !rows.kin.has(token)
        && !rows.suspect.has(token)
        && !rows.outlaw.has(token)
        && !rows.victim.has(token)
}
