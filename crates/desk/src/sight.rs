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
use tizim_project::{Person, Seen, record_key};

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

    /// Looks up what is seen of some records, for whoever asks of many of them.
    pub(crate) fn seen<'r>(&self, records: &'r Records) -> Seen<'r> {
        Seen::new(records, self.access.clearance(self.viewer))
    }

    /// Returns a person as far as its records and their fields are seen; nothing if no record is.
    pub(crate) fn person<'p>(&self, records: &Records, person: &'p Person) -> Option<Cow<'p, Person>> {
        if self.all { Some(Cow::Borrowed(person)) } else { self.seen(records).person(person) }
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
