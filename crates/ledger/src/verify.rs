//! Was the ledger altered behind its back?

use std::fmt;

use crate::chain::Row;
use crate::{Hash, Ledger, Result};

/// How many hashes may be spent on finding out where rows came from that don't fit where they are.
const SEARCHES: u64 = 1_000_000;

/// Something that is not as it was written. `Display` says it in words.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Finding {
    /// The row's content doesn't have the hash that the row bears: it was changed, or put in by other means.
    Changed {
        /// The row's number.
        seq: i64,
    },
    /// The row bears another number than it was written under: rows were swapped, removed or put in before it.
    Moved {
        /// The number it has now.
        seq: i64,
        /// The number it was written under.
        was: i64,
    },
    /// There are no rows with these numbers.
    Removed {
        /// The first that is missing.
        first: i64,
        /// The last that is missing.
        last: i64,
    },
    /// Both rows are whole in themselves, but the later one was not written after this earlier one: the earlier was
    /// replaced by another, or the later was put in.
    NotChained {
        /// The number of the earlier row; 0 if the later one is the first.
        before: i64,
        /// The number of the later row.
        after: i64,
    },
    /// The row has a number below 1, which is never given.
    PutIn {
        /// The row's number.
        seq: i64,
    },
    /// The entry with the hash that was kept elsewhere is not here: the end was cut off, or all was written anew.
    HeadMissing {
        /// The hash that was looked for.
        head: Hash,
    },
    /// The database's memory of the highest number ever given is below that of the last row, though all rows are there.
    CounterLowered {
        /// The number it says.
        says: i64,
        /// The number of the last row.
        last: i64,
    },
    /// The record of a version of the tables is not that of the program that made it.
    VersionChanged {
        /// The version.
        version: i64,
    },
    /// A lock against changes is gone from the database, or does something else.
    LockMissing {
        /// The name of the trigger.
        name: String,
    },
    /// SQLite finds the file damaged.
    Damaged {
        /// SQLite's words.
        reason: String,
    },
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed { seq } => write!(out, "entry {seq} was changed, or put in by other means"),
            Self::Moved { seq, was } => write!(out, "entry {seq} was moved: it was written as entry {was}"),
            Self::Removed { first, last } if first == last => write!(out, "entry {first} was removed"),
            Self::Removed { first, last } => write!(out, "entries {first} to {last} were removed"),
            Self::NotChained { before: 0, after } => {
                write!(out, "entry {after} was not written as the first one")
            }
            Self::NotChained { before, after } => {
                write!(
                    out,
                    "entry {before} was replaced, or entry {after} put in: {after} was not written after {before}"
                )
            }
            Self::PutIn { seq } => write!(out, "entry {seq} was put in: no entry ever has that number"),
            Self::HeadMissing { head } => {
                write!(
                    out,
                    "the entry with hash {head} is gone: later entries were removed, or all was written anew"
                )
            }
            Self::CounterLowered { says, last } => {
                write!(out, "the count of entries was changed: it says {says}, and entry {last} is there")
            }
            Self::VersionChanged { version } => {
                write!(out, "the record of version {version} of the tables was changed, removed or put in")
            }
            Self::LockMissing { name } => {
                write!(out, "the lock against changes was taken off (trigger {name})")
            }
            Self::Damaged { reason } => write!(out, "the file is damaged: {reason}"),
        }
    }
}

impl Ledger {
    /// Looks at every row and says which were changed, moved, removed or put in; nothing is said when all is well.
    ///
    /// What it can't see: rows removed from the end together with the database's memory of them, and a ledger that was
    /// written anew as a whole. For these the head must have been kept somewhere else: [`Ledger::verify_against`].
    ///
    /// # Errors
    ///
    /// [`crate::Error::Store`] if the file can't be read at all.
    pub fn verify(&self) -> Result<Vec<Finding>> {
        let view = self.view()?;
        let mut findings = view.findings;
        findings.extend(check_rows(&view.rows, view.highest));
        Ok(findings)
    }

    /// As [`Ledger::verify`], and moreover checks that the entry which once was the last is still here.
    ///
    /// `head` is what [`Ledger::head`] returned at some time, kept where one who alters the ledger can't reach it; the
    /// ledger may have grown since.
    ///
    /// # Errors
    ///
    /// As [`Ledger::verify`].
    pub fn verify_against(&self, head: Hash) -> Result<Vec<Finding>> {
        let view = self.view()?;
        let mut findings = view.findings;
        findings.extend(check_rows(&view.rows, view.highest));
        if head != Hash::GENESIS && !view.rows.iter().any(|row| row.hash == head.as_bytes()) {
            findings.push(Finding::HeadMissing { head });
        }
        Ok(findings)
    }
}

/// What is wrong with the rows; `highest` is the highest number that was ever given.
fn check_rows(rows: &[Row], highest: i64) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut search = Search { rows: rows.len() as i64, highest, shift: 0, left: SEARCHES };
    let (mut before, mut before_hash, mut before_whole) = (0, Hash::GENESIS, true);
    for row in rows {
        if row.seq < 1 {
            findings.push(Finding::PutIn { seq: row.seq });
            continue;
        }
        if row.seq > before + 1 {
            findings.push(Finding::Removed { first: before + 1, last: row.seq - 1 });
        }
        let content = row.hash_as(row.seq);
        let whole = row.hash == content.as_bytes();
        if !whole {
            findings.push(search.origin(row));
        } else if row.seq == before + 1 && before_whole && row.prev_hash != before_hash.as_bytes() {
            // the fault of a changed row is not laid at its neighbour's door
            findings.push(Finding::NotChained { before, after: row.seq });
        }
        (before, before_hash, before_whole) = (row.seq, content, whole);
    }
    if highest > before {
        findings.push(Finding::Removed { first: before + 1, last: highest });
    } else if highest < before && findings.is_empty() {
        // rows that were put in or moved may leave it behind; these are named themselves
        findings.push(Finding::CounterLowered { says: highest, last: before });
    }
    findings
}

/// Finds the number under which a row was written, if it was only moved.
struct Search {
    rows: i64,
    highest: i64,
    /// By how much the last moved row was moved: the next was most likely moved as far.
    shift: i64,
    left: u64,
}

impl Search {
    fn origin(&mut self, row: &Row) -> Finding {
        let guess = row.seq - self.shift;
        let candidates = std::iter::once(guess).chain(1..=self.rows.max(self.highest) + 1);
        for was in candidates.filter(|was| *was > 0) {
            if self.left == 0 {
                break;
            }
            self.left -= 1;
            if was != row.seq && row.hash == row.hash_as(was).as_bytes() {
                self.shift = row.seq - was;
                return Finding::Moved { seq: row.seq, was };
            }
        }
        Finding::Changed { seq: row.seq }
    }
}
