//! The two kinds of database that a ledger can stand in, each as a place of a test's own.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::server::Server;
use tizim_ledger::*;

/// A place for one ledger, and what alters it behind its back.
pub enum House {
    /// A file in a folder of its own.
    Sqlite(tempfile::TempDir),
    /// A schema of its own on the shared server: its URL.
    Postgres(String),
}

impl House {
    pub fn sqlite() -> Option<Self> {
        Some(Self::Sqlite(tempfile::tempdir().unwrap()))
    }

    /// None where there is no server.
    pub fn postgres() -> Option<Self> {
        static SCHEMAS: AtomicU32 = AtomicU32::new(0);
        static SERVER: OnceLock<Option<Server>> = OnceLock::new();
        let server = SERVER.get_or_init(Server::start).as_ref()?;
        let schema = format!("t{}", SCHEMAS.fetch_add(1, Ordering::Relaxed));
        let mut client = postgres::Client::connect(&server.url(""), postgres::NoTls).unwrap();
        client.batch_execute(&format!("CREATE SCHEMA {schema}")).unwrap();
        Some(Self::Postgres(server.url(&format!("options=-csearch_path%3D{schema}"))))
    }

    /// The place, in one text.
    pub fn named(&self) -> String {
        match self {
            Self::Sqlite(dir) => dir.path().join("tizim.db").to_str().unwrap().to_owned(),
            Self::Postgres(url) => url.clone(),
        }
    }

    pub fn place(&self) -> Place {
        place(&self.named())
    }

    pub fn create(&self) -> Ledger {
        Ledger::create(self.place()).unwrap()
    }

    pub fn open(&self) -> Ledger {
        Ledger::open(self.place()).unwrap()
    }

    pub fn read(&self) -> Ledger {
        Ledger::open_read_only(self.place()).unwrap()
    }

    pub fn is_sqlite(&self) -> bool {
        matches!(self, Self::Sqlite(_))
    }

    /// Runs statements as somebody does who has the right to write in the database.
    pub fn execute(&self, sql: &str) -> Result<(), String> {
        match self {
            Self::Sqlite(_) => {
                let raw = rusqlite::Connection::open(self.named()).unwrap();
                raw.pragma_update(None, "synchronous", "OFF").unwrap();
                raw.execute_batch(sql).map_err(|fault| fault.to_string())
            }
            Self::Postgres(url) => {
                let mut raw = postgres::Client::connect(url, postgres::NoTls).unwrap();
                raw.batch_execute(sql).map_err(|fault| {
                    fault.as_db_error().map_or(fault.to_string(), |said| said.message().to_owned())
                })
            }
        }
    }

    /// Alters the tables with the locks taken off for the while.
    pub fn alter(&self, change: &str) {
        match self {
            Self::Sqlite(_) => {
                let raw = rusqlite::Connection::open(self.named()).unwrap();
                let locks: Vec<(String, String)> = raw
                    .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
                    .unwrap()
                    .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
                    .unwrap()
                    .collect::<rusqlite::Result<_>>()
                    .unwrap();
                assert_eq!(locks.len(), 3);
                let off: String = locks.iter().map(|(name, _)| format!("DROP TRIGGER {name};")).collect();
                let on: String = locks.iter().map(|(_, sql)| format!("{sql};")).collect();
                self.execute(&format!("{off} {change}; {on}")).unwrap();
            }
            Self::Postgres(_) => {
                let (mut off, mut on) = (String::new(), String::new());
                for (table, triggers) in [
                    ("entries", &["entries_are_kept", "entries_are_counted"][..]),
                    ("entries_highest", &["highest_grows", "highest_is_kept"]),
                    ("ledger_versions", &["versions_are_kept"]),
                ] {
                    off += &format!("ALTER TABLE {table} DISABLE TRIGGER USER;");
                    for trigger in triggers {
                        on += &format!("ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger};");
                    }
                }
                self.execute(&format!("{off} {change}; {on}")).unwrap();
            }
        }
    }

    /// The statement that sets the database's memory of the highest number.
    pub fn counter(&self, highest: i64) -> String {
        let table = if self.is_sqlite() { "sqlite_sequence" } else { "entries_highest" };
        format!("UPDATE {table} SET seq = {highest}")
    }

    /// Bytes as a literal of the dialect.
    pub fn blob(&self, hex: &str) -> String {
        if self.is_sqlite() { format!("x'{hex}'") } else { format!("'\\x{hex}'::bytea") }
    }

    /// The statement that lets numbers below 1 in.
    pub fn without_check(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "PRAGMA ignore_check_constraints = ON",
            Self::Postgres(_) => "ALTER TABLE entries DROP CONSTRAINT IF EXISTS entries_seq_check",
        }
    }
}

/// The place that a text names.
pub fn place(named: &str) -> Place {
    match named.parse::<PostgresUrl>() {
        Ok(url) => url.into(),
        Err(_) => named.into(),
    }
}

/// Makes of each function that takes a `&House` a test on each kind of database.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[test] fn $name() { super::$name(&crate::house::House::sqlite().unwrap()) })+
        }
        mod postgres {
            $(#[test] fn $name() {
                // what is missing is said once, where the server would have been started
                if let Some(house) = crate::house::House::postgres() { super::$name(&house) }
            })+
        }
    };
}
pub(crate) use on_both;
