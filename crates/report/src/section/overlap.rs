//! How the lists overlap.

use crate::display::{Foreign, visible};
use crate::page::{figure, table};
use crate::plot::{Intersection, UpSet, Width, room, upset};
use crate::view::{Overlap, View, persons_address};
use crate::words;
use maud::{Markup, html};

/// Returns the UpSet plot and the table of combinations.
pub(super) fn overlap(view: View<'_>) -> Markup {
    let overlap = view.overlap();
    if overlap.lists.len() < 2 {
        return html! { p { (words::ONE_LIST_OVERLAP) } };
    }
    let lists: Vec<(String, Option<u64>)> =
        overlap.lists.iter().map(|(name, cell)| (name.clone(), cell.shown())).collect();
    let columns: Vec<Intersection> = overlap
        .patterns
        .iter()
        .filter(|(pattern, _)| *pattern != 0)
        .map(|&(pattern, cell)| Intersection { pattern, persons: cell.shown() })
        .collect();
    let shown = UpSet { lists: &lists, intersections: &columns };
    let draw = |width| upset("upset", words::OVERLAP, &shown, width);
    let caption = format!(
        "{}{}",
        words::OVERLAP_MEANS,
        words::overlap_more(room(Width::Wide).min(columns.len()), columns.len())
    );
    html! {
        (figure(&caption, &draw(Width::Wide), &draw(Width::Narrow)))
        details.data open[overlap.patterns.len() <= 16] {
            summary { (words::OVERLAP_TABLE) }
            (combinations(view, &overlap))
        }
        @if !view.is_public() && lists.len() <= 12 {
            details.data { summary { (words::PAIRS_TABLE) } (pairs(&overlap)) }
        }
    }
}

fn combinations(view: View<'_>, overlap: &Overlap) -> Markup {
    let rows = html! {
        @for (pattern, cell) in &overlap.patterns {
            @let names: Vec<&str> = names_of(*pattern, overlap);
            tr {
                th scope="row" {
                    @if names.is_empty() { (words::ON_NO_SYSTEM) }
                    @for (position, name) in names.iter().enumerate() {
                        @if position > 0 { " + " }
                        (Foreign(name))
                    }
                }
                td.n {
                    @if view.is_public() { (words::cell(*cell, view.smallest())) }
                    @else { a href=(persons_address(&format!("on={pattern}"))) { (words::cell(*cell, view.smallest())) } }
                }
            }
        }
    };
    table(words::OVERLAP_TABLE, &words::OVERLAP_HEAD, &rows)
}

fn names_of(pattern: u64, overlap: &Overlap) -> Vec<&str> {
    let on = |position: &usize| pattern >> position & 1 == 1;
    (0..overlap.lists.len()).filter(on).map(|list| overlap.lists[list].0.as_str()).collect()
}

/// Returns the persons that each two lists share; only in the internal edition, where all counts are shown.
fn pairs(overlap: &Overlap) -> Markup {
    let shared = |a: usize, b: usize| -> u64 {
        let both = |pattern: u64| pattern >> a & 1 == 1 && pattern >> b & 1 == 1;
        overlap
            .patterns
            .iter()
            .filter(|(pattern, _)| both(*pattern))
            .filter_map(|(_, cell)| cell.shown())
            .sum()
    };
    let mut head = vec![""];
    let names: Vec<String> =
        overlap.lists.iter().map(|list| format!("{}{}", visible(&list.0), words::OF_NUMBERS)).collect();
    head.extend(names.iter().map(String::as_str));
    let rows = html! {
        @for (a, (name, _)) in overlap.lists.iter().enumerate() {
            tr {
                th scope="row" { (Foreign(name)) }
                @for b in 0..overlap.lists.len() { td.n.soft[a == b] { (words::count(shared(a, b))) } }
            }
        }
    };
    table(words::PAIRS_TABLE, &head, &rows)
}
