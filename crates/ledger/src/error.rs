//! What can go wrong, in words, with the place and the way out.

use std::path::{Path, PathBuf};

use crate::Place;

/// What the functions of this crate return.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong. The message names the place; [`Error::hint`] says how to mend it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no file, or no such database, or no ledger in it.
    #[error("{place}: there is no ledger here")]
    Missing {
        /// Where it was looked for.
        place: Place,
    },
    /// There is a file already where a ledger was to be made.
    #[error("{place}: there is a ledger here already")]
    Exists {
        /// Where it was to be made.
        place: Place,
    },
    /// The file or the tables are something else.
    #[error("{place}: this is not a ledger of Tizim")]
    NotALedger {
        /// Where it is.
        place: Place,
    },
    /// A newer version of the program made or changed this ledger.
    #[error("{place}: the ledger has version {found}, and this program knows versions up to {known}")]
    Newer {
        /// Where it is.
        place: Place,
        /// Its version.
        found: u32,
        /// The newest version that this program knows.
        known: u32,
    },
    /// The ledger was opened for reading only.
    #[error("{place}: the ledger is open for reading only")]
    ReadOnly {
        /// Where it is.
        place: Place,
    },
    /// The ledger goes on in another place.
    #[error("{place}: this ledger was closed and goes on at {to}")]
    Closed {
        /// Where the closed one is.
        place: Place,
        /// Where it goes on.
        to: String,
    },
    /// The ledger doesn't verify, so it is not copied.
    #[error("{place}: {finding}")]
    Altered {
        /// Where it is.
        place: Place,
        /// What was found first.
        finding: String,
    },
    /// Another process holds the ledger for too long.
    #[error("{place}: another program is writing in the ledger")]
    Busy {
        /// Where it is.
        place: Place,
    },
    /// No room is left on the disk.
    #[error("{place}: the disk is full")]
    DiskFull {
        /// Where it is.
        place: Place,
    },
    /// A row can't be understood, though it is there.
    #[error("{place}: entry {seq} can't be read: {reason}")]
    Unreadable {
        /// Where it is.
        place: Place,
        /// The number of the entry.
        seq: i64,
        /// What is wrong with it.
        reason: String,
    },
    /// The database reports something else.
    #[error("{place}: the ledger can't be {doing}: {reason}")]
    Store {
        /// Where it is.
        place: Place,
        /// What was tried: "opened", "read", ...
        doing: &'static str,
        /// The database's words.
        reason: String,
    },
    /// A file can't be read or written.
    #[error("{path}: {source}", path = .path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The operating system's words.
        source: std::io::Error,
    },
    /// The text is not the URL of a database on a Postgres server.
    #[error("the URL of the ledger is of no use: {reason}")]
    Url {
        /// What is wrong with it; never the text itself, which may hold a password.
        reason: String,
    },
    /// The server doesn't answer, or doesn't let the program in.
    #[error("{place}: the database can't be reached: {reason}")]
    Unreachable {
        /// Where it is.
        place: Place,
        /// The driver's or the server's words.
        reason: String,
    },
    /// The connection broke while entries were written, and whether they are there can't be found out now.
    #[error("{place}: it is not known whether the entries were written: {reason}")]
    InDoubt {
        /// Where it is.
        place: Place,
        /// The driver's words.
        reason: String,
    },
    /// An entry without an author, or one whose name holds a zero character.
    #[error("an entry needs an author")]
    NoAuthor,
    /// A pair of one record with itself.
    #[error("record {record_id} of list {list} was judged against itself")]
    OneRecordTwice {
        /// The list.
        list: String,
        /// The record.
        record_id: String,
    },
    /// A taking back that doesn't say of what.
    #[error("a judgement is taken back, but not said which")]
    NothingTakenBack,
    /// A note without a word.
    #[error("a note needs words")]
    EmptyNote,
    /// A group, a user, a source or a field without a name.
    #[error("{what} needs a name")]
    Nameless {
        /// What has none: "a group", ...
        what: &'static str,
    },
    /// A group of that name was made before.
    #[error("there is a group {name:?} already")]
    GroupExists {
        /// Its name.
        name: String,
    },
    /// A group that was never made.
    #[error("there is no group {name:?}")]
    NoSuchGroup {
        /// The name.
        name: String,
    },
    /// `undoes` names something that is not an earlier judgement.
    #[error("entry {seq} can't be taken back: it is not a judgement in this ledger")]
    NotAJudgement {
        /// The number that was named.
        seq: u64,
    },
    /// A judgement that contradicts others.
    #[error(
        "judged different although entries {} make them the same: {} {} and {} {}",
        .0.chain.iter().map(|pair| pair.seq.to_string()).collect::<Vec<_>>().join(", "),
        .0.different.a.list, .0.different.a.record_id, .0.different.b.list, .0.different.b.record_id
    )]
    Contradiction(Box<crate::Contradiction>),
    /// A text that should have been a hash.
    #[error("{text:?} is not a hash of 64 hexadecimal digits")]
    NotAHash {
        /// The text.
        text: String,
    },
    /// A text that should have been a time.
    #[error("{text:?} is not a time with its offset, such as 2026-11-23T10:00:00Z")]
    NotATime {
        /// The text.
        text: String,
    },
}

