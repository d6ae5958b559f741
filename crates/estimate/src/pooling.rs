//! Partial pooling between strata: small strata borrow from the others how many are missed for each that is seen.
//!
//! The log of the unseen for each seen, `y_s = log((n0 + 1/2) / n)`, is taken as normal about a stratum's own `theta_s`
//! with the spread of its own draws, and `theta_s` as normal about a common mean with standard deviation `tau`: the
//! random-effects model of Rubin 1981 (Gelman and others 2013, "Bayesian Data Analysis", section 5.4), `tau` summed
//! over a grid under a half-normal prior of scale 1. Strata that say much hardly move; strata that could not be estimated
//! at all get the law of a new stratum.

use serde::{Deserialize, Serialize};

use crate::result::{Interval, Model, Outcome};
use crate::strata::StrataReport;
use crate::stream::{normal, stream, uniform};
use crate::summary::{Summary, quantile};

/// Draws of the pooled posterior.
const DRAWS: usize = 4_000;
/// Points of the grid of `tau`, and its end: e^3 to and fro between strata.
const GRID: (usize, f64) = (60, 3.0);
/// Fewer strata than this say nothing of how strata differ.
const FEWEST: usize = 3;

/// One stratum after pooling.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PooledStratum {
    /// Its name.
    pub name: String,
    /// People on at least one list.
    pub documented: u64,
    /// Median of N.
    pub estimate: f64,
    /// Limits of N.
    pub interval: Interval,
    /// Share of the answer that is its own, 0 for a stratum that had no estimate, 1 for one that borrows nothing.
    pub own_share: f64,
}

/// Strata after pooling, and their total.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PooledStrata {
    /// The model whose estimates were pooled.
    pub model: Model,
    /// In the order given.
    pub strata: Vec<PooledStratum>,
    /// Median of the total, strata without an estimate of their own included.
    pub estimate: f64,
    /// Limits of the total, from joint draws.
    pub interval: Interval,
    /// Posterior median of `tau`: how far strata differ, on the scale of logarithms.
    pub spread: f64,
}

/// Pools the estimates of `model` in `report` at `level`; none if fewer than three strata have one.
pub fn pool_strata(report: &StrataReport, model: Model, level: f64, seed: u64) -> Option<PooledStrata> {
    let laws: Vec<Option<(f64, f64)>> =
        report.strata.iter().map(|s| law(s.report.outcome(model)?, s.report.documented)).collect();
    let known: Vec<(f64, f64)> = laws.iter().flatten().copied().collect();
    if known.len() < FEWEST {
        return None;
    }
    let grid: Vec<f64> = (0..GRID.0).map(|i| GRID.1 * (i as f64 + 0.5) / GRID.0 as f64).collect();
    let heights: Vec<f64> = grid.iter().map(|&tau| log_height(&known, tau)).collect();
    let top = heights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let total: f64 = heights.iter().map(|h| (h - top).exp()).sum();
    let mut rng = stream(seed, 33, model as u64);
    let mut taus = Vec::with_capacity(DRAWS);
    let mut unseen: Vec<Vec<f64>> = vec![Vec::with_capacity(DRAWS); laws.len()];
    for _ in 0..DRAWS {
        let goal = uniform(&mut rng) * total;
        let mut sum = 0.0;
        let at = heights.iter().position(|h| {
            sum += (h - top).exp();
            sum >= goal
        });
        let tau = grid[at.unwrap_or(GRID.0 - 1)];
        let (centre, precision) = centre(&known, tau);
        let mean = centre + normal(&mut rng) / precision.sqrt();
        for ((law, stratum), draws) in laws.iter().zip(&report.strata).zip(&mut unseen) {
            let (at, variance) = match law {
                Some((y, v)) => {
                    let precision = 1.0 / v + 1.0 / (tau * tau);
                    ((y / v + mean / (tau * tau)) / precision, 1.0 / precision)
                }
                None => (mean, tau * tau),
            };
            let ratio = (at + variance.sqrt() * normal(&mut rng)).exp();
            draws.push((stratum.report.documented as f64 * ratio - 0.5).max(0.0));
        }
        taus.push(tau);
    }
    taus.sort_unstable_by(f64::total_cmp);
    let spread = quantile(&taus, 0.5);
    let strata = report.strata.iter().zip(&laws).zip(&unseen).map(|((stratum, law), draws)| {
        let n = stratum.report.documented as f64;
        let summary = Summary::of(draws, level);
        PooledStratum {
            name: stratum.name.clone(),
            documented: stratum.report.documented,
            estimate: n + summary.median,
            interval: Interval::new(n + summary.lower, n + summary.upper),
            own_share: law.map_or(0.0, |(_, v)| spread * spread / (spread * spread + v)),
        }
    });
    let totals: Vec<f64> = (0..DRAWS)
        .map(|i| report.documented as f64 + unseen.iter().map(|draws| draws[i]).sum::<f64>())
        .collect();
    let summary = Summary::of(&totals, level);
    Some(PooledStrata {
        model,
        strata: strata.collect(),
        estimate: summary.median,
        interval: Interval::new(summary.lower, summary.upper),
        spread,
    })
}

