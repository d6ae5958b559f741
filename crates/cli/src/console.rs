//! Results go to standard output, messages to standard error.

use serde::Serialize;
use std::borrow::Cow;
use std::io::{self, Write};
use std::process;

/// Writes a line of results to standard output.
pub(crate) fn say(line: &str) {
    write_out(format!("{}\n", shown(line)).as_bytes());
}

/// Returns a line as a terminal may be given it. Titles, quotes and names of files come from outside, and a control character in
/// them could clear the screen, write what nobody wrote, or type for the user; it is shown by its code point.
fn shown(line: &str) -> Cow<'_, str> {
    let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    if !line.contains(is_control) {
        return Cow::Borrowed(line);
    }
    let mut text = String::with_capacity(line.len());
    for c in line.chars() {
        if is_control(c) {
            text.push_str(&format!("<U+{:04X}>", u32::from(c)));
        } else {
            text.push(c);
        }
    }
    Cow::Owned(text)
}

/// Writes one JSON document to standard output.
pub(crate) fn say_json(value: &impl Serialize) {
    let mut text = serde_json::to_vec_pretty(value).unwrap_or_else(|fault| fault.to_string().into_bytes());
    text.push(b'\n');
    write_out(&text);
}

/// Writes bytes of results to standard output.
pub(crate) fn write_out(bytes: &[u8]) {
    let mut out = io::stdout().lock();
    if let Err(fault) = out.write_all(bytes).and_then(|()| out.flush()) {
        // a reader that has seen enough (`tizim ... | head`) is no fault of ours
        let code = if fault.kind() == io::ErrorKind::BrokenPipe { 0 } else { 2 };
        process::exit(code);
    }
}

/// Writes a line of messages to standard error.
pub(crate) fn complain(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", shown(line));
}

/// Returns `1 list`, `2,117 lists`.
pub(crate) fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number as f64), if number == 1 { one } else { many })
}

/// A table of text with aligned columns.
#[derive(Default)]
pub(crate) struct TextTable {
    rows: Vec<Vec<String>>,
}

impl TextTable {
    /// Returns a table with its head.
    pub(crate) fn new(head: &[&str]) -> Self {
        Self { rows: vec![head.iter().map(|&cell| cell.to_owned()).collect()] }
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Returns the lines of a table of numbers: the first column to the left, the others to the right.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.aligned(|column| column == 0)
    }

    /// Returns the lines of a table of words: all columns to the left.
    pub(crate) fn lines_left(&self) -> Vec<String> {
        self.aligned(|_| true)
    }

    fn aligned(&self, is_left: impl Fn(usize) -> bool) -> Vec<String> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            self.rows
                .iter()
                .filter_map(|row| row.get(column))
                .map(|cell| cell.chars().count())
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        self.rows
            .iter()
            .map(|row| {
                let mut line = String::new();
                for (column, cell) in row.iter().enumerate() {
                    let gap = " ".repeat(widths[column] - cell.chars().count());
                    if column > 0 {
                        line.push_str("  ");
                    }
                    let (first, second) = if is_left(column) { (cell, &gap) } else { (&gap, cell) };
                    line.push_str(first);
                    line.push_str(second);
                }
                line.trim_end().to_owned()
            })
            .collect()
    }
}

/// Returns a number with thin groups of three digits, as people read it: 12,345.
pub(crate) fn grouped(number: f64) -> String {
    let digits = format!("{:.0}", number.abs());
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if number < 0.0 && digits != "0" { format!("-{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_shown_and_nothing_else_is_changed() {
        assert_eq!(
            shown("Ral\u{1b}[2Jlies\u{9b}31m\r\u{7f}"),
            "Ral<U+001B>[2Jlies<U+009B>31m<U+000D><U+007F>"
        );
        for line in ["one\n  two\tthree", "قتل سبعة", "«Ерлан» – жив…"] {
            assert_eq!(shown(line), line);
        }
    }

    #[test]
    fn numbers_in_groups() {
        assert_eq!(grouped(0.0), "0");
        assert_eq!(grouped(999.4), "999");
        assert_eq!(grouped(1234.5), "1,234");
        assert_eq!(grouped(-1_234_567.0), "-1,234,567");
    }

    #[test]
    fn columns_are_aligned() {
        let mut table = TextTable::new(&["list", "n"]);
        table.row(["тізім".to_owned(), "12".to_owned()]);
        assert_eq!(table.lines(), ["list    n", "тізім  12"]);
    }
}
