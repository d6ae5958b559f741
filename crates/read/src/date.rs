//! Dates as written: numbers in three orders, month names in six languages, and what is said about them.

use crate::DateOrder;
use crate::fold::fold;
use crate::months::{is_idle, month};
use std::sync::LazyLock;
use tizim_model::{Day, PartialDate, Precision, Qualifier};

/// The earliest year that is believed.
const FIRST_YEAR: i16 = 1000;
/// The latest year that is believed; later ones are slips or stand for "no end".
const LAST_YEAR: i16 = 2100;

/// Qualifying words before a date.
const PREFIXES: &[(&str, Qualifier)] = &[
    ("about", Qualifier::About),
    ("approximately", Qualifier::About),
    ("approx.", Qualifier::About),
    ("approx", Qualifier::About),
    ("around", Qualifier::About),
    ("circa", Qualifier::About),
    ("ca.", Qualifier::About),
    ("c.", Qualifier::About),
    ("ca ", Qualifier::About),
    ("est.", Qualifier::About),
    ("estimated", Qualifier::About),
    ("~", Qualifier::About),
    ("≈", Qualifier::About),
    ("probably", Qualifier::About),
    ("early ", Qualifier::About),
    ("mid-", Qualifier::About),
    ("mid ", Qualifier::About),
    ("late ", Qualifier::About),
    ("около", Qualifier::About),
    ("примерно", Qualifier::About),
    ("приблизительно", Qualifier::About),
    ("ок.", Qualifier::About),
    ("предположительно", Qualifier::About),
    ("шамамен", Qualifier::About),
    ("حوالي", Qualifier::About),
    ("نحو", Qualifier::About),
    ("تقريبا", Qualifier::About),
    ("aproximadamente", Qualifier::About),
    ("aprox.", Qualifier::About),
    ("aprox", Qualifier::About),
    ("alrededor del", Qualifier::About),
    ("alrededor de", Qualifier::About),
    ("hacia", Qualifier::About),
    ("before", Qualifier::Before),
    ("prior to", Qualifier::Before),
    ("until", Qualifier::Before),
    ("up to", Qualifier::Before),
    ("earlier than", Qualifier::Before),
    ("no later than", Qualifier::Before),
    ("<", Qualifier::Before),
    ("до ", Qualifier::Before),
    ("ранее", Qualifier::Before),
    ("раньше", Qualifier::Before),
    ("не позднее", Qualifier::Before),
    ("قبل", Qualifier::Before),
    ("antes del", Qualifier::Before),
    ("antes de", Qualifier::Before),
    ("hasta", Qualifier::Before),
    ("after", Qualifier::After),
    ("since", Qualifier::After),
    ("later than", Qualifier::After),
    ("no earlier than", Qualifier::After),
    (">", Qualifier::After),
    ("после", Qualifier::After),
    ("позже", Qualifier::After),
    ("не ранее", Qualifier::After),
    ("начиная с", Qualifier::After),
    ("بعد", Qualifier::After),
    ("منذ", Qualifier::After),
    ("después del", Qualifier::After),
    ("después de", Qualifier::After),
    ("desde", Qualifier::After),
];

/// Qualifying words after a date.
const SUFFIXES: &[(&str, Qualifier)] = &[
    ("?", Qualifier::About),
    ("~", Qualifier::About),
    ("(approx.)", Qualifier::About),
    ("(approx)", Qualifier::About),
    ("(approximately)", Qualifier::About),
    ("approx.", Qualifier::About),
    ("approx", Qualifier::About),
    ("(estimated)", Qualifier::About),
    ("(est.)", Qualifier::About),
    ("(circa)", Qualifier::About),
    ("шамасында", Qualifier::About),
    ("шамасы", Qualifier::About),
    ("تقريبا", Qualifier::About),
    ("(примерно)", Qualifier::About),
    ("(около)", Qualifier::About),
    ("ға дейін", Qualifier::Before),
    ("ге дейін", Qualifier::Before),
    ("қа дейін", Qualifier::Before),
    ("ке дейін", Qualifier::Before),
    ("дейін", Qualifier::Before),
    ("бұрын", Qualifier::Before),
    ("or earlier", Qualifier::Before),
    ("or before", Qualifier::Before),
    ("нан кейін", Qualifier::After),
    ("ден кейін", Qualifier::After),
    ("дан кейін", Qualifier::After),
    ("тан кейін", Qualifier::After),
    ("кейін", Qualifier::After),
    ("or later", Qualifier::After),
    ("or after", Qualifier::After),
    ("onwards", Qualifier::After),
];

