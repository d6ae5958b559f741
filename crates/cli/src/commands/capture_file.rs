//! A file of capture histories, for `tizim estimate`.

use crate::failure::Failure;
use std::collections::BTreeMap;
use std::path::Path;
use tizim_estimate::CaptureTable;
use tizim_read::{RawColumn, RawTable, ReadOptions, read_table};

/// The capture table of a file, and those of its strata if a column of strata was named.
pub(crate) struct CaptureFile {
    /// All people.
    pub(crate) whole: CaptureTable,
    /// The people by stratum, in the order of the strata's names.
    pub(crate) strata: Vec<(String, CaptureTable)>,
    /// The people whose stratum is not known: a blank or `unknown` label. They are a stratum of their own in `strata`.
    pub(crate) unlabelled: Option<CaptureTable>,
    /// What a person should know of the reading.
    pub(crate) notes: Vec<String>,
}

/// Reads a table with one 0/1 column a list, and `count` unless each row is a person.
pub(crate) fn read_captures(path: &Path, strata: Option<&str>) -> Result<CaptureFile, Failure> {
    let table = read_table(path, &ReadOptions::default())?;
    let mut notes: Vec<String> = table.notes.clone();
    notes.extend(
        table.quarantine.iter().map(|fault| format!("line {} was left out: {}", fault.line, fault.reason)),
    );
    let stratum = match strata {
        None => None,
        Some(name) => Some(table.column(name).ok_or_else(|| {
            let columns = table.headers().join(", ");
            Failure::new(
                format!("`{}` has no column `{name}`", path.display()),
                format!("its columns are: {columns}"),
            )
        })?),
    };
    let is_count = |column: &RawColumn| column.header.trim().eq_ignore_ascii_case("count");
    let count = table.columns.iter().find(|column| is_count(column));
    let mut lists: Vec<&RawColumn> = Vec::new();
    let mut set_aside: Vec<&str> = Vec::new();
    for column in table
        .columns
        .iter()
        .filter(|column| !is_count(column) && Some(&column.header) != stratum.map(|s| &s.header))
    {
        match flags(column) {
            Flags::All => lists.push(column),
            Flags::Nearly(row) => {
                return Err(Failure::new(
                    format!(
                        "`{}`, line {}, column `{}`: `{}` is neither 0 nor 1",
                        path.display(),
                        table.lines[row],
                        column.header,
                        column.cell(row)
                    ),
                    "a list's column holds 1 for those on the list and 0 for the others",
                ));
            }
            Flags::No => set_aside.push(&column.header),
        }
    }
    if lists.is_empty() {
        return Err(Failure::new(
            format!("`{}` has no column of 0 and 1, so no list", path.display()),
            "give one column a list, and a column `count` if the rows are counts",
        ));
    }
    if !set_aside.is_empty() {
        notes.push(format!("not lists, so not used: {}", set_aside.join(", ")));
    }
    let names: Vec<String> = lists.iter().map(|column| column.header.clone()).collect();
    let mut cells: BTreeMap<&str, Vec<(u64, u64)>> = BTreeMap::new();
    let mut on_no_list = 0;
    for row in 0..table.rows() {
        let people = count.map_or(Ok(1), |column| parse_count(path, &table, column, row))?;
        let pattern = lists.iter().take(64).enumerate().fold(0u64, |pattern, (bit, column)| {
            pattern | u64::from(is_yes(column.cell(row)) == Some(true)) << bit
        });
        if pattern == 0 {
            on_no_list += people;
            continue;
        }
        let label = stratum.map_or("", |column| column.cell(row).trim());
        cells.entry(label).or_default().push((pattern, people));
    }
    if on_no_list > 0 {
        notes.push(format!(
            "{on_no_list} people on no list were left out: they are not documented by any of these lists"
        ));
    }
    let whole = CaptureTable::new(names.clone(), cells.values().flatten().copied())?;
    let strata: Vec<(String, CaptureTable)> = cells
        .into_iter()
        .map(|(label, cells)| {
            let label = if label.is_empty() { "unknown" } else { label };
            Ok((label.to_owned(), CaptureTable::new(names.clone(), cells)?))
        })
        .collect::<Result<_, tizim_estimate::EstimateError>>()?;
    let unlabelled = strata
        .iter()
        .find(|(label, _)| label.eq_ignore_ascii_case("unknown"))
        .map(|(_, table)| table.clone());
    Ok(CaptureFile { whole, strata, unlabelled, notes })
}

enum Flags {
    /// Every cell is 0, 1, or empty.
    All,
    /// Nearly all are, but the cell of this row is not.
    Nearly(usize),
    /// It is no column of flags.
    No,
}

fn flags(column: &RawColumn) -> Flags {
    let counts = column.counts();
    let cells: usize = counts.iter().sum();
    let odd: Vec<usize> =
        (0..column.values.len()).filter(|at| is_yes(&column.values[*at]).is_none()).collect();
    let odd_cells: usize = odd.iter().map(|at| counts[*at]).sum();
    let flags = cells - odd_cells;
    // a column of blanks alone says nothing
    let blank = column.values.iter().all(|value| value.trim().is_empty());
    match odd.first() {
        None if blank => Flags::No,
        None => Flags::All,
        Some(odd) if flags > 4 * odd_cells => {
            Flags::Nearly(column.codes.iter().position(|code| *code as usize == *odd).unwrap_or(0))
        }
        Some(_) => Flags::No,
    }
}

/// Reads a cell of a list's column; an empty one counts as "not on it".
fn is_yes(cell: &str) -> Option<bool> {
    match cell.trim().to_ascii_lowercase().as_str() {
        "1" | "1.0" | "true" | "yes" => Some(true),
        "0" | "0.0" | "false" | "no" | "" | "na" | "n/a" => Some(false),
        _ => None,
    }
}

fn parse_count(path: &Path, table: &RawTable, column: &RawColumn, row: usize) -> Result<u64, Failure> {
    let cell = column.cell(row).trim();
    let whole = cell.strip_suffix(".0").unwrap_or(cell);
    whole.parse().map_err(|_| {
        Failure::new(
            format!(
                "`{}`, line {}, column `{}`: `{cell}` is no count",
                path.display(),
                table.lines[row],
                column.header
            ),
            "counts are whole numbers from 0",
        )
    })
}
