//! Year, month and day in columns of their own become one date.

use crate::months::month;
use crate::table::RawColumn;
use crate::{ColumnSpec, DateOrder};
use rustc_hash::FxHashMap;
use tizim_model::Role;

/// The parts of one date.
pub(crate) struct DateParts<'t> {
    role: Role,
    header: String,
    year: &'t RawColumn,
    month: Option<&'t RawColumn>,
    day: Option<&'t RawColumn>,
}

/// Takes the columns of years, months and days out of `described`, where there is no column of whole dates.
pub(crate) fn dates<'t>(described: &mut Vec<(&ColumnSpec, &'t RawColumn)>) -> Vec<DateParts<'t>> {
    let kinds = [
        (Role::BirthDate, [Role::BirthYear, Role::BirthMonth, Role::BirthDay]),
        (Role::EventDate, [Role::EventYear, Role::EventMonth, Role::EventDay]),
    ];
    let mut composed = Vec::new();
    for (role, parts) in kinds {
        let find = |role: Role| described.iter().find(|(spec, _)| spec.role == role).map(|(_, raw)| *raw);
        let (Some(year), None) = (find(parts[0]), find(role)) else { continue };
        let (month, day) = (find(parts[1]), find(parts[2]));
        let headers: Vec<&str> =
            [Some(year), month, day].into_iter().flatten().map(|column| column.header.as_str()).collect();
        composed.push(DateParts { role, header: headers.join(", "), year, month, day });
        described.retain(|(spec, _)| !parts.contains(&spec.role));
    }
    composed
}

impl DateParts<'_> {
    /// Returns the description of the composed column; its header lists those of the parts.
    pub(crate) fn spec(&self) -> ColumnSpec {
        ColumnSpec {
            header: self.header.clone(),
            role: self.role,
            field: self.role.key().to_owned(),
            date_order: Some(DateOrder::YearFirst),
        }
    }

    /// Returns the composed cells, the parts as written: `2015-January-1`, `1929-7-4`; `1929` where the others are
    /// blank, and `1929-00-4` where only the month is, which no calendar has.
    pub(crate) fn cells(&self, rows: usize) -> RawColumn {
        let mut column =
            RawColumn { header: self.header.clone(), values: Vec::new(), codes: Vec::with_capacity(rows) };
        let mut known: FxHashMap<(u32, u32, u32), u32> = FxHashMap::default();
        let mut by_text: FxHashMap<String, u32> = FxHashMap::default();
        for row in 0..rows {
            let code_of = |part: Option<&RawColumn>| part.map_or(u32::MAX, |part| part.codes[row]);
            let parts = (self.year.codes[row], code_of(self.month), code_of(self.day));
            let code = *known.entry(parts).or_insert_with(|| {
                let month_cell = self.month.map_or("", |part| part.cell(row).trim());
                let day_cell = self.day.map_or("", |part| part.cell(row).trim());
                let text = join(self.year.cell(row).trim(), month_cell, day_cell);
                *by_text.entry(text).or_insert_with_key(|text| {
                    column.values.push(text.as_str().into());
                    column.values.len() as u32 - 1
                })
            });
            column.codes.push(code);
        }
        column
    }
}

fn join(year: &str, month_text: &str, day: &str) -> String {
    let year = whole(year);
    let month_text = whole(month_text);
    let day = whole(day);
    let is_word = month_text.parse::<u32>().is_err();
    let month_text = if is_word && month(&crate::fold::fold(month_text)).is_none() && !month_text.is_empty() {
        // a month that is no month must not turn the cell into a year and a day
        format!("({month_text}?)")
    } else {
        month_text.to_owned()
    };
    match (year, month_text.as_str(), day) {
        (year, "", "") => year.to_owned(),
        (year, month, "") => format!("{year}-{month}"),
        (year, "", day) => format!("{year}-00-{day}"),
        (year, month, day) => format!("{year}-{month}-{day}"),
    }
}

/// Returns a number without the fraction that spreadsheets add: `2015.0` is `2015`.
fn whole(text: &str) -> &str {
    text.strip_suffix(".0").unwrap_or(text)
}
