//! Figures that others gave: a row a figure, the rows of one scope under its name and in the order of time; across them
//! what is documented, as a line, and the estimate of all people, as a band of its own.
//!
//! The axis is of people and not of time: figures of one day stand below each other and never on each other, and each has its
//! day and its claimant beside it. What became of a figure is told by the form of its mark, not by its colour alone.

use super::scale::{Scale, round_up};
use super::{IntervalValue, PictureWords, Width};
use crate::display::label;
use crate::svg::{Anchor, Svg};
use maud::Markup;
use tizim_model::Standing;

/// One figure with a number.
pub(crate) struct Claim {
    /// When it was said, as written; empty where it is not known.
    pub(crate) day: String,
    /// Who says it; empty where it is not known.
    pub(crate) who: String,
    /// The least number; none for "at most".
    pub(crate) low: Option<u64>,
    /// The greatest number; none for "at least".
    pub(crate) high: Option<u64>,
    /// What became of it.
    pub(crate) standing: Standing,
}

impl Claim {
    /// Returns the greatest number that it names.
    pub(crate) fn greatest(&self) -> u64 {
        self.high.or(self.low).unwrap_or(0)
    }
}

/// The figures of one scope, in the order of time.
pub(crate) struct Panel {
    /// Where and of whom.
    pub(crate) scope: String,
    /// At least one.
    pub(crate) claims: Vec<Claim>,
}

/// What the figures are held against, where they are of the quantity that is counted: two numbers that are never one.
#[derive(Clone, Copy, Default)]
pub(crate) struct Against {
    /// The number documented.
    pub(crate) documented: Option<u64>,
    /// The estimate of all people, documented and not.
    pub(crate) estimate: Option<IntervalValue>,
}

/// An interval that reaches higher than so many times what else is drawn is cut off at the end, so that it flattens nothing.
const MOST_TIMES: f64 = 3.0;
/// The width of a letter of the smaller size, at most.
const LETTER: f64 = 6.6;
/// The height of a line of the legend, and of the name of a scope.
const LINE: f64 = 18.0;
/// Letters of a day: "2022-01-04/2022-01-06" is cut to its first.
const DAY: usize = 10;

/// Where things stand: on wide pages days and claimants have columns of their own, on narrow ones they stand above their mark.
struct Layout {
    width: Width,
    units: f64,
    /// The height of a row.
    row: f64,
    /// From the top of a row to the line of its text, and to its mark.
    text: f64,
    mark: f64,
    /// Where the claimant begins, and for how many em of it there is room.
    who: (f64, f64),
    /// Where the axis begins and ends; behind its end a number has room.
    axis: (f64, f64),
}

impl Layout {
    fn new(width: Width) -> Self {
        let units = width.units();
        match width {
            Width::Wide => Self {
                width,
                units,
                row: 20.0,
                text: 14.0,
                mark: 10.0,
                who: (78.0, 23.0),
                axis: (344.0, units - 96.0),
            },
            Width::Narrow => Self {
                width,
                units,
                row: 36.0,
                text: 13.0,
                mark: 25.0,
                who: (78.0, 28.0),
                axis: (10.0, units - 96.0),
            },
        }
    }
}

