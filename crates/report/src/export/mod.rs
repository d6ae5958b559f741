//! The register in other formats, one row a person.

mod capture_history;
mod csv;
mod ftm;
mod jsonl;
mod parquet;
mod table;
mod xlsx;

use crate::view::View;
use crate::{Audience, ReportError};
use std::path::Path;
use tizim_project::Results;

/// A format of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Persons as CSV: UTF-8, comma, a header; formulas defused.
    Csv,
    /// Persons as an Excel workbook of one sheet; all cells are texts, so that no cell is a formula.
    Xlsx,
    /// Persons as Parquet: all columns are texts, empty where nothing is known.
    Parquet,
    /// Persons as JSON Lines, each with all rival values and the rows they rest on.
    Jsonl,
    /// FollowTheMoney entities as JSON Lines, for Aleph, nomenklatura and yente: persons and what happened to them.
    Ftm,
    /// One 0/1 column a list and a `count` column: the input of an estimate.
    CaptureHistory,
}

impl Format {
    /// Returns the name as it is written on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
            Format::Parquet => "parquet",
            Format::Jsonl => "jsonl",
            Format::Ftm => "ftm",
            Format::CaptureHistory => "capture-history",
        }
    }
}

/// Returns how many fields an export for an audience leaves out.
pub fn fields_withheld(results: &Results, audience: Audience) -> usize {
    let (others, names) = View::new(results, audience).withheld();
    others + names
}

/// Returns what reviewers' judgements leave out of an export for an audience: persons, and fields of other persons that
/// would have gone out. What is confidential is counted apart ([`Results::withheld`]).
pub fn judged_withheld(results: &Results, audience: Audience) -> (usize, usize) {
    let view = View::new(results, audience);
    if !view.is_public() {
        return (0, 0);
    }
    let persons = results.persons.iter().filter(|person| person.withheld).count();
    let persons = persons - results.withheld.persons as usize;
    let others = results.persons.iter().filter(|person| !person.withheld);
    let fields = others.flat_map(|person| &person.fields).filter(|field| field.withheld);
    (persons, fields.filter(|field| view.may_show(&field.field, Some(field.role))).count())
}

/// Writes the register to a file, which is made or overwritten.
///
/// For the public, rows have a running number in place of the person's id, only the fields named for publication,
/// and no lists; persons and fields that reviewers withheld are left out; their order is that of their values, so that it tells nothing of the sources. In capture histories
/// for the public, combinations of too few persons are left out, with what would give them away.
///
/// # Errors
///
/// [`ReportError::Io`] if the file can't be written, [`ReportError::Format`] if the format can't hold the data (more
/// than 1,048,575 persons in a workbook).
pub fn export(results: &Results, format: Format, audience: Audience, path: &Path) -> Result<(), ReportError> {
    let view = View::new(results, audience);
    match format {
        Format::Csv => csv::write(&table::persons(view), path),
        Format::Xlsx => xlsx::write(&table::persons(view), path),
        Format::Parquet => parquet::write(&table::persons(view), path),
        Format::Jsonl => jsonl::write(view, path),
        Format::Ftm => ftm::write(view, path),
        Format::CaptureHistory => capture_history::write(view, path),
    }
}
