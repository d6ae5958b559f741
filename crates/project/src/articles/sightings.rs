//! Where a person of the register is named in articles.

use super::people::named_victims;
use super::{JudgedClaim, Sighted, StoredArticle};
use crate::results::{Person, Results};
use tizim_model::{RecordIx, Role};

/// A record that came from an article, and the claims that it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// The record.
    pub record: RecordIx,
    /// The position of its article.
    pub article: usize,
    /// Positions of its claims.
    pub claims: Vec<usize>,
    /// Whether nobody has looked at any of them yet.
    pub suggested: bool,
    /// Whether some were accepted, and none of those is of an act that the project counts.
    pub of_other_acts: bool,
}

/// What an article says of a person.
#[derive(Clone, Debug)]
pub struct Mention<'a> {
    /// The record of the person that came from the article.
    pub record: RecordIx,
    /// The article.
    pub article: &'a StoredArticle,
    /// The claims that name the person as the one who suffered, as the ledger has them now; each with its number among the
    /// article's claims, from 1.
    pub claims: Vec<(usize, &'a JudgedClaim)>,
}

impl Results {
    /// Returns the claims of the article at a position.
    pub fn claims_of(&self, article: usize) -> &[JudgedClaim] {
        // they stand in the order of the articles
        let end = |last: usize| self.claims.partition_point(|claim| claim.article < last);
        &self.claims[end(article)..end(article + 1)]
    }

    /// Returns the articles that speak of a person, in the order of the person's records.
    pub fn mentions(&self, person: &Person) -> Vec<Mention<'_>> {
        let sighting = |record: &RecordIx| {
            let at = self.sightings.binary_search_by_key(record, |sighting| sighting.record).ok()?;
            Some(&self.sightings[at])
        };
        let names = self.records.column(Role::Name);
        person
            .records
            .iter()
            .filter_map(sighting)
            .map(|sighting| {
                let name = names.and_then(|names| names.get(sighting.record)).map(|name| &*name.raw);
                let claims = self.claims_of(sighting.article);
                let names_person =
                    |claim: &JudgedClaim| named_victims(&claim.claim).any(|victim| Some(victim) == name);
                Mention {
                    record: sighting.record,
                    article: &self.articles[sighting.article],
                    claims: (1..).zip(claims).filter(|(_, claim)| names_person(claim)).collect(),
                }
            })
            .collect()
    }
}

/// Returns the sightings of sources of articles whose records stand one after the other from `first` on.
pub(crate) fn sightings<'a>(first: u32, sources: impl Iterator<Item = &'a Sighted>) -> Vec<Sighting> {
    sources
        .flat_map(|source| (0..source.articles.len()).map(move |at| (source, at)))
        .zip(first..)
        .map(|((source, at), record)| Sighting {
            record: RecordIx(record),
            article: source.articles[at],
            claims: source.claims[at].clone(),
            suggested: source.suggested[at],
            of_other_acts: source.of_other_acts[at],
        })
        .collect()
}
