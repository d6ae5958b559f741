//! The ledger: opened, appended to, read. What is particular to one kind of database stands behind [`Store`].

use std::fmt;
use std::path::Path;

use crate::chain::Row;
use crate::judgement::in_force;
use crate::postgres::Postgres;
use crate::sqlite::{Sqlite, first_after};
use crate::stored::{chained, understand};
use crate::{
    Access, Book, Closed, Custody, Entry, Error, Finding, Hash, Judgement, NewEntry, Place, PostgresUrl,
    Result, What,
};

/// The newest version of the ledger's tables that this program knows.
pub const SCHEMA_VERSION: u32 = 6;

/// What both kinds of database do.
pub(crate) trait Store {
    /// Returns whether it was opened for writing.
    fn may_write(&self) -> Result<bool>;

    /// Returns the rows as stored from a number on, by number.
    fn rows(&self, first: i64) -> Result<Vec<Row>>;

    /// Returns where the chain ends.
    fn tail(&self) -> Result<Tail>;

    /// Takes the right to write, has entries made from the rows after `known` (none if not asked for) and the chain's end, and
    /// puts them in, all or none; they are on the disk when this returns. `make` may be called again if a connection breaks.
    fn append(&mut self, known: Option<u64>, make: Make<'_>) -> Result<()>;

    /// Returns all there is to verify, as it stood at one moment.
    fn view(&self) -> Result<View>;
}

/// Makes the entries to be put in.
pub(crate) type Make<'a> = &'a mut dyn FnMut(&[Row], Tail) -> Result<Vec<Entry>>;

/// Where a chain ends.
pub(crate) struct Tail {
    /// The highest number that was ever given.
    pub(crate) seq: i64,
    /// The hash of the last entry.
    pub(crate) hash: Hash,
    /// The payload of the last entry if it closes the ledger.
    pub(crate) closed: Option<String>,
}

/// The kind of the entry that closes a ledger.
pub(crate) const CLOSING: &str = "closed";

/// A ledger as stored, at one moment.
pub(crate) struct View {
    /// All rows, by number.
    pub(crate) rows: Vec<Row>,
    /// The highest number that was ever given, as the database remembers it.
    pub(crate) highest: i64,
    /// What is wrong with the database beside the rows.
    pub(crate) findings: Vec<Finding>,
}

/// A ledger in a file or on a Postgres server.
///
/// One on a Postgres server waits for the network, and must not be used in a thread that drives an asynchronous runtime.
pub struct Ledger {
    store: Box<dyn Store + Send>,
    place: Place,
    /// What was read so far, once a judgement was appended or the book was asked for.
    book: Option<Book>,
}

/// What became of one request to append: its entries, or why it was refused.
pub type Appended = Result<Vec<Entry>>;

impl Ledger {
    /// Makes an empty ledger. It appears under its name only when it is complete.
    ///
    /// # Errors
    ///
    /// [`Error::Exists`] if there is a ledger or a file of that name already; [`Error::Io`], [`Error::Unreachable`] or
    /// [`Error::Store`] if it can't be written.
    pub fn create(place: impl Into<Place>) -> Result<Self> {
        Self::with(place.into(), Sqlite::create, Postgres::create)
    }

    /// Opens a ledger for reading and appending, and brings an older one up to this program's version.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`], [`Error::NotALedger`], [`Error::Newer`], [`Error::Busy`], [`Error::Unreachable`],
    /// or [`Error::Store`].
    pub fn open(place: impl Into<Place>) -> Result<Self> {
        Self::with(place.into(), Sqlite::open, |url| Postgres::open(url, true))
    }

    /// Opens a ledger for reading only; works on a medium that can't be written.
    ///
    /// A process that was killed in the middle of an append leaves a journal beside the file, which must be rolled back
    /// before anything can be read. That alone is written, if there is one.
    ///
    /// # Errors
    ///
    /// As [`Ledger::open`]; moreover [`Error::Store`] if the ledger is of an older version, which can't be read as it is.
    pub fn open_read_only(place: impl Into<Place>) -> Result<Self> {
        Self::with(place.into(), Sqlite::open_read_only, |url| Postgres::open(url, false))
    }

    /// Opens or makes a ledger by what is done for its kind of place.
    fn with(
        place: Place,
        sqlite: fn(&Path) -> Result<Sqlite>,
        postgres: fn(&PostgresUrl) -> Result<Postgres>,
    ) -> Result<Self> {
        let store: Box<dyn Store + Send> = match &place {
            Place::File(path) => Box::new(sqlite(path)?),
            Place::Postgres(url) => Box::new(postgres(url)?),
        };
        Ok(Self { store, place, book: None })
    }

