//! The ledger as an SQLite file.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Transaction, TransactionBehavior, params};

use crate::chain::Row;
use crate::store::{CLOSING, Make, SCHEMA_VERSION, Store, Tail, View};
use crate::stored::{COLUMNS, tag_and_text};
use crate::{Entry, Error, Finding, Hash, Result};

/// The oldest version that can be read as it is: since then kinds of entries and an index were added, nothing else.
const OLDEST_READABLE: u32 = 1;

/// `PRAGMA application_id` of a ledger: "tzlg".
const APPLICATION_ID: i64 = 0x747A_6C67;

/// How long one process waits for another that is writing.
const PATIENCE: Duration = Duration::from_secs(30);

const TRIGGERS: [&str; 3] =
    ["entries_are_not_changed", "entries_are_not_removed", "entries_are_not_replaced"];

mod migrations {
    #![allow(missing_docs, unreachable_pub)]
    refinery::embed_migrations!("migrations/sqlite");
}

/// An open file.
pub(crate) struct Sqlite {
    connection: Connection,
    path: PathBuf,
}

impl Sqlite {
    /// Makes an empty ledger. It appears under its name only when it is complete.
    pub(crate) fn create(path: &Path) -> Result<Self> {
        if path.symlink_metadata().is_ok() {
            return Err(Error::Exists { place: path.into() });
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
    pub(crate) fn open(path: &Path) -> Result<Self> {
        must_be_there(path)?;
        let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        if version(&connection, path)? < SCHEMA_VERSION {
            migrate(&mut connection, path)?;
        }
        Ok(Self { connection, path: path.to_owned() })
    }

    /// Opens a ledger for reading only. A journal that a killed process left is rolled back first.
    pub(crate) fn open_read_only(path: &Path) -> Result<Self> {
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
            return Err(Error::Store { place: path.into(), doing: "read", reason });
        }
        Ok(Self { connection, path: path.to_owned() })
    }

    fn broken(&self, doing: &'static str) -> impl Fn(rusqlite::Error) -> Error {
        move |fault| Error::sqlite(&self.path, doing, &fault)
    }
}

impl Store for Sqlite {
    fn may_write(&self) -> Result<bool> {
        Ok(!self.connection.is_readonly("main").map_err(self.broken("written"))?)
    }

    fn rows(&self, first: i64) -> Result<Vec<Row>> {
        rows(&self.connection, first).map_err(self.broken("read"))
    }

    fn tail(&self) -> Result<Tail> {
        tail(&self.connection).map_err(self.broken("read"))
    }

    fn append(&mut self, known: Option<u64>, make: Make<'_>) -> Result<()> {
        let path = &self.path;
        let broken = |e: rusqlite::Error| Error::sqlite(path, "written", &e);
        // immediate: the right to write is taken before the last hash is read, so nobody chains to the same entry
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(broken)?;
        let news = match known {
            Some(seq) => rows(&transaction, first_after(seq)).map_err(broken)?,
            None => Vec::new(),
        };
        for entry in make(&news, tail(&transaction).map_err(broken)?)? {
            insert(&transaction, &entry).map_err(broken)?;
        }
        transaction.commit().map_err(broken)
    }

    fn view(&self) -> Result<View> {
        // one view of the file, though others may append meanwhile
        let view = self.connection.unchecked_transaction().map_err(self.broken("read"))?;
        let read = || -> rusqlite::Result<View> {
            let mut findings = damage(&view)?;
            findings.extend(missing_locks(&view)?);
            findings.extend(altered_versions(&view)?);
            Ok(View { rows: rows(&view, i64::MIN)?, highest: highest_number_used(&view)?, findings })
        };
        read().map_err(self.broken("read"))
    }
}

/// Returns the number after one that was read.
pub(crate) fn first_after(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX).saturating_add(1)
}

fn must_be_there(path: &Path) -> Result<()> {
    match fs::metadata(path) {
        Ok(about) if about.is_file() && about.len() > 0 => Ok(()),
        Ok(_) => Err(Error::NotALedger { place: path.into() }),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Err(Error::Missing { place: path.into() }),
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
        return Err(Error::NotALedger { place: path.into() });
    }
    let found: u32 = connection
        .query_row("SELECT coalesce(max(version), 0) FROM refinery_schema_history", [], |row| row.get(0))
        .map_err(broken)?;
    if found > SCHEMA_VERSION {
        return Err(Error::Newer { place: path.into(), found, known: SCHEMA_VERSION });
    }
    Ok(found)
}

