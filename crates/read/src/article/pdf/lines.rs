//! Glyphs to lines: in the order in which a page draws them, cut where the pen moves.

use super::in_turn::in_columns;
use super::reading::{self, Unit};
use hayro_cmap::BfString;
use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};
use kurbo::{BezPath, Point, Vec2};

/// Stands for a glyph of which nothing tells what it reads.
pub(super) const UNREADABLE: char = '\u{fffd}';
/// A gap of so much of the size of the letters is a space.
pub(super) const SPACE: f64 = 0.18;
/// A step back or on of so many times their size begins a new line (the next column, a cell).
const JUMP: f64 = 3.0;
/// A step back of so much of their size, too; letters that are drawn closer overlap.
const BACK: f64 = 0.8;

/// What a file may draw besides its letters: paths, pictures, clips, and letters that are no longer read. A form that draws a form twice
/// that draws a form twice ... would never end; an atlas has some millions.
const DRAWN: usize = 3_000_000;

/// Why reading was given up: the file draws without end.
pub(super) struct DrawsTooMuch;

/// A line of a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    /// The left end of its base line, and the right one.
    pub(super) left: f64,
    pub(super) right: f64,
    /// The height of its base line; greater is higher.
    pub(super) base: f64,
    /// The size of its letters.
    pub(super) size: f64,
    /// Whether it is read from right to left.
    pub(super) is_rtl: bool,
}

impl Line {
    /// Returns whether the letters of another line are about as large.
    pub(super) fn is_alike(&self, other: &Line) -> bool {
        (self.size - other.size).abs() < 0.1 * self.size
    }
}

/// Takes lines off a page, by their places.
pub(super) fn leave_out(page: &mut Vec<Line>, gone: &[usize]) {
    let mut at = 0;
    page.retain(|_| {
        at += 1;
        !gone.contains(&(at - 1))
    });
}

/// Letters that were drawn one after the other on one base line.
pub(super) struct Stroke {
    pub(super) units: Vec<Unit>,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) base: f64,
    pub(super) size: f64,
    pub(super) has_rtl: bool,
}

impl Stroke {
    fn is_on_line_of(&self, base: f64, size: f64) -> bool {
        (base - self.base).abs() <= 0.4 * size.max(self.size)
    }

    /// Returns whether another stroke goes on this one's line. Right-to-left text may be drawn from either end, word by word or
    /// letter by letter.
    fn goes_on_in(&self, next: &Stroke) -> bool {
        let size = self.size.max(next.size);
        let gap = (next.left - self.right).max(self.left - next.right);
        (self.has_rtl || next.has_rtl)
            && self.is_on_line_of(next.base, next.size)
            && (-BACK * size..=JUMP * size).contains(&gap)
    }

    /// Adds another stroke behind this one.
    pub(super) fn take(&mut self, next: Stroke) {
        self.units.extend(next.units);
        self.left = self.left.min(next.left);
        self.right = self.right.max(next.right);
        self.has_rtl |= next.has_rtl;
    }
}

/// Collects what pages draw.
pub(super) struct Glyphs {
    pages: Vec<Vec<Line>>,
    strokes: Vec<Stroke>,
    count: usize,
    most: usize,
    pub(super) unreadable: usize,
    pub(super) pictures: usize,
    /// Pages on which lines of several columns were drawn in turn.
    pub(super) in_turn: usize,
    drawn: usize,
}

