//! What could not be read, and why: nothing is lost without a line here.

use serde::{Deserialize, Serialize};

/// What became of the rest of a row of which something could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kept {
    /// The row is not among the records.
    Nothing,
    /// The row is among the records; only the cell's reading is missing, its raw value stays.
    Row,
}

/// One row or cell that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quarantined {
    /// The list that the row belongs to.
    pub list: String,
    /// The file as named in `sources/`.
    pub file: String,
    /// The line in a text file, or the row of the sheet or table, from 1 (the header counts).
    pub line: u64,
    /// The column's header, where one cell is at fault.
    pub column: Option<String>,
    /// Why, in words for the person who keeps the list.
    pub reason: String,
    /// The offending text, cut to 200 characters.
    pub text: String,
    /// Whether the rest of the row is among the records.
    pub kept: Kept,
}
