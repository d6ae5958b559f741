//! Persons by name in any script, by place or id.
//!
//! As in the report's table: what is typed is looked for as it is, and by its sounds among the forms of all names. The
//! index is by record, and records never change, so judgements leave it as it is. It holds each distinct word once, with the
//! records that have it, so that a query reads the words of all names and not all records.

use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;
use tizim_model::{Column, PersonIx, RecordIx, Records, Role};
use tizim_names::{search_fold_ascii, search_forms};
use tizim_project::{Choice, Person, RivalValue};

/// The most characters of one value that are searched.
const LONGEST: usize = 120;
/// The most words of a query.
const MOST_WORDS: usize = 8;

/// What is searched.
#[derive(Debug)]
pub(crate) struct SearchIndex {
    /// The words of names, places and ids as written, in lower case.
    written: Words,
    /// The forms of names.
    forms: Words,
}

/// Distinct words in order, and the records that have each.
#[derive(Debug)]
struct Words {
    /// All words, each with a line feed before it.
    text: String,
    /// Where each begins in `text`.
    starts: Vec<u32>,
    /// For each word its records: from this position in `records` to that of the next.
    firsts: Vec<u32>,
    records: Vec<u32>,
}

impl Words {
    fn new(found: FxHashMap<String, Vec<u32>>) -> Self {
        let mut found: Vec<(String, Vec<u32>)> = found.into_iter().collect();
        found.sort_unstable();
        let mut words =
            Self { text: String::new(), starts: Vec::new(), firsts: Vec::new(), records: Vec::new() };
        for (word, mut records) in found {
            records.dedup();
            words.text.push('\n');
            words.starts.push(words.text.len() as u32);
            words.text.push_str(&word);
            words.firsts.push(words.records.len() as u32);
            words.records.extend(records);
        }
        words.firsts.push(words.records.len() as u32);
        words
    }

    fn word(&self, at: usize) -> &str {
        let end = self.starts.get(at + 1).map_or(self.text.len(), |next| *next as usize - 1);
        &self.text[self.starts[at] as usize..end]
    }

    fn records_of(&self, at: usize) -> &[u32] {
        &self.records[self.firsts[at] as usize..self.firsts[at + 1] as usize]
    }

    /// Hands over the records of each word that has this in it.
    fn containing(&self, part: &str, mut hand: impl FnMut(&[u32])) {
        let mut last = None;
        for (place, _) in self.text.match_indices(part) {
            let at = self.starts.partition_point(|start| *start as usize <= place).checked_sub(1);
            if let Some(at) = at.filter(|at| last != Some(*at)) {
                hand(self.records_of(at));
            }
            last = at;
        }
    }

    /// Hands over the records of each word that begins like this.
    fn beginning(&self, part: &str, mut hand: impl FnMut(&[u32])) {
        let mut at = self.first_not_below(part);
        while at < self.starts.len() && self.word(at).starts_with(part) {
            hand(self.records_of(at));
            at += 1;
        }
    }

    fn first_not_below(&self, part: &str) -> usize {
        let (mut low, mut high) = (0, self.starts.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.word(middle) < part { low = middle + 1 } else { high = middle }
        }
        low
    }
}

impl SearchIndex {
    pub(crate) fn new(records: &Records) -> Self {
        let (mut written, mut forms) = (FxHashMap::default(), FxHashMap::default());
        let note = |all: &mut FxHashMap<String, Vec<u32>>, text: &str, record: u32| {
            for word in text.split_whitespace() {
                match all.get_mut(word) {
                    Some(records) => records.push(record),
                    None => {
                        all.insert(word.to_owned(), vec![record]);
                    }
                }
            }
        };
        for column in &records.columns {
            let is_name = column.role.is_name();
            if !is_name && !matches!(column.role, Role::Place | Role::Region) {
                continue;
            }
            // what is written the same is folded once
            let texts: Vec<(String, String)> = column
                .entries
                .iter()
                .map(|entry| {
                    let display = entry.display();
                    let text = cut(&display);
                    let forms = if is_name { search_forms(text).join(" ") } else { String::new() };
                    (text.to_lowercase(), forms)
                })
                .collect();
            for record in records.iter() {
                if let Some(position) = position(column, record) {
                    note(&mut written, &texts[position].0, record.0);
                    note(&mut forms, &texts[position].1, record.0);
                }
            }
        }
        for record in records.iter() {
            note(&mut written, &records.record_id[record.index()].to_lowercase(), record.0);
        }
        Self { written: Words::new(written), forms: Words::new(forms) }
    }