/// Words around the two ends of a range; the first may be nothing.
const RANGES: &[(&str, &str)] = &[
    ("between ", " and "),
    ("from ", " to "),
    ("from ", " until "),
    ("", " to "),
    ("", " - "),
    ("с ", " по "),
    ("с ", " до "),
    ("между ", " и "),
    ("от ", " до "),
    ("entre ", " y "),
    ("del ", " al "),
    ("de ", " a "),
    ("desde ", " hasta "),
    ("بين ", " و "),
    ("بين ", " و"),
    ("من ", " الى "),
    ("", " الى "),
    ("", "/"),
    ("", "-"),
];

type Qualifiers = LazyLock<Vec<(String, Qualifier)>>;

static PREFIXES_FOLDED: Qualifiers =
    LazyLock::new(|| PREFIXES.iter().map(|(w, q)| (fold_word(w), *q)).collect());
static SUFFIXES_FOLDED: Qualifiers =
    LazyLock::new(|| SUFFIXES.iter().map(|(w, q)| (fold_word(w), *q)).collect());
static RANGES_FOLDED: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    RANGES.iter().map(|(before, between)| (fold_word(before), fold_word(between))).collect()
});

/// Returns a word folded, the blanks at its ends kept.
fn fold_word(word: &str) -> String {
    let before = if word.starts_with(' ') { " " } else { "" };
    let after = if word.ends_with(' ') { " " } else { "" };
    format!("{before}{}{after}", fold(word))
}

/// Reads a date as far as it is stated.
///
/// - Numbers: `2022-01-06`, `2022/1/6`, `06.01.2022`, `20220106`, `2022-01`, `01/2022`, `2022`, with a time of day or
///   without. Where the cell does not tell, `order` does; a number above 12 is never taken for a month.
/// - Day or month 00 beside a year is "not known": `2022-01-00` is January 2022. `1900-01-00`, which Excel shows for
///   an empty cell, is unreadable, as are `00/00/0000`, days that no calendar has, and years before 1000 or after 2100.
/// - Years of two digits: 00 to 30 are 2000 to 2030, 31 to 99 are 1931 to 1999.
/// - Month names in English, Russian, Kazakh, Arabic (of the Nile and Gulf, of the Levant, of the Maghreb), Spanish and
///   French, short ones too; Arabic and Persian digits; Roman numerals for months (`12.IV.1985`).
/// - `about`, `circa`, `before`, `after` and their like; `1990s`; ranges (`5-7 January 2022`, `2015-2016`,
///   `from 3 May 2021 to 5 May 2021`).
///
/// Returns `None` for anything else, "unknown" included ([`crate::is_unknown_as`]).
pub fn interpret_date(text: &str, order: DateOrder) -> Option<PartialDate> {
    if text.len() > 120 {
        return None;
    }
    let folded = fold(text);
    let stated = folded.trim_matches(|c| matches!(c, '[' | ']' | '"' | '\'' | ',' | ';')).trim();
    if let Some(rest) = stated.strip_prefix("../") {
        return Some(unqualified(rest, order)?.with_qualifier(Qualifier::Before));
    }
    if let Some(rest) = stated.strip_suffix("/..") {
        return Some(unqualified(rest, order)?.with_qualifier(Qualifier::After));
    }
    if let Some(date) = single(stated, order, None) {
        return Some(date);
    }
    for (word, qualifier) in PREFIXES_FOLDED.iter() {
        if let Some(rest) = stated.strip_prefix(word.as_str()) {
            return Some(unqualified(rest.trim_start_matches([' ', '.']), order)?.with_qualifier(*qualifier));
        }
    }
    for (word, qualifier) in SUFFIXES_FOLDED.iter() {
        if let Some(rest) = stated.strip_suffix(word.as_str()) {
            return Some(unqualified(rest, order)?.with_qualifier(*qualifier));
        }
    }
    unqualified(stated, order)
}

/// Reads days since 1899-12-30 as Excel counts them, with a fraction for the time of day; from 1 to 73,050
/// (1900-01-01 to 2099-12-31). Excel's 29 February 1900, which never was, is passed over.
pub fn interpret_excel_serial(text: &str) -> Option<PartialDate> {
    let number: f64 = text.trim().parse().ok()?;
    if !(1.0..73_051.0).contains(&number) {
        return None;
    }
    let serial = number as i32;
    if serial == 60 {
        return None;
    }
    let epoch = Day::from_ymd(1899, 12, if serial < 60 { 31 } else { 30 })?;
    Some(PartialDate::day(epoch.plus(serial)))
}

