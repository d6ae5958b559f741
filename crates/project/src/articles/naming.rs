//! Whether the words that a language model quotes say what it makes of them.
//!
//! A quote that stands in the article proves that the article has these words, and not that they tell of a killing. What the
//! program's own rules, lexicon or learnt words find on the quote's words does; where they find no such act, the claim is a guess,
//! which counts for nothing before a person has accepted it.

use super::StoredArticle;
use super::sentences::sentence_of;
use std::ops::Range;
use tizim_text::{Article, Options, Span, extract};

/// Words of a quote at least, if none of them names the act: "the" says nothing.
const LEAST_WORDS: usize = 3;

/// Beginnings of words by which a sentence says that something is not so.
const DENIES: &[&str] = &[
    "den",
    "reject",
    "refut",
    "dismiss",
    "disput",
    "contradict",
    "untrue",
    "false",
    "fabricat",
    "опров",
    "отриц",
    "отверг",
    "ложь",
    "ложн",
    "фейк",
    "недостовер",
];
/// Whole words likewise.
const NOT: &[&str] = &[
    "no",
    "not",
    "never",
    "nobody",
    "none",
    "neither",
    "nor",
    "without",
    "cannot",
    "не",
    "нет",
    "ни",
    "никто",
    "никого",
    "никогда",
    "без",
    "неправда",
];
/// Words that begin as a denial does and are none.
const NO_DENIAL: &[&str] =
    &["den", "dens", "dense", "density", "dent", "dental", "dentist", "denim", "denmark", "denver"];

/// What can be said of a quote for a type of claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Naming {
    /// Its words tell of such an act.
    Named,
    /// They may, but nothing that the program knows says so.
    NotNamed,
    /// They are too few to say anything.
    Nothing,
}

/// Holds a type of claim against the words of a quote.
pub(super) fn naming(article: &StoredArticle, quote: &Range<usize>, claim_type: &str) -> Naming {
    let overlaps = |start: usize, end: usize| start < quote.end && quote.start < end;
    let is_known = article.claims.iter().any(|claim| {
        claim.claim_type == claim_type
            && article.place_of(&claim.quote).is_some_and(|place| overlaps(place.start, place.end))
    });
    if is_known || is_told_alone(article, quote, claim_type) {
        return Naming::Named;
    }
    let words =
        article.text[quote.clone()].split_whitespace().filter(|word| word.contains(char::is_alphabetic));
    if words.count() < LEAST_WORDS { Naming::Nothing } else { Naming::NotNamed }
}

/// Returns whether the quote's sentence, or the quote by itself, tells of such an act on the quote's words. In its sentence an act
/// may be lost over a field that has no ground; the words still name it.
fn is_told_alone(article: &StoredArticle, quote: &Range<usize>, claim_type: &str) -> bool {
    let tells = |stretch: Range<usize>| {
        let text = &article.text[stretch.clone()];
        let whole = Some(vec![Span::new(0, text.len())]);
        let found = extract(&Article { text, parts: whole, published: None }, &Options::default());
        found.claims.iter().any(|claim| {
            let (start, end) = (stretch.start + claim.quote.start, stretch.start + claim.quote.end);
            claim.claim_type == claim_type && start < quote.end && quote.start < end
        })
    };
    tells(sentence_of(&article.text, quote)) || tells(quote.clone())
}

/// Returns whether a quote's sentence has a word by which something is said not to be so.
pub(super) fn denies(text: &str, quote: &Range<usize>) -> bool {
    let lower = text[sentence_of(text, quote)].to_lowercase().replace('’', "'");
    lower.split(|c: char| !(c.is_alphanumeric() || c == '\'')).any(|word| {
        NOT.contains(&word)
            || word.ends_with("n't")
            || DENIES.iter().any(|begin| word.starts_with(begin)) && !NO_DENIAL.contains(&word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_denial_has_its_word_in_the_sentence() {
        let of = |text: &str| denies(text, &(0..3));
        for text in [
            "The army denied it.",
            "He didn’t die.",
            "Nobody was hurt.",
            "Власти опровергли это.",
            "Он не погиб.",
        ] {
            assert!(of(text), "{text}");
        }
        for text in ["The dense crowd fled. It was not so.", "The nation mourns.", "Небо было серым."]
        {
            assert!(!of(text), "{text}");
        }
    }
}
