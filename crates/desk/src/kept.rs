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

impl Kept {
    /// Reads what is kept; a file that can't be read is as good as none.
    pub(crate) fn read(root: &Path) -> Self {
        let path = root.join("searches.toml");
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        Self { file: toml::from_str(&text).unwrap_or_default(), path }
    }

    pub(crate) fn of<'a>(&'a self, user: &'a str) -> impl Iterator<Item = &'a Search> {
        self.file.searches.iter().filter(move |search| search.user == user)
    }

    /// Keeps a search; one of the same name gives way. Nothing happens once a user has too many.
    pub(crate) fn keep(&mut self, search: Search) -> std::io::Result<()> {
        self.file.searches.retain(|known| known.user != search.user || known.name != search.name);
        if self.of(&search.user).count() < MOST {
            self.file.searches.push(search);
        }
        self.write()
    }

    /// Forgets a search.
    pub(crate) fn forget(&mut self, user: &str, name: &str) -> std::io::Result<()> {
        self.file.searches.retain(|known| known.user != user || known.name != name);
        self.write()
    }

    fn write(&self) -> std::io::Result<()> {
        let text = toml::to_string(&self.file).map_err(std::io::Error::other)?;
        tizim_project::write_whole(&self.path, text.as_bytes())
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
        Kept::read(dir.path()).keep(search("A", "women", "sex=w")).unwrap();
        Kept::read(dir.path()).keep(search("B", "women", "sex=w&list=1")).unwrap();
        Kept::read(dir.path()).keep(search("A", "women", "sex=w&list=2")).unwrap();
        let kept = Kept::read(dir.path());
        assert_eq!(kept.of("A").map(|search| search.query.as_str()).collect::<Vec<_>>(), ["sex=w&list=2"]);
        Kept::read(dir.path()).forget("A", "women").unwrap();
        assert_eq!(Kept::read(dir.path()).of("A").count(), 0);
        assert_eq!(Kept::read(dir.path()).of("B").count(), 1);
    }
}