fn unqualified(text: &str, order: DateOrder) -> Option<PartialDate> {
    let text = text.trim();
    if let Some(decade) = decade(text) {
        return Some(decade);
    }
    if let Some(date) = single(text, order, None) {
        return Some(date);
    }
    RANGES_FOLDED.iter().find_map(|(before, between)| range(text, before, between, order))
}

/// Reads `1990s`, `1990's` and `1990-е` as ten years.
fn decade(text: &str) -> Option<PartialDate> {
    let (digits, tail) = text.split_at_checked(4)?;
    let tail = tail.trim_matches([' ', '\'', '-']);
    let is_plural =
        ["s", "е", "х", "е годы", "х годов", "е гг", "е гг.", "х гг.", "жылдар", "жылдары"].contains(&tail);
    let year: i16 = digits.parse().ok().filter(|year| *year % 10 == 0)?;
    if !is_plural {
        return None;
    }
    PartialDate::range(Day::from_ymd(year, 1, 1)?, Day::from_ymd(year + 9, 12, 31)?)
}

fn range(text: &str, before: &str, between: &str, order: DateOrder) -> Option<PartialDate> {
    let rest = text.strip_prefix(before)?;
    rest.match_indices(between).find_map(|(place, _)| {
        let (from, to) = (rest[..place].trim(), rest[place + between.len()..].trim());
        let to = single(to, order, None)?;
        let from = single(from, order, Some(to))?;
        // "2015-16" and "3-4" are no ranges of dates
        if from.precision() == Precision::Range || from.earliest() > to.earliest() {
            return None;
        }
        PartialDate::range(from.earliest(), to.latest())
    })
}

/// A number as it stands in a date.
#[derive(Clone, Copy, Debug)]
struct Number {
    value: u32,
    digits: usize,
}

/// Reads one date; `lender` gives the year and the month that the first end of a range leaves out.
fn single(text: &str, order: DateOrder, lender: Option<PartialDate>) -> Option<PartialDate> {
    let (numbers, named, place_of_month) = tokens(text)?;
    if let Some(lender) = lender {
        let (year, lent_month, _) = lender.earliest().ymd();
        match (numbers.as_slice(), named) {
            ([day], None) if day.digits <= 2 && lender.precision() == Precision::Day => {
                return ymd(i32::from(year), u32::from(lent_month), day.value);
            }
            ([day, month], None)
                if day.digits <= 2 && month.digits <= 2 && lender.precision() == Precision::Day =>
            {
                return in_order(day.value, month.value, i32::from(year), order);
            }
            ([], Some(month)) => return PartialDate::month(year, month),
            ([day], Some(month)) if day.digits <= 2 => {
                return ymd(i32::from(year), u32::from(month), day.value);
            }
            _ => {}
        }
    }
    match named {
        Some(month) => with_named_month(&numbers, month, place_of_month),
        None => from_numbers(&numbers, order),
    }
}

/// Cuts a folded text into numbers and at most one month; `None` if it holds other words. The third is how many
/// numbers stand before the month.
fn tokens(text: &str) -> Option<(Vec<Number>, Option<u8>, usize)> {
    let text = without_time(text);
    let mut numbers: Vec<Number> = Vec::new();
    let mut named = None;
    let mut place = 0;
    let mut rest = text.as_str();
    let mut first_word_of_two = "";
    while let Some(first) = rest.chars().next() {
        let taken;
        if first.is_ascii_digit() {
            taken = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            if taken > 8 || numbers.len() == 3 {
                return None;
            }
            numbers.push(Number { value: rest[..taken].parse().ok()?, digits: taken });
        } else if first.is_alphabetic() {
            taken = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            let word = &rest[..taken];
            let two = format!("{first_word_of_two} {word}");
            let found = month(&two).or_else(|| month(word)).or_else(|| roman(word, &numbers));
            match found {
                Some(found) => {
                    if named.is_some_and(|known| known != found) {
                        return None;
                    }
                    named = Some(found);
                    place = numbers.len();
                    first_word_of_two = "";
                }
                None if first_word_of_two.is_empty() && (word == fold("كانون") || word == "تشرين") => {
                    first_word_of_two = word
                }
                None if is_idle(word) => {}
                None => return None,
            }
        } else if matches!(first, ' ' | '.' | ',' | '-' | '/' | '\'' | '،' | 'º' | '°' | '(' | ')') {
            taken = first.len_utf8();
        } else {
            return None;
        }
        rest = &rest[taken..];
    }
    let starts_below_zero = text.starts_with('-');
    (first_word_of_two.is_empty() && !starts_below_zero).then_some((numbers, named, place))
}

