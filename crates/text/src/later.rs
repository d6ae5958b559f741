//! Days that a text counts from the one it named before: "two days later", "the next day", "after that".

use crate::Span;
use crate::date::{DateMention, Resolved};
use crate::number::number_at;
use crate::token::Token;
use std::ops::Range;
use tizim_model::{Day, PartialDate};

/// Sentences behind the one that names a day, in which others are counted from it.
const REACH: usize = 3;

/// The day that others are counted from.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct DayBefore {
    day: Option<Day>,
    sentences: usize,
}

impl DayBefore {
    /// Adds to the dates of a sentence those that are counted from a day before, in the order of the text.
    pub(crate) fn extend(&mut self, tokens: &[Token], published: Option<Day>, dates: &mut Vec<DateMention>) {
        self.sentences += 1;
        if self.sentences > REACH {
            self.day = None;
        }
        let (mut at, mut found) = (0, Vec::new());
        while at < tokens.len() {
            let here = dates.iter().find(|date| date.span.contains(tokens[at].span));
            let counted = counted(tokens, at);
            if let (Some(day), Some((range, shift))) = (self.day, counted)
                && let Some(date) = shift.date(day, published)
            {
                let span = Span::new(tokens[range.start].span.start, tokens[range.end - 1].span.end);
                found.push(DateMention { span, date, how: Resolved::RelativeToDayBefore });
                at = range.end;
                continue;
            }
            // what is counted from the publication names a day as well
            if let Some(day) = here.and_then(|date| date.date.exact_day()) {
                *self = Self { day: Some(day), sentences: 0 };
            }
            at += 1;
        }
        dates.retain(|date| !found.iter().any(|other: &DateMention| other.span.overlaps(date.span)));
        dates.extend(found);
        dates.sort_by_key(|date| date.span.start);
    }
}

/// How far from the day before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shift {
    /// So many days.
    Days(i32),
    /// Some time after so many days at least, up to the publication.
    From(i32),
    /// Around so many days.
    Around(i32),
}

impl Shift {
    fn date(self, day: Day, published: Option<Day>) -> Option<PartialDate> {
        // "a march on Friday and a vigil the next day" lie ahead both
        let is_ahead = |day: Day| published.is_some_and(|published| day.number() > published.number());
        let is_past = |found: Day| is_ahead(day) || !is_ahead(found);
        match self {
            Self::Days(days) => Some(day.plus(days)).filter(|day| is_past(*day)).map(PartialDate::day),
            Self::From(days) => {
                let from = day.plus(days);
                published
                    .filter(|published| from.number() < published.number())
                    .and_then(|to| PartialDate::range(from, to))
            }
            Self::Around(days) => {
                let around = day.plus(days);
                PartialDate::range(around.plus(-3), around.plus(3)).filter(|_| is_past(around))
            }
        }
    }
}

