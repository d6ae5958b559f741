//! Slips: of the keyboard, and of the spelling.

use crate::chance::Chance;
use crate::names::plain_letters;

/// Makes one slip of the keyboard in a word: a letter left out, doubled, swapped with the next, or another in its place.
/// The word comes out different, and the first letter stays in most cases.
pub(crate) fn typo(word: &str, chance: &mut Chance) -> String {
    let letters: Vec<char> = word.chars().collect();
    if letters.len() < 3 {
        return letters.iter().chain(letters.last()).collect();
    }
    let from = usize::from(chance.happens(0.9));
    loop {
        let mut slipped = letters.clone();
        let at = from + chance.below(letters.len() - from);
        match chance.below(4) {
            0 => drop(slipped.remove(at)),
            1 => slipped.insert(at, letters[at]),
            2 if at + 1 < letters.len() => slipped.swap(at, at + 1),
            _ => slipped[at] = neighbour(letters[at], chance),
        }
        if slipped != letters {
            return slipped.into_iter().collect();
        }
    }
}

/// Rows of the two keyboards: a finger that misses hits the next key of the row.
const ROWS: [&str; 6] = ["qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"];

fn neighbour(letter: char, chance: &mut Chance) -> char {
    let right = chance.happens(0.5);
    let lower = letter.to_lowercase().next().unwrap_or(letter);
    let row: Option<Vec<char>> = ROWS.iter().find(|row| row.contains(lower)).map(|row| row.chars().collect());
    let Some(row) = row else { return if lower.is_ascii() { 'a' } else { 'а' } };
    let at = row.iter().position(|key| *key == lower).unwrap_or(0);
    let hit = if right && at + 1 < row.len() || at == 0 { row[at + 1] } else { row[at - 1] };
    if letter == lower { hit } else { hit.to_uppercase().next().unwrap_or(hit) }
}

/// Another Kazakh spelling: from a keyboard without the Kazakh letters.
pub(crate) fn kazakh_variant(word: &str) -> String {
    plain_letters(word)
}

/// Another Russian spelling: one of the usual doubts (ё or е, ы or и, дж or ж, ай or ой), or the word as it was.
pub(crate) fn russian_variant(word: &str, chance: &mut Chance) -> String {
    let doubts = [
        ("ё", "е"),
        ("ы", "и"),
        ("Дж", "Ж"),
        ("ль", "л"),
        ("ия", "я"),
        ("ай", "ой"),
        ("Жа", "Джа"),
        ("мм", "м"),
        ("х", "к"),
    ];
    let apply: Vec<&(&str, &str)> = doubts.iter().filter(|(usual, _)| word.contains(usual)).collect();
    if apply.is_empty() {
        return word.to_owned();
    }
    let (usual, other) = chance.one_of(&apply);
    word.replacen(usual, other, 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Purpose;

    #[test]
    fn a_slip_changes_the_word_a_little() {
        let mut chance = Chance::new(1, Purpose::Typo, 0);
        for word in ["Zhagiparov", "Жағыпаров", "Ли", "Aaa", "әәә", "Е"] {
            for _ in 0..200 {
                let slipped = typo(word, &mut chance);
                assert_ne!(slipped, word);
                assert!(slipped.chars().count().abs_diff(word.chars().count()) <= 1);
            }
        }
    }
}
