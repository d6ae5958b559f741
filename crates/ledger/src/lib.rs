//! Custody and judgements: what a project remembers that can't be derived again.
//!
//! The ledger is one append-only table, in an SQLite file or in a Postgres database ([`Place`]). An [`Entry`] says who did [`What`] and when: a project was
//! made, a source was added ([`Custody`]), a reviewer decided something ([`Judgement`]), something was exported. No
//! entry is ever changed; a judgement is taken back by a later one. Each entry carries the hash of the one before, so
//! [`Ledger::verify`] tells which row was altered, removed or put in, and [`Ledger::head`] is one short text that
//! stands for the whole history.
//!
//! Three promises:
//!
//! - **An acknowledged entry stays.** When [`Ledger::append`] has returned, the entry survives `kill -9` and a power
//!   cut (as far as the disk tells the truth about having written).
//! - **The chain never forks.** Two processes may append at once; they take turns.
//! - **One file**, on SQLite. After each append everything is in `tizim.db` itself: no second file must be copied along.
//!
//! There is no clock here: the time of an entry is passed in by the caller.
//!
//! ```
//! use tizim_ledger::{Ledger, NewEntry, ProjectCreated, What};
//!
//! # let dir = tempfile::tempdir()?;
//! # let path = dir.path().join("tizim.db");
//! let mut ledger = Ledger::create(&path)?;
//! let entry = ledger.append(&NewEntry {
//!     at: "2026-11-23T10:00:00Z".parse()?,
//!     author: "A. Reviewer".into(),
//!     what: What::ProjectCreated(ProjectCreated { name: "January".into(), program_version: "0.1.0".into() }),
//! })?;
//! assert_eq!(entry.seq, 1);
//! assert_eq!(ledger.head()?, entry.hash);
//! assert!(ledger.verify()?.is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod access;
mod book;
mod chain;
mod clearance;
mod contradiction;
mod digest;
mod entry;
mod error;
mod file_hashes;
mod implied;
mod judgement;
mod moving;
mod place;
mod postgres;
mod postgres_password;
mod postgres_tls;
mod sqlite;
mod store;
mod stored;
mod timestamp;
mod verify;

pub use access::{Access, Confinement, Consent, Group, Membership, Viewed, Viewer};
pub use book::{Book, Change, JudgedPair};
pub use clearance::Clearance;
pub use contradiction::Contradiction;
pub use digest::{Hash, Sha256};
pub use entry::{
    Account, Closed, Custody, Entry, Exported, ExportedFile, FileKept, NewEntry, ProjectCreated, Role,
    SignIn, What,
};
pub use error::{Error, Result};
pub use file_hashes::{Hashes, hash_file};
pub use implied::Implied;
pub use judgement::{
    ArticleKey, Choice, ClaimKey, ClaimVerdict, Decision, Judgement, RecordKey, Verdict, in_force,
};
pub use place::{Place, PostgresUrl};
pub use store::{Appended, Ledger, SCHEMA_VERSION};
pub use timestamp::Timestamp;
pub use verify::Finding;
