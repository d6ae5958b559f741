//! Glyphs to lines: in the order in which a page draws them, cut where the pen moves.

use hayro_cmap::BfString;
use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};
use kurbo::{BezPath, Point, Vec2};

/// Stands for a glyph of which nothing tells what it reads.
pub(super) const UNREADABLE: char = '\u{fffd}';
/// A gap of so much of the size of the letters is a space.
const SPACE: f64 = 0.18;
/// A step back or on of so many times their size begins a new line (the next column, a cell).
const JUMP: f64 = 3.0;

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
}

/// Collects what pages draw.
pub(super) struct Glyphs {
    pages: Vec<Vec<Line>>,
    lines: Vec<Line>,
    count: usize,
    most: usize,
    pub(super) unreadable: usize,
    pub(super) pictures: usize,
}

impl Glyphs {
    pub(super) fn new(most: usize) -> Self {
        Self { pages: Vec::new(), lines: Vec::new(), count: 0, most, unreadable: 0, pictures: 0 }
    }

    pub(super) fn len(&self) -> usize {
        self.count
    }

    pub(super) fn is_full(&self) -> bool {
        self.count >= self.most
    }

    pub(super) fn end_page(&mut self) {
        self.pages.push(std::mem::take(&mut self.lines));
    }

    pub(super) fn into_pages(self) -> Vec<Vec<Line>> {
        self.pages
    }

    /// Adds a glyph that stands at a point, is `size` high and goes on to `end`.
    fn add(&mut self, text: &str, at: Point, end: Point, size: f64) {
        self.count += 1;
        let new = match self.lines.last() {
            None => true,
            Some(line) => {
                let gap = at.x - line.right;
                (at.y - line.base).abs() > 0.4 * size.max(line.size)
                    || gap < -0.8 * size
                    || gap > JUMP * size.max(line.size)
            }
        };
        if new {
            if text.trim().is_empty() {
                return;
            }
            let line = Line { text: text.to_owned(), left: at.x, right: end.x.max(at.x), base: at.y, size };
            self.lines.push(line);
            return;
        }
        let Some(line) = self.lines.last_mut() else { return };
        let is_apart = at.x - line.right > SPACE * size;
        if is_apart && !line.text.ends_with(' ') && !text.starts_with(' ') {
            line.text.push(' ');
        }
        line.text.push_str(text);
        line.right = line.right.max(end.x);
    }
}

impl Device<'_> for Glyphs {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        for glyph in run.glyphs() {
            if self.is_full() {
                return;
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
    }

    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {
        self.pictures += 1;
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
