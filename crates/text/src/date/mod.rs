//! Dates in running text, resolved by the day of publication.

mod calendar;
mod event_month;
mod relative;
mod year_named;

pub(crate) use calendar::{adjective_month, is_calendar_word, is_weekday};
pub(crate) use event_month::MonthsNamed;
pub(crate) use year_named::YearNamed;

use crate::Span;
use crate::token::{Kind, Token};
use calendar::{MONTHS, SINCE_DAY, WEEKDAYS};
use std::ops::Range;
use tizim_model::{Day, PartialDate};

/// How a date was resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Resolved {
    /// Day, month and year stand in the text.
    Stated,
    /// The year is that of the publication, or the one before where that lies ahead.
    YearOfPublication,
    /// The year is that of a date which the article names before.
    YearBefore,
    /// The last such weekday at or before the publication.
    WeekdayBeforePublication,
    /// Counted from the day of publication: yesterday, last year.
    RelativeToPublication,
    /// Counted from the day that the article names before: two days later, after that.
    RelativeToDayBefore,
}

/// A date expression and what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateMention {
    /// Its words.
    pub span: Span,
    /// What it means.
    pub date: PartialDate,
    /// How that was found.
    pub how: Resolved,
}

/// Days after the publication up to which a date without a year is taken as ahead, not as of a year before.
const AHEAD: i32 = 45;
/// Days after the publication within which what is to come has a date without a year.
const SOON: i32 = 180;

/// Returns the date expressions among the tokens, in order. Those that need a day of publication are found only with one.
pub(crate) fn dates(tokens: &[Token], published: Option<Day>) -> Vec<DateMention> {
    let mut list = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let reader = Reader { tokens, published };
        match reader.date_at(at) {
            Some((range, date, how)) => {
                let span = Span::new(tokens[range.start].span.start, tokens[range.end - 1].span.end);
                list.push(DateMention { span, date, how });
                at = range.end.max(at + 1);
            }
            None => at += 1,
        }
    }
    list
}

/// Before a day of the week: the last that was.
const LAST_DAY: &[&str] = &[
    "прошлую",
    "прошлый",
    "прошлое",
    "минувшую",
    "минувший",
    "минувшее",
    "прошедшую",
    "прошедший",
    "прошедшее",
];
const THIS_YEAR: &[&str] = &["этого", "текущего", "нынешнего"];
const LAST_YEAR: &[&str] = &["прошлого", "минувшего"];

type FoundDate = (Range<usize>, PartialDate, Resolved);

struct Reader<'t> {
    tokens: &'t [Token],
    published: Option<Day>,
}

