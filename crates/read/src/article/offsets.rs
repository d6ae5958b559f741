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

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Piece {
    text: usize,
    source: usize,
    /// Bytes in the text.
    len: usize,
    /// Bytes in the source; differs from `len` for what was decoded.
    source_len: usize,
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
        if len == source_len
            && let Some(last) = self.pieces.last_mut()
            && last.len == last.source_len
            && last.text + last.len == text
            && last.source + last.len == source
        {
            last.len += len;
            last.source_len += len;
            return;
        }
        self.pieces.push(Piece { text, source, len, source_len });
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
        let first = self.pieces.partition_point(|piece| piece.source + piece.source_len <= range.start);
        let after = self.pieces.partition_point(|piece| piece.source < range.end);
        let (first, last) = (self.pieces.get(first..after)?.first()?, self.pieces.get(first..after)?.last()?);
        let start = if first.len == first.source_len {
            first.text + range.start.saturating_sub(first.source)
        } else {
            first.text
        };
        let end = if last.len == last.source_len {
            last.text + (range.end - last.source).min(last.len)
        } else {
            last.text + last.len
        };
        (start < end).then_some(start..end)
    }

    /// Returns the place of a byte of the text, or the place after it.
    fn source_of(&self, text: usize, after: bool) -> usize {
        let next = self.pieces.partition_point(|piece| piece.text <= text);
        let Some(piece) = next.checked_sub(1).and_then(|index| self.pieces.get(index)) else {
            return self.pieces.first().map_or(0, |piece| piece.source);
        };
        let within = text - piece.text;
        if within >= piece.len {
            return if after {
                piece.source + piece.source_len
            } else {
                self.pieces.get(next).map_or(piece.source + piece.source_len, |piece| piece.source)
            };
        }
        match (piece.len == piece.source_len, after) {
            (true, _) => piece.source + within + usize::from(after),
            (false, true) => piece.source + piece.source_len,
            (false, false) => piece.source,
        }
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
}
