//! A table of text as the source wrote it, by column, each distinct cell once.

use crate::fold::{is_blank, tidy};
use crate::intern::Columns;
use crate::{FormatFound, Limits, ReadError};
use std::borrow::Cow;
use tizim_model::{Kept, Quarantined, counted};

/// How much of an offending text the quarantine shows, in characters.
const SHOWN: usize = 200;

/// One column of a [`RawTable`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawColumn {
    /// The header, trimmed; unique in the table (a second `name` is `name (2)`).
    pub header: String,
    /// The distinct cells in the order of their first appearance, as the source wrote them.
    pub values: Vec<Box<str>>,
    /// For each row, its cell: a position in `values`. An empty cell points at an empty text.
    pub codes: Vec<u32>,
}

impl RawColumn {
    /// Returns the cell of a row, counted from 0.
    pub fn cell(&self, row: usize) -> &str {
        &self.values[self.codes[row] as usize]
    }

    /// Returns how many rows have each distinct cell, in the order of `values`.
    pub fn counts(&self) -> Vec<usize> {
        let mut counts = vec![0; self.values.len()];
        for code in &self.codes {
            counts[*code as usize] += 1;
        }
        counts
    }
}

/// A table as read, before anything is made of its cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawTable {
    /// The columns, all as long as `lines`.
    pub columns: Vec<RawColumn>,
    /// For each row, the line of a text file on which it begins, or the row of the sheet or table; from 1.
    pub lines: Vec<u64>,
    /// For each row, its number among the rows of data from 1, rows in quarantine counted too, blank ones not.
    pub row_numbers: Vec<u64>,
    /// What the file turned out to be.
    pub format: FormatFound,
    /// Rows and cells that could not be read. Their list is empty and their file the file's name until
    /// [`crate::interpret`] says better.
    pub quarantine: Vec<Quarantined>,
    /// What a person should know of the file, a sentence each.
    pub notes: Vec<String>,
}

impl RawTable {
    /// Returns the number of rows.
    pub fn rows(&self) -> usize {
        self.lines.len()
    }

    /// Returns the headers in order.
    pub fn headers(&self) -> Vec<String> {
        self.columns.iter().map(|column| column.header.clone()).collect()
    }

    /// Returns the column of a header.
    pub fn column(&self, header: &str) -> Option<&RawColumn> {
        self.columns.iter().find(|column| column.header == header)
    }

    /// Takes a column out of the table, such as one that must not be used for linking.
    pub fn take_column(&mut self, header: &str) -> Option<RawColumn> {
        let position = self.columns.iter().position(|column| column.header == header)?;
        Some(self.columns.remove(position))
    }

    /// Cuts a table that holds several lists into one table a list, by the column that names it.
    ///
    /// The lists come in the order of their first row, under the tidied text of the cell; rows with a blank cell are
    /// a list named `(blank)`. The column stays. What is in quarantine stays with the first list.
    ///
    /// # Errors
    /// [`ReadError::NoSuchColumn`] if no column has that header.
    pub fn split_by(&self, header: &str) -> Result<Vec<(String, RawTable)>, ReadError> {
        let column = self.column(header).ok_or_else(|| ReadError::NoSuchColumn {
            file: "the table".to_owned(),
            header: header.to_owned(),
            headers: self.headers(),
        })?;
        let mut names: Vec<String> = Vec::new();
        let mut rows: Vec<Vec<usize>> = Vec::new();
        let mut list_of_value: Vec<Option<usize>> = vec![None; column.values.len()];
        for (row, code) in column.codes.iter().enumerate() {
            let list = *list_of_value[*code as usize].get_or_insert_with(|| {
                let tidied = tidy(&column.values[*code as usize]);
                let name = if tidied.is_empty() { "(blank)".to_owned() } else { tidied };
                names.iter().position(|known| *known == name).unwrap_or_else(|| {
                    names.push(name);
                    rows.push(Vec::new());
                    names.len() - 1
                })
            });
            rows[list].push(row);
        }
        Ok(names
            .into_iter()
            .zip(rows)
            .enumerate()
            .map(|(list, (name, rows))| {
                let mut part = self.pick(&rows);
                if list > 0 {
                    part.quarantine.clear();
                    part.notes.clear();
                }
                (name, part)
            })
            .collect())
    }

