//! "Unknown" in its spellings: a cell that says that it is not known, which is not an empty one.

use crate::fold::fold;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;
use tizim_model::Role;

/// Whole cells that say "not known" in a column of any kind.
const ANYWHERE: &[&str] = &[
    // marks
    "?",
    "??",
    "???",
    "-",
    "--",
    "---",
    ".",
    "..",
    "...",
    "_",
    "/",
    "-/-",
    "#n/a",
    "#null!",
    "#value!",
    "#ref!",
    "#name?",
    // English
    "unknown",
    "unkown",
    "unknwon",
    "unk",
    "unk.",
    "unkn",
    "n/a",
    "n.a.",
    "n.a",
    "n/k",
    "n.k.",
    "nk",
    "n/d",
    "n.d.",
    "n/s",
    "not known",
    "not available",
    "not applicable",
    "not stated",
    "not specified",
    "not reported",
    "not recorded",
    "not given",
    "not provided",
    "not identified",
    "not determined",
    "not disclosed",
    "not released",
    "not yet identified",
    "undetermined",
    "undisclosed",
    "unidentified",
    "unspecified",
    "unavailable",
    "unreported",
    "unrecorded",
    "withheld",
    "no data",
    "no info",
    "no information",
    "no record",
    "tbd",
    "tbc",
    "tba",
    "<na>",
    "don't know",
    "dont know",
    "to be determined",
    "to be confirmed",
    "pending identification",
    // Russian
    "неизвестно",
    "неизвестен",
    "неизвестна",
    "неизвестный",
    "неизвестная",
    "неизвестные",
    "неизв",
    "неизв.",
    "не известно",
    "не известен",
    "не известна",
    "не установлено",
    "не установлен",
    "не установлена",
    "неустановлен",
    "неустановлена",
    "неустановлено",
    "неустановленный",
    "неустановленная",
    "неустановленное лицо",
    "не опознан",
    "не опознана",
    "неопознан",
    "неопознана",
    "неопознанный",
    "неопознанная",
    "нет данных",
    "н/д",
    "нд",
    "нет сведений",
    "нет информации",
    "не указано",
    "не указан",
    "не указана",
    "не определено",
    "не определен",
    "н/у",
    "неизвестно кто",
    // Kazakh
    "белгісіз",
    "белгiсiз",
    "анықталмаған",
    "анықталмады",
    "мәлімет жоқ",
    "мәліметтер жоқ",
    "дерек жоқ",
    "деректер жоқ",
    "көрсетілмеген",
    "тұлғасы анықталмаған",
    "belgisiz",
    // Arabic
    "مجهول",
    "مجهولة",
    "مجهولون",
    "مجهول الهوية",
    "مجهولة الهوية",
    "غير معروف",
    "غير معروفة",
    "غير محدد",
    "غير محددة",
    "غير متوفر",
    "غير متوفرة",
    "غير متاح",
    "غير مسجل",
    "غير مذكور",
    "غير معلوم",
    "غير معلومة",
    "لا يوجد",
    "لايوجد",
    "لا يعرف",
    "لم يحدد",
    "لم تحدد",
    "لم يتم التعرف عليه",
    "بلا",
    "بدون",
    // Spanish, Portuguese, French, Turkish
    "desconocido",
    "desconocida",
    "desconocidos",
    "se desconoce",
    "no se sabe",
    "no identificado",
    "no identificada",
    "sin identificar",
    "sin dato",
    "sin datos",
    "sin información",
    "no disponible",
    "no especificado",
    "no especificada",
    "no consta",
    "no reportado",
    "no registrado",
    "no registra",
    "por determinar",
    "indeterminado",
    "indeterminada",
    "ignorado",
    "s/d",
    "s.d.",
    "s/i",
    "desconhecido",
    "desconhecida",
    "não informado",
    "inconnu",
    "inconnue",
    "non identifié",
    "bilinmiyor",
    "belirsiz",
];

