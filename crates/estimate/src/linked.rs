//! The uncertainty of the linking carried into the interval: one capture table for each draw of the partition.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::combined::for_classes;
use crate::engine::{Progress, Ready, in_pool, refusal, report};
use crate::error::EstimateError;
use crate::lcm;
use crate::options::Options;
use crate::reach;
use crate::result::{Diagnostics, Estimate, Interval, Model, Outcome, Posterior, Report};
use crate::strata::{Stratum, total};
use crate::stream::derived_seed;
use crate::summary::{Summary, quantile};
use crate::table::CaptureTable;
use crate::words::{Code, Reason, Warning};

/// Draws of N kept for each draw of the linkage.
const DRAWS_EACH: usize = 200;

/// Share of the progress that latent classes on all draws take.
const SERIES_SHARE: f64 = 0.5;

/// Estimates pooled over draws of the linkage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LinkedReport {
    /// Median over the draws of the number of people on at least one list, and its limits at the level asked for.
    pub documented: f64,
    /// Limits of the documented over the draws of the linkage.
    pub documented_interval: Interval,
    /// Draws of the linkage.
    pub draws: usize,
    /// One pooled answer a model.
    pub models: Vec<LinkedOutcome>,
}

/// One model's answer over draws of the linkage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LinkedOutcome {
    /// The pooled answer; its diagnostics are the worst of any draw.
    pub outcome: Outcome,
    /// Share of the variance of log N that lies between draws of the linkage, 0..1.
    pub linkage_share: Option<f64>,
    /// Draws of the linkage that gave no estimate.
    pub refused: usize,
}

/// Estimates from each table, a draw of the partition of records into persons, and pools the draws of N.
///
/// Linkage averaging (Sadinle 2018, "Bayesian propagation of record linkage uncertainty into population size
/// estimation", Annals of Applied Statistics 12): under its conditions the pooled draws are those of the joint posterior.
///
/// # Errors
/// As [`crate::estimate`], for any table; no tables.
pub fn estimate_linked(
    tables: &[CaptureTable],
    options: &Options,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<LinkedReport, EstimateError> {
    if tables.is_empty() {
        return Err(EstimateError::NoTables);
    }
    for table in tables {
        options.check(table)?;
    }
    let reports = in_pool(options.threads, || reports(tables, options, progress))?;
    Ok(pooled(&reports, options))
}

/// One draw of the linkage: its strata by name, each with its table.
pub type StrataDraw = Vec<(String, CaptureTable)>;

/// Strata and their totals over draws of the linkage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LinkedStrata {
    /// Each stratum of any draw by name, in the order of the names.
    pub strata: Vec<(String, LinkedReport)>,
    /// The totals: in each draw the sum over its strata, pooled over draws.
    pub totals: LinkedReport,
}

