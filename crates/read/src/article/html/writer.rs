//! Text as a browser would show it, and where each byte came from.

use super::super::SourceMap;

/// Writes runs of text with their white space made single, and keeps the way back.
pub(super) struct Writer {
    pub(super) text: String,
    pub(super) map: SourceMap,
    /// White space was seen and is owed before the next character.
    owed_space: bool,
    /// The block that is being written begins here.
    block_start: usize,
}

impl Writer {
    pub(super) fn new(map: SourceMap, capacity: usize) -> Self {
        Self { text: String::with_capacity(capacity), map, owed_space: false, block_start: 0 }
    }

    /// Returns whether the block that is being written has no text yet.
    pub(super) fn is_at_start(&self) -> bool {
        self.text.len() == self.block_start
    }

    /// Ends the block and returns its range.
    pub(super) fn end_block(&mut self) -> std::ops::Range<usize> {
        let range = self.block_start..self.text.len();
        if !range.is_empty() {
            self.text.push('\n');
        }
        self.block_start = self.text.len();
        self.owed_space = false;
        range
    }

    /// Writes a string whose entities are decoded; `raw` is its markup, which begins at `source`. Returns how many words
    /// began.
    pub(super) fn write(&mut self, decoded: &str, raw: &str, source: usize) -> u32 {
        let mut words = 0;
        let (raw_bytes, mut at) = (raw.as_bytes(), 0);
        let mut rest = decoded;
        while let Some(first) = rest.chars().next() {
            // a stretch that stands alike in the markup, up to the next entity or white space
            let alike = rest
                .bytes()
                .zip(&raw_bytes[at.min(raw_bytes.len())..])
                .position(|(a, b)| a != *b || a.is_ascii_whitespace() || a == b'&')
                .unwrap_or_else(|| rest.len().min(raw_bytes.len().saturating_sub(at)));
            let alike = floor(rest, alike);
            if alike > 0 {
                words += u32::from(self.before_text());
                self.map.push(self.text.len(), source + at, alike, alike);
                self.text.push_str(&rest[..alike]);
                (rest, at) = (&rest[alike..], at + alike);
                continue;
            }
            let width = markup_width(&raw_bytes[at.min(raw_bytes.len())..], first, &rest[first.len_utf8()..]);
            if first.is_whitespace() {
                self.owed_space = true;
            } else {
                words += u32::from(self.before_text());
                self.map.push(self.text.len(), source + at, first.len_utf8(), width);
                self.text.push(first);
            }
            (rest, at) = (&rest[first.len_utf8()..], at + width);
        }
        words
    }

    /// Pays the owed space; returns whether a word begins here.
    fn before_text(&mut self) -> bool {
        let owed = std::mem::take(&mut self.owed_space);
        if self.is_at_start() {
            return true;
        }
        if owed {
            self.text.push(' ');
        }
        owed
    }
}

/// Returns how many bytes of markup a decoded character took.
fn markup_width(raw: &[u8], decoded: char, rest: &str) -> usize {
    match raw.first() {
        None => 0,
        Some(b'&') => {
            let body =
                raw[1..].iter().take(40).take_while(|b| b.is_ascii_alphanumeric() || **b == b'#').count();
            if body == 0 || decoded == '&' && raw[1..].first().is_none_or(|b| !b"#aA".contains(b)) {
                return 1;
            }
            if raw.get(1 + body) == Some(&b';') {
                return 2 + body;
            }
            // without its semicolon a name ends where the text goes on: `&notanentity`
            let goes_on = |width: &usize| rest.as_bytes().starts_with(&raw[*width..1 + body]);
            (2..=1 + body).find(goes_on).unwrap_or(1 + body)
        }
        // a line end of two bytes is one character
        Some(b'\r') if raw.get(1) == Some(&b'\n') => 2,
        Some(_) => decoded.len_utf8().min(raw.len()),
    }
}

fn floor(text: &str, mut end: usize) -> usize {
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    end
}
