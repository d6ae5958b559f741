//! The alphabet of sounds to which every script is folded.
//!
//! A sound is a byte below [`COUNT`]. Letters whose value depends on the language of the writer (Latin `c`, `ch`, `j`, `x`,
//! `y`; Arabic `و`, `ي`; Hebrew `ב`, `פ`, `ש`) stay ambiguous: they have a sound of their own, and what it may stand for is
//! a matter of costs, learned for each pair of script classes (`edits`).

/// Groups of sounds, as bits. Two sounds that share a bit are heard as alike.
pub(crate) mod group {
    pub(crate) const LABIAL_STOP: u32 = 1;
    pub(crate) const LABIAL_FRICATIVE: u32 = 1 << 1;
    pub(crate) const DENTAL: u32 = 1 << 2;
    pub(crate) const SIBILANT: u32 = 1 << 3;
    pub(crate) const SHIBILANT: u32 = 1 << 4;
    pub(crate) const VELAR: u32 = 1 << 5;
    pub(crate) const BACK: u32 = 1 << 6;
    pub(crate) const EM: u32 = 1 << 7;
    pub(crate) const EN: u32 = 1 << 8;
    pub(crate) const EL: u32 = 1 << 9;
    pub(crate) const AR: u32 = 1 << 10;
    pub(crate) const GLIDE: u32 = 1 << 11;
    pub(crate) const FRONT: u32 = 1 << 12;
    pub(crate) const ROUND: u32 = 1 << 13;
    pub(crate) const OPEN: u32 = 1 << 14;
    /// All groups that hold only vowels.
    pub(crate) const VOWELS: u32 = FRONT | ROUND | OPEN;
}

macro_rules! sounds {
    ($($name:ident $show:literal $groups:expr;)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        #[repr(u8)]
        enum Index { $($name,)* }
        $(pub(crate) const $name: u8 = Index::$name as u8;)*
        /// How each sound is shown to people, by index.
        const SHOWN: &[&str] = &[$($show,)*];
        /// The groups of each sound, by index.
        pub(crate) const GROUPS: &[u32] = { use group::*; &[$($groups,)*] };
    };
}

sounds! {
    NONE "-" 0;
    A "a" OPEN;
    E "e" FRONT | OPEN;
    I "i" FRONT;
    O "o" ROUND | OPEN;
    U "u" ROUND;
    AE "ä" OPEN | FRONT;
    OE "ö" ROUND | FRONT;
    UE "ü" ROUND | FRONT;
    YI "ı" FRONT;
    B "b" LABIAL_STOP;
    P "p" LABIAL_STOP;
    D "d" DENTAL;
    T "t" DENTAL;
    G "g" VELAR | BACK;
    K "k" VELAR;
    Q "q" VELAR;
    F "f" LABIAL_FRICATIVE;
    V "v" LABIAL_FRICATIVE;
    W "w" LABIAL_FRICATIVE | ROUND;
    M "m" EM;
    N "n" EN;
    NG "ŋ" EN;
    L "l" EL;
    R "r" AR;
    S "s" SIBILANT;
    Z "z" SIBILANT;
    SH "sh" SHIBILANT;
    ZH "zh" SHIBILANT;
    CH "ch" SHIBILANT;
    DZH "dzh" SHIBILANT;
    TS "ts" SIBILANT;
    SHCH "shch" SHIBILANT;
    TH "th" DENTAL | SIBILANT;
    DH "dh" DENTAL | SIBILANT;
    KH "kh" BACK;
    GH "gh" BACK | VELAR;
    H "h" BACK;
    J "y" GLIDE | FRONT;
    LATIN_C "c" VELAR | SIBILANT;
    LATIN_CH "ch?" SHIBILANT | BACK | VELAR;
    LATIN_J "j" SHIBILANT | GLIDE | BACK;
    LATIN_X "x" SIBILANT | BACK | VELAR;
    LATIN_Y "y?" FRONT | GLIDE;
    LATIN_CEDILLA "ç" SHIBILANT | SIBILANT;
    LATIN_NY "ñ" EN;
    ALEF "ʾ" OPEN | FRONT | ROUND;
    WAW "w?" ROUND | LABIAL_FRICATIVE;
    YEH "y/i" FRONT | GLIDE;
    AYN "ʿ" OPEN | FRONT;
    MARBUTA "-a(t)" OPEN | BACK | DENTAL;
    HEH "h?" BACK | OPEN;
    DAD "ḍ" DENTAL | SIBILANT;
    BET "b/v" LABIAL_STOP | LABIAL_FRICATIVE;
    PE "p/f" LABIAL_STOP | LABIAL_FRICATIVE;
    SHIN "s/sh" SIBILANT | SHIBILANT;
}

/// How many sounds there are, the empty sound (index 0) included.
pub(crate) const COUNT: usize = SHOWN.len();

/// How `sound` is shown to people.
pub(crate) fn shown(sound: u8) -> &'static str {
    SHOWN.get(sound as usize).copied().unwrap_or("?")
}

/// Whether the sound is, or may be, only a vowel.
pub(crate) fn is_vowel(sound: u8) -> bool {
    let groups = GROUPS[sound as usize];
    groups != 0 && groups & !(group::VOWELS | group::GLIDE) == 0
}

