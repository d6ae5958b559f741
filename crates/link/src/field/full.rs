//! Whole names: words aligned in any order, the first word apart from the others.
//!
//! The first word is, in most of the world's lists, the given name; the others are the father's, grandfather's and family
//! names. Relatives share the others and differ in the first, so the two are compared as two fields.

use super::initial::first_sounds;
use super::level::{first, rest};
use super::order::{Form, WordForms};
use crate::spelling::{Spelling, fold, sound};
use rustc_hash::FxHashMap;
use tizim_names::{Class, Name, Part, keys, token_similarity};

/// Names of more words are cut here.
const MOST_WORDS: usize = 8;
/// More other names of one record are left out.
const MOST_NAMES: usize = 4;
/// Words of two scripts are alike from this similarity of `names` on.
const ALIKE_ACROSS_SCRIPTS: f64 = 0.65;

/// Words that join the parts of a name and say little about who it is.
const PARTICLES: [&str; 17] = [
    "al", "el", "ul", "bin", "ibn", "ben", "bint", "von", "van", "de", "da", "di", "der", "den", "la", "le",
    "bn",
];
/// Words that are one with the word after them.
const JOINED: [&str; 8] = ["abd", "abdul", "abdel", "abdal", "abu", "abou", "bd", "abw"];

/// One word of a name, each distinct one once.
#[derive(Debug)]
pub(crate) struct Word {
    pub(crate) spelling: Spelling,
    /// The key of how it sounds, the same across scripts.
    pub(crate) sound: u64,
    parsed: Name,
    latin: bool,
    /// The rough consonants, by which most words of two scripts are told apart at once.
    skeleton: Spelling,
    /// Written with one letter.
    initial: bool,
}

/// A name as written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Written {
    pub(crate) name: String,
    /// Whether its list writes the family name first.
    pub(crate) family_first: bool,
}

/// The names of all records, each distinct set of names once.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(crate) words: Vec<Word>,
    word_of: FxHashMap<String, u32>,
    /// For each value its names, each as positions in `words`.
    pub(crate) values: Vec<Vec<Vec<u32>>>,
    /// For each name of each value whether it is in Latin letters.
    latin: Vec<Vec<bool>>,
    forms: WordForms,
}

impl Names {
    /// Adds a value: the names of a record as written; returns whether there is anything to compare in them.
    pub(crate) fn push(&mut self, written: &[Written]) -> bool {
        let names: Vec<Vec<u32>> = written
            .iter()
            .take(MOST_NAMES)
            .map(|name| self.words_of(name))
            .filter(|name| !name.is_empty())
            .collect();
        if names.is_empty() {
            return false;
        }
        let is_latin = |name: &Vec<u32>| name.iter().all(|word| self.words[*word as usize].latin);
        self.latin.push(names.iter().map(is_latin).collect());
        self.values.push(names);
        true
    }

    fn words_of(&mut self, written: &Written) -> Vec<u32> {
        let Written { name: written, family_first } = written;
        let mut words: Vec<u32> = Vec::new();
        let mut pending = String::new();
        for raw in raw_words(written) {
            let folded = fold(raw);
            if JOINED.contains(&folded.as_str()) {
                pending.push_str(raw);
                continue;
            }
            if folded.is_empty() || PARTICLES.contains(&folded.as_str()) {
                continue;
            }
            let joined = std::mem::take(&mut pending) + raw;
            words.push(self.word(&joined));
        }
        if !pending.is_empty() {
            words.push(self.word(&pending));
        }
        words.truncate(MOST_WORDS);
        if words.len() >= 2 && self.is_family_first(written, *family_first) {
            words.rotate_left(1);
        }
        words
    }

    /// Returns whether the first word of a name is the family name: by a comma, by the habit of its list unless the
    /// form of the name says otherwise, or by its form.
    fn is_family_first(&mut self, written: &str, list_says: bool) -> bool {
        let words: Vec<&str> = raw_words(written).collect();
        match list_says {
            true => {
                let (first, last) = (words.first(), words.last());
                let mut is_family =
                    |word: Option<&&str>| word.map(|word| self.forms.of(word)) == Some(Form::Family);
                is_family(first) || !is_family(last)
            }
            // endings alone mislead: Hussein is no Pushkin
            false if written.is_ascii() && !written.contains(',') => false,
            false => says_family_first(written),
        }
    }

