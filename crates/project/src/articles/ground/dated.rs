//! When, as a person or a model wrote it down: a date that its words give, or a wider one that holds it.

use super::{Ungroundable, Written};
use crate::articles::StoredArticle;
use std::collections::BTreeSet;
use tizim_model::{Claim, Day, PartialDate, When, Words, single_spaced};
use tizim_text::{Resolved, dates_in, stated_day};

/// Languages whose words for days and months the program reads.
const READ: [&str; 2] = ["en", "ru"];
/// Days within which the publication may follow "yesterday" or "in March", where nobody knows when it was.
const WITHIN: i32 = 367;

/// Returns the time that a field had before, if words and date are left as they were.
pub(super) fn unchanged<'c>(written: &Written, before: Option<&'c Claim>) -> Option<&'c When> {
    let when = before?.when.as_ref()?;
    let is_same = single_spaced(&when.words.text) == single_spaced(&written.when);
    (is_same && when.date == written.date.trim()).then_some(when)
}

/// Holds a date against the words that say it; without a date it is the first that they give.
///
/// A date that is wider than theirs, or open at an end, stands: a person may know less than the program makes of "last week".
/// Words of a language that the program does not read are believed.
pub(super) fn when(article: &StoredArticle, date: &str, words: Words) -> Result<When, Ungroundable> {
    let date = date.trim();
    let text = single_spaced(&words.text);
    let said = said(article, &words);
    let stated = if date.is_empty() {
        *said.first().ok_or(Ungroundable::NoDateSaid(text.clone()))?
    } else {
        date.parse().map_err(|_| Ungroundable::NoDate(date.to_owned()))?
    };
    let is_given = said.iter().chain(&left_open(article, &words, stated)).any(|given| stated.holds(*given));
    let is_read = article.language.as_deref().is_none_or(|language| READ.contains(&language));
    match said.as_slice() {
        _ if is_given => {}
        [] if is_read => return Err(Ungroundable::NoDateSaid(text)),
        [] => {}
        said => {
            let said = said.iter().map(PartialDate::to_string).collect::<Vec<_>>().join(" or ");
            return Err(Ungroundable::OtherDate { words: text, said, date: stated.to_string() });
        }
    }
    Ok(When { date: stated.to_string(), precision: stated.precision().word().to_owned(), words })
}

/// Returns what words say as the program reads them: in its claims, which know the sentences before, and by themselves.
fn said(article: &StoredArticle, words: &Words) -> Vec<PartialDate> {
    let in_claims = article.claims.iter().filter_map(|claim| claim.when.as_ref());
    let in_claims = in_claims.filter(|when| (when.words.start, when.words.end) == (words.start, words.end));
    let by_itself = dates_in(&words.text, published(article)).into_iter().map(|mention| mention.date);
    let mut said: Vec<PartialDate> = Vec::new();
    for date in in_claims.filter_map(|when| when.date.parse().ok()).chain(by_itself) {
        if !said.contains(&date) {
            said.push(date);
        }
    }
    said
}

/// Returns what words may mean that leave the year open, in each year that the article names; and where its day of publication
/// is not known, what they mean if it was published in the year after `stated`.
fn left_open(article: &StoredArticle, words: &Words, stated: PartialDate) -> Vec<PartialDate> {
    let published = published(article);
    let mut years = years_in(&article.text);
    years.extend(published.map(|day| day.ymd().0));
    let ends = years.into_iter().filter_map(|year| Day::from_ymd(year, 12, 31));
    let of_years = ends.flat_map(|end| {
        let read = dates_in(&words.text, Some(end)).into_iter();
        read.filter(move |mention| {
            mention.how == Resolved::YearOfPublication && mention.date.known_year() == Some(end.ymd().0)
        })
    });
    let unknown = if published.is_none() { 0..WITHIN } else { 0..0 };
    let of_days = unknown.flat_map(|days| dates_in(&words.text, Some(stated.latest().plus(days))));
    of_years.chain(of_days).map(|mention| mention.date).collect()
}

fn published(article: &StoredArticle) -> Option<Day> {
    article.published.as_deref().and_then(stated_day)
}

/// Returns the years that a text names, in digits.
fn years_in(text: &str) -> BTreeSet<i16> {
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    numbers.filter_map(|digits| digits.parse().ok()).filter(|year| (1900..2100).contains(year)).collect()
}
