//! Ages and days.

use tizim_model::Day;

/// Whole years from `birth` to `day`; 0 if it is not yet one.
pub(crate) fn years_between(birth: Day, day: Day) -> i32 {
    let ((born, born_month, born_day), (year, month, day)) = (birth.ymd(), day.ymd());
    let before_birthday = (month, day) < (born_month, born_day);
    (i32::from(year) - i32::from(born) - i32::from(before_birthday)).max(0)
}

/// The day with day and month in each other's place, where the calendar has such another day.
pub(crate) fn swapped(day: Day) -> Option<Day> {
    let (year, month, day_of_month) = day.ymd();
    Day::from_ymd(year, day_of_month, month).filter(|swapped| *swapped != day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i16, month: u8, day: u8) -> Day {
        Day::from_ymd(year, month, day).unwrap()
    }

    #[test]
    fn the_birthday_counts() {
        assert_eq!(years_between(day(1990, 9, 6), day(2021, 9, 5)), 30);
        assert_eq!(years_between(day(1990, 9, 6), day(2021, 9, 6)), 31);
        assert_eq!(years_between(day(2021, 9, 6), day(2021, 9, 6)), 0);
    }

    #[test]
    fn only_some_days_can_be_swapped() {
        assert_eq!(swapped(day(2021, 9, 6)), Some(day(2021, 6, 9)));
        assert_eq!(swapped(day(2021, 9, 13)), None);
        assert_eq!(swapped(day(2021, 9, 9)), None);
    }
}