    fn word(&mut self, raw: &str) -> u32 {
        let lower = raw.to_lowercase();
        if let Some(word) = self.word_of.get(&lower) {
            return *word;
        }
        let parsed = Name::parse_part(&lower, Part::Unknown);
        let latin = parsed.tokens().iter().all(|token| token.class() == Class::Latin);
        let spelling = Spelling::new(&fold(&lower));
        let sound = keys(&parsed).next().map_or_else(|| u64::from(spelling.print()) << 32, |key| key.0);
        let position = self.words.len() as u32;
        let skeleton = Spelling::new(&sound_of(&spelling));
        let initial = lower.chars().filter(|letter| letter.is_alphabetic()).count() == 1;
        self.words.push(Word { spelling, sound, parsed, latin, skeleton, initial });
        self.word_of.insert(lower, position);
        position
    }

    /// Returns the levels of the pair of names that are most alike: of the first words in the four low bits, of the
    /// others in the four high ones.
    ///
    /// `likeness` gives that of two words by their positions: 4 the same, 3 alike, 2 of one sound, 1 initial, else 0.
    pub(crate) fn levels(&self, a: u32, b: u32, likeness: &mut dyn FnMut(u32, u32) -> u8) -> u8 {
        let (a, b) = (a as usize, b as usize);
        // names in two scripts are compared only where there are none in one
        let one_script = self.latin[a].iter().any(|latin| self.latin[b].contains(latin));
        let mut best = (0, 0);
        for (x, x_latin) in self.values[a].iter().zip(&self.latin[a]) {
            for (y, y_latin) in self.values[b].iter().zip(&self.latin[b]) {
                if one_script && x_latin != y_latin {
                    continue;
                }
                let (first, rest) = levels_of(x, y, likeness);
                // a first word weighs about as much as the others together
                let order = u32::from(first::ORDER[first as usize]) + u32::from(rest::ORDER[rest as usize]);
                best = best.max((order + 1, rest << 4 | first));
            }
        }
        best.1
    }

    /// Returns the likeness of two different words.
    pub(crate) fn likeness(&self, a: u32, b: u32) -> u8 {
        let (a, b) = (&self.words[a as usize], &self.words[b as usize]);
        let (x, y) = (&a.spelling, &b.spelling);
        if x == y {
            return 4;
        }
        if a.initial || b.initial {
            return u8::from(first_sounds(x.letters()) & first_sounds(y.letters()) != 0);
        }
        if !a.latin || !b.latin {
            let longer = a.skeleton.len().max(b.skeleton.len());
            if a.skeleton.distance(&b.skeleton, (longer / 2).max(1)).is_none() {
                return 0;
            }
            return match token_similarity(&a.parsed, &b.parsed) >= ALIKE_ACROSS_SCRIPTS {
                true if a.latin == b.latin => 3,
                true => 2,
                false => 0,
            };
        }
        let shorter = x.len().min(y.len());
        let alike = match x.distance(y, 2) {
            Some(1) => shorter >= 3,
            Some(_) => shorter >= 6,
            None => false,
        };
        if alike || x.is_alike(y, 0.9) {
            return 3;
        }
        if a.sound == b.sound { 2 } else { 0 }
    }

    /// Returns the first word of a value's first name, or its other words in a fixed order.
    pub(crate) fn part_of(&self, value: usize, first: bool) -> Vec<u32> {
        let name = &self.values[value][0];
        let mut words = if first { name[..1].to_vec() } else { name[1..].to_vec() };
        words.sort_unstable();
        words
    }

    /// Returns a key of the first word of a value and one of its last, by sound.
    pub(crate) fn sounds_of(&self, value: usize) -> (u64, u64) {
        let name = &self.values[value][0];
        let sound = |word: Option<&u32>| word.map_or(0, |word| self.words[*word as usize].sound);
        (sound(name.first()), sound(name.last()))
    }
}

