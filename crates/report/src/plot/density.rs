//! A posterior density with its median, its interval, and the documented below which nothing is possible.

use super::scale::Scale;
use super::{PictureWords, Width};
use crate::svg::{Anchor, Svg, number};
use maud::Markup;
use std::fmt::Write;

/// What is drawn.
pub struct Density<'a> {
    /// `(N, density)`, N ascending.
    pub curve: &'a [(f64, f64)],
    /// The median of N.
    pub median: f64,
    /// Where the interval begins.
    pub lower: f64,
    /// Where it ends; `None` where the data set no upper limit.
    pub upper: Option<f64>,
    /// How many are documented, below which nothing is possible.
    pub documented: Option<f64>,
}

/// Draws the curve; the area within the interval is filled.
pub(crate) fn density(id: &str, title: &str, shown: &Density<'_>, said: &dyn PictureWords) -> Markup {
    let units = Width::Narrow.units();
    let (left, right, top, bottom) = (12.0, units - 12.0, 34.0, 200.0);
    let mut svg = Svg::new(id, title, &said.describe_density(shown.median), units, 242.0);
    let finite = || shown.curve.iter().filter(|(x, y)| x.is_finite() && y.is_finite());
    let peak = finite().map(|point| point.1).fold(0.0, f64::max);
    // the far tail is left out: it has no visible height
    let seen = || finite().filter(|point| point.1 > peak * 0.002).map(|point| point.0);
    let low = seen().chain(shown.documented).fold(f64::INFINITY, f64::min);
    let high = seen().fold(f64::NEG_INFINITY, f64::max);
    let x = Scale::new(low, high, left, right);
    let y = Scale::new(0.0, peak, bottom, top);
    let within = |value: f64| value >= shown.lower && shown.upper.is_none_or(|upper| value <= upper);
    let mut area = String::new();
    let mut last = left;
    for &(value, height) in finite().filter(|point| within(point.0) && x.shows(point.0)) {
        if area.is_empty() {
            let _ = write!(area, "M{} {}", number(x.at(value)), number(bottom));
        }
        let _ = write!(area, "L{} {}", number(x.at(value)), number(y.at(height)));
        last = x.at(value);
    }
    if !area.is_empty() {
        let _ = write!(area, "L{} {}Z", number(last), number(bottom));
        svg.path("area", &area);
    }
    svg.polyline(
        "curve",
        finite().filter(|point| x.shows(point.0)).map(|point| (x.at(point.0), y.at(point.1))),
    );
    svg.line("axis", (left, bottom), (right, bottom));
    for tick in x.ticks(4) {
        svg.line("axis", (x.at(tick), bottom), (x.at(tick), bottom + 4.0));
        svg.text("tick", (x.at(tick), bottom + 18.0), Anchor::Middle, &said.people(tick));
    }
    svg.line("median", (x.at(shown.median), top), (x.at(shown.median), bottom));
    let anchor = if x.at(shown.median) > units * 0.7 { Anchor::End } else { Anchor::Start };
    svg.text("tick strong", (x.at(shown.median), top - 6.0), anchor, &said.median(shown.median));
    if let Some(documented) = shown.documented {
        svg.line("bound", (x.at(documented), 14.0), (x.at(documented), bottom));
        svg.text("tick", (x.at(documented) + 3.0, 12.0), Anchor::Start, &said.documented(documented));
    }
    svg.text("tick", ((left + right) / 2.0, bottom + 34.0), Anchor::Middle, &said.all_people());
    svg.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::English;

    #[test]
    fn curve_and_area() {
        let curve: Vec<(f64, f64)> =
            (0..=8).map(|i| (2000.0 + 100.0 * f64::from(i), f64::from(i * (8 - i)) / 16.0)).collect();
        let shown = Density {
            curve: &curve,
            median: 2400.0,
            lower: 2150.0,
            upper: Some(2650.0),
            documented: Some(1900.0),
        };
        insta::assert_snapshot!(
            density("d", "Posterior", &shown, &English).into_string().replace("><", ">\n<")
        );
    }

    #[test]
    fn an_empty_curve_is_no_panic() {
        let shown = Density { curve: &[], median: f64::NAN, lower: 0.0, upper: None, documented: None };
        density("d", "Posterior", &shown, &English);
    }
}
