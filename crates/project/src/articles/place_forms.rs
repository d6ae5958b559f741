//! A Russian place name in its cases: «в Верхней Лощине» and «Верхняя Лощина» are one place.
//!
//! The gazetteer knows few places, and an article names its village in whatever case the sentence asks for. Two names are held
//! to be one where they differ in their endings alone ([`stems`]). A name is put into the nominative only where that is sure:
//! the gazetteer has it, the article writes it so elsewhere, or its ending leaves no choice ([`nominative`]). Else it stays as
//! it is written: «Карсале» may be Карсаль, Карсал or Карсала.

use super::ground::find_whole;
use std::ops::Range;
use tizim_places::{Candidate, Gazetteer, How, Verdict};

/// Endings of names in the cases other than the nominative, with what the nominative may end in instead.
const ENDINGS: &[(&str, &[&str])] = &[
    ("ого", &["ый", "ий", "ое", "ой"]),
    ("его", &["ий", "ее"]),
    ("ому", &["ый", "ий", "ое", "ой"]),
    ("ему", &["ий", "ее"]),
    ("ней", &["няя"]),
    ("ей", &["ая", "яя", "я"]),
    ("ой", &["ая", "а"]),
    ("ую", &["ая"]),
    ("юю", &["яя"]),
    ("ых", &["ые"]),
    ("их", &["ие"]),
    ("ом", &["", "о", "ый", "ий", "ое", "ой"]),
    ("ем", &["ий", "ее", "ь", "й"]),
    ("ии", &["ия"]),
    ("ию", &["ия"]),
    ("е", &["", "а", "ь", "о", "я", "й"]),
    ("а", &["", "о"]),
    ("я", &["ь", "й", "е"]),
    ("ы", &["а"]),
    ("и", &["а", "я", "ь"]),
    ("у", &["", "а", "о"]),
    ("ю", &["ь", "я", "й"]),
];

/// Ends of names in the prepositional case that only names in a consonant have: «в Донецке», «в Волгограде».
const SURELY: &[&str] = &["ске", "цке", "граде", "бурге", "городе"];

/// Ends that only the other cases of an adjective have: «Верхней Лощины», «Старого Моста».
const OBLIQUE: &[&str] =
    &["ой", "ей", "ого", "его", "ому", "ему", "ую", "юю", "ом", "ем", "ым", "им", "ых", "их"];

/// Words behind which a name stands in another case.
const BEFORE: &[&str] = &[
    "в",
    "во",
    "на",
    "из",
    "под",
    "около",
    "у",
    "с",
    "со",
    "до",
    "от",
    "к",
    "ко",
    "по",
    "при",
    "возле",
    "над",
    "за",
    "для",
    "близ",
    "через",
    "вблизи",
    "недалеко",
    "из-под",
    "города",
    "городе",
    "села",
    "деревни",
    "районе",
    "области",
];

/// Letters that are left of a word at least.
const SHORTEST: usize = 3;
/// Names of more words have too many readings, and are seldom names.
const MOST_WORDS: usize = 3;

/// Returns whether a text is a name in Cyrillic letters.
fn is_name(text: &str) -> bool {
    text.starts_with(char::is_uppercase)
        && text.chars().all(|c| matches!(c, '\u{400}'..='\u{52f}' | '-' | ' '))
}

/// Returns a name in lower case, and of one in Cyrillic letters without what may be the ending of a case.
pub(super) fn stems(name: &str) -> String {
    let lower = name.to_lowercase();
    if !is_name(name) {
        return lower;
    }
    let stem = |word: &str| {
        let endings = ENDINGS.iter().flat_map(|(ending, own)| std::iter::once(ending).chain(*own));
        let stems = endings.filter_map(|ending| word.strip_suffix(*ending));
        let shortest = stems.filter(|stem| stem.chars().count() >= SHORTEST).min_by_key(|stem| stem.len());
        shortest.unwrap_or(word).to_owned()
    };
    lower.split(' ').map(stem).collect::<Vec<_>>().join(" ")
}

