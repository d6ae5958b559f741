//! From a file to the articles in it: one of a page, a text, a document; many of a web archive or a book.

use super::leaf::{Leaf, LeafKind};
use super::{ARTICLE_BYTES, ArticleText, PageMeta, article_of_text, too_large};
use super::{docx, epub, mail, pdf, wacz, warc};
use crate::{Limits, ReadError};
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

/// What kind of file articles were read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ArticleFormat {
    /// A page, or plain text.
    Page,
    /// A web archive (ISO 28500), packed or not.
    Warc,
    /// A web archive with its index in a ZIP file.
    Wacz,
    /// A PDF.
    Pdf,
    /// A Word document.
    Docx,
    /// A book.
    Epub,
    /// A mail, or a page saved as one.
    Mail,
}

impl ArticleFormat {
    /// Returns the kind in a word.
    pub fn word(self) -> &'static str {
        match self {
            ArticleFormat::Page => "page or text",
            ArticleFormat::Warc => "WARC",
            ArticleFormat::Wacz => "WACZ",
            ArticleFormat::Pdf => "PDF",
            ArticleFormat::Docx => "DOCX",
            ArticleFormat::Epub => "EPUB",
            ArticleFormat::Mail => "mail or MHTML",
        }
    }
}

/// One article of a file.
#[derive(Clone, Debug)]
pub struct ArticlePage {
    /// Its number in the file, from 1.
    pub number: u32,
    /// The address that it was fetched from, where the file says so.
    pub url: Option<String>,
    /// When it was fetched, as the file says it.
    pub fetched: Option<String>,
    /// What its positions lead to.
    pub leaf: Leaf,
    /// The article.
    pub article: ArticleText,
}

/// What was found in a file beside its articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleFile {
    /// What kind of file it is.
    pub format: ArticleFormat,
    /// The articles that were passed on.
    pub pages: u32,
    /// What a person should know.
    pub notes: Vec<String>,
    /// Of the notes those that tell of pages or records that were lost.
    pub left_out: Vec<String>,
}

impl ArticleFormat {
    /// Returns whether such a file holds articles side by side, however many are in this one.
    pub fn holds_many(self) -> bool {
        matches!(self, ArticleFormat::Warc | ArticleFormat::Wacz | ArticleFormat::Epub)
    }
}

/// Takes the articles of a file as they are read.
pub(super) struct Pages<'a> {
    pub(super) file: &'a str,
    pub(super) limits: &'a Limits,
    pub(super) count: u32,
    pub(super) notes: Vec<String>,
    pub(super) left_out: Vec<String>,
    sink: &'a mut dyn FnMut(ArticlePage),
}

/// Faults of single pages that are told one by one.
const FAULTS_TOLD: usize = 20;

impl Pages<'_> {
    /// Passes an article on.
    pub(super) fn pass(
        &mut self,
        leaf: Leaf,
        article: ArticleText,
        url: Option<String>,
        fetched: Option<String>,
    ) {
        self.count += 1;
        (self.sink)(ArticlePage { number: self.count, url, fetched, leaf, article });
    }

    /// Notes a page that can't be read; it takes no number.
    pub(super) fn fault(&mut self, place: &str, reason: &str) {
        self.lose(format!("{place} was left out: {reason}"));
    }

    /// Notes that something of the file is lost or was mended.
    pub(super) fn lose(&mut self, told: String) {
        let told = match self.left_out.len() {
            told_of if told_of < FAULTS_TOLD => told,
            FAULTS_TOLD => "further ones were left out too".to_owned(),
            _ => return,
        };
        self.left_out.push(told.clone());
        self.notes.push(told);
    }
}

