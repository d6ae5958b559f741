//! Where sentences begin and end, as far as it matters for what stands beside a quote.

use std::ops::Range;

/// Letters of a word before a stop that is hardly the end of a sentence: "Feb. 19", "Mr. Lund", "B. Lund".
const SHORT: usize = 3;

/// Returns the sentence that a stretch of a text stands in, or the sentences if it stands in several.
pub(super) fn sentence_of(text: &str, within: &Range<usize>) -> Range<usize> {
    let start = ends_before(text, within.start).last().unwrap_or(0);
    let end = ends_from(text, within.end.saturating_sub(1).max(within.start)).next().unwrap_or(text.len());
    start..end.max(within.end)
}

/// Returns the same with the sentence before and the one behind.
pub(super) fn beside(text: &str, within: &Range<usize>) -> Range<usize> {
    let own = sentence_of(text, within);
    let before = ends_before(text, own.start.saturating_sub(1)).last().unwrap_or(0);
    let behind = ends_from(text, own.end).next().unwrap_or(text.len());
    before..behind
}

/// Returns the ends of sentences up to a byte.
fn ends_before(text: &str, at: usize) -> impl Iterator<Item = usize> + '_ {
    ends_from(text, 0).take_while(move |end| *end <= at)
}

/// Returns the ends of sentences from a byte on; white space behind a stop belongs to its sentence.
fn ends_from(text: &str, from: usize) -> impl Iterator<Item = usize> + '_ {
    let from = text.floor_char_boundary(from.min(text.len()));
    text[from..].char_indices().filter_map(move |(at, c)| {
        let end = from + at + c.len_utf8();
        let rest = &text[end..];
        let is_end = match c {
            '\n' => rest.starts_with(['\n', '\r']) || rest.trim_start().is_empty(),
            '.' => stops(&text[..end - 1]) && begins_sentence(rest),
            '!' | '?' | '…' => begins_sentence(rest),
            _ => false,
        };
        is_end.then(|| end + (rest.len() - rest.trim_start().len()))
    })
}

/// Returns whether a stop behind these words may end a sentence.
fn stops(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    !(word.starts_with(char::is_uppercase) && word.chars().count() <= SHORT)
}

/// Returns whether what follows a stop begins as a sentence does.
fn begins_sentence(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['"', '”', '»', '’', ')']);
    rest.is_empty()
        || rest.starts_with(char::is_whitespace)
            && rest.trim_start().chars().next().is_none_or(|c| !c.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "A man was shot. Prosecutor B. Lund said on Feb. 19 that it was \"a crime\". His paper wrote of it! End";

    fn of(words: &str, get: fn(&str, &Range<usize>) -> Range<usize>) -> &'static str {
        let at = TEXT.find(words).unwrap();
        TEXT[get(TEXT, &(at..at + words.len()))].trim()
    }

    #[test]
    fn a_sentence_ends_at_a_stop_that_is_none_of_an_abbreviation() {
        assert_eq!(of("man", sentence_of), "A man was shot.");
        assert_eq!(of("said on", sentence_of), "Prosecutor B. Lund said on Feb. 19 that it was \"a crime\".");
        assert_eq!(of("wrote", sentence_of), "His paper wrote of it!");
        assert_eq!(of("End", sentence_of), "End");
    }

    #[test]
    fn beside_a_sentence_stand_one_before_and_one_behind() {
        assert!(of("said on", beside).starts_with("A man") && of("said on", beside).ends_with("of it!"));
        assert!(!of("man", beside).contains("wrote"));
    }
}
