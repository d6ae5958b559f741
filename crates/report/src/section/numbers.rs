//! The warnings, and the two numbers side by side.

use crate::display::Passage;
use crate::view::{View, persons_address};
use crate::words;
use maud::{Markup, html};
use tizim_estimate::{Model, Outcome};
use tizim_project::EstimateResult;

/// Returns what the public edition says of itself; nothing in the internal one.
pub(super) fn edition(view: View<'_>) -> Markup {
    let (withheld, _) = view.withheld();
    html! {
        @if view.is_public() {
            aside.edition aria-label=(words::PUBLIC_EDITION) {
                p { (words::PUBLIC_EDITION) }
                ul { @for what in words::withheld(withheld, view.smallest()) { li { (what) } } @for what in held_back(view) { li { (what) } } }
            }
        }
    }
}

/// Returns how much the public edition leaves out as confidential or without consent.
fn held_back(view: View<'_>) -> Vec<String> {
    let withheld = &view.results.withheld;
    let counts = [withheld.sources, withheld.persons, withheld.fields, withheld.figures];
    let shown = |count: u64| (count > 0).then(|| words::cell(view.alone(count), view.smallest()));
    words::held_back(counts.map(shown))
}

/// Returns what a reader must know before the numbers.
pub(super) fn warnings(view: View<'_>) -> Markup {
    html! {
        @if !view.results.warnings.is_empty() {
            section.warnings aria-labelledby="warnings-h" {
                h2 id="warnings-h" { (words::WARNINGS) }
                ul { @for warning in &view.results.warnings { li { (Passage(&words::sentence(view.warning_words(warning)))) } } }
            }
        }
    }
}

/// Returns documented and estimated undocumented, side by side and never added.
pub(super) fn numbers(view: View<'_>) -> Markup {
    let results = view.results;
    let means = if view.is_public() { words::DOCUMENTED_MEANS_PUBLIC } else { words::DOCUMENTED_MEANS };
    html! {
        div.numbers {
            div.number.documented {
                h3 { (words::DOCUMENTED) }
                p.big {
                    @if view.is_public() { (words::count(view.documented())) }
                    @else { a href=(persons_address("")) { (words::count(view.documented())) } }
                }
                p.sub { (words::from_records(results.reviewed_records(), results.reviewed_lists())) }
                p { (means) }
                @if results.suggested() > 0 && !view.is_public() {
                    p { (words::suggested(&words::cell(view.alone(results.suggested()), view.smallest()))) }
                }
                @if results.of_other_acts() > 0 && !view.is_public() {
                    p { (words::of_other_acts(&words::cell(view.alone(results.of_other_acts()), view.smallest()))) }
                }
                @if results.too_bare() > 0 {
                    p { (words::too_bare(&words::cell(view.alone(results.too_bare()), view.smallest()))) }
                }
            }
            div.number.undocumented {
                h3 { (words::UNDOCUMENTED) }
                (undocumented(view))
            }
        }
        p.rule { (words::NOT_ADDED) }
    }
}

fn undocumented(view: View<'_>) -> Markup {
    let Some(answer) = view.answer() else {
        return html! {
            p.big.none { (words::NO_NUMBER) }
            p { (Passage(&words::sentence(view.without_small_counts(refusal(view))))) }
        };
    };
    let interval = answer.undocumented_interval;
    let is_bound = answer.model == Model::Chao;
    html! {
        p.big {
            @if is_bound { small { (words::LOWER_BOUND) " " } }
            (words::count_f(answer.estimated_undocumented))
        }
        p.sub { (words::interval_words(answer.level, &words::limits(interval.lower, interval.upper))) }
        p { (words::UNDOCUMENTED_MEANS) }
        p { (words::interval_means(answer.level)) " " a href="#estimate" { (words::MORE_ON_ESTIMATE) } }
    }
}

/// Returns why there is no estimate.
pub(super) fn refusal(view: View<'_>) -> &str {
    if let EstimateResult::Refused { reason } = &view.results.estimate {
        return reason;
    }
    let reasons = view.outcomes().iter().filter_map(|outcome| match outcome {
        Outcome::Refusal { reason, .. } => Some(reason.words.as_str()),
        Outcome::Estimate(_) => None,
    });
    reasons.into_iter().next().unwrap_or(words::NO_MODEL_RAN)
}
