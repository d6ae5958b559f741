//! Who says a claim, where the words for it are a pronoun: "He added that 14 had been detained".

use crate::Span;
use crate::attribution::{Attribution, is_pronoun};
use crate::token::lower_of;

/// Attributions before a pronoun among which its speaker is sought.
const BACK: usize = 3;

/// Returns the words of who says something: a "he" or "she" is the person by name who spoke last; a pronoun that nothing ties, and an "it" of
/// "it was reported", says nobody.
pub(super) fn who_says(text: &str, said: &[Attribution], source: Span) -> Option<Span> {
    let is_one = |words: &str| matches!(words, "he" | "she");
    let is_open = |words: &str| {
        matches!(words, "it" | "they" | "we" | "i" | "you" | "which" | "who" | "that" | "this" | "what")
    };
    let pronoun = lower_of(source.of(text));
    if is_pronoun(&pronoun) || is_open(&pronoun) {
        return None;
    }
    if !is_one(&pronoun) {
        return Some(source);
    }
    let before = said.iter().rev().filter_map(|it| it.source.filter(|_| it.is_speech));
    let named = |span: &Span| {
        let words = lower_of(span.of(text));
        !(is_pronoun(&words) || is_open(&words) || is_one(&words))
    };
    let last = before.filter(|other| other.end <= source.start).take(BACK).find(named)?;
    let is_name = |word: &str| word.starts_with(char::is_uppercase);
    last.of(text).split_whitespace().next_back().is_some_and(is_name).then_some(last)
}
