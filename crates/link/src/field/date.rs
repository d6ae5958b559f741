//! Dates as far as they are known, and how two of them differ.

use super::level::date as level;
use tizim_model::{PartialDate, Precision, Qualifier};

/// A date prepared for comparing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct DateValue {
    earliest: i32,
    latest: i32,
    /// Year, month and day where it is known to the day.
    ymd: Option<(i16, u8, u8)>,
    /// The eight digits YYYYMMDD where it is known to the day, a byte each, the last digit in the lowest.
    digits: u64,
    /// Whether month or day are known, at least as a range within one year.
    finer_than_year: bool,
}

impl DateValue {
    /// Returns the date prepared; `first_means_year` reads the first of January as nothing but its year.
    pub(crate) fn new(date: PartialDate, first_means_year: bool) -> Self {
        let (mut earliest, mut latest) = (date.earliest().number(), date.latest().number());
        let exact = date.exact_day().map(|day| day.ymd());
        let ymd = exact.filter(|(_, month, day)| !(first_means_year && (*month, *day) == (1, 1)));
        if let (Some((year, _, _)), None) = (exact, ymd)
            && let Some(whole) = PartialDate::year(year)
        {
            latest = whole.latest().number();
        }
        match date.qualifier() {
            Qualifier::Exact => {}
            Qualifier::About => {
                let slack = if date.precision() == Precision::Year { 366 } else { 31 };
                earliest -= slack;
                latest += slack;
            }
            Qualifier::Before => earliest = latest - 40_000,
            Qualifier::After => latest = earliest + 40_000,
        }
        let digits = ymd.map_or(0, |(year, month, day)| {
            let number = u64::from(year.unsigned_abs()) * 10_000 + u64::from(month) * 100 + u64::from(day);
            (0..8).fold((0, number), |(digits, rest), at| (digits | ((rest % 10) << (8 * at)), rest / 10)).0
        });
        let finer_than_year = ymd.is_some() || latest - earliest < 200;
        Self { earliest, latest, ymd, digits, finer_than_year }
    }

    pub(crate) fn ymd(&self) -> Option<(i16, u8, u8)> {
        self.ymd
    }

    /// Returns the year if there is one.
    pub(crate) fn year(&self) -> Option<i16> {
        if let Some((year, _, _)) = self.ymd {
            return Some(year);
        }
        let middle = (self.latest - self.earliest <= 366).then_some((self.earliest + self.latest) / 2)?;
        Some((1970.0 + f64::from(middle) / 365.2425).floor() as i16)
    }

    /// Returns the level of two dates, the same both ways.
    pub(crate) fn level(&self, other: &DateValue) -> u8 {
        match (self.ymd, other.ymd) {
            (Some(a), Some(b)) => self.level_of_days(other, a, b),
            _ => self.level_of_spans(other),
        }
    }

    fn level_of_days(&self, other: &DateValue, a: (i16, u8, u8), b: (i16, u8, u8)) -> u8 {
        let apart = (self.earliest - other.earliest).abs();
        match apart {
            0 => return level::SAME,
            1 => return level::ONE_DAY,
            2..=3 => return level::THREE_DAYS,
            _ => {}
        }
        if a.0 == b.0 && a.1 == b.2 && a.2 == b.1 {
            return level::EXCHANGED;
        }
        if is_one_error(self.digits, other.digits) {
            return level::ONE_DIGIT;
        }
        if apart <= 10 {
            return level::TEN_DAYS;
        }
        if (a.1, a.2) == (b.1, b.2) {
            return level::OTHER_YEAR;
        }
        if (a.0, a.1) == (b.0, b.1) {
            return level::SAME_MONTH;
        }
        if a.0 == b.0 {
            return level::SAME_YEAR;
        }
        if apart <= 731 { level::TWO_YEARS } else { level::DIFFERENT }
    }

    fn level_of_spans(&self, other: &DateValue) -> u8 {
        let gap = (self.earliest - other.latest).max(other.earliest - self.latest);
        if gap <= 0 {
            return match self.finer_than_year && other.finer_than_year {
                true => level::KNOWN_MONTH,
                false => level::KNOWN_YEAR,
            };
        }
        if gap <= 731 { level::TWO_YEARS } else { level::DIFFERENT }
    }
}

/// Returns whether two dates, a byte a digit, differ in one digit, or in two neighbouring ones that are exchanged.
fn is_one_error(a: u64, b: u64) -> bool {
    // a digit is at most 9, so adding this to a byte that is not 0 sets its highest bit, and carries nothing on
    let wrong = ((a ^ b) + 0x7F7F_7F7F_7F7F_7F7F) & 0x8080_8080_8080_8080;
    let first = wrong & wrong.wrapping_neg();
    let others = wrong ^ first;
    if others == 0 {
        return wrong != 0;
    }
    let digit = |digits: u64, at: u32| digits >> at & 0xFF;
    let at = first.trailing_zeros() - 7;
    others == first << 8 && digit(a, at) == digit(b, at + 8) && digit(a, at + 8) == digit(b, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, expected: u8) {
        let value = |text: &str| DateValue::new(text.parse().unwrap(), false);
        assert_eq!(value(a).level(&value(b)), expected, "{a} {b}");
        assert_eq!(value(b).level(&value(a)), expected, "not symmetric: {a} {b}");
    }

    #[test]
    fn levels_of_dates() {
        check("2016-03-04", "2016-03-04", level::SAME);
        check("2016-03-31", "2016-04-01", level::ONE_DAY);
        check("2016-03-04", "2016-03-07", level::THREE_DAYS);
        check("2016-03-09", "2016-09-03", level::EXCHANGED);
        check("1986-03-04", "1996-03-04", level::ONE_DIGIT);
        check("1968-03-04", "1986-03-04", level::ONE_DIGIT);
        check("1971-03-04", "1986-03-04", level::OTHER_YEAR);
        check("1986-03-24", "1986-03-04", level::ONE_DIGIT);
        check("1986-12-14", "1968-12-14", level::ONE_DIGIT);
        check("1986-12-14", "1986-12-28", level::SAME_MONTH);
        check("2016", "2016-05-06", level::KNOWN_YEAR);
        check("2016-05", "2016-05-06", level::KNOWN_MONTH);
        check("2015", "2016-05-06", level::TWO_YEARS);
        check("../2010", "2016", level::DIFFERENT);
        check("2001-02-03", "1960-11-12", level::DIFFERENT);
    }

    #[test]
    fn the_first_of_january_may_mean_the_year() {
        let first = DateValue::new("1990-01-01".parse().unwrap(), true);
        let other = DateValue::new("1990-07-09".parse().unwrap(), true);
        assert_eq!(first.level(&other), level::KNOWN_YEAR);
        assert_eq!(first.level(&first), level::KNOWN_YEAR);
        assert_eq!(first.year(), Some(1990));
    }
}
