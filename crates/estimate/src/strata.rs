//! Parts of a population, each estimated by itself, and their total with its joint interval.

use rand::RngExt;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::engine::{Progress, Ready, in_pool, report};
use crate::error::EstimateError;
use crate::options::Options;
use crate::result::{Diagnostics, Estimate, Interval, Model, Outcome, Posterior, Report, Share};
use crate::stream::{derived_seed, stream};
use crate::summary::Summary;
use crate::table::CaptureTable;
use crate::words::{Code, Reason, Warning, enumerate_names};

/// Draws of a total.
const DRAWS: usize = 4_000;

/// One stratum and its report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stratum {
    /// Its name.
    pub name: String,
    /// Its own estimates.
    pub report: Report,
}

/// Strata and totals.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StrataReport {
    /// People on at least one list, over all strata, those of refusing strata included.
    pub documented: u64,
    /// In the order given.
    pub strata: Vec<Stratum>,
    /// One total a model: the sum over the strata that gave an estimate, with the interval of the sum.
    /// Its warnings name the strata that refused; their documented people are counted, their unseen are not.
    pub totals: Vec<Outcome>,
}

/// Estimates each stratum by itself and adds up the draws.
///
/// Strata are taken as independent given the lists, so the draws of one may be added to any draws of another. Each
/// stratum has a seed of its own that depends on its position only.
///
/// # Errors
/// As [`crate::estimate`], for any stratum; no strata; a name twice.
pub fn estimate_strata(
    strata: &[(String, CaptureTable)],
    options: &Options,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<StrataReport, EstimateError> {
    if strata.is_empty() {
        return Err(EstimateError::NoTables);
    }
    for (position, (name, table)) in strata.iter().enumerate() {
        options.check(table)?;
        if strata[..position].iter().any(|(other, _)| other == name) {
            return Err(EstimateError::StratumTwice { stratum: name.clone() });
        }
    }
    let reports: Vec<Stratum> = in_pool(options.threads, || {
        strata
            .par_iter()
            .enumerate()
            .map(|(position, (name, table))| {
                let own = Options { seed: derived_seed(options.seed, position as u64), ..options.clone() };
                let progress = |p: Progress| progress(Progress { part: Some(name.clone()), ..p });
                Stratum { name: name.clone(), report: report(table, &own, Ready::default(), &progress) }
            })
            .collect()
    })?;
    let totals = options.models.iter().map(|&model| total(&reports, model, options)).collect();
    let documented = reports.iter().map(|stratum| stratum.report.documented).sum();
    Ok(StrataReport { documented, strata: reports, totals })
}

/// The sum of one model's answers over `strata`.
pub(crate) fn total(strata: &[Stratum], model: Model, options: &Options) -> Outcome {
    let documented: f64 = strata.iter().map(|stratum| stratum.report.documented as f64).sum();
    let mut parts: Vec<(&str, &Estimate, f64)> = Vec::new();
    let mut refused = Vec::new();
    let mut unlimited = Vec::new();
    for stratum in strata {
        match stratum.report.outcome(model).and_then(Outcome::estimate) {
            Some(estimate) => {
                parts.push((&stratum.name, estimate, stratum.report.documented as f64));
                if estimate.interval.upper.is_none() {
                    unlimited.push(stratum.name.as_str());
                }
            }
            None if stratum.report.documented > 0 => refused.push(stratum.name.as_str()),
            None => {}
        }
    }
    if parts.is_empty() {
        let words = "no stratum carries an estimate; see the reasons of each";
        return Outcome::Refusal { model, reason: Reason::new(Code::StratumRefused, words) };
    }
    let mut warnings = Vec::new();
    if !refused.is_empty() {
        let words = format!(
            "no estimate for {}: the total counts their documented people and none of their undocumented",
            enumerate_names(&refused)
        );
        warnings.push(Warning::new(Code::StratumRefused, words));
    }
    if !unlimited.is_empty() {
        let words = format!("no upper limit in {}, so the total has none", enumerate_names(&unlimited));
        warnings.push(Warning::new(Code::NoUpperLimit, words));
    }
    let shaky: Vec<&str> = parts
        .iter()
        .filter(|(_, estimate, _)| estimate.warnings.iter().any(|w| w.code == Code::NotConverged))
        .map(|&(name, ..)| name)
        .collect();
    if !shaky.is_empty() {
        let words = format!("the chains did not agree in {}", enumerate_names(&shaky));
        warnings.push(Warning::new(Code::NotConverged, words));
    }
    let mut rng = stream(options.seed, 31, model as u64);
    let draws: Vec<f64> = (0..DRAWS)
        .map(|_| {
            documented
                + parts
                    .iter()
                    .map(|(_, estimate, n)| {
                        let draws = estimate.posterior.as_ref().map_or(&[][..], |p| p.draws.as_slice());
                        if draws.is_empty() {
                            estimate.estimate - n
                        } else {
                            draws[rng.random_range(0..draws.len())] - n
                        }
                    })
                    .sum::<f64>()
        })
        .collect();
    let summary = Summary::of(&draws, options.level);
    let point = match model {
        // sums of bounds and of point estimates, not medians of sums
        Model::Chapman | Model::Chao => {
            documented + parts.iter().map(|(_, estimate, _)| estimate.estimated_undocumented).sum::<f64>()
        }
        _ => summary.median,
    };
    let upper = if unlimited.is_empty() { summary.upper } else { f64::INFINITY };
    let interval = Interval::new(summary.lower, upper);
    let weights = parts.iter().map(|(name, estimate, _)| Share {
        name: (*name).to_owned(),
        weight: estimate.estimate / parts.iter().map(|(_, other, _)| other.estimate).sum::<f64>(),
        estimate: Some(estimate.estimate),
        interval: Some(estimate.interval),
    });
    Outcome::Estimate(Box::new(Estimate {
        model,
        estimate: point,
        interval,
        level: options.level,
        estimated_undocumented: point - documented,
        undocumented_interval: interval.shifted(-documented),
        diagnostics: Diagnostics { weights: weights.collect(), ..Diagnostics::default() },
        warnings,
        posterior: Some(Posterior { draws, traces: Vec::new(), density: summary.density }),
        fitted: Vec::new(),
        fitted_lists: Vec::new(),
    }))
}
