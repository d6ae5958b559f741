//! Which way round the names of a list are written: given name first, or family name first.
//!
//! A single name often does not tell; a list keeps to one habit. So names whose form tells (the ending of a family
//! name, initials behind a word) vote for their list.

use crate::spelling::fold;
use rustc_hash::FxHashMap;
use tizim_model::{Column, RecordIx, Records, Value};
use tizim_names::{Name, Part};

/// The order of a list is told from so many names that tell.
const LEAST_VOTES: u32 = 10;
/// Names that vote for the family name first must be so many times those that vote against.
const MAJORITY: u32 = 4;
/// And at least this part of the list's names.
const LEAST_PART: f64 = 0.1;

/// What the form of words says, each distinct word read once.
#[derive(Debug, Default)]
pub(crate) struct WordForms {
    known: FxHashMap<String, Form>,
}

/// What the form of one word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Family,
    Initial,
    Unknown,
}

impl WordForms {
    pub(crate) fn of(&mut self, word: &str) -> Form {
        if let Some(form) = self.known.get(word) {
            return *form;
        }
        let form = match word.chars().filter(|letter| letter.is_alphabetic()).count() {
            0 | 1 => Form::Initial,
            _ => match Name::parse(word).tokens() {
                [only] if only.part() == Part::Family => Form::Family,
                _ => Form::Unknown,
            },
        };
        self.known.insert(word.to_owned(), form);
        form
    }

    /// Returns whether a name of these words says by its form that the family name stands first: `Some(false)` where it
    /// says that it stands last.
    pub(crate) fn family_first(&mut self, words: &[&str]) -> Option<bool> {
        let (first, last) = (words.first()?, words.last()?);
        if words.len() < 2 {
            return None;
        }
        let initials = words.len() >= 3 && words[1..].iter().all(|word| self.of(word) == Form::Initial);
        let (first, last) = (self.of(first), self.of(last));
        match (first == Form::Family, last) {
            (true, Form::Family) => None,
            (true, _) => Some(true),
            (false, Form::Family) => Some(false),
            // "Serik Q.A.": a word before two initials is a family name; before one it may be either
            (false, Form::Initial) if initials && first != Form::Initial => Some(true),
            _ => None,
        }
    }
}

/// Returns for each list whether its whole names are written with the family name first.
pub(crate) fn family_first_lists(
    records: &Records,
    whole_columns: &[&Column],
    forms: &mut WordForms,
) -> Vec<bool> {
    let mut votes = vec![(0u32, 0u32); records.lists.len()];
    let mut named = vec![0u32; records.lists.len()];
    for column in whole_columns {
        let of_entry: Vec<Option<bool>> = column
            .entries
            .iter()
            .map(|entry| match &entry.value {
                Value::Text(text) if !text.contains(',') => {
                    let lower = text.to_lowercase();
                    forms.family_first(&words(&lower))
                }
                _ => None,
            })
            .collect();
        for record in records.iter() {
            let code = column.codes[record.index()].position();
            named[list_of(records, record)] += u32::from(code.is_some());
            let list = &mut votes[list_of(records, record)];
            match code.and_then(|code| of_entry[code]) {
                Some(true) => list.0 += 1,
                Some(false) => list.1 += 1,
                None => {}
            }
        }
    }
    votes
        .iter()
        .zip(&named)
        .map(|((first, last), named)| {
            *first >= LEAST_VOTES
                && f64::from(*first) >= LEAST_PART * f64::from(*named)
                && f64::from(*first) > f64::from(MAJORITY) * f64::from(*last)
        })
        .collect()
}

pub(crate) fn list_of(records: &Records, record: RecordIx) -> usize {
    records.list_of[record.index()].index()
}

fn words(name: &str) -> Vec<&str> {
    name.split(|letter: char| letter.is_whitespace() || letter == '.')
        .filter(|word| !fold(word).is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_tell_the_order() {
        let mut forms = WordForms::default();
        let mut check = |name: &str, expected| {
            let lower = name.to_lowercase();
            assert_eq!(forms.family_first(&words(&lower)), expected, "{name}");
        };
        check("Жакупов Фархат", Some(true));
        check("Kydyrali Smagulov", Some(false));
        check("Smaghulov Q.A.", Some(true));
        check("Қасымов Ерлан Қанатұлы", Some(true));
        check("Serik Q.A.", Some(true));
        check("John F.", None);
        check("Aibek Nurgali", None);
        check("Aibek", None);
    }
}
