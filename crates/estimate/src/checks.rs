//! All that stands beside an answer: what it would be under other assumptions, and how the lists fare where the truth
//! is known.

use serde::{Deserialize, Serialize};

use crate::combined::for_classes;
use crate::engine::refusal;
use crate::error::EstimateError;
use crate::options::Options;
use crate::pairs::{ChaoVariant, PairEstimate, chao_variants, pairs};
use crate::prior_check::{CAPTURE_PRIORS, PriorPoint, capture_prior_sensitivity};
use crate::result::{Estimate, Model, Outcome, Report};
use crate::sensitivity::{ListCheck, SensitivityPoint, internal_consistency, leave_one_out, sensitivity};
use crate::table::CaptureTable;

/// Sweeps under each other prior of capture: a check shows about where the answer goes, with its R-hat beside it.
const CHECK_SWEEPS: usize = 4_000;

/// Odds ratios of highest order that the curve is told for: from a quarter to four times that of no interaction.
pub const HIGHEST_ORDER: [f64; 9] = [0.25, 0.35, 0.5, 0.71, 1.0, 1.41, 2.0, 2.83, 4.0];

/// The checks of one table; empty where the table is refused.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Checks {
    /// N by the odds ratio of highest order among the lists, [`HIGHEST_ORDER`].
    pub highest_order: Vec<SensitivityPoint>,
    /// N with each list left out in turn.
    pub leave_one_out: Vec<ListCheck>,
    /// Each list as a population of known size, estimated from the others.
    pub internal_consistency: Vec<ListCheck>,
    /// Every two lists by themselves.
    pub pairs: Vec<PairEstimate>,
    /// Variants of Chao's lower bound.
    pub chao: Vec<ChaoVariant>,
    /// Latent classes under other priors of capture, [`CAPTURE_PRIORS`]; with bounded work, and more than eight lists
    /// are merged.
    pub capture_prior: Vec<PriorPoint>,
}

/// Makes every check of `table`.
///
/// # Errors
/// As [`crate::estimate`].
pub fn checks(table: &CaptureTable, options: &Options) -> Result<Checks, EstimateError> {
    made(table, options, None)
}

/// As [`checks`], beside the `answer` that [`crate::estimate`] gave on `table` under `options`: what latent classes said
/// there under their own prior is not sampled again.
///
/// # Errors
/// As [`crate::estimate`].
pub fn checks_of(table: &CaptureTable, options: &Options, answer: &Report) -> Result<Checks, EstimateError> {
    made(table, options, answer.outcome(Model::Lcm).and_then(Outcome::estimate))
}

fn made(
    table: &CaptureTable,
    options: &Options,
    classes: Option<&Estimate>,
) -> Result<Checks, EstimateError> {
    options.check(table)?;
    if refusal(table).is_some() {
        return Ok(Checks::default());
    }
    let mut bounded = options.clone();
    bounded.copied.clear();
    bounded.lcm.bound();
    bounded.lcm.max_sweeps = bounded.lcm.max_sweeps.min(CHECK_SWEEPS);
    Ok(Checks {
        highest_order: sensitivity(table, &HIGHEST_ORDER, options)?,
        leave_one_out: leave_one_out(table, options)?,
        internal_consistency: internal_consistency(table, options)?,
        pairs: pairs(table, options.level),
        chao: chao_variants(table),
        capture_prior: capture_prior(table, &bounded, classes)?,
    })
}

fn capture_prior(
    table: &CaptureTable,
    bounded: &Options,
    classes: Option<&Estimate>,
) -> Result<Vec<PriorPoint>, EstimateError> {
    let merged = for_classes(table);
    // an answer on another table, more lists than are merged here, is none of this check's
    let known = classes
        .filter(|_| merged.lists().len() == table.lists().len())
        .map(|classes| PriorPoint::of(bounded.lcm.capture, Some(classes)));
    let is_known = |capture: &(f64, f64)| known.as_ref().is_some_and(|point| point.capture == *capture);
    let asked: Vec<(f64, f64)> = CAPTURE_PRIORS.into_iter().filter(|capture| !is_known(capture)).collect();
    let sampled = capture_prior_sensitivity(&merged, &asked, bounded)?;
    let all = || known.iter().chain(&sampled);
    let in_order = CAPTURE_PRIORS.iter().filter_map(|capture| all().find(|point| point.capture == *capture));
    Ok(in_order.cloned().collect())
}
