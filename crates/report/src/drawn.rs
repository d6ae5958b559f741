//! What the pictures of an estimate show: the numbers out of its results, the same for the report and for the review desk.

use crate::plot::{CurvePoint, Density, FitRow, IntervalRow, IntervalValue};
use tizim_estimate::{Checks, Estimate, Interval, Model, Outcome};
use tizim_project::{EstimateResult, Results, WholeEstimate};

/// Returns the documented that the estimate starts from: those on its lists.
pub fn estimated_from(results: &Results) -> f64 {
    let documented = match &results.estimate {
        EstimateResult::Whole(whole) => whole.report.documented,
        EstimateResult::Strata { report, .. } => report.documented,
        EstimateResult::Refused { .. } => results.documented(),
    };
    documented as f64
}

/// Returns an estimate with its interval.
pub fn interval_value(estimate: f64, interval: Interval) -> IntervalValue {
    IntervalValue { estimate, lower: interval.lower, upper: interval.upper }
}

/// Returns the posterior of an estimate of all people; `None` for a model that has none.
pub fn density_of(estimate: &Estimate, documented: f64) -> Option<Density<'_>> {
    let posterior = estimate.posterior.as_ref()?;
    Some(Density {
        curve: &posterior.density,
        median: estimate.estimate,
        lower: estimate.interval.lower,
        upper: estimate.interval.upper,
        documented: Some(documented),
    })
}

/// Returns the lists of a combination: bit `i` of `pattern` is list `i`.
pub(crate) fn lists_of(pattern: u64, lists: &[String]) -> Vec<&str> {
    let on = lists.iter().enumerate().filter(|(at, _)| pattern >> at & 1 == 1);
    on.map(|(_, name)| name.as_str()).collect()
}

/// Returns the combinations of lists that a model was fitted to, as observed and as it would produce them.
pub fn fit_rows(estimate: &Estimate) -> Vec<FitRow> {
    let row = |row: &tizim_estimate::PatternFit| FitRow {
        label: lists_of(row.pattern, &estimate.fitted_lists).join(", "),
        observed: row.observed as f64,
        replicated: row.replicated,
    };
    estimate.fitted.iter().map(row).collect()
}

/// Returns the answer as the odds ratio of highest order changes.
pub fn curve_points(checks: &Checks) -> Vec<CurvePoint> {
    let point = |point: &tizim_estimate::SensitivityPoint| CurvePoint {
        ratio: point.xi,
        estimate: point.estimate,
        lower: point.interval.lower,
        upper: point.interval.upper,
    };
    checks.highest_order.iter().map(point).collect()
}

/// Returns the estimates with each list left out, beside the one of the same model with all of them; `None` with fewer than two
/// numbers. `all` and `without` are the words for them.
pub fn left_out_rows(
    whole: &WholeEstimate,
    all: &str,
    without: impl Fn(&str) -> String,
) -> Option<Vec<IntervalRow>> {
    let graphs =
        whole.report.models.iter().filter_map(Outcome::estimate).find(|it| it.model == Model::Graphs);
    let all = graphs.map(|found| IntervalRow {
        label: all.to_owned(),
        value: Some(interval_value(found.estimate, found.interval)),
        main: true,
    });
    let others = whole.checks.leave_one_out.iter().map(|check| IntervalRow {
        label: without(&check.list),
        value: check
            .estimate
            .zip(check.interval)
            .map(|(estimate, interval)| interval_value(estimate, interval)),
        main: false,
    });
    let rows: Vec<IntervalRow> = all.into_iter().chain(others).collect();
    (rows.iter().filter(|row| row.value.is_some()).count() >= 2).then_some(rows)
}
