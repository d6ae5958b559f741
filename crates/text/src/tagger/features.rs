//! What the tagger sees of a word and its neighbours.

use super::gazetteer::{hash_word, without_case};
use super::{Cluster, Known};

/// What is computed once for each word of a sentence.
pub(crate) struct WordView {
    /// Hash of the word in lower case, digits made alike.
    lower: u32,
    /// Hash of the word as written.
    exact: u32,
    prefix: [u32; 2],
    suffix: [u32; 3],
    /// Kinds of characters, runs made single: `Aa`, `AA`, `A.A.`, `0`.
    shape: u32,
    is_capital: bool,
    /// Hash of the word in lower case without an ending of a Russian case.
    stem: u32,
    gazetteer: u8,
    cluster: Cluster,
}

/// How many features a word has.
pub(crate) const FEATURES: usize = 42;

/// Returns the view of a word.
pub(crate) fn view(word: &str, known: &Known) -> WordView {
    let lower = crate::token::lower_of(word);
    // initials may be written together with the surname: `А.Б.Иванов`
    let looked_up = lower.rsplit('.').next().filter(|last| last.chars().count() > 2).unwrap_or(&lower);
    let (gazetteer, cluster) = (known.gazetteer.of(looked_up), known.clusters.of(looked_up));
    let lower: String = lower.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let chars: Vec<char> = lower.chars().collect();
    let part = |from: usize, to: usize| hash_word(&chars[from..to].iter().collect::<String>());
    let (n, first) = (chars.len(), |wanted: usize| wanted.min(chars.len()));
    WordView {
        exact: hash_word(word),
        prefix: [part(0, first(3)), part(0, first(4))],
        suffix: [part(n - first(2), n), part(n - first(3), n), part(n - first(4), n)],
        shape: shape(word),
        is_capital: word.chars().next().is_some_and(char::is_uppercase),
        stem: hash_word(without_case(&lower)),
        gazetteer,
        cluster,
        lower: hash_word(&lower),
    }
}

impl WordView {
    /// Returns what the word shares with its other cases, if it may be a name by how it is written.
    pub(crate) fn capital_stem(&self) -> Option<u32> {
        self.is_capital.then_some(self.stem)
    }
}

fn shape(word: &str) -> u32 {
    let mut runs = String::new();
    for c in word.chars() {
        let kind = match c {
            c if c.is_uppercase() => 'A',
            c if c.is_lowercase() => 'a',
            c if c.is_numeric() => '0',
            c if c.is_alphabetic() => 'x',
            c => c,
        };
        if !runs.ends_with(kind) || kind == 'A' && runs.len() < 2 {
            runs.push(kind);
        }
    }
    hash_word(&runs)
}

fn mix(kind: u32, a: u32, b: u32) -> u32 {
    let mut hash = kind.wrapping_mul(0x9e37_79b1)
        ^ a.rotate_left(5).wrapping_mul(0x85eb_ca77)
        ^ b.rotate_left(13).wrapping_mul(0xc2b2_ae3d);
    hash ^= hash >> 15;
    hash = hash.wrapping_mul(0x2c1b_3c6d);
    hash ^ (hash >> 13)
}

/// Returns the features of the word at a place.
pub(crate) fn features(views: &[WordView], at: usize) -> [u32; FEATURES] {
    const NONE: WordView = WordView {
        lower: 1,
        exact: 1,
        prefix: [1; 2],
        suffix: [1; 3],
        shape: 1,
        is_capital: false,
        stem: 1,
        gazetteer: 0,
        cluster: Cluster { fine: 0, coarse: 0 },
    };
    let none = NONE;
    let near = |offset: isize| at.checked_add_signed(offset).and_then(|at| views.get(at)).unwrap_or(&none);
    let (word, before, after) = (&views[at], near(-1), near(1));
    let (before2, after2) = (near(-2), near(2));
    let known = |view: &WordView| u32::from(view.gazetteer) << 1 | u32::from(view.is_capital);
    let fine = |view: &WordView| u32::from(view.cluster.fine);
    let coarse = |view: &WordView| u32::from(view.cluster.coarse);
    [
        mix(1, word.lower, 0),
        mix(2, word.exact, 0),
        mix(3, word.prefix[0], 0),
        mix(4, word.prefix[1], 0),
        mix(5, word.suffix[0], u32::from(word.is_capital)),
        mix(6, word.suffix[1], u32::from(word.is_capital)),
        mix(7, word.suffix[2], 0),
        mix(8, word.shape, 0),
        mix(9, before.lower, 0),
        mix(10, after.lower, 0),
        mix(11, before2.lower, 0),
        mix(12, after2.lower, 0),
        mix(13, before.lower, word.lower),
        mix(14, word.lower, after.lower),
        mix(15, known(word), 0),
        mix(16, known(before), known(word)),
        mix(17, known(word), known(after)),
        mix(18, before.shape, word.shape),
        mix(19, word.shape, after.shape),
        mix(20, before.lower, word.shape),
        mix(21, after.lower, word.shape),
        mix(22, u32::from(at == 0), word.shape),
        mix(23, u32::from(at == 0), known(word)),
        mix(24, before.lower, known(word)),
        mix(25, after.lower, known(word)),
        mix(26, before.suffix[1], word.shape),
        mix(27, after.suffix[1], word.shape),
        mix(28, known(before), known(word) << 8 | known(after)),
        mix(29, before2.lower, before.lower),
        mix(30, after.lower, after2.lower),
        mix(31, 0, 0),
        mix(32, fine(word), 0),
        mix(33, coarse(word), word.shape),
        mix(34, fine(before), word.shape),
        mix(35, fine(after), word.shape),
        mix(36, fine(before), fine(word)),
        mix(37, fine(word), fine(after)),
        mix(38, coarse(before), coarse(word) << 8 | coarse(after)),
        mix(39, coarse(word), known(word)),
        mix(40, coarse(before), known(word)),
        mix(41, coarse(after), known(word)),
        mix(42, fine(word), word.shape),
    ]
}
