//! Latent classes: a truncated Dirichlet-process mixture of independent lists (Manrique-Vallier 2016, "Bayesian
//! population size estimation using Dirichlet process mixtures", Biometrics 72).

mod birth;
mod chain;
mod gibbs;
mod hmc;
mod kernel;
mod relabel;
mod sampler;

use crate::options::Options;
use crate::result::{Diagnostics, Estimate, Interval, Model, Outcome, Posterior};
use crate::summary::Summary;
use crate::table::CaptureTable;
use crate::words::{Code, Warning};

use kernel::Cells;

/// Draws of N that a result keeps, and points of each trace.
const KEPT: usize = 2_000;

/// The posterior of N under latent classes.
pub(crate) fn estimate(table: &CaptureTable, options: &Options, progress: &(dyn Fn(f64) + Sync)) -> Outcome {
    let cells = Cells::new(table);
    let draws = sampler::sample(&cells, &options.lcm, options.seed, progress);
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
    let step = all.len().div_ceil(KEPT).max(1);
    let traces = draws
        .unseen
        .iter()
        .map(|chain| chain.iter().step_by(chain.len().div_ceil(KEPT / 2).max(1)).map(|n0| n + n0).collect());
    let interval = Interval::new(summary.lower, summary.upper);
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
            ..Diagnostics::default()
        },
        warnings,
        posterior: Some(Posterior {
            traces: traces.collect(),
            draws: all.into_iter().step_by(step).collect(),
            density: summary.density,
        }),
        fitted: Vec::new(),
    }))
}
