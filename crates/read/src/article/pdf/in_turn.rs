//! Columns whose lines a page draws in turn, the first of the left, the first of the right, the second of the left: put one
//! after the other.
//!
//! The order in which a page draws is mostly the order of reading, and nothing knows it better; so it is left alone unless
//! many rows show a gutter at one place, with running text on both sides of it. A table, whose rows belong together, has short
//! cells that do not fill their column and begin with capitals or digits; running text fills its lines and begins most of
//! them in the middle of a sentence. What reaches over the gutter (a heading) ends the columns, and what is drawn after it is
//! read after them.

use super::lines::Stroke;
use super::reading;

/// Rows with text on both sides of a gutter that make columns.
const ROWS: usize = 5;
/// The least width of a gutter, in sizes of the letters; between words of a line that is stretched to the edge it is less.
const GUTTER: f64 = 0.9;
/// Strokes that are not farther apart in height, in sizes of the letters, and stand side by side, are one row: lines of two columns
/// need not be on one base line.
const BESIDE: f64 = 0.7;
/// A row further below the last one than so many sizes of the letters goes no longer with a column beside which nothing stands.
const APART: f64 = 1.8;
/// Rows of a page, and gaps of a row, that are looked at: what has more is no page of text.
const MOST_ROWS: usize = 2_000;
const MOST_GAPS: usize = 40;
/// Columns side by side: halves are cut in halves so often.
const DEPTH: usize = 3;

/// Returns the strokes of a page with its columns one after the other, and whether that changed anything.
pub(super) fn in_columns(strokes: Vec<Stroke>) -> (Vec<Stroke>, bool) {
    let is_rtl = reading::is_mostly_rtl(strokes.iter().flat_map(|stroke| &stroke.units));
    let rows = rows(strokes);
    if rows.len() < ROWS || rows.len() > MOST_ROWS {
        return (rows.into_iter().flat_map(|row| row.strokes).collect(), false);
    }
    ordered(rows, is_rtl, DEPTH)
}

fn ordered(rows: Vec<Row>, is_rtl: bool, depth: usize) -> (Vec<Stroke>, bool) {
    let (mut list, mut any) = (Vec::new(), false);
    let mut rest = rows;
    while !rest.is_empty() {
        let found = (depth > 0).then(|| band_at(&rest)).flatten();
        let behind = rest.split_off(found.as_ref().map_or(1, |band| band.rows));
        match found {
            None => list.extend(rest.into_iter().flat_map(|row| row.strokes)),
            Some(band) => {
                any = true;
                let (mut left, mut right) = (Vec::new(), Vec::new());
                for row in rest {
                    let (own, other) = row.cut(band.gutter);
                    left.extend(own);
                    right.extend(other);
                }
                let halves = if is_rtl { [right, left] } else { [left, right] };
                for half in halves {
                    list.extend(ordered(half, is_rtl, depth - 1).0);
                }
            }
        }
        rest = behind;
    }
    (list, any)
}

/// A stretch of a page on which nothing is drawn, from left to right.
type Gap = (f64, f64);

/// What is drawn side by side.
struct Row {
    strokes: Vec<Stroke>,
    /// Where letters stand, from left to right, gaps narrower than a gutter apart.
    cells: Vec<Gap>,
    base: f64,
    size: f64,
}

/// Gathers strokes that were drawn one after the other side by side.
fn rows(strokes: Vec<Stroke>) -> Vec<Row> {
    let mut list: Vec<Row> = Vec::new();
    for stroke in strokes {
        let is_beside = |row: &Row| {
            (row.base - stroke.base).abs() <= BESIDE * row.size.max(stroke.size)
                && row.strokes.iter().all(|own| stroke.right <= own.left || own.right <= stroke.left)
        };
        match list.last_mut().filter(|row| is_beside(row)) {
            Some(row) => row.strokes.push(stroke),
            None => {
                let (base, size) = (stroke.base, stroke.size);
                list.push(Row { strokes: vec![stroke], cells: Vec::new(), base, size });
            }
        }
    }
    list.iter_mut().for_each(|row| row.cells = row.cells());
    list
}

