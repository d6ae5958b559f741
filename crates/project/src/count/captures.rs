//! Capture histories: on which lists each person is.

use crate::config::Config;
use crate::results::{Captures, Person};
use std::collections::BTreeMap;
use std::sync::Arc;
use tizim_estimate::{CaptureTable, EstimateError};
use tizim_model::{Column, PersonIx, RecordIx, Records, Role, Value};

/// The most lists that one estimate can hold.
pub(crate) const MOST_SYSTEMS: usize = 64;

/// The lists of the estimate, and which of them each record stands on.
pub(crate) struct Systems {
    names: Vec<String>,
    /// For each record, bit i set if it puts its person on system i.
    pattern_of_record: Vec<u64>,
}

impl Systems {
    /// Finds the lists of the estimate.
    ///
    /// A record that is `too_bare` puts its person on no system: whether a person of other lists is on this one too
    /// could not be seen, so that it can't be said of this list whom it holds beyond its other records.
    ///
    /// A list is a system, unless its rows say themselves on which lists a person is ([`Role::OnList`]): then those
    /// columns are the systems, and columns of the same name in several files are one.
    pub(crate) fn new(records: &Records, config: &Config, too_bare: &[bool]) -> Self {
        let on_list: Vec<&Column> =
            records.columns.iter().filter(|column| column.role == Role::OnList).collect();
        let has_columns: Vec<bool> =
            (0..records.lists.len()).map(|list| says_lists(records, &on_list, list)).collect();
        let mut names: Vec<String> = Vec::new();
        let mut bit_of_list: Vec<Option<usize>> = Vec::new();
        for (list, says) in records.lists.iter().zip(&has_columns) {
            let counts = config.is_in_estimate(&list.name);
            bit_of_list.push((counts && !says).then(|| {
                names.push(list.name.clone());
                names.len() - 1
            }));
        }
        let first_column_bit = names.len();
        names.extend(on_list.iter().map(|column| column.name.clone()));
        names.truncate(MOST_SYSTEMS);
        let pattern_of_record = records
            .iter()
            .map(|record| {
                if too_bare[record.index()] {
                    return 0;
                }
                let own = bit_of_list[records.list_of[record.index()].index()].map_or(0, bit);
                own | flags(&on_list, record, first_column_bit)
            })
            .collect();
        Self { names, pattern_of_record }
    }

    /// Returns the capture histories of the register's persons.
    pub(crate) fn captures(&self, persons: &[Arc<Person>]) -> Captures {
        let pattern_of: Vec<u64> = persons.iter().map(|person| self.pattern(&person.records)).collect();
        let documented = persons.iter().zip(&pattern_of).filter(|(person, _)| !person.too_bare);
        let patterns = count(documented.map(|(_, pattern)| *pattern));
        Captures { systems: self.names.clone(), pattern_of, patterns }
    }

    fn pattern(&self, of: &[RecordIx]) -> u64 {
        of.iter().fold(0, |pattern, record| pattern | self.pattern_of_record[record.index()])
    }

    /// Returns the capture table of a partition of the records, for each record its person.
    pub(crate) fn table_of(&self, partition: &[PersonIx]) -> Result<CaptureTable, EstimateError> {
        let persons = partition.iter().map(|person| person.index() + 1).max().unwrap_or(0);
        let mut patterns = vec![0u64; persons];
        for (person, pattern) in partition.iter().zip(&self.pattern_of_record) {
            patterns[person.index()] |= pattern;
        }
        CaptureTable::new(self.names.clone(), count(patterns.into_iter().filter(|pattern| *pattern != 0)))
    }

    /// Returns the capture tables of a partition's persons by label, `labels` being one for each record; a person has the
    /// label of their first record.
    pub(crate) fn tables_by(&self, partition: &[PersonIx], labels: &[&str]) -> Vec<(String, CaptureTable)> {
        let persons = partition.iter().map(|person| person.index() + 1).max().unwrap_or(0);
        let mut found: Vec<Option<(&str, u64)>> = vec![None; persons];
        for ((person, pattern), label) in partition.iter().zip(&self.pattern_of_record).zip(labels) {
            found[person.index()].get_or_insert((label, 0)).1 |= pattern;
        }
        let mut by_label: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
        for (label, pattern) in found.into_iter().flatten().filter(|(_, pattern)| *pattern != 0) {
            by_label.entry(label).or_default().push(pattern);
        }
        by_label
            .into_iter()
            .filter_map(|(label, patterns)| {
                let table = CaptureTable::new(self.names.clone(), count(patterns.into_iter())).ok()?;
                Some((label.to_owned(), table))
            })
            .collect()
    }
}

fn bit(position: usize) -> u64 {
    if position < MOST_SYSTEMS { 1 << position } else { 0 }
}

fn says_lists(records: &Records, on_list: &[&Column], list: usize) -> bool {
    records
        .iter()
        .filter(|record| records.list_of[record.index()].index() == list)
        .any(|record| on_list.iter().any(|column| column.get(record).is_some()))
}

fn flags(on_list: &[&Column], record: RecordIx, first_bit: usize) -> u64 {
    on_list.iter().enumerate().fold(0, |pattern, (position, column)| {
        match column.get(record).map(|entry| &entry.value) {
            Some(Value::Flag(true)) => pattern | bit(first_bit + position),
            _ => pattern,
        }
    })
}

/// Returns each pattern and how often it occurs, the most frequent first, then by pattern.
fn count(patterns: impl Iterator<Item = u64>) -> Vec<(u64, u64)> {
    let mut counts: BTreeMap<u64, u64> = BTreeMap::new();
    for pattern in patterns {
        *counts.entry(pattern).or_default() += 1;
    }
    let mut counts: Vec<(u64, u64)> = counts.into_iter().collect();
    counts.sort_by_key(|(pattern, count)| (std::cmp::Reverse(*count), *pattern));
    counts
}

/// Returns the capture table of some of the persons; persons on no list of the estimate are left out.
pub(crate) fn table(
    captures: &Captures,
    of: impl Iterator<Item = usize>,
) -> Result<CaptureTable, EstimateError> {
    let patterns = count(of.map(|person| captures.pattern_of[person]).filter(|pattern| *pattern != 0));
    CaptureTable::new(captures.systems.clone(), patterns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_counted_the_most_frequent_first() {
        assert_eq!(count([1, 3, 3, 2].into_iter()), [(3, 2), (1, 1), (2, 1)]);
    }
}