/// Returns the words from `at` on that count from a day before.
fn counted(tokens: &[Token], at: usize) -> Option<(Range<usize>, Shift)> {
    let is = |place: usize, words: &[&str]| tokens.get(place).is_some_and(|token| token.is_any(words));
    if is(at, &["the"]) && is(at + 1, &["next", "following"]) && is(at + 2, &["day", "morning", "night"]) {
        return Some((at..at + 3, Shift::Days(1)));
    }
    if is(at, &["the"])
        && is(at + 1, &["day", "night", "evening"])
        && is(at + 2, &["before"])
        && !is(at + 3, &["the"])
    {
        return Some((at..at + 3, Shift::Days(-1)));
    }
    if is(at, &["the"]) && is(at + 1, &["same"]) && is(at + 2, &["day", "evening", "night"]) {
        return Some((at..at + 3, Shift::Days(0)));
    }
    if is(at, &["that"]) && is(at + 1, &["day", "night", "evening", "afternoon", "morning"]) {
        return Some((at..at + 2, Shift::Days(0)));
    }
    // "after that, he disappeared"
    if is(at, &["after", "since"]) && is(at + 1, &["that", "then"]) && (at == 0 || is(at + 2, &[","])) {
        return Some((at..at + 2, Shift::From(0)));
    }
    if is(at, &["several", "few"]) && is(at + 1, &["days"]) && is(at + 2, &["later"]) {
        let start = at - usize::from(at > 0 && is(at - 1, &["a"]));
        return Some((start..at + 3, Shift::From(2)));
    }
    if is(at, &["следующий", "следующее"]) && at > 0 && is(at - 1, &["на"]) && is(at + 1, &["день", "утро"])
    {
        return Some((at..at + 2, Shift::Days(1)));
    }
    if is(at, &["тот"]) && is(at + 1, &["же"]) && is(at + 2, &["день", "вечер"]) {
        return Some((at..at + 3, Shift::Days(0)));
    }
    let (count, unit) = match number_at(tokens, at) {
        Some(number) if !number.amount.vague => (i32::try_from(number.amount.max?).ok()?, number.range.end),
        _ if is(at, &["a"]) => (1, at + 1),
        _ if is(at, &["днем", "неделей", "неделю"]) => (1, at),
        _ => return None,
    };
    let leads = at.checked_sub(1).is_some_and(|at| tokens[at].is_any(&["через", "спустя"]));
    let is_behind = is(unit + 1, &["позже", "спустя"]);
    let is_later = leads
        || is_behind
        || is(unit + 1, &["later"])
        || is(unit + 1, &["after"]) && is(unit + 2, &["that", ",", "."]);
    // "two days before", but not "two days before the vote"
    let is_before = is(unit + 1, &["before", "earlier"])
        && tokens.get(unit + 2).is_none_or(|next| next.kind == crate::token::Kind::Sign);
    let is_before = is_before || is(unit + 1, &["ранее", "раньше"]);
    let far = if is_later {
        count
    } else if is_before {
        -count
    } else {
        return None;
    };
    let end =
        unit + usize::from(!leads) + 1 + usize::from(is(unit + 2, &["that"]) && is(unit + 1, &["after"]));
    let shift = if is(unit, &["day", "days", "день", "дня", "дней", "днем", "днями"]) {
        Shift::Days(far)
    } else if is(unit, &["week", "weeks", "неделю", "недели", "недель", "неделей", "неделями"])
    {
        Shift::Around(7 * far)
    } else {
        return None;
    };
    (1..=60).contains(&count).then_some((at..end, shift))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::dates;

    /// The dates of sentences, one a line, of an article of 17 June 2021.
    fn found(text: &str) -> Vec<String> {
        let published = Day::from_ymd(2021, 6, 17);
        let (mut before, mut all) = (DayBefore::default(), Vec::new());
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let tokens = crate::token::tokens(text, Span::new(start, start + line.len()));
            let mut list = dates(&tokens, published);
            before.extend(&tokens, published, &mut list);
            all.extend(list.iter().map(|mention| mention.date.to_string()));
            start += line.len();
        }
        all
    }

    #[test]
    fn days_are_counted_from_the_one_before() {
        for (text, dates) in [
            ("He was held on 3 June. Two days later he died.", ["2021-06-03", "2021-06-05"]),
            ("He was held on 3 June.\nThe next day he was moved.", ["2021-06-03", "2021-06-04"]),
            ("He was held on 3 June.\nAfter that, he disappeared.", ["2021-06-03", "2021-06-03/2021-06-17"]),
            (
                "He was held on 3 June.\nA few days later his son came.",
                ["2021-06-03", "2021-06-05/2021-06-17"],
            ),
            ("He was held on 3 June.\nA week later she came.", ["2021-06-03", "2021-06-07/2021-06-13"]),
            ("She left on 3 June. The day before, the house burnt.", ["2021-06-03", "2021-06-02"]),
            ("A march is called for Friday, a vigil for the next day.", ["2021-06-18", "2021-06-19"]),
            ("He was buried on 3 June. He had been held two days before.", ["2021-06-03", "2021-06-01"]),
            ("She left on 3 June. That night the house burnt.", ["2021-06-03", "2021-06-03"]),
            ("Тело нашли 3 июня. Его увели двумя днями ранее.", ["2021-06-03", "2021-06-01"]),
            ("Его увели 3 июня. Через три дня нашли тело.", ["2021-06-03", "2021-06-06"]),
            ("Его увели 3 июня.\nНа следующий день его отпустили.", ["2021-06-03", "2021-06-04"]),
            ("Его увели 3 июня, в тот же день и брата.", ["2021-06-03", "2021-06-03"]),
            ("Его увели 3 июня. Неделю спустя он умер.", ["2021-06-03", "2021-06-07/2021-06-13"]),
        ] {
            assert_eq!(found(text), dates, "{text}");
        }
    }

    #[test]
    fn without_a_day_before_nothing_is_counted() {
        for text in
            ["Two days later he died.", "After that, he left.", "In 2019 he left. The next day he died."]
        {
            assert!(found(text).iter().all(|date| date == "2019"), "{text}");
        }
        assert_eq!(found("It was 3 June.\nA.\nB.\nC.\nThe next day he died."), ["2021-06-03"]);
    }
}
