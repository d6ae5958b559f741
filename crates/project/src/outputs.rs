//! The tables in `out/`.

use crate::ProjectError;
use crate::results::Results;
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use tizim_link::{Link, Verdict};
use tizim_model::{ListIx, Records};

/// Writes all tables into a folder.
///
/// # Errors
///
/// [`ProjectError::Io`] with the table's path.
pub fn write(results: &Results, folder: &Path) -> Result<(), ProjectError> {
    table(folder, "persons.csv", |writer| persons(results, writer))?;
    table(folder, "records.csv", |writer| records(results, writer))?;
    let path = folder.join("links.csv");
    let file = File::create(&path).map_err(|fault| ProjectError::io(&path, fault))?;
    write_links(&results.records, &results.linkage.links, BufWriter::new(file))
        .map_err(|fault| ProjectError::io(&path, fault))?;
    table(folder, "capture_histories.csv", |writer| capture_histories(results, writer))?;
    table(folder, "figures.csv", |writer| figures(results, writer))?;
    table(folder, "claims.csv", |writer| crate::claims_table::write(results, writer))?;
    table(folder, "articles.csv", |writer| crate::claims_table::write_articles(results, writer))?;
    table(folder, "quarantine.csv", |writer| quarantine(results, writer))?;
    estimates(results, &folder.join("estimates.json"))
}

pub(crate) type Csv = csv::Writer<BufWriter<File>>;

fn table(
    folder: &Path,
    name: &str,
    fill: impl FnOnce(&mut Csv) -> csv::Result<()>,
) -> Result<(), ProjectError> {
    let path = folder.join(name);
    let fault = |fault| ProjectError::io(&path, fault);
    let file = File::create(&path).map_err(fault)?;
    let mut writer = csv::Writer::from_writer(BufWriter::new(file));
    fill(&mut writer).map_err(|error| fault(error.into()))?;
    writer.flush().map_err(fault)
}

/// Returns a cell that no spreadsheet takes for a formula: an apostrophe stands before `=`, `+`, `-`, `@`, tab and
/// carriage return at the start (OWASP, CSV injection). Plain numbers such as `-5` and `+7.25` stay as they are.
pub fn cell(text: &str) -> Cow<'_, str> {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if is_formula && !is_number(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole) && all_digits(part)
}

/// Returns a header of columns of ours and then of fields; a field that is called like one of ours is told from it.
fn header(ours: &[&str], fields: &[&str]) -> Vec<String> {
    let of_field = |field: &&str| match ours.contains(field) {
        true => format!("{field}_as_given"),
        false => cell(field).into_owned(),
    };
    ours.iter().map(|name| (*name).to_owned()).chain(fields.iter().map(of_field)).collect()
}

fn persons(results: &Results, writer: &mut Csv) -> csv::Result<()> {
    let fields: Vec<&str> = results.records.columns.iter().map(|column| column.name.as_str()).collect();
    writer.write_record(header(
        &[
            "person_id",
            "records",
            "lists",
            "disputed_fields",
            "too_bare",
            "suggested",
            "other_act",
            "suggested_in",
        ],
        &fields,
    ))?;
    for person in &results.persons {
        let named = |lists: Vec<ListIx>| {
            let names = lists.into_iter().map(|list| results.records.lists[list.index()].name.as_str());
            names.collect::<Vec<_>>().join("; ")
        };
        let disputed: Vec<&str> = person
            .fields
            .iter()
            .filter(|field| field.is_disputed())
            .map(|field| field.field.as_str())
            .collect();
        writer.write_field(&person.id)?;
        writer.write_field(person.records.len().to_string())?;
        writer.write_field(&*cell(&named(results.lists_of(person))))?;
        writer.write_field(&*cell(&disputed.join("; ")))?;
        let is_suggested = results.is_suggested(person);
        let is_of_other_acts = results.is_of_other_acts(person);
        let is_bare = person.too_bare && !is_suggested && !is_of_other_acts;
        for said in [is_bare, is_suggested, is_of_other_acts] {
            writer.write_field(if said { "yes" } else { "" })?;
        }
        writer.write_field(&*cell(&named(results.suggested_in(person))))?;
        let mut shown = person.fields.iter().peekable();
        let row = fields.iter().map(|field| match shown.next_if(|own| own.field == **field) {
            Some(own) => cell(&own.shown().display).into_owned(),
            None => String::new(),
        });
        writer.write_record(row)?;
    }
    Ok(())
}

fn records(results: &Results, writer: &mut Csv) -> csv::Result<()> {
    let records = &results.records;
    let fields: Vec<&str> = records.columns.iter().map(|column| column.name.as_str()).collect();
    writer.write_record(header(&["list", "record_id", "person_id", "membership_probability"], &fields))?;
    let shown: Vec<Vec<String>> = records
        .columns
        .iter()
        .map(|column| column.entries.iter().map(|entry| cell(&entry.display()).into_owned()).collect())
        .collect();
    for record in records.iter() {
        let at = record.index();
        writer.write_field(&*cell(&records.list(record).name))?;
        writer.write_field(&*cell(&records.record_id[at]))?;
        writer.write_field(&results.persons[results.linkage.person_of[at].index()].id)?;
        writer.write_field(results.linkage.membership_probability[at].to_string())?;
        writer.write_record(records.columns.iter().zip(&shown).map(|(column, shown)| {
            column.codes[at].position().map_or("", |position| shown[position].as_str())
        }))?;
    }
    Ok(())
}

