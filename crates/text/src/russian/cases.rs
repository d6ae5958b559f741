//! The cases that a Russian word may stand in, by its ending.

use crate::token::{Kind, Token};
use std::ops::{BitAnd, BitOr};

/// A set of cases, those of the singular and those of the plural apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cases(u16);

impl Cases {
    pub(crate) const NONE: Self = Self(0);
    pub(crate) const ANY: Self = Self(0xfff);
    pub(crate) const NOMINATIVE: Self = Self(0b000_001_000_001);
    pub(crate) const GENITIVE: Self = Self(0b000_010_000_010);
    pub(crate) const DATIVE: Self = Self(0b000_100_000_100);
    pub(crate) const ACCUSATIVE: Self = Self(0b001_000_001_000);
    pub(crate) const INSTRUMENTAL: Self = Self(0b010_000_010_000);
    pub(crate) const PREPOSITIONAL: Self = Self(0b100_000_100_000);
    pub(crate) const SINGULAR: Self = Self(0b111_111);
    pub(crate) const PLURAL: Self = Self(0b111_111_000_000);

    /// Returns the cases of either.
    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Returns whether the two have a case in common.
    pub(crate) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Returns whether no case is left.
    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Returns whether all cases of the set are among those of another.
    pub(crate) fn is_within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }
}

