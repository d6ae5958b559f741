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
    /// and with fewer letters in common than `needed`. The innermost of all loops, so it is never left to a call.
    #[inline(always)]
    pub(crate) fn is_surely_different(&self, other: &Quick, needed: &Needed) -> bool {
        let (a, b) = (self.letters, other.letters);
        if self.words & other.words != 0 || self.sound == other.sound || a.min(b) < LEAST_LETTERS {
            return false;
        }
        let (only_here, only_there) = ones_of_two(self.mask & !other.mask, other.mask & !self.mask);
        if only_here.max(only_there).max(a.abs_diff(b)) <= 2 {
            return false;
        }
        let matches = a.saturating_sub(only_here).min(b.saturating_sub(only_there));
        let shared = (self.start ^ other.start).trailing_zeros() / 8;
        matches < needed.0[usize::from(a)][usize::from(b)][shared as usize]
    }
}

/// Returns how many bits of each are set.
///
/// Not every processor that this is built for has an instruction for it; the steps that stand for it are done once for both.
#[inline]
fn ones_of_two(a: u32, b: u32) -> (u8, u8) {
    let mut bits = u64::from(a) << 32 | u64::from(b);
    bits -= bits >> 1 & 0x5555_5555_5555_5555;
    bits = (bits & 0x3333_3333_3333_3333) + (bits >> 2 & 0x3333_3333_3333_3333);
    bits = (bits + (bits >> 4)) & 0x0F0F_0F0F_0F0F_0F0F;
    let sums = bits.wrapping_mul(0x0101_0101);
    ((sums >> 56) as u8, (sums >> 24) as u8)
}

/// For two lengths and the number of first letters that are shared: how many letters two values must have in common to
/// reach a Jaro–Winkler similarity.
pub(crate) struct Needed([[[u8; 5]; LONGEST + 1]; LONGEST + 1]);

impl Needed {
    const fn new(alike: f64) -> Self {
        let mut needed = [[[0; 5]; LONGEST + 1]; LONGEST + 1];
        let mut a = 1;
        while a <= LONGEST {
            let mut b = 1;
            while b <= LONGEST {
                let mut shared = 0;
                while shared <= 4 {
                    let for_start = 0.1 * shared as f64;
                    let jaro = (alike - for_start) / (1.0 - for_start);
                    let letters = (3.0 * jaro - 1.0) / (1.0 / a as f64 + 1.0 / b as f64) - ROUNDING;
                    // rounded up; without a letter in common two values are never alike
                    let whole = if letters > 0.0 { letters as u8 + 1 } else { 1 };
                    needed[a][b][shared] = whole;
                    shared += 1;
                }
                b += 1;
            }
            a += 1;
        }
        Self(needed)
    }
}

/// The bound is in doubt by so much.
const ROUNDING: f64 = 1e-6;
static NEEDED_BY_TEXTS: Needed = Needed::new(ALIKE);
static NEEDED_BY_PARTS: Needed = Needed::new(LOOSELY_ALIKE);

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
            Values::Places(places) => places.values.iter().map(of_place).collect(),
            _ => Vec::new(),
        }
    }

    /// Returns how many letters two values with nothing else in common need to be alike.
    #[inline]
    pub(crate) fn needed(&self) -> &'static Needed {
        match self {
            Values::Texts(_) | Values::Places(_) => &NEEDED_BY_TEXTS,
            _ => &NEEDED_BY_PARTS,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::level::DIFFERENT;

    #[test]
    fn what_is_told_apart_at_sight_is_different() {
        let letters = ["a", "b", "ka", "ri", "no", "sha", "el", "u", "mir", "tov"];
        let at = |n: usize| letters[n % letters.len()];
        let name = |n: usize| [at(n), at(n / 3 + 7), at(n / 7), at(n / 11 + 2)][..n % 4 + 1].concat();
        let parts: Vec<Part> = (0..600).map(|n| Part::new(&name(n * 37))).collect();
        let quick = Values::Parts(parts.clone()).quick();
        let mut told = 0;
        for (x, a) in parts.iter().enumerate() {
            for (y, b) in parts.iter().enumerate() {
                if quick[x].is_surely_different(&quick[y], &NEEDED_BY_PARTS) {
                    assert_eq!(a.level(b), DIFFERENT, "{a:?} {b:?}");
                    told += 1;
                }
            }
        }
        assert!(told > 100_000, "{told}");
    }

    #[test]
    fn ones_are_counted() {
        for (a, b) in [(0, 0), (u32::MAX, 0), (0, u32::MAX), (u32::MAX, u32::MAX), (0x8001_F003, 0x7A5C_33E1)]
        {
            assert_eq!(ones_of_two(a, b), (a.count_ones() as u8, b.count_ones() as u8));
        }
    }
}
