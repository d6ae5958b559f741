//! Which row is the header: not always the first, and sometimes there is none.

use crate::fold::{is_blank, tidy};
use crate::guess::is_known_header;

/// How many rows from the top may be the header.
const SEARCHED_ROWS: usize = 30;

/// A row from the top of a table.
#[derive(Clone, Debug)]
pub(crate) struct TopRow {
    /// Its line or sheet row, from 1.
    pub(crate) line: u64,
    /// Its cells.
    pub(crate) cells: Vec<String>,
}

/// What the top of a table came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    /// The header's line or sheet row, from 1; 0 where there is none.
    pub(crate) line: u64,
    /// The headers; empty ones are named by whoever builds the table.
    pub(crate) names: Vec<String>,
    /// What a person should know.
    pub(crate) notes: Vec<String>,
}

/// Finds the header among the first rows; `told` is its line, or 0 if the caller knows that there is none.
///
/// A header is the first row that fills more than half of the table's width with short texts that are no numbers or
/// dates, and a row with words known as headers goes before one without. A table whose first full row reads like the
/// rows below it has none. Returns `None` if no row has line `told`.
pub(crate) fn find_header(top: &[TopRow], told: Option<u64>) -> Option<Header> {
    let position = match told {
        Some(0) => None,
        Some(line) => Some(top.iter().position(|row| row.line == line)?),
        None => search(top),
    };
    let below = &top[position.map_or(0, |position| position + 1)..];
    let mut notes = Vec::new();
    let mut names = match position {
        Some(position) => trimmed(&top[position].cells).to_vec(),
        None => Vec::new(),
    };
    if position.is_none() {
        notes.push("no header was found: the columns are numbered".to_owned());
    }
    if let Some(position) = position {
        let above: Vec<String> =
            top[..position].iter().map(|row| in_words(&row.cells)).filter(|t| !t.is_empty()).collect();
        if !above.is_empty() {
            notes.push(format!(
                "left out above the header in row {}: {}",
                top[position].line,
                above.join("; ")
            ));
        }
    }
    widen(&mut names, below);
    Some(Header { line: position.map_or(0, |position| top[position].line), names, notes })
}

/// Gives names to columns that the header lacks, where most rows are wider than it.
fn widen(names: &mut Vec<String>, below: &[TopRow]) {
    let mut widths: Vec<usize> =
        below.iter().map(|row| trimmed(&row.cells).len()).filter(|width| *width > 0).collect();
    if widths.is_empty() {
        return;
    }
    widths.sort_unstable();
    if names.is_empty() {
        names.resize(widths[widths.len() - 1], String::new());
        return;
    }
    let usual = widths[widths.len() / 2];
    if usual == names.len() + 1
        && below.iter().all(|row| row.cells.first().is_some_and(|cell| !is_blank(cell)))
    {
        // R writes row names under no header of their own
        names.insert(0, "row".to_owned());
    } else if usual > names.len() {
        names.resize(usual, String::new());
    }
}

fn search(top: &[TopRow]) -> Option<usize> {
    let mut filled: Vec<usize> = top.iter().map(|row| count_filled(&row.cells)).filter(|n| *n > 0).collect();
    filled.sort_unstable();
    let wide = *filled.get(filled.len().saturating_sub(1) * 9 / 10)?;
    let candidates = || {
        (0..top.len().min(SEARCHED_ROWS)).filter(|position| 2 * count_filled(&top[*position].cells) > wide)
    };
    let known = |position: usize| top[position].cells.iter().filter(|cell| is_known_header(cell)).count();
    let enough = if wide <= 2 { 1 } else { 2 };
    let by_words = candidates().find(|position| {
        known(*position) >= enough
            && 2 * count_labels(&top[*position].cells) > count_filled(&top[*position].cells)
    });
    if by_words.is_some() {
        return by_words;
    }
    let first = candidates().next()?;
    let labels_only = 5 * count_labels(&top[first].cells) >= 4 * count_filled(&top[first].cells);
    let alone = top.len() == first + 1;
    (labels_only && (alone || !reads_like_the_rest(&top[first].cells, &top[first + 1..]))).then_some(first)
}

/// Returns whether two or more cells of a row come back below in their own columns.
fn reads_like_the_rest(cells: &[String], below: &[TopRow]) -> bool {
    let comes_back = |position: usize, cell: &String| {
        !is_blank(cell) && below.iter().any(|row| row.cells.get(position).is_some_and(|other| other == cell))
    };
    let back = cells.iter().enumerate().filter(|(position, cell)| comes_back(*position, cell)).count();
    back >= 2.min(count_filled(cells))
}

fn count_filled(cells: &[String]) -> usize {
    cells.iter().filter(|cell| !is_blank(cell)).count()
}

fn count_labels(cells: &[String]) -> usize {
    cells.iter().filter(|cell| !is_blank(cell) && is_label(cell)).count()
}

/// Returns whether a cell could be a header: short, and more letters than digits or a letter with a number (`p12`).
fn is_label(cell: &str) -> bool {
    let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    let digits = cell.chars().filter(|c| c.is_numeric()).count();
    let stem = cell.trim().trim_end_matches(char::is_numeric);
    let is_numbered = digits <= 2 && letters > 0 && stem.chars().all(|c| c.is_alphabetic() || c == '_');
    (letters > digits || is_numbered)
        && cell.chars().count() <= 120
        && !cell.contains("://")
        && !cell.contains('@')
}

fn trimmed(cells: &[String]) -> &[String] {
    let end = cells.iter().rposition(|cell| !is_blank(cell)).map_or(0, |last| last + 1);
    &cells[..end]
}

fn in_words(cells: &[String]) -> String {
    let words: Vec<String> = cells.iter().map(|cell| tidy(cell)).filter(|cell| !cell.is_empty()).collect();
    let text: String = words.join(" ").chars().take(120).collect();
    if text.is_empty() { text } else { format!("`{text}`") }
}