fn migrate(connection: &mut Connection, path: &Path) -> Result<()> {
    migrations::migrations::runner().run(connection).map_err(|e| Error::Store {
        place: path.into(),
        doing: "brought to this version",
        reason: e.to_string(),
    })?;
    Ok(())
}

fn rows(connection: &Connection, first: i64) -> rusqlite::Result<Vec<Row>> {
    let query = format!("SELECT {COLUMNS} FROM entries WHERE seq >= ?1 ORDER BY seq");
    let mut statement = connection.prepare_cached(&query)?;
    let rows = statement.query_map([first], |row| {
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
    })?;
    rows.collect()
}

/// If the last row was removed behind the ledger's back, its number stays used: the gap remains to be seen.
fn tail(connection: &Connection) -> rusqlite::Result<Tail> {
    let row = connection
        .query_row(
            "SELECT seq, hash, iif(kind = ?1, payload, NULL) FROM entries ORDER BY seq DESC LIMIT 1",
            [CLOSING],
            |row| Ok((row.get::<_, i64>(0)?, row.get::<_, [u8; 32]>(1)?, row.get(2)?)),
        )
        .optional()?;
    let (seq, hash, closed) =
        row.map_or((0, Hash::GENESIS, None), |(seq, hash, closed)| (seq, Hash::from_bytes(hash), closed));
    Ok(Tail { seq: seq.max(highest_number_used(connection)?), hash, closed })
}

/// The highest number that SQLite remembers having given to a row, whether the row is still there or not.
fn highest_number_used(connection: &Connection) -> rusqlite::Result<i64> {
    let used = connection
        .query_row("SELECT seq FROM sqlite_sequence WHERE name = 'entries'", [], |row| row.get(0))
        .optional()?;
    Ok(used.unwrap_or(0))
}

fn insert(transaction: &Transaction<'_>, entry: &Entry) -> rusqlite::Result<()> {
    let (kind, payload) = tag_and_text(&entry.what);
    let query = format!("INSERT INTO entries ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    let mut statement = transaction.prepare_cached(&query)?;
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

fn damage(connection: &Connection) -> rusqlite::Result<Vec<Finding>> {
    let mut statement = connection.prepare("PRAGMA integrity_check")?;
    let lines: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(lines.into_iter().filter(|line| line != "ok").map(|reason| Finding::Damaged { reason }).collect())
}

/// The triggers that are gone, or do something else under the old name.
fn missing_locks(connection: &Connection) -> rusqlite::Result<Vec<Finding>> {
    let mut statement = connection
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'entries'")?;
    let there: Vec<(String, String)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let as_made = include_str!("../migrations/sqlite/V1__entries.sql");
    let is_there = |wanted: &str| there.iter().any(|(name, sql)| name == wanted && as_made.contains(&**sql));
    let missing = TRIGGERS.into_iter().filter(|name| !is_there(name));
    Ok(missing.map(|name| Finding::LockMissing { name: name.to_owned() }).collect())
}

/// The versions whose record is not that of this program's migrations, up to the newest that is recorded.
fn altered_versions(connection: &Connection) -> rusqlite::Result<Vec<Finding>> {
    let mut statement = connection.prepare("SELECT version, name, checksum FROM refinery_schema_history")?;
    let recorded: HashSet<(i64, String, String)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let newest = recorded.iter().map(|it| it.0).max().unwrap_or(0);
    let runner = migrations::migrations::runner();
    let known: HashSet<(i64, String, String)> = runner
        .get_migrations()
        .iter()
        .map(|it| (i64::from(it.version()), it.name().to_owned(), it.checksum().to_string()))
        .filter(|it| it.0 <= newest)
        .collect();
    let mut altered: Vec<i64> = recorded.symmetric_difference(&known).map(|it| it.0).collect();
    altered.sort_unstable();
    altered.dedup();
    Ok(altered.into_iter().map(|version| Finding::VersionChanged { version }).collect())
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

    /// The settings that the promise about power cuts rests on.
    #[test]
    fn a_commit_waits_for_the_disk() {
        let dir = tempfile::tempdir().unwrap();
        let ledger = Sqlite::create(&dir.path().join("tizim.db")).unwrap();
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
