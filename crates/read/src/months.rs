//! The names of the months, and the other words that stand in dates.

use crate::fold::fold;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Names by month: English, Spanish, French, Arabic of the Nile and the Gulf, of the Levant and Iraq, and of the Maghreb,
/// Kazakh; full and short.
const NAMES: [&[&str]; 12] = [
    &[
        "january",
        "jan",
        "enero",
        "ene",
        "janvier",
        "janv",
        "يناير",
        "كانون الثاني",
        "جانفي",
        "қаңтар",
        "қаң",
        "янв",
    ],
    &[
        "february",
        "feb",
        "febrero",
        "fevrier",
        "fevr",
        "فبراير",
        "شباط",
        "فيفري",
        "ақпан",
        "ақп",
        "фев",
        "февр",
    ],
    &["march", "mar", "marzo", "mars", "مارس", "آذار", "наурыз", "нау", "мар"],
    &[
        "april",
        "apr",
        "abril",
        "abr",
        "avril",
        "avr",
        "ابريل",
        "إبريل",
        "نيسان",
        "أفريل",
        "сәуір",
        "сәу",
        "апр",
    ],
    &["may", "mayo", "mai", "مايو", "أيار", "ماي", "мамыр", "мам", "май", "мая", "мае"],
    &["june", "jun", "junio", "juin", "يونيو", "يونيه", "حزيران", "جوان", "маусым", "мау", "июн"],
    &["july", "jul", "julio", "juillet", "juil", "يوليو", "يوليه", "تموز", "جويلية", "шілде", "шіл", "июл"],
    &["august", "aug", "agosto", "ago", "aout", "أغسطس", "آب", "أوت", "тамыз", "там", "авг"],
    &[
        "september",
        "sep",
        "sept",
        "septiembre",
        "setiembre",
        "set",
        "septembre",
        "سبتمبر",
        "أيلول",
        "қыркүйек",
        "қыр",
        "сен",
        "сент",
    ],
    &["october", "oct", "octubre", "octobre", "أكتوبر", "تشرين الأول", "қазан", "қаз", "окт"],
    &["november", "nov", "noviembre", "novembre", "نوفمبر", "تشرين الثاني", "қараша", "қар", "ноя", "нояб"],
    &["december", "dec", "diciembre", "dic", "decembre", "ديسمبر", "كانون الأول", "желтоқсан", "жел", "дек"],
];

/// Stems of Russian and Kazakh months, which take endings: "января", "қаңтарында".
const STEMS: [&[&str]; 12] = [
    &["январ", "қаңтар"],
    &["феврал", "ақпан"],
    &["март", "наурыз"],
    &["апрел", "сәуір"],
    &["мамыр"],
    &["июн", "маусым"],
    &["июл", "шілде"],
    &["август", "тамыз"],
    &["сентябр", "қыркүйек"],
    &["октябр", "қазан"],
    &["ноябр", "қараша"],
    &["декабр", "желтоқсан"],
];

/// Words in dates that change nothing: days of the week, "of", "year", time zones.
const IDLE: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "st",
    "nd",
    "rd",
    "th",
    "of",
    "the",
    "on",
    "in",
    "year",
    "t",
    "z",
    "utc",
    "gmt",
    "am",
    "pm",
    "понедельник",
    "вторник",
    "среда",
    "четверг",
    "пятница",
    "суббота",
    "воскресенье",
    "пн",
    "вт",
    "ср",
    "чт",
    "пт",
    "сб",
    "вс",
    "г",
    "год",
    "года",
    "году",
    "гг",
    "го",
    "числа",
    "в",
    "дүйсенбі",
    "сейсенбі",
    "сәрсенбі",
    "бейсенбі",
    "жұма",
    "сенбі",
    "жексенбі",
    "ж",
    "жыл",
    "жылы",
    "жылғы",
    "жылдың",
    "жылғи",
    "күні",
    "الاثنين",
    "الثلاثاء",
    "الاربعاء",
    "الخميس",
    "الجمعة",
    "السبت",
    "الاحد",
    "يوم",
    "م",
    "ميلادي",
    "عام",
    "سنة",
    "في",
    "شهر",
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
    "de",
    "del",
    "el",
    "año",
    "er",
    "le",
];

static BY_NAME: LazyLock<FxHashMap<String, u8>> = LazyLock::new(|| {
    let named = NAMES.iter().enumerate();
    named.flat_map(|(place, names)| names.iter().map(move |name| (fold(name), place as u8 + 1))).collect()
});

static BY_STEM: LazyLock<Vec<(String, u8)>> = LazyLock::new(|| {
    let stems = STEMS.iter().enumerate();
    stems.flat_map(|(place, stems)| stems.iter().map(move |stem| (fold(stem), place as u8 + 1))).collect()
});

static IDLE_SET: LazyLock<FxHashMap<String, ()>> =
    LazyLock::new(|| IDLE.iter().map(|word| (fold(word), ())).collect());

/// Returns the number of the month that a folded word names, or two words of the Levant's months joined by a space.
pub(crate) fn month(word: &str) -> Option<u8> {
    if let Some(month) = BY_NAME.get(word) {
        return Some(*month);
    }
    BY_STEM.iter().find(|(stem, _)| word.starts_with(stem.as_str())).map(|(_, month)| *month)
}

/// Returns whether a folded word changes nothing in a date.
pub(crate) fn is_idle(word: &str) -> bool {
    IDLE_SET.contains_key(word)
}
