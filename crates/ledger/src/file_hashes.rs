//! The hashes of a file.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use sha2::Digest;

use crate::{Error, Hash, Result, Sha256};

/// A file's fingerprints and its size.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hashes {
    /// BLAKE3 of the bytes.
    pub blake3: Hash,
    /// SHA-256 of the bytes.
    pub sha256: Sha256,
    /// How many bytes.
    pub bytes: u64,
}

/// Reads a file once, piece by piece, and returns both hashes and the number of bytes that were hashed.
///
/// # Errors
///
/// [`Error::Io`] with the path if the file can't be opened or read.
pub fn hash_file(path: impl AsRef<Path>) -> Result<Hashes> {
    let path = path.as_ref();
    let mut file = File::open(path).map_err(|e| Error::io(path, e))?;
    let mut piece = vec![0; 256 * 1024];
    let (mut blake3, mut sha256, mut bytes) = (blake3::Hasher::new(), sha2::Sha256::new(), 0);
    loop {
        let read = match file.read(&mut piece) {
            Ok(0) => break,
            Ok(read) => read,
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(e) => return Err(Error::io(path, e)),
        };
        blake3.update(&piece[..read]);
        sha256.update(&piece[..read]);
        bytes += read as u64;
    }
    Ok(Hashes {
        blake3: Hash::from_bytes(*blake3.finalize().as_bytes()),
        sha256: Sha256::from_bytes(sha256.finalize().into()),
        bytes,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The empty input and "abc" are the published test vectors of BLAKE3 and of FIPS 180-4.
    #[test]
    fn the_hashes_are_the_published_ones() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("source.csv");
        std::fs::write(&path, "").unwrap();
        let empty = hash_file(&path).unwrap();
        assert_eq!(
            empty.blake3.to_string(),
            "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262"
        );
        assert_eq!(
            empty.sha256.to_string(),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        std::fs::write(&path, "abc").unwrap();
        let abc = hash_file(&path).unwrap();
        assert_eq!(
            abc.sha256.to_string(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(abc.bytes, 3);
    }

    #[test]
    fn a_file_longer_than_a_piece_is_hashed_whole() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("source.csv");
        let bytes: Vec<u8> = (0..700_001u32).map(|i| (i * 31 % 251) as u8).collect();
        std::fs::write(&path, &bytes).unwrap();
        let hashes = hash_file(&path).unwrap();
        assert_eq!(hashes.blake3.as_bytes(), blake3::hash(&bytes).as_bytes());
        assert_eq!(hashes.bytes, 700_001);
    }

    #[test]
    fn a_missing_file_and_a_folder_are_named_in_the_error() {
        let dir = tempfile::tempdir().unwrap();
        let missing = dir.path().join("no.csv");
        assert!(hash_file(&missing).unwrap_err().to_string().contains("no.csv"));
        assert!(hash_file(dir.path()).is_err());
    }
}
