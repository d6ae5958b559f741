//! Persons by name in any script, by place or id.
//!
//! As in the report's table: what is typed is looked for as it is, and by its sounds among the forms of all names. The
//! index is by record, and records never change, so judgements leave it as it is.

use tizim_model::{Column, PersonIx, Records, Role};
use tizim_names::{search_fold_ascii, search_forms};
use tizim_project::{Choice, Person};

/// The most characters of one value that are searched.
const LONGEST: usize = 120;
/// The most words of a query.
const MOST_WORDS: usize = 8;

/// What is searched, for each record.
#[derive(Debug, Default)]
pub(crate) struct SearchIndex {
    /// Names, places and the record's id as written, in lower case.
    written: Vec<Box<str>>,
    /// The forms of its names, each with a blank before it.
    forms: Vec<Box<str>>,
}

impl SearchIndex {
    pub(crate) fn new(records: &Records) -> Self {
        let columns: Vec<(&Column, Vec<String>)> = records
            .columns
            .iter()
            .filter(|column| column.role.is_name())
            .map(|column| {
                let forms =
                    |text: &str| search_forms(cut(text)).iter().map(|form| format!(" {form}")).collect();
                (column, column.entries.iter().map(|entry| forms(&entry.display())).collect())
            })
            .collect();
        let places: Vec<&Column> = records
            .columns
            .iter()
            .filter(|column| column.role.is_name() || matches!(column.role, Role::Place | Role::Region))
            .collect();
        let forms = records.iter().map(|record| {
            let mut all = String::new();
            for (column, forms) in &columns {
                if let Some(position) = column.codes[record.index()].position() {
                    all.push_str(&forms[position]);
                }
            }
            all.into_boxed_str()
        });
        let written = records.iter().map(|record| {
            let mut all = records.record_id[record.index()].to_lowercase();
            for entry in places.iter().filter_map(|column| column.get(record)) {
                all.push('\n');
                all.push_str(&cut(&entry.display()).to_lowercase());
            }
            all.into_boxed_str()
        });
        Self { written: written.collect(), forms: forms.collect() }
    }

    /// Returns for each person whether all words of a query are found in what its records, or its reviewers, say.
    pub(crate) fn find(&self, query: &str, persons: &[Person], person_of: &[PersonIx]) -> Vec<bool> {
        let mut found = vec![true; persons.len()];
        for word in cut(query).to_lowercase().split_whitespace().take(MOST_WORDS) {
            let word = Word::new(word);
            let mut here = vec![false; persons.len()];
            for (record, person) in person_of.iter().enumerate() {
                if !here[person.index()] && word.is_in(&self.written[record], &self.forms[record]) {
                    here[person.index()] = true;
                }
            }
            for (at, person) in persons.iter().enumerate() {
                found[at] = found[at]
                    && (here[at] || person.id.to_lowercase() == word.typed || word.was_entered(person));
            }
        }
        found
    }
}

/// A word of a query.
struct Word {
    typed: String,
    /// The beginnings of forms that it finds, each with a blank before it.
    beginnings: Vec<String>,
}

impl Word {
    fn new(typed: &str) -> Self {
        let folded = if typed.is_ascii() { vec![search_fold_ascii(typed)] } else { search_forms(typed) };
        // a bare vowel folds to almost nothing: then only the letters as typed count
        let tells = |form: &String| form.len() > 1 || (form.len() == 1 && form != "a");
        let beginnings = folded.into_iter().filter(tells).map(|form| format!(" {form}")).collect();
        Self { typed: typed.to_owned(), beginnings }
    }

    fn is_in(&self, written: &str, forms: &str) -> bool {
        written.contains(&self.typed) || self.beginnings.iter().any(|beginning| forms.contains(beginning))
    }

    /// Returns whether a reviewer entered a name or place with this word in it.
    fn was_entered(&self, person: &Person) -> bool {
        let entered = person.fields.iter().filter(|field| field.rule == Choice::Reviewer);
        entered.map(|field| &field.shown().display).any(|value| {
            let forms: String = search_forms(cut(value)).iter().map(|form| format!(" {form}")).collect();
            self.is_in(&cut(value).to_lowercase(), &forms)
        })
    }
}

fn cut(text: &str) -> &str {
    text.char_indices().nth(LONGEST).map_or(text, |(end, _)| &text[..end])
}
