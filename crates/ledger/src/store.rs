//! The ledger's file: made, opened, appended to, read.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Transaction, TransactionBehavior, params};
use serde_json::Value;

use crate::chain::{Row, canonical_json};
use crate::judgement::in_force;
use crate::{Access, Book, Custody, Entry, Error, Hash, Judgement, NewEntry, Result, Timestamp, What};

/// The newest version of the ledger's tables that this program knows.
pub const SCHEMA_VERSION: u32 = 5;

/// The oldest version that can be read as it is: since then kinds of entries and an index were added, nothing else.
const OLDEST_READABLE: u32 = 1;

/// `PRAGMA application_id` of a ledger: "tzlg".
const APPLICATION_ID: i64 = 0x747A_6C67;

/// How long one process waits for another that is writing.
const PATIENCE: Duration = Duration::from_secs(30);

mod migrations {
    #![allow(missing_docs, unreachable_pub)]
    refinery::embed_migrations!("migrations");
}

/// A ledger in a file.
pub struct Ledger {
    connection: Connection,
    path: PathBuf,
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
    /// [`Error::Exists`] if there is a file of that name already; [`Error::Io`] or [`Error::Store`] if it can't be
    /// written.
    pub fn create(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        if path.symlink_metadata().is_ok() {
            return Err(Error::Exists { path: path.to_owned() });
        }
        let mut draft = path.as_os_str().to_owned();
        draft.push(".new");
        let draft = PathBuf::from(draft);
        // left behind by one that was killed while it made a ledger here
        for leftover in [draft.clone(), journal_of(&draft)] {
            match fs::remove_file(&leftover) {
                Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(Error::io(&leftover, e)),
                _ => {}
            }
        }
        // by hand first: the operating system says more plainly than SQLite why it can't be done
        fs::File::create_new(&draft).map_err(|e| Error::io(&draft, e))?;
        let mut connection = connect(&draft, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        migrate(&mut connection, path)?;
        connection.close().map_err(|(_, e)| Error::sqlite(path, "made", &e))?;
        fs::rename(&draft, path).map_err(|e| Error::io(path, e))?;
        sync_folder_of(path)?;
        Self::open(path)
    }

    /// Opens a ledger for reading and appending, and brings an older one up to this program's version.
    ///
    /// # Errors
    ///
    /// [`Error::Missing`], [`Error::NotALedger`], [`Error::Newer`], [`Error::Busy`] or [`Error::Store`].
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        must_be_there(path)?;
        let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        if version(&connection, path)? < SCHEMA_VERSION {
            migrate(&mut connection, path)?;
        }
        Ok(Self { connection, path: path.to_owned(), book: None })
    }

