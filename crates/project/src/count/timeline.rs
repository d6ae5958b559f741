//! The documented persons over time, by the shown date of the act.

use crate::results::{Bin, Person, Timeline};
use std::collections::BTreeMap;
use std::sync::Arc;
use tizim_model::{Day, PartialDate, Qualifier, Role};

/// The most bins that a reader can take in.
const MOST_BINS: i32 = 120;

/// Returns the persons in bins of a width that suits the time that nearly all of them span.
pub(crate) fn timeline(persons: &[Arc<Person>]) -> Timeline {
    let mut dates: Vec<PartialDate> = Vec::new();
    let mut undated = 0;
    for person in persons.iter().filter(|person| !person.too_bare) {
        let field = person.fields.iter().find(|field| field.role == Role::EventDate);
        match field
            .map(|field| field.shown())
            .filter(|value| value.known)
            .and_then(|value| value.display.parse().ok())
        {
            Some(date) => dates.push(date),
            None => undated += 1,
        }
    }
    bins(&dates, undated)
}

fn bins(dates: &[PartialDate], undated: u64) -> Timeline {
    let mut days: Vec<Day> = dates.iter().map(|date| date.earliest()).collect();
    days.sort();
    let Some((from, to)) = span(&days) else {
        return Timeline { bin: Bin::Day, bins: Vec::new(), coarse: 0, undated, outside: 0 };
    };
    let bin = width(from, to);
    let (first, last) = (start(bin, from), start(bin, to));
    let mut counts: BTreeMap<Day, u64> = BTreeMap::new();
    let mut day = first;
    while day <= last {
        counts.insert(day, 0);
        day = next(bin, day);
    }
    let (mut coarse, mut outside) = (0, 0);
    for date in dates {
        let bounded = matches!(date.qualifier(), Qualifier::Exact | Qualifier::About);
        if !bounded || start(bin, date.earliest()) != start(bin, date.latest()) {
            coarse += 1;
        } else if let Some(count) = counts.get_mut(&start(bin, date.earliest())) {
            *count += 1;
        } else {
            outside += 1;
        }
    }
    let bins = counts.into_iter().map(|(day, count)| (day.to_string(), count)).collect();
    Timeline { bin, bins, coarse, undated, outside }
}

/// Returns the first and last day, a half per cent at each end left aside: one slip of the pen (1022 for 2022) must
/// not flatten the picture. With fewer than 200 dates all count.
fn span(days: &[Day]) -> Option<(Day, Day)> {
    let aside = days.len() / 200;
    Some((*days.get(aside)?, *days.get(days.len() - 1 - aside)?))
}

fn width(from: Day, to: Day) -> Bin {
    let days = to.number() - from.number();
    if days < MOST_BINS {
        Bin::Day
    } else if days / 7 < MOST_BINS {
        Bin::Week
    } else if days / 30 < MOST_BINS {
        Bin::Month
    } else {
        Bin::Year
    }
}

fn start(bin: Bin, day: Day) -> Day {
    let (year, month, _) = day.ymd();
    let first = |year, month| Day::from_ymd(year, month, 1).unwrap_or(day);
    match bin {
        Bin::Day => day,
        // 1970-01-01 was a Thursday, so the Monday before it is day -3
        Bin::Week => day.plus(-(day.number() + 3).rem_euclid(7)),
        Bin::Month => first(year, month),
        Bin::Year => first(year, 1),
    }
}

fn next(bin: Bin, day: Day) -> Day {
    let (year, month, _) = day.ymd();
    let beyond = day.plus(400);
    match bin {
        Bin::Day => day.plus(1),
        Bin::Week => day.plus(7),
        Bin::Month if month == 12 => Day::from_ymd(year + 1, 1, 1).unwrap_or(beyond),
        Bin::Month => Day::from_ymd(year, month + 1, 1).unwrap_or(beyond),
        Bin::Year => Day::from_ymd(year + 1, 1, 1).unwrap_or(beyond),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(texts: &[&str]) -> Vec<PartialDate> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn days_without_gaps() {
        let line = bins(&dates(&["2022-01-05", "2022-01-07", "2022-01-07", "2022-01", "../2022-01-06"]), 2);
        assert_eq!(line.bin, Bin::Day);
        assert_eq!(
            line.bins,
            [
                ("2022-01-01".to_owned(), 0),
                ("2022-01-02".to_owned(), 0),
                ("2022-01-03".to_owned(), 0),
                ("2022-01-04".to_owned(), 0),
                ("2022-01-05".to_owned(), 1),
                ("2022-01-06".to_owned(), 0),
                ("2022-01-07".to_owned(), 2)
            ]
        );
        assert_eq!((line.coarse, line.undated, line.outside), (2, 2, 0));
    }

    #[test]
    fn weeks_begin_on_monday() {
        let monday = Day::from_ymd(2022, 1, 3).unwrap();
        for day in 3..10 {
            assert_eq!(start(Bin::Week, Day::from_ymd(2022, 1, day).unwrap()), monday);
        }
    }

    #[test]
    fn a_slip_of_the_pen_does_not_flatten_the_picture() {
        let mut texts = vec!["2022-01-05"; 500];
        texts.push("1022-01-05");
        let line = bins(&dates(&texts), 0);
        assert_eq!(line.bins, [("2022-01-05".to_owned(), 500)]);
        assert_eq!(line.outside, 1);
    }

    #[test]
    fn no_dates_no_bins() {
        assert_eq!(bins(&[], 3).undated, 3);
    }

    #[test]
    fn months_and_years() {
        assert_eq!(bins(&dates(&["2018-03-02", "2022-01-01"]), 0).bins.len(), 47);
        assert_eq!(bins(&dates(&["1936-03-02", "1939-01-01"]), 0).bin, Bin::Month);
        assert_eq!(bins(&dates(&["1900-03-02", "1939-01-01"]), 0).bins.len(), 40);
    }
}
