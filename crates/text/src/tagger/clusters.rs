//! Classes of words that stand in the same surroundings: numbers of clusters, by the hash of the word.

use rustc_hash::FxHashMap;

/// The clusters of a word: one of about a thousand, and one of about a hundred that those fall into; 0 where it is unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cluster {
    pub(crate) fine: u16,
    pub(crate) coarse: u8,
}

/// Bytes of an entry: four of the word's hash, two of the fine cluster, one of the coarse.
const ENTRY: usize = 7;

/// Words with their clusters.
pub(crate) struct Clusters {
    of: FxHashMap<u32, Cluster>,
}

impl Clusters {
    /// Reads entries of seven bytes; bytes that are cut short end the table.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Self {
        let entries = bytes.chunks_exact(ENTRY).map(|entry| {
            let hash = u32::from_le_bytes([entry[0], entry[1], entry[2], entry[3]]);
            (hash, Cluster { fine: u16::from_le_bytes([entry[4], entry[5]]), coarse: entry[6] })
        });
        Self { of: entries.collect() }
    }

    /// Returns the clusters of a word in lower case.
    pub(crate) fn of(&self, lower: &str) -> Cluster {
        self.of.get(&super::hash_word(lower)).copied().unwrap_or_default()
    }
}
