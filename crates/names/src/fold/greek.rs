//! Greek, modern reading.

use super::{Sounds, fold_stranger};
use crate::sound::*;

/// The letter without its accent; the dialytika is kept apart by the caller's pair rules and read as a plain vowel.
fn bare(letter: char) -> char {
    match letter {
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' => 'ι',
        'ό' => 'ο',
        'ύ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        other => other,
    }
}

pub(super) fn fold(letters: &[char], out: &mut Sounds) {
    let mut at = 0;
    while at < letters.len() {
        let letter = bare(letters[at]);
        let next = bare(letters.get(at + 1).copied().unwrap_or(' '));
        let pair: Option<&[u8]> = match (letter, next) {
            ('μ', 'π') => Some(&[B]),
            ('ν', 'τ') if at == 0 => Some(&[D]),
            ('ν', 'τ') => Some(&[N, D]),
            ('γ', 'κ') if at == 0 => Some(&[G]),
            ('γ', 'κ' | 'γ') => Some(&[N, G]),
            ('τ', 'ζ') => Some(&[DZH]),
            ('τ', 'σ') => Some(&[TS]),
            ('ο', 'υ') => Some(&[U]),
            ('α', 'ι') => Some(&[E]),
            ('ε' | 'ο' | 'υ', 'ι') => Some(&[I]),
            ('α', 'υ') => Some(&[A, V]),
            ('ε', 'υ') => Some(&[E, V]),
            _ => None,
        };
        if let Some(sounds) = pair {
            out.extend(sounds);
            at += 2;
            continue;
        }
        match letter {
            'α' => out.push(A),
            'β' => out.push(V),
            'γ' => out.push(GH),
            'δ' => out.push(D),
            'ε' => out.push(E),
            'ζ' => out.push(Z),
            'η' | 'ι' | 'υ' | 'ϊ' | 'ϋ' | 'ΐ' | 'ΰ' => out.push(I),
            'θ' => out.push(TH),
            'κ' => out.push(K),
            'λ' => out.push(L),
            'μ' => out.push(M),
            'ν' => out.push(N),
            'ξ' => out.extend(&[K, S]),
            'ο' | 'ω' => out.push(O),
            'π' => out.push(P),
            'ρ' => out.push(R),
            'σ' => out.push(S),
            'τ' => out.push(T),
            'φ' => out.push(F),
            'χ' => out.push(KH),
            'ψ' => out.extend(&[P, S]),
            other => fold_stranger(other, out),
        }
        at += 1;
    }
}