/// Draws the figures of each scope, a line at the number documented, and a band with a line for the estimate.
pub(crate) fn claims(
    id: &str,
    title: &str,
    panels: &[Panel],
    against: Against,
    said: &dyn PictureWords,
    width: Width,
) -> Markup {
    let layout = Layout::new(width);
    let shown = || panels.iter().flat_map(|panel| &panel.claims);
    let axis = axis(shown(), against, &layout);
    let legend = Legend::of(shown(), against, said, &layout);
    let top = legend.height + LINE + 6.0;
    let rows: f64 = panels.iter().map(|panel| LINE + 6.0 + layout.row * panel.claims.len() as f64).sum();
    let bottom = top + rows + 4.0;
    let id = format!("{id}-{}", width.suffix());
    let described = said.describe_figures(shown().count(), panels.len());
    let mut svg = Svg::new(&id, title, &described, layout.units, bottom + 22.0);
    legend.draw(&mut svg);
    if let Some(estimate) = against.estimate {
        let (low, high) =
            (axis.at(estimate.lower), estimate.upper.map_or(layout.axis.1, |upper| axis.at(upper)));
        svg.rect("area soft", (low, top), high - low, bottom - top);
    }
    let ticks = axis.ticks(if width == Width::Wide { 6 } else { 4 });
    for tick in ticks.into_iter().filter(|tick| tick.fract() == 0.0) {
        let place = axis.at(tick);
        svg.line("grid", (place, top), (place, bottom));
        svg.text("tick", (place, top - 6.0), Anchor::Middle, &said.people(tick));
        svg.text("tick", (place, bottom + 15.0), Anchor::Middle, &said.people(tick));
    }
    if let Some(estimate) = against.estimate {
        svg.line("median", (axis.at(estimate.estimate), top), (axis.at(estimate.estimate), bottom));
    }
    if let Some(documented) = against.documented {
        let place = axis.at(documented as f64);
        svg.line("bound", (place, top), (place, bottom));
    }
    let mut at = top;
    for panel in panels {
        // a plain ground, so that no line runs through the name
        svg.rect("ground", (0.0, at + 2.0), layout.units, LINE + 2.0);
        // bold letters of 12 units, a little wider than plain ones
        let em = layout.units / 13.5;
        svg.text("lab strong", (0.0, at + LINE - 2.0), Anchor::Start, &label(&panel.scope, em));
        at += LINE + 6.0;
        for claim in &panel.claims {
            row(&mut svg, claim, &axis, at, &layout, said);
            at += layout.row;
        }
    }
    svg.line("axis", (layout.axis.0, bottom), (layout.axis.1, bottom));
    svg.finish()
}

/// Returns the axis of people, from nobody to a round number above all that is drawn.
fn axis<'c>(shown: impl Iterator<Item = &'c Claim>, against: Against, layout: &Layout) -> Scale {
    let greatest = shown.map(Claim::greatest).chain(against.documented).max().unwrap_or(0) as f64;
    let estimated = against.estimate.map_or(0.0, |estimate| {
        let most = MOST_TIMES * greatest.max(estimate.estimate);
        estimate.estimate.max(estimate.upper.unwrap_or(0.0).min(most))
    });
    Scale::new(0.0, round_up(greatest.max(estimated)), layout.axis.0, layout.axis.1)
}

/// Draws one figure: its day, its claimant, its mark or marks, and its number.
fn row(svg: &mut Svg, claim: &Claim, axis: &Scale, top: f64, layout: &Layout, said: &dyn PictureWords) {
    let number = number_words(claim, said);
    let hint = [claim.who.as_str(), claim.day.as_str(), number.as_str(), &said.standing(claim.standing)]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("; ");
    svg.hint(&hint, |svg| {
        let text = top + layout.text;
        if layout.width == Width::Narrow {
            svg.rect("ground", (0.0, top), layout.units, layout.text + 4.0);
        }
        let day: String = claim.day.chars().take(DAY).collect();
        svg.text("tick", (0.0, text), Anchor::Start, &day);
        svg.text("tick", (layout.who.0, text), Anchor::Start, &label(&claim.who, layout.who.1));
        let y = top + layout.mark;
        let place = |people: u64| axis.at(people as f64);
        let line = if claim.standing == Standing::Stands { "range main" } else { "range" };
        let (from, to) = match (claim.low, claim.high) {
            (Some(low), Some(high)) => (place(low), place(high)),
            // an arrow: at least, at most
            (Some(low), None) => (place(low), place(low) + 18.0),
            (None, Some(high)) => ((place(high) - 18.0).max(layout.axis.0), place(high)),
            (None, None) => return,
        };
        if to > from {
            svg.line(line, (from, y), (to, y));
        }
        match (claim.low, claim.high) {
            (Some(_), None) => svg.path("arrow", &format!("M{to:.1} {:.1}l7 4-7 4z", y - 4.0)),
            (None, Some(_)) => svg.path("arrow", &format!("M{from:.1} {:.1}l-7 4 7 4z", y - 4.0)),
            _ => {}
        }
        let ends = [claim.low.map(|_| from), claim.high.filter(|high| Some(*high) != claim.low).map(|_| to)];
        ends.into_iter().flatten().for_each(|x| mark(svg, claim.standing, (x, y)));
        let behind = if claim.high.is_none() { to + 7.0 } else { to };
        svg.text("number", (behind + 9.0, y + 4.0), Anchor::Start, &number);
    });
}

