//! The estimate by strata.

use crate::display::{Foreign, Passage};
use crate::drawn::interval_value;
use crate::page::{figure, table};
use crate::plot::{IntervalRow, Width, intervals};
use crate::suppression::Cell;
use crate::view::View;
use crate::words;
use maud::{Markup, html};
use tizim_estimate::{Estimate, Outcome, StrataReport, Stratum};

/// Returns the strata with their documented and their undocumented.
pub(super) fn strata(view: View<'_>, field: &str, report: &StrataReport) -> Markup {
    if !view.may_show_breakdown(field) {
        return html! { p { (words::STRATA_WITHHELD) } };
    }
    let counts: Vec<u64> = report.strata.iter().map(|stratum| stratum.report.documented).collect();
    let cells = view.cells(&counts);
    // an estimate tells what it rests on, so it goes with its count
    let shown: Vec<(&Stratum, Cell, Option<&Estimate>)> = report
        .strata
        .iter()
        .zip(cells)
        .map(|(stratum, cell)| (stratum, cell, answer(stratum).filter(|_| cell.shown().is_some())))
        .collect();
    let plot: Vec<IntervalRow> =
        shown.iter().map(|(stratum, _, estimate)| interval_row(stratum, *estimate)).collect();
    let draw = |width| intervals("strata-plot", words::STRATA_PLOT, &plot, None, width, &words::English);
    let rows = html! {
        @for (stratum, cell, estimate) in &shown {
            tr {
                th scope="row" { (Foreign(&stratum.name)) }
                td.n { (words::cell(*cell, view.smallest())) }
                @match estimate {
                    Some(estimate) => {
                        td.n { (words::count_f(estimate.estimated_undocumented)) }
                        td.n { (words::limits(
                            estimate.undocumented_interval.lower, estimate.undocumented_interval.upper)) }
                        td { (words::model(estimate.model))
                            @for warning in &estimate.warnings { br; small.note { (Passage(&words::sentence(view.without_small_counts(&warning.words)))) } } }
                    }
                    None if cell.shown().is_none() => { td colspan="3" { (words::STRATUM_WITHHELD) } }
                    None => { td colspan="3" { (words::REFUSED) " " (Passage(&words::sentence(refusal(stratum)))) } }
                }
            }
        }
    };
    html! {
        p { (words::strata_means(field)) }
        @if plot.iter().any(|row| row.value.is_some()) && plot.len() <= 40 {
            (figure(words::STRATA_CAPTION, &draw(Width::Wide), &draw(Width::Narrow)))
        }
        (table(words::STRATA, &words::STRATA_HEAD, &rows))
    }
}

fn answer(stratum: &Stratum) -> Option<&Estimate> {
    stratum.report.models.iter().find_map(Outcome::estimate)
}

fn interval_row(stratum: &Stratum, estimate: Option<&Estimate>) -> IntervalRow {
    let value =
        estimate.map(|found| interval_value(found.estimated_undocumented, found.undocumented_interval));
    IntervalRow { label: stratum.name.clone(), value, main: false }
}

fn refusal(stratum: &Stratum) -> &str {
    let reason = stratum.report.models.iter().find_map(|outcome| match outcome {
        Outcome::Refusal { reason, .. } => Some(reason.words.as_str()),
        Outcome::Estimate(_) => None,
    });
    reason.unwrap_or(words::NO_MODEL_RAN)
}
