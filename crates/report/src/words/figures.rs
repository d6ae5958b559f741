//! The words of the figures that others gave.

use super::{count, counted};
use tizim_model::Standing;

pub(crate) const FIGURES: &str = "Who says how many";
pub(crate) const FIGURES_MEAN: &str = "Numbers that others gave, as claims: who says how many, of what, when, on what words. None of them goes into the \
     counts or the estimate, and none is taken for right. Struck through is what was taken back or replaced.";
pub(crate) const FIGURES_WITHHELD: &str =
    "The figures that others gave are not part of the public edition under the project file.";
pub(crate) const FIGURES_SUGGESTED: &str = "Some were found in articles by the program and nobody has looked at them yet; they are marked, stand in no picture, \
     and are in no public edition.";
pub(crate) const SUGGESTED_FIGURE: &str = "not looked at";
pub(crate) const PART_OF: &str = "part of:";
pub(crate) const FIGURES_HEAD: [&str; 6] =
    ["When", "How many#", "Of what, where", "Who says so", "Stands", "Words and source"];

pub(crate) fn figures_plot(quantity: &str) -> String {
    format!("What others say: {quantity}")
}

pub(crate) fn figures_table(quantity: &str) -> String {
    format!("Figures: {quantity}")
}

pub(crate) fn figures_caption(not_drawn: usize, with_documented: bool) -> String {
    let mut caption = "Each figure when it was said: a filled dot stands, an empty one was taken back or replaced, a bar is from least to \
         greatest, an arrow is “at least”. Figures of different scopes stand side by side; the table says which is which."
        .to_owned();
    if with_documented {
        caption.push_str(" The dashed line is the number documented here.");
    }
    if not_drawn > 0 {
        let figures = counted(not_drawn as u64, "figure has", "figures have");
        caption.push_str(&format!(" {figures} no date or no number and can’t be drawn."));
    }
    caption
}

pub(crate) fn claims_description(claims: usize) -> String {
    format!("{} over time; the table below has them all.", counted(claims as u64, "figure", "figures"))
}

/// Returns a number as its claimant bounds it.
pub(crate) fn how_many(low: Option<u64>, high: Option<u64>) -> String {
    match (low, high) {
        (Some(low), Some(high)) if low == high => count(low),
        (Some(low), Some(high)) => format!("{} to {}", count(low), count(high)),
        (Some(low), None) => format!("at least {}", count(low)),
        (None, Some(high)) => format!("at most {}", count(high)),
        (None, None) => "no number".to_owned(),
    }
}

pub(crate) fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Stands => "as far as known",
        Standing::Superseded => "replaced by a later one",
        Standing::Withdrawn => "taken back or denied",
    }
}
