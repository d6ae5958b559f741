//! What one visitor is let to see: sources and fields may be confined to groups ([`tizim_ledger::Access`]).
//!
//! Whoever is let to see everything sees the pages as they are. For anybody else a page is closed unless it leaves out
//! what they may not see ([`is_for_all`]): a page that is new and does not know of groups shows them nothing.

use crate::desk::Desk;
use crate::loaded::State;
use crate::visitor::Visitor;
use crate::write::Refusal;
use std::borrow::Cow;
use tizim_ledger::{Access, RecordKey, Viewed, Viewer, What};
use tizim_model::{RecordIx, Records};
use tizim_project::{Choice, Person, PersonField, Results, record_key};

/// Pages that leave out what their reader may not see, and forms that refuse it.
const FOR_ALL: [&str; 12] = [
    "/",
    "/pairs",
    "/pairs/decide",
    "/pairs/skip",
    "/pair",
    "/persons",
    "/figures",
    "/articles",
    "/article",
    "/undo",
    "/live",
    "/sign-out",
];
/// Likewise, with all below them.
const FOR_ALL_BELOW: [&str; 3] = ["/person/", "/searches/", "/article/"];

/// Returns whether an address is one that leaves out what its reader may not see.
pub(crate) fn is_for_all(path: &str) -> bool {
    FOR_ALL.contains(&path) || FOR_ALL_BELOW.iter().any(|start| path.starts_with(start))
}

/// What one visitor is let to see.
#[derive(Clone, Copy)]
pub(crate) struct Sight<'a> {
    access: &'a Access,
    viewer: Viewer<'a>,
    /// Nothing is hidden from them.
    pub(crate) all: bool,
}

impl<'a> Sight<'a> {
    pub(crate) fn new(state: &'a State, visitor: &'a Visitor) -> Self {
        let (access, viewer) = (state.book.access(), visitor.viewer());
        Self { access, viewer, all: access.may_see_all(viewer) }
    }

    pub(crate) fn source(&self, source: &str) -> bool {
        self.all || self.access.may_see_source(self.viewer, source)
    }

    pub(crate) fn record(&self, records: &Records, record: RecordIx) -> bool {
        self.all || self.source(&records.list(record).name)
    }

    pub(crate) fn key(&self, key: &RecordKey) -> bool {
        self.source(&key.list)
    }

    /// Returns whether a field of a source's records is seen.
    pub(crate) fn field(&self, source: &str, field: &str) -> bool {
        self.all || self.access.may_see_field(self.viewer, source, field)
    }

    /// Returns whether a field is seen in both of two records.
    pub(crate) fn field_of_both(&self, records: &Records, pair: (RecordIx, RecordIx), field: &str) -> bool {
        self.all || [pair.0, pair.1].iter().all(|record| self.field(&records.list(*record).name, field))
    }

    /// Returns whether every field of two records is seen, so that what was computed from all of them may be shown.
    pub(crate) fn all_of_both(&self, records: &Records, pair: (RecordIx, RecordIx)) -> bool {
        self.all || records.columns.iter().all(|column| self.field_of_both(records, pair, &column.name))
    }