    /// Appends an entry and returns it with its number and hash, once it is safe on the disk.
    ///
    /// Others who append at the same time wait for their turn, up to half a minute.
    ///
    /// # Errors
    ///
    /// [`Error::NoAuthor`], [`Error::OneRecordTwice`], [`Error::NothingTakenBack`] or [`Error::NotAJudgement`] if the
    /// entry makes no sense; [`Error::ReadOnly`], [`Error::Busy`], [`Error::DiskFull`] or [`Error::Store`] if it can't be
    /// written. After an error the ledger is as it was.
    pub fn append(&mut self, entry: &NewEntry) -> Result<Entry> {
        let mut appended = self.append_all(std::slice::from_ref(entry))?;
        Ok(appended.pop().expect("one entry in, one entry out"))
    }

    /// Appends several entries, all or none.
    ///
    /// # Errors
    ///
    /// As [`Ledger::append`].
    pub fn append_all(&mut self, entries: &[NewEntry]) -> Result<Vec<Entry>> {
        let mut appended = self.append_each(&[entries.to_vec()])?;
        appended.pop().expect("one request in, one answer out")
    }

    /// Appends the entries of several requests with one wait for the disk: each request's all or none, whatever becomes of
    /// the others.
    ///
    /// Judgements are held against all that are in the ledger at that moment, whoever wrote them, and against the requests
    /// before: what would bring in a contradiction is refused. A contradiction that is there already hinders nothing else.
    ///
    /// # Errors
    ///
    /// Of a request: [`Error::Contradiction`], and those of an entry as [`Ledger::append`] has them. Of all: those of
    /// writing; none of the requests is in the ledger then.
    pub fn append_each(&mut self, requests: &[Vec<NewEntry>]) -> Result<Vec<Appended>> {
        if !self.store.may_write()? {
            return Err(Error::ReadOnly { place: self.place.clone() });
        }
        let needs_book = |what: &What| matches!(what, What::Judgement(_)) || Access::concerns(what);
        if requests.iter().flatten().any(|entry| needs_book(&entry.what)) {
            // all but the last entries are read before others are kept waiting
            self.book()?;
        }
        let known = self.book.as_ref().map(Book::last_seq);
        let (mut answers, mut book_after) = (Vec::new(), None);
        let (place, before) = (&self.place, &self.book);
        self.store.append(known, &mut |news, tail| {
            must_be_open(place, &tail)?;
            let mut book = before.clone();
            if let Some(book) = &mut book {
                for row in news {
                    book.take(understand(place, row)?);
                }
            }
            let mut draft = Draft { seq: tail.seq, prev_hash: tail.hash, book };
            let mut entries = Vec::new();
            answers.clear();
            for request in requests {
                let mut with = draft.clone();
                let added = with.add(request);
                if let Ok(added) = &added {
                    entries.extend_from_slice(added);
                    draft = with;
                }
                answers.push(added);
            }
            book_after = draft.book;
            Ok(entries)
        })?;
        self.book = book_after;
        Ok(answers)
    }

    /// Returns the ledger as read, with all that others wrote up to now.
    ///
    /// # Errors
    ///
    /// As [`Ledger::entries`].
    pub fn book(&mut self) -> Result<&Book> {
        // a copy, which costs nothing, so that what was read stays when the database can't be reached
        let mut book = self.book.clone().unwrap_or_default();
        for row in self.store.rows(first_after(book.last_seq()))? {
            book.take(understand(&self.place, &row)?);
        }
        Ok(self.book.insert(book))
    }

    /// All entries, in order.
    ///
    /// # Errors
    ///
    /// [`Error::Unreadable`] if a row makes no sense; [`Error::Store`] if the file can't be read.
    pub fn entries(&self) -> Result<Vec<Entry>> {
        self.read_from(i64::MIN)
    }

    /// The entries with a number above `seq`, in order: what others wrote since.
    ///
    /// # Errors
    ///
    /// As [`Ledger::entries`].
    pub fn entries_after(&self, seq: u64) -> Result<Vec<Entry>> {
        self.read_from(first_after(seq))
    }

    /// The custody of every source that was added, in the order they were.
    ///
    /// # Errors
    ///
    /// As [`Ledger::entries`].
    pub fn sources(&self) -> Result<Vec<Custody>> {
        let entries = self.entries()?.into_iter();
        Ok(entries
            .filter_map(|e| if let What::SourceAdded(custody) = e.what { Some(custody) } else { None })
            .collect())
    }

    /// The judgements in force, in order; [`in_force`] says which these are, and gives author and time as well.
    ///
    /// # Errors
    ///
    /// As [`Ledger::entries`].
    pub fn judgements(&self) -> Result<Vec<Judgement>> {
        let entries = self.entries()?;
        let standing = in_force(&entries).into_iter();
        Ok(standing
            .filter_map(|e| if let What::Judgement(it) = &e.what { Some(it.clone()) } else { None })
            .collect())
    }

