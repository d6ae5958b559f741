//! Ages as written: numbers, units, bands and words.

use crate::fold::fold;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;
use tizim_model::Age;

/// Words that stand for a band by themselves; see the head of the file.
const BANDS: &str = include_str!("age_words.txt");

static BAND_OF: LazyLock<FxHashMap<String, Age>> = LazyLock::new(|| {
    let mut bands = FxHashMap::default();
    for line in BANDS.lines().filter(|line| !line.starts_with('#')) {
        let Some((band, words)) = line.split_once(": ") else { continue };
        let Some((min, max)) = band.split_once('-') else { continue };
        let (Ok(min), Ok(max)) = (min.parse(), max.parse()) else { continue };
        let Some(age) = Age::band(min, max) else { continue };
        bands.extend(words.split(" | ").map(|word| (fold(word), age)));
    }
    bands
});

type Words = LazyLock<FxHashSet<String>>;

fn folded(words: &[&str]) -> FxHashSet<String> {
    words.iter().map(|word| fold(word)).collect()
}

static YEARS: Words = LazyLock::new(|| {
    folded(&[
        "y",
        "yr",
        "yrs",
        "year",
        "years",
        "yo",
        "y/o",
        "y.o",
        "old",
        "aged",
        "age",
        "г",
        "год",
        "года",
        "лет",
        "л",
        "жас",
        "жаста",
        "жасар",
        "سنة",
        "سنوات",
        "سنه",
        "عام",
        "عاما",
        "اعوام",
        "año",
        "años",
        "anos",
        "ans",
        "of",
        "in",
        "his",
        "her",
        "their",
        "the",
        "de",
        "edad",
        "возраст",
        "возрасте",
        "в",
        "early",
        "mid",
        "late",
        "العمر",
        "عمره",
        "عمرها",
        "completed",
    ])
});

static MONTHS: Words = LazyLock::new(|| {
    folded(&[
        "month",
        "months",
        "mo",
        "mos",
        "mth",
        "mths",
        "мес",
        "месяц",
        "месяца",
        "месяцев",
        "ай",
        "айлық",
        "شهر",
        "اشهر",
        "شهور",
        "شهرا",
        "mes",
        "meses",
        "mois",
    ])
});

static DAYS: Words = LazyLock::new(|| {
    folded(&[
        "day",
        "days",
        "week",
        "weeks",
        "wk",
        "wks",
        "hour",
        "hours",
        "minute",
        "minutes",
        "день",
        "дня",
        "дней",
        "неделя",
        "недели",
        "недель",
        "час",
        "часа",
        "часов",
        "күн",
        "күндік",
        "апта",
        "апталық",
        "сағат",
        "يوم",
        "ايام",
        "يوما",
        "اسبوع",
        "اسابيع",
        "ساعة",
        "ساعات",
        "día",
        "días",
        "semana",
        "semanas",
        "hora",
        "horas",
        "jour",
        "jours",
    ])
});

static ABOUT: Words = LazyLock::new(|| {
    folded(&[
        "about",
        "?",
        "around",
        "approx",
        "approximately",
        "circa",
        "c",
        "ca",
        "est",
        "estimated",
        "~",
        "около",
        "примерно",
        "приблизительно",
        "ок",
        "шамамен",
        "حوالي",
        "تقريبا",
        "نحو",
        "aprox",
        "aproximadamente",
        "alrededor",
        "unos",
    ])
});

static FROM: Words = LazyLock::new(|| {
    folded(&[
        "over",
        "p",
        "above",
        "+",
        ">=",
        "plus",
        "older",
        "more",
        "least",
        "at",
        "than",
        "and",
        "up",
        "upwards",
        "старше",
        "более",
        "больше",
        "свыше",
        "асқан",
        "жоғары",
        "жастан",
        "فوق",
        "اكثر",
        "من",
        "فما",
        "mayor",
        "más",
        "mayores",
    ])
});

static UNDER: Words = LazyLock::new(|| {
    folded(&[
        "under",
        "below",
        "<",
        "younger",
        "less",
        "than",
        "до",
        "младше",
        "менее",
        "моложе",
        "дейін",
        "кіші",
        "жасқа",
        "تحت",
        "اقل",
        "من",
        "دون",
        "menor",
        "menos",
        "menores",
    ])
});

static BETWEEN: Words = LazyLock::new(|| {
    folded(&[
        "to", "and", "-", "/", "or", "between", "from", "от", "до", "и", "или", "a", "y", "entre", "من",
        "الى", "بين", "و", "او",
    ])
});

static ABOVE: Words = LazyLock::new(|| folded(&[">"]));
static AND: Words = LazyLock::new(|| folded(&["and", "и", "و", "y"]));

