//! Cyrillic: Russian, Ukrainian, Belarusian, Bulgarian, Serbian, Macedonian, Kazakh, Kyrgyz, Tajik, Mongolian, Tatar and others.

use super::{Sounds, fold_stranger};
use crate::sound::*;

pub(super) fn fold(letters: &[char], out: &mut Sounds) {
    let mut at = 0;
    while at < letters.len() {
        let letter = letters[at];
        let next = letters.get(at + 1).copied().unwrap_or(' ');
        let mut taken = 1;
        match (letter, next) {
            ('д', 'ж') => {
                out.push(DZH);
                taken = 2;
            }
            ('т', 'с') => {
                out.push(TS);
                taken = 2;
            }
            ('а', _) => out.push(A),
            ('б', _) => out.push(B),
            ('в', _) => out.push(V),
            ('г' | 'ґ', _) => out.push(G),
            ('д', _) => out.push(D),
            ('е' | 'э', _) => out.push(E),
            ('ё', _) => out.extend(&[J, O]),
            ('є', _) => out.push(E),
            ('ж', _) => out.push(ZH),
            ('җ' | 'ӂ' | 'џ' | 'ҷ' | 'ӌ', _) => out.push(DZH),
            ('з' | 'ҙ' | 'ѕ', _) => out.push(Z),
            ('и' | 'і' | 'ӣ' | 'ѝ', _) => out.push(I),
            ('ї', _) => out.extend(&[J, I]),
            ('й' | 'ј', _) => out.push(J),
            ('к', _) => out.push(K),
            ('қ' | 'ҡ' | 'ҟ' | 'ӄ', _) => out.push(Q),
            ('л', _) => out.push(L),
            ('љ', _) => out.extend(&[L, J]),
            ('м', _) => out.push(M),
            ('н', _) => out.push(N),
            ('њ', _) => out.extend(&[N, J]),
            ('ң' | 'ҥ' | 'ӈ', _) => out.push(NG),
            ('о' | 'ȯ', _) => out.push(O),
            ('ө' | 'ӧ' | 'ӫ', _) => out.push(OE),
            ('п', _) => out.push(P),
            ('р', _) => out.push(R),
            ('с' | 'ҫ', _) => out.push(S),
            ('т', _) => out.push(T),
            ('ћ', _) => out.push(CH),
            ('ђ', _) => out.push(DZH),
            ('ќ', _) => out.push(K),
            ('ѓ', _) => out.push(G),
            ('у' | 'ұ' | 'ӯ', _) => out.push(U),
            ('ү' | 'ӱ', _) => out.push(UE),
            ('ў', _) => out.push(W),
            ('ф', _) => out.push(F),
            ('х', _) => out.push(KH),
            ('ҳ' | 'һ' | 'ӽ', _) => out.push(H),
            ('ғ' | 'ӷ' | 'ҕ', _) => out.push(GH),
            ('ц', _) => out.push(TS),
            ('ч', _) => out.push(CH),
            ('ш', _) => out.push(SH),
            ('щ', _) => out.push(SHCH),
            ('ы', _) => out.push(YI),
            ('ә' | 'ӓ' | 'ӕ', _) => out.push(AE),
            ('ю', _) => out.extend(&[J, U]),
            ('я', _) => out.extend(&[J, A]),
            ('ъ' | 'ь' | '\u{301}', _) => {}
            _ => fold_stranger(letter, out),
        }
        at += taken;
    }
}