impl Row {
    fn cells(&self) -> Vec<Gap> {
        let units = self.strokes.iter().flat_map(|stroke| &stroke.units);
        let mut places: Vec<Gap> =
            units.filter(|unit| !unit.text.trim().is_empty()).map(|unit| (unit.left, unit.right)).collect();
        places.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut cells: Vec<Gap> = Vec::new();
        for (left, right) in places {
            match cells.last_mut() {
                Some(last) if left - last.1 < GUTTER * self.size => last.1 = last.1.max(right),
                _ => cells.push((left, right)),
            }
        }
        cells
    }

    /// Returns what of a gap nothing of this row is drawn in, if that is wide enough.
    fn clear(&self, gap: Gap) -> Option<Gap> {
        let mut starts = vec![gap.0];
        starts.extend(self.cells.iter().map(|cell| cell.1.max(gap.0)));
        let mut ends: Vec<f64> = self.cells.iter().map(|cell| cell.0.min(gap.1)).collect();
        ends.push(gap.1);
        let widest = starts.into_iter().zip(ends).max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)))?;
        (widest.1 - widest.0 >= GUTTER * self.size).then_some(widest)
    }

    fn gaps(&self) -> impl Iterator<Item = Gap> {
        self.cells.windows(2).take(MOST_GAPS).map(|pair| (pair[0].1, pair[1].0))
    }

    fn has_both(&self, gutter: Gap) -> bool {
        self.cells.first().is_some_and(|cell| cell.1 <= gutter.0)
            && self.cells.last().is_some_and(|cell| cell.0 >= gutter.1)
    }

    /// Cuts a row at a gutter.
    fn cut(self, gutter: Gap) -> (Option<Row>, Option<Row>) {
        let middle = (gutter.0 + gutter.1) / 2.0;
        let (mut left, mut right) = (Vec::new(), Vec::new());
        for stroke in self.strokes {
            if stroke.right <= middle {
                left.push(stroke);
            } else if stroke.left >= middle {
                right.push(stroke);
            } else {
                let Stroke { units, base, size, has_rtl, .. } = stroke;
                let (own, other): (Vec<_>, Vec<_>) =
                    units.into_iter().partition(|unit| (unit.left + unit.right) / 2.0 < middle);
                let of = |units: Vec<reading::Unit>| {
                    let (left, right) = units
                        .iter()
                        .filter(|unit| !unit.text.trim().is_empty())
                        .fold((f64::INFINITY, f64::NEG_INFINITY), |(left, right), unit| {
                            (left.min(unit.left), right.max(unit.right))
                        });
                    (left <= right).then_some(Stroke { units, left, right, base, size, has_rtl })
                };
                left.extend(of(own));
                right.extend(of(other));
            }
        }
        let of = |strokes: Vec<Stroke>| {
            let base = strokes.first()?.base;
            let mut row = Row { strokes, cells: Vec::new(), base, size: self.size };
            row.cells = row.cells();
            Some(row)
        };
        (of(left), of(right))
    }
}

/// Rows from the first on that stand in columns.
struct Band {
    rows: usize,
    gutter: Gap,
}

/// Returns the columns that begin at the first of some rows.
fn band_at(rows: &[Row]) -> Option<Band> {
    let first = rows.first()?;
    let found = first.gaps().map(|gap| extended(rows, gap));
    let (both, band) = found.max_by_key(|(both, _)| *both)?;
    (both >= ROWS && is_prose(&rows[..band.rows], band.gutter)).then_some(band)
}

