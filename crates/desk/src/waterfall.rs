//! From how rare one person among two records is, field by field, to how sure the program is of these two.

use crate::frame::Context;
use maud::{Markup, html};
use tizim_link::Explanation;
use tizim_report::parts::{Foreign, percent, signed, table};

/// Returns the steps as a table.
pub(crate) fn waterfall(context: &Context<'_>, explanation: &Explanation) -> Markup {
    let w = &context.words.pairs;
    let mut sum = explanation.prior.0;
    let steps: Vec<(Markup, f64, f64)> = explanation
        .fields
        .iter()
        .map(|field| {
            let adds = field.weight.0 + field.rarity.0;
            sum += adds;
            let values = [&field.value_a, &field.value_b].map(|value| value.as_deref().map_or("–", |value| context.words.value(&field.field, value)));
            let what = html! {
                strong { (context.words.field(&field.field)) } ": " (context.words.said(&field.level))
                @if field.rarity.0.abs() >= 0.05 { " " small { (w.rarity.with(&[("weight", &signed(field.rarity.0))])) } }
                br; small { bdi dir="auto" { (Foreign(values[0])) } " | " bdi dir="auto" { (Foreign(values[1])) } }
            };
            (what, adds, sum)
        })
        .collect();
    let row = |what: Markup, adds: Option<f64>, sum: f64| {
        html! {
            tr {
                th scope="row" { (what) }
                td.n { @if let Some(adds) = adds { (signed(adds)) } }
                td.n { (signed(sum)) }
            }
        }
    };
    let rows = html! {
        (row(html! { (w.prior) }, None, explanation.prior.0))
        @for (what, adds, sum) in steps { (row(what, Some(adds), sum)) }
        @if explanation.sharing.0 != 0.0 { (row(html! { (w.sharing) }, Some(explanation.sharing.0), sum + explanation.sharing.0)) }
        (row(html! { strong { (w.in_all.with(&[("share", &percent(explanation.probability.get()))])) } }, None, explanation.total.0))
    };
    table(
        w.weights_title.as_str(),
        &[w.step.as_str(), &format!("{}#", w.adds.as_str()), &format!("{}#", w.weight.as_str())],
        &rows,
    )
}
