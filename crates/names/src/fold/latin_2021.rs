//! The Kazakh Latin alphabet of 2021: a Cyrillic token and its own rewriting are one spelling.
//!
//! Table of the presidential commission's alphabet of 28 January 2021; letters only in Russian words as they are commonly written.

/// A letter of Kazakh Cyrillic in the Latin letters of 2021; `None` for a letter of another alphabet.
pub(crate) fn rewritten(letter: char) -> Option<&'static str> {
    let latin = match letter {
        'а' => "a",
        'ә' => "ä",
        'б' => "b",
        'в' => "v",
        'г' => "g",
        'ғ' => "ğ",
        'д' => "d",
        'е' | 'э' | 'ё' => "e",
        'ж' => "j",
        'з' => "z",
        'и' | 'й' => "i",
        'і' => "ı",
        'к' => "k",
        'қ' => "q",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'ң' => "ñ",
        'о' => "o",
        'ө' => "ö",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' => "u",
        'ұ' => "ū",
        'ү' => "ü",
        'ф' => "f",
        'х' | 'һ' => "h",
        'ц' => "ts",
        'ч' => "tş",
        'ш' | 'щ' => "ş",
        'ы' => "y",
        'ю' => "iu",
        'я' => "ia",
        'ъ' | 'ь' => "",
        _ => return None,
    };
    Some(latin)
}

/// Latin ı, and the Cyrillic letter that it rewrites.
const DOTLESS: char = 'ı';
const BYELORUSSIAN: char = 'і';

/// A hash of the spelling of a lower-case token, the same for Kazakh Cyrillic and its rewriting of 2021 (FNV-1a). At the start
/// of a token ı is i: the capital I is of both.
pub(crate) fn spelling(letters: &[char]) -> u32 {
    let mut hash = 0x811C_9DC5_u32;
    let mut take = |letter: char| hash = (hash ^ letter as u32).wrapping_mul(0x0100_0193);
    let mut letters = letters;
    if let [DOTLESS | BYELORUSSIAN, rest @ ..] = letters {
        take('i');
        letters = rest;
    }
    for &letter in letters {
        if letter.is_ascii() {
            take(letter);
            continue;
        }
        match rewritten(letter) {
            Some(latin) => latin.chars().for_each(&mut take),
            None => take(letter),
        }
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cyrillic_is_its_rewriting() {
        let of = |text: &str| spelling(&text.chars().collect::<Vec<_>>());
        assert_eq!(of("жағыпаров"), of("jağyparov"));
        assert_eq!(of("жанпейісқызы"), of("janpeiısqyzy"));
        assert_eq!(of("ілияс"), of("iliias"));
        assert_ne!(of("ерлан"), of("nūrlan"));
    }
}
