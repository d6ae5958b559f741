//! What could not be read.

use crate::display::{Foreign, Passage};
use crate::page::table;
use crate::view::View;
use crate::words;
use maud::{Markup, html};
use tizim_model::{Kept, Quarantined};

/// The most lines that are shown; the rest stands in `out/quarantine.csv`.
const MOST_LINES: usize = 200;

/// Returns how much could not be read and, in the internal edition, the first lines of it.
pub(super) fn quarantine(view: View<'_>) -> Markup {
    let all = &view.results.quarantine;
    if all.is_empty() {
        return html! { p { (words::NOTHING_QUARANTINED) } };
    }
    let rows = all.iter().filter(|line| line.kept == Kept::Nothing).count() as u64;
    let cells = all.len() as u64 - rows;
    let shown = (all.len() > MOST_LINES && !view.is_public()).then_some(MOST_LINES);
    let lines = html! { @for line in all.iter().take(MOST_LINES) { (row(line)) } };
    html! {
        p { (words::quarantine_summary(rows, cells, shown)) }
        @if !view.is_public() {
            details.data open[all.len() <= 20] {
                summary { (words::QUARANTINE) }
                (table(words::QUARANTINE, &words::QUARANTINE_HEAD, &lines))
            }
        }
    }
}

fn row(line: &Quarantined) -> Markup {
    let kept = match line.kept {
        Kept::Row => words::KEPT_ROW,
        Kept::Nothing => words::KEPT_NOTHING,
    };
    html! {
        tr {
            td { (Foreign(&line.list)) }
            td { (Foreign(&line.file)) }
            td.n { (line.line) }
            td { @if let Some(column) = &line.column { (Foreign(column)) } }
            td { (Passage(&line.reason)) }
            td { (Passage(&line.text)) }
            td { (kept) }
        }
    }
}
