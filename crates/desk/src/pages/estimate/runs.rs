//! What earlier runs came to, beside each other.

use super::models::{model_words, number};
use crate::frame::Context;
use maud::{Markup, html};
use tizim_project::{Project, Results, RunSummary};
use tizim_report::parts::{Foreign, table as drawn};

pub(super) fn table(context: &Context<'_>, results: &Results) -> Markup {
    let w = &context.words.estimate;
    let runs = Project::open(context.desk.root()).map(|project| project.runs()).unwrap_or_default();
    if runs.is_empty() {
        return html! { p { (w.runs_none) } };
    }
    let head = [
        &w.run_at,
        &w.strata,
        &w.lists,
        &w.draws_short,
        &w.documented,
        &w.undocumented,
        &w.interval,
        &w.model,
        &w.run_differs,
    ];
    let head: Vec<&str> = head.iter().map(|word| word.as_str()).collect();
    let rows = html! { @for (at, run) in runs.iter().enumerate() { (row(context, results, run, runs.get(at + 1))) } };
    html! {
        p { (w.runs_mean) }
        (drawn(w.runs.as_str(), &head, &rows))
    }
}

fn row(context: &Context<'_>, results: &Results, run: &RunSummary, before: Option<&RunSummary>) -> Markup {
    let (w, sight, unnamed) = (&context.words.estimate, context.sight(), &context.words.groups);
    let strata = match run.strata.as_deref() {
        None => w.strata_none.as_str().to_owned(),
        Some("list") => w.strata_list.as_str().to_owned(),
        Some("age_group") => w.strata_age.as_str().to_owned(),
        Some(field) if sight.column(results, field) => context.words.field(field),
        Some(_) => unnamed.unnamed_field.as_str().to_owned(),
    };
    let name = |list: &String| match sight.source(list) {
        true => list.clone(),
        false => unnamed.unnamed_source.as_str().to_owned(),
    };
    let lists: Vec<String> = run.lists.iter().map(name).collect();
    html! {
        tr {
            th scope="row" { (context.words.moment(&run.at)) }
            td { (strata) }
            td { (Foreign(&lists.join(", "))) }
            td.n { (context.words.number(run.linkage_draws as u64)) }
            td.n { (context.words.number(run.documented)) }
            @match &run.answer {
                Some((model, people, lower, upper)) => {
                    td.n { (number(context, *people)) }
                    td.n {
                        @match upper {
                            Some(upper) => (w.from_to.with(&[("from", &number(context, *lower)), ("to", &number(context, *upper))])),
                            None => (w.from_on.with(&[("from", &number(context, *lower))])),
                        }
                    }
                    td { (model_words(context, model)) }
                }
                None => { td colspan="3" { (w.no_number) } }
            }
            td { (differs(context, run, before)) }
        }
    }
}

/// Returns in words what is not as in the run before.
fn differs(context: &Context<'_>, run: &RunSummary, before: Option<&RunSummary>) -> Markup {
    let w = &context.words.estimate;
    let Some(before) = before else { return html! {} };
    let changed = [
        (run.strata != before.strata, &w.strata),
        (run.lists != before.lists, &w.lists),
        (run.linkage_draws != before.linkage_draws, &w.draws_short),
        (run.warnings != before.warnings, &w.warnings),
    ];
    let judgements = run.knew.saturating_sub(before.knew);
    let change = run.answer.as_ref().zip(before.answer.as_ref()).map(|(now, then)| now.1 - then.1);
    html! {
        @if let Some(change) = change.filter(|change| change.abs() >= 0.5) {
            @if change > 0.0 { "+" } @else { "−" } (number(context, change.abs())) br;
        }
        small {
            @for (at, word) in changed.iter().filter(|(is, _)| *is).map(|(_, word)| word).enumerate() { @if at > 0 { ", " } (word) }
            @if judgements > 0 { @if changed.iter().any(|(is, _)| *is) { "; " } (context.words.count(&context.words.ledger.entries, judgements)) }
        }
    }
}
