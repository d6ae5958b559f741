//! What a reader is not let to know is taken out of results: by the commands for the public, by the desk for its readers.
//!
//! A value goes that rests on a field of a source the reader may not see; where another source gives one, that is shown, chosen
//! by the same rules. (A blank in its place would tell that the confined source knows the person.) A person whom only such
//! sources know is withheld. A source that the reader must not know of loses its name wherever names of lists stand, and
//! sentences that mention it, its files or what it counts are withheld whole. Counts over all persons still count everybody.

mod mentions;
mod told;

use crate::articles::place_scopes;
use crate::count::{breakdown, register, timeline};
use crate::results::{Choice, Person, PersonField, Results};
use mentions::Mentions;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;
use tizim_ledger::Clearance;
use tizim_model::{Column, RecordIx, Records};

/// How much was taken out of results for a reader: counts, never contents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Withheld {
    /// Sources that are not named.
    pub sources: u64,
    /// Persons whom only sources know that the reader may not see.
    pub persons: u64,
    /// Fields of other persons of which values were taken out; another source's value may stand there now.
    pub fields: u64,
    /// Figures.
    pub figures: u64,
}

impl Withheld {
    /// Returns whether nothing was taken out.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// What stands in the place of what a reader must not know of.
#[derive(Clone, Copy, Debug)]
pub struct Unnamed<'a> {
    /// In the place of a source's name.
    pub source: &'a str,
    /// Of the name of a field that only such sources have.
    pub field: &'a str,
    /// Of the value by which a stratum is named.
    pub stratum: &'a str,
    /// Of a sentence that mentions any of these.
    pub sentence: &'a str,
}

impl Unnamed<'static> {
    /// In the language of the report.
    pub const ENGLISH: Self = Self {
        source: "withheld source",
        field: "withheld field",
        stratum: "withheld stratum",
        sentence: "withheld: this speaks of what not everybody may see",
    };
}

/// Which records and fields of them a reader may see, looked up once for all lists.
pub struct Seen<'a> {
    records: &'a Records,
    /// For each record whether it rests on claims that nobody has accepted.
    suggested: &'a [bool],
    /// For each list whether anything of it may be seen.
    lists: Vec<bool>,
    /// For each field by name, for each list whether it may be seen.
    fields: FxHashMap<&'a str, Vec<bool>>,
    is_whole: bool,
}

impl<'a> Seen<'a> {
    /// Looks up what may be seen of some records; `suggested` is [`Results::suggested_records`].
    pub fn new(records: &'a Records, suggested: &'a [bool], clearance: Clearance<'_>) -> Self {
        let names = || records.lists.iter().map(|list| list.name.as_str());
        let may_see = |column: &'a Column| {
            let of_lists = names().map(|list| clearance.may_see_field(list, &column.name)).collect();
            (column.name.as_str(), of_lists)
        };
        Self {
            records,
            suggested,
            lists: names().map(|list| clearance.may_see_source(list)).collect(),
            fields: records.columns.iter().map(may_see).collect(),
            is_whole: clearance.is_whole(),
        }
    }

    /// Returns whether anything of a record may be seen.
    pub fn record(&self, record: RecordIx) -> bool {
        self.lists[self.records.list_of[record.index()].index()]
    }

    /// Returns whether a field of a record may be seen.
    pub fn field(&self, record: RecordIx, field: &str) -> bool {
        let list = self.records.list_of[record.index()].index();
        self.lists[list] && self.fields.get(field).is_none_or(|of_lists| of_lists[list])
    }

    /// Returns a person as far as its records and their fields may be seen; nothing if no record may be.
    ///
    /// What a reviewer entered by hand may come from what is hidden: it is seen by whoever may see the whole person.
    pub fn person<'p>(&self, person: &'p Person) -> Option<Cow<'p, Person>> {
        if self.is_whole {
            return Some(Cow::Borrowed(person));
        }
        let places: Vec<usize> =
            (0..person.records.len()).filter(|at| self.record(person.records[*at])).collect();
        if places.is_empty() {
            return None;
        }
        let is_whole = places.len() == person.records.len();
        let fields: Vec<Option<Cow<'p, PersonField>>> =
            person.fields.iter().map(|field| self.person_field(person, field, is_whole)).collect();
        if is_whole && fields.iter().all(|field| matches!(field, Some(Cow::Borrowed(_)))) {
            return Some(Cow::Borrowed(person));
        }
        Some(Cow::Owned(Person {
            records: places.iter().map(|at| person.records[*at]).collect(),
            membership: places.iter().map(|at| person.membership[*at]).collect(),
            fields: fields.into_iter().flatten().map(Cow::into_owned).collect(),
            ..person.clone()
        }))
    }

    fn person_field<'p>(
        &self,
        person: &Person,
        field: &'p PersonField,
        is_whole: bool,
    ) -> Option<Cow<'p, PersonField>> {
        let mut evidence = field.values.iter().flat_map(|value| &value.evidence);
        let is_all_seen = evidence.all(|evidence| self.field(evidence.record, &field.field));
        if is_all_seen && (is_whole || !field.values.iter().any(|value| value.entered)) {
            return Some(Cow::Borrowed(field));
        }
        let seen: Vec<RecordIx> =
            person.records.iter().copied().filter(|record| self.field(*record, &field.field)).collect();
        let column = self.records.column_named(&field.field)?;
        let mut left = register::field(self.records, column, &seen, self.suggested)?;
        left.withheld = field.withheld;
        let chosen = left.values.iter().position(|value| value.display == field.shown().display);
        if let (Choice::Reviewer, false, Some(chosen)) = (field.rule, field.shown().entered, chosen) {
            left.chosen = chosen;
            left.rule = Choice::Reviewer;
        }
        Some(Cow::Owned(left))
    }
}

