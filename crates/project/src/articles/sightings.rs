//! Where a person of the register is named in articles.

use super::Sighted;
use tizim_model::RecordIx;

/// A record that came from an article, and the claims that it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// The record.
    pub record: RecordIx,
    /// Positions of its claims.
    pub claims: Vec<usize>,
    /// Whether nobody has looked at any of them yet.
    pub suggested: bool,
}

/// Returns the sightings of sources of articles whose records stand one after the other from `first` on.
pub(crate) fn sightings<'a>(first: u32, sources: impl Iterator<Item = &'a Sighted>) -> Vec<Sighting> {
    sources
        .flat_map(|source| source.claims.iter().zip(&source.suggested))
        .zip(first..)
        .map(|((claims, suggested), record)| Sighting {
            record: RecordIx(record),
            claims: claims.clone(),
            suggested: *suggested,
        })
        .collect()
}
