//! Years that a date leaves out since the article has named them: "of that year", and what goes on behind a date of a year past.

use super::{DateMention, Reader, Resolved};
use crate::Span;
use crate::token::Token;
use tizim_model::{Day, PartialDate};

/// Sentences behind a date of a year past in which dates without a year go on from it.
const REACH: usize = 3;
/// Days before the publication that are told without their year in any case.
const RECENT: i32 = 45;

/// The last date that stands with its year, and how many sentences ago it stood.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct YearNamed {
    year: Option<i16>,
    /// The day that is gone on from; none behind a year alone.
    day: Option<Day>,
    sentences: usize,
}

impl YearNamed {
    /// Gives the dates of a sentence that lack a year the one that they go on with, in the order of the text: "was arrested on 9 March 2019. A
    /// doctor who saw him on 4 April", "on 3 November of that year".
    pub(crate) fn extend(&mut self, tokens: &[Token], published: Option<Day>, dates: &mut [DateMention]) {
        self.sentences += 1;
        if self.sentences > REACH {
            self.day = None;
        }
        for mention in dates.iter_mut() {
            match mention.how {
                Resolved::Stated => {
                    let (first, last) = (mention.date.earliest().ymd().0, mention.date.latest());
                    self.year = Some(first);
                    let is_of_months =
                        mention.date.known_month().is_some() || mention.date.exact_day().is_some();
                    self.day = is_of_months.then_some(last);
                    self.sentences = 0;
                }
                Resolved::YearOfPublication => {
                    if let Some(date) = self.goes_on(tokens, published, mention) {
                        *mention = DateMention { date, how: Resolved::YearBefore, ..*mention };
                        self.day = Some(date.latest());
                        self.sentences = 0;
                    }
                }
                _ => {}
            }
        }
    }

    fn goes_on(
        &self,
        tokens: &[Token],
        published: Option<Day>,
        mention: &DateMention,
    ) -> Option<PartialDate> {
        let own = mention.date.earliest();
        if is_of_that_year(tokens, mention.span) {
            return in_year(mention.date, self.year?);
        }
        let day = self.day.filter(|day| day.ymd().0 < own.ymd().0)?;
        let is_recent = published.is_some_and(|published| own.number() > published.number() - RECENT);
        in_year(mention.date, day.ymd().0).filter(|date| !is_recent && date.latest() >= day)
    }
}

/// Returns whether "of that year", "того же года" stand behind a date.
fn is_of_that_year(tokens: &[Token], date: Span) -> bool {
    let at = tokens.partition_point(|token| token.span.start < date.end);
    let reader = Reader { tokens, published: None };
    let english = reader.is_any(at, &["of", "in"]) && reader.is_any(at + 1, &["that", "the"]);
    let year = at + 2 + usize::from(reader.is_any(at + 2, &["same"]));
    let russian = reader.is_any(at, &["того"]);
    let god = at + 1 + usize::from(reader.is_any(at + 1, &["же"]));
    english && reader.is_any(year, &["year"]) || russian && reader.is_any(god, &["года"])
}

/// Returns the same day, days or month of another year.
fn in_year(date: PartialDate, year: i16) -> Option<PartialDate> {
    if let Some((_, month)) = date.known_month().filter(|_| date.exact_day().is_none()) {
        return PartialDate::month(year, month);
    }
    let moved = |day: Day| {
        let (_, month, day) = day.ymd();
        Day::from_ymd(year, month, day)
    };
    let (from, to) = (moved(date.earliest())?, moved(date.latest())?);
    if from == to { Some(PartialDate::day(from)) } else { PartialDate::range(from, to) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::dates;

    /// The dates of sentences, one a line, of an article of 17 June 2021.
    fn found(text: &str) -> Vec<String> {
        let published = Day::from_ymd(2021, 6, 17);
        let (mut years, mut all) = (YearNamed::default(), Vec::new());
        for line in text.lines() {
            let tokens = crate::token::tokens(line, Span::new(0, line.len()));
            let mut list = dates(&tokens, published);
            years.extend(&tokens, published, &mut list);
            all.extend(list.iter().map(|mention| mention.date.to_string()));
        }
        all
    }

    #[test]
    fn a_year_goes_on_until_the_article_is_back() {
        for (text, dates) in [
            ("He was held on 9 March 2019.\nA doctor saw him on 4 April.", ["2019-03-09", "2019-04-04"]),
            ("He was held on 9 March 2019.\nHe was freed on 4 February.", ["2019-03-09", "2021-02-04"]),
            ("He was held on 9 March 2019.\nOn 10 June a court heard him.", ["2019-03-09", "2021-06-10"]),
            ("He left in 2019.\nOn 4 April he was held.", ["2019", "2021-04-04"]),
            ("He left in 2019, and on 4 April of that year he was held.", ["2019", "2019-04-04"]),
            ("Его увели в 2019 году.\nТело нашли 4 апреля того же года.", ["2019", "2019-04-04"]),
            ("He was held in May 2020.\nA.\nB.\nC.\nOn 4 August he died.", ["2020-05", "2020-08-04"]),
        ] {
            assert_eq!(found(text), dates, "{text}");
        }
    }
}
