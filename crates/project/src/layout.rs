//! Where things stand in a project folder.

use std::path::{Path, PathBuf};

/// The paths of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    root: PathBuf,
}

impl Layout {
    /// Returns the layout of the project in `root`; nothing is looked at yet.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// Returns the project folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Returns the project file.
    pub fn config(&self) -> PathBuf {
        self.root.join("tizim.toml")
    }

    /// Returns the file of what people say that rows hold which could not be read; need not be there.
    pub fn mends(&self) -> PathBuf {
        self.root.join("mends.toml")
    }

    /// Returns the file of what was decided about editions of lists; need not be there.
    pub fn editions(&self) -> PathBuf {
        self.root.join("editions.toml")
    }

    /// Returns the folder of the evidence.
    pub fn sources(&self) -> PathBuf {
        self.root.join("sources")
    }

    /// Returns the ledger.
    pub fn ledger(&self) -> PathBuf {
        self.root.join("tizim.db")
    }

    /// Returns the folder of what may be deleted at any time.
    pub fn derived(&self) -> PathBuf {
        self.root.join(".tizim")
    }

    /// Returns the file of what earlier runs came to.
    pub fn runs(&self) -> PathBuf {
        self.derived().join("runs.jsonl")
    }

    /// Returns the folder of the cached steps.
    pub fn cache(&self) -> PathBuf {
        self.derived().join("cache")
    }

    /// Returns the folder in which outputs are made before they take their place.
    pub fn staging(&self) -> PathBuf {
        self.derived().join("staging")
    }

    /// Returns the file that is locked while a command is at work.
    pub fn lock(&self) -> PathBuf {
        self.derived().join("lock")
    }

    /// Returns the folder of what a language model answered, if one is asked.
    pub fn answers(&self) -> PathBuf {
        self.root.join("answers")
    }

    /// Returns the folder of the tables.
    pub fn out(&self) -> PathBuf {
        self.root.join("out")
    }

    /// Returns the folder of the report.
    pub fn report(&self) -> PathBuf {
        self.root.join("report")
    }
}
