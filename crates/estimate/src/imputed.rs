//! Missing stratum labels: sampled several times, each copy estimated, the copies combined.

use rand_distr::{Binomial, Distribution};
use serde::{Deserialize, Serialize};
use statrs::distribution::{ContinuousCDF, StudentsT};

use crate::engine::Progress;
use crate::error::EstimateError;
use crate::options::Options;
use crate::result::{Interval, Model, Outcome};
use crate::strata::{StrataReport, estimate_strata};
use crate::stream::{Stream, derived_seed, ln_gamma_draw, stream};
use crate::summary::normal_quantile;
use crate::table::CaptureTable;

/// People's worth of the strata's overall shares that each pattern's own shares are mixed with.
const SMOOTHING: f64 = 1.0;
/// An unseen number of zero stands as this in logarithms, as in verdata.
const NOBODY: f64 = 0.1;

/// Strata and their total over copies of the data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImputedReport {
    /// Copies made.
    pub copies: usize,
    /// Each stratum under each model that gave an estimate in at least two copies.
    pub strata: Vec<ImputedTotal>,
    /// The total under each model.
    pub totals: Vec<ImputedTotal>,
}

/// One number combined over copies.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImputedTotal {
    /// The stratum, or `total`.
    pub name: String,
    /// The model.
    pub model: Model,
    /// Mean number documented.
    pub documented: f64,
    /// Mean over copies of the mean of N.
    pub estimate: f64,
    /// Of N.
    pub interval: Interval,
    /// Copies that gave an estimate.
    pub copies: usize,
    /// Share of the variance of log n0 that lies between copies: what the missing labels cost.
    pub between_share: f64,
}

/// Copies of `strata` in which the people of `unlabelled`, whose stratum is unknown, are dealt out.
///
/// A person's stratum is drawn given the lists that hold them: for each pattern, from a Dirichlet posterior of the shares
/// of the strata among people of that pattern whose stratum is known, mixed with one person's worth of the overall
/// shares. That supposes labels missing at random given the lists.
///
/// # Errors
/// No strata.
pub fn impute_strata(
    strata: &[(String, CaptureTable)],
    unlabelled: &CaptureTable,
    copies: usize,
    seed: u64,
) -> Result<Vec<Vec<(String, CaptureTable)>>, EstimateError> {
    if strata.is_empty() {
        return Err(EstimateError::NoTables);
    }
    let mut names: Vec<String> = Vec::new();
    for name in strata.iter().flat_map(|(_, table)| table.lists()).chain(unlabelled.lists()) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    let known: Vec<Vec<(u64, u64)>> = strata.iter().map(|(_, table)| renamed(table, &names)).collect();
    let sizes: Vec<f64> = strata.iter().map(|(_, table)| table.n() as f64).collect();
    let whole: f64 = sizes.iter().sum();
    (0..copies as u64)
        .map(|copy| {
            let mut rng = stream(seed, 35, copy);
            let mut cells = known.clone();
            for (pattern, count) in renamed(unlabelled, &names) {
                let logs: Vec<f64> = known
                    .iter()
                    .zip(&sizes)
                    .map(|(own, size)| {
                        let same =
                            own.iter().filter(|cell| cell.0 == pattern).map(|cell| cell.1).sum::<u64>();
                        let shape = same as f64 + SMOOTHING * (size / whole).max(1e-6);
                        ln_gamma_draw(&mut rng, shape)
                    })
                    .collect();
                for (own, people) in cells.iter_mut().zip(dealt(&mut rng, count, &logs)) {
                    own.push((pattern, people));
                }
            }
            let tables = strata
                .iter()
                .zip(cells)
                .map(|((name, _), cells)| Ok((name.clone(), CaptureTable::new(names.clone(), cells)?)));
            tables.collect()
        })
        .collect()
}

/// Cells by the positions of `names`.
fn renamed(table: &CaptureTable, names: &[String]) -> Vec<(u64, u64)> {
    let place: Vec<usize> =
        table.lists().iter().filter_map(|list| names.iter().position(|name| name == list)).collect();
    let moved =
        |pattern: u64| place.iter().enumerate().fold(0, |out, (j, &to)| out | (pattern >> j & 1) << to);
    table.cells().iter().map(|&(pattern, count)| (moved(pattern), count)).collect()
}

