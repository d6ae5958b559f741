//! One row that could not be read: shown as the file has it, and mended.

use super::{Mend, Mends, interpreted};
use crate::ProjectError;
use crate::config::ListSection;
use crate::folder::{Doer, Project};
use std::collections::BTreeMap;
use tizim_model::{Kept, ListRecords, Quarantined};
use tizim_read::RawTable;

/// A row that could not be read, or not whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowToMend {
    /// For each column of the file, its header, what the file has in this row, and what stands there now.
    pub cells: Vec<(String, String, String)>,
    /// What is wrong.
    pub faults: Vec<Quarantined>,
    /// Whether the row was refused as a whole, so that `cells` hold only what can be told from the quarantine.
    pub whole_row: bool,
}

/// What a person says a row holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mending {
    /// The list.
    pub list: String,
    /// The file as named in `sources/`.
    pub file: String,
    /// The line or row.
    pub line: u64,
    /// All cells of the row by header; those that are as in the file change nothing.
    pub cells: BTreeMap<String, String>,
    /// Why.
    pub reason: String,
}

/// A file as read without the mend of one row, and with it.
struct Around {
    table: RawTable,
    without: ListRecords,
}

impl Project {
    /// Returns a row in quarantine with its cells; nothing if nothing is wrong with that row.
    ///
    /// # Errors
    ///
    /// Those of reading the list's file.
    pub fn row_to_mend(&self, list: &str, file: &str, line: u64) -> Result<Option<RowToMend>, ProjectError> {
        let Some(section) = self.section_with(list, file) else { return Ok(None) };
        let mends = self.mends()?;
        let around = self.around(section, file, line, &mends)?;
        Ok(around.row(line, mends.on(list, file, line)))
    }

    /// Keeps what a person says a row holds; the next run takes it in.
    ///
    /// # Errors
    ///
    /// [`ProjectError::NothingToMend`] if nothing is wrong with that row or nothing was changed;
    /// [`ProjectError::StillUnreadable`] if it can't be read so either; [`ProjectError::IdsWouldChange`] if a record would
    /// get another id, which would part it from its judgements; [`ProjectError::Busy`].
    pub fn mend(&self, mending: &Mending, doer: &Doer) -> Result<(), ProjectError> {
        let _lock = self.lock()?;
        let (list, file, line) = (&mending.list, &mending.file, mending.line);
        let section = self.section_with(list, file).ok_or(ProjectError::NothingToMend)?;
        let mut mends = self.mends()?;
        let around = self.around(section, file, line, &mends)?;
        let row = around.row(line, mends.on(list, file, line)).ok_or(ProjectError::NothingToMend)?;
        let told = row.cells.iter().filter_map(|(header, was, _)| {
            let text = mending.cells.get(header)?;
            (row.whole_row || text != was).then(|| (header.clone(), text.clone()))
        });
        let cells: BTreeMap<String, String> = told.collect();
        if cells.values().all(|text| row.whole_row && text.is_empty()) {
            return Err(ProjectError::NothingToMend);
        }
        let mend = Mend {
            list: list.clone(),
            file: file.clone(),
            line,
            whole_row: row.whole_row,
            was: row.faults.first().map(|fault| fault.text.clone()).unwrap_or_default(),
            author: doer.author.clone(),
            at: doer.at.as_str().to_owned(),
            reason: mending.reason.clone(),
            cells,
            taken_back: None,
        };
        check(section, &mend, around, row.faults.len())?;
        for earlier in &mut mends.all {
            if earlier.list == *list && earlier.file == *file && earlier.line == line {
                let by = || super::TakenBack { author: mend.author.clone(), at: mend.at.clone() };
                earlier.taken_back.get_or_insert_with(by);
            }
        }
        mends.all.push(mend);
        self.write_mends(&mends, doer)
    }

    /// Reads a file with all mends but those of one row.
    fn around(
        &self,
        section: &ListSection,
        file: &str,
        line: u64,
        mends: &Mends,
    ) -> Result<Around, ProjectError> {
        let is_other = |mend: &&Mend| mend.file != file || mend.line != line;
        let others = Mends { all: mends.of(&section.name).filter(is_other).cloned().collect() };
        let table = self.mended_table(section, file, &others)?;
        let without = interpreted(section, file, &table)?;
        Ok(Around { table, without })
    }
}

impl Around {
    /// Returns a row with its cells, as the file has them and as they are mended; nothing if nothing is wrong with it.
    fn row(&self, line: u64, mended: Option<&Mend>) -> Option<RowToMend> {
        let of_line = self.without.quarantine.iter().filter(|fault| fault.line == line);
        let faults: Vec<Quarantined> = of_line.cloned().collect();
        if faults.is_empty() {
            return None;
        }
        let row = self.table.lines.iter().position(|known| *known == line);
        let told = faults.iter().find(|fault| fault.kept == Kept::Nothing).map_or("", |fault| &fault.text);
        let parts: Vec<&str> = if told.contains(" | ") {
            told.split(" | ").collect()
        } else {
            told.split([',', ';', '\t']).collect()
        };
        let cells = self.table.columns.iter().enumerate().map(|(at, column)| {
            let was = match row {
                Some(row) => column.cell(row),
                None => parts.get(at).map_or("", |part| part.trim().trim_matches('"')),
            };
            let now = mended.and_then(|mend| mend.cells.get(&column.header));
            (column.header.clone(), was.to_owned(), now.map_or(was, String::as_str).to_owned())
        });
        let cells = cells.collect();
        Some(RowToMend { cells, faults, whole_row: row.is_none() })
    }
}

/// Refuses a mend that mends nothing, and one that would give a record another id.
fn check(section: &ListSection, mend: &Mend, around: Around, faults: usize) -> Result<(), ProjectError> {
    let Around { mut table, without } = around;
    let this = Mends { all: vec![mend.clone()] };
    this.apply(&mend.list, &mend.file, &mut table);
    let with = interpreted(section, &mend.file, &table)?;
    let left: Vec<&Quarantined> = with.quarantine.iter().filter(|fault| fault.line == mend.line).collect();
    if let Some(first) = left.first().filter(|_| left.len() >= faults) {
        return Err(ProjectError::StillUnreadable {
            column: first.column.clone().unwrap_or_default(),
            text: first.text.clone(),
            reason: first.reason.clone(),
        });
    }
    let ids: BTreeMap<u64, &String> = with.line.iter().copied().zip(&with.record_id).collect();
    let kept = without.line.iter().zip(&without.record_id).all(|(line, id)| ids.get(line) == Some(&id));
    if kept { Ok(()) } else { Err(ProjectError::IdsWouldChange) }
}
