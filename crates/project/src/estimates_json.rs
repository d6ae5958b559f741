//! Estimates as the JSON of the contract: `out/estimates.json` and `tizim estimate --json`.

use crate::results::{EstimateResult, Results};
use serde_json::{Value, json};
use tizim_estimate::{Outcome, Report, StrataReport};

/// Returns a report in the form `{"documented", "lists", "models": [...], "warnings": [...]}`.
pub fn report(report: &Report) -> Value {
    json!({
        "documented": report.documented,
        "lists": report.lists,
        "models": report.models.iter().map(outcome).collect::<Vec<_>>(),
        "warnings": report.warnings,
    })
}

/// Returns what a run estimated: as [`report`] with `sensitivity`, or as [`strata`], both with `linkage` where its doubts
/// were carried into the answer; or `{"documented", "models": [], "refused"}`.
pub fn of_run(results: &Results) -> Value {
    match &results.estimate {
        EstimateResult::Whole(whole) => {
            let mut json = report(&whole.report);
            json["linkage"] = json!(whole.carried);
            json["sensitivity"] = json!(whole.checks);
            json
        }
        EstimateResult::Strata { field, report, carried } => {
            let mut json = strata(field, report);
            json["linkage"] = json!(carried);
            json
        }
        EstimateResult::Refused { reason } => {
            json!({ "documented": results.documented(), "models": [], "refused": reason })
        }
    }
}

/// Returns the strata, each with its models, and the total.
pub fn strata(field: &str, strata: &StrataReport) -> Value {
    let parts: Vec<Value> = strata
        .strata
        .iter()
        .map(|stratum| {
            let mut part = report(&stratum.report);
            part["stratum"] = json!(stratum.name);
            part
        })
        .collect();
    json!({
        "documented": strata.documented,
        "stratified_by": field,
        "models": strata.totals.iter().map(outcome).collect::<Vec<_>>(),
        "strata": parts,
    })
}

fn outcome(outcome: &Outcome) -> Value {
    match outcome {
        Outcome::Estimate(estimate) => json!({
            "model": estimate.model,
            "estimate": estimate.estimate,
            "interval": estimate.interval,
            "level": estimate.level,
            "estimated_undocumented": estimate.estimated_undocumented,
            "undocumented_interval": estimate.undocumented_interval,
            "diagnostics": estimate.diagnostics,
            "warnings": estimate.warnings,
        }),
        Outcome::Refusal { model, reason } => json!({ "model": model, "refused": reason }),
    }
}
