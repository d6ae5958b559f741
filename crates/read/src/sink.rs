//! Rows that come one by one from a reader without lines of text: the header is found, then the rows are kept.

use crate::fold::is_blank;
use crate::header::{TopRow, find_header};
use crate::table::TableBuilder;
use crate::{FormatFound, Limits, RawTable, ReadError, ReadOptions};
use std::borrow::Cow;

/// How many rows are looked at to find the header.
pub(crate) const TOP_ROWS: usize = 200;

/// Takes rows, finds the header among the first of them, keeps the others.
pub(crate) struct RowSink<'a> {
    path: &'a str,
    options: &'a ReadOptions,
    table: TableBuilder<'a>,
    top: Vec<TopRow>,
    header_line: Option<u64>,
}

impl<'a> RowSink<'a> {
    /// Returns a sink for a file, `path` for its errors and `name` for its quarantine.
    pub(crate) fn new(path: &'a str, name: &str, options: &'a ReadOptions) -> Self {
        Self {
            path,
            options,
            table: TableBuilder::new(name, &options.limits),
            top: Vec::new(),
            header_line: None,
        }
    }

    /// Adds something that a person should know.
    pub(crate) fn note(&mut self, note: String) {
        self.table.notes.push(note);
    }

    /// Takes the row of a sheet, counted from 1; blank ones are passed over.
    pub(crate) fn push(&mut self, line: u64, cells: Vec<String>) -> Result<(), ReadError> {
        if self.header_line.is_some() {
            return self.keep(line, &cells);
        }
        if cells.iter().all(|cell| is_blank(cell)) {
            return Ok(());
        }
        self.top.push(TopRow { line, cells });
        if self.top.len() >= TOP_ROWS { self.settle() } else { Ok(()) }
    }

    /// Puts a row into quarantine that is no row.
    pub(crate) fn refuse(&mut self, line: u64, reason: String, text: &str) {
        self.table.refuse_row(line, None, reason, text);
    }

    fn settle(&mut self) -> Result<(), ReadError> {
        let header =
            find_header(&self.top, self.options.header_row).ok_or_else(|| ReadError::NoSuchHeaderRow {
                file: self.path.to_owned(),
                row: self.options.header_row.unwrap_or(0),
                last: self.top.last().map_or(0, |row| row.line),
            })?;
        check_width(self.path, header.names.len(), &self.options.limits)?;
        self.table.notes.extend(header.notes);
        self.table.set_headers(&header.names);
        self.header_line = Some(header.line);
        for row in std::mem::take(&mut self.top) {
            if row.line > header.line {
                self.keep(row.line, &row.cells)?;
            }
        }
        Ok(())
    }

    fn keep(&mut self, line: u64, cells: &[String]) -> Result<(), ReadError> {
        check_rows(self.path, self.table.rows(), &self.options.limits)?;
        let cells: Vec<Cow<'_, str>> = cells.iter().map(|cell| Cow::Borrowed(cell.as_str())).collect();
        self.table.push_row(line, &cells);
        Ok(())
    }

    /// Returns the table.
    pub(crate) fn finish(mut self, format: FormatFound) -> Result<RawTable, ReadError> {
        if self.header_line.is_none() {
            if self.top.is_empty() {
                return Err(ReadError::Empty { file: self.path.to_owned() });
            }
            self.settle()?;
        }
        Ok(self.table.finish(FormatFound { header_row: self.header_line, ..format }))
    }
}

/// Returns an error if a table would be too wide.
pub(crate) fn check_width(path: &str, width: usize, limits: &Limits) -> Result<(), ReadError> {
    if width <= limits.columns {
        return Ok(());
    }
    Err(ReadError::TooLarge {
        file: path.to_owned(),
        what: format!("a header of {width} columns or more"),
        limit: format!("{} columns", limits.columns),
    })
}

/// Returns an error if one row more would be too many.
pub(crate) fn check_rows(path: &str, rows: usize, limits: &Limits) -> Result<(), ReadError> {
    if rows < limits.rows {
        return Ok(());
    }
    Err(ReadError::TooLarge {
        file: path.to_owned(),
        what: "its number of rows".to_owned(),
        limit: format!("{} rows", limits.rows),
    })
}
