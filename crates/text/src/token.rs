//! A text cut into words, numbers and signs.

use crate::Span;
use crate::number::counts;
use crate::rules::Marks;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters, with hyphens, apostrophes and digits inside: `Kassym-Jomart`, `24-year-old`.
    Word,
    /// Digits, with separators inside: `8571`, `20,000`, `20.01.2022`.
    Number,
    /// One sign.
    Sign,
}

/// A token, with its letters in lower case and plain apostrophes.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub(crate) span: Span,
    pub(crate) kind: Kind,
    pub(crate) lower: String,
    /// The first letter is a capital.
    pub(crate) is_capital: bool,
    /// White space stands before it.
    pub(crate) spaced: bool,
    /// A number may be read from it on: digits, or a word that numbers are written in.
    pub(crate) counts: bool,
    /// The rows of small words that it is in; none until rules have marked it.
    pub(crate) marks: Marks,
}

impl Token {
    /// Returns whether the word begins with a Cyrillic letter.
    pub(crate) fn is_cyrillic(&self) -> bool {
        self.lower.starts_with(|c: char| matches!(c, '\u{400}'..='\u{52f}'))
    }

    pub(crate) fn is(&self, word: &str) -> bool {
        self.lower == word
    }

    pub(crate) fn is_any(&self, words: &[&str]) -> bool {
        words.contains(&self.lower.as_str())
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘')
}

/// Cuts a stretch of a text; the spans are of the whole text.
pub(crate) fn tokens(text: &str, within: Span) -> Vec<Token> {
    let part = within.of(text);
    let mut list = Vec::with_capacity(part.len() / 5);
    let mut spaced = true;
    let mut rest = part.char_indices().peekable();
    while let Some((at, first)) = rest.next() {
        if first.is_whitespace() || first == '\u{ad}' {
            spaced = true;
            continue;
        }
        let end = if first.is_alphanumeric() { end_of_word(part, at) } else { at + first.len_utf8() };
        while rest.next_if(|(next, _)| *next < end).is_some() {}
        push(text, Span::new(within.start + at, within.start + end), std::mem::take(&mut spaced), &mut list);
    }
    list
}

/// Returns where a word or number that begins at `at` ends.
fn end_of_word(text: &str, at: usize) -> usize {
    let mut end = at;
    let mut before = ' ';
    let mut chars = text[at..].char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, c)| *c);
        let joins = match c {
            '-' | '‐' | '‑' | '_' => next.is_alphanumeric(),
            '.' => {
                next.is_ascii_digit() && before.is_ascii_digit()
                    || is_abbreviation(&text[at..at + offset], next)
            }
            ',' | ':' => before.is_ascii_digit() && next.is_ascii_digit(),
            c if is_apostrophe(c) => before.is_alphabetic() && next.is_alphabetic(),
            c => c.is_alphanumeric() || is_mark(c),
        };
        if !joins {
            break;
        }
        end = at + offset + c.len_utf8();
        before = c;
    }
    end
}

/// Returns whether letters with single stops go on: `U.S`, `a.m`.
fn is_abbreviation(before: &str, next: char) -> bool {
    next.is_alphabetic()
        && before.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{ad}')
}

fn push(text: &str, span: Span, spaced: bool, list: &mut Vec<Token>) {
    let word = span.of(text);
    let first = word.chars().next().unwrap_or(' ');
    let kind = if word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ':' | '-'))
        && first.is_ascii_digit()
    {
        Kind::Number
    } else if first.is_alphanumeric() {
        Kind::Word
    } else {
        Kind::Sign
    };
    // the possessive is a token of its own
    if kind == Kind::Word
        && let Some((at, sign)) = word.char_indices().rev().nth(1)
        && is_apostrophe(sign)
        && word.ends_with(['s', 'S'])
        && at > 0
    {
        push(text, Span::new(span.start, span.start + at), spaced, list);
        list.push(Token {
            marks: Marks::default(),
            span: Span::new(span.start + at, span.end),
            kind: Kind::Word,
            lower: "'s".to_owned(),
            is_capital: false,
            spaced: false,
            counts: false,
        });
        return;
    }
    let lower = match kind {
        Kind::Sign => word.to_owned(),
        _ => lower_of(word),
    };
    let counts = kind == Kind::Number || kind == Kind::Word && counts(&lower);
    let is_capital = first.is_uppercase();
    list.push(Token { span, kind, lower, is_capital, spaced, counts, marks: Marks::default() });
}

/// Returns a word in lower case, with a plain apostrophe and hyphen and without soft hyphens; Russian ё as е.
pub(crate) fn lower_of(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.chars()
        .filter(|c| *c != '\u{ad}')
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'ё' => 'е',
            '‐' | '‑' => '-',
            c if is_apostrophe(c) => '\'',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokens(text, Span::new(0, text.len())).iter().map(|token| token.span.of(text).to_owned()).collect()
    }

    #[test]
    fn words_numbers_and_signs() {
        assert_eq!(
            words("Ivan’s 24-year-old son, 20,000 (U.S. men)."),
            ["Ivan", "’s", "24-year-old", "son", ",", "20,000", "(", "U.S", ".", "men", ")", "."]
        );
        assert_eq!(words("on 20.01.2022 at 17:38"), ["on", "20.01.2022", "at", "17:38"]);
        assert_eq!(words("«Ерлан» – жив…"), ["«", "Ерлан", "»", "–", "жив", "…"]);
    }
}
