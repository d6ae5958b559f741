//! Korean: each syllable block is an initial, a vowel and a final by its number (Unicode, section 3.12), read as names are
//! commonly romanised (정은 Jong Un, 석열 Suk-yeol) rather than by the Revised Romanisation.

use super::Sounds;
use crate::sound::*;

const FIRST: u32 = 0xAC00;
const LAST: u32 = 0xD7A3;

const INITIALS: [u8; 19] = [K, K, N, D, T, R, M, B, P, S, S, NONE, DZH, DZH, CH, K, T, P, H];
const VOWELS: [&[u8]; 21] = [
    &[A],
    &[E],
    &[J, A],
    &[J, E],
    &[O],
    &[E],
    // yeo: the Latin table reads ye as e
    &[E, O],
    &[J, E],
    &[O],
    &[W, A],
    &[W, E],
    &[OE],
    &[J, O],
    &[U],
    &[W, O],
    &[W, E],
    &[W, I],
    &[J, U],
    &[U],
    &[I],
    &[I],
];
const FINALS: [u8; 28] =
    [NONE, K, K, K, N, N, N, T, L, K, M, L, L, L, P, L, M, P, P, T, T, NG, T, T, K, T, P, NONE];

pub(super) fn is_block(letter: char) -> bool {
    (FIRST..=LAST).contains(&(letter as u32))
}

/// One syllable block; what is none adds nothing.
pub(super) fn fold(letter: char, out: &mut Sounds) {
    let Some(number) = (letter as u32).checked_sub(FIRST).map(|number| number as usize) else { return };
    let (finals, vowels) = (FINALS.len(), VOWELS.len());
    let Some(&initial) = INITIALS.get(number / (finals * vowels)) else { return };
    out.push(initial);
    out.extend(VOWELS[number / finals % vowels]);
    match FINALS[number % finals] {
        // Latin letters write it with two
        NG => out.extend(&[N, G]),
        other => out.push(other),
    }
}
