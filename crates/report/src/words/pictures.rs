//! Titles, axes and descriptions of the pictures.

use super::{AXIS_RATIO, NO_NUMBER, count, count_f, counted, curve_description, fit_description, list_of};
use super::{MATTER_NOT_SAID, figures_description};
use crate::plot::PictureWords;
use tizim_model::Standing;

pub(crate) const AXIS_PEOPLE: &str = "people in all, documented and not";
pub(crate) const AXIS_DRAWS: &str = "draws of the simulation, first to last";
pub(crate) const AXIS_WEIGHT: &str = "match weight (each step doubles the odds)";
pub(crate) const WITHHELD_SIGN: &str = "<";

pub(crate) fn intervals_description(rows: usize) -> String {
    format!(
        "{}: a point for the estimate, a bar for its interval. The numbers stand in the table beside it.",
        counted(rows as u64, "estimate", "estimates")
    )
}

pub(crate) fn documented_line(documented: f64) -> String {
    format!("documented {}", count_f(documented))
}

pub(crate) fn median_line(median: f64) -> String {
    format!("median {}", count_f(median))
}

pub(crate) fn threshold_line(threshold: f64) -> String {
    format!("linked from {threshold:.1}")
}

pub(crate) fn estimate_with_limits(estimate: f64, lower: f64, upper: Option<f64>) -> String {
    format!("{} ({})", count_f(estimate), limits(lower, upper))
}

/// Returns an interval in words.
pub(crate) fn limits(lower: f64, upper: Option<f64>) -> String {
    match upper {
        Some(upper) => format!("{} to {}", count_f(lower), count_f(upper)),
        None => format!("{} or more", count_f(lower)),
    }
}

pub(crate) fn density_description(median: f64) -> String {
    format!(
        "A curve over the number of people in all: the higher the curve, the more the data speak for that number. \
         Half of its area lies below {}.",
        count_f(median)
    )
}

pub(crate) fn traces_description(runs: usize) -> String {
    format!(
        "{} of the simulation, one line each. Where they lie over one another, they agree.",
        counted(runs as u64, "run", "runs")
    )
}

pub(crate) fn bars_description(bins: usize, total: u64) -> String {
    format!(
        "{} with {}. The numbers stand in the table beside it.",
        counted(bins as u64, "bar", "bars"),
        counted(total, "person", "persons")
    )
}

pub(crate) fn upset_description(lists: usize, drawn: usize, all: usize) -> String {
    format!(
        "{} and {} of {} of them. The numbers stand in the table beside it.",
        counted(lists as u64, "list", "lists"),
        counted(drawn as u64, "combination", "combinations"),
        count(all as u64)
    )
}

pub(crate) fn weights_description(threshold: f64) -> String {
    format!(
        "Pairs of records by match weight, on a scale of powers of ten; those from {threshold:.1} were linked."
    )
}

pub(crate) fn weight_bin(from: f64, to: f64, pairs: u64) -> String {
    format!("{from:.1} to {to:.1}: {}", counted(pairs, "pair", "pairs"))
}

pub(crate) fn named_count(name: &str, persons: u64) -> String {
    format!("{name}: {}", counted(persons, "person", "persons"))
}

pub(crate) fn named_withheld(name: &str) -> String {
    format!("{name}: withheld")
}

pub(crate) fn combination(names: &[&str], persons: Option<u64>) -> String {
    let persons =
        persons.map_or_else(|| "withheld".to_owned(), |persons| counted(persons, "person", "persons"));
    match names {
        [] => format!("on no list of the estimate: {persons}"),
        [one] => format!("{one} only: {persons}"),
        names => format!("{} and no other: {persons}", list_of(names)),
    }
}

/// The words of the report's own pictures.
pub(crate) struct English;

impl PictureWords for English {
    fn people(&self, number: f64) -> String {
        count_f(number)
    }

    fn estimate(&self, estimate: f64, lower: f64, upper: Option<f64>) -> String {
        estimate_with_limits(estimate, lower, upper)
    }

    fn no_number(&self) -> String {
        NO_NUMBER.to_owned()
    }

    fn documented(&self, number: f64) -> String {
        documented_line(number)
    }

    fn median(&self, number: f64) -> String {
        median_line(number)
    }

    fn estimated_in_all(&self, estimate: f64, lower: f64, upper: Option<f64>) -> String {
        format!("estimated in all, documented and not: {}", estimate_with_limits(estimate, lower, upper))
    }

    fn all_people(&self) -> String {
        AXIS_PEOPLE.to_owned()
    }

    fn draws(&self) -> String {
        AXIS_DRAWS.to_owned()
    }

    fn odds_ratio(&self) -> String {
        AXIS_RATIO.to_owned()
    }

    fn standing(&self, standing: Standing) -> String {
        super::standing(standing).to_owned()
    }

    fn matter(&self, scope: &str, event: Option<&str>) -> String {
        super::matter(if scope.is_empty() { MATTER_NOT_SAID } else { scope }, event)
    }

    fn describe_figures(&self, figures: usize, scopes: usize) -> String {
        figures_description(figures, scopes)
    }

    fn describe_intervals(&self, rows: usize) -> String {
        intervals_description(rows)
    }

    fn describe_density(&self, median: f64) -> String {
        density_description(median)
    }

    fn describe_traces(&self, runs: usize) -> String {
        traces_description(runs)
    }

    fn describe_curve(&self, points: usize) -> String {
        curve_description(points)
    }

    fn describe_fit(&self, rows: usize, missed: usize) -> String {
        fit_description(rows, missed)
    }
}
