//! One answer from several models, with an interval that allows for what no data can check.
//!
//! Parts: latent classes, the average over graphs, log-linear pair models without and with heterogeneity between people
//! (the two weighed against each other by BIC, neither below a tenth of their joint share), and pair models of people of
//! whom a part is hidden from all lists (less where that fits worse). Their draws of the unseen are pooled. Each draw but
//! those with a hidden class, whose prior says it already, is multiplied by `xi`, log-normal: the odds ratio of highest order
//! among the lists, which every model sets to a value of its own and no data inform (Aleshin-Guendel, Sadinle, Wakefield
//! 2024). See the README, "The combination", for the study behind the constants.

use rayon::prelude::*;

use crate::bounds;
use crate::graphs;
use crate::lcm;
use crate::loglinear;
use crate::merge::merged;
use crate::options::Options;
use crate::prior_check::prior_dominated;
use crate::reach;
use crate::result::{Diagnostics, Estimate, Interval, Model, Outcome, Posterior, Share};
use crate::stream::{normal, stream};
use crate::summary::{Summary, quantile};
use crate::table::CaptureTable;
use crate::words::{Code, Reason, Warning, people};

/// Draws of the pool.
const DRAWS: usize = 6_000;
/// Shares of latent classes, of graphs, of log-linear models without and with heterogeneity together, and of those with a
/// hidden class.
const SHARES: [f64; 4] = [1.0, 0.5, 1.0, 2.5];
/// Least part of their share that log-linear models without and with heterogeneity keep, and those with a hidden class,
/// however badly they fit.
const LEAST: [f64; 2] = [0.1, 0.15];
/// Standard deviation of `log xi` is this over the number of lists (more lists leave less unchecked): beside a part that allows
/// for hidden people, and without one, as with two lists.
const SPREAD: [f64; 2] = [0.7, 1.3];
/// Mean of `log xi`: people whom one list misses are rather missed by others too.
const LEAN: f64 = 0.1;
/// More lists than this are merged for latent classes.
pub(crate) const MOST_LISTS: usize = 8;
/// An upper limit beyond this many times the documented is none.
const FARTHEST: f64 = 100.0;
/// Medians of N that differ by more than this factor are told.
const APART: f64 = 1.5;

/// The point of a part's law that is told as its highest, and how far beyond all others one with a hidden class is told.
const HIGH: f64 = 0.975;
const MANY_MORE: f64 = 1.1;

/// Draws of n0 of one model, sorted.
struct Part {
    name: &'static str,
    draws: Vec<f64>,
    log_evidence: Option<f64>,
    outcome: Option<Outcome>,
    weight: f64,
}

/// The table on which the combination runs latent classes.
pub(crate) fn for_classes(table: &CaptureTable) -> CaptureTable {
    merged(table, MOST_LISTS).0
}

