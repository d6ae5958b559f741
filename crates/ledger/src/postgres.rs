//! The ledger in a Postgres database.
//!
//! Writers take turns by an advisory lock that the server frees when the transaction or the connection ends. A connection
//! that broke is made anew; where it broke during a commit, the server is asked whether the entries are there.

use std::cell::{RefCell, RefMut};
use std::time::Duration;

use postgres::config::SslMode;
use postgres::error::SqlState;
use postgres::types::Type;
use postgres::{Client, GenericClient, IsolationLevel, NoTls, Transaction};

use crate::chain::Row;
use crate::place::{PostgresUrl, words};
use crate::postgres_password::with_password;
use crate::postgres_tls::{connector, needed};
use crate::sqlite::first_after;
use crate::store::{CLOSING, Make, SCHEMA_VERSION, Store, Tail, View};
use crate::stored::{COLUMNS, tag_and_text};
use crate::{Entry, Error, Finding, Hash, Result};

/// The migrations by version; the oldest makes all tables.
const MIGRATIONS: [(u32, &str); 2] = [
    (5, include_str!("../migrations/postgres/V5__entries.sql")),
    (6, include_str!("../migrations/postgres/V6__kept_files.sql")),
];

/// The triggers, and the function that each calls.
const TRIGGERS: [(&str, &str); 5] = [
    ("entries_are_kept", "ledger_is_append_only"),
    ("entries_are_counted", "ledger_keeps_highest"),
    ("highest_grows", "ledger_highest_grows"),
    ("highest_is_kept", "ledger_is_append_only"),
    ("versions_are_kept", "ledger_is_append_only"),
];

/// What the comment on the table says: tells a ledger from any other table of that name.
const MARK: &str = "ledger of Tizim";

/// The advisory locks of ledgers: "tzlg", and the table's own number.
const LOCK: i32 = 0x747A_6C67;

/// How long one process waits for another that is writing.
const PATIENCE: &str = "30s";
const CONNECT_WITHIN: Duration = Duration::from_secs(10);
/// How long a network may be silent before a connection counts as broken.
const SILENCE: Duration = Duration::from_secs(30);

/// Entries that are sent at once.
const BATCH: usize = 5000;

/// An open database.
pub(crate) struct Postgres {
    url: PostgresUrl,
    may_write: bool,
    client: RefCell<Client>,
}

impl Postgres {
    /// Makes the tables of an empty ledger, all or none.
    pub(crate) fn create(url: &PostgresUrl) -> Result<Self> {
        let mut client = connect(url, true)?;
        let broken = |fault: postgres::Error| fault_of(url, "made", &fault);
        let mut transaction = client.transaction().map_err(broken)?;
        // two that make a ledger at once: the second finds that of the first
        let turn = "SELECT pg_advisory_xact_lock($1, 0)";
        transaction.query_typed(turn, &[(&LOCK, Type::INT4)]).map_err(broken)?;
        let there = "SELECT to_regclass('entries') IS NOT NULL";
        if transaction.query_one(there, &[]).map_err(broken)?.get(0) {
            return Err(Error::Exists { place: url.clone().into() });
        }
        for (version, text) in MIGRATIONS {
            transaction.batch_execute(text).map_err(broken)?;
            note_version(&mut transaction, version).map_err(broken)?;
        }
        transaction.commit().map_err(broken)?;
        drop(client);
        Self::open(url, true)
    }

    /// Opens a ledger; for writing, an older one is brought up to this program's version.
    pub(crate) fn open(url: &PostgresUrl, may_write: bool) -> Result<Self> {
        let mut client = connect(url, may_write)?;
        let broken = |fault: postgres::Error| fault_of(url, "opened", &fault);
        if version(&mut client, url)? < SCHEMA_VERSION && may_write {
            let mut transaction = client.transaction().map_err(broken)?;
            take_turn(&mut transaction).map_err(broken)?;
            // another may have done it while this one waited
            let found = "SELECT max(version) FROM ledger_versions";
            let found: i32 = transaction.query_one(found, &[]).map_err(broken)?.get(0);
            for (version, text) in MIGRATIONS.iter().filter(|(version, _)| i64::from(*version) > found.into())
            {
                transaction.batch_execute(text).map_err(broken)?;
                note_version(&mut transaction, *version).map_err(broken)?;
            }
            transaction.commit().map_err(broken)?;
        }
        Ok(Self { url: url.clone(), may_write, client: RefCell::new(client) })
    }

    /// Reads something; once more on a new connection if the old one is found broken.
    fn read<T>(&self, what: impl Fn(&mut Client) -> Result<T, postgres::Error>) -> Result<T> {
        let mut client = self.client()?;
        match what(&mut client) {
            Err(_) if client.is_closed() => {
                *client = connect(&self.url, self.may_write)?;
                what(&mut client)
            }
            read => read,
        }
        .map_err(|fault| fault_of(&self.url, "read", &fault))
    }

