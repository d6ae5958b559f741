//! More training pairs than the files hold: names mistyped, words glued and cut, and strangers who share all names but one.

use std::collections::HashMap;

use crate::boosting::next;
use crate::figures::Pair;
use tizim_names::training;

/// What was made of a true pair.
pub(crate) struct Made {
    pub(crate) a: String,
    pub(crate) b: String,
    pub(crate) same: bool,
}

/// Words of the training names by script and first letters, so that a stranger's name looks a little like the one it replaces.
pub(crate) struct Pool {
    words: HashMap<String, Vec<String>>,
    rhymes: HashMap<String, Vec<String>>,
    all: HashMap<bool, Vec<String>>,
}

impl Pool {
    pub(crate) fn new(pairs: &[Pair]) -> Pool {
        let mut pool = Pool { words: HashMap::new(), rhymes: HashMap::new(), all: HashMap::new() };
        for word in pairs.iter().flat_map(|pair| [&pair.a, &pair.b]).flat_map(|name| name.split_whitespace())
        {
            let word = word.trim_matches(|c: char| !c.is_alphabetic());
            if word.chars().count() > 2 {
                pool.rhymes.entry(tail(word)).or_default().push(word.to_string());
                pool.words.entry(head(word)).or_default().push(word.to_string());
                pool.all.entry(word.is_ascii()).or_default().push(word.to_string());
            }
        }
        pool
    }

    /// Another word for this one that ends alike and is about as long: the brothers Nurlan and Erlan.
    pub(crate) fn rhyme(&self, word: &str, state: &mut u64) -> Option<String> {
        let list = self.rhymes.get(&tail(word))?;
        (0..12).find_map(|_| {
            let other = &list[next(state) as usize % list.len()];
            let (x, y) = (other.to_lowercase(), word.to_lowercase());
            let (first_x, first_y) = (x.chars().next()?, y.chars().next()?);
            let alike = x.chars().count().abs_diff(y.chars().count()) <= 1;
            // vowels and breaths at the start come and go in spelling
            let weak = |letter: char| "aeiouyhwjаеёиоуыэюяйәіөүұһхвgkqкгқғ".contains(letter);
            (alike && first_x != first_y && !(weak(first_x) && weak(first_y))).then(|| other.clone())
        })
    }

    /// Another word for this one: half the time one that begins alike.
    pub(crate) fn stranger(&self, word: &str, state: &mut u64) -> Option<String> {
        let list = match next(state) % 2 {
            0 => self.words.get(&head(word))?,
            _ => self.all.get(&word.is_ascii())?,
        };
        let other = &list[next(state) as usize % list.len()];
        let (x, y) = (other.to_lowercase(), word.to_lowercase());
        let shared = x.chars().zip(y.chars()).take_while(|(x, y)| x == y).count();
        // what agrees but for its end may be the same name
        let longest = x.chars().count().max(y.chars().count());
        (x != y && 3 * shared < 2 * longest).then(|| other.clone())
    }
}

fn tail(word: &str) -> String {
    let letters: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    letters[letters.len().saturating_sub(3)..].iter().collect()
}

fn head(word: &str) -> String {
    word.chars().take(2).flat_map(char::to_lowercase).collect()
}

/// A typing error or two in one side of a true pair.
pub(crate) fn mistyped(pair: &Pair, state: &mut u64) -> Made {
    let mut text: Vec<char> = pair.b.chars().collect();
    for _ in 0..1 + next(state) % 2 {
        mistype(&mut text, state);
    }
    Made { a: pair.a.clone(), b: text.into_iter().collect(), same: true }
}

/// One name mistyped, against itself: lists are full of such pairs.
pub(crate) fn mistyped_self(pair: &Pair, state: &mut u64) -> Made {
    let mut text: Vec<char> = pair.a.chars().collect();
    for _ in 0..1 + next(state) % 3 {
        mistype(&mut text, state);
    }
    Made { a: pair.a.clone(), b: text.into_iter().collect(), same: true }
}

/// A Cyrillic name against itself in the Kazakh Latin alphabet of 2021.
pub(crate) fn rewritten_2021(name: &str) -> Option<Made> {
    if !name.chars().any(|letter| ('а'..='я').contains(&letter)) {
        return None;
    }
    let mut latin = String::new();
    for letter in name.chars() {
        let small = letter.to_lowercase().next().unwrap_or(letter);
        let Some(spelled) = training::rewritten_2021(small) else {
            latin.push(letter);
            continue;
        };
        if letter.is_uppercase() { latin.push_str(&spelled.to_uppercase()) } else { latin.push_str(spelled) }
    }
    Some(Made { a: name.to_string(), b: latin, same: true })
}

/// A name against itself with its words turned round, sometimes in capitals.
pub(crate) fn turned_self(pair: &Pair, state: &mut u64) -> Made {
    let mut words: Vec<&str> = pair.a.split_whitespace().map(|word| word.trim_end_matches(',')).collect();
    let by = next(state) as usize % words.len().max(1);
    words.rotate_left(by);
    let text = words.join(" ");
    let b = if next(state).is_multiple_of(3) { text.to_uppercase() } else { text };
    Made { a: pair.a.clone(), b, same: true }
}

fn mistype(text: &mut Vec<char>, state: &mut u64) {
    if text.len() < 6 {
        return;
    }
    let at = 1 + next(state) as usize % (text.len() - 2);
    let near = |letter: char, state: &mut u64| {
        let shift = 1 + (next(state) % 12) as u32;
        match letter as u32 {
            0x61..=0x7A => char::from_u32(0x61 + (letter as u32 - 0x61 + shift) % 26),
            0x430..=0x44F => char::from_u32(0x430 + (letter as u32 - 0x430 + shift) % 32),
            0x41..=0x5A => char::from_u32(0x41 + (letter as u32 - 0x41 + shift) % 26),
            _ => None,
        }
        .unwrap_or(letter)
    };
    match next(state) % 12 {
        0..=2 => text.swap(at, at + 1),
        3..=5 => {
            text.remove(at);
        }
        6..=7 => text.insert(at, text[at]),
        8..=9 => text[at] = near(text[at], state),
        10 => {
            // the words are glued, or one is cut
            match text.iter().position(|&letter| letter == ' ') {
                Some(gap) => {
                    text.remove(gap);
                }
                None => text.insert(text.len() / 2, ' '),
            }
        }
        _ => {
            let letter = near(text[at], state);
            text.insert(at, letter);
        }
    }
}

/// One name of one side exchanged for a stranger's: a relative, a namesake.
pub(crate) fn stranger(
    pair: &Pair,
    against_self: bool,
    state: &mut u64,
    other: impl Fn(&str, &mut u64) -> Option<String>,
) -> Option<Made> {
    let (kept, changed) = if against_self { (&pair.a, &pair.a) } else { (&pair.a, &pair.b) };
    let words: Vec<&str> = changed.split_whitespace().collect();
    if words.len() < 2 {
        return None;
    }
    let at = next(state) as usize % words.len();
    let bare = words[at].trim_matches(|c: char| !c.is_alphabetic());
    if bare.chars().count() < 3 {
        return None;
    }
    let other = other(bare, state)?;
    let other = if bare.chars().all(char::is_uppercase) { other.to_uppercase() } else { other };
    let mut out: Vec<String> = words.iter().map(|word| (*word).to_string()).collect();
    out[at] = out[at].replace(bare, &other);
    Some(Made { a: kept.clone(), b: out.join(" "), same: false })
}
