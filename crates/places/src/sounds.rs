//! The keys under which place names are found: how they sound, the same for every script and romanisation.

use tizim_names::{Name, Part, search_forms, token_similarity};

/// Only so many characters of a place name are read.
pub(crate) const MAX_CHARS: usize = 100;
/// A key has at most this many letters.
const MAX_KEY: usize = 16;
/// The letters of a key: what `search_fold_ascii` leaves.
const LETTERS: &str = "abcdfghjklmnprstvz";

/// The letters and digits of a name in lower case, without spaces, hyphens, dots and apostrophes.
pub(crate) fn bare(name: &str) -> String {
    let letters = name.chars().take(MAX_CHARS).filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The keys of a bare name: its consonants by sound, in one form or two.
pub(crate) fn keys(bare: &str) -> Vec<String> {
    let mut keys = search_forms(bare);
    for key in &mut keys {
        key.truncate(key.char_indices().nth(MAX_KEY).map_or(key.len(), |(at, _)| at));
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// All keys that differ from one by one letter put in, left out or exchanged, or by two neighbours that changed places.
pub(crate) fn neighbours(key: &str) -> Vec<String> {
    let letters: Vec<char> = key.chars().collect();
    let mut out = Vec::new();
    let word = |head: &[char], middle: &[char], tail: &[char]| -> String {
        head.iter().chain(middle).chain(tail).collect()
    };
    for at in 0..=letters.len() {
        let (head, tail) = letters.split_at(at);
        LETTERS.chars().for_each(|letter| out.push(word(head, &[letter], tail)));
        let [first, rest @ ..] = tail else { continue };
        out.push(word(head, &[], rest));
        LETTERS
            .chars()
            .filter(|letter| letter != first)
            .for_each(|letter| out.push(word(head, &[letter], rest)));
        if let [second, rest @ ..] = rest {
            out.push(word(head, &[*second, *first], rest));
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// A bare name prepared for comparison.
pub(crate) fn prepare(bare: &str) -> Name {
    Name::parse_part(bare, Part::Family)
}

/// How alike two prepared place names sound, 0 to 1.
pub(crate) fn similarity(a: &Name, b: &Name) -> f64 {
    token_similarity(a, b)
}

/// The hash under which a key is kept (FNV-1a).
pub(crate) fn hash(key: &str) -> u32 {
    key.bytes().fold(0x811C_9DC5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_share_a_key() {
        for (a, b) in [
            ("Жаңаөзен", "Janaozen"),
            ("Жаңаөзен", "Zhanaozen"),
            ("Қарағанды", "Qarağandy"),
            ("Құлсары", "Kulsary"),
            ("Шымкент", "Shymkent"),
            ("Усть-Каменогорск", "Ust-Kamenogorsk"),
        ] {
            let (x, y) = (keys(&bare(a)), keys(&bare(b)));
            assert!(x.iter().any(|key| y.contains(key)), "{a} {x:?} | {b} {y:?}");
        }
    }

    #[test]
    fn neighbours_are_one_step_away() {
        let near = neighbours("stn");
        for key in ["tsn", "sn", "stm", "strn", "astn", "stnk"] {
            assert!(near.contains(&key.to_owned()), "{key}");
        }
    }
}
