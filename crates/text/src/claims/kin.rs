//! Kin without a name: "his brother", where the article has told who is whose brother.

use crate::document::Sentence;
use crate::rules::words;
use crate::tagger::NameKind;
use crate::token::{Kind, Token};
use std::ops::Range;

/// Words that may describe kin between "his" and the noun: "her younger twin brother".
const DESCRIBING: usize = 2;

/// What one person is of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    Sibling,
    Parent,
    Child,
    Spouse,
}

impl Relation {
    fn of(token: &Token) -> Option<Self> {
        let rows = words();
        let all = [
            (rows.sibling, Self::Sibling),
            (rows.parent, Self::Parent),
            (rows.offspring, Self::Child),
            (rows.spouse, Self::Spouse),
        ];
        all.into_iter().find(|(row, _)| row.has(token)).map(|(_, relation)| relation)
    }

    /// What the other one then is.
    const fn inverse(self) -> Self {
        match self {
            Self::Parent => Self::Child,
            Self::Child => Self::Parent,
            Self::Sibling | Self::Spouse => self,
        }
    }
}

/// "X's sister Y": persons by their place in the list of the article's.
#[derive(Clone, Debug)]
struct Known {
    of: usize,
    relation: Relation,
    /// The noun: "his brother" is not a sister.
    noun: String,
    person: usize,
}

/// Who is whose kin, as far as the article has told.
#[derive(Clone, Debug, Default)]
pub(super) struct Kin {
    known: Vec<Known>,
}

impl Kin {
    /// Adds what a sentence tells: "his brother Nurlan", "Anna Berg's son, Leo". `spoken_of` is who a "his" means where the sentence
    /// names nobody before it.
    pub(super) fn learn(&mut self, sentence: &Sentence, spoken_of: Option<usize>) {
        for (at, token) in sentence.tokens.iter().enumerate() {
            let Some(relation) = Relation::of(token) else { continue };
            let next = at + 1 + usize::from(sentence.tokens.get(at + 1).is_some_and(|token| token.is(",")));
            let person = sentence.person_from(next).and_then(|name| name.person);
            let of = owner(sentence, at).and_then(|owner| owner.person(sentence, spoken_of));
            if let Some((of, person)) = of.zip(person).filter(|(of, person)| of != person) {
                self.known.push(Known { of, relation, noun: token.lower.clone(), person });
            }
        }
    }

    /// Returns who a phrase like "his brother" is. Whoever tells it of their own kin is named in the sentence: "his sister Ella found the
    /// body of her brother" is of him whose sister she is.
    pub(super) fn whose(
        &self,
        sentence: &Sentence,
        phrase: &Range<usize>,
        spoken_of: Option<usize>,
    ) -> Option<usize> {
        let noun = &sentence.tokens[phrase.end.checked_sub(1)?];
        let relation = Relation::of(noun)?;
        let owner = owner(sentence, phrase.end - 1)?;
        if owner.start != phrase.start {
            return None;
        }
        let of_kin = |owner: usize| {
            self.known
                .iter()
                .filter(move |known| known.person == owner && known.relation.inverse() == relation)
                .map(|known| known.of)
        };
        let own = |owner: usize| {
            self.known
                .iter()
                .filter(move |known| known.of == owner && known.noun == noun.lower)
                .map(|known| known.person)
        };
        let kin_here =
            sentence.names.iter().filter(|name| name.range.end <= phrase.start && !owner.is_named());
        let by_kin =
            kin_here.filter_map(|name| name.person).filter_map(|person| single(of_kin(person))).next_back();
        by_kin.or_else(|| {
            let of = owner.person(sentence, spoken_of)?;
            single(own(of).chain(of_kin(of)))
        })
    }
}

/// Whose kin: a "his", or a name with an "'s".
struct Owner {
    start: usize,
    name: Option<usize>,
}

impl Owner {
    fn is_named(&self) -> bool {
        self.name.is_some()
    }

    fn person(&self, sentence: &Sentence, spoken_of: Option<usize>) -> Option<usize> {
        if self.is_named() {
            return self.name;
        }
        let before = sentence
            .names
            .iter()
            .filter(|name| name.range.end <= self.start && name.kind == NameKind::Person);
        before.filter_map(|name| name.person).next_back().or(spoken_of)
    }
}

/// Returns whose kin the noun at `at` is.
fn owner(sentence: &Sentence, at: usize) -> Option<Owner> {
    let tokens = &sentence.tokens;
    let describes = |token: &Token| token.kind != Kind::Sign && !token.is_capital && !words().edge.has(token);
    for near in 1..=DESCRIBING + 1 {
        let start = at.checked_sub(near)?;
        if words().third_person.has(&tokens[start]) && words().possessive.has(&tokens[start]) {
            return Some(Owner { start, name: None });
        }
        if tokens[start].is("'s") {
            let name = sentence.name_at(start.checked_sub(1)?).filter(|name| name.range.end == start)?;
            return Some(Owner { start: name.range.start, name: Some(name.person?) });
        }
        if !describes(&tokens[start]) {
            return None;
        }
    }
    None
}

/// Returns the only person there is.
pub(super) fn single(mut persons: impl Iterator<Item = usize>) -> Option<usize> {
    let first = persons.next()?;
    persons.all(|other| other == first).then_some(first)
}