/// Follows a gap down the page as far as it is clear; returns how many rows have text on both sides, and what it is the gutter of.
fn extended(rows: &[Row], gap: Gap) -> (usize, Band) {
    let (mut both, mut band) = (1, Band { rows: 1, gutter: gap });
    let mut gutter = gap;
    for (at, pair) in rows.windows(2).enumerate() {
        let (last, row) = (&pair[0], &pair[1]);
        let Some(clear) = row.clear(gutter).filter(|_| row.base < last.base) else { break };
        let has_both = row.has_both(clear);
        // what stands alone goes with its column only as the next line of it, unless both go on below
        let is_next = band.rows == at + 1 && last.base - row.base <= APART * row.size;
        gutter = clear;
        if has_both || is_next {
            both += usize::from(has_both);
            band = Band { rows: at + 2, gutter };
        }
    }
    (both, band)
}

/// Returns whether running text stands on both sides of a gutter.
fn is_prose(rows: &[Row], gutter: Gap) -> bool {
    let middle = (gutter.0 + gutter.1) / 2.0;
    [false, true].into_iter().all(|of_right| {
        let is_own = |unit: &&reading::Unit| ((unit.left + unit.right) / 2.0 >= middle) == of_right;
        let lines = rows.iter().filter_map(|row| {
            let units = row.strokes.iter().flat_map(|stroke| &stroke.units).filter(is_own);
            SideLine::of(units.filter(|unit| !unit.text.trim().is_empty()))
        });
        are_running(&lines.collect::<Vec<_>>())
    })
}

/// A line on one side of a gutter.
struct SideLine {
    left: f64,
    right: f64,
    letters: usize,
    /// Whether it begins with a small letter; none where the script has none.
    is_small: Option<bool>,
}

impl SideLine {
    fn of<'u>(units: impl Iterator<Item = &'u reading::Unit>) -> Option<Self> {
        let mut found: Option<Self> = None;
        let mut first = f64::INFINITY;
        for unit in units {
            let own =
                found.get_or_insert(Self { left: unit.left, right: unit.right, letters: 0, is_small: None });
            if unit.left < first {
                first = unit.left;
                let c = unit.text.chars().next().unwrap_or(' ');
                own.is_small =
                    (c.is_lowercase() || c.is_uppercase() || c.is_numeric()).then(|| c.is_lowercase());
            }
            own.left = own.left.min(unit.left);
            own.right = own.right.max(unit.right);
            own.letters += unit.text.chars().count();
        }
        found
    }
}

/// Letters of a line of running text, at least: of the narrowest columns of a newspaper.
const LETTERS: usize = 14;

