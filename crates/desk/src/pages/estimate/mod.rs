//! The estimate: what it is made of, what the models say, whether to believe it, and what earlier runs said.

mod choices;
mod levels;
mod models;
mod overlap;
mod pictures;
mod runs;

pub(super) use choices::choose;
pub(super) use models::numbers;

use super::today::{RELOAD, judged_since, run_form, running};
use super::{Asked, fault};
use crate::frame::{Context, Place};
use crate::runner::Run;
use axum::response::Response;
use maud::{Markup, html};
use tizim_ledger::Role;
use tizim_project::Warning;
use tizim_report::parts::Passage;

/// Returns the page.
pub(super) fn page(context: &Context<'_>, _asked: &Asked) -> Response {
    let w = &context.words.estimate;
    let Some(loaded) = &context.state.loaded else { return fault::nothing_yet(context.words) };
    let sight = context.sight();
    let results = &*sight.results(loaded, context.words);
    let behind = judged_since(context, loaded.run_at);
    let run = context.desk.runner().now();
    let is_at_work = matches!(run, Run::At(..));
    let main = html! {
        h1 { (w.title) }
        (running(context, &run))
        @if behind > 0 {
            div.caution {
                p { (context.words.count(&w.behind, behind)) }
                @if context.may(Role::Editor) && !is_at_work { (run_form(context, &context.words.today.run_again)) }
            }
        }
        section id="numbers" aria-labelledby="numbers-h" {
            h2.vh id="numbers-h" { (context.words.today.numbers) }
            (numbers(context, results))
        }
        (warnings(context, &results.warnings))
        section id="models" aria-labelledby="models-h" { h2 id="models-h" { (w.models) } (pictures::models(context, results)) (models::models(context, results)) }
        section id="believe" aria-labelledby="believe-h" { h2 id="believe-h" { (w.diagnostics) } (models::diagnostics(context, results)) }
        (pictures::assumptions(context, results))
        @if context.may(Role::Editor) {
            section id="choices" aria-labelledby="choices-h" { h2 id="choices-h" { (w.choices) } (choices::form(context, results, is_at_work)) }
        }
        section id="runs" aria-labelledby="runs-h" { h2 id="runs-h" { (w.runs) } (runs::table(context, results)) }
        section id="overlap" aria-labelledby="overlap-h" { h2 id="overlap-h" { (w.overlap) } (overlap::table(context, results)) }
        section id="linking" aria-labelledby="linking-h" { h2 id="linking-h" { (w.linking) } (levels::table(context, results)) }
    };
    context.page_that_reloads(Place::Estimate, w.title.as_str(), &main, is_at_work.then_some(RELOAD))
}

/// Returns what a reader must know first; in another language than the program's own also in its own words, which hold the
/// numbers.
fn warnings(context: &Context<'_>, warnings: &[Warning]) -> Markup {
    let w = &context.words.estimate;
    if warnings.is_empty() {
        return html! {};
    }
    html! {
        section.warnings aria-labelledby="warnings-h" {
            h2 id="warnings-h" { (w.warnings) }
            ul { @for warning in warnings { li { (told(context, &warning.code, &warning.words)) } } }
        }
    }
}

/// Returns a warning or a refusal of the program in the reader's language.
pub(super) fn told(context: &Context<'_>, code: &str, english: &str) -> Markup {
    match context.words.warnings.get(code).filter(|_| context.words.code != "en") {
        None => html! { span lang="en" { (Passage(english)) } },
        Some(words) => html! {
            (words)
            details.data { summary { (context.words.estimate.in_english) } p lang="en" { (Passage(english)) } }
        },
    }
}
