//! Exact average over decomposable graphs (Madigan and York 1997, "Bayesian methods for estimation of the size of a
//! closed population", Biometrika 84), with a hyper-Dirichlet prior and `p(N) ~ 1/N`.
//!
//! For a subset A of the lists, `delta` pseudo-counts a cell of the full table, and the unseen in the all-zero cell:
//!
//! ```text
//! h(A) = Gamma(delta 2^p) / Gamma(N + delta 2^p)
//!        prod_a Gamma(n_A(a) + delta 2^(p - |A|)) / Gamma(delta 2^(p - |A|))
//! p(y, n0 | G) ~ N!/n0! prod_cliques h(C) / prod_separators h(S)
//! ```
//!
//! Only the all-zero cell of a margin moves with n0, so each margin is one row over a grid of n0 and each graph a sum
//! of a few rows.

mod decomposable;
mod search;

use statrs::function::gamma::ln_gamma;

use crate::merge::merged;
use crate::options::Options;
use crate::prior_check::prior_dominated;
use crate::result::{Diagnostics, Estimate, Interval, Model, Outcome, PatternFit, Posterior, Share};
use crate::summary::Summary;
use crate::table::{CaptureTable, project};
use crate::words::{Code, Reason, Warning};

use decomposable::{Graph, all_graphs};

/// Most lists: beyond, the smallest are merged.
const MOST_LISTS: usize = 7;
/// Most lists whose graphs are all averaged over.
const ALL_GRAPHS: usize = decomposable::MOST;
/// Decomposable graphs on seven lists (OEIS A048192, labelled chordal graphs).
const GRAPHS_ON_SEVEN: usize = 617_675;
/// Of more lists the best graphs are looked for: neighbours of every graph this many nats below the best ...
const WINDOW: f64 = 12.0;
/// ... until so many graphs were weighed.
const WEIGHED: usize = 60_000;
/// Ratio of neighbouring points of the first grid.
const COARSE: f64 = 1.03;
/// Graphs this many nats below the best at their best are left out of the second grid.
const NEGLIGIBLE: f64 = 25.0;
/// Share of the mass that graphs left out of the second grid hold together.
const DROPPED: f64 = 1e-5;
/// Points of the second grid at most.
const FINE: usize = 6_000;
/// Draws that stand for the posterior.
const DRAWS: usize = 2_000;

