//! The ledger goes on in another place: a Postgres database instead of the file, or back.

use crate::ProjectError;
use crate::config::Config;
use crate::folder::{Doer, Project, place_of};
use crate::lock::Lock;
use crate::staging::write_whole;
use std::fs;
use tizim_ledger::{Place, PostgresUrl};
use toml_edit::{DocumentMut, Item, Table, value};

impl Project {
    /// Copies the ledger entry by entry to a database, or to the file in the project's folder without one, verifies it there,
    /// closes the old one and names the new place in the project file. Returns the number of entries. Stopped at any moment,
    /// the same call again does the rest.
    ///
    /// # Errors
    ///
    /// [`ProjectError::LedgerIsThere`] if it is there already; those of [`tizim_ledger::Ledger::move_to`], and of writing the
    /// project file.
    pub fn move_ledger(
        &mut self,
        _lock: &Lock,
        to: Option<&PostgresUrl>,
        doer: &Doer,
    ) -> Result<usize, ProjectError> {
        let place: Place = place_of(&self.layout, to);
        if place == self.ledger_place() {
            return Err(ProjectError::LedgerIsThere { place });
        }
        let path = self.layout.config();
        let text = fs::read_to_string(&path).map_err(|fault| ProjectError::io(&path, fault))?;
        let text = with_url(&text, to)
            .map_err(|reason| ProjectError::Inconsistent { path: path.clone(), reason })?;
        let config = Config::parse(&text, &path)?;
        let there = self.open_ledger()?.move_to(place, &doer.at, &doer.author)?;
        write_whole(&path, text.as_bytes()).map_err(|fault| ProjectError::io(&path, fault))?;
        self.config = config;
        Ok(there.entries()?.len())
    }
}

/// Returns a project file that names a database, or none; all else in it stays.
fn with_url(text: &str, url: Option<&PostgresUrl>) -> Result<String, String> {
    let mut document: DocumentMut = text.parse().map_err(|fault: toml_edit::TomlError| fault.to_string())?;
    let ledger = document.entry("ledger").or_insert(Item::Table(Table::new()));
    let ledger = ledger.as_table_like_mut().ok_or("`ledger` is no table")?;
    match url {
        Some(url) => ledger.insert("url", value(url.as_given())),
        None => ledger.remove("url"),
    };
    Ok(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_url_changes() {
        let before = "title = 1 # mine\n[ledger]\n# url = \"...\"\n[estimate]\n";
        let url = "postgres://tizim@localhost/january".parse().unwrap();
        let after = with_url(before, Some(&url)).unwrap();
        assert!(after.contains("url = \"postgres://tizim@localhost/january\"\n") && after.contains("# mine"));
        assert_eq!(with_url(&after, None).unwrap().matches("january").count(), 0);
    }
}
