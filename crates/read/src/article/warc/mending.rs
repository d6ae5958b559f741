//! Records whose length is wrong: the next one is looked for, by the line that each begins with.

use super::record::Position;
use super::{ARTICLE_BYTES, Broken, Open, Waiting, Walk, Whence};
use crate::ReadError;
use std::io::{self, BufRead, Read};

/// What a record begins with, at the start of a line.
const VERSION: &[u8] = b"WARC/";
/// Records of one archive that are mended: a file of nothing but broken ones is not read over and over.
const MOST: u32 = 100;
/// Bytes of a line that are looked at; the rest of it is passed over.
const LINE: u64 = 64 << 10;

impl Walk<'_, '_> {
    /// Reads the records of a file, and behind one whose length is wrong goes on where the next begins.
    pub(super) fn mended_records(&mut self, open: Open<'_, '_>) -> Result<(), ReadError> {
        let mut from = 0;
        for _ in 0..MOST {
            let archive = open(from).map_err(|fault| self.broken(from, &fault))?;
            let Some(broken) = self.records(&mut Position::from(archive, from), Whence::File)? else {
                return Ok(());
            };
            let Some(next) = self.mend(open, &broken)? else { return Ok(()) };
            from = next;
        }
        self.pages
            .lose(format!("what follows byte {from} was left out: too many records have a wrong length"));
        Ok(())
    }

    /// Reads a record up to where the next begins, and returns where that is; none where no other follows.
    fn mend(&mut self, open: Open<'_, '_>, broken: &Broken) -> Result<Option<u64>, ReadError> {
        let archive = open(broken.at).map_err(|fault| self.broken(broken.at, &fault))?;
        let mut bytes = Position::from(archive, broken.at);
        let head = broken.head.as_ref().filter(|head| self.is_page(head));
        let found = until_record(&mut bytes, broken.head.is_some(), head.is_some())
            .map_err(|fault| self.broken(broken.at, &fault))?;
        let Some((next, block)) = found else {
            self.lost(broken);
            return Ok(None);
        };
        match head.zip(block) {
            Some((head, block)) => {
                let (place, number) = (broken.place.clone(), broken.number);
                self.pages.lose(format!(
                    "{place} has a wrong length ({}); it was read up to byte {next}, where the next record begins",
                    broken.reason
                ));
                let page = Waiting { head: head.clone(), block, at: broken.at, number, place };
                self.page(&page, Whence::File);
            }
            None => self.lost(broken),
        }
        Ok(Some(next))
    }
}

/// Reads on to the next line that begins a record, and returns its place with what stands before it, if that is to be kept and is
/// not above the bound of an article. The bytes begin behind a head, or at the record that is broken: that one is not the next.
fn until_record(
    bytes: &mut Position<impl BufRead>,
    is_behind_head: bool,
    keep: bool,
) -> io::Result<Option<(u64, Option<Vec<u8>>)>> {
    let mut block = keep.then(Vec::new);
    let mut has_begun = is_behind_head;
    let mut is_start_of_line = is_behind_head;
    loop {
        let at = bytes.at();
        let mut line = Vec::new();
        bytes.by_ref().take(LINE).read_until(b'\n', &mut line)?;
        if line.is_empty() {
            return Ok(None);
        }
        let is_version =
            line.strip_prefix(VERSION).and_then(|rest| rest.first()).is_some_and(u8::is_ascii_digit);
        if is_start_of_line && is_version {
            let block = block.map(|block| without_blank_end(&block).to_vec());
            return Ok(Some((at, block)));
        }
        has_begun |= !without_blank_end(&line).is_empty();
        is_start_of_line = has_begun && line.ends_with(b"\n");
        if let Some(kept) = &mut block {
            kept.extend_from_slice(&line);
            if kept.len() as u64 > ARTICLE_BYTES {
                block = None;
            }
        }
    }
}

/// Returns a block without the blank lines that part it from the next record.
fn without_blank_end(block: &[u8]) -> &[u8] {
    let end = block.iter().rposition(|byte| !matches!(byte, b'\r' | b'\n')).map_or(0, |last| last + 1);
    &block[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_record_begins_at_a_line_of_its_own() {
        let text = b"a page that says WARC/1.0 in a line\r\n\r\nWARC/1.1\r\nWARC-Type: response\r\n";
        let found = until_record(&mut Position::from(&text[..], 100), true, true).unwrap().unwrap();
        assert_eq!(found.0, 100 + text.windows(8).position(|part| part == b"WARC/1.1").unwrap() as u64);
        assert_eq!(found.1.unwrap(), b"a page that says WARC/1.0 in a line");
        assert!(
            until_record(&mut Position::new(&b"\r\nWARC/1.0\r\nA: b\r\n"[..]), false, false)
                .unwrap()
                .is_none()
        );
    }
}
