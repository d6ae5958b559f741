//! From a path to a table: what kind of file it is, and who reads it.

use crate::archive::most_unpacked;
use crate::json::{looks_like_json, read_json};
use crate::parquet_table::read_parquet;
use crate::text_table::read_text;
use crate::workbook::{read_workbook, sheet_names};
use crate::{Limits, RawTable, ReadError, ReadOptions};
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// A file's bytes and what errors and the quarantine call it.
pub(crate) struct Source {
    /// The path as given, for errors.
    pub(crate) path: String,
    /// The file's own name, for the quarantine.
    pub(crate) name: String,
    /// All of it.
    pub(crate) bytes: Vec<u8>,
}

/// Reads a file as a table.
///
/// Symbolic links are followed. See [`ReadOptions`] for what may be said beforehand; what is not said is found out and
/// stands in [`RawTable::format`] and [`RawTable::notes`]. A file with a header and nothing below gives no rows.
///
/// # Errors
/// [`ReadError`] where nothing can be made of the file at all: it can't be opened, is empty, above a bound, damaged, or
/// of a kind that is no list.
pub fn read_table(path: &Path, options: &ReadOptions) -> Result<RawTable, ReadError> {
    let (mut file, source) = open(path, &options.limits)?;
    let mut magic = [0; 4];
    let length = read_up_to(&mut file, &mut magic).map_err(|error| io(&source.path, error))?;
    if &magic[..length] == b"PAR1" {
        return read_parquet(&source.path, &source.name, file, options);
    }
    let source = load(file, &magic[..length], source, &options.limits)?;
    if let Some(unpacked) = unpacked(&source, &options.limits)? {
        let mut table = read_loaded(&unpacked, options)?;
        table.format.gzip = true;
        return Ok(table);
    }
    read_loaded(&source, options)
}

/// Returns the names of a workbook's sheets in order, hidden ones too; none for a file of another kind.
///
/// # Errors
/// As [`read_table`], with the default [`Limits`].
pub fn sheets(path: &Path) -> Result<Vec<String>, ReadError> {
    let limits = Limits::default();
    let (file, source) = open(path, &limits)?;
    let source = load(file, &[], source, &limits)?;
    if is_workbook(&source.bytes) { sheet_names(&source, &limits) } else { Ok(Vec::new()) }
}

fn read_loaded(source: &Source, options: &ReadOptions) -> Result<RawTable, ReadError> {
    if is_workbook(&source.bytes) {
        return read_workbook(source, options);
    }
    if let Some(reason) = what_it_is_instead(&source.bytes) {
        return Err(ReadError::NotATable { file: source.path.clone(), reason: reason.to_owned() });
    }
    // a delimiter or header row that is told says that the text is no JSON
    let may_be_json = options.delimiter.is_none() && options.header_row.is_none();
    if may_be_json
        && looks_like_json(&String::from_utf8_lossy(&source.bytes[..source.bytes.len().min(4_096)]))
    {
        return read_json(source, options);
    }
    read_text(source, options)
}

fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
}

/// Says what bytes are that are no list, and how to mend it.
fn what_it_is_instead(bytes: &[u8]) -> Option<&'static str> {
    let head = &bytes[..bytes.len().min(512)];
    let text = String::from_utf8_lossy(head).trim_start_matches('\u{feff}').trim_start().to_lowercase();
    if head.starts_with(b"%PDF") {
        Some("a PDF: copy its table into a spreadsheet and save it as CSV or XLSX")
    } else if text.starts_with("<!doctype html") || text.starts_with("<html") || text.starts_with("<table") {
        Some(
            "a web page (some programs save tables so and call them .xls): open it in a spreadsheet program and save it as CSV or XLSX",
        )
    } else if text.starts_with("<?xml") {
        Some("XML: open it in a spreadsheet program and save it as CSV or XLSX")
    } else if text.starts_with("{\\rtf") {
        Some("a text document: copy its table into a spreadsheet and save it as CSV or XLSX")
    } else if head.starts_with(b"7z\xbc\xaf")
        || head.starts_with(b"Rar!")
        || head.starts_with(b"\xfd7zXZ")
        || head.starts_with(b"BZh")
        || head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd])
    {
        Some("a packed file: unpack it and add what is in it")
    } else if head.starts_with(&[0xff, 0xfe, 0, 0]) || head.starts_with(&[0, 0, 0xfe, 0xff]) {
        Some("text in UTF-32, which is not read: save it as UTF-8")
    } else {
        None
    }
}

fn io(path: &str, source: std::io::Error) -> ReadError {
    ReadError::Io { file: path.to_owned(), source }
}

/// Opens a file that is one, within its limit; the source is still without bytes.
fn open(path: &Path, limits: &Limits) -> Result<(File, Source), ReadError> {
    let shown = path.display().to_string();
    // before opening: a pipe would wait for somebody to write
    let metadata = std::fs::metadata(path).map_err(|error| io(&shown, error))?;
    if !metadata.is_file() {
        return Err(ReadError::NotAFile { file: shown });
    }
    if metadata.len() > limits.file_bytes {
        return Err(too_large(&shown, limits));
    }
    let file = File::open(path).map_err(|error| io(&shown, error))?;
    let name = path.file_name().map_or_else(|| shown.clone(), |name| name.to_string_lossy().into_owned());
    Ok((file, Source { path: shown, name, bytes: Vec::with_capacity(metadata.len() as usize) }))
}

/// Reads what is left of a file behind its first bytes.
fn load(file: File, first: &[u8], mut source: Source, limits: &Limits) -> Result<Source, ReadError> {
    source.bytes.extend_from_slice(first);
    file.take(limits.file_bytes + 1)
        .read_to_end(&mut source.bytes)
        .map_err(|error| io(&source.path, error))?;
    if source.bytes.len() as u64 > limits.file_bytes {
        return Err(too_large(&source.path, limits));
    }
    if source.bytes.is_empty() {
        return Err(ReadError::Empty { file: source.path });
    }
    Ok(source)
}

fn too_large(path: &str, limits: &Limits) -> ReadError {
    ReadError::TooLarge {
        file: path.to_owned(),
        what: "its size".to_owned(),
        limit: format!("{} bytes", limits.file_bytes),
    }
}

/// Returns what is in a gzip file, or nothing for another one.
fn unpacked(source: &Source, limits: &Limits) -> Result<Option<Source>, ReadError> {
    if !source.bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(None);
    }
    let most = most_unpacked(source.bytes.len() as u64, limits);
    let mut bytes = Vec::new();
    let unpacking = MultiGzDecoder::new(source.bytes.as_slice()).take(most + 1).read_to_end(&mut bytes);
    unpacking.map_err(|error| ReadError::Damaged {
        file: source.path.clone(),
        place: String::new(),
        reason: format!("not a whole gzip file ({error}): was it downloaded in full?"),
    })?;
    if bytes.len() as u64 > most {
        return Err(ReadError::TooLarge {
            file: source.path.clone(),
            what: format!("what it unpacks to (over {most} bytes)"),
            limit: format!("{} bytes or {} times its size", limits.unpacked_bytes, limits.unpacked_ratio),
        });
    }
    if bytes.is_empty() {
        return Err(ReadError::Empty { file: source.path.clone() });
    }
    if bytes.starts_with(b"PAR1") {
        return Err(ReadError::NotATable {
            file: source.path.clone(),
            reason: "Parquet inside gzip: unpack it first".to_owned(),
        });
    }
    Ok(Some(Source { path: source.path.clone(), name: source.name.clone(), bytes }))
}

fn read_up_to(file: &mut File, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match file.read(&mut buffer[filled..])? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}
