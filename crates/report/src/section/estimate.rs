//! The estimate: by model, with pictures, diagnostics in plain words, and all numbers below.

use super::assumptions::assumptions;
use super::numbers::refusal;
use crate::display::{Foreign, Passage};
use crate::drawn::{density_of, estimated_from, fit_rows, interval_value, lists_of};
use crate::page::{figure, small_figure, table};
use crate::plot::{IntervalRow, Width, density, fit as plot_fit, intervals, traces};
use crate::view::View;
use crate::words;
use maud::{Markup, html};
use serde_json::Value;
use tizim_estimate::{Diagnostics, ENOUGH_DRAWS, Estimate, GOOD_R_HAT, Interval, Outcome};
use tizim_project::{EstimateResult, LinkageCarried};

/// Returns the models' answers, then each model by itself.
pub(crate) fn estimate(view: View<'_>) -> Markup {
    let outcomes = view.outcomes();
    if outcomes.is_empty() {
        return html! { p.caution { (Passage(&words::sentence(view.without_small_counts(refusal(view))))) } };
    }
    let answer = view.answer();
    let documented = estimated_from(view.results);
    let carried = view.results.estimate.carried();
    let mut rows: Vec<IntervalRow> = outcomes.iter().map(|outcome| interval_row(outcome, answer)).collect();
    if let (Some(carried), Some(answer)) = (carried, rows.iter().position(|row| row.main)) {
        rows.insert(answer + 1, without_doubts(carried));
    }
    let draw =
        |width| intervals("models", words::ESTIMATE_PLOT, &rows, Some(documented), width, &words::English);
    html! {
        p { (words::ESTIMATE_MEANS) }
        @if let Some(answer) = answer { p { (words::answer_is(answer.model, outcomes.len())) } }
        @else { p.caution { (Passage(&words::sentence(view.without_small_counts(refusal(view))))) } }
        // without a single number the table's reasons are all there is to see
        @if rows.iter().any(|row| row.value.is_some()) {
            (figure(words::ESTIMATE_CAPTION, &draw(Width::Wide), &draw(Width::Narrow)))
        }
        (models_table(view, outcomes))
        @if let (Some(carried), Some(answer)) = (carried, answer) { (doubts_of_linking(carried, answer)) }
        @for (position, outcome) in outcomes.iter().enumerate() {
            @if let Some(estimate) = outcome.estimate() {
                (one_model(view, position, estimate, answer.is_some_and(|answer| answer.model == estimate.model)))
            }
        }
        @if let EstimateResult::Whole(whole) = &view.results.estimate { (assumptions(view, whole)) }
    }
}

fn interval_row(outcome: &Outcome, answer: Option<&Estimate>) -> IntervalRow {
    let value = outcome.estimate().map(|found| interval_value(found.estimate, found.interval));
    let main = answer.is_some_and(|answer| answer.model == outcome.model());
    IntervalRow { label: words::model(outcome.model()).to_owned(), value, main }
}

fn models_table(view: View<'_>, outcomes: &[Outcome]) -> Markup {
    let rows = html! {
        @for outcome in outcomes {
            tr {
                th scope="row" { (words::model(outcome.model())) }
                @match outcome {
                    Outcome::Estimate(estimate) => {
                        td.n { (words::count_f(estimate.estimated_undocumented)) }
                        td.n { (limits(estimate.undocumented_interval)) }
                        td.n { (words::count_f(estimate.estimate)) }
                        td.n { (limits(estimate.interval)) }
                    }
                    Outcome::Refusal { reason, .. } => {
                        td colspan="4" { (words::REFUSED) " " (Passage(&words::sentence(view.without_small_counts(&reason.words)))) }
                    }
                }
            }
        }
    };
    table(words::MODELS_TABLE, &words::MODELS_HEAD, &rows)
}

fn without_doubts(carried: &LinkageCarried) -> IntervalRow {
    let value = interval_value(carried.estimate_without, carried.interval_without);
    IntervalRow { label: words::LINKS_CERTAIN.to_owned(), value: Some(value), main: false }
}

