//! `tizim verify`: nothing was altered.

use crate::{Project, ProjectError};
use serde::Serialize;
use std::fs;
use tizim_ledger::{Hash, hash_file};

/// Something that is not as it was recorded, or that a person should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Whether it is a breach; a mere note otherwise.
    pub breach: bool,
    /// What was found, where, and what it means.
    pub words: String,
}

/// What a verification looked at and found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verification {
    /// The sources whose hashes were compared.
    pub sources: usize,
    /// The files of decisions and of answers whose hashes were compared.
    pub kept_files: usize,
    /// The entries of the ledger whose chain was followed.
    pub entries: usize,
    /// The hash of the newest entry: kept elsewhere, it shows a ledger that was cut short.
    pub head: String,
    /// What was found.
    pub findings: Vec<Finding>,
}

impl Verification {
    /// Returns whether nothing was altered.
    pub fn is_clean(&self) -> bool {
        self.findings.iter().all(|finding| !finding.breach)
    }
}

impl Project {
    /// Compares every source with its hashes in the ledger and follows the ledger's chain.
    ///
    /// # Errors
    ///
    /// Where the project or its ledger can't be opened; an altered source is a finding, not an error.
    pub fn verify(&self, progress: &dyn Fn(f64)) -> Result<Verification, ProjectError> {
        let ledger = self.read_ledger()?;
        let mut findings: Vec<Finding> = Vec::new();
        let mut breach = |words: String| findings.push(Finding { breach: true, words });
        for found in ledger.verify()? {
            breach(format!("the ledger: {found}"));
        }
        let sources = ledger.sources()?;
        for (position, source) in sources.iter().enumerate() {
            progress(position as f64 / sources.len() as f64);
            let path = self.layout.sources().join(&source.file);
            match fs::symlink_metadata(&path) {
                Err(_) => breach(format!("`sources/{}` is missing", source.file)),
                Ok(meta) if !meta.is_file() => {
                    breach(format!("`sources/{}` is not a plain file any more", source.file));
                }
                Ok(_) => {
                    let found = hash_file(&path)?;
                    if found.blake3 != source.blake3 || found.sha256 != source.sha256 {
                        breach(format!(
                            "`sources/{}` was altered: it had {} bytes and the hash {}…, it has {} bytes and {}…",
                            source.file,
                            source.bytes,
                            start(&source.blake3),
                            found.bytes,
                            start(&found.blake3)
                        ));
                    }
                }
            }
        }
        let entries = ledger.entries()?;
        let (kept_files, changed) = self.verify_kept_files(&entries)?;
        findings.extend(changed);
        let known = |file: &str| sources.iter().any(|source| source.file == file);
        let lists = self.config.lists.iter().map(|list| ("list", &list.name, &list.files));
        let figures = self.config.figures.iter().map(|figures| ("figures", &figures.name, &figures.files));
        let articles =
            self.config.articles.iter().map(|articles| ("articles", &articles.name, &articles.files));
        for (kind, name, files) in lists.chain(figures).chain(articles) {
            for file in files.iter().filter(|file| !known(file)) {
                let words = format!(
                    "tizim.toml names `{file}` for the {kind} `{name}`, but the ledger has no entry for it"
                );
                findings.push(Finding { breach: true, words });
            }
        }
        let file = self.layout.ledger();
        if self.config.ledger.url.is_some() && file.exists() {
            let words = "tizim.db is not used: tizim.toml names another ledger".to_owned();
            findings.push(Finding { breach: false, words });
        }
        let folder = self.layout.sources();
        let found = fs::read_dir(&folder).map_err(|fault| ProjectError::io(&folder, fault))?;
        let mut strangers: Vec<String> = found
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .filter(|name| !known(name))
            .collect();
        strangers.sort();
        findings.extend(strangers.into_iter().map(|name| Finding {
            breach: false,
            words: format!(
                "`sources/{name}` has no entry in the ledger and is not used: an `add` was stopped, or the file was put there by hand"
            ),
        }));
        progress(1.0);
        Ok(Verification {
            sources: sources.len(),
            kept_files,
            entries: entries.len(),
            head: ledger.head()?.to_string(),
            findings,
        })
    }
}

/// Returns the first twelve digits of a hash: enough to tell two files apart by eye.
fn start(hash: &Hash) -> String {
    hash.to_string().chars().take(12).collect()
}
