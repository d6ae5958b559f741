//! A page or a text file to the text of an article, with the way back to every byte of the original.
//!
//! What comes out is one text in which every block of the page stands, in its order, each marked for what it is:
//! title, body, or furniture. Nothing is thrown away here; a reader can be shown why a line was left out. Positions in
//! the text lead back to bytes of the file through [`SourceMap`].

mod description;
mod docx;
mod epub;
mod html;
mod intake;
mod leaf;
mod mail;
mod offsets;
mod package;
mod pdf;
mod plain;
mod wacz;
mod warc;

pub use intake::{ArticleFile, ArticleFormat, ArticlePage, each_article, each_article_of_bytes};
pub use leaf::{Leaf, LeafKind};
pub use offsets::SourceMap;

use crate::ReadError;
use std::ops::Range;

/// What a block of a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The headline of the article.
    Title,
    /// Text of the article, sub-headings and lists included.
    Body,
    /// Menus, teasers, comments, advertisements, and all else that is not the article.
    Furniture,
}

/// A block of the text: what a browser shows as one paragraph, heading, list item or cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextBlock {
    /// Where it stands in [`ArticleText::text`], in bytes.
    pub range: Range<usize>,
    /// What it is.
    pub kind: BlockKind,
}

/// What a page says of itself in its markup; every value as the page wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageMeta {
    /// The headline.
    pub title: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// When it was published, mostly as ISO 8601.
    pub published: Option<String>,
    /// The name of the site.
    pub site: Option<String>,
    /// The language, as a BCP 47 tag.
    pub language: Option<String>,
}

/// An article as text, and the way back to the bytes of its file.
#[derive(Clone, Debug)]
pub struct ArticleText {
    /// All text of the page. For a plain text file the whole file, untouched.
    pub text: String,
    /// The blocks of a page, in order; `None` for plain text, in which nothing tells them apart.
    pub blocks: Option<Vec<TextBlock>>,
    /// What the page says of itself.
    pub meta: PageMeta,
    /// Where each position of the text stands in the file.
    pub map: SourceMap,
    /// The encoding's label.
    pub encoding: String,
    /// Whether a bound cut it short; the notes say which, and how much was read.
    pub is_cut: bool,
    /// What a person should know.
    pub notes: Vec<String>,
}

/// The largest article that is read, in bytes: a saved page with everything inside is a few MB.
const ARTICLE_BYTES: u64 = 64 << 20;

fn too_large(file: &str, bytes: u64) -> ReadError {
    ReadError::TooLarge {
        file: file.to_owned(),
        what: format!("{bytes} bytes"),
        limit: format!("{ARTICLE_BYTES} bytes for an article"),
    }
}

/// Reads the bytes of a page or of plain text as an article; `file` is what errors call them.
///
/// Files of all kinds, with several articles too, are read by [`each_article`].
///
/// # Errors
/// When there are no bytes, too many (64 MiB), or they are no text.
pub fn article_from_bytes(file: &str, bytes: &[u8]) -> Result<ArticleText, ReadError> {
    article_of_text(file, bytes, None)
}

/// As [`article_from_bytes`]; `label` is the encoding that came with the bytes, which goes before what they declare.
fn article_of_text(file: &str, bytes: &[u8], label: Option<&str>) -> Result<ArticleText, ReadError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty { file: file.to_owned() });
    }
    if bytes.len() as u64 > ARTICLE_BYTES {
        return Err(too_large(file, bytes.len() as u64));
    }
    if let Some(kind) = binary_kind(bytes) {
        return Err(ReadError::Damaged {
            file: file.to_owned(),
            place: String::new(),
            reason: format!(
                "it is {kind}, which is not read as an article: save the text or the page from it"
            ),
        });
    }
    let declared = label.map(str::to_owned).or_else(|| html::declared_encoding(bytes));
    let decoded = plain::decode_article(bytes, declared.as_deref())?;
    if let Some(reason) = no_text(&decoded.text) {
        return Err(ReadError::Damaged { file: file.to_owned(), place: String::new(), reason });
    }
    if html::looks_like_html(&decoded.text) {
        Ok(html::article(decoded))
    } else {
        Ok(plain::article(decoded))
    }
}

/// Characters in which it is looked for what no text has.
const LOOKED_AT: usize = 64 << 10;
/// One character in so many may be one that no text has, and a few in any.
const CHARACTERS_PER_FAULT: usize = 20;
const FAULTS: usize = 10;

/// Returns why decoded bytes are no text, if they are none: control characters and what could not be decoded stand all over.
fn no_text(text: &str) -> Option<String> {
    let is_fault = |c: &char| {
        *c == '\u{fffd}' || c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}')
    };
    let (mut all, mut faults) = (0usize, 0usize);
    for c in text.chars().take(LOOKED_AT) {
        all += 1;
        faults += usize::from(is_fault(&c));
    }
    (faults > FAULTS && faults * CHARACTERS_PER_FAULT > all).then(|| {
        format!(
            "it is no text: {faults} of its first {all} characters are control characters or can't be decoded; open it in \
             the program that made it and save the text or the page from there"
        )
    })
}

/// Returns what a file is that is known to be no text, by its first bytes.
fn binary_kind(bytes: &[u8]) -> Option<&'static str> {
    const SIGNS: [(&[u8], &str); 9] = [
        (b"%PDF-", "a PDF file"),
        (b"PK\x03\x04", "a ZIP container"),
        (b"\x1f\x8b", "a compressed file"),
        (b"\xd0\xcf\x11\xe0", "an old Office document"),
        (b"{\\rtf", "an RTF document"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
        (b"RIFF", "a picture or a recording"),
    ];
    SIGNS.iter().find(|(sign, _)| bytes.starts_with(sign)).map(|(_, kind)| *kind)
}
