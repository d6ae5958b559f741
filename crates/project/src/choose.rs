//! What the estimate is made of, chosen on a page: strata, lists, draws of the linkage. Kept in `tizim.toml`, all else in
//! it untouched.

use crate::ProjectError;
use crate::config::Config;
use crate::folder::Project;
use crate::lock::Lock;
use crate::staging::write_whole;
use std::collections::BTreeMap;
use std::fs;
use toml_edit::{DocumentMut, Item, Table, value};

/// What the estimate is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EstimateChoice {
    /// The field by whose values the people are split; `list` for the list that their first record is on.
    pub strata: Option<String>,
    /// For each list and source of articles whether it is one of the lists of the estimate; those that are not named stay
    /// as they are.
    pub lists: BTreeMap<String, bool>,
    /// Draws of the linkage over which the answer is repeated; 0 takes the register as it is.
    pub linkage_draws: usize,
}

impl Project {
    /// Keeps a choice in the project file; the next run estimates by it.
    ///
    /// # Errors
    ///
    /// Those of reading, checking and writing the project file.
    pub fn choose_estimate(&mut self, _lock: &Lock, choice: &EstimateChoice) -> Result<(), ProjectError> {
        let path = self.layout.config();
        let text = fs::read_to_string(&path).map_err(|fault| ProjectError::io(&path, fault))?;
        let wrong = |reason: String| ProjectError::Inconsistent { path: path.clone(), reason };
        let mut document: DocumentMut =
            text.parse().map_err(|fault: toml_edit::TomlError| wrong(fault.to_string()))?;
        let estimate = document.entry("estimate").or_insert(Item::Table(Table::new()));
        let estimate =
            estimate.as_table_like_mut().ok_or_else(|| wrong("`estimate` is no table".to_owned()))?;
        match &choice.strata {
            Some(field) => estimate.insert("strata", value(field.as_str())),
            None => estimate.remove("strata"),
        };
        estimate.insert("linkage_draws", value(choice.linkage_draws as i64));
        for kind in ["list", "articles"] {
            let Some(sections) = document.get_mut(kind).and_then(Item::as_array_of_tables_mut) else {
                continue;
            };
            for section in sections.iter_mut() {
                let name = section.get("name").and_then(Item::as_str).map(str::to_owned);
                let Some(is_in) = name.and_then(|name| choice.lists.get(&name).copied()) else { continue };
                // a list is in unless it is said otherwise, articles are not
                if section.get("in_estimate").and_then(Item::as_bool).unwrap_or(kind == "list") != is_in {
                    section.insert("in_estimate", value(is_in));
                }
            }
        }
        let text = document.to_string();
        let config = Config::parse(&text, &path)?;
        write_whole(&path, text.as_bytes()).map_err(|fault| ProjectError::io(&path, fault))?;
        self.config = config;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Doer, NewProject};

    #[test]
    fn a_choice_is_kept_and_the_rest_of_the_file_stays() {
        let dir = tempfile::tempdir().unwrap();
        let doer = Doer { author: "A".to_owned(), at: "2026-11-26T12:00:00Z".parse().unwrap() };
        let mut project = Project::create(&dir.path().join("p"), &NewProject::default(), &doer).unwrap();
        let path = project.layout.config();
        let list =
            "\n[[list]]\nname = \"x\"   # mine\nfiles = [\"x.csv\"]\n[list.columns]\nName = \"name\"\n";
        let before = fs::read_to_string(&path).unwrap() + list;
        fs::write(&path, &before).unwrap();
        let mut choice = EstimateChoice {
            strata: Some("region".to_owned()),
            lists: BTreeMap::from([("x".to_owned(), false)]),
            linkage_draws: 5,
        };
        let lock = project.lock().unwrap();
        project.choose_estimate(&lock, &choice).unwrap();
        assert_eq!(project.config.estimate.strata.as_deref(), Some("region"));
        assert_eq!(project.config.estimate.linkage_draws, 5);
        assert!(!project.config.lists[0].in_estimate);
        let after = fs::read_to_string(&path).unwrap();
        assert!(before.lines().all(|line| after.contains(line)), "comments stay");
        choice.strata = None;
        choice.lists.insert("x".to_owned(), true);
        project.choose_estimate(&lock, &choice).unwrap();
        assert_eq!(project.config.estimate.strata, None);
        assert!(project.config.lists[0].in_estimate);
    }
}
