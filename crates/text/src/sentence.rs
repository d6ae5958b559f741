//! Where sentences begin and end.

use crate::Span;
use crate::rules::{Rules, words};

/// Returns the sentences of a stretch of a text, without white space at their ends.
pub(crate) fn sentences(text: &str, within: Span, rules: &Rules) -> Vec<Span> {
    let mut list = Vec::new();
    let wrapped = is_wrapped(within.of(text));
    for paragraph in paragraphs(text, within, wrapped) {
        cut(text, paragraph, rules, &mut list);
    }
    list
}

/// Returns whether lines are broken at a width, so that a line's end means nothing.
fn is_wrapped(text: &str) -> bool {
    let lines: Vec<usize> = text.lines().map(|line| line.trim_end().len()).collect();
    let followed = lines.windows(2).filter(|pair| pair[0] > 0 && pair[1] > 0);
    let (mut all, mut wide) = (0usize, 0usize);
    for pair in followed {
        all += 1;
        wide += usize::from((50..=90).contains(&pair[0]));
    }
    all >= 3 && wide * 10 >= all * 6
}

fn paragraphs(text: &str, within: Span, wrapped: bool) -> Vec<Span> {
    let mut list: Vec<Span> = Vec::new();
    let mut is_open = false;
    let mut start = within.start;
    for line in within.of(text).split_inclusive('\n') {
        let span = Span::new(start, start + line.len());
        start = span.end;
        if line.trim().is_empty() {
            is_open = false;
            continue;
        }
        // an indented line begins a paragraph
        let goes_on = wrapped && is_open && !line.starts_with("  ") && !line.starts_with('\t');
        match list.last_mut() {
            Some(last) if goes_on => last.end = span.end,
            _ => list.push(span),
        }
        is_open = true;
    }
    list
}

fn cut(text: &str, paragraph: Span, rules: &Rules, list: &mut Vec<Span>) {
    let part = paragraph.of(text);
    let mut start = 0;
    let mut chars = part.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '.' | '․' | '!' | '?' | '…' | '。' | '؟' | '।') {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some((next, _)) = chars
            .next_if(|(_, c)| matches!(c, '.' | '!' | '?' | '…' | '"' | '”' | '’' | '»' | ')' | '\'' | ']'))
        {
            end = next + part[next..].chars().next().map_or(1, char::len_utf8);
        }
        let Some(&(_, next)) = chars.peek() else { break };
        let is_end =
            if next.is_whitespace() { ends_here(part, at, c, end, rules) } else { is_glued(part, at, end) };
        if c != '。' && !is_end {
            continue;
        }
        push(text, Span::new(paragraph.start + start, paragraph.start + end), list);
        start = end;
    }
    push(text, Span::new(paragraph.start + start, paragraph.end), list);
}

fn ends_here(part: &str, at: usize, sign: char, end: usize, rules: &Rules) -> bool {
    let after =
        part[end..].trim_start().trim_start_matches(['"', '“', '«', '\'', '‘', '(', '—', '–', '-', '[', ' ']);
    let Some(next) = after.chars().next() else { return true };
    if next.is_lowercase() {
        return false;
    }
    if sign != '.' {
        return true;
    }
    let before = &part[..at];
    let word_start = before
        .rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '“' | '«'))
        .map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8));
    let word = &before[word_start..];
    let letters = word.chars().count();
    // an initial
    if letters == 1 && word.chars().all(char::is_uppercase) {
        return false;
    }
    !rules.holds(&crate::token::lower_of(word), words().abbreviation)
}

/// "was shot.Family members said": a stop without a blank behind it, between a word in small letters and one that begins with a capital. Names of
/// sites are no such: "Gazeta.Ru".
fn is_glued(part: &str, at: usize, end: usize) -> bool {
    const LONG: usize = 3;
    let word = part[..at].rsplit(char::is_whitespace).next().unwrap_or("");
    let next = part[end..].split(char::is_whitespace).next().unwrap_or("");
    let next = next.trim_end_matches(|c: char| !c.is_alphanumeric());
    end == at + 1
        && word.chars().count() >= LONG
        && word.chars().all(char::is_lowercase)
        && next.starts_with(char::is_uppercase)
        && next.chars().skip(1).all(|c| c.is_lowercase() || matches!(c, '\'' | '’' | '-'))
}

fn push(text: &str, span: Span, list: &mut Vec<Span>) {
    let part = span.of(text);
    let start = span.start + (part.len() - part.trim_start().len());
    let end = span.end - (part.len() - part.trim_end().len());
    if start < end {
        list.push(Span::new(start, end));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut_all(text: &str) -> Vec<&str> {
        sentences(text, Span::new(0, text.len()), Rules::of(None))
            .into_iter()
            .map(|span| span.of(text))
            .collect()
    }

    #[test]
    fn a_stop_without_a_blank_behind_it_ends_too() {
        assert_eq!(cut_all("A man was shot.Police came."), ["A man was shot.", "Police came."]);
        assert_eq!(
            cut_all("As Gazeta.Ru and kavkaz.Realii.org said."),
            ["As Gazeta.Ru and kavkaz.Realii.org said."]
        );
    }

    #[test]
    fn stops_that_end_and_stops_that_do_not() {
        assert_eq!(
            cut_all("Mr. A. Smith died on Jan. 6. He was 40. “No,” she said."),
            ["Mr. A. Smith died on Jan. 6.", "He was 40.", "“No,” she said."]
        );
        assert_eq!(
            cut_all("Погиб А. С. Петров. Ему было 20 лет.\n\nДело закрыто"),
            ["Погиб А. С. Петров.", "Ему было 20 лет.", "Дело закрыто"]
        );
    }
}
