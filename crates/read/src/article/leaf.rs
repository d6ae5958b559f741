//! What the positions of an article lead to: the file's own bytes, or bytes that were unpacked or decoded from it.
//!
//! A position in an article's text leads through its [`crate::SourceMap`] to a byte of its *leaf*. For a page or text that was
//! saved as it is the leaf is the file. For a page of an archive that is not packed it is a stretch of the file. For what is
//! packed (gzip, ZIP) the leaf is what comes out when the named part is unpacked, by whatever program. For a PDF, in which
//! no stretch of bytes is the text, it is the text that this program read out of it; whoever keeps evidence keeps that
//! text beside the file. The BLAKE3 hash says whether a leaf is still the one that the positions were made for.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What kind of bytes a leaf is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeafKind {
    /// The whole file.
    File,
    /// A stretch of the file that stands there as it is.
    Stretch,
    /// A part of the file, unpacked.
    Unpacked,
    /// Text that was read out of the file.
    Text,
}

/// The bytes that the positions of one article lead to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leaf {
    /// What kind of bytes these are.
    pub kind: LeafKind,
    /// The way from the file to the leaf, in words, outermost step first; empty for the file itself.
    pub path: Vec<String>,
    /// Where it begins in the file, for a stretch.
    pub at: u64,
    /// Its bytes.
    pub bytes: u64,
    /// BLAKE3 of its bytes, 64 hexadecimal digits.
    pub blake3: String,
    /// Where its lines end; no leaf has 4 GiB.
    line_ends: Vec<u32>,
}

impl Leaf {
    /// Returns the leaf of some bytes; `at` counts for a stretch only.
    pub(super) fn new(kind: LeafKind, path: Vec<String>, at: u64, bytes: &[u8]) -> Self {
        Self {
            kind,
            path,
            at,
            bytes: bytes.len() as u64,
            blake3: blake3::hash(bytes).to_hex().to_string(),
            line_ends: (0..bytes.len()).filter(|at| ends_line(bytes, *at)).map(|at| at as u32).collect(),
        }
    }

    /// Returns the line of a byte of the leaf, from 1.
    pub fn line_of(&self, byte: usize) -> usize {
        self.line_ends.partition_point(|end| (*end as usize) < byte) + 1
    }

    /// Returns a range of the leaf as outputs name it: in the file where it stands there, else in the leaf.
    pub fn outward(&self, range: Range<usize>) -> Range<u64> {
        let before = if self.kind == LeafKind::Stretch { self.at } else { 0 };
        before + range.start as u64..before + range.end as u64
    }

    /// Returns a range as outputs name it as one of the leaf; none if it does not lie there.
    pub fn inward(&self, range: Range<u64>) -> Option<Range<usize>> {
        let before = if self.kind == LeafKind::Stretch { self.at } else { 0 };
        let (start, end) = (range.start.checked_sub(before)?, range.end.checked_sub(before)?);
        (start <= end && end <= self.bytes).then_some(start as usize..end as usize)
    }
}

/// Returns whether a line ends at a byte: at a line feed, or at a carriage return without one.
fn ends_line(bytes: &[u8], at: usize) -> bool {
    match bytes[at] {
        b'\n' => true,
        // of UTF-16 each sign has a byte of its own between
        b'\r' => !matches!(bytes.get(at + 1), Some(b'\n' | 0)) && (at == 0 || bytes[at - 1] != 0),
        _ => false,
    }
}
