//! Parquet: rows through the row interface, nested values as JSON text.

use crate::sink::{check_rows, check_width};
use crate::table::TableBuilder;
use crate::{FormatFound, FormatKind, RawTable, ReadError, ReadOptions};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use serde_json::Value;
use std::borrow::Cow;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use tizim_model::Day;

/// Reads a Parquet file; `path` is for errors and `name` for the quarantine.
pub(crate) fn read_parquet(
    path: &str,
    name: &str,
    file: File,
    options: &ReadOptions,
) -> Result<RawTable, ReadError> {
    let work = AssertUnwindSafe(|| rows(path, name, file, options));
    // the reader of a broken file may panic instead of returning an error
    catch_unwind(work).unwrap_or_else(|_| Err(damaged(path, "the file is broken inside")))
}

fn damaged(path: &str, what: impl std::fmt::Display) -> ReadError {
    ReadError::Damaged {
        file: path.to_owned(),
        place: String::new(),
        reason: format!("not a whole Parquet file ({what}): write or download it again"),
    }
}

fn rows(path: &str, name: &str, file: File, options: &ReadOptions) -> Result<RawTable, ReadError> {
    let limits = &options.limits;
    let reader = SerializedFileReader::new(file).map_err(|error| damaged(path, error))?;
    let metadata = reader.metadata();
    let unpacked: i64 =
        metadata.row_groups().iter().map(|group| group.total_byte_size().max(0)).fold(0, i64::saturating_add);
    if unpacked.unsigned_abs() > limits.unpacked_bytes {
        return Err(ReadError::TooLarge {
            file: path.to_owned(),
            what: format!("what it unpacks to ({unpacked} bytes)"),
            limit: format!("{} bytes", limits.unpacked_bytes),
        });
    }
    let schema = metadata.file_metadata().schema();
    let headers: Vec<String> = schema.get_fields().iter().map(|field| field.name().to_owned()).collect();
    check_width(path, headers.len(), limits)?;
    let mut table = TableBuilder::new(name, limits);
    table.set_headers(&headers);
    let iterator = reader.get_row_iter(None).map_err(|error| damaged(path, error))?;
    for (position, row) in iterator.enumerate() {
        let row = row.map_err(|error| damaged(path, error))?;
        check_rows(path, table.rows(), limits)?;
        let cells: Vec<Cow<'_, str>> = row.get_column_iter().map(|(_, field)| text_of(field)).collect();
        table.push_row(position as u64 + 1, &cells);
    }
    Ok(table.finish(FormatFound::of(FormatKind::Parquet)))
}

fn text_of(field: &Field) -> Cow<'_, str> {
    match field {
        Field::Null => Cow::Borrowed(""),
        Field::Str(text) => Cow::Borrowed(text),
        Field::Bytes(bytes) => match std::str::from_utf8(bytes.data()) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => Cow::Owned(in_hex(bytes.data())),
        },
        Field::Float(number) => Cow::Owned(text_of_number(f64::from(*number), &number.to_string())),
        Field::Double(number) => Cow::Owned(text_of_number(*number, &number.to_string())),
        Field::Date(days) => Cow::Owned(day(i64::from(*days)).unwrap_or_else(|| days.to_string())),
        Field::TimestampMillis(millis) => Cow::Owned(moment(*millis, 1_000)),
        Field::TimestampMicros(micros) => Cow::Owned(moment(*micros, 1_000_000)),
        Field::Group(_) | Field::ListInternal(_) | Field::MapInternal(_) => {
            Cow::Owned(in_json(field).to_string())
        }
        Field::Bool(true) => Cow::Borrowed("true"),
        Field::Bool(false) => Cow::Borrowed("false"),
        other => Cow::Owned(other.to_string()),
    }
}

/// Writes whole numbers without a fraction, and what is no number as nothing: pandas writes it for a missing value.
fn text_of_number(number: f64, as_written: &str) -> String {
    if number.is_nan() {
        String::new()
    } else if number.fract() == 0.0 && number.abs() < 1e15 {
        format!("{number:.0}")
    } else {
        as_written.to_owned()
    }
}

fn day(days: i64) -> Option<String> {
    let days = i32::try_from(days).ok().filter(|days| (-719_162..2_932_896).contains(days))?;
    Some(Day::from_ymd(1970, 1, 1)?.plus(days).to_string())
}

/// Writes a moment since 1970 in UTC as `2022-01-06`, with a time of day if it is not midnight.
fn moment(units: i64, per_second: i64) -> String {
    let seconds = units.div_euclid(per_second);
    let Some(day) = day(seconds.div_euclid(86_400)) else { return units.to_string() };
    match seconds.rem_euclid(86_400) {
        0 => day,
        rest => format!("{day} {:02}:{:02}:{:02}", rest / 3_600, rest / 60 % 60, rest % 60),
    }
}

fn in_hex(bytes: &[u8]) -> String {
    let mut text = String::from("0x");
    for byte in bytes {
        text.push_str(&format!("{byte:02x}"));
    }
    text
}

fn in_json(field: &Field) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Group(row) => row
            .get_column_iter()
            .map(|(name, field)| (name.clone(), in_json(field)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        Field::ListInternal(list) => list.elements().iter().map(in_json).collect::<Vec<_>>().into(),
        Field::MapInternal(map) => {
            let entry = |(key, value): &(Field, Field)| (text_of(key).into_owned(), in_json(value));
            map.entries().iter().map(entry).collect::<serde_json::Map<_, _>>().into()
        }
        Field::Bool(flag) => (*flag).into(),
        Field::Byte(n) => (*n).into(),
        Field::Short(n) => (*n).into(),
        Field::Int(n) => (*n).into(),
        Field::Long(n) => (*n).into(),
        Field::UByte(n) => (*n).into(),
        Field::UShort(n) => (*n).into(),
        Field::UInt(n) => (*n).into(),
        Field::ULong(n) => (*n).into(),
        Field::Float(n) => f64::from(*n).into(),
        Field::Double(n) => (*n).into(),
        other => text_of(other).into_owned().into(),
    }
}