/// Whole cells that say "no name known" in a column of names.
const AS_NAME: &[&str] = &[
    "nn",
    "n.n.",
    "n n",
    "n. n.",
    "no name",
    "noname",
    "name unknown",
    "unknown name",
    "name withheld",
    "names withheld",
    "name not released",
    "name not known",
    "name not available",
    "name pending",
    "unnamed",
    "anonymous",
    "anon",
    "john doe",
    "jane doe",
    "baby doe",
    "tk tk",
    "tk",
    "xx",
    "xxx",
    "xxxx",
    "none",
    "имя неизвестно",
    "без имени",
    "фио неизвестно",
    "безымянный",
    "безымянная",
    "аты белгісіз",
    "аты-жөні белгісіз",
    "есімі белгісіз",
    "بدون اسم",
    "بلا اسم",
    "اسم غير معروف",
    "sin nombre",
    "nombre desconocido",
    "persona desconocida",
    "persona no identificada",
    "0",
];

/// Whole cells that say "not known" where a date, an age or a sex belongs.
const AS_MEASURE: &[&str] = &[
    "nan",
    "na",
    "nd",
    "null",
    "none",
    "nil",
    "xx",
    "xxx",
    "u",
    "sd",
    "si",
    "без даты",
    "sin fecha",
    "sin edad",
    "б/д",
];

/// Ages that stand for "not known" in coded lists. (999 is not among them: it may be a slip, so it is quarantined.)
const CODED_AGES: &[&str] = &["-1", "-1.0", "-9", "-9.0", "-88", "-98", "-99", "-99.0", "-999"];

/// What may follow "unidentified", "unknown" or "unnamed" in place of a name.
const SOMEBODY: &[&str] = &[
    "person",
    "persons",
    "people",
    "man",
    "men",
    "male",
    "woman",
    "women",
    "female",
    "body",
    "bodies",
    "victim",
    "individual",
    "boy",
    "girl",
    "child",
    "infant",
    "baby",
    "adult",
    "civilian",
    "corpse",
    "remains",
    "migrant",
    "suspect",
    "teen",
    "hispanic",
    "black",
    "white",
    "asian",
    "elderly",
    "young",
    "adult",
    "мужчина",
    "женщина",
    "лицо",
    "ребенок",
    "тело",
    "труп",
    "hombre",
    "mujer",
    "persona",
    "cuerpo",
    "cadaver",
    "адам",
    "ер",
    "әйел",
    "жас",
];

const NOBODY: &[&str] = &[
    "unidentified",
    "unknown",
    "unnamed",
    "неизвестный",
    "неизвестная",
    "неизвестное",
    "неопознанный",
    "неопознанная",
    "неопознанное",
    "неустановленное",
    "неустановленный",
    "белгісіз",
    "desconocido",
    "desconocida",
];

type Words = LazyLock<FxHashSet<String>>;

static ANYWHERE_SET: Words = LazyLock::new(|| folded(ANYWHERE));
static NAME_SET: Words = LazyLock::new(|| folded(AS_NAME));
static MEASURE_SET: Words = LazyLock::new(|| folded(AS_MEASURE));
static SOMEBODY_SET: Words = LazyLock::new(|| folded(SOMEBODY));
static NOBODY_SET: Words = LazyLock::new(|| folded(NOBODY));

fn folded(words: &[&str]) -> FxHashSet<String> {
    words.iter().map(|word| fold(word)).collect()
}

/// Returns whether a whole cell says that its value is not known, in a column of any kind.
///
/// Only whole cells count: "Unknown Soldier Street" is a text. What depends on the kind of column ("Null" may be a
/// family name, "none" a category, −1 an age that is not known) is [`is_unknown_as`].
pub fn is_unknown(text: &str) -> bool {
    let text = text.trim();
    if text.len() > 100 || text.is_empty() {
        return false;
    }
    // as written by R, pandas and databases; "Na", "Nan" and "Null" are names
    matches!(text, "NA" | "NaN" | "nan" | "NULL" | "null" | "NaT" | "None" | "\\N")
        || ANYWHERE_SET.contains(&bare(text))
}