    /// Returns a person as far as its records and their fields are seen; nothing if no record is.
    pub(crate) fn person<'p>(&self, records: &Records, person: &'p Person) -> Option<Cow<'p, Person>> {
        if self.all {
            return Some(Cow::Borrowed(person));
        }
        let seen = |at: &usize| self.record(records, person.records[*at]);
        let places: Vec<usize> = (0..person.records.len()).filter(seen).collect();
        if places.is_empty() {
            return None;
        }
        let is_whole = places.len() == person.records.len();
        Some(Cow::Owned(Person {
            records: places.iter().map(|at| person.records[*at]).collect(),
            membership: places.iter().map(|at| person.membership[*at]).collect(),
            fields: person
                .fields
                .iter()
                .filter_map(|field| self.person_field(records, field, is_whole))
                .collect(),
            ..person.clone()
        }))
    }

    fn person_field(&self, records: &Records, field: &PersonField, is_whole: bool) -> Option<PersonField> {
        let is_seen = |record: RecordIx| self.field(&records.list(record).name, &field.field);
        let mut chosen = None;
        let mut values = Vec::new();
        // what was entered by hand may come from what is hidden
        let may_be_entered = is_whole
            && field.values.iter().flat_map(|value| &value.evidence).all(|evidence| is_seen(evidence.record))
            && self.access.may_see_field(self.viewer, "", &field.field);
        for (at, value) in field.values.iter().enumerate() {
            let mut value = value.clone();
            let was_entered = value.evidence.is_empty();
            value.evidence.retain(|evidence| is_seen(evidence.record));
            if value.evidence.is_empty() && !(was_entered && may_be_entered) {
                continue;
            }
            if at == field.chosen {
                chosen = Some(values.len());
            }
            values.push(value);
        }
        let rule = if chosen.is_some() { field.rule } else { Choice::FirstList };
        (!values.is_empty()).then(|| PersonField {
            field: field.field.clone(),
            chosen: chosen.unwrap_or(0),
            rule,
            values,
            ..field.clone()
        })
    }

    /// Returns what a view of a record is in the ledger, if anything in it is hidden from anybody.
    fn viewed(&self, records: &Records, record: RecordIx) -> Option<What> {
        let source = &records.list(record).name;
        let fields: Vec<String> = records
            .columns
            .iter()
            .filter(|column| column.get(record).is_some())
            .filter(|column| {
                self.field(source, &column.name) && self.access.is_confidential(source, &column.name)
            })
            .map(|column| column.name.clone())
            .collect();
        let key = record_key(records, record);
        (!fields.is_empty()).then_some(What::Viewed(Viewed { source: key.list, item: key.record_id, fields }))
    }

    /// Writes into the ledger that somebody is shown records of which something is confidential, before they are.
    ///
    /// # Errors
    ///
    /// [`Refusal`] if it can't be written; nothing must be shown then.
    pub(crate) fn note_views(
        &self,
        desk: &Desk,
        visitor: &Visitor,
        records: &Records,
        shown: impl IntoIterator<Item = RecordIx>,
    ) -> Result<(), Refusal> {
        if self.access.confinements().next().is_none() {
            return Ok(());
        }
        let views: Vec<What> = shown.into_iter().filter_map(|record| self.viewed(records, record)).collect();
        desk.append(visitor.user(), views).map(drop)
    }

    /// As [`Sight::note_views`], for something of a source that has no fields: an article.
    ///
    /// # Errors
    ///
    /// As there.
    pub(crate) fn note_item(
        &self,
        desk: &Desk,
        visitor: &Visitor,
        source: &str,
        item: &str,
    ) -> Result<(), Refusal> {
        if self.access.confined_to(Some(source), None).is_none() {
            return Ok(());
        }
        let viewed = Viewed { source: source.to_owned(), item: item.to_owned(), fields: Vec::new() };
        desk.append(visitor.user(), vec![What::Viewed(viewed)]).map(drop)
    }
}

/// Withholds from publication what is confidential or for which no consent was given, beside what judgements withhold.
pub(crate) fn withhold_confidential(results: &mut Results, access: &Access) {
    if access.confinements().next().is_none() && access.consents().next().is_none() {
        return;
    }
    let records = std::sync::Arc::clone(&results.records);
    for person in &mut results.persons {
        let may_field = |record: RecordIx, field: &str| access.may_publish(&records.list(record).name, field);
        let is_hidden =
            |record: &RecordIx| access.confined_to(Some(&records.list(*record).name), None).is_some();
        let withheld = person.withheld || person.records.iter().all(is_hidden);
        let fields: Vec<bool> = person
            .fields
            .iter()
            .map(|field| {
                let evidence = field.values.iter().flat_map(|value| &value.evidence);
                field.withheld
                    || evidence.into_iter().any(|evidence| !may_field(evidence.record, &field.field))
            })
            .collect();
        let is_as_before = withheld == person.withheld
            && person.fields.iter().zip(&fields).all(|(field, withheld)| field.withheld == *withheld);
        if is_as_before {
            continue;
        }
        let person = std::sync::Arc::make_mut(person);
        person.withheld = withheld;
        person.fields.iter_mut().zip(fields).for_each(|(field, withheld)| field.withheld = withheld);
    }
}
