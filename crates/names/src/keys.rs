//! Keys under which names that may be one are brought together.
//!
//! Three kinds; two are of consonant classes, so that they are the same in most scripts:
//!
//! - a *rare token alone*: the first consonants of a token, when few people share them;
//! - *two tokens together*: the beginnings of both, whatever their order; and more of the one with only the first sound of the
//!   other, which an initial has too. Both are selective however common each token is;
//! - a *known name and another token*: the name of the world that a token is a known spelling of, and the other's first sound.
//!
//! A letter that may be read in two ways (Latin `c`, `ch`, `j`; Arabic `ج`) gives both readings.

use serde::Serialize;

use crate::name::{Name, Token};
use crate::sound;

/// A blocking key: two names that may be one share at least one. Stable across runs and machines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Key(pub u64);

/// No name has more keys than this.
pub const MAX_KEYS: usize = 40;
/// Only so many tokens of a name make keys.
const KEYED: usize = 5;
/// A token alone is a key when it is at least as rare as this, in steps of the shipped table (24 to one natural log unit).
const RARE: u8 = 126;
/// How many consonants are read of a lone token, of each of two, and of one beside another's first sound.
const ALONE: usize = 4;
const TOGETHER: usize = 2;
const NAMED: usize = 4;

/// The keys of a name, few and selective, the same across scripts; none for an empty name, at most [`MAX_KEYS`].
pub fn keys(name: &Name) -> impl Iterator<Item = Key> + use<> {
    let mut found = Found { keys: [Key(0); MAX_KEYS], len: 0 };
    let mut tokens = [None; KEYED];
    for (slot, token) in tokens.iter_mut().zip(name.names()) {
        *slot = Some(token);
    }
    let tokens = || tokens.iter().flatten().copied();
    for token in tokens().filter(|token| !token.is_initial() && token.surprise >= RARE) {
        for reading in readings(token) {
            let code = code(token, reading, ALONE);
            if code > 9 {
                found.push(1, code, 0);
            }
        }
    }
    if tokens().count() == 1 {
        for token in tokens() {
            readings(token).for_each(|reading| found.push(1, code(token, reading, ALONE), 0));
        }
    }
    for (at, first) in tokens().enumerate() {
        for second in tokens().skip(at + 1) {
            together(first, second, &mut found);
        }
    }
    for (at, first) in tokens().enumerate() {
        for second in tokens().skip(at + 1) {
            known_beside(first, second, &mut found);
            known_beside(second, first, &mut found);
        }
    }
    found.keys.into_iter().take(found.len)
}

/// Keys of a name of the world that `token` is a known spelling of (Wright and Райт share no key of sounds), and the first
/// sound of another.
fn known_beside(token: &Token, other: &Token, found: &mut Found) {
    for &name in token.known.iter().filter(|name| **name != 0) {
        readings(other).for_each(|reading| found.push(4, u64::from(name), code(other, reading, 1)));
    }
}

/// Keys of two tokens, in one order.
fn together(first: &Token, second: &Token, found: &mut Found) {
    for x in readings(first) {
        for y in readings(second) {
            if !first.is_initial() && !second.is_initial() {
                let (x, y) = (code(first, x, TOGETHER), code(second, y, TOGETHER));
                found.push(2, x.min(y), x.max(y));
            }
            for ((long, x), (short, y)) in [((first, x), (second, y)), ((second, y), (first, x))] {
                if !long.is_initial() {
                    found.push(3, code(long, x, NAMED), code(short, y, 1));
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

/// The readings of a token: the usual one, and the other where a letter has one.
fn readings(token: &Token) -> impl Iterator<Item = bool> + use<> {
    let other = token.codes().iter().any(|&code| sound::other_class(code) != sound::consonant_class(code));
    [Some(false), other.then_some(true)].into_iter().flatten()
}

/// The first `count` consonant classes of a token as decimal digits; 0 when it has none.
fn code(token: &Token, other: bool, count: usize) -> u64 {
    let class =
        |code: u8| u64::from(if other { sound::other_class(code) } else { sound::consonant_class(code) });
    let mut code = 0;
    let (mut last, mut taken) = (0, 0);
    for &sound in token.codes() {
        let class = class(sound);
        if class != 0 && class != last {
            code = code * 10 + class;
            taken += 1;
        }
        last = class;
        if taken == count {
            break;
        }
    }
    code
}