/// Returns whether a whole cell of a column with this role says that its value is not known.
pub fn is_unknown_as(role: Role, text: &str) -> bool {
    let text = text.trim();
    if text.len() > 100 || text.is_empty() {
        return false;
    }
    if role.is_name() {
        let folded = bare(text);
        return is_unknown(text) || NAME_SET.contains(&folded) || is_nobody(&folded);
    }
    match role {
        Role::Category | Role::Carried | Role::Notes => text != "None" && is_unknown(text),
        Role::Age => is_unknown(text) || MEASURE_SET.contains(&bare(text)) || CODED_AGES.contains(&text),
        Role::Sex => {
            is_unknown(text) || MEASURE_SET.contains(&bare(text)) || matches!(text, "0" | "9" | "-1" | "н")
        }
        Role::BirthDate
        | Role::EventDate
        | Role::BirthYear
        | Role::BirthMonth
        | Role::BirthDay
        | Role::EventYear
        | Role::EventMonth
        | Role::EventDay => {
            is_unknown(text) || MEASURE_SET.contains(&bare(text)) || matches!(text, "-1" | "-9" | "-99")
        }
        // their own codes: never taken for words
        Role::OwnId | Role::ListName => false,
        _ => is_unknown(text),
    }
}

/// Returns the folded text without the brackets and the full stop around it.
fn bare(text: &str) -> String {
    let folded = fold(text);
    let inner = folded.trim_matches(|c| matches!(c, '(' | ')' | '[' | ']' | '"' | '*')).trim();
    if inner.len() > 3 { inner.trim_end_matches('.').to_owned() } else { inner.to_owned() }
}

/// Returns whether a text is "unidentified", "unknown" and the like, followed by nothing but what anybody is.
fn is_nobody(folded: &str) -> bool {
    let mut words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.next().is_some_and(|word| NOBODY_SET.contains(word))
        && words.all(|word| SOMEBODY_SET.contains(word) || word.chars().all(|c| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_in_many_languages() {
        for text in [
            "N/A",
            "n/k",
            "Unknown",
            "UNIDENTIFIED",
            " unknown. ",
            "(unknown)",
            "?",
            "-",
            "—",
            "неизвестно",
            "Не установлен",
            "белгісіз",
            "Белгісіз",
            "مجهول",
            "غير معروف",
            "مجهولة الهوية",
            "desconocido",
            "Sin información",
            "NA",
            "NaN",
            "#N/A",
            "NULL",
            "нет данных",
            "Н/Д",
        ] {
            assert!(is_unknown(text), "{text}");
        }
        for text in
            ["", "Almaty", "Na", "Null", "Nan", "Unknown Soldier Street", "none", "missing", "0", "-1", "no"]
        {
            assert!(!is_unknown(text), "{text}");
        }
    }

    #[test]
    fn unknown_by_role() {
        for text in [
            "NN",
            "No name",
            "John Doe",
            "unidentified male",
            "Unknown woman #3",
            "Неизвестный мужчина",
            "TK TK",
        ] {
            assert!(is_unknown_as(Role::Name, text), "{text}");
        }
        for text in ["Null", "Na", "Nan", "Nil Armstrong", "Unknown Mortal", "John Doering"] {
            assert!(!is_unknown_as(Role::FamilyName, text), "{text}");
        }
        assert!(is_unknown_as(Role::Age, "-1"));
        assert!(!is_unknown_as(Role::Age, "999"));
        assert!(is_unknown_as(Role::Sex, "U"));
        assert!(!is_unknown_as(Role::Category, "None"));
        assert!(!is_unknown_as(Role::OwnId, "-"));
    }
}
