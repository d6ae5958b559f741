//! Hierarchical log-linear models averaged by BIC, with an interval that repeats the selection.

mod design;
mod existence;
mod fit;
mod hidden;
mod search;

use rayon::prelude::*;

use crate::graphs::poisson_range;
use crate::merge::merged;
use crate::options::Options;
use crate::result::{BicRow, Diagnostics, Estimate, Interval, Model, Outcome, PatternFit, Posterior};
use crate::stream::{Stream, normal, poisson, stream};
use crate::summary::{Summary, normal_quantile, quantile};
use crate::table::CaptureTable;
use crate::words::{Code, Reason, Warning};

use design::Cells;
use hidden::Hidden;
use search::{Average, average};

/// Most lists: beyond, the smallest are merged.
pub(crate) const MOST_LISTS: usize = 6;
/// Draws of a component of the combination.
const DRAWS: usize = 2_000;

/// The average over models on `table`, its interval by a BCa bootstrap (Efron 1987) in which each replicate repeats
/// the selection (Chan, Silverman, Vincent 2021).
pub(crate) fn estimate(table: &CaptureTable, options: &Options, progress: &(dyn Fn(f64) + Sync)) -> Outcome {
    let model = Model::Loglinear;
    let (table, merging) = merged(table, MOST_LISTS);
    let cells = Cells::new(&table);
    let order = options.loglinear.order;
    let found = average(&cells, order, false, true);
    let Some(centre) = found.log_unseen() else {
        let words = "no log-linear model has both an estimate and a total that these lists can tell";
        let code = if found.without_mle > 0 { Code::NoMle } else { Code::NotIdentifiable };
        return Outcome::Refusal { model, reason: Reason::new(code, words) };
    };
    let n = cells.n();
    let replicates = options.loglinear.replicates;
    let mut again: Vec<f64> = (0..replicates as u64)
        .into_par_iter()
        .map(|number| {
            let mut rng = stream(options.seed, 41, number);
            let copy = resampled(&cells, &mut rng);
            average(&copy, order, false, true).log_unseen().map_or(f64::INFINITY, f64::exp)
        })
        .collect();
    progress(0.8);
    again.sort_unstable_by(f64::total_cmp);
    let usable = again.iter().filter(|x| x.is_finite()).count();
    let unseen = centre.exp();
    let limits = if replicates >= 20 {
        let acceleration = acceleration(&cells, order, unseen);
        bca(&again, unseen, acceleration, options.level)
    } else {
        let draws = draws_of(&found, &mut stream(options.seed, 42, 0));
        let summary = Summary::of(&draws, options.level);
        [summary.lower, summary.upper]
    };
    let mut warnings = Vec::new();
    if let Some(words) = &merging {
        warnings.push(Warning::new(Code::ManyLists, words.clone()));
    }
    if found.without_mle > 0 {
        let words = format!(
            "{} well-fitting models have no maximum-likelihood estimate and were left out",
            found.without_mle
        );
        warnings.push(Warning::new(Code::NoMle, words));
    }
    if found.unidentifiable > 0 {
        let words = format!(
            "{} models were left out because these lists cannot tell their total",
            found.unidentifiable
        );
        warnings.push(Warning::new(Code::NotIdentifiable, words));
    }
    let upper = if limits[1] > 1e6 * n { f64::INFINITY } else { limits[1] };
    // a selection that flips between replicates can leave the estimate outside its own limits
    let undocumented_interval = Interval::new(limits[0].min(unseen), upper.max(unseen));
    if undocumented_interval.upper.is_none() {
        warnings.push(Warning::new(Code::NoUpperLimit, "the data set no upper limit under these models"));
    }
    let draws: Vec<f64> = if usable >= 20 {
        again.iter().filter(|x| x.is_finite()).map(|x| n + x).collect()
    } else {
        draws_of(&found, &mut stream(options.seed, 42, 0)).into_iter().map(|x| n + x).collect()
    };
    let rows = found.models.iter().take(12).map(|m| BicRow {
        formula: m.terms.formula(table.lists()),
        parameters: m.parameters,
        bic: m.bic,
        weight: m.weight,
        estimate: n + m.fit.log_unseen.exp(),
    });
    Outcome::Estimate(Box::new(Estimate {
        model,
        estimate: n + unseen,
        interval: undocumented_interval.shifted(n),
        level: options.level,
        estimated_undocumented: unseen,
        undocumented_interval,
        diagnostics: Diagnostics {
            formula: found.models.first().map(|m| m.terms.formula(table.lists())),
            bic: rows.collect(),
            models_considered: Some(found.considered),
            without_mle: Some(found.without_mle),
            unidentifiable: Some(found.unidentifiable),
            replicates: Some(usable),
            lists_used: merging,
            ..Diagnostics::default()
        },
        warnings,
        fitted: fitted(&cells, &found),
        fitted_lists: table.lists().to_vec(),
        posterior: Some(Posterior {
            density: Summary::of(&draws, options.level).density,
            draws,
            traces: Vec::new(),
        }),
    }))
}

