//! The two numbers, what each model says, and whether its chains agree.

use super::{pictures, told};
use crate::frame::Context;
use crate::words::Text;
use maud::{Markup, html};
use tizim_estimate::{ENOUGH_DRAWS, Estimate, GOOD_R_HAT, Interval, Model, Outcome};
use tizim_project::{EstimateResult, Results};
use tizim_report::parts::{Foreign, Passage, table};

/// Returns documented and undocumented, side by side and never added.
pub(in super::super) fn numbers(context: &Context<'_>, results: &Results) -> Markup {
    let w = &context.words.estimate;
    html! {
            div.numbers {
                div.number.documented {
                    h3 { (w.documented) }
                    p.big { a href="/persons" { (context.words.number(results.documented())) } }
                    p { (w.documented_means) }
                }
                div.number.undocumented {
                    h3 { (w.undocumented) }
                    @match results.estimate.answer() {
                        None => { p.big.none { (w.no_number) } (refusal(context, results)) }
                        Some(answer) => {
                            p.big { @if answer.model == Model::Chao { small { (w.at_least) " " } } (number(context, answer.estimated_undocumented)) }
                            p.sub { (w.between.with(&[("interval", &limits(context, answer.undocumented_interval)), ("level", &context.words.percent(answer.level))])) }
                            p { (w.undocumented_means) }
                        }
                    }
                }
            }
            p.rule { (w.not_added) }
    }
}

fn refusal(context: &Context<'_>, results: &Results) -> Markup {
    if let EstimateResult::Refused { reason } = &results.estimate {
        return html! { p lang="en" { (Passage(reason)) } };
    }
    let reason = results.estimate.outcomes().iter().find_map(|outcome| match outcome {
        Outcome::Refusal { reason, .. } => Some(reason),
        Outcome::Estimate(_) => None,
    });
    html! { @if let Some(reason) = reason { p { (told(context, &code(&reason.code), &reason.words)) } } }
}

/// Returns the word by which a code of the estimate stands in files.
pub(super) fn code(code: &impl serde::Serialize) -> String {
    serde_json::to_value(code).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Returns what a model is called.
pub(super) fn model_words<'a>(context: &Context<'a>, model: &str) -> &'a str {
    context.words.models.get(model).map_or("", String::as_str)
}

pub(super) fn number(context: &Context<'_>, people: f64) -> String {
    context.words.number(people.max(0.0).round() as u64)
}

pub(super) fn limits(context: &Context<'_>, interval: Interval) -> String {
    let w = &context.words.estimate;
    let lower = number(context, interval.lower);
    match interval.upper {
        Some(upper) => w.from_to.with(&[("from", &lower), ("to", &number(context, upper))]),
        None => w.from_on.with(&[("from", &lower)]),
    }
}

/// Returns a row for each model, and the strata where there are any.
pub(super) fn models(context: &Context<'_>, results: &Results) -> Markup {
    let w = &context.words.estimate;
    let answer = results.estimate.answer().map(|answer| answer.model);
    let head = [&w.model, &w.undocumented, &w.interval, &w.all, &w.interval];
    let rows = html! {
        @for outcome in results.estimate.outcomes() { (row(context, outcome, answer == Some(outcome.model()), None)) }
        @if let EstimateResult::Whole(whole) = &results.estimate && let Some(carried) = &whole.carried {
            tr {
                th scope="row" { (w.links_certain) }
                td.n { (number(context, carried.undocumented_without)) }
                td.n { (limits(context, carried.undocumented_interval_without)) }
                td.n { (number(context, carried.estimate_without)) }
                td.n { (limits(context, carried.interval_without)) }
            }
        }
    };
    html! {
        p { (w.models_mean) }
        @if let Some(carried) = results.estimate.carried() {
            p { (w.doubts.with(&[("draws", &context.words.number(carried.draws as u64)), ("share", &context.words.percent(carried.share))])) }
        }
        (numbered(w.models.as_str(), &head, &rows))
        @if let EstimateResult::Strata { field, report, .. } = &results.estimate {
            h3 { (w.by_stratum.with(&[("field", &context.words.field(field))])) }
            @let rows = html! {
                @for stratum in &report.strata {
                    @if let Some(first) = stratum.report.models.iter().find(|outcome| outcome.estimate().is_some()).or(stratum.report.models.first()) {
                        (row(context, first, false, Some(&stratum.name)))
                    }
                }
            };
            (numbered(&w.by_stratum.with(&[("field", &context.words.field(field))]), &[&w.stratum, &w.undocumented, &w.interval, &w.all, &w.interval], &rows))
        }
    }
}

/// Returns headings, all but the first above numbers.
fn heads(words: &[&Text]) -> Vec<String> {
    let mark = |at: usize| if at == 0 { "" } else { "#" };
    words.iter().enumerate().map(|(at, word)| format!("{}{}", word.as_str(), mark(at))).collect()
}

