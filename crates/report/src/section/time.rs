//! The documented persons over time.

use crate::page::{figure, table};
use crate::plot::{Bars, Width, bars};
use crate::suppression::Cell;
use crate::view::View;
use crate::words;
use maud::{Markup, html};
use tizim_project::Bin;

/// Returns the bars, the table, and how many persons have no place in them.
pub(super) fn time(view: View<'_>) -> Markup {
    if !view.may_show_time() {
        return html! { p { (words::TIME_WITHHELD) } };
    }
    let line = &view.results.timeline;
    if line.bins.is_empty() {
        return html! { p { (words::NO_DATES) } };
    }
    let kind = match line.bin {
        Bin::Day => 0,
        Bin::Week => 1,
        Bin::Month => 2,
        Bin::Year => 3,
    };
    let rest = [(words::UNDATED, line.undated), (words::COARSE, line.coarse), (words::OUTSIDE, line.outside)];
    let counts: Vec<u64> = line.bins.iter().map(|bin| bin.1).chain(rest.iter().map(|rest| rest.1)).collect();
    let cells = view.cells(&counts);
    let (bin_cells, rest_cells) = cells.split_at(line.bins.len());
    let names: Vec<String> = line.bins.iter().map(|(day, _)| bin_name(line.bin, day)).collect();
    let bins: Vec<(String, Option<u64>)> =
        names.iter().cloned().zip(bin_cells.iter().map(|cell| cell.shown())).collect();
    let not_drawn: Vec<String> = rest
        .iter()
        .zip(rest_cells)
        .filter(|(_, cell)| **cell != Cell::Shown(0))
        .map(|((what, _), cell)| format!("{} {what}", words::cell(*cell, view.smallest())))
        .collect();
    let shown = Bars { bins: &bins };
    let draw = |width| bars("time-plot", words::TIME_TABLE, &shown, width);
    let rows = html! {
        @for (name, cell) in names.iter().zip(bin_cells) {
            tr { th scope="row" { (name) } td.n { (words::cell(*cell, view.smallest())) } }
        }
        @for ((what, _), cell) in rest.iter().zip(rest_cells) {
            tr.unknown { th scope="row" { (what) } td.n { (words::cell(*cell, view.smallest())) } }
        }
    };
    html! {
        (figure(&words::time_caption(words::BIN_WORD[kind], &not_drawn), &draw(Width::Wide), &draw(Width::Narrow)))
        details.data {
            summary { (words::TIME_TABLE) }
            (table(words::TIME_TABLE, &[words::BIN_HEAD[kind], words::HEAD_PERSONS], &rows))
        }
    }
}

/// Returns the name of a bin from its first day: `2022-01-05`, `2022-01`, `2022`.
fn bin_name(bin: Bin, day: &str) -> String {
    let parts = match bin {
        Bin::Day | Bin::Week => return day.to_owned(),
        Bin::Month => 2,
        Bin::Year => 1,
    };
    day.split('-').take(parts).collect::<Vec<_>>().join("-")
}
