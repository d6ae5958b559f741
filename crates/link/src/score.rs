//! A partition scored against the truth.

use crate::linkage::Link;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use tizim_model::{ListIx, PersonIx};

/// Precision, recall and their harmonic mean, each within 0..=1; 1 where nothing was to be found and nothing was.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScoreFigures {
    /// The part of what was put together that belongs together.
    pub precision: f64,
    /// The part of what belongs together that was put together.
    pub recall: f64,
    /// 2 · precision · recall / (precision + recall).
    pub f1: f64,
}

impl ScoreFigures {
    fn new(precision: f64, recall: f64) -> Self {
        let sum = precision + recall;
        let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
        Self { precision, recall, f1 }
    }

    fn from_counts(both: u64, predicted: u64, truth: u64) -> Self {
        let part = |of: u64| if of == 0 { 1.0 } else { both as f64 / of as f64 };
        Self::new(part(predicted), part(truth))
    }
}

/// How near a partition is to the truth (Menestrina, Whang and Garcia-Molina 2010; Barnes 2015).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// The records with a known truth; all figures are over them alone.
    pub records: u64,
    /// The true persons among them.
    pub true_persons: u64,
    /// The persons found among them.
    pub persons: u64,
    /// Over all pairs of records.
    pub pairwise: ScoreFigures,
    /// Over pairs of records of different lists.
    pub across_lists: ScoreFigures,
    /// B-cubed: means over the records of |found ∩ true| / |found| and |found ∩ true| / |true|.
    pub b_cubed: ScoreFigures,
    /// Over whole clusters: found exactly.
    pub exact_clusters: ScoreFigures,
}

/// Scores persons against the truth; records without a known truth (`None`) are left out.
///
/// The three slices have one element a record.
pub fn score(person_of: &[PersonIx], truth: &[Option<u32>], list_of: &[ListIx]) -> Score {
    let known: Vec<(u32, u32, u16)> = person_of
        .iter()
        .zip(truth)
        .zip(list_of)
        .filter_map(|((person, truth), list)| truth.map(|truth| (person.0, truth, list.0)))
        .collect();
    let both_in_list = counts(&known, |row| *row);
    let found_in_list = counts(&known, |(person, _, list)| (*person, *list));
    let wanted_in_list = counts(&known, |(_, truth, list)| (*truth, *list));
    let both = sums(&both_in_list, |(person, truth, _)| (*person, *truth));
    let found: FxHashMap<u32, u64> = sums(&found_in_list, |(person, _)| *person).into_iter().collect();
    let wanted: FxHashMap<u32, u64> = sums(&wanted_in_list, |(truth, _)| *truth).into_iter().collect();
    let (both_pairs, found_pairs, wanted_pairs) =
        (pairs_within(&both), pairs(found.values()), pairs(wanted.values()));
    let pairwise = ScoreFigures::from_counts(both_pairs, found_pairs, wanted_pairs);
    let across_lists = ScoreFigures::from_counts(
        both_pairs - pairs_within(&both_in_list),
        found_pairs - pairs_within(&found_in_list),
        wanted_pairs - pairs_within(&wanted_in_list),
    );
    let mut exact = 0;
    let (mut precision, mut recall) = (0.0, 0.0);
    // in order, so that the sums of fractions come out the same in every run
    for ((person, truth), count) in &both {
        let (in_person, in_truth) = (found[person], wanted[truth]);
        exact += u64::from(in_person == *count && in_truth == *count);
        precision += (count * count) as f64 / in_person as f64;
        recall += (count * count) as f64 / in_truth as f64;
    }
    let records = known.len().max(1) as f64;
    let b_cubed = match known.is_empty() {
        true => ScoreFigures::new(1.0, 1.0),
        false => ScoreFigures::new(precision / records, recall / records),
    };
    Score {
        records: known.len() as u64,
        true_persons: wanted.len() as u64,
        persons: found.len() as u64,
        pairwise,
        across_lists,
        b_cubed,
        exact_clusters: ScoreFigures::from_counts(exact, found.len() as u64, wanted.len() as u64),
    }
}

