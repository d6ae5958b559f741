//! Editions of a list, and what was decided about each.

use super::{Comparison, interpreted, read_if_there, with_head};
use crate::ProjectError;
use crate::config::ListSection;
use crate::folder::{Doer, Project};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tizim_model::ListRecords;

const HEAD: &str = "# Files that are new editions of a list, and what is taken from each. Written by `tizim add --edition` and by\n\
# `tizim review`, page Lists. An edition without rules is not taken yet: the list stays as it was.\n";

/// Whose word stands where two editions differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Take {
    /// The edition's: a new row is taken in, a changed row changes, a row that it lacks goes.
    Edition,
    /// The earlier one's: a new row is left out, a changed row stays as it was, a row that the edition lacks stays.
    Earlier,
}

/// What is done with all rows of a kind for which nothing else is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EditionRules {
    /// With rows that only the edition has.
    pub new: Take,
    /// With rows that both have and that differ.
    pub changed: Take,
    /// With rows that only the earlier one has.
    pub withdrawn: Take,
}

/// A file that is a new edition of its list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// The list.
    pub list: String,
    /// The file as named in `sources/`.
    pub file: String,
    /// Who decided last, or who said that it is an edition.
    pub author: String,
    /// When, as the ledger writes it.
    pub at: String,
    /// Why, in that person's words.
    #[serde(default)]
    pub reason: String,
    /// What holds for all rows; nothing until somebody has decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rules: Option<EditionRules>,
    /// What holds for single rows, by [`super::RowChange::key`].
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rows: BTreeMap<String, Take>,
}

/// All editions of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Editions {
    /// The editions.
    #[serde(default, rename = "edition")]
    pub all: Vec<Edition>,
}

impl Editions {
    /// Returns the edition that a file of a list is, if it is one.
    pub fn of(&self, list: &str, file: &str) -> Option<&Edition> {
        self.all.iter().find(|edition| edition.list == list && edition.file == file)
    }

    pub(crate) fn of_list<'a>(&'a self, list: &'a str) -> impl Iterator<Item = &'a Edition> {
        self.all.iter().filter(move |edition| edition.list == list)
    }
}

impl Project {
    /// Returns the editions of this project.
    ///
    /// # Errors
    ///
    /// A file that is there and can't be read.
    pub fn editions(&self) -> Result<Editions, ProjectError> {
        read_if_there(&self.layout.editions())
    }

    /// Returns what an edition of a list changes in the list as it was before it; nothing if it is none.
    ///
    /// # Errors
    ///
    /// Those of reading the list's files.
    pub fn compare_edition(&self, list: &str, file: &str) -> Result<Option<Comparison>, ProjectError> {
        let (Some(section), editions) = (self.section_with(list, file), self.editions()?) else {
            return Ok(None);
        };
        if editions.of(list, file).is_none() {
            return Ok(None);
        }
        let (before, after) = self.before_and_after(section, file, &editions)?;
        Ok(Some(Comparison::of(&before, &after)))
    }

    fn before_and_after(
        &self,
        section: &ListSection,
        file: &str,
        editions: &Editions,
    ) -> Result<(ListRecords, ListRecords), ProjectError> {
        let mends = self.mends()?;
        let files = section.files.iter().take_while(|own| *own != file).cloned().collect();
        let earlier = ListSection { files, ..section.clone() };
        let before = self.read_list(&earlier, &mends, editions)?.records;
        let after = interpreted(section, file, &self.mended_table(section, file, &mends)?)?;
        Ok((before, after))
    }

    /// Says that a file of a list is a new edition of it, or that it is not: then its rows are further rows of the list.
    ///
    /// # Errors
    ///
    /// [`ProjectError::NoEdition`] for the first file of a list, or a file that it does not have; [`ProjectError::Busy`].
    pub fn call_edition(&self, list: &str, file: &str, is: bool, doer: &Doer) -> Result<(), ProjectError> {
        let _lock = self.lock()?;
        let is_later = self
            .section_with(list, file)
            .is_some_and(|section| section.files.first().is_some_and(|f| f != file));
        if !is_later {
            return Err(ProjectError::NoEdition { list: list.to_owned(), file: file.to_owned() });
        }
        let mut editions = self.editions()?;
        editions.all.retain(|edition| is || edition.list != list || edition.file != file);
        if is {
            editions.note(list, file, doer);
        }
        self.write_editions(&editions, doer)
    }

    /// Keeps what was decided about an edition: the rules, and rows one by one; rows that are not named keep what was
    /// decided about them, and `None` has a row go by the rules again. The next run takes it in.
    ///
    /// # Errors
    ///
    /// [`ProjectError::NoEdition`]; [`ProjectError::Busy`].
    pub fn decide_edition(
        &self,
        list: &str,
        file: &str,
        rules: EditionRules,
        rows: &[(String, Option<Take>)],
        reason: &str,
        doer: &Doer,
    ) -> Result<(), ProjectError> {
        let _lock = self.lock()?;
        let mut editions = self.editions()?;
        let found = editions.all.iter_mut().find(|edition| edition.list == list && edition.file == file);
        let edition =
            found.ok_or_else(|| ProjectError::NoEdition { list: list.to_owned(), file: file.to_owned() })?;
        edition.rules = Some(rules);
        for (key, take) in rows {
            match take {
                Some(take) => edition.rows.insert(key.clone(), *take),
                None => edition.rows.remove(key),
            };
        }
        edition.author.clone_from(&doer.author);
        doer.at.as_str().clone_into(&mut edition.at);
        reason.clone_into(&mut edition.reason);
        self.write_editions(&editions, doer)
    }

    pub(crate) fn write_editions(&self, editions: &Editions, doer: &Doer) -> Result<(), ProjectError> {
        let path = self.layout.editions();
        self.keep_file(&path, &with_head(&path, HEAD, editions)?, doer)
    }
}

impl Editions {
    /// Notes that a file is an edition, if that is not known yet.
    pub(crate) fn note(&mut self, list: &str, file: &str, doer: &Doer) {
        if self.of(list, file).is_some() {
            return;
        }
        self.all.push(Edition {
            list: list.to_owned(),
            file: file.to_owned(),
            author: doer.author.clone(),
            at: doer.at.as_str().to_owned(),
            reason: String::new(),
            rules: None,
            rows: BTreeMap::new(),
        });
    }
}
