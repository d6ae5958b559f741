//! A page as a light tree: elements with their parents, and the blocks of text between them.

use super::hints::{Hints, of_names};
use super::tag::{Flow, Tag, of};
use super::writer::Writer;
use crate::article::SourceMap;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use std::ops::Range;

/// Elements may be open at once; deeper ones are read as if they were siblings.
const DEPTH: usize = 400;
/// Elements of a page that are kept; a page with more is text of a machine.
const ELEMENTS: usize = 400_000;

/// An element of the flow.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element {
    pub(super) tag: Tag,
    pub(super) hints: Hints,
    /// The element it stands in; the root is its own.
    pub(super) parent: u32,
}

/// A stretch of text that is shown as one paragraph, heading, item or cell.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) range: Range<usize>,
    pub(super) element: u32,
    pub(super) words: u32,
    /// Words that are links.
    pub(super) linked: u32,
}

/// A page as read.
pub(super) struct Page {
    pub(super) text: String,
    pub(super) map: SourceMap,
    /// In the order of their start tags, so that a parent stands before its children.
    pub(super) elements: Vec<Element>,
    pub(super) blocks: Vec<Block>,
    pub(super) head: Head,
}

/// What stands outside the flow and tells of the page.
#[derive(Default)]
pub(super) struct Head {
    pub(super) title: String,
    /// `name` or `property`, and `content`.
    pub(super) metas: Vec<(String, String)>,
    pub(super) json_ld: Vec<String>,
    pub(super) language: Option<String>,
    /// `datetime` of the first `time` element.
    pub(super) time: Option<String>,
    /// The first elements that say they name the author, and their text.
    pub(super) bylines: Vec<(u32, String)>,
}

/// Elements that are kept of those that say they name the author.
const BYLINES: usize = 20;
/// Elements above a text whose names are asked for what it is.
const ABOVE: usize = 3;

/// Returns an element and those right above it, nearest first.
fn around(elements: &[Element], element: u32) -> impl Iterator<Item = u32> {
    let above = |at: &u32| elements.get(*at as usize).map(|own| own.parent).filter(|parent| parent != at);
    std::iter::successors(Some(element), above).take(ABOVE)
}

impl Page {
    /// Returns what an element and those right above it say.
    pub(super) fn hints_around(&self, element: u32) -> Hints {
        let mut found = Hints::default();
        around(&self.elements, element).for_each(|at| found.add(self.elements[at as usize].hints));
        found
    }

    /// Reads a page; no text makes it fail. `below` leads from the text to the bytes of the file.
    pub(super) fn read(source: &str, below: &SourceMap) -> Self {
        let mut builder = Builder::new(source, below);
        let mut emitter = CallbackEmitter::new(
            |event: CallbackEvent<'_>, span: Span<usize>| -> Option<std::convert::Infallible> {
                builder.event(event, span);
                None
            },
        );
        emitter.naively_switch_states(true);
        let Ok(()) = Tokenizer::new_with_emitter(source, emitter).finish();
        builder.finish()
    }
}

#[derive(Clone, Copy)]
struct Open {
    element: u32,
    /// Hash of the name, to meet its end tag.
    name: Name,
    flow: Flow,
}

type Name = [u8; 12];

/// Returns whether a character is of a script that is written without spaces: Chinese, Japanese, Thai.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

fn short(name: &[u8]) -> Name {
    let mut short = [0; 12];
    for (to, from) in short.iter_mut().zip(name) {
        *to = *from;
    }
    short
}

/// What text is collected into, outside the flow.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Aside {
    Title,
    JsonLd,
}

struct Builder<'s> {
    source: &'s str,
    writer: Writer,
    elements: Vec<Element>,
    blocks: Vec<Block>,
    head: Head,
    open: Vec<Open>,
    hidden_depth: usize,
    link_depth: usize,
    words: u32,
    linked: u32,
    aside: Option<Aside>,
    // the start tag that is being read
    name: Vec<u8>,
    attribute: Vec<u8>,
    hints: Hints,
    meta_name: String,
    meta_content: String,
    is_json_ld: bool,
    datetime: String,
}

impl<'s> Builder<'s> {
    fn new(source: &'s str, below: &SourceMap) -> Self {
        Self {
            source,
            writer: Writer::new(SourceMap::over(below), source.len() / 4),
            elements: vec![Element { tag: Tag::Other, hints: Hints::default(), parent: 0 }],
            blocks: Vec::new(),
            head: Head::default(),
            open: vec![Open { element: 0, name: short(b"#root"), flow: Flow::Block }],
            hidden_depth: 0,
            link_depth: 0,
            words: 0,
            linked: 0,
            aside: None,
            name: Vec::new(),
            attribute: Vec::new(),
            hints: Hints::default(),
            meta_name: String::new(),
            meta_content: String::new(),
            is_json_ld: false,
            datetime: String::new(),
        }
    }