impl Results {
    /// Takes out what a reader is not let to know, and counts anew what is counted by values; [`Results::withheld`] says how
    /// much it was.
    ///
    /// The cells of the records, the articles and their claims stay as they are: no output for the public is made of them.
    pub fn withhold(&mut self, clearance: Clearance<'_>, unnamed: &Unnamed<'_>) {
        if clearance.is_whole() {
            return;
        }
        let records = Arc::clone(&self.records);
        let suggested = self.suggested_records.clone();
        let seen = Seen::new(&records, &suggested, clearance);
        let mut withheld = Withheld::default();
        for person in &mut self.persons {
            match seen.person(person) {
                Some(Cow::Borrowed(_)) => {}
                Some(Cow::Owned(left)) => {
                    withheld.fields += changed(person, &left);
                    // its place among the others, and on which lists it counts, stay
                    let (records, membership) = (person.records.clone(), person.membership.clone());
                    *person = Arc::new(Person { records, membership, ..left });
                }
                None => {
                    withheld.persons += u64::from(!person.withheld);
                    let person = Arc::make_mut(person);
                    person.withheld = true;
                    person.fields.clear();
                }
            }
        }
        self.breakdowns = breakdown::breakdowns(&self.records, &self.persons);
        self.timeline = timeline::timeline(&self.persons);
        let mentions = Mentions::new(self, clearance, &seen, unnamed);
        let before = self.figures.len();
        self.figures.retain(|figure| clearance.may_see_source(&figure.source));
        withheld.figures = (before - self.figures.len()) as u64;
        place_scopes(&mut self.figures);
        withheld.sources = mentions.sources();
        self.forget_lists(clearance, &mentions);
        mentions.leave_out_of(self);
        self.withheld = withheld;
    }

    /// Takes out where lists came from and how they were read, as far as the reader may not know it.
    fn forget_lists(&mut self, clearance: Clearance<'_>, mentions: &Mentions) {
        for list in &mut self.lists {
            let source = std::mem::take(&mut list.name);
            if !clearance.may_know_source(&source) {
                list.scope.clear();
                list.custody.clear();
                list.formats.clear();
                list.notes.clear();
                list.columns.clear();
            }
            list.columns.retain(|column| clearance.may_see_field(&source, &column.field));
            list.name = mentions.renamed(&source);
            list.copied_from.iter_mut().for_each(|origin| *origin = mentions.renamed(origin));
            list.formats.iter_mut().chain(&mut list.notes).for_each(|words| mentions.sentence(words));
        }
        let is_list = |source: &str| self.records.lists.iter().any(|list| list.name == source);
        let sees_fields = |source: &str| {
            self.records.columns.iter().all(|column| clearance.may_see_field(source, &column.name))
        };
        let is_open =
            |source: &str| clearance.may_see_source(source) && (!is_list(source) || sees_fields(source));
        let hidden: HashSet<String> = self
            .quarantine
            .iter()
            .map(|line| line.list.as_str())
            .filter(|list| !is_open(list))
            .map(str::to_owned)
            .collect();
        if hidden.is_empty() {
            return;
        }
        // a line holds a whole row as it was written
        for line in Arc::make_mut(&mut self.quarantine).iter_mut().filter(|line| hidden.contains(&line.list))
        {
            line.list = mentions.renamed(&line.list);
            line.column = None;
            for text in [&mut line.file, &mut line.text, &mut line.reason] {
                text.clear();
            }
        }
    }
}

/// Returns how many fields of a person are not what they were.
fn changed(person: &Person, left: &Person) -> u64 {
    let is_same =
        |field: &&PersonField| left.field(&field.field).is_some_and(|now| now.values == field.values);
    (person.fields.len() - person.fields.iter().filter(is_same).count()) as u64
}
