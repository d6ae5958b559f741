//! The pictures of an estimate: what each model says, what the answer rests on, and how the lists fare where the truth is
//! known.

use super::super::figures::standing_words;
use super::models::{model_words, number};
use crate::frame::Context;
use crate::words::Words;
use maud::{Markup, html};
use tizim_estimate::{Checks, Estimate, Interval, ListCheck, Outcome};
use tizim_model::Standing;
use tizim_project::{EstimateResult, Results, WholeEstimate};
use tizim_report::parts::{
    Foreign, IntervalRow, PictureWords, curve_picture, curve_points, density_of, density_picture,
    estimated_from, fit_picture, fit_rows, interval_value, intervals_picture, left_out_rows, table,
    traces_picture,
};

impl PictureWords for Words {
    fn people(&self, number: f64) -> String {
        if !number.is_finite() {
            return "–".to_owned();
        }
        if number.abs() < 1.0 && number != 0.0 {
            return self.decimal(number, 1);
        }
        self.number(number.max(0.0).round() as u64)
    }

    fn estimate(&self, estimate: f64, lower: f64, upper: Option<f64>) -> String {
        let (from, number) = (self.people(lower), self.people(estimate));
        let interval = match upper {
            Some(upper) => self.estimate.from_to.with(&[("from", &from), ("to", &self.people(upper))]),
            None => self.estimate.from_on.with(&[("from", &from)]),
        };
        format!("{number} ({interval})")
    }

    fn no_number(&self) -> String {
        self.estimate.no_number.as_str().to_owned()
    }

    fn documented(&self, number: f64) -> String {
        self.pictures.documented.with(&[("number", &self.people(number))])
    }

    fn median(&self, number: f64) -> String {
        self.pictures.median.with(&[("number", &self.people(number))])
    }

    fn estimated_in_all(&self, estimate: f64, lower: f64, upper: Option<f64>) -> String {
        self.pictures.estimated_in_all.with(&[("estimate", &self.estimate(estimate, lower, upper))])
    }

    fn all_people(&self) -> String {
        self.pictures.all_people.as_str().to_owned()
    }

    fn draws(&self) -> String {
        self.pictures.draws.as_str().to_owned()
    }

    fn odds_ratio(&self) -> String {
        self.pictures.odds_ratio.as_str().to_owned()
    }

    fn standing(&self, standing: Standing) -> String {
        standing_words(self, standing).to_owned()
    }

    fn matter(&self, scope: &str, event: Option<&str>) -> String {
        let w = &self.figures;
        let scope = if scope.is_empty() { w.scope_not_said.as_str() } else { scope };
        match event {
            Some(event) => w.matter.with(&[("scope", &scope), ("event", &event)]),
            None => scope.to_owned(),
        }
    }

    fn describe_figures(&self, figures: usize, scopes: usize) -> String {
        let scopes = self.number(scopes as u64);
        self.count_with(&self.pictures.describe_figures, figures as u64, &[("scopes", &scopes)])
    }

    fn describe_intervals(&self, rows: usize) -> String {
        self.count(&self.pictures.describe_intervals, rows as u64)
    }

    fn describe_density(&self, median: f64) -> String {
        self.pictures.describe_density.with(&[("number", &self.people(median))])
    }

    fn describe_traces(&self, runs: usize) -> String {
        self.count(&self.pictures.describe_traces, runs as u64)
    }

    fn describe_curve(&self, points: usize) -> String {
        self.count(&self.pictures.describe_curve, points as u64)
    }

    fn describe_fit(&self, rows: usize, missed: usize) -> String {
        let missed = self.number(missed as u64);
        self.count_with(&self.pictures.describe_fit, rows as u64, &[("missed", &missed)])
    }
}

/// Returns all models' estimates beside each other; nothing where none gives a number.
pub(super) fn models(context: &Context<'_>, results: &Results) -> Markup {
    let w = &context.words.pictures;
    let answer = results.estimate.answer().map(|answer| answer.model);
    let row = |outcome: &Outcome| IntervalRow {
        label: model_words(context, outcome.model().name()).to_owned(),
        value: outcome.estimate().map(|found| interval_value(found.estimate, found.interval)),
        main: answer == Some(outcome.model()),
    };
    let rows: Vec<IntervalRow> = results.estimate.outcomes().iter().map(row).collect();
    if rows.iter().all(|row| row.value.is_none()) {
        return html! {};
    }
    let named = ("models-plot", w.models.as_str(), w.models_mean.as_str());
    intervals_picture(named, &rows, estimated_from(results), context.words)
}

