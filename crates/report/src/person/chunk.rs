//! A file of persons.

use super::links::LinksOf;
use super::sheet::sheet;
use super::{CHUNK, chunk_file};
use crate::page::{Frame, page};
use crate::view::View;
use crate::words;
use maud::{Markup, html};

/// Returns a page with the persons of a chunk, with ways to the chunks before and after it.
pub(crate) fn chunk_page(view: View<'_>, links: &LinksOf<'_>, chunk: usize) -> Markup {
    let persons = &view.results.persons;
    let from = chunk * CHUNK;
    let to = (from + CHUNK).min(persons.len());
    let last = persons.len().div_ceil(CHUNK).saturating_sub(1);
    let title = words::persons_from_to(from + 1, to, persons.len());
    let frame = Frame {
        project: &view.results.title,
        page: Some(&title),
        root: "../",
        persons: true,
        sections: &[],
        scripts: &[],
    };
    let main = html! {
        h1.all { (title) }
        nav.turn aria-label=(words::TURN_PAGES) {
            @if chunk > 0 { a rel="prev" href=(chunk_file(chunk - 1)) { (words::PREVIOUS) } " " }
            a.back href="#main" { (words::ALL_OF_PAGE) } " "
            @if chunk < last { a rel="next" href=(chunk_file(chunk + 1)) { (words::NEXT) } }
        }
        @for position in from..to { (sheet(view, links, position)) }
    };
    page(&frame, &main)
}
