//! The capture table: how many people were found on exactly which lists.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::EstimateError;
use crate::words::{Code, Warning};

/// Most lists a table may have: a pattern is one `u64`.
pub const MAX_LISTS: usize = 64;

/// People counted by capture history.
///
/// A pattern is a bit mask: bit `j` is set when the person is on list `j`. Only patterns that occur are kept,
/// sorted by pattern and each once, so a table of 29 lists costs what its people cost and never `2^29`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaptureTable {
    lists: Vec<String>,
    cells: Vec<(u64, u64)>,
    warnings: Vec<Warning>,
}

impl CaptureTable {
    /// Builds a table from list names and `(pattern, count)` cells; equal patterns are merged, zero counts skipped.
    ///
    /// A list that holds nobody is dropped, and [`CaptureTable::warnings`] says so.
    ///
    /// # Errors
    /// No list, more than [`MAX_LISTS`] lists, a name twice, a pattern with a bit beyond the last list, people on
    /// no list at all (they are what is to be estimated), or a total that does not fit in 53 bits.
    pub fn new(
        lists: Vec<String>,
        cells: impl IntoIterator<Item = (u64, u64)>,
    ) -> Result<Self, EstimateError> {
        if lists.is_empty() {
            return Err(EstimateError::NoLists);
        }
        if lists.len() > MAX_LISTS {
            return Err(EstimateError::TooManyLists { lists: lists.len() });
        }
        for (position, name) in lists.iter().enumerate() {
            if lists[..position].contains(name) {
                return Err(EstimateError::ListTwice { list: name.clone() });
            }
        }
        let mut merged: BTreeMap<u64, u64> = BTreeMap::new();
        let mut total: u64 = 0;
        for (pattern, count) in cells {
            if count == 0 {
                continue;
            }
            if pattern == 0 {
                return Err(EstimateError::OnNoList { count });
            }
            if lists.len() < 64 && pattern >> lists.len() != 0 {
                return Err(EstimateError::UnknownList { pattern, lists: lists.len() });
            }
            total = total.checked_add(count).filter(|&t| t < 1 << 53).ok_or(EstimateError::TooMany)?;
            *merged.entry(pattern).or_insert(0) += count;
        }
        let used = merged.keys().fold(0u64, |all, pattern| all | pattern);
        let mut warnings = Vec::new();
        let kept: Vec<usize> = (0..lists.len()).filter(|&j| used >> j & 1 == 1).collect();
        for (j, name) in lists.iter().enumerate() {
            if used >> j & 1 == 0 {
                warnings.push(Warning::new(
                    Code::EmptyList,
                    format!("list \"{name}\" holds nobody and was left out"),
                ));
            }
        }
        if kept.len() == lists.len() {
            return Ok(Self { lists, cells: merged.into_iter().collect(), warnings });
        }
        let cells = merged.into_iter().map(|(pattern, count)| (project(pattern, &kept), count)).collect();
        let lists = kept.iter().map(|&j| lists[j].clone()).collect();
        let mut table = Self { lists, cells, warnings };
        table.cells.sort_unstable();
        Ok(table)
    }

    /// Builds a table from one pattern a person.
    ///
    /// # Errors
    /// As [`CaptureTable::new`].
    pub fn from_rows(
        lists: Vec<String>,
        patterns: impl IntoIterator<Item = u64>,
    ) -> Result<Self, EstimateError> {
        Self::new(lists, patterns.into_iter().map(|pattern| (pattern, 1)))
    }

    /// People seen: on at least one list.
    pub fn n(&self) -> u64 {
        self.cells.iter().map(|&(_, count)| count).sum()
    }

    /// Names of the lists that hold somebody; bit `j` of a pattern is list `j` here.
    pub fn lists(&self) -> &[String] {
        &self.lists
    }

    /// `(pattern, count)`, sorted by pattern, each pattern once, no zero count.
    pub fn cells(&self) -> &[(u64, u64)] {
        &self.cells
    }

    /// What was changed when the table was built.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// People with exactly this pattern.
    pub fn count(&self, pattern: u64) -> u64 {
        self.cells.binary_search_by_key(&pattern, |&(p, _)| p).map_or(0, |at| self.cells[at].1)
    }

    /// People on list `j`, alone or not.
    pub fn on_list(&self, j: usize) -> u64 {
        self.cells.iter().filter(|&&(p, _)| p >> j & 1 == 1).map(|&(_, count)| count).sum()
    }

