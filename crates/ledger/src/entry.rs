//! What can be written in the ledger.

use serde::{Deserialize, Serialize};

use crate::access::{Confinement, Consent, Group, Membership, Viewed};
use crate::{Hash, Judgement, Sha256, Timestamp};

/// An entry to be appended: who did what, and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewEntry {
    /// When it was done, by the caller's clock.
    pub at: Timestamp,
    /// Who did it: a name or a user name; not blank.
    pub author: String,
    /// What was done.
    pub what: What,
}

/// An entry as it stands in the ledger.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Its number: 1 for the first, each later one greater by one.
    pub seq: u64,
    /// When it was done.
    pub at: Timestamp,
    /// Who did it.
    pub author: String,
    /// What was done.
    pub what: What,
    /// The hash of the entry before; [`Hash::GENESIS`] in the first.
    pub prev_hash: Hash,
    /// The hash of this entry, over all of the above.
    pub hash: Hash,
}

/// What was done: the kinds of entries. More kinds will come.
///
/// In the ledger the variant's name in snake case is the column `kind`, its content the column `payload`. A kind that is
/// added later needs a migration, so that an older program refuses the ledger and does not pass over what it can't read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", content = "payload", rename_all = "snake_case")]
#[non_exhaustive]
pub enum What {
    /// The project was made.
    ProjectCreated(ProjectCreated),
    /// A source was copied in.
    SourceAdded(Custody),
    /// A reviewer decided something.
    Judgement(Judgement),
    /// Something left the house.
    Exported(Exported),
    /// A person was given an account, or an account was changed or closed; the last entry of a name is the account.
    AccountSet(Account),
    /// Somebody signed in, or tried to.
    SignIn(SignIn),
    /// A group of users was made.
    GroupMade(Group),
    /// A user entered a group or left it; the last entry on both is what holds.
    MemberSet(Membership),
    /// A source or a field was confined to groups, or opened again; the last entry on it is what holds.
    Confined(Confinement),
    /// A consent was recorded; the last entry on a source and field is what holds.
    ConsentRecorded(Consent),
    /// Somebody looked at something confidential.
    Viewed(Viewed),
    /// A file beside the ledger holds something from now on; the last entry on a file is what holds.
    FileKept(FileKept),
    /// The ledger goes on in another place and takes no further entry here.
    Closed(Closed),
}

/// A file in which a project keeps what can't be derived again: decisions on rows and editions, answers of a language model.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FileKept {
    /// Its path in the project's folder, with `/`.
    pub file: String,
    /// BLAKE3 of its bytes.
    pub blake3: Hash,
}

/// Where a ledger goes on that takes no further entry.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Closed {
    /// The place, without a password.
    pub goes_on: String,
}

/// A user of the review desk.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Account {
    /// The name under which the user signs in and judges.
    pub name: String,
    /// What the user may do.
    pub role: Role,
    /// The password as an Argon2id hash in PHC form (`$argon2id$...`); none for an account that can't be signed in to.
    pub password: Option<String>,
}

/// What a user may do; each may do what those below may.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Look.
    Reader,
    /// Judge pairs and take notes.
    Reviewer,
    /// Choose values, withhold, cut and join persons, run again, export.
    Editor,
    /// Give and close accounts.
    Administrator,
}

impl Role {
    /// All roles, the one that may do least first, with the word for each in the ledger.
    pub const ALL: [(Role, &'static str); 4] = [
        (Role::Reader, "reader"),
        (Role::Reviewer, "reviewer"),
        (Role::Editor, "editor"),
        (Role::Administrator, "administrator"),
    ];

    /// Returns the word for the role.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(role, _)| *role == self).map_or("reader", |(_, word)| word)
    }
}

/// A signing in, or an attempt.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SignIn {
    /// The account that was named.
    pub account: String,
    /// Where it came from: an address, or "one-time link".
    pub from: String,
    /// Whether it was let in.
    pub accepted: bool,
}

/// The making of a project.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ProjectCreated {
    /// What the project is called.
    pub name: String,
    /// The version of the program that made it.
    pub program_version: String,
}

/// How a source came here: what it is, byte for byte, from whom, and what may be done with it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Custody {
    /// The name of the list, as in `tizim.toml`.
    pub list: String,
    /// The file's name in `sources/`.
    pub file: String,
    /// What the file was called where it came from.
    pub original_name: String,
    /// BLAKE3 of its bytes.
    pub blake3: Hash,
    /// SHA-256 of its bytes.
    pub sha256: Sha256,
    /// Its size in bytes.
    pub bytes: u64,
    /// Who handed it over, when known.
    pub given_by: Option<String>,
    /// Under what consent it may be used, when known.
    pub consent: Option<String>,
    /// Under what licence, when known.
    pub licence: Option<String>,
    /// Where it was published, when it was.
    pub source_url: Option<String>,
    /// Anything else worth remembering about it.
    pub note: Option<String>,
}

/// An export: what left the house, and what was held back.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Exported {
    /// The format, e.g. `csv`.
    pub format: String,
    /// True for the export that withholds what must not be published.
    pub public: bool,
    /// The files written, each with its hash.
    pub files: Vec<ExportedFile>,
    /// Persons held back as a whole.
    pub persons_withheld: u64,
    /// Fields held back of persons who were exported.
    pub fields_withheld: u64,
}

/// A file that an export wrote.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ExportedFile {
    /// Its name.
    pub name: String,
    /// BLAKE3 of its bytes.
    pub blake3: Hash,
}
