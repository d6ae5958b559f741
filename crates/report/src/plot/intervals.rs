//! Estimates with their intervals, one below the other (a forest plot).

use super::Width;
use super::scale::Scale;
use crate::display::label;
use crate::svg::{Anchor, Svg, number};
use crate::words;
use maud::Markup;

/// One line of the plot.
pub(crate) struct IntervalRow {
    pub(crate) label: String,
    /// `None` for what was refused.
    pub(crate) value: Option<IntervalValue>,
    /// Whether this is the answer that the report gives.
    pub(crate) main: bool,
}

/// An estimate with its interval; no upper limit where the data set none.
pub(crate) struct IntervalValue {
    pub(crate) estimate: f64,
    pub(crate) lower: f64,
    pub(crate) upper: Option<f64>,
}

const ROW: f64 = 44.0;
const TOP: f64 = 30.0;

/// Draws the rows on one axis, with a line where the documented stand; below that nothing is possible.
///
/// An upper limit far beyond the other rows is cut with an arrow, so that one wide interval does not flatten the rest.
pub(crate) fn intervals(
    id: &str,
    title: &str,
    rows: &[IntervalRow],
    documented: Option<f64>,
    width: Width,
) -> Markup {
    let units = width.units();
    let (left, right) = (12.0, units - 16.0);
    let bottom = TOP + ROW * rows.len() as f64;
    let values = || rows.iter().filter_map(|row| row.value.as_ref());
    let low = values().map(|value| value.lower).chain(documented).fold(f64::INFINITY, f64::min);
    let top_estimate = values().map(|value| value.estimate).fold(0.0, f64::max);
    let top_limit = values().filter_map(|value| value.upper).fold(top_estimate, f64::max);
    let widest = low + (top_estimate - low).max(1.0) * 4.0;
    let high = top_limit.min(widest).max(top_estimate);
    let margin = (high - low).max(1.0) * 0.05;
    let axis = Scale::new((low - margin).max(0.0), high + margin, left, right);
    let id = format!("{id}-{}", width.suffix());
    let mut svg = Svg::new(&id, title, &words::intervals_description(rows.len()), units, bottom + 30.0);
    for tick in axis.ticks(if width == Width::Wide { 8 } else { 4 }) {
        svg.line("grid", (axis.at(tick), TOP), (axis.at(tick), bottom));
        svg.text("tick", (axis.at(tick), bottom + 18.0), Anchor::Middle, &words::count_f(tick));
    }
    if let Some(documented) = documented {
        let x = axis.at(documented);
        svg.line("bound", (x, TOP - 6.0), (x, bottom));
        svg.text("tick", (x, TOP - 12.0), Anchor::Start, &words::documented_line(documented));
    }
    for (position, row) in rows.iter().enumerate() {
        let y = TOP + ROW * position as f64;
        draw(&mut svg, row, &axis, y, units);
    }
    svg.finish()
}

fn draw(svg: &mut Svg, row: &IntervalRow, axis: &Scale, y: f64, units: f64) {
    let class = if row.main { "lab strong" } else { "lab" };
    let Some(value) = &row.value else {
        let text = label(&words::no_estimate_for(&row.label), units / 12.0 - 3.0);
        svg.text("lab soft", (12.0, y + 22.0), Anchor::Start, &text);
        return;
    };
    let text =
        format!("{}  {}", row.label, words::estimate_with_limits(value.estimate, value.lower, value.upper));
    svg.text(class, (12.0, y + 16.0), Anchor::Start, &label(&text, units / 12.0 - 3.0));
    let bar = y + 29.0;
    let (from, to) = (axis.at(value.lower), axis.at(value.upper.unwrap_or(f64::INFINITY)));
    let main = if row.main { " main" } else { "" };
    svg.line(&format!("range{main}"), (from, bar), (to, bar));
    svg.line(&format!("range{main}"), (from, bar - 5.0), (from, bar + 5.0));
    match value.upper {
        Some(upper) if axis.shows(upper) => {
            svg.line(&format!("range{main}"), (to, bar - 5.0), (to, bar + 5.0));
        }
        _ => {
            let (x, y) = (number(to), number(bar));
            svg.path("arrow", &format!("M{x} {y}l-9 -5v10z"));
        }
    }
    svg.circle(if row.main { "dot main" } else { "dot" }, (axis.at(value.estimate), bar), 5.0);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(label: &str, value: Option<(f64, f64, Option<f64>)>, main: bool) -> IntervalRow {
        let value = value.map(|(estimate, lower, upper)| IntervalValue { estimate, lower, upper });
        IntervalRow { label: label.to_owned(), value, main }
    }

    #[test]
    fn forest() {
        let rows = [
            row("Combined", Some((2400.0, 2200.0, Some(2700.0))), true),
            row("Chao <b>", Some((2300.0, 2250.0, None)), false),
            row("Chapman", None, false),
        ];
        let svg = intervals("e", "Estimates", &rows, Some(2000.0), Width::Narrow).into_string();
        insta::assert_snapshot!(svg.replace("><", ">\n<"));
    }

    #[test]
    fn an_absurd_limit_does_not_flatten_the_rest() {
        let rows = [
            row("a", Some((2400.0, 2200.0, Some(2700.0))), true),
            row("b", Some((2500.0, 2200.0, Some(9e9))), false),
        ];
        let svg = intervals("e", "E", &rows, Some(2000.0), Width::Wide).into_string();
        assert!(svg.contains("class=\"arrow\""));
        assert!(!svg.contains("5,000,000,000"));
    }

    #[test]
    fn no_row_is_no_panic() {
        intervals("e", "E", &[], None, Width::Wide);
        intervals("e", "E", &[row("a", None, false)], Some(0.0), Width::Wide);
    }
}
