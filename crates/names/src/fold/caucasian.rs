//! Armenian and Georgian: one letter, one sound.

use super::{Sounds, fold_stranger};
use crate::sound::*;

pub(super) fn fold(letters: &[char], out: &mut Sounds) {
    let mut at = 0;
    while at < letters.len() {
        let letter = letters[at];
        let next = letters.get(at + 1).copied().unwrap_or(' ');
        at += 1;
        match letter {
            'ա' | 'ა' => out.push(A),
            'բ' | 'ბ' => out.push(B),
            'գ' | 'გ' => out.push(G),
            'դ' | 'დ' => out.push(D),
            'ե' | 'է' | 'ე' => out.push(E),
            'զ' | 'ზ' => out.push(Z),
            'ը' => out.push(YI),
            'թ' | 'տ' | 'თ' | 'ტ' => out.push(T),
            'ժ' | 'ჟ' => out.push(ZH),
            'ի' | 'ი' => out.push(I),
            'լ' | 'ლ' => out.push(L),
            'խ' | 'ხ' => out.push(KH),
            'ծ' | 'ც' | 'წ' | 'ց' => out.push(TS),
            'ձ' | 'ძ' => out.extend(&[D, Z]),
            'կ' | 'ք' | 'კ' | 'ქ' => out.push(K),
            'ყ' => out.push(Q),
            'հ' | 'ჰ' => out.push(H),
            'ղ' | 'ღ' => out.push(GH),
            'ճ' | 'չ' | 'ჩ' | 'ჭ' => out.push(CH),
            'ջ' | 'ჯ' => out.push(DZH),
            'մ' | 'მ' => out.push(M),
            'յ' => out.push(J),
            'ն' | 'ნ' => out.push(N),
            'շ' | 'შ' => out.push(SH),
            'ո' if next == 'ւ' => {
                out.push(U);
                at += 1;
            }
            'ո' if at == 1 => out.extend(&[V, O]),
            'ո' | 'օ' | 'ო' => out.push(O),
            'պ' | 'փ' | 'პ' | 'ფ' => out.push(P),
            'ռ' | 'ր' | 'რ' => out.push(R),
            'ս' | 'ს' => out.push(S),
            'վ' | 'ւ' | 'ვ' => out.push(V),
            'և' => out.extend(&[E, V]),
            'ֆ' => out.push(F),
            'უ' => out.push(U),
            other => fold_stranger(other, out),
        }
    }
}
