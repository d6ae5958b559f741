//! Words that are known to be parts of names or places, as hashes: no list of names can be read out of it.
//!
//! What a word is known as is a sum of bits: those below, 16 for a place of one word, 32 for a word of a place of several and 64 for a
//! country.

use rustc_hash::FxHashMap;

/// A common given name.
pub(crate) const GIVEN: u8 = 1;
/// A common surname.
pub(crate) const SURNAME: u8 = 2;
/// A rarer surname.
pub(crate) const RARE_SURNAME: u8 = 4;
/// A form of a name in Wikidata.
pub(crate) const NAME_FORM: u8 = 8;
/// A common English word.
pub(crate) const COMMON: u8 = 128;

/// Hashes of words with what they are known as.
pub(crate) struct Gazetteer {
    known: FxHashMap<u32, u8>,
}

/// Returns the hash of a word in lower case: FNV-1a, 32 bits.
pub(crate) fn hash_word(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Endings of Russian cases, the longest first, with what the dictionary form may end in instead.
pub(super) const ENDINGS: &[(&str, &[&str])] = &[
    ("ого", &["ий", "ый", "ой"]),
    ("ому", &["ий", "ый", "ой"]),
    ("его", &["ий"]),
    ("ему", &["ий"]),
    ("ами", &["", "а"]),
    ("ыми", &["ый"]),
    ("ией", &["ия"]),
    ("ой", &["а", "ая"]),
    ("ую", &["ая"]),
    ("ым", &["", "ый"]),
    ("им", &["ий", ""]),
    ("ом", &["", "ой"]),
    ("ем", &["й", "ь"]),
    ("ей", &["я", "а", "ь"]),
    ("ии", &["ия"]),
    ("ию", &["ия", "ий"]),
    ("ия", &["ий"]),
    ("ах", &["", "а"]),
    ("ю", &["й", "я", "ь"]),
    ("я", &["й", "ь"]),
    ("а", &[""]),
    ("у", &["", "а"]),
    ("е", &["", "а", "я", "й"]),
    ("ы", &["а", ""]),
    ("и", &["ь", "а", "я", ""]),
];

/// Returns a word in lower case without the ending of a Russian case, if three letters are left; other words as they are.
pub(super) fn without_case(lower: &str) -> &str {
    let stem = |(ending, _): &(&str, _)| lower.strip_suffix(ending).filter(|stem| stem.len() >= 6);
    ENDINGS.iter().find_map(stem).unwrap_or(lower)
}

impl Gazetteer {
    /// Reads what `training::gazetteer_bytes` wrote: entries of four bytes of hash and one of bits.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Self {
        let entries = bytes
            .chunks_exact(5)
            .map(|entry| (u32::from_le_bytes([entry[0], entry[1], entry[2], entry[3]]), entry[4]));
        Self { known: entries.collect() }
    }

    /// Returns what a word in lower case is known as; for Cyrillic also by its dictionary form.
    pub(crate) fn of(&self, lower: &str) -> u8 {
        let own = self.get(lower);
        if own != 0 || lower.is_ascii() || !lower.starts_with(|c: char| matches!(c, '\u{400}'..='\u{52f}')) {
            return own;
        }
        let mut form = String::with_capacity(lower.len() + 4);
        for (ending, instead) in ENDINGS {
            let Some(stem) = lower.strip_suffix(ending).filter(|stem| stem.len() >= 4) else { continue };
            for other in *instead {
                form.clear();
                form.push_str(stem);
                form.push_str(other);
                let known = self.get(&form);
                if known != 0 {
                    return known;
                }
            }
        }
        0
    }

    fn get(&self, lower: &str) -> u8 {
        self.known.get(&hash_word(lower)).copied().unwrap_or(0)
    }
}
