//! A few bytes of a value by which most pairs of values are told apart at once.
//!
//! Most pairs that are compared are of strangers, and most values of strangers have nothing in common. To see that, the
//! letters themselves are not needed: which letters occur, the first ones, how the value sounds, and which words it has say
//! that no level but the lowest can be reached. The bytes of all values lie side by side, so that they stay in the cache.

use super::Values;
use super::part::{LOOSELY_ALIKE, Part};
use super::place::Place;
use super::text::{ALIKE, Text};
use crate::spelling::{LONGEST, Spelling};

/// What is looked at first.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Quick {
    /// Which letters occur.
    mask: u32,
    /// Which words may be there: a bit for each, by its print.
    words: u32,
    /// A print of how it sounds.
    sound: u32,
    /// The first letters, the first in the lowest byte.
    start: u32,
    letters: u8,
}

/// Initials are not told apart by their letters.
const LEAST_LETTERS: u8 = 2;

impl Quick {
    /// Of a value that is told from no other at sight: where a known place lies is not seen from its letters.
    const UNDECIDED: Quick = Quick { mask: 0, words: 0, sound: 0, start: 0, letters: 0 };

    fn new(spelling: &Spelling, words: &[Spelling], sound: &str) -> Self {
        let mut start = [0; 4];
        start.iter_mut().zip(spelling.letters()).for_each(|(to, letter)| *to = *letter);
        Self {
            mask: spelling.mask(),
            words: words.iter().fold(0, |bits, word| bits | 1 << (word.print() % 32)),
            sound: Spelling::new(sound).print(),
            start: u32::from_le_bytes(start),
            letters: spelling.len() as u8,
        }
    }

    /// Returns whether two values are surely different: no word in common, of another sound, more than two errors apart,
    /// and below a Jaro–Winkler similarity of `alike`.
    #[inline]
    pub(crate) fn is_surely_different(&self, other: &Quick, alike: f64) -> bool {
        let (a, b) = (self.letters, other.letters);
        if self.words & other.words != 0 || self.sound == other.sound || a.min(b) < LEAST_LETTERS {
            return false;
        }
        let only_here = (self.mask & !other.mask).count_ones();
        let only_there = (other.mask & !self.mask).count_ones();
        if only_here.max(only_there).max(u32::from(a.abs_diff(b))) <= 2 {
            return false;
        }
        let matches = u32::from(a).saturating_sub(only_here).min(u32::from(b).saturating_sub(only_there));
        if matches == 0 {
            return true;
        }
        let jaro = (f64::from(matches) * (PART_OF[usize::from(a)] + PART_OF[usize::from(b)]) + 1.0) / 3.0;
        let shared = (self.start ^ other.start).trailing_zeros() / 8;
        jaro + f64::from(shared) * 0.1 * (1.0 - jaro) + ROUNDING < alike
    }
}

/// What one letter is of so many.
const PART_OF: [f64; LONGEST + 1] = {
    let mut parts = [0.0; LONGEST + 1];
    let mut letters = 1;
    while letters <= LONGEST {
        parts[letters] = 1.0 / letters as f64;
        letters += 1;
    }
    parts
};
/// The bound is in doubt by so much.
const ROUNDING: f64 = 1e-9;

impl Values {
    /// Returns for each value what is looked at first; empty where values are compared at once.
    pub(crate) fn quick(&self) -> Vec<Quick> {
        let of_part = |part: &Part| Quick::new(&part.spelling, &part.words, &part.sound);
        let of_text = |text: &Text| Quick::new(&text.telling, &text.words, &text.sound);
        let of_place = |place: &Place| match place.is_known() {
            true => Quick::UNDECIDED,
            false => of_text(&place.text),
        };
        match self {
            Values::Parts(values) => values.iter().map(of_part).collect(),
            Values::Texts(values) => values.iter().map(of_text).collect(),
            Values::Places(values) => values.iter().map(of_place).collect(),
            _ => Vec::new(),
        }
    }

    /// Returns the Jaro–Winkler similarity below which two values with nothing else in common are different.
    #[inline]
    pub(crate) fn least_alike(&self) -> f64 {
        match self {
            Values::Texts(_) | Values::Places(_) => ALIKE,
            _ => LOOSELY_ALIKE,
        }
    }
}
