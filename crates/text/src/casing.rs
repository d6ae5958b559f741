//! Texts that are written in capitals only, as wires and telegrams are: how their words would stand in one that is not.

use crate::Span;
use crate::tagger::is_common_word;
use std::borrow::Cow;

/// Letters of a text that are looked at.
const LOOKED_AT: usize = 5_000;

/// Returns whether an article is written in capitals only.
pub(crate) fn is_in_capitals(text: &str, parts: &[Span]) -> bool {
    let letters =
        parts.iter().flat_map(|part| part.of(text).chars()).filter(|c| c.is_alphabetic()).take(LOOKED_AT);
    let (mut upper, mut all) = (0usize, 0usize);
    for letter in letters {
        all += 1;
        upper += usize::from(letter.is_uppercase());
    }
    all > 20 && upper * 10 > all * 8
}

/// Returns whether a word in lower case is one of the dictionary, and so no name where nothing is told by capitals.
pub(crate) fn is_common(lower: &str) -> bool {
    lower.len() <= 2 || is_common_word(lower)
}

/// Returns a word of a text in capitals as the taggers are to see it: words of the dictionary small, all others with a capital.
pub(crate) fn as_mixed(lower: &str) -> Cow<'_, str> {
    if is_common(lower) { Cow::Borrowed(lower) } else { Cow::Owned(titled(lower)) }
}

/// Returns a word with a capital first.
pub(crate) fn titled(lower: &str) -> String {
    let mut chars = lower.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}
