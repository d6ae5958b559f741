//! JSON Lines, and arrays of JSON objects.
//!
//! Numbers keep their digits as written (an id of twenty digits is not rounded), nested values are carried as JSON
//! text, and a name that an object has twice makes two columns.

use crate::encoding::decode;
use crate::open::Source;
use crate::sink::{check_rows, check_width};
use crate::table::TableBuilder;
use crate::{FormatFound, FormatKind, RawTable, ReadError, ReadOptions};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// Returns whether text looks like JSON objects, one a line or in an array.
pub(crate) fn looks_like_json(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let inner = text.strip_prefix('[').map_or(text, str::trim_start);
    inner.strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with(['"', '}']))
}

/// Reads JSON Lines or an array of objects; an object that holds one array of objects is taken for that array.
pub(crate) fn read_json(source: &Source, options: &ReadOptions) -> Result<RawTable, ReadError> {
    let decoded = decode(&source.bytes, options.encoding.as_deref())?;
    let text = decoded.text.trim_start_matches('\u{feff}');
    let mut rows = Rows {
        source,
        options,
        table: TableBuilder::new(&source.name, &options.limits),
        positions: FxHashMap::default(),
        cells: Vec::new(),
    };
    rows.table.notes.extend(decoded.notes.iter().cloned());
    let kind = if text.trim_start().starts_with('[') {
        rows.take_array(text, text)?;
        FormatKind::JsonArray
    } else if let Some((name, array)) = only_array(text) {
        rows.table.notes.push(format!("took the array `{name}`"));
        rows.take_array(array, text)?;
        FormatKind::JsonArray
    } else {
        rows.take_lines(text)?;
        FormatKind::JsonLines
    };
    if rows.table.width() == 0 {
        return Err(ReadError::NotATable {
            file: source.path.clone(),
            reason: "there is no JSON object in it: give one object a line, or an array of objects"
                .to_owned(),
        });
    }
    Ok(rows.table.finish(FormatFound { encoding: Some(decoded.label.clone()), ..FormatFound::of(kind) }))
}

/// Returns the array in a whole-file object that has just one.
fn only_array(text: &str) -> Option<(String, &str)> {
    // an object on a line of its own is JSON Lines
    let first_line = text.trim_start().lines().next()?;
    if serde_json::from_str::<Object<'_>>(first_line).is_ok() && text.trim_end().lines().nth(1).is_some() {
        return None;
    }
    let object: Object<'_> = serde_json::from_str(text).ok()?;
    let mut arrays = object.0.into_iter().filter(|(_, value)| is_array_of_objects(value.get()));
    let (name, array) = arrays.next()?;
    arrays.next().is_none().then(|| (name.into_owned(), array.get()))
}

fn is_array_of_objects(text: &str) -> bool {
    text.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with('{'))
}

/// An object with its names in order, doubled ones kept, and its values as written.
struct Object<'t>(Vec<(Cow<'t, str>, &'t RawValue)>);

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Object<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object<'de>, A::Error> {
                let mut fields = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, &'de RawValue>()? {
                    fields.push((Cow::Owned(name), value));
                }
                Ok(Object(fields))
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

struct Rows<'a> {
    source: &'a Source,
    options: &'a ReadOptions,
    table: TableBuilder<'a>,
    /// The column of each name, and of each further time that an object has it.
    positions: FxHashMap<(String, usize), usize>,
    cells: Vec<String>,
}

impl Rows<'_> {
    fn take_lines(&mut self, text: &str) -> Result<(), ReadError> {
        let mut line_number = 0;
        for line in text.split('\n') {
            line_number += 1;
            let line = line.trim();
            if line.is_empty() {
                continue;
            }
            if line.len() > self.options.limits.row_bytes {
                let reason =
                    format!("a line of {} bytes, the limit is {}", line.len(), self.options.limits.row_bytes);
                self.table.refuse_row(line_number, None, reason, line);
                continue;
            }
            match serde_json::from_str::<Object<'_>>(line) {
                Ok(object) => self.take(line_number, object)?,
                Err(error) => {
                    let reason = format!(
                        "not a JSON object, at character {}: {}",
                        error.column(),
                        without_place(&error)
                    );
                    self.table.refuse_row(line_number, None, reason, line);
                }
            }
        }
        Ok(())
    }

    /// Takes the elements of an array, which is a part of `text`.
    fn take_array(&mut self, array: &str, text: &str) -> Result<(), ReadError> {
        let elements: Vec<&RawValue> = serde_json::from_str(array).map_err(|error| ReadError::Damaged {
            file: self.source.path.clone(),
            place: format!(", line {}, character {}", error.line(), error.column()),
            reason: format!("not JSON: {}", without_place(&error)),
        })?;
        let (mut line, mut counted_to) = (1, 0);
        for element in elements {
            let start = element.get().as_ptr() as usize - text.as_ptr() as usize;
            line += text.as_bytes()[counted_to..start].iter().filter(|byte| **byte == b'\n').count() as u64;
            counted_to = start;
            match serde_json::from_str::<Object<'_>>(element.get()) {
                Ok(object) => self.take(line, object)?,
                Err(_) => self.table.refuse_row(line, None, "not a JSON object".to_owned(), element.get()),
            }
        }
        Ok(())
    }

    fn take(&mut self, line: u64, object: Object<'_>) -> Result<(), ReadError> {
        check_rows(&self.source.path, self.table.rows(), &self.options.limits)?;
        for cell in &mut self.cells {
            cell.clear();
        }
        let mut times: FxHashMap<String, usize> = FxHashMap::default();
        for (name, value) in &object.0 {
            let seen = times.entry(name.to_string()).or_insert(0);
            let key = (name.to_string(), *seen);
            *seen += 1;
            let position = match self.positions.get(&key) {
                Some(position) => *position,
                None => {
                    check_width(&self.source.path, self.table.width() + 1, &self.options.limits)?;
                    let position = self.table.add_column(name);
                    self.positions.insert(key, position);
                    self.cells.push(String::new());
                    position
                }
            };
            self.cells[position] = text_of(value.get());
        }
        let cells: Vec<Cow<'_, str>> = self.cells.iter().map(|cell| Cow::Borrowed(cell.as_str())).collect();
        self.table.push_row(line, &cells);
        Ok(())
    }
}

/// Writes a value as a cell: a text bare, a number without an idle fraction, null as nothing, the rest as JSON.
fn text_of(json: &str) -> String {
    if json == "null" {
        return String::new();
    }
    if json.starts_with('"') {
        return serde_json::from_str(json).unwrap_or_else(|_| json.to_owned());
    }
    let digits = json.strip_prefix('-').unwrap_or(json);
    match digits.split_once('.') {
        Some((whole, zeros))
            if !zeros.is_empty()
                && zeros.bytes().all(|b| b == b'0')
                && whole.bytes().all(|b| b.is_ascii_digit()) =>
        {
            json[..json.len() - zeros.len() - 1].to_owned()
        }
        _ => json.to_owned(),
    }
}

/// Returns the words of a JSON error without its line and column, which are said apart.
fn without_place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or(&text).to_owned()
}
