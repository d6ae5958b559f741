//! The register as a table of texts.

use crate::view::View;
use tizim_project::Person;

/// A header and rows of the same length.
pub(super) struct Table {
    pub(super) header: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

/// Returns a row for each person: the chosen values, and for the internal edition where they come from.
pub(super) fn persons(view: View<'_>) -> Table {
    let records = &view.results.records;
    let fields: Vec<&str> = records
        .columns
        .iter()
        .filter(|column| view.may_show(&column.name, Some(column.role)))
        .map(|column| column.name.as_str())
        .collect();
    if view.is_public() { public(view, &fields) } else { internal(view, &fields) }
}

fn internal(view: View<'_>, fields: &[&str]) -> Table {
    let mut header =
        own_columns(&["person_id", "records", "lists", "membership_probability", "disputed"], fields);
    header.extend(fields.iter().map(|field| (*field).to_owned()));
    let rows = view
        .results
        .persons
        .iter()
        .map(|person| {
            let disputed: Vec<&str> = person
                .fields
                .iter()
                .filter(|field| field.is_disputed())
                .map(|field| field.field.as_str())
                .collect();
            let least = person.membership.iter().map(|membership| membership.get()).fold(1.0, f64::min);
            let mut row = vec![
                person.id.clone(),
                person.records.len().to_string(),
                lists(view, person).join("; "),
                format!("{least:.4}"),
                disputed.join("; "),
            ];
            row.extend(fields.iter().map(|field| shown(person, field)));
            row
        })
        .collect();
    Table { header, rows }
}

fn public(view: View<'_>, fields: &[&str]) -> Table {
    let mut header = own_columns(&["number"], fields);
    header.extend(fields.iter().map(|field| (*field).to_owned()));
    let mut values: Vec<Vec<String>> = view
        .results
        .persons
        .iter()
        .filter(|person| !person.withheld)
        .map(|person| fields.iter().map(|field| public_value(person, field)).collect())
        .collect();
    values.sort_unstable();
    let rows = values
        .into_iter()
        .enumerate()
        .map(|(number, values)| {
            let mut row = vec![(number + 1).to_string()];
            row.extend(values);
            row
        })
        .collect();
    Table { header, rows }
}

/// Returns names for our own columns that no field of the lists has.
fn own_columns(names: &[&str], fields: &[&str]) -> Vec<String> {
    names
        .iter()
        .map(|name| if fields.contains(name) { format!("tizim_{name}") } else { (*name).to_owned() })
        .collect()
}

/// Returns the lists that a person is on, in the order of the project.
pub(super) fn lists<'a>(view: View<'a>, person: &Person) -> Vec<&'a str> {
    let records = &view.results.records;
    let mut lists = view.results.lists_of(person);
    lists.sort_unstable();
    lists.into_iter().map(|list| records.lists[list.index()].name.as_str()).collect()
}

/// Returns a value for the public; empty where a reviewer withheld the field of this person.
fn public_value(person: &Person, field: &str) -> String {
    if person.field(field).is_some_and(|field| field.withheld) { String::new() } else { shown(person, field) }
}

fn shown(person: &Person, field: &str) -> String {
    person.field(field).map(|field| field.shown().display.clone()).unwrap_or_default()
}