    fn pick(&self, rows: &[usize]) -> RawTable {
        let columns = self.columns.iter().map(|column| {
            let mut picked = RawColumn {
                header: column.header.clone(),
                values: Vec::new(),
                codes: Vec::with_capacity(rows.len()),
            };
            let mut moved: Vec<u32> = vec![u32::MAX; column.values.len()];
            for row in rows {
                let code = column.codes[*row] as usize;
                if moved[code] == u32::MAX {
                    moved[code] = picked.values.len() as u32;
                    picked.values.push(column.values[code].clone());
                }
                picked.codes.push(moved[code]);
            }
            picked
        });
        RawTable {
            columns: columns.collect(),
            lines: rows.iter().map(|row| self.lines[*row]).collect(),
            row_numbers: rows.iter().map(|row| self.row_numbers[*row]).collect(),
            format: self.format.clone(),
            quarantine: self.quarantine.clone(),
            notes: self.notes.clone(),
        }
    }
}

/// Where a reader puts its rows: it interns the cells and keeps the quarantine and the notes.
pub(crate) struct TableBuilder<'a> {
    file: String,
    limits: &'a Limits,
    columns: Columns,
    lines: Vec<u64>,
    row_numbers: Vec<u64>,
    seen_rows: u64,
    short_rows: Tally,
    long_blank_rows: Tally,
    blank_rows: u64,
    nul_cells: Tally,
    pub(crate) quarantine: Vec<Quarantined>,
    pub(crate) notes: Vec<String>,
}

/// Counts rows and remembers the first line.
#[derive(Default)]
struct Tally {
    count: u64,
    first: u64,
}

impl Tally {
    fn add(&mut self, line: u64) {
        if self.count == 0 {
            self.first = line;
        }
        self.count += 1;
    }
}

