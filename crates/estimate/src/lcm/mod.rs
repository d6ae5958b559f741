//! Latent classes: a truncated Dirichlet-process mixture of independent lists (Manrique-Vallier 2016, "Bayesian
//! population size estimation using Dirichlet process mixtures", Biometrics 72).

mod atlas;
mod birth;
mod chain;
mod gibbs;
mod hmc;
mod kernel;
mod relabel;
mod sampler;
mod series;

use crate::options::{LcmOptions, Options};
use crate::prior_check::prior_dominated;
use crate::reach::ALPHAS;
use crate::result::{Diagnostics, Estimate, Interval, Model, Outcome, PatternFit, Posterior};
use crate::stream::{ln_gamma_draw, poisson, stream, unseen};
use crate::summary::{Summary, quantile};
use crate::table::CaptureTable;
use crate::words::{Code, Warning};

use kernel::{Cells, Kernel, Point};

/// Draws of N that a result keeps, and points of each trace.
const KEPT: usize = 2_000;

pub(crate) use series::estimate_series;

/// The posterior of N under latent classes.
pub(crate) fn estimate(table: &CaptureTable, options: &Options, progress: &(dyn Fn(f64) + Sync)) -> Outcome {
    let cells = Cells::new(table, options.lcm.population);
    let draws = sampler::sample(&cells, &options.lcm, options.seed, progress);
    outcome(table, &cells, draws, options)
}

/// The same under each of several priors of capture, which share their warm-up.
pub(crate) fn estimate_under(
    table: &CaptureTable,
    captures: &[(f64, f64)],
    options: &Options,
) -> Vec<Outcome> {
    let cells = Cells::new(table, options.lcm.population);
    let all = sampler::sample_under(&cells, &options.lcm, options.seed, captures);
    let told = captures.iter().zip(all).map(|(&capture, draws)| {
        let lcm = LcmOptions { capture, ..options.lcm.clone() };
        outcome(table, &cells, draws, &Options { lcm, ..options.clone() })
    });
    told.collect()
}

/// What the draws of the chains say.
fn outcome(table: &CaptureTable, cells: &Cells, draws: sampler::Draws, options: &Options) -> Outcome {
    let n = cells.n;
    let all: Vec<f64> = draws.unseen.iter().flatten().map(|n0| n + n0).collect();
    let summary = Summary::of(&all, options.level);
    let mut warnings = Vec::new();
    let found = draws.convergence;
    if found.r_hat > options.lcm.r_hat || found.ess_bulk.min(found.ess_tail) < options.lcm.ess {
        warnings.push(Warning::new(
            Code::NotConverged,
            format!(
                "the chains do not agree well enough (R-hat {:.3}, {:.0} effective draws): do not rest on this interval",
                found.r_hat,
                found.ess_bulk.min(found.ess_tail)
            ),
        ));
    }
    warnings.extend(prior_dominated(&all, options.level));
    let step = all.len().div_ceil(KEPT).max(1);
    let traces = draws
        .unseen
        .iter()
        .map(|chain| chain.iter().step_by(chain.len().div_ceil(KEPT / 2).max(1)).map(|n0| n + n0).collect());
    let interval = Interval::new(summary.lower, summary.upper);
    let (fitted, n_alpha) = read_points(table, cells, &draws.points, options);
    Outcome::Estimate(Box::new(Estimate {
        model: Model::Lcm,
        estimate: summary.median,
        interval,
        level: options.level,
        estimated_undocumented: summary.median - n,
        undocumented_interval: interval.shifted(-n),
        diagnostics: Diagnostics {
            r_hat: Some(found.r_hat),
            ess_bulk: Some(found.ess_bulk),
            ess_tail: Some(found.ess_tail),
            chains: Some(options.lcm.chains),
            sweeps: Some(draws.sweeps),
            warm_up: Some(draws.warm_up),
            temperatures: Some(draws.temperatures),
            swap_rate: draws.swap_rate,
            jump_rate: draws.jump_rate,
            prior_ratio: Some(prior_ratio(cells.lists, options)),
            prior_of_total: Some(prior_of_total(options.lcm.population)),
            n_alpha,
            ..Diagnostics::default()
        },
        warnings,
        posterior: Some(Posterior {
            traces: traces.collect(),
            draws: all.into_iter().step_by(step).collect(),
            density: summary.density,
        }),
        fitted,
        fitted_lists: table.lists().to_vec(),
    }))
}

/// Points that fits and N_alpha are read from.
const POINTS: usize = 400;

