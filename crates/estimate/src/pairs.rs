//! The simplest estimates side by side: every pair of lists, and the variants of Chao's lower bound.

use serde::{Deserialize, Serialize};

use crate::bounds::chapman_limits;
use crate::result::Interval;
use crate::table::CaptureTable;

/// Two lists taken alone, as if being on one did not change the chance to be on the other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PairEstimate {
    /// The two lists.
    pub lists: [String; 2],
    /// People on both.
    pub overlap: u64,
    /// Chapman's estimate of N; none where nobody is on both.
    pub estimate: Option<f64>,
    /// Its transformed-logit interval.
    pub interval: Option<Interval>,
}

/// Every pair of lists by Chapman's estimate (Chapman 1951; interval of Sadinle 2009), by rising estimate.
///
/// Estimates far apart tell which lists lead to one another (low) or shun one another (high); none of them is an answer.
/// `level` is that of the intervals, above 0.5 and below 1.
pub fn pairs(table: &CaptureTable, level: f64) -> Vec<PairEstimate> {
    let lists = table.lists();
    let mut found: Vec<PairEstimate> = (0..lists.len())
        .flat_map(|a| (a + 1..lists.len()).map(move |b| (a, b)))
        .map(|(a, b)| {
            let overlap = table.overlap(a, b);
            let (on_a, on_b, both) = (table.on_list(a) as f64, table.on_list(b) as f64, overlap as f64);
            let some = overlap > 0;
            let limits = some.then(|| chapman_limits(on_a - both, on_b - both, both, level));
            PairEstimate {
                lists: [lists[a].clone(), lists[b].clone()],
                overlap,
                estimate: some.then(|| (on_a + 1.0) * (on_b + 1.0) / (both + 1.0) - 1.0),
                interval: limits.map(|limits| limits.shifted(on_a + on_b - both)),
            }
        })
        .collect();
    found.sort_by(|a, b| {
        let key = |p: &PairEstimate| p.estimate.unwrap_or(f64::INFINITY);
        key(a).total_cmp(&key(b)).then_with(|| a.lists.cmp(&b.lists))
    });
    found
}

/// A lower bound of N from how many people are on exactly one, two, three and four lists.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChaoVariant {
    /// Which: `chao_1987`, `bias_corrected` or `improved`.
    pub name: String,
    /// The bound of N; none where a count that it divides by is zero.
    pub bound: Option<f64>,
}

/// Chao's lower bound in three variants, with `f_k` people on exactly `k` of `J` lists and `A = (J - 1) / J`:
/// `n + A f1^2 / (2 f2)` (Chao 1987), `n + A f1 (f1 - 1) / (2 (f2 + 1))` (bias-corrected, Chao 2005), and the improved bound
/// that adds `(J - 3)/(4 J) f3/f4 max(f1 - (J - 3)/(2 (J - 1)) f2 f3/f4, 0)` to the second (Chiu, Wang, Walther, Chao 2014).
pub fn chao_variants(table: &CaptureTable) -> Vec<ChaoVariant> {
    let lists = table.lists().len() as f64;
    let n = table.n() as f64;
    let [f1, f2, f3, f4] = [1, 2, 3, 4].map(|k| table.on_exactly(k) as f64);
    let share = (lists - 1.0) / lists;
    let corrected = n + share * f1 * (f1 - 1.0).max(0.0) / (2.0 * (f2 + 1.0));
    let more = if lists > 3.0 { (lists - 3.0) / lists } else { 0.0 };
    let improved = (f4 > 0.0 && more > 0.0).then(|| {
        let second = (f1 - (lists - 3.0) / (2.0 * (lists - 1.0)) * f2 * f3 / f4).max(0.0);
        corrected + more / 4.0 * f3 / f4 * second
    });
    let variant = |name: &str, bound| ChaoVariant { name: name.to_owned(), bound };
    vec![
        variant("chao_1987", (f2 > 0.0).then(|| n + share * f1 * f1 / (2.0 * f2))),
        variant("bias_corrected", Some(corrected)),
        variant("improved", improved),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::families::{Family, simulate_table};

    #[test]
    fn bounds_by_hand() {
        // f = 10, 4, 2, 1 on five lists: A = 0.8
        let names = (0..5).map(|j| format!("l{j}")).collect();
        let table = CaptureTable::new(names, [(1, 6), (2, 4), (5, 3), (24, 1), (7, 2), (15, 1)]).unwrap();
        let bounds: Vec<f64> = chao_variants(&table).iter().filter_map(|v| v.bound).collect();
        let expected = [17.0 + 0.8 * 100.0 / 8.0, 17.0 + 0.8 * 90.0 / 10.0, 17.0 + 7.2 + 0.1 * 2.0 * 8.0];
        for (found, exact) in bounds.iter().zip(expected) {
            assert!((found - exact).abs() < 1e-9, "{bounds:?}");
        }
    }

    #[test]
    fn pairs_of_independent_lists_agree() {
        let table = simulate_table(Family::Independent, 4, 20_000, 2).unwrap();
        let found = pairs(&table, 0.95);
        assert_eq!(found.len(), 6);
        let right = found.iter().filter(|p| p.interval.unwrap().contains(20_000.0)).count();
        assert!(right >= 5, "{found:?}");
    }
}