    /// Returns for each person whether all words of a query are found in what its records, or its reviewers, say.
    ///
    /// `entered` are the records of persons of whom a reviewer entered a value; `named` is the person whose id the query is.
    pub(crate) fn find(
        &self,
        query: &str,
        persons: &[Arc<Person>],
        person_of: &[PersonIx],
        entered: &FxHashSet<RecordIx>,
        named: impl Fn(&str) -> Option<usize>,
    ) -> Vec<bool> {
        let mut found = vec![true; persons.len()];
        for typed in cut(query).to_lowercase().split_whitespace().take(MOST_WORDS) {
            let word = Word::new(typed);
            let mut here = vec![false; persons.len()];
            let mut mark = |records: &[u32]| {
                records.iter().for_each(|record| here[person_of[*record as usize].index()] = true);
            };
            self.written.containing(&word.typed, &mut mark);
            word.beginnings.iter().for_each(|beginning| self.forms.beginning(beginning, &mut mark));
            for record in entered {
                let person = person_of[record.index()].index();
                here[person] |= word.was_entered(&persons[person]);
            }
            if let Some(person) = named(&typed.to_uppercase()) {
                here[person] = true;
            }
            found.iter_mut().zip(here).for_each(|(found, here)| *found &= here);
        }
        found
    }
}

impl SearchIndex {
    /// Returns whether all words of a query stand in what a person's fields hold: asked of what somebody is let to see,
    /// since the index knows everything.
    pub(crate) fn is_in(query: &str, person: &Person) -> bool {
        let mut words =
            cut(query).split_whitespace().take(MOST_WORDS).map(|typed| Word::new(&typed.to_lowercase()));
        words.all(|word| {
            person.id.eq_ignore_ascii_case(&word.typed)
                || word.is_in(person.fields.iter().flat_map(|field| &field.values))
        })
    }
}

fn position(column: &Column, record: RecordIx) -> Option<usize> {
    column.codes[record.index()].position()
}

/// A word of a query.
struct Word {
    typed: String,
    /// The beginnings of forms that it finds.
    beginnings: Vec<String>,
}

impl Word {
    fn new(typed: &str) -> Self {
        let folded = if typed.is_ascii() { vec![search_fold_ascii(typed)] } else { search_forms(typed) };
        // a bare vowel folds to almost nothing: then only the letters as typed count
        let tells = |form: &String| form.len() > 1 || (form.len() == 1 && form != "a");
        Self { typed: typed.to_owned(), beginnings: folded.into_iter().filter(tells).collect() }
    }

    /// Returns whether a reviewer entered a name or place with this word in it.
    fn was_entered(&self, person: &Person) -> bool {
        let entered = person.fields.iter().filter(|field| field.rule == Choice::Reviewer);
        self.is_in(entered.map(|field| field.shown()))
    }

    /// Returns whether one of some values has this word in it.
    fn is_in<'a>(&self, values: impl IntoIterator<Item = &'a RivalValue>) -> bool {
        values.into_iter().map(|value| &value.display).any(|value| {
            let forms = search_forms(cut(value)).join(" ");
            let mut words = forms.split_whitespace();
            cut(value).to_lowercase().contains(&self.typed)
                || words.any(|form| self.beginnings.iter().any(|beginning| form.starts_with(beginning)))
        })
    }
}

fn cut(text: &str) -> &str {
    text.char_indices().nth(LONGEST).map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_any_part_or_by_their_beginning() {
        let words = [("ivan", vec![0, 2, 2]), ("ivanova", vec![1]), ("novak", vec![3])];
        let words = Words::new(words.into_iter().map(|(word, records)| (word.to_owned(), records)).collect());
        let containing = |part: &str| {
            let mut found = Vec::new();
            words.containing(part, |records| found.extend_from_slice(records));
            found
        };
        let beginning = |part: &str| {
            let mut found = Vec::new();
            words.beginning(part, |records| found.extend_from_slice(records));
            found
        };
        assert_eq!(containing("nova"), [1, 3]);
        assert_eq!(containing("van"), [0, 2, 1]);
        assert_eq!(containing("a"), [0, 2, 1, 3], "each word once");
        assert_eq!(beginning("ivan"), [0, 2, 1]);
        assert_eq!(beginning("nova"), [3]);
        assert_eq!(beginning("z"), [0; 0]);
    }
}