    /// Returns the connection, made anew if it is known to be broken.
    fn client(&self) -> Result<RefMut<'_, Client>> {
        let mut client = self.client.borrow_mut();
        if client.is_closed() {
            *client = connect(&self.url, self.may_write)?;
        }
        Ok(client)
    }

    /// Appends once; what went wrong at the commit is told apart, for then the entries may be there.
    fn try_append(&self, known: Option<u64>, make: &mut Make<'_>) -> Result<(), Broken> {
        let mut client = self.client()?;
        let mut transaction = client.transaction().map_err(Broken::Before)?;
        take_turn(&mut transaction).map_err(Broken::Before)?;
        let news = match known {
            Some(seq) => rows(&mut transaction, first_after(seq)).map_err(Broken::Before)?,
            None => Vec::new(),
        };
        let entries = make(&news, tail(&mut transaction).map_err(Broken::Before)?)?;
        for some in entries.chunks(BATCH) {
            insert(&mut transaction, some).map_err(Broken::Before)?;
        }
        transaction.commit().map_err(|fault| match entries.last() {
            Some(last) => Broken::At(fault, last.seq, last.hash),
            None => Broken::Before(fault),
        })
    }

    /// Returns whether an entry is in the ledger, once whoever was writing is done: so too the server's own end of a
    /// connection that broke during a commit.
    fn is_there(&self, seq: u64, hash: Hash) -> Result<bool> {
        let broken = |fault: postgres::Error| fault_of(&self.url, "read", &fault);
        let mut client = self.client()?;
        let mut transaction = client.transaction().map_err(broken)?;
        take_turn(&mut transaction).map_err(broken)?;
        let query = "SELECT count(*) FROM entries WHERE seq = $1 AND hash = $2";
        let (seq, hash) = (seq as i64, hash.as_bytes().as_slice());
        let found = transaction
            .query_typed_one(query, &[(&seq, Type::INT8), (&hash, Type::BYTEA)])
            .map_err(broken)?;
        Ok(found.get::<_, i64>(0) > 0)
    }
}

/// Why appending broke off.
enum Broken {
    /// It was refused, or can't be done at all.
    Refused(Error),
    /// Before the commit: nothing was written.
    Before(postgres::Error),
    /// At the commit: number and hash of the last entry, by which it is found whether they were written.
    At(postgres::Error, u64, Hash),
}

impl From<Error> for Broken {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

impl Store for Postgres {
    fn may_write(&self) -> Result<bool> {
        Ok(self.may_write)
    }

    fn rows(&self, first: i64) -> Result<Vec<Row>> {
        self.read(|client| rows(client, first))
    }

    fn tail(&self) -> Result<Tail> {
        self.read(tail)
    }

    fn append(&mut self, known: Option<u64>, mut make: Make<'_>) -> Result<()> {
        let mut is_second = false;
        loop {
            let fault = match self.try_append(known, &mut make) {
                Ok(()) => return Ok(()),
                Err(Broken::Refused(error)) => return Err(error),
                Err(Broken::Before(fault)) => fault,
                Err(Broken::At(fault, ..)) if !self.client.borrow().is_closed() => fault,
                Err(Broken::At(fault, seq, hash)) => match self.is_there(seq, hash) {
                    Ok(true) => return Ok(()),
                    Ok(false) => fault,
                    Err(_) => {
                        let (place, reason) = (self.url.clone().into(), words(&fault));
                        return Err(Error::InDoubt { place, reason });
                    }
                },
            };
            // a server that was started again meanwhile is no reason to refuse: nothing was written, so once more
            if is_second || !self.client.borrow().is_closed() {
                return Err(fault_of(&self.url, "written", &fault));
            }
            is_second = true;
        }
    }

    fn view(&self) -> Result<View> {
        self.read(|client| {
            let mut view = client
                .build_transaction()
                .isolation_level(IsolationLevel::RepeatableRead)
                .read_only(true)
                .start()?;
            // the rows themselves, not what an index says of them
            view.batch_execute("SET LOCAL enable_indexscan = off; SET LOCAL enable_bitmapscan = off")?;
            let mut findings = missing_locks(&mut view)?;
            findings.extend(altered_versions(&mut view)?);
            let rows = rows(&mut view, i64::MIN)?;
            Ok(View { rows, highest: highest(&mut view)?, findings })
        })
    }
}

fn connect(url: &PostgresUrl, may_write: bool) -> Result<Client> {
    let mut config = with_password(url.config());
    config.ssl_mode(needed(&config));
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(CONNECT_WITHIN);
    }
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(SILENCE);
    }
    if config.get_application_name().is_none() {
        config.application_name("tizim");
    }
    let connected = match config.get_ssl_mode() {
        SslMode::Disable => config.connect(NoTls),
        _ => config.connect(connector(url)?),
    };
    let mut client = connected.map_err(|fault| match fault.code() {
        Some(code) if *code == SqlState::UNDEFINED_DATABASE => Error::Missing { place: url.clone().into() },
        _ => Error::Unreachable { place: url.clone().into(), reason: words(&fault) },
    })?;
    prepare(&mut client, url, may_write)?;
    Ok(client)
}

