//! Outputs are made beside their place and take it in one step, so that a killed run leaves the old ones whole.

use crate::ProjectError;
use crate::layout::Layout;
use rustix::fs::{CWD, RenameFlags, renameat_with};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A folder under `.tizim/staging` in which new outputs are made; removed when dropped.
#[derive(Debug)]
pub struct Staging {
    layout: Layout,
}

impl Staging {
    /// Returns an empty staging folder; what a killed command left there is removed.
    ///
    /// # Errors
    ///
    /// [`ProjectError::Io`] where the disk does not allow it.
    pub(crate) fn new(layout: &Layout) -> Result<Self, ProjectError> {
        let folder = layout.staging();
        remove_if_there(&folder)?;
        fs::create_dir_all(&folder).map_err(|fault| ProjectError::io(&folder, fault))?;
        Ok(Self { layout: layout.clone() })
    }

    /// Makes an empty folder for outputs and returns its path.
    ///
    /// # Errors
    ///
    /// [`ProjectError::Io`] where the disk does not allow it.
    pub fn folder(&self, name: &str) -> Result<PathBuf, ProjectError> {
        let path = self.layout.staging().join(name);
        fs::create_dir(&path).map_err(|fault| ProjectError::io(&path, fault))?;
        Ok(path)
    }

    /// Puts the staged folders in the places of the project's folders of the same names.
    ///
    /// Each changes place in one step; between two of them a kill leaves one new and one old folder, both whole.
    ///
    /// # Errors
    ///
    /// [`ProjectError::Io`] where the disk does not allow it.
    pub fn install(self, names: &[&str]) -> Result<(), ProjectError> {
        for name in names {
            let staged = self.layout.staging().join(name);
            let place = self.layout.root().join(name);
            replace(&staged, &place).map_err(|fault| ProjectError::io(&place, fault))?;
        }
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // a leftover costs disk space only; the next command removes it
        let _ = fs::remove_dir_all(self.layout.staging());
    }
}

fn remove_if_there(folder: &Path) -> Result<(), ProjectError> {
    match fs::remove_dir_all(folder) {
        Err(fault) if fault.kind() != io::ErrorKind::NotFound => Err(ProjectError::io(folder, fault)),
        _ => Ok(()),
    }
}

/// Moves `staged` to `place`; what stood there goes to `staged`'s place.
fn replace(staged: &Path, place: &Path) -> io::Result<()> {
    if fs::symlink_metadata(place).is_err() {
        return fs::rename(staged, place);
    }
    match renameat_with(CWD, staged, CWD, place, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(()),
        // a file system that can't exchange: two steps, the old folder kept until the new one stands
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::OPNOTSUPP) => {
            let aside = staged.with_extension("old");
            fs::rename(place, &aside)?;
            fs::rename(staged, place)
        }
        Err(fault) => Err(fault.into()),
    }
}

/// Writes a file beside its place, brings it to the disk, and renames it into place.
///
/// # Errors
///
/// What the system says; the old file is then untouched.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let temporary = folder.join(format!(".{name}.new"));
    let written = fs::File::create(&temporary).and_then(|mut file| {
        io::Write::write_all(&mut file, bytes)?;
        file.sync_all()
    });
    match written.and_then(|()| fs::rename(&temporary, path)) {
        Ok(()) => sync_folder(folder),
        Err(fault) => {
            let _ = fs::remove_file(&temporary);
            Err(fault)
        }
    }
}

/// Brings a folder's entries to the disk.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    fs::File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_outputs_take_the_place_of_old_ones() {
        let home = tempfile::tempdir().unwrap();
        let layout = Layout::new(home.path());
        for round in ["one", "two"] {
            let staging = Staging::new(&layout).unwrap();
            let out = staging.folder("out").unwrap();
            fs::write(out.join(round), round).unwrap();
            staging.install(&["out"]).unwrap();
        }
        assert!(layout.out().join("two").exists());
        assert!(!layout.out().join("one").exists());
        assert!(!layout.staging().exists());
    }

    #[test]
    fn a_staging_that_is_dropped_changes_nothing() {
        let home = tempfile::tempdir().unwrap();
        let layout = Layout::new(home.path());
        fs::create_dir(layout.out()).unwrap();
        fs::write(layout.out().join("old"), "old").unwrap();
        let staging = Staging::new(&layout).unwrap();
        staging.folder("out").unwrap();
        drop(staging);
        assert!(layout.out().join("old").exists());
    }
}
