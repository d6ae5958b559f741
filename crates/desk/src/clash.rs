//! Judgements that can't all be right: A is B, B is C, but A is not C.

use crate::judged::PairEntry;
use rustc_hash::FxHashMap;
use std::collections::VecDeque;
use tizim_ledger::{RecordKey, Verdict};

/// A contradiction: two records judged different, and the shortest chain of judgements by which they are the same.
#[derive(Clone, Debug)]
pub(crate) struct Clash {
    pub(crate) different: PairEntry,
    /// From the one record to the other.
    pub(crate) chain: Vec<PairEntry>,
}

/// Returns a contradiction among judgements in force, the one that came last if there are several.
pub(crate) fn clash(pairs: &[PairEntry]) -> Option<Clash> {
    let mut neighbours: FxHashMap<&RecordKey, Vec<(&RecordKey, &PairEntry)>> = FxHashMap::default();
    for judged in pairs.iter().filter(|judged| judged.verdict == Verdict::Same) {
        let (a, b) = (&judged.pair.0, &judged.pair.1);
        neighbours.entry(a).or_default().push((b, judged));
        neighbours.entry(b).or_default().push((a, judged));
    }
    let mut clashes: Vec<Clash> = pairs
        .iter()
        .filter(|judged| judged.verdict == Verdict::Different)
        .filter_map(|different| {
            let chain = shortest(&neighbours, &different.pair.0, &different.pair.1)?;
            Some(Clash { different: different.clone(), chain })
        })
        .collect();
    clashes.sort_by_key(|clash| {
        let last_same = clash.chain.iter().map(|judged| judged.seq).max().unwrap_or(0);
        last_same.max(clash.different.seq)
    });
    clashes.pop()
}

/// Returns the shortest way from one record to another over judgements (breadth first), if there is one.
fn shortest(
    neighbours: &FxHashMap<&RecordKey, Vec<(&RecordKey, &PairEntry)>>,
    from: &RecordKey,
    to: &RecordKey,
) -> Option<Vec<PairEntry>> {
    let mut came: FxHashMap<&RecordKey, Option<(&RecordKey, &PairEntry)>> = FxHashMap::default();
    let mut open = VecDeque::from([from]);
    came.insert(from, None);
    while let Some(here) = open.pop_front() {
        if here == to {
            break;
        }
        for (next, judged) in neighbours.get(here).into_iter().flatten() {
            if !came.contains_key(next) {
                came.insert(next, Some((here, judged)));
                open.push_back(next);
            }
        }
    }
    let mut chain = Vec::new();
    let mut at = to;
    while let Some((before, judged)) = came.get(at)? {
        chain.push((*judged).clone());
        at = before;
    }
    chain.reverse();
    Some(chain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judged::ordered;

    fn judged(seq: u64, a: &str, b: &str, verdict: Verdict) -> PairEntry {
        PairEntry { seq, pair: ordered(RecordKey::new("l", a), RecordKey::new("l", b)), verdict }
    }

    #[test]
    fn a_contradiction_is_shown_by_its_shortest_chain() {
        let mut pairs = vec![
            judged(1, "a", "b", Verdict::Same),
            judged(2, "b", "x", Verdict::Same),
            judged(3, "x", "c", Verdict::Same),
            judged(4, "b", "c", Verdict::Same),
            judged(5, "z", "y", Verdict::Different),
        ];
        assert!(clash(&pairs).is_none());
        pairs.push(judged(6, "c", "a", Verdict::Different));
        let found = clash(&pairs).unwrap();
        assert_eq!(found.different.seq, 6);
        assert_eq!(found.chain.iter().map(|judged| judged.seq).collect::<Vec<_>>(), [1, 4]);
    }

    #[test]
    fn unsure_is_no_answer() {
        let pairs = [judged(1, "a", "b", Verdict::Unsure), judged(2, "b", "c", Verdict::Same)];
        assert!(clash(&pairs).is_none());
    }
}