/// Reads all articles of a file and hands them over one by one, so that an archive of any size takes the memory of one page.
///
/// Known are pages (HTML), plain text, mails and pages saved as mails, WARC and WACZ, PDF, DOCX, EPUB, and pages and archives packed with gzip. A page of an archive
/// that can't be read is left out and said to be in the notes.
///
/// # Errors
/// When the file can't be read, is empty, above a bound, damaged, or of no kind that holds articles.
pub fn each_article(
    path: &Path,
    limits: &Limits,
    sink: &mut dyn FnMut(ArticlePage),
) -> Result<ArticleFile, ReadError> {
    let name = path.display().to_string();
    let io = |source| ReadError::Io { file: name.clone(), source };
    let found = std::fs::metadata(path).map_err(io)?;
    if !found.is_file() {
        return Err(ReadError::NotAFile { file: name });
    }
    let mut file = File::open(path).map_err(io)?;
    let mut head = Vec::new();
    file.by_ref().take(8).read_to_end(&mut head).map_err(io)?;
    file.rewind().map_err(io)?;
    let mut pages = Pages { file: &name, limits, count: 0, notes: Vec::new(), left_out: Vec::new(), sink };
    let format = if head.starts_with(b"WARC/") || is_packed_warc(&head, path).map_err(io)? {
        // from any byte anew, so that a record whose length is wrong does not take those behind it along
        let open = |from: u64| {
            let mut file = File::open(path)?;
            file.seek(SeekFrom::Start(from))?;
            Ok(Box::new(BufReader::with_capacity(1 << 16, file)) as Box<dyn BufRead>)
        };
        warc::read(&open, found.len(), &mut pages)?;
        ArticleFormat::Warc
    } else if head.starts_with(b"PK\x03\x04") {
        zipped(file, found.len(), &mut pages)?
    } else {
        let bytes = whole(file, found.len(), &name)?;
        single(&bytes, &mut pages)?
    };
    let Pages { count, notes, left_out, .. } = pages;
    if count == 0 {
        let reason = match notes.first() {
            Some(first) => format!("no article could be read in it ({first})"),
            None => "there is no article in it".to_owned(),
        };
        return Err(ReadError::Damaged { file: name, place: String::new(), reason });
    }
    Ok(ArticleFile { format, pages: count, notes, left_out })
}