/// Returns the words as written, less the Arabic article where it is written as one with them.
fn raw_words(written: &str) -> impl Iterator<Item = &str> {
    let divides = |letter: char| {
        letter.is_whitespace()
            || matches!(letter, '-' | '.' | ',' | ';' | '/' | '(' | ')' | '"' | '_' | '\u{2013}')
    };
    written.split(divides).filter(|word| !word.is_empty()).map(|word| match word.strip_prefix("ال") {
        Some(rest) if rest.chars().count() >= 3 => rest,
        _ => word,
    })
}

/// Returns the rough consonants of a word.
fn sound_of(spelling: &Spelling) -> String {
    sound(&String::from_utf8_lossy(spelling.letters()))
}

/// Returns whether the writing of a name, or its form, says that the family name stands first.
fn says_family_first(written: &str) -> bool {
    let parsed = Name::parse(written);
    let mut tokens =
        parsed.tokens().iter().filter(|token| !matches!(token.part(), Part::Particle | Part::Title));
    let told = |part: Part, guessed: bool, class: Class| {
        part == Part::Family && (!guessed || class == Class::Phonetic)
    };
    tokens.next().is_some_and(|token| told(token.part(), token.is_guessed(), token.class()))
        && tokens.any(|token| token.part() == Part::Given)
}

/// The alignment of two names.
struct Aligned {
    /// For each word of the one, the word of the other it is aligned with, and their likeness.
    to: [Option<(usize, u8)>; MOST_WORDS],
    used_b: u32,
}

fn align(a: &[u32], b: &[u32], likeness: &mut dyn FnMut(u32, u32) -> u8) -> Aligned {
    let mut likenesses = [[0u8; MOST_WORDS]; MOST_WORDS];
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            likenesses[i][j] = if x == y { 4 } else { likeness(*x, *y) };
        }
    }
    let mut aligned = Aligned { to: [None; MOST_WORDS], used_b: 0 };
    // the most alike first; among those the words at the same place, then the nearest
    for wanted in (1..=4u8).rev() {
        for shift in 0..MOST_WORDS {
            for (i, likenesses) in likenesses.iter().enumerate().take(a.len()) {
                let places = [i.checked_sub(shift), (shift > 0).then_some(i + shift)];
                for j in places.into_iter().flatten().filter(|j| *j < b.len()) {
                    let free = aligned.to[i].is_none() && aligned.used_b >> j & 1 == 0;
                    if free && likenesses[j] == wanted {
                        aligned.to[i] = Some((j, wanted));
                        aligned.used_b |= 1 << j;
                    }
                }
            }
        }
    }
    aligned
}

