//! How common the beginnings of names are, by the classes of their consonants.
//!
//! A run of classes ([`sound::consonant_class`]) is written as decimal digits, the first highest. A name that begins with a
//! vowel, a glide or a breath begins with 0, so that Ahmad (0 6 3) is not Mahmud (6 6 3). Letters that may be read in two ways
//! make two runs. The shipped table says of each beginning of up to four digits how many names of the training data have a word
//! that begins so.

use crate::name::{Name, Token};
use crate::sound;

/// Only so many words of a name are read, by their order in the text.
pub(crate) const WORDS: usize = 5;
/// The most digits of a run.
pub(crate) const RUN: usize = 8;
/// Beginnings of so many digits are counted.
const COUNTED: usize = 4;
/// Where in the table the beginnings of 1, 2, 3 and 4 digits are, and its length.
const PLACES: [usize; COUNTED + 1] = [0, 10, 110, 1_110, 11_110];
/// Steps to one natural log unit.
const UNIT: f64 = 24.0;

/// The classes of the consonants of a token in one of its readings.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run {
    digits: [u8; RUN],
    len: u8,
}

impl Run {
    const EMPTY: Run = Run { digits: [0; RUN], len: 0 };

    fn of(sounds: impl Iterator<Item = u8>, class_of: fn(u8) -> u8) -> Run {
        let mut run = Run::EMPTY;
        let mut last = None;
        for sound in sounds {
            let class = class_of(sound);
            // a doubled consonant is one; what is weak counts only where the name begins with it
            if (class != 0 || last.is_none()) && last != Some(class) && run.len() < RUN {
                run.digits[run.len()] = class;
                run.len += 1;
            }
            last = Some(class);
        }
        run
    }

    /// The run of neighbours that may be written as one word, in the usual reading.
    pub(crate) fn of_both(first: &Token, second: &Token) -> Run {
        let sounds = first.codes().iter().chain(second.codes());
        Run::of(sounds.copied(), sound::consonant_class)
    }

    /// How many digits there are.
    pub(crate) fn len(&self) -> usize {
        self.len as usize
    }

    /// The first `count` digits as a number that tells their count as well.
    pub(crate) fn beginning(&self, count: usize) -> u64 {
        number(&self.digits[..self.len().min(count)])
    }

    /// The last `count` digits, likewise.
    pub(crate) fn end(&self, count: usize) -> u64 {
        number(&self.digits[self.len().saturating_sub(count)..self.len()])
    }

    /// How rare its first `count` digits are: -ln of the share of names with a word that begins so, 24 steps to one.
    pub(crate) fn rarity(&self, count: usize) -> u32 {
        let count = self.len().min(count).min(COUNTED);
        static SHIPPED: &[u8; PLACES[COUNTED]] = include_bytes!("../data/beginnings.bin");
        place(&self.digits[..count]).map_or(0, |place| u32::from(SHIPPED[place]))
    }
}

fn number(digits: &[u8]) -> u64 {
    digits.iter().fold(1, |number, &digit| number * 10 + u64::from(digit))
}

/// Where in the table a beginning stands; none for no digits.
fn place(digits: &[u8]) -> Option<usize> {
    let start = PLACES[digits.len().checked_sub(1)?];
    Some(start + digits.iter().fold(0, |number, &digit| number * 10 + usize::from(digit)))
}

/// The readings of a token: the usual one, and the other where a letter has one.
pub(crate) fn readings(token: &Token) -> impl Iterator<Item = Run> + use<> {
    let usual = Run::of(token.codes().iter().copied(), sound::consonant_class);
    let other = Run::of(token.codes().iter().copied(), sound::other_class);
    [Some(usual), (other != usual).then_some(other)].into_iter().flatten()
}

/// The table from names: a byte for each beginning.
pub(crate) fn to_bytes(names: &[Name]) -> Vec<u8> {
    let mut counts = vec![0_u32; PLACES[COUNTED]];
    let mut last_seen = vec![usize::MAX; PLACES[COUNTED]];
    for (at, name) in names.iter().enumerate() {
        for run in name.names().take(WORDS).filter(|token| !token.is_initial()).flat_map(readings) {
            for place in (1..=run.len().min(COUNTED)).filter_map(|count| place(&run.digits[..count])) {
                counts[place] += u32::from(last_seen[place] != at);
                last_seen[place] = at;
            }
        }
    }
    let all = names.len().max(1) as f64;
    counts
        .iter()
        .map(|&count| ((all / (f64::from(count) + 0.5)).ln() * UNIT).round().max(0.0) as u8)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str) -> Run {
        readings(&Name::parse(text).tokens()[0]).next().expect("a token has a reading")
    }

    #[test]
    fn scripts_agree_on_a_beginning() {
        assert_eq!(run("Ахмад").beginning(4), 1063);
        assert_eq!(run("Ahmad").beginning(4), run("أحمد").beginning(4));
        assert_ne!(run("Mahmud").beginning(4), run("Ahmad").beginning(4));
        assert_eq!(run("Жағыпаров").end(4), run("Zhagiparov").end(4));
    }

    #[test]
    fn common_beginnings_are_less_rare() {
        assert!(run("Мұхаммед").rarity(4) < run("Жағыпаров").rarity(4));
        assert!(run("Жағыпаров").rarity(1) < run("Жағыпаров").rarity(3));
    }
}