    /// The hash of the last entry, which stands for all that came before; [`Hash::GENESIS`] if there is none.
    ///
    /// # Errors
    ///
    /// [`Error::Store`] if the file can't be read.
    pub fn head(&self) -> Result<Hash> {
        Ok(self.store.tail()?.hash)
    }

    /// Where the ledger is.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Appends an entry if the last one has a hash; says whether it did.
    pub(crate) fn append_if_last_is(&mut self, last: Hash, entry: &NewEntry) -> Result<bool> {
        check(entry)?;
        let (place, mut is_last) = (&self.place, false);
        self.store.append(None, &mut |_, tail| {
            must_be_open(place, &tail)?;
            is_last = tail.hash == last;
            Ok(if is_last { vec![chained(tail.seq + 1, tail.hash, entry)] } else { Vec::new() })
        })?;
        Ok(is_last)
    }

    /// Appends entries as they stand in another ledger, if the last one here has a hash; says whether it did.
    pub(crate) fn append_as_they_are(&mut self, last: Hash, entries: &[Entry]) -> Result<bool> {
        let mut is_last = false;
        self.store.append(None, &mut |_, tail| {
            is_last = tail.hash == last;
            Ok(if is_last { entries.to_vec() } else { Vec::new() })
        })?;
        self.book = None;
        Ok(is_last)
    }

    pub(crate) fn view(&self) -> Result<View> {
        self.store.view()
    }

    fn read_from(&self, first: i64) -> Result<Vec<Entry>> {
        self.store.rows(first)?.iter().map(|row| understand(&self.place, row)).collect()
    }
}

/// What the ledger is about to become.
#[derive(Clone)]
struct Draft {
    seq: i64,
    prev_hash: Hash,
    /// Kept where there are judgements to be held against each other.
    book: Option<Book>,
}

impl Draft {
    /// Adds the entries of a request, if they make sense and contradict nothing.
    fn add(&mut self, request: &[NewEntry]) -> Appended {
        request.iter().try_for_each(check)?;
        let mut risen = Vec::new();
        let mut entries = Vec::with_capacity(request.len());
        for new in request {
            if let Some(book) = &self.book {
                book.access().check(&new.what)?;
            }
            if let (What::Judgement(Judgement { undoes: Some(undone), .. }), Some(book)) =
                (&new.what, &self.book)
            {
                let entry = book.entry(*undone);
                if !entry.is_some_and(|entry| matches!(entry.what, What::Judgement(_))) {
                    return Err(Error::NotAJudgement { seq: *undone });
                }
            }
            self.seq += 1;
            let entry = chained(self.seq, self.prev_hash, new);
            self.prev_hash = entry.hash;
            if let Some(book) = &mut self.book {
                risen.extend(book.take(entry.clone()).risen);
            }
            entries.push(entry);
        }
        if let Some(book) = &self.book
            && let Some(found) = risen.into_iter().find_map(|seq| book.contradiction_of(seq))
        {
            return Err(Error::Contradiction(Box::new(found)));
        }
        Ok(entries)
    }
}

impl fmt::Debug for Ledger {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Ledger").field("place", &self.place).finish_non_exhaustive()
    }
}

/// Refuses to go on with a ledger that goes on elsewhere.
fn must_be_open(place: &Place, tail: &Tail) -> Result<()> {
    let Some(payload) = &tail.closed else { return Ok(()) };
    let to =
        serde_json::from_str::<Closed>(payload).map_or_else(|_| payload.clone(), |closed| closed.goes_on);
    Err(Error::Closed { place: place.clone(), to })
}

fn check(entry: &NewEntry) -> Result<()> {
    // a text in Postgres holds no zero character, and both stores hold the same entries
    if entry.author.trim().is_empty() || entry.author.contains('\0') {
        return Err(Error::NoAuthor);
    }
    match &entry.what {
        What::Judgement(judgement) => judgement.check(),
        What::AccountSet(account) => named("an account", &account.name),
        What::GroupMade(group) => named("a group", &group.name),
        What::MemberSet(set) => named("a member", &set.account),
        What::Confined(it) if it.source.is_none() && it.field.is_none() => named("what is confined", ""),
        What::Confined(it) => {
            it.source.iter().chain(&it.field).try_for_each(|name| named("what is confined", name))
        }
        What::ConsentRecorded(consent) => named("the source of a consent", &consent.source),
        _ => Ok(()),
    }
}

fn named(what: &'static str, name: &str) -> Result<()> {
    if name.trim().is_empty() { Err(Error::Nameless { what }) } else { Ok(()) }
}