    /// Opens a ledger for reading only; works on a medium that can't be written.
    ///
    /// A process that was killed in the middle of an append leaves a journal beside the file, which must be rolled back
    /// before anything can be read. That alone is written, if there is one.
    ///
    /// # Errors
    ///
    /// As [`Ledger::open`]; moreover [`Error::Store`] if the ledger is of an older version, which can't be read as it is.
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        must_be_there(path)?;
        if journal_of(path).exists() {
            let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
            version(&connection, path)?;
        }
        let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let found = version(&connection, path)?;
        if found < OLDEST_READABLE {
            let reason =
                format!("it has version {found}: open it once for writing to bring it to {SCHEMA_VERSION}");
            return Err(Error::Store { path: path.to_owned(), doing: "read", reason });
        }
        Ok(Self { connection, path: path.to_owned(), book: None })
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
        if self.connection.is_readonly("main").map_err(|e| Error::sqlite(&self.path, "written", &e))? {
            return Err(Error::ReadOnly { path: self.path.clone() });
        }
        let needs_book = |what: &What| matches!(what, What::Judgement(_)) || Access::concerns(what);
        if requests.iter().flatten().any(|entry| needs_book(&entry.what)) {
            // all but the last entries are read before others are kept waiting
            self.book()?;
        }
        let path = &self.path;
        let broken = |e: rusqlite::Error| Error::sqlite(path, "written", &e);
        // immediate: the right to write is taken before the last hash is read, so nobody chains to the same entry
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(broken)?;
        if let Some(book) = &mut self.book {
            for row in rows_after(&transaction, book.last_seq(), path)? {
                book.take(understand(path, &row)?);
            }
        }
        let (seq, prev_hash) = last(&transaction).map_err(broken)?;
        let mut draft = Draft { seq, prev_hash, book: self.book.clone() };
        let mut answers = Vec::with_capacity(requests.len());
        for request in requests {
            let mut with = draft.clone();
            let added = with.add(request);
            if let Ok(entries) = &added {
                for entry in entries {
                    insert(&transaction, entry).map_err(broken)?;
                }
                draft = with;
            }
            answers.push(added);
        }
        transaction.commit().map_err(broken)?;
        self.book = draft.book;
        Ok(answers)
    }

    /// Returns the ledger as read, with all that others wrote up to now.
    ///
    /// # Errors
    ///
    /// As [`Ledger::entries`].
    pub fn book(&mut self) -> Result<&Book> {
        let mut book = self.book.take().unwrap_or_default();
        for row in rows_after(&self.connection, book.last_seq(), &self.path)? {
            book.take(understand(&self.path, &row)?);
        }
        Ok(self.book.insert(book))
    }

    /// All entries, in order.
    ///
    /// # Errors
    ///
    /// [`Error::Unreadable`] if a row makes no sense; [`Error::Store`] if the file can't be read.
    pub fn entries(&self) -> Result<Vec<Entry>> {
        self.rows()?.iter().map(|row| understand(&self.path, row)).collect()
    }

    /// The entries with a number above `seq`, in order: what others wrote since.
    ///
    /// # Errors
    ///
    /// As [`Ledger::entries`].
    pub fn entries_after(&self, seq: u64) -> Result<Vec<Entry>> {
        rows_after(&self.connection, seq, &self.path)?.iter().map(|row| understand(&self.path, row)).collect()
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
        Ok(last(&self.connection).map_err(|e| Error::sqlite(&self.path, "read", &e))?.1)
    }

    /// Where the ledger is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// All rows as stored, by number.
    pub(crate) fn rows(&self) -> Result<Vec<Row>> {
        // below 1 too: no entry has such a number, but somebody may have put one in
        rows_from(&self.connection, i64::MIN, &self.path)
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

fn rows_after(connection: &Connection, seq: u64, path: &Path) -> Result<Vec<Row>> {
    rows_from(connection, i64::try_from(seq).unwrap_or(i64::MAX).saturating_add(1), path)
}

fn rows_from(connection: &Connection, first: i64, path: &Path) -> Result<Vec<Row>> {
    let broken = |e: rusqlite::Error| Error::sqlite(path, "read", &e);
    let mut statement = connection
        .prepare_cached(
            "SELECT seq, kind, at, author, payload, prev_hash, hash FROM entries WHERE seq >= ?1 ORDER BY seq",
        )
        .map_err(broken)?;
    let rows = statement
        .query_map([first], |row| {
            let raw = |i| row.get_ref(i).map(raw_bytes);
            Ok(Row {
                seq: row.get(0)?,
                kind: raw(1)?,
                at: raw(2)?,
                author: raw(3)?,
                payload: raw(4)?,
                prev_hash: raw(5)?,
                hash: raw(6)?,
            })
        })
        .map_err(broken)?;
    rows.collect::<std::result::Result<_, _>>().map_err(broken)
}

fn understand(path: &Path, row: &Row) -> Result<Entry> {
    let unreadable = |reason: String| Error::Unreadable { path: path.to_owned(), seq: row.seq, reason };
    let text = |bytes: &[u8], column: &str| {
        String::from_utf8(bytes.to_vec()).map_err(|_| unreadable(format!("its {column} is not UTF-8")))
    };
    let hash = |bytes: &[u8]| {
        bytes.try_into().map(Hash::from_bytes).map_err(|_| unreadable("a hash has not 32 bytes".into()))
    };
    let payload: Value = serde_json::from_slice(&row.payload)
        .map_err(|e| unreadable(format!("its payload is not JSON: {e}")))?;
    let tagged = serde_json::json!({"kind": text(&row.kind, "kind")?, "payload": payload});
    Ok(Entry {
        seq: u64::try_from(row.seq).map_err(|_| unreadable("its number is below zero".into()))?,
        at: text(&row.at, "time")?.parse().map_err(|e: Error| unreadable(e.to_string()))?,
        author: text(&row.author, "author")?,
        what: serde_json::from_value(tagged).map_err(|e| unreadable(e.to_string()))?,
        prev_hash: hash(&row.prev_hash)?,
        hash: hash(&row.hash)?,
    })
}

impl std::fmt::Debug for Ledger {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Ledger").field("path", &self.path).finish_non_exhaustive()
    }
}

