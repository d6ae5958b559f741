//! The check that every claim passes, whoever proposed it: each field stands in the article's words.

use super::claim::{Claim, Tie};
use super::listed::listed;
use crate::Span;
use crate::number::amounts_in;
use crate::rules::Rules;
use crate::token::lower_of;
use tizim_model::single_spaced;

/// Why a field has no ground in the article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Ungrounded {
    /// The quote is empty, is not in the article's parts, or cuts a character.
    #[error("the quote at {0:?} does not stand in the article")]
    Quote(Span),
    /// A name that is not in the quote and is not tied to it.
    #[error("`{0}` does not stand in the quote and no step ties it to it")]
    Name(String),
    /// A number that can't be read out of the quote.
    #[error("the count {0:?} to {1:?} can't be read out of the quote")]
    Count(Option<u64>, Option<u64>),
    /// Words of a date, place or source that are not the article's.
    #[error("the {0} at {1:?} does not stand in the article")]
    Words(&'static str, Span),
}

/// Checks a claim against the text and its parts that are the article; `rules` are those that it was read with.
///
/// # Errors
/// The first field without ground.
pub fn check(claim: &Claim, text: &str, parts: &[Span], rules: &Rules) -> Result<(), Ungrounded> {
    let stands = |span: Span| {
        span.start < span.end
            && text.get(span.start..span.end).is_some()
            && parts.iter().any(|part| part.contains(span))
    };
    if !stands(claim.quote) {
        return Err(Ungrounded::Quote(claim.quote));
    }
    for who in &claim.who {
        let in_quote = claim.quote.contains(who.words) && stands(who.words);
        let names = |span: Span| folded(span.of(text)) == lower_of(&who.name);
        let is_tied = match who.tie {
            Tie::Words => names(who.words),
            // the step is shown: where the full name stands
            Tie::ShortName | Tie::Pronoun => who.named_at.is_some_and(|at| stands(at) && names(at)),
            Tie::Alias => true,
        };
        if !in_quote || !is_tied {
            return Err(Ungrounded::Name(who.name.clone()));
        }
    }
    if let Some(count) = &claim.count {
        let is_said = amounts_in(count.words.of(text))
            .iter()
            .any(|amount| (amount.min, amount.max) == (count.min, count.max));
        // one person, or a list of them, is a number that is not said as one
        let persons = claim.who.iter().filter(|who| count.words.contains(who.words)).count() as u64;
        let items = listed(&rules.tokens(text, count.words));
        let sum = items.map(|items| items.iter().map(|(_, count)| count).sum());
        let is_implied = count.min == count.max
            && count.min.is_some_and(|min| min == 1 || min == persons || sum == Some(min));
        if !claim.quote.contains(count.words) || !(is_said || is_implied) {
            return Err(Ungrounded::Count(count.min, count.max));
        }
    }
    let others = [
        ("date", claim.when.as_ref().map(|when| when.words)),
        ("place", claim.place.as_ref().map(|place| place.words)),
        ("source", claim.attributed_to),
    ];
    for (field, span) in others {
        if let Some(span) = span.filter(|span| !stands(*span)) {
            return Err(Ungrounded::Words(field, span));
        }
    }
    Ok(())
}

fn folded(words: &str) -> String {
    lower_of(&single_spaced(words))
}