/// Draws the mark of a figure by what became of it: a full dot, a ring, a cross, a lozenge.
fn mark(svg: &mut Svg, standing: Standing, (x, y): (f64, f64)) {
    match standing {
        Standing::Stands => svg.circle("dot main", (x, y), 5.0),
        Standing::Superseded => svg.circle("dot gone", (x, y), 4.5),
        Standing::Withdrawn => {
            let (left, top) = (x - 4.5, y - 4.5);
            svg.path("cross", &format!("M{left:.1} {top:.1}l9 9m0-9l-9 9"));
        }
        Standing::Denied => svg.path("dot gone", &format!("M{x:.1} {:.1}l5.5 5.5-5.5 5.5-5.5-5.5z", y - 5.5)),
    }
}

/// Returns a number as its claimant bounds it, in signs that need no language.
fn number_words(claim: &Claim, said: &dyn PictureWords) -> String {
    let people = |number: u64| said.people(number as f64);
    match (claim.low, claim.high) {
        (Some(low), Some(high)) if low == high => people(low),
        (Some(low), Some(high)) => format!("{}–{}", people(low), people(high)),
        (Some(low), None) => format!("≥ {}", people(low)),
        (None, Some(high)) => format!("≤ {}", people(high)),
        (None, None) => String::new(),
    }
}

/// What stands above the picture: what the line, the band and the marks are; only of what is drawn.
struct Legend {
    /// Each with its place, from the left and the top.
    entries: Vec<(Sign, String, (f64, f64))>,
    height: f64,
}

#[derive(Clone, Copy)]
enum Sign {
    Documented,
    Estimate,
    Mark(Standing),
}

