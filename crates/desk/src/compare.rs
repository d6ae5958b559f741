//! Two texts side by side, with what differs marked letter by letter.

use maud::{Markup, html};
use tizim_report::parts::{Foreign, Passage};

/// The most letters of a text that are compared; longer ones are shown unmarked.
const LONGEST: usize = 200;
/// Below this share of letters in common two texts are simply different, and marks would only be noise.
const LEAST_COMMON: f64 = 0.4;

/// How alike two values are, as a reader sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Likeness {
    /// Letter by letter.
    Same,
    /// Most letters are the same.
    Near,
    /// In letters of different scripts, which can't be compared one by one.
    Script,
    /// Something else.
    Different,
    /// Only one of them is there.
    One,
}

/// Two values as they are shown.
pub(crate) struct Compared {
    pub(crate) a: Markup,
    pub(crate) b: Markup,
    pub(crate) likeness: Likeness,
}

/// Compares two values.
pub(crate) fn compare(a: Option<&str>, b: Option<&str>) -> Compared {
    let plain = |text: &str| html! { (Passage(text)) };
    match (a, b) {
        (Some(a), Some(b)) if a == b => Compared { a: plain(a), b: plain(b), likeness: Likeness::Same },
        (Some(a), Some(b)) => differing(a, b),
        (a, b) => Compared {
            a: a.map(plain).unwrap_or_default(),
            b: b.map(plain).unwrap_or_default(),
            likeness: Likeness::One,
        },
    }
}

fn differing(a: &str, b: &str) -> Compared {
    let (left, right): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let plain = |likeness| Compared { a: html! { (Passage(a)) }, b: html! { (Passage(b)) }, likeness };
    if is_latin(a) != is_latin(b) {
        return plain(Likeness::Script);
    }
    if left.len() > LONGEST || right.len() > LONGEST {
        return plain(Likeness::Different);
    }
    let (in_left, in_right) = common(&left, &right);
    let shared = in_left.iter().filter(|shared| **shared).count();
    if (shared as f64) < LEAST_COMMON * left.len().max(right.len()) as f64 {
        return plain(Likeness::Different);
    }
    Compared { a: marked(&left, &in_left), b: marked(&right, &in_right), likeness: Likeness::Near }
}

/// Returns whether all letters are Latin; so they are where there is none.
fn is_latin(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).all(|c| matches!(u32::from(c), 0..=0x24F | 0x1E00..=0x1EFF))
}

/// Returns for each letter of either text whether it is in the longest common subsequence.
///
/// Letters are compared without case; of several such subsequences one that keeps letters together from the end is taken.
fn common(left: &[char], right: &[char]) -> (Vec<bool>, Vec<bool>) {
    let same = |x: char, y: char| x == y || x.to_lowercase().eq(y.to_lowercase());
    let width = right.len() + 1;
    let mut longest = vec![0u16; (left.len() + 1) * width];
    for x in (0..left.len()).rev() {
        for y in (0..right.len()).rev() {
            longest[x * width + y] = if same(left[x], right[y]) {
                longest[(x + 1) * width + y + 1] + 1
            } else {
                longest[(x + 1) * width + y].max(longest[x * width + y + 1])
            };
        }
    }
    let (mut in_left, mut in_right) = (vec![false; left.len()], vec![false; right.len()]);
    let (mut x, mut y) = (0, 0);
    while x < left.len() && y < right.len() {
        if same(left[x], right[y]) {
            (in_left[x], in_right[y]) = (true, true);
            (x, y) = (x + 1, y + 1);
        } else if longest[(x + 1) * width + y] >= longest[x * width + y + 1] {
            x += 1;
        } else {
            y += 1;
        }
    }
    (in_left, in_right)
}

/// Returns a text with the runs marked that the other lacks, in one isolate.
fn marked(text: &[char], shared: &[bool]) -> Markup {
    let mut runs: Vec<(bool, String)> = Vec::new();
    for (letter, is_shared) in text.iter().zip(shared) {
        match runs.last_mut() {
            // a combining mark stays with its letter
            Some((_, run)) if is_joined(*letter) => run.push(*letter),
            Some((shared, run)) if shared == is_shared => run.push(*letter),
            _ => runs.push((*is_shared, letter.to_string())),
        }
    }
    html! {
        bdi dir="auto" {
            @for (is_shared, run) in &runs {
                @if *is_shared { (Foreign(run)) } @else { mark { (Foreign(run)) } }
            }
        }
    }
}

fn is_joined(letter: char) -> bool {
    matches!(u32::from(letter), 0x0300..=0x036F | 0x0483..=0x0489 | 0x0591..=0x05BD | 0x0610..=0x061A | 0x064B..=0x065F
        | 0x0670 | 0x200D)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(a: &str, b: &str) -> (String, String, Likeness) {
        let compared = compare(Some(a), Some(b));
        let strip =
            |markup: Markup| markup.into_string().replace("<bdi dir=\"auto\">", "").replace("</bdi>", "");
        (strip(compared.a), strip(compared.b), compared.likeness)
    }

    #[test]
    fn what_differs_is_marked() {
        let (a, b, likeness) = shown("Zhagiparov", "Jagiparov");
        assert_eq!((a.as_str(), b.as_str()), ("<mark>Zh</mark>agiparov", "<mark>J</mark>agiparov"));
        assert_eq!(likeness, Likeness::Near);
        let (a, b, _) = shown("2022-01-06", "2022-01-16");
        assert_eq!((a.as_str(), b.as_str()), ("2022-01-<mark>0</mark>6", "2022-01-<mark>1</mark>6"));
    }

    #[test]
    fn case_alone_is_not_marked_and_other_words_are_not_peppered() {
        assert_eq!(shown("OMAROV", "Omarov").0, "OMAROV");
        assert_eq!(shown("Almaty", "Shymkent"), ("Almaty".into(), "Shymkent".into(), Likeness::Different));
        assert_eq!(compare(Some("x"), None).likeness, Likeness::One);
    }

    #[test]
    fn scripts_are_told_apart() {
        assert_eq!(shown("Тасқала ауданы", "Taskala").2, Likeness::Script);
        assert_eq!(shown("1993", "1992").2, Likeness::Near);
    }

    #[test]
    fn markup_stays_text() {
        let (a, _, _) = shown("<b>Omarov", "<i>Omarov");
        assert_eq!(a, "&lt;<mark>b</mark>&gt;Omarov");
    }

    #[test]
    fn a_mark_is_not_torn_from_its_letter() {
        let (a, _, _) = shown("Jose\u{301} Garcia", "Jose Garcia");
        assert_eq!(a, "Jose\u{301} Garcia");
    }
}