/// A number in an age.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Number(u32),
    Decade(u32),
}

/// Reads an age in completed years.
///
/// - Numbers with or without a unit; fractions are cut: `34`, `53.0`, `34 лет`, `1.5`; months, weeks and days become
///   years: `10 months` is 0, `18 months` is 1.
/// - Bands: `30-35`, `40s`, `60+`, `over 60` (60 and above), `>60` (61 and above), `under 18`.
/// - "About 30" is a band of five years to each side, of two below the age of 15.
/// - Words: child and minor 0–17, infant 0–1, teenager 13–19, adult 18 and above, elderly 60 and above, and their like
///   in Russian, Kazakh, Arabic and Spanish.
///
/// Returns `None` for what is none of these and for ages above [`Age::OLDEST`]. "Unknown" in its spellings, −1
/// included, is for [`crate::is_unknown_as`].
pub fn interpret_age(text: &str) -> Option<Age> {
    if text.len() > 80 {
        return None;
    }
    let folded = fold(text);
    let bare = folded.trim_matches(|c| matches!(c, '(' | ')' | '.' | '"' | '[' | ']')).trim();
    if let Ok(number) = bare.parse::<f64>() {
        return exact(number);
    }
    if let Some(band) = BAND_OF.get(bare) {
        return Some(*band);
    }
    let (parts, words) = parts(bare)?;
    let numbers: Vec<u32> =
        parts.iter().filter_map(|part| if let Part::Number(n) = part { Some(*n) } else { None }).collect();
    let decades: Vec<u32> =
        parts.iter().filter_map(|part| if let Part::Decade(n) = part { Some(*n) } else { None }).collect();
    let all = |lists: &[&Words]| words.iter().all(|word| lists.iter().any(|list| list.contains(*word)));
    let any = |list: &Words| words.iter().any(|word| list.contains(*word));
    let only_idle = all(&[&YEARS]);
    match (numbers.as_slice(), decades.as_slice()) {
        ([], [decade]) if all(&[&YEARS, &ABOUT]) => Age::band(small(*decade)?, small(decade + 9)?),
        ([number], []) if only_idle => Age::exact(small(*number)?),
        ([_], []) if any(&DAYS) && all(&[&DAYS, &YEARS, &ABOUT, &UNDER]) => Age::exact(0),
        ([number], []) if any(&MONTHS) && all(&[&MONTHS, &YEARS, &ABOUT]) => Age::exact(small(number / 12)?),
        ([number], []) if all(&[&YEARS, &ABOUT]) => about(*number),
        ([number], []) if all(&[&YEARS, &ABOVE]) => Age::band(small(number + 1)?, Age::OLDEST),
        // "than" and "من" stand in both "more than" and "less than"
        ([number], [])
            if words.iter().any(|w| UNDER.contains(*w) && !FROM.contains(*w)) && all(&[&YEARS, &UNDER]) =>
        {
            Age::band(0, small(number.checked_sub(1)?)?)
        }
        ([number], []) if any(&FROM) && all(&[&YEARS, &FROM]) => Age::band(small(*number)?, Age::OLDEST),
        ([years, months], [])
            if *months < 12 && any(&MONTHS) && any(&YEARS) && all(&[&YEARS, &MONTHS, &AND]) =>
        {
            Age::exact(small(*years)?)
        }
        ([_, _], []) if any(&DAYS) && all(&[&DAYS, &MONTHS, &BETWEEN]) => Age::exact(0),
        ([from, to], []) if any(&MONTHS) && all(&[&MONTHS, &BETWEEN]) => {
            Age::band(small(from / 12)?, small(to / 12)?)
        }
        ([from, to], []) if any(&BETWEEN) && all(&[&YEARS, &ABOUT, &BETWEEN]) => {
            Age::band(small(*from)?, small(*to)?)
        }
        _ => None,
    }
}

fn exact(number: f64) -> Option<Age> {
    (0.0..256.0).contains(&number).then(|| Age::exact(number as u8)).flatten()
}

fn small(number: u32) -> Option<u8> {
    u8::try_from(number).ok().filter(|n| *n <= Age::OLDEST)
}

fn about(years: u32) -> Option<Age> {
    let years = small(years)?;
    let slack = if years < 15 { 2 } else { 5 };
    Age::band(years.saturating_sub(slack), (years + slack).min(Age::OLDEST))
}