    fn event(&mut self, event: CallbackEvent<'_>, span: Span<usize>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.name.clear();
                self.name.extend_from_slice(name);
                self.hints = Hints::default();
                self.meta_name.clear();
                self.meta_content.clear();
                self.datetime.clear();
                self.is_json_ld = false;
            }
            CallbackEvent::AttributeName { name } => {
                self.attribute.clear();
                self.attribute.extend_from_slice(name);
                if name == b"hidden" {
                    self.hints.add(Hints::HIDDEN);
                }
            }
            CallbackEvent::AttributeValue { value } => self.attribute_value(value),
            CallbackEvent::CloseStartTag { self_closing } => self.start_tag(self_closing),
            CallbackEvent::EndTag { name } => self.end_tag(short(name)),
            CallbackEvent::String { value } => self.string(value, span),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn attribute_value(&mut self, value: &[u8]) {
        let Ok(value) = std::str::from_utf8(value) else { return };
        match self.attribute.as_slice() {
            b"class" | b"id" | b"role" | b"data-component" | b"data-testid" => {
                self.hints.add(of_names(value));
            }
            b"rel" | b"itemprop"
                if value.eq_ignore_ascii_case("author")
                    && !matches!(self.name.as_slice(), b"link" | b"meta") =>
            {
                self.hints.add(Hints::BYLINE);
            }
            b"itemprop" if value.eq_ignore_ascii_case("articlebody") => self.hints.add(Hints::ARTICLE_BODY),
            b"style" => {
                let style: String = value.chars().filter(|c| !c.is_whitespace()).take(200).collect();
                if style.contains("display:none") || style.contains("visibility:hidden") {
                    self.hints.add(Hints::HIDDEN);
                }
            }
            b"name" | b"property" if self.name == b"meta" => self.meta_name = value.to_ascii_lowercase(),
            b"itemprop" if self.name == b"meta" && self.meta_name.is_empty() => {
                self.meta_name = value.to_ascii_lowercase();
            }
            b"content" if self.name == b"meta" => self.meta_content = value.chars().take(2_000).collect(),
            b"lang" if self.name == b"html" => self.head.language = Some(value.chars().take(35).collect()),
            b"type" if self.name == b"script" => {
                self.is_json_ld = value.eq_ignore_ascii_case("application/ld+json")
            }
            b"datetime" => self.datetime = value.chars().take(40).collect(),
            _ => {}
        }
    }

    fn start_tag(&mut self, self_closing: bool) {
        let (tag, flow) = of(&self.name);
        match flow {
            Flow::Empty => {
                if self.name == b"meta" && !self.meta_name.is_empty() && self.head.metas.len() < 500 {
                    let content = std::mem::take(&mut self.meta_content);
                    self.head.metas.push((std::mem::take(&mut self.meta_name), content));
                }
                return;
            }
            Flow::Break => return self.end_block(),
            Flow::Block => self.close_implied(tag),
            Flow::Inline | Flow::Hidden => {}
        }
        if tag == Tag::Time && self.head.time.is_none() && !self.datetime.is_empty() {
            self.head.time = Some(std::mem::take(&mut self.datetime));
        }
        self.aside = match self.name.as_slice() {
            b"title" if self.head.title.is_empty() => Some(Aside::Title),
            b"script" if self.is_json_ld => Some(Aside::JsonLd),
            _ => None,
        };
        if self_closing && matches!(self.name.as_slice(), b"svg" | b"path" | b"script") {
            return;
        }
        // a body that comes when a head was never closed ends it
        if matches!(self.name.as_slice(), b"body" | b"div" | b"article" | b"main") {
            self.close_head();
        }
        if self.open.len() >= DEPTH || self.elements.len() >= ELEMENTS {
            return;
        }
        let parent = self.open.last().map_or(0, |open| open.element);
        let element = if flow == Flow::Block || self.hints != Hints::default() {
            self.elements.push(Element { tag, hints: self.hints, parent });
            (self.elements.len() - 1) as u32
        } else {
            parent
        };
        if flow == Flow::Block {
            self.end_block_in(parent);
        }
        self.hidden_depth += usize::from(flow == Flow::Hidden);
        self.link_depth += usize::from(tag == Tag::A);
        self.open.push(Open { element, name: short(&self.name), flow });
    }

