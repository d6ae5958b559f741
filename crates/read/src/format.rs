//! What a file turned out to be.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The kind of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormatKind {
    /// Text with columns set apart by a character.
    Delimited,
    /// A workbook of Excel 2007 or later.
    Xlsx,
    /// A binary workbook of Excel 2007 or later.
    Xlsb,
    /// A workbook of older Excels.
    Xls,
    /// A workbook of OpenDocument.
    Ods,
    /// Apache Parquet.
    Parquet,
    /// One JSON object a line.
    JsonLines,
    /// A JSON array of objects.
    JsonArray,
}

/// What a file turned out to be, so that the next reading need not find it out again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormatFound {
    /// The kind of file.
    pub kind: FormatKind,
    /// Whether it is packed with gzip.
    pub gzip: bool,
    /// The encoding of a text file, by its label.
    pub encoding: Option<String>,
    /// The character between columns of delimited text.
    pub delimiter: Option<char>,
    /// The sheet taken from a workbook.
    pub sheet: Option<String>,
    /// The line or row of the header, from 1; 0 where there is none.
    pub header_row: Option<u64>,
}

impl FormatFound {
    /// Returns a format of which nothing but the kind is known.
    pub(crate) fn of(kind: FormatKind) -> Self {
        Self { kind, gzip: false, encoding: None, delimiter: None, sheet: None, header_row: None }
    }
}

impl fmt::Display for FormatFound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            FormatKind::Delimited => "text",
            FormatKind::Xlsx => "XLSX workbook",
            FormatKind::Xlsb => "XLSB workbook",
            FormatKind::Xls => "XLS workbook",
            FormatKind::Ods => "ODS workbook",
            FormatKind::Parquet => "Parquet",
            FormatKind::JsonLines => "JSON Lines",
            FormatKind::JsonArray => "JSON array",
        })?;
        match self.delimiter {
            Some('\t') => f.write_str(" separated by tabs")?,
            Some(',') => f.write_str(" separated by commas")?,
            Some(';') => f.write_str(" separated by semicolons")?,
            Some(other) => write!(f, " separated by `{other}`")?,
            None => {}
        }
        if self.gzip {
            f.write_str(", gzipped")?;
        }
        if let Some(encoding) = &self.encoding {
            write!(f, ", {encoding}")?;
        }
        if let Some(sheet) = &self.sheet {
            write!(f, ", sheet `{sheet}`")?;
        }
        match self.header_row {
            Some(0) => f.write_str(", no header"),
            Some(row) if row > 1 => write!(f, ", header in row {row}"),
            _ => Ok(()),
        }
    }
}