/// Alpha, and median, lower and upper limit of N_alpha.
type Reachable = (f64, f64, f64, f64);

/// Patterns expected and replicated, and N_alpha: people whose chance to be on any list exceeds alpha.
fn read_points(
    table: &CaptureTable,
    cells: &Cells,
    points: &[Point],
    options: &Options,
) -> (Vec<PatternFit>, Vec<Reachable>) {
    let mut order: Vec<usize> = (0..table.cells().len()).collect();
    order.sort_by_key(|&c| (std::cmp::Reverse(table.cells()[c].1), c));
    order.truncate(20);
    let mut rng = stream(options.seed, 22, 0);
    let mut kernel = Kernel::new(cells, options.lcm.classes);
    let mut replicated: Vec<Vec<f64>> = vec![Vec::new(); order.len()];
    let mut expected = vec![0.0; order.len()];
    let mut reachable: Vec<Vec<f64>> = vec![Vec::new(); ALPHAS.len()];
    let step = points.len().div_ceil(POINTS).max(1);
    let used = points.len().div_ceil(step).max(1) as f64;
    for point in points.iter().step_by(step) {
        kernel.spread(point);
        let classes: Vec<(f64, f64)> = kernel.class_seen().collect();
        let seen: f64 = classes.iter().map(|(weight, seen)| weight * seen).sum();
        for (at, &c) in order.iter().enumerate() {
            let mean = cells.n * kernel.class_parts(Some(c)).iter().sum::<f64>() / seen;
            expected[at] += mean / used;
            replicated[at].push(poisson(&mut rng, mean));
        }
        let whole = cells.n + unseen(&mut rng, cells.shape, seen.max(f64::MIN_POSITIVE));
        for (alpha, people) in ALPHAS.iter().zip(&mut reachable) {
            // those seen are reachable whatever their class; the unseen by their class
            let missed: f64 = classes.iter().filter(|c| c.1 >= *alpha).map(|c| c.0 * (1.0 - c.1)).sum();
            people.push(cells.n + (whole - cells.n) * missed / (1.0 - seen).max(f64::MIN_POSITIVE));
        }
    }
    let fits = order.iter().zip(&expected).zip(&mut replicated).map(|((&c, &expected), draws)| {
        draws.sort_unstable_by(f64::total_cmp);
        let (pattern, observed) = table.cells()[c];
        PatternFit {
            pattern,
            observed,
            expected,
            replicated: [quantile(draws, 0.025), quantile(draws, 0.975)],
        }
    });
    let alphas = ALPHAS.iter().zip(&reachable).map(|(&alpha, people)| {
        let summary = Summary::of(people, options.level);
        (alpha, summary.median, summary.lower, summary.upper)
    });
    (fits.collect(), alphas.collect())
}

/// The prior of the total in words.
fn prior_of_total(l: f64) -> String {
    if l == 1.0 {
        "p(N) ~ 1/N, no largest N".to_owned()
    } else {
        format!("p(N) ~ (N - {l})!/N!, no largest N")
    }
}

/// 2.5 %, 50 % and 97.5 % points of N / n under the prior of classes and capture.
fn prior_ratio(lists: usize, options: &Options) -> [f64; 3] {
    let mut rng = stream(options.seed, 23, 0);
    let (a, b) = options.lcm.capture;
    let mut ratios: Vec<f64> = (0..2_000)
        .map(|_| {
            let alpha = (ln_gamma_draw(&mut rng, options.lcm.concentration.0)
                - options.lcm.concentration.1.ln())
            .exp();
            let (mut rest, mut seen) = (1.0, 0.0);
            for class in 0..options.lcm.classes {
                // 1 - V is U^(1 / alpha)
                let left = if class + 1 == options.lcm.classes {
                    0.0
                } else {
                    (-ln_gamma_draw(&mut rng, 1.0).exp() / alpha).exp()
                };
                let mut caught = 0.0;
                for _ in 0..lists {
                    let odds = (ln_gamma_draw(&mut rng, a) - ln_gamma_draw(&mut rng, b)).exp();
                    caught += (1.0 - caught) * (odds / (1.0 + odds));
                }
                seen += rest * (1.0 - left) * caught;
                rest *= left;
            }
            1.0 / seen.max(f64::MIN_POSITIVE)
        })
        .collect();
    ratios.sort_unstable_by(f64::total_cmp);
    [quantile(&ratios, 0.025), quantile(&ratios, 0.5), quantile(&ratios, 0.975)]
}