/// The combined answer; `classes` is that of latent classes on [`for_classes`], if it is there already.
pub(crate) fn estimate(
    table: &CaptureTable,
    options: &Options,
    classes: Option<Outcome>,
    progress: &(dyn Fn(f64) + Sync),
) -> Outcome {
    let model = Model::Combined;
    let lists = table.lists().len();
    let n = table.n() as f64;
    let mut parts = parts(table, options, classes, progress);
    weigh(&mut parts);
    let total: f64 = parts.iter().map(|part| part.weight).sum();
    if total <= 0.0 {
        let words = "none of the models can be fitted to these lists";
        return Outcome::Refusal { model, reason: Reason::new(Code::NoModel, words) };
    }
    let alone = parts.iter().all(|part| part.name != "hidden");
    let spread = SPREAD[usize::from(alone)] / lists as f64;
    let mut rng = stream(options.seed, 61, 0);
    let mut draws = Vec::with_capacity(DRAWS);
    let mut pooled = Vec::with_capacity(DRAWS);
    for part in &parts {
        let count = (part.weight / total * DRAWS as f64).round() as usize;
        for i in 0..count {
            let n0 = quantile(&part.draws, (i as f64 + 0.5) / count as f64);
            pooled.push((part.name, n0));
            // what a hidden class may mean is in its own prior
            let xi = if part.name == "hidden" { 1.0 } else { (LEAN + spread * normal(&mut rng)).exp() };
            draws.push(n + n0 * xi);
        }
    }
    let summary = Summary::of(&draws, options.level);
    let repeated = table.n() - table.on_exactly(1);
    let no_limit = summary.upper > n * (1.0 + FARTHEST) || repeated <= 1;
    let interval = Interval::new(summary.lower, if no_limit { f64::INFINITY } else { summary.upper });
    let mut warnings = warnings(&parts, n, lists);
    warnings.extend(prior_dominated(&draws, options.level));
    if no_limit {
        let words =
            "the lists overlap too little to set an upper limit; only the lower limit can be relied on";
        warnings.push(Warning::new(Code::NoUpperLimit, words));
    }
    let lcm = parts.iter().find(|part| part.name == "lcm").and_then(|part| part.outcome.as_ref()?.estimate());
    // replicates from a posterior, and of the richest model, before those of the best graph
    let fits = || parts.iter().filter_map(|part| part.outcome.as_ref()?.estimate());
    let fit = fits().find(|estimate| !estimate.fitted.is_empty());
    let (fitted, fitted_lists) =
        fit.map(|estimate| (estimate.fitted.clone(), estimate.fitted_lists.clone())).unwrap_or_default();
    let unseen = [summary.median - n, summary.lower - n, summary.upper - n];
    let n_alpha = lcm.map(|classes| reach::of_combination(classes, n, unseen)).unwrap_or_default();
    let tail = (1.0 - options.level) / 2.0;
    let shares = parts.iter().map(|part| Share {
        name: part.name.to_owned(),
        weight: part.weight / total,
        estimate: Some(n + quantile(&part.draws, 0.5)),
        interval: Some(Interval::new(n + quantile(&part.draws, tail), n + quantile(&part.draws, 1.0 - tail))),
    });
    let from_lcm = lcm.map(|estimate| estimate.diagnostics.clone()).unwrap_or_default();
    // thinned evenly through the parts: the draws lie part by part
    let kept = draws.iter().copied().step_by(3).collect();
    Outcome::Estimate(Box::new(Estimate {
        model,
        estimate: summary.median,
        interval,
        level: options.level,
        estimated_undocumented: summary.median - n,
        undocumented_interval: interval.shifted(-n),
        diagnostics: Diagnostics {
            weights: shares.collect(),
            between_models: between(&pooled),
            lists_used: lists_used(&parts, table),
            n_alpha,
            bic: Vec::new(),
            ..from_lcm
        },
        warnings,
        posterior: Some(Posterior {
            draws: kept,
            traces: lcm.and_then(|e| e.posterior.as_ref()).map(|p| p.traces.clone()).unwrap_or_default(),
            density: summary.density,
        }),
        fitted,
        fitted_lists,
    }))
}

/// What each part made of many lists.
fn lists_used(parts: &[Part], table: &CaptureTable) -> Option<String> {
    let classes = merged(table, MOST_LISTS).1.map(|words| format!("for latent classes {words}"));
    let graphs = parts.iter().find(|part| part.name == "graphs").and_then(|part| {
        let words = part.outcome.as_ref()?.estimate()?.diagnostics.lists_used.as_ref()?;
        Some(format!("for graphs {words}"))
    });
    let loglinear =
        merged(table, loglinear::MOST_LISTS).1.map(|words| format!("for log-linear models {words}"));
    let words: Vec<String> = classes.into_iter().chain(graphs).chain(loglinear).collect();
    (!words.is_empty()).then(|| words.join(". "))
}

/// Each model's draws on `table`; a model that refuses is left out.
fn parts(
    table: &CaptureTable,
    options: &Options,
    classes: Option<Outcome>,
    progress: &(dyn Fn(f64) + Sync),
) -> Vec<Part> {
    let n = table.n() as f64;
    if table.lists().len() == 2 {
        return from_outcome("chapman", bounds::chapman(table, options), n).into_iter().collect();
    }
    (0..3)
        .into_par_iter()
        .flat_map_iter(|which| match which {
            0 => {
                let found = classes.clone().unwrap_or_else(|| {
                    let mut own = options.clone();
                    own.lcm.bound();
                    lcm::estimate(&for_classes(table), &own, progress)
                });
                from_outcome("lcm", found, n).into_iter().collect()
            }
            1 => from_outcome("graphs", graphs::estimate(table, options), n).into_iter().collect(),
            _ => loglinear_parts(table, options.seed),
        })
        .collect()
}

fn loglinear_parts(table: &CaptureTable, seed: u64) -> Vec<Part> {
    let found = loglinear::components(table, seed).into_iter().zip(["loglinear", "heterogeneity", "hidden"]);
    found
        .filter_map(|(component, name)| {
            let mut draws = component.as_ref()?.draws.clone();
            draws.sort_unstable_by(f64::total_cmp);
            let log_evidence = component.map(|component| component.log_evidence);
            Some(Part { name, draws, log_evidence, outcome: None, weight: 0.0 })
        })
        .collect()
}

fn from_outcome(name: &'static str, outcome: Outcome, n: f64) -> Option<Part> {
    let estimate = outcome.estimate()?;
    let mut draws: Vec<f64> = estimate.posterior.as_ref()?.draws.iter().map(|x| (x - n).max(0.0)).collect();
    draws.sort_unstable_by(f64::total_cmp);
    Some(Part { name, draws, log_evidence: None, outcome: Some(outcome), weight: 0.0 })
}

