//! What can go wrong with a whole file, in words that say how to mend it.

/// Why a file or a column description can't be used at all.
///
/// A row or cell that can't be read is no error: it goes to the quarantine and the rest is kept.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The operating system refused.
    #[error("{file}: {source}")]
    Io {
        /// The path as given.
        file: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// A directory, a device, a pipe.
    #[error("{file} is not a file: name a file, or the files inside a folder one by one")]
    NotAFile {
        /// The path as given.
        file: String,
    },
    /// No bytes, or nothing but blanks.
    #[error("{file} is empty: was it saved or downloaded in full?")]
    Empty {
        /// The path as given.
        file: String,
    },
    /// A bound of [`crate::Limits`] was passed.
    #[error(
        "{file}: {what} is above the limit of {limit}: split the file, or raise the limit if you trust it"
    )]
    TooLarge {
        /// The path as given.
        file: String,
        /// What was measured, with its size.
        what: String,
        /// The limit, with its unit.
        limit: String,
    },
    /// Bytes that are no table of a known kind.
    #[error("{file}: {reason}")]
    NotATable {
        /// The path as given.
        file: String,
        /// What it looks like, and how to mend it.
        reason: String,
    },
    /// A table that holds no figures.
    #[error(
        "{file} is no table of figures: it needs a column `quantity` (killed, detained ...) and `low` and `high`, or `number`; its columns are {}",
        headers.join(", ")
    )]
    NoFigures {
        /// The path as given.
        file: String,
        /// The headers that are there.
        headers: Vec<String>,
    },
    /// A file of a known kind that is broken.
    #[error("{file}{place}: {reason}")]
    Damaged {
        /// The path as given.
        file: String,
        /// Where, such as `, line 12, column 3`; may be empty.
        place: String,
        /// What is wrong, and how to mend it.
        reason: String,
    },
    /// An encoding label that is not known.
    #[error(
        "no encoding is named `{label}`: give a name such as utf-8, utf-16le, windows-1251 or windows-1256"
    )]
    UnknownEncoding {
        /// The label as given.
        label: String,
    },
    /// A delimiter that can't be one.
    #[error("`{delimiter}` can't separate columns: give one such as , ; | or a tab")]
    BadDelimiter {
        /// The character as given.
        delimiter: char,
    },
    /// A sheet that the workbook does not have.
    #[error("{file} has no sheet named `{sheet}`; it has {}", in_ticks(.sheets))]
    NoSuchSheet {
        /// The path as given.
        file: String,
        /// The sheet as given.
        sheet: String,
        /// The sheets that there are.
        sheets: Vec<String>,
    },
    /// A header row beyond the end.
    #[error("{file}: there is nothing in row {row} that could be a header; the last row is {last}")]
    NoSuchHeaderRow {
        /// The path as given.
        file: String,
        /// The row as given, from 1.
        row: u64,
        /// The last row that has anything, from 1.
        last: u64,
    },
    /// A described column that the file does not have.
    #[error("{file} has no column `{header}`; it has {}", in_ticks(.headers))]
    NoSuchColumn {
        /// The file as named.
        file: String,
        /// The header as described.
        header: String,
        /// The headers that there are.
        headers: Vec<String>,
    },
    /// Two columns that would become one field.
    #[error(
        "{file}: the columns `{first}` and `{second}` would both become the field `{field}`: give one of them another field name or role"
    )]
    SameField {
        /// The file as named.
        file: String,
        /// The first header.
        first: String,
        /// The second header.
        second: String,
        /// The field.
        field: String,
    },
}

fn in_ticks(names: &[String]) -> String {
    const SHOWN: usize = 40;
    let mut text = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    if names.len() > SHOWN {
        text.push_str(&format!(" and {} more", names.len() - SHOWN));
    }
    text
}
