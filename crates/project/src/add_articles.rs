//! `tizim add --article`: pages, web archives and documents as a source, folders of them too.

use crate::add::identify;
use crate::articles::extract_file;
use crate::config::ArticlesSection;
use crate::folder::{Doer, Project};
use crate::{Added, AddedFile, Addition, ProjectError, template};
use std::fs;
use std::path::{Path, PathBuf};
use tizim_ledger::Ledger;

/// Folders in folders.
const DEPTH: usize = 16;

impl Project {
    /// Adds files, and the files of folders, as one source of articles. Each is read before any is copied: what can't be
    /// read is refused, and of a folder left out and told.
    pub(crate) fn add_articles(
        &mut self,
        addition: &Addition,
        doer: &Doer,
        mut ledger: Ledger,
    ) -> Result<Added, ProjectError> {
        if self.config.list(&addition.list).is_some()
            || self.config.figures.iter().any(|it| it.name == addition.list)
        {
            let path = addition.files.first().cloned().unwrap_or_default();
            let reason =
                format!("`{}` is the name of another source; give the articles their own", addition.list);
            return Err(ProjectError::NotAddable { path, reason });
        }
        let mut files: Vec<(PathBuf, bool)> = Vec::new();
        for path in &addition.files {
            if path.is_dir() {
                files.extend(files_in(path)?.into_iter().map(|file| (file, true)));
            } else {
                files.push((path.clone(), false));
            }
        }
        let sources = ledger.sources()?;
        let rules = self.article_rules()?.0;
        let mut left_out = Vec::new();
        let mut added: Vec<(PathBuf, AddedFile)> = Vec::new();
        for (path, of_folder) in files {
            let (hashes, known) = match identify(&path, &addition.list, &sources) {
                Ok(found) => found,
                Err(fault) if of_folder => {
                    left_out.push(fault.to_string());
                    continue;
                }
                Err(fault) => return Err(fault),
            };
            if added.iter().any(|(_, earlier)| earlier.hashes.blake3 == hashes.blake3) {
                continue;
            }
            let mut claims = 0;
            let read = extract_file(&path, &addition.list, "", &rules, &mut |article| {
                claims += article.claims.len()
            });
            let read = match read {
                Ok(read) => read,
                Err(fault) if of_folder => {
                    left_out.push(fault.to_string());
                    continue;
                }
                Err(fault) => return Err(fault.into()),
            };
            let taken: Vec<String> = added.iter().map(|(_, earlier)| earlier.name.clone()).collect();
            let (name, is_known) = match known {
                Some(name) => (name, true),
                None => (self.free_name(&path, &hashes, &taken)?, false),
            };
            let format = format!("{}, {claims} claims found", read.format.word());
            let file = AddedFile {
                name,
                known: is_known,
                format,
                rows: read.pages as usize,
                quarantined: 0,
                notes: read.notes,
                hashes,
            };
            added.push((path, file));
        }
        if added.is_empty() {
            let path = addition.files.first().cloned().unwrap_or_default();
            let reason =
                left_out.into_iter().next().unwrap_or_else(|| "there is no article in it".to_owned());
            return Err(ProjectError::NotAddable { path, reason });
        }
        self.take_in_new(&added, addition, doer, &mut ledger)?;
        let files: Vec<AddedFile> = added.into_iter().map(|(_, file)| file).collect();
        self.write_articles(&addition.list, &files)?;
        Ok(Added { files, guesses: Vec::new(), figure_columns: Vec::new(), unread: Vec::new(), left_out })
    }

    fn write_articles(&mut self, name: &str, files: &[AddedFile]) -> Result<(), ProjectError> {
        let new: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
        let known = self.config.articles.iter().find(|section| section.name == name);
        let known = known.map(|section| section.files.clone());
        self.write_files("articles", name, known, &new, |files| {
            template::articles_section(&ArticlesSection { name: name.to_owned(), files, in_estimate: false })
        })
    }
}

/// Returns the files of a folder and of the folders in it, in the order of their names; hidden ones are passed over. Links are
/// not followed: they may lead in a circle or out of the folder.
///
/// # Errors
/// Where a folder can't be read.
pub fn files_in(folder: &Path) -> Result<Vec<PathBuf>, ProjectError> {
    let mut files = Vec::new();
    gather(folder, DEPTH, &mut files)?;
    Ok(files)
}

fn gather(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<(), ProjectError> {
    let fault = |fault| ProjectError::io(folder, fault);
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(fault)? {
        entries.push(entry.map_err(fault)?.path());
    }
    entries.sort();
    for entry in entries {
        let is_hidden = entry.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if is_hidden || entry.is_symlink() {
            continue;
        }
        if entry.is_dir() && depth > 0 {
            gather(&entry, depth - 1, files)?;
        } else if entry.is_file() {
            files.push(entry);
        }
    }
    Ok(())
}
