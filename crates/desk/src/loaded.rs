//! What the pages show: the ledger as read, and the register that follows it.
//!
//! A [`State`] never changes. Whoever makes a page takes the newest and keeps it until the page is made; whoever writes puts
//! the next one in its place. The parts are shared, so neither waits for the other.

use crate::accounts::Accounts;
use crate::queue::{Queue, Reach};
use crate::search::SearchIndex;
use crate::second::SecondLooks;
use crate::sight::Sight;
use crate::withheld::Withheld;
use rustc_hash::FxHashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tizim_ledger::{Book, Choice, Contradiction, Decision, Entry, RecordKey, What};
use tizim_link::LinkError;
use tizim_model::RecordIx;
use tizim_project::config::Config;
use tizim_project::{Person, RecordNames, Results, record_key};

/// Two records by their lasting names, the lesser first.
pub(crate) type KeyPair = (RecordKey, RecordKey);

/// What the pages show.
#[derive(Clone, Debug)]
pub(crate) struct State {
    pub(crate) config: Arc<Config>,
    /// The whole ledger, as far as it was read.
    pub(crate) book: Book,
    pub(crate) accounts: Arc<Accounts>,
    /// Judgements that can't all be right, written by other means than this desk, the oldest first.
    pub(crate) contradictions: Arc<Vec<Contradiction>>,
    /// Nothing while the project has no record to show.
    pub(crate) loaded: Option<Arc<Loaded>>,
}

/// A register, as of some entry of the ledger.
#[derive(Clone, Debug)]
pub(crate) struct Loaded {
    pub(crate) results: Arc<Results>,
    /// The same for readers from whom something is hidden.
    pub(crate) withheld: Arc<Withheld>,
    pub(crate) names: Arc<RecordNames>,
    pub(crate) search: Arc<SearchIndex>,
    queue: Arc<Mutex<Queue>>,
    /// The number of the last entry that the last whole run knew: later judgements are not in the estimate.
    pub(crate) run_at: u64,
    /// The number of the last entry that the register follows.
    pub(crate) follows: u64,
    /// Whether breakdowns and the like are older than the register.
    pub(crate) recount_due: bool,
    /// The records of persons of whom a reviewer entered a value by hand.
    pub(crate) entered: FxHashSet<RecordIx>,
}

impl Loaded {
    /// Takes in the results of a run that knew the ledger up to `run_at`; `book` holds no more than that.
    pub(crate) fn new(results: Results, run_at: u64, book: &Book, looks: SecondLooks) -> Self {
        let names = Arc::new(RecordNames::new(&results.records));
        let search = Arc::new(SearchIndex::new(&results.records));
        let mut queue = Queue::new(&results.linkage, looks);
        queue.renew_all(book, &results.records);
        let entered = entered(book, &names);
        let queue = Arc::new(Mutex::new(queue));
        let withheld = Arc::default();
        let results = Arc::new(results);
        Self { results, withheld, names, search, queue, run_at, follows: run_at, recount_due: false, entered }
    }

    /// Returns the lasting names of two records.
    pub(crate) fn keys(&self, pair: (RecordIx, RecordIx)) -> KeyPair {
        let key = |record| record_key(&self.results.records, record);
        let (a, b) = (key(pair.0), key(pair.1));
        if a <= b { (a, b) } else { (b, a) }
    }

    /// Returns the person of a record, with its position.
    pub(crate) fn person_of(&self, record: RecordIx) -> (usize, &Person) {
        let at = self.results.linkage.person_of[record.index()].index();
        (at, &self.results.persons[at])
    }

    /// Returns the person of an id, with its position.
    pub(crate) fn person_named(&self, id: &str) -> Option<(usize, &Person)> {
        let likely = self.names.behind(id).map(|record| self.person_of(record));
        likely.filter(|(_, person)| person.id == id).or_else(|| {
            // two persons whose ids would be the same: one has the next free one
            let persons = self.results.persons.iter().map(|person| &**person).enumerate();
            persons.into_iter().find(|(_, person)| person.id == id)
        })
    }

    /// Returns how many pairs wait that nobody judged, of those that somebody sees.
    pub(crate) fn waiting(&self, reach: Reach, sight: Sight<'_>) -> u64 {
        match sight.all {
            true => self.queue().waiting(reach),
            false => self.queue().waiting_seen(reach, &|pair| sight.pair(&self.results.records, pair)),
        }
    }

