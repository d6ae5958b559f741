//! Fewer lists out of many: the union of two lists is a list.

use crate::table::CaptureTable;

/// The table with its smallest lists merged two by two until at most `most` are left, and what was done in words.
///
/// Everybody stays in the table. Merging loses what the merged lists say of each other and nothing else; the smallest
/// lists say least. Ties go to the earlier list.
pub(crate) fn merged(table: &CaptureTable, most: usize) -> (CaptureTable, Option<String>) {
    let lists = table.lists().len();
    if lists <= most {
        return (table.clone(), None);
    }
    let mut groups: Vec<u64> = (0..lists).map(|j| 1 << j).collect();
    let size = |group: u64| -> u64 {
        table.cells().iter().filter(|&&(pattern, _)| pattern & group != 0).map(|&(_, count)| count).sum()
    };
    while groups.len() > most {
        groups.sort_by_key(|&group| (std::cmp::Reverse(size(group)), group));
        let last = groups.pop().unwrap_or(0);
        if let Some(other) = groups.last_mut() {
            *other |= last;
        }
    }
    groups.sort_unstable_by_key(|group| group.trailing_zeros());
    let name = |group: u64| -> String {
        let names: Vec<&str> =
            (0..lists).filter(|&j| group >> j & 1 == 1).map(|j| table.lists()[j].as_str()).collect();
        names.join(" + ")
    };
    let names: Vec<String> = groups.iter().map(|&group| name(group)).collect();
    let cells = table.cells().iter().map(|&(pattern, count)| {
        let folded = groups
            .iter()
            .enumerate()
            .fold(0u64, |out, (to, &group)| out | u64::from(pattern & group != 0) << to);
        (folded, count)
    });
    let words = format!("the smallest of {lists} lists were merged into one: {}", names.join("; "));
    match CaptureTable::new(names, cells) {
        Ok(table) => (table, Some(words)),
        Err(_) => (table.clone(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_lists_become_one_and_nobody_is_lost() {
        let names = ["a", "b", "c", "d"].map(str::to_owned).to_vec();
        let table = CaptureTable::new(names, [(1, 50), (2, 3), (4, 40), (8, 2), (3, 4), (15, 1)]).unwrap();
        let (small, words) = merged(&table, 3);
        assert_eq!(small.n(), table.n());
        assert_eq!(small.lists(), ["a", "b + d", "c"]);
        assert_eq!(small.count(2), 5);
        assert!(words.is_some());
    }
}
