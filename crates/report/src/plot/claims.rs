//! Figures that others gave, over time: each a dot, or a bar from the least to the greatest number; beside them what is
//! documented, as a line, and the estimate of all people, as a band of its own.

use super::scale::{Scale, round_up};
use super::{IntervalValue, PictureWords, Width};
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

/// What the figures are held against, where they are of the quantity that is counted: two numbers that are never one.
#[derive(Clone, Copy, Default)]
pub(crate) struct Against {
    /// The number documented.
    pub(crate) documented: Option<u64>,
    /// The estimate of all people, documented and not.
    pub(crate) estimate: Option<IntervalValue>,
}

/// An interval that reaches higher than so many times what else is drawn is cut off at the top, so that it flattens nothing.
const MOST_TIMES: f64 = 3.0;

/// Draws the figures, a line at the number documented, and a band with a line for the estimate.
pub(crate) fn claims(
    id: &str,
    title: &str,
    shown: &[Claim],
    against: Against,
    said: &dyn PictureWords,
    width: Width,
) -> Markup {
    let units = width.units();
    // to the right so much room that the last date is whole
    let (left, right, top, bottom) = (54.0, units - 20.0, 24.0, 250.0);
    let id = format!("{id}-{}", width.suffix());
    let mut svg = Svg::new(&id, title, &words::claims_description(shown.len()), units, 284.0);
    let Against { documented, estimate } = against;
    let greatest = shown.iter().map(|claim| claim.high.unwrap_or(claim.low)).chain(documented).max();
    let greatest = greatest.unwrap_or(0) as f64;
    let estimated = estimate.map_or(0.0, |estimate| {
        let most = MOST_TIMES * greatest.max(estimate.estimate);
        estimate.estimate.max(estimate.upper.unwrap_or(0.0).min(most))
    });
    let y = Scale::new(0.0, round_up(greatest.max(estimated)), bottom, top);
    if let Some(estimate) = estimate {
        let reach = |people: f64| y.at(people).clamp(top, bottom);
        let (low, high) = (reach(estimate.lower), estimate.upper.map_or(top, reach));
        svg.rect("area soft", (left, high), right - left, low - high);
    }
    let days = || shown.iter().map(|claim| claim.day);
    let span = days().min().zip(days().max());
    let place_of = |day: Day| {
        let (first, last) = span.map_or((0, 0), |(first, last)| (first.number(), last.number()));
        Scale::new(f64::from(first), f64::from(last), left + 12.0, right - 12.0).at(f64::from(day.number()))
    };
    for tick in y.ticks(5).into_iter().filter(|tick| tick.fract() == 0.0) {
        svg.line("grid", (left, y.at(tick)), (right, y.at(tick)));
        svg.text("tick", (left - 6.0, y.at(tick) + 4.0), Anchor::End, &said.people(tick));
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
        svg.text("tick", (left + 24.0, place - 5.0), Anchor::Start, &said.documented(documented as f64));
    }
    if let Some(estimate) = estimate {
        let place = y.at(estimate.estimate);
        svg.line("median", (left, place), (right, place));
        let label = said.estimated_in_all(estimate.estimate, estimate.lower, estimate.upper);
        // above its band, apart from the word at the other line; inside where the band reaches the top
        let band = estimate.upper.map_or(top, |upper| y.at(upper).clamp(top, bottom));
        let above = if band - 5.0 < top + 8.0 { band + 12.0 } else { band - 5.0 };
        svg.text("tick", (right, above), Anchor::End, &label);
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
        let against = Against { documented: Some(188), estimate: None };
        let svg = claims("c", "killed", &shown, against, &words::English, Width::Narrow).into_string();
        insta::assert_snapshot!(svg.replace("><", ">\n<"));
    }

    #[test]
    fn one_figure_alone_and_none_are_drawn_too() {
        claims(
            "c",
            "killed",
            &[claim("2022-01-09", 0, Some(0), true)],
            Against::default(),
            &words::English,
            Width::Wide,
        );
        claims("c", "killed", &[], Against::default(), &words::English, Width::Wide);
    }

    #[test]
    fn the_estimate_is_a_band_of_its_own_beside_the_line_of_the_documented() {
        let shown = [claim("2022-01-09", 164, Some(164), false), claim("2022-07-29", 240, None, true)];
        let estimate = IntervalValue { estimate: 260.0, lower: 230.0, upper: Some(310.0) };
        let drawn = |estimate| {
            let against = Against { documented: Some(188), estimate };
            claims("c", "killed", &shown, against, &words::English, Width::Wide).into_string()
        };
        let with = drawn(Some(estimate));
        assert!(with.contains("class=\"area soft\"") && with.contains("class=\"median\""), "{with}");
        assert!(
            with.contains("documented 188")
                && with.contains("estimated in all, documented and not: 260 (230 to 310)"),
            "{with}"
        );
        let without = drawn(None);
        assert!(!without.contains("class=\"area soft\"") && without.contains("documented 188"), "{without}");
        // without an upper limit, or with one far away, the band ends at the top and the axis stays that of the figures
        for upper in [None, Some(90_000.0)] {
            let open = drawn(Some(IntervalValue { upper, ..estimate }));
            assert!(open.contains("y=\"24\""), "{open}");
            assert!(!open.contains("90,000</text><text"), "{open}");
        }
    }
}
