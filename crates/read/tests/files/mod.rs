//! Files made for a test.
#![allow(clippy::unwrap_used, reason = "a test that fails here says where")]
#![allow(clippy::print_stderr, reason = "a skipped test says so")]
#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::path::{Path, PathBuf};
use tempfile::TempDir;
use tizim_read::{RawTable, ReadError, ReadOptions, read_table};

/// A file with a name and bytes, in a folder that goes with it.
pub(crate) struct Made {
    folder: TempDir,
    name: String,
}

impl Made {
    /// Returns the path.
    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join(&self.name)
    }
}

/// Makes a file.
pub(crate) fn made(name: &str, bytes: impl AsRef<[u8]>) -> Made {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join(name), bytes).unwrap();
    Made { folder, name: name.to_owned() }
}

/// Reads bytes as a file of that name.
pub(crate) fn read(name: &str, bytes: impl AsRef<[u8]>) -> Result<RawTable, ReadError> {
    read_table(&made(name, bytes).path(), &ReadOptions::default())
}

/// Reads bytes as a CSV file that can be read.
pub(crate) fn csv(bytes: impl AsRef<[u8]>) -> RawTable {
    read("list.csv", bytes).unwrap()
}

/// Returns the rows of a table.
pub(crate) fn rows(table: &RawTable) -> Vec<Vec<String>> {
    let row = |row| table.columns.iter().map(|column| column.cell(row).to_owned()).collect();
    (0..table.rows()).map(row).collect()
}

/// Returns the path of the shared data, or nothing with a word on it.
pub(crate) fn shared_data() -> Option<PathBuf> {
    let path = std::env::var_os("TIZIM_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from);
    if path.is_dir() {
        return Some(path);
    }
    eprintln!("skipped: there is no shared data at {}", path.display());
    None
}
