//! Foreign text made safe to look at: names are hostile until shown otherwise.
//!
//! Escaping of `<`, `&` and quotes is done by the HTML and SVG writers. What is done here is the rest: characters
//! that can't be seen or that turn the direction of what follows are shown by name, a value in another direction is
//! isolated, and a value of a million characters is cut with a note that says so.

use crate::words;
use maud::{Markup, Render, html};
use std::borrow::Cow;
use unicode_width::UnicodeWidthChar;

/// The most characters of one value that are shown in a heading or a cell.
const LONGEST: usize = 200;
/// The most characters of a passage that are shown: a sentence of the report, a definition, a source's own words.
const LONGEST_PASSAGE: usize = 4_000;
/// The most combining marks on one letter that are shown: no writing needs more.
const MOST_MARKS: usize = 4;

/// A value of a source, as it may stand on a page: isolated, escaped, visible and bounded.
pub struct Foreign<'a>(pub &'a str);

/// Text that is meant to be read through: as [`Foreign`], but cut much later.
pub struct Passage<'a>(pub &'a str);

impl Render for Foreign<'_> {
    fn render(&self) -> Markup {
        bounded(self.0, LONGEST)
    }
}

impl Render for Passage<'_> {
    fn render(&self) -> Markup {
        bounded(self.0, LONGEST_PASSAGE)
    }
}

fn bounded(text: &str, longest: usize) -> Markup {
    let (shown, whole) = clipped(text, longest);
    html! {
        @if may_turn(&shown) { bdi dir="auto" { (shown) } } @else { (shown) }
        @if let Some(characters) = whole { " " small.note { (words::cut_value(characters)) } }
    }
}

/// Returns the text with all that is invisible or turns the reading direction shown by name.
///
/// Control characters become their Unicode pictures (NUL is `␀`), the explicit direction marks of Unicode become
/// `⟦RLO⟧` and the like. Joiners are kept: Persian and many Indian scripts need them.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| picture(c).is_some()) && !has_pile(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut pile = 0;
    for c in text.chars() {
        pile = if is_mark(c) { pile + 1 } else { 0 };
        match picture(c) {
            Some(Picture::Char(shown)) => out.push(shown),
            Some(Picture::Name(name)) => out.push_str(name),
            None if pile <= MOST_MARKS => out.push(c),
            None => {}
        }
    }
    Cow::Owned(out)
}

/// Returns the visible text, cut to so many characters, and how many there are in all if it was cut.
pub(crate) fn clipped(text: &str, longest: usize) -> (Cow<'_, str>, Option<usize>) {
    // bytes bound characters from above, so that short values, nearly all, are not counted
    if text.len() <= longest {
        return (visible(text), None);
    }
    match text.char_indices().nth(longest) {
        None => (visible(text), None),
        Some((end, _)) => {
            let mut shown = visible(&text[..end]).into_owned();
            shown.push('…');
            (Cow::Owned(shown), Some(text.chars().count()))
        }
    }
}

/// Returns whether a text can change the reading direction of what stands beside it: only then it needs an isolate.
fn may_turn(text: &str) -> bool {
    !text.is_ascii()
        && text.chars().any(|c| {
            matches!(
                u32::from(c),
                0x0590..=0x08FF | 0x200E | 0x200F | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFC | 0x1_0800..=0x1_0FFF
                    | 0x1_E800..=0x1_EFFF
            )
        })
}

enum Picture {
    Char(char),
    Name(&'static str),
}

fn picture(c: char) -> Option<Picture> {
    let shown = match c {
        '\u{0}'..='\u{1F}' => return char::from_u32(0x2400 + c as u32).map(Picture::Char),
        '\u{7F}' => return Some(Picture::Char('\u{2421}')),
        '\u{80}'..='\u{9F}' | '\u{FFFE}' | '\u{FFFF}' => return Some(Picture::Char('\u{FFFD}')),
        '\u{200B}' => "⟦ZWSP⟧",
        '\u{2028}' => "⟦LS⟧",
        '\u{2029}' => "⟦PS⟧",
        '\u{202A}' => "⟦LRE⟧",
        '\u{202B}' => "⟦RLE⟧",
        '\u{202C}' => "⟦PDF⟧",
        '\u{202D}' => "⟦LRO⟧",
        '\u{202E}' => "⟦RLO⟧",
        '\u{2066}' => "⟦LRI⟧",
        '\u{2067}' => "⟦RLI⟧",
        '\u{2068}' => "⟦FSI⟧",
        '\u{2069}' => "⟦PDI⟧",
        '\u{FEFF}' => "⟦BOM⟧",
        _ => return None,
    };
    Some(Picture::Name(shown))
}

fn is_mark(c: char) -> bool {
    !c.is_ascii() && c.width() == Some(0) && !matches!(c, '\u{200C}' | '\u{200D}' | '\u{200E}' | '\u{200F}')
}

fn has_pile(text: &str) -> bool {
    let mut pile = 0;
    text.chars().any(|c| {
        pile = if is_mark(c) { pile + 1 } else { 0 };
        pile > MOST_MARKS
    })
}

/// Returns the text for a label of a plot, cut to fit so many em, in an isolate of its own.
pub(crate) fn label(text: &str, em: f64) -> String {
    // an average letter of a sans-serif face is a little over half an em wide
    const NARROW: f64 = 0.56;
    let (shown, _) = clipped(text, LONGEST);
    let mut used = 0.0;
    let mut out = String::from("\u{2068}");
    for c in shown.chars() {
        used += NARROW * c.width().unwrap_or(1) as f64;
        if used > em {
            out.push('…');
            break;
        }
        out.push(c);
    }
    out.push('\u{2069}');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_name_is_text() {
        let shown = Foreign("<script>alert(\"x\")</script>&").render().into_string();
        assert_eq!(shown, "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;");
    }

    #[test]
    fn what_cannot_be_seen_is_shown_by_name() {
        assert_eq!(visible("a\0b\u{1b}c\u{7f}"), "a␀b␛c␡");
        assert_eq!(visible("abc\u{202E}fdp.exe"), "abc⟦RLO⟧fdp.exe");
        assert_eq!(visible("a\u{85}b"), "a\u{FFFD}b");
    }

    #[test]
    fn what_reads_from_right_to_left_is_isolated() {
        assert_eq!(Foreign("محمد").render().into_string(), "<bdi dir=\"auto\">محمد</bdi>");
        assert_eq!(Foreign("Жағыпаров").render().into_string(), "Жағыпаров");
    }

    #[test]
    fn joiners_and_ordinary_marks_stay() {
        let persian = "می\u{200C}خواهم";
        assert!(matches!(visible(persian), Cow::Borrowed(text) if text == persian));
        assert_eq!(visible("e\u{301}"), "e\u{301}");
    }

    #[test]
    fn piles_of_marks_are_cut() {
        let pile = format!("e{}x", "\u{301}".repeat(500));
        assert_eq!(visible(&pile).chars().count(), 2 + MOST_MARKS);
    }

    #[test]
    fn a_million_characters_are_cut_with_a_note() {
        let long = "ж".repeat(1_000_000);
        let shown = Foreign(&long).render().into_string();
        assert!(shown.len() < 1000);
        assert!(shown.contains("1,000,000"), "{shown}");
        let passage = Passage(&long).render().into_string();
        assert!(passage.len() < 10_000 && passage.contains("1,000,000"));
    }

    #[test]
    fn labels_fit() {
        assert_eq!(label("short", 10.0), "\u{2068}short\u{2069}");
        assert_eq!(label("a rather long name of a list", 5.0), "\u{2068}a rather…\u{2069}");
    }
}
