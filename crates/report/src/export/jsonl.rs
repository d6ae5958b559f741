//! JSON Lines: each person with all rival values and the rows that they rest on.

use super::table::lists;
use crate::ReportError;
use crate::view::View;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::path::Path;
use tizim_model::Records;
use tizim_project::{Choice, Person, PersonField};

const FORMAT: &str = "JSON Lines";

#[derive(Serialize)]
struct PersonLine<'a> {
    person_id: &'a str,
    lists: Vec<&'a str>,
    records: Vec<RecordLine<'a>>,
    fields: BTreeMap<&'a str, FieldLine<'a>>,
}

#[derive(Serialize)]
struct RecordLine<'a> {
    list: &'a str,
    record_id: &'a str,
    file: &'a str,
    line: u64,
    membership_probability: f64,
}

#[derive(Serialize)]
struct FieldLine<'a> {
    value: &'a str,
    known: bool,
    rule: Choice,
    values: Vec<ValueLine<'a>>,
}

#[derive(Serialize)]
struct ValueLine<'a> {
    value: &'a str,
    known: bool,
    evidence: Vec<EvidenceLine<'a>>,
}

#[derive(Serialize)]
struct EvidenceLine<'a> {
    list: &'a str,
    record_id: &'a str,
    raw: &'a str,
}

#[derive(Serialize)]
struct PublicLine<'a> {
    number: usize,
    fields: BTreeMap<&'a str, &'a str>,
}

pub(super) fn write(view: View<'_>, path: &Path) -> Result<(), ReportError> {
    if view.is_public() {
        write_lines(path, FORMAT, public(view))
    } else {
        write_lines(path, FORMAT, view.results.persons.iter().map(|person| internal(view, person)))
    }
}

/// Writes one JSON object a line; `format` names the format in an error.
pub(super) fn write_lines<T: Serialize>(
    path: &Path,
    format: &'static str,
    lines: impl IntoIterator<Item = T>,
) -> Result<(), ReportError> {
    let fault = |source: std::io::Error| ReportError::io(path, source);
    let mut out = BufWriter::new(std::fs::File::create(path).map_err(fault)?);
    for line in lines {
        let line = serde_json::to_vec(&line).map_err(|reason| ReportError::format(path, format, reason))?;
        out.write_all(&line).and_then(|()| out.write_all(b"\n")).map_err(fault)?;
    }
    out.flush().map_err(fault)
}

fn internal<'a>(view: View<'a>, person: &'a Person) -> PersonLine<'a> {
    let records = &view.results.records;
    PersonLine {
        person_id: &person.id,
        lists: lists(view, person),
        records: person
            .records
            .iter()
            .zip(&person.membership)
            .map(|(record, membership)| RecordLine {
                list: &records.list(*record).name,
                record_id: &records.record_id[record.index()],
                file: &records.files[usize::from(records.file_of[record.index()])],
                line: records.line_of[record.index()],
                membership_probability: membership.get(),
            })
            .collect(),
        fields: person
            .fields
            .iter()
            .map(|field| (field.field.as_str(), field_line(records, field)))
            .collect(),
    }
}

fn field_line<'a>(records: &'a Records, field: &'a PersonField) -> FieldLine<'a> {
    let values = field
        .values
        .iter()
        .map(|value| ValueLine {
            value: &value.display,
            known: value.known,
            evidence: value
                .evidence
                .iter()
                .map(|at| EvidenceLine {
                    list: &records.list(at.record).name,
                    record_id: &records.record_id[at.record.index()],
                    raw: &at.raw,
                })
                .collect(),
        })
        .collect();
    FieldLine { value: &field.shown().display, known: field.shown().known, rule: field.rule, values }
}

fn public(view: View<'_>) -> Vec<PublicLine<'_>> {
    let mut all: Vec<BTreeMap<&str, &str>> = view
        .results
        .persons
        .iter()
        .filter(|person| !person.withheld)
        .map(|person| {
            let may_show =
                |field: &&PersonField| !field.withheld && view.may_show(&field.field, Some(field.role));
            let fields = person.fields.iter().filter(may_show);
            fields.map(|field| (field.field.as_str(), field.shown().display.as_str())).collect()
        })
        .collect();
    all.sort_unstable();
    all.into_iter().enumerate().map(|(number, fields)| PublicLine { number: number + 1, fields }).collect()
}
