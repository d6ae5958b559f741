//! Letters with their places to the text that a person reads.
//!
//! Text from left to right is taken as it is drawn. Right-to-left text is drawn in any order, and its letters often as the
//! forms that they have within a word; there the places tell. The letters are sorted from left to right, and what a page
//! shows is put back into the order of reading by the bidirectional algorithm (UAX #9), which, for lines without
//! embeddings, undoes itself. Forms of letters become the letters (NFKC of the presentation forms).

use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};
use unicode_normalization::UnicodeNormalization;

/// A glyph, its text in the order of reading, and how far it reaches.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    pub(super) text: String,
    pub(super) left: f64,
    pub(super) right: f64,
}

/// Returns whether a character is a letter of a script that is read from right to left.
pub(super) fn is_rtl(c: char) -> bool {
    !c.is_ascii() && matches!(bidi_class(c), BidiClass::R | BidiClass::AL)
}

/// Returns whether most letters are read from right to left.
pub(super) fn is_mostly_rtl<'u>(units: impl IntoIterator<Item = &'u Unit>) -> bool {
    let (mut rtl, mut ltr) = (0usize, 0usize);
    for c in units.into_iter().flat_map(|unit| unit.text.chars()).filter(|c| c.is_alphabetic()) {
        if is_rtl(c) {
            rtl += 1;
        } else {
            ltr += 1;
        }
    }
    rtl > ltr
}

/// Returns the text of letters in the order in which they were drawn; a gap of `space` is a space.
pub(super) fn as_drawn(units: &[Unit], space: f64) -> String {
    joined(units, space, push_letters)
}

/// Returns the text of letters in the order of reading by their places; a gap of `space` is a space.
pub(super) fn of_places(units: Vec<Unit>, is_rtl_line: bool, space: f64) -> String {
    let mut units = with_marks_on_their_letters(units);
    units.sort_by(|a, b| a.left.total_cmp(&b.left));
    // a glyph of several letters holds them in the order of reading, and all is turned below
    let shown = joined(&units, space, |shown, unit| {
        let mut letters = String::new();
        push_letters(&mut letters, unit);
        if letters.chars().any(is_rtl) {
            shown.extend(letters.chars().rev());
        } else {
            shown.push_str(&letters);
        }
    });
    read(&shown, is_rtl_line)
}

/// Adds up the text of letters in their order; `push` adds that of one.
fn joined(units: &[Unit], space: f64, push: impl Fn(&mut String, &str)) -> String {
    let mut text = String::with_capacity(units.len());
    let mut reached: Option<f64> = None;
    for unit in units {
        let is_apart = reached.is_some_and(|reached| unit.left - reached > space);
        if is_apart && !text.ends_with(' ') && !unit.text.starts_with(' ') {
            text.push(' ');
        }
        push(&mut text, &unit.text);
        reached = Some(reached.map_or(unit.right, |reached| reached.max(unit.right)));
    }
    text
}

/// Gives each mark (a vowel, a doubling) to the letter that it is drawn over, however it was drawn.
fn with_marks_on_their_letters(units: Vec<Unit>) -> Vec<Unit> {
    let is_mark = |unit: &Unit| {
        unit.text.chars().all(|c| !c.is_ascii() && bidi_class(c) == BidiClass::NSM) && !unit.text.is_empty()
    };
    let (marks, mut letters): (Vec<Unit>, Vec<Unit>) = units.into_iter().partition(is_mark);
    for mark in marks {
        let middle = (mark.left + mark.right) / 2.0;
        let distance = |unit: &Unit| (unit.left - middle).max(middle - unit.right).max(0.0);
        match letters.iter_mut().min_by(|a, b| distance(a).total_cmp(&distance(b))) {
            Some(letter) => letter.text.push_str(&mark.text),
            None => letters.push(mark),
        }
    }
    letters
}

