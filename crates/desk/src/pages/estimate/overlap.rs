//! How many people are on each combination of lists.

use crate::frame::Context;
use maud::{Markup, html};
use tizim_project::Results;
use tizim_report::parts::{Foreign, table as drawn};

/// The most combinations that are shown at once.
const MOST: usize = 64;

pub(super) fn table(context: &Context<'_>, results: &Results) -> Markup {
    let w = &context.words.estimate;
    let captures = &results.captures;
    let mut patterns = captures.patterns.clone();
    patterns.sort_by_key(|(pattern, people)| (std::cmp::Reverse(*people), *pattern));
    let on = |pattern: u64| captures.systems.iter().enumerate().filter(move |(at, _)| pattern >> at & 1 == 1);
    let rows = html! {
        @for (pattern, people) in patterns.iter().take(MOST) {
            tr {
                th scope="row" {
                    @if *pattern == 0 { (w.on_no_list) }
                    @for (at, (_, name)) in on(*pattern).enumerate() { @if at > 0 { " + " } bdi dir="auto" { (Foreign(name)) } }
                }
                td.n {
                    // who is on hidden lists is not to be found out by their combinations
                    @if context.sight().all { a href={ "/persons?on=" (pattern) } { (context.words.number(*people)) } }
                    @else { (context.words.number(*people)) }
                }
            }
        }
    };
    html! {
        (drawn(w.overlap.as_str(), &[w.on_lists.as_str(), w.documented.as_str()], &rows))
        @if patterns.len() > MOST { p.note { (context.words.count(&w.further_combinations, (patterns.len() - MOST) as u64)) } }
    }
}
