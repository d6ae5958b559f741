//! Keys under which names that may be one are brought together.
//!
//! A key is made of the classes of consonants at the beginning of words (`beginnings`), so that it is the same in most scripts,
//! or of the name of the world that a word is a known spelling of. It is given only when it is rare enough; as how rare it is
//! depends on the key alone, both names give it or neither does. Long beginnings cost few true pairs, for most misspellings of
//! one word leave its neighbour or its other end alone; so the kinds look at different places:
//!
//! - a *word alone*: its beginning; its end; all of it, and neighbours written as one;
//! - *two words*: much of one with the first sound of the other, which an initial has too;
//! - a *known name* (Wright, Райт), when it is not common; forms of one given name (Bob, Robert) with the other's beginning.
//!
//! The kinds and how rare each must be were chosen on the training pairs: most true pairs met for the random pairs that do.

use serde::Serialize;

use crate::beginnings::{Run, WORDS, readings};
use crate::name::{Name, Token};

/// A blocking key: two names that may be one share at least one. Stable across runs and machines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Key(pub u64);

/// No name has more keys than this.
pub const MAX_KEYS: usize = 64;

/// How rare the beginning of a word alone must be, in steps of its table (24 to one natural log unit), and its digits.
const ALONE: (u32, usize) = (112, 5);
/// The same of the end of a word; how rare its beginning must be.
const END: (u32, usize) = (120, 4);
/// A whole word is a key, or neighbours as one word, from so many digits on.
const WHOLE: usize = 5;
/// Much of one word beside the beginning of another: what is read of the two, and how rare they must be together.
const TOGETHER: [Together; 4] = [
    Together { read: Run::beginning, digits: 6, other: 1, least: 96 },
    Together { read: Run::beginning, digits: 4, other: 1, least: 132 },
    Together { read: Run::beginning, digits: 3, other: 3, least: 180 },
    Together { read: Run::end, digits: 3, other: 2, least: 160 },
];
/// How rare a known name must be.
const KNOWN: u8 = 84;
/// How rare the beginning beside one of several forms must be, and its digits.
const BESIDE_FORM: [(u32, usize); 2] = [(0, 3), (84, 2)];

/// The keys of a name, few and selective, the same across scripts; none for an empty name, at most [`MAX_KEYS`].
pub fn keys(name: &Name) -> impl Iterator<Item = Key> + use<> {
    let mut found = Found { keys: [Key(0); MAX_KEYS], len: 0 };
    let mut words = [None; WORDS];
    for (slot, token) in words.iter_mut().zip(name.names()) {
        *slot = Some(token);
    }
    let words = || words.iter().flatten().copied();
    let one_word = words().count() == 1;
    for token in words().filter(|token| one_word || !token.is_initial()) {
        alone(token, one_word, &mut found);
    }
    for (at, first) in words().enumerate() {
        for second in words().skip(at + 1) {
            together(first, second, &mut found);
            together(second, first, &mut found);
        }
    }
    let full = || words().filter(|token| !token.is_initial());
    for (first, second) in full().zip(full().skip(1)) {
        whole(Run::of_both(first, second), &mut found);
    }
    for (at, first) in full().enumerate() {
        for (_, second) in full().enumerate().filter(|(other, _)| *other != at) {
            beside_form(first, second, &mut found);
        }
    }
    found.keys.into_iter().take(found.len)
}

/// Keys of one word; the only one of a name is a key however common it is.
fn alone(token: &Token, one_word: bool, found: &mut Found) {
    for run in readings(token) {
        if one_word || run.rarity(ALONE.1) >= ALONE.0 {
            found.push(1, run.beginning(ALONE.1), 0);
        }
        if run.len() >= END.1 && run.rarity(END.1) >= END.0 {
            found.push(2, run.end(END.1), 0);
        }
        whole(run, found);
    }
    if token.surprise >= KNOWN {
        token.known.iter().filter(|name| **name != 0).for_each(|&name| found.push(4, u64::from(name), 0));
    }
}

fn whole(run: Run, found: &mut Found) {
    if run.len() >= WHOLE {
        found.push(3, run.beginning(run.len()), 0);
    }
}

/// One kind of key of two words.
struct Together {
    read: fn(&Run, usize) -> u64,
    digits: usize,
    other: usize,
    least: u32,
}

/// Keys of much of one word and the beginning of another; an initial has a first sound only.
fn together(long: &Token, short: &Token, found: &mut Found) {
    if long.is_initial() {
        return;
    }
    for x in readings(long) {
        for y in readings(short) {
            for (kind, of) in (5..).zip(&TOGETHER).filter(|(_, of)| of.other == 1 || !short.is_initial()) {
                if x.len() >= of.other && x.rarity(of.digits) + y.rarity(of.other) >= of.least {
                    found.push(kind, (of.read)(&x, of.digits), y.beginning(of.other));
                }
            }
        }
    }
}

/// Keys of the forms of one given name, and the beginning of another word.
fn beside_form(token: &Token, other: &Token, found: &mut Found) {
    for &set in token.sets.iter().filter(|set| **set != 0) {
        for run in readings(other) {
            for (least, digits) in BESIDE_FORM {
                if run.rarity(digits) >= least {
                    found.push(9 + digits as u64, u64::from(set), run.beginning(digits));
                }
            }
        }
    }
}

struct Found {
    keys: [Key; MAX_KEYS],
    len: usize,
}

impl Found {
    fn push(&mut self, kind: u64, x: u64, y: u64) {
        // SplitMix64 finaliser over the packed parts
        let mut z = (kind << 60) ^ (x << 30) ^ y ^ 0x9E37_79B9_7F4A_7C15;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let key = Key(z ^ (z >> 31));
        if self.len < MAX_KEYS && !self.keys[..self.len].contains(&key) {
            self.keys[self.len] = key;
            self.len += 1;
        }
    }
}
