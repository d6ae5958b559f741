//! Capture histories: one 0/1 column a list, and how many persons have that combination.

use crate::ReportError;
use crate::view::View;
use std::path::Path;
use tizim_project::outputs::cell;

pub(super) fn write(view: View<'_>, path: &Path) -> Result<(), ReportError> {
    let fault = |fault: csv::Error| ReportError::io(path, fault.into());
    let overlap = view.overlap();
    let mut writer = csv::Writer::from_path(path).map_err(fault)?;
    let lists = overlap.lists.iter().map(|(name, _)| match name.as_str() {
        // the one name that means something else to whoever reads the table back
        "count" => "list count".to_owned(),
        name => cell(name).into_owned(),
    });
    let header: Vec<String> = lists.chain(std::iter::once("count".to_owned())).collect();
    writer.write_record(&header).map_err(fault)?;
    for (pattern, cell) in &overlap.patterns {
        let Some(persons) = cell.shown().filter(|_| *pattern != 0) else { continue };
        let flags = (0..overlap.lists.len()).map(|list| (pattern >> list & 1).to_string());
        let row: Vec<String> = flags.chain(std::iter::once(persons.to_string())).collect();
        writer.write_record(&row).map_err(fault)?;
    }
    writer.flush().map_err(|source| ReportError::io(path, source))
}
