//! WARC (ISO 28500): the pages that a crawler kept, packed record by record with gzip or not at all.

mod http;
mod mending;
mod record;

use super::intake::Pages;
use super::leaf::{Leaf, LeafKind};
use super::{ARTICLE_BYTES, article_of_text, pdf};
use crate::ReadError;
use flate2::bufread::GzDecoder;
use record::{Head, Position};
use rustc_hash::FxHashSet;
use std::io::{BufRead, BufReader, Read};

/// Records of one archive.
const RECORDS: u64 = 50_000_000;

/// Opens an archive at a byte.
pub(super) type Open<'o, 'b> = &'o dyn Fn(u64) -> std::io::Result<Box<dyn BufRead + 'b>>;

/// Reads all pages of an archive of so many bytes that is a file.
///
/// A record whose length is wrong is read up to where the next record begins, and the reading goes on from there.
pub(super) fn read(open: Open<'_, '_>, packed: u64, pages: &mut Pages<'_>) -> Result<(), ReadError> {
    let mut walk = Walk::new(packed, &[], None, pages);
    let broken = |fault: std::io::Error| ReadError::Io { file: walk.pages.file.to_owned(), source: fault };
    let mut archive = Position::new(open(0).map_err(broken)?);
    if walk.is_packed(&mut archive)? {
        walk.packed(&mut archive)?;
    } else {
        walk.mended_records(open)?;
    }
    walk.tell_others();
    Ok(())
}

/// Reads the pages of an archive in a part of a file; `path` is the way from the file to it. Only pages of these addresses, if
/// some are given.
pub(super) fn read_only(
    archive: impl BufRead,
    packed: u64,
    path: &[String],
    only: Option<&FxHashSet<String>>,
    pages: &mut Pages<'_>,
) -> Result<(), ReadError> {
    let mut walk = Walk::new(packed, path, only, pages);
    let mut archive = Position::new(archive);
    if walk.is_packed(&mut archive)? {
        walk.packed(&mut archive)?;
    } else if let Some(broken) = walk.records(&mut archive, Whence::Part)? {
        walk.lost(&broken);
    }
    walk.tell_others();
    Ok(())
}

/// Where the bytes of a record stand.
#[derive(Clone, Copy)]
enum Whence {
    /// In the file, as they are.
    File,
    /// In an unpacked part of it.
    Part,
    /// In what a gzip member at this byte unpacks to.
    Member(u64),
}

/// A page that was read and not yet passed on.
struct Waiting {
    head: Head,
    block: Vec<u8>,
    /// Where its block begins.
    at: u64,
    number: u64,
    place: String,
}

/// A record whose length can't be right: the bytes end within it, or no record begins behind it.
struct Broken {
    /// What it says of itself; none where not even its head can be read.
    head: Option<Head>,
    /// Where its block begins, or the record itself where it has no head.
    at: u64,
    number: u64,
    place: String,
    reason: String,
}

struct Walk<'w, 'p> {
    path: &'w [String],
    only: Option<&'w FxHashSet<String>>,
    pages: &'w mut Pages<'p>,
    /// Bytes that may still be unpacked.
    left: u64,
    records: u64,
    others: u64,
    /// The rest can't be read; it was said.
    end: bool,
}

impl<'w, 'p> Walk<'w, 'p> {
    fn new(
        packed: u64,
        path: &'w [String],
        only: Option<&'w FxHashSet<String>>,
        pages: &'w mut Pages<'p>,
    ) -> Self {
        let left = packed.saturating_mul(pages.limits.unpacked_ratio).max(crate::Limits::RATIO_FREE_BYTES);
        Self { path, only, pages, left, records: 0, others: 0, end: false }
    }

    fn is_packed(&self, archive: &mut Position<impl BufRead>) -> Result<bool, ReadError> {
        let first = archive.fill_buf().map_err(|fault| self.broken(0, &fault))?.first().copied();
        Ok(first == Some(0x1f))
    }

    fn tell_others(&mut self) {
        if self.others > 0 {
            self.pages.notes.push(format!("{} records are no pages and were passed over", self.others));
        }
    }

