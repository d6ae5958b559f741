//! The words of the figures that others gave.

use super::{count, counted};
use crate::section::FigureCaptions;
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
pub(crate) const SET_IN: &str = "set by its article in";
pub(crate) const EVENT: &str = "event of";
pub(crate) const COPY_OF: &str = "the same words as in";
pub(crate) const REPLACED_BY: &str = "the same claimant’s later figure:";
pub(crate) const NOT_KNOWN_WHO: &str = "not known";
pub(crate) const MATTER_NOT_SAID: &str = "where and of whom is not said";
pub(crate) const FIGURES_HEAD: [&str; 6] =
    ["When", "How many#", "Of what, where", "Who says so", "Stands", "Words and source"];

pub(crate) fn figures_plot(quantity: &str) -> String {
    format!("What others say: {quantity}")
}

pub(crate) fn figures_table(quantity: &str) -> String {
    format!("Figures: {quantity}")
}

/// Returns the heading of the figures of one matter: its scope, and when it happened where that is told.
pub(crate) fn matter(scope: &str, event: Option<&str>) -> String {
    match event {
        Some(event) => format!("{scope}, {EVENT} {event}"),
        None => scope.to_owned(),
    }
}

/// Returns what captions of pictures of figures say.
pub(crate) fn figures_captions() -> FigureCaptions {
    FigureCaptions {
        marks: "A row a figure, under what it is a figure of, in the order in which they were said. A bar is from least to greatest, \
                an arrow is “at least” or “at most”."
            .to_owned(),
        documented: "The dashed line is the number documented here.".to_owned(),
        estimate: "The shaded band is the interval of the estimate of all people, those documented and those estimated to be \
                   undocumented; the line in it is the estimate. It is calculated, not counted."
            .to_owned(),
        not_drawn: |figures| {
            let figures = counted(figures as u64, "figure has", "figures have");
            format!("{figures} no number, or no room here; see the table.")
        },
    }
}

pub(crate) fn figures_description(figures: usize, scopes: usize) -> String {
    format!(
        "{} under {}, in the order of time; the table below has them all.",
        counted(figures as u64, "figure", "figures"),
        counted(scopes as u64, "scope", "scopes")
    )
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
        Standing::Denied => "denied by another",
    }
}