impl BitAnd for Cases {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl BitOr for Cases {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

const fn one(cases: Cases, number: Cases) -> u16 {
    cases.0 & number.0
}

const NOM: u16 = one(Cases::NOMINATIVE, Cases::SINGULAR);
const GEN: u16 = one(Cases::GENITIVE, Cases::SINGULAR);
const DAT: u16 = one(Cases::DATIVE, Cases::SINGULAR);
const ACC: u16 = one(Cases::ACCUSATIVE, Cases::SINGULAR);
const INS: u16 = one(Cases::INSTRUMENTAL, Cases::SINGULAR);
const PRE: u16 = one(Cases::PREPOSITIONAL, Cases::SINGULAR);
const NOMS: u16 = one(Cases::NOMINATIVE, Cases::PLURAL);
const GENS: u16 = one(Cases::GENITIVE, Cases::PLURAL);
const DATS: u16 = one(Cases::DATIVE, Cases::PLURAL);
const ACCS: u16 = one(Cases::ACCUSATIVE, Cases::PLURAL);
const INSS: u16 = one(Cases::INSTRUMENTAL, Cases::PLURAL);
const PRES: u16 = one(Cases::PREPOSITIONAL, Cases::PLURAL);

/// Endings, the longest first. The accusative of what lives is its genitive, that of what does not its nominative.
const ENDINGS: &[(&str, u16)] = &[
    ("ства", GEN | NOMS | ACCS),
    ("ния", GEN | NOMS | ACCS),
    ("тия", GEN | NOMS | ACCS),
    ("ыми", INSS),
    ("ими", INSS),
    ("ами", INSS),
    ("ями", INSS),
    ("ьми", INSS),
    ("ого", GEN | ACC),
    ("его", GEN | ACC),
    ("ому", DAT),
    ("ему", DAT),
    ("ией", INS),
    ("ция", NOM),
    ("сия", NOM),
    ("мия", NOM),
    ("гия", NOM),
    ("дия", NOM),
    ("ние", NOM | ACC),
    ("тие", NOM | ACC),
    ("ане", NOMS),
    ("яне", NOMS),
    ("ый", NOM | ACC),
    ("ий", NOM | ACC | GENS),
    ("ая", NOM),
    ("яя", NOM),
    ("ое", NOM | ACC),
    ("ее", NOM | ACC),
    ("ые", NOMS | ACCS),
    ("ие", NOMS | ACCS),
    ("ых", GENS | ACCS | PRES),
    ("их", GENS | ACCS | PRES),
    ("ым", INS | DATS),
    ("им", INS | DATS),
    ("ую", ACC),
    ("юю", ACC),
    ("ом", INS | PRE),
    ("ем", INS | PRE),
    ("ою", INS),
    ("ею", INS),
    ("ью", INS),
    ("ам", DATS),
    ("ям", DATS),
    ("ах", PRES),
    ("ях", PRES),
    ("ов", GENS | ACCS),
    ("ев", GENS | ACCS),
    ("ой", NOM | GEN | DAT | INS | PRE),
    ("ей", GEN | DAT | INS | PRE | GENS | ACCS),
    ("ии", GEN | DAT | PRE | NOMS | ACCS),
    ("а", NOM | GEN | ACC),
    ("я", NOM | GEN | ACC),
    ("у", ACC | DAT | PRE),
    ("ю", ACC | DAT | PRE),
    ("ы", GEN | NOMS | ACCS),
    ("и", GEN | DAT | PRE | NOMS | ACCS),
    ("ье", NOM | ACC | PRE),
    ("ще", NOM | ACC | PRE),
    ("це", NOM | ACC | DAT | PRE),
    ("е", DAT | PRE),
    ("о", NOM | ACC),
    ("ь", NOM | ACC | GENS),
];

/// Words whose ending misleads.
const OTHERS: &[(&str, u16)] = &[
    ("он", NOM),
    ("она", NOM),
    ("оно", NOM),
    ("они", NOMS),
    ("кто", NOM),
    ("который", NOM),
    ("которая", NOM),
    ("которые", NOMS),
    ("которых", GENS | ACCS),
    ("которого", GEN | ACC),
    ("которую", ACC),
    ("его", GEN | ACC),
    ("ее", GEN | ACC),
    ("их", GENS | ACCS),
    ("сына", GEN | ACC),
    ("мужа", GEN | ACC),
    ("брата", GEN | ACC),
    ("отца", GEN | ACC),
    ("чьего", GEN | ACC),
    ("чью", ACC),
    ("нас", GENS | ACCS),
    ("меня", GEN | ACC),
    ("имам", NOM),
    ("люди", NOMS),
    ("тела", GEN | NOMS | ACCS),
    ("войска", GEN | NOMS | ACCS),
    ("суда", GEN | NOMS | ACCS),
    ("доктора", GEN | ACC | NOMS),
    ("учителя", GEN | ACC | NOMS),
    ("профессора", GEN | ACC | NOMS),
    ("дети", NOMS),
    ("соседи", NOMS),
    ("власти", NOMS | GEN | DAT | PRE),
    ("все", NOMS | NOM),
    ("атташе", 0xfff),
    ("пресс-атташе", 0xfff),
    ("никто", NOM),
    ("никого", GEN | ACC),
];

/// Returns the cases that a word may stand in; any for what is not Russian.
pub(crate) fn of_word(token: &Token) -> Cases {
    // "62-летнего" too
    if token.kind != Kind::Word || !token.lower.ends_with(|c: char| matches!(c, 'а'..='я')) {
        return Cases::ANY;
    }
    let lower = token.lower.as_str();
    if let Some((_, cases)) = OTHERS.iter().find(|(word, _)| *word == lower) {
        return Cases(*cases);
    }
    let is_short = |ending: &str| lower.len() <= ending.len() + 2;
    let ending = ENDINGS.iter().find(|(ending, _)| lower.ends_with(ending) && !is_short(ending));
    // who is named lives: the accusative of a man is his genitive
    let plain = if token.is_capital { NOM } else { NOM | ACC | GENS };
    let cases = ending.map_or(plain, |(_, cases)| *cases);
    // a surname: "Иванов", "Андрей"; given names too are singular
    let as_name = match lower {
        _ if !token.is_capital => return Cases(cases),
        // "Адам", "Максим"
        _ if lower.ends_with('м') && crate::tagger::is_given_name(lower) => NOM,
        _ if lower.ends_with("ов") || lower.ends_with("ев") || lower.ends_with("ей") => cases | NOM,
        _ if lower.ends_with("ых") => cases | NOM,
        // "Илье", "Поволжье"
        _ if lower.ends_with("ье") => cases | DAT,
        // "Алексею"
        _ if lower.ends_with("ею") => DAT,
        // "Илью", "Дарью"
        _ if lower.ends_with("ью") => cases | ACC,
        // "Николая", "Китая"
        _ if lower.ends_with("ая") && !lower.ends_with("кая") && !lower.ends_with("ная") => {
            cases | GEN | ACC
        }
        _ => cases,
    };
    Cases(as_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cases(word: &str) -> Cases {
        of_word(&crate::token::tokens(word, crate::Span::new(0, word.len()))[0])
    }

    #[test]
    fn endings_tell_cases() {
        for (word, may, may_not) in [
            ("рабочий", Cases::NOMINATIVE, Cases::DATIVE),
            ("активистов", Cases::GENITIVE, Cases::NOMINATIVE),
            ("Иванов", Cases::NOMINATIVE, Cases::DATIVE),
            ("Кольцову", Cases::ACCUSATIVE, Cases::NOMINATIVE),
            ("полицейскими", Cases::INSTRUMENTAL, Cases::NOMINATIVE),
            ("граждане", Cases::NOMINATIVE, Cases::GENITIVE),
            ("протестующих", Cases::GENITIVE, Cases::NOMINATIVE),
        ] {
            assert!(cases(word).meets(may) && !cases(word).meets(may_not), "{word}");
        }
    }
}