impl Reader<'_> {
    fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    fn is_any(&self, at: usize, words: &[&str]) -> bool {
        self.token(at).is_some_and(|token| token.is_any(words))
    }

    fn date_at(&self, at: usize) -> Option<FoundDate> {
        self.days_across(at)
            .or_else(|| self.numeric(at))
            .or_else(|| self.day_then_month(at))
            .or_else(|| self.months(at))
            .or_else(|| self.month_then_day(at))
            .or_else(|| self.weekday(at))
            .or_else(|| self.relative(at))
            .or_else(|| self.season(at))
            .or_else(|| self.bare_year(at))
    }

    /// `between March and August 2021`, `с января по июль 2020 года`, `с марта 2019 года по май 2021 года`: from the first day of one month to the last of another.
    fn months(&self, at: usize) -> Option<FoundDate> {
        let is_from = at > 0 && self.is_any(at - 1, &["between", "from", "с", "со"]);
        let (first, after) = self.month(at).filter(|_| is_from)?;
        let stated = self.year_after(after, false);
        let to = stated.map_or(after, |(_, end)| end);
        let (last, after) =
            self.month(to + 1).filter(|_| self.is_any(to, &["and", "to", "until", "through", "по", "до"]))?;
        let (year, end, how) = match self.year_after(after, false) {
            Some((year, end)) => (year, end, Resolved::Stated),
            None => (self.near(last, 1)?.ymd().0, after, Resolved::YearOfPublication),
        };
        let first_year = stated.map_or(if first > last { year - 1 } else { year }, |(year, _)| year);
        let (next_year, next) = if last == 12 { (year + 1, 1) } else { (year, last + 1) };
        let from = Day::from_ymd(first_year, first, 1)?;
        Some((at..end, PartialDate::range(from, Day::from_ymd(next_year, next, 1)?.plus(-1))?, how))
    }

    /// `between 1 September and 31 October`, `from May 3 to June 5, 2021`, `с 1 сентября по 31 октября`: from the one day to the other.
    fn days_across(&self, at: usize) -> Option<FoundDate> {
        let is_from = at > 0 && self.is_any(at - 1, &["between", "from", "с", "со"]);
        let day_at = |at: usize| {
            let found = self.day_then_month(at).or_else(|| self.month_then_day(at))?;
            found.1.exact_day().map(|day| (found.0.end, day, found.2))
        };
        let (end, from, how) = Some(at).filter(|_| is_from).and_then(day_at)?;
        let leads = self.is_any(end, &["and", "to", "until", "till", "through", "по", "до"]);
        let (end, to, how_to) = leads.then(|| day_at(end + 1))??;
        // the year stands behind the second alone
        let (year, month, day) = (to.ymd().0, from.ymd().1, from.ymd().2);
        let from = match how {
            Resolved::Stated => from,
            _ => Day::from_ymd(year, month, day)
                .filter(|from| *from <= to)
                .or_else(|| Day::from_ymd(year - 1, month, day))?,
        };
        Some((at..end, PartialDate::range(from, to)?, how_to))
    }

    fn month(&self, at: usize) -> Option<(u8, usize)> {
        let token = self.token(at)?;
        let (name, month) = MONTHS.iter().find(|(name, _)| token.is(name))?;
        let is_short = name.len() <= 4 && name.is_ascii();
        // "may" and "march" are words as well
        if !token.is_capital && name.is_ascii() {
            return None;
        }
        let stop = is_short
            && !matches!(*name, "may" | "june" | "july")
            && self.token(at + 1).is_some_and(|next| next.is(".") && !next.spaced);
        Some((*month, at + 1 + usize::from(stop)))
    }

    fn day(&self, at: usize) -> Option<u8> {
        let text = self.token(at)?.lower.as_str();
        let digits =
            ["st", "nd", "rd", "th"].iter().find_map(|ending| text.strip_suffix(ending)).unwrap_or(text);
        let day: u8 = (digits.len() <= 2).then(|| digits.parse().ok())??;
        (1..=31).contains(&day).then_some(day)
    }

    fn year(&self, at: usize) -> Option<i16> {
        let text = self.token(at)?.lower.as_str();
        let year: i16 = (text.len() == 4).then(|| text.parse().ok())??;
        (1800..=2100).contains(&year).then_some(year)
    }

    /// "last year", "прошлого года", "этого года": the year after a month, and the token after it.
    fn said_year(&self, at: usize) -> Option<(i16, usize)> {
        let year = self.published?.ymd().0;
        let of = at + usize::from(self.is_any(at, &["of"]));
        if self.is_any(of, &["last", "this"]) && self.is_any(of + 1, &["year"]) {
            return Some((year - i16::from(self.is_any(of, &["last"])), of + 2));
        }
        let back = [(0, THIS_YEAR), (1, LAST_YEAR), (2, &["позапрошлого"])];
        let (back, _) = back.iter().find(|(_, words)| self.is_any(at, words))?;
        self.is_any(at + 1, &["года"]).then_some((year - back, at + 2))
    }

    /// A year after a month, with a comma or "года" around it; two digits only where told.
    fn year_after(&self, at: usize, two_digits: bool) -> Option<(i16, usize)> {
        if let Some(said) = self.said_year(at) {
            return Some(said);
        }
        let comma = usize::from(self.is_any(at, &[",", "of"]));
        if let Some(year) = self.year(at + comma) {
            let end = at + comma + 1;
            return Some((year, end + usize::from(self.is_any(end, &["года", "году", "г"]))));
        }
        let token = self.token(at).filter(|token| two_digits && token.lower.len() == 2)?;
        let year: i16 = token.lower.parse().ok()?;
        Some((if year < 40 { 2000 + year } else { 1900 + year }, at + 1))
    }

    /// The date of a month and day whose year is not said.
    fn near(&self, month: u8, day: u8) -> Option<Day> {
        let published = self.published?;
        let (year, _, _) = published.ymd();
        let found = Day::from_ymd(year, month, day);
        match found {
            Some(found) if found.number() <= published.number() + AHEAD => Some(found),
            _ => Day::from_ymd(year - 1, month, day),
        }
    }

    /// "on 7 January we shall march": the same day of the year after, where what is told of it is still to come.
    fn next(&self, near: Day, range: &Range<usize>) -> Option<Day> {
        let published = self.published.filter(|published| near < *published)?;
        let (year, month, day) = near.ymd();
        let is_led = range.start > 0 && self.is_any(range.start - 1, &["on", "until", "by", "from"]);
        Day::from_ymd(year + 1, month, day).filter(|next| {
            is_led && next.number() - published.number() <= SOON && self.lies_ahead(range.start)
        })
    }

    fn whole(&self, range: Range<usize>, month: u8, days: (u8, u8), year: Option<i16>) -> Option<FoundDate> {
        let (from, how) = match year {
            Some(year) => (Day::from_ymd(year, month, days.0)?, Resolved::Stated),
            None => {
                let near = self.near(month, days.0)?;
                (self.next(near, &range).unwrap_or(near), Resolved::YearOfPublication)
            }
        };
        let date = if days.1 > days.0 {
            PartialDate::range(from, from.plus(i32::from(days.1 - days.0)))?
        } else {
            PartialDate::day(from)
        };
        Some((range, date, how))
    }

    /// `20.01.2022`, `2022-01-20`, `20/01/2022`.
    fn numeric(&self, at: usize) -> Option<FoundDate> {
        let token = self.token(at).filter(|token| token.kind != Kind::Sign)?;
        let text = token.lower.as_str();
        for sign in ['.', '-'] {
            let parts: Vec<&str> = text.split(sign).collect();
            if parts.len() == 3 {
                return numeric_date(&parts, at..at + 1);
            }
        }
        let slashed = self.is_any(at + 1, &["/"]) && self.is_any(at + 3, &["/"]);
        if slashed && let (Some(second), Some(third)) = (self.token(at + 2), self.token(at + 4)) {
            return numeric_date(&[text, &second.lower, &third.lower], at..at + 5);
        }
        None
    }

    /// `6 January 2022`, `6-7 января`, `20 NOV 89`.
    fn day_then_month(&self, at: usize) -> Option<FoundDate> {
        let (first, last, after) = self.days(at)?;
        let of = usize::from(self.is_any(after, &["of"]));
        let (month, end) = self.month(after + of)?;
        let two_digits = self.token(after).is_some_and(|token| token.lower.len() == 3);
        match self.year_after(end, two_digits) {
            Some((year, end)) => self.whole(at..end, month, (first, last), Some(year)),
            None => self.whole(at..end, month, (first, last), None),
        }
    }

    /// One day or two: `6`, `5-6`, `5 and 6`, `5–6`.
    fn days(&self, at: usize) -> Option<(u8, u8, usize)> {
        let token = self.token(at)?;
        if let Some((from, to)) = token.lower.split_once('-') {
            let (from, to): (u8, u8) = (from.parse().ok()?, to.parse().ok()?);
            return (from < to && to <= 31 && from > 0).then_some((from, to, at + 1));
        }
        let first = self.day(at)?;
        // "с 2 по 11 января", "в ночь с 5 на 6 января"
        let is_from = at > 0 && self.is_any(at - 1, &["с", "со"]) && self.is_any(at + 1, &["по", "на"]);
        if (is_from || self.is_any(at + 1, &["-", "–", "—", "and", "to", "и"]))
            && let Some(last) = self.day(at + 2).filter(|last| *last > first)
        {
            return Some((first, last, at + 3));
        }
        Some((first, first, at + 1))
    }

    /// `January 6, 2022`, `Jan. 5-6`, `January 2022`, `в январе 2022 года`.
    fn month_then_day(&self, at: usize) -> Option<FoundDate> {
        let (month, after) = self.month(at)?;
        if let Some((first, last, end)) = self.days(after) {
            return match self.year_after(end, false) {
                Some((year, end)) => self.whole(at..end, month, (first, last), Some(year)),
                None => self.whole(at..end, month, (first, last), None),
            };
        }
        if let Some((year, end)) = self.year_after(after, false) {
            return Some((at..end, PartialDate::month(year, month)?, Resolved::Stated));
        }
        // a month alone needs its preposition, since "may" and names begin sentences
        let is_part = at > 1
            && self.is_any(at - 1, &["of"])
            && self.is_any(at - 2, &["beginning", "start", "middle", "end"]);
        if is_part
            || at > 0
                && self.is_any(
                    at - 1,
                    &[
                        "in",
                        "since",
                        "last",
                        "this",
                        "early",
                        "late",
                        "until",
                        "в",
                        "с",
                        "начале",
                        "конце",
                        "середине",
                        "начала",
                        "конца",
                        "до",
                    ],
                )
        {
            let (year, month_now, _) = self.published?.ymd();
            let year = if month > month_now { year - 1 } else { year };
            return Some((at..after, PartialDate::month(year, month)?, Resolved::YearOfPublication));
        }
        None
    }

    fn weekday(&self, at: usize) -> Option<FoundDate> {
        let token = self.token(at)?;
        // "с четверга"
        let since = SINCE_DAY.iter().filter(|_| at > 0 && self.is_any(at - 1, &["с", "со"]));
        let (name, weekday) = WEEKDAYS.iter().chain(since).find(|(name, _)| token.is(name))?;
        if name.is_ascii()
            && !token.is_capital
            && !(at > 0 && self.is_any(at - 1, &["on", "last", "late", "early", "this"]))
        {
            return None;
        }
        let follows = |words: &[&str]| at > 0 && self.is_any(at - 1, words);
        if !name.is_ascii() && !follows(LAST_DAY) && !follows(&["в", "во", "с", "со", "эту", "этот", "это"])
        {
            return None;
        }
        // "on Friday, 13 July": the date that is said
        let comma = usize::from(self.is_any(at + 1, &[","]));
        if let Some((range, date, how)) = self
            .day_then_month(at + 1 + comma)
            .or_else(|| self.month_then_day(at + 1 + comma))
            .filter(|found| found.1.exact_day().is_some())
        {
            return Some((at..range.end, date, how));
        }
        let published = self.published?;
        // 1970-01-01 was a Thursday
        let today = (published.number() + 3).rem_euclid(7);
        let mut back = (today - i32::from(*weekday)).rem_euclid(7);
        if self.is_any(at + 1, &["last"]) && back == 0 {
            back = 7;
        }
        let start = at - usize::from(at > 0 && (self.is_any(at - 1, &["last"]) || follows(LAST_DAY)));
        if start < at && back == 0 {
            back = 7;
        }
        // "a strike for Friday", "a judge will decide on Friday"
        if at > 0 && self.is_any(at - 1, &["for"]) || self.lies_ahead(at) {
            let ahead = if back == 0 { 0 } else { 7 - back };
            return Some((
                at..at + 1,
                PartialDate::day(published.plus(ahead)),
                Resolved::RelativeToPublication,
            ));
        }
        if at > 0 && self.is_any(at - 1, &["next"]) {
            return Some((
                at - 1..at + 1,
                PartialDate::day(published.plus(7 - back)),
                Resolved::RelativeToPublication,
            ));
        }
        Some((start..at + 1, PartialDate::day(published.plus(-back)), Resolved::WeekdayBeforePublication))
    }

    /// A year after a preposition.
    fn bare_year(&self, at: usize) -> Option<FoundDate> {
        let year = self.year(at)?;
        let has_preposition = at > 0
            && self.is_any(
                at - 1,
                &["in", "since", "of", "by", "during", "until", "from", "back", "в", "с", "до", "к", "за"],
            );
        let is_named = self.is_any(at + 1, &["году", "года", "год", "г"]);
        (has_preposition || is_named).then_some(())?;
        Some((at..at + 1 + usize::from(is_named), PartialDate::year(year)?, Resolved::Stated))
    }
}

