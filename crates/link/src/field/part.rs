//! One part of a person's name, and how alike two of them are.

use super::level::part as level;
use crate::spelling::{Spelling, sound};

/// Parts of at least this Jaro–Winkler similarity are alike, and from the second on a little alike.
const ALIKE: f64 = 0.88;
pub(crate) const LOOSELY_ALIKE: f64 = 0.78;

/// A given, family, father's or middle name as folded words.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) spelling: Spelling,
    pub(crate) words: Vec<Spelling>,
    pub(crate) sound: String,
}

impl Part {
    pub(crate) fn new(folded: &str) -> Self {
        let words: Vec<Spelling> = folded.split(' ').map(Spelling::new).collect();
        let sound = sound(&folded.replace(' ', ""));
        Self { spelling: Spelling::new(folded), words, sound }
    }

    /// Returns the level of two parts, the same both ways.
    pub(crate) fn level(&self, other: &Part) -> u8 {
        let (a, b) = (&self.spelling, &other.spelling);
        if a == b {
            return level::SAME;
        }
        if a.len() == 1 || b.len() == 1 {
            let initial = a.letters().first() == b.letters().first();
            return if initial { level::INITIAL } else { level::DIFFERENT };
        }
        let shorter = a.len().min(b.len());
        let distance = a.distance(b, 2);
        if distance == Some(1) && shorter >= 3 {
            return level::TYPO;
        }
        if self.words.len().max(other.words.len()) > 1 && contains(&self.words, &other.words) {
            return level::CONTAINED;
        }
        if distance.is_some() && shorter >= 6 {
            return level::SIMILAR;
        }
        if shorter >= 4 && a.is_shuffle_of(b) {
            return level::SOUND;
        }
        let likeness = a.likeness(b, LOOSELY_ALIKE);
        if likeness.is_some_and(|likeness| likeness >= ALIKE) {
            return level::SIMILAR;
        }
        if shorter >= 3 && self.sound.len() >= 2 && self.sound == other.sound {
            return level::SOUND;
        }
        if likeness.is_some() { level::LOOSE } else { level::DIFFERENT }
    }
}

/// Returns whether every word of the name with fewer words is in the other, initials counting.
fn contains(a: &[Spelling], b: &[Spelling]) -> bool {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut whole_word = false;
    for word in few {
        let found = many.iter().any(|other| word == other);
        whole_word |= found && word.len() > 1;
        if !found && !many.iter().any(|other| is_initial(word, other)) {
            return false;
        }
    }
    whole_word
}

fn is_initial(a: &Spelling, b: &Spelling) -> bool {
    (a.len() == 1 || b.len() == 1) && a.letters().first() == b.letters().first()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, expected: u8) {
        let (a, b) = (Part::new(a), Part::new(b));
        assert_eq!(a.level(&b), expected, "{a:?} {b:?}");
        assert_eq!(b.level(&a), expected, "not symmetric: {a:?} {b:?}");
    }

    #[test]
    fn levels_of_parts() {
        check("maria", "maria", level::SAME);
        check("maria", "mairia", level::TYPO);
        check("m", "maria", level::INITIAL);
        check("j", "maria", level::DIFFERENT);
        check("maria jose", "jose", level::CONTAINED);
        check("lucas", "aucal", level::DIFFERENT);
        check("lucas", "scalu", level::SOUND);
        check("mohammed", "muhamad", level::SOUND);
        check("erik", "zoe", level::DIFFERENT);
    }
}
