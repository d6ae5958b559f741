//! What was observed of each combination of lists beside what the model would produce: a dot and a bar.

use super::scale::Scale;
use super::{PictureWords, Width};
use crate::display::label;
use crate::svg::{Anchor, Svg};
use maud::Markup;

/// One combination of lists.
pub struct FitRow {
    /// The lists.
    pub label: String,
    /// How many people were observed on just these.
    pub observed: f64,
    /// Limits of what the model would produce.
    pub replicated: [f64; 2],
}

impl FitRow {
    /// Whether the model would produce what was observed.
    pub(crate) fn fits(&self) -> bool {
        self.observed >= self.replicated[0] && self.observed <= self.replicated[1]
    }
}

const TOP: f64 = 8.0;

/// Draws the rows on one axis of square roots, on which counts scatter alike whether they are small or large.
///
/// A dot outside its bar is drawn larger and with a ring, so that it is found without colours.
pub(crate) fn fit(id: &str, title: &str, rows: &[FitRow], width: Width, said: &dyn PictureWords) -> Markup {
    let units = width.units();
    let (row, left, lane) = match width {
        Width::Wide => (24.0, 290.0, 12.0),
        Width::Narrow => (38.0, 12.0, 26.0),
    };
    let bottom = TOP + row * rows.len() as f64;
    let missed = rows.iter().filter(|row| !row.fits()).count();
    let id = format!("{id}-{}", width.suffix());
    let mut svg = Svg::new(&id, title, &said.describe_fit(rows.len(), missed), units, bottom + 30.0);
    let most = rows.iter().map(|row| row.observed.max(row.replicated[1])).fold(1.0, f64::max);
    let x = Scale::new(0.0, most.sqrt(), left, units - 20.0);
    for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let root: f64 = share * most.sqrt();
        svg.line("grid", (x.at(root), TOP), (x.at(root), bottom));
        svg.text("tick", (x.at(root), bottom + 18.0), Anchor::Middle, &said.people(root * root));
    }
    for (position, shown) in rows.iter().enumerate() {
        let top = TOP + row * position as f64;
        let room = if width == Width::Wide { left / 12.0 } else { units / 12.0 } - 1.0;
        let place = if width == Width::Wide { (0.0, top + lane + 4.0) } else { (left, top + 14.0) };
        svg.text("lab", place, Anchor::Start, &label(&shown.label, room));
        let y = top + lane;
        let [from, to] = shown.replicated.map(|count| x.at(count.max(0.0).sqrt()));
        svg.line("range", (from, y), (to, y));
        for end in [from, to] {
            svg.line("range", (end, y - 4.0), (end, y + 4.0));
        }
        let at = (x.at(shown.observed.max(0.0).sqrt()), y);
        if !shown.fits() {
            svg.circle("ring", at, 8.0);
        }
        svg.circle("dot main", at, 4.0);
    }
    svg.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::English;

    #[test]
    fn one_within_and_one_outside() {
        let rows = [
            FitRow { label: "A B".to_owned(), observed: 100.0, replicated: [81.0, 121.0] },
            FitRow { label: "C".to_owned(), observed: 9.0, replicated: [16.0, 36.0] },
        ];
        assert!(rows[0].fits() && !rows[1].fits());
        let svg = fit("f", "Fit", &rows, Width::Wide, &English).into_string();
        assert_eq!(svg.matches("class=\"ring\"").count(), 1);
        insta::assert_snapshot!(svg.replace("><", ">\n<"));
    }

    #[test]
    fn no_row_is_no_panic() {
        fit("f", "Fit", &[], Width::Narrow, &English);
    }
}
