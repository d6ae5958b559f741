//! A claim that a person or a model wrote down, held against the article: no field without its words.

use super::StoredArticle;
use super::sentences::beside;
use std::ops::Range;
use tizim_model::{
    Claim, ClaimRole, Count, Modality, PartialDate, Participant, ParticipantKind, When, Words, single_spaced,
};
use tizim_text::amounts_in;

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
    /// A date that is none.
    #[error("“{0}” is no date: write 2022-01-06, 2022-01, 2022 or 2022-01-05/2022-01-06")]
    NoDate(String),
}

/// Finds the words of a claim in an article and returns it with their places.
///
/// # Errors
/// The first field without ground; a date must come with the words that say it, a number be readable out of its words.
pub fn grounded(article: &StoredArticle, written: &Written) -> Result<Claim, Ungroundable> {
    let claim_type = written.claim_type.trim();
    let is_type = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ');
    if claim_type.is_empty() || claim_type.chars().count() > 60 || !claim_type.chars().all(is_type) {
        return Err(Ungroundable::NoType);
    }
    let missing =
        |field, words: &str, place| Ungroundable::NotThere { field, words: words.trim().to_owned(), place };
    let near = floor_boundary(&article.text, written.near);
    let quote = find(&article.text, near..article.text.len(), &written.quote)
        .or_else(|| find(&article.text, 0..article.text.len(), &written.quote))
        .ok_or_else(|| missing("quote", &written.quote, "the article"))?;
    let in_quote = |field, words: &str| -> Result<Option<Words>, Ungroundable> {
        if words.trim().is_empty() {
            return Ok(None);
        }
        let range = find_whole(&article.text, quote.clone(), words)
            .ok_or_else(|| missing(field, words, "the quote"))?;
        Ok(Some(article.words(range)))
    };
    // the source and the date of a sentence may stand before or after it
    let in_article = |field, words: &str| -> Result<Option<Words>, Ungroundable> {
        if words.trim().is_empty() {
            return Ok(None);
        }
        // in the quote, else beside it, else where it stands first
        let places = [quote.clone(), beside(&article.text, &quote), 0..article.text.len()];
        let range = places.into_iter().find_map(|place| find_whole(&article.text, place, words));
        Ok(Some(article.words(range.ok_or_else(|| missing(field, words, "the article"))?)))
    };
    let mut who = Vec::new();
    let roles = [
        (&written.victims, ClaimRole::Victim),
        (&written.actors, ClaimRole::Actor),
        (&written.addressees, ClaimRole::Addressee),
    ];
    for (names, role) in roles {
        for name in names.iter().filter(|name| !name.trim().is_empty()) {
            who.push(participant(article, &quote, name, role)?);
        }
    }
    Ok(Claim {
        claim_type: claim_type.to_owned(),
        place: in_quote("place", &written.place)?,
        when: in_article("date", &written.when)?.map(|words| when(&written.date, words)).transpose()?,
        count: in_quote("number", &written.count)?.map(count).transpose()?,
        modality: written.modality.unwrap_or(Modality::Asserted),
        negated: written.negated,
        attributed_to: in_article("source", &written.attributed_to)?,
        quote: article.words(quote.clone()),
        who,
        is_guess: false,
        proposed_by: None,
    })
}

/// Returns somebody whose name stands in the quote, or elsewhere in the article where a part of it stands in the quote.
fn participant(
    article: &StoredArticle,
    quote: &Range<usize>,
    name: &str,
    role: ClaimRole,
) -> Result<Participant, Ungroundable> {
    let name = single_spaced(name);
    let words = name.split(' ').count();
    let capitals = name.split(' ').filter(|word| word.chars().next().is_some_and(char::is_uppercase)).count();
    let kind = if (2..=5).contains(&words) && capitals == words {
        ParticipantKind::Person
    } else {
        ParticipantKind::Group
    };
    if let Some(range) = find_whole(&article.text, quote.clone(), &name) {
        let words = article.words(range);
        return Ok(Participant {
            name,
            role,
            kind,
            words,
            tie: "words".to_owned(),
            named_at: None,
            age: None,
        });
    }
    let elsewhere = find_whole(&article.text, 0..article.text.len(), &name);
    // a surname or a given name, and not an "of" in between
    let short = name
        .split(' ')
        .rev()
        .filter(|word| word.starts_with(char::is_uppercase))
        .find_map(|word| find_whole(&article.text, quote.clone(), word));
    match elsewhere.zip(short) {
        Some((at, short)) => Ok(Participant {
            name,
            role,
            kind,
            words: article.words(short),
            tie: "short_name".to_owned(),
            named_at: Some(article.words(at)),
            age: None,
        }),
        None => Err(Ungroundable::NotThere { field: "name", words: name, place: "the quote" }),
    }
}

fn when(date: &str, words: Words) -> Result<When, Ungroundable> {
    // words that are a date by themselves say it
    let date = match date.trim() {
        "" => tizim_text::stated_day(&words.text).map(|day| day.to_string()).unwrap_or_default(),
        date => date.to_owned(),
    };
    let read: PartialDate = date.parse().map_err(|_| Ungroundable::NoDate(date.clone()))?;
    Ok(When { date: read.to_string(), precision: read.precision().word().to_owned(), words })
}

fn count(words: Words) -> Result<Count, Ungroundable> {
    let amount = amounts_in(&words.text)
        .into_iter()
        .next()
        .ok_or_else(|| Ungroundable::NoNumber(words.text.clone()))?;
    Ok(Count {
        min: amount.min,
        max: amount.max,
        of: String::new(),
        vague: amount.vague,
        approximate: amount.approximate,
        is_number: true,
        words,
    })
}

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
pub(super) fn find_whole(text: &str, within: Range<usize>, words: &str) -> Option<Range<usize>> {
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

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
