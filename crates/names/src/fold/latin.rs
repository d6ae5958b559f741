//! Latin letters of any language: groups of letters that mean one sound nearly everywhere are joined, the rest stays ambiguous.

use super::Sounds;
use crate::sound::*;

/// Groups of letters, longest first within a first letter: what is read, and the sounds.
fn joined(rest: &[char], at_start: bool) -> Option<(usize, &'static [u8])> {
    let second = rest.get(1).copied()?;
    let third = rest.get(2).copied().unwrap_or(' ');
    let fourth = rest.get(3).copied().unwrap_or(' ');
    let found: (usize, &'static [u8]) = match (rest[0], second) {
        ('s', 'h') if (third, fourth) == ('c', 'h') => (4, &[SHCH]),
        ('s', 'h') => (2, &[SH]),
        ('s', 'c') if third == 'h' => (3, &[SH]),
        ('s', 'z') => (2, &[SH]),
        ('t', 's') if (third, fourth) == ('c', 'h') => (4, &[CH]),
        ('t', 'c') if third == 'h' => (3, &[CH]),
        ('t', 's' | 'z') => (2, &[TS]),
        ('t', 'h') => (2, &[TH]),
        ('d', 's') if (third, fourth) == ('c', 'h') => (4, &[DZH]),
        ('d', 'z') if third == 'h' => (3, &[DZH]),
        ('d', 'j' | 'ž' | 'ż' | 'ź') => (2, &[DZH]),
        ('d', 'h') => (2, &[DH]),
        ('c', 'h') => (2, &[LATIN_CH]),
        ('c', 'z') => (2, &[CH]),
        ('c', 'k') => (2, &[K]),
        ('k', 'h') => (2, &[KH]),
        ('g', 'h') => (2, &[GH]),
        ('z', 'h') => (2, &[ZH]),
        ('p', 'h') => (2, &[F]),
        ('r', 'h') => (2, &[R]),
        ('q', 'u') => (2, &[K, W]),
        ('x', 'h') => (2, &[DZH]),
        ('o', 'u') => (2, &[U]),
        ('o', 'o') => (2, &[U]),
        ('e', 'e') => (2, &[I]),
        ('i', 'j') if rest.len() == 2 => (2, &[I]),
        ('i', 'i' | 'y') | ('y', 'i' | 'y') if rest.len() == 2 => (2, &[I]),
        // Е and Ye, ае and aye are one spelling
        ('y', 'e') => (2, &[E]),
        ('y', 'a' | 'o' | 'u') => (1, &[J]),
        ('i', 'a' | 'o' | 'u') if at_start => (1, &[J]),
        _ => return None,
    };
    Some(found)
}

pub(super) fn fold(letters: &[char], out: &mut Sounds) {
    let mut at = 0;
    while at < letters.len() {
        if let Some((taken, sounds)) = joined(&letters[at..], at == 0) {
            out.extend(sounds);
            at += taken;
            continue;
        }
        single(letters[at], out);
        at += 1;
    }
}

fn single(letter: char, out: &mut Sounds) {
    match letter {
        'a' | 'á' | 'à' | 'â' | 'ã' | 'ā' | 'ă' | 'ą' => out.push(A),
        'b' => out.push(B),
        'c' => out.push(LATIN_C),
        'd' => out.push(D),
        'e' | 'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => out.push(E),
        'f' => out.push(F),
        'g' | 'ģ' => out.push(G),
        'h' | 'ħ' | 'ḥ' => out.push(H),
        'i' | 'í' | 'ì' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' => out.push(I),
        'j' | 'ĵ' => out.push(LATIN_J),
        'k' | 'ķ' => out.push(K),
        'l' | 'ł' | 'ĺ' | 'ļ' | 'ľ' => out.push(L),
        'm' => out.push(M),
        'n' | 'ń' | 'ņ' | 'ň' => out.push(N),
        'o' | 'ó' | 'ò' | 'ô' | 'õ' | 'ō' | 'ŏ' => out.push(O),
        'p' => out.push(P),
        'q' => out.push(Q),
        'r' | 'ŕ' | 'ř' | 'ŗ' => out.push(R),
        's' | 'ṣ' => out.push(S),
        'ţ' | 'ț' => out.push(TS),
        't' | 'ť' | 'ṭ' => out.push(T),
        'u' | 'ú' | 'ù' | 'û' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ų' => out.push(U),
        'v' => out.push(V),
        'w' | 'ŵ' => out.push(W),
        'x' => out.push(LATIN_X),
        'y' | 'ý' | 'ÿ' | 'ŷ' => out.push(LATIN_Y),
        'z' | 'ź' | 'ẓ' => out.push(Z),
        'ä' | 'æ' | 'ə' => out.push(AE),
        'ö' | 'ø' | 'ő' | 'œ' => out.push(OE),
        'ü' | 'ű' => out.push(UE),
        'å' => out.push(O),
        'ı' => out.push(YI),
        'ğ' | 'ġ' => out.push(GH),
        'ç' => out.push(LATIN_CEDILLA),
        'č' | 'ć' | 'ĉ' => out.push(CH),
        'š' | 'ş' | 'ș' | 'ś' | 'ŝ' => out.push(SH),
        'ž' | 'ż' => out.push(ZH),
        'đ' => out.push(DZH),
        'ð' | 'ḏ' => out.push(DH),
        'þ' => out.push(TH),
        'ñ' => out.push(LATIN_NY),
        'ŋ' => out.push(NG),
        'ß' => out.push(S),
        'ḍ' => out.push(DAD),
        'ḫ' | 'ẖ' => out.push(KH),
        other if other.is_ascii() => {}
        other => super::fold_stranger(other, out),
    }
}
