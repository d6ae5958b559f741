//! Plain text: the file is the text.

use super::{ArticleText, PageMeta, SourceMap};
use crate::ReadError;
use crate::encoding::{Decoded, decode, escape_length};

/// Bytes as text, with the place of each character where the bytes were not UTF-8.
pub(super) struct DecodedArticle {
    pub(super) text: String,
    pub(super) map: SourceMap,
    pub(super) encoding: String,
    pub(super) notes: Vec<String>,
}

/// Decodes the bytes of an article; a label that is not known is left aside, since pages often declare wrong ones.
pub(super) fn decode_article(bytes: &[u8], label: Option<&str>) -> Result<DecodedArticle, ReadError> {
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    let label = if is_utf8 || has_mark(bytes) { None } else { label };
    let decoded = match decode(bytes, label) {
        Err(ReadError::UnknownEncoding { .. }) => decode(bytes, None)?,
        other => other?,
    };
    let map = map_of(bytes, &decoded);
    let Decoded { text, label, notes, .. } = decoded;
    Ok(DecodedArticle { text: text.into_owned(), map, encoding: label, notes })
}

fn has_mark(bytes: &[u8]) -> bool {
    encoding_rs::Encoding::for_bom(bytes).is_some()
}

/// Returns where each character stands in the bytes.
fn map_of(bytes: &[u8], decoded: &Decoded<'_>) -> SourceMap {
    let mark = encoding_rs::Encoding::for_bom(bytes).map_or(0, |(_, mark)| mark);
    let text: &str = &decoded.text;
    if bytes.len() == text.len() + mark && bytes[mark..] == *text.as_bytes() {
        if mark == 0 {
            return SourceMap::identity();
        }
        let mut map = SourceMap::default();
        map.push(0, mark, text.len(), text.len());
        return map;
    }
    match encoding_rs::Encoding::for_label(decoded.label.as_bytes()) {
        Some(encoding) if encoding == encoding_rs::UTF_8 => map_of_faulty_utf8(bytes, mark),
        Some(encoding) => map_by_steps(bytes, mark, encoding),
        None => map_of_single_bytes(text),
    }
}

/// Returns the map of UTF-8 in which each broken sequence became one U+FFFD.
fn map_of_faulty_utf8(bytes: &[u8], mark: usize) -> SourceMap {
    let (mut map, mut position, mut source) = (SourceMap::default(), 0, mark);
    for chunk in bytes[mark..].utf8_chunks() {
        let (valid, invalid) = (chunk.valid().len(), chunk.invalid().len());
        map.push(position, source, valid, valid);
        position += valid;
        source += valid;
        if invalid > 0 {
            map.push(position, source, '\u{fffd}'.len_utf8(), invalid);
            position += '\u{fffd}'.len_utf8();
            source += invalid;
        }
    }
    map
}

/// Returns the map of any encoding: the decoder is given one byte after the other, and what it writes came from the bytes
/// since it last wrote.
fn map_by_steps(bytes: &[u8], mark: usize, encoding: &'static encoding_rs::Encoding) -> SourceMap {
    let (mut map, mut position, mut source) = (SourceMap::default(), 0, mark);
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let is_stateful = encoding == encoding_rs::ISO_2022_JP;
    // a byte never makes more than a few characters: those held back, each as U+FFFD, and its own
    let mut written = [0; 64];
    for at in mark..bytes.len() {
        let (_, _, count, _) = decoder.decode_to_utf8(&bytes[at..=at], &mut written, at + 1 == bytes.len());
        if count > 0 {
            map.push(position, source, count, at + 1 - source);
            position += count;
            source = at + 1;
        } else if is_stateful
            && escape_length(&bytes[source..]).is_some_and(|length| source + length == at + 1)
        {
            // no character was made of an escape sequence, and none begins before it
            source = at + 1;
        }
    }
    map
}

/// Returns the map of our own tables, which are all of one byte a character.
fn map_of_single_bytes(text: &str) -> SourceMap {
    let mut map = SourceMap::default();
    for (source, (position, character)) in text.char_indices().enumerate() {
        map.push(position, source, character.len_utf8(), 1);
    }
    map
}

/// Returns a plain text as an article.
pub(super) fn article(decoded: DecodedArticle) -> ArticleText {
    ArticleText {
        text: decoded.text,
        blocks: None,
        meta: PageMeta::default(),
        map: decoded.map,
        encoding: decoded.encoding,
        is_cut: false,
        notes: decoded.notes,
    }
}
