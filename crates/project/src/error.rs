//! What can go wrong with a project, in words for the person who keeps it.

use std::io;
use std::path::{Path, PathBuf};

/// A fault of a project or of what was asked of it.
#[derive(Debug, thiserror::Error)]
pub enum ProjectError {
    /// A folder that holds no project.
    #[error("`{}` is not a Tizim project: it has no tizim.toml", .0.display())]
    NotAProject(PathBuf),
    /// A folder that should be empty, and is not.
    #[error("`{}` is there already and is not empty", .0.display())]
    NotEmpty(PathBuf),
    /// A project of a newer version of the program.
    #[error("`{}` is of format {found}; this program knows formats up to {}", path.display(), crate::config::FORMAT_VERSION)]
    Newer {
        /// The project file.
        path: PathBuf,
        /// Its format.
        found: u32,
    },
    /// A project file that is not what it should be.
    #[error("`{}`, line {line}, column {column}: {reason}", path.display())]
    Config {
        /// The project file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong.
        reason: String,
    },
    /// A project file whose parts contradict each other.
    #[error("`{}`: {reason}", path.display())]
    Inconsistent {
        /// The project file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// Something on the disk that can't be read or written.
    #[error("`{}`: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Another command is at work in the project.
    #[error("another `tizim` command is at work in `{}`", .0.display())]
    Busy(PathBuf),
    /// A ledger that is to be moved to where it is.
    #[error("the ledger is at {place} already")]
    LedgerIsThere {
        /// Where it is.
        place: tizim_ledger::Place,
    },
    /// A row with which nothing is wrong, or to which nothing was said.
    #[error("there is nothing to mend in this row")]
    NothingToMend,
    /// A mend that can't be read either.
    #[error("`{text}` can't be read in the column `{column}` either: {reason}")]
    StillUnreadable {
        /// The column's header; empty for the row as a whole.
        column: String,
        /// What can't be read.
        text: String,
        /// Why.
        reason: String,
    },
    /// A mend that would part records from their judgements.
    #[error("with this a record would get another id, and the judgements on it would be lost")]
    IdsWouldChange,
    /// A file that is no new edition of a list.
    #[error("`{file}` is no later file of the list `{list}`, so it can't be a new edition of it")]
    NoEdition {
        /// The list.
        list: String,
        /// The file.
        file: String,
    },
    /// A source that can't be taken in.
    #[error("`{}` can't be added: {reason}", path.display())]
    NotAddable {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// A source that is not what was added.
    #[error("`{}` is not the file that was added: {reason}", path.display())]
    Altered {
        /// The file.
        path: PathBuf,
        /// How it differs.
        reason: String,
    },
    /// A file that is no table of the world's places.
    #[error("`{}` is no table of places: {reason}", path.display())]
    World {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A project without a single record.
    #[error("no list of this project has a row that can be read, so there is nothing to count")]
    NoRecords,
    /// A list that can't be read.
    #[error("{0}")]
    Read(#[from] tizim_read::ReadError),
    /// Records that can't be linked.
    #[error("{0}")]
    Link(#[from] tizim_link::LinkError),
    /// Records that can't be counted.
    #[error("{0}")]
    Estimate(#[from] tizim_estimate::EstimateError),
    /// The ledger.
    #[error("{0}")]
    Ledger(#[from] tizim_ledger::Error),
}

impl ProjectError {
    /// Returns the fault of a path.
    pub fn io(path: &Path, source: io::Error) -> Self {
        ProjectError::Io { path: path.to_owned(), source }
    }

    pub(crate) fn config(path: &Path, fault: &toml::de::Error) -> Self {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let start = fault.span().map_or(0, |span| span.start.min(text.len()));
        let before = text.get(..start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let reason = fault.message().trim().to_owned();
        ProjectError::Config { path: path.to_owned(), line, column, reason }
    }

    /// Returns how to mend it, where there is a plain way.
    pub fn hint(&self) -> Option<String> {
        match self {
            ProjectError::NotAProject(_) => {
                Some("make one with `tizim new DIR`, then add lists to it".into())
            }
            ProjectError::NotEmpty(_) => Some("name a folder that does not exist yet".into()),
            ProjectError::Newer { .. } => {
                Some("use the newer version of Tizim that made this project".into())
            }
            ProjectError::Busy(_) => Some("wait until it has ended, then run this again".into()),
            ProjectError::Altered { .. } => Some(
                "put the original file back into sources/; a corrected file is added as a new source instead"
                    .into(),
            ),
            ProjectError::World { .. } => Some(
                "an .xz file must be unpacked first (xz -d); the columns are named in `tizim places find --help`".into(),
            ),
            ProjectError::NoRecords => {
                Some("add a list with `tizim add FILE --list NAME`, or look at out/quarantine.csv".into())
            }
            ProjectError::Io { source, .. } => match source.kind() {
                io::ErrorKind::PermissionDenied => Some("you need the right to read and write there".into()),
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                    Some("make room on the disk and run this again; nothing was changed".into())
                }
                io::ErrorKind::NotFound => Some("check the path".into()),
                _ => None,
            },
            _ => None,
        }
    }
}
