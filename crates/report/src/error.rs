//! What can go wrong when a report or an export is written.

use std::path::{Path, PathBuf};

/// Why a report or an export was not written.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A file or folder could not be written.
    #[error("cannot write `{path}`: {source}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A format could not hold the data.
    #[error("cannot write `{path}` as {format}: {reason}")]
    Format {
        /// The file.
        path: PathBuf,
        /// The format.
        format: &'static str,
        /// Why.
        reason: String,
    },
}

impl ReportError {
    pub(crate) fn io(path: &Path, source: std::io::Error) -> Self {
        Self::Io { path: path.to_owned(), source }
    }

    pub(crate) fn format(path: &Path, format: &'static str, reason: impl ToString) -> Self {
        Self::Format { path: path.to_owned(), format, reason: reason.to_string() }
    }
}
