//! How records were linked: pairs, rules, weights, the line.

use crate::display::{Foreign, Passage};
use crate::page::{small_figure, table};
use crate::plot::{WeightBin, share_bar, step_bar, weights};
use crate::view::View;
use crate::words;
use maud::{Markup, html};
use std::collections::BTreeMap;
use tizim_link::{BlockingReport, FieldModel, Linkage};

/// The width of a bar of the histogram of weights, in units of the weight.
const BIN: f64 = 2.0;
/// Beyond this a weight is as good as certain; the ends of the histogram hold all that lies beyond.
const FARTHEST: f64 = 60.0;

/// Returns what linking did.
pub(super) fn linking(view: View<'_>) -> Markup {
    let linkage = &view.results.linkage;
    let model = &linkage.model;
    let threshold = &model.threshold;
    let records = view.results.records.len() as u64;
    html! {
        p { (words::linking_did(records, linkage.pairs_compared, inside(linkage), view.documented())) }
        p { (words::threshold_is(threshold.probability.get(), threshold.weight.0)) " " (Passage(&words::sentence(&threshold.how))) " "
            (words::expected_at_threshold(threshold.expected_precision.get(), threshold.expected_recall.get())) }
        div.figures {
            (small_figure(words::WEIGHTS_CAPTION, &histogram(linkage)))
            (weights_table(linkage))
        }
        h3 { (words::M_AND_U) }
        p { (words::M_AND_U_MEANS) }
        (levels(&model.fields))
        @if !model.sharing.is_empty() { (sharing(linkage)) }
        h3 { (words::BLOCKING) }
        (rules(view, &linkage.blocking))
        @if !model.checks.is_empty() {
            h3 { (words::CHECKS) }
            ul.checks {
                @for check in &model.checks {
                    li.failed[!check.passed] { (words::check(check.passed)) " " (Passage(&words::sentence(&check.words))) }
                }
            }
        }
    }
}

/// Returns the pairs of records that were put into one person.
fn inside(linkage: &Linkage) -> u64 {
    let person = |record: tizim_model::RecordIx| linkage.person_of[record.index()];
    linkage.links.iter().filter(|link| person(link.a) == person(link.b)).count() as u64
}

fn bins(linkage: &Linkage) -> Vec<WeightBin> {
    let mut counts: BTreeMap<i32, u64> = BTreeMap::new();
    for link in &linkage.links {
        let weight = if link.weight.0.is_nan() { 0.0 } else { link.weight.0.clamp(-FARTHEST, FARTHEST) };
        *counts.entry((weight / BIN).floor() as i32).or_default() += 1;
    }
    counts
        .into_iter()
        .map(|(bin, pairs)| WeightBin { from: f64::from(bin) * BIN, to: f64::from(bin + 1) * BIN, pairs })
        .collect()
}

fn histogram(linkage: &Linkage) -> Markup {
    weights("weights", words::WEIGHTS_PLOT, &bins(linkage), linkage.model.threshold.weight.0)
}

fn weights_table(linkage: &Linkage) -> Markup {
    let rows = html! {
        @for bin in bins(linkage) {
            tr { th scope="row" { (words::from_to(bin.from, bin.to)) } td.n { (words::count(bin.pairs)) } }
        }
    };
    html! {
        details.data {
            summary { (words::WEIGHTS_TABLE) }
            (table(words::WEIGHTS_TABLE, &words::WEIGHTS_HEAD, &rows))
        }
    }
}

fn levels(fields: &[FieldModel]) -> Markup {
    let weights = || fields.iter().flat_map(|field| &field.levels).map(|level| level.weight.0);
    let finite = |weight: &f64| weight.is_finite();
    let low = weights().filter(finite).fold(-1.0, f64::min);
    let high = weights().filter(finite).fold(1.0, f64::max);
    let rows = html! {
        @for field in fields {
            @for (position, level) in field.levels.iter().rev().enumerate() {
                tr.group[position == 0] {
                    @if position == 0 { th scope="rowgroup" rowspan=(field.levels.len()) { (Foreign(&field.name)) } }
                    td { (Foreign(&level.words)) }
                    td.share { (share_bar(level.m.get())) span { (words::chance(level.m.get())) } }
                    td.share { (share_bar(level.u.get())) span { (words::chance(level.u.get())) } }
                    td.share { (step_bar(0.0, level.weight.0, low, high)) span { (words::signed(level.weight.0)) } }
                }
            }
        }
    };
    table(words::M_AND_U, &words::LEVELS_HEAD, &rows)
}

fn sharing(linkage: &Linkage) -> Markup {
    html! {
        ul {
            @for class in &linkage.model.sharing {
                @let shared: Vec<String> =
                    class.shares.iter().map(|(field, share)| words::shares_field(field, share.get())).collect();
                li { (Passage(&words::shared_class(&class.words, class.pairs, &shared))) }
            }
        }
    }
}

fn rules(view: View<'_>, blocking: &BlockingReport) -> Markup {
    if blocking.all_pairs {
        return html! { p { (words::all_pairs(blocking.possible_pairs)) } };
    }
    let rows = html! {
        @for rule in &blocking.rules {
            tr {
                th scope="row" {
                    (Foreign(&rule.words))
                    @if !rule.cut.is_empty() {
                        br;
                        // values are people's names and dates: not for the public
                        @if view.is_public() { small.note { (words::cut_values(rule.cut.len())) } }
                        @else {
                            small.note {
                                (words::cut_values(rule.cut.len())) ": "
                                @for (position, cut) in rule.cut.iter().take(5).enumerate() {
                                    @if position > 0 { ", " }
                                    (Foreign(&cut.value)) " (" (words::count(cut.records)) ")"
                                }
                            }
                        }
                    }
                }
                td.n { (words::count(rule.pairs)) }
                td.n { (words::count(rule.new_pairs)) }
                td.n { (words::percent(rule.estimated_recall)) }
            }
        }
    };
    html! {
        p { (words::blocking_means(blocking.possible_pairs, blocking.estimated_recall)) }
        (table(words::BLOCKING, &words::RULES_HEAD, &rows))
    }
}