/// Returns what a name may be in the nominative, if it is in Cyrillic letters and stands in another case.
fn readings(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split(' ').collect();
    if !is_name(name) || words.len() > MOST_WORDS {
        return Vec::new();
    }
    let of_word = |word: &str| {
        let mut forms = vec![word.to_owned()];
        for (ending, own) in ENDINGS {
            let stem = word.strip_suffix(ending).filter(|stem| stem.chars().count() >= SHORTEST);
            forms.extend(stem.into_iter().flat_map(|stem| own.iter().map(move |own| format!("{stem}{own}"))));
        }
        forms
    };
    let mut whole = vec![String::new()];
    for word in words {
        let forms = of_word(word);
        whole = whole
            .iter()
            .flat_map(|head| forms.iter().map(move |form| format!("{head} {form}").trim().to_owned()))
            .collect();
    }
    whole.retain(|form| form != name);
    whole.sort();
    whole.dedup();
    whole
}

/// Returns the one place that a name means letter by letter, in Russian also in another case.
pub(super) fn place_named(name: &str, gazetteer: &Gazetteer) -> Option<Candidate> {
    let written = |text: &str| {
        let answer = gazetteer.find(text);
        let first = answer.candidates.into_iter().next()?;
        (answer.verdict == Verdict::One && first.how == How::Written).then_some(first)
    };
    let reading = || readings(name).into_iter().find(|reading| gazetteer.named(reading).is_some());
    written(name).or_else(|| written(&reading()?))
}

/// Returns the nominative of a place name that stands at `at` of an article's text, if it is sure; see the head of this file.
pub(super) fn nominative(text: &str, at: Range<usize>, gazetteer: &Gazetteer) -> Option<String> {
    let name = text.get(at.clone())?;
    let before = text[..at.start].split_whitespace().next_back().map(str::to_lowercase);
    let is_governed = before.is_some_and(|word| BEFORE.contains(&word.as_str()));
    let is_adjective =
        name.split_once(' ').is_some_and(|(first, _)| OBLIQUE.iter().any(|end| first.ends_with(end)));
    if !is_name(name) || !(is_governed || is_adjective) {
        return None;
    }
    if gazetteer.named(name).is_some() {
        // «в Алматы», «в Караганде»: as it stands it is a name
        return None;
    }
    let readings = readings(name);
    if let Some(sure) = readings.iter().find(|reading| gazetteer.named(reading).is_some()) {
        return Some(sure.clone());
    }
    // what the article itself writes; two such forms may be two places
    let mut elsewhere = readings.iter().filter(|reading| find_whole(text, 0..text.len(), reading).is_some());
    if let (Some(only), None) = (elsewhere.next(), elsewhere.next()) {
        return Some(only.clone());
    }
    let is_sure = is_governed && !name.contains(' ') && SURELY.iter().any(|end| name.ends_with(end));
    is_sure.then(|| name.trim_end_matches('е').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, name: &str) -> Option<String> {
        let start = text.find(name).unwrap();
        nominative(text, start..start + name.len(), Gazetteer::shipped())
    }

    #[test]
    fn cases_of_a_name_are_one_and_other_names_are_not() {
        for (one, other) in [
            ("Верхнезарецке", "Верхнезарецк"),
            ("Карсале", "Карсаль"),
            ("Карсалю", "Карсаля"),
            ("Верхней Лощины", "Верхняя Лощина"),
            ("Старого Брода", "Старый Брод"),
        ] {
            assert_eq!(stems(one), stems(other), "{one} {other}");
        }
        assert_ne!(stems("Карсале"), stems("Марсале"));
        assert_eq!(stems("Karsale"), "karsale");
        // a group is no name
        assert_eq!(stems("дети"), "дети");
    }

    #[test]
    fn a_name_gets_its_nominative_where_it_is_sure() {
        assert_eq!(told("В Таразе погибли двое", "Таразе").as_deref(), Some("Тараз"));
        assert_eq!(told("Взрыв в Среднеборске", "Среднеборске").as_deref(), Some("Среднеборск"));
        let both = "Посёлок Верхняя Лощина. В больницах Верхней Лощины умерли трое";
        assert_eq!(told(both, "Верхней Лощины").as_deref(), Some("Верхняя Лощина"));
        // it may be Карсаль, Карсал or Карсала
        assert_eq!(told("В Карсале погибли двое", "Карсале"), None);
        assert_eq!(told("В Алматы погибли двое", "Алматы"), None);
        assert_eq!(told("Посёлок Верхняя Лощина", "Верхняя Лощина"), None);
        assert_eq!(told("In Karsale two died", "Karsale"), None);
    }
}
