//! ZIP packages (DOCX, EPUB, WACZ): their parts, unpacked one by one within bounds.

use super::ARTICLE_BYTES;
use crate::archive::most_unpacked;
use crate::{Limits, ReadError};
use std::io::{Read, Seek};

/// Parts that a package may have.
const PARTS: usize = 100_000;

/// A ZIP file whose parts are read by name.
pub(super) struct Package<'a, R> {
    zip: zip::ZipArchive<R>,
    names: Vec<String>,
    file: &'a str,
    packed: u64,
    /// Bytes that may still come out of it.
    left: u64,
}

impl<'a, R: Read + Seek> Package<'a, R> {
    /// Opens a ZIP file of so many bytes.
    pub(super) fn open(file: R, packed: u64, name: &'a str, limits: &Limits) -> Result<Self, ReadError> {
        let damaged =
            |reason: String| ReadError::Damaged { file: name.to_owned(), place: String::new(), reason };
        let zip = zip::ZipArchive::new(file).map_err(|fault| {
            damaged(format!("not a whole ZIP archive ({fault}): was it downloaded in full?"))
        })?;
        if zip.len() > PARTS {
            return Err(damaged(format!("it has {} parts, the limit is {PARTS}", zip.len())));
        }
        let names = zip.file_names().flatten().map(std::borrow::Cow::into_owned).collect();
        Ok(Self { zip, names, file: name, packed, left: most_unpacked(packed, limits) })
    }

    /// Returns the names of all parts.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Returns whether there is a part of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names().any(|own| own == name)
    }

    /// Returns the bytes of the whole package, packed.
    pub(super) fn packed(&self) -> u64 {
        self.packed
    }

    /// Unpacks a part; no part may be larger than an article, and all together no larger than the limits say.
    pub(super) fn part(&mut self, name: &str) -> Result<Vec<u8>, ReadError> {
        let most = self.left.min(ARTICLE_BYTES);
        let file = self.file;
        let mut bytes = Vec::new();
        self.stream(name)?.take(most + 1).read_to_end(&mut bytes).map_err(|fault| {
            let reason = format!("`{name}` in it is broken ({fault}): was it downloaded in full?");
            ReadError::Damaged { file: file.to_owned(), place: String::new(), reason }
        })?;
        if bytes.len() as u64 > most {
            return Err(ReadError::TooLarge {
                file: file.to_owned(),
                what: format!("what `{name}` in it unpacks to"),
                limit: format!("{most} bytes"),
            });
        }
        self.left -= bytes.len() as u64;
        Ok(bytes)
    }

    /// Returns a part as a stream, for those that are read within bounds of their own.
    pub(super) fn stream(&mut self, name: &str) -> Result<impl Read + use<'_, 'a, R>, ReadError> {
        let file = self.file;
        self.zip.by_name(name).map_err(|fault| {
            let reason = format!("`{name}` in it can't be unpacked ({fault})");
            ReadError::Damaged { file: file.to_owned(), place: String::new(), reason }
        })
    }
}
