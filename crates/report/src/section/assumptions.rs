//! What the answer rests on: the answer under other assumptions, without each list, and how the lists fare where the
//! truth is known.

use crate::display::Foreign;
use crate::drawn::{curve_points, left_out_rows};
use crate::page::{figure, small_figure, table};
use crate::plot::{Width, curve, intervals};
use crate::view::View;
use crate::words;
use maud::{Markup, html};
use tizim_estimate::{Checks, Interval, ListCheck};
use tizim_project::WholeEstimate;

/// Returns the pictures and tables; nothing where the table was refused.
pub(super) fn assumptions(view: View<'_>, whole: &WholeEstimate) -> Markup {
    let checks = &whole.checks;
    if checks.highest_order.is_empty() {
        return html! {};
    }
    html! {
        h3 { (words::OTHER_ASSUMPTIONS) }
        p { (words::OTHER_ASSUMPTIONS_MEAN) }
        (small_figure(words::CURVE_CAPTION, &sensitivity(checks, whole.report.documented as f64)))
        (left_out(whole))
        details.data {
            summary { (words::MORE_CHECKS) }
            p { (words::CONSISTENCY_MEANS) }
            (consistency(&checks.internal_consistency))
            // how many are on two lists may be a count too small to be published
            @if !view.is_public() { (pairs(checks)) }
            (bounds(checks))
            (priors(checks))
        }
    }
}

fn sensitivity(checks: &Checks, documented: f64) -> Markup {
    curve("highest-order", words::CURVE_PLOT, &curve_points(checks), documented, &words::English)
}

/// Returns the picture of the estimates with each list left out, beside the one of the same model with all of them.
fn left_out(whole: &WholeEstimate) -> Markup {
    let Some(rows) = left_out_rows(whole, words::ALL_LISTS, words::without_list) else { return html! {} };
    let documented = Some(whole.report.documented as f64);
    let draw = |width| intervals("left-out", words::LEFT_OUT_PLOT, &rows, documented, width, &words::English);
    figure(words::LEFT_OUT_CAPTION, &draw(Width::Wide), &draw(Width::Narrow))
}

fn limits(interval: Option<Interval>) -> String {
    interval.map_or_else(String::new, |interval| words::limits(interval.lower, interval.upper))
}

fn consistency(checks: &[ListCheck]) -> Markup {
    let rows = html! {
        @for check in checks {
            @let holds = check.interval.zip(check.truth).map(|(interval, truth)| interval.contains(truth));
            tr {
                th scope="row" { (Foreign(&check.list)) }
                td.n { @if let Some(truth) = check.truth { (words::count_f(truth)) } }
                @match check.estimate {
                    Some(estimate) => { td.n { (words::count_f(estimate)) } td.n { (limits(check.interval)) } }
                    None => { td colspan="2" { (words::REFUSED) } }
                }
                td {
                    @match holds {
                        Some(true) => (words::YES),
                        Some(false) => strong { (words::NO) },
                        None => "",
                    }
                }
            }
        }
    };
    table(words::CONSISTENCY_TABLE, &words::CONSISTENCY_HEAD, &rows)
}

fn pairs(checks: &Checks) -> Markup {
    let rows = html! {
        @for pair in &checks.pairs {
            tr {
                th scope="row" { (Foreign(&words::two_lists(&pair.lists))) }
                td.n { (words::count(pair.overlap)) }
                @match pair.estimate {
                    Some(estimate) => { td.n { (words::count_f(estimate)) } td.n { (limits(pair.interval)) } }
                    None => { td colspan="2" { (words::REFUSED) } }
                }
            }
        }
    };
    table(words::TWO_LISTS_TABLE, &words::TWO_LISTS_HEAD, &rows)
}

fn bounds(checks: &Checks) -> Markup {
    let rows = html! {
        @for bound in &checks.chao {
            @if let Some(value) = bound.bound {
                tr { th scope="row" { (words::bound(&bound.name)) } td.n { (words::count_f(value)) } }
            }
        }
    };
    table(words::BOUNDS_TABLE, &words::BOUNDS_HEAD, &rows)
}

fn priors(checks: &Checks) -> Markup {
    let rows = html! {
        @for prior in &checks.capture_prior {
            tr {
                th scope="row" { (words::capture_law(prior.capture.0, prior.capture.1)) }
                td.n { @if let Some([low, middle, high]) = prior.prior_ratio { (words::times(low, middle, high)) } }
                @match prior.estimate {
                    Some(estimate) => {
                        td.n { (words::count_f(estimate)) }
                        td.n { (limits(prior.interval)) }
                        td.n { @if let Some(r_hat) = prior.r_hat { (words::r_hat(r_hat)) } }
                    }
                    None => { td colspan="3" { (words::REFUSED) } }
                }
            }
        }
    };
    html! {
        p { (words::PRIORS_MEAN) }
        (table(words::PRIORS_TABLE, &words::PRIORS_HEAD, &rows))
    }
}