    fn lost(&mut self, broken: &Broken) {
        self.pages.fault(&broken.place, &broken.reason);
    }

    fn broken(&self, at: u64, fault: &std::io::Error) -> ReadError {
        let reason = format!("it can't be read on ({fault}): was it downloaded in full?");
        ReadError::Damaged { file: self.pages.file.to_owned(), place: format!(", byte {at}"), reason }
    }

    /// Reads gzip members, each of one record or more.
    fn packed(&mut self, archive: &mut Position<impl BufRead>) -> Result<(), ReadError> {
        while !self.end {
            let at = archive.at();
            match archive.fill_buf() {
                Ok([]) => return Ok(()),
                Ok([0x1f, ..]) => {}
                Ok(_) => {
                    self.pages.fault(&format!("what follows byte {at}"), "it is no gzip member");
                    return Ok(());
                }
                Err(fault) => return Err(self.broken(at, &fault)),
            }
            let member = GzDecoder::new(&mut *archive);
            if let Some(broken) =
                self.records(&mut Position::new(BufReader::new(member)), Whence::Member(at))?
            {
                // the next member is a record of its own
                self.lost(&broken);
            }
        }
        Ok(())
    }

    /// Reads records until the bytes end, or until one makes no sense.
    fn records(
        &mut self,
        bytes: &mut Position<impl BufRead>,
        whence: Whence,
    ) -> Result<Option<Broken>, ReadError> {
        let mut seen = bytes.at();
        let mut last: Option<Broken> = None;
        // a page waits for what follows it: only at its end does a gzip member show that it is whole
        let mut waiting: Option<Waiting> = None;
        while !self.end {
            let at_head = bytes.at();
            let place = self.place(whence, at_head);
            let head = record::head(bytes);
            match (waiting.take(), &head) {
                (Some(page), Err(reason)) if matches!(whence, Whence::Member(_)) => {
                    self.pages.fault(&page.place, reason);
                }
                // it is read again, to where the next record begins
                (Some(_), Err(reason)) if matches!(whence, Whence::File) && reason == record::NO_VERSION => {}
                (Some(page), _) => self.page(&page, whence),
                (None, _) => {}
            }
            let head = match head {
                Ok(Some(head)) => head,
                Ok(None) => break,
                Err(reason) if matches!(whence, Whence::File) => {
                    // what is no record at all stands in the one before, whose length is wrong
                    let before = last.filter(|_| reason == record::NO_VERSION);
                    let number = self.records + 1;
                    return Ok(Some(before.unwrap_or(Broken {
                        head: None,
                        at: at_head,
                        number,
                        place,
                        reason,
                    })));
                }
                Err(reason) => {
                    self.pages.fault(&place, &reason);
                    self.end = matches!(whence, Whence::Part);
                    self.drain(bytes, whence)?;
                    break;
                }
            };
            self.records += 1;
            if self.records > RECORDS {
                return Err(ReadError::TooLarge {
                    file: self.pages.file.to_owned(),
                    what: format!("{} records", self.records),
                    limit: format!("{RECORDS} records"),
                });
            }
            let is_kept = self.is_page(&head);
            let block_at = bytes.at();
            let mut block = Vec::new();
            let read = if is_kept && head.length <= ARTICLE_BYTES {
                bytes.by_ref().take(head.length).read_to_end(&mut block).map(|read| read as u64)
            } else {
                std::io::copy(&mut bytes.by_ref().take(head.length), &mut std::io::sink())
            };
            match read {
                Ok(read) if read == head.length => {}
                Ok(_) => {
                    let reason = "the file ends in the middle of it".to_owned();
                    return Ok(Some(Broken {
                        head: Some(head),
                        at: block_at,
                        number: self.records,
                        place,
                        reason,
                    }));
                }
                Err(fault) => {
                    self.pages.fault(&place, &format!("it can't be unpacked ({fault})"));
                    self.end = true;
                }
            }
            if !matches!(whence, Whence::File) {
                self.spend(bytes.at() - seen)?;
                seen = bytes.at();
            }
            if self.end {
                break;
            }
            last = matches!(whence, Whence::File).then(|| Broken {
                head: Some(head.clone()),
                at: block_at,
                number: self.records,
                place: place.clone(),
                reason: "what follows it is no record".to_owned(),
            });
            if !is_kept {
                self.others += 1;
            } else if head.length > ARTICLE_BYTES {
                self.pages
                    .fault(&place, &format!("it has {} bytes, the limit is {ARTICLE_BYTES}", head.length));
            } else {
                waiting = Some(Waiting { head, block, at: block_at, number: self.records, place });
            }
        }
        if let Some(page) = waiting {
            self.page(&page, whence);
        }
        Ok(None)
    }

