//! Word documents: the paragraphs of `word/document.xml`, and of the parts that hold its notes, each character with its place in
//! its part.

use super::description::meant;
use super::intake::{Pages, plain_article};
use super::leaf::{Leaf, LeafKind};
use super::package::Package;
use super::{BlockKind, PageMeta, SourceMap, TextBlock};
use crate::ReadError;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::{Read, Seek};
use tizim_model::single_spaced;

const MAIN: &str = "word/document.xml";
/// Parts that a document may have besides, each an article of its own since its positions lead elsewhere.
const NOTES: [(&str, &str); 3] = [
    ("word/footnotes.xml", "footnotes"),
    ("word/endnotes.xml", "endnotes"),
    ("word/comments.xml", "comments"),
];
/// Elements may be open at once.
const DEPTH: usize = 1_000;

/// Reads a document as one article, and its footnotes, endnotes and comments, if there are any, as one each.
pub(super) fn read<R: Read + Seek>(
    package: &mut Package<'_, R>,
    pages: &mut Pages<'_>,
) -> Result<(), ReadError> {
    let mut meta = PageMeta::default();
    if package.has("docProps/core.xml") {
        let core = package.part("docProps/core.xml")?;
        meta.title = element(&core, "title").as_deref().and_then(meant);
        meta.byline = element(&core, "creator").as_deref().and_then(meant);
    }
    if !pass_part(MAIN, None, &meta, package, pages)? {
        return Err(ReadError::Empty { file: pages.file.to_owned() });
    }
    for (part, what) in NOTES {
        if package.has(part)
            && let Err(fault) = pass_part(part, Some(what), &meta, package, pages)
        {
            pages.fault(part, &fault.to_string());
        }
    }
    Ok(())
}

/// Passes a part on as an article; returns whether it has any text.
fn pass_part<R: Read + Seek>(
    part: &str,
    what: Option<&str>,
    meta: &PageMeta,
    package: &mut Package<'_, R>,
    pages: &mut Pages<'_>,
) -> Result<bool, ReadError> {
    let bytes = package.part(part)?;
    let damaged = |reason: String| ReadError::Damaged {
        file: pages.file.to_owned(),
        place: format!(", {part}"),
        reason,
    };
    let xml =
        std::str::from_utf8(&bytes).map_err(|_| damaged("it is not UTF-8: save it again".to_owned()))?;
    let mut document = Document::default();
    document.read(xml).map_err(damaged)?;
    let Document { text, map, blocks, .. } = document;
    if text.trim().is_empty() {
        return Ok(false);
    }
    let mut article = plain_article(text, Some(blocks), meta.clone());
    article.map = map;
    article.notes.extend(what.map(|what| format!("these are the {what} of the document")));
    let leaf = Leaf::new(LeafKind::Unpacked, vec![part.to_owned()], 0, xml.as_bytes());
    pages.pass(leaf, article, None, None);
    Ok(true)
}

/// Returns the text of the first element of a name, whatever its prefix.
fn element(xml: &[u8], name: &str) -> Option<String> {
    let xml = String::from_utf8_lossy(xml);
    let mut reader = Reader::from_str(&xml);
    let mut is_open = false;
    let mut found = String::new();
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) => is_open = start.local_name().as_ref() == name,
            Event::Text(text) if is_open => found.push_str(&text),
            Event::End(end) if end.local_name().as_ref() == name => {
                let found = single_spaced(&found);
                return (!found.is_empty()).then_some(found);
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// The text of a document as it comes out of its XML.
#[derive(Default)]
struct Document {
    text: String,
    map: SourceMap,
    blocks: Vec<TextBlock>,
    depth: usize,
    /// Inside `w:t`.
    is_text: bool,
    /// Inside what is not the text as it stands: what was deleted, alternatives for older programs.
    hidden: usize,
    paragraph: usize,
    kind: Option<BlockKind>,
}

impl Document {
    fn read(&mut self, xml: &str) -> Result<(), String> {
        let mut reader = Reader::from_str(xml);
        loop {
            let before = reader.buffer_position() as usize;
            let event = reader.read_event().map_err(|fault| {
                format!("byte {}: {fault}: save the document again", reader.error_position())
            })?;
            let after = reader.buffer_position() as usize;
            match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > DEPTH {
                        return Err(format!("more than {DEPTH} elements stand in one another"));
                    }
                    self.open(&start, true);
                }
                Event::Empty(start) => self.open(&start, false),
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    self.close(end.local_name().as_ref());
                }
                Event::Text(_) | Event::CData(_) if self.is_text && self.hidden == 0 => {
                    let (start, end) = match &xml[before..after] {
                        data if data.starts_with("<![CDATA[") => (before + 9, after - 3),
                        _ => (before, after),
                    };
                    self.map.push(self.text.len(), start, end - start, end - start);
                    self.text.push_str(&xml[start..end]);
                }
                Event::GeneralRef(_) if self.is_text && self.hidden == 0 => {
                    let raw = &xml[before..after];
                    let decoded = match quick_xml::escape::unescape(raw) {
                        Ok(decoded) => decoded.into_owned(),
                        Err(_) => raw.to_owned(),
                    };
                    self.map.push(self.text.len(), before, decoded.len(), after - before);
                    self.text.push_str(&decoded);
                }
                Event::Eof => break,
                _ => {}
            }
        }
        self.end_paragraph();
        Ok(())
    }

    fn open(&mut self, start: &BytesStart<'_>, has_end: bool) {
        let name = start.local_name();
        match name.as_ref() {
            "t" => self.is_text = has_end,
            "p" => self.end_paragraph(),
            "tab" if self.hidden == 0 => self.text.push('\t'),
            "br" | "cr" if self.hidden == 0 => self.text.push('\n'),
            "noBreakHyphen" if self.hidden == 0 => self.text.push('-'),
            "del" | "moveFrom" | "Fallback" if has_end => self.hidden += 1,
            "pStyle" => {
                let is_title = start.attributes().flatten().any(|attribute| {
                    attribute.key.local_name().as_ref() == "val" && attribute.value.as_ref() == "Title"
                });
                if is_title {
                    self.kind = Some(BlockKind::Title);
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" => self.is_text = false,
            "p" | "tc" => self.end_paragraph(),
            "del" | "moveFrom" | "Fallback" => self.hidden = self.hidden.saturating_sub(1),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let range = self.paragraph..self.text.len();
        let kind = self.kind.take().unwrap_or(BlockKind::Body);
        if !self.text[range.clone()].trim().is_empty() {
            self.blocks.push(TextBlock { range, kind });
            self.text.push('\n');
        }
        self.paragraph = self.text.len();
    }
}