    /// People on both lists `a` and `b`.
    pub fn overlap(&self, a: usize, b: usize) -> u64 {
        let both = 1u64 << a | 1u64 << b;
        self.cells.iter().filter(|&&(p, _)| p & both == both).map(|&(_, count)| count).sum()
    }

    /// People on exactly `k` lists.
    pub fn on_exactly(&self, k: u32) -> u64 {
        self.cells.iter().filter(|&&(p, _)| p.count_ones() == k).map(|&(_, count)| count).sum()
    }

    /// The same people seen through some of the lists; those on none of `keep` are not in it.
    ///
    /// `keep` are positions of lists; the new table's list `i` is the old `keep[i]`.
    ///
    /// # Errors
    /// No list kept, or nobody on the lists kept leaves a table without lists.
    pub fn only(&self, keep: &[usize]) -> Result<Self, EstimateError> {
        let lists = keep.iter().map(|&j| self.lists[j].clone()).collect();
        let cells = self
            .cells
            .iter()
            .map(|&(pattern, count)| (project(pattern, keep), count))
            .filter(|&(pattern, _)| pattern != 0);
        let table = Self::new(lists, cells)?;
        if table.lists.is_empty() { Err(EstimateError::NoLists) } else { Ok(table) }
    }

    /// The people who are on list `j`, seen through the other lists, and how many of them no other list has.
    ///
    /// The ground of the internal-consistency check: a population whose size is known (Binette and Steorts 2022).
    ///
    /// # Errors
    /// The table has one list only.
    pub fn within(&self, j: usize) -> Result<(Self, u64), EstimateError> {
        let keep: Vec<usize> = (0..self.lists.len()).filter(|&other| other != j).collect();
        let on = self.cells.iter().filter(|&&(p, _)| p >> j & 1 == 1);
        let cells: Vec<(u64, u64)> = on.map(|&(p, count)| (project(p, &keep), count)).collect();
        let missed = cells.iter().filter(|&&(p, _)| p == 0).map(|&(_, count)| count).sum();
        let lists: Vec<String> = keep.iter().map(|&k| self.lists[k].clone()).collect();
        Ok((Self::new(lists, cells.into_iter().filter(|&(p, _)| p != 0))?, missed))
    }
}

/// The bits of `pattern` at the positions `keep`, moved together.
pub(crate) fn project(pattern: u64, keep: &[usize]) -> u64 {
    keep.iter().enumerate().fold(0, |out, (to, &from)| out | (pattern >> from & 1) << to)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(n: usize) -> Vec<String> {
        (0..n).map(|j| format!("l{j}")).collect()
    }

    #[test]
    fn merges_and_drops_what_is_empty() {
        let table = CaptureTable::new(names(3), [(1, 2), (5, 3), (1, 4), (4, 0)]).unwrap();
        assert_eq!(table.lists(), ["l0", "l2"]);
        assert_eq!(table.cells(), [(1, 6), (3, 3)]);
        assert_eq!(table.warnings().len(), 1);
        assert_eq!((table.n(), table.on_list(1), table.overlap(0, 1), table.on_exactly(1)), (9, 3, 3, 6));
    }

    #[test]
    fn names_what_is_wrong() {
        assert!(matches!(CaptureTable::new(vec![], []), Err(EstimateError::NoLists)));
        assert!(matches!(CaptureTable::new(names(65), []), Err(EstimateError::TooManyLists { lists: 65 })));
        assert!(matches!(CaptureTable::new(names(2), [(4, 1)]), Err(EstimateError::UnknownList { .. })));
        assert!(matches!(CaptureTable::new(names(2), [(0, 1)]), Err(EstimateError::OnNoList { count: 1 })));
        let twice = vec!["a".to_owned(), "a".to_owned()];
        assert!(matches!(CaptureTable::new(twice, []), Err(EstimateError::ListTwice { .. })));
        assert!(matches!(CaptureTable::new(names(2), [(1, u64::MAX), (2, 5)]), Err(EstimateError::TooMany)));
    }

    #[test]
    fn within_a_list_the_missed_are_known() {
        let table = CaptureTable::new(names(3), [(1, 10), (3, 4), (5, 2), (7, 1), (2, 9)]).unwrap();
        let (inner, missed) = table.within(0).unwrap();
        assert_eq!((inner.n(), missed), (7, 10));
        assert_eq!(inner.cells(), [(1, 4), (2, 2), (3, 1)]);
    }
}
