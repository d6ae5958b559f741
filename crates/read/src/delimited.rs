//! Delimited text (RFC 4180 and what people make of it): rows out of text, and which delimiter.
//!
//! Like RFC 4180, and beyond it: any of LF, CRLF and CR ends a line; a quoted cell may have blanks around its quotes;
//! a quote inside a quoted cell that is neither doubled nor at its end is itself. A quote that was opened and not
//! meant (`"Smith, 34` and the next rows swallowed) is told by what follows; only its own line is refused.

use crate::Limits;
use memchr::{memchr2_iter, memchr3};
use std::borrow::Cow;

/// The delimiters that are tried, the commonest first.
const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];
/// How many rows are looked at to find the delimiter.
const SNIFFED_ROWS: usize = 100;
/// How many bytes in all are read a second time after quotes that were not closed, before quotes are no longer
/// followed beyond their line.
const REREAD_BYTES: usize = 256 << 20;

/// How lines end, counted outside quotes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct LineEnds {
    pub(crate) lf: u64,
    pub(crate) crlf: u64,
    pub(crate) cr: u64,
}

/// Why a row is no row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A quote that is not closed; only its line was taken.
    OpenQuote,
    /// More bytes than a row may have.
    TooLong(usize),
    /// More cells than a table may have columns, and not blank.
    TooManyCells,
}

/// Where a row stands.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// Its first line, from 1.
    pub(crate) line: u64,
    /// Its first byte.
    pub(crate) start: usize,
    /// The byte after its last one, the line end left out.
    pub(crate) end: usize,
    /// What is wrong with it.
    pub(crate) fault: Option<Fault>,
}

/// The rows of a text.
pub(crate) struct Rows<'t, 'l> {
    text: &'t str,
    at: usize,
    line: u64,
    delimiter: u8,
    limits: &'l Limits,
    reread: usize,
    pub(crate) ends: LineEnds,
}

/// What a cell's scan came to.
enum Scanned<'t> {
    Cell(Cow<'t, str>, usize),
    OpenQuote(usize),
}

impl<'t, 'l> Rows<'t, 'l> {
    /// Returns the rows of `text`; the delimiter is ASCII.
    pub(crate) fn new(text: &'t str, delimiter: u8, limits: &'l Limits) -> Self {
        Self { text, at: 0, line: 1, delimiter, limits, reread: 0, ends: LineEnds::default() }
    }

    /// Fills `cells` with the next row, and `starts` with where each begins.
    pub(crate) fn next(&mut self, cells: &mut Vec<Cow<'t, str>>, starts: &mut Vec<usize>) -> Option<Row> {
        cells.clear();
        starts.clear();
        let start = self.at;
        let bytes = self.text.as_bytes();
        if start >= bytes.len() {
            return None;
        }
        let first_line = self.line;
        let mut overflow = false;
        loop {
            let from = self.at;
            let (cell, end) = match self.scan(from) {
                Scanned::Cell(cell, end) => (cell, end),
                Scanned::OpenQuote(reached) => {
                    self.reread += reached - start;
                    return Some(self.refuse_line(start, first_line));
                }
            };
            if cells.len() <= self.limits.columns {
                cells.push(cell);
                starts.push(from);
            } else if !crate::fold::is_blank(&cell) {
                overflow = true;
            }
            self.at = end;
            if end < bytes.len() && bytes[end] == self.delimiter {
                self.at += 1;
                if self.at < bytes.len() {
                    continue;
                }
                // the text ends after a delimiter: one more, empty cell
                if cells.len() <= self.limits.columns {
                    cells.push(Cow::Borrowed(""));
                    starts.push(self.at);
                }
            }
            let fault = if end - start > self.limits.row_bytes {
                Some(Fault::TooLong(end - start))
            } else {
                overflow.then_some(Fault::TooManyCells)
            };
            let row = Row { line: first_line, start, end: self.at, fault };
            self.line += line_ends_within(&bytes[start..self.at]);
            self.end_line();
            return Some(row);
        }
    }

    fn refuse_line(&mut self, start: usize, line: u64) -> Row {
        let bytes = self.text.as_bytes();
        let end = bytes[start..].iter().position(|b| is_line_end(*b)).map_or(bytes.len(), |n| start + n);
        self.at = end;
        self.line = line;
        self.end_line();
        Row { line, start, end, fault: Some(Fault::OpenQuote) }
    }