    /// Closes what a block's start tag closes by itself: an open paragraph, item or cell.
    fn close_implied(&mut self, tag: Tag) {
        let closes: &[&[u8]] = match tag {
            Tag::Li => &[b"li", b"dd", b"dt"],
            Tag::Td => match self.name.as_slice() {
                b"tr" => &[b"td", b"th", b"tr"],
                _ => &[b"td", b"th"],
            },
            _ => &[],
        };
        // a paragraph can't hold a block
        for open in self.open.iter().rev().take(8) {
            if open.name == short(b"p") {
                self.end_tag(short(b"p"));
                break;
            }
            if open.flow == Flow::Block {
                break;
            }
        }
        let scope: &[&[u8]] = &[b"ul", b"ol", b"dl", b"table", b"div", b"section", b"article"];
        for _ in 0..3 {
            let found = self
                .open
                .iter()
                .rev()
                .take(12)
                .take_while(|open| !scope.iter().any(|name| open.name == short(name)));
            let Some(name) =
                found.map(|open| open.name).find(|name| closes.iter().any(|close| *name == short(close)))
            else {
                return;
            };
            self.end_tag(name);
        }
    }

    fn close_head(&mut self) {
        while self.hidden_depth > 0 && self.open.iter().any(|open| open.name == short(b"head")) {
            let Some(open) = self.open.pop() else { return };
            self.hidden_depth -= usize::from(open.flow == Flow::Hidden);
            if open.name == short(b"head") {
                return;
            }
        }
    }

    fn end_tag(&mut self, name: Name) {
        if matches!(&name[..6], b"title\0" | b"script") {
            self.aside = None;
        }
        if name == short(b"p") && !self.open.iter().rev().take(12).any(|open| open.name == name) {
            return self.end_block();
        }
        // an end tag of an inline element does not close blocks around it
        let is_inline = of(&name[..name.iter().position(|b| *b == 0).unwrap_or(12)]).1 == Flow::Inline;
        let Some(index) = self.open.iter().rposition(|open| open.name == name) else { return };
        if index == 0
            || is_inline
                && self.open[index..].iter().any(|open| open.flow == Flow::Block && open.name != name)
        {
            return;
        }
        while self.open.len() > index {
            let Some(open) = self.open.pop() else { return };
            if open.flow == Flow::Block {
                self.end_block_in(open.element);
            }
            self.hidden_depth -= usize::from(open.flow == Flow::Hidden);
            self.link_depth -= usize::from(open.name == short(b"a"));
        }
    }

    fn string(&mut self, value: &[u8], span: Span<usize>) {
        match self.aside {
            Some(Aside::Title) => return self.head.title.push_str(&String::from_utf8_lossy(value)),
            Some(Aside::JsonLd) => {
                if self.head.json_ld.len() < 20 {
                    self.head.json_ld.push(String::from_utf8_lossy(value).into_owned());
                }
                return;
            }
            None => {}
        }
        if self.hidden_depth > 0 {
            return;
        }
        let Ok(decoded) = std::str::from_utf8(value) else { return };
        let end = span.end.min(self.source.len());
        let raw = self.source.get(span.start.min(end)..end).unwrap_or("");
        self.note_byline(decoded);
        let words = self.writer.write(decoded, raw, span.start);
        self.words += words;
        if self.link_depth > 0 {
            self.linked += words;
        }
    }

    /// Keeps a text if the element that it stands in says that it names the author.
    fn note_byline(&mut self, text: &str) {
        let own = self.open.last().map_or(0, |open| open.element);
        let mut near = around(&self.elements, own);
        let Some(of) = near.find(|at| self.elements[*at as usize].hints.has(Hints::BYLINE)) else { return };
        let bylines = &mut self.head.bylines;
        if bylines.last().is_none_or(|(last, _)| *last != of) {
            if bylines.len() >= BYLINES {
                return;
            }
            bylines.push((of, String::new()));
        }
        if let Some((_, byline)) = bylines.last_mut() {
            byline.push_str(text);
        }
    }

    fn end_block(&mut self) {
        let element = self.open.last().map_or(0, |open| open.element);
        self.end_block_in(element);
    }

    fn end_block_in(&mut self, element: u32) {
        if self.writer.is_at_start() {
            self.writer.end_block();
            return;
        }
        let range = self.writer.end_block();
        let (mut words, linked) = (std::mem::take(&mut self.words), std::mem::take(&mut self.linked));
        let text = &self.writer.text[range.clone()];
        // scripts without spaces: two characters are about a word
        if words < 40 && text.len() > 60 && !text.is_ascii() {
            words = words.max(text.chars().filter(|c| is_unspaced(*c)).count() as u32 / 2);
        }
        self.blocks.push(Block { range, element, words, linked });
    }

    fn finish(mut self) -> Page {
        self.end_block();
        Page {
            text: self.writer.text,
            map: self.writer.map,
            elements: self.elements,
            blocks: self.blocks,
            head: self.head,
        }
    }
}
