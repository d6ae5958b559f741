//! The levels of likeness of two values: their words, and what one expects of them before seeing the data.

/// One level of a comparison.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Level {
    /// What it means, for a reader.
    pub(crate) words: &'static str,
    /// The share of pairs of one person expected at this level; the levels of a field sum to about 1.
    pub(crate) expected: f64,
    /// How much of the rarity of the value counts at this level: 1 where both have it, 0 where it says nothing.
    pub(crate) rarity: f64,
}

const fn level(words: &'static str, expected: f64, rarity: f64) -> Level {
    Level { words, expected, rarity }
}

/// The most levels that a field may have, missing included: four bits of a pattern.
pub(crate) const MOST_LEVELS: usize = 16;
/// The level of a pair of values that have nothing in common, in every field.
pub(crate) const DIFFERENT: u8 = 1;
/// The level of a pair of which one value is missing.
pub(crate) const MISSING: u8 = 0;

const ABSENT: Level = level("not known on one side", 0.0, 0.0);

/// One part of a name.
pub(crate) mod part {
    use super::{ABSENT, Level, level};
    pub(crate) const DIFFERENT: u8 = 1;
    pub(crate) const LOOSE: u8 = 2;
    pub(crate) const INITIAL: u8 = 3;
    pub(crate) const SOUND: u8 = 4;
    pub(crate) const CONTAINED: u8 = 5;
    pub(crate) const SIMILAR: u8 = 6;
    pub(crate) const TYPO: u8 = 7;
    pub(crate) const SAME: u8 = 8;
    pub(crate) const SWAPPED: u8 = 9;
    pub(crate) const LEVELS: [Level; 10] = [
        ABSENT,
        level("different", 0.05, 0.0),
        level("a little alike", 0.02, 0.0),
        level("initial", 0.02, 0.0),
        level("same sound or shuffled letters", 0.02, 0.3),
        level("one contains the other", 0.03, 0.3),
        level("similar", 0.04, 0.5),
        level("one typing error", 0.08, 0.8),
        level("same", 0.72, 1.0),
        level("given and family name exchanged", 0.02, 0.5),
    ];
}

/// The first word of a whole name.
pub(crate) mod first {
    use super::{ABSENT, Level, level};
    pub(crate) const DIFFERENT: u8 = 1;
    pub(crate) const ONE_FOUND: u8 = 2;
    pub(crate) const INITIAL: u8 = 3;
    pub(crate) const EXCHANGED_SOME: u8 = 4;
    pub(crate) const EXCHANGED_TWO: u8 = 5;
    pub(crate) const EXCHANGED_ALL: u8 = 6;
    pub(crate) const SOUND: u8 = 7;
    pub(crate) const ALIKE: u8 = 8;
    pub(crate) const SAME: u8 = 9;
    /// How good each level is, to choose between the names of a record with several.
    pub(crate) const ORDER: [u8; 16] = [0, 0, 3, 4, 4, 9, 15, 7, 8, 9, 0, 0, 0, 0, 0, 0];
    pub(crate) const LEVELS: [Level; 10] = [
        ABSENT,
        level("different", 0.04, 0.0),
        level("the first word of one is another of the other's", 0.02, 0.0),
        level("initial", 0.02, 0.0),
        level("words in another order, some of them", 0.01, 0.0),
        level("two words in another order", 0.02, 0.0),
        level("three words or more in another order", 0.02, 0.0),
        level("of one sound", 0.12, 1.0),
        level("alike", 0.15, 1.0),
        level("same", 0.60, 1.0),
    ];
}