/// Sets what the promises rest on, and refuses a server that can't keep them.
fn prepare(client: &mut Client, url: &PostgresUrl, may_write: bool) -> Result<()> {
    let broken = |fault: postgres::Error| fault_of(url, "opened", &fault);
    let refuse = |reason: &str| {
        Err(Error::Store { place: url.clone().into(), doing: "opened", reason: reason.to_owned() })
    };
    let settings = "SELECT current_setting('server_encoding'), current_setting('fsync'),
        current_setting('full_page_writes'), current_setting('synchronous_commit')";
    let found = client.query_one(settings, &[]).map_err(broken)?;
    let setting = |at: usize| found.get::<_, String>(at);
    if setting(0) != "UTF8" {
        return refuse("the database is not in UTF-8; make it with ENCODING 'UTF8'");
    }
    if may_write && (setting(1) != "on" || setting(2) != "on") {
        return refuse(
            "the server has fsync or full_page_writes off, so a power cut can take what was written",
        );
    }
    // a commit that returns before it is on the disk is no promise
    let waits = matches!(setting(3).as_str(), "on" | "remote_apply");
    let commit = if waits { "" } else { "SET synchronous_commit = on;" };
    let access = if may_write { "off" } else { "on" };
    client
        .batch_execute(&format!(
            "{commit} SET lock_timeout = '{PATIENCE}'; SET default_transaction_read_only = {access};
             SET default_transaction_isolation = 'read committed'"
        ))
        .map_err(broken)
}

fn version(client: &mut Client, url: &PostgresUrl) -> Result<u32> {
    let broken = |fault: postgres::Error| fault_of(url, "opened", &fault);
    let query = "SELECT to_regclass('entries') IS NULL, obj_description(to_regclass('entries'), 'pg_class')";
    let found = client.query_one(query, &[]).map_err(broken)?;
    if found.get(0) {
        return Err(Error::Missing { place: url.clone().into() });
    }
    if found.get::<_, Option<String>>(1).is_none_or(|mark| mark != MARK) {
        return Err(Error::NotALedger { place: url.clone().into() });
    }
    let query = "SELECT coalesce(max(version), 0) FROM ledger_versions";
    let found: i32 = client.query_one(query, &[]).map_err(broken)?.get(0);
    let found = u32::try_from(found).unwrap_or(0);
    if found > SCHEMA_VERSION {
        return Err(Error::Newer { place: url.clone().into(), found, known: SCHEMA_VERSION });
    }
    Ok(found)
}

fn note_version(transaction: &mut Transaction<'_>, version: u32) -> Result<(), postgres::Error> {
    let query = "INSERT INTO ledger_versions VALUES ($1)";
    transaction.query_typed(query, &[(&(version as i32), Type::INT4)]).map(drop)
}

/// Waits for the right to write, which ends with the transaction; what others wrote before is seen from then on.
fn take_turn(transaction: &mut Transaction<'_>) -> Result<(), postgres::Error> {
    let query = "SELECT pg_advisory_xact_lock($1, 'entries'::regclass::oid::bigint::integer)";
    transaction.query_typed(query, &[(&LOCK, Type::INT4)]).map(drop)
}

fn rows(client: &mut impl GenericClient, first: i64) -> Result<Vec<Row>, postgres::Error> {
    let query = format!("SELECT {COLUMNS} FROM entries WHERE seq >= $1 ORDER BY seq");
    let rows = client.query_typed(&query, &[(&first, Type::INT8)])?;
    let text = |row: &postgres::Row, at: usize| row.get::<_, String>(at).into_bytes();
    let read = |row: &postgres::Row| Row {
        seq: row.get(0),
        kind: text(row, 1),
        at: text(row, 2),
        author: text(row, 3),
        payload: text(row, 4),
        prev_hash: row.get(5),
        hash: row.get(6),
    };
    Ok(rows.iter().map(read).collect())
}

fn tail(client: &mut impl GenericClient) -> Result<Tail, postgres::Error> {
    let query =
        "SELECT seq, hash, CASE WHEN kind = $1 THEN payload END FROM entries ORDER BY seq DESC LIMIT 1";
    let (seq, hash, closed) = match client.query_typed(query, &[(&CLOSING, Type::TEXT)])?.first() {
        None => (0, Hash::GENESIS, None),
        Some(row) => {
            let hash: Vec<u8> = row.get(1);
            // a hash of another length is another's work; whatever follows it will not fit, and `verify` says so
            (row.get(0), hash.try_into().map_or(Hash::GENESIS, Hash::from_bytes), row.get(2))
        }
    };
    Ok(Tail { seq: highest(client)?.max(seq), hash, closed })
}

