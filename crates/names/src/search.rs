//! ASCII forms of names for a search box: what a person types in Latin letters finds a name in any script.

use crate::fold::fold;
use crate::letters::Letters;
use crate::sound;

/// Folds a typed query, ASCII letters only, to the form under which names are indexed.
///
/// The rules, in order, so that a page's script can repeat them:
/// 1. lower-case; every character but `a`–`z` is dropped;
/// 2. from left to right, the first of these groups that fits is replaced (longest first): `shch`→`s`, `tsch`→`c`, `dsch`→`j`,
///    `sch`→`s`, `tch`→`c`, `dzh`→`j`, `sh`→`s`, `sz`→`s`, `ch`→`c`, `cz`→`c`, `ts`→`c`, `tz`→`c`, `zh`→`j`, `dj`→`j`, `kh`→`h`,
///    `gh`→`g`, `ph`→`f`, `th`→`t`, `dh`→`d`, `ck`→`k`, `qu`→`k`; else one letter: `c`→`k`, `q`→`k`, `w`→`v`, `x`→`h`, and the
///    vowels `a e i o u y`→`a`; other letters stay;
/// 3. a letter that repeats the one before is dropped;
/// 4. every `a` but one at the start is dropped.
///
/// ```
/// use tizim_names::search_fold_ascii;
/// assert_eq!(search_fold_ascii("Jagiparov"), "jgprv");
/// assert_eq!(search_fold_ascii("Zhagyparow"), "jgprv");
/// assert_eq!(search_fold_ascii("Yerlan"), search_fold_ascii("Erlan"));
/// ```
pub fn search_fold_ascii(typed: &str) -> String {
    const GROUPS: &[(&str, char)] = &[
        ("shch", 's'),
        ("tsch", 'c'),
        ("dsch", 'j'),
        ("sch", 's'),
        ("tch", 'c'),
        ("dzh", 'j'),
        ("sh", 's'),
        ("sz", 's'),
        ("ch", 'c'),
        ("cz", 'c'),
        ("ts", 'c'),
        ("tz", 'c'),
        ("zh", 'j'),
        ("dj", 'j'),
        ("kh", 'h'),
        ("gh", 'g'),
        ("ph", 'f'),
        ("th", 't'),
        ("dh", 'd'),
        ("ck", 'k'),
        ("qu", 'k'),
    ];
    let letters: String = typed
        .chars()
        .take(crate::MAX_CHARS)
        .map(|c| c.to_ascii_lowercase())
        .filter(char::is_ascii_lowercase)
        .collect();
    let mut out = String::new();
    let mut last = ' ';
    let mut rest = letters.as_str();
    while let Some(first) = rest.chars().next() {
        let (taken, folded) = match GROUPS.iter().find(|(group, _)| rest.starts_with(group)) {
            Some((group, folded)) => (group.len(), *folded),
            None => (1, single(first)),
        };
        rest = &rest[taken..];
        if folded != last && (folded != 'a' || out.is_empty()) {
            out.push(folded);
        }
        last = folded;
    }
    out
}

fn single(letter: char) -> char {
    match letter {
        'c' | 'q' => 'k',
        'w' => 'v',
        'x' => 'h',
        'a' | 'e' | 'i' | 'o' | 'u' | 'y' => 'a',
        other => other,
    }
}

/// How a sound is spelled in ASCII before it is folded for search.
fn spelled(code: u8, glide: char) -> &'static str {
    match code {
        sound::AE | sound::ALEF | sound::AYN | sound::MARBUTA => "a",
        sound::OE => "o",
        sound::UE => "u",
        sound::YI | sound::LATIN_Y => "y",
        sound::NG | sound::LATIN_NY => "n",
        sound::KH | sound::HEH => "h",
        sound::J | sound::YEH | sound::LATIN_J if glide == 'j' => "j",
        sound::J | sound::YEH => "y",
        sound::WAW if glide == 'j' => "v",
        sound::WAW => "u",
        sound::LATIN_CH | sound::LATIN_CEDILLA => "ch",
        sound::LATIN_J => "j",
        sound::DAD => "d",
        sound::BET => "b",
        sound::PE => "p",
        sound::SHIN => "sh",
        sound::SHCH => "sh",
        other => sound::shown(other),
    }
}

/// The forms under which a name is indexed for search: for each word one ASCII form or two (where a letter may be `y` or `j`).
///
/// A query word finds the name when its [`search_fold_ascii`] is the beginning of one of the forms.
///
/// ```
/// use tizim_names::{search_fold_ascii, search_forms};
/// assert!(search_forms("Ерлан Жағыпаров").contains(&search_fold_ascii("Jagiparov")));
/// ```
pub fn search_forms(text: &str) -> Vec<String> {
    let letters = Letters::read(text);
    let mut forms = Vec::new();
    for cut in letters.cuts() {
        let sounds = fold(letters.of(cut), cut.class);
        for glide in ['y', 'j'] {
            let ascii: String = sounds.as_slice().iter().map(|&code| spelled(code, glide)).collect();
            let form = search_fold_ascii(&ascii);
            if !form.is_empty() && !forms.contains(&form) {
                forms.push(form);
            }
        }
        let latin: String = letters.of(cut).iter().filter(|letter| letter.is_ascii()).collect();
        let form = search_fold_ascii(&latin);
        if latin.len() == letters.of(cut).len() && !forms.contains(&form) {
            forms.push(form);
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_latin_finds_other_scripts() {
        for (text, typed) in [
            ("Жағыпаров", "Jagiparov"),
            ("Жағыпаров", "zhagyparov"),
            ("Түймебаев", "Tuimebaev"),
            ("Тайчибеков", "Taichibekov"),
            ("Владимир", "vladimir"),
            ("محمد", "mohammed"),
            ("Jağyparov", "Zhagiparov"),
        ] {
            assert!(search_forms(text).contains(&search_fold_ascii(typed)), "{text} {typed}");
        }
    }
}
