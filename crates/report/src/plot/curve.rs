//! What an answer would be as one assumption changes: a line with its band over a ratio, on a scale of doublings.

use super::scale::Scale;
use super::{PictureWords, Width};
use crate::svg::{Anchor, Svg, number};
use crate::words;
use maud::Markup;
use std::fmt::Write;

/// The answer at one value of the assumption.
pub struct CurvePoint {
    /// A ratio above 0.
    pub ratio: f64,
    /// The estimate, in people.
    pub estimate: f64,
    /// Where its interval begins.
    pub lower: f64,
    /// Where it ends; `None` where the data set no upper limit.
    pub upper: Option<f64>,
}

/// Draws the points in the order of their ratios, with a line where the documented stand.
///
/// The axis ends where the estimates are far surpassed, so that one wide limit does not flatten the line.
pub(crate) fn curve(
    id: &str,
    title: &str,
    points: &[CurvePoint],
    documented: f64,
    said: &dyn PictureWords,
) -> Markup {
    let units = Width::Narrow.units();
    let (left, right, top, bottom) = (64.0, units - 12.0, 16.0, 210.0);
    let mut svg = Svg::new(id, title, &said.describe_curve(points.len()), units, 262.0);
    let highest = points.iter().map(|point| point.estimate).fold(documented, f64::max);
    let farthest = documented + 4.0 * (highest - documented).max(1.0);
    let top_limit = points.iter().filter_map(|point| point.upper).fold(highest, f64::max).min(farthest);
    let y = Scale::new(documented.min(top_limit), top_limit, bottom, top);
    let (low, high) = points
        .iter()
        .map(|point| point.ratio.ln())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
    let x = Scale::new(low, high, left, right);
    for tick in y.ticks(5) {
        svg.line("grid", (left, y.at(tick)), (right, y.at(tick)));
        svg.text("tick", (left - 6.0, y.at(tick) + 4.0), Anchor::End, &said.people(tick));
    }
    let mut band = String::new();
    for (at, point) in points.iter().enumerate() {
        let upper = y.at(point.upper.unwrap_or(f64::INFINITY));
        let step = if at == 0 { 'M' } else { 'L' };
        let _ = write!(band, "{step}{} {}", number(x.at(point.ratio.ln())), number(upper));
    }
    for point in points.iter().rev() {
        let _ = write!(band, "L{} {}", number(x.at(point.ratio.ln())), number(y.at(point.lower)));
    }
    if !band.is_empty() {
        band.push('Z');
        svg.path("area", &band);
    }
    svg.polyline("curve", points.iter().map(|point| (x.at(point.ratio.ln()), y.at(point.estimate))));
    for point in points {
        svg.circle("dot main", (x.at(point.ratio.ln()), y.at(point.estimate)), 3.0);
    }
    svg.line("bound", (left, y.at(documented)), (right, y.at(documented)));
    svg.line("axis", (left, bottom), (right, bottom));
    for doubling in -3..=3 {
        let ratio = 2f64.powi(doubling);
        if x.shows(ratio.ln()) {
            svg.line("axis", (x.at(ratio.ln()), bottom), (x.at(ratio.ln()), bottom + 4.0));
            let label = words::ratio(ratio);
            svg.text("tick", (x.at(ratio.ln()), bottom + 18.0), Anchor::Middle, &label);
        }
    }
    svg.text("tick", ((left + right) / 2.0, bottom + 36.0), Anchor::Middle, &said.odds_ratio());
    svg.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::English;

    fn point(ratio: f64, estimate: f64) -> CurvePoint {
        CurvePoint { ratio, estimate, lower: estimate - 50.0, upper: Some(estimate + 100.0) }
    }

    #[test]
    fn a_falling_line() {
        let points = [point(0.5, 1400.0), point(1.0, 1200.0), point(2.0, 1100.0)];
        let svg = curve("c", "If", &points, 1000.0, &English).into_string();
        insta::assert_snapshot!(svg.replace("><", ">\n<"));
    }

    #[test]
    fn no_limit_and_no_point_are_no_panic() {
        curve("c", "If", &[], 1000.0, &English);
        let open = CurvePoint { ratio: 1.0, estimate: f64::NAN, lower: f64::NAN, upper: None };
        curve("c", "If", &[open], f64::NAN, &English);
    }
}
