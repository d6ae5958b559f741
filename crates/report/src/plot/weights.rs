//! How many pairs of records have which match weight, and where the line between them was drawn.

use super::Width;
use super::scale::{Scale, round_up};
use crate::svg::{Anchor, Svg, number};
use crate::words;
use maud::Markup;

/// The pairs whose weight lies in `from..to`.
pub(crate) struct WeightBin {
    pub(crate) from: f64,
    pub(crate) to: f64,
    pub(crate) pairs: u64,
}

/// Draws the bins on a scale of powers of ten: pairs that are not the same person outnumber the others by far.
pub(crate) fn weights(id: &str, title: &str, bins: &[WeightBin], threshold: f64) -> Markup {
    let units = Width::Narrow.units();
    let (left, right, top, bottom) = (52.0, units - 10.0, 26.0, 200.0);
    let mut svg = Svg::new(id, title, &words::weights_description(threshold), units, 242.0);
    let low = bins.iter().map(|bin| bin.from).fold(threshold, f64::min);
    let high = bins.iter().map(|bin| bin.to).fold(threshold, f64::max);
    let x = Scale::new(low, high, left, right);
    let most = bins.iter().map(|bin| bin.pairs).max().unwrap_or(0) as f64;
    let decades = round_up((most + 1.0).log10().ceil()).max(1.0);
    let y = Scale::new(0.0, decades, bottom, top);
    let height = |pairs: f64| y.at((pairs + 1.0).log10());
    for decade in 0..=decades as i32 {
        let pairs = 10f64.powi(decade);
        svg.line("grid", (left, height(pairs)), (right, height(pairs)));
        svg.text("tick", (left - 6.0, height(pairs) + 4.0), Anchor::End, &words::short_count(pairs as u64));
    }
    for bin in bins.iter().filter(|bin| bin.pairs > 0) {
        let (from, to) = (x.at(bin.from), x.at(bin.to));
        let class = if bin.from >= threshold { "bar" } else { "bar second" };
        let y = height(bin.pairs as f64);
        svg.hint(&words::weight_bin(bin.from, bin.to, bin.pairs), |svg| {
            svg.rect(class, (from + 0.5, y), (to - from - 1.0).max(0.5), bottom - y);
        });
    }
    for tick in x.ticks(6) {
        svg.text("tick", (x.at(tick), bottom + 18.0), Anchor::Middle, &number(tick));
    }
    svg.line("axis", (left, bottom), (right, bottom));
    svg.line("bound", (x.at(threshold), top - 8.0), (x.at(threshold), bottom));
    let anchor = if x.at(threshold) > units * 0.6 { Anchor::End } else { Anchor::Start };
    svg.text("tick strong", (x.at(threshold), top - 12.0), anchor, &words::threshold_line(threshold));
    svg.text("tick", ((left + right) / 2.0, bottom + 34.0), Anchor::Middle, words::AXIS_WEIGHT);
    svg.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_bins() {
        let bins =
            [WeightBin { from: -10.0, to: -8.0, pairs: 9_000 }, WeightBin { from: 6.0, to: 8.0, pairs: 12 }];
        insta::assert_snapshot!(weights("w", "Weights", &bins, 3.0).into_string().replace("><", ">\n<"));
        weights("w", "Weights", &[], 0.0);
    }
}
