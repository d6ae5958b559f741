//! Cells and rows that could not be read, and what a person says they hold.

use super::{read_if_there, with_head};
use crate::ProjectError;
use crate::folder::{Doer, Project};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tizim_model::Kept;
use tizim_read::{RawColumn, RawTable};

const HEAD: &str = "# Rows and cells that could not be read, and what people say they hold. Written by `tizim review`, page Lists.\n\
# The files in sources/ stay as they are; a run reads them with these in place.\n";

/// What a person says a row holds that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mend {
    /// The list.
    pub list: String,
    /// The file as named in `sources/`.
    pub file: String,
    /// The line or row, from 1 with the header counted.
    pub line: u64,
    /// Whether the row was refused as a whole; else the cells named here stand in place of the row's own.
    #[serde(default)]
    pub whole_row: bool,
    /// What stands in the file, as far as the quarantine shows it.
    pub was: String,
    /// Who says so.
    pub author: String,
    /// When, as the ledger writes it.
    pub at: String,
    /// Why, in that person's words.
    #[serde(default)]
    pub reason: String,
    /// The cells, by header.
    pub cells: BTreeMap<String, String>,
    /// Set when it is in force no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_back: Option<TakenBack>,
}

/// Who took something back, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakenBack {
    /// Who.
    pub author: String,
    /// When, as the ledger writes it.
    pub at: String,
}

/// All mends of a project, in the order in which they were made. None is ever left out: one that is wrong is taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mends {
    /// The mends.
    #[serde(default, rename = "mend")]
    pub all: Vec<Mend>,
}

impl Mends {
    /// Returns the mends of a list that are in force.
    pub fn of<'a, 'l>(&'a self, list: &'l str) -> impl Iterator<Item = &'a Mend> + use<'a, 'l> {
        self.all.iter().filter(move |mend| mend.list == list && mend.taken_back.is_none())
    }

    /// Returns the mend in force of a row, the last if there are several.
    pub fn on(&self, list: &str, file: &str, line: u64) -> Option<&Mend> {
        self.of(list).filter(|mend| mend.file == file && mend.line == line).last()
    }

    /// Puts the mends of a file in place.
    pub(crate) fn apply(&self, list: &str, file: &str, table: &mut RawTable) {
        for mend in self.of(list).filter(|mend| mend.file == file) {
            match (mend.whole_row, table.lines.iter().position(|line| *line == mend.line)) {
                (_, Some(row)) => put_cells(table, row, mend),
                (true, None) => put_row(table, mend),
                // a row that is not there any more can't be mended
                (false, None) => {}
            }
        }
    }
}

fn put_cells(table: &mut RawTable, row: usize, mend: &Mend) {
    for column in &mut table.columns {
        if let Some(text) = mend.cells.get(&column.header) {
            column.codes[row] = code_of(column, text);
        }
    }
    table.quarantine.retain(|fault| {
        fault.line != mend.line || fault.column.as_ref().is_none_or(|column| !mend.cells.contains_key(column))
    });
}

fn put_row(table: &mut RawTable, mend: &Mend) {
    let at = table.lines.partition_point(|line| *line < mend.line);
    // rows in quarantine were counted, so that the row's own number is free and no other row's changes
    let refused = |line: u64| line < mend.line && (at == 0 || line > table.lines[at - 1]);
    let between = table.quarantine.iter().filter(|fault| fault.kept == Kept::Nothing && refused(fault.line));
    let before = if at == 0 { 0 } else { table.row_numbers[at - 1] };
    let number = before + between.count() as u64 + 1;
    for column in &mut table.columns {
        let code = code_of(column, mend.cells.get(&column.header).map_or("", String::as_str));
        column.codes.insert(at, code);
    }
    table.lines.insert(at, mend.line);
    table.row_numbers.insert(at, number);
    table.quarantine.retain(|fault| fault.line != mend.line || fault.kept != Kept::Nothing);
}

fn code_of(column: &mut RawColumn, text: &str) -> u32 {
    let known = column.values.iter().position(|value| **value == *text);
    known.unwrap_or_else(|| {
        column.values.push(text.into());
        column.values.len() - 1
    }) as u32
}

impl Project {
    /// Returns the mends of this project.
    ///
    /// # Errors
    ///
    /// A file that is there and can't be read.
    pub fn mends(&self) -> Result<Mends, ProjectError> {
        read_if_there(&self.layout.mends())
    }

    /// Takes the mend of a row back that is in force; of each row there is one at the most.
    ///
    /// # Errors
    ///
    /// [`ProjectError::Busy`]; [`ProjectError::NothingToMend`] if no mend of that row is in force.
    pub fn take_back_mend(&self, list: &str, file: &str, line: u64, doer: &Doer) -> Result<(), ProjectError> {
        let _lock = self.lock()?;
        let mut mends = self.mends()?;
        let is_it = |mend: &&mut Mend| {
            mend.list == list && mend.file == file && mend.line == line && mend.taken_back.is_none()
        };
        let mend = mends.all.iter_mut().rfind(is_it).ok_or(ProjectError::NothingToMend)?;
        mend.taken_back = Some(TakenBack { author: doer.author.clone(), at: doer.at.as_str().to_owned() });
        self.write_mends(&mends, doer)
    }

    pub(super) fn write_mends(&self, mends: &Mends, doer: &Doer) -> Result<(), ProjectError> {
        let path = self.layout.mends();
        self.keep_file(&path, &with_head(&path, HEAD, mends)?, doer)
    }
}
