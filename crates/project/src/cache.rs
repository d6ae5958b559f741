//! Results of steps, kept under `.tizim/cache` by the hash of what they depend on.
//!
//! A file is a header (magic, BLAKE3 of the rest) and the value as named MessagePack. A file that is missing, cut
//! short, altered or of another version is as good as none: the step is done again. Deleting the cache changes nothing.

use crate::layout::Layout;
use crate::staging::write_whole;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::fs;
use std::sync::{LazyLock, Mutex};

const MAGIC: &[u8; 8] = b"tizim\x00c1";

/// The hash of the file that runs; none where it can't be read.
static PROGRAM: LazyLock<Option<[u8; 32]>> = LazyLock::new(|| {
    let file = fs::File::open(std::env::current_exe().ok()?).ok()?;
    Some(blake3::Hasher::new().update_reader(file).ok()?.finalize().into())
});

/// What a step's result depends on.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    step: &'static str,
    hasher: blake3::Hasher,
    /// Something that can't be hashed was added: such a step is always done again.
    unknown: bool,
}

impl Key {
    /// Returns the key of a step of this very program: two builds of one version may find other things.
    pub(crate) fn new(step: &'static str) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&PROGRAM.unwrap_or_default());
        Self { step, hasher, unknown: PROGRAM.is_none() }.with(step)
    }

    /// Adds something that the result depends on.
    pub(crate) fn with(mut self, part: &(impl Serialize + ?Sized)) -> Self {
        match serde_json::to_vec(part) {
            Ok(bytes) => {
                self.hasher.update(&(bytes.len() as u64).to_le_bytes());
                self.hasher.update(&bytes);
            }
            Err(_) => self.unknown = true,
        }
        self
    }

    fn file_name(&self) -> String {
        format!("{}-{}", self.step, &self.hasher.finalize().to_hex()[..32])
    }
}

/// The cache of one run; remembers which files it used.
#[derive(Debug)]
pub(crate) struct Cache {
    layout: Layout,
    used: Mutex<BTreeSet<String>>,
}

impl Cache {
    pub(crate) fn new(layout: &Layout) -> Self {
        Self { layout: layout.clone(), used: Mutex::new(BTreeSet::new()) }
    }

    /// Returns the kept result of a step, or makes and keeps it.
    ///
    /// # Errors
    ///
    /// Those of `make`. A cache that can't be written is no fault: the result is made again next time.
    pub(crate) fn get_or_make<T, E>(&self, key: &Key, make: impl FnOnce() -> Result<T, E>) -> Result<T, E>
    where
        T: Serialize + DeserializeOwned,
    {
        if key.unknown {
            return make();
        }
        let name = key.file_name();
        if let Ok(mut used) = self.used.lock() {
            used.insert(name.clone());
        }
        let path = self.layout.cache().join(&name);
        if let Some(kept) = fs::read(&path).ok().and_then(|bytes| decode(&bytes)) {
            return Ok(kept);
        }
        let made = make()?;
        if let Some(bytes) = encode(&made)
            && fs::create_dir_all(self.layout.cache()).is_ok()
        {
            let _ = write_whole(&path, &bytes);
        }
        Ok(made)
    }

    /// Removes what this run did not use.
    pub(crate) fn sweep(&self) {
        let Ok(used) = self.used.lock() else { return };
        for entry in fs::read_dir(self.layout.cache()).into_iter().flatten().flatten() {
            if !used.contains(&*entry.file_name().to_string_lossy()) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

fn encode(value: &impl Serialize) -> Option<Vec<u8>> {
    let body = rmp_serde::to_vec_named(value).ok()?;
    let mut bytes = Vec::with_capacity(body.len() + 40);
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(blake3::hash(&body).as_bytes());
    bytes.extend_from_slice(&body);
    Some(bytes)
}

fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    let rest = bytes.strip_prefix(MAGIC)?;
    let (hash, body) = rest.split_at_checked(32)?;
    if blake3::hash(body).as_bytes() != hash {
        return None;
    }
    rmp_serde::from_slice(body).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    fn make(cache: &Cache, input: u32, made: &mut u32) -> Vec<u32> {
        let key = Key::new("test").with(&input);
        cache
            .get_or_make(&key, || {
                *made += 1;
                Ok::<_, Infallible>(vec![input; 3])
            })
            .unwrap()
    }

    #[test]
    fn a_kept_result_is_not_made_again() {
        let home = tempfile::tempdir().unwrap();
        let cache = Cache::new(&Layout::new(home.path()));
        let mut made = 0;
        assert_eq!(make(&cache, 7, &mut made), [7, 7, 7]);
        assert_eq!(make(&cache, 7, &mut made), [7, 7, 7]);
        assert_eq!(made, 1);
        assert_eq!(make(&cache, 8, &mut made), [8, 8, 8]);
        assert_eq!(made, 2);
    }

    #[test]
    fn an_altered_file_is_as_good_as_none() {
        let home = tempfile::tempdir().unwrap();
        let layout = Layout::new(home.path());
        let cache = Cache::new(&layout);
        let mut made = 0;
        make(&cache, 7, &mut made);
        let file = fs::read_dir(layout.cache()).unwrap().next().unwrap().unwrap().path();
        let mut bytes = fs::read(&file).unwrap();
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        fs::write(&file, bytes).unwrap();
        assert_eq!(make(&cache, 7, &mut made), [7, 7, 7]);
        assert_eq!(made, 2);
    }

    #[test]
    fn what_was_not_used_is_swept() {
        let home = tempfile::tempdir().unwrap();
        let layout = Layout::new(home.path());
        let mut made = 0;
        make(&Cache::new(&layout), 1, &mut made);
        let later = Cache::new(&layout);
        make(&later, 2, &mut made);
        later.sweep();
        assert_eq!(fs::read_dir(layout.cache()).unwrap().count(), 1);
    }
}
