//! The method note: what was done, from what was done, with the papers that it rests on.

use crate::display::Passage;
use crate::view::View;
use crate::words;
use maud::{Markup, html};
use tizim_project::Choice;

/// Returns the note.
pub(super) fn method(view: View<'_>) -> Markup {
    let results = view.results;
    let mut papers: Vec<&str> = words::LINKING_PAPERS.to_vec();
    for outcome in view.outcomes() {
        papers.extend_from_slice(words::model_papers(outcome.model()));
    }
    if view.outcomes().iter().any(|outcome| outcome.estimate().is_some_and(|e| e.diagnostics.r_hat.is_some()))
    {
        papers.push(words::R_HAT_PAPER);
    }
    papers.sort_unstable();
    papers.dedup();
    let lists: Vec<&str> = results.captures.systems.iter().map(String::as_str).collect();
    let compared: Vec<&str> = results.linkage.model.fields.iter().map(|field| field.name.as_str()).collect();
    let rules = [
        Choice::Reviewer,
        Choice::Undisputed,
        Choice::Reviewed,
        Choice::MostLists,
        Choice::MostExact,
        Choice::FirstList,
    ];
    html! {
        p { (words::method_reading(results.reviewed_lists(), results.reviewed_records(), results.quarantine.len() as u64)) }
        p { (Passage(&words::method_linking(&compared, results.linkage.model.rounds, results.linkage.blocking.rules.len()))) }
        p { (words::METHOD_CHOICE) }
        ol { @for rule in rules { li { (words::sentence(rule.words())) } } }
        p { (Passage(&words::method_counting(&lists))) }
        @if !view.outcomes().is_empty() {
            p { (words::METHOD_MODELS) }
            ul { @for outcome in view.outcomes() { li { strong { (words::model(outcome.model())) } ": " (words::model_means(outcome.model())) } } }
            p { (words::METHOD_ASSUMPTIONS) }
        }
        @if let Some(world) = &results.world {
            p { (words::method_places(&world.file, world.places as u64, &world.blake3)) }
        }
        p { (words::method_run(&results.program, results.seed)) }
        h3 { (words::SOURCES) }
        ul.papers { @for paper in papers { li { (paper) } } }
    }
}
