//! Names common in Kazakhstan, and how they are formed.

use std::sync::LazyLock;

use tizim_model::Sex;

use crate::chance::Chance;

/// A word in Kazakh and in Russian spelling, e.g. "Жағыпаров" and "Жагипаров".
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Spelled {
    /// In Kazakh, in Cyrillic letters.
    pub kazakh: String,
    /// In Russian.
    pub russian: String,
}

/// A share of the people: whose family names and whose given names they bear.
struct Community {
    share: f64,
    surnames: &'static str,
    given: &'static str,
    /// Whether women bear the family name in a form of their own.
    declines: bool,
}

const COMMUNITIES: [Community; 7] = [
    Community { share: 0.64, surnames: "kazakh", given: "kazakh", declines: true },
    Community { share: 0.17, surnames: "russian", given: "slavic", declines: true },
    Community { share: 0.06, surnames: "uighur", given: "kazakh", declines: true },
    Community { share: 0.04, surnames: "uzbek", given: "kazakh", declines: true },
    Community { share: 0.04, surnames: "tatar", given: "kazakh", declines: true },
    Community { share: 0.03, surnames: "korean", given: "slavic", declines: false },
    Community { share: 0.02, surnames: "german", given: "slavic", declines: false },
];

/// A family: its name in the form of men, and whose it is.
#[derive(Clone)]
pub(crate) struct FamilyName {
    community: usize,
    masculine: Spelled,
}

/// Groups of words: the name of each group and its words, most common first.
type Groups = Vec<(String, Vec<Spelled>)>;

static SURNAMES: LazyLock<Groups> = LazyLock::new(|| read(include_str!("../data/surnames.txt")));
static MEN: LazyLock<Groups> = LazyLock::new(|| read(include_str!("../data/given_men.txt")));
static WOMEN: LazyLock<Groups> = LazyLock::new(|| read(include_str!("../data/given_women.txt")));

fn read(text: &str) -> Groups {
    let mut groups: Groups = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix('@') {
            groups.push((name.to_owned(), Vec::new()));
        } else if let Some((_, words)) = groups.last_mut() {
            words.extend(line.split_whitespace().map(spelled));
        }
    }
    groups
}

fn spelled(word: &str) -> Spelled {
    let (kazakh, russian) = match word.split_once('=') {
        Some((kazakh, russian)) => (kazakh, russian.to_owned()),
        None => (word, plain_letters(word)),
    };
    Spelled { kazakh: kazakh.to_owned(), russian }
}

/// Writes the nine letters that Kazakh adds to the Russian alphabet with the nearest Russian ones.
pub(crate) fn plain_letters(word: &str) -> String {
    let plain = |letter| match letter {
        'ә' => 'а',
        'Ә' => 'А',
        'ғ' => 'г',
        'Ғ' => 'Г',
        'қ' => 'к',
        'Қ' => 'К',
        'ң' => 'н',
        'ө' => 'о',
        'Ө' => 'О',
        'ұ' | 'ү' => 'у',
        'Ұ' | 'Ү' => 'У',
        'һ' => 'х',
        'Һ' => 'Х',
        'і' => 'и',
        'І' => 'И',
        other => other,
    };
    word.chars().map(plain).collect()
}

fn group<'a>(groups: &'a Groups, name: &str) -> &'a [Spelled] {
    let found = groups.iter().find(|(group, _)| group == name);
    found.map(|(_, words)| words.as_slice()).expect("every community's groups are in the lists of names")
}

/// Draws a family.
pub(crate) fn family_name(chance: &mut Chance) -> FamilyName {
    let community = chance.weighted(&COMMUNITIES.map(|community| community.share));
    let names = group(&SURNAMES, COMMUNITIES[community].surnames);
    FamilyName { community, masculine: names[chance.early(names.len())].clone() }
}

impl FamilyName {
    /// The name as a person of this sex bears it.
    pub(crate) fn of(&self, sex: Sex) -> Spelled {
        if sex == Sex::Man || !COMMUNITIES[self.community].declines {
            return self.masculine.clone();
        }
        Spelled { kazakh: feminine(&self.masculine.kazakh), russian: feminine(&self.masculine.russian) }
    }

    /// Draws a given name that goes with the family.
    pub(crate) fn given(&self, sex: Sex, chance: &mut Chance) -> Spelled {
        let names = group(if sex == Sex::Man { &MEN } else { &WOMEN }, COMMUNITIES[self.community].given);
        names[chance.early(names.len())].clone()
    }

