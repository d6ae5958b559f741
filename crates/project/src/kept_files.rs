//! Files beside the ledger that can't be derived again: decisions on rows and editions, answers of a language model. The ledger
//! holds the hash of each, so that `tizim verify` finds one that was changed by other means.

use crate::ProjectError;
use crate::folder::{Doer, Project};
use crate::staging::write_whole;
use crate::verify::Finding;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tizim_ledger::{Entry, FileKept, Hash, NewEntry, What, hash_file};

impl Project {
    /// Writes a file of decisions in one step, once what it will hold is in the ledger: nothing takes effect that the ledger
    /// does not know.
    ///
    /// # Errors
    ///
    /// Those of the ledger and of writing.
    pub(crate) fn keep_file(&self, path: &Path, bytes: &[u8], doer: &Doer) -> Result<(), ProjectError> {
        let blake3 = Hash::from_bytes(*blake3::hash(bytes).as_bytes());
        self.enter(vec![FileKept { file: self.name_of(path), blake3 }], doer)?;
        write_whole(path, bytes).map_err(|fault| ProjectError::io(path, fault))
    }

    /// Enters into the ledger the answers of a language model that a run kept and the ledger does not know yet.
    ///
    /// A run has no clock and no user, so whoever had it done calls this after it.
    ///
    /// # Errors
    ///
    /// Those of the ledger and of reading the folder.
    pub fn enter_answers(&self, doer: &Doer) -> Result<(), ProjectError> {
        let files = self.answers()?;
        if files.is_empty() {
            return Ok(());
        }
        let entries = self.read_ledger()?.entries()?;
        let known = hashes(&entries);
        let mut new = Vec::new();
        for file in files.into_iter().filter(|file| !known.contains_key(file.as_str())) {
            let blake3 = hash_file(self.layout.root().join(&file))?.blake3;
            new.push(FileKept { file, blake3 });
        }
        self.enter(new, doer)
    }

    /// Compares the files with their hashes in the ledger; returns how many there are, and what is not as it was.
    pub(crate) fn verify_kept_files(&self, entries: &[Entry]) -> Result<(usize, Vec<Finding>), ProjectError> {
        let known = hashes(entries);
        let mut findings = Vec::new();
        for (file, hashes) in &known {
            let mut breach = |what: &str| {
                findings.push(Finding { breach: true, words: format!("`{file}` {what}") });
            };
            let path = self.layout.root().join(file);
            match fs::symlink_metadata(&path) {
                Err(_) => breach("is missing"),
                Ok(meta) if !meta.is_file() => breach("is not a plain file any more"),
                Ok(_) => {
                    let found = hash_file(&path)?.blake3;
                    match hashes.iter().rposition(|hash| *hash == found) {
                        Some(at) if at + 1 == hashes.len() => {}
                        Some(_) => {
                            breach("is an earlier one: the last change was stopped, or was undone by hand")
                        }
                        None => breach("was altered: its hash is not the one in the ledger"),
                    }
                }
            }
        }
        let mut others = self.answers()?;
        let decisions = [self.layout.mends(), self.layout.editions()];
        others.extend(decisions.iter().filter(|path| path.exists()).map(|path| self.name_of(path)));
        let strangers = others.iter().filter(|file| !known.contains_key(file.as_str()));
        findings.extend(strangers.map(|file| Finding {
            breach: false,
            words: format!(
                "`{file}` has no entry in the ledger: an earlier version wrote it, or a run was stopped"
            ),
        }));
        Ok((known.len(), findings))
    }

    fn enter(&self, files: Vec<FileKept>, doer: &Doer) -> Result<(), ProjectError> {
        if files.is_empty() {
            return Ok(());
        }
        let entry =
            |file| NewEntry { at: doer.at.clone(), author: doer.author.clone(), what: What::FileKept(file) };
        let entries: Vec<NewEntry> = files.into_iter().map(entry).collect();
        self.open_ledger()?.append_all(&entries)?;
        Ok(())
    }

    /// Returns the names of the answers that are kept, in order.
    fn answers(&self) -> Result<Vec<String>, ProjectError> {
        let folder = self.layout.answers();
        let found = match fs::read_dir(&folder) {
            Ok(found) => found,
            Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(fault) => return Err(ProjectError::io(&folder, fault)),
        };
        let mut names: Vec<String> = found
            .flatten()
            .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "json"))
            .map(|entry| self.name_of(&entry.path()))
            .collect();
        names.sort();
        Ok(names)
    }

    /// Returns the name under which the ledger has a file of the project.
    fn name_of(&self, path: &Path) -> String {
        let inside = path.strip_prefix(self.layout.root()).unwrap_or(path);
        let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
        parts.join("/")
    }
}

/// Returns the hashes of each file that the ledger has any of, the last one last.
fn hashes(entries: &[Entry]) -> BTreeMap<&str, Vec<Hash>> {
    let mut hashes: BTreeMap<&str, Vec<Hash>> = BTreeMap::new();
    for entry in entries {
        if let What::FileKept(kept) = &entry.what {
            hashes.entry(kept.file.as_str()).or_default().push(kept.blake3);
        }
    }
    hashes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::NewProject;

    fn doer() -> Doer {
        Doer { author: "A".to_owned(), at: "2026-11-27T12:00:00Z".parse().unwrap() }
    }

    #[test]
    fn a_file_that_was_changed_put_back_or_taken_away_is_found() {
        let dir = tempfile::tempdir().unwrap();
        let project = Project::create(&dir.path().join("p"), &NewProject::default(), &doer()).unwrap();
        let path = project.layout.mends();
        for text in ["first", "second"] {
            project.keep_file(&path, text.as_bytes(), &doer()).unwrap();
        }
        fs::create_dir_all(project.layout.answers()).unwrap();
        let answer = project.layout.answers().join("a.json");
        fs::write(&answer, "{}").unwrap();
        let found = || -> Vec<(bool, String)> {
            let findings = project.verify(&|_| ()).unwrap().findings;
            findings.into_iter().map(|finding| (finding.breach, finding.words)).collect()
        };
        assert!(
            matches!(&found()[..], [(false, words)] if words.contains("answers/a.json")),
            "{:?}",
            found()
        );
        project.enter_answers(&doer()).unwrap();
        project.enter_answers(&doer()).unwrap();
        assert_eq!(found(), []);
        assert_eq!(project.read_ledger().unwrap().entries().unwrap().len(), 1 + 2 + 1, "each once");
        for (text, words) in [("first", "an earlier one"), ("third", "was altered")] {
            fs::write(&path, text).unwrap();
            assert!(matches!(&found()[..], [(true, said)] if said.contains(words)), "{:?}", found());
        }
        fs::remove_file(&path).unwrap();
        fs::write(&answer, "{ }").unwrap();
        let said: Vec<String> =
            found().into_iter().filter(|(breach, _)| *breach).map(|(_, words)| words).collect();
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(
            said[0].contains("answers/a.json` was altered") && said[1].contains("mends.toml` is missing")
        );
    }
}