fn check(entry: &NewEntry) -> Result<()> {
    if entry.author.trim().is_empty() {
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

fn must_be_there(path: &Path) -> Result<()> {
    match fs::metadata(path) {
        Ok(about) if about.is_file() && about.len() > 0 => Ok(()),
        Ok(_) => Err(Error::NotALedger { path: path.to_owned() }),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Err(Error::Missing { path: path.to_owned() }),
        Err(e) => Err(Error::io(path, e)),
    }
}

fn connect(path: &Path, access: OpenFlags) -> Result<Connection> {
    let broken = |e: rusqlite::Error| Error::sqlite(path, "opened", &e);
    let connection =
        Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(broken)?;
    connection.busy_timeout(PATIENCE).map_err(broken)?;
    // EXTRA, not FULL: with a rollback journal the commit is the journal's removal from the folder, and only EXTRA has
    // the folder written to the disk before the commit returns. The journal mode is SQLite's default, DELETE; saying so
    // once more would need the right to write.
    connection.pragma_update(None, "synchronous", "EXTRA").map_err(broken)?;
    // names and functions in a schema that somebody tampered with are not trusted
    connection.pragma_update(None, "trusted_schema", false).map_err(broken)?;
    Ok(connection)
}

/// The version of the tables; refuses what is no ledger and what is newer than this program.
fn version(connection: &Connection, path: &Path) -> Result<u32> {
    let broken = |e: rusqlite::Error| Error::sqlite(path, "opened", &e);
    let id: i64 = connection.query_row("PRAGMA application_id", [], |row| row.get(0)).map_err(broken)?;
    if id != APPLICATION_ID {
        return Err(Error::NotALedger { path: path.to_owned() });
    }
    let found: u32 = connection
        .query_row("SELECT coalesce(max(version), 0) FROM refinery_schema_history", [], |row| row.get(0))
        .map_err(broken)?;
    if found > SCHEMA_VERSION {
        return Err(Error::Newer { path: path.to_owned(), found, known: SCHEMA_VERSION });
    }
    Ok(found)
}

fn migrate(connection: &mut Connection, path: &Path) -> Result<()> {
    migrations::migrations::runner().run(connection).map_err(|e| Error::Store {
        path: path.to_owned(),
        doing: "brought to this version",
        reason: e.to_string(),
    })?;
    Ok(())
}

/// The last number that was ever used, and the hash to chain to.
///
/// If the last row was removed behind the ledger's back, its number stays used: the gap remains to be seen.
fn last(connection: &Connection) -> rusqlite::Result<(i64, Hash)> {
    let row = connection
        .query_row("SELECT seq, hash FROM entries ORDER BY seq DESC LIMIT 1", [], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, [u8; 32]>(1)?))
        })
        .optional()?;
    let (seq, hash) = row.map_or((0, Hash::GENESIS), |(seq, hash)| (seq, Hash::from_bytes(hash)));
    Ok((seq.max(highest_number_used(connection)?), hash))
}

