//! How much of an answer is the prior's: other priors of the total, and of capture.

use serde::{Deserialize, Serialize};

use crate::engine::{in_pool, refusal};
use crate::error::EstimateError;
use crate::lcm;
use crate::options::Options;
use crate::result::{Estimate, Interval};
use crate::summary::quantile;
use crate::table::CaptureTable;
use crate::words::{Code, Warning, people};

/// An upper limit or a median that another prior of the total moves by more than this factor is the prior's.
const MOVED: f64 = 1.25;

/// Warns if the draws of N under `1/N` say something else under `1/N^2`, as seen by weighing each draw by `1/N`.
///
/// Where the data decide, the posterior is narrow on the scale of log N and the weights hardly differ; a limit that
/// moves by more than a quarter was set by the prior.
pub(crate) fn prior_dominated(draws: &[f64], level: f64) -> Option<Warning> {
    let mut sorted = draws.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let total: f64 = sorted.iter().map(|n| 1.0 / n.max(1.0)).sum();
    let weighed = |p: f64| {
        let mut sum = 0.0;
        sorted.iter().copied().find(|n| {
            sum += 1.0 / n.max(1.0);
            sum >= p * total
        })
    };
    let top = 0.5 + level / 2.0;
    for (p, what) in [(top, "upper limit"), (0.5, "median")] {
        let (here, there) = (quantile(&sorted, p), weighed(p)?);
        if here > MOVED * there {
            let words = format!(
                "the {what} rests on the prior as much as on the lists: with a prior of 1/N^2 in place of 1/N it would be {} and not {}",
                people(there),
                people(here)
            );
            return Some(Warning::new(Code::PriorDominated, words));
        }
    }
    None
}

/// The answer of latent classes under one prior of capture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PriorPoint {
    /// `(a, b)` of the Beta prior of every capture probability.
    pub capture: (f64, f64),
    /// 2.5 %, 50 % and 97.5 % points of N / n under that prior: what it says before the lists are seen.
    pub prior_ratio: Option<[f64; 3]>,
    /// Median of N; none where the model refuses.
    pub estimate: Option<f64>,
    /// Its interval.
    pub interval: Option<Interval>,
    /// R-hat of the run.
    pub r_hat: Option<f64>,
}

impl PriorPoint {
    /// What an answer of latent classes says, none where they refuse.
    pub(crate) fn of(capture: (f64, f64), found: Option<&Estimate>) -> Self {
        Self {
            capture,
            prior_ratio: found.and_then(|e| e.diagnostics.prior_ratio),
            estimate: found.map(|e| e.estimate),
            interval: found.map(|e| e.interval),
            r_hat: found.and_then(|e| e.diagnostics.r_hat),
        }
    }
}

/// Priors of capture that a sensitivity table shows: uniform, rather low (0.2 on average), low and wide, and Jeffreys'.
pub const CAPTURE_PRIORS: [(f64, f64); 4] = [(1.0, 1.0), (1.0, 4.0), (0.5, 2.0), (0.5, 0.5)];

/// Latent classes under each of `priors` of capture, e.g. [`CAPTURE_PRIORS`]: chains warm up under the first and go on
/// under the others.
///
/// # Errors
/// As [`crate::estimate`]; a prior that is not two positive numbers.
pub fn capture_prior_sensitivity(
    table: &CaptureTable,
    priors: &[(f64, f64)],
    options: &Options,
) -> Result<Vec<PriorPoint>, EstimateError> {
    for &capture in priors {
        let mut own = options.clone();
        own.lcm.capture = capture;
        own.check(table)?;
    }
    if refusal(table).is_some() {
        return Ok(priors.iter().map(|&capture| PriorPoint::of(capture, None)).collect());
    }
    in_pool(options.threads, || {
        let outcomes = lcm::estimate_under(table, priors, options);
        priors
            .iter()
            .zip(&outcomes)
            .map(|(&capture, found)| PriorPoint::of(capture, found.estimate()))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heavy_tail_is_the_priors_and_a_narrow_law_is_not() {
        // density ~ N^-2 on 100 and up: quantile 100 / (1 - u); under N^-3 it is 100 / sqrt(1 - u)
        let heavy: Vec<f64> = (0..4_000).map(|i| 100.0 / (1.0 - (f64::from(i) + 0.5) / 4_000.0)).collect();
        let warning = prior_dominated(&heavy, 0.95).unwrap();
        assert_eq!(warning.code, Code::PriorDominated);
        let narrow: Vec<f64> = (0..4_000).map(|i| 1_000.0 + f64::from(i) / 10.0).collect();
        assert_eq!(prior_dominated(&narrow, 0.95), None);
    }
}
