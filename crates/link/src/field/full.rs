//! Whole names: words aligned in any order.

use super::level::full as level;
use crate::spelling::{Spelling, sound};

/// Names of more words are cut here.
const MOST_WORDS: usize = 8;
/// More other names of one record are left out.
const MOST_NAMES: usize = 4;

/// Words that join the parts of a name and say little about who it is.
const PARTICLES: [&str; 16] =
    ["al", "el", "ul", "bin", "ibn", "ben", "bint", "von", "van", "de", "da", "di", "der", "den", "la", "le"];

/// One word of a name.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    pub(crate) spelling: Spelling,
    pub(crate) sound: String,
}

/// A record's names, each as its words.
#[derive(Clone, Debug)]
pub(crate) struct FullName {
    pub(crate) names: Vec<Vec<Word>>,
}

impl FullName {
    /// Returns the names written in `folded` texts.
    pub(crate) fn new(folded: &[String]) -> Self {
        let names = folded.iter().take(MOST_NAMES).map(|name| words_of(name)).filter(|name| !name.is_empty());
        Self { names: names.collect() }
    }

    /// Returns the level of the pair of names that are most alike.
    pub(crate) fn level(&self, other: &FullName) -> u8 {
        let mut best = level::DIFFERENT;
        for a in &self.names {
            for b in &other.names {
                best = best.max(level_of(a, b));
            }
        }
        best
    }
}

fn words_of(folded: &str) -> Vec<Word> {
    let mut words: Vec<String> = Vec::new();
    let mut joined = String::new();
    for word in folded.split(' ') {
        if word == "abd" || word == "abdul" || word == "abdel" || word == "abu" {
            joined.push_str(&word[..3]);
            continue;
        }
        if PARTICLES.contains(&word) {
            continue;
        }
        words.push(std::mem::take(&mut joined) + word);
    }
    if !joined.is_empty() {
        words.push(joined);
    }
    words.truncate(MOST_WORDS);
    words.iter().map(|word| Word { spelling: Spelling::new(word), sound: sound(word) }).collect()
}

/// 3 for the same word, 2 for alike, 1 for an initial, 0 for different.
fn likeness(a: &Word, b: &Word) -> u8 {
    let (x, y) = (&a.spelling, &b.spelling);
    if x == y {
        return 3;
    }
    if x.len() == 1 || y.len() == 1 {
        return u8::from(x.letters().first() == y.letters().first());
    }
    let shorter = x.len().min(y.len());
    let alike = match x.distance(y, 2) {
        Some(1) => shorter >= 3,
        Some(_) => shorter >= 6,
        None => false,
    };
    if alike || (shorter >= 3 && a.sound == b.sound && a.sound.len() >= 2) || x.is_alike(y, 0.9) {
        return 2;
    }
    0
}

fn level_of(a: &[Word], b: &[Word]) -> u8 {
    let mut likenesses = [[0u8; MOST_WORDS]; MOST_WORDS];
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            likenesses[i][j] = likeness(x, y);
        }
    }
    // greedy alignment: the most alike first, then those at the same place
    let (mut used_a, mut used_b) = (0u32, 0u32);
    let mut matched = [0u8; 4];
    let mut in_order = true;
    let mut first = 0u8;
    for wanted in (1..=3u8).rev() {
        for shift in 0..MOST_WORDS {
            for i in 0..a.len() {
                for j in [i.checked_sub(shift), (shift > 0).then_some(i + shift)].into_iter().flatten() {
                    let free = used_a >> i & 1 == 0 && j < b.len() && used_b >> j & 1 == 0;
                    if free && likenesses[i][j] == wanted {
                        used_a |= 1 << i;
                        used_b |= 1 << j;
                        matched[wanted as usize] += 1;
                        in_order &= shift == 0;
                        if i == 0 && j == 0 {
                            first = wanted;
                        }
                    }
                }
            }
        }
    }
    let pairs = usize::from(matched[1] + matched[2] + matched[3]);
    let (few, many) = (a.len().min(b.len()), a.len().max(b.len()));
    let first_free = used_a & 1 == 0 && used_b & 1 == 0;
    if pairs == 0 {
        return level::DIFFERENT;
    }
    if pairs == many {
        return match matched {
            [_, 0, 0, _] if in_order => level::SAME,
            [_, 0, 0, _] => level::SAME_WORDS,
            [_, 0, _, _] => level::ALIKE,
            _ if matched[2] + matched[3] > 0 => level::INITIALS,
            _ => level::ONE_WORD,
        };
    }
    if pairs == few {
        return match (few, first) {
            (1, _) if matched[1] == 0 => level::SINGLE_CONTAINED,
            (1, _) => level::ONE_WORD,
            (_, 0) => level::CONTAINED_NOT_FIRST,
            _ if matched[1] > 0 => level::INITIALS,
            _ => level::CONTAINED,
        };
    }
    match first {
        0 if first_free && pairs + 1 >= few && pairs >= 2 => level::ALL_BUT_FIRST,
        0 if first_free && pairs + 1 >= few => level::ALL_BUT_FIRST_ONE,
        0 if pairs >= 2 => level::SOME_WORDS,
        0 => level::ONE_WORD,
        _ if pairs == 1 => level::FIRST_ONLY,
        _ if pairs + 1 >= few => level::ONE_WORD_DIFFERS,
        _ => level::FIRST_AND_SOME,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spelling::fold;

    fn check(a: &str, b: &str, expected: u8) {
        let name = |text: &str| FullName::new(&[fold(text)]);
        assert_eq!(name(a).level(&name(b)), expected, "{a} / {b}");
        assert_eq!(name(b).level(&name(a)), expected, "not symmetric: {a} / {b}");
    }

    #[test]
    fn levels_of_names() {
        check("Ivan Petrov", "ivan PETROV", level::SAME);
        check("Petrov, Ivan", "Ivan Petrov", level::SAME_WORDS);
        check("Mohammad Al-Hasan", "Mohamed Hassan", level::ALIKE);
        check("Ahmad Omar Khalid Hasan", "Ahmad Hasan", level::CONTAINED);
        check("Ahmad Omar Hasan", "Nabil Omar Hasan", level::ALL_BUT_FIRST);
        check("Ahmad Hasan", "Nabil Hasan", level::ALL_BUT_FIRST_ONE);
        check("Ahmad Hasan", "Ahmad Nasir", level::FIRST_ONLY);
        check("A. Hasan", "Ahmad Hasan", level::INITIALS);
        check("Erik Zhou", "Maria Lopez", level::DIFFERENT);
    }
}
