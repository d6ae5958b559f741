//! Cells to values.

use crate::fold::tidy;
use crate::{ColumnSpec, RawTable, ReadError};
use tizim_model::{ColumnBuilder, List, ListRecords, Value};

/// Reads the cells of a table as what its columns are said to hold.
///
/// # Errors
/// [`ReadError::NoSuchColumn`], [`ReadError::SameField`].
pub fn interpret(
    table: &RawTable,
    list: List,
    file: &str,
    specs: &[ColumnSpec],
) -> Result<ListRecords, ReadError> {
    let mut columns = Vec::new();
    for spec in specs {
        let raw = table.column(&spec.header).ok_or_else(|| ReadError::NoSuchColumn {
            file: file.to_owned(),
            header: spec.header.clone(),
            headers: table.headers(),
        })?;
        let mut column = ColumnBuilder::new(spec.field.clone(), spec.role);
        for row in 0..table.rows() {
            column.push(0, raw.cell(row), |text| Value::Text(tidy(text).into()));
        }
        columns.push(column.finish());
    }
    Ok(ListRecords {
        file: vec![0; table.rows()],
        files: vec![file.to_owned()],
        line: table.lines.clone(),
        record_id: table.row_numbers.iter().map(u64::to_string).collect(),
        quarantine: table.quarantine.clone(),
        list,
        columns,
    })
}
