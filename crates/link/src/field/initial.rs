//! Which first letters may stand for one sound: an initial is written by the habits of its list.

/// Sets of first sounds as bits.
const A: u32 = 1;
const B: u32 = 1 << 1;
const C: u32 = 1 << 2;
const D: u32 = 1 << 3;
const E: u32 = 1 << 4;
const F: u32 = 1 << 5;
const G: u32 = 1 << 6;
const H: u32 = 1 << 7;
const I: u32 = 1 << 8;
const J: u32 = 1 << 9;
const K: u32 = 1 << 10;
const L: u32 = 1 << 11;
const M: u32 = 1 << 12;
const N: u32 = 1 << 13;
const O: u32 = 1 << 14;
const P: u32 = 1 << 15;
const R: u32 = 1 << 16;
const S: u32 = 1 << 17;
const T: u32 = 1 << 18;
const U: u32 = 1 << 19;
const V: u32 = 1 << 20;
const YA: u32 = 1 << 21;
const YU: u32 = 1 << 22;
const Z: u32 = 1 << 23;
const SH: u32 = 1 << 24;
const CH: u32 = 1 << 25;
const TS: u32 = 1 << 26;

/// Returns the sounds with which a folded word may begin, as bits; 0 for a digit or nothing.
///
/// Two letters that romanise one letter of another script are one sound (Zh, J and Dzh; Kh, H and X; Ye and E; Q and K).
pub(crate) fn first_sounds(letters: &[u8]) -> u32 {
    let second = letters.get(1).copied().unwrap_or(0);
    let Some(first) = letters.first() else { return 0 };
    match (first, second) {
        (b'd', b'z' | b'j') => D | J,
        (b'd', _) => D,
        (b'z', b'h') => J,
        (b'j', b'a') => J | YA,
        (b'j', b'u') => J | YU,
        (b'j', b'e') => J | E,
        (b'j', _) => J,
        (b'z', 0) => Z | J,
        (b'z', _) => Z,
        (b'k', b'h') => K | H,
        (b'k' | b'q', _) => K,
        (b'c', b'h') => CH | K,
        (b'c', 0) => C | K | S | CH | TS,
        (b'c', b'e' | b'i') => C | S | CH | TS,
        (b'c', _) => C | K,
        (b'x', _) => H | K | S,
        (b'h', _) => H,
        (b'g', b'e' | b'i') => G | J,
        (b'g', b'h') | (b'g', _) => G,
        (b's', b'h') => SH,
        (b's', b'z' | b'c') => S | SH,
        (b's', 0) => S | SH,
        (b's', _) => S,
        (b't', b's') => T | TS,
        (b't', b'c') => CH,
        (b't', 0) => T | TS | CH,
        (b't', _) => T,
        (b'p', b'h') | (b'f', _) => F,
        (b'p', _) => P,
        (b'v' | b'w', _) => V,
        (b'y' | b'i', b'a') => YA | I,
        (b'y' | b'i', b'u') => YU | I,
        (b'y', b'e') => E,
        (b'y', b'o') => O | I,
        (b'y' | b'i', 0) => I | E | YA | YU,
        (b'y' | b'i', _) => I,
        (b'e', b'u') => E | YU,
        (b'a', _) => A,
        (b'b', _) => B,
        (b'e', _) => E,
        (b'l', _) => L,
        (b'm', _) => M,
        (b'n', _) => N,
        (b'o', _) => O,
        (b'r', _) => R,
        (b'u', _) => U,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_meet_the_spellings_of_their_sound() {
        let meet = |a: &str, b: &str| first_sounds(a.as_bytes()) & first_sounds(b.as_bytes()) != 0;
        for (a, b) in [("q", "kairat"), ("j", "zhandos"), ("y", "erbolat"), ("e", "yerlan"), ("kh", "hasan")]
        {
            assert!(meet(a, b) && meet(b, a), "{a} {b}");
        }
        for (a, b) in [("k", "nurlan"), ("a", "erlan"), ("zh", "zarina"), ("7", "7")] {
            assert!(!meet(a, b), "{a} {b}");
        }
    }
}
