//! Dates as sources know them: a day, a month, a year, a range; before, after, about.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// A civil day, as days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(i32);

impl Day {
    /// Returns the day, or `None` where the calendar has none such (31 February) or the year is not in 1..=9999.
    pub fn from_ymd(year: i16, month: u8, day: u8) -> Option<Self> {
        if !(1..=9999).contains(&year) {
            return None;
        }
        let date = jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        let epoch = jiff::civil::Date::constant(1970, 1, 1);
        Some(Self((date - epoch).get_days()))
    }

    /// Returns the number of days since 1970-01-01; negative before it.
    pub fn number(self) -> i32 {
        self.0
    }

    /// Returns the day so many days later, or earlier for a negative number.
    pub fn plus(self, days: i32) -> Day {
        Day(self.0.saturating_add(days))
    }

    /// Returns year, month and day.
    pub fn ymd(self) -> (i16, u8, u8) {
        // the civil-from-days algorithm of H. Hinnant, "chrono-Compatible Low-Level Date Algorithms"
        let z = i64::from(self.0) + 719_468;
        let era = z.div_euclid(146_097);
        let day_of_era = z.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        (year as i16, month as u8, day as u8)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// How finely a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// To the day.
    Day,
    /// To the month.
    Month,
    /// To the year.
    Year,
    /// Between two days.
    Range,
}

impl Precision {
    /// Returns the word for it: `day`, `month`, `year` or `range`.
    pub fn word(self) -> &'static str {
        match self {
            Precision::Day => "day",
            Precision::Month => "month",
            Precision::Year => "year",
            Precision::Range => "range",
        }
    }
}

/// What the source adds to the date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Qualifier {
    /// The date as it stands.
    #[default]
    Exact,
    /// "About", "circa", "approximately".
    About,
    /// Before it.
    Before,
    /// After it.
    After,
}

/// A date as far as it is known.
///
/// Written and read as a subset of the Extended Date/Time Format (ISO 8601-2): `2022-01-06`, `2022-01`, `2022`,
/// `2022-01-05/2022-01-07`, `2022~` (about), `../2022-01` (before), `2022-01/..` (after).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    earliest: Day,
    latest: Day,
    precision: Precision,
    qualifier: Qualifier,
}

impl PartialDate {
    /// Returns a date known to the day.
    pub fn day(day: Day) -> Self {
        Self { earliest: day, latest: day, precision: Precision::Day, qualifier: Qualifier::Exact }
    }

    /// Returns a date known to the day, or `None` where the calendar has no such day.
    pub fn from_ymd(year: i16, month: u8, day: u8) -> Option<Self> {
        Day::from_ymd(year, month, day).map(Self::day)
    }

    /// Returns a date known to the month, or `None` for a month outside 1..=12.
    pub fn month(year: i16, month: u8) -> Option<Self> {
        let earliest = Day::from_ymd(year, month, 1)?;
        let latest = (28..=31).rev().find_map(|day| Day::from_ymd(year, month, day))?;
        Some(Self { earliest, latest, precision: Precision::Month, qualifier: Qualifier::Exact })
    }

    /// Returns a date known to the year, or `None` for a year outside 1..=9999.
    pub fn year(year: i16) -> Option<Self> {
        let earliest = Day::from_ymd(year, 1, 1)?;
        let latest = Day::from_ymd(year, 12, 31)?;
        Some(Self { earliest, latest, precision: Precision::Year, qualifier: Qualifier::Exact })
    }

    /// Returns a date known to lie between two days, both included; `None` if they are in the wrong order.
    pub fn range(from: Day, to: Day) -> Option<Self> {
        (from <= to).then_some(Self {
            earliest: from,
            latest: to,
            precision: Precision::Range,
            qualifier: Qualifier::Exact,
        })
    }

    /// Returns the same date with another qualifier.
    pub fn with_qualifier(self, qualifier: Qualifier) -> Self {
        Self { qualifier, ..self }
    }

    /// Returns the first day of what is stated, the qualifier left aside.
    pub fn earliest(self) -> Day {
        self.earliest
    }

    /// Returns the last day of what is stated, the qualifier left aside.
    pub fn latest(self) -> Day {
        self.latest
    }

    /// Returns how finely it is known.
    pub fn precision(self) -> Precision {
        self.precision
    }

    /// Returns what the source adds to it.
    pub fn qualifier(self) -> Qualifier {
        self.qualifier
    }

    /// Returns the day if it is known to the day, without a qualifier.
    pub fn exact_day(self) -> Option<Day> {
        (self.precision == Precision::Day && self.qualifier == Qualifier::Exact).then_some(self.earliest)
    }

    /// Returns the year, if all that is stated lies in one; none for "before" and "after".
    pub fn known_year(self) -> Option<i16> {
        let (from, _, _) = self.earliest.ymd();
        let (to, _, _) = self.latest.ymd();
        (from == to && !matches!(self.qualifier, Qualifier::Before | Qualifier::After)).then_some(from)
    }

    /// Returns year and month, if all that is stated lies in one month; none for "before" and "after".
    pub fn known_month(self) -> Option<(i16, u8)> {
        let (year, month, _) = self.earliest.ymd();
        let (to_year, to_month, _) = self.latest.ymd();
        let one = (year, month) == (to_year, to_month);
        (one && !matches!(self.qualifier, Qualifier::Before | Qualifier::After)).then_some((year, month))
    }

