//! Capture tables without people: for studies of estimators, where names would only cost time.

use std::collections::BTreeMap;

use crate::chance::{Chance, Purpose};
use crate::family::{Family, Inclusion, MAX_LISTS};

/// Draws on which of `lists` lists each of `people` people is, and counts them by history.
///
/// A history has bit `j` set for list `j`; the first entry, history 0, is the number of people on no list. `rates` are the
/// shares of the people that each list holds, in (0, 1), drawn from the seed where not given; `lists` is brought to 1 to
/// [`MAX_LISTS`].
pub fn capture_table(
    family: Family,
    lists: usize,
    rates: Option<&[f64]>,
    people: usize,
    seed: u64,
) -> Vec<(u32, u64)> {
    let inclusion = Inclusion::new(family, lists.clamp(1, MAX_LISTS), rates, seed);
    let mut chance = Chance::new(seed, Purpose::Capture, u64::MAX);
    count((0..people).map(|_| inclusion.draw(&mut chance).lists))
}

/// Counts histories; history 0 comes first even if nobody has it.
pub(crate) fn count(histories: impl Iterator<Item = u32>) -> Vec<(u32, u64)> {
    let mut counts = BTreeMap::from([(0, 0)]);
    for history in histories {
        *counts.entry(history).or_insert(0) += 1;
    }
    counts.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_counted_once() {
        for family in Family::ALL {
            let table = capture_table(family, 4, None, 5000, 9);
            assert_eq!(table.iter().map(|(_, count)| count).sum::<u64>(), 5000);
            assert_eq!(table[0].0, 0);
            assert!(
                table.windows(2).all(|w| w[0].0 < w[1].0) && table.iter().all(|(history, _)| *history < 16)
            );
            assert_eq!(table, capture_table(family, 4, None, 5000, 9));
            assert_ne!(table, capture_table(family, 4, None, 5000, 10));
        }
    }
}
