//! Sentences about what an answer rests on: other assumptions, lists left out, what the model would produce.

use super::{count, counted, percent};

pub(crate) const OTHER_ASSUMPTIONS: &str = "What the answer rests on";
pub(crate) const OTHER_ASSUMPTIONS_MEAN: &str = "No data can show how the people on no list differ from those on some. The pictures show how far the number would \
     move if one assumption were changed; links are taken as certain here. A number that moves little is firmer.";
pub(crate) const CURVE_PLOT: &str = "All people, by how strongly all lists together depend on one another";
pub(crate) const CURVE_CAPTION: &str = "All people, if being on the lists depends on one another in a way that only the people on no list could show: \
     at 1 not at all; at ½, about twice as many are on no list as at 1. Every weaker dependence is left free, so the \
     intervals are wider than that of the answer. The dashed line is the number documented.";
pub(crate) const AXIS_RATIO: &str = "odds ratio of highest order among the lists";
pub(crate) const LEFT_OUT_PLOT: &str = "Estimates with one list left out";
pub(crate) const LEFT_OUT_CAPTION: &str = "All people by the average over graphs: with all lists, and with each left out in turn (whoever is on that list \
     only drops out with it). Where one list moves the number far, the number rests on it.";
pub(crate) const ALL_LISTS: &str = "With all lists";
pub(crate) const CONSISTENCY_TABLE: &str = "Each list as a population of known size";
pub(crate) const CONSISTENCY_MEANS: &str = "How many people a list holds is known. Here each is estimated as if it were not, from those of its people who \
     are on the other lists. Right answers prove nothing for the people on no list; wrong ones cast doubt.";
pub(crate) const CONSISTENCY_HEAD: [&str; 5] =
    ["List", "People on it#", "Estimated#", "Interval#", "Holds the truth"];
pub(crate) const TWO_LISTS_TABLE: &str = "Every two lists by themselves";
pub(crate) const TWO_LISTS_HEAD: [&str; 4] = ["Lists", "On both#", "All people#", "Interval#"];
pub(crate) const BOUNDS_TABLE: &str = "Lower bounds";
pub(crate) const BOUNDS_HEAD: [&str; 2] = ["Variant", "At least#"];
pub(crate) const PRIORS_TABLE: &str = "Latent classes under other priors of capture";
pub(crate) const PRIORS_MEAN: &str = "What latent classes take for likely before they see the data: chances to be on a list from a Beta law, which says \
     that all people are so many times the documented. R-hat tells whether the runs under a law agree: up to 1.01 is good.";
pub(crate) const PRIORS_HEAD: [&str; 5] =
    ["Chances to be on a list", "Before the data#", "All people#", "Interval#", "R-hat#"];

/// R-hat as a table shows it.
pub(crate) fn r_hat(value: f64) -> String {
    format!("{value:.3}")
}

pub(crate) const YES: &str = "yes";
pub(crate) const NO: &str = "no";
pub(crate) const MORE_CHECKS: &str = "Lists against one another, bounds and priors";
pub(crate) const FIT_PLOT: &str = "Observed, and what the model would produce";
pub(crate) const FIT_CAPTION: &str = "How many persons stand on just these lists: the dot was observed, the bar holds 95 of 100 counts that the model \
     would produce. A ring marks a dot outside its bar.";
pub(crate) const REACH_TABLE: &str = "People with a real chance to be recorded";
pub(crate) const REACH_MEANS: &str = "Who had next to no chance to be on any list leaves no trace in any of them. These are the people who had more than \
     the chance shown.";
pub(crate) const REACH_HEAD: [&str; 3] = ["Chance above", "All people#", "Interval#"];

pub(crate) fn without_list(list: &str) -> String {
    format!("Without {list}")
}

pub(crate) fn two_lists([a, b]: &[String; 2]) -> String {
    format!("{a}, {b}")
}

/// Returns a variant of Chao's lower bound in words.
pub(crate) fn bound(name: &str) -> String {
    match name {
        "chao_1987" => "Chao 1987",
        "bias_corrected" => "corrected for small counts",
        "improved" => "improved by those on three and four lists",
        other => other,
    }
    .to_owned()
}

pub(crate) fn capture_law(a: f64, b: f64) -> String {
    format!("Beta({a}, {b}), {} on average", percent(a / (a + b)))
}

pub(crate) fn times(low: f64, middle: f64, high: f64) -> String {
    format!("{middle:.1} times ({low:.1} to {high:.1})")
}

pub(crate) fn ratio(ratio: f64) -> String {
    match ratio {
        ratio if ratio >= 1.0 => format!("{ratio:.0}"),
        ratio => format!("1/{:.0}", 1.0 / ratio),
    }
}

pub(crate) fn curve_description(points: usize) -> String {
    format!(
        "A line through {} with its band of intervals; the numbers are in out/estimates.json.",
        counted(points as u64, "estimate", "estimates")
    )
}

pub(crate) fn fit_description(rows: usize, missed: usize) -> String {
    format!(
        "{}, {} of them outside what the model would produce. The numbers stand in the table beside it.",
        counted(rows as u64, "combination of lists", "combinations of lists"),
        count(missed as u64)
    )
}