/// Returns what a line shows from left to right in the order of reading.
fn read(shown: &str, is_rtl_line: bool) -> String {
    let level = if is_rtl_line { Level::rtl() } else { Level::ltr() };
    let found = BidiInfo::new(shown, Some(level));
    let mut text = String::with_capacity(shown.len());
    for paragraph in &found.paragraphs {
        let (levels, runs) = found.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            let words = &shown[run.clone()];
            if levels[run.start].is_rtl() {
                text.extend(words.chars().rev());
            } else {
                text.push_str(words);
            }
        }
    }
    if is_rtl_line && closes_first(&text) { text.chars().map(mirrored).collect() } else { text }
}

/// Brackets and the quotation marks that are mirrored as they are.
const PAIRS: [(char, char); 6] = [('(', ')'), ('[', ']'), ('{', '}'), ('<', '>'), ('«', '»'), ('‹', '›')];

/// Returns whether brackets close before they open: then the file says which bracket is shown, not which is meant.
fn closes_first(text: &str) -> bool {
    let mut pairs = PAIRS.iter().filter_map(|(open, close)| Some((text.find(*open), text.find(*close)?)));
    pairs.any(|(open, close)| open.is_none_or(|open| close < open))
}

fn mirrored(c: char) -> char {
    let other = PAIRS.iter().find_map(|(open, close)| match c {
        c if c == *open => Some(*close),
        c if c == *close => Some(*open),
        _ => None,
    });
    other.unwrap_or(c)
}

/// Adds letters; the forms that they have in print become the letters themselves.
fn push_letters(text: &mut String, letters: &str) {
    for c in letters.chars() {
        match c {
            // a vowel by itself is a form of a space with that vowel
            '\u{fe70}'..='\u{fe7f}' => text.extend(std::iter::once(c).nfkc().filter(|c| *c != ' ')),
            '\u{fb00}'..='\u{fb06}' | '\u{fb13}'..='\u{fdfb}' | '\u{fe80}'..='\u{fefc}' => {
                text.extend(std::iter::once(c).nfkc());
            }
            _ => text.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the letters of what a line shows, from left to right, each a unit of space wide.
    fn drawn(shown: &str) -> Vec<Unit> {
        let letters = shown.chars().enumerate().filter(|(_, c)| *c != ' ');
        letters.map(|(at, c)| Unit { text: c.to_string(), left: at as f64, right: at as f64 + 1.0 }).collect()
    }

    /// Returns what a page shows of a right-to-left line, from left to right.
    fn shown(line: &str) -> String {
        let found = BidiInfo::new(line, Some(Level::rtl()));
        found.reorder_line(&found.paragraphs[0], 0..line.len()).into_owned()
    }

    #[test]
    fn a_right_to_left_line_is_read_from_its_places_in_whatever_order_it_is_drawn() {
        for line in [
            "قتل سبعة أشخاص في 15 مايو 2022.",
            "اعتقلت الشرطة 200 شخص، بحسب Reuters في المدينة",
            "שבעה בני אדם נהרגו ב-15 במאי 2022",
        ] {
            let mut units = drawn(&shown(line));
            assert_eq!(of_places(units.clone(), true, 0.5), line);
            units.reverse();
            assert_eq!(of_places(units, true, 0.5), line);
        }
    }

    #[test]
    fn forms_of_letters_become_letters_and_marks_stay_on_theirs() {
        // the forms of "لا سلام", as a page shows them from left to right
        assert_eq!(of_places(drawn("\u{fee1}\u{fefc}\u{feb3} \u{fefb}"), true, 0.5), "لا سلام");
        let mut units = drawn("ﻞﺘﻗ");
        units.push(Unit { text: "\u{64f}".to_owned(), left: 2.5, right: 2.5 });
        assert_eq!(of_places(units, true, 0.5), "ق\u{64f}تل");
        assert_eq!(as_drawn(&drawn("ﬁre"), 0.5), "fire");
    }

    #[test]
    fn brackets_of_right_to_left_text_open_before_they_close() {
        assert_eq!(of_places(drawn("(ب) أ"), true, 0.5), "أ (ب)");
        // some files say which bracket is meant and not which is shown
        assert_eq!(of_places(drawn(")ب( أ"), true, 0.5), "أ (ب)");
    }
}
