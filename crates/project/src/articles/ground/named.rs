//! Somebody whom a person or a model wrote down: tied to the quote by the name itself, by a step that was shown before, or
//! by a part of the name.

use super::found::find_whole;
use super::{Ungroundable, lies_in};
use crate::articles::StoredArticle;
use std::ops::Range;
use tizim_model::{Claim, ClaimRole, Participant, ParticipantKind, Words, single_spaced};

/// Returns those of a role. Whoever the corrected claim has in it already keeps words, tie, kind and age, as long as the words
/// are in the quote: that the program went by a pronoun or a case can't be found out again from the name alone.
pub(super) fn of_role(
    article: &StoredArticle,
    quote: &Range<usize>,
    names: &[String],
    role: ClaimRole,
    before: Option<&Claim>,
) -> Result<Vec<Participant>, Ungroundable> {
    let all = article.words(quote.clone());
    let mut left: Vec<&Participant> = before
        .map(|claim| claim.who.iter().filter(|who| who.role == role && lies_in(&who.words, &all)).collect())
        .unwrap_or_default();
    let written = names.iter().map(|name| single_spaced(name)).filter(|name| !name.is_empty());
    written
        .map(|name| match left.iter().position(|who| single_spaced(&who.name) == name) {
            Some(own) => Ok(left.remove(own).clone()),
            None => participant(article, quote, &all, name, role),
        })
        .collect()
}

/// Returns somebody whose name stands in the quote, or whom a claim of the program ties to words in it, or whose name stands
/// elsewhere in the article where a part of it stands in the quote.
fn participant(
    article: &StoredArticle,
    quote: &Range<usize>,
    all: &Words,
    name: String,
    role: ClaimRole,
) -> Result<Participant, Ungroundable> {
    let words = name.split(' ').count();
    let capitals = name.split(' ').filter(|word| word.chars().next().is_some_and(char::is_uppercase)).count();
    let kind = if (2..=5).contains(&words) && capitals == words {
        ParticipantKind::Person
    } else {
        ParticipantKind::Group
    };
    let tied = |words: Words, tie: &str, named_at: Option<Words>, name: String| Participant {
        name,
        role,
        kind,
        words,
        tie: tie.to_owned(),
        named_at,
        age: None,
    };
    if let Some(range) = find_whole(&article.text, quote.clone(), &name) {
        return Ok(tied(article.words(range), "words", None, name));
    }
    let mut known = article.claims.iter().flat_map(|claim| &claim.who);
    if let Some(known) = known.find(|who| single_spaced(&who.name) == name && lies_in(&who.words, all)) {
        return Ok(Participant { role, ..known.clone() });
    }
    let elsewhere = find_whole(&article.text, 0..article.text.len(), &name);
    // a surname or a given name, and not an "of" in between
    let short = name
        .split(' ')
        .rev()
        .filter(|word| word.starts_with(char::is_uppercase))
        .find_map(|word| find_whole(&article.text, quote.clone(), word));
    match elsewhere.zip(short) {
        Some((at, short)) => Ok(tied(article.words(short), "short_name", Some(article.words(at)), name)),
        None => Err(Ungroundable::NotThere { field: "name", words: name, place: "the quote" }),
    }
}