impl<'a> TableBuilder<'a> {
    /// Returns a builder for a file, with headers made unique.
    pub(crate) fn new(file: &str, limits: &'a Limits) -> Self {
        Self {
            file: file.to_owned(),
            limits,
            columns: Columns::default(),
            lines: Vec::new(),
            row_numbers: Vec::new(),
            seen_rows: 0,
            short_rows: Tally::default(),
            long_blank_rows: Tally::default(),
            blank_rows: 0,
            nul_cells: Tally::default(),
            quarantine: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Returns the number of columns so far.
    pub(crate) fn width(&self) -> usize {
        self.columns.width()
    }

    /// Returns the number of rows so far.
    pub(crate) fn rows(&self) -> usize {
        self.lines.len()
    }

    /// Adds the columns, once, before the first row.
    pub(crate) fn set_headers(&mut self, headers: &[String]) {
        for header in headers {
            let position = self.columns.width() + 1;
            let tidied = tidy(&header.replace('\0', ""));
            let wanted = if tidied.is_empty() { format!("column {position}") } else { tidied };
            let header = self.unique(&wanted);
            if header != wanted {
                self.notes.push(format!(
                    "two columns are headed `{wanted}`: the one in place {position} is called `{header}` here"
                ));
            }
            self.columns.add(header);
        }
    }

    /// Adds a column that turns up late; the rows before have nothing in it.
    pub(crate) fn add_column(&mut self, header: &str) -> usize {
        self.set_headers(&[header.to_owned()]);
        self.columns.width() - 1
    }

    fn unique(&self, wanted: &str) -> String {
        if !self.columns.has(wanted) {
            return wanted.to_owned();
        }
        (2..).map(|n| format!("{wanted} ({n})")).find(|name| !self.columns.has(name)).unwrap_or_default()
    }

    /// Adds a row of `line`. Fewer cells than columns leave the last ones blank; more are a fault unless blank.
    pub(crate) fn push_row(&mut self, line: u64, cells: &[Cow<'_, str>]) {
        let width = self.columns.width();
        if cells.iter().all(|cell| is_blank(cell)) {
            self.blank_rows += 1;
            return;
        }
        self.seen_rows += 1;
        if let Some(position) = cells.iter().position(|cell| cell.len() > self.limits.cell_bytes) {
            let reason =
                format!("a cell of {} bytes, the limit is {}", cells[position].len(), self.limits.cell_bytes);
            let header = self.header(position);
            self.quarantine.push(self.entry(line, header, reason, &cells[position], Kept::Nothing));
            return;
        }
        if cells.len() > width {
            if cells[width..].iter().any(|cell| !is_blank(cell)) {
                let reason = format!(
                    "{} cells where the header has {width}: is a delimiter or a line end inside a cell not quoted?",
                    cells.len()
                );
                self.quarantine.push(self.entry(line, None, reason, &cells.join(" | "), Kept::Nothing));
                return;
            }
            self.long_blank_rows.add(line);
        }
        if cells.len() < width {
            self.short_rows.add(line);
        }
        self.lines.push(line);
        self.row_numbers.push(self.seen_rows);
        for position in 0..width {
            let cell = cells.get(position).map_or("", |cell| cell.as_ref());
            if cell.contains('\0') {
                self.push_without_nul(line, position, cell);
            } else {
                self.columns.push(cell);
            }
        }
        self.columns.end_row();
    }

    fn push_without_nul(&mut self, line: u64, position: usize, cell: &str) {
        self.nul_cells.add(line);
        let header = self.header(position);
        let reason = "NUL characters, left out of the cell".to_owned();
        self.quarantine.push(self.entry(line, header, reason, &cell.replace('\0', "␀"), Kept::Row));
        self.columns.push(&cell.replace('\0', ""));
    }

    /// Puts a whole row into quarantine.
    pub(crate) fn refuse_row(&mut self, line: u64, column: Option<String>, reason: String, text: &str) {
        self.seen_rows += 1;
        self.quarantine.push(self.entry(line, column, reason, text, Kept::Nothing));
    }

    /// Returns the header of a column, counted from 0.
    pub(crate) fn header(&self, position: usize) -> Option<String> {
        self.columns.header(position).map(str::to_owned)
    }

    fn entry(
        &self,
        line: u64,
        column: Option<String>,
        reason: String,
        text: &str,
        kept: Kept,
    ) -> Quarantined {
        Quarantined {
            list: String::new(),
            file: self.file.clone(),
            line,
            column,
            reason,
            text: text.chars().take(SHOWN).collect(),
            kept,
        }
    }

    /// Returns the table.
    pub(crate) fn finish(mut self, format: FormatFound) -> RawTable {
        if self.short_rows.count > 0 {
            self.notes.push(format!(
                "{} have fewer cells than the header, the first in line {}: the missing ones are taken as empty",
                counted(self.short_rows.count, "row"),
                self.short_rows.first
            ));
        }
        if self.long_blank_rows.count > 0 {
            self.notes.push(format!(
                "{} have empty cells beyond the last header, the first in line {}",
                counted(self.long_blank_rows.count, "row"),
                self.long_blank_rows.first
            ));
        }
        if self.nul_cells.count > 0 {
            self.notes.push(format!(
                "{} with NUL characters, the first in line {}",
                counted(self.nul_cells.count, "cell"),
                self.nul_cells.first
            ));
        }
        if self.blank_rows > 0 {
            self.notes.push(format!("{} left out", counted(self.blank_rows, "blank row")));
        }
        if self.lines.is_empty() {
            self.notes.push("there are no rows below the header".to_owned());
        }
        RawTable {
            columns: self.columns.finish(),
            lines: self.lines,
            row_numbers: self.row_numbers,
            format,
            quarantine: self.quarantine,
            notes: self.notes,
        }
    }
}
