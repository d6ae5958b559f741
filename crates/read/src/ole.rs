//! Workbooks of older Excels: an OLE container with a stream of records, measured before anything is made of it.
//!
//! The reader of XLS sets memory aside for the area that a sheet announces or that its cells span. Both are read here
//! first ([MS-CFB] 2 for the container, [MS-XLS] 2.1.4 for the records), and an area that no sheet of Excel 97 to 2003
//! can have is refused. What can't be followed is left to the reader to refuse.

use std::collections::BTreeSet;

/// The most cells of a sheet: 65,536 rows by 256 columns.
const CELLS: u64 = 65_536 * 256;
/// Streams of fewer bytes lie in the small sectors.
const SMALL_STREAM: u32 = 4_096;
/// Marks in the table of sectors: the end of a chain, and above it free and special ones.
const FIRST_MARK: u32 = 0xffff_fffa;

/// Returns what is wrong with the areas of a workbook's sheets, if anything is.
pub(crate) fn oversized_sheet(bytes: &[u8]) -> Option<String> {
    let stream = workbook_stream(bytes)?;
    let area = largest_area(&stream);
    (area > CELLS)
        .then(|| format!("a sheet in it announces {area} cells, more than a sheet of this kind can have"))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// Returns the stream named `Workbook` or `Book`.
fn workbook_stream(bytes: &[u8]) -> Option<Vec<u8>> {
    let shift = u16_at(bytes, 30).filter(|shift| (7..=16).contains(shift))?;
    let size = 1usize << shift;
    let sector = |number: u32| {
        let start = (number as usize).checked_add(1)?.checked_mul(size)?;
        bytes.get(start..).map(|rest| &rest[..rest.len().min(size)])
    };
    let next = sector_table(bytes, size, &sector)?;
    let chain = |first: u32| {
        let mut joined = Vec::new();
        let mut seen = BTreeSet::new();
        let mut number = first;
        while number < FIRST_MARK && seen.insert(number) {
            joined.extend_from_slice(sector(number)?);
            number = next.get(number as usize).copied().unwrap_or(FIRST_MARK);
        }
        Some(joined)
    };
    let directory = chain(u32_at(bytes, 48)?)?;
    let entry = directory.chunks_exact(128).find(|entry| {
        let length = usize::from(u16_at(entry, 64).unwrap_or(0)).clamp(2, 64) - 2;
        let name: Vec<u8> = entry[..length].iter().step_by(2).map(u8::to_ascii_lowercase).collect();
        name == b"workbook" || name == b"book"
    })?;
    let first = u32_at(entry, 116)?;
    if u32_at(entry, 120)? >= SMALL_STREAM {
        return chain(first);
    }
    // a small stream lies in sectors of 64 bytes of another stream, that of the first entry of the directory
    let small = chain(u32_at(&directory, 116)?)?;
    let links = chain(u32_at(bytes, 60)?)?;
    let mut joined = Vec::new();
    let mut seen = BTreeSet::new();
    let mut number = first;
    while number < FIRST_MARK && seen.insert(number) {
        let start = (number as usize).checked_mul(64)?;
        joined.extend_from_slice(small.get(start..)?.get(..64)?);
        number = u32_at(&links, (number as usize).checked_mul(4)?).unwrap_or(FIRST_MARK);
    }
    Some(joined)
}

/// Returns for each sector the next one of its chain.
fn sector_table<'b>(
    bytes: &[u8],
    size: usize,
    sector: &impl Fn(u32) -> Option<&'b [u8]>,
) -> Option<Vec<u32>> {
    let mut listed: Vec<u32> = (0..109).filter_map(|place| u32_at(bytes, 76 + 4 * place)).collect();
    let mut more = u32_at(bytes, 68)?;
    let mut seen = BTreeSet::new();
    while more < FIRST_MARK && seen.insert(more) {
        let Some(numbers) = sector(more).filter(|numbers| numbers.len() == size) else { break };
        listed.extend((0..size / 4 - 1).filter_map(|place| u32_at(numbers, 4 * place)));
        more = u32_at(numbers, size - 4)?;
    }
    let mut next = Vec::new();
    let mut used = BTreeSet::new();
    for number in listed.into_iter().filter(|number| *number < FIRST_MARK) {
        if let Some(numbers) = sector(number).filter(|_| used.insert(number)) {
            next.extend((0..numbers.len() / 4).filter_map(|place| u32_at(numbers, 4 * place)));
        }
    }
    Some(next)
}

