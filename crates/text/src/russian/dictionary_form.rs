//! The dictionary form of a Russian name that stands in another case: "Илью Мохова" is "Илья Мохов".
//!
//! Told only where one form is left: the given name has to be known (`his_name`, `her_name` of `rules/ru.words.txt`), which says of
//! what sex somebody is, and the surname has to stand in a case that the given name may stand in. "Яна Холодова" may be she in the nominative
//! or Ян in the genitive, and stays as it stands.

use super::Cases;
use crate::rules::{Rules, words};
use crate::token::lower_of;

/// Endings of given names in other cases, with what the dictionary form ends in instead.
const GIVEN: &[(&str, &str, Cases)] = &[
    // a vowel that other cases lack
    ("етра", "ётр", OBJECT),
    ("етру", "ётр", Cases::DATIVE),
    ("етром", "ётр", Cases::INSTRUMENTAL),
    ("авла", "авел", OBJECT),
    ("авлу", "авел", Cases::DATIVE),
    ("авлом", "авел", Cases::INSTRUMENTAL),
    ("ьва", "ев", OBJECT),
    ("ьву", "ев", Cases::DATIVE),
    ("а", "", OBJECT),
    ("у", "", Cases::DATIVE),
    ("ом", "", Cases::INSTRUMENTAL),
    ("ем", "", Cases::INSTRUMENTAL),
    ("е", "", Cases::PREPOSITIONAL),
    ("я", "й", OBJECT),
    ("ю", "й", Cases::DATIVE),
    ("ем", "й", Cases::INSTRUMENTAL),
    ("е", "й", Cases::PREPOSITIONAL),
    ("ии", "ий", Cases::PREPOSITIONAL),
    ("я", "ь", OBJECT),
    ("ю", "ь", Cases::DATIVE),
    ("ем", "ь", Cases::INSTRUMENTAL),
    ("е", "ь", Cases::PREPOSITIONAL),
    ("ы", "а", Cases::GENITIVE),
    ("и", "а", Cases::GENITIVE),
    ("е", "а", GIVEN_TO),
    ("у", "а", Cases::ACCUSATIVE),
    ("ой", "а", Cases::INSTRUMENTAL),
    ("ей", "а", Cases::INSTRUMENTAL),
    ("и", "я", Cases::GENITIVE),
    ("е", "я", GIVEN_TO),
    ("ю", "я", Cases::ACCUSATIVE),
    ("ей", "я", Cases::INSTRUMENTAL),
    ("ии", "ия", HERS),
    ("и", "ь", HERS),
    ("ью", "ь", Cases::INSTRUMENTAL),
];

const OBJECT: Cases = Cases::GENITIVE.or(Cases::ACCUSATIVE);
const GIVEN_TO: Cases = Cases::DATIVE.or(Cases::PREPOSITIONAL);
/// What one form of a woman's name may stand for.
const HERS: Cases = GIVEN_TO.or(Cases::GENITIVE);
const HERS_OF_SURNAME: Cases = HERS.or(Cases::INSTRUMENTAL);

/// Endings of surnames and patronymics of men, as above.
const HIS: &[(&str, &str, Cases)] = &[
    ("ова", "ов", OBJECT),
    ("ева", "ев", OBJECT),
    ("ёва", "ёв", OBJECT),
    ("ина", "ин", OBJECT),
    ("ына", "ын", OBJECT),
    ("ову", "ов", Cases::DATIVE),
    ("еву", "ев", Cases::DATIVE),
    ("ёву", "ёв", Cases::DATIVE),
    ("ину", "ин", Cases::DATIVE),
    ("ыну", "ын", Cases::DATIVE),
    ("овым", "ов", Cases::INSTRUMENTAL),
    ("евым", "ев", Cases::INSTRUMENTAL),
    ("ёвым", "ёв", Cases::INSTRUMENTAL),
    ("иным", "ин", Cases::INSTRUMENTAL),
    ("ыным", "ын", Cases::INSTRUMENTAL),
    ("ове", "ов", Cases::PREPOSITIONAL),
    ("еве", "ев", Cases::PREPOSITIONAL),
    ("ёве", "ёв", Cases::PREPOSITIONAL),
    ("ине", "ин", Cases::PREPOSITIONAL),
    ("ского", "ский", OBJECT),
    ("скому", "ский", Cases::DATIVE),
    ("ским", "ский", Cases::INSTRUMENTAL),
    ("ском", "ский", Cases::PREPOSITIONAL),
    ("цкого", "цкий", OBJECT),
    ("цкому", "цкий", Cases::DATIVE),
    ("цким", "цкий", Cases::INSTRUMENTAL),
    ("ича", "ич", OBJECT),
    ("ичу", "ич", Cases::DATIVE),
    ("ичем", "ич", Cases::INSTRUMENTAL),
    ("ука", "ук", OBJECT),
    ("юка", "юк", OBJECT),
    ("яна", "ян", OBJECT),
    ("яну", "ян", Cases::DATIVE),
];

