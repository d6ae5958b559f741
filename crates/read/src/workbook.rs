//! Workbooks: XLSX, XLSB, XLS and ODS, the sheet that looks like a list, its cells as text.

use crate::archive::{Archive, inspect};
use crate::fold::is_blank;
use crate::guess::is_known_header;
use crate::ole::oversized_sheet;
use crate::open::Source;
use crate::sink::{RowSink, TOP_ROWS};
use crate::{FormatFound, FormatKind, Limits, RawTable, ReadError, ReadOptions};
use calamine::{
    Cell, Data, DataRef, ExcelDateTime, Ods, Reader, Sheet, SheetType, SheetVisible, Xls, Xlsb, Xlsx,
};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

type Bytes<'b> = Cursor<&'b [u8]>;

/// An open workbook.
enum Book<'b> {
    Xlsx(Box<Xlsx<Bytes<'b>>>),
    Xlsb(Box<Xlsb<Bytes<'b>>>),
    Xls(Box<Xls<Bytes<'b>>>),
    Ods(Box<Ods<Bytes<'b>>>),
}

/// Whether to go on with the next row.
type Flow = Result<bool, ReadError>;

/// Reads the sheet of a workbook that is named or that looks most like a list.
pub(crate) fn read_workbook(source: &Source, options: &ReadOptions) -> Result<RawTable, ReadError> {
    guarded(source, || {
        let mut book = Book::open(source, &options.limits)?;
        let (sheet, others) = book.choose(source, options)?;
        let mut sink = RowSink::new(&source.path, &source.name, options);
        if !others.is_empty() {
            let others: Vec<String> = others.iter().map(|name| format!("`{name}`")).collect();
            sink.note(format!("took the sheet `{sheet}`; left out {}", others.join(", ")));
        }
        book.rows(source, &sheet, &options.limits, &mut |line, cells| match cells {
            Ok(cells) => sink.push(line, cells).map(|()| true),
            Err(reason) => {
                sink.refuse(line, reason, "");
                Ok(true)
            }
        })?;
        sink.finish(FormatFound { sheet: Some(sheet), ..FormatFound::of(book.kind()) })
    })
}

/// Returns the names of the worksheets in order, hidden ones too.
pub(crate) fn sheet_names(source: &Source, limits: &Limits) -> Result<Vec<String>, ReadError> {
    guarded(source, || {
        Ok(Book::open(source, limits)?.worksheets().into_iter().map(|sheet| sheet.name).collect())
    })
}

/// Turns a panic of the workbook reader on a broken file into an error.
fn guarded<T>(source: &Source, work: impl FnOnce() -> Result<T, ReadError>) -> Result<T, ReadError> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(damaged(source, "the workbook is broken inside")))
}

fn damaged(source: &Source, what: impl std::fmt::Display) -> ReadError {
    ReadError::Damaged {
        file: source.path.clone(),
        place: String::new(),
        reason: format!(
            "{what}: open it in a spreadsheet program and save it again, or save the sheet as CSV"
        ),
    }
}

impl<'b> Book<'b> {
    fn open(source: &'b Source, limits: &Limits) -> Result<Self, ReadError> {
        let bytes = || Cursor::new(source.bytes.as_slice());
        if !source.bytes.starts_with(b"PK") {
            if is_encrypted(&source.bytes) {
                return Err(ReadError::NotATable {
                    file: source.path.clone(),
                    reason: "the workbook is locked with a password: save it without one".to_owned(),
                });
            }
            if let Some(reason) = oversized_sheet(&source.bytes) {
                return Err(damaged(source, reason));
            }
            return Xls::new(bytes())
                .map(|book| Book::Xls(Box::new(book)))
                .map_err(|error| damaged(source, error));
        }
        match inspect(source, limits)? {
            Archive::Xlsx => Xlsx::new(bytes())
                .map(|book| Book::Xlsx(Box::new(book)))
                .map_err(|error| damaged(source, error)),
            Archive::Xlsb => Xlsb::new(bytes())
                .map(|book| Book::Xlsb(Box::new(book)))
                .map_err(|error| damaged(source, error)),
            Archive::Ods => Ods::new(bytes())
                .map(|book| Book::Ods(Box::new(book)))
                .map_err(|error| damaged(source, error)),
            Archive::Other => Err(ReadError::NotATable {
                file: source.path.clone(),
                reason: "a ZIP archive that is no workbook: unpack it and add the files in it".to_owned(),
            }),
        }
    }

    fn kind(&self) -> FormatKind {
        match self {
            Book::Xlsx(_) => FormatKind::Xlsx,
            Book::Xlsb(_) => FormatKind::Xlsb,
            Book::Xls(_) => FormatKind::Xls,
            Book::Ods(_) => FormatKind::Ods,
        }
    }

    fn worksheets(&self) -> Vec<Sheet> {
        let sheets = match self {
            Book::Xlsx(book) => book.sheets_metadata(),
            Book::Xlsb(book) => book.sheets_metadata(),
            Book::Xls(book) => book.sheets_metadata(),
            Book::Ods(book) => book.sheets_metadata(),
        };
        sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).cloned().collect()
    }

    /// Returns the sheet to read and those that are not: the one named, else of the visible ones the one with the most
    /// known headers and rows.
    fn choose(&mut self, source: &Source, options: &ReadOptions) -> Result<(String, Vec<String>), ReadError> {
        let sheets = self.worksheets();
        let names: Vec<String> = sheets.iter().map(|sheet| sheet.name.clone()).collect();
        if let Some(told) = &options.sheet {
            if !names.contains(told) {
                return Err(ReadError::NoSuchSheet {
                    file: source.path.clone(),
                    sheet: told.clone(),
                    sheets: names,
                });
            }
            return Ok((told.clone(), Vec::new()));
        }
        let mut best: Option<(usize, String)> = None;
        for sheet in &sheets {
            let hidden = sheet.visible != SheetVisible::Visible;
            let score = self.score(source, &sheet.name, &options.limits)? * if hidden { 1 } else { 1_000 };
            if best.as_ref().is_none_or(|(most, _)| score > *most) {
                best = Some((score, sheet.name.clone()));
            }
        }
        let Some((_, sheet)) = best else {
            return Err(ReadError::NotATable {
                file: source.path.clone(),
                reason: "a workbook without sheets".to_owned(),
            });
        };
        let others = names.into_iter().filter(|name| *name != sheet).collect();
        Ok((sheet, others))
    }

    /// Returns how much a sheet looks like a list: rows at the top, each counted once more for each known header.
    fn score(&mut self, source: &Source, sheet: &str, limits: &Limits) -> Result<usize, ReadError> {
        let (mut rows, mut known) = (0, 0);
        self.rows(source, sheet, limits, &mut |_, cells| {
            let cells = cells.unwrap_or_default();
            if cells.iter().any(|cell| !is_blank(cell)) {
                rows += 1;
                known = known.max(cells.iter().filter(|cell| is_known_header(cell)).count());
            }
            Ok(rows < TOP_ROWS)
        })?;
        Ok(rows * (1 + known))
    }

    /// Hands the rows of a sheet to `take`, each with its number from 1, until it returns false.
    fn rows(
        &mut self,
        source: &Source,
        sheet: &str,
        limits: &Limits,
        take: &mut dyn FnMut(u64, Result<Vec<String>, String>) -> Flow,
    ) -> Result<(), ReadError> {
        match self {
            Book::Xlsx(book) => {
                let mut cells = book.worksheet_cells_reader(sheet).map_err(|error| damaged(source, error))?;
                stream(|| cells.next_cell().map_err(|error| damaged(source, error)), limits, take)
            }
            Book::Xlsb(book) => {
                let mut cells = book.worksheet_cells_reader(sheet).map_err(|error| damaged(source, error))?;
                stream(|| cells.next_cell().map_err(|error| damaged(source, error)), limits, take)
            }
            Book::Xls(book) => {
                let range = book.worksheet_range(sheet).map_err(|error| damaged(source, error))?;
                whole(&range, limits, take)
            }
            Book::Ods(book) => {
                let range = book.worksheet_range(sheet).map_err(|error| damaged(source, error))?;
                whole(&range, limits, take)
            }
        }
    }
}

