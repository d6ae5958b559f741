//! What may be wrong with a table of places.

/// Why a table of places can't be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlacesError {
    /// More bytes than the bound.
    #[error("the table of places has {bytes} bytes, more than {most}; give one of the shipped size")]
    TooLarge {
        /// How many there are.
        bytes: usize,
        /// How many there may be.
        most: usize,
    },
    /// Not text.
    #[error("line {line} of the table of places is not UTF-8; unpack the file first if it is compressed")]
    NotText {
        /// The line, from 1.
        line: usize,
    },
    /// A column is missing or is no number.
    #[error("line {line} of the table of places: {column} is missing or can't be read")]
    Column {
        /// The line, from 1.
        line: usize,
        /// The column.
        column: &'static str,
    },
}