/// Those of women.
const HER: &[(&str, &str, Cases)] = &[
    ("овой", "ова", HERS_OF_SURNAME),
    ("евой", "ева", HERS_OF_SURNAME),
    ("ёвой", "ёва", HERS_OF_SURNAME),
    ("иной", "ина", HERS_OF_SURNAME),
    ("ыной", "ына", HERS_OF_SURNAME),
    ("ову", "ова", Cases::ACCUSATIVE),
    ("еву", "ева", Cases::ACCUSATIVE),
    ("ёву", "ёва", Cases::ACCUSATIVE),
    ("ину", "ина", Cases::ACCUSATIVE),
    ("ыну", "ына", Cases::ACCUSATIVE),
    ("ской", "ская", HERS_OF_SURNAME),
    ("цкой", "цкая", HERS_OF_SURNAME),
    ("скую", "ская", Cases::ACCUSATIVE),
    ("цкую", "цкая", Cases::ACCUSATIVE),
    ("вны", "вна", Cases::GENITIVE),
    ("вне", "вна", GIVEN_TO),
    ("вну", "вна", Cases::ACCUSATIVE),
    ("вной", "вна", Cases::INSTRUMENTAL),
];

/// Endings that tell a surname in the nominative, of a man and of a woman.
const HIS_OWN: &[&str] = &["ов", "ев", "ёв", "ин", "ын", "ский", "цкий", "ич", "ук", "юк", "ян", "ой", "ый"];
const HER_OWN: &[&str] = &["ова", "ева", "ёва", "ина", "ына", "ская", "цкая", "вна", "ая"];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sex {
    His,
    Hers,
}

/// A word read as a form of a name: the dictionary form, and the cases in which it looks so.
type Reading = (String, Cases);

/// Returns the dictionary form of a name of two or three words that begins with the given one, if it stands in another case and
/// can be read in one way only.
pub(crate) fn dictionary_form(name: &str, rules: &Rules) -> Option<String> {
    let parts: Vec<&str> = name.split(' ').collect();
    let is_word = |word: &&str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.all(|c| matches!(c, 'а'..='я' | 'ё'))
    };
    let (given, rest) = parts.split_first().filter(|_| parts.iter().all(is_word))?;
    if rest.is_empty() || rest.len() > 2 {
        return None;
    }
    let mut found: Option<String> = None;
    for (sex, (given, cases)) in given_readings(given, rules) {
        for (whole, cases) in rest.iter().fold(vec![(given, cases)], |heads, word| joined(&heads, word, sex))
        {
            // "Яна Холодова", "Саша Ли": it may well stand as it is
            if cases.meets(Cases::NOMINATIVE) || found.as_ref().is_some_and(|other| *other != whole) {
                return None;
            }
            found = Some(whole);
        }
    }
    found.filter(|found| found != name)
}

/// What names read so far and the next word come to, where they have a case in common.
fn joined(heads: &[Reading], word: &str, sex: Sex) -> Vec<Reading> {
    let readings = surname_readings(word, sex);
    let pairs = heads.iter().flat_map(|head| readings.iter().map(move |reading| (head, reading)));
    pairs
        .map(|((head, cases), (word, own))| (format!("{head} {word}"), *cases & *own))
        .filter(|(_, cases)| !cases.is_empty())
        .collect()
}

