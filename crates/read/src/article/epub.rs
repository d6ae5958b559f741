//! Books: each document of the spine is read as a page of its own.

use super::article_of_text;
use super::intake::Pages;
use super::leaf::{Leaf, LeafKind};
use super::package::Package;
use crate::ReadError;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use rustc_hash::{FxHashMap, FxHashSet};
use std::io::{Read, Seek};

/// Reads a book; what every chapter says of itself is kept, and the book's own title and author where it says nothing.
pub(super) fn read<R: Read + Seek>(
    package: &mut Package<'_, R>,
    pages: &mut Pages<'_>,
) -> Result<(), ReadError> {
    let damaged = |place: &str, reason: &str| ReadError::Damaged {
        file: pages.file.to_owned(),
        place: format!(", {place}"),
        reason: reason.to_owned(),
    };
    const CONTAINER: &str = "META-INF/container.xml";
    if package.has("META-INF/encryption.xml") && package.has("META-INF/rights.xml") {
        return Err(damaged(
            "META-INF/rights.xml",
            "the book is locked: only its publisher's programs can read it",
        ));
    }
    let container = package.part(CONTAINER)?;
    let root = root_of(&container).ok_or_else(|| damaged(CONTAINER, "it names no book"))?;
    let book = Book::read(&package.part(&root)?);
    let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let mut read = FxHashSet::default();
    let mut again = 0usize;
    for reference in &book.spine {
        // a document stands in the order of reading once
        if !read.insert(reference) {
            again += 1;
            continue;
        }
        let Some(href) = book.items.get(reference) else { continue };
        let name = joined(&folder, href);
        if !package.has(&name) {
            pages.fault(&format!("`{name}`"), "it is not in the book");
            continue;
        }
        let bytes = package.part(&name)?;
        match article_of_text(pages.file, &bytes, None) {
            Ok(mut article) => {
                let meta = &mut article.meta;
                meta.byline = meta.byline.take().or_else(|| book.creator.clone());
                meta.site = meta.site.take().or_else(|| book.title.clone());
                meta.published = meta.published.take().or_else(|| book.date.clone());
                meta.language = meta.language.take().or_else(|| book.language.clone());
                pages.pass(Leaf::new(LeafKind::Unpacked, vec![name], 0, &bytes), article, None, None);
            }
            Err(ReadError::Empty { .. }) => {}
            Err(fault) => pages.fault(&format!("`{name}`"), &fault.to_string()),
        }
    }
    if again > 0 {
        pages.fault(
            "what the book names again",
            &format!("{again} of its documents stand in its order twice"),
        );
    }
    Ok(())
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    let text = found.value.to_string();
    Some(quick_xml::escape::unescape(&text).map(|text| text.into_owned()).unwrap_or(text))
}

/// Returns the name of the book's own part.
fn root_of(container: &[u8]) -> Option<String> {
    let container = String::from_utf8_lossy(container);
    let mut reader = Reader::from_str(&container);
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) | Event::Empty(start) if start.local_name().as_ref() == "rootfile" => {
                return attribute(&start, "full-path");
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// What a book says of itself, and the order of its documents.
#[derive(Default)]
struct Book {
    title: Option<String>,
    creator: Option<String>,
    date: Option<String>,
    language: Option<String>,
    items: FxHashMap<String, String>,
    spine: Vec<String>,
}

impl Book {
    /// Reads as far as the XML makes sense.
    fn read(xml: &[u8]) -> Self {
        let mut book = Self::default();
        let xml = String::from_utf8_lossy(xml);
        let mut reader = Reader::from_str(&xml);
        let mut open = String::new();
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(start) => {
                    book.see(&start);
                    open = start.local_name().as_ref().to_owned();
                }
                Event::Empty(start) => book.see(&start),
                Event::Text(text) => {
                    let text = text.trim().to_owned();
                    let place = match open.as_str() {
                        "title" => &mut book.title,
                        "creator" => &mut book.creator,
                        "date" => &mut book.date,
                        "language" => &mut book.language,
                        _ => continue,
                    };
                    if place.is_none() && !text.is_empty() {
                        *place = Some(text);
                    }
                }
                Event::End(_) => open.clear(),
                Event::Eof => break,
                _ => {}
            }
        }
        book
    }

    fn see(&mut self, start: &BytesStart<'_>) {
        match start.local_name().as_ref() {
            "item" => {
                let is_page = attribute(start, "media-type").is_some_and(|kind| kind.contains("html"));
                let is_contents =
                    attribute(start, "properties").is_some_and(|all| all.split(' ').any(|own| own == "nav"));
                if let (true, false, Some(id), Some(href)) =
                    (is_page, is_contents, attribute(start, "id"), attribute(start, "href"))
                {
                    self.items.insert(id, href);
                }
            }
            "itemref" => self.spine.extend(attribute(start, "idref")),
            _ => {}
        }
    }
}

/// Returns the name of a part that an address relative to a folder means.
fn joined(folder: &str, href: &str) -> String {
    let href = unescaped(href.split('#').next().unwrap_or(href));
    let mut parts: Vec<&str> = if href.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for part in href.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("/")
}

/// Returns an address with its `%20` and the like read.
fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = (*first == b'%')
            .then(|| after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok()))
            .flatten()
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match hex {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_to_parts_and_never_out_of_the_book() {
        assert_eq!(joined("OEBPS", "text/a%20b.xhtml#x"), "OEBPS/text/a b.xhtml");
        assert_eq!(joined("OEBPS/opf", "../a.xhtml"), "OEBPS/a.xhtml");
        assert_eq!(joined("", "../../etc/passwd"), "etc/passwd");
        assert_eq!(unescaped("%zz%4"), "%zz%4");
    }
}