/// Deals `people` out in proportion to `e^logs`, by successive binomials.
fn dealt(rng: &mut Stream, people: u64, logs: &[f64]) -> Vec<u64> {
    let top = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let parts: Vec<f64> = logs.iter().map(|log| (log - top).exp()).collect();
    let mut left = people;
    let mut out = vec![0; parts.len()];
    for at in 0..parts.len() {
        let tail: f64 = parts[at..].iter().sum();
        let share = if tail > 0.0 { (parts[at] / tail).min(1.0) } else { 0.0 };
        let taken = if at + 1 == parts.len() {
            left
        } else {
            Binomial::new(left, share).map_or(0, |law| law.sample(rng))
        };
        out[at] = taken;
        left -= taken;
    }
    out
}

/// Estimates every copy as [`estimate_strata`] does, and combines strata and totals with [`combine_copies`].
///
/// # Errors
/// As [`estimate_strata`]; no copies.
pub fn estimate_imputed(
    copies: &[Vec<(String, CaptureTable)>],
    options: &Options,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<ImputedReport, EstimateError> {
    let Some(first) = copies.first() else { return Err(EstimateError::NoTables) };
    let mut reports: Vec<StrataReport> = Vec::with_capacity(copies.len());
    for (at, copy) in copies.iter().enumerate() {
        let own = Options { seed: derived_seed(options.seed, 1_000 + at as u64), ..options.clone() };
        let part = format!("copy {} of {}", at + 1, copies.len());
        reports.push(estimate_strata(copy, &own, &|p| progress(Progress { part: Some(part.clone()), ..p }))?);
    }
    let combined = |name: &str,
                    model: Model,
                    outcomes: Vec<(f64, Option<&Outcome>)>|
     -> Option<ImputedTotal> {
        let parts: Vec<(f64, &[f64])> = outcomes
            .into_iter()
            .filter_map(|(n, outcome)| Some((n, outcome?.estimate()?.posterior.as_ref()?.draws.as_slice())))
            .collect();
        combine_copies(name, model, &parts, options.level)
    };
    let (mut strata, mut totals) = (Vec::new(), Vec::new());
    for &model in &options.models {
        for (at, (name, _)) in first.iter().enumerate() {
            let own = reports.iter().map(|report| {
                let stratum = &report.strata[at].report;
                (stratum.documented as f64, stratum.outcome(model))
            });
            strata.extend(combined(name, model, own.collect()));
        }
        let whole = reports.iter().map(|report| {
            (report.documented as f64, report.totals.iter().find(|outcome| outcome.model() == model))
        });
        totals.extend(combined("total", model, whole.collect()));
    }
    Ok(ImputedReport { copies: copies.len(), strata, totals })
}

/// Combines draws of N over copies of the data, as verdata combines its replicates.
///
/// Each of `copies` is the number documented and draws of N. On the scale of log n0 (0 as 0.1): `W` the mean variance
/// within copies, `B` the variance of their means, `T = W + (R + 1)/R B`, `(R - 1) (1 + W/((R + 1) B))^2` degrees of
/// freedom, and the interval `exp(mean +- t sqrt(T))` plus the mean documented. None for fewer than two copies; the rule is
/// made for ten or more.
pub fn combine_copies(
    name: &str,
    model: Model,
    copies: &[(f64, &[f64])],
    level: f64,
) -> Option<ImputedTotal> {
    let r = copies.len() as f64;
    if copies.len() < 2 || copies.iter().any(|(_, draws)| draws.is_empty()) {
        return None;
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let spread = |values: &[f64]| {
        let centre = mean(values);
        values.iter().map(|x| (x - centre).powi(2)).sum::<f64>() / (values.len() as f64 - 1.0).max(1.0)
    };
    let logs: Vec<Vec<f64>> = copies
        .iter()
        .map(|(n, draws)| draws.iter().map(|total| (total - n).max(NOBODY).ln()).collect())
        .collect();
    let middles: Vec<f64> = logs.iter().map(|own| mean(own)).collect();
    let within = mean(&logs.iter().map(|own| spread(own)).collect::<Vec<_>>());
    let between = spread(&middles);
    let total = within + (r + 1.0) / r * between;
    let documented = mean(&copies.iter().map(|(n, _)| *n).collect::<Vec<_>>());
    let unseen = mean(&copies.iter().map(|(n, draws)| mean(draws) - n).collect::<Vec<_>>());
    let place = 0.5 + level / 2.0;
    let freedom = if between > 0.0 {
        (r - 1.0) * (1.0 + within / ((r + 1.0) * between)).powi(2)
    } else {
        f64::INFINITY
    };
    let t = if freedom < 1e6 {
        StudentsT::new(0.0, 1.0, freedom).map_or(f64::NAN, |law| law.inverse_cdf(place))
    } else {
        normal_quantile(place)
    };
    let (centre, reach) = (mean(&middles), t * total.sqrt());
    Some(ImputedTotal {
        name: name.to_owned(),
        model,
        documented,
        estimate: documented + unseen,
        interval: Interval::new(documented + (centre - reach).exp(), documented + (centre + reach).exp()),
        copies: copies.len(),
        between_share: if total > 0.0 { (r + 1.0) / r * between / total } else { 0.0 },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::families::{Family, simulate_table};
    use crate::stream::normal;

    #[test]
    fn nobody_is_lost_and_shares_follow_the_lists() {
        let names: Vec<String> = ["a", "b"].map(str::to_owned).to_vec();
        let of = |cells: [(u64, u64); 3]| CaptureTable::new(names.clone(), cells).unwrap();
        let strata = [
            ("north".to_owned(), of([(1, 900), (2, 10), (3, 50)])),
            ("south".to_owned(), of([(1, 100), (2, 990), (3, 50)])),
        ];
        let unlabelled = of([(1, 200), (2, 100), (3, 10)]);
        let copies = impute_strata(&strata, &unlabelled, 40, 3).unwrap();
        let mut north = 0.0;
        for copy in &copies {
            assert_eq!(copy.iter().map(|(_, t)| t.n()).sum::<u64>(), 2_100 + 310);
            north += (copy[0].1.count(1) - 900) as f64 / 40.0;
        }
        assert!((north - 180.0).abs() < 4.0, "nine in ten of 200: {north}");
    }

    #[test]
    fn copies_of_one_law_give_its_interval() {
        let mut rng = stream(1, 0, 0);
        let draws: Vec<f64> = (0..20_000).map(|_| 100.0 + (5.0 + 0.2 * normal(&mut rng)).exp()).collect();
        let same: Vec<(f64, &[f64])> = vec![(100.0, &draws[..]); 10];
        let found = combine_copies("x", Model::Lcm, &same, 0.95).unwrap();
        let exact = [100.0 + (5.0f64 - 0.2 * 1.959_964).exp(), 100.0 + (5.0f64 + 0.2 * 1.959_964).exp()];
        assert!((found.interval.lower / exact[0] - 1.0).abs() < 0.01, "{found:?}");
        assert!((found.interval.upper.unwrap() / exact[1] - 1.0).abs() < 0.01, "{found:?}");
        assert!(found.between_share < 1e-9);
        let apart: Vec<f64> = draws.iter().map(|x| 100.0 + 1.5 * (x - 100.0)).collect();
        let two: Vec<(f64, &[f64])> =
            (0..10).map(|i| (100.0, if i % 2 == 0 { &draws[..] } else { &apart[..] })).collect();
        let wider = combine_copies("x", Model::Lcm, &two, 0.95).unwrap();
        assert!(wider.between_share > 0.3 && wider.interval.lower < found.interval.lower * 1.05, "{wider:?}");
    }

    #[test]
    fn imputed_strata_find_the_truth() {
        let one = simulate_table(Family::Independent, 3, 900, 5).unwrap();
        let two = simulate_table(Family::Independent, 3, 1_500, 6).unwrap();
        // a tenth of the second stratum loses its label
        let cut = |table: &CaptureTable, lost: bool| {
            let cells = table.cells().iter().map(|&(p, c)| (p, if lost { c / 10 } else { c - c / 10 }));
            CaptureTable::new(table.lists().to_vec(), cells).unwrap()
        };
        let strata = [("a".to_owned(), one), ("b".to_owned(), cut(&two, false))];
        let copies = impute_strata(&strata, &cut(&two, true), 10, 2).unwrap();
        let options = Options { models: vec![Model::Graphs], ..Options::default() };
        let report = estimate_imputed(&copies, &options, &|_| ()).unwrap();
        assert_eq!((report.copies, report.strata.len(), report.totals.len()), (10, 2, 1));
        assert!(report.totals[0].interval.contains(2_400.0), "{:?}", report.totals[0]);
        assert!(report.totals[0].between_share < 0.5);
    }
}
