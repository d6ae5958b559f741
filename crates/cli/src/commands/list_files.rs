//! Simulated lists as files of several formats.

use crate::failure::{Failure, at};
use rust_xlsxwriter::Workbook;
use std::fs;
use std::path::Path;
use tizim_simulate::SimulatedList;

/// How a simulated list is kept.
#[derive(Clone, Copy)]
pub(crate) enum Keeping {
    /// Comma-separated, UTF-8.
    Csv,
    /// Semicolons, Windows-1251, as Russian office programs save it.
    CsvWindows1251,
    /// A workbook with a title above the header.
    Workbook,
    /// A JSON object a line.
    JsonLines,
}

impl Keeping {
    /// Returns the ending of the file's name.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Keeping::Csv | Keeping::CsvWindows1251 => "csv",
            Keeping::Workbook => "xlsx",
            Keeping::JsonLines => "jsonl",
        }
    }
}

/// Writes a simulated list.
pub(crate) fn write_list(list: &SimulatedList, keeping: Keeping, path: &Path) -> Result<(), Failure> {
    let bytes = match keeping {
        Keeping::Csv => delimited(list, b','),
        Keeping::CsvWindows1251 => {
            let text = String::from_utf8_lossy(&delimited(list, b';')).into_owned();
            // a letter that the encoding lacks is written as office programs do it
            let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(&text);
            bytes.into_owned()
        }
        Keeping::Workbook => workbook(list)?,
        Keeping::JsonLines => json_lines(list),
    };
    fs::write(path, bytes).map_err(at(path))
}

fn delimited(list: &SimulatedList, delimiter: u8) -> Vec<u8> {
    let written = "memory takes what is written";
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    writer.write_record(&list.headers).expect(written);
    for row in &list.rows {
        writer.write_record(row).expect(written);
    }
    writer.into_inner().expect(written)
}

fn workbook(list: &SimulatedList) -> Result<Vec<u8>, Failure> {
    let fault = |fault: rust_xlsxwriter::XlsxError| {
        Failure::new(fault.to_string(), "report this as a fault of Tizim")
    };
    let mut workbook = Workbook::new();
    // the date of making is left out: the same list gives the same bytes
    let epoch = rust_xlsxwriter::ExcelDateTime::from_ymd(2022, 1, 31).map_err(fault)?;
    workbook.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&epoch));
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, &list.name).map_err(fault)?;
    for (row, cells) in [&list.headers].into_iter().chain(&list.rows).enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            sheet.write(row as u32 + 2, column as u16, cell).map_err(fault)?;
        }
    }
    workbook.save_to_buffer().map_err(fault)
}

fn json_lines(list: &SimulatedList) -> Vec<u8> {
    let mut text = String::new();
    for row in &list.rows {
        let object: serde_json::Map<String, serde_json::Value> = list
            .headers
            .iter()
            .zip(row)
            .filter(|(_, cell)| !cell.is_empty())
            .map(|(header, cell)| (header.clone(), cell.clone().into()))
            .collect();
        text.push_str(&serde_json::Value::Object(object).to_string());
        text.push('\n');
    }
    text.into_bytes()
}
