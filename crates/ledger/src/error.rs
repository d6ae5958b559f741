//! What can go wrong, in words, with the place and the way out.

use std::path::{Path, PathBuf};

/// What the functions of this crate return.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong. The message names the place; [`Error::hint`] says how to mend it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no file.
    #[error("{path}: there is no ledger here", path = .path.display())]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// There is a file already where a ledger was to be made.
    #[error("{path}: there is a ledger here already", path = .path.display())]
    Exists {
        /// Where it was to be made.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("{path}: this file is not a ledger of Tizim", path = .path.display())]
    NotALedger {
        /// The file.
        path: PathBuf,
    },
    /// A newer version of the program made or changed this ledger.
    #[error("{path}: the ledger has version {found}, and this program knows versions up to {known}", path = .path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: u32,
        /// The newest version that this program knows.
        known: u32,
    },
    /// The ledger was opened for reading only.
    #[error("{path}: the ledger is open for reading only", path = .path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// Another process holds the ledger for too long.
    #[error("{path}: another program is writing in the ledger", path = .path.display())]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// No room is left on the disk.
    #[error("{path}: the disk is full", path = .path.display())]
    DiskFull {
        /// The file.
        path: PathBuf,
    },
    /// A row can't be understood, though it is there.
    #[error("{path}: entry {seq} can't be read: {reason}", path = .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The number of the entry.
        seq: i64,
        /// What is wrong with it.
        reason: String,
    },
    /// SQLite reports something else.
    #[error("{path}: the ledger can't be {doing}: {reason}", path = .path.display())]
    Store {
        /// The file.
        path: PathBuf,
        /// What was tried: "opened", "read", ...
        doing: &'static str,
        /// SQLite's words.
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
    /// An entry without an author.
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
            Self::Missing { .. } => Some("make a project with `tizim new DIR`, or name the folder of one"),
            Self::Exists { .. } => Some("choose another folder, or go on with the project that is there"),
            Self::NotALedger { .. } => {
                Some("put back tizim.db from a copy of the project; the sources are not touched")
            }
            Self::Newer { .. } => {
                Some("use the newer version of Tizim that the project was last opened with")
            }
            Self::ReadOnly { .. } => Some("open the project with the right to write in it"),
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
            return Self::DiskFull { path: path.to_owned() };
        }
        Self::Io { path: path.to_owned(), source }
    }

    pub(crate) fn sqlite(path: &Path, doing: &'static str, source: &rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Self::NotALedger { path },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy { path },
            Some(ErrorCode::DiskFull) => Self::DiskFull { path },
            Some(ErrorCode::ReadOnly) => Self::ReadOnly { path },
            _ => Self::Store { path, doing, reason: source.to_string() },
        }
    }
}
