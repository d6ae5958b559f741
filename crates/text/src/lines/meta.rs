//! The lines around the beginning of an article: title, byline, date.

use super::evidence::Facts;
use super::{Line, LineKind};
use crate::date::{dates, stated_day};
use crate::token::{Kind, tokens};
use tizim_model::Day;

/// What the head of an article states.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headed {
    /// The headline.
    pub title: Option<crate::Span>,
    /// Who wrote it.
    pub byline: Option<crate::Span>,
    /// The day of publication.
    pub published: Option<Day>,
}

/// Filled lines before the first of the body among which the head is sought.
const HEAD: usize = 12;

/// Marks title, byline and date among the furniture before the body.
pub(super) fn mark(text: &str, lines: &mut [Line], facts: &[Facts], filled: &[usize]) {
    let Some(first) = filled.iter().position(|&index| lines[index].kind == LineKind::Body) else { return };
    let head = &filled[first.saturating_sub(HEAD)..first];
    let mut nearest_meta = None;
    for &index in head {
        let line = lines[index].span.of(text);
        if is_date_line(line) {
            lines[index].kind = LineKind::Date;
        } else if is_byline(line) {
            lines[index].kind = LineKind::Byline;
        } else {
            continue;
        }
        nearest_meta.get_or_insert(index);
    }
    let is_title = |index: &usize| {
        let line = lines[*index].span.of(text).trim();
        lines[*index].kind == LineKind::Furniture
            && (4..=30).contains(&facts[*index].words)
            && !line.ends_with(['.', ':', ';'])
            && !line.starts_with(['•', '·', '*', '-'])
            && line.chars().filter(|c| *c == ',').count() * 3 < facts[*index].words
    };
    // right above byline and date, else right above the text
    let above = |limit: usize| {
        head.iter().rev().filter(|index| **index < limit).find(|index| is_title(index)).copied()
    };
    let title = nearest_meta.and_then(above).or_else(|| above(usize::MAX));
    if let Some(title) = title {
        lines[title].kind = LineKind::Title;
    } else if let Some(&index) = filled[first..]
        .first()
        .filter(|&&index| facts[index].words <= 20 && !lines[index].span.of(text).trim().ends_with('.'))
    {
        lines[index].kind = LineKind::Title;
    }
}

/// A short line that is a date, perhaps with a time, a zone and a place.
fn is_date_line(line: &str) -> bool {
    let line = line.trim();
    if line.len() > 80 {
        return false;
    }
    let lower = line.to_lowercase();
    // the zone of a time
    if line.starts_with('(') && (lower.contains("time)") || lower.contains("время)") || lower.contains("gmt"))
    {
        return true;
    }
    let found = tokens(line, crate::Span::new(0, line.len()));
    let dated: usize = dates(&found, None).iter().map(|mention| mention.span.end - mention.span.start).sum();
    if dated == 0 {
        return false;
    }
    const AROUND: [&str; 14] = [
        "published",
        "updated",
        "posted",
        "on",
        "at",
        "am",
        "pm",
        "a.m",
        "p.m",
        "est",
        "edt",
        "gmt",
        "utc",
        "опубликовано",
    ];
    let rest = found.iter().filter(|token| token.kind == Kind::Word && !token.is_any(&AROUND)).count();
    rest <= 4
}

/// `By Anna Person`, `Author: ...`, or two or three names alone.
fn is_byline(line: &str) -> bool {
    let line = line.trim().trim_end_matches(['.', ',', ' ']);
    let lower = line.to_lowercase();
    let marked = ["by ", "author: ", "автор: ", "автор ", "written by ", "text: "]
        .iter()
        .any(|mark| lower.starts_with(mark));
    let found = tokens(line, crate::Span::new(0, line.len()));
    if marked {
        return found.len() <= 12;
    }
    (2..=3).contains(&found.len())
        && found
            .iter()
            .all(|token| token.kind == Kind::Word && token.is_capital && token.lower.chars().count() >= 2)
        && line.chars().filter(|c| c.is_uppercase()).count() <= 6
        && !tizim_names::Name::parse(line).is_empty()
}

/// Returns what the head states.
pub(super) fn headed(text: &str, lines: &[Line]) -> Headed {
    let first =
        |kind: LineKind| lines.iter().find(|line| line.kind == kind).map(|line| trimmed(text, line.span));
    let published = lines
        .iter()
        .filter(|line| line.kind == LineKind::Date)
        .find_map(|line| stated_day(line.span.of(text)));
    Headed { title: first(LineKind::Title), byline: first(LineKind::Byline), published }
}

fn trimmed(text: &str, span: crate::Span) -> crate::Span {
    let line = span.of(text);
    let start = span.start + line.len() - line.trim_start().len();
    crate::Span::new(start, start + line.trim().trim_end_matches(['.', ' ']).len())
}
