//! Where an article sets what a figure counts, if the figure's own words name no place.
//!
//! "Gunmen opened fire on a bus in Karsale. Twelve people were killed": the second sentence means Karsale and does not say so.
//! The place is taken over as a step that is shown, with the words that it comes from, and is never written as if the figure's
//! own words said it. In this order: the nearest act before it that has a place, of no other time; the nearest place that is
//! named before it in its paragraph; the dateline; the headline; and for a figure in the headline, the place of all acts below
//! if it is one. Else it has none.

use super::place_forms::{nominative, stems};
use super::{JudgedClaim, StoredArticle};
use std::ops::Range;
use tizim_model::{Claim, Modality, PartialDate, Words, single_spaced};
use tizim_places::Gazetteer;
use tizim_text::{NameKind, tag_names};

/// Types of claims that tell of no place where people came to harm: what a parliament or a court decides far away.
const ELSEWHERE: &[&str] = &["legal_act", "appeal", "trial", "accusation", "other"];
/// Bytes before a figure in which a place is looked for.
const BEFORE: usize = 600;
/// A dateline is no longer, in bytes.
const DATELINE: usize = 120;

/// A place that an article sets a figure in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Setting {
    /// The place.
    pub(super) place: String,
    /// The words of the article that it comes from.
    pub(super) by: String,
}

/// Returns a place of a claim for people to read: in Russian in the nominative, where that is sure.
pub(super) fn place_of(article: &StoredArticle, place: &Words) -> String {
    let form = article.place_of(place).and_then(|at| nominative(&article.text, at, Gazetteer::shipped()));
    form.unwrap_or_else(|| single_spaced(&place.text))
}

/// Returns where an article sets a claim that names no place, as its other claims and words say.
pub(super) fn setting(article: &StoredArticle, claims: &[JudgedClaim], claim: &Claim) -> Option<Setting> {
    nearest_before(article, claims, claim)
        .or_else(|| named_before(article, claim))
        .or_else(|| dateline(article))
        .or_else(|| headline(article))
        .or_else(|| told_below(article, claims, claim))
}

/// Returns the place of the nearest act before a claim.
fn nearest_before(article: &StoredArticle, claims: &[JudgedClaim], claim: &Claim) -> Option<Setting> {
    let before = placed(claims, claim).filter(|(other, _)| other.quote.start <= claim.quote.start);
    before.max_by_key(|(other, _)| other.quote.start).map(|found| by_claim(article, found))
}

/// Returns the one place of all acts that an article tells of, for a claim in its headline.
fn told_below(article: &StoredArticle, claims: &[JudgedClaim], claim: &Claim) -> Option<Setting> {
    let title = single_spaced(article.title.as_deref()?);
    let mut below = placed(claims, claim).filter(|_| title.contains(&single_spaced(&claim.quote.text)));
    let first = below.next()?;
    let place = stems(&place_of(article, first.1));
    below.all(|(_, other)| stems(&place_of(article, other)) == place).then(|| by_claim(article, first))
}

fn by_claim(article: &StoredArticle, (claim, place): (&Claim, &Words)) -> Setting {
    Setting { place: place_of(article, place), by: single_spaced(&claim.quote.text) }
}

/// Returns the claims with their places that may set the scene of another: acts of no other time.
fn placed<'c>(claims: &'c [JudgedClaim], claim: &Claim) -> impl Iterator<Item = (&'c Claim, &'c Words)> {
    let day = |claim: &Claim| claim.when.as_ref().and_then(|when| when.date.parse::<PartialDate>().ok());
    let own = day(claim);
    claims.iter().filter(|other| other.counts()).filter_map(move |other| {
        let other = &other.claim;
        let is_wanted = matches!(other.modality, Modality::Demanded | Modality::Predicted);
        let are_apart = day(other)
            .zip(own)
            .is_some_and(|(one, own)| one.latest() < own.earliest() || own.latest() < one.earliest());
        let tells = !is_wanted && !are_apart && !ELSEWHERE.contains(&other.claim_type.as_str());
        other.place.as_ref().filter(|_| tells).map(|place| (other, place))
    })
}

/// Returns the nearest place that is named before a claim, in the same paragraph.
fn named_before(article: &StoredArticle, claim: &Claim) -> Option<Setting> {
    let end = article.place_of(&claim.quote)?.start;
    let part = article.parts.iter().find(|part| part.text.start <= end && end <= part.text.end)?;
    let first = article.text.floor_char_boundary(end.saturating_sub(BEFORE)).max(part.text.start);
    let before = &article.text[first..end];
    let paragraph = before.rfind('\n').map_or(0, |at| at + 1);
    let sentence = before[paragraph..].trim();
    let at = first + paragraph;
    last_place(&article.text, at..end).map(|place| Setting { place, by: single_spaced(sentence) })
}

/// Returns the place that the headline names.
fn headline(article: &StoredArticle) -> Option<Setting> {
    let title = article.title.as_deref()?;
    last_place(title, 0..title.len()).map(|place| Setting { place, by: single_spaced(title) })
}

/// Returns the last place that words of a text name.
fn last_place(text: &str, within: Range<usize>) -> Option<String> {
    let words: Vec<Range<usize>> = words_of(text, within);
    let texts: Vec<&str> = words.iter().map(|word| &text[word.clone()]).collect();
    let named = tag_names(&texts).into_iter().rfind(|(.., kind)| *kind == NameKind::Place)?;
    let at = words[named.0].start..words[named.1 - 1].end;
    let form = nominative(text, at.clone(), Gazetteer::shipped());
    Some(form.unwrap_or_else(|| single_spaced(&text[at])))
}

/// Returns words and signs of a part of a text.
fn words_of(text: &str, within: Range<usize>) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut goes_on = false;
    for (at, c) in text[within.clone()].char_indices() {
        let at = within.start + at;
        let is_word = c.is_alphanumeric() || matches!(c, '-' | '\'' | '’');
        match words.last_mut() {
            Some(last) if is_word && goes_on => last.end = at + c.len_utf8(),
            _ if c.is_whitespace() => {}
            _ => words.push(at..at + c.len_utf8()),
        }
        goes_on = is_word;
    }
    words
}

/// Returns the place of an article's dateline: "KARSALE, 7 March (Agency) — ", "KARSALE (Agency) - ".
fn dateline(article: &StoredArticle) -> Option<Setting> {
    article.parts.iter().flat_map(|part| article.text[part.text.clone()].lines()).find_map(|line| {
        let end = [" — ", " – ", " - ", " -- "].iter().filter_map(|dash| line.find(dash)).min()?;
        let head = line.get(..end).filter(|head| head.len() <= DATELINE)?.trim();
        let place = head.split([',', '(']).next()?.trim();
        let has_more = head.len() > place.len();
        let is_name = place.chars().any(char::is_alphabetic)
            && place.split_whitespace().count() <= 4
            && place.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
        let is_loud = place == place.to_uppercase();
        // a dash also stands behind a name: "Ivan Petrov - a miner", "UPDATE - twelve killed"
        let is_place = is_name && has_more && (is_loud || Gazetteer::shipped().named(place).is_some());
        is_place.then(|| Setting { place: place.to_owned(), by: single_spaced(head) })
    })
}
