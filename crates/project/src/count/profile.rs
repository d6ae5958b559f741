//! What each list holds.

use crate::config::Config;
use crate::results::{ColumnProfile, CustodyLine, ListProfile, Person};
use std::sync::Arc;
use tizim_ledger::{Entry, What};
use tizim_model::{Column, Kept, ListIx, Quarantined, Records, Value};

/// What was found out while a list was read.
pub(crate) struct Reading {
    /// How each file was read, in words.
    pub(crate) formats: Vec<String>,
    /// What a person should know.
    pub(crate) notes: Vec<String>,
}

/// Returns the profile of each list.
pub(crate) fn profiles(
    records: &Records,
    suggested: &[bool],
    persons: &[Arc<Person>],
    quarantine: &[Quarantined],
    readings: Vec<Reading>,
    config: &Config,
    entries: &[Entry],
) -> Vec<ListProfile> {
    let counts = persons_on_lists(records, suggested, persons);
    readings
        .into_iter()
        .enumerate()
        .map(|(position, reading)| {
            let list = ListIx(position as u16);
            let name = &records.lists[position].name;
            let section = config.list(name);
            let left_out = |kept| {
                quarantine.iter().filter(|fault| fault.list == *name && fault.kept == kept).count() as u64
            };
            ListProfile {
                list,
                name: name.clone(),
                scope: section.map(|section| section.scope.clone()).unwrap_or_default(),
                copied_from: section.map(|section| section.copied_from.clone()).unwrap_or_default(),
                custody: custody(entries, name),
                formats: reading.formats,
                notes: reading.notes,
                records: records.list_of.iter().filter(|of| **of == list).count() as u64,
                is_articles: config.articles.iter().any(|section| section.name == *name),
                suggested: records
                    .iter()
                    .filter(|at| suggested[at.index()] && records.list_of[at.index()] == list)
                    .count() as u64,
                rows_quarantined: left_out(Kept::Nothing),
                cells_quarantined: left_out(Kept::Row),
                persons: counts[position].0,
                only_here: counts[position].1,
                columns: columns(records, list),
            }
        })
        .collect()
}

/// Returns for each list the persons on it, and those of them on no other. An article in which nobody has accepted a claim about
/// somebody puts them on no list: `suggested` says of which records that is so.
pub(crate) fn persons_on_lists(
    records: &Records,
    suggested: &[bool],
    persons: &[Arc<Person>],
) -> Vec<(u64, u64)> {
    let mut counts = vec![(0, 0); records.lists.len()];
    for person in persons.iter().filter(|person| !person.too_bare) {
        let reviewed = person.records.iter().filter(|record| !suggested[record.index()]);
        let mut on: Vec<ListIx> = reviewed.map(|record| records.list_of[record.index()]).collect();
        on.sort_unstable();
        on.dedup();
        for list in &on {
            counts[list.index()].0 += 1;
        }
        if let [only] = on[..] {
            counts[only.index()].1 += 1;
        }
    }
    counts
}

fn custody(entries: &[Entry], list: &str) -> Vec<CustodyLine> {
    entries
        .iter()
        .filter_map(|entry| match &entry.what {
            What::SourceAdded(custody) if custody.list == list => Some(CustodyLine {
                added_on: entry.at.as_str().chars().take(10).collect(),
                added_by: entry.author.clone(),
                custody: custody.clone(),
            }),
            _ => None,
        })
        .collect()
}

fn columns(records: &Records, list: ListIx) -> Vec<ColumnProfile> {
    records
        .columns
        .iter()
        .map(|column| column_profile(records, column, list))
        .filter(|profile| profile.filled + profile.unknown + profile.unreadable > 0)
        .collect()
}

fn column_profile(records: &Records, column: &Column, list: ListIx) -> ColumnProfile {
    let mut seen = vec![false; column.entries.len()];
    let (mut filled, mut unknown, mut blank, mut unreadable) = (0, 0, 0, 0);
    for record in records.iter().filter(|record| records.list_of[record.index()] == list) {
        let Some(position) = column.codes[record.index()].position() else {
            blank += 1;
            continue;
        };
        seen[position] = true;
        match column.entries[position].value {
            Value::Unknown => unknown += 1,
            Value::Unreadable => unreadable += 1,
            _ => filled += 1,
        }
    }
    let distinct = seen.iter().filter(|seen| **seen).count() as u64;
    ColumnProfile {
        field: column.name.clone(),
        role: column.role,
        filled,
        unknown,
        blank,
        unreadable,
        distinct,
    }
}
