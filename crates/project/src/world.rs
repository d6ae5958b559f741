//! The table of the world's places that a project or a file of settings may name.

use crate::ProjectError;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};
use tizim_link::KnownPlaces;
use tizim_places::{Gazetteer, MAX_WORLD_BYTES};

/// Which places are known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PlacesSection {
    /// A table of the world's places, which are known beside those inside the program; its path starts from the folder of the
    /// file that names it. Tab-separated, as `tizim places find --help` says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub world: Option<PathBuf>,
}

/// A table of the world as a run read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorldTable {
    /// Its name, without folders.
    pub file: String,
    /// The hash of its bytes, in hexadecimal digits.
    pub blake3: String,
    /// The places known with it, those inside the program among them.
    pub places: usize,
}

impl PlacesSection {
    /// Reads the table, if one is named; `folder` is that of the file that names it.
    ///
    /// # Errors
    ///
    /// [`ProjectError::Io`], and [`ProjectError::World`] for a file that is no such table.
    pub fn read(&self, folder: &Path) -> Result<Option<(KnownPlaces, WorldTable)>, ProjectError> {
        let Some(named) = &self.world else { return Ok(None) };
        let path = folder.join(named);
        let unfit = |reason: String| ProjectError::World { path: path.clone(), reason };
        let meta = fs::metadata(&path).map_err(|fault| ProjectError::io(&path, fault))?;
        if meta.len() > MAX_WORLD_BYTES as u64 {
            return Err(unfit(format!("it has {} bytes, more than {MAX_WORLD_BYTES}", meta.len())));
        }
        let bytes = fs::read(&path).map_err(|fault| ProjectError::io(&path, fault))?;
        let gazetteer = Gazetteer::with_world(&bytes).map_err(|fault| unfit(fault.to_string()))?;
        let table = WorldTable {
            file: named.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            blake3: blake3::hash(&bytes).to_hex().to_string(),
            places: gazetteer.places().count(),
        };
        Ok(Some((gazetteer.into(), table)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_from_beside_the_file_that_names_it() {
        let dir = tempfile::tempdir().unwrap();
        let section = PlacesSection { world: Some("world.tsv".into()) };
        assert!(matches!(section.read(dir.path()), Err(ProjectError::Io { .. })));
        let path = dir.path().join("world.tsv");
        fs::write(&path, "no table\nat all\n").unwrap();
        assert!(matches!(section.read(dir.path()), Err(ProjectError::World { .. })));
        let head = "geonameid\tcountry\tadmin1\tlat\tlon\tpopulation\tnames\n";
        fs::write(&path, format!("{head}170063\tSY\t09\t36.2\t37.16\t2098210\tAleppo|Halab\n")).unwrap();
        let (known, table) = section.read(dir.path()).unwrap().unwrap();
        assert_eq!(table.places, Gazetteer::shipped().places().count() + 1);
        assert_eq!(table.blake3, blake3::hash(&fs::read(&path).unwrap()).to_hex().to_string());
        assert!(known.gazetteer().named("Halab").is_some());
        assert!(PlacesSection::default().read(dir.path()).unwrap().is_none());
    }
}
