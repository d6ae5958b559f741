//! Cells to values, once per distinct cell.

use crate::fold::{is_blank, tidy};
use crate::guess::{flag, is_serial};
use crate::sex::is_spanish;
use crate::table::{RawColumn, RawTable};
use crate::vocabulary::word_for;
use crate::{ColumnSpec, DateOrder, ReadError, compose};
use crate::{interpret_age, interpret_date, interpret_excel_serial, interpret_sex, is_unknown_as};
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use tizim_model::{Column, ColumnBuilder, Kept, List, ListRecords, Quarantined, Role, Sex, Value};

/// How much of a cell the quarantine shows, in characters.
const SHOWN: usize = 200;

/// Reads the cells of a table as what its columns are said to hold.
///
/// Columns of the table that no spec names are left out; [`crate::guess_columns`] names all. Year, month and day
/// columns become one date column, unless a whole date column of that kind is described too. The list's own id column
/// gives the record ids if every row has its own; else rows go by their number ([`RawTable::row_numbers`]).
///
/// A cell that can't be read as its column's role is [`Value::Unreadable`] and goes to the quarantine with
/// [`Kept::Row`]. `file` is the name that the records and the quarantine carry.
///
/// # Errors
/// [`ReadError::NoSuchColumn`] for a spec whose header the table lacks; [`ReadError::SameField`] for two specs that
/// would fill one field.
pub fn interpret(
    table: &RawTable,
    list: List,
    file: &str,
    specs: &[ColumnSpec],
) -> Result<ListRecords, ReadError> {
    check_fields(file, specs)?;
    let mut described: Vec<(&ColumnSpec, &RawColumn)> = Vec::with_capacity(specs.len());
    for spec in specs {
        let raw = table.column(&spec.header).ok_or_else(|| ReadError::NoSuchColumn {
            file: file.to_owned(),
            header: spec.header.clone(),
            headers: table.headers(),
        })?;
        described.push((spec, raw));
    }
    let own_ids = described.iter().find(|(spec, _)| spec.role == Role::OwnId).map(|(_, raw)| *raw);
    let dates = compose::dates(&mut described);
    let (record_id, mut read): (Vec<String>, Vec<(Column, Vec<Quarantined>)>) = rayon::join(
        || record_ids(table, own_ids),
        || described.par_iter().map(|(spec, raw)| read_column(table, spec, raw)).collect(),
    );
    read.par_extend(dates.par_iter().map(|date| read_column(table, &date.spec(), &date.cells(table.rows()))));
    let (columns, unreadable): (Vec<Column>, Vec<Vec<Quarantined>>) = read.into_iter().unzip();
    let mut quarantine: Vec<Quarantined> =
        table.quarantine.iter().cloned().chain(unreadable.into_iter().flatten()).collect();
    for entry in &mut quarantine {
        entry.list.clone_from(&list.name);
        file.clone_into(&mut entry.file);
    }
    quarantine.sort_by_key(|entry| entry.line);
    Ok(ListRecords {
        list,
        file: vec![0; table.rows()],
        files: vec![file.to_owned()],
        line: table.lines.clone(),
        record_id,
        columns,
        quarantine,
    })
}

fn check_fields(file: &str, specs: &[ColumnSpec]) -> Result<(), ReadError> {
    for (position, spec) in specs.iter().enumerate() {
        if let Some(first) = specs[..position].iter().find(|first| first.field == spec.field) {
            return Err(ReadError::SameField {
                file: file.to_owned(),
                first: first.header.clone(),
                second: spec.header.clone(),
                field: spec.field.clone(),
            });
        }
    }
    Ok(())
}

/// Returns the list's own ids if there is a column of them in which every row has its own, else the row numbers.
fn record_ids(table: &RawTable, own: Option<&RawColumn>) -> Vec<String> {
    if let Some(raw) = own {
        let ids: Vec<String> = (0..table.rows()).map(|row| tidy(raw.cell(row))).collect();
        let as_written = || ids.iter().enumerate().all(|(row, id)| id == raw.cell(row) && !id.is_empty());
        let mut seen = FxHashSet::default();
        if raw.values.len() == ids.len()
            && (as_written() || ids.iter().all(|id| !id.is_empty() && seen.insert(id.as_str())))
        {
            return ids;
        }
    }
    table.row_numbers.iter().map(u64::to_string).collect()
}

