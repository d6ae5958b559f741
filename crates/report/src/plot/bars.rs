//! Counts over time.

use super::Width;
use super::scale::{Scale, round_up};
use crate::svg::{Anchor, Svg};
use crate::words;
use maud::Markup;

/// What is drawn.
pub(crate) struct Bars<'a> {
    /// A label for each bin, and its count; `None` where it is withheld.
    pub(crate) bins: &'a [(String, Option<u64>)],
}

/// Draws one bar a bin, with as many labels as there is room for.
pub(crate) fn bars(id: &str, title: &str, shown: &Bars<'_>, width: Width) -> Markup {
    let units = width.units();
    let (left, right, top, bottom) = (46.0, units - 14.0, 12.0, 220.0);
    let id = format!("{id}-{}", width.suffix());
    let total = shown.bins.iter().filter_map(|bin| bin.1).sum();
    let mut svg = Svg::new(&id, title, &words::bars_description(shown.bins.len(), total), units, 252.0);
    let most = shown.bins.iter().filter_map(|bin| bin.1).max().unwrap_or(0);
    let y = Scale::new(0.0, round_up(most as f64), bottom, top);
    for tick in y.ticks(4).into_iter().filter(|tick| tick.fract() == 0.0) {
        svg.line("grid", (left, y.at(tick)), (right, y.at(tick)));
        svg.text("tick", (left - 6.0, y.at(tick) + 4.0), Anchor::End, &words::count_f(tick));
    }
    let step = (right - left) / shown.bins.len().max(1) as f64;
    // a label of ten digits and its air
    let every = (80.0 / step).ceil().max(1.0) as usize;
    for (position, (name, count)) in shown.bins.iter().enumerate() {
        let x = left + step * position as f64;
        let gap = (step * 0.15).min(3.0);
        match count {
            Some(0) => {}
            Some(count) => {
                let height = (bottom - y.at(*count as f64)).max(1.5);
                svg.hint(&words::named_count(name, *count), |svg| {
                    svg.rect("bar", (x + gap, bottom - height), step - 2.0 * gap, height);
                });
            }
            None => svg.hint(&words::named_withheld(name), |svg| {
                svg.rect("bar faint", (x + gap, bottom - 6.0), step - 2.0 * gap, 6.0);
            }),
        }
        if position % every == 0 && x + 34.0 <= right + 14.0 {
            svg.line("axis", (x + step / 2.0, bottom), (x + step / 2.0, bottom + 4.0));
            svg.text("tick", (x + step / 2.0, bottom + 18.0), Anchor::Middle, name);
        }
    }
    svg.line("axis", (left, bottom), (right, bottom));
    svg.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_days() {
        let bins = [
            ("2022-01-05".to_owned(), Some(4)),
            ("2022-01-06".to_owned(), None),
            ("2022-01-07".to_owned(), Some(0)),
        ];
        let svg = bars("b", "By day", &Bars { bins: &bins }, Width::Narrow).into_string();
        insta::assert_snapshot!(svg.replace("><", ">\n<"));
    }

    #[test]
    fn labels_never_collide() {
        let bins: Vec<_> = (0..120).map(|i| (format!("2022-01-{i:03}"), Some(1))).collect();
        let svg = bars("b", "By day", &Bars { bins: &bins }, Width::Narrow).into_string();
        assert!(svg.matches(">2022-01-").count() < 8 + 120, "hints and few labels");
        assert!(svg.matches("class=\"tick\"").count() < 12);
        bars("b", "By day", &Bars { bins: &[] }, Width::Wide);
    }
}
