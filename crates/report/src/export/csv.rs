//! CSV, with formulas defused.

use super::table::Table;
use crate::ReportError;
use std::borrow::Cow;
use std::path::Path;

pub(super) fn write(table: &Table, path: &Path) -> Result<(), ReportError> {
    let fault = |fault: csv::Error| ReportError::io(path, fault.into());
    let mut writer = csv::Writer::from_path(path).map_err(fault)?;
    for row in std::iter::once(&table.header).chain(&table.rows) {
        writer.write_record(row.iter().map(|cell| defused(cell).into_owned())).map_err(fault)?;
    }
    writer.flush().map_err(|source| ReportError::io(path, source))
}

/// Returns a cell that no spreadsheet takes for a formula: an apostrophe stands before `=`, `+`, `-`, `@`, tab and
/// carriage return at the start (OWASP, CSV injection). Plain numbers such as `-5` and `+7.25` stay as they are.
pub(super) fn defused(cell: &str) -> Cow<'_, str> {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if is_formula && !is_number(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['+', '-']).unwrap_or(cell);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole) && all_digits(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_defused_and_numbers_kept() {
        for formula in ["=cmd()", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "-", "+", "-5e3", "-5.", "－1"]
        {
            assert_eq!(defused(formula), format!("'{formula}"));
        }
        for plain in ["-5", "+7.25", "-43.2389", "", "O'Neil", "a=b", "2022-01-05"] {
            assert_eq!(defused(plain), plain);
        }
    }
}