/// As [`each_article`], of bytes in memory; `file` is what errors call them.
///
/// # Errors
/// As [`each_article`].
pub fn each_article_of_bytes(
    file: &str,
    bytes: &[u8],
    limits: &Limits,
    sink: &mut dyn FnMut(ArticlePage),
) -> Result<ArticleFile, ReadError> {
    let mut pages = Pages { file, limits, count: 0, notes: Vec::new(), left_out: Vec::new(), sink };
    let packed = bytes.len() as u64;
    let format = if bytes.starts_with(b"WARC/") || starts_warc(MultiGzDecoder::new(bytes)) {
        let open = |from: u64| {
            let rest = usize::try_from(from).ok().and_then(|from| bytes.get(from..)).unwrap_or_default();
            Ok(Box::new(rest) as Box<dyn BufRead + '_>)
        };
        warc::read(&open, packed, &mut pages)?;
        ArticleFormat::Warc
    } else if bytes.starts_with(b"PK\x03\x04") {
        zipped(std::io::Cursor::new(bytes), packed, &mut pages)?
    } else {
        single(bytes, &mut pages)?
    };
    Ok(ArticleFile { format, pages: pages.count, notes: pages.notes, left_out: pages.left_out })
}

fn zipped<R: Read + Seek>(file: R, packed: u64, pages: &mut Pages<'_>) -> Result<ArticleFormat, ReadError> {
    let mut package = super::package::Package::open(file, packed, pages.file, pages.limits)?;
    if package.has("word/document.xml") {
        docx::read(&mut package, pages)?;
        Ok(ArticleFormat::Docx)
    } else if package.has("META-INF/container.xml") {
        epub::read(&mut package, pages)?;
        Ok(ArticleFormat::Epub)
    } else if package.has("datapackage.json") || package.names().any(|name| name.starts_with("archive/")) {
        wacz::read(&mut package, pages)?;
        Ok(ArticleFormat::Wacz)
    } else {
        let reason = "a ZIP file that is no DOCX, EPUB or WACZ: unpack it and name what is in it".to_owned();
        Err(ReadError::Damaged { file: pages.file.to_owned(), place: String::new(), reason })
    }
}

/// Reads a file that is one article.
fn single(bytes: &[u8], pages: &mut Pages<'_>) -> Result<ArticleFormat, ReadError> {
    if bytes.starts_with(b"\x1f\x8b") {
        let unpacked = gunzipped(bytes, pages)?;
        if unpacked.starts_with(b"\x1f\x8b") || unpacked.starts_with(b"PK\x03\x04") {
            let reason = "it is packed twice: unpack it once".to_owned();
            return Err(ReadError::Damaged { file: pages.file.to_owned(), place: String::new(), reason });
        }
        return leaf_article(&unpacked, LeafKind::Unpacked, vec!["gunzip".to_owned()], pages);
    }
    leaf_article(bytes, LeafKind::File, Vec::new(), pages)
}

fn leaf_article(
    bytes: &[u8],
    kind: LeafKind,
    path: Vec<String>,
    pages: &mut Pages<'_>,
) -> Result<ArticleFormat, ReadError> {
    if bytes.starts_with(b"%PDF-") {
        pdf::read(bytes, path, None, None, pages)?;
        return Ok(ArticleFormat::Pdf);
    }
    if mail::is_mail(bytes) {
        mail::read(bytes, path, pages)?;
        return Ok(ArticleFormat::Mail);
    }
    let article = article_of_text(pages.file, bytes, None)?;
    pages.pass(Leaf::new(kind, path, 0, bytes), article, None, None);
    Ok(ArticleFormat::Page)
}

/// Returns what a gzip file holds, bounded.
fn gunzipped(bytes: &[u8], pages: &Pages<'_>) -> Result<Vec<u8>, ReadError> {
    let most = crate::archive::most_unpacked(bytes.len() as u64, pages.limits).min(ARTICLE_BYTES);
    let mut unpacked = Vec::new();
    MultiGzDecoder::new(bytes).take(most + 1).read_to_end(&mut unpacked).map_err(|fault| {
        let reason = format!("the packed file is broken ({fault}): was it downloaded in full?");
        ReadError::Damaged { file: pages.file.to_owned(), place: String::new(), reason }
    })?;
    if unpacked.len() as u64 > most {
        return Err(too_large(pages.file, most + 1));
    }
    Ok(unpacked)
}

fn whole(file: File, length: u64, name: &str) -> Result<Vec<u8>, ReadError> {
    if length > ARTICLE_BYTES {
        return Err(too_large(name, length));
    }
    let mut bytes = Vec::with_capacity(length as usize);
    let io = |source| ReadError::Io { file: name.to_owned(), source };
    // a file that grows meanwhile is read no further than the bound
    file.take(ARTICLE_BYTES).read_to_end(&mut bytes).map_err(io)?;
    Ok(bytes)
}

fn is_packed_warc(head: &[u8], path: &Path) -> std::io::Result<bool> {
    Ok(head.starts_with(b"\x1f\x8b") && starts_warc(MultiGzDecoder::new(File::open(path)?)))
}

fn starts_warc(mut unpacked: impl Read) -> bool {
    let mut start = [0; 5];
    unpacked.read_exact(&mut start).is_ok() && &start == b"WARC/"
}

/// Returns an article of text that was read out of a file.
pub(super) fn plain_article(
    text: String,
    blocks: Option<Vec<super::TextBlock>>,
    meta: PageMeta,
) -> ArticleText {
    ArticleText {
        text,
        blocks,
        meta,
        map: super::SourceMap::identity(),
        encoding: "UTF-8".to_owned(),
        is_cut: false,
        notes: Vec::new(),
    }
}