/// The posterior of N averaged over graphs.
pub(crate) fn estimate(table: &CaptureTable, options: &Options) -> Outcome {
    let model = Model::Graphs;
    let (table, merging) = merged(table, MOST_LISTS);
    let lists = table.lists().len();
    let delta = if options.graphs.delta > 0.0 { options.graphs.delta } else { 0.5_f64.powi(lists as i32) };
    let margins = Margins::new(&table, delta);
    let n = table.n() as f64;
    let coarse = geometric_grid(0.0, (n * 1e5).max(1e7), COARSE);
    let rows = margins.rows(&coarse);
    let mut heights = Vec::new();
    let mut top = |graph: &Graph| {
        fill_heights(&rows, graph, &mut heights);
        heights.iter().copied().fold(f64::NEG_INFINITY, f64::max)
    };
    let found: Vec<Graph>;
    let mut part = None;
    let graphs = if lists <= ALL_GRAPHS {
        all_graphs(lists)
    } else {
        let (best, whole) = search::best_first(lists, WINDOW, WEIGHED, &mut top);
        part = Some(part_of_the_graphs(best.len(), whole));
        found = best;
        &found
    };
    let tops: Vec<f64> = graphs.iter().map(top).collect();
    let takes_part = |at: usize| options.graphs.complete || !graphs[at].is_complete();
    let best =
        (0..graphs.len()).filter(|&at| takes_part(at)).map(|at| tops[at]).fold(f64::NEG_INFINITY, f64::max);
    if !best.is_finite() {
        let words = "the average over graphs could not be computed from these counts";
        return Outcome::Refusal { model, reason: Reason::new(Code::NumericalFailure, words) };
    }
    let near: Vec<usize> =
        (0..graphs.len()).filter(|&at| takes_part(at) && tops[at] > best - NEGLIGIBLE).collect();
    let (kept, coarse_mass) = those_that_matter(&coarse, &rows, graphs, &near, best);
    let fine = fine_grid(&coarse, &coarse_mass);
    let coarse_rows = rows;
    let rows = margins.rows(&fine);
    let mut mass = vec![0.0; fine.points.len()];
    let mut shares: Vec<(usize, f64, f64)> = Vec::new();
    for &at in &kept {
        let (mut own, mut mean) = (0.0, 0.0);
        fill_heights(&rows, &graphs[at], &mut heights);
        for (i, sum) in mass.iter_mut().enumerate() {
            let here = (heights[i] - best).exp() * fine.widths[i];
            *sum += here;
            own += here;
            mean += here * fine.points[i];
        }
        shares.push((at, own, mean / own));
    }
    let total: f64 = mass.iter().sum();
    let complete = graphs.iter().position(Graph::is_complete).map(|at| {
        fill_heights(&coarse_rows, &graphs[at], &mut heights);
        let own: f64 =
            heights.iter().zip(&coarse.widths).map(|(height, width)| (height - best).exp() * width).sum();
        if options.graphs.complete { own / total } else { own / (own + total) }
    });
    shares.sort_by(|a, b| b.1.total_cmp(&a.1));
    let draws: Vec<f64> = quantiles(&fine, &mass, DRAWS).into_iter().map(|n0| n + n0).collect();
    let at = |p: f64| n + quantile(&fine, &mass, total, p);
    let tail = (1.0 - options.level) / 2.0;
    let (estimate, interval) = (at(0.5), Interval::new(at(tail), at(1.0 - tail)));
    let mut warnings = Vec::new();
    if let Some(words) = &merging {
        warnings.push(Warning::new(Code::ManyLists, words.clone()));
    }
    if let Some(words) = part {
        warnings.push(Warning::new(Code::PartOfModels, words));
    }
    if complete.is_some_and(|weight| weight > 0.5) && !options.graphs.complete {
        let words = "the graph that joins all lists, under which these lists say nothing of the unseen, fits best; it is left out, and the interval rests on simpler graphs";
        warnings.push(Warning::new(Code::CompleteGraph, words));
    }
    warnings.extend(prior_dominated(&draws, options.level));
    let weights = shares.iter().take(12).map(|&(at, own, mean)| Share {
        name: graphs[at].formula(table.lists()),
        weight: own / total,
        estimate: Some(n + mean),
        interval: None,
    });
    Outcome::Estimate(Box::new(Estimate {
        model,
        estimate,
        interval,
        level: options.level,
        estimated_undocumented: estimate - n,
        undocumented_interval: interval.shifted(-n),
        diagnostics: Diagnostics {
            formula: shares.first().map(|&(at, ..)| graphs[at].formula(table.lists())),
            weights: weights.collect(),
            complete_graph_weight: complete,
            models_considered: Some(graphs.len()),
            lists_used: merging,
            ..Diagnostics::default()
        },
        warnings,
        posterior: Some(Posterior {
            density: Summary::of(&draws, options.level).density,
            traces: Vec::new(),
            draws,
        }),
        fitted: fitted(&table, &graphs[shares[0].0], estimate - n),
        fitted_lists: table.lists().to_vec(),
    }))
}

/// What was done with too many graphs, in words.
fn part_of_the_graphs(weighed: usize, whole: bool) -> String {
    let end = if whole {
        "whatever is left out stands far behind the best"
    } else {
        "the search was ended there, and others may fit as well"
    };
    format!(
        "the average is over {weighed} of the {GRAPHS_ON_SEVEN} decomposable graphs on seven lists, looked for from good ones to their neighbours; {end}"
    )
}

