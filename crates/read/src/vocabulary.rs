//! Kinds of act, causes and statuses: one word for what lists write in many words and languages.
//!
//! The words stand in `vocabulary.txt`, where they can be read and extended. Only a whole cell is ever read so: "shot"
//! is a gunshot, "shot and Tasered" stays what it is. What the source wrote is kept beside the reading, as everywhere.

use crate::fold::fold;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use tizim_model::Role;

const WORDS: &str = include_str!("vocabulary.txt");

/// Folded cell to word, by role.
type Meanings = FxHashMap<(Role, String), &'static str>;

static MEANINGS: LazyLock<Meanings> = LazyLock::new(|| {
    let mut meanings = Meanings::default();
    for (role, word, written) in lines() {
        meanings.extend(written.split('|').map(|cell| ((role, fold(cell.trim())), word)));
    }
    meanings
});

/// Returns the lines of the file: role, word in the register, how lists write it.
fn lines() -> impl Iterator<Item = (Role, &'static str, &'static str)> {
    WORDS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let (role, rest) = line.split_once(':')?;
        let (word, written) = rest.split_once('=')?;
        let role = Role::ALL.into_iter().find(|known| known.key() == role.trim())?;
        Some((role, word.trim(), written))
    })
}

/// Returns the register's word for a cell, or `None` if the vocabulary has none.
pub(crate) fn word_for(role: Role, cell: &str) -> Option<&'static str> {
    // longer texts are descriptions, not words of a vocabulary
    if !matches!(role, Role::Act | Role::Cause | Role::Status) || cell.len() > 120 {
        return None;
    }
    MEANINGS.get(&(role, fold(cell))).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_for_many_languages() {
        for cell in ["killed", "Погибла", "қаза тапты", "FALLECIDO", " شهيد "] {
            assert_eq!(word_for(Role::Act, cell), Some("killed"), "{cell}");
        }
        assert_eq!(word_for(Role::Cause, "Shot"), Some("gunshot"));
        assert_eq!(word_for(Role::Cause, "shot and Tasered"), None);
        assert_eq!(word_for(Role::Place, "killed"), None);
    }

    #[test]
    fn every_line_is_read_and_no_cell_has_two_meanings() {
        let written = WORDS.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).count();
        assert_eq!(lines().count(), written);
        let mut seen = FxHashMap::default();
        for (role, word, cells) in lines() {
            for cell in cells.split('|') {
                let before = seen.insert((role, fold(cell.trim())), word);
                assert!(before.is_none_or(|before| before == word), "{role} {cell}: {before:?} and {word}");
            }
        }
    }
}