/// Returns the answer with and without the doubts of the linking.
fn doubts_of_linking(carried: &LinkageCarried, answer: &Estimate) -> Markup {
    let row = |heading: &str, undocumented: f64, interval: Interval, all: f64, of_all: Interval| {
        html! {
            tr {
                th scope="row" { (heading) }
                td.n { (words::count_f(undocumented)) }
                td.n { (limits(interval)) }
                td.n { (words::count_f(all)) }
                td.n { (limits(of_all)) }
            }
        }
    };
    let rows = html! {
        (row(words::LINKS_DOUBTED, answer.estimated_undocumented, answer.undocumented_interval, answer.estimate,
            answer.interval))
        (row(words::LINKS_CERTAIN, carried.undocumented_without, carried.undocumented_interval_without,
            carried.estimate_without, carried.interval_without))
    };
    html! {
        h3 { (words::DOUBTS_OF_LINKING) }
        p { (words::doubts_carried(carried.draws, carried.documented, carried.share)) }
        (table(words::DOUBTS_OF_LINKING, &words::MODELS_HEAD, &rows))
    }
}

fn limits(interval: Interval) -> String {
    words::limits(interval.lower, interval.upper)
}

fn one_model(view: View<'_>, position: usize, estimate: &Estimate, is_answer: bool) -> Markup {
    let name = words::model(estimate.model);
    let notes = in_words(estimate);
    html! {
        details.model open[is_answer] {
            summary { (name) ": " (words::estimate_with_limits(
                estimate.estimate, estimate.interval.lower, estimate.interval.upper)) }
            p { (words::model_means(estimate.model)) }
            @if !estimate.warnings.is_empty() {
                ul.cautions { @for warning in &estimate.warnings { li { (Passage(&words::sentence(view.without_small_counts(&warning.words)))) } } }
            }
            @if !notes.is_empty() {
                ul.checks { @for (is_good, note) in &notes { li.failed[!is_good] { (note) } } }
            }
            (pictures(view, position, estimate))
            (numbers(&estimate.diagnostics))
            (reach(&estimate.diagnostics.n_alpha))
            @if !view.is_public() && !estimate.fitted.is_empty() {
                (fit(position, estimate))
            }
        }
    }
}

fn pictures(view: View<'_>, position: usize, estimate: &Estimate) -> Markup {
    let shown = density_of(estimate, estimated_from(view.results));
    let (Some(posterior), Some(shown)) = (&estimate.posterior, shown) else { return html! {} };
    html! {
        div.figures {
            @if posterior.density.len() > 2 {
                (small_figure(
                    words::density_caption(estimate.model),
                    &density(&format!("density-{position}"), words::DENSITY_PLOT, &shown, &words::English)
                ))
            }
            @if posterior.traces.len() > 1 {
                (small_figure(
                    words::TRACES_CAPTION,
                    &traces(&format!("traces-{position}"), words::TRACES_PLOT, &posterior.traces, &words::English)
                ))
            }
        }
    }
}

/// Returns what the diagnostics say, a sentence each, and whether it is as it should be.
fn in_words(estimate: &Estimate) -> Vec<(bool, String)> {
    let found = &estimate.diagnostics;
    let mut out = Vec::new();
    if let Some(r_hat) = found.r_hat {
        out.push((r_hat <= GOOD_R_HAT, words::runs_agree(found.chains.unwrap_or(1), r_hat)));
    }
    if let (Some(bulk), Some(tail)) = (found.ess_bulk, found.ess_tail) {
        out.push((bulk.min(tail) >= ENOUGH_DRAWS, words::draws_worth(bulk, tail)));
    }
    if let Some([low, middle, high]) = found.prior_ratio {
        out.push((true, words::prior_says(low, middle, high)));
    }
    if let Some(share) = found.between_models {
        out.push((true, words::between_models(share)));
    }
    if let Some(models) = found.models_considered {
        out.push((true, words::models_compared(models, found.without_mle, found.unidentifiable)));
    }
    if let Some(formula) = &found.formula {
        out.push((true, words::best_formula(formula)));
    }
    if let Some(used) = &found.lists_used {
        out.push((true, words::sentence(used)));
    }
    out
}

