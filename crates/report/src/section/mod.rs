//! The parts of the first page, in the order in which they stand on it.

mod assumptions;
mod counted;
mod estimate;
mod figures;
mod linking;
mod lists;
mod method;
mod numbers;
mod overlap;
mod quarantine;
mod strata;
mod time;

pub use figures::{FigureCaptions, Matter};
pub(crate) use figures::{by_matter, by_quantity, figures_picture};

use crate::page::{Frame, page, section};
use crate::view::View;
use crate::words;
use maud::{Markup, html};
use tizim_project::EstimateResult;

/// Returns the first page.
pub(crate) fn index(view: View<'_>) -> Markup {
    let mut sections = vec![
        ("numbers", words::NUMBERS, numbers::numbers(view)),
        ("counted", words::COUNTED, counted::codebook(view)),
        ("breakdown", words::BREAKDOWN, counted::breakdowns(view)),
        ("lists", words::LISTS, lists::lists(view)),
        ("overlap", words::OVERLAP, overlap::overlap(view)),
        ("time", words::TIME, time::time(view)),
        ("estimate", words::ESTIMATE, estimate::estimate(view)),
    ];
    if let EstimateResult::Strata { field, report, .. } = &view.results.estimate {
        sections.push(("strata", words::STRATA, strata::strata(view, field, report)));
    }
    if view.figures().next().is_some() {
        sections.push(("figures", words::FIGURES, figures::figures(view)));
    }
    sections.push(("linking", words::LINKING, linking::linking(view)));
    sections.push(("method", words::METHOD, method::method(view)));
    sections.push(("quarantine", words::QUARANTINE, quarantine::quarantine(view)));
    let contents: Vec<(&str, &str)> = sections.iter().map(|(id, heading, _)| (*id, *heading)).collect();
    let frame = Frame {
        project: &view.results.title,
        page: None,
        root: "",
        persons: !view.is_public(),
        sections: &contents,
        scripts: &[],
    };
    let main = html! {
        h1 { (crate::display::Foreign(&view.results.title)) }
        (numbers::edition(view))
        (numbers::warnings(view))
        @for (id, heading, content) in &sections { (section(id, heading, content)) }
    };
    page(&frame, &main)
}
