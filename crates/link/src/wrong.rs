//! Where a linkage went wrong, when the truth is known: the pairs to read.

use crate::linkage::Linkage;
use rustc_hash::FxHashMap;
use tizim_model::{MatchWeight, RecordIx};

/// A pair that was put together wrongly, or kept apart wrongly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WrongPair {
    /// The record that comes first.
    pub a: RecordIx,
    /// The other.
    pub b: RecordIx,
    /// Its weight: log2 odds of one person.
    pub weight: MatchWeight,
}

/// No more missed pairs than this are weighed.
const MOST_WEIGHED: usize = 200_000;

/// Returns the `n` pairs of two persons with the highest weights that were put together, and how many there are.
///
/// `truth` has for each record its true person, or none where it is not known.
pub fn worst_false(linkage: &Linkage, truth: &[Option<u32>], n: usize) -> (Vec<WrongPair>, usize) {
    let mut wrong: Vec<WrongPair> = linkage
        .links
        .iter()
        .filter(|link| linkage.person_of[link.a.index()] == linkage.person_of[link.b.index()])
        .filter(|link| match (truth[link.a.index()], truth[link.b.index()]) {
            (Some(a), Some(b)) => a != b,
            _ => false,
        })
        .map(|link| WrongPair { a: link.a, b: link.b, weight: link.weight })
        .collect();
    wrong.sort_by(|x, y| y.weight.0.total_cmp(&x.weight.0).then((x.a, x.b).cmp(&(y.a, y.b))));
    let all = wrong.len();
    wrong.truncate(n);
    (wrong, all)
}

/// Returns the `n` pairs of one person with the lowest weights that were kept apart, and how many there are.
pub fn worst_missed(linkage: &Linkage, truth: &[Option<u32>], n: usize) -> (Vec<WrongPair>, usize) {
    let mut groups: FxHashMap<u32, Vec<RecordIx>> = FxHashMap::default();
    for (record, person) in truth.iter().enumerate() {
        if let Some(person) = person {
            groups.entry(*person).or_default().push(RecordIx(record as u32));
        }
    }
    let mut missed: Vec<(RecordIx, RecordIx)> = Vec::new();
    for records in groups.values() {
        for (position, a) in records.iter().enumerate() {
            let apart = |b: &&RecordIx| linkage.person_of[a.index()] != linkage.person_of[b.index()];
            missed.extend(records[position + 1..].iter().filter(apart).map(|b| (*a, *b)));
        }
    }
    missed.sort_unstable();
    let all = missed.len();
    let mut wrong: Vec<WrongPair> = missed
        .into_iter()
        .take(MOST_WEIGHED)
        .map(|(a, b)| WrongPair { a, b, weight: linkage.weight_of(a, b) })
        .collect();
    wrong.sort_by(|x, y| x.weight.0.total_cmp(&y.weight.0).then((x.a, x.b).cmp(&(y.a, y.b))));
    wrong.truncate(n);
    (wrong, all)
}