/// Returns the largest area that a sheet announces, or that its cells span, in cells.
fn largest_area(stream: &[u8]) -> u64 {
    let mut largest = 0;
    let mut span = Span::default();
    let mut at = 0;
    while let (Some(kind), Some(length)) = (u16_at(stream, at), u16_at(stream, at + 2)) {
        let start = at + 4;
        let record = &stream[start.min(stream.len())..(start + usize::from(length)).min(stream.len())];
        match kind {
            // BOF: the next sheet begins
            0x0809 => span = Span::default(),
            // Dimensions, of BIFF8 and before
            0x0200 => largest = largest.max(announced(record).unwrap_or(0)),
            // Blank, Number, Label, BoolErr, RK, LabelSst, RString, Formula, MulRk, MulBlank
            0x0201 | 0x0203 | 0x0204 | 0x0205 | 0x027e | 0x00fd | 0x00d6 | 0x0006 | 0x00bd | 0x00be => {
                let last =
                    matches!(kind, 0x00bd | 0x00be).then(|| u16_at(record, record.len().saturating_sub(2)));
                if let (Some(row), Some(column)) = (u16_at(record, 0), u16_at(record, 2)) {
                    span.add(row, column.max(last.flatten().unwrap_or(0)));
                    largest = largest.max(span.area());
                }
            }
            _ => {}
        }
        at = start + usize::from(length);
    }
    largest
}

/// The rows and columns that the cells of a sheet span, from the first cell of the sheet.
#[derive(Default)]
struct Span {
    rows: u64,
    columns: u64,
}

impl Span {
    fn add(&mut self, row: u16, column: u16) {
        self.rows = self.rows.max(u64::from(row) + 1);
        self.columns = self.columns.max(u64::from(column) + 1);
    }

    fn area(&self) -> u64 {
        self.rows * self.columns
    }
}

fn announced(record: &[u8]) -> Option<u64> {
    let (first_row, last_row, first_column, last_column) = if record.len() == 10 {
        let part = |at| u16_at(record, at).map(u64::from);
        (part(0)?, part(2)?, part(4)?, part(6)?)
    } else {
        let row = |at| u32_at(record, at).map(u64::from);
        let column = |at| u16_at(record, at).map(u64::from);
        (row(0)?, row(4)?, column(8)?, column(10)?)
    };
    if first_row > last_row && last_row > 0 {
        return Some(u64::MAX);
    }
    // a first column beyond the last is read as none, as the reader does
    let columns = if first_column > 255 { last_column } else { last_column.saturating_sub(first_column) };
    Some(last_row.saturating_sub(first_row).saturating_mul(columns.max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A container of 512-byte sectors: the header, the table of sectors, the directory, the stream.
    fn container(stream: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0; 512];
        bytes[..8].copy_from_slice(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
        bytes[30] = 9;
        bytes[48..52].copy_from_slice(&1u32.to_le_bytes());
        bytes[68..72].copy_from_slice(&u32::MAX.to_le_bytes());
        for place in 0..109 {
            let number = if place == 0 { 0 } else { u32::MAX };
            bytes[76 + 4 * place..80 + 4 * place].copy_from_slice(&number.to_le_bytes());
        }
        let mut table = vec![0xff; 512];
        for (sector, next) in [(0, 0xffff_fffdu32), (1, 0xffff_fffe), (2, 0xffff_fffe)] {
            table[4 * sector..4 * sector + 4].copy_from_slice(&next.to_le_bytes());
        }
        bytes.extend(table);
        let mut directory = vec![0; 512];
        for (place, letter) in "Workbook".bytes().enumerate() {
            directory[2 * place] = letter;
        }
        directory[64] = 18;
        directory[116..120].copy_from_slice(&2u32.to_le_bytes());
        directory[120..124].copy_from_slice(&SMALL_STREAM.to_le_bytes());
        bytes.extend(directory);
        let mut stream = stream.to_vec();
        stream.resize(512, 0);
        bytes.extend(stream);
        bytes
    }

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
    }

    #[test]
    fn an_announced_area_and_cells_far_apart_are_found() {
        let mut announced = Vec::new();
        announced.extend(0u32.to_le_bytes());
        announced.extend(60_000_000u32.to_le_bytes());
        announced.extend([0, 0, 255, 0, 0, 0]);
        assert!(oversized_sheet(&container(&record(0x0200, &announced))).is_some());
        let cell = |row: u16, column: u16| {
            let place = [row.to_le_bytes(), column.to_le_bytes()].concat();
            record(0x0203, &[place, vec![0; 10]].concat())
        };
        assert!(oversized_sheet(&container(&[cell(0, 0), cell(65_535, 65_535)].concat())).is_some());
        assert!(oversized_sheet(&container(&[cell(0, 0), cell(65_535, 255)].concat())).is_none());
    }

    #[test]
    fn a_chain_that_bites_its_tail_ends() {
        let mut bytes = container(&[]);
        // sector 2 follows itself
        bytes[512 + 8..512 + 12].copy_from_slice(&2u32.to_le_bytes());
        assert_eq!(oversized_sheet(&bytes), None);
        assert_eq!(oversized_sheet(&bytes[..600]), None);
        assert_eq!(oversized_sheet(&[]), None);
    }
}