/// Points of n0 and how many integers each stands for.
struct Grid {
    points: Vec<f64>,
    widths: Vec<f64>,
}

/// All integers from `low` while they are closer than `ratio`, then integers in steps of `ratio`.
fn geometric_grid(low: f64, high: f64, ratio: f64) -> Grid {
    let mut points = vec![low.floor()];
    let mut here = low.floor();
    while here < high {
        here = (here + 1.0).max((here * ratio).floor());
        points.push(here);
    }
    let last = points.len() - 1;
    let widths = (0..=last)
        .map(|i| {
            let below = if i == 0 { 0.5 } else { (points[i] - points[i - 1]) / 2.0 };
            let above = if i == last { 0.5 } else { (points[i + 1] - points[i]) / 2.0 };
            below + above
        })
        .collect();
    Grid { points, widths }
}

/// The graphs of `near` that hold all but [`DROPPED`] of the mass on the first grid, in their order, and that mass at
/// each of its points.
fn those_that_matter(
    coarse: &Grid,
    rows: &[Vec<f64>],
    graphs: &[Graph],
    near: &[usize],
    best: f64,
) -> (Vec<usize>, Vec<f64>) {
    let mut mass: Vec<f64> = vec![0.0; coarse.points.len()];
    let mut heights = Vec::new();
    let mut own: Vec<(f64, usize)> = near
        .iter()
        .map(|&at| {
            fill_heights(rows, &graphs[at], &mut heights);
            let mut sum = 0.0;
            for ((mass, height), width) in mass.iter_mut().zip(&heights).zip(&coarse.widths) {
                let here = (height - best).exp() * width;
                *mass += here;
                sum += here;
            }
            (sum, at)
        })
        .collect();
    own.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut left = DROPPED * mass.iter().sum::<f64>();
    own.retain(|&(sum, _)| {
        left -= sum;
        left < 0.0
    });
    let mut kept: Vec<usize> = own.into_iter().map(|(_, at)| at).collect();
    kept.sort_unstable();
    (kept, mass)
}

/// A grid over the part of `coarse` that holds the mass.
fn fine_grid(coarse: &Grid, mass: &[f64]) -> Grid {
    let last = coarse.points.len() - 1;
    let total: f64 = mass.iter().sum();
    let first = mass.iter().position(|&m| m > total * 1e-12).unwrap_or(0);
    let end = mass.iter().rposition(|&m| m > total * 1e-9).unwrap_or(last);
    let low = coarse.points[first.saturating_sub(2)];
    let high = coarse.points[(end + 2).min(last)];
    let steps = FINE as f64;
    let ratio = ((high + 1.0) / (low + 1.0)).powf(1.0 / steps).max(1.0 + 1e-9);
    geometric_grid(low, high, ratio)
}

/// Log weight of a graph at every grid point; row 0 is the part that all graphs share. Row after row, since a row lies
/// in one piece.
fn fill_heights(rows: &[Vec<f64>], graph: &Graph, heights: &mut Vec<f64>) {
    heights.clone_from(&rows[0]);
    for &(set, power) in &graph.terms {
        let power = f64::from(power);
        for (height, row) in heights.iter_mut().zip(&rows[set]) {
            *height += power * row;
        }
    }
}

/// `log h(A)` of every subset of the lists, but for the unseen.
struct Margins {
    n: f64,
    /// `delta 2^p`.
    whole: f64,
    /// For each subset: the constant part, the people in the all-zero cell, and `delta 2^(p - |A|)`.
    sets: Vec<(f64, f64, f64)>,
}

