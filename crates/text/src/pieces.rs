//! A long text in pieces that are read one after the other.
//!
//! What is remembered of a text while it is read (each word, each name, what stands beside it) takes some two hundred times
//! its bytes, and some of what is asked of it grows with its square. No article is that long; a book in one file, or a year of an
//! agency's reports, is. So each piece is read as an article by itself: memory is that of one piece, and time grows with the length.

use crate::Span;
use std::ops::Range;

/// Bytes of a piece at most: a book of two hundred pages is about as long.
pub(crate) const PIECE: usize = 512 << 10;

/// A piece of a text.
pub(crate) struct Piece<'t> {
    /// Its words.
    pub(crate) text: &'t str,
    /// Where it begins in the whole text.
    pub(crate) at: usize,
    /// The parts of it that are the article, in positions of its own, where they are known.
    pub(crate) parts: Option<Vec<Span>>,
}

/// Cuts a text into pieces; one that is no longer than a piece stays whole.
pub(crate) fn pieces<'t>(text: &'t str, parts: Option<&[Span]>, most: usize) -> Vec<Piece<'t>> {
    let Some(parts) = parts else {
        return cuts(text, 0..text.len(), most)
            .map(|range| Piece { text: &text[range.clone()], at: range.start, parts: None })
            .collect();
    };
    let own = parts.iter().filter(|part| text.get(part.start..part.end).is_some()).copied();
    if text.len() <= most {
        return vec![Piece { text, at: 0, parts: Some(own.collect()) }];
    }
    let mut list: Vec<Vec<Span>> = Vec::new();
    for part in own.flat_map(|part| cuts(text, part.start..part.end, most)) {
        let part = Span::new(part.start, part.end);
        // parts that a reader gives stand in their order, and no piece goes back
        let goes_on = |piece: &Vec<Span>| {
            piece.last().is_some_and(|last| last.end <= part.start) && part.end - piece[0].start <= most
        };
        match list.last_mut().filter(|piece| goes_on(piece)) {
            Some(piece) => piece.push(part),
            None => list.push(vec![part]),
        }
    }
    list.into_iter()
        .map(|mut parts| {
            let around = parts.iter().skip(1).fold(parts[0], |around, part| around.join(*part));
            for part in &mut parts {
                *part = Span::new(part.start - around.start, part.end - around.start);
            }
            Piece { text: around.of(text), at: around.start, parts: Some(parts) }
        })
        .collect()
}

/// Cuts a stretch where it is cut with the least harm.
fn cuts(text: &str, stretch: Range<usize>, most: usize) -> impl Iterator<Item = Range<usize>> {
    let mut rest = stretch;
    let mut is_first = true;
    std::iter::from_fn(move || {
        if rest.is_empty() && !std::mem::take(&mut is_first) {
            return None;
        }
        is_first = false;
        let end = if rest.len() <= most { rest.end } else { rest.start + cut(&text[rest.clone()], most) };
        let found = rest.start..end;
        rest.start = end;
        Some(found)
    })
}

/// Returns where a text longer than a piece is cut: behind the last empty line, line, sentence or word of its second half, whichever of
/// these is there; else where the piece is full.
fn cut(text: &str, most: usize) -> usize {
    let most = text.floor_char_boundary(most.max(4));
    let half = text.floor_char_boundary(most / 2);
    let last = |sign: &str| text[half..most].rfind(sign).map(|at| half + at + sign.len());
    let sentence = || [". ", "! ", "? ", "… ", "。"].into_iter().filter_map(last).max();
    let word =
        || text[half..most].rfind(char::is_whitespace).map(|at| text.ceil_char_boundary(half + at + 1));
    last("\n\n").or_else(|| last("\n")).or_else(sentence).or_else(word).unwrap_or(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, most: usize) -> Vec<&str> {
        let pieces = pieces(text, None, most);
        assert!(pieces.iter().all(|piece| &text[piece.at..piece.at + piece.text.len()] == piece.text));
        pieces.into_iter().map(|piece| piece.text).collect()
    }

    #[test]
    fn a_text_is_cut_where_it_does_the_least_harm_and_nothing_is_lost() {
        assert_eq!(words("", 10), [""]);
        assert_eq!(words("One went.", 10), ["One went."]);
        assert_eq!(words("One went. Two came. Three.", 14), ["One went. ", "Two came. ", "Three."]);
        assert_eq!(words("One went away.\nTwo came. Three", 26), ["One went away.\n", "Two came. Three"]);
        assert_eq!(words("абвгдежзик", 7), ["абв", "где", "жзи", "к"]);
        let text = "Some words and more. ".repeat(50);
        assert_eq!(words(&text, 64).concat(), text);
        assert!(words(&text, 64).iter().all(|piece| piece.ends_with(". ") && piece.len() <= 64));
    }

    #[test]
    fn parts_keep_their_place_and_those_of_furniture_stay_out() {
        let text = "One went. menu Two came. menu Three stayed until the evening. Four slept.";
        let of = |words: &str| {
            let at = text.find(words).unwrap();
            Span::new(at, at + words.len())
        };
        let parts = [of("One went."), of("Two came."), of("Three stayed until the evening. Four slept.")];
        let found: Vec<Vec<&str>> = pieces(text, Some(&parts), 40)
            .iter()
            .map(|piece| piece.parts.iter().flatten().map(|part| part.of(piece.text)).collect())
            .collect();
        assert_eq!(
            found,
            [vec!["One went.", "Two came."], vec!["Three stayed until the evening. "], vec!["Four slept."]]
        );
        // what stands nowhere in the text is no part
        assert!(pieces(text, Some(&[Span::new(0, 900)]), 10).is_empty());
    }
}