/// Cuts a folded text into numbers, decades and words; `None` if it holds something else.
fn parts(text: &str) -> Option<(Vec<Part>, Vec<&str>)> {
    let mut parts = Vec::new();
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let taken = if first.is_ascii_digit() {
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            let number = rest[..end].parse().ok().filter(|n| *n < 1000)?;
            let decade = ["s", "'s", "ties"].iter().find(|tail| {
                rest[end..]
                    .strip_prefix(**tail)
                    .is_some_and(|after| !after.starts_with(char::is_alphanumeric))
            });
            match decade {
                Some(tail) if number % 10 == 0 => {
                    parts.push(Part::Decade(number));
                    end + tail.len()
                }
                _ => {
                    parts.push(Part::Number(number));
                    end + fraction(&rest[end..])
                }
            }
        } else if first.is_alphabetic() {
            let end =
                rest.find(|c: char| !c.is_alphabetic() && !matches!(c, '/' | '.')).unwrap_or(rest.len());
            words.push(rest[..end].trim_end_matches(['.', '/']));
            end
        } else if matches!(first, '+' | '<' | '>' | '~' | '-' | '/' | '?' | '≈' | '≥' | '≤') {
            let end = if rest.starts_with(">=") || rest.starts_with("<=") { 2 } else { first.len_utf8() };
            words.push(match &rest[..end] {
                "≈" => "~",
                "≥" => ">=",
                other => other,
            });
            end
        } else if matches!(first, ' ' | '.' | ',' | '(' | ')' | '\'') {
            first.len_utf8()
        } else {
            return None;
        };
        rest = &rest[taken..];
    }
    // "-5" is no age, "30-35" is a band
    (!words.first().is_some_and(|word| *word == "-" && text.starts_with('-'))).then_some((parts, words))
}

/// Returns the length of a decimal fraction at the start of `text`.
fn fraction(text: &str) -> usize {
    let mut chars = text.chars();
    if !matches!(chars.next(), Some('.' | ',')) {
        return 0;
    }
    let digits = chars.take_while(char::is_ascii_digit).count();
    if digits == 0 { 0 } else { 1 + digits }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_as_written() {
        let table: &[(&str, &str)] = &[
            ("34", "34"),
            ("0", "0"),
            ("53.0", "53"),
            ("34.5", "34"),
            ("34 years", "34"),
            ("34 yrs old", "34"),
            ("34yo", "34"),
            ("34 y/o", "34"),
            ("aged 34", "34"),
            ("34 года", "34"),
            ("34 лет", "34"),
            ("34 л.", "34"),
            ("34 жаста", "34"),
            ("34 سنة", "34"),
            ("٣٤", "34"),
            ("34 años", "34"),
            ("10 months", "0"),
            ("18 months", "1"),
            ("1 month", "0"),
            ("10 мес.", "0"),
            ("3 days", "0"),
            ("2 weeks", "0"),
            ("5 أشهر", "0"),
            ("Less than a day", "0"),
            ("newborn", "0"),
            ("1 year 6 months", "1"),
            ("40s", "40-49"),
            ("40's", "40-49"),
            ("in his 40s", "40-49"),
            ("early 20s", "20-29"),
            ("30-35", "30-35"),
            ("30 – 35", "30-35"),
            ("30 to 35 years", "30-35"),
            ("between 30 and 35", "30-35"),
            ("от 30 до 35", "30-35"),
            ("55-59", "55-59"),
            ("over 60", "60+"),
            ("60+", "60+"),
            ("65p", "65+"),
            ("60 and over", "60+"),
            (">60", "61+"),
            ("старше 60", "60+"),
            ("mayor de 60 años", "60+"),
            ("اكثر من 60", "60+"),
            ("under 18", "0-17"),
            ("<18", "0-17"),
            ("до 18 лет", "0-17"),
            ("اقل من 18", "0-17"),
            ("child", "0-17"),
            ("Adult", "18+"),
            ("ребёнок", "0-17"),
            ("طفل", "0-17"),
            ("طفلة", "0-17"),
            ("niña", "0-17"),
            ("бала", "0-17"),
            ("Infant", "0-1"),
            ("teenager", "13-19"),
            ("elderly", "60+"),
            ("about 30", "25-35"),
            ("~30", "25-35"),
            ("около 30 лет", "25-35"),
            ("30?", "25-35"),
            ("about 5", "3-7"),
            ("under 1", "0"),
            ("6-8 months", "0"),
        ];
        for (text, expected) in table {
            let read = interpret_age(text).map(|age| age.to_string());
            assert_eq!(read.as_deref(), Some(*expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_age() {
        for text in [
            "999",
            "-1",
            "-5",
            "150",
            "abc",
            "",
            "35-30",
            "34 kg",
            "12345678901234567890",
            "2015-01-01",
            "1e400",
            "NaN",
            "inf",
            "30 40 50",
        ] {
            assert_eq!(interpret_age(text), None, "{text}");
        }
    }
}
