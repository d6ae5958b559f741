//! An Excel workbook of one sheet.

use super::table::Table;
use crate::ReportError;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};
use std::path::Path;

/// The most characters that a cell can hold.
const LONGEST: usize = 32_767;
/// The most rows that a sheet can hold, the header included.
const MOST_ROWS: usize = 1_048_576;
/// The most columns that a sheet can hold.
const MOST_COLUMNS: usize = 16_384;

pub(super) fn write(table: &Table, path: &Path) -> Result<(), ReportError> {
    let fault = |reason: rust_xlsxwriter::XlsxError| ReportError::format(path, "XLSX", reason);
    if table.rows.len() >= MOST_ROWS || table.header.len() > MOST_COLUMNS {
        return Err(ReportError::format(
            path,
            "XLSX",
            format!(
                "{} rows and {} columns are more than a sheet holds ({MOST_ROWS} and {MOST_COLUMNS}); export as csv",
                table.rows.len(),
                table.header.len()
            ),
        ));
    }
    let mut book = Workbook::new();
    // the time of writing would make each workbook differ from the last
    let made = ExcelDateTime::from_ymd(2022, 1, 1).map_err(fault)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let sheet = book.add_worksheet();
    sheet.set_name("persons").map_err(fault)?;
    let bold = Format::new().set_bold();
    for (column, name) in table.header.iter().enumerate() {
        sheet.write_string_with_format(0, column as u16, clipped(name), &bold).map_err(fault)?;
    }
    for (row, cells) in table.rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row as u32 + 1, column as u16, clipped(cell)).map_err(fault)?;
        }
    }
    sheet.set_freeze_panes(1, 0).map_err(fault)?;
    let bytes = book.save_to_buffer().map_err(fault)?;
    std::fs::write(path, bytes).map_err(|source| ReportError::io(path, source))
}

/// Returns what fits in a cell; what is cut is said to be cut.
fn clipped(cell: &str) -> String {
    const NOTE: &str = " … (cut)";
    // Excel counts UTF-16 units
    if cell.len() <= LONGEST || cell.encode_utf16().count() <= LONGEST {
        return cell.to_owned();
    }
    let mut units = 0;
    let room = LONGEST - NOTE.encode_utf16().count();
    let kept = cell.chars().take_while(|c| {
        units += c.len_utf16();
        units <= room
    });
    kept.chain(NOTE.chars()).collect()
}