/// As [`estimate_linked`], each draw being split into strata: the doubts of the linking move people between strata and
/// change all of them together, so the totals are summed draw by draw and then pooled.
///
/// # Errors
/// As [`crate::estimate`], for any table; no draws, or none with a stratum.
pub fn estimate_linked_strata(
    draws: &[StrataDraw],
    options: &Options,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<LinkedStrata, EstimateError> {
    let mut names: Vec<&str> = draws.iter().flatten().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    if names.is_empty() {
        return Err(EstimateError::NoTables);
    }
    for (_, table) in draws.iter().flatten() {
        options.check(table)?;
    }
    in_pool(options.threads, || {
        let mut by_draw: Vec<Vec<Stratum>> = vec![Vec::new(); draws.len()];
        let mut strata = Vec::new();
        for (position, &name) in names.iter().enumerate() {
            let own = Options { seed: derived_seed(options.seed, position as u64), ..options.clone() };
            let (places, tables): (Vec<usize>, Vec<CaptureTable>) = draws
                .iter()
                .enumerate()
                .flat_map(|(draw, strata)| strata.iter().map(move |stratum| (draw, stratum)))
                .filter(|(_, stratum)| stratum.0 == name)
                .map(|(draw, stratum)| (draw, stratum.1.clone()))
                .unzip();
            let tell = |at: Progress| {
                let done = (position as f64 + at.done) / names.len() as f64;
                progress(Progress { done, part: Some(name.to_owned()), ..at });
            };
            let found = reports(&tables, &own, &tell);
            strata.push((name.to_owned(), pooled(&found, &own)));
            for (draw, report) in places.into_iter().zip(found) {
                by_draw[draw].push(Stratum { name: name.to_owned(), report });
            }
        }
        let sums: Vec<Report> = by_draw
            .par_iter()
            .map(|strata| Report {
                documented: strata.iter().map(|stratum| stratum.report.documented).sum(),
                lists: Vec::new(),
                models: options.models.iter().map(|&model| total(strata, model, options)).collect(),
                warnings: Vec::new(),
            })
            .collect();
        LinkedStrata { strata, totals: pooled(&sums, options) }
    })
}

/// A report on each table; latent classes on all of them together.
fn reports(tables: &[CaptureTable], options: &Options, progress: &(dyn Fn(Progress) + Sync)) -> Vec<Report> {
    let ready = latent_classes(tables, options, progress);
    let finished = AtomicUsize::new(0);
    let model = options.models.first().copied().unwrap_or(Model::Combined);
    tables
        .par_iter()
        .zip(ready)
        .enumerate()
        .map(|(position, (table, ready))| {
            let mut own = Options { seed: derived_seed(options.seed, position as u64), ..options.clone() };
            own.loglinear.replicates = own.loglinear.replicates.min(DRAWS_EACH);
            let report = report(table, &own, ready, &|_| ());
            let tables_done = finished.fetch_add(1, Ordering::Relaxed) + 1;
            let done = SERIES_SHARE + (1.0 - SERIES_SHARE) * tables_done as f64 / tables.len() as f64;
            let part = Some(format!("{tables_done} of {}", tables.len()));
            progress(Progress { model, done, part });
            report
        })
        .collect()
}

/// The draws of all reports as one.
fn pooled(reports: &[Report], options: &Options) -> LinkedReport {
    let mut documented: Vec<f64> = reports.iter().map(|report| report.documented as f64).collect();
    documented.sort_unstable_by(f64::total_cmp);
    let tail = (1.0 - options.level) / 2.0;
    LinkedReport {
        documented: quantile(&documented, 0.5),
        documented_interval: Interval::new(quantile(&documented, tail), quantile(&documented, 1.0 - tail)),
        draws: reports.len(),
        models: options.models.iter().map(|&model| pool(reports, model, options.level)).collect(),
    }
}

/// Latent classes on every table, where a model asks for them.
fn latent_classes(
    tables: &[CaptureTable],
    options: &Options,
    progress: &(dyn Fn(Progress) + Sync),
) -> Vec<Ready> {
    let mut ready = vec![Ready::default(); tables.len()];
    for &model in &options.models {
        let merge = match model {
            Model::Lcm => false,
            Model::Combined => true,
            _ => continue,
        };
        let asked = |table: &CaptureTable| refusal(table).is_none() && !(merge && table.lists().len() == 2);
        let (places, taken): (Vec<usize>, Vec<CaptureTable>) = tables
            .iter()
            .enumerate()
            .filter(|(_, table)| asked(table))
            .map(|(at, table)| (at, if merge { for_classes(table) } else { table.clone() }))
            .unzip();
        let part = Some("latent classes on all draws".to_owned());
        let tell = |done: f64| progress(Progress { model, done: SERIES_SHARE * done, part: part.clone() });
        let found = lcm::estimate_series(&taken.iter().collect::<Vec<_>>(), options, &tell);
        for (at, outcome) in places.into_iter().zip(found) {
            let place = if merge { &mut ready[at].merged } else { &mut ready[at].whole };
            *place = Some(outcome);
        }
    }
    ready
}

fn pool(reports: &[Report], model: Model, level: f64) -> LinkedOutcome {
    let parts: Vec<(&Estimate, f64)> = reports
        .iter()
        .filter_map(|report| Some((report.outcome(model)?.estimate()?, report.documented as f64)))
        .collect();
    let refused = reports.len() - parts.len();
    if parts.is_empty() {
        let reason = reports.iter().find_map(|report| match report.outcome(model)? {
            Outcome::Refusal { reason, .. } => Some(reason.clone()),
            Outcome::Estimate(_) => None,
        });
        let reason =
            reason.unwrap_or_else(|| Reason::new(Code::NoModel, "no draw of the linkage gave an estimate"));
        return LinkedOutcome { outcome: Outcome::Refusal { model, reason }, linkage_share: None, refused };
    }
    let mut draws = Vec::with_capacity(parts.len() * DRAWS_EACH);
    let mut unseen = Vec::with_capacity(parts.len() * DRAWS_EACH);
    let (mut means, mut within) = (Vec::new(), 0.0);
    for (estimate, n) in &parts {
        let own = estimate.posterior.as_ref().map_or(&[][..], |posterior| posterior.draws.as_slice());
        let own = if own.is_empty() { std::slice::from_ref(&estimate.estimate) } else { own };
        let taken: Vec<f64> = (0..DRAWS_EACH).map(|i| own[i * own.len() / DRAWS_EACH]).collect();
        let logs: Vec<f64> = taken.iter().map(|x| x.max(1.0).ln()).collect();
        let mean = logs.iter().sum::<f64>() / logs.len() as f64;
        within +=
            logs.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / logs.len() as f64 / parts.len() as f64;
        means.push(mean);
        unseen.extend(taken.iter().map(|x| x - n));
        draws.extend(taken);
    }
    let centre = means.iter().sum::<f64>() / means.len() as f64;
    let between = means.iter().map(|x| (x - centre).powi(2)).sum::<f64>() / means.len() as f64;
    let share = if within + between > 0.0 { between / (within + between) } else { 0.0 };
    let summary = Summary::of(&draws, level);
    let below = Summary::of(&unseen, level);
    let unlimited = parts.iter().filter(|(estimate, _)| estimate.interval.upper.is_none()).count();
    let no_limit = unlimited as f64 > (1.0 - level) / 2.0 * parts.len() as f64;
    let upper = |limit: f64| if no_limit { f64::INFINITY } else { limit };
    let mut warnings: Vec<Warning> = Vec::new();
    let all = || parts.iter().flat_map(|(estimate, _)| &estimate.warnings);
    for warning in all() {
        let draws = all().filter(|other| other.code == warning.code).count();
        let is_of_the_pool = 2 * draws >= parts.len();
        if is_of_the_pool && !warnings.iter().any(|seen| seen.code == warning.code) {
            warnings.push(warning.clone());
        }
    }
    let worst = |get: fn(&Diagnostics) -> Option<f64>, pick: fn(f64, f64) -> f64| {
        parts.iter().filter_map(|(estimate, _)| get(&estimate.diagnostics)).reduce(pick)
    };
    let outcome = Outcome::Estimate(Box::new(Estimate {
        model,
        estimate: summary.median,
        interval: Interval::new(summary.lower, upper(summary.upper)),
        level,
        estimated_undocumented: below.median,
        undocumented_interval: Interval::new(below.lower, upper(below.upper)),
        diagnostics: Diagnostics {
            r_hat: worst(|d| d.r_hat, f64::max),
            ess_bulk: worst(|d| d.ess_bulk, f64::min),
            ess_tail: worst(|d| d.ess_tail, f64::min),
            n_alpha: reach::pooled(&parts, &summary, &below),
            ..Diagnostics::default()
        },
        warnings,
        posterior: Some(Posterior {
            draws: draws.into_iter().step_by(parts.len().div_ceil(20)).collect(),
            traces: Vec::new(),
            density: summary.density,
        }),
        fitted: Vec::new(),
        fitted_lists: Vec::new(),
    }));
    LinkedOutcome { outcome, linkage_share: Some(share), refused }
}