impl Error {
    /// How to mend it, when there is something to be done.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Missing { place: Place::Postgres(_) } => Some(
                "make the database with `createdb`, and the ledger in it with `tizim new DIR --ledger URL`; check [ledger] in tizim.toml",
            ),
            Self::NotALedger { place: Place::Postgres(_) } => Some(
                "name another database in [ledger] of tizim.toml: this one holds tables of something else",
            ),
            Self::Exists { place: Place::Postgres(_) } => {
                Some("name another database, or go on with the project whose ledger it is")
            }
            Self::Store { place: Place::Postgres(_), .. } => Some(
                "ask whoever keeps the server; `tizim verify` says whether entries are as they were written",
            ),
            Self::Url { .. } => Some("write it as postgres://USER@HOST:PORT/DATABASE"),
            Self::Unreachable { .. } => Some(
                "check that the server runs, the URL in tizim.toml, the password in PGPASSWORD or ~/.pgpass, and who vouches for its certificate (sslrootcert=FILE in the URL, or sslmode=disable on a network that you trust)",
            ),
            Self::InDoubt { .. } => {
                Some("when the server answers again, look whether they are there before doing it once more")
            }
            Self::Missing { .. } => Some("make a project with `tizim new DIR`, or name the folder of one"),
            Self::Exists { .. } => Some("choose another folder, or go on with the project that is there"),
            Self::NotALedger { .. } => {
                Some("put back tizim.db from a copy of the project; the sources are not touched")
            }
            Self::Newer { .. } => {
                Some("use the newer version of Tizim that the project was last opened with")
            }
            Self::ReadOnly { .. } => Some("open the project with the right to write in it"),
            Self::Closed { .. } => Some(
                "name that place in [ledger] of tizim.toml; `tizim ledger move` does it, also where it was stopped",
            ),
            Self::Altered { .. } => Some(
                "run `tizim verify`: a ledger that was altered is put back from a copy before it is moved",
            ),
            Self::Busy { .. } => Some("wait until the other command is done, then try again"),
            Self::DiskFull { .. } => {
                Some("make room and run the command again; what the ledger holds is safe")
            }
            Self::Unreadable { .. } => {
                Some("run `tizim verify` to see whether it was altered; a newer Tizim may read it")
            }
            Self::Io { source, .. } if source.kind() == std::io::ErrorKind::PermissionDenied => {
                Some("ask for the right to read and write in the project's folder")
            }
            Self::NoSuchGroup { .. } => Some("make the group first, or name one that is there"),
            Self::Contradiction(_) => Some("take one of the judgements in the chain back, then judge again"),
            Self::Store { .. } => Some("run `tizim verify`; if the file is damaged, put it back from a copy"),
            _ => None,
        }
    }

    pub(crate) fn io(path: &Path, source: std::io::Error) -> Self {
        if source.kind() == std::io::ErrorKind::StorageFull {
            return Self::DiskFull { place: path.into() };
        }
        Self::Io { path: path.to_owned(), source }
    }

    pub(crate) fn sqlite(path: &Path, doing: &'static str, source: &rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let place = path.into();
        match source.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Self::NotALedger { place },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy { place },
            Some(ErrorCode::DiskFull) => Self::DiskFull { place },
            Some(ErrorCode::ReadOnly) => Self::ReadOnly { place },
            _ => Self::Store { place, doing, reason: source.to_string() },
        }
    }
}
