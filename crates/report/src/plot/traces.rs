//! The runs of a simulation, one line a run: runs that agree overlap like the hairs of one caterpillar.

use super::scale::Scale;
use super::{PictureWords, Width};
use crate::svg::{Anchor, Svg};
use maud::Markup;

/// The most points of a run that are drawn; more can't be told apart.
const MOST_POINTS: usize = 300;

/// Draws the runs over their draws; each run has its own colour and its own dashes.
pub(crate) fn traces(id: &str, title: &str, runs: &[Vec<f64>], said: &dyn PictureWords) -> Markup {
    let units = Width::Narrow.units();
    let (left, right, top, bottom) = (58.0, units - 8.0, 12.0, 200.0);
    let mut svg = Svg::new(id, title, &said.describe_traces(runs.len()), units, 236.0);
    let values = || runs.iter().flatten().copied().filter(|value| value.is_finite());
    let low = values().fold(f64::INFINITY, f64::min);
    let high = values().fold(f64::NEG_INFINITY, f64::max);
    let y = Scale::new(low, high, bottom, top);
    let longest = runs.iter().map(Vec::len).max().unwrap_or(0);
    let x = Scale::new(0.0, longest.saturating_sub(1).max(1) as f64, left, right);
    for tick in y.ticks(4) {
        svg.line("grid", (left, y.at(tick)), (right, y.at(tick)));
        svg.text("tick", (left - 6.0, y.at(tick) + 4.0), Anchor::End, &said.people(tick));
    }
    let step = longest.div_ceil(MOST_POINTS).max(1);
    for (position, run) in runs.iter().enumerate() {
        let points = run.iter().enumerate().step_by(step).map(|(i, value)| (x.at(i as f64), y.at(*value)));
        svg.polyline(&format!("trace c{}", position % 6), points);
    }
    svg.line("axis", (left, bottom), (right, bottom));
    svg.text("tick", ((left + right) / 2.0, bottom + 22.0), Anchor::Middle, &said.draws());
    svg.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::English;

    #[test]
    fn two_runs() {
        let runs = [vec![10.0, 12.0, 11.0], vec![11.0, f64::NAN, 12.0]];
        insta::assert_snapshot!(traces("t", "Runs", &runs, &English).into_string().replace("><", ">\n<"));
    }

    #[test]
    fn long_runs_are_thinned() {
        let runs = vec![(0..50_000).map(f64::from).collect::<Vec<_>>()];
        assert!(traces("t", "Runs", &runs, &English).into_string().len() < 8_000);
        traces("t", "Runs", &[], &English);
    }
}