/// The other words of a whole name.
pub(crate) mod rest {
    use super::{ABSENT, Level, level};
    pub(crate) const NONE: u8 = 1;
    pub(crate) const SOME: u8 = 2;
    pub(crate) const ONE_LAST: u8 = 3;
    pub(crate) const SOME_LAST: u8 = 4;
    pub(crate) const ONE_CONTAINED: u8 = 5;
    pub(crate) const ONE_CONTAINED_LAST: u8 = 6;
    pub(crate) const CONTAINED: u8 = 7;
    pub(crate) const CONTAINED_LAST: u8 = 8;
    pub(crate) const ONE_SOUND: u8 = 9;
    pub(crate) const ONE_ALIKE: u8 = 10;
    pub(crate) const ONE_SAME: u8 = 11;
    pub(crate) const SOUND: u8 = 12;
    pub(crate) const ALIKE: u8 = 13;
    pub(crate) const SAME: u8 = 14;
    /// How good each level is, to choose between the names of a record with several.
    pub(crate) const ORDER: [u8; 16] = [0, 0, 1, 2, 3, 2, 4, 6, 8, 6, 7, 8, 9, 10, 11, 0];
    pub(crate) const LEVELS: [Level; 15] = [
        ABSENT,
        level("no word in common", 0.04, 0.0),
        level("some words in common, not the last", 0.03, 0.0),
        level("the last word in common, others differ", 0.02, 0.8),
        level("several words in common with the last, one differs", 0.04, 0.8),
        level("one word, contained in the other, not the last", 0.02, 0.0),
        level("one word, the last of the other", 0.08, 0.8),
        level("contained in the other, less the last", 0.03, 0.0),
        level("contained in the other, with the last", 0.10, 0.8),
        level("one word, of one sound", 0.06, 0.8),
        level("one word, alike", 0.06, 0.8),
        level("one word, the same", 0.20, 0.8),
        level("all words of one sound", 0.08, 0.8),
        level("all words alike", 0.08, 0.8),
        level("all words the same", 0.16, 0.8),
    ];
}

/// A date.
pub(crate) mod date {
    use super::{ABSENT, Level, level};
    pub(crate) const DIFFERENT: u8 = 1;
    pub(crate) const TWO_YEARS: u8 = 2;
    pub(crate) const SAME_YEAR: u8 = 3;
    pub(crate) const KNOWN_YEAR: u8 = 4;
    pub(crate) const SAME_MONTH: u8 = 5;
    pub(crate) const KNOWN_MONTH: u8 = 6;
    pub(crate) const OTHER_YEAR: u8 = 7;
    pub(crate) const TEN_DAYS: u8 = 8;
    pub(crate) const ONE_DIGIT: u8 = 9;
    pub(crate) const EXCHANGED: u8 = 10;
    pub(crate) const THREE_DAYS: u8 = 11;
    pub(crate) const ONE_DAY: u8 = 12;
    pub(crate) const SAME: u8 = 13;
    pub(crate) const LEVELS: [Level; 14] = [
        ABSENT,
        level("different", 0.04, 0.0),
        level("within two years", 0.01, 0.0),
        level("same year", 0.02, 0.0),
        level("agree as far as known: the year", 0.10, 0.0),
        level("same year and month", 0.01, 0.0),
        level("agree as far as known: more than the year", 0.05, 0.0),
        level("same day and month, another year", 0.02, 0.0),
        level("within ten days", 0.02, 0.0),
        level("one digit wrong", 0.05, 0.0),
        level("day and month exchanged", 0.01, 0.0),
        level("two or three days apart", 0.03, 0.0),
        level("one day apart", 0.04, 0.0),
        level("same day", 0.60, 1.0),
    ];
}

/// An age.
pub(crate) mod age {
    use super::{ABSENT, Level, level};
    pub(crate) const DIFFERENT: u8 = 1;
    pub(crate) const NINE_YEARS: u8 = 2;
    pub(crate) const THREE_YEARS: u8 = 3;
    pub(crate) const ONE_YEAR: u8 = 4;
    pub(crate) const SAME: u8 = 5;
    pub(crate) const LEVELS: [Level; 6] = [
        ABSENT,
        level("different", 0.05, 0.0),
        level("four to nine years apart", 0.07, 0.0),
        level("two or three years apart", 0.08, 0.0),
        level("one year apart or bands that overlap", 0.20, 0.0),
        level("same", 0.60, 0.0),
    ];
}