/// Returns whether most lines are full, and enough of them begin within a sentence.
fn are_running(lines: &[SideLine]) -> bool {
    let left = lines.iter().map(|line| line.left).fold(f64::INFINITY, f64::min);
    let right = lines.iter().map(|line| line.right).fold(f64::NEG_INFINITY, f64::max);
    let is_full =
        |line: &&SideLine| line.right - line.left >= 0.7 * (right - left) && line.letters >= LETTERS;
    let full = lines.iter().filter(is_full).count();
    let told = lines.iter().filter_map(|line| line.is_small).count();
    let small = lines.iter().filter(|line| line.is_small == Some(true)).count();
    // in Arabic or Chinese the fullness alone has to tell
    let goes_on = if told * 2 > lines.len() { small * 3 >= told } else { full * 4 >= lines.len() * 3 };
    full * 3 >= lines.len() * 2 && goes_on
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::pdf::reading::Unit;

    /// Returns a stroke of letters that are half as wide as they are high.
    fn stroke(text: &str, left: f64, base: f64) -> Stroke {
        let units: Vec<Unit> = text
            .chars()
            .enumerate()
            .map(|(at, c)| {
                let left = left + 5.0 * at as f64;
                Unit { text: c.to_string(), left, right: left + 5.0 }
            })
            .collect();
        let right = units.last().unwrap().right;
        Stroke { units, left, right, base, size: 10.0, has_rtl: false }
    }

    fn texts(strokes: Vec<Stroke>) -> (Vec<String>, bool) {
        let (strokes, any) = in_columns(strokes);
        (strokes.iter().map(|it| reading::as_drawn(&it.units, 1.8).trim().to_owned()).collect(), any)
    }

    const LEFT: [&str; 6] = [
        "Forty people who were held",
        "since May came home today,",
        "and the mothers of the town",
        "wept when the buses came to",
        "the gate. The mayor met the",
        "families there and spoke.",
    ];
    const RIGHT: [&str; 6] = [
        "A guard who was accused by",
        "the families was not seen,",
        "and no one said where he is.",
        "His brother told us that he",
        "left the country a week ago",
        "by bus, with his two sons.",
    ];

    /// Returns what is drawn for each pair of lines, with the height of their base line.
    fn page(mut drawn: impl FnMut(&str, &str, f64) -> Vec<Stroke>) -> Vec<Stroke> {
        let pairs = LEFT.iter().zip(RIGHT).enumerate();
        pairs.flat_map(|(at, (left, right))| drawn(left, right, 680.0 - 12.0 * at as f64)).collect()
    }

    #[test]
    fn lines_that_are_drawn_in_turn_are_put_column_by_column() {
        let heading = stroke("A heading over both of the columns of the page, and long", 50.0, 700.0);
        // half a line lower, as columns are that were set each by itself
        let apart =
            page(|left, right, base| vec![stroke(left, 50.0, base), stroke(right, 205.0, base - 6.0)]);
        // or all in one go, with the gap between them
        let joined = page(|left, right, base| vec![stroke(&format!("{left:31}{right}"), 50.0, base)]);
        let wanted: Vec<&str> = LEFT.into_iter().chain(RIGHT).collect();
        let (found, any) = texts([heading].into_iter().chain(apart).collect());
        assert!(any && found[0].starts_with("A heading"), "{found:?}");
        assert_eq!(found[1..], wanted);
        assert_eq!(texts(joined), (wanted.iter().map(|&line| line.to_owned()).collect(), true));
    }

    #[test]
    fn three_columns_are_three() {
        let page = page(|left, right, base| {
            [(left, 50.0), (right, 205.0), (left, 360.0)].map(|(text, x)| stroke(text, x, base)).into()
        });
        let wanted: Vec<&str> = LEFT.into_iter().chain(RIGHT).chain(LEFT).collect();
        assert_eq!(texts(page).0, wanted);
    }

    #[test]
    fn tables_and_columns_drawn_one_by_one_stay_as_they_are() {
        let names =
            ["Aida Nurova Bekova", "Olga Kim", "Dana Omarova Serikova", "Lena Hall", "Omar Reed", "Ann Berg"];
        let table: Vec<Stroke> = names
            .iter()
            .enumerate()
            .flat_map(|(at, name)| {
                let base = 600.0 - 12.0 * at as f64;
                [stroke(name, 50.0, base), stroke("Taraz, 8 March 2021, shot", 205.0, base)]
            })
            .collect();
        let before: Vec<String> =
            table.iter().map(|it| reading::as_drawn(&it.units, 1.8).trim().to_owned()).collect();
        assert_eq!(texts(table), (before, false));
        let column = |lines: [&'static str; 6], x: f64| {
            lines.into_iter().enumerate().map(move |(at, text)| stroke(text, x, 600.0 - 12.0 * at as f64))
        };
        let page: Vec<Stroke> = column(LEFT, 50.0).chain(column(RIGHT, 205.0)).collect();
        let wanted: Vec<&str> = LEFT.into_iter().chain(RIGHT).collect();
        assert_eq!(texts(page), (wanted.iter().map(|&line| line.to_owned()).collect(), false));
    }

    #[test]
    fn what_stands_below_one_column_and_apart_is_read_after_both() {
        let mut page = page(|left, right, base| vec![stroke(left, 50.0, base), stroke(right, 205.0, base)]);
        page.push(stroke("one more line of the left.", 50.0, 608.0));
        page.push(stroke("The next heading", 50.0, 570.0));
        let found = texts(page).0;
        let wanted: Vec<&str> = LEFT
            .into_iter()
            .chain(["one more line of the left."])
            .chain(RIGHT)
            .chain(["The next heading"])
            .collect();
        assert_eq!(found, wanted);
    }
}
