//! The register in memory, and how it follows the ledger.

use crate::accounts::Accounts;
use crate::judged::{Judged, KeyPair, ordered};
use crate::queue::{Queue, Reach};
use crate::search::SearchIndex;
use tizim_ledger::{Entry, RecordKey};
use tizim_link::LinkError;
use tizim_model::RecordIx;
use tizim_project::config::Config;
use tizim_project::{Person, RecordNames, Results, record_key};

/// What the pages show.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) config: Config,
    /// The whole ledger, as far as it was read.
    pub(crate) entries: Vec<Entry>,
    pub(crate) judged: Judged,
    pub(crate) accounts: Accounts,
    /// Nothing while the project has no record to show.
    pub(crate) loaded: Option<Box<Loaded>>,
}

/// A register.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) results: Results,
    pub(crate) names: RecordNames,
    pub(crate) search: SearchIndex,
    pub(crate) queue: std::sync::Mutex<Queue>,
    /// The number of the last entry that the last whole run knew: later judgements are not in the estimate.
    pub(crate) run_at: u64,
    /// Whether breakdowns and the like are older than the register.
    pub(crate) recount_due: bool,
}

impl Loaded {
    /// Takes in the results of a run that knew the ledger up to `run_at`.
    pub(crate) fn new(results: Results, run_at: u64) -> Self {
        Self {
            names: RecordNames::new(&results.records),
            search: SearchIndex::new(&results.records),
            queue: std::sync::Mutex::new(Queue::new(&results.linkage)),
            results,
            run_at,
            recount_due: false,
        }
    }

    /// Returns the lasting names of two records.
    pub(crate) fn keys(&self, pair: (RecordIx, RecordIx)) -> KeyPair {
        let key = |record| record_key(&self.results.records, record);
        ordered(key(pair.0), key(pair.1))
    }

    /// Returns the person of a record, with its position.
    pub(crate) fn person_of(&self, record: RecordIx) -> (usize, &Person) {
        let at = self.results.linkage.person_of[record.index()].index();
        (at, &self.results.persons[at])
    }

    /// Returns the person of an id, with its position.
    pub(crate) fn person_named(&self, id: &str) -> Option<(usize, &Person)> {
        self.results.persons.iter().enumerate().find(|(_, person)| person.id == id)
    }

    /// Returns how many pairs wait.
    pub(crate) fn waiting(&self, reach: Reach, judged: &Judged) -> u64 {
        self.queue().waiting(reach, |pair| judged.is_settled(pair, |pair| self.keys(pair)))
    }

    pub(crate) fn queue(&self) -> std::sync::MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl State {
    pub(crate) fn new(config: Config, entries: Vec<Entry>, loaded: Option<Box<Loaded>>) -> Self {
        let mut accounts = Accounts::default();
        entries.iter().for_each(|entry| accounts.take(entry));
        let names = loaded.as_ref().map(|loaded| &loaded.names);
        Self { config, judged: Judged::new(&entries, names), accounts, entries, loaded }
    }

    /// Returns the number of the last entry that is known here.
    pub(crate) fn last(&self) -> u64 {
        self.entries.last().map_or(0, |entry| entry.seq)
    }

    /// Takes in entries that were appended to the ledger, and has the register follow them.
    ///
    /// # Errors
    ///
    /// [`LinkError`] if judgements that others wrote contradict one another; the register is then as it was.
    pub(crate) fn take(&mut self, new: Vec<Entry>) -> Result<(), LinkError> {
        if new.is_empty() {
            return Ok(());
        }
        let since = self.last();
        new.iter().for_each(|entry| self.accounts.take(entry));
        self.entries.extend(new);
        self.judged = Judged::new(&self.entries, self.loaded.as_ref().map(|loaded| &loaded.names));
        let Some(loaded) = &mut self.loaded else { return Ok(()) };
        let anew = loaded.results.follow(&self.config, &loaded.names, &self.entries, since)?;
        loaded.recount_due |= !anew.is_empty();
        Ok(())
    }

    /// Returns an entry by its number.
    pub(crate) fn entry(&self, seq: u64) -> Option<&Entry> {
        let at = self.entries.binary_search_by_key(&seq, |entry| entry.seq).ok()?;
        self.entries.get(at)
    }

    /// Returns the record of a lasting name.
    pub(crate) fn find(&self, key: &RecordKey) -> Option<RecordIx> {
        self.loaded.as_ref()?.names.find(key)
    }
}
