//! How records were linked: the line, and what each degree of likeness adds.

use crate::frame::Context;
use maud::{Markup, html};
use tizim_project::Results;
use tizim_report::parts::{signed, table as drawn};

pub(super) fn table(context: &Context<'_>, results: &Results) -> Markup {
    let w = &context.words.estimate;
    let model = &results.linkage.model;
    let head = [&context.words.person.field, &w.likeness, &w.of_same, &w.of_different, &w.weight];
    let head: Vec<&str> = head.iter().map(|word| word.as_str()).collect();
    let percent = |share: f64| context.words.percent(share);
    let rows = html! {
        @for field in &model.fields {
            @for (position, level) in field.levels.iter().rev().enumerate() {
                tr.group[position == 0] {
                    @if position == 0 { th scope="rowgroup" rowspan=(field.levels.len()) { (context.words.field(&field.name)) } }
                    td { (context.words.said(&level.words)) }
                    td.n { (percent(level.m.get())) }
                    td.n { (percent(level.u.get())) }
                    td.n { (signed(level.weight.0)) }
                }
            }
        }
    };
    html! {
        p { (w.linked.with(&[
            ("records", &context.words.number(results.records.len() as u64)),
            ("pairs", &context.words.number(results.linkage.pairs_compared)),
            ("persons", &context.words.number(results.documented())),
        ])) }
        p { (w.line_is.with(&[
            ("probability", &percent(model.threshold.probability.get())),
            ("precision", &percent(model.threshold.expected_precision.get())),
            ("recall", &percent(model.threshold.expected_recall.get())),
        ])) }
        p { (w.levels_mean) }
        (drawn(w.levels.as_str(), &head, &rows))
    }
}