    pub(crate) fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns a register that follows the ledger to its last entry.
    ///
    /// # Errors
    ///
    /// [`LinkError`] if names and records don't belong together, which a whole run mends.
    pub(crate) fn following(&self, config: &Config, book: &Book) -> Result<Self, LinkError> {
        let mut next = Self { withheld: Arc::default(), ..self.clone() };
        let anew = Arc::make_mut(&mut next.results).follow(config, &self.names, book, self.follows)?;
        next.follows = book.last_seq();
        next.recount_due |= !anew.is_empty();
        if book.entries_after(self.follows).any(|entry| !is_on_pair(entry)) {
            next.entered = entered(book, &self.names);
        }
        Ok(next)
    }

    /// Returns the same register with all that is counted over all persons counted anew.
    pub(crate) fn recounted(&self) -> Self {
        let mut next = Self { withheld: Arc::default(), recount_due: false, ..self.clone() };
        Arc::make_mut(&mut next.results).recount();
        next
    }
}

fn is_on_pair(entry: &Entry) -> bool {
    matches!(&entry.what, What::Judgement(judgement) if matches!(judgement.decision, Decision::Pair { .. } | Decision::Opinion { .. }))
}

fn entered(book: &Book, names: &RecordNames) -> FxHashSet<RecordIx> {
    let keys = book.in_force().filter_map(|entry| match &entry.what {
        What::Judgement(judgement) => match &judgement.decision {
            Decision::FieldChosen { person, choice: Choice::Entered { .. }, .. } => Some(person),
            _ => None,
        },
        _ => None,
    });
    keys.filter_map(|key| names.find(key)).collect()
}

impl State {
    /// Begins with a ledger as far as the register knows it.
    pub(crate) fn new(config: Config, book: Book, loaded: Option<Loaded>) -> Self {
        let mut accounts = Accounts::default();
        book.entries().for_each(|entry| accounts.take(entry));
        Self {
            config: Arc::new(config),
            accounts: Arc::new(accounts),
            contradictions: Arc::new(book.contradictions()),
            book,
            loaded: loaded.map(Arc::new),
        }
    }

    /// Takes in a longer ledger: what waits and who may sign in follow at once, the register follows later.
    pub(crate) fn take(&mut self, book: Book) {
        let since = self.book.last_seq();
        let mut touched = Vec::new();
        for entry in book.entries_after(since) {
            if matches!(entry.what, What::AccountSet(_)) {
                Arc::make_mut(&mut self.accounts).take(entry);
            }
            touched.extend(pairs_touched(&book, entry));
        }
        if !touched.is_empty() {
            // none come about by this desk, but others may write, and each may be mended here
            let may_clash = !self.contradictions.is_empty();
            let clash = |pair: &KeyPair| {
                book.on_pair(&pair.0, &pair.1)
                    .is_some_and(|judged| book.contradiction_of(judged.seq).is_some())
            };
            if may_clash || touched.iter().any(clash) {
                self.contradictions = Arc::new(book.contradictions());
            }
            if let Some(loaded) = &self.loaded {
                let groups = touched.iter().flat_map(|(a, b)| [book.same_as(a), book.same_as(b)]).flatten();
                let records: FxHashSet<RecordIx> = groups.filter_map(|key| loaded.names.find(&key)).collect();
                loaded.queue().renew(&records, &book, &loaded.results.records);
            }
        }
        self.book = book;
    }

    /// Returns an entry by its number.
    pub(crate) fn entry(&self, seq: u64) -> Option<&Entry> {
        self.book.entry(seq)
    }

    /// Returns the record of a lasting name.
    pub(crate) fn find(&self, key: &RecordKey) -> Option<RecordIx> {
        self.loaded.as_ref()?.names.find(key)
    }
}

/// Returns the pairs whose judgement an entry may have changed: its own, and those that it takes back or revives.
fn pairs_touched(book: &Book, entry: &Entry) -> Vec<KeyPair> {
    let mut touched = Vec::new();
    let mut next = Some(entry);
    while let Some(What::Judgement(judgement)) = next.map(|entry| &entry.what) {
        if let Decision::Pair { a, b, .. } | Decision::Opinion { a, b, .. } = &judgement.decision {
            touched.push((a.clone(), b.clone()));
        }
        let before = next.map_or(0, |entry| entry.seq);
        next = judgement.undoes.filter(|undone| *undone < before).and_then(|undone| book.entry(undone));
    }
    touched
}