/// The broad class of a consonant, the same in every script as far as can be; 0 for vowels, glides and weak sounds.
///
/// Classes: labial stop 1, f 2, dental 3, hiss (s, z, ts, sh, zh, ch, dzh, j) 4, velar (k, g, q, gh) 5, m 6, n 7, l 8, r 9.
/// `v` is a vowel elsewhere (Arabic و, English w), `kh` a mere breath (Хасан, Hasan): both are weak.
pub(crate) fn consonant_class(sound: u8) -> u8 {
    match sound {
        B | P | BET | PE => 1,
        F => 2,
        D | T | TH | DH | DAD => 3,
        S | Z | SH | ZH | CH | DZH | TS | SHCH | SHIN | LATIN_CH | LATIN_CEDILLA | LATIN_J => 4,
        G | K | Q | GH | LATIN_C | LATIN_X => 5,
        M => 6,
        N | NG | LATIN_NY => 7,
        L => 8,
        R => 9,
        _ => 0,
    }
}

/// The class of a consonant by its other reading, where it has one (`c` as s, `ch` as k, `j` as y, `г` as h); else its class.
pub(crate) fn other_class(sound: u8) -> u8 {
    match sound {
        LATIN_C | TH | DH => 4,
        LATIN_CH | DZH => 5,
        LATIN_J | GH | G | BET => 0,
        LATIN_X => 4,
        PE => 2,
        W => 0,
        other => consonant_class(other),
    }
}

/// The classes of the consonants of a token in order, four bits each, the first in the lowest: at most sixteen. Sounds that
/// may be a vowel or of several classes are left out.
pub(crate) fn hard(codes: &[u8]) -> u64 {
    let mut hard = 0;
    let mut at = 0;
    for &code in codes {
        if matches!(code, LATIN_C | LATIN_CH | LATIN_J | LATIN_X | W | WAW | BET | PE) {
            continue;
        }
        let class = consonant_class(code);
        if class != 0 && at < 64 {
            hard |= u64::from(class) << at;
            at += 4;
        }
    }
    hard
}

/// How many consonants a [`hard`] holds.
pub(crate) fn hard_count(hard: u64) -> u32 {
    (64 - hard.leading_zeros()).div_ceil(4)
}

/// How many consonants two tokens have in common in one order: the longest common subsequence, bit by bit in parallel (Hyyrö,
/// "Bit-parallel LCS-length computation revisited", 2004), with four bits a place.
pub(crate) fn hard_in_common(a: u64, b: u64) -> u32 {
    const LOWEST: u64 = 0x1111_1111_1111_1111;
    let mut rows = u64::MAX;
    let mut rest = b;
    while rest != 0 {
        let differ = a ^ ((rest & 15) * LOWEST);
        let same = !(differ | differ >> 1 | differ >> 2 | differ >> 3) & LOWEST;
        // bits between the places stay set, so that a carry runs through them
        rows = rows.wrapping_add(rows & same) | (rows & !same);
        rest >>= 4;
    }
    (!rows & LOWEST).count_ones()
}

/// How alike two sounds are by ear, 0 (nothing in common) to 1 (the same), before anything is learned.
pub(crate) fn likeness(a: u8, b: u8) -> f64 {
    if a == b {
        return 1.0;
    }
    let (groups_a, groups_b) = (GROUPS[a as usize], GROUPS[b as usize]);
    if groups_a & groups_b != 0 {
        return 0.7;
    }
    if is_vowel(a) && is_vowel(b) {
        return 0.45;
    }
    use group::{DENTAL, LABIAL_FRICATIVE, LABIAL_STOP, SHIBILANT, SIBILANT};
    let both = groups_a | groups_b;
    let near = [LABIAL_STOP | LABIAL_FRICATIVE, SIBILANT | SHIBILANT, DENTAL | SIBILANT];
    if near.iter().any(|pair| both & pair == *pair) {
        return 0.35;
    }
    0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn consonants_in_common_are_counted_as_by_the_table(
            a in proptest::collection::vec(1_u64..10, 0..16),
            b in proptest::collection::vec(1_u64..10, 0..16),
        ) {
            let pack = |classes: &[u64]| classes.iter().rev().fold(0, |packed, class| packed << 4 | class);
            let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
            for i in 0..a.len() {
                for j in 0..b.len() {
                    table[i + 1][j + 1] =
                        if a[i] == b[j] { table[i][j] + 1 } else { table[i][j + 1].max(table[i + 1][j]) };
                }
            }
            proptest::prop_assert_eq!(hard_in_common(pack(&a), pack(&b)), table[a.len()][b.len()]);
            proptest::prop_assert_eq!(hard_count(pack(&a)) as usize, a.len());
        }
    }

    #[test]
    fn alphabet_fits_the_tables() {
        const { assert!(COUNT <= 64) };
        assert_eq!(SHOWN.len(), GROUPS.len());
        for a in 1..COUNT as u8 {
            for b in 1..COUNT as u8 {
                assert_eq!(likeness(a, b), likeness(b, a));
            }
        }
    }
}
