//! The frame that all pages share: head, policy, navigation, landmarks.

use crate::words;
use maud::{DOCTYPE, Markup, html};

/// What may be loaded: the style sheet and the scripts beside the page, nothing else, from nowhere else.
///
/// `file:` is named because some browsers do not count a file beside the page as the page's own origin.
const POLICY: &str = "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src data:; \
                      base-uri 'none'; form-action 'none'";

/// What differs from page to page.
pub(crate) struct Frame<'a> {
    /// The title of the project; foreign text.
    pub(crate) project: &'a str,
    /// The title of the page within the project; nothing for the first page.
    pub(crate) page: Option<&'a str>,
    /// The way from the page to the first page's folder: empty or `../`.
    pub(crate) root: &'a str,
    /// Whether there is a table of persons to go to.
    pub(crate) persons: bool,
    /// The sections of the page that the navigation leads to: id and heading.
    pub(crate) sections: &'a [(&'a str, &'a str)],
    /// The scripts beside the page, in the order in which they run.
    pub(crate) scripts: &'a [&'a str],
}

/// Returns a whole page.
pub(crate) fn page(frame: &Frame<'_>, main: &Markup) -> Markup {
    let (project, _) = crate::display::clipped(frame.project, 120);
    let root = frame.root;
    html! {
        (DOCTYPE)
        html lang=(words::LANGUAGE) {
            (head(POLICY, &html! { @if let Some(page) = frame.page { (page) " – " } (project) }, root, frame.scripts))
            body {
                a.skip href="#main" { (words::SKIP) }
                header.top {
                    p.project { a href={ (root) "index.html" } { bdi dir="auto" { (project) } } }
                    nav aria-label=(words::NAVIGATION) {
                        ul {
                            @for (id, heading) in frame.sections { li { a href={ "#" (id) } { (heading) } } }
                            @if frame.page.is_some() { li { a href={ (root) "index.html" } { (words::TO_SUMMARY) } } }
                            @if frame.persons { li { a href={ (root) "persons.html" } { (words::PERSONS) } } }
                        }
                    }
                }
                main id="main" tabindex="-1" { (main) }
            }
        }
    }
}

/// Returns the head of a page that opens without a server: what it may load, its title, and what stands beside it.
pub(crate) fn head(policy: &str, title: &Markup, root: &str, scripts: &[&str]) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(policy);
            meta http-equiv="x-dns-prefetch-control" content="off";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="referrer" content="no-referrer";
            meta name="robots" content="noindex";
            meta name="color-scheme" content="light dark";
            title { (title) }
            link rel="icon" href="data:,";
            link rel="stylesheet" href={ (root) "style.css" };
            @for script in scripts { script src={ (root) (script) } defer {} }
        }
    }
}

/// Returns a section with its heading.
pub(crate) fn section(id: &str, heading: &str, content: &Markup) -> Markup {
    html! { section id=(id) aria-labelledby={ (id) "-h" } { h2 id={ (id) "-h" } { (heading) } (content) } }
}

/// Returns a picture that is drawn for wide and for narrow pages.
pub(crate) fn figure(caption: &str, wide: &Markup, narrow: &Markup) -> Markup {
    html! { figure { div.if-wide { (wide) } div.if-narrow { (narrow) } figcaption { (caption) } } }
}

/// Returns a picture that is the same on all pages.
pub(crate) fn small_figure(caption: &str, picture: &Markup) -> Markup {
    html! { figure.small { (picture) figcaption { (caption) } } }
}

/// Returns a table whose rows become cards on a telephone, where a wide table would hide its last columns.
///
/// Bodies bring their own `tbody`; each cell says in `data-label` what stands above it in the wide table.
pub(crate) fn stack(caption: &str, head: &[&str], bodies: &Markup) -> Markup {
    html! {
        div.scroll role="region" aria-label=(caption) tabindex="0" {
            table.stack {
                caption { (caption) }
                thead { tr { @for name in head { (heading(name)) } } }
                (bodies)
            }
        }
    }
}

fn heading(name: &str) -> Markup {
    match name.strip_suffix(words::OF_NUMBERS) {
        Some(name) => html! { th.n scope="col" { (name) } },
        None => html! { th scope="col" { (name) } },
    }
}

/// Returns a table in a box that scrolls by itself, so that a wide table never widens the page.
///
/// A heading that ends in `#` stands above numbers, which are set to the right; the sign is not shown.
pub(crate) fn table(caption: &str, head: &[&str], rows: &Markup) -> Markup {
    html! {
        div.scroll role="region" aria-label=(caption) tabindex="0" {
            table {
                caption { (caption) }
                thead { tr { @for name in head { (heading(name)) } } }
                tbody { (rows) }
            }
        }
    }
}
