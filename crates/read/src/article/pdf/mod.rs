//! PDF: glyphs with their places become lines ([`lines`], [`reading`]), columns drawn in turn are put one after the other
//! ([`in_turn`]), heads and feet of pages go ([`margins`], [`edges`]), lines become paragraphs by their columns ([`columns`],
//! [`paragraphs`]), and these are the text.
//!
//! No stretch of a PDF's bytes is its text, so the leaf of an article from a PDF is the text itself: see [`super::leaf`]. A
//! file whose pages are pictures has no text; that is said, and nothing is guessed.

mod columns;
mod edges;
mod in_turn;
mod lines;
mod margins;
mod paragraphs;
mod reading;

use super::PageMeta;
use super::description::meant;
use super::intake::{Pages, plain_article};
use super::leaf::{Leaf, LeafKind};
use crate::ReadError;
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use kurbo::{Affine, Rect};
use lines::{DrawsTooMuch, Glyphs};
use std::panic::{AssertUnwindSafe, catch_unwind};
use tizim_model::counted;

/// Pages that are read of one file.
const PAGES: usize = 5_000;
/// Glyphs that are read of one file: a long book has two million.
const GLYPHS: usize = 5_000_000;

/// Reads a PDF as one article; `path` is the way from the file to it.
pub(super) fn read(
    bytes: &[u8],
    mut path: Vec<String>,
    url: Option<String>,
    fetched: Option<String>,
    pages: &mut Pages<'_>,
) -> Result<(), ReadError> {
    let damaged = |reason: &str| ReadError::Damaged {
        file: pages.file.to_owned(),
        place: String::new(),
        reason: reason.to_owned(),
    };
    // the reader is written against broken files, and what it overlooks must not end a run over thousands of files
    let found = catch_unwind(AssertUnwindSafe(|| text_of(bytes)))
        .map_err(|fault| {
            damaged(if fault.is::<DrawsTooMuch>() {
                "the PDF draws things over and over, more than is read of any: open it and print it into a new one"
            } else {
                "the PDF is broken: open it and print it into a new one"
            })
        })?
        .map_err(damaged)?;
    if found.text.trim().is_empty() {
        return Err(damaged(if found.pictures > 0 {
            "the PDF has pictures of pages and no text (a scan): run text recognition (OCR) over it and add what comes out"
        } else {
            "the PDF has no text"
        }));
    }
    let mut article = plain_article(found.text, None, found.meta);
    article.notes.extend(found.notes);
    article.is_cut = found.is_cut;
    path.push("text read out of the PDF".to_owned());
    let leaf = Leaf::new(LeafKind::Text, path, 0, article.text.as_bytes());
    pages.pass(leaf, article, url, fetched);
    Ok(())
}

/// What was read out of a PDF.
struct Found {
    text: String,
    meta: PageMeta,
    /// Pictures on its pages.
    pictures: usize,
    is_cut: bool,
    notes: Vec<String>,
}

fn text_of(bytes: &[u8]) -> Result<Found, &'static str> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|fault| match fault {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            "the PDF is locked with a password: open it and save it without one"
        }
        LoadPdfError::Decryption(_) => {
            "the PDF is encrypted in a way that is not read: open it and print it into a new one"
        }
        LoadPdfError::Invalid => "the PDF is broken: was it downloaded in full?",
    })?;
    let cache = InterpreterCache::new();
    let mut glyphs = Glyphs::new(GLYPHS);
    let mut notes = Vec::new();
    let (mut without, mut pages) = (0, 0);
    let all = pdf.pages().len();
    let mut heights = Vec::new();
    for page in pdf.pages().iter().take(PAGES) {
        pages += 1;
        let (width, height) = page.render_dimensions();
        let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let mut context =
            Context::new(Affine::IDENTITY, area, &cache, pdf.xref(), InterpreterSettings::default());
        let before = glyphs.len();
        interpret_page(page, &mut context, &mut glyphs);
        glyphs.end_page();
        let shown = page.intersected_crop_box();
        heights.push(shown.y0..shown.y1);
        without += usize::from(glyphs.len() == before);
        if glyphs.is_full() {
            break;
        }
    }
    let is_cut = pages < all || glyphs.is_full();
    if is_cut {
        notes.push(format!(
            "only the first {pages} of {all} pages were read (no more than {PAGES} pages and {GLYPHS} characters are): print the \
             rest into a file of its own"
        ));
    }
    if without > 0 && without < pages {
        notes.push(format!("{without} of {pages} pages have no text (pictures of pages are not read)"));
    }
    if glyphs.unreadable > 0 {
        notes.push(format!(
            "{} characters have no reading in the file and stand as {}",
            glyphs.unreadable,
            lines::UNREADABLE
        ));
    }
    let metadata = pdf.metadata();
    let meta = PageMeta {
        title: metadata.title.as_deref().and_then(info),
        byline: metadata.author.as_deref().and_then(info),
        ..PageMeta::default()
    };
    let (pictures, in_turn) = (glyphs.pictures, glyphs.in_turn);
    let mut pages = glyphs.into_pages();
    notes.extend(margins::take_off(&mut pages));
    notes.extend(edges::take_off(&mut pages, &heights));
    if in_turn > 0 {
        let (pages, verb) = (counted(in_turn as u64, "page"), if in_turn == 1 { "draws" } else { "draw" });
        notes.push(format!(
            "{pages} {verb} the lines of columns in turn: they were put one column after the other by the places of the \
             letters, so look at the page before you quote"
        ));
    }
    let rtl = pages.iter().flatten().filter(|line| line.is_rtl).count();
    if rtl > 0 {
        notes.push(format!(
            "{rtl} lines are read from right to left: their order was made from the places of the letters, so look at the \
             page before you quote"
        ));
    }
    Ok(Found { text: paragraphs::of(&pages), meta, pictures, is_cut, notes })
}

/// Returns a text of the file's own description (ISO 32000-2, 7.9.2.2): UTF-16, UTF-8, or one byte a character.
fn info(bytes: &[u8]) -> Option<String> {
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xff, 0xfe, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        bytes if bytes.is_ascii() => String::from_utf8_lossy(bytes).into_owned(),
        bytes => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    };
    meant(&text)
}