    /// Returns whether every day that another date may mean is one that this may mean too: `2022` holds `2022-01-06`, and
    /// `2022-01/..` holds it as well. "About" is taken as it stands.
    pub fn holds(self, other: PartialDate) -> bool {
        let (from, to) = self.bounds();
        let (other_from, other_to) = other.bounds();
        from <= other_from && other_to <= to
    }

    /// The first and the last day that it may mean; open at an end for "before" and "after".
    fn bounds(self) -> (Day, Day) {
        match self.qualifier {
            Qualifier::Before => (Day(i32::MIN), self.latest),
            Qualifier::After => (self.earliest, Day(i32::MAX)),
            Qualifier::Exact | Qualifier::About => (self.earliest, self.latest),
        }
    }

    fn stated(self) -> String {
        let (year, month, _) = self.earliest.ymd();
        match self.precision {
            Precision::Day => self.earliest.to_string(),
            Precision::Month => format!("{year:04}-{month:02}"),
            Precision::Year => format!("{year:04}"),
            Precision::Range => format!("{}/{}", self.earliest, self.latest),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stated = self.stated();
        match self.qualifier {
            Qualifier::Exact => f.write_str(&stated),
            Qualifier::About => write!(f, "{stated}~"),
            Qualifier::Before => write!(f, "../{stated}"),
            Qualifier::After => write!(f, "{stated}/.."),
        }
    }
}

/// A text that is not a date in the form that [`PartialDate`] writes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a date like 2022-01-06, 2022-01, 2022, 2022~, ../2022 or 2022-01-05/2022-01-07")]
pub struct NotADate(String);

impl FromStr for PartialDate {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let fault = || NotADate(text.chars().take(80).collect());
        if let Some(rest) = text.strip_prefix("../") {
            return Ok(parse_stated(rest).ok_or_else(fault)?.with_qualifier(Qualifier::Before));
        }
        if let Some(rest) = text.strip_suffix("/..") {
            return Ok(parse_stated(rest).ok_or_else(fault)?.with_qualifier(Qualifier::After));
        }
        if let Some(rest) = text.strip_suffix('~') {
            return Ok(parse_stated(rest).ok_or_else(fault)?.with_qualifier(Qualifier::About));
        }
        parse_stated(text).ok_or_else(fault)
    }
}

fn parse_stated(text: &str) -> Option<PartialDate> {
    if let Some((from, to)) = text.split_once('/') {
        return PartialDate::range(parse_single(from)?.earliest, parse_single(to)?.latest);
    }
    parse_single(text)
}

fn parse_single(text: &str) -> Option<PartialDate> {
    let mut parts = text.split('-');
    let year: i16 = number(parts.next()?, 4)?;
    let Some(month) = parts.next() else {
        return PartialDate::year(year);
    };
    let month = number(month, 2)?;
    let Some(day) = parts.next() else {
        return PartialDate::month(year, u8::try_from(month).ok()?);
    };
    if parts.next().is_some() {
        return None;
    }
    PartialDate::from_ymd(year, u8::try_from(month).ok()?, u8::try_from(number(day, 2)?).ok()?)
}

fn number(text: &str, digits: usize) -> Option<i16> {
    (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_calendar_is_kept() {
        assert_eq!(PartialDate::from_ymd(2022, 2, 31), None);
        assert_eq!(PartialDate::from_ymd(2022, 0, 0), None);
        assert_eq!(PartialDate::from_ymd(0, 1, 1), None);
        assert!(PartialDate::from_ymd(2024, 2, 29).is_some());
        assert_eq!(PartialDate::month(2023, 2).unwrap().latest().to_string(), "2023-02-28");
    }

    #[test]
    fn written_and_read_alike() {
        for text in
            ["2022-01-06", "2022-01", "2022", "2022~", "../2022-01", "2022-01-06/..", "2022-01-05/2022-01-07"]
        {
            assert_eq!(text.parse::<PartialDate>().unwrap().to_string(), text);
        }
        for text in ["", "2022-1-6", "06.01.2022", "2022-13", "2022-02-30", "x", "2022-01-01-01", "/", "~"] {
            assert!(text.parse::<PartialDate>().is_err(), "{text} was read");
        }
    }

    #[test]
    fn before_and_after_know_no_year() {
        let before: PartialDate = "../2022".parse().unwrap();
        assert_eq!(before.known_year(), None);
        assert_eq!("2022~".parse::<PartialDate>().unwrap().known_year(), Some(2022));
    }

    #[test]
    fn a_wider_or_open_date_holds_a_narrower_one() {
        let date = |text: &str| text.parse::<PartialDate>().unwrap();
        for (wide, narrow, holds) in [
            ("2022", "2022-01-06", true),
            ("2022-01-06", "2022", false),
            ("2022-01-01/2022-01-10", "2022-01-06", true),
            ("2022-01-01/2022-01-10", "2022-01-06/2022-01-11", false),
            ("2022-01-06/..", "2022-01-06", true),
            ("2022-01-07/..", "2022-01-06", false),
            ("../2022", "2022-01-06", true),
            ("../2021", "2022-01-06", false),
            ("2022", "2022-01-06/..", false),
            ("2022~", "2022-01-06", true),
        ] {
            assert_eq!(date(wide).holds(date(narrow)), holds, "{wide} {narrow}");
        }
    }

    proptest! {
        #[test]
        fn ymd_is_the_inverse_of_from_ymd(number in -719_162..2_932_896i32) {
            let day = Day(number);
            let (y, m, d) = day.ymd();
            prop_assert_eq!(Day::from_ymd(y, m, d), Some(day));
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,40}") {
            let _ = text.parse::<PartialDate>();
        }
    }
}
