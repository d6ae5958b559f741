//! Arabic script (Arabic, Persian, Urdu, Kurdish, Uyghur, Kazakh in Arabic letters) and Hebrew.
//!
//! Both leave most vowels out; what may be a vowel or a consonant keeps a sound of its own.

use super::{Sounds, fold_stranger};
use crate::sound::*;

/// Whether a word is Kazakh in Arabic letters (or Kyrgyz, Uyghur): it has letters that Arabic, Persian and Kurdish lack, or ends
/// like a surname (-ов, -ев). There `ع` is ғ.
fn is_kazakh(letters: &[char]) -> bool {
    letters.iter().any(|letter| matches!(letter, 'ۇ' | 'ۋ' | 'ڭ'))
        || (0..letters.len()).any(|at| letters[at] == 'ۆ' && is_behind_vowel(letters, at))
}

/// `ۆ` is a vowel of Kurdish and Uyghur, but behind another vowel it is the Kazakh v.
fn is_behind_vowel(letters: &[char], at: usize) -> bool {
    at > 0 && matches!(letters[at - 1], 'ا' | 'ە' | 'و' | 'ى' | 'ۇ')
}

pub(super) fn fold_arabic(letters: &[char], out: &mut Sounds) {
    let kazakh = is_kazakh(letters);
    for (at, &letter) in letters.iter().enumerate() {
        match letter {
            'ع' if kazakh => out.push(GH),
            'ۆ' if is_behind_vowel(letters, at) => out.push(V),
            'ا' | 'أ' | 'إ' | 'ٱ' => out.push(ALEF),
            'آ' => out.push(A),
            'ب' => out.push(B),
            'پ' => out.push(P),
            'ت' | 'ط' | 'ٹ' | 'ټ' => out.push(T),
            'ث' => out.push(TH),
            'ج' => out.push(DZH),
            'چ' | 'څ' => out.push(CH),
            'ح' => out.push(H),
            'خ' => out.push(KH),
            'د' | 'ڈ' | 'ډ' => out.push(D),
            'ذ' => out.push(DH),
            'ر' | 'ڑ' | 'ړ' | 'ڕ' => out.push(R),
            'ز' | 'ظ' | 'ځ' => out.push(Z),
            'ژ' | 'ږ' => out.push(ZH),
            'س' | 'ص' => out.push(S),
            'ش' | 'ښ' => out.push(SH),
            'ض' => out.push(DAD),
            'ع' => out.push(AYN),
            'غ' => out.push(GH),
            'ف' => out.push(F),
            'ڤ' => out.push(V),
            'ق' => out.push(Q),
            'ك' | 'ک' | 'ګ' => out.push(K),
            'گ' => out.push(G),
            'ڭ' => out.push(NG),
            'ل' | 'ڵ' => out.push(L),
            'م' => out.push(M),
            'ن' | 'ں' | 'ڼ' => out.push(N),
            'ه' | 'ہ' | 'ۀ' => out.push(HEH),
            'ھ' => out.push(H),
            'ة' => out.push(MARBUTA),
            'ە' => out.push(E),
            'و' | 'ؤ' | 'ۏ' => out.push(WAW),
            'ۇ' => out.push(U),
            'ۈ' => out.push(UE),
            'ۆ' => out.push(OE),
            'ۋ' => out.push(W),
            'ي' | 'ى' | 'ی' | 'ئ' | 'ۍ' => out.push(YEH),
            'ې' | 'ے' | 'ێ' => out.push(E),
            // short vowels, when somebody writes them
            '\u{64E}' => out.push(A),
            '\u{64F}' => out.push(U),
            '\u{650}' => out.push(I),
            'ء' | 'ٴ' | 'ـ' | '\u{64B}'..='\u{65F}' | '\u{670}' => {}
            other => fold_stranger(other, out),
        }
    }
}

pub(super) fn fold_hebrew(letters: &[char], out: &mut Sounds) {
    let mut at = 0;
    while at < letters.len() {
        let letter = letters[at];
        let geresh = matches!(letters.get(at + 1).copied(), Some('׳' | '\''));
        at += if geresh { 2 } else { 1 };
        match (letter, geresh) {
            ('ג', true) => out.push(DZH),
            ('ז', true) => out.push(ZH),
            ('צ' | 'ץ', true) => out.push(CH),
            ('ת', true) => out.push(TH),
            ('א', _) => out.push(ALEF),
            ('ב', _) => out.push(BET),
            ('ג', _) => out.push(G),
            ('ד', _) => out.push(D),
            ('ה', _) => out.push(HEH),
            ('ו' | 'װ', _) => out.push(WAW),
            ('ז', _) => out.push(Z),
            ('ח', _) => out.push(KH),
            ('ט' | 'ת', _) => out.push(T),
            ('י' | 'ײ', _) => out.push(YEH),
            ('כ' | 'ך', _) => out.push(K),
            ('ל', _) => out.push(L),
            ('מ' | 'ם', _) => out.push(M),
            ('נ' | 'ן', _) => out.push(N),
            ('ס', _) => out.push(S),
            ('ע', _) => out.push(AYN),
            ('פ' | 'ף', _) => out.push(PE),
            ('צ' | 'ץ', _) => out.push(TS),
            ('ק', _) => out.push(Q),
            ('ר', _) => out.push(R),
            ('ש', _) => out.push(SHIN),
            ('׳' | '״' | '\u{591}'..='\u{5C7}', _) => {}
            (other, _) => fold_stranger(other, out),
        }
    }
}