fn figures(results: &Results, writer: &mut Csv) -> csv::Result<()> {
    writer.write_record([
        "source",
        "figure_id",
        "quantity",
        "scope",
        "claimant",
        "as_of",
        "low",
        "high",
        "of_which",
        "status",
        "standing",
        "language",
        "reference",
        "quote",
        "file",
        "line",
        "basis",
        "part_of",
        "event_date",
        "replaced_by",
        "matter",
        "part_of_figure",
        "set_in",
        "set_by",
        "copy_of",
    ])?;
    let number = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
    for figure in &results.figures {
        writer.write_record([
            &*cell(&figure.source),
            &*cell(&figure.id),
            &*cell(&figure.quantity),
            &*cell(&figure.scope),
            &*cell(&figure.claimant),
            &figure.as_of.map(|date| date.to_string()).unwrap_or_default(),
            &number(figure.low),
            &number(figure.high),
            &*cell(&figure.of_which),
            &*cell(&figure.status),
            figure.standing.word(),
            &*cell(&figure.language),
            &*cell(&figure.reference),
            &*cell(&figure.quote),
            &*cell(&figure.file),
            &figure.line.to_string(),
            figure.basis.word(),
            &*cell(&figure.part_of),
            &figure.event_date.map(|date| date.to_string()).unwrap_or_default(),
            &*cell(&figure.replaced_by),
            &(figure.matter + 1).to_string(),
            &*cell(&figure.part_of_figure),
            &*cell(&figure.set_in),
            &*cell(&figure.set_by),
            &*cell(&figure.copy_of),
        ])?;
    }
    Ok(())
}

/// Writes the links between records as `links.csv`.
///
/// # Errors
///
/// What the system says of writing to `to`.
pub fn write_links(records: &Records, links: &[Link], to: impl Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(to);
    writer.write_record([
        "list_a",
        "record_a",
        "list_b",
        "record_b",
        "match_weight",
        "match_probability",
        "judgement",
    ])?;
    for link in links {
        writer.write_record([
            &*cell(&records.list(link.a).name),
            &*cell(&records.record_id[link.a.index()]),
            &*cell(&records.list(link.b).name),
            &*cell(&records.record_id[link.b.index()]),
            &format!("{:.3}", link.weight.0),
            &format!("{:.6}", link.probability.get()),
            link.judgement.map_or("", verdict),
        ])?;
    }
    writer.flush()
}

/// Returns the word for a verdict in `links.csv`.
fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Same => "same",
        Verdict::Different => "different",
        Verdict::Unsure => "unsure",
    }
}

fn capture_histories(results: &Results, writer: &mut Csv) -> csv::Result<()> {
    let captures = &results.captures;
    writer.write_record(
        captures.systems.iter().map(|system| cell(system).into_owned()).chain(["count".to_owned()]),
    )?;
    for (pattern, count) in captures.patterns.iter().filter(|(pattern, _)| *pattern != 0) {
        let flags = (0..captures.systems.len()).map(|bit| (pattern >> bit & 1).to_string());
        writer.write_record(flags.chain([count.to_string()]))?;
    }
    Ok(())
}

fn quarantine(results: &Results, writer: &mut Csv) -> csv::Result<()> {
    writer.write_record(["list", "file", "line", "column", "reason", "text", "kept"])?;
    for fault in results.quarantine.iter() {
        writer.write_record([
            &*cell(&fault.list),
            &*cell(&fault.file),
            &fault.line.to_string(),
            &*cell(fault.column.as_deref().unwrap_or_default()),
            &*cell(&fault.reason),
            &*cell(&fault.text),
            match fault.kept {
                tizim_model::Kept::Nothing => "nothing",
                tizim_model::Kept::Row => "row",
            },
        ])?;
    }
    Ok(())
}

fn estimates(results: &Results, path: &Path) -> Result<(), ProjectError> {
    let fault = |fault| ProjectError::io(path, fault);
    let json = crate::estimates_json::of_run(results);
    let mut file = BufWriter::new(File::create(path).map_err(fault)?);
    serde_json::to_writer_pretty(&mut file, &json).map_err(|error| fault(error.into()))?;
    file.write_all(b"\n").and_then(|()| file.flush()).map_err(fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_made_harmless_and_numbers_left_alone() {
        for formula in
            ["=cmd()", "+1+1", "+1-1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "-", "+", "-5e3", "-5.", "－1"]
        {
            assert_eq!(cell(formula), format!("'{formula}"));
        }
        for plain in ["-5", "-5.25", "+7", "+7.25", "-43.2389", "", "Almaty", "O'Neil", "a=b", "2022-01-05"] {
            assert_eq!(cell(plain), plain);
        }
    }
}
