//! The estimate: numbers, models, diagnostics; and which judgements are not in it yet.

use super::today::{judged_since, run_form};
use super::{Asked, fault};
use crate::frame::{Context, Place};
use axum::response::Response;
use maud::html;
use tizim_ledger::Role;
use tizim_report::parts::{Part, part};

/// Returns the page.
pub(super) fn page(context: &Context<'_>, _asked: &Asked) -> Response {
    let w = &context.words.estimate;
    let Some(loaded) = &context.state.loaded else { return fault::nothing_yet(context.words) };
    let results = &loaded.results;
    let behind = judged_since(context, loaded.run_at);
    let main = html! {
        h1 { (w.title) }
        @if behind > 0 {
            div.caution {
                p { (context.words.count(&w.behind, behind)) }
                @if context.may(Role::Editor) { (run_form(context, &context.words.today.run_again)) }
            }
        }
        (part(results, Part::Warnings))
        section id="numbers" aria-labelledby="numbers-h" {
            h2.vh id="numbers-h" { (context.words.today.numbers) }
            (part(results, Part::Numbers))
        }
        section id="estimate" aria-labelledby="estimate-h" {
            h2 id="estimate-h" { (w.title) }
            (part(results, Part::Estimate))
        }
        section id="overlap" aria-labelledby="overlap-h" { h2 id="overlap-h" { (w.overlap) } (part(results, Part::Overlap)) }
        section id="linking" aria-labelledby="linking-h" { h2 id="linking-h" { (w.linking) } (part(results, Part::Linking)) }
    };
    context.page(Place::Estimate, w.title.as_str(), &main)
}