/// Reads each distinct cell once, then spreads the readings over the rows; with the cells that can't be read.
fn read_column(table: &RawTable, spec: &ColumnSpec, raw: &RawColumn) -> (Column, Vec<Quarantined>) {
    let reading = Reading::of(spec, raw);
    let mut distinct = ColumnBuilder::new(spec.field.clone(), spec.role);
    for value in &raw.values {
        if is_blank(value) {
            distinct.push_blank();
        } else {
            distinct.push_new(value, reading.value(value));
        }
    }
    let distinct = distinct.finish();
    let unreadable: Vec<bool> = distinct
        .codes
        .iter()
        .map(|code| code.position().is_some_and(|at| distinct.entries[at].value == Value::Unreadable))
        .collect();
    let mut quarantine = Vec::new();
    if unreadable.contains(&true) {
        for (row, code) in raw.codes.iter().enumerate().filter(|(_, code)| unreadable[**code as usize]) {
            quarantine.push(Quarantined {
                list: String::new(),
                file: String::new(),
                line: table.lines[row],
                column: Some(spec.header.clone()),
                reason: reading.complaint().to_owned(),
                text: raw.values[*code as usize].chars().take(SHOWN).collect(),
                kept: Kept::Row,
            });
        }
    }
    let codes = raw.codes.iter().map(|code| distinct.codes[*code as usize]).collect();
    (Column { codes, ..distinct }, quarantine)
}

/// How the cells of one column are read.
struct Reading {
    role: Role,
    order: DateOrder,
    /// Dates are days as Excel counts them.
    serial: bool,
    /// `M` is *mujer*.
    spanish_sex: bool,
}

impl Reading {
    fn of(spec: &ColumnSpec, raw: &RawColumn) -> Self {
        let is_date = matches!(spec.role, Role::BirthDate | Role::EventDate);
        let filled = raw.values.iter().filter(|value| !is_blank(value)).count();
        let serials =
            if is_date { raw.values.iter().filter(|value| is_serial(value.trim())).count() } else { 0 };
        Self {
            role: spec.role,
            order: spec.date_order.unwrap_or_default(),
            serial: serials > 0 && 2 * serials >= filled,
            spanish_sex: spec.role == Role::Sex && is_spanish(raw.values.iter().map(AsRef::as_ref)),
        }
    }

    fn value(&self, text: &str) -> Value {
        if is_unknown_as(self.role, text) {
            return Value::Unknown;
        }
        let read = match self.role {
            Role::BirthDate | Role::EventDate => self.date(text),
            Role::Age => interpret_age(text).map(Value::Age),
            Role::Sex if self.spanish_sex && text.trim().eq_ignore_ascii_case("m") => {
                Some(Value::Sex(Sex::Woman))
            }
            Role::Sex => interpret_sex(text).map(Value::Sex),
            Role::OnList => flag(text).map(Value::Flag),
            Role::Latitude => degrees(text, 90.0).map(Value::Number),
            Role::Longitude => degrees(text, 180.0).map(Value::Number),
            role => Some(Value::Text(match word_for(role, text) {
                Some(word) => word.into(),
                None => tidy(text).into(),
            })),
        };
        read.unwrap_or(Value::Unreadable)
    }

    fn date(&self, text: &str) -> Option<Value> {
        let serial = if self.serial && is_serial(text.trim()) { interpret_excel_serial(text) } else { None };
        serial.or_else(|| interpret_date(text, self.order)).map(Value::Date)
    }

    fn complaint(&self) -> &'static str {
        match self.role {
            Role::BirthDate | Role::EventDate => {
                "not a date that the calendar has, or not one that is understood"
            }
            Role::Age => "not an age from 0 to 122, a band of ages or a word for one",
            Role::Sex => "not a word for a sex that is understood",
            Role::OnList => "not a yes or a no",
            Role::Latitude => "not a latitude in degrees from -90 to 90",
            _ => "not a longitude in degrees from -180 to 180",
        }
    }
}

/// Reads degrees as a decimal number, with a point or a comma.
fn degrees(text: &str, most: f64) -> Option<f64> {
    let bare = text.trim().trim_end_matches('°').replace(',', ".").replace('−', "-");
    bare.parse::<f64>().ok().filter(|degrees| degrees.abs() <= most)
}