/// Makes rows of cells that come in the order of the sheet.
fn stream<'c>(
    mut next: impl FnMut() -> Result<Option<Cell<DataRef<'c>>>, ReadError>,
    limits: &Limits,
    take: &mut dyn FnMut(u64, Result<Vec<String>, String>) -> Flow,
) -> Result<(), ReadError> {
    let mut row: Option<u32> = None;
    let mut cells: Vec<String> = Vec::new();
    let mut beyond = false;
    let mut hand_over = |row: u32, cells: Vec<String>, beyond: bool| {
        let line = u64::from(row) + 1;
        if beyond {
            take(line, Err(format!("more than {} cells", limits.columns)))
        } else {
            take(line, Ok(cells))
        }
    };
    while let Some(cell) = next()? {
        let (at_row, at_column) = cell.get_position();
        if row != Some(at_row) {
            if let Some(done) = row
                && !hand_over(done, std::mem::take(&mut cells), std::mem::take(&mut beyond))?
            {
                return Ok(());
            }
            row = Some(at_row);
        }
        let text = text_of_ref(cell.get_value());
        if text.is_empty() {
            continue;
        }
        let column = at_column as usize;
        if column >= limits.columns {
            beyond |= !is_blank(&text);
            continue;
        }
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column] = text;
    }
    if let Some(done) = row {
        hand_over(done, cells, beyond)?;
    }
    Ok(())
}

