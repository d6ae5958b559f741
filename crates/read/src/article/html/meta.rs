//! Title, byline, date, site and language, as the page's markup states them.

use super::hints::Hints;
use super::json_ld;
use super::page::Page;
use super::tag::Tag;
use crate::article::PageMeta;
use tizim_model::{marked_byline, single_spaced};

/// Returns what a page says of itself; for each field the more particular statement wins.
pub(super) fn of(page: &Page) -> PageMeta {
    let described = json_ld::described(&page.head.json_ld);
    let meta = |names: &[&str]| {
        names.iter().find_map(|wanted| {
            let (_, content) = page
                .head
                .metas
                .iter()
                .find(|(name, content)| name == wanted && !content.trim().is_empty())?;
            Some(content.trim().to_owned())
        })
    };
    let heading = page
        .blocks
        .iter()
        .find(|block| page.elements[block.element as usize].tag == Tag::H1)
        .map(|block| page.text[block.range.clone()].to_owned());
    let title = single_spaced(&page.head.title);
    PageMeta {
        title: described
            .headline
            .or_else(|| meta(&["og:title", "twitter:title"]))
            .or(heading)
            .or_else(|| (!title.is_empty()).then_some(title)),
        byline: described
            .author
            .or_else(|| {
                meta(&["author", "article:author", "sailthru.author", "parsely-author", "dc.creator"])
                    .filter(|name| !name.contains("://"))
            })
            .or_else(|| shown_byline(page))
            .map(|line| marked_byline(&line).map_or(line.clone(), str::to_owned)),
        published: described
            .published
            .or_else(|| {
                meta(&[
                    "article:published_time",
                    "og:article:published_time",
                    "datepublished",
                    "pubdate",
                    "publishdate",
                    "parsely-pub-date",
                    "sailthru.date",
                    "dc.date",
                    "dc.date.issued",
                    "date",
                ])
            })
            .or_else(|| page.head.time.clone()),
        site: meta(&["og:site_name", "application-name"]).or(described.publisher),
        language: page.head.language.clone().filter(|tag| !tag.trim().is_empty()),
    }
}

/// Words of a byline; what is longer tells of the author.
const BYLINE_WORDS: usize = 10;

/// Returns the first short text that the markup calls a byline.
fn shown_byline(page: &Page) -> Option<String> {
    let shown = page.head.bylines.iter().filter(|(element, _)| {
        let own = page.hints_around(*element);
        !own.has(Hints::COMMENTS) && !own.has(Hints::HIDDEN)
    });
    let is_name = |line: &String| {
        let names = marked_byline(line).unwrap_or(line);
        names.split(' ').count() <= BYLINE_WORDS
            && names.contains(char::is_alphabetic)
            && !names.contains(|c: char| c.is_ascii_digit() || c == '@')
    };
    shown.map(|(_, text)| single_spaced(text)).find(is_name)
}