fn levels_of(a: &[u32], b: &[u32], likeness: &mut dyn FnMut(u32, u32) -> u8) -> (u8, u8) {
    let aligned = align(a, b, likeness);
    let a_found = aligned.to[0];
    let b_found = aligned.used_b & 1 == 1;
    let first = match a_found {
        Some((0, 4)) => first::SAME,
        Some((0, 3)) => first::ALIKE,
        Some((0, 2)) => first::SOUND,
        Some((0, _)) => first::INITIAL,
        // all the evidence stands at this level: the same words can't count again among the others
        Some(_) if b_found => return (exchanged(&aligned, a.len(), b.len()), 0),
        None if !b_found => first::DIFFERENT,
        _ => first::ONE_FOUND,
    };
    // the others: without the first words, and without the word that the first of the other name is
    let partner_of_b = aligned.to.iter().position(|to| matches!(to, Some((0, _))));
    let partner_of_a = a_found.map(|(j, _)| j);
    let apart = u32::from(first == first::ONE_FOUND);
    let words_a = a.len() as u32 - 1 - if partner_of_b.is_some_and(|i| i > 0) { apart } else { 0 };
    let words_b = b.len() as u32 - 1 - if partner_of_a.is_some_and(|j| j > 0) { apart } else { 0 };
    let (few, many) = (words_a.min(words_b), words_a.max(words_b));
    if few == 0 {
        return (first, 0);
    }
    let (mut pairs, mut least, mut last) = (0, 4, false);
    for (i, to) in aligned.to.iter().enumerate().skip(1) {
        if let Some((j, likeness)) = to
            && *j > 0
        {
            pairs += 1;
            least = least.min(*likeness);
            last |= i + 1 == a.len() && j + 1 == b.len();
        }
    }
    let rest = match (pairs, few == pairs, many == pairs) {
        (0, _, _) => rest::NONE,
        (1, true, true) => {
            [rest::ONE_SOUND, rest::ONE_SOUND, rest::ONE_SOUND, rest::ONE_ALIKE, rest::ONE_SAME]
                [least as usize]
        }
        (_, true, true) => [rest::SOUND, rest::SOUND, rest::SOUND, rest::ALIKE, rest::SAME][least as usize],
        (1, true, false) if last => rest::ONE_CONTAINED_LAST,
        (1, true, false) => rest::ONE_CONTAINED,
        (_, true, false) if last => rest::CONTAINED_LAST,
        (_, true, false) => rest::CONTAINED,
        (1, false, _) if last => rest::ONE_LAST,
        (_, false, _) if last => rest::SOME_LAST,
        _ => rest::SOME,
    };
    (first, rest)
}

/// Returns the level of names whose first words are both found elsewhere in the other.
fn exchanged(aligned: &Aligned, words_a: usize, words_b: usize) -> u8 {
    let pairs = aligned.to.iter().flatten().filter(|(_, likeness)| *likeness > 1).count();
    match (pairs, pairs == words_a.min(words_b)) {
        (0..=1, _) | (_, false) => first::EXCHANGED_SOME,
        (2, true) => first::EXCHANGED_TWO,
        _ => first::EXCHANGED_ALL,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, expected: (u8, u8)) {
        let mut names = Names::default();
        let written = |name: &str| [Written { name: name.to_owned(), family_first: false }];
        assert!(names.push(&written(a)) && names.push(&written(b)));
        let levels = |x, y| {
            let packed = names.levels(x, y, &mut |x, y| names.likeness(x, y));
            (packed & 15, packed >> 4)
        };
        assert_eq!(levels(0, 1), expected, "{a} / {b}");
        assert_eq!(levels(1, 0), expected, "not symmetric: {a} / {b}");
    }

    #[test]
    fn levels_of_names() {
        check("Ivan Petrov", "ivan PETROV", (first::SAME, rest::ONE_SAME));
        check("Hasan Ahmad", "Ahmad Hasan", (first::EXCHANGED_TWO, 0));
        check("Mohammad Al-Hasan", "Mohamed Hassan", (first::ALIKE, rest::ONE_ALIKE));
        check("Ahmad Omar Khalid Hasan", "Ahmad Hasan", (first::SAME, rest::ONE_CONTAINED_LAST));
        check("Ahmad Omar Hasan", "Nabil Omar Hasan", (first::DIFFERENT, rest::SAME));
        check("Ahmad Hasan", "Nabil Hasan", (first::DIFFERENT, rest::ONE_SAME));
        check("Ahmad Hasan", "Ahmad Nasir", (first::SAME, rest::NONE));
        check("A. Hasan", "Ahmad Hasan", (first::INITIAL, rest::ONE_SAME));
        check("Ahmad", "Ahmad Hasan", (first::SAME, 0));
        check("Omar Hasan", "Ahmad Omar Hasan", (first::ONE_FOUND, rest::ONE_SAME));
        check("Erik Zhou", "Maria Lopez", (first::DIFFERENT, rest::NONE));
    }

    #[test]
    fn names_meet_across_scripts() {
        check("نبيل سعيد عمر الحلبي", "Nabil Said El Halabi", (first::SOUND, rest::CONTAINED_LAST));
        check("Жағыпаров Ерлан", "Erlan Zhagiparov", (first::SAME, rest::ONE_SOUND));
    }
}