/// A component of the combination: draws of n0 from log-normal laws about each model's estimate, models by weight.
#[derive(Debug, Clone)]
pub(crate) struct Component {
    pub(crate) draws: Vec<f64>,
    /// `sum_m exp(-BIC_m / 2)` on the log scale: comparable between components on one table.
    pub(crate) log_evidence: f64,
}

/// The components of the combination on `table`, where they can be fitted: pair models, pair models with heterogeneity, and
/// pair models of people of whom a part is hidden.
pub(crate) fn components(table: &CaptureTable, seed: u64) -> [Option<Component>; 3] {
    let (table, _) = merged(table, MOST_LISTS);
    let cells = Cells::new(&table);
    let averages = [false, true].map(|heterogeneity| average(&cells, 2, heterogeneity, true));
    let hidden = Hidden::new(&cells, &averages[0]).map(|hidden| Component {
        draws: hidden.draws(DRAWS, &mut stream(seed, 43, 2)),
        log_evidence: hidden.log_evidence,
    });
    let component = |at: usize| {
        let best = averages[at].models.first()?;
        let draws = draws_of(&averages[at], &mut stream(seed, 43, at as u64));
        Some(Component { draws, log_evidence: -0.5 * best.bic - best.weight.ln() })
    };
    [component(0), component(1), hidden]
}

fn draws_of(found: &Average, rng: &mut Stream) -> Vec<f64> {
    (0..DRAWS)
        .map(|i| {
            // stratified over models, so that weights are met to one in two thousand
            let goal = (i as f64 + 0.5) / DRAWS as f64;
            let mut sum = 0.0;
            let model = found.models.iter().find(|m| {
                sum += m.weight;
                sum >= goal
            });
            let fit = model.or(found.models.last()).map(|m| &m.fit);
            fit.map_or(0.0, |fit| (fit.log_unseen + fit.error.min(20.0) * normal(rng)).exp())
        })
        .collect()
}

/// People drawn again with replacement, as Poisson counts.
fn resampled(cells: &Cells, rng: &mut Stream) -> Cells {
    let counts = cells.counts.iter().map(|&y| poisson(rng, y)).collect();
    Cells { lists: cells.lists, counts }
}

/// Acceleration of BCa by the jackknife over people: one fit a cell, weighted by its count.
fn acceleration(cells: &Cells, order: u32, unseen: f64) -> f64 {
    let influence: Vec<(f64, f64)> = (0..cells.counts.len())
        .into_par_iter()
        .filter(|&at| cells.counts[at] > 0.0)
        .map(|at| {
            let mut less = cells.clone();
            less.counts[at] -= 1.0;
            let without = average(&less, order, false, false).log_unseen().map_or(unseen, f64::exp);
            (cells.counts[at], without)
        })
        .collect();
    let people: f64 = influence.iter().map(|(y, _)| y).sum();
    let mean = influence.iter().map(|(y, x)| y * x).sum::<f64>() / people;
    let square: f64 = influence.iter().map(|(y, x)| y * (mean - x).powi(2)).sum();
    let cube: f64 = influence.iter().map(|(y, x)| y * (mean - x).powi(3)).sum();
    if square > 0.0 { cube / (6.0 * square.powf(1.5)) } else { 0.0 }
}

/// Bias-corrected and accelerated limits from sorted replicates.
fn bca(sorted: &[f64], estimate: f64, acceleration: f64, level: f64) -> [f64; 2] {
    let count = sorted.len() as f64;
    let below = sorted.iter().filter(|&&x| x < estimate).count() as f64;
    let bias = normal_quantile(((below + 0.5) / (count + 1.0)).clamp(0.01, 0.99));
    let tail = (1.0 - level) / 2.0;
    [tail, 1.0 - tail].map(|p| {
        let z = bias + normal_quantile(p);
        let moved = bias + z / (1.0 - acceleration * z).max(0.1);
        let share =
            statrs::distribution::ContinuousCDF::cdf(&statrs::distribution::Normal::standard(), moved);
        quantile(sorted, share)
    })
}

fn fitted(cells: &Cells, found: &Average) -> Vec<PatternFit> {
    let Some(best) = found.models.first() else { return Vec::new() };
    let design = design::Design::new(cells, &best.terms);
    let mut expected = best.fit.expected.iter();
    let mut fits: Vec<PatternFit> = (1u64..)
        .zip(&cells.counts)
        .map(|(pattern, &count)| {
            let kept = design.dropped == 0
                || !best.terms.interactions.iter().any(|&t| t & !pattern == 0 && empty(cells, t));
            let expected = if kept { expected.next().copied().unwrap_or(0.0) } else { 0.0 };
            PatternFit { pattern, observed: count as u64, expected, replicated: poisson_range(expected) }
        })
        .collect();
    fits.sort_by_key(|fit| (std::cmp::Reverse(fit.observed), fit.pattern));
    fits.truncate(20);
    fits
}

fn empty(cells: &Cells, set: u64) -> bool {
    (1u64..).zip(&cells.counts).all(|(pattern, &count)| count == 0.0 || pattern & set != set)
}
