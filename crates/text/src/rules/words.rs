//! The small words that phrases are read by: rows of `rules/words.txt` and of a file for each further language, and what a
//! user adds to them.
//!
//! A token is marked once with the rows that its word is in, by the rules that its article is read with; asking whether it is
//! in one is then a look at a bit.

use crate::token::Token;
use rustc_hash::FxHashMap;

/// The rows that a word is in, a bit each.
pub(crate) type Marks = u128;

/// A row: words of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Row(u8);

impl Row {
    /// Returns whether a token is one of its words.
    pub(crate) fn has(self, token: &Token) -> bool {
        token.marks & self.mark() != 0
    }

    fn mark(self) -> Marks {
        1 << self.0
    }
}

/// Declares the rows: each has the name by which the files fill it.
macro_rules! rows {
    ($($row:ident),* $(,)?) => {
        /// The rows; what each is for stands in `rules/words.txt`.
        #[derive(Debug)]
        pub(crate) struct Rows {
            $(pub(crate) $row: Row,)*
        }

        #[expect(non_camel_case_types, reason = "a row is called as in the files")]
        #[derive(Clone, Copy)]
        enum Place { $($row,)* }

        static ROWS: Rows = Rows { $($row: Row(Place::$row as u8),)* };

        const NAMES: &[&str] = &[$(stringify!($row),)*];
    };
}

rows! {
    be, auxiliary, edge, kin, relation, one_person, bare_person, several, collective, plural, suspect, victim, title,
    address, office, not_person, before_noun, after_noun, before_plural, preposition, speech, also_noun, unit,
    age_unit, numbered, credit, press, agency, of_crime, target, person, persons, charge, degree, enforcer, outlaw, gunfire, riot_weapon, wound, hurt, harmed, body, toll, past, how,
    leads_clause, before_force, kind_of_force, corps, former, inquiry, gear, weapon_part, custody, clash, of_force, dealt, leaving, result, ordered, bullet, otherwise, elsewhere, other, deathbed, naming, deceased, taking_part, of_things, possessive, personal, third_person, nobody, no_one, no_object, often, aimed, came_after, sibling, parent, offspring, spouse, place_preposition, of_place,
    lead_day, daytime, period, about_known, ending, taking_place, reporting, bound, reached, turn, turn_of_doubt, end_list,
    pronoun, begin_clause, helper, adposition, determiner, short, abbreviation, aside, adverb, no_adverb, finite, end_source,
    addressing, means, means_or_time, noun_leader, own_hand, participle, made, kept, figure, toll_link, putting, law, institution, verb_word, no_verb, man, bare_genitive, thing,
}

impl Rows {
    /// Returns whether a token is a noun for a person or several.
    pub(crate) fn is_for_persons(&self, token: &Token) -> bool {
        self.person.has(token) || self.persons.has(token)
    }
}

/// Returns the rows, to ask of a token whether it is in one: `words().kin.has(token)`.
pub(crate) fn words() -> &'static Rows {
    &ROWS
}

/// The words of the rows.
#[derive(Clone, Debug, Default)]
pub(crate) struct SmallWords(FxHashMap<String, Marks>);

impl SmallWords {
    /// Returns the row that a file calls so.
    pub(crate) fn row(name: &str) -> Option<Row> {
        // known by its singular, not written
        let at = NAMES.iter().position(|known| *known == name && *known != "persons")?;
        Some(Row(u8::try_from(at).ok()?))
    }

    /// Adds a word to a row, and to those that take the row in.
    pub(crate) fn add(&mut self, word: &str, row: Row) {
        let rows = words();
        let further = match row {
            row if row == rows.be => rows.auxiliary.mark() | rows.edge.mark(),
            row if row == rows.kin => rows.relation.mark(),
            _ => 0,
        };
        let word = word.to_lowercase();
        if row == rows.institution {
            *self.0.entry(format!("{word}s")).or_default() |= row.mark();
        }
        if row == rows.person {
            *self.0.entry(format!("{word}s")).or_default() |= rows.persons.mark();
        }
        *self.0.entry(word).or_default() |= row.mark() | further;
    }

    /// Marks a token with the rows that it is in.
    pub(crate) fn mark(&self, token: &mut Token) {
        token.marks = self.of(&token.lower);
    }

    /// Returns whether a word in lower case is in a row.
    pub(crate) fn holds(&self, word: &str, row: Row) -> bool {
        self.of(word) & row.mark() != 0
    }

    fn of(&self, word: &str) -> Marks {
        self.0.get(word).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    #[test]
    fn every_row_has_a_bit_and_words() {
        assert!(NAMES.len() <= Marks::BITS as usize);
        let all = &Rules::of(None).words.0;
        for (at, name) in NAMES.iter().enumerate() {
            assert!(all.values().any(|marks| marks >> at & 1 == 1), "{name}");
        }
    }

    #[test]
    fn some_rows_take_others_in() {
        let small = &Rules::of(None).words;
        assert!(small.holds("was", words().auxiliary) && small.holds("was", words().edge));
        assert!(small.holds("nephew", words().relation));
        assert!(small.holds("teachers", words().persons) && !small.holds("teachers", words().person));
    }
}
