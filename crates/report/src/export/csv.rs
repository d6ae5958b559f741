//! CSV, with formulas defused.

use super::table::Table;
use crate::ReportError;
use std::path::Path;
use tizim_project::outputs::cell;

pub(super) fn write(table: &Table, path: &Path) -> Result<(), ReportError> {
    let fault = |fault: csv::Error| ReportError::io(path, fault.into());
    let mut writer = csv::Writer::from_path(path).map_err(fault)?;
    for row in std::iter::once(&table.header).chain(&table.rows) {
        writer.write_record(row.iter().map(|text| cell(text).into_owned())).map_err(fault)?;
    }
    writer.flush().map_err(|source| ReportError::io(path, source))
}
