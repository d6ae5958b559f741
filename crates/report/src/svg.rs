//! A small SVG writer: elements with classes, so that colours come from the page's style sheet.
//!
//! No `style` attribute is ever written: the page's content security policy would refuse it. Numbers are written with
//! at most two decimals, so that the same picture has the same bytes everywhere.

use maud::{Markup, PreEscaped};
use std::fmt::Write;

/// Where a text stands relative to its point.
#[derive(Clone, Copy)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// A picture in the making.
pub(crate) struct Svg {
    out: String,
}

impl Svg {
    /// Begins a picture of a size in units of the drawing; `id` must be unique on its page.
    ///
    /// `title` says what is seen, `description` what it shows; screen readers read both.
    pub(crate) fn new(id: &str, title: &str, description: &str, width: f64, height: f64) -> Self {
        let mut out = String::with_capacity(4096);
        let (id, title, description) = (escaped(id), escaped(title), escaped(description));
        let (width, height) = (number(width), number(height));
        let _ = write!(
            out,
            "<svg class=\"plot\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\" viewBox=\"0 0 {width} {height}\" \
             width=\"{width}\" height=\"{height}\"><title id=\"{id}-t\">{title}</title><desc id=\"{id}-d\">{description}</desc>"
        );
        Self { out }
    }

    pub(crate) fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        let path = format!("M{} {}L{} {}", number(from.0), number(from.1), number(to.0), number(to.1));
        self.path(class, &path);
    }

    /// Draws a bar; nothing if it has no extent.
    pub(crate) fn rect(&mut self, class: &str, at: (f64, f64), width: f64, height: f64) {
        if width <= 0.0 || height <= 0.0 {
            return;
        }
        let _ = write!(
            self.out,
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            number(at.0),
            number(at.1),
            number(width),
            number(height)
        );
    }

    pub(crate) fn circle(&mut self, class: &str, at: (f64, f64), radius: f64) {
        let (x, y, radius) = (number(at.0), number(at.1), number(radius));
        let _ = write!(self.out, "<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>");
    }

    pub(crate) fn path(&mut self, class: &str, path: &str) {
        let _ = write!(self.out, "<path class=\"{class}\" d=\"{path}\"/>");
    }

    /// Draws a line through the points; points that are no numbers are left out.
    pub(crate) fn polyline(&mut self, class: &str, points: impl IntoIterator<Item = (f64, f64)>) {
        let mut path = String::new();
        for (x, y) in points {
            if x.is_finite() && y.is_finite() {
                let step = if path.is_empty() { 'M' } else { 'L' };
                let _ = write!(path, "{step}{} {}", number(x), number(y));
            }
        }
        self.path(class, &path);
    }

    pub(crate) fn text(&mut self, class: &str, at: (f64, f64), anchor: Anchor, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let (x, y, text) = (number(at.0), number(at.1), escaped(text));
        let _ = write!(self.out, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\"{anchor}>{text}</text>");
    }

    /// Opens a group with a text that is shown when the pointer rests on it.
    pub(crate) fn hint<R>(&mut self, hint: &str, draw: impl FnOnce(&mut Self) -> R) -> R {
        let _ = write!(self.out, "<g><title>{}</title>", escaped(hint));
        let drawn = draw(self);
        self.out.push_str("</g>");
        drawn
    }

    pub(crate) fn finish(mut self) -> Markup {
        self.out.push_str("</svg>");
        PreEscaped(self.out)
    }
}

/// Returns a number with at most two decimals and no useless zeros.
pub(crate) fn number(value: f64) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    let mut text = format!("{value:.2}");
    let kept = text.trim_end_matches('0').trim_end_matches('.').len();
    text.truncate(kept);
    if text == "-0" { "0".to_owned() } else { text }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        assert_eq!(number(1.0), "1");
        assert_eq!(number(0.1 + 0.2), "0.3");
        assert_eq!(number(-0.001), "0");
        assert_eq!(number(f64::NAN), "0");
        assert_eq!(number(1200.0), "1200");
    }

    #[test]
    fn foreign_text_is_escaped() {
        let mut svg = Svg::new("a\"b", "<t>", "d & d", 10.0, 10.0);
        svg.text("l", (1.0, 2.0), Anchor::End, "</text><script>");
        let text = svg.finish().into_string();
        assert!(!text.contains("<script") && !text.contains("<t>"), "{text}");
        assert!(text.contains("a&quot;b-t"), "{text}");
    }
}