/// The highest number that SQLite remembers having given to a row, whether the row is still there or not.
pub(crate) fn highest_number_used(connection: &Connection) -> rusqlite::Result<i64> {
    let used = connection
        .query_row("SELECT seq FROM sqlite_sequence WHERE name = 'entries'", [], |row| row.get(0))
        .optional()?;
    Ok(used.unwrap_or(0))
}

/// Returns an entry with its place in the chain.
fn chained(seq: i64, prev_hash: Hash, entry: &NewEntry) -> Entry {
    let hash = row_of(seq, prev_hash, &entry.at, &entry.author, &entry.what).hash_as(seq);
    Entry {
        seq: seq.unsigned_abs(),
        at: entry.at.clone(),
        author: entry.author.clone(),
        what: entry.what.clone(),
        prev_hash,
        hash,
    }
}

/// Returns what is stored of an entry, but for its hash.
fn row_of(seq: i64, prev_hash: Hash, at: &Timestamp, author: &str, what: &What) -> Row {
    let (kind, payload) = tag_and_text(what);
    Row {
        seq,
        kind: kind.into_bytes(),
        at: at.as_str().into(),
        author: author.into(),
        payload: payload.into_bytes(),
        prev_hash: prev_hash.as_bytes().to_vec(),
        hash: Vec::new(),
    }
}

fn insert(transaction: &Transaction<'_>, entry: &Entry) -> rusqlite::Result<()> {
    let (kind, payload) = tag_and_text(&entry.what);
    let mut statement = transaction.prepare_cached(
        "INSERT INTO entries (seq, kind, at, author, payload, prev_hash, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    let hashes = (entry.prev_hash.as_bytes(), entry.hash.as_bytes());
    statement.execute(params![
        entry.seq as i64,
        kind,
        entry.at.as_str(),
        entry.author,
        payload,
        hashes.0,
        hashes.1
    ])?;
    Ok(())
}

/// What goes into the columns `kind` and `payload`.
fn tag_and_text(what: &What) -> (String, String) {
    let tagged =
        serde_json::to_value(what).expect("entries hold only text, whole numbers and lists of these");
    let kind = tagged["kind"].as_str().expect("the enum is tagged with its kind").to_owned();
    let payload = canonical_json(&tagged["payload"]).expect("entries hold no fractions");
    (kind, payload)
}

fn raw_bytes(value: ValueRef<'_>) -> Vec<u8> {
    match value {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => bytes.to_vec(),
        ValueRef::Null => Vec::new(),
        ValueRef::Integer(number) => number.to_string().into_bytes(),
        ValueRef::Real(number) => number.to_string().into_bytes(),
    }
}

fn journal_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-journal");
    PathBuf::from(name)
}

/// Has the folder's list of names written to the disk, so that a new name survives a power cut.
fn sync_folder_of(path: &Path) -> Result<()> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    if cfg!(unix) {
        fs::File::open(folder).and_then(|f| f.sync_all()).map_err(|e| Error::io(folder, e))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The settings that the promise about power cuts rests on; no power is cut here.
    #[test]
    fn a_commit_waits_for_the_disk() {
        let dir = tempfile::tempdir().unwrap();
        let ledger = Ledger::create(dir.path().join("tizim.db")).unwrap();
        let setting = |name: &str| {
            ledger
                .connection
                .pragma_query_value(None, name, |row| row.get::<_, rusqlite::types::Value>(0))
                .unwrap()
        };
        assert_eq!(setting("journal_mode"), "delete".to_owned().into());
        assert_eq!(setting("synchronous"), 3.into(), "EXTRA");
    }
}
