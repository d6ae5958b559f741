//! Sex as written.

use crate::fold::fold;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use tizim_model::Sex;

const WOMAN: &[&str] = &[
    "f",
    "fem",
    "female",
    "woman",
    "women",
    "girl",
    "w",
    "2",
    "lady",
    "ж",
    "жен",
    "женский",
    "женщина",
    "девочка",
    "девушка",
    "женского",
    "ә",
    "әйел",
    "әйел адам",
    "қыз",
    "қыз бала",
    "أنثى",
    "انثي",
    "امرأة",
    "مرأة",
    "بنت",
    "فتاة",
    "طفلة",
    "سيدة",
    "نساء",
    "إناث",
    "اناث",
    "mujer",
    "femenino",
    "femenina",
    "feminino",
    "hembra",
    "niña",
    "kadın",
    "femme",
    "féminin",
    "trans woman",
    "trans female",
    "transgender woman",
    "transgender female",
    "transgender (female)",
];

const MAN: &[&str] = &[
    "m",
    "male",
    "man",
    "men",
    "boy",
    "masc",
    "1",
    "м",
    "муж",
    "мужской",
    "мужчина",
    "мальчик",
    "юноша",
    "мужского",
    "е",
    "ер",
    "ер адам",
    "еркек",
    "ұл",
    "ұл бала",
    "ذكر",
    "رجل",
    "ولد",
    "شاب",
    "طفل",
    "ذكور",
    "hombre",
    "h",
    "masculino",
    "varón",
    "macho",
    "niño",
    "erkek",
    "homme",
    "masculin",
    "trans man",
    "trans male",
    "transgender man",
    "transgender male",
];

const OTHER: &[&str] = &[
    "other",
    "x",
    "non-binary",
    "nonbinary",
    "non-conforming",
    "nonconforming",
    "gender non-conforming",
    "non binary",
    "transgender",
    "trans",
    "intersex",
    "другой",
    "другое",
    "иной",
    "басқа",
    "آخر",
    "otro",
    "otra",
    "no binario",
    "autre",
];

/// Reads a sex as written in English, Russian, Kazakh, Arabic, Spanish and some more, or as 1 and 2 (ISO/IEC 5218).
///
/// A cell alone reads `M` as a man; in a column whose letters are H and M it is *mujer*, which [`crate::interpret`]
/// sees to. Returns `None` for anything else, "unknown" ([`crate::is_unknown_as`]) included.
pub fn interpret_sex(text: &str) -> Option<Sex> {
    if text.len() > 60 {
        return None;
    }
    let folded = fold(text);
    BY_WORD.get(folded.trim_end_matches('.').trim()).copied()
}

static BY_WORD: LazyLock<FxHashMap<String, Sex>> = LazyLock::new(|| {
    let lists = [(WOMAN, Sex::Woman), (MAN, Sex::Man), (OTHER, Sex::Other)];
    lists.into_iter().flat_map(|(words, sex)| words.iter().map(move |word| (fold(word), sex))).collect()
});

/// Returns whether the letters of a column are H and M for *hombre* and *mujer*: there is an H and no F.
pub(crate) fn is_spanish<'a>(values: impl Iterator<Item = &'a str>) -> bool {
    let (mut h, mut f) = (false, false);
    for value in values {
        h |= value.trim().eq_ignore_ascii_case("h");
        f |= value.trim().eq_ignore_ascii_case("f");
    }
    h && !f
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sexes_in_five_languages() {
        for text in ["F", "female", "Женский", "жен.", "әйел", "أنثى", "انثى", "Mujer", "NIÑA", "2", "Girl"]
        {
            assert_eq!(interpret_sex(text), Some(Sex::Woman), "{text}");
        }
        for text in ["m", "Male", "МУЖ", "ер", "Еркек", "ذكر", "varón", "hombre", "1", "мальчик"]
        {
            assert_eq!(interpret_sex(text), Some(Sex::Man), "{text}");
        }
        assert_eq!(interpret_sex("Non-binary"), Some(Sex::Other));
        for text in ["", "u", "unknown", "3", "mal"] {
            assert_eq!(interpret_sex(text), None, "{text}");
        }
    }

    #[test]
    fn spanish_letters() {
        assert!(is_spanish(["H", "M", ""].into_iter()));
        assert!(!is_spanish(["H", "M", "F"].into_iter()));
        assert!(!is_spanish(["M", "F"].into_iter()));
    }
}
