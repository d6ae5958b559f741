//! What one visitor is let to see: sources and fields may be confined to groups ([`tizim_ledger::Access`]).
//!
//! Whoever is let to see everything sees the pages as they are. For anybody else a page is closed unless it leaves out
//! what they may not see ([`is_for_all`]): a page that is new and does not know of groups shows them nothing.

use crate::desk::Desk;
use crate::loaded::{Loaded, State};
use crate::visitor::Visitor;
use crate::withheld::Kind;
use crate::words::Words;
use crate::write::Refusal;
use std::borrow::Cow;
use std::sync::Arc;
use tizim_ledger::{Access, ArticleKey, Choice, Decision, Entry, Judgement, RecordKey, Viewed, Viewer, What};
use tizim_model::{RecordIx, Records};
use tizim_project::{ListProfile, Person, Results, Seen, Unnamed, record_key};

/// Pages that leave out what their reader may not see, and forms that refuse it.
const FOR_ALL: [&str; 22] = [
    "/",
    "/pairs",
    "/pairs/decide",
    "/pairs/skip",
    "/pair",
    "/persons",
    "/figures",
    "/run",
    "/lists",
    "/lists/mend",
    "/lists/take-back",
    "/lists/edition",
    "/lists/call-edition",
    "/estimate",
    "/estimate/choose",
    "/publish",
    "/ledger",
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

    pub(crate) fn pair(&self, records: &Records, pair: (RecordIx, RecordIx)) -> bool {
        self.record(records, pair.0) && self.record(records, pair.1)
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
    pub(crate) fn seen<'r>(&self, results: &'r Results) -> Seen<'r> {
        Seen::new(&results.records, &results.suggested_records, self.access.clearance(self.viewer))
    }

    /// Returns a person as far as its records and their fields are seen; nothing if no record is.
    pub(crate) fn person<'p>(&self, results: &Results, person: &'p Person) -> Option<Cow<'p, Person>> {
        if self.all { Some(Cow::Borrowed(person)) } else { self.seen(results).person(person) }
    }

    /// Returns a register's results without what is not seen; as they are for whoever sees everything.
    pub(crate) fn results(&self, loaded: &Loaded, words: &Words) -> Arc<Results> {
        if self.all {
            return Arc::clone(&loaded.results);
        }
        let w = &words.groups;
        let unnamed = Unnamed {
            source: w.unnamed_source.as_str(),
            field: w.unnamed_field.as_str(),
            stratum: w.unnamed_stratum.as_str(),
            sentence: w.not_said.as_str(),
        };
        let owned = |name: Option<&str>| name.map(str::to_owned);
        let closed = self.access.closed_to(self.viewer);
        let closed = closed.map(|(source, field)| (owned(source), owned(field))).collect();
        let kind = Kind { language: words.code.clone(), closed };
        loaded.withheld.of(kind, &loaded.results, self.access.clearance(self.viewer), &unnamed)
    }

    /// Returns whether nothing of a source is hidden, so that its rows may be shown as they were written, and decided on.
    pub(crate) fn whole_source(&self, source: &str) -> bool {
        self.all
            || self.access.closed_to(self.viewer).all(|(closed, _)| closed.is_some_and(|it| it != source))
    }

    /// Returns whether a field is known: some source that is seen has it, and shows it.
    pub(crate) fn column(&self, results: &Results, field: &str) -> bool {
        let has = |list: &ListProfile| list.columns.iter().any(|column| column.field == field);
        self.all || results.lists.iter().any(|list| has(list) && self.field(&list.name, field))
    }

    /// Returns whether an entry of the ledger names nothing that is hidden.
    pub(crate) fn entry(&self, state: &State, entry: &Entry) -> bool {
        let field = |source: &str, field: Option<&str>| match field {
            Some(field) => self.field(source, field),
            None => self.source(source),
        };
        self.all
            || match &entry.what {
                What::Judgement(judgement) => self.judgement(state, judgement),
                What::SourceAdded(custody) => self.source(&custody.list),
                What::Confined(it) => field(it.source.as_deref().unwrap_or(""), it.field.as_deref()),
                What::ConsentRecorded(it) => field(&it.source, it.field.as_deref()),
                What::Viewed(it) => {
                    self.source(&it.source) && it.fields.iter().all(|field| self.field(&it.source, field))
                }
                What::ProjectCreated(_)
                | What::Exported(_)
                | What::AccountSet(_)
                | What::SignIn(_)
                | What::GroupMade(_)
                | What::MemberSet(_)
                | What::FileKept(_)
                | What::Closed(_) => true,
                // of what kind it is this page does not know, so neither what it names
                _ => false,
            }
    }

    fn judgement(&self, state: &State, judgement: &Judgement) -> bool {
        let article = |key: &ArticleKey| {
            let articles = state.loaded.iter().flat_map(|loaded| loaded.results.articles.iter());
            let mut found = articles.filter(|it| it.file == key.file && it.page == key.page);
            found.next().is_some_and(|article| self.source(&article.source))
        };
        match &judgement.decision {
            Decision::Pair { a, b, .. } | Decision::Opinion { a, b, .. } => self.key(a) && self.key(b),
            Decision::FieldChosen { person, field, choice } => {
                self.key(person)
                    && match choice {
                        Choice::Record { record } => self.key(record) && self.field(&record.list, field),
                        // what was entered by hand may come from what is hidden
                        Choice::Entered { .. } => false,
                    }
            }
            Decision::FieldWithheld { person, field } => self.key(person) && self.field(&person.list, field),
            Decision::PersonWithheld { person } | Decision::Note { person } => self.key(person),
            Decision::Claim { article: key, .. } | Decision::ArticleRead { article: key } => article(key),
            Decision::TakenBack => {
                let undone = judgement.undoes.and_then(|seq| state.entry(seq));
                undone.is_some_and(|entry| self.entry(state, entry))
            }
            _ => false,
        }
    }

    /// Returns whether a source is confined to groups as a whole.
    pub(crate) fn is_confined(&self, source: &str) -> bool {
        self.access.confined_to(Some(source), None).is_some()
    }

    /// Returns whether anything of a source is hidden from anybody: its rows as they were written are then confidential.
    pub(crate) fn is_confidential(&self, records: &Records, source: &str) -> bool {
        self.is_confined(source)
            || records.columns.iter().any(|column| self.access.is_confidential(source, &column.name))
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

    /// As [`Sight::note_views`], for things of sources that have no fields: articles, figures, rows as they were written. Each
    /// is a source with the item; those of sources that are open to all are passed over.
    ///
    /// # Errors
    ///
    /// As there.
    pub(crate) fn note_items<'s>(
        &self,
        desk: &Desk,
        visitor: &Visitor,
        shown: impl IntoIterator<Item = (&'s str, String)>,
    ) -> Result<(), Refusal> {
        let confidential = shown.into_iter().filter(|(source, _)| self.is_confined(source));
        self.note_confidential(desk, visitor, confidential)
    }

    /// As [`Sight::note_items`], where the caller knows that each is confidential.
    ///
    /// # Errors
    ///
    /// As there.
    pub(crate) fn note_confidential<'s>(
        &self,
        desk: &Desk,
        visitor: &Visitor,
        shown: impl IntoIterator<Item = (&'s str, String)>,
    ) -> Result<(), Refusal> {
        let viewed = |(source, item): (&str, String)| {
            What::Viewed(Viewed { source: source.to_owned(), item, fields: Vec::new() })
        };
        let views: Vec<What> = shown.into_iter().map(viewed).collect();
        if views.is_empty() { Ok(()) } else { desk.append(visitor.user(), views).map(drop) }
    }
}
