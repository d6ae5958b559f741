//! Where words stand in a text, whatever white space is between them.

use std::ops::Range;

/// Finds words in a part of a text, whatever white space stands between them.
pub(super) fn find(text: &str, within: Range<usize>, words: &str) -> Option<Range<usize>> {
    let words: Vec<&str> = words.split_whitespace().collect();
    let first = words.first()?;
    let mut from = within.start;
    while let Some(at) = text.get(from..within.end)?.find(first) {
        let start = from + at;
        if let Some(end) = match_words(&text[..within.end], start, &words) {
            return Some(start..end);
        }
        from = start + first.chars().next()?.len_utf8();
    }
    None
}

/// Finds words as [`find`] does, but not within others: no "Ann" in "Annual", no "5" in "15".
pub(in super::super) fn find_whole(text: &str, within: Range<usize>, words: &str) -> Option<Range<usize>> {
    let mut from = within.start;
    loop {
        let found = find(text, from..within.end, words)?;
        let cuts = |before: Option<char>, after: Option<char>| {
            before
                .zip(after)
                .is_some_and(|(before, after)| before.is_alphanumeric() && after.is_alphanumeric())
        };
        let head = cuts(text[..found.start].chars().next_back(), text[found.start..].chars().next());
        let tail = cuts(text[..found.end].chars().next_back(), text[found.end..].chars().next());
        if !head && !tail {
            return Some(found);
        }
        from = found.start + text[found.start..].chars().next()?.len_utf8();
    }
}

fn match_words(text: &str, start: usize, words: &[&str]) -> Option<usize> {
    let mut at = start;
    for (position, word) in words.iter().enumerate() {
        if position > 0 {
            let rest = &text[at..];
            let blank = rest.len() - rest.trim_start().len();
            if blank == 0 {
                return None;
            }
            at += blank;
        }
        at = text[at..].starts_with(word).then_some(at + word.len())?;
    }
    Some(at)
}
