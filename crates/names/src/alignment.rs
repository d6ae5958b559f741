//! Which token of one name meets which token of the other.

use crate::edits::{Costs, token_pair};
use crate::name::{Name, Token};
use crate::sound;

/// Only so many name tokens of each side are aligned.
pub(crate) const MAX_ALIGNED: usize = 8;

/// Two tokens that meet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Met {
    /// Index among the tokens of the first name, and of the second.
    pub(crate) a: u8,
    pub(crate) b: u8,
    pub(crate) similarity: f32,
}

/// Token pairs of two names, best first.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Alignment {
    met: [Met; MAX_ALIGNED],
    len: usize,
}

impl Alignment {
    pub(crate) fn met(&self) -> &[Met] {
        &self.met[..self.len]
    }
}

/// Below this similarity two tokens do not meet at all.
const MEETS: f32 = 0.2;

/// Pairs tokens one to one, the most similar first.
pub(crate) fn align(a: &Name, b: &Name, costs: &Costs) -> Alignment {
    let mut out = Alignment { met: [Met { a: 0, b: 0, similarity: 0.0 }; MAX_ALIGNED], len: 0 };
    let mut table = [[0.0_f32; MAX_ALIGNED]; MAX_ALIGNED];
    let mut index_a = [0_u8; MAX_ALIGNED];
    let mut index_b = [0_u8; MAX_ALIGNED];
    let count_a = index(a, &mut index_a);
    let count_b = index(b, &mut index_b);
    for (i, row) in table.iter_mut().enumerate().take(count_a) {
        for (j, cell) in row.iter_mut().enumerate().take(count_b) {
            *cell = pair(&a.tokens()[index_a[i] as usize], &b.tokens()[index_b[j] as usize], costs);
        }
    }
    while out.len < count_a.min(count_b) {
        let mut best = (MEETS, MAX_ALIGNED, MAX_ALIGNED);
        for (i, row) in table.iter().enumerate().take(count_a) {
            for (j, &cell) in row.iter().enumerate().take(count_b) {
                if cell > best.0 {
                    best = (cell, i, j);
                }
            }
        }
        let (similarity, i, j) = best;
        if i == MAX_ALIGNED {
            break;
        }
        out.met[out.len] = Met { a: index_a[i], b: index_b[j], similarity };
        out.len += 1;
        table[i] = [0.0; MAX_ALIGNED];
        table.iter_mut().for_each(|row| row[j] = 0.0);
    }
    out
}

fn index(name: &Name, out: &mut [u8; MAX_ALIGNED]) -> usize {
    let mut len = 0;
    for (at, _) in name.tokens().iter().enumerate().filter(|(_, token)| token.is_name()).take(MAX_ALIGNED) {
        out[len] = at as u8;
        len += 1;
    }
    len
}

/// Similarity of two tokens, initials included.
fn pair(a: &Token, b: &Token, costs: &Costs) -> f32 {
    if a.is_initial() || b.is_initial() {
        return if initials_agree(a.codes(), b.codes()) { 0.6 } else { 0.0 };
    }
    token_pair(a, b, costs)
}

/// Whether one token may be the initial of the other: the first sounds are alike (E and Ye, Zh and J and Dzh).
pub(crate) fn initials_agree(a: &[u8], b: &[u8]) -> bool {
    let bare = |codes: &[u8]| match codes {
        [sound::J | sound::LATIN_Y | sound::YEH, second, ..] if sound::is_vowel(*second) => *second,
        [first, ..] => *first,
        [] => sound::NONE,
    };
    sound::likeness(bare(a), bare(b)) >= 0.45
}
