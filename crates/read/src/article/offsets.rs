//! From a position in an article's text back to the byte of the file it came from.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Pieces of text that were copied byte for byte, in order. Text between two pieces was made (an entity that was
/// decoded, a space for many) and leads to what stands between them in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceMap {
    pieces: Vec<Piece>,
    identity: bool,
    /// Where the text that the pieces lead to came from, if that was not the file itself.
    below: Option<Box<SourceMap>>,
}

/// A text in an encoding of one byte a character has a piece or two for each word, so they are small: no article has 4 GiB.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Piece {
    text: u32,
    source: u32,
    /// Bytes in the text.
    len: u32,
    /// Bytes in the source; differs from `len` for what was decoded.
    source_len: u32,
    /// What was decoded is so many characters, each of as many bytes as the others here and there.
    #[serde(default = "one")]
    units: u32,
}

fn one() -> u32 {
    1
}

impl Piece {
    /// Where it begins and ends in the text.
    fn of_text(&self) -> Range<usize> {
        self.text as usize..self.text as usize + self.len as usize
    }

    /// Where it begins and ends in the source.
    fn of_source(&self) -> Range<usize> {
        self.source as usize..self.source as usize + self.source_len as usize
    }

    /// Returns whether its bytes were copied as they are.
    fn is_copied(&self) -> bool {
        self.len == self.source_len
    }

    /// Returns the bytes of a character in the text, and in the source.
    fn unit(&self) -> (usize, usize) {
        let units = self.units.max(1);
        ((self.len / units) as usize, (self.source_len / units) as usize)
    }
}

impl SourceMap {
    /// Returns the map of a text that is its file, byte for byte.
    pub fn identity() -> Self {
        Self { identity: true, ..Self::default() }
    }

    /// Returns whether the text is the file, byte for byte.
    pub fn is_identity(&self) -> bool {
        self.identity
    }

    /// Returns an empty map that leads to a text which has a map of its own.
    pub(super) fn over(below: &SourceMap) -> Self {
        Self { below: (!below.identity).then(|| Box::new(below.clone())), ..Self::default() }
    }

    /// Notes that `len` bytes of the text at `text` come from `source_len` bytes of the file at `source`. Pieces come in
    /// order; if the lengths are equal the bytes are.
    pub(super) fn push(&mut self, text: usize, source: usize, len: usize, source_len: usize) {
        if let Some(last) = self.pieces.last_mut()
            && last.of_text().end == text
            && last.of_source().end == source
        {
            let are_copied = len == source_len && last.is_copied();
            let are_alike = len != source_len && len > 0 && last.unit() == (len, source_len);
            if are_copied || are_alike {
                last.len += len as u32;
                last.source_len += source_len as u32;
                last.units += u32::from(are_alike);
                return;
            }
        }
        self.pieces.push(Piece {
            text: text as u32,
            source: source as u32,
            len: len as u32,
            source_len: source_len as u32,
            units: 1,
        });
    }

    /// Returns the bytes of the file that a range of the text came from: from the first to the last of them, with the
    /// markup that stands between.
    pub fn source_range(&self, range: Range<usize>) -> Range<usize> {
        if self.identity {
            return range;
        }
        let start = self.source_of(range.start, false);
        let end = if range.is_empty() { start } else { self.source_of(range.end - 1, true) };
        let found = start..end.max(start);
        match &self.below {
            Some(below) => below.source_range(found),
            None => found,
        }
    }

    /// Returns the range of the text that some bytes of the file became; none where none of them did.
    ///
    /// The way back of [`SourceMap::source_range`]: what that gives for a range leads here to the same range, or to the
    /// smallest that holds it where one character was made of several bytes.
    pub fn text_range(&self, range: Range<usize>) -> Option<Range<usize>> {
        if self.identity {
            return Some(range);
        }
        let range = match &self.below {
            Some(below) => below.text_range(range)?,
            None => range,
        };
        // pieces stand in the order of the text, and a reader writes the text in the order of the file
        let first = self.pieces.partition_point(|piece| piece.of_source().end <= range.start);
        let after = self.pieces.partition_point(|piece| piece.of_source().start < range.end);
        let (first, last) = (self.pieces.get(first..after)?.first()?, self.pieces.get(first..after)?.last()?);
        let behind = range.start.saturating_sub(first.of_source().start);
        let start = if first.is_copied() {
            first.of_text().start + behind
        } else {
            let (len, source_len) = first.unit();
            first.of_text().start + behind.checked_div(source_len).unwrap_or(0) * len
        };
        let reached = range.end - last.of_source().start;
        let end = if last.is_copied() {
            last.of_text().start + reached.min(last.len as usize)
        } else {
            let (len, source_len) = last.unit();
            let units = if source_len == 0 { 1 } else { reached.div_ceil(source_len) };
            last.of_text().start + units.min(last.units as usize) * len
        };
        (start < end).then_some(start..end)
    }

    /// Returns the place of a byte of the text, or the place after it.
    fn source_of(&self, text: usize, after: bool) -> usize {
        let next = self.pieces.partition_point(|piece| piece.of_text().start <= text);
        let Some(piece) = next.checked_sub(1).and_then(|index| self.pieces.get(index)) else {
            return self.pieces.first().map_or(0, |piece| piece.of_source().start);
        };
        let within = text - piece.of_text().start;
        if within >= piece.len as usize {
            return match self.pieces.get(next) {
                Some(next) if !after => next.of_source().start,
                _ => piece.of_source().end,
            };
        }
        if piece.is_copied() {
            return piece.of_source().start + within + usize::from(after);
        }
        let (len, source_len) = piece.unit();
        piece.of_source().start + (within / len.max(1) + usize::from(after)) * source_len
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decoded_entity_leads_to_its_whole_markup() {
        // a &amp; b
        let mut map = SourceMap::default();
        map.push(0, 10, 2, 2);
        map.push(2, 12, 1, 5);
        map.push(3, 17, 2, 2);
        assert_eq!(map.source_range(0..2), 10..12);
        assert_eq!(map.source_range(2..3), 12..17);
        assert_eq!(map.source_range(0..5), 10..19);
        assert_eq!(map.source_range(4..5), 18..19);
        for range in [0..2, 2..3, 0..5, 4..5, 1..4] {
            assert_eq!(map.text_range(map.source_range(range.clone())), Some(range));
        }
        assert_eq!(map.text_range(0..10), None);
        assert_eq!(map.text_range(14..15), Some(2..3));
    }

    #[test]
    fn characters_decoded_alike_are_one_piece_and_each_leads_to_its_own_bytes() {
        // "да, нет" of one byte a letter; "ab" of two
        let mut map = SourceMap::default();
        let widths = [(2, 1), (2, 1), (1, 1), (1, 1), (2, 1), (2, 1), (2, 1), (1, 2), (1, 2)];
        let (mut text, mut source) = (0, 0);
        let mut places = Vec::new();
        for (len, source_len) in widths {
            map.push(text, source, len, source_len);
            places.push((text..text + len, source..source + source_len));
            (text, source) = (text + len, source + source_len);
        }
        assert_eq!(map.pieces.len(), 4);
        for (from, (start, of_start)) in places.iter().enumerate() {
            for (end, of_end) in &places[from..] {
                let (of_text, of_source) = (start.start..end.end, of_start.start..of_end.end);
                assert_eq!(map.source_range(of_text.clone()), of_source);
                assert_eq!(map.text_range(of_source), Some(of_text));
            }
        }
        // half of a character is the whole of it
        assert_eq!(map.text_range(8..9), Some(12..13));
        assert_eq!(map.source_range(1..2), 0..1);
    }
}