fn numbered(caption: &str, words: &[&Text], rows: &Markup) -> Markup {
    let heads = heads(words);
    table(caption, &heads.iter().map(String::as_str).collect::<Vec<_>>(), rows)
}

fn row(context: &Context<'_>, outcome: &Outcome, is_answer: bool, label: Option<&str>) -> Markup {
    let w = &context.words.estimate;
    html! {
        tr {
            th scope="row" {
                @match label { Some(label) => bdi dir="auto" { (Foreign(label)) }, None => (model_words(context, outcome.model().name())) }
                @if is_answer { " " span.tag { (w.the_answer) } }
            }
            @match outcome {
                Outcome::Estimate(found) => {
                    td.n { (number(context, found.estimated_undocumented)) }
                    td.n { (limits(context, found.undocumented_interval)) }
                    td.n { (number(context, found.estimate)) }
                    td.n { (limits(context, found.interval)) }
                }
                Outcome::Refusal { reason, .. } => {
                    td colspan="4" { (w.refused) " " (told(context, &code(&reason.code), &reason.words)) }
                }
            }
        }
    }
}

/// Returns whether each model's chains agree, and what it warns of.
pub(super) fn diagnostics(context: &Context<'_>, results: &Results) -> Markup {
    let w = &context.words.estimate;
    let found: Vec<&Estimate> = results.estimate.outcomes().iter().filter_map(Outcome::estimate).collect();
    if found.is_empty() {
        return html! { p { (w.no_number) } };
    }
    html! {
        p { (w.diagnostics_mean) }
        @for (position, estimate) in found.into_iter().enumerate() {
            h3 { (model_words(context, estimate.model.name())) }
            (verdict(context, estimate))
            @if !estimate.warnings.is_empty() {
                ul { @for warning in &estimate.warnings { li { (told(context, &code(&warning.code), &warning.words)) } } }
            }
            (pictures::of_model(context, results, position, estimate))
            (measured(context, position, estimate))
        }
    }
}

/// Returns in words what the chains tell.
fn verdict(context: &Context<'_>, estimate: &Estimate) -> Markup {
    let w = &context.words.estimate;
    let found = &estimate.diagnostics;
    let Some(r_hat) = found.r_hat else { return html! { p { (w.no_chains) } } };
    let draws = found.ess_bulk.unwrap_or(0.0).min(found.ess_tail.unwrap_or(f64::INFINITY));
    html! {
        @if r_hat > GOOD_R_HAT { p.caution { (w.chains_differ) } }
        @else if draws < ENOUGH_DRAWS { p.caution { (w.few_draws) } }
        @else { p { (w.chains_agree) } }
    }
}

fn measured(context: &Context<'_>, position: usize, estimate: &Estimate) -> Markup {
    let w = &context.words.estimate;
    let found = &estimate.diagnostics;
    let whole = |value: Option<usize>| value.map(|value| context.words.number(value as u64));
    let real = |value: Option<f64>, places: usize| value.map(|value| context.words.decimal(value, places));
    let shown = [
        (&w.r_hat, real(found.r_hat, 3)),
        (&w.ess_bulk, found.ess_bulk.map(|draws| number(context, draws))),
        (&w.ess_tail, found.ess_tail.map(|draws| number(context, draws))),
        (&w.chains, whole(found.chains)),
        (&w.sweeps, whole(found.sweeps)),
        (&w.models_considered, whole(found.models_considered)),
        (&w.without_mle, whole(found.without_mle)),
        (&w.unidentifiable, whole(found.unidentifiable)),
        (&w.replicates, whole(found.replicates)),
    ];
    let rows = html! {
        @for (label, value) in shown { @if let Some(value) = value { tr { th scope="row" { (label) } td.n { (value) } } } }
    };
    let fits = html! {
        @for row in &estimate.fitted {
            @let inside = (row.replicated[0]..=row.replicated[1]).contains(&(row.observed as f64));
            tr {
                th scope="row" {
                    @for (at, list) in estimate.fitted_lists.iter().enumerate().filter(|(at, _)| row.pattern >> at & 1 == 1) {
                        span.tag data-list=(at) { bdi dir="auto" { (Foreign(list)) } } " "
                    }
                }
                td.n { (context.words.number(row.observed)) }
                td.n { (number(context, row.expected)) }
                td { @if inside { (w.fit_inside) } @else { strong { (w.fit_outside) } } }
            }
        }
    };
    html! {
        details.data {
            summary { (w.all_numbers) }
            (table(w.all_numbers.as_str(), &[w.measure.as_str(), w.value.as_str()], &rows))
            @if !estimate.fitted.is_empty() {
                (pictures::fit(context, position, estimate))
                (table(w.fit.as_str(), &[w.on_lists.as_str(), w.observed.as_str(), w.expected.as_str(), w.verdict.as_str()], &fits))
            }
        }
    }
}
