//! Texts whose lines were broken at a width, as telegrams, mails and old archives are: their units are paragraphs, not lines.

use super::{Line, LineKind};

/// Widths, in characters, that texts are broken at.
const WIDTHS: std::ops::RangeInclusive<usize> = 50..=120;
/// Characters that a line may be shorter than need be.
const SLACK: usize = 2;
/// Breaks that a text must have for its width to be told.
const LEAST: usize = 4;

/// Returns, for each line, the unit that it belongs to, and the units: each line by itself unless the text is broken at a width.
///
/// In a text that is broken at a width, the first word of a line would not have fitted onto the line before it.
pub(super) fn units(text: &str, lines: &[Line]) -> (Vec<usize>, Vec<Line>) {
    let broken = breaks(text, lines);
    let mut of = Vec::with_capacity(lines.len());
    let mut units: Vec<Line> = Vec::with_capacity(lines.len());
    for (line, is_broken) in lines.iter().zip(broken) {
        match units.last_mut() {
            Some(last) if is_broken => last.span.end = line.span.end,
            _ => units.push(Line { span: line.span, kind: LineKind::Blank }),
        }
        of.push(units.len() - 1);
    }
    (of, units)
}

/// Returns whether each line goes on with the one before it; never, in a text that is not broken at a width.
fn breaks(text: &str, lines: &[Line]) -> Vec<bool> {
    let words: Vec<&str> = lines.iter().map(|line| line.span.of(text).trim_end()).collect();
    let lengths: Vec<usize> = words.iter().map(|line| line.chars().count()).collect();
    let mut goes_on = vec![false; lines.len()];
    let (mut neighbours, mut broken) = (0usize, 0usize);
    // each paragraph may have its own width
    let mut start = 0;
    for block in lengths.chunk_by(|before, after| *before > 0 && *after > 0) {
        let width = block.iter().copied().max().unwrap_or(0);
        for at in start + 1..start + block.len() {
            let first = words[at].trim_start().split(' ').next().unwrap_or("");
            let is_full = lengths[at - 1] + 1 + first.chars().count() + SLACK > width;
            goes_on[at] = WIDTHS.contains(&width) && is_full;
            neighbours += 1;
            broken += usize::from(goes_on[at]);
        }
        start += block.len();
    }
    if broken < LEAST || broken * 10 < neighbours * 8 {
        goes_on.fill(false);
    }
    goes_on
}

#[cfg(test)]
mod tests {
    use super::super::classify_lines;
    use super::*;

    #[test]
    fn a_telegram_is_an_article_as_a_whole() {
        let text = "   HARBOUR TOWN, 3 MAY 91 -- [TEXT] TWO FISHERMEN WERE FOUND DEAD THIS\n\
            MORNING ON THE SHORE OF THE LAKE. THE COAST GUARD SAID THAT THEIR BOAT HAD\n\
            BEEN HIT BY A LARGER ONE DURING THE NIGHT.\n\n\
            \x20  THE MAYOR HAS ASKED ALL OWNERS OF LARGE BOATS TO SAY WHERE THEY WERE\n\
            LAST NIGHT. NOBODY HAS ANSWERED SO FAR, AND THE FAMILIES OF THE TWO ARE\n\
            WAITING FOR NEWS.\n";
        let kinds: Vec<LineKind> = classify_lines(text).iter().map(|line| line.kind).collect();
        use LineKind::{Blank, Body};
        assert_eq!(kinds, [Body, Body, Body, Blank, Body, Body, Body]);
    }

    #[test]
    fn a_menu_is_no_broken_text() {
        let text = "Home\nNews from the county\nSport\nWeather\nOpinion and letters to the editor of the paper, all\nJobs\nCars\n";
        let lines = super::super::split(text);
        assert_eq!(units(text, &lines).1.len(), lines.len());
    }
}
