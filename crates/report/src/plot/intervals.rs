//! Estimates with their intervals, one below the other (a forest plot).

use super::scale::Scale;
use super::{PictureWords, Width};
use crate::display::label;
use crate::svg::{Anchor, Svg, number};
use maud::Markup;

/// One line of the plot.
pub struct IntervalRow {
    /// What it is an estimate of.
    pub label: String,
    /// `None` for what was refused.
    pub value: Option<IntervalValue>,
    /// Whether this is the answer that is given.
    pub main: bool,
}

/// An estimate with its interval; no upper limit where the data set none.
#[derive(Clone, Copy)]
pub struct IntervalValue {
    /// The estimate, in people.
    pub estimate: f64,
    /// Where its interval begins.
    pub lower: f64,
    /// Where it ends; `None` where the data set no upper limit.
    pub upper: Option<f64>,
}

const TOP: f64 = 30.0;

/// Where things stand: on wide pages the labels have a column of their own, on narrow ones each stands above its bar.
struct Layout {
    units: f64,
    row: f64,
    /// Where the axis begins.
    left: f64,
    /// From the top of a row to its bar.
    bar: f64,
    /// Half of the height of the grid's lines in a row, so that no line runs through a label.
    reach: f64,
}

impl Layout {
    fn new(width: Width) -> Self {
        let units = width.units();
        match width {
            Width::Wide => Self { units, row: 38.0, left: 250.0, bar: 19.0, reach: 19.0 },
            Width::Narrow => Self { units, row: 46.0, left: 12.0, bar: 32.0, reach: 12.0 },
        }
    }
}

/// Draws the rows on one axis, with a line where the documented stand; below that nothing is possible.
///
/// An upper limit far beyond the other rows is cut with an arrow, so that one wide interval does not flatten the rest.
pub(crate) fn intervals(
    id: &str,
    title: &str,
    rows: &[IntervalRow],
    documented: Option<f64>,
    width: Width,
    said: &dyn PictureWords,
) -> Markup {
    let layout = Layout::new(width);
    let bottom = TOP + layout.row * rows.len() as f64;
    let axis = axis(rows, documented, &layout);
    let id = format!("{id}-{}", width.suffix());
    let mut svg = Svg::new(&id, title, &said.describe_intervals(rows.len()), layout.units, bottom + 30.0);
    let ticks = axis.ticks(if width == Width::Wide { 7 } else { 4 });
    for tick in &ticks {
        svg.text("tick", (axis.at(*tick), bottom + 18.0), Anchor::Middle, &said.people(*tick));
    }
    if let Some(documented) = documented {
        svg.text("tick", (axis.at(documented), TOP - 12.0), Anchor::Start, &said.documented(documented));
    }
    for (position, row) in rows.iter().enumerate() {
        let top = TOP + layout.row * position as f64;
        let lane = (top + layout.bar - layout.reach, top + layout.bar + layout.reach);
        for tick in &ticks {
            svg.line("grid", (axis.at(*tick), lane.0), (axis.at(*tick), lane.1));
        }
        if let Some(documented) = documented {
            svg.line("bound", (axis.at(documented), lane.0), (axis.at(documented), lane.1));
        }
        draw(&mut svg, row, &axis, top, (&layout, width), said);
    }
    svg.finish()
}

fn axis(rows: &[IntervalRow], documented: Option<f64>, layout: &Layout) -> Scale {
    let values = || rows.iter().filter_map(|row| row.value.as_ref());
    let low = values().map(|value| value.lower).chain(documented).fold(f64::INFINITY, f64::min);
    let top_estimate = values().map(|value| value.estimate).fold(0.0, f64::max);
    let top_limit = values().filter_map(|value| value.upper).fold(top_estimate, f64::max);
    let widest = low + (top_estimate - low).max(1.0) * 4.0;
    let high = top_limit.min(widest).max(top_estimate);
    let margin = (high - low).max(1.0) * 0.05;
    Scale::new((low - margin).max(0.0), high + margin, layout.left, layout.units - 16.0)
}

fn draw(
    svg: &mut Svg,
    row: &IntervalRow,
    axis: &Scale,
    top: f64,
    (layout, width): (&Layout, Width),
    said: &dyn PictureWords,
) {
    let class = if row.main { "lab strong" } else { "lab" };
    let numbers = match &row.value {
        Some(value) => said.estimate(value.estimate, value.lower, value.upper),
        None => said.no_number(),
    };
    if width == Width::Wide {
        let room = layout.left / 12.0 - 1.0;
        svg.text(class, (0.0, top + 16.0), Anchor::Start, &label(&row.label, room));
        svg.text("tick", (0.0, top + 31.0), Anchor::Start, &label(&numbers, room));
    } else {
        let text = format!("{}: {numbers}", row.label);
        svg.text(class, (layout.left, top + 14.0), Anchor::Start, &label(&text, layout.units / 12.0 - 2.0));
    }
    let Some(value) = &row.value else { return };
    let bar = top + layout.bar;
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
    use crate::words::English;

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
        let svg = intervals("e", "Estimates", &rows, Some(2000.0), Width::Narrow, &English).into_string();
        insta::assert_snapshot!(svg.replace("><", ">\n<"));
    }

    #[test]
    fn an_absurd_limit_does_not_flatten_the_rest() {
        let rows = [
            row("a", Some((2400.0, 2200.0, Some(2700.0))), true),
            row("b", Some((2500.0, 2200.0, Some(9e9))), false),
        ];
        let svg = intervals("e", "E", &rows, Some(2000.0), Width::Wide, &English).into_string();
        assert!(svg.contains("class=\"arrow\""));
        assert!(!svg.contains("5,000,000,000"));
    }

    #[test]
    fn no_row_is_no_panic() {
        intervals("e", "E", &[], None, Width::Wide, &English);
        intervals("e", "E", &[row("a", None, false)], Some(0.0), Width::Wide, &English);
    }
}
