//! From a path to a table: what kind of file it is, and who reads it.

use crate::text_table::read_text;
use crate::{Limits, RawTable, ReadError, ReadOptions};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// A file's bytes and what errors and the quarantine call it.
pub(crate) struct Source {
    /// The path as given, for errors.
    pub(crate) path: String,
    /// The file's own name, for the quarantine.
    pub(crate) name: String,
    /// All of it.
    pub(crate) bytes: Vec<u8>,
}

/// Reads a file as a table.
///
/// Symbolic links are followed. See [`ReadOptions`] for what may be said beforehand; what is not said is found out and
/// stands in [`RawTable::format`] and [`RawTable::notes`]. A file with a header and nothing below gives no rows.
///
/// # Errors
/// [`ReadError`] where nothing can be made of the file at all: it can't be opened, is empty, above a bound, damaged, or
/// of a kind that is no list.
pub fn read_table(path: &Path, options: &ReadOptions) -> Result<RawTable, ReadError> {
    let source = load(path, &options.limits)?;
    read_text(&source, options)
}

/// Returns the names of a workbook's sheets in order; none for a file of another kind.
///
/// # Errors
/// As [`read_table`].
pub fn sheets(path: &Path) -> Result<Vec<String>, ReadError> {
    load(path, &Limits::default())?;
    Ok(Vec::new())
}

fn load(path: &Path, limits: &Limits) -> Result<Source, ReadError> {
    let shown = path.display().to_string();
    let io = |source| ReadError::Io { file: shown.clone(), source };
    let metadata = std::fs::metadata(path).map_err(io)?;
    if !metadata.is_file() {
        return Err(ReadError::NotAFile { file: shown });
    }
    let mut bytes = Vec::with_capacity(metadata.len().min(limits.file_bytes) as usize);
    File::open(path).map_err(io)?.take(limits.file_bytes + 1).read_to_end(&mut bytes).map_err(io)?;
    if bytes.len() as u64 > limits.file_bytes {
        return Err(ReadError::TooLarge {
            file: shown,
            what: "its size".to_owned(),
            limit: format!("{} bytes", limits.file_bytes),
        });
    }
    if bytes.is_empty() {
        return Err(ReadError::Empty { file: shown });
    }
    let name = path.file_name().map_or_else(|| shown.clone(), |name| name.to_string_lossy().into_owned());
    Ok(Source { path: shown, name, bytes })
}
