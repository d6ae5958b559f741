//! Known spellings: which given names and surnames of the world are forms of one name, and which are not.
//!
//! The table holds the forms of 50,000 given names and surnames as Wikidata lists them (rigour's `person_names`), each as a
//! hash of its spelling with a number for its name. Two spellings that share a name are one however they sound (Wright, Райт);
//! two that are both known and share none are seldom one, however alike (Lukashevich, Lukashenko).

use std::sync::OnceLock;

/// Names that one spelling may be a form of, at most; 0 is none.
pub(crate) const MOST: usize = 3;
/// Spellings are kept in so many buckets, by the upper half of their hash.
const BUCKETS: usize = 1 << 16;

/// What the table says of two spellings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    /// Forms of one name.
    Shared,
    /// Both are known, of different names.
    Apart,
    /// One is not known.
    Unknown,
}

/// Compares what is known of two spellings.
pub(crate) fn relation(a: [u16; MOST], b: [u16; MOST]) -> Relation {
    if a[0] == 0 || b[0] == 0 {
        return Relation::Unknown;
    }
    if a.iter().any(|name| *name != 0 && b.contains(name)) { Relation::Shared } else { Relation::Apart }
}

/// The names that a spelling (hashed by `latin_2021::spelling`) is a form of.
pub(crate) fn names_of(spelling: u32) -> [u16; MOST] {
    static SHIPPED: OnceLock<Table> = OnceLock::new();
    SHIPPED.get_or_init(|| Table::new(include_bytes!("../data/forms.bin"))).names_of(spelling)
}

/// The spelling of a token of syllable signs (Chinese, Korean): it is a form of itself and of no other.
pub(crate) fn itself(spelling: u32) -> [u16; MOST] {
    let (bucket, print) = place(spelling);
    [(bucket as u16 ^ print).max(1), 0, 0]
}

/// The file, and where in it each bucket starts.
struct Table {
    starts: Vec<u32>,
    entries: &'static [u8],
}

impl Table {
    fn new(bytes: &'static [u8]) -> Table {
        let (counts, entries) = bytes.split_at(BUCKETS.min(bytes.len()));
        let mut starts = Vec::with_capacity(BUCKETS + 1);
        let mut at = 0;
        starts.push(at);
        for &count in counts {
            at += u32::from(count);
            starts.push(at);
        }
        Table { starts, entries }
    }

    fn names_of(&self, spelling: u32) -> [u16; MOST] {
        let (bucket, print) = place(spelling);
        let mut found = [0; MOST];
        let (Some(&from), Some(&to)) = (self.starts.get(bucket), self.starts.get(bucket + 1)) else {
            return found;
        };
        let entries = self.entries.get(4 * from as usize..4 * to as usize).unwrap_or_default();
        let hits = entries.chunks_exact(4).filter(|entry| u16::from_le_bytes([entry[0], entry[1]]) == print);
        for (slot, entry) in found.iter_mut().zip(hits) {
            *slot = u16::from_le_bytes([entry[2], entry[3]]);
        }
        found
    }
}

/// Bucket and fingerprint of a spelling.
fn place(spelling: u32) -> (usize, u16) {
    let mixed = (spelling ^ (spelling >> 15)).wrapping_mul(0x2C1B_3C6D);
    let mixed = (mixed ^ (mixed >> 12)).wrapping_mul(0x297A_2D39);
    let mixed = mixed ^ (mixed >> 15);
    ((mixed >> 16) as usize, mixed as u16)
}

/// The file from spellings and the number of the name of each: for each bucket the count of its entries (a byte), then the
/// entries in order: fingerprint, name, two bytes each. What exceeds 255 in a bucket is left out.
pub(crate) fn to_bytes(forms: &[(u32, u16)]) -> Vec<u8> {
    let mut placed: Vec<(usize, u16, u16)> = forms
        .iter()
        .map(|&(spelling, name)| {
            let (bucket, print) = place(spelling);
            (bucket, print, name)
        })
        .collect();
    placed.sort_unstable();
    placed.dedup();
    let mut counts = vec![0_u8; BUCKETS];
    let mut entries = Vec::with_capacity(4 * placed.len());
    for (bucket, print, name) in placed {
        if counts[bucket] < u8::MAX {
            counts[bucket] += 1;
            entries.extend(print.to_le_bytes());
            entries.extend(name.to_le_bytes());
        }
    }
    counts.extend(entries);
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Name;

    fn known(text: &str) -> [u16; MOST] {
        Name::parse(text).tokens()[0].known
    }

    #[test]
    fn forms_of_one_name_are_known() {
        assert_eq!(relation(known("Laurent"), known("Лоран")), Relation::Shared);
        assert_eq!(relation(known("Castro"), known("Castillo")), Relation::Apart);
        assert_eq!(relation(known("Qwxzv"), known("Castillo")), Relation::Unknown);
    }

    #[test]
    fn a_table_answers_what_was_put_in() {
        let bytes: &'static [u8] = Vec::leak(to_bytes(&[(7, 3), (7, 9), (1 << 20, 4)]));
        let table = Table::new(bytes);
        assert_eq!(table.names_of(7), [3, 9, 0]);
        assert_eq!(table.names_of(1 << 20), [4, 0, 0]);
        assert_eq!(table.names_of(8), [0; MOST]);
        assert_eq!(Table::new(b"cut").names_of(7), [0; MOST]);
    }
}
