//! How lists overlap: an UpSet plot (Lex, Gehlenborg, Strobelt, Vuillemot and Pfister 2014).
//!
//! A column is one combination of lists: a dot for each list that takes part, joined by a line, and above it a bar
//! for the persons who are on just those lists and no others.

use super::Width;
use super::scale::{Scale, round_up};
use crate::display::label;
use crate::svg::{Anchor, Svg};
use crate::words;
use maud::Markup;

/// What is drawn.
pub(crate) struct UpSet<'a> {
    /// Name of each list and the persons on it.
    pub(crate) lists: &'a [(String, Option<u64>)],
    /// The combinations, in the order to be drawn.
    pub(crate) intersections: &'a [Intersection],
}

/// A combination of lists.
pub(crate) struct Intersection {
    /// Bit i set: on list i.
    pub(crate) pattern: u64,
    /// The persons; `None` where the count is withheld.
    pub(crate) persons: Option<u64>,
}

const ROW: f64 = 24.0;
const TOP: f64 = 22.0;
const BARS: f64 = 150.0;

/// Returns how many combinations fit into a picture of a width.
pub(crate) fn room(width: Width) -> usize {
    let column = if width == Width::Wide { 28.0 } else { 24.0 };
    ((width.units() - matrix_left(width) - 8.0) / column) as usize
}

fn matrix_left(width: Width) -> f64 {
    match width {
        Width::Wide => 250.0,
        Width::Narrow => 136.0,
    }
}

/// Draws the combinations that there is room for.
pub(crate) fn upset(id: &str, title: &str, shown: &UpSet<'_>, width: Width) -> Markup {
    let units = width.units();
    let left = matrix_left(width);
    let drawn = &shown.intersections[..shown.intersections.len().min(room(width))];
    let matrix = TOP + BARS + 14.0;
    let height = matrix + ROW * shown.lists.len() as f64 + 4.0;
    let id = format!("{id}-{}", width.suffix());
    let description = words::upset_description(shown.lists.len(), drawn.len(), shown.intersections.len());
    let mut svg = Svg::new(&id, title, &description, units, height);
    let most = drawn.iter().filter_map(|column| column.persons).max().unwrap_or(0);
    let y = Scale::new(0.0, round_up(most as f64), TOP + BARS, TOP);
    // few combinations stand wider apart, but not so wide that the dots lose their line
    let step = ((units - left - 8.0) / drawn.len().max(1) as f64).min(44.0);
    draw_lists(&mut svg, shown, width, matrix, left + step * drawn.len() as f64);
    for (position, column) in drawn.iter().enumerate() {
        let x = left + step * (position as f64 + 0.5);
        let on: Vec<usize> = (0..shown.lists.len()).filter(|list| column.pattern >> list & 1 == 1).collect();
        let names: Vec<&str> = on.iter().map(|list| shown.lists[*list].0.as_str()).collect();
        svg.hint(&words::combination(&names, column.persons), |svg| {
            match column.persons {
                Some(persons) => {
                    let tall = (TOP + BARS - y.at(persons as f64)).max(1.0);
                    svg.rect("bar", (x - step * 0.36, TOP + BARS - tall), step * 0.72, tall);
                    let text = words::short_count(persons);
                    svg.text("tick small", (x, TOP + BARS - tall - 4.0), Anchor::Middle, &text);
                }
                None => {
                    svg.rect("bar faint", (x - step * 0.36, TOP + BARS - 6.0), step * 0.72, 6.0);
                    svg.text("tick small", (x, TOP + BARS - 10.0), Anchor::Middle, words::WITHHELD_SIGN);
                }
            }
            let center = |list: usize| matrix + ROW * (list as f64 + 0.5);
            if let (Some(first), Some(last)) = (on.first(), on.last())
                && first != last
            {
                svg.line("link", (x, center(*first)), (x, center(*last)));
            }
            for list in 0..shown.lists.len() {
                let class = if on.contains(&list) { "dot on" } else { "dot off" };
                svg.circle(class, (x, center(list)), 6.0);
            }
        });
    }
    svg.line("axis", (left, TOP + BARS), (left + step * drawn.len() as f64, TOP + BARS));
    svg.finish()
}

/// Draws the names of the lists and, where there is room, a bar for the size of each.
fn draw_lists(svg: &mut Svg, shown: &UpSet<'_>, width: Width, matrix: f64, right: f64) {
    let left = matrix_left(width);
    let most = shown.lists.iter().filter_map(|list| list.1).max().unwrap_or(0);
    let size = Scale::new(0.0, most.max(1) as f64, 0.0, 84.0);
    for (position, (name, persons)) in shown.lists.iter().enumerate() {
        let y = matrix + ROW * position as f64;
        if position % 2 == 0 {
            svg.rect("band", (0.0, y), right, ROW);
        }
        let mut end = left - 8.0;
        if width == Width::Wide {
            if let Some(persons) = persons {
                let wide = size.at(*persons as f64);
                svg.rect("bar second", (end - wide, y + 4.0), wide, ROW - 8.0);
                svg.text(
                    "tick small",
                    (end - wide - 4.0, y + 16.0),
                    Anchor::End,
                    &words::short_count(*persons),
                );
            }
            end -= 84.0 + 38.0;
        }
        svg.text("lab", (end, y + 16.0), Anchor::End, &label(name, (end - 6.0) / 12.5));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(lists: usize, columns: usize) -> (Vec<(String, Option<u64>)>, Vec<Intersection>) {
        let lists = (0..lists).map(|list| (format!("List {list}"), Some(10 * list as u64))).collect();
        let columns = (0..columns)
            .map(|i| Intersection { pattern: i as u64 + 1, persons: (i != 1).then_some(100 - i as u64) })
            .collect();
        (lists, columns)
    }

    #[test]
    fn three_lists() {
        let (lists, intersections) = sample(3, 3);
        let svg =
            upset("u", "Overlap", &UpSet { lists: &lists, intersections: &intersections }, Width::Narrow);
        insta::assert_snapshot!(svg.into_string().replace("><", ">\n<"));
    }

    #[test]
    fn what_has_no_room_is_counted_not_drawn() {
        let (lists, intersections) = sample(29, 90);
        let shown = UpSet { lists: &lists, intersections: &intersections };
        let svg = upset("u", "Overlap", &shown, Width::Narrow).into_string();
        assert_eq!(svg.matches("<g>").count(), room(Width::Narrow));
        assert!(svg.contains("of 90"), "the description says how many there are");
    }

    #[test]
    fn no_list_is_no_panic() {
        upset("u", "Overlap", &UpSet { lists: &[], intersections: &[] }, Width::Wide);
    }
}
