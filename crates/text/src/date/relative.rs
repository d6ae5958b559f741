//! Days, weeks, seasons and years that are counted from the day of publication, or named beside a year.

use super::{FoundDate, Reader, Resolved};
use crate::token::Kind;
use std::ops::Range;
use tizim_model::{Day, PartialDate};

/// Seasons with their first month; winter is of two years and left.
const SEASONS: &[(&str, u8)] =
    &[("весной", 3), ("летом", 6), ("осенью", 9), ("spring", 3), ("summer", 6), ("autumn", 9), ("fall", 9)];

/// Words between "will" and a day of the week at most.
const NEAR: usize = 8;

impl Reader<'_> {
    /// `spring 2022`, `весной 2022 года`, `летом прошлого года`: three months.
    pub(super) fn season(&self, at: usize) -> Option<FoundDate> {
        let month = self.season_month(at)?;
        let (year, end) = self.year_after(at + 1, false)?;
        Some((at..end, three_months(year, month)?, Resolved::Stated))
    }

    /// Returns the first month of the season that a word names.
    fn season_month(&self, at: usize) -> Option<u8> {
        SEASONS.iter().find(|(name, _)| self.is_any(at, &[name])).map(|(_, month)| *month)
    }

    /// `last spring`: the last that was over on the day of publication.
    fn last_season(&self, at: usize, published: Day) -> Option<PartialDate> {
        let month = self.season_month(at)?;
        let year = published.ymd().0;
        let is_over = Day::from_ymd(year, month + 3, 1).is_some_and(|next| next <= published);
        three_months(year - i16::from(!is_over), month)
    }

    /// Returns whether the clause of a day tells of what is still to come: "a judge will decide on Friday", "is due to vote on Friday"; not "said on
    /// Friday it will".
    pub(super) fn lies_ahead(&self, at: usize) -> bool {
        let is_end = |place: &usize| {
            self.tokens[*place].kind == Kind::Sign
                || self.is_any(*place, &["who", "which", "that", "and", "after", "before"])
        };
        let is_past = |place: &usize| {
            let lower = self.tokens[*place].lower.as_str();
            matches!(lower, "said" | "told" | "says") || lower.len() > 4 && lower.ends_with("ed")
        };
        let mut before = (at.saturating_sub(NEAR)..at).rev().take_while(|place| !is_end(place));
        let mut after = (at + 1..self.tokens.len().min(at + NEAR)).take_while(|place| !is_end(place));
        let told = (at.saturating_sub(2)..at).any(|place| is_past(&place));
        before.any(|place| self.is_to_come(place)) || !told && after.any(|place| self.is_to_come(place))
    }

    /// Returns whether a word, or the two from it on, say that something is to come.
    fn is_to_come(&self, at: usize) -> bool {
        const LEADS: [&str; 11] = [
            "is",
            "are",
            "due",
            "set",
            "expected",
            "scheduled",
            "likely",
            "plans",
            "plan",
            "intends",
            "intend",
        ];
        let token = &self.tokens[at];
        let is_short = token.lower.ends_with("'ll") || token.lower.ends_with("’ll");
        is_short
            || self.is_any(at, &["will", "shall", "won't", "won’t"])
            || self.is_any(at, &LEADS) && self.is_any(at + 1, &["to"])
    }

    /// `yesterday`, `last week`, `two days ago`: what is counted from the day of publication.
    pub(super) fn relative(&self, at: usize) -> Option<FoundDate> {
        let published = self.published?;
        let (year, month, _) = published.ymd();
        let day = |range: Range<usize>, back: i32| {
            Some((range, PartialDate::day(published.plus(-back)), Resolved::RelativeToPublication))
        };
        let token = self.token(at)?;
        // "the day before yesterday"
        if token.is("day") && self.is_any(at + 1, &["before"]) && self.is_any(at + 2, &["yesterday"]) {
            return day(at..at + 3, 2);
        }
        if let Some(found) = self.weekend(at, published) {
            return Some(found);
        }
        match token.lower.as_str() {
            "yesterday" | "вчера" | "накануне" => return day(at..at + 1, 1),
            "позавчера" => return day(at..at + 1, 2),
            "today" | "tonight" | "сегодня" => return day(at..at + 1, 0),
            "tomorrow" | "завтра" => return day(at..at + 1, -1),
            _ => {}
        }
        let is_last = token.is_any(&[
            "last",
            "past",
            "previous",
            "прошлом",
            "прошлого",
            "прошлый",
            "минувшем",
            "прошлой",
            "минувшей",
        ]);
        if is_last {
            let found =
                |date: Option<PartialDate>| Some((at..at + 2, date?, Resolved::RelativeToPublication));
            if self.is_any(at + 1, &["year", "году", "года", "год"]) {
                return found(PartialDate::year(year - 1));
            }
            if self.is_any(at + 1, &["month", "месяце", "месяца"]) {
                return found(if month == 1 {
                    PartialDate::month(year - 1, 12)
                } else {
                    PartialDate::month(year, month - 1)
                });
            }
            if self.is_any(at + 1, &["night"]) {
                return day(at..at + 2, 1);
            }
            if let Some(season) = self.last_season(at + 1, published) {
                return found(Some(season));
            }
            if self.is_any(at + 1, &["week", "неделе", "недели"]) {
                let monday = published.plus(-(published.number() + 3).rem_euclid(7) - 7);
                return found(PartialDate::range(monday, monday.plus(6)));
            }
        }
        if token.is_any(&["this"]) && self.is_any(at + 1, &["morning", "afternoon", "evening"]) {
            return day(at..at + 2, 0);
        }
        if token.is_any(&["this", "этой"]) && self.is_any(at + 1, &["week", "неделе"]) {
            let monday = published.plus(-(published.number() + 3).rem_euclid(7));
            let date = PartialDate::range(monday, published).unwrap_or(PartialDate::day(published));
            return Some((at..at + 2, date, Resolved::RelativeToPublication));
        }
        if token.is_any(&["this", "этом", "нынешнем", "текущем"]) && self.is_any(at + 1, &["year", "году"])
        {
            return Some((at..at + 2, PartialDate::year(year)?, Resolved::RelativeToPublication));
        }
        if token.is_any(&["this"]) && self.is_any(at + 1, &["month"]) {
            return Some((at..at + 2, PartialDate::month(year, month)?, Resolved::RelativeToPublication));
        }
        self.ago(at, published)
    }

    /// `over the weekend`, `last weekend`, `в минувшие выходные`: the Saturday and Sunday that were last, or are now.
    fn weekend(&self, at: usize, published: Day) -> Option<FoundDate> {
        let is_last = self.is_any(at, &["last", "past", "минувшие", "прошлые", "прошедшие"]);
        let is_led = at > 0 && self.is_any(at, &["the", "this"]) || self.is_any(at, &["эти"]);
        if !(is_last || is_led) || !self.is_any(at + 1, &["weekend", "выходные"]) {
            return None;
        }
        let weekday = (published.number() + 3).rem_euclid(7);
        let saturday = published.plus(-weekday + if weekday > 4 && !is_last { 5 } else { -2 });
        let date = PartialDate::range(saturday, saturday.plus(1))?;
        Some((at..at + 2, date, Resolved::RelativeToPublication))
    }

    /// `two days ago`, `три дня назад`, `a week ago`.
    fn ago(&self, at: usize, published: Day) -> Option<FoundDate> {
        let number = crate::number::number_at(self.tokens, at);
        let (count, unit) = match &number {
            Some(found) if !found.amount.vague => (i32::try_from(found.amount.max?).ok()?, found.range.end),
            _ if self.is_any(at, &["a", "an"]) => (1, at + 1),
            _ if self.is_any(at, &["день", "сутки", "неделю", "месяц", "год"]) => {
                (1, at)
            }
            _ => return None,
        };
        if !self.is_any(unit + 1, &["ago", "earlier", "назад"]) || count > 1_000 {
            return None;
        }
        let range = at..unit + 2;
        let how = Resolved::RelativeToPublication;
        let unit = self.token(unit)?;
        if unit.is_any(&["day", "days", "день", "дня", "дней", "сутки", "суток"]) {
            return Some((range, PartialDate::day(published.plus(-count)), how));
        }
        if unit.is_any(&["week", "weeks", "неделю", "недели", "недель"]) {
            let around = published.plus(-7 * count);
            return Some((range, PartialDate::range(around.plus(-3), around.plus(3))?, how));
        }
        if unit.is_any(&["month", "months", "месяц", "месяца", "месяцев"]) {
            let (year, month, _) = published.ymd();
            let months = i32::from(year) * 12 + i32::from(month) - 1 - count;
            let (year, month) =
                (i16::try_from(months.div_euclid(12)).ok()?, u8::try_from(months.rem_euclid(12) + 1).ok()?);
            return Some((range, PartialDate::month(year, month)?, how));
        }
        if unit.is_any(&["year", "years", "год", "года", "лет"]) {
            return Some((
                range,
                PartialDate::year(published.ymd().0.checked_sub(i16::try_from(count).ok()?)?)?,
                how,
            ));
        }
        None
    }
}

/// The three months from a month on.
fn three_months(year: i16, month: u8) -> Option<PartialDate> {
    let from = Day::from_ymd(year, month, 1)?;
    let to = Day::from_ymd(year, month + 3, 1)?.plus(-1);
    PartialDate::range(from, to)
}
