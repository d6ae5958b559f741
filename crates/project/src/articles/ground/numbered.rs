//! How many, as a person or a model wrote it down: out of words that say a number, or that name those who are counted.

use super::{Ungroundable, lies_in};
use crate::articles::StoredArticle;
use tizim_model::{Claim, Count, Participant, ParticipantKind, Words, single_spaced};
use tizim_text::amounts_in;

/// Returns the count that a field's words had before, if they are left as they were and still stand in the quote: what the
/// program read out of them, one person beside an age, is not read again.
pub(super) fn unchanged<'c>(written: &str, quote: &Words, before: Option<&'c Claim>) -> Option<&'c Count> {
    let count = before?.count.as_ref()?;
    let is_same = single_spaced(&count.words.text) == single_spaced(written);
    (is_same && lies_in(&count.words, quote)).then_some(count)
}

/// Reads a count out of words of the quote; `who` are those of the claim.
pub(super) fn count(
    article: &StoredArticle,
    words: Words,
    who: &[Participant],
    before: Option<&Claim>,
) -> Result<Count, Ungroundable> {
    // words that the program reads as a count are read once
    let mut known = article.claims.iter().filter_map(|claim| claim.count.as_ref());
    if let Some(known) = known.find(|count| (count.words.start, count.words.end) == (words.start, words.end))
    {
        return Ok(known.clone());
    }
    let named = who.iter().filter(|who| who.kind == ParticipantKind::Person && lies_in(&who.words, &words));
    let named = named.count() as u64;
    let amount = amounts_in(&words.text).into_iter().next();
    let text = single_spaced(&words.text);
    match (amount, named) {
        // the number may be an age
        (Some(_), 1..) => Err(Ungroundable::NumberBesideName(text)),
        (None, 0) => Err(Ungroundable::NoNumber(text)),
        (None, named) => Ok(Count {
            min: Some(named),
            max: Some(named),
            of: text,
            vague: false,
            approximate: false,
            is_number: false,
            words,
        }),
        (Some(amount), 0) => Ok(Count {
            min: amount.min,
            max: amount.max,
            of: of_whom(&words, before),
            vague: amount.vague,
            approximate: amount.approximate,
            is_number: true,
            words,
        }),
    }
}

/// Returns of what the count is, where it is the corrected one with other words for its number.
fn of_whom(words: &Words, before: Option<&Claim>) -> String {
    let overlaps = |count: &&Count| words.start < count.words.end && count.words.start < words.end;
    let before = before.and_then(|claim| claim.count.as_ref());
    before.filter(overlaps).map(|count| count.of.clone()).unwrap_or_default()
}
