//! What a Russian verb is by its ending.

use crate::rules::words;
use crate::token::{Kind, Token};

/// The form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// `убит`, `задержаны`: what the subject suffers.
    Short {
        /// Of several.
        plural: bool,
    },
    /// `убитый`, `задержанных`: describes somebody, or stands for them.
    Full,
    /// `задержал`, `задержали`, `задерживают`: what the subject does.
    Active {
        /// By several, or by nobody in particular.
        plural: bool,
    },
    /// `преследуется`, `скончались`: what the subject suffers or does by itself.
    Reflexive {
        /// Of several.
        plural: bool,
    },
    /// `задержать`.
    Infinitive,
}

/// Endings of forms that end in no past, the longest first.
const PRESENT: [&str; 17] = [
    "ает",
    "яет",
    "ует",
    "юет",
    "еет",
    "ают",
    "яют",
    "уют",
    "юют",
    "еют",
    "ывает",
    "ивает",
    "ьет",
    "ьют",
    "дет",
    "дут",
    "жут",
];
const REFLEXIVE: [&str; 6] = ["ется", "ются", "утся", "ится", "атся", "ятся"];
const INFINITIVE: [&str; 6] = ["ать", "ять", "ить", "еть", "уть", "ться"];
/// Endings of the past that few nouns have; others are known by `no_verb`.
const PAST: [&str; 26] = [
    "ал", "ял", "ил", "ел", "ыл", "ул", "ала", "яла", "ила", "ела", "ыла", "ула", "ало", "яло", "ило", "ело",
    "ыло", "уло", "ли", "гла", "шла", "шел", "лся", "лась", "лось", "лись",
];
const FULL: [&str; 14] =
    ["ый", "ий", "ая", "ое", "ые", "ие", "ого", "его", "ому", "ых", "их", "ыми", "ым", "ую"];
/// What a word for a verb may end in as a participle: `доставлены`, `вызваны` only after "были".
const SHORT: [&str; 7] = ["лен", "ован", "щен", "нен", "чен", "жден", "ирован"];

/// Returns the form of a word that is known to be of a verb.
pub(crate) fn form_of(token: &Token) -> Form {
    let lower = token.lower.as_str();
    let ends = |endings: &[&str]| endings.iter().any(|ending| lower.ends_with(ending));
    // "подаст" ends as nothing else does
    if words().to_come.has(token) {
        return Form::Active { plural: ends(&["ут", "ют", "ат", "ят"]) };
    }
    if ends(&["ть", "ться", "ти", "чь"]) {
        return Form::Infinitive;
    }
    if ends(&["лся", "лась", "лось", "лись"]) || ends(&REFLEXIVE) {
        return Form::Reflexive {
            plural: ends(&["лись", "ются", "утся", "атся", "ятся"])
        };
    }
    if ends(&FULL) || ends(&["нной", "нном", "той", "том", "вшей"]) {
        return Form::Full;
    }
    let irregular = ["нес", "вез", "верг", "жег", "сек"];
    if ends(&["л", "ла", "ло", "ли"])
        || ends(&irregular)
        || ends(&["ет", "ит", "ют", "ут", "ат", "ят"]) && !is_short(lower)
    {
        return Form::Active { plural: ends(&["ли", "ют", "ут", "ат", "ят"]) };
    }
    Form::Short { plural: ends(&["ы"]) }
}

/// "убит", "избит", "взят": ends as the present does.
fn is_short(lower: &str) -> bool {
    ["бит", "зят", "нят", "ъят", "шит", "лит", "крыт", "нут"].iter().any(|ending| lower.ends_with(ending))
}

/// Returns whether a word is a verb by its ending, as far as endings tell.
pub(crate) fn is_verb(token: &Token) -> bool {
    if token.kind != Kind::Word || !token.is_cyrillic() || words().no_verb.has(token) {
        return false;
    }
    let lower = token.lower.as_str();
    if words().verb_word.has(token) || words().be.has(token) {
        return true;
    }
    let letters = lower.len() / 2;
    let ends = |endings: &[&str]| endings.iter().any(|ending| lower.ends_with(ending));
    let is_agent = lower.ends_with("тели") || lower.ends_with("тел");
    if letters > 3 && ends(&PAST) {
        return !is_agent;
    }
    let stem = lower.trim_end_matches(['а', 'о', 'ы']);
    let is_infinitive = letters > 4 && ends(&INFINITIVE);
    let is_present = letters > 4 && (ends(&PRESENT) || ends(&REFLEXIVE));
    let is_participle = letters > 5 && SHORT.iter().any(|ending| stem.ends_with(ending));
    is_infinitive || is_present || is_participle
}

/// "требуя", "добиваясь", "собравшись": returns whether a word tells what somebody does beside another act, as far as an ending tells that
/// no noun has.
pub(crate) fn is_gerund(token: &Token) -> bool {
    const ENDINGS: [&str; 4] = ["уя", "ясь", "вшись", "ывая"];
    token.is_cyrillic() && ENDINGS.iter().any(|ending| token.lower.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(word: &str) -> Token {
        crate::Rules::of(Some(crate::Language::Russian))
            .tokens(word, crate::Span::new(0, word.len()))
            .remove(0)
    }

    #[test]
    fn a_verb_is_told_by_its_ending() {
        for word in ["сообщила", "вышли", "заявил", "находится", "требуют", "обжаловать", "доставлены"]
        {
            assert!(is_verb(&token(word)), "{word}");
        }
        for word in ["жители", "тела", "школа", "комитет", "солдат", "мать", "страны", "отделе", "неделе"]
        {
            assert!(!is_verb(&token(word)), "{word}");
        }
    }

    #[test]
    fn a_form_says_who_suffers() {
        assert_eq!(form_of(&token("убит")), Form::Short { plural: false });
        assert_eq!(form_of(&token("ранены")), Form::Short { plural: true });
        assert_eq!(form_of(&token("задержали")), Form::Active { plural: true });
        assert_eq!(form_of(&token("задержанный")), Form::Full);
        assert_eq!(form_of(&token("преследуется")), Form::Reflexive { plural: false });
        assert_eq!(form_of(&token("освободить")), Form::Infinitive);
    }
}
