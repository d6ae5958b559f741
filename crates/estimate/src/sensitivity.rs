//! What the answer would be under other assumptions, and how the lists fare where the truth is known.

use serde::{Deserialize, Serialize};

use crate::error::EstimateError;
use crate::graphs;
use crate::merge::merged;
use crate::options::Options;
use crate::result::{Interval, Outcome};
use crate::stream::{ln_gamma_draw, stream, unseen};
use crate::summary::Summary;
use crate::table::CaptureTable;
use crate::words::{Code, Warning, enumerate_names};

/// N under one value of an assumption that no data can check.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SensitivityPoint {
    /// The odds ratio of highest order among the lists; 1 for none.
    pub xi: f64,
    /// Median of N.
    pub estimate: f64,
    /// Limits of N.
    pub interval: Interval,
}

/// N with one list left out, or the known size of one list estimated from the others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListCheck {
    /// The list left out, or taken as the population.
    pub list: String,
    /// The truth, where it is known: people on the list.
    pub truth: Option<f64>,
    /// The average over graphs; none where it refuses.
    pub estimate: Option<f64>,
    /// Its limits.
    pub interval: Option<Interval>,
}

/// Most lists of the sensitivity curve: every cell must be likely to hold somebody.
const MOST_LISTS: usize = 4;
/// Draws a point of the curve.
const DRAWS: usize = 2_000;

/// N as a function of `xi`, the odds ratio of highest order (Aleshin-Guendel, Sadinle, Wakefield 2024): with `pi` the
/// chances of the observed cells, `r = prod_{odd cells} pi / prod_{even cells} pi`, the chance of being missed is
/// `r / (xi + r)`. The chances have a Jeffreys posterior, `Dirichlet(y + 1/2)`; with more than four lists the smallest
/// are merged first.
///
/// # Errors
/// As [`crate::estimate`].
pub fn sensitivity(
    table: &CaptureTable,
    xis: &[f64],
    options: &Options,
) -> Result<Vec<SensitivityPoint>, EstimateError> {
    options.check(table)?;
    let (table, _) = merged(table, MOST_LISTS);
    let n = table.n() as f64;
    let patterns: Vec<u64> = (1..1u64 << table.lists().len()).collect();
    let curve = xis.iter().map(|&xi| {
        let mut rng = stream(options.seed, 71, 0);
        let draws: Vec<f64> = (0..DRAWS)
            .map(|_| {
                // a ratio of as many odd cells as even ones and one more: the normaliser of the Dirichlet stays
                let logs: Vec<f64> =
                    patterns.iter().map(|&p| ln_gamma_draw(&mut rng, table.count(p) as f64 + 0.5)).collect();
                let top = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                let norm = top + logs.iter().map(|l| (l - top).exp()).sum::<f64>().ln();
                let log_ratio: f64 = patterns
                    .iter()
                    .zip(&logs)
                    .map(|(p, l)| if p.count_ones() % 2 == 1 { l - norm } else { norm - l })
                    .sum();
                let seen = xi / (xi + log_ratio.exp());
                n + unseen(&mut rng, n, seen.max(f64::MIN_POSITIVE))
            })
            .collect();
        let summary = Summary::of(&draws, options.level);
        SensitivityPoint {
            xi,
            estimate: summary.median,
            interval: Interval::new(summary.lower, summary.upper),
        }
    });
    Ok(curve.collect())
}

/// The average over graphs with each list left out in turn; people on no other list drop out with it.
///
/// # Errors
/// As [`crate::estimate`].
pub fn leave_one_out(table: &CaptureTable, options: &Options) -> Result<Vec<ListCheck>, EstimateError> {
    options.check(table)?;
    let lists = table.lists().len();
    let check = |j: usize| -> Result<ListCheck, EstimateError> {
        let keep: Vec<usize> = (0..lists).filter(|&other| other != j).collect();
        if keep.len() < 2 {
            return Ok(checked(table.lists()[j].clone(), None, None));
        }
        Ok(checked(table.lists()[j].clone(), None, Some(&table.only(&keep)?).map(|t| by_graphs(t, options))))
    };
    (0..lists).map(check).collect()
}

