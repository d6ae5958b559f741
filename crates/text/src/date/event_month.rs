//! Events that Russian calls by their month: "январские события", "убитые на июльских протестах 2021 года".

use super::calendar::adjective_month;
use super::{DateMention, Reader, Resolved};
use crate::rules::words;
use crate::token::Token;
use tizim_model::{Day, PartialDate};

/// The years of the months that an article has named, by which it means the same month further on.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct MonthsNamed([Option<i16>; 12]);

impl MonthsNamed {
    /// Adds to the dates of a sentence the months of its events, in the order of the text: of the year behind the event, else of the one that
    /// the article named with the month, else of the last such month before the publication.
    pub(crate) fn extend(&mut self, tokens: &[Token], published: Option<Day>, dates: &mut Vec<DateMention>) {
        for at in 0..tokens.len() {
            let Some(month) = month_of_event(tokens, at) else { continue };
            let stated = Reader { tokens, published }.year_after(at + 2, false);
            let named = stated.map(|(year, _)| year).or(self.0[usize::from(month) - 1]);
            let last = || published.map(|day| day.ymd()).map(|(year, now, _)| year - i16::from(month > now));
            let how = if named.is_some() { Resolved::Stated } else { Resolved::YearOfPublication };
            let date = named.or_else(last).and_then(|year| PartialDate::month(year, month));
            if let Some(date) = date {
                // the year is part of what the month says
                let year = stated.map(|_| tokens[at + 2].span);
                dates.retain(|date| year.is_none_or(|year| date.span.start != year.start));
                dates.push(DateMention { span: tokens[at].span, date, how });
                dates.sort_by_key(|date| date.span.start);
            }
        }
        for (year, month) in dates.iter().filter_map(|mention| mention.date.known_month()) {
            self.0[usize::from(month) - 1] = Some(year);
        }
    }
}

/// Returns the month by which the event behind a token is called: no name ("Октябрьский район"), and no other noun ("майские скидки").
fn month_of_event(tokens: &[Token], at: usize) -> Option<u8> {
    let token = &tokens[at];
    let event = tokens.get(at + 1).filter(|next| words().happening.has(next) && !next.is_capital)?;
    adjective_month(&token.lower).filter(|_| (at == 0 || !token.is_capital) && event.is_cyrillic())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::dates;
    use crate::{Language, Rules, Span};

    /// The dates of lines of an article of 17 June 2021.
    fn found(text: &str) -> Vec<String> {
        let published = Day::from_ymd(2021, 6, 17);
        let (mut months, mut all) = (MonthsNamed::default(), Vec::new());
        for line in text.lines() {
            let tokens = Rules::of(Some(Language::Russian)).tokens(line, Span::new(0, line.len()));
            let mut list = dates(&tokens, published);
            months.extend(&tokens, published, &mut list);
            all.extend(list.iter().map(|mention| mention.date.to_string()));
        }
        all
    }

    #[test]
    fn a_month_beside_an_event_is_its_time() {
        for (text, dates) in [
            ("Во время январских событий", vec!["2021-01"]),
            ("Июльские протесты", vec!["2020-07"]),
            ("участники июльских протестов 2019 года", vec!["2019-07"]),
            ("В январе 2018 года вышли тысячи.\nЯнварские митинги разогнали.", vec!["2018-01", "2018-01"]),
            ("Октябрьский районный суд", vec![]),
            ("на улице Октябрьских событий", vec![]),
            ("майские скидки", vec![]),
        ] {
            assert_eq!(found(text), dates, "{text}");
        }
    }
}
