//! Phrases of the rule files: words, and what may stand for words ("#", "_", "..."), looked up by their first word.

use super::{inflect, words};
use crate::date::is_calendar_word;
use crate::number::number_from;
use crate::token::{Kind, Token};
use rustc_hash::FxHashMap;

/// A word of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Exact(String),
    /// One of several: `body/bodies`.
    OneOf(Vec<String>),
    /// Any ending of a stem: `privati*`.
    Stem(String),
    /// `#`: a number in figures or words, with its bound: "more than 40".
    Number,
    /// `_`: any one word.
    Any,
    /// `...`: up to three words that begin no new phrase: "declared *a nationwide* state of emergency".
    Few,
}

impl Word {
    fn read(text: &str) -> Self {
        match text.strip_suffix('*') {
            Some(stem) => Self::Stem(stem.to_owned()),
            None if text == "#" => Self::Number,
            None if text == "_" => Self::Any,
            None if text == "..." => Self::Few,
            None if text.contains('/') => Self::OneOf(text.split('/').map(str::to_owned).collect()),
            None => Self::Exact(text.to_owned()),
        }
    }

    /// Returns how many tokens from `at` on the word stands for; none if it does not stand there, or may stand for several
    /// ([`Self::Few`]).
    fn length_at(&self, tokens: &[Token], at: usize) -> Option<usize> {
        let token = tokens.get(at)?;
        match self {
            Self::Exact(text) => (token.lower == *text).then_some(1),
            Self::OneOf(texts) => texts.contains(&token.lower).then_some(1),
            Self::Any => (token.kind == Kind::Word).then_some(1),
            Self::Few => None,
            Self::Stem(stem) => token.lower.starts_with(stem).then_some(1),
            Self::Number => number_from(tokens, at).map(|number| number.range.end - at),
        }
    }
}

/// Returns how many tokens from `at` on a phrase stands for; none if it does not stand there.
fn length_at(words: &[Word], tokens: &[Token], at: usize) -> Option<usize> {
    let Some((first, rest)) = words.split_first() else { return Some(0) };
    if *first == Word::Few {
        return (0..=FEW)
            .take_while(|&skipped| skipped == 0 || goes_between(tokens, at + skipped - 1))
            .find_map(|skipped| Some(skipped + length_at(rest, tokens, at + skipped)?));
    }
    let length = first.length_at(tokens, at)?;
    Some(length + length_at(rest, tokens, at + length)?)
}

/// Words that a `...` stands for, at most.
const FEW: usize = 3;

/// Returns whether a token may stand where a phrase has `...`: no sign, and no word that begins or joins a phrase, but a day: "on Monday".
fn goes_between(tokens: &[Token], at: usize) -> bool {
    let is_day = |at: usize| tokens.get(at).is_some_and(|next| is_calendar_word(&next.lower));
    tokens.get(at).is_some_and(|token| {
        token.kind != Kind::Sign
            && !token.is_any(&["and", "of"])
            && (!words().edge.has(token) || token.is("on") && is_day(at + 1))
    })
}

/// Returns a phrase as it stands.
pub(super) fn whole(phrase: &str) -> Vec<Word> {
    phrase.split_whitespace().map(Word::read).collect()
}

/// Returns a phrase with each form of its first word.
pub(super) fn inflected(phrase: &str, inflects: bool) -> Vec<Vec<Word>> {
    let mut words = phrase.split_whitespace();
    let Some(first) = words.next() else { return Vec::new() };
    let rest: Vec<Word> = words.map(Word::read).collect();
    let whole = |form: String| std::iter::once(Word::read(&form)).chain(rest.iter().cloned()).collect();
    // of several first words each stands as it is
    match first.contains('/') {
        true => first.split('/').map(str::to_owned).map(whole).collect(),
        false => inflect::forms(first, inflects).into_iter().map(whole).collect(),
    }
}

/// Phrases that are looked up by their first word.
#[derive(Clone, Debug)]
pub(super) struct Phrases<T> {
    exact: FxHashMap<String, Vec<(Vec<Word>, T)>>,
    /// What stands behind a number at their beginning: it is sought once for all.
    numbered: Vec<(Vec<Word>, T)>,
    open: Vec<(Vec<Word>, T)>,
}

impl<T: Copy> Phrases<T> {
    pub(super) fn new() -> Self {
        Self { exact: FxHashMap::default(), numbered: Vec::new(), open: Vec::new() }
    }

    pub(super) fn add(&mut self, words: Vec<Word>, value: T) {
        match words.first() {
            Some(Word::Exact(first)) => self.exact.entry(first.clone()).or_default().push((words, value)),
            Some(Word::Number) => self.numbered.push((words[1..].to_vec(), value)),
            Some(_) => self.open.push((words, value)),
            None => {}
        }
    }

    /// Returns all phrases, in no order; of those that begin with a number what stands behind it.
    pub(super) fn all(&self) -> impl Iterator<Item = &(Vec<Word>, T)> {
        self.exact.values().flatten().chain(&self.open).chain(&self.numbered)
    }

    /// Returns the longest phrase that begins at a token: how many tokens, and what it means.
    pub(super) fn at(&self, tokens: &[Token], at: usize) -> Option<(usize, T)> {
        let token = tokens.get(at)?;
        let exact = self.exact.get(token.lower.as_str()).into_iter().flatten();
        let found = exact.chain(&self.open).filter_map(|(words, value)| {
            let length = length_at(words, tokens, at)?;
            Some((length, *value))
        });
        let is_led = !self.numbered.is_empty();
        let number = is_led.then(|| Word::Number.length_at(tokens, at)).flatten();
        let behind = number.into_iter().flat_map(|number| {
            let numbered = self.numbered.iter();
            numbered.filter_map(move |(words, value)| {
                Some((number + length_at(words, tokens, at + number)?, *value))
            })
        });
        let found = found.chain(behind);
        // of equally long ones the first
        found.fold(None, |best: Option<(usize, T)>, phrase| match best {
            Some(best) if best.0 >= phrase.0 => Some(best),
            _ => Some(phrase),
        })
    }
}
