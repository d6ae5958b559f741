//! What each user keeps for the next time: searches by name. A file of the project beside `tizim.toml`, no judgement.

use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The most searches of one user, and the most bytes of one.
pub(crate) const MOST: usize = 50;
pub(crate) const LONGEST: usize = 1_000;

/// A search that somebody keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Search {
    /// Whose it is.
    pub(crate) user: String,
    /// What its owner calls it.
    pub(crate) name: String,
    /// What stands in the address after the question mark.
    pub(crate) query: String,
}

#[derive(Default, Serialize, Deserialize)]
struct File {
    #[serde(default, rename = "search")]
    searches: Vec<Search>,
}

/// The searches of all users, read anew each time: another desk of the project may have written.
pub(crate) struct Kept {
    path: PathBuf,
    file: File,
}

/// Why a search was not kept.
#[derive(Debug)]
pub(crate) enum NotKept {
    /// Its owner has as many as fit, [`MOST`].
    TooMany,
    /// The file is there and can't be read; it stays as it is.
    Unreadable,
    /// The file can't be written.
    Unwritten,
}

impl Kept {
    /// Reads what is kept.
    ///
    /// # Errors
    ///
    /// [`NotKept::Unreadable`]: what is in the file must not be overwritten with less.
    pub(crate) fn read(root: &Path) -> Result<Self, NotKept> {
        let path = root.join("searches.toml");
        let file = match std::fs::read_to_string(&path) {
            Ok(text) => toml::from_str(&text).map_err(|_| NotKept::Unreadable)?,
            Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => File::default(),
            Err(_) => return Err(NotKept::Unreadable),
        };
        Ok(Self { path, file })
    }

    pub(crate) fn of<'a>(&'a self, user: &'a str) -> impl Iterator<Item = &'a Search> {
        self.file.searches.iter().filter(move |search| search.user == user)
    }

    /// Keeps a search; one of the same name gives way.
    ///
    /// # Errors
    ///
    /// [`NotKept::TooMany`] and [`NotKept::Unwritten`]; the file is then as it was.
    pub(crate) fn keep(&mut self, search: Search) -> Result<(), NotKept> {
        self.file.searches.retain(|known| known.user != search.user || known.name != search.name);
        if self.of(&search.user).count() >= MOST {
            return Err(NotKept::TooMany);
        }
        self.file.searches.push(search);
        self.write()
    }

    /// Forgets a search.
    ///
    /// # Errors
    ///
    /// [`NotKept::Unwritten`].
    pub(crate) fn forget(&mut self, user: &str, name: &str) -> Result<(), NotKept> {
        self.file.searches.retain(|known| known.user != user || known.name != name);
        self.write()
    }

    fn write(&self) -> Result<(), NotKept> {
        let text = toml::to_string(&self.file).map_err(|_| NotKept::Unwritten)?;
        tizim_project::write_whole(&self.path, text.as_bytes()).map_err(|_| NotKept::Unwritten)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_user_keeps_searches_of_their_own() {
        let dir = tempfile::tempdir().unwrap();
        let search = |user: &str, name: &str, query: &str| Search {
            user: user.into(),
            name: name.into(),
            query: query.into(),
        };
        Kept::read(dir.path()).unwrap().keep(search("A", "women", "sex=w")).unwrap();
        Kept::read(dir.path()).unwrap().keep(search("B", "women", "sex=w&list=1")).unwrap();
        Kept::read(dir.path()).unwrap().keep(search("A", "women", "sex=w&list=2")).unwrap();
        let kept = Kept::read(dir.path()).unwrap();
        assert_eq!(kept.of("A").map(|search| search.query.as_str()).collect::<Vec<_>>(), ["sex=w&list=2"]);
        Kept::read(dir.path()).unwrap().forget("A", "women").unwrap();
        assert_eq!(Kept::read(dir.path()).unwrap().of("A").count(), 0);
        assert_eq!(Kept::read(dir.path()).unwrap().of("B").count(), 1);
    }
    #[test]
    fn one_too_many_is_refused_and_a_file_that_cannot_be_read_stays() {
        let dir = tempfile::tempdir().unwrap();
        let search = |name: usize| Search { user: "A".into(), name: name.to_string(), query: "q=x".into() };
        for name in 0..MOST {
            Kept::read(dir.path()).unwrap().keep(search(name)).unwrap();
        }
        let mut kept = Kept::read(dir.path()).unwrap();
        assert!(matches!(kept.keep(search(MOST)), Err(NotKept::TooMany)));
        kept.keep(search(7)).unwrap();
        assert_eq!(
            Kept::read(dir.path()).unwrap().of("A").count(),
            MOST,
            "one of a known name takes its place"
        );
        let path = dir.path().join("searches.toml");
        std::fs::write(&path, "half a fi").unwrap();
        assert!(matches!(Kept::read(dir.path()), Err(NotKept::Unreadable)));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "half a fi");
    }
}
