//! A claim that a person or a model wrote down, held against the article: no field without its words.

mod dated;
mod found;
mod named;
mod numbered;
#[cfg(test)]
mod tests;

pub(super) use found::find_whole;

use super::StoredArticle;
use super::sentences::beside;
use found::find;
use tizim_model::{Claim, ClaimRole, Modality, Words, single_spaced};

/// A claim as it was written down: every field in the article's own words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The type of claim.
    pub claim_type: String,
    /// The words that say it.
    pub quote: String,
    /// Where about the quote begins in the text, where it is known: of several places the next from there is meant.
    pub near: usize,
    /// Named or unnamed people who suffered it.
    pub victims: Vec<String>,
    /// Who did it.
    pub actors: Vec<String>,
    /// Of whom it is demanded.
    pub addressees: Vec<String>,
    /// Where.
    pub place: String,
    /// The words that say when.
    pub when: String,
    /// The date that they mean, in the form of EDTF.
    pub date: String,
    /// The words that say how many.
    pub count: String,
    /// How the article holds it.
    pub modality: Option<Modality>,
    /// The article says that it did not happen.
    pub negated: bool,
    /// Who says so.
    pub attributed_to: String,
}

/// Why a claim has no ground in the article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Ungroundable {
    /// No type.
    #[error("it does not say what happened")]
    NoType,
    /// Words that do not stand where they should.
    #[error("the {field} “{words}” does not stand in {place}")]
    NotThere {
        /// The field.
        field: &'static str,
        /// Its words as written down.
        words: String,
        /// Where they were looked for.
        place: &'static str,
    },
    /// Words in which no number stands.
    #[error("no number can be read out of “{0}”")]
    NoNumber(String),
    /// Words that name somebody and hold a number, which may be an age.
    #[error("“{0}” names somebody and holds a number: write the words of the one or of the other")]
    NumberBesideName(String),
    /// A date that is none.
    #[error("“{0}” is no date: write 2022-01-06, 2022-01, 2022 or 2022-01-05/2022-01-06")]
    NoDate(String),
    /// Words that say no date.
    #[error("no date can be read out of “{0}”: take the words of the article that say it")]
    NoDateSaid(String),
    /// A date that is not what its words give.
    #[error(
        "“{words}” gives {said}, not {date}: write what it gives, or a wider or open date that holds it (2022, ../2022, 2022/..)"
    )]
    OtherDate {
        /// The words.
        words: String,
        /// What they give.
        said: String,
        /// The date as written down.
        date: String,
    },
    /// A date without the words that say it.
    #[error("the date {0} stands without the words that say it")]
    DateAlone(String),
}

/// Finds the words of a claim in an article and returns it with their places.
///
/// # Errors
/// The first field without ground; a date must come with words that give it, a number be readable out of its words.
pub fn grounded(article: &StoredArticle, written: &Written) -> Result<Claim, Ungroundable> {
    held(article, written, None)
}

/// Finds the words of a claim that was written down in the place of another. A field that is left as it was in `before` keeps
/// its words with their place, its number and the step that ties a name to them; the others must have their ground.
///
/// # Errors
/// As [`grounded`], of the fields that were changed.
pub fn corrected(article: &StoredArticle, written: &Written, before: &Claim) -> Result<Claim, Ungroundable> {
    held(article, written, Some(before))
}

fn held(article: &StoredArticle, written: &Written, before: Option<&Claim>) -> Result<Claim, Ungroundable> {
    let claim_type = written.claim_type.trim();
    let is_type = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ');
    if claim_type.is_empty() || claim_type.chars().count() > 60 || !claim_type.chars().all(is_type) {
        return Err(Ungroundable::NoType);
    }
    let missing =
        |field, words: &str, place| Ungroundable::NotThere { field, words: words.trim().to_owned(), place };
    let near = match before.and_then(|claim| article.place_of(&claim.quote)) {
        // the same words may stand in the headline too
        Some(own) if written.near == 0 => own.start,
        _ => article.text.floor_char_boundary(written.near),
    };
    let quote = find(&article.text, near..article.text.len(), &written.quote)
        .or_else(|| find(&article.text, 0..article.text.len(), &written.quote))
        .ok_or_else(|| missing("quote", &written.quote, "the article"))?;
    let in_quote = |field, words: &str| -> Result<Words, Ungroundable> {
        let range = find_whole(&article.text, quote.clone(), words);
        Ok(article.words(range.ok_or_else(|| missing(field, words, "the quote"))?))
    };
    // the source and the date of a sentence may stand before or after it
    let in_article = |field, words: &str| -> Result<Words, Ungroundable> {
        // in the quote, else beside it, else where it stands first
        let places = [quote.clone(), beside(&article.text, &quote), 0..article.text.len()];
        let range = places.into_iter().find_map(|place| find_whole(&article.text, place, words));
        Ok(article.words(range.ok_or_else(|| missing(field, words, "the article"))?))
    };
    let said = |field: &str| !field.trim().is_empty();
    let all = article.words(quote.clone());
    // of another sentence, place and source are looked for anew
    let near_before = before.filter(|claim| claim.quote.start < all.end && all.start < claim.quote.end);
    let same = |own: Option<&Words>, field: &str| {
        own.filter(|own| single_spaced(&own.text) == single_spaced(field)).cloned()
    };
    let mut who = Vec::new();
    let roles = [
        (&written.victims, ClaimRole::Victim),
        (&written.actors, ClaimRole::Actor),
        (&written.addressees, ClaimRole::Addressee),
    ];
    for (names, role) in roles {
        who.extend(named::of_role(article, &quote, names, role, before)?);
    }
    let place = said(&written.place).then(|| {
        let own = same(near_before.and_then(|claim| claim.place.as_ref()), &written.place);
        own.map_or_else(|| in_quote("place", &written.place), Ok)
    });
    let attributed_to = said(&written.attributed_to).then(|| {
        let own = same(near_before.and_then(|claim| claim.attributed_to.as_ref()), &written.attributed_to);
        own.map_or_else(|| in_article("source", &written.attributed_to), Ok)
    });
    let when = match dated::unchanged(written, before) {
        Some(own) => Some(own.clone()),
        None if said(&written.when) => {
            let own = before.and_then(|claim| claim.when.as_ref()).map(|when| &when.words);
            let words = same(own, &written.when).map_or_else(|| in_article("date", &written.when), Ok)?;
            Some(dated::when(article, &written.date, words)?)
        }
        None if said(&written.date) => {
            return Err(Ungroundable::DateAlone(written.date.trim().to_owned()));
        }
        None => None,
    };
    let count = match numbered::unchanged(&written.count, &all, before) {
        Some(own) => Some(own.clone()),
        None if said(&written.count) => {
            Some(numbered::count(article, in_quote("number", &written.count)?, &who, before)?)
        }
        None => None,
    };
    Ok(Claim {
        claim_type: claim_type.to_owned(),
        place: place.transpose()?,
        when,
        count,
        modality: written.modality.unwrap_or(Modality::Asserted),
        negated: written.negated,
        attributed_to: attributed_to.transpose()?,
        quote: all,
        who,
        is_guess: false,
        proposed_by: None,
    })
}

/// Returns whether words stand within others.
fn lies_in(inner: &Words, outer: &Words) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}