    /// Reads to the end of a member that makes no sense, so that the next one can be read.
    fn drain(&mut self, bytes: &mut Position<impl BufRead>, whence: Whence) -> Result<(), ReadError> {
        if matches!(whence, Whence::Member(_)) {
            let mut rest = bytes.by_ref().take(self.left + 1);
            match std::io::copy(&mut rest, &mut std::io::sink()) {
                Ok(read) => self.spend(read)?,
                Err(_) => self.end = true,
            }
        }
        Ok(())
    }

    fn spend(&mut self, unpacked: u64) -> Result<(), ReadError> {
        self.left = self.left.checked_sub(unpacked).ok_or_else(|| ReadError::TooLarge {
            file: self.pages.file.to_owned(),
            what: "what it unpacks to".to_owned(),
            limit: format!("{} times its size", self.pages.limits.unpacked_ratio),
        })?;
        Ok(())
    }

    fn place(&self, whence: Whence, at: u64) -> String {
        let record = self.records + 1;
        match whence {
            Whence::File | Whence::Part => format!("record {record} at byte {at}"),
            Whence::Member(member) => format!("record {record} in the gzip member at byte {member}"),
        }
    }

    fn is_page(&self, head: &Head) -> bool {
        let kind = match head.kind.as_str() {
            "response" => head.content_type.starts_with("application/http"),
            "resource" => http::is_page_type(&head.content_type),
            _ => false,
        };
        let wanted =
            self.only.is_none_or(|only| head.url.as_deref().is_some_and(|url| only.contains(bare_url(url))));
        kind && wanted
    }

    fn page(&mut self, page: &Waiting, whence: Whence) {
        let Waiting { head, block, at: block_at, number, place } = page;
        let (body, start, charset, is_pdf) = if head.kind == "response" {
            match http::body(block) {
                Ok(Some(body)) => body,
                Ok(None) => {
                    self.others += 1;
                    return;
                }
                Err(reason) => {
                    self.pages.fault(place, &reason);
                    return;
                }
            }
        } else {
            let is_pdf = head.content_type.starts_with("application/pdf");
            (block.as_slice().into(), Some(0), http::charset(&head.content_type), is_pdf)
        };
        let mut path = self.path.to_vec();
        if let Whence::Member(member) = whence {
            path.push(format!("gzip member at byte {member}"));
        }
        path.push(format!(
            "record {number}{}",
            head.id.as_deref().map(|id| format!(" {id}")).unwrap_or_default()
        ));
        let (kind, at) = match (start, whence) {
            (Some(start), Whence::File) => (LeafKind::Stretch, block_at + start as u64),
            _ => (LeafKind::Unpacked, 0),
        };
        if head.kind == "response" && kind == LeafKind::Unpacked {
            path.push("HTTP body".to_owned());
        }
        if is_pdf || body.starts_with(b"%PDF-") {
            if let Err(fault) = pdf::read(&body, path, head.url.clone(), head.date.clone(), self.pages) {
                self.pages.fault(place, &fault.to_string());
            }
            return;
        }
        match article_of_text(self.pages.file, &body, charset.as_deref()) {
            Ok(article) => {
                let leaf = Leaf::new(kind, path, at, &body);
                self.pages.pass(leaf, article, head.url.clone(), head.date.clone());
            }
            // a page without a word is none
            Err(ReadError::Empty { .. }) => self.others += 1,
            Err(fault) => self.pages.fault(place, &fault.to_string()),
        }
    }
}

/// Returns an address without what stands after `#`.
pub(super) fn bare_url(url: &str) -> &str {
    url.split('#').next().unwrap_or(url)
}
