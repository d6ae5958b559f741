//! HTML to the text of an article.
//!
//! The tokens are `html5gum`'s (the WHATWG tokenizer); what is ours is the light tree over them ([`page`]), the words of
//! class names that tell furniture ([`hints`]), the choice of the part of the page that holds the article ([`main_text`]),
//! and what a page says of itself ([`meta`]).

mod hints;
mod json_ld;
mod main_text;
mod meta;
mod page;
mod tag;
mod writer;

use super::plain::DecodedArticle;
use super::{ArticleText, BlockKind, TextBlock};

/// Returns whether a text is a page: a doctype or a tag that begins one, near its start.
pub(super) fn looks_like_html(text: &str) -> bool {
    let mut end = text.len().min(2_048);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text[..end].to_ascii_lowercase();
    let starts = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    const SIGNS: [&str; 7] = ["<!doctype html", "<html", "<head", "<body", "<article", "<div", "<p"];
    SIGNS.iter().any(|sign| starts.starts_with(sign))
        || head.contains("<html")
        || head.contains("<!doctype html")
}

/// Returns the encoding that a page declares in its first kilobytes, if any.
pub(super) fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4_096)]).to_ascii_lowercase();
    let at = head.find("charset=")? + "charset=".len();
    let label: String = head[at..]
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    (!label.is_empty()).then_some(label)
}

/// Returns a page as an article.
pub(super) fn article(decoded: DecodedArticle) -> ArticleText {
    let page = page::Page::read(&decoded.text, &decoded.map);
    let chosen = main_text::choose(&page);
    let meta = meta::of(&page);
    let blocks = page
        .blocks
        .iter()
        .zip(chosen)
        .map(|(block, kind)| TextBlock { range: block.range.clone(), kind })
        .collect::<Vec<_>>();
    let mut notes = decoded.notes;
    if !blocks.iter().any(|block| block.kind == BlockKind::Body) {
        notes.push("no part of the page looks like the text of an article".to_owned());
    }
    ArticleText {
        text: page.text,
        blocks: Some(blocks),
        meta,
        map: page.map,
        encoding: decoded.encoding,
        is_cut: false,
        notes,
    }
}
