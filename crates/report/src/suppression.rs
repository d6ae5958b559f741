//! Small counts made unreadable, and kept unreadable.
//!
//! A count below the smallest that may be published points at people. Hiding it alone is not enough where the total
//! is published too: it is the total less the rest. So further cells are hidden, the smallest first, until nobody who
//! knows the total, the cells that are shown and the rule itself can narrow a small count down (primary and
//! complementary suppression; Willenborg and de Waal, Elements of Statistical Disclosure Control, 2001, chapter 6).

/// A count as it may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cell {
    /// As it is.
    Shown(u64),
    /// Above zero and below the smallest that may be published.
    Small,
    /// Not small itself; hidden so that a small one can't be worked out.
    Withheld,
}

impl Cell {
    /// Returns the count if it may be shown.
    pub(crate) fn shown(self) -> Option<u64> {
        match self {
            Cell::Shown(count) => Some(count),
            Cell::Small | Cell::Withheld => None,
        }
    }
}

/// Hides the small counts of a table whose total is known.
pub(crate) fn suppressed(counts: &[u64], smallest: u64) -> Vec<Cell> {
    suppressed_within(counts, smallest, &[(0..counts.len()).collect()])
}

/// Hides the small counts of a table of which several sums are known.
///
/// Each of `sums` holds the positions of the cells whose sum a reader knows. Every sum is looked at by itself until
/// none of them narrows a small count; a table that can't be saved so is hidden whole.
pub(crate) fn suppressed_within(counts: &[u64], smallest: u64, sums: &[Vec<usize>]) -> Vec<Cell> {
    let is_small = |count: u64| count > 0 && count < smallest;
    let mut cells: Vec<Cell> =
        counts.iter().map(|&count| if is_small(count) { Cell::Small } else { Cell::Shown(count) }).collect();
    // each round hides at least one more cell, so it ends
    while let Some(sum) = sums.iter().find(|sum| narrows(&cells, counts, smallest, sum)) {
        let next = sum
            .iter()
            .copied()
            .filter(|position| matches!(cells[*position], Cell::Shown(count) if count > 0))
            .min_by_key(|position| (counts[*position], *position));
        match next {
            Some(position) => cells[position] = Cell::Withheld,
            None => return hidden_whole(counts, smallest),
        }
    }
    cells
}

fn hidden_whole(counts: &[u64], smallest: u64) -> Vec<Cell> {
    counts
        .iter()
        .map(|&count| if count > 0 && count < smallest { Cell::Small } else { Cell::Withheld })
        .collect()
}

/// Returns whether a reader who knows the sum can tell more of a small count than that it is small.
fn narrows(cells: &[Cell], counts: &[u64], smallest: u64, sum: &[usize]) -> bool {
    let hidden: Vec<usize> =
        sum.iter().copied().filter(|position| cells[*position].shown().is_none()).collect();
    if !hidden.iter().any(|position| cells[*position] == Cell::Small) {
        return false;
    }
    let rest: u64 = hidden.iter().map(|position| counts[*position]).sum();
    let least = |position: &usize| if cells[*position] == Cell::Small { 1 } else { smallest };
    let most = |position: &usize| if cells[*position] == Cell::Small { smallest - 1 } else { rest };
    let all_least: u64 = hidden.iter().map(least).sum();
    let all_most = hidden.iter().map(most).fold(0u64, u64::saturating_add);
    hidden.iter().filter(|position| cells[**position] == Cell::Small).any(|position| {
        let others_least = all_least - least(position);
        let others_most = all_most - most(position);
        let from = rest.saturating_sub(others_most).max(1);
        let to = rest.saturating_sub(others_least).min(smallest - 1);
        from > 1 || to < smallest - 1
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use Cell::{Shown, Small, Withheld};

    #[test]
    fn large_counts_and_zeros_stay() {
        assert_eq!(suppressed(&[10, 0, 7], 3), [Shown(10), Shown(0), Shown(7)]);
    }

    #[test]
    fn a_lone_small_count_takes_the_next_smallest_with_it() {
        assert_eq!(suppressed(&[50, 2, 9, 30], 3), [Shown(50), Small, Withheld, Shown(30)]);
    }

    #[test]
    fn a_neighbour_that_is_just_large_enough_is_not_enough() {
        // 1 + 3 = 4: hiding both would tell that the small one is 1, for the other is at least 3
        assert_eq!(suppressed(&[50, 1, 3, 30], 3), [Shown(50), Small, Withheld, Withheld]);
    }

    #[test]
    fn two_small_counts_may_still_give_each_other_away() {
        assert_eq!(suppressed(&[1, 1, 20], 3), [Small, Small, Withheld]);
    }

    #[test]
    fn a_table_that_cannot_be_saved_is_hidden_whole() {
        assert_eq!(suppressed(&[1, 0, 0], 3), [Small, Withheld, Withheld]);
    }

    #[test]
    fn several_sums_are_all_kept_safe() {
        // cells: A only, B only, both; sums: all, list A, list B
        let counts = [40, 30, 2];
        let sums = [vec![0, 1, 2], vec![0, 2], vec![1, 2]];
        let cells = suppressed_within(&counts, 3, &sums);
        assert_eq!(cells, [Withheld, Withheld, Small]);
    }

    /// Whatever a reader tries that fits all that is published, each small count can be anything below the line.
    #[test]
    fn no_small_count_can_be_worked_out() {
        let smallest = 3;
        for code in 0..4096u64 {
            let counts: Vec<u64> = (0..4).map(|cell| code >> (3 * cell) & 7).collect();
            let cells = suppressed(&counts, smallest);
            let total: u64 = counts.iter().sum();
            for (position, cell) in cells.iter().enumerate() {
                if *cell != Small || cells.iter().all(|cell| cell.shown().is_none()) {
                    continue;
                }
                for value in 1..smallest {
                    assert!(possible(&cells, total, smallest, position, value), "{counts:?} {cells:?}");
                }
            }
        }
    }

    fn possible(cells: &[Cell], total: u64, smallest: u64, fixed: usize, value: u64) -> bool {
        fn fill(cells: &[Cell], left: u64, smallest: u64, at: usize, fixed: usize, value: u64) -> bool {
            if at == cells.len() {
                return left == 0;
            }
            let choices: Vec<u64> = match cells[at] {
                _ if at == fixed => vec![value],
                Shown(count) => vec![count],
                Small => (1..smallest).collect(),
                Withheld => (smallest..=left.max(smallest)).collect(),
            };
            choices
                .into_iter()
                .any(|count| count <= left && fill(cells, left - count, smallest, at + 1, fixed, value))
        }
        fill(cells, total, smallest, 0, fixed, value)
    }
}
