//! Burmese, as names are commonly romanised (အောင် Aung, ကြည် Kyi, လှိုင် Hlaing): a consonant under the killer sign closes
//! its syllable and colours its vowel. Written without spaces: [`starts_syllable`] tells where a word may be cut.

use super::Sounds;
use crate::sound::*;

const KILLER: char = '\u{103A}';
const STACKER: char = '\u{1039}';
const BREATH: char = '\u{103E}';
const MEDIALS: std::ops::RangeInclusive<char> = '\u{103B}'..='\u{103E}';

pub(crate) fn is_letter(letter: char) -> bool {
    ('\u{1000}'..='\u{109F}').contains(&letter)
}

/// Whether the letter at `at` begins a syllable: a consonant or a free vowel that is neither killed nor stacked.
pub(crate) fn starts_syllable(letters: &[char], at: usize) -> bool {
    let free = matches!(letters[at], '\u{1000}'..='\u{102A}' | '\u{103F}');
    let next = letters.get(at + 1).copied().unwrap_or(' ');
    let stacked = at > 0 && letters[at - 1] == STACKER;
    free && next != KILLER && next != STACKER && !stacked
}

pub(super) fn fold(letters: &[char], out: &mut Sounds) {
    let mut at = 0;
    while at < letters.len() {
        let rest = &letters[at..];
        let next = rest.get(1).copied().unwrap_or(' ');
        if next == KILLER || next == STACKER {
            closing(rest[0], out);
            at += 2;
            continue;
        }
        if let Some((taken, vowel)) = vowel(rest) {
            out.extend(vowel);
            at += taken;
            continue;
        }
        // a breath is written under its consonant, and in Latin letters before it (လှ Hl)
        if next == BREATH {
            out.push(H);
        }
        single(rest[0], out);
        // an inherent vowel, where no sign, medial or killed consonant says another
        let open = starts_syllable(rest, 0) && rest[0] < '\u{1021}';
        let said = MEDIALS.contains(&next) || vowel(&rest[1..]).is_some();
        let killed = matches!(rest.get(2), Some(&KILLER | &STACKER));
        if open && !said && !killed {
            out.push(A);
        }
        at += 1;
    }
}

/// A vowel sign, or two that make one, with the killed consonant that colours it: letters taken, sounds.
fn vowel(rest: &[char]) -> Option<(usize, &'static [u8])> {
    let at = |place: usize| rest.get(place).copied().unwrap_or(' ');
    let killed = |place: usize, consonant: char| at(place) == consonant && at(place + 1) == KILLER;
    let long_a = |letter: char| matches!(letter, '\u{102B}' | '\u{102C}');
    Some(match at(0) {
        // ေ is written before the vowel it makes
        '\u{1031}' if long_a(at(1)) && killed(2, 'င') => (4, &[A, U, N, G]),
        '\u{1031}' if long_a(at(1)) && killed(2, 'က') => (4, &[A, U, K]),
        '\u{1031}' if long_a(at(1)) && at(2) == KILLER => (3, &[A, W]),
        '\u{1031}' if long_a(at(1)) => (2, &[A, W]),
        '\u{1031}' => (1, &[E]),
        '\u{102D}' if at(1) == '\u{102F}' && killed(2, 'င') => (4, &[A, I, N, G]),
        '\u{102D}' if at(1) == '\u{102F}' && killed(2, 'က') => (4, &[A, I, K]),
        '\u{102D}' if at(1) == '\u{102F}' => (2, &[O]),
        '\u{102D}' if killed(1, 'န') || killed(1, 'မ') => (3, &[E, I, N]),
        '\u{102D}' | '\u{102E}' => (1, &[I]),
        '\u{102F}' if killed(1, 'န') || killed(1, 'မ') => (3, &[O, N]),
        '\u{102F}' | '\u{1030}' => (1, &[U]),
        '\u{1032}' => (1, &[E]),
        '\u{1036}' => (1, &[A, N]),
        '\u{102B}' | '\u{102C}' => (1, &[A]),
        'ည' if at(1) == KILLER => (2, &[I]),
        'ဉ' if at(1) == KILLER => (2, &[I, N]),
        'ယ' if at(1) == KILLER => (2, &[E]),
        'င' if at(1) == KILLER => (2, &[I, N]),
        'န' | 'မ' if at(1) == KILLER => (2, &[A, N]),
        _ => return None,
    })
}

/// A killed or stacked consonant after a vowel that it does not colour.
fn closing(letter: char, out: &mut Sounds) {
    match letter {
        'ည' => out.push(I),
        'ဉ' => out.extend(&[I, N]),
        'ယ' => out.push(E),
        'င' => out.extend(&[I, N]),
        'န' | 'မ' | 'ဏ' => out.extend(&[A, N]),
        'က' => out.extend(&[E, K]),
        'စ' => out.extend(&[I, T]),
        'တ' | 'ပ' | 'ဒ' | 'ဋ' => out.extend(&[A, T]),
        other => single(other, out),
    }
}

fn single(letter: char, out: &mut Sounds) {
    match letter {
        'က' | 'ခ' => out.push(K),
        'ဂ' | 'ဃ' => out.push(G),
        'င' => out.extend(&[N, G]),
        'စ' | 'ဆ' => out.push(S),
        'ဇ' | 'ဈ' => out.push(Z),
        'ည' | 'ဉ' => out.extend(&[N, J]),
        'ဋ' | 'ဌ' | 'တ' | 'ထ' => out.push(T),
        'ဍ' | 'ဎ' | 'ဒ' | 'ဓ' => out.push(D),
        'ဏ' | 'န' => out.push(N),
        'ပ' | 'ဖ' => out.push(P),
        'ဗ' | 'ဘ' => out.push(B),
        'မ' => out.push(M),
        'ယ' | 'ရ' | '\u{103B}' | '\u{103C}' => out.push(J),
        'လ' | 'ဠ' => out.push(L),
        'ဝ' | '\u{103D}' => out.push(W),
        'သ' | 'ဿ' => out.push(TH),
        'ဟ' => out.push(H),
        'ဣ' | 'ဤ' => out.push(I),
        'ဥ' | 'ဦ' => out.push(U),
        'ဧ' => out.push(E),
        'ဩ' | 'ဪ' => out.push(O),
        _ => {}
    }
}
