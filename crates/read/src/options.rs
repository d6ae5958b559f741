//! What a caller may say about a file, and how far a reader goes.

use serde::{Deserialize, Serialize};
use tizim_model::Role;

/// What is known of a file beforehand; all of it is found out where it is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadOptions {
    /// The character between columns of a text file.
    pub delimiter: Option<char>,
    /// The encoding of a text file, by a label of the WHATWG Encoding Standard or `kz-1048`.
    pub encoding: Option<String>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The line or sheet row of the header, from 1; 0 says that there is none.
    pub header_row: Option<u64>,
    /// How far a reader goes.
    #[serde(skip)]
    pub limits: Limits,
}

/// Bounds on outside bytes. What passes a bound of the file is an error; a row that passes one goes to the quarantine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file on disk.
    pub file_bytes: u64,
    /// Bytes after unpacking a compressed file or a workbook, all parts together.
    pub unpacked_bytes: u64,
    /// How many times larger a packed file may become; checked once it is above [`Limits::RATIO_FREE_BYTES`].
    pub unpacked_ratio: u64,
    /// Bytes of one cell, in UTF-8.
    pub cell_bytes: usize,
    /// Bytes of one row, in UTF-8.
    pub row_bytes: usize,
    /// Columns.
    pub columns: usize,
    /// Rows.
    pub rows: usize,
}

impl Limits {
    /// Up to this size an unpacked file may be any number of times larger than the packed one.
    pub const RATIO_FREE_BYTES: u64 = 64 << 20;
}

impl Default for Limits {
    /// 2 GiB a file, 4 GiB unpacked and 200 times the packed size, 1 MiB a cell, 16 MiB a row, 4,096 columns and 50
    /// million rows.
    fn default() -> Self {
        Self {
            file_bytes: 2 << 30,
            unpacked_bytes: 4 << 30,
            unpacked_ratio: 200,
            cell_bytes: 1 << 20,
            row_bytes: 16 << 20,
            columns: 4_096,
            rows: 50_000_000,
        }
    }
}

/// What a column of a list holds, as guessed or as corrected in `tizim.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnSpec {
    /// The column's header in the file.
    pub header: String,
    /// What it holds.
    pub role: Role,
    /// The name of the field in the records: the role's key, or a name of its own for repeatable roles.
    pub field: String,
    /// The order of day, month and year where the cells leave it open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_order: Option<DateOrder>,
}

/// How numeric dates are to be read where a cell alone does not tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// 03/04/2016 is 3 April.
    #[default]
    DayFirst,
    /// 03/04/2016 is 4 March.
    MonthFirst,
    /// 16/03/04 is 4 March 2016. Dates with a year of four digits in front need no such word.
    YearFirst,
}