fn given_readings(word: &str, rules: &Rules) -> Vec<(Sex, Reading)> {
    let mut list: Vec<(Sex, Reading)> = Vec::new();
    let mut add = |form: String, cases: Cases, hers: Cases| {
        let lower = lower_of(&form);
        for (sex, row, cases) in [(Sex::His, words().his_name, cases), (Sex::Hers, words().her_name, hers)] {
            if !rules.holds(&lower, row) {
                continue;
            }
            // "Пётр" is "Петр"
            let known = list.iter_mut().find(|(of, (form, _))| *of == sex && lower_of(form) == lower);
            match known {
                Some((_, (_, known))) => *known = *known | cases,
                None => list.push((sex, (form.clone(), cases))),
            }
        }
    };
    // "Али" stands in any case, and so may women's names without an ending: "Айгуль"
    let is_still = word.ends_with(['и', 'о', 'у', 'ю', 'е', 'э', 'ы']);
    let as_written = if is_still { Cases::ANY } else { Cases::NOMINATIVE };
    let hers = if word.ends_with(['а', 'я']) { Cases::NOMINATIVE } else { Cases::ANY };
    add(word.to_owned(), as_written, hers);
    for (ending, own, cases) in GIVEN {
        let Some(stem) = word.strip_suffix(ending).filter(|stem| !stem.is_empty()) else { continue };
        let after_vowel = stem.ends_with(['а', 'е', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я']);
        if !(own.is_empty() && after_vowel) {
            add(format!("{stem}{own}"), *cases, *cases);
        }
    }
    list
}

fn surname_readings(word: &str, sex: Sex) -> Vec<Reading> {
    let (forms, own) = match sex {
        Sex::His => (HIS, HIS_OWN),
        Sex::Hers => (HER, HER_OWN),
    };
    let mut list: Vec<Reading> = Vec::new();
    let known = forms.iter().filter_map(|(ending, own, cases)| {
        let stem = word.strip_suffix(ending).filter(|stem| stem.chars().count() > 1)?;
        Some((format!("{stem}{own}"), *cases))
    });
    for reading in known {
        if !list.contains(&reading) {
            list.push(reading);
        }
    }
    // "Дробота": a man's surname in a consonant, if it is long enough to be none that has no cases, as "Дюма"
    let hard = word.strip_suffix('а').filter(|_| sex == Sex::His && list.is_empty());
    if let Some(stem) = hard.filter(|stem| is_hard(stem)) {
        list.push((stem.to_owned(), OBJECT));
    }
    let ends_so = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    let is_still = ends_so(&["ко", "дзе", "швили", "ых", "их"]) && list.is_empty();
    // a woman's surname in a consonant has no cases: "Анну Ким"
    let ends_hard = !word.ends_with(['а', 'е', 'ё', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я', 'й', 'ь']);
    if is_still || sex == Sex::Hers && ends_hard && list.is_empty() {
        list.push((word.to_owned(), Cases::ANY));
    } else if ends_so(own) || ends_hard {
        list.push((word.to_owned(), Cases::NOMINATIVE));
    }
    list
}

/// Returns whether a stem ends in one consonant behind a vowel, and so is a surname as it stands: "Кравц" is none.
fn is_hard(stem: &str) -> bool {
    const SHORTEST: usize = 5;
    const VOWELS: [char; 10] = ['а', 'е', 'ё', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я'];
    let is_vowel = |letter: char| VOWELS.contains(&letter);
    let mut last = stem.chars().rev();
    let ends_hard = last.next().is_some_and(|letter| !is_vowel(letter) && !matches!(letter, 'й' | 'ь'));
    ends_hard && last.next().is_some_and(is_vowel) && stem.chars().count() >= SHORTEST
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(name: &str) -> Option<String> {
        dictionary_form(name, Rules::of(Some(crate::Language::Russian)))
    }

    #[test]
    fn what_stands_in_a_case_has_one_dictionary_form() {
        for (name, wanted) in [
            ("Анну Левченко", "Анна Левченко"),
            ("Олега Стрижова", "Олег Стрижов"),
            ("Ильи Мохова", "Илья Мохов"),
            ("Илью Мохова", "Илья Мохов"),
            ("Рамзана Исаева", "Рамзан Исаев"),
            ("Руслана Фомичёва", "Руслан Фомичёв"),
            ("Петра Веселова", "Пётр Веселов"),
            ("Марией Громовой", "Мария Громова"),
            ("Дарьи Климовой", "Дарья Климова"),
            ("Асель Маратову", "Асель Маратова"),
            ("Анны Ким", "Анна Ким"),
            ("Ивана Петровича Сидорова", "Иван Петрович Сидоров"),
            ("Андрею Белинскому", "Андрей Белинский"),
            ("Али Хасанова", "Али Хасанов"),
            ("Айгуль Досовой", "Айгуль Досова"),
            ("Олега Дробота", "Олег Дробот"),
            ("Марии Громовой", "Мария Громова"),
        ] {
            assert_eq!(form(name).as_deref(), Some(wanted), "{name}");
        }
    }

    #[test]
    fn what_may_be_read_otherwise_stays() {
        for name in [
            "Яна Холодова",
            "Александра Иванова",
            "Иван Петров",
            "Анна Левченко",
            "Мурата Толстого",
            "Квазимира Петрова",
            "Исаева",
            "Валентину Петрову",
            "Олега Дюма",
            "Ивана Кравца",
            "Асель Маратова",
            "Анна Петровна Сидорова",
            "ИВАНА ПЕТРОВА",
            "Ivan Petrov",
        ] {
            assert_eq!(form(name), None, "{name}");
        }
    }
}