impl Margins {
    fn new(table: &CaptureTable, delta: f64) -> Self {
        let lists = table.lists().len();
        let sets = (0..1usize << lists)
            .map(|set| {
                let members: Vec<usize> = (0..lists).filter(|&j| set >> j & 1 == 1).collect();
                let mut counts = vec![0u64; 1 << members.len()];
                for &(pattern, count) in table.cells() {
                    counts[project(pattern, &members) as usize] += count;
                }
                let own = delta * 2.0_f64.powi((lists - members.len()) as i32);
                let constant = counts[1..]
                    .iter()
                    .filter(|&&count| count > 0)
                    .map(|&count| ln_gamma(count as f64 + own) - ln_gamma(own))
                    .sum();
                (constant, counts[0] as f64, own)
            })
            .collect();
        Self { n: table.n() as f64, whole: delta * 2.0_f64.powi(lists as i32), sets }
    }

    /// A row over the grid for each subset; row 0 is `log((N - 1)! / n0!)`.
    fn rows(&self, grid: &Grid) -> Vec<Vec<f64>> {
        let totals: Vec<f64> =
            grid.points.iter().map(|n0| ln_gamma(self.whole) - ln_gamma(self.n + n0 + self.whole)).collect();
        self.sets
            .iter()
            .enumerate()
            .map(|(set, &(constant, zero, own))| {
                grid.points
                    .iter()
                    .zip(&totals)
                    .map(|(&n0, total)| {
                        if set == 0 {
                            ln_gamma(self.n + n0) - ln_gamma(n0 + 1.0)
                        } else {
                            total + constant + ln_gamma(zero + n0 + own) - ln_gamma(own)
                        }
                    })
                    .collect()
            })
            .collect()
    }
}

/// The n0 below which a share `p` of the mass lies.
fn quantile(grid: &Grid, mass: &[f64], total: f64, p: f64) -> f64 {
    let goal = p * total;
    let mut sum = 0.0;
    for (i, &here) in mass.iter().enumerate() {
        if sum + here >= goal {
            if grid.widths[i] <= 1.0 {
                return grid.points[i];
            }
            return (grid.points[i] + ((goal - sum) / here - 0.5) * grid.widths[i]).max(0.0);
        }
        sum += here;
    }
    grid.points[grid.points.len() - 1]
}

/// `count` evenly spaced quantiles.
fn quantiles(grid: &Grid, mass: &[f64], count: usize) -> Vec<f64> {
    let total: f64 = mass.iter().sum();
    (0..count).map(|i| quantile(grid, mass, total, (i as f64 + 0.5) / count as f64)).collect()
}

/// The commonest patterns, as expected under one graph with `n0` unseen: `prod n_C / prod n_S`.
fn fitted(table: &CaptureTable, graph: &Graph, n0: f64) -> Vec<PatternFit> {
    let lists = table.lists().len();
    let margin = |set: usize, pattern: u64| -> f64 {
        let members: Vec<usize> = (0..lists).filter(|&j| set >> j & 1 == 1).collect();
        let wanted = project(pattern, &members);
        let seen: u64 = table
            .cells()
            .iter()
            .filter(|&&(p, _)| project(p, &members) == wanted)
            .map(|&(_, count)| count)
            .sum();
        seen as f64 + if wanted == 0 { n0 } else { 0.0 }
    };
    let whole = table.n() as f64 + n0;
    let mut patterns: Vec<u64> = (1..1u64 << lists).collect();
    patterns.sort_by_key(|&p| (std::cmp::Reverse(table.count(p)), p));
    patterns
        .into_iter()
        .take(20)
        .map(|pattern| {
            let expected = graph.terms.iter().fold(whole, |product, &(set, power)| {
                product * (margin(set, pattern).max(1e-9) / whole).powi(power)
            });
            PatternFit {
                pattern,
                observed: table.count(pattern),
                expected,
                replicated: poisson_range(expected),
            }
        })
        .collect()
}

/// 2.5 % and 97.5 % points of a Poisson count with this mean, by the square-root normal approximation.
pub(crate) fn poisson_range(mean: f64) -> [f64; 2] {
    let root = mean.sqrt();
    [(root - 0.98).max(0.0).powi(2).floor(), (root + 0.98).powi(2).ceil()]
}