/// Makes rows of a sheet that is in memory.
fn whole(
    range: &calamine::Range<Data>,
    limits: &Limits,
    take: &mut dyn FnMut(u64, Result<Vec<String>, String>) -> Flow,
) -> Result<(), ReadError> {
    let Some((first_row, first_column)) = range.start() else { return Ok(()) };
    for (offset, row) in range.rows().enumerate() {
        let line = u64::from(first_row) + offset as u64 + 1;
        let mut cells = vec![String::new(); first_column as usize];
        cells.extend(row.iter().map(text_of));
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        let row = if cells.len() > limits.columns {
            Err(format!("more than {} cells", limits.columns))
        } else {
            Ok(cells)
        };
        if !take(line, row)? {
            return Ok(());
        }
    }
    Ok(())
}

fn text_of(cell: &Data) -> String {
    match cell {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => text_of_number(*number),
        Data::String(text) => text.clone(),
        Data::Bool(flag) => text_of_flag(*flag),
        Data::DateTime(date) => text_of_date(*date),
        Data::DateTimeIso(text) => text_of_iso(text),
        Data::DurationIso(text) => text.clone(),
        Data::Error(error) => error.to_string(),
        Data::Empty => String::new(),
    }
}

fn text_of_ref(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => text_of_number(*number),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(flag) => text_of_flag(*flag),
        DataRef::DateTime(date) => text_of_date(*date),
        DataRef::DateTimeIso(text) => text_of_iso(text),
        DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

fn text_of_flag(flag: bool) -> String {
    if flag { "TRUE".to_owned() } else { "FALSE".to_owned() }
}

/// Writes whole numbers without a fraction: a spreadsheet keeps 53 as 53.0.
fn text_of_number(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 { format!("{number:.0}") } else { number.to_string() }
}

/// Writes a day as `2022-01-06`, with a time of day if there is one; a number below 1 is a time of day alone.
fn text_of_date(date: ExcelDateTime) -> String {
    let number = date.as_f64();
    if date.is_duration() || !(0.0..2_958_466.0).contains(&number) {
        return text_of_number(number);
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    if (0.0..1.0).contains(&number) && number > 0.0 {
        return time;
    }
    let day = if number < 1.0 { "1900-01-00".to_owned() } else { format!("{year:04}-{month:02}-{day:02}") };
    if time == "00:00:00" { day } else { format!("{day} {time}") }
}

fn text_of_iso(text: &str) -> String {
    text.strip_suffix("T00:00:00").unwrap_or(text).to_owned()
}

/// Returns whether an OLE file is a locked workbook: it has a stream of that name, in UTF-16.
fn is_encrypted(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect();
    bytes.windows(name.len()).any(|window| window == name)
}
