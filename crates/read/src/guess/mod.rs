//! What a column holds, guessed from its header and its cells.

use crate::{ColumnSpec, RawTable};
use serde::Serialize;
use tizim_model::Role;

/// A guess at what one column holds, for a person to correct.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ColumnGuess {
    /// What the column is taken for.
    pub spec: ColumnSpec,
    /// Why, in words.
    pub why: String,
    /// A few different cells from the top.
    pub sample: Vec<String>,
    /// The number of different cells, blanks and "unknown" left out.
    pub distinct: usize,
    /// The number of blank cells.
    pub blank: usize,
    /// The number of cells that say that it is not known.
    pub unknown: usize,
}

/// Guesses what each column of a table holds, in the order of the columns.
pub fn guess_columns(table: &RawTable) -> Vec<ColumnGuess> {
    table
        .columns
        .iter()
        .map(|column| ColumnGuess {
            spec: ColumnSpec {
                header: column.header.clone(),
                role: Role::Carried,
                field: column.header.clone(),
                date_order: None,
            },
            why: String::new(),
            sample: Vec::new(),
            distinct: 0,
            blank: 0,
            unknown: 0,
        })
        .collect()
}

pub(crate) fn is_known_header(text: &str) -> bool {
    crate::fold::key(text) == "name"
}