/// Free text: places, addresses, organisations.
pub(crate) mod text {
    use super::{ABSENT, Level, level};
    pub(crate) const DIFFERENT: u8 = 1;
    pub(crate) const SHARED_WORD: u8 = 2;
    pub(crate) const SIMILAR: u8 = 3;
    pub(crate) const CONTAINED: u8 = 4;
    pub(crate) const TYPO: u8 = 5;
    pub(crate) const SAME: u8 = 6;
    pub(crate) const LEVELS: [Level; 7] = [
        ABSENT,
        level("different", 0.15, 0.0),
        level("a word in common", 0.03, 0.0),
        level("similar or of one sound", 0.03, 0.3),
        level("one contains the other", 0.03, 0.3),
        level("one or two typing errors", 0.08, 0.8),
        level("same", 0.68, 1.0),
    ];
}

/// A place: as a text, or by where it is.
pub(crate) mod place {
    use super::{ABSENT, Level, level, text};
    pub(crate) const DIFFERENT: u8 = 1;
    pub(crate) const NEAR: u8 = 3;
    pub(crate) const WITHIN: u8 = 5;
    pub(crate) const SAME: u8 = 7;
    /// Places known to be at most so far apart are near.
    pub(crate) const NEAR_KM: f64 = 25.0;
    pub(crate) const LEVELS: [Level; 8] = [
        ABSENT,
        level("different", 0.15, 0.0),
        level("a word in common", 0.03, 0.0),
        level("within 25 km", 0.03, 0.0),
        level("similar", 0.03, 0.3),
        level("one contains the other", 0.03, 0.3),
        level("one or two typing errors", 0.05, 0.8),
        level("the same place", 0.68, 1.0),
    ];

    /// Returns the level of two places by that of their texts.
    pub(crate) fn of_text(level: u8) -> u8 {
        level + u8::from(level >= text::SIMILAR)
    }
}

/// A code: identifier, post code, house number, e-mail, telephone.
pub(crate) mod code {
    use super::{ABSENT, Level, level};
    pub(crate) const DIFFERENT: u8 = 1;
    pub(crate) const SIMILAR: u8 = 2;
    pub(crate) const SAME_START: u8 = 3;
    pub(crate) const SHUFFLED: u8 = 4;
    pub(crate) const SAME_BEFORE_AT: u8 = 5;
    pub(crate) const TWO_EDITS: u8 = 6;
    pub(crate) const ONE_EDIT: u8 = 7;
    pub(crate) const SAME: u8 = 8;
    pub(crate) const LEVELS: [Level; 9] = [
        ABSENT,
        level("different", 0.12, 0.0),
        level("similar", 0.02, 0.0),
        level("same start", 0.02, 0.3),
        level("shuffled signs", 0.01, 0.3),
        level("same before the @", 0.03, 0.5),
        level("two signs wrong", 0.03, 0.5),
        level("one sign wrong", 0.07, 0.8),
        level("same", 0.70, 1.0),
    ];
}

/// One of a few values.
pub(crate) mod category {
    use super::{ABSENT, Level, level};
    pub(crate) const DIFFERENT: u8 = 1;
    pub(crate) const SAME: u8 = 2;
    pub(crate) const LEVELS: [Level; 3] = [ABSENT, level("different", 0.08, 0.0), level("same", 0.92, 1.0)];
}

/// A distance: between points on the earth, or between numbers relative to their spread.
pub(crate) mod distance {
    use super::{ABSENT, Level, level};
    pub(crate) const FAR: u8 = 1;
    pub(crate) const POINT_LEVELS: [Level; 7] = [
        ABSENT,
        level("over 100 km apart", 0.03, 0.0),
        level("within 100 km", 0.05, 0.0),
        level("within 25 km", 0.10, 0.0),
        level("within 5 km", 0.17, 0.0),
        level("within 1 km", 0.15, 0.0),
        level("within 100 m", 0.50, 0.0),
    ];
    pub(crate) const POINT_KM: [f64; 5] = [100.0, 25.0, 5.0, 1.0, 0.1];
    pub(crate) const NUMBER_LEVELS: [Level; 5] = [
        ABSENT,
        level("different", 0.10, 0.0),
        level("near", 0.05, 0.0),
        level("very near", 0.10, 0.0),
        level("same", 0.75, 1.0),
    ];
    pub(crate) const NUMBER_SPREADS: [f64; 2] = [0.5, 0.05];
    pub(crate) const NUMBER_SAME: u8 = 4;
}