/// The highest number that was ever given, as far as the database remembers; 0 if somebody took the memory away.
fn highest(client: &mut impl GenericClient) -> Result<i64, postgres::Error> {
    Ok(client.query_typed("SELECT coalesce(max(seq), 0) FROM entries_highest", &[])?[0].get(0))
}

fn insert(transaction: &mut Transaction<'_>, entries: &[Entry]) -> Result<(), postgres::Error> {
    let (kinds, payloads): (Vec<String>, Vec<String>) =
        entries.iter().map(|entry| tag_and_text(&entry.what)).unzip();
    let numbers: Vec<i64> = entries.iter().map(|entry| entry.seq as i64).collect();
    let times: Vec<&str> = entries.iter().map(|entry| entry.at.as_str()).collect();
    let authors: Vec<&str> = entries.iter().map(|entry| entry.author.as_str()).collect();
    let before: Vec<&[u8]> = entries.iter().map(|entry| entry.prev_hash.as_bytes().as_slice()).collect();
    let hashes: Vec<&[u8]> = entries.iter().map(|entry| entry.hash.as_bytes().as_slice()).collect();
    let query = format!("INSERT INTO entries ({COLUMNS}) SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7)");
    let values: [(&(dyn postgres::types::ToSql + Sync), Type); 7] = [
        (&numbers, Type::INT8_ARRAY),
        (&kinds, Type::TEXT_ARRAY),
        (&times, Type::TEXT_ARRAY),
        (&authors, Type::TEXT_ARRAY),
        (&payloads, Type::TEXT_ARRAY),
        (&before, Type::BYTEA_ARRAY),
        (&hashes, Type::BYTEA_ARRAY),
    ];
    transaction.execute_typed(&query, &values).map(drop)
}

/// The triggers that are gone, switched off, or do something else under the old name.
fn missing_locks(view: &mut Transaction<'_>) -> Result<Vec<Finding>, postgres::Error> {
    let query = "SELECT tgname::text, proname::text, prosrc FROM pg_trigger
        JOIN pg_proc ON pg_proc.oid = tgfoid
        WHERE tgrelid IN ('entries'::regclass, 'entries_highest'::regclass, 'ledger_versions'::regclass)
        AND tgenabled = 'A'";
    let there: Vec<(String, String, String)> =
        view.query_typed(query, &[])?.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect();
    let as_made = |body: &str| {
        let texts = MIGRATIONS.iter().flat_map(|(_, text)| text.split("$body$").skip(1).step_by(2));
        texts.into_iter().any(|text| text == body)
    };
    let is_there = |(name, function): &(&str, &str)| {
        there.iter().any(|(found, calls, body)| found == name && calls == function && as_made(body))
    };
    let missing = TRIGGERS.into_iter().filter(|trigger| !is_there(trigger));
    Ok(missing.map(|(name, _)| Finding::LockMissing { name: name.to_owned() }).collect())
}

/// The versions that are recorded and were never made here, or the other way round.
fn altered_versions(view: &mut Transaction<'_>) -> Result<Vec<Finding>, postgres::Error> {
    let query = "SELECT version FROM ledger_versions ORDER BY version";
    let recorded: Vec<i64> =
        view.query_typed(query, &[])?.iter().map(|row| i64::from(row.get::<_, i32>(0))).collect();
    let newest = recorded.last().copied().unwrap_or(0).max(i64::from(MIGRATIONS[0].0));
    let made: Vec<i64> =
        MIGRATIONS.iter().map(|(version, _)| i64::from(*version)).filter(|it| *it <= newest).collect();
    let strange = recorded.iter().filter(|it| !made.contains(it));
    let gone = made.iter().filter(|it| !recorded.contains(it));
    Ok(strange.chain(gone).map(|version| Finding::VersionChanged { version: *version }).collect())
}

fn fault_of(url: &PostgresUrl, doing: &'static str, fault: &postgres::Error) -> Error {
    let place = url.clone().into();
    match fault.code() {
        Some(code) if *code == SqlState::LOCK_NOT_AVAILABLE => Error::Busy { place },
        Some(code) if *code == SqlState::DISK_FULL => Error::DiskFull { place },
        Some(code) if *code == SqlState::READ_ONLY_SQL_TRANSACTION => Error::ReadOnly { place },
        _ if fault.is_closed() => Error::Unreachable { place, reason: words(fault) },
        _ => Error::Store { place, doing, reason: words(fault) },
    }
}
