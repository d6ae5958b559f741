//! One command at a time in a project.

use crate::ProjectError;
use crate::layout::Layout;
use std::fs;

/// Held while a command changes a project; freed when dropped, and by the system when the program is killed.
#[derive(Debug)]
pub struct Lock {
    _file: fs::File,
}

impl Lock {
    /// Takes the project's lock.
    ///
    /// # Errors
    ///
    /// [`ProjectError::Busy`] while another command holds it.
    pub(crate) fn take(layout: &Layout) -> Result<Self, ProjectError> {
        let folder = layout.derived();
        fs::create_dir_all(&folder).map_err(|fault| ProjectError::io(&folder, fault))?;
        let path = layout.lock();
        let file = fs::File::create(&path).map_err(|fault| ProjectError::io(&path, fault))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(fs::TryLockError::WouldBlock) => Err(ProjectError::Busy(layout.root().to_owned())),
            Err(fs::TryLockError::Error(fault)) => Err(ProjectError::io(&path, fault)),
        }
    }
}