/// Returns the expected calibration error of the links' probabilities: over ten bins of equal width, the mean of
/// |expected − found to be one person|, weighted by the links in each (Naeini, Cooper and Hauskrecht 2015); 0..=1.
///
/// `truth` has one element a record; links of a record without a known truth (`None`) are left out.
pub fn calibration_error(links: &[Link], truth: &[Option<u32>]) -> f64 {
    let mut bins = [(0.0, 0.0); 10];
    let mut all = 0.0;
    for link in links {
        let (Some(a), Some(b)) = (truth[link.a.index()], truth[link.b.index()]) else { continue };
        let probability = link.probability.get();
        let bin = &mut bins[((probability * 10.0) as usize).min(9)];
        bin.0 += probability;
        bin.1 += f64::from(u8::from(a == b));
        all += 1.0;
    }
    let off: f64 = bins.iter().map(|(expected, right): &(f64, f64)| (expected - right).abs()).sum();
    off / f64::max(all, 1.0)
}

/// How well the pairs of two lists, or within one, were found.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListPairScore {
    /// One list.
    pub a: ListIx,
    /// The other, or the same.
    pub b: ListIx,
    /// The pairs of one person in truth.
    pub true_pairs: u64,
    /// The pairs put together.
    pub found_pairs: u64,
    /// Over the pairs of the two lists.
    pub pairwise: ScoreFigures,
}

/// Scores persons against the truth for each pair of lists that shares a person in truth or as found.
pub fn score_by_lists(
    person_of: &[PersonIx],
    truth: &[Option<u32>],
    list_of: &[ListIx],
) -> Vec<ListPairScore> {
    let known = || {
        person_of.iter().zip(truth).zip(list_of).filter_map(|((person, truth), list)| {
            truth.map(|truth| ((u64::from(person.0), u64::from(truth)), list.0))
        })
    };
    let found = pairs_by_lists(known().map(|((person, _), list)| (person, list)));
    let wanted = pairs_by_lists(known().map(|((_, truth), list)| (truth, list)));
    let both = pairs_by_lists(known().map(|((person, truth), list)| (person << 32 | truth, list)));
    let mut lists: Vec<(u16, u16)> = found.keys().chain(wanted.keys()).copied().collect();
    lists.sort_unstable();
    lists.dedup();
    lists
        .into_iter()
        .map(|(a, b)| {
            let of = |counts: &FxHashMap<(u16, u16), u64>| counts.get(&(a, b)).copied().unwrap_or(0);
            ListPairScore {
                a: ListIx(a),
                b: ListIx(b),
                true_pairs: of(&wanted),
                found_pairs: of(&found),
                pairwise: ScoreFigures::from_counts(of(&both), of(&found), of(&wanted)),
            }
        })
        .collect()
}

/// Counts the pairs of records of one group by their lists.
fn pairs_by_lists(records: impl Iterator<Item = (u64, u16)>) -> FxHashMap<(u16, u16), u64> {
    let mut sorted: Vec<(u64, u16)> = records.collect();
    sorted.par_sort_unstable();
    let mut pairs: FxHashMap<(u16, u16), u64> = FxHashMap::default();
    for group in sorted.chunk_by(|x, y| x.0 == y.0) {
        let lists: Vec<&[(u64, u16)]> = group.chunk_by(|x, y| x.1 == y.1).collect();
        for (position, a) in lists.iter().enumerate() {
            let n = a.len() as u64;
            if n > 1 {
                *pairs.entry((a[0].1, a[0].1)).or_default() += n * (n - 1) / 2;
            }
            for b in &lists[position + 1..] {
                *pairs.entry((a[0].1, b[0].1)).or_default() += n * b.len() as u64;
            }
        }
    }
    pairs
}

/// Counts rows by a key of theirs, in the order of the keys.
fn counts<R: Sync, K: Ord + Copy + Send>(rows: &[R], key: impl Fn(&R) -> K + Sync + Send) -> Vec<(K, u64)> {
    let mut keys: Vec<K> = rows.par_iter().map(key).collect();
    keys.par_sort_unstable();
    keys.chunk_by(|x, y| x == y).map(|run| (run[0], run.len() as u64)).collect()
}

/// Adds up counts whose keys begin alike; they come in order, so that equal beginnings stand together.
fn sums<K, L: PartialEq>(counts: &[(K, u64)], start: impl Fn(&K) -> L) -> Vec<(L, u64)> {
    counts
        .chunk_by(|x, y| start(&x.0) == start(&y.0))
        .map(|run| (start(&run[0].0), run.iter().map(|(_, count)| count).sum()))
        .collect()
}