    /// Steps over the line end at the present place, if there is one.
    fn end_line(&mut self) {
        let bytes = self.text.as_bytes();
        match (bytes.get(self.at), bytes.get(self.at + 1)) {
            (Some(b'\r'), Some(b'\n')) => {
                self.at += 2;
                self.ends.crlf += 1;
            }
            (Some(b'\r'), _) => {
                self.at += 1;
                self.ends.cr += 1;
            }
            (Some(b'\n'), _) => {
                self.at += 1;
                self.ends.lf += 1;
            }
            _ => return,
        }
        self.line += 1;
    }

    fn scan(&self, from: usize) -> Scanned<'t> {
        let bytes = self.text.as_bytes();
        let open = from + bytes[from..].iter().take_while(|b| **b == b' ').count();
        if bytes.get(open) == Some(&b'"') {
            return self.scan_quoted(open + 1);
        }
        let end = memchr3(self.delimiter, b'\n', b'\r', &bytes[from..]).map_or(bytes.len(), |n| from + n);
        Scanned::Cell(Cow::Borrowed(&self.text[from..end]), end)
    }

    /// Scans a quoted cell whose first byte after the quote is `from`.
    fn scan_quoted(&self, from: usize) -> Scanned<'t> {
        let bytes = self.text.as_bytes();
        let furthest = from.saturating_add(self.limits.row_bytes).min(bytes.len());
        let mut unescaped: Option<String> = None;
        let (mut piece, mut at) = (from, from);
        let mut spans_lines = false;
        loop {
            let Some(step) = bytes[at..].iter().position(|b| *b == b'"') else {
                return Scanned::OpenQuote(bytes.len());
            };
            let quote = at + step;
            spans_lines |= bytes[at..quote].iter().any(|b| is_line_end(*b));
            if quote > furthest || (spans_lines && self.reread > REREAD_BYTES) {
                return Scanned::OpenQuote(quote);
            }
            if bytes.get(quote + 1) == Some(&b'"') {
                let so_far = unescaped.get_or_insert_with(String::new);
                so_far.push_str(&self.text[piece..=quote]);
                at = quote + 2;
                piece = at;
                continue;
            }
            let after = quote + 1 + bytes[quote + 1..].iter().take_while(|b| **b == b' ').count();
            if bytes.get(after).is_none_or(|b| *b == self.delimiter || is_line_end(*b)) {
                let last = &self.text[piece..quote];
                let cell = match unescaped {
                    Some(so_far) => Cow::Owned(so_far + last),
                    None => Cow::Borrowed(last),
                };
                return Scanned::Cell(cell, after);
            }
            if spans_lines {
                return Scanned::OpenQuote(quote);
            }
            at = quote + 1;
        }
    }
}

fn is_line_end(byte: u8) -> bool {
    byte == b'\n' || byte == b'\r'
}

/// Returns how many line ends are within a row, that is inside its quotes.
fn line_ends_within(bytes: &[u8]) -> u64 {
    let second_half_of_crlf = |at: usize| bytes[at] == b'\n' && at > 0 && bytes[at - 1] == b'\r';
    memchr2_iter(b'\n', b'\r', bytes).filter(|at| !second_half_of_crlf(*at)).count() as u64
}

/// Returns the delimiter that cuts the first rows into the most even and the most numerous cells, or `None` where no
/// delimiter does: a table of one column.
pub(crate) fn sniff(text: &str, limits: &Limits) -> Option<char> {
    let mut best = None;
    let mut best_score = 0.0;
    for delimiter in DELIMITERS {
        let score = evenness(text, delimiter as u8, limits);
        if score > best_score {
            best_score = score;
            best = Some(delimiter);
        }
    }
    best
}

/// Returns the square of the share of rows with the commonest number of cells, times that number less one.
fn evenness(text: &str, delimiter: u8, limits: &Limits) -> f64 {
    let mut rows = Rows::new(text, delimiter, limits);
    let (mut cells, mut starts) = (Vec::new(), Vec::new());
    let mut widths: Vec<usize> = Vec::new();
    while widths.len() < SNIFFED_ROWS {
        let Some(row) = rows.next(&mut cells, &mut starts) else { break };
        if row.fault.is_none() && cells.iter().any(|cell| !cell.trim().is_empty()) {
            widths.push(cells.len());
        }
    }
    let mut commonest = (0, 1);
    for width in &widths {
        let count = widths.iter().filter(|other| *other == width).count();
        if *width > 1 && (count, *width) > commonest {
            commonest = (count, *width);
        }
    }
    let share = commonest.0 as f64 / widths.len().max(1) as f64;
    share * share * (commonest.1 - 1).min(20) as f64
}
