//! A text file as a table: encoding, delimiter, header, then the rows.

use crate::delimited::{Fault, LineEnds, Row, Rows, sniff};
use crate::encoding::{Decoded, decode};
use crate::fold::is_blank;
use crate::header::{TopRow, find_header};
use crate::open::Source;
use crate::sink::{TOP_ROWS, check_rows, check_width};
use crate::table::TableBuilder;
use crate::{FormatFound, FormatKind, Limits, RawTable, ReadError, ReadOptions};
use std::borrow::Cow;
use tizim_model::counted;

/// How much text is looked at to find the delimiter.
const SNIFFED_BYTES: usize = 1 << 20;

/// Reads delimited text.
pub(crate) fn read_text(source: &Source, options: &ReadOptions) -> Result<RawTable, ReadError> {
    let decoded = decode(&source.bytes, options.encoding.as_deref())?;
    let text = decoded.text.trim_end_matches('\u{1a}');
    refuse_what_is_no_text(source, text)?;
    let (delimiter, sniffed) = delimiter(text, options)?;
    let limits = &options.limits;
    let byte = delimiter.unwrap_or(',') as u8;
    let top = top_rows(text, byte, limits);
    if top.is_empty() {
        return Err(no_rows(source, text, byte, limits));
    }
    let header = find_header(&top, options.header_row).ok_or_else(|| ReadError::NoSuchHeaderRow {
        file: source.path.clone(),
        row: options.header_row.unwrap_or(0),
        last: top.last().map_or(0, |row| row.line),
    })?;
    check_width(&source.path, header.names.len(), limits)?;
    let mut table = TableBuilder::new(&source.name, limits);
    table.notes.extend(decoded.notes.iter().cloned());
    table.notes.extend(sniffed);
    table.notes.extend(header.notes);
    table.set_headers(&header.names);
    let ends = fill(&mut table, text, byte, header.line, &decoded, source, limits)?;
    note_line_ends(&mut table, ends);
    let format = FormatFound {
        encoding: Some(decoded.label.clone()),
        delimiter,
        header_row: Some(header.line),
        ..FormatFound::of(FormatKind::Delimited)
    };
    Ok(table.finish(format))
}

/// Adds the rows below the header.
fn fill<'t>(
    table: &mut TableBuilder<'_>,
    text: &'t str,
    delimiter: u8,
    header_line: u64,
    decoded: &Decoded<'_>,
    source: &Source,
    limits: &Limits,
) -> Result<LineEnds, ReadError> {
    let mut rows = Rows::new(text, delimiter, limits);
    let mut cells: Vec<Cow<'t, str>> = Vec::new();
    let mut starts: Vec<usize> = Vec::new();
    let mut faults = decoded.faults.iter().copied().peekable();
    let mut broken = 0;
    while let Some(row) = rows.next(&mut cells, &mut starts) {
        let mut broken_at = None;
        while let Some(position) = faults.next_if(|position| *position < row.end) {
            broken_at.get_or_insert(position);
        }
        if row.line <= header_line {
            continue;
        }
        check_rows(&source.path, table.rows(), limits)?;
        if let Some(fault) = &row.fault {
            refuse(table, text, &row, fault, limits);
        } else if let Some(position) = broken_at {
            broken += 1;
            let column = starts.partition_point(|start| *start <= position).saturating_sub(1);
            let reason = format!("bytes that are not {}", decoded.label);
            table.refuse_row(row.line, table.header(column), reason, &text[row.start..row.end]);
        } else {
            table.push_row(row.line, &cells);
        }
    }
    if broken > 0 {
        table.notes.push(format!(
            "{} with bytes that are not {} went to quarantine: if names look garbled everywhere, say the encoding",
            counted(broken, "row"),
            decoded.label
        ));
    }
    Ok(rows.ends)
}

fn refuse(table: &mut TableBuilder<'_>, text: &str, row: &Row, fault: &Fault, limits: &Limits) {
    let reason = match fault {
        Fault::OpenQuote => {
            "a quotation mark is opened and not closed: close it, or double it if it is part of the text"
                .to_owned()
        }
        Fault::TooLong(bytes) => format!("a row of {bytes} bytes, the limit is {}", limits.row_bytes),
        Fault::TooManyCells => format!("more than {} cells", limits.columns),
    };
    table.refuse_row(row.line, None, reason, &text[row.start..row.end]);
}

fn top_rows(text: &str, delimiter: u8, limits: &Limits) -> Vec<TopRow> {
    let mut rows = Rows::new(text, delimiter, limits);
    let (mut cells, mut starts, mut top) = (Vec::new(), Vec::new(), Vec::new());
    while top.len() < TOP_ROWS {
        let Some(row) = rows.next(&mut cells, &mut starts) else { break };
        if row.fault.is_none() && !cells.iter().all(|cell| is_blank(cell) || cell.contains('\0')) {
            top.push(TopRow { line: row.line, cells: cells.iter().map(|cell| cell.to_string()).collect() });
        }
    }
    top
}

/// Says why there is not one row.
fn no_rows(source: &Source, text: &str, delimiter: u8, limits: &Limits) -> ReadError {
    let mut rows = Rows::new(text, delimiter, limits);
    let (mut cells, mut starts) = (Vec::new(), Vec::new());
    match rows.next(&mut cells, &mut starts) {
        Some(Row { fault: Some(_), line, .. }) => ReadError::Damaged {
            file: source.path.clone(),
            place: format!(", line {line}"),
            reason: "not one line can be read as a row: is it a text file with a row a line?".to_owned(),
        },
        _ => ReadError::Empty { file: source.path.clone() },
    }
}

fn delimiter(text: &str, options: &ReadOptions) -> Result<(Option<char>, Option<String>), ReadError> {
    if let Some(told) = options.delimiter {
        if !told.is_ascii() || told.is_ascii_alphanumeric() || matches!(told, '"' | '\n' | '\r' | ' ') {
            return Err(ReadError::BadDelimiter { delimiter: told });
        }
        return Ok((Some(told), None));
    }
    let first_line = text.lines().next().unwrap_or_default().trim();
    if let Some(told) = first_line.strip_prefix("sep=").and_then(|rest| rest.chars().next())
        && told.is_ascii_punctuation()
    {
        return Ok((Some(told), Some(format!("the first line says that `{told}` separates the columns"))));
    }
    let mut end = text.len().min(SNIFFED_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    Ok((sniff(&text[..end], &options.limits), None))
}

/// Refuses binary files and the like, with a word on what they look like.
fn refuse_what_is_no_text(source: &Source, text: &str) -> Result<(), ReadError> {
    if is_blank(text.trim_matches('\0')) {
        return Err(ReadError::Empty { file: source.path.clone() });
    }
    let sample = text.chars().take(4096);
    let (mut count, mut odd) = (0, 0);
    for c in sample {
        count += 1;
        odd += usize::from(c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\0') || c == '\u{fffd}');
    }
    if odd * 10 > count {
        return Err(ReadError::NotATable {
            file: source.path.clone(),
            reason: "this is not text: give a CSV, TSV, XLSX, XLS, ODS, Parquet or JSON Lines file"
                .to_owned(),
        });
    }
    Ok(())
}

fn note_line_ends(table: &mut TableBuilder<'_>, ends: LineEnds) {
    let kinds = [(ends.lf, "LF"), (ends.crlf, "CRLF"), (ends.cr, "CR")];
    let used: Vec<String> =
        kinds.iter().filter(|(count, _)| *count > 0).map(|(count, name)| format!("{count} {name}")).collect();
    if used.len() > 1 {
        table.notes.push(format!("mixed line ends: {}", used.join(", ")));
    }
}