fn pairs_within<K>(counts: &[(K, u64)]) -> u64 {
    pairs(counts.iter().map(|(_, count)| count))
}

fn pairs<'a>(sizes: impl Iterator<Item = &'a u64>) -> u64 {
    sizes.map(|size| size * (size - 1) / 2).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tizim_model::{MatchWeight, Probability, RecordIx};

    fn persons(ids: &[u32]) -> Vec<PersonIx> {
        ids.iter().map(|id| PersonIx(*id)).collect()
    }

    #[test]
    fn calibration_is_off_by_what_is_expected_too_much_or_too_little() {
        let link = |a, b, probability| Link {
            a: RecordIx(a),
            b: RecordIx(b),
            weight: MatchWeight(0.0),
            probability: Probability::new(probability),
            judgement: None,
        };
        let truth = [Some(1), Some(1), Some(2), None];
        // one of two at 0.8 is one person, none of one at 0.25; the last is not known
        let links = [link(0, 1, 0.8), link(0, 2, 0.8), link(1, 2, 0.25), link(1, 3, 1.0)];
        assert!((calibration_error(&links, &truth) - (0.6 + 0.25) / 3.0).abs() < 1e-12);
        assert_eq!(calibration_error(&[], &truth), 0.0);
    }

    #[test]
    fn figures_agree_with_a_count_by_hand() {
        // truth {0,1,2} {3,4} {5}; found {0,1} {2,3,4} {5}; lists a a b | a b | b
        let truth: Vec<_> = [7, 7, 7, 8, 8, 9].map(Some).to_vec();
        let lists: Vec<_> = [0, 0, 1, 0, 1, 1].map(ListIx).to_vec();
        let score = score(&persons(&[0, 0, 1, 1, 1, 2]), &truth, &lists);
        // pairs: true 3 + 1, found 1 + 3, both {01} {34}
        assert_eq!((score.pairwise.precision, score.pairwise.recall), (0.5, 0.5));
        // across: true {02} {12} {34}, found {23} {34}, both {34}
        assert_eq!(score.across_lists.precision, 0.5);
        assert!((score.across_lists.recall - 1.0 / 3.0).abs() < 1e-15);
        // B-cubed precision: (1 + 1 + 1/3 + 2/3 + 2/3 + 1) / 6; recall: (2/3 + 2/3 + 1/3 + 1 + 1 + 1) / 6
        assert!((score.b_cubed.precision - 14.0 / 18.0).abs() < 1e-15);
        assert!((score.b_cubed.recall - 14.0 / 18.0).abs() < 1e-15);
        assert!((score.exact_clusters.precision - 1.0 / 3.0).abs() < 1e-15);
        assert_eq!((score.persons, score.true_persons), (3, 3));
    }

    #[test]
    fn figures_by_lists_add_up_to_those_of_all_pairs() {
        let truth: Vec<_> = [7, 7, 7, 8, 8, 9].map(Some).to_vec();
        let lists: Vec<_> = [0, 0, 1, 0, 1, 1].map(ListIx).to_vec();
        let by_lists = score_by_lists(&persons(&[0, 0, 1, 1, 1, 2]), &truth, &lists);
        let named: Vec<_> = by_lists.iter().map(|s| (s.a.0, s.b.0, s.true_pairs, s.found_pairs)).collect();
        assert_eq!(named, [(0, 0, 1, 1), (0, 1, 3, 2), (1, 1, 0, 1)]);
        assert_eq!(by_lists[1].pairwise.precision, 0.5);
    }

    #[test]
    fn records_without_truth_are_left_out() {
        let score = score(&persons(&[0, 0, 0]), &[Some(1), Some(1), None], &[ListIx(0); 3]);
        assert_eq!(score.pairwise.f1, 1.0);
        assert_eq!(score.records, 2);
    }

    #[test]
    fn nothing_to_find_and_nothing_found_is_right() {
        let score = score(&persons(&[0, 1]), &[Some(1), Some(2)], &[ListIx(0); 2]);
        assert_eq!(score.pairwise.f1, 1.0);
        assert_eq!(score.across_lists.f1, 1.0);
    }
}