/// Middle and variance of `log((n0 + 1/2) / n)`, from the middle and the 16 % and 84 % points: tails without a limit count
/// for no more than they say.
fn law(outcome: &Outcome, documented: u64) -> Option<(f64, f64)> {
    let estimate = outcome.estimate()?;
    let n = documented as f64;
    let mut logs: Vec<f64> = estimate
        .posterior
        .as_ref()?
        .draws
        .iter()
        .map(|total| (((total - n).max(0.0) + 0.5) / n).ln())
        .collect();
    logs.sort_unstable_by(f64::total_cmp);
    let [low, middle, high] = [0.16, 0.5, 0.84].map(|p| quantile(&logs, p));
    let sd = (high - low) / 2.0;
    (n > 0.0 && middle.is_finite() && sd.is_finite()).then(|| (middle, (sd * sd).max(1e-6)))
}

/// Precision-weighted mean of the strata, and its precision, given `tau`.
fn centre(known: &[(f64, f64)], tau: f64) -> (f64, f64) {
    let weight = |v: f64| 1.0 / (v + tau * tau);
    let precision: f64 = known.iter().map(|&(_, v)| weight(v)).sum();
    (known.iter().map(|&(y, v)| y * weight(v)).sum::<f64>() / precision, precision)
}

/// Log posterior density of `tau`, the common mean integrated out.
fn log_height(known: &[(f64, f64)], tau: f64) -> f64 {
    let (centre, precision) = centre(known, tau);
    let own: f64 = known
        .iter()
        .map(|&(y, v)| {
            let variance = v + tau * tau;
            -0.5 * (variance.ln() + (y - centre).powi(2) / variance)
        })
        .sum();
    own - 0.5 * precision.ln() - 0.5 * tau * tau
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::families::{Family, simulate_table};
    use crate::options::Options;
    use crate::strata::estimate_strata;
    use crate::table::CaptureTable;

    #[test]
    fn small_strata_borrow_and_large_ones_keep_their_own() {
        // one law of capture, so the strata differ by chance alone: the same seed makes the same world
        let world = simulate_table(Family::Independent, 3, 12_000, 8).unwrap();
        let mut strata = vec![("large".to_owned(), world.clone())];
        let thinned = |part: u64| {
            let cells = world.cells().iter().map(|&(pattern, count)| (pattern, count / part));
            CaptureTable::new(world.lists().to_vec(), cells).unwrap()
        };
        for (at, part) in [90, 120, 150, 180].into_iter().enumerate() {
            strata.push((format!("small {at}"), thinned(part)));
        }
        let few = CaptureTable::new(world.lists().to_vec(), [(1, 3), (2, 2)]).unwrap();
        strata.push(("few".to_owned(), few));
        let options = Options { models: vec![Model::Graphs], ..Options::default() };
        let report = estimate_strata(&strata, &options, &|_| ()).unwrap();
        let pooled = pool_strata(&report, Model::Graphs, 0.95, 1).unwrap();
        let width = |i: Interval| (i.upper.unwrap() / i.lower).ln();
        let alone = |at: usize| report.strata[at].report.models[0].estimate().unwrap().interval;
        assert!((width(pooled.strata[0].interval) / width(alone(0)) - 1.0).abs() < 0.15);
        for at in 1..5 {
            assert!(width(pooled.strata[at].interval) < width(alone(at)), "{:?}", pooled.strata[at]);
        }
        assert_eq!(pooled.strata[5].own_share, 0.0);
        assert!(pooled.strata[0].own_share > pooled.strata[4].own_share);
        assert!(pooled.interval.contains(12_000.0 * 1.04), "{:?}", pooled.interval);
    }

    #[test]
    fn two_strata_are_not_pooled() {
        let table = simulate_table(Family::Independent, 3, 500, 5).unwrap();
        let strata = [("a".to_owned(), table.clone()), ("b".to_owned(), table)];
        let options = Options { models: vec![Model::Graphs], ..Options::default() };
        let report = estimate_strata(&strata, &options, &|_| ()).unwrap();
        assert_eq!(pool_strata(&report, Model::Graphs, 0.95, 1), None);
    }
}
