//! The small words that phrases are read by: rows of `rules/words.txt` and of a file for each further language, and what a
//! user adds to them.
//!
//! A token is marked once with the rows that its word is in, by the rules that its article is read with; asking whether it is
//! in one is then a look at a bit.

use crate::token::Token;
use rustc_hash::FxHashMap;

/// The rows that a word is in, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks([u64; 3]);

impl Marks {
    /// How many rows there can be.
    #[cfg(test)]
    const ROWS: usize = 3 * u64::BITS as usize;

    const fn of(row: Row) -> Self {
        let mut bits = [0; 3];
        bits[row.0 as usize / 64] = 1 << (row.0 % 64);
        Self(bits)
    }

    const fn holds(self, row: Row) -> bool {
        self.0[row.0 as usize / 64] >> (row.0 % 64) & 1 == 1
    }

    fn add(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(own, other)| *own |= other);
    }
}

/// A row: words of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Row(u8);

impl Row {
    /// Returns whether a token is one of its words.
    pub(crate) fn has(self, token: &Token) -> bool {
        token.marks.holds(self)
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
    be, auxiliary, edge, kin, relation, one_person, bare_person, any_person, several, collective, plural, suspect, victim, title,
    address, office, not_person, before_noun, after_noun, before_plural, preposition, speech, confirming, also_noun, unit,
    age_unit, numbered, credit, press, agency, of_crime, target, person, persons, charge, degree, enforcer, outlaw, gunfire, riot_weapon, wound, hurt, harmed, body, toll, past, how,
    leads_clause, before_force, kind_of_force, corps, former, inquiry, gear, weapon_part, custody, clash, of_force, dealt, leaving, result, ordered, missile, bullet, otherwise, elsewhere, other, deathbed, naming, deceased, taking_part, of_things, of_persons, calling, appealing, demanding, urging, ongoing, sum, demands, beating, captive, jailer, cell, relative, possessive, personal, third_person, several_persons, somebody, no_doer, paper, he_is, she_is, nobody, no_one, no_object, often, aimed, came_after, since, from_then, part_of_time, until, includes, cases, spans, sibling, parent, offspring, spouse, settlement, place_preposition, of_place,
    lead_day, daytime, period, about_known, of_matter, acquitted, dying, illness, taken_back, rank, ending, taking_place, reporting, bound, reached, turn, turn_of_doubt, end_list,
    pronoun, begin_clause, helper, adposition, determiner, short, abbreviation, aside, adverb, no_adverb, finite, end_source,
    addressing, means, means_or_time, noun_leader, own_hand, participle, made, voting, survived, leading, siblings, lifeless, given_out, kept, figure, toll_link, counting, putting, law, institution, verb_word, no_verb, man, bare_genitive, thing, upon, occasion, court, condemns, to_come, trace, ward, intends, to_whom, happening, during, station, his_name, her_name, bidding, coming,
}

impl Rows {
    /// Returns whether a token is a given name of the rows, as it stands.
    pub(crate) fn is_given_name(&self, token: &Token) -> bool {
        self.his_name.has(token) || self.her_name.has(token)
    }

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
        let further: &[Row] = match row {
            row if row == rows.be => &[rows.auxiliary, rows.edge],
            row if row == rows.kin => &[rows.relation],
            _ => &[],
        };
        let word = word.to_lowercase();
        let mut mark = |word: String, row: Row| self.0.entry(word).or_default().add(Marks::of(row));
        if row == rows.institution {
            mark(format!("{word}s"), row);
        }
        if row == rows.person {
            mark(format!("{word}s"), rows.persons);
        }
        further.iter().chain([&row]).for_each(|row| mark(word.clone(), *row));
    }

    /// Marks a token with the rows that it is in.
    pub(crate) fn mark(&self, token: &mut Token) {
        token.marks = self.of(&token.lower);
    }

    /// Returns whether a word in lower case is in a row.
    pub(crate) fn holds(&self, word: &str, row: Row) -> bool {
        self.of(word).holds(row)
    }

    fn of(&self, word: &str) -> Marks {
        self.0.get(word).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    #[test]
    fn every_row_has_a_bit_and_words() {
        assert!(NAMES.len() <= Marks::ROWS);
        let all = &Rules::of(None).words.0;
        for (at, name) in NAMES.iter().enumerate() {
            assert!(all.values().any(|marks| marks.holds(Row(u8::try_from(at).unwrap()))), "{name}");
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
