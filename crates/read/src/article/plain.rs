//! Plain text: the file is the text.

use super::{ArticleText, PageMeta, SourceMap};
use crate::ReadError;
use crate::encoding::{Decoded, decode};

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

/// Returns where each character stands: the same place for UTF-8; a byte a character for single-byte encodings; two or
/// four bytes for UTF-16. For other encodings the way back is not known and positions stay those of the text.
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
    let width: fn(char) -> usize = if decoded.label.starts_with("UTF-16") {
        |c| 2 * c.len_utf16()
    } else if text.chars().count() == bytes.len() {
        |_| 1
    } else {
        return SourceMap::identity();
    };
    let (mut map, mut source) = (SourceMap::default(), mark);
    for (position, character) in text.char_indices() {
        let wide = width(character);
        map.push(position, source, character.len_utf8(), wide);
        source += wide;
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
        notes: decoded.notes,
    }
}