fn weigh(parts: &mut [Part]) {
    let evidence = |name: &str| {
        parts.iter().find(|p| p.name == name).and_then(|p| p.log_evidence).unwrap_or(f64::NEG_INFINITY)
    };
    let [without, with, hidden] = ["loglinear", "heterogeneity", "hidden"].map(evidence);
    let best = without.max(with);
    let heterogeneity = match (without > f64::NEG_INFINITY, with > f64::NEG_INFINITY) {
        (true, true) => LEAST[0] + (1.0 - 2.0 * LEAST[0]) / (1.0 + (without - with).exp()),
        (_, with) => f64::from(u8::from(with)),
    };
    // no better than without a hidden class is good enough: where both fit, it is the prior's to say
    let both = best + ((without - best).exp() + (with - best).exp()).ln();
    let hidden_share = if best.is_finite() { (hidden - both).exp().clamp(LEAST[1], 1.0) } else { 1.0 };
    for part in parts {
        part.weight = match part.name {
            "graphs" => SHARES[1],
            "loglinear" => SHARES[2] * (1.0 - heterogeneity),
            "heterogeneity" => SHARES[2] * heterogeneity,
            "hidden" => SHARES[3] * hidden_share,
            _ => SHARES[0],
        };
    }
}

/// Share of the variance of `log(1 + n0)` that lies between the parts, before `xi`.
fn between(pooled: &[(&'static str, f64)]) -> Option<f64> {
    let logs: Vec<(&str, f64)> = pooled.iter().map(|&(name, n0)| (name, n0.min(1e15).ln_1p())).collect();
    let mean = |of: &[f64]| of.iter().sum::<f64>() / of.len().max(1) as f64;
    let all = mean(&logs.iter().map(|l| l.1).collect::<Vec<_>>());
    let whole = logs.iter().map(|l| (l.1 - all).powi(2)).sum::<f64>();
    let mut names: Vec<&str> = logs.iter().map(|l| l.0).collect();
    names.dedup();
    let between: f64 = names
        .iter()
        .map(|name| {
            let own: Vec<f64> = logs.iter().filter(|l| l.0 == *name).map(|l| l.1).collect();
            own.len() as f64 * (mean(&own) - all).powi(2)
        })
        .sum();
    (whole > 0.0).then_some(between / whole)
}

/// Warns if a hidden part of the people would fit the lists well and mean many more.
fn hidden_people(parts: &[Part], n: f64) -> Option<Warning> {
    let hidden = parts.iter().find(|part| part.name == "hidden")?;
    let highest = |part: &Part| n + quantile(&part.draws, HIGH);
    let others = parts.iter().filter(|part| part.name != "hidden" && part.weight > 0.0);
    let most = others.map(highest).max_by(f64::total_cmp)?;
    let fits = hidden.weight > 0.5 * SHARES[3];
    (fits && highest(hidden) > MANY_MORE * most).then(|| {
        let words = format!(
            "the lists look the same whether or not a part of the people is nearly hidden from all of them; if there is such a part, there may be some {} in all, and the upper limit allows for it",
            people(highest(hidden))
        );
        Warning::new(Code::HiddenPeople, words)
    })
}

fn warnings(parts: &[Part], n: f64, lists: usize) -> Vec<Warning> {
    let mut warnings: Vec<Warning> = Vec::new();
    let outcomes = parts.iter().filter_map(|part| part.outcome.as_ref()?.estimate());
    // what a prior moves in one part, it need not move in the answer, whose own draws are asked
    let passed_on = |warning: &&Warning| warning.code != Code::PriorDominated;
    for warning in outcomes.flat_map(|estimate| &estimate.warnings).filter(passed_on) {
        if !warnings.iter().any(|seen| seen.code == warning.code) {
            warnings.push(warning.clone());
        }
    }
    if lists > 2 && !parts.iter().any(|part| part.log_evidence.is_some()) {
        let words = "no log-linear model can be fitted, so the answer rests on the other models";
        warnings.push(Warning::new(Code::NoMle, words));
    }
    warnings.extend(hidden_people(parts, n));
    let medians = parts.iter().map(|part| (n + quantile(&part.draws, 0.5), part.name));
    let low = medians.clone().min_by(|a, b| a.0.total_cmp(&b.0));
    let high = medians.max_by(|a, b| a.0.total_cmp(&b.0));
    if let (Some((low, first)), Some((high, last))) = (low, high)
        && high > APART * low
    {
        let words = format!(
            "the models do not agree: {first} says about {}, {last} about {}; the interval takes in both",
            people(low),
            people(high)
        );
        warnings.push(Warning::new(Code::ModelsDisagree, words));
    }
    warnings
}