    /// The patronymic after a father of this given name: -ұлы and -қызы in Kazakh families, -ович and -овна in the
    /// others, and in the Russian spelling of three in four Kazakh ones too.
    pub(crate) fn patronymic(&self, father: &Spelled, sex: Sex, chance: &mut Chance) -> Spelled {
        let russian_kind = chance.happens(0.75);
        let russian = russian_patronymic(&father.russian, sex);
        if COMMUNITIES[self.community].surnames != "kazakh" {
            return Spelled { kazakh: russian.clone(), russian };
        }
        let (kazakh_end, russian_end) =
            if sex == Sex::Man { ("ұлы", "улы") } else { ("қызы", "кызы") };
        Spelled {
            kazakh: format!("{}{kazakh_end}", father.kazakh),
            russian: if russian_kind { russian } else { format!("{}{russian_end}", father.russian) },
        }
    }
}

fn feminine(name: &str) -> String {
    if let Some(stem) = name.strip_suffix("ский") {
        return format!("{stem}ская");
    }
    if let Some(stem) = name.strip_suffix("ый") {
        return format!("{stem}ая");
    }
    let takes_a = ["ов", "ев", "ёв", "ин", "ын"].iter().any(|ending| name.ends_with(ending));
    if takes_a { format!("{name}а") } else { name.to_owned() }
}

fn russian_patronymic(father: &str, sex: Sex) -> String {
    let endings = |stem: &str, man: &str, woman: &str| {
        if sex == Sex::Man { format!("{stem}{man}") } else { format!("{stem}{woman}") }
    };
    let is_vowel = |letter: char| "аеёиоуыэюяАЕЁИОУЫЭЮЯ".contains(letter);
    if let Some(stem) = father.strip_suffix("ий") {
        // Юрьевич, but Дмитриевич: the soft sign stands after one consonant only
        let two_consonants = stem.chars().rev().take(2).all(|letter| !is_vowel(letter));
        let stem = format!("{stem}{}", if two_consonants { 'и' } else { 'ь' });
        return endings(&stem, "евич", "евна");
    }
    if let Some(stem) = father.strip_suffix(['й', 'ь']) {
        return endings(stem, "евич", "евна");
    }
    if father == "Никита" {
        return endings("Никит", "ич", "ична");
    }
    let soft = father.ends_with(|last: char| is_vowel(last) || "жшчщц".contains(last));
    if soft { endings(father, "евич", "евна") } else { endings(father, "ович", "овна") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_many_names_and_none_twice_in_a_group() {
        for (groups, least) in [(&*SURNAMES, 240), (&*MEN, 150), (&*WOMEN, 150)] {
            assert!(groups.iter().map(|(_, words)| words.len()).sum::<usize>() >= least);
            for (name, words) in groups {
                let mut sorted = words.clone();
                sorted.sort();
                sorted.dedup();
                assert_eq!(sorted.len(), words.len(), "{name}");
                for word in words {
                    let russian = |letter: char| matches!(letter, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё');
                    assert!(word.russian.chars().all(russian), "{word:?}");
                }
            }
        }
    }

    /// Forms as grammars give them.
    #[test]
    fn patronymics_are_formed_by_the_rules() {
        let cases = [
            ("Юрий", "Юрьевич", "Юрьевна"),
            ("Дмитрий", "Дмитриевич", "Дмитриевна"),
            ("Георгий", "Георгиевич", "Георгиевна"),
            ("Сергей", "Сергеевич", "Сергеевна"),
            ("Игорь", "Игоревич", "Игоревна"),
            ("Никита", "Никитич", "Никитична"),
            ("Иван", "Иванович", "Ивановна"),
            ("Нурлан", "Нурланович", "Нурлановна"),
            ("Мади", "Мадиевич", "Мадиевна"),
            ("Сырым", "Сырымович", "Сырымовна"),
            ("Абай", "Абаевич", "Абаевна"),
        ];
        for (father, son, daughter) in cases {
            assert_eq!(russian_patronymic(father, Sex::Man), son);
            assert_eq!(russian_patronymic(father, Sex::Woman), daughter);
        }
    }

    #[test]
    fn women_bear_their_form_of_the_family_name() {
        for (his, hers) in [
            ("Ахметов", "Ахметова"),
            ("Сәтбаев", "Сәтбаева"),
            ("Сатыбалдин", "Сатыбалдина"),
            ("Дубровский", "Дубровская"),
            ("Белый", "Белая"),
            ("Шевченко", "Шевченко"),
            ("Нұрбек", "Нұрбек"),
        ] {
            assert_eq!(feminine(his), hers);
        }
    }
}