impl Glyphs {
    pub(super) fn new(most: usize) -> Self {
        Self {
            pages: Vec::new(),
            strokes: Vec::new(),
            count: 0,
            most,
            unreadable: 0,
            pictures: 0,
            in_turn: 0,
            drawn: 0,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// Counts what is drawn. The interpreter can't be told to stop, so a file that draws too much is left as one that breaks it is, by
    /// unwinding to where that is caught; no message is written on the way.
    fn draw(&mut self) {
        self.drawn += 1;
        if self.drawn > DRAWN {
            std::panic::resume_unwind(Box::new(DrawsTooMuch));
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.count >= self.most
    }

    /// Ends a page: its strokes become lines, those of columns that were drawn in turn one column after the other.
    pub(super) fn end_page(&mut self) {
        let (strokes, was_in_turn) = in_columns(std::mem::take(&mut self.strokes));
        self.in_turn += usize::from(was_in_turn);
        let mut joined: Vec<Stroke> = Vec::new();
        for stroke in strokes {
            match joined.last_mut() {
                Some(last) if last.goes_on_in(&stroke) => last.take(stroke),
                _ => joined.push(stroke),
            }
        }
        let is_rtl = reading::is_mostly_rtl(joined.iter().flat_map(|stroke| &stroke.units));
        let lines = joined.into_iter().map(|stroke| {
            let Stroke { units, left, right, base, size, has_rtl } = stroke;
            let is_rtl = has_rtl && (is_rtl || reading::is_mostly_rtl(&units));
            let text = if has_rtl {
                reading::of_places(units, is_rtl, SPACE * size)
            } else {
                reading::as_drawn(&units, SPACE * size)
            };
            Line { text, left, right, base, size, is_rtl }
        });
        self.pages.push(lines.collect());
    }

    pub(super) fn into_pages(self) -> Vec<Vec<Line>> {
        self.pages
    }

    /// Adds a glyph that stands at a point, is `size` high and goes on to `end`.
    pub(super) fn add(&mut self, text: &str, at: Point, end: Point, size: f64) {
        self.count += 1;
        // letters may be drawn towards the left
        let (left, right) = (at.x.min(end.x), at.x.max(end.x));
        let unit = Unit { text: text.to_owned(), left, right };
        let has_rtl = text.chars().any(reading::is_rtl);
        let goes_on = self.strokes.last().is_some_and(|stroke| {
            let gap = left - stroke.right;
            stroke.is_on_line_of(at.y, size) && (-BACK * size..=JUMP * size.max(stroke.size)).contains(&gap)
        });
        match self.strokes.last_mut().filter(|_| goes_on) {
            Some(stroke) => {
                stroke.right = stroke.right.max(right);
                stroke.has_rtl |= has_rtl;
                stroke.units.push(unit);
            }
            None if text.trim().is_empty() => {}
            None => {
                self.strokes.push(Stroke { units: vec![unit], left, right, base: at.y, size, has_rtl });
            }
        }
    }
}

impl Device<'_> for Glyphs {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        let before = self.count;
        for glyph in run.glyphs() {
            if self.is_full() {
                break;
            }
            let transform = props.transform * glyph.transform();
            let at = transform * Point::ZERO;
            let advance = match &**glyph {
                Glyph::Outline(outline) => outline.advance_width(),
                Glyph::Type3(type3) => type3.advance_width(),
            };
            // glyphs are drawn in units of a thousandth of the size of their font
            let vector = |x: f64, y: f64| transform * Point::new(x, y) - at;
            let size = Vec2::hypot(vector(0.0, 1_000.0));
            let end = at + vector(f64::from(advance.unwrap_or(500.0)), 0.0);
            if !(at.is_finite() && end.is_finite() && size.is_finite()) {
                continue;
            }
            let mut letter = [0; 4];
            match glyph.as_unicode() {
                Some(BfString::Char(c)) if !c.is_control() => {
                    self.add(c.encode_utf8(&mut letter), at, end, size)
                }
                Some(BfString::Char(_)) => {}
                Some(BfString::String(text)) => {
                    let text: String = text.chars().filter(|c| !c.is_control()).collect();
                    self.add(&text, at, end, size);
                }
                None => {
                    self.unreadable += 1;
                    self.add(UNREADABLE.encode_utf8(&mut letter), at, end, size);
                }
            }
        }
        if self.count == before {
            self.draw();
        }
    }

    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {
        self.draw();
        self.pictures += 1;
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {
        self.draw();
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.draw();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {
        self.draw();
    }

    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    #[test]
    fn a_file_that_draws_without_end_is_given_up() {
        let mut glyphs = Glyphs::new(10);
        glyphs.drawn = DRAWN - 1;
        glyphs.push_transparency_group(1.0, None, BlendMode::Normal);
        let clip = ClipPath { path: BezPath::new(), fill: hayro_interpret::FillRule::NonZero };
        let fault = catch_unwind(AssertUnwindSafe(|| glyphs.push_clip_path(&clip)));
        assert!(fault.is_err_and(|fault| fault.is::<DrawsTooMuch>()));
    }
}