fn numeric_date(parts: &[&str], range: Range<usize>) -> Option<FoundDate> {
    let number =
        |text: &str| -> Option<i16> { text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())? };
    let (a, b, c) = (number(parts[0])?, number(parts[1])?, number(parts[2])?);
    let small = |value: i16| u8::try_from(value).ok();
    let date = if parts[0].len() == 4 {
        PartialDate::from_ymd(a, small(b)?, small(c)?)
    } else {
        let year = match parts[2].len() {
            4 => c,
            2 if c < 40 => 2000 + c,
            2 => 1900 + c,
            _ => return None,
        };
        // day first, unless only the other order is a date
        PartialDate::from_ymd(year, small(b)?, small(a)?)
            .or_else(|| PartialDate::from_ymd(year, small(a)?, small(b)?))
    };
    Some((range, date?, Resolved::Stated))
}

/// Returns the dates that a text speaks of; those that need a day of publication are found only with one.
pub fn dates_in(text: &str, published: Option<Day>) -> Vec<DateMention> {
    dates(&crate::token::tokens(text, Span::new(0, text.len())), published)
}

/// Returns the first date that a text states in full: what a page writes as its day of publication.
pub fn stated_day(text: &str) -> Option<Day> {
    // "2022-01-20T17:38" and the like
    let head = text.trim().split(['T', ' ']).next().unwrap_or("");
    if let Ok(date) = head.parse::<PartialDate>() {
        return date.exact_day();
    }
    let tokens = crate::token::tokens(text, Span::new(0, text.len()));
    dates(&tokens, None).into_iter().find_map(|mention| mention.date.exact_day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_from_one_to_another_and_weekends() {
        // published on Thursday 17 June 2021
        for (text, date) in [
            ("killed the day before yesterday", "2021-06-15"),
            ("between 1 March and 30 April police held", "2021-03-01/2021-04-30"),
            ("from May 3 to June 5, 2020 police held", "2020-05-03/2020-06-05"),
            ("с 1 декабря по 31 января", "2020-12-01/2021-01-31"),
            ("в минувшее воскресенье", "2021-06-13"),
            ("в минувшие выходные", "2021-06-12/2021-06-13"),
            ("over the weekend two men died", "2021-06-12/2021-06-13"),
            ("с понедельника", "2021-06-14"),
        ] {
            assert_eq!(first(text).as_deref(), Some(date), "{text}");
        }
    }

    fn first(text: &str) -> Option<String> {
        // a Thursday
        let published = Day::from_ymd(2021, 6, 17);
        let tokens = crate::token::tokens(text, Span::new(0, text.len()));
        dates(&tokens, published).first().map(|mention| mention.date.to_string())
    }

    #[test]
    fn dates_are_resolved_by_the_publication() {
        for (text, date) in [
            ("on Wednesday", "2021-06-16"),
            ("on Thursday evening", "2021-06-17"),
            ("last Thursday", "2021-06-10"),
            ("on March 8", "2021-03-08"),
            ("December 5-6 in the town", "2020-12-05/2020-12-06"),
            ("on 3 May 2019", "2019-05-03"),
            ("Jan. 6, 2020", "2020-01-06"),
            ("in 2015", "2015"),
            ("the past year", "2020"),
            ("yesterday", "2021-06-16"),
            ("20 NOV 89", "1989-11-20"),
            ("20.01.2020 17:38", "2020-01-20"),
            ("6 января", "2021-01-06"),
            ("в среду", "2021-06-16"),
            ("в январе 2020 года", "2020-01"),
            ("two days ago", "2021-06-15"),
            ("in May", "2021-05"),
            ("в ночь на 6 января", "2021-01-06"),
            ("в ночь с 5 на 6 января", "2021-01-05/2021-01-06"),
            ("со 2 по 11 января 2020 года", "2020-01-02/2020-01-11"),
            ("с января по июль 2020 года", "2020-01-01/2020-07-31"),
            ("с ноября 2019 года по декабрь 2020 года", "2019-11-01/2020-12-31"),
            ("с ноября по май", "2020-11-01/2021-05-31"),
            ("6 марта прошлого года", "2020-03-06"),
            ("в марте этого года", "2021-03"),
            ("в прошлом году", "2020"),
            ("на прошлой неделе", "2021-06-07/2021-06-13"),
            ("летом 2020 года", "2020-06-01/2020-08-31"),
            ("неделю назад", "2021-06-07/2021-06-13"),
            ("три месяца назад", "2021-03"),
            ("в конце мая", "2021-05"),
            ("позавчера", "2021-06-15"),
        ] {
            assert_eq!(first(text).as_deref(), Some(date), "{text}");
        }
        assert_eq!(first("it may rain on the 600 men"), None);
    }
}