/// Each list taken as a population of known size and estimated from the other lists (Binette and Steorts 2022).
/// Good answers here do not prove the answer for the whole; bad ones cast doubt on it.
///
/// # Errors
/// As [`crate::estimate`].
pub fn internal_consistency(
    table: &CaptureTable,
    options: &Options,
) -> Result<Vec<ListCheck>, EstimateError> {
    options.check(table)?;
    let lists = table.lists().len();
    let check = |j: usize| -> Result<ListCheck, EstimateError> {
        let truth = Some(table.on_list(j) as f64);
        if lists < 3 {
            return Ok(checked(table.lists()[j].clone(), truth, None));
        }
        let (inner, _) = table.within(j)?;
        Ok(checked(table.lists()[j].clone(), truth, Some(by_graphs(&inner, options))))
    };
    (0..lists).map(check).collect()
}

/// Lists to which the people of one list are merged for the check: every graph on five takes milliseconds.
const MOST_CHECKED: usize = 5;
/// Lists with fewer people are no test of anything.
const FEWEST_CHECKED: u64 = 50;

/// Warns if the known sizes of lists are mostly missed by what the other lists say of them.
pub(crate) fn inconsistency(table: &CaptureTable, options: &Options) -> Option<Warning> {
    let checks = internal_consistency(table, options).ok()?;
    let names: Vec<(&str, bool)> = checks
        .iter()
        .filter(|check| check.truth.is_some_and(|truth| truth >= FEWEST_CHECKED as f64))
        .filter_map(|check| Some((check.list.as_str(), check.interval?.contains(check.truth?))))
        .collect();
    let missed: Vec<&str> = names.iter().filter(|(_, right)| !right).map(|&(name, _)| name).collect();
    if missed.len() < 2 || 2 * missed.len() < names.len() {
        return None;
    }
    let words = format!(
        "taken as populations of known size, {} of {} lists are not estimated rightly from the others ({}): capture differs between people or lists lead to one another in ways that simple models miss",
        missed.len(),
        names.len(),
        enumerate_names(&missed)
    );
    Some(Warning::new(Code::InternalInconsistency, words))
}

fn by_graphs(table: &CaptureTable, options: &Options) -> Option<Outcome> {
    crate::engine::refusal(table).is_none().then(|| graphs::estimate(&merged(table, MOST_CHECKED).0, options))
}

fn checked(list: String, truth: Option<f64>, outcome: Option<Option<Outcome>>) -> ListCheck {
    let outcome = outcome.flatten();
    let found = outcome.as_ref().and_then(Outcome::estimate);
    ListCheck { list, truth, estimate: found.map(|e| e.estimate), interval: found.map(|e| e.interval) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::families::{Family, simulate_table};

    #[test]
    fn the_unseen_fall_as_the_odds_ratio_rises() {
        let table = simulate_table(Family::Independent, 3, 2_000, 4).unwrap();
        let curve = sensitivity(&table, &[0.5, 1.0, 2.0], &Options::default()).unwrap();
        assert!(curve[1].interval.contains(2_000.0), "{curve:?}");
        let unseen: Vec<f64> = curve.iter().map(|p| p.estimate - table.n() as f64).collect();
        assert!(
            (unseen[0] / unseen[1] - 2.0).abs() < 0.2 && (unseen[1] / unseen[2] - 2.0).abs() < 0.2,
            "{unseen:?}"
        );
    }

    #[test]
    fn a_list_of_known_size_is_estimated() {
        let table = simulate_table(Family::Independent, 4, 3_000, 4).unwrap();
        let checks = internal_consistency(&table, &Options::default()).unwrap();
        let right = checks.iter().filter(|c| c.interval.unwrap().contains(c.truth.unwrap())).count();
        assert!(right >= 3, "{checks:?}");
        assert_eq!(leave_one_out(&table, &Options::default()).unwrap().len(), 4);
    }
}
