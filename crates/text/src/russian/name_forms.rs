//! A Russian name in its cases: "Иванову", "Ивановым" and "Иванов" are one.

use crate::tagger::is_given_name;

/// Endings of names in all cases, of both sexes.
const ENDINGS: &[&str] = &[
    "ого", "его", "ому", "ему", "ыми", "ими", "ами", "ями", "ией", "ием", "еем", "ой", "ей", "ою", "ею",
    "ую", "юю", "ая", "яя", "ый", "ий", "ым", "им", "ых", "их", "ом", "ем", "ея", "ее", "ия", "ию", "ии",
    "ам", "ах", "а", "я", "у", "ю", "ы", "и", "е", "ь", "й", "",
];

/// Letters that are left of a name at least, in bytes.
const SHORTEST: usize = 4;

fn stems(word: &str) -> impl Iterator<Item = &str> {
    ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending)).filter(|stem| stem.len() >= SHORTEST)
}

/// Returns whether two words in lower case may be one name in two cases; of other alphabets, whether they are the same.
///
/// The longest stem of each without what may be an ending has to be one of the other's: "Иван" is not "Иванов".
pub(crate) fn are_forms(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let is_cyrillic = |word: &str| word.chars().all(|c| matches!(c, '\u{400}'..='\u{52f}' | '-'));
    if !is_cyrillic(a) || !is_cyrillic(b) {
        return false;
    }
    stems(a).any(|stem| stems(b).any(|other| other == stem) && !is_cut(a, stem) && !is_cut(b, stem))
}

/// What is left after a stem is no ending of this kind of name: "Никита" and "Никитин".
fn is_cut(word: &str, stem: &str) -> bool {
    let surname = ["ов", "ев", "ин", "ын"].iter().any(|ending| stem.ends_with(ending));
    // a surname in "ов" has its own endings
    let rest = &word[stem.len()..];
    surname && !["", "а", "у", "ым", "е", "ой", "ы", "ых", "ыми", "ом", "ою"].contains(&rest)
}

/// Returns whether a name of several words stands as a dictionary has it, as far as given names are known.
pub(crate) fn in_dictionary_form(words: &[String]) -> bool {
    words.iter().any(|word| is_given_name(word)) && words.last().is_some_and(|last| !is_oblique(last))
}

/// A surname that ends as no dictionary form does.
fn is_oblique(surname: &str) -> bool {
    const ENDS: &[&str] =
        &["ову", "еву", "ину", "овым", "евым", "иным", "овой", "евой", "ого", "ому", "ским", "скую", "ской"];
    ENDS.iter().any(|ending| surname.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_of_a_name_are_one_name() {
        for (a, b) in [
            ("иванов", "иванова"),
            ("ивановым", "иванову"),
            ("тлеужан", "тлеужану"),
            ("андрей", "андрея"),
            ("дмитрий", "дмитрием"),
            ("марина", "марину"),
            ("высоцкий", "высоцкого"),
            ("ольга", "ольгой"),
            ("игорь", "игоря"),
        ] {
            assert!(are_forms(a, b) && are_forms(b, a), "{a} {b}");
        }
        for (a, b) in [("иван", "иванов"), ("петров", "петренко"), ("никита", "никитин"), ("smith", "smitha")]
        {
            assert!(!are_forms(a, b), "{a} {b}");
        }
    }
}