/// Returns all that the model reports of itself, as it is named in `out/estimates.json`.
fn numbers(found: &Diagnostics) -> Markup {
    let Ok(Value::Object(fields)) = serde_json::to_value(found) else { return html! {} };
    let plain: Vec<(&String, &Value)> = fields
        .iter()
        .filter(|(_, value)| !matches!(value, Value::Array(rows) if rows.iter().any(|row| !row.is_number())))
        .collect();
    let rows = html! {
        @for (name, value) in &plain { tr { th scope="row" { code { (name) } } td.n { (shown(value)) } } }
    };
    let shares = html! {
        @for share in &found.weights {
            tr {
                th scope="row" { (Foreign(&share.name)) }
                td.n { (words::percent(share.weight)) }
                td.n { @if let Some(estimate) = share.estimate { (words::count_f(estimate)) } }
                td.n { @if let Some(interval) = share.interval { (limits(interval)) } }
            }
        }
    };
    let bic = html! {
        @for row in &found.bic {
            tr {
                th scope="row" { (Foreign(&row.formula)) }
                td.n { (row.parameters) }
                td.n { (format!("{:.1}", row.bic)) }
                td.n { (words::percent(row.weight)) }
                td.n { (words::count_f(row.estimate)) }
            }
        }
    };
    html! {
        details.data {
            summary { (words::FULL_NUMBERS) }
            @if !plain.is_empty() { (table(words::FULL_NUMBERS, &words::NUMBERS_HEAD, &rows)) }
            @if !found.weights.is_empty() { (table(words::SHARES_TABLE, &words::SHARES_HEAD, &shares)) }
            @if !found.bic.is_empty() { (table(words::BIC_TABLE, &words::BIC_HEAD, &bic)) }
        }
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Number(number) => match number.as_u64() {
            Some(whole) => words::count(whole),
            None => words::plain_number(number.as_f64().unwrap_or(f64::NAN)),
        },
        Value::Array(values) => values.iter().map(shown).collect::<Vec<_>>().join("; "),
        Value::String(text) => crate::display::clipped(text, 400).0.into_owned(),
        other => other.to_string(),
    }
}

/// Returns the people who had a real chance to be recorded.
fn reach(n_alpha: &[(f64, f64, f64, f64)]) -> Markup {
    if n_alpha.is_empty() {
        return html! {};
    }
    let rows = html! {
        @for &(alpha, median, lower, upper) in n_alpha {
            tr {
                th scope="row" { (words::percent(alpha)) }
                td.n { (words::count_f(median)) }
                td.n { (words::limits(lower, Some(upper))) }
            }
        }
    };
    html! {
        details.data {
            summary { (words::REACH_TABLE) }
            p { (words::REACH_MEANS) }
            (table(words::REACH_TABLE, &words::REACH_HEAD, &rows))
        }
    }
}

/// Returns the commonest combinations of lists as observed and as the model would produce them. `lists` are the lists
/// of the model's own table.
fn fit(position: usize, estimate: &Estimate) -> Markup {
    let plotted = fit_rows(estimate);
    let draw =
        |width| plot_fit(&format!("fit-{position}"), words::FIT_PLOT, &plotted, width, &words::English);
    let rows = html! {
        @for (row, plotted) in estimate.fitted.iter().zip(&plotted) {
            tr {
                th scope="row" { @for name in lists_of(row.pattern, &estimate.fitted_lists) { span.tag { (Foreign(name)) } " " } }
                td.n { (words::count(row.observed)) }
                td.n { (words::plain_number(row.expected)) }
                td.n { (words::limits(row.replicated[0], Some(row.replicated[1]))) }
                td { @if plotted.fits() { (words::FIT_INSIDE) } @else { strong { (words::FIT_OUTSIDE) } } }
            }
        }
    };
    html! {
        details.data {
            summary { (words::FIT_TABLE) }
            p { (words::FIT_MEANS) }
            (figure(words::FIT_CAPTION, &draw(Width::Wide), &draw(Width::Narrow)))
            (table(words::FIT_TABLE, &words::FIT_HEAD, &rows))
        }
    }
}