impl Legend {
    /// Sets the entries one after the other, and on a new line where there is no room.
    fn of<'c>(
        shown: impl Iterator<Item = &'c Claim> + Clone,
        against: Against,
        said: &dyn PictureWords,
        layout: &Layout,
    ) -> Self {
        const SIGN: f64 = 26.0;
        const APART: f64 = 16.0;
        let mut signs: Vec<(Sign, String)> = Vec::new();
        signs.extend(against.documented.map(|number| (Sign::Documented, said.documented(number as f64))));
        signs.extend(
            against
                .estimate
                .map(|it| (Sign::Estimate, said.estimated_in_all(it.estimate, it.lower, it.upper))),
        );
        let all = [Standing::Stands, Standing::Superseded, Standing::Withdrawn, Standing::Denied];
        let is_there = |standing: &Standing| shown.clone().any(|claim| claim.standing == *standing);
        signs.extend(all.into_iter().filter(is_there).map(|it| (Sign::Mark(it), said.standing(it))));
        let (mut x, mut y) = (0.0, 0.0);
        let mut entries = Vec::new();
        for (sign, words) in signs {
            let room = SIGN + words.chars().count() as f64 * LETTER;
            if x > 0.0 && x + room > layout.units {
                (x, y) = (0.0, y + LINE);
            }
            entries.push((sign, words, (x, y)));
            x += room + APART;
        }
        Self { entries, height: y + LINE }
    }

    fn draw(&self, svg: &mut Svg) {
        for (sign, words, (x, top)) in &self.entries {
            let y = top + LINE / 2.0;
            match sign {
                Sign::Documented => svg.line("bound", (*x, y), (x + 20.0, y)),
                Sign::Estimate => {
                    svg.rect("area soft", (*x, y - 6.0), 20.0, 12.0);
                    svg.line("median", (x + 10.0, y - 6.0), (x + 10.0, y + 6.0));
                }
                Sign::Mark(standing) => mark(svg, *standing, (x + 10.0, y)),
            }
            svg.text("tick", (x + 26.0, y + 4.0), Anchor::Start, words);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words;

    fn claim(day: &str, low: Option<u64>, high: Option<u64>, standing: Standing) -> Claim {
        Claim { day: day.to_owned(), who: "an office".to_owned(), low, high, standing }
    }

    fn panel(scope: &str, claims: Vec<Claim>) -> Panel {
        Panel { scope: scope.to_owned(), claims }
    }

    fn shown() -> Vec<Panel> {
        vec![
            panel(
                "Karsam",
                vec![
                    claim("2022-01-09", Some(164), Some(164), Standing::Withdrawn),
                    claim("2022-01-15", Some(225), Some(241), Standing::Stands),
                    claim("2022-07-29", Some(240), None, Standing::Stands),
                ],
            ),
            panel("children, Karsam", vec![claim("", None, Some(3), Standing::Denied)]),
        ]
    }

    fn drawn(panels: &[Panel], against: Against, width: Width) -> String {
        claims("c", "killed", panels, against, &words::English, width).into_string()
    }

    #[test]
    fn scopes_below_each_other_with_a_range_an_open_figure_and_one_that_was_taken_back() {
        let against = Against { documented: Some(188), estimate: None };
        insta::assert_snapshot!(drawn(&shown(), against, Width::Narrow).replace("><", ">\n<"));
    }

    #[test]
    fn no_two_rows_and_no_two_entries_of_the_legend_share_a_place() {
        let estimate = Some(IntervalValue { estimate: 260.0, lower: 230.0, upper: Some(310.0) });
        let against = Against { documented: Some(240), estimate };
        for width in [Width::Wide, Width::Narrow] {
            let svg = drawn(&shown(), against, width);
            // texts that begin at one place and stand on one line would hide each other
            let mut places: Vec<&str> =
                svg.split("<text ").skip(1).filter_map(|text| text.split('>').next()).collect();
            let all = places.len();
            places.sort_unstable();
            places.dedup();
            assert_eq!(places.len(), all, "{svg}");
            let layout = Layout::new(width);
            let panels = shown();
            let claims = panels.iter().flat_map(|panel| &panel.claims);
            let legend = Legend::of(claims, against, &words::English, &layout);
            for (_, words, (x, _)) in &legend.entries {
                assert!(
                    x + 26.0 + words.chars().count() as f64 * LETTER <= layout.units || *x == 0.0,
                    "{words}"
                );
            }
        }
    }

    #[test]
    fn each_standing_has_a_mark_of_its_own() {
        let mark_of = |standing| {
            let svg = drawn(
                &[panel("Karsam", vec![claim("", Some(9), Some(9), standing)])],
                Against::default(),
                Width::Wide,
            );
            let at = svg.find("<g>").unwrap_or(0);
            let mark = svg[at..].split("number").next().unwrap_or_default();
            (
                mark.matches("<circle class=\"dot main\"").count(),
                mark.matches("<circle class=\"dot gone\"").count(),
                mark.matches("class=\"cross\"").count(),
            )
        };
        assert_eq!(mark_of(Standing::Stands), (1, 0, 0));
        assert_eq!(mark_of(Standing::Superseded), (0, 1, 0));
        assert_eq!(mark_of(Standing::Withdrawn), (0, 0, 1));
        assert_eq!(mark_of(Standing::Denied), (0, 0, 0));
    }

    #[test]
    fn one_figure_alone_and_none_are_drawn_too() {
        let nobody = [panel("Karsam", vec![claim("2022-01-09", Some(0), Some(0), Standing::Stands)])];
        drawn(&nobody, Against::default(), Width::Wide);
        drawn(&[], Against::default(), Width::Wide);
    }

    #[test]
    fn the_estimate_is_a_band_of_its_own_beside_the_line_of_the_documented() {
        let estimate = IntervalValue { estimate: 260.0, lower: 230.0, upper: Some(310.0) };
        let drawn = |estimate| drawn(&shown(), Against { documented: Some(188), estimate }, Width::Wide);
        let with = drawn(Some(estimate));
        assert!(with.contains("class=\"area soft\"") && with.contains("class=\"median\""), "{with}");
        assert!(
            with.contains("documented 188")
                && with.contains("estimated in all, documented and not: 260 (230 to 310)"),
            "{with}"
        );
        let without = drawn(None);
        assert!(!without.contains("class=\"area soft\"") && without.contains("documented 188"), "{without}");
        // without an upper limit, or with one far away, the band ends at the end and the axis stays that of the figures
        for upper in [None, Some(90_000.0)] {
            let open = drawn(Some(IntervalValue { upper, ..estimate }));
            assert!(!open.contains("90,000</text><text"), "{open}");
        }
    }
}
