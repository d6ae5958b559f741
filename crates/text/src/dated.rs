//! When an article was written, by what its own first and last lines state.

use crate::Span;
use crate::date::{DateMention, dates, is_weekday};
use crate::token::{Kind, Token, tokens};
use tizim_model::Day;

/// Returns the day that the article's own lines state: in its dateline, in a line of its head, or under its last words.
pub(crate) fn written_on(text: &str, parts: &[Span]) -> Option<Day> {
    dateline(text, parts).or_else(|| dated_head(text, parts)).or_else(|| dated_end(text, parts))
}

/// Returns the first date that the beginning of the article states in full: `BOGOTA, 20 NOV 89 (AGENCY) --`; below a title, one that a
/// dash or a bracket follows.
pub(crate) fn dateline(text: &str, parts: &[Span]) -> Option<Day> {
    const REACH: usize = 200;
    /// Where a dateline below the title has ended.
    const SHORT: usize = 60;
    let lines = parts.iter().flat_map(|part| part.of(text).lines()).filter(|line| !line.trim().is_empty());
    lines.take(3).enumerate().find_map(|(at, line)| {
        let tokens = tokens(line, Span::new(0, line.floor_char_boundary(REACH)));
        let dates = dates(&tokens, None);
        let is_led = |mention: &DateMention| {
            let behind = line[mention.span.end..].trim_start();
            // "(Velk, 7 May 2020) –"
            let behind = behind.strip_prefix(')').map_or(behind, str::trim_start);
            mention.span.end <= SHORT && behind.starts_with(['-', '–', '—', '('])
        };
        dates.iter().find(|mention| at == 0 || is_led(mention)).and_then(|mention| mention.date.exact_day())
    })
}

/// Filled lines before the article's first and from it on that may be of its head.
const HEAD: (usize, usize) = (6, 6);
/// Filled lines at the end of an article and behind it that may say when it was signed.
const END: (usize, usize) = (4, 2);
/// Words of a line that is not yet a paragraph.
const SHORT: usize = 25;
/// Words beside the date under an article.
const SIGNED: usize = 8;

/// Returns the last day of the time that a line of the head says the article is of: `Digest No. 31 | 22–28 July 2024`.
pub(crate) fn period_end(text: &str, parts: &[Span]) -> Option<Day> {
    /// Days of such a time at most.
    const DAYS: i32 = 100;
    let is_period = |mention: &DateMention| {
        let days = mention.date.latest().number() - mention.date.earliest().number();
        (1..=DAYS).contains(&days).then(|| mention.date.latest())
    };
    head(text, parts)?.into_iter().find_map(|line| set_off(line, SHORT, false, is_period))
}

/// Returns the day of a line of the head that is set off from what stands beside it: `By A. Person | The Paper | Sunday, March 24, 2024`,
/// `BAKU, 7 March 2024. Three men ...`.
fn dated_head(text: &str, parts: &[Span]) -> Option<Day> {
    head(text, parts)?.into_iter().find_map(|line| set_off(line, SHORT, true, day))
}

/// Returns the filled lines that may be an article's head.
fn head<'t>(text: &'t str, parts: &[Span]) -> Option<Vec<&'t str>> {
    let first = parts.first()?.start;
    let mut lines: Vec<&str> = filled(&text[..first]).rev().take(HEAD.0).collect();
    lines.reverse();
    lines.extend(filled(&text[first..]).take(HEAD.1));
    Some(lines)
}

fn filled(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.lines().filter(|line| !line.trim().is_empty())
}

/// Returns the day of a line under the article: `El Chile, Tocoa, 24 January 2023`.
fn dated_end(text: &str, parts: &[Span]) -> Option<Day> {
    let last = parts.last()?.end;
    let mut lines = filled(&text[..last]).rev().take(END.0).chain(filled(&text[last..]).take(END.1));
    lines.find_map(|line| set_off(line, SIGNED, false, day))
}

fn day(mention: &DateMention) -> Option<Day> {
    mention.date.exact_day()
}

/// Returns the day that a line states in full, as `of` takes it from a date, set off by signs on both sides, or by the line's ends. A line
/// of more than `most` words may have it only at its end, or behind a place that leads it.
fn set_off(line: &str, most: usize, may_lead: bool, of: impl Fn(&DateMention) -> Option<Day>) -> Option<Day> {
    /// Bytes of a line in which its date is sought.
    const REACH: usize = 300;
    /// Words before the date of a line that goes on.
    const PLACE: usize = 6;
    let tokens = tokens(line, Span::new(0, line.floor_char_boundary(REACH)));
    let is_short = line.split_whitespace().take(most + 1).count() <= most;
    let is_set_off = |mention: &&DateMention| {
        let before = tokens.partition_point(|token| token.span.start < mention.span.start);
        let behind = tokens.partition_point(|token| token.span.start < mention.span.end);
        let ends = || line[mention.span.end..].trim().is_empty();
        let leads = || (1..=PLACE).contains(&before) && tokens[..before].iter().all(is_of_place);
        is_begun(&tokens[..before])
            && is_over(&tokens[behind..])
            && (is_short || may_lead && (ends() || leads()))
    };
    dates(&tokens, None).iter().filter(is_set_off).find_map(of)
}

/// Returns whether a date may begin a field behind these words of its line.
fn is_begun(before: &[Token]) -> bool {
    const TELL: [&str; 8] =
        ["published", "updated", "posted", "dated", "ending", "опубликовано", "обновлено", "дата"];
    let Some((last, rest)) = before.split_last() else { return true };
    match last.kind {
        Kind::Sign => !matches!(last.lower.as_str(), "'" | "’" | "%"),
        // "Thursday 25 November 2021", whose weekday is of the field
        _ if is_weekday(&last.lower) => is_begun(rest),
        _ => last.is_any(&TELL),
    }
}

/// Returns whether a date may end a field before these words of its line: a time of day and "года" are of the field.
fn is_over(behind: &[Token]) -> bool {
    let is_of_date = |token: &&Token| {
        token.is_any(&["г", "года"]) || token.lower.starts_with(|c: char| c.is_ascii_digit())
    };
    let rest = behind.iter().find(|token| !is_of_date(token));
    rest.is_none_or(|token| token.kind == Kind::Sign && !matches!(token.lower.as_str(), "'" | "’" | "%"))
}

/// Returns whether a word may stand before the date of a dateline.
fn is_of_place(token: &Token) -> bool {
    token.kind == Kind::Sign || token.is_capital
}