/// Returns the text without a time of day (`12:30`, `12:30:01.5Z`, `+06:00`), which begins at the digits before the
/// first colon; a year of four digits behind it stays.
fn without_time(text: &str) -> String {
    let Some(colon) = text.find(':') else { return text.to_owned() };
    let start = text[..colon]
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let mut kept = text[..start].to_owned();
    let is_apart = |word: &&str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    if let Some(year) = text[colon..].split(' ').skip(1).find(is_apart) {
        kept.push(' ');
        kept.push_str(year);
    }
    kept
}

fn roman(word: &str, numbers: &[Number]) -> Option<u8> {
    const ROMAN: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
    if numbers.len() != 1 {
        return None;
    }
    ROMAN.iter().position(|numeral| *numeral == word).map(|place| place as u8 + 1)
}

fn with_named_month(numbers: &[Number], month: u8, before: usize) -> Option<PartialDate> {
    match numbers {
        [year] if year.digits == 4 => ymd(year.value as i32, u32::from(month), 0),
        [year] if year.digits == 2 && before == 0 => ymd(full_year(*year)?, u32::from(month), 0),
        [year, day] if year.digits == 4 && day.digits <= 2 => {
            ymd(year.value as i32, u32::from(month), day.value)
        }
        [day, year] if day.digits <= 2 && (year.digits == 4 || year.digits == 2) => {
            ymd(full_year(*year)?, u32::from(month), day.value)
        }
        _ => None,
    }
}

fn from_numbers(numbers: &[Number], order: DateOrder) -> Option<PartialDate> {
    if excels_zero(numbers) {
        return None;
    }
    match numbers {
        [one] => from_one(*one, order),
        [year, month] if year.digits == 4 && month.digits <= 2 => ymd(year.value as i32, month.value, 0),
        [month, year] if month.digits <= 2 && year.digits == 4 => ymd(year.value as i32, month.value, 0),
        [year, month, day] if year.digits == 4 && month.digits <= 2 && day.digits <= 2 => {
            ymd(year.value as i32, month.value, day.value)
        }
        [first, second, year] if first.digits <= 2 && second.digits <= 2 && year.digits == 4 => {
            in_order(first.value, second.value, year.value as i32, order)
        }
        [first, second, third] if numbers.iter().all(|n| n.digits <= 2) => {
            if order == DateOrder::YearFirst || first.value > 31 {
                return ymd(full_year(*first)?, second.value, third.value);
            }
            in_order(first.value, second.value, full_year(*third)?, order)
        }
        _ => None,
    }
}

/// Returns whether the numbers are 0 January 1900, which Excel shows for the number 0.
fn excels_zero(numbers: &[Number]) -> bool {
    let mut values: Vec<u32> = numbers.iter().map(|number| number.value).collect();
    values.sort_unstable();
    values == [0, 1, 1900] || values == [0, 0, 1900]
}

fn from_one(number: Number, order: DateOrder) -> Option<PartialDate> {
    let value = number.value;
    match number.digits {
        4 => ymd(value as i32, 0, 0),
        8 => {
            let year_first = ymd((value / 10_000) as i32, value / 100 % 100, value % 100);
            let plausible = year_first.filter(|date| (1700..=LAST_YEAR).contains(&date.earliest().ymd().0));
            plausible
                .or_else(|| in_order(value / 1_000_000, value / 10_000 % 100, (value % 10_000) as i32, order))
        }
        6 => ymd((value / 100) as i32, value % 100, 0)
            .filter(|date| date.earliest().ymd().0 >= 1900 && !value.is_multiple_of(100)),
        _ => None,
    }
}

fn in_order(first: u32, second: u32, year: i32, order: DateOrder) -> Option<PartialDate> {
    let month_first = match order {
        DateOrder::MonthFirst => first <= 12,
        DateOrder::DayFirst | DateOrder::YearFirst => second > 12,
    };
    if month_first { ymd(year, first, second) } else { ymd(year, second, first) }
}

/// Returns the date; month or day 0 is "not known".
fn ymd(year: i32, month: u32, day: u32) -> Option<PartialDate> {
    let year = i16::try_from(year).ok().filter(|year| (FIRST_YEAR..=LAST_YEAR).contains(year))?;
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    match (month, day) {
        (0, 0) => PartialDate::year(year),
        (0, _) => None,
        (_, 0) => PartialDate::month(year, month),
        _ => PartialDate::from_ymd(year, month, day),
    }
}

fn full_year(number: Number) -> Option<i32> {
    let value = number.value as i32;
    match number.digits {
        4 => Some(value),
        2 if value <= 30 => Some(2000 + value),
        2 => Some(1900 + value),
        _ => None,
    }
}
