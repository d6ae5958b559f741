//! Figures that others gave, over time: each a dot, or a bar from the least to the greatest number.

use super::Width;
use super::scale::{Scale, round_up};
use crate::svg::{Anchor, Svg};
use crate::words;
use maud::Markup;
use tizim_model::Day;

/// One figure with a day and a number.
pub(crate) struct Claim {
    /// The middle of the time that its date allows.
    pub(crate) day: Day,
    /// The least number; that of "at most" figures is 0.
    pub(crate) low: u64,
    /// The greatest number; none for "at least".
    pub(crate) high: Option<u64>,
    /// Whether it was neither taken back nor replaced.
    pub(crate) stands: bool,
    /// Who says how many, shown when the pointer rests on it.
    pub(crate) hint: String,
}

/// Draws the figures, and a line at the number documented where they are of the same quantity.
pub(crate) fn claims(
    id: &str,
    title: &str,
    shown: &[Claim],
    documented: Option<u64>,
    width: Width,
) -> Markup {
    let units = width.units();
    // to the right so much room that the last date is whole
    let (left, right, top, bottom) = (54.0, units - 20.0, 24.0, 250.0);
    let id = format!("{id}-{}", width.suffix());
    let mut svg = Svg::new(&id, title, &words::claims_description(shown.len()), units, 284.0);
    let greatest = shown.iter().map(|claim| claim.high.unwrap_or(claim.low)).chain(documented).max();
    let y = Scale::new(0.0, round_up(greatest.unwrap_or(0) as f64), bottom, top);
    let days = || shown.iter().map(|claim| claim.day);
    let span = days().min().zip(days().max());
    let place_of = |day: Day| {
        let (first, last) = span.map_or((0, 0), |(first, last)| (first.number(), last.number()));
        Scale::new(f64::from(first), f64::from(last), left + 12.0, right - 12.0).at(f64::from(day.number()))
    };
    for tick in y.ticks(5).into_iter().filter(|tick| tick.fract() == 0.0) {
        svg.line("grid", (left, y.at(tick)), (right, y.at(tick)));
        svg.text("tick", (left - 6.0, y.at(tick) + 4.0), Anchor::End, &words::count_f(tick));
    }
    let wanted = if width == Width::Wide { 7 } else { 3 };
    for day in span.map(|(first, last)| time_ticks(first, last, wanted)).unwrap_or_default() {
        let place = place_of(day);
        svg.line("axis", (place, bottom), (place, bottom + 4.0));
        svg.text("tick", (place, bottom + 18.0), Anchor::Middle, &day.to_string());
    }
    if let Some(documented) = documented {
        let place = y.at(documented as f64);
        svg.line("bound", (left, place), (right, place));
        svg.text("tick", (right, place - 5.0), Anchor::End, &words::documented_line(documented as f64));
    }
    for claim in shown {
        let place = place_of(claim.day);
        let (low, high) = (y.at(claim.low as f64), claim.high.map(|high| y.at(high as f64)));
        svg.hint(&claim.hint, |svg| {
            let range = if claim.stands { "range main" } else { "range" };
            match high {
                Some(high) if high < low => svg.line(range, (place, low), (place, high)),
                Some(_) => {}
                None => {
                    // at least: an arrow upwards
                    let tip = low - 16.0;
                    svg.line("range", (place, low), (place, tip));
                    svg.path("arrow", &format!("M{place:.1} {:.1}l-4 7h8z", tip - 5.0));
                }
            }
            let dot = if claim.stands { "dot main" } else { "dot gone" };
            svg.circle(dot, (place, high.map_or(low, |high| f64::midpoint(low, high))), 5.0);
        });
    }
    svg.line("axis", (left, bottom), (right, bottom));
    svg.finish()
}

/// Returns up to `wanted` days between two, the first among them, as many days apart.
fn time_ticks(first: Day, last: Day, wanted: i32) -> Vec<Day> {
    let step = ((last.number() - first.number() + wanted - 1) / wanted).max(1);
    (0..=wanted).map(|tick| first.plus(step * tick)).filter(|day| *day <= last).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(day: &str, low: u64, high: Option<u64>, stands: bool) -> Claim {
        let day = day.parse::<tizim_model::PartialDate>().expect("a date").earliest();
        Claim { day, low, high, stands, hint: format!("{low}") }
    }

    #[test]
    fn a_range_an_open_figure_and_one_that_was_taken_back() {
        let shown = [
            claim("2022-01-09", 164, Some(164), false),
            claim("2022-01-15", 225, Some(241), true),
            claim("2022-07-29", 240, None, true),
        ];
        let svg = claims("c", "killed", &shown, Some(188), Width::Narrow).into_string();
        insta::assert_snapshot!(svg.replace("><", ">\n<"));
    }

    #[test]
    fn one_figure_alone_and_none_are_drawn_too() {
        claims("c", "killed", &[claim("2022-01-09", 0, Some(0), true)], None, Width::Wide);
        claims("c", "killed", &[], None, Width::Wide);
    }
}