/// Returns the density of one model's answer, the runs of its simulation, and the combinations it was fitted to.
pub(super) fn of_model(
    context: &Context<'_>,
    results: &Results,
    position: usize,
    estimate: &Estimate,
) -> Markup {
    let w = &context.words.pictures;
    let shown = density_of(estimate, estimated_from(results));
    let (Some(posterior), Some(shown)) = (&estimate.posterior, shown) else { return html! {} };
    html! {
        div.figures {
            @if posterior.density.len() > 2 {
                (density_picture((&format!("density-{position}"), w.density.as_str(), w.density_means.as_str()), &shown, context.words))
            }
            @if posterior.traces.len() > 1 {
                (traces_picture((&format!("traces-{position}"), w.traces.as_str(), w.traces_mean.as_str()), &posterior.traces, context.words))
            }
        }
    }
}

/// Returns the commonest combinations of lists as observed and as a model would produce them.
pub(super) fn fit(context: &Context<'_>, position: usize, estimate: &Estimate) -> Markup {
    let w = &context.words.pictures;
    fit_picture(
        (&format!("fit-{position}"), w.fit.as_str(), w.fit_means.as_str()),
        &fit_rows(estimate),
        context.words,
    )
}

/// Returns what the answer rests on; nothing where the table was refused, or each stratum was estimated by itself.
pub(super) fn assumptions(context: &Context<'_>, results: &Results) -> Markup {
    let w = &context.words.pictures;
    let EstimateResult::Whole(whole) = &results.estimate else { return html! {} };
    if whole.checks.highest_order.is_empty() {
        return html! {};
    }
    html! {
        section id="rests" aria-labelledby="rests-h" {
            h2 id="rests-h" { (w.rests) }
            p { (w.rests_mean) }
            (sensitivity(context, whole))
            (left_out(context, whole))
            details.data {
                summary { (w.more_checks) }
                p { (w.consistency_means) }
                (consistency(context, &whole.checks.internal_consistency))
                (pairs(context, &whole.checks))
                p.note { (w.in_the_report) }
            }
        }
    }
}

fn sensitivity(context: &Context<'_>, whole: &WholeEstimate) -> Markup {
    let w = &context.words.pictures;
    let named = ("highest-order", w.curve.as_str(), w.curve_means.as_str());
    curve_picture(named, &curve_points(&whole.checks), whole.report.documented as f64, context.words)
}

/// Returns the estimates with each list left out, beside the one of the same model with all of them.
fn left_out(context: &Context<'_>, whole: &WholeEstimate) -> Markup {
    let w = &context.words.pictures;
    // pictures show what can't be seen, marks of direction among it; a label is one line of one direction
    let without = |list: &str| w.without.with(&[("list", &list)]).replace(['\u{2068}', '\u{2069}'], "");
    let Some(rows) = left_out_rows(whole, w.all_lists.as_str(), without) else { return html! {} };
    let named = ("left-out", w.left_out.as_str(), w.left_out_means.as_str());
    intervals_picture(named, &rows, whole.report.documented as f64, context.words)
}

fn estimated(context: &Context<'_>, estimate: Option<f64>, interval: Option<Interval>) -> Markup {
    let limits = |interval: Interval| super::models::limits(context, interval);
    html! {
        @match estimate {
            Some(estimate) => { td.n { (number(context, estimate)) } td.n { (interval.map(limits).unwrap_or_default()) } }
            None => { td colspan="2" { (context.words.estimate.no_number) } }
        }
    }
}

fn consistency(context: &Context<'_>, checks: &[ListCheck]) -> Markup {
    let (w, e) = (&context.words.pictures, &context.words.estimate);
    let head = [
        context.words.persons.list.as_str().to_owned(),
        format!("{}#", w.people_on_it.as_str()),
        format!("{}#", w.estimated.as_str()),
        format!("{}#", e.interval.as_str()),
        w.holds_truth.as_str().to_owned(),
    ];
    let rows = html! {
        @for check in checks {
            tr {
                th scope="row" { bdi dir="auto" { (Foreign(&check.list)) } }
                td.n { @if let Some(truth) = check.truth { (number(context, truth)) } }
                (estimated(context, check.estimate, check.interval))
                td {
                    @match check.interval.zip(check.truth).map(|(interval, truth)| interval.contains(truth)) {
                        Some(true) => (w.yes),
                        Some(false) => strong { (w.no) },
                        None => "",
                    }
                }
            }
        }
    };
    table(w.consistency.as_str(), &head.each_ref().map(String::as_str), &rows)
}

fn pairs(context: &Context<'_>, checks: &Checks) -> Markup {
    let (w, e) = (&context.words.pictures, &context.words.estimate);
    let head = [
        e.lists.as_str().to_owned(),
        format!("{}#", w.on_both.as_str()),
        format!("{}#", e.all.as_str()),
        format!("{}#", e.interval.as_str()),
    ];
    let rows = html! {
        @for pair in &checks.pairs {
            tr {
                th scope="row" { (Foreign(&pair.lists.join(", "))) }
                td.n { (context.words.number(pair.overlap)) }
                (estimated(context, pair.estimate, pair.interval))
            }
        }
    };
    table(w.two_lists.as_str(), &head.each_ref().map(String::as_str), &rows)
}
