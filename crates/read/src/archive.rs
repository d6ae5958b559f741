//! Workbooks are ZIP archives: what they unpack to is measured before anything is made of it.
//!
//! The sizes that an archive declares are not believed; each part is inflated once through a counter that stops at the
//! limit. On the way the tags are watched that make a reader set memory aside: the count of shared strings of an XLSX,
//! the repeated cells and rows of an ODS.

use crate::open::Source;
use crate::{Limits, ReadError};
use std::io::{Cursor, Read};

/// The most cells that the repeats of an ODS may come to, and the most in the area that its values span.
const ODS_CELLS: u64 = 20_000_000;
/// The most bytes of a tag that are looked at.
const TAG_BYTES: usize = 4_096;

/// What an archive holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Archive {
    /// A workbook of Excel 2007 or later.
    Xlsx,
    /// Its binary sister.
    Xlsb,
    /// A workbook of OpenDocument.
    Ods,
    /// Something else.
    Other,
}

/// Inflates all parts of an archive once, within the limits, and says what it is.
pub(crate) fn inspect(source: &Source, limits: &Limits) -> Result<Archive, ReadError> {
    let damaged =
        |reason: String| ReadError::Damaged { file: source.path.clone(), place: String::new(), reason };
    let mut archive = zip::ZipArchive::new(Cursor::new(source.bytes.as_slice()))
        .map_err(|error| damaged(format!("not a whole ZIP archive ({error}): was it downloaded in full?")))?;
    let mut kind = Archive::Other;
    let mut total: u64 = 0;
    let packed = source.bytes.len() as u64;
    let most = most_unpacked(packed, limits);
    for position in 0..archive.len() {
        let mut part = archive.by_index(position).map_err(|error| {
            damaged(format!("a part of it can't be unpacked ({error}): open it and save it again"))
        })?;
        let name = part.name().map_or_else(|_| format!("part {position}"), |name| name.into_owned());
        kind = match name.as_str() {
            "xl/workbook.xml" => Archive::Xlsx,
            "xl/workbook.bin" => Archive::Xlsb,
            "content.xml" if kind == Archive::Other => Archive::Ods,
            _ => kind,
        };
        let mut watch = Watch::default();
        let watched = name.ends_with(".xml");
        let before = total;
        let mut buffer = vec![0; 64 << 10];
        loop {
            let read = part.read(&mut buffer).map_err(|error| {
                damaged(format!("`{name}` in it is broken ({error}): open it and save it again"))
            })?;
            if read == 0 {
                break;
            }
            total += read as u64;
            if total > most {
                return Err(ReadError::TooLarge {
                    file: source.path.clone(),
                    what: format!("what it unpacks to (over {most} bytes out of {packed})"),
                    limit: format!(
                        "{} bytes or {} times its size",
                        limits.unpacked_bytes, limits.unpacked_ratio
                    ),
                });
            }
            if watched {
                watch.see(&buffer[..read]);
            }
        }
        watch.judge(total - before).map_err(&damaged)?;
    }
    Ok(kind)
}

/// Returns how many bytes may come out of so many packed ones.
pub(crate) fn most_unpacked(packed: u64, limits: &Limits) -> u64 {
    limits.unpacked_bytes.min(packed.saturating_mul(limits.unpacked_ratio).max(Limits::RATIO_FREE_BYTES))
}

/// Watches the tags of an XML part go by.
#[derive(Default)]
struct Watch {
    tag: Vec<u8>,
    in_tag: bool,
    declared_strings: u64,
    repeated_cells: u64,
    row: u64,
    row_repeats: u64,
    column: u64,
    last_row: u64,
    last_column: u64,
}

impl Watch {
    fn see(&mut self, bytes: &[u8]) {
        for byte in bytes {
            match byte {
                b'<' => {
                    self.in_tag = true;
                    self.tag.clear();
                }
                b'>' if self.in_tag => {
                    self.in_tag = false;
                    let tag = std::mem::take(&mut self.tag);
                    self.see_tag(&tag);
                    self.tag = tag;
                }
                other if self.in_tag && self.tag.len() < TAG_BYTES => self.tag.push(*other),
                _ => {}
            }
        }
    }

    fn see_tag(&mut self, tag: &[u8]) {
        let name = tag.split(|b| b.is_ascii_whitespace()).next().unwrap_or_default();
        if name.ends_with(b"sst") {
            self.declared_strings = self.declared_strings.max(number_after(tag, b"uniqueCount").unwrap_or(0));
        } else if name == b"table:table" {
            (self.row, self.last_row, self.last_column) = (0, 0, 0);
        } else if name == b"table:table-row" {
            self.row_repeats = number_after(tag, b"number-rows-repeated").unwrap_or(1);
            self.row = self.row.saturating_add(self.row_repeats);
            self.column = 0;
        } else if name == b"table:table-cell" || name == b"table:covered-table-cell" {
            let repeats = number_after(tag, b"number-columns-repeated").unwrap_or(1);
            self.column = self.column.saturating_add(repeats);
            if find(tag, b"value-type").is_some() || find(tag, b"formula").is_some() {
                let cells = repeats.saturating_mul(self.row_repeats);
                self.repeated_cells = self.repeated_cells.saturating_add(cells);
                self.last_row = self.last_row.max(self.row);
                self.last_column = self.last_column.max(self.column);
                let area = self.last_row.saturating_mul(self.last_column);
                self.repeated_cells = self.repeated_cells.max(area);
            }
        }
    }

    fn judge(&self, bytes: u64) -> Result<(), String> {
        if self.declared_strings > bytes {
            return Err(format!(
                "it announces {} texts and can't hold them: open it and save it again",
                self.declared_strings
            ));
        }
        if self.repeated_cells > ODS_CELLS {
            return Err(format!(
                "its sheets come to {} cells, the limit is {ODS_CELLS}: delete what stands far off the list, or save it as CSV",
                self.repeated_cells
            ));
        }
        Ok(())
    }
}

fn find(tag: &[u8], name: &[u8]) -> Option<usize> {
    tag.windows(name.len()).position(|window| window == name)
}

/// Returns the number in `name="12"`.
fn number_after(tag: &[u8], name: &[u8]) -> Option<u64> {
    let after = &tag[find(tag, name)? + name.len()..];
    let digits = after.iter().skip_while(|b| matches!(b, b'=' | b'"' | b'\'' | b' '));
    let text: String = digits.take_while(|b| b.is_ascii_digit()).map(|b| *b as char).collect();
    if text.is_empty() { None } else { Some(text.parse().unwrap_or(u64::MAX)) }
}
