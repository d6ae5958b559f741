//! How a list comes to be out of its files: what could not be read and was mended by hand, and editions of the whole list
//! that take the place of earlier ones row by row.
//!
//! The files in `sources/` stay as they are, byte for byte. Mends stand in `mends.toml`, decisions on editions in
//! `editions.toml`; both are part of the project as `tizim.toml` is, and a run takes them in.

mod combine;
mod compare;
mod editions;
mod mends;
mod row;
#[cfg(test)]
mod tests;

pub use compare::{CellChange, Comparison, Difference, MatchedBy, RowChange};
pub use editions::{Edition, EditionRules, Editions, Take};
pub use mends::{Mend, Mends, TakenBack};
pub use row::{Mending, RowToMend};

use crate::ProjectError;
use crate::config::ListSection;
use crate::folder::Project;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::path::Path;
use tizim_model::{List, ListRecords};
use tizim_read::{RawTable, interpret, read_table};

/// A list as read, with what was found out on the way.
#[derive(Serialize, Deserialize)]
pub(crate) struct ListRead {
    pub(crate) records: ListRecords,
    pub(crate) formats: Vec<String>,
    pub(crate) notes: Vec<String>,
}

impl Project {
    /// Reads a list's files one after the other, mends taken in, editions as they were decided.
    pub(crate) fn read_list(
        &self,
        section: &ListSection,
        mends: &Mends,
        editions: &Editions,
    ) -> Result<ListRead, ProjectError> {
        let mut formats = Vec::new();
        let mut notes = Vec::new();
        let mut whole: Option<ListRecords> = None;
        for file in &section.files {
            let table = self.mended_table(section, file, mends)?;
            formats.push(table.format.to_string());
            notes.extend(table.notes.iter().cloned());
            let records = interpreted(section, file, &table)?;
            let edition = editions.of(&section.name, file);
            whole = Some(match (whole, edition) {
                (None, _) => records,
                (Some(earlier), None) => earlier.followed_by(records),
                (Some(earlier), Some(edition)) => match &edition.rules {
                    // until somebody decides, the list stays what it was
                    None => earlier,
                    Some(rules) => combine::combined(earlier, records, rules, &edition.rows),
                },
            });
        }
        let records = whole.ok_or(ProjectError::NoRecords)?;
        Ok(ListRead { records, formats, notes })
    }

    /// Reads one file of a list, mends taken in.
    fn mended_table(
        &self,
        section: &ListSection,
        file: &str,
        mends: &Mends,
    ) -> Result<RawTable, ProjectError> {
        let mut table = read_table(&self.layout.sources().join(file), &section.read_options())?;
        mends.apply(&section.name, file, &mut table);
        Ok(table)
    }

    /// Returns the section of a list that has a file.
    fn section_with(&self, list: &str, file: &str) -> Option<&ListSection> {
        self.config.list(list).filter(|section| section.files.iter().any(|own| own == file))
    }
}

fn interpreted(section: &ListSection, file: &str, table: &RawTable) -> Result<ListRecords, ProjectError> {
    let list = List {
        name: section.name.clone(),
        no_duplicates: section.no_duplicates,
        already_linked: section.already_linked,
    };
    Ok(interpret(table, list, file, &section.column_specs())?)
}

/// Reads a file of the project that need not be there.
fn read_if_there<T: DeserializeOwned + Default>(path: &Path) -> Result<T, ProjectError> {
    match std::fs::read_to_string(path) {
        Ok(text) => toml::from_str(&text)
            .map_err(|fault| ProjectError::Inconsistent { path: path.to_owned(), reason: fault.to_string() }),
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => Ok(T::default()),
        Err(fault) => Err(ProjectError::io(path, fault)),
    }
}

/// Returns what such a file holds; `head` says what it is to whoever opens it.
fn with_head(path: &Path, head: &str, content: &impl Serialize) -> Result<Vec<u8>, ProjectError> {
    let wrong = |reason: String| ProjectError::Inconsistent { path: path.to_owned(), reason };
    let text = toml::to_string_pretty(content).map_err(|fault| wrong(fault.to_string()))?;
    Ok(format!("{head}\n{text}").into_bytes())
}
