//! A project folder: made, opened, locked.

use crate::ProjectError;
use crate::config::{Codebook, Config};
use crate::layout::Layout;
use crate::lock::Lock;
use crate::staging::{Staging, write_whole};
use crate::template;
use std::fs;
use std::path::Path;
use tizim_ledger::{
    Error as LedgerError, Ledger, NewEntry, Place, PostgresUrl, ProjectCreated, Timestamp, What,
};

/// Who does something, and when: the clock and the user are read by the caller, never here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doer {
    /// Who.
    pub author: String,
    /// When.
    pub at: Timestamp,
}

/// What a new project begins with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewProject {
    /// The title of the report.
    pub title: String,
    /// The seed of every random number.
    pub seed: u64,
    /// What is counted, as far as it is known yet.
    pub codebook: Codebook,
    /// The database of the ledger, where it is not to be a file in the folder.
    pub ledger: Option<PostgresUrl>,
}

/// An open project.
#[derive(Clone, Debug)]
pub struct Project {
    /// Where its things stand.
    pub layout: Layout,
    /// Its project file.
    pub config: Config,
}

impl Project {
    /// Makes a project in a folder that does not exist or is empty.
    ///
    /// The project file is written last: a folder without one is no project, so a stopped `new` can be done again.
    ///
    /// # Errors
    ///
    /// [`ProjectError::NotEmpty`] where there is something already; [`ProjectError::Io`], [`ProjectError::Ledger`].
    pub fn create(root: &Path, new: &NewProject, doer: &Doer) -> Result<Self, ProjectError> {
        let layout = Layout::new(root);
        if is_foreign(&layout)? {
            return Err(ProjectError::NotEmpty(root.to_owned()));
        }
        for folder in [layout.root().to_owned(), layout.sources(), layout.derived()] {
            fs::create_dir_all(&folder).map_err(|fault| ProjectError::io(&folder, fault))?;
        }
        let _lock = Lock::take(&layout)?;
        let place = place_of(&layout, new.ledger.as_ref());
        let mut ledger = match Ledger::create(&place) {
            // left behind by a stopped `new`
            Err(LedgerError::Exists { .. }) if is_as_new(&place, new)? => Ledger::open(&place)?,
            made => made?,
        };
        if ledger.entries()?.is_empty() {
            ledger.append(&NewEntry {
                at: doer.at.clone(),
                author: doer.author.clone(),
                what: What::ProjectCreated(ProjectCreated {
                    name: new.title.clone(),
                    program_version: env!("CARGO_PKG_VERSION").to_owned(),
                }),
            })?;
        }
        let text = template::project_file(new);
        let path = layout.config();
        write_whole(&path, text.as_bytes()).map_err(|fault| ProjectError::io(&path, fault))?;
        Self::open(root)
    }

    /// Opens the project in a folder.
    ///
    /// # Errors
    ///
    /// [`ProjectError::NotAProject`], and those of [`Config::read`].
    pub fn open(root: &Path) -> Result<Self, ProjectError> {
        let layout = Layout::new(root);
        match fs::metadata(layout.config()) {
            Ok(_) => {}
            Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => {
                return Err(ProjectError::NotAProject(root.to_owned()));
            }
            Err(fault) => return Err(ProjectError::io(&layout.config(), fault)),
        }
        let config = Config::read(&layout.config())?;
        Ok(Self { layout, config })
    }

    /// Returns where the ledger is: the database that `tizim.toml` names, else the file in the folder.
    pub fn ledger_place(&self) -> Place {
        place_of(&self.layout, self.config.ledger.url.as_ref())
    }

    /// Opens the ledger for reading and appending.
    ///
    /// # Errors
    ///
    /// [`ProjectError::Ledger`].
    pub fn open_ledger(&self) -> Result<Ledger, ProjectError> {
        Ok(Ledger::open(self.ledger_place())?)
    }

    /// Opens the ledger for reading only.
    ///
    /// # Errors
    ///
    /// [`ProjectError::Ledger`].
    pub fn read_ledger(&self) -> Result<Ledger, ProjectError> {
        Ok(Ledger::open_read_only(self.ledger_place())?)
    }

    /// Takes the project's lock for a command that changes something.
    ///
    /// # Errors
    ///
    /// [`ProjectError::Busy`].
    pub fn lock(&self) -> Result<Lock, ProjectError> {
        Lock::take(&self.layout)
    }

    /// Returns an empty staging folder for outputs; the caller holds the lock.
    ///
    /// # Errors
    ///
    /// [`ProjectError::Io`].
    pub fn stage(&self, _lock: &Lock) -> Result<Staging, ProjectError> {
        Staging::new(&self.layout)
    }
}

pub(crate) fn place_of(layout: &Layout, url: Option<&PostgresUrl>) -> Place {
    url.map_or_else(|| layout.ledger().into(), |url| url.clone().into())
}

/// Returns whether a ledger holds no more than a stopped `new` of the same project would have left in it.
fn is_as_new(place: &Place, new: &NewProject) -> Result<bool, ProjectError> {
    let entries = Ledger::open_read_only(place)?.entries()?;
    Ok(match entries.as_slice() {
        [] => true,
        [only] => matches!(&only.what, What::ProjectCreated(made) if made.name == new.title),
        _ => false,
    })
}

/// Returns whether a folder holds what a stopped `new` would not have left there.
fn is_foreign(layout: &Layout) -> Result<bool, ProjectError> {
    let entries = match fs::read_dir(layout.root()) {
        Ok(entries) => entries,
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        Err(fault) => return Err(ProjectError::io(layout.root(), fault)),
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let ours = ["sources", ".tizim", ".tizim.toml.new"].contains(&&*name) || name.starts_with("tizim.db");
        if !ours {
            return Ok(true);
        }
    }
    let sources = fs::read_dir(layout.sources()).map(|mut entries| entries.next().is_some()).unwrap_or(false);
    Ok(sources)
}
