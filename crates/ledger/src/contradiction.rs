//! Judgements that can't all be right: A is B, B is C, but A is not C.

use crate::{Book, JudgedPair, RecordKey, Verdict};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::VecDeque;

/// Two records judged different, and the shortest chain of judgements by which they are the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The judgement that they differ.
    pub different: JudgedPair,
    /// The judgements that make them the same, from the one record to the other.
    pub chain: Vec<JudgedPair>,
}

impl Contradiction {
    /// Returns the number of the judgement that came last, before which all agreed.
    pub fn last(&self) -> u64 {
        self.chain.iter().map(|pair| pair.seq).fold(self.different.seq, u64::max)
    }
}

impl Book {
    /// Returns the records that are the same person as this one by judgements, itself included.
    pub fn same_as(&self, record: &RecordKey) -> Vec<RecordKey> {
        let mut found: FxHashSet<&RecordKey> = FxHashSet::from_iter([record]);
        let mut open = vec![record];
        while let Some(here) = open.pop() {
            for pair in self.beside(here).filter(|pair| pair.verdict == Verdict::Same) {
                let next = pair.other(here);
                if found.insert(next) {
                    open.push(next);
                }
            }
        }
        found.into_iter().cloned().collect()
    }

    /// Returns the contradiction that a judgement in force is part of, the one with the shortest chain if there are several.
    pub fn contradiction_of(&self, seq: u64) -> Option<Contradiction> {
        let judged = crate::book::judged_pair(self.entry(seq).filter(|_| self.is_in_force(seq))?)?;
        match judged.verdict {
            Verdict::Unsure => None,
            Verdict::Different => self.contradicted(&judged),
            Verdict::Same => {
                let group = self.same_as(&judged.a);
                let inside: FxHashSet<&RecordKey> = group.iter().collect();
                let differs = group.iter().flat_map(|record| self.beside(record));
                let differs = differs.filter(|pair| pair.verdict == Verdict::Different);
                let differs = differs.filter(|pair| inside.contains(&pair.a) && inside.contains(&pair.b));
                differs
                    .filter_map(|pair| self.contradicted(pair))
                    .min_by_key(|found| (found.chain.len(), found.different.seq))
            }
        }
    }

    /// Returns all contradictions, in the order in which they came about.
    pub fn contradictions(&self) -> Vec<Contradiction> {
        let differ = self.pairs().filter(|pair| pair.verdict == Verdict::Different);
        let mut found: Vec<Contradiction> = differ.filter_map(|pair| self.contradicted(&pair)).collect();
        found.sort_by_key(|found| (found.last(), found.different.seq));
        found
    }

    /// Returns the judgements on pairs that can all be obeyed, in order: those in force but for each that contradicts
    /// earlier ones. The latter have no effect until one of them is taken back.
    pub fn obeyed_pairs(&self) -> Vec<JudgedPair> {
        let contradictions = self.contradictions();
        if contradictions.is_empty() {
            return self.pairs().collect();
        }
        let mut obeyed = Book::default();
        let mut pairs = Vec::new();
        for pair in self.pairs() {
            let Some(entry) = self.entry(pair.seq) else { continue };
            let mut with = obeyed.clone();
            with.take(entry.clone());
            if with.contradiction_of(pair.seq).is_none() {
                obeyed = with;
                pairs.push(pair);
            }
        }
        pairs
    }

    fn contradicted(&self, different: &JudgedPair) -> Option<Contradiction> {
        let chain = self.shortest(&different.a, &different.b)?;
        Some(Contradiction { different: different.clone(), chain })
    }

    /// Returns the shortest way from one record to another over judgements (breadth first), if there is one.
    fn shortest(&self, from: &RecordKey, to: &RecordKey) -> Option<Vec<JudgedPair>> {
        let mut came: FxHashMap<&RecordKey, Option<&JudgedPair>> = FxHashMap::default();
        let mut open = VecDeque::from([from]);
        came.insert(from, None);
        while let Some(here) = open.pop_front() {
            if here == to {
                break;
            }
            for pair in self.beside(here).filter(|pair| pair.verdict == Verdict::Same) {
                let next = pair.other(here);
                if !came.contains_key(next) {
                    came.insert(next, Some(pair));
                    open.push_back(next);
                }
            }
        }
        let mut chain = Vec::new();
        let mut at = to;
        while let Some(pair) = came.get(at)? {
            chain.push((*pair).clone());
            at = pair.other(at);
        }
        chain.reverse();
        Some(chain)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use crate::{Book, Decision, Entry, Hash, Judgement, RecordKey, Verdict, What};

    pub(crate) fn record(id: &str) -> RecordKey {
        RecordKey::new("l", id)
    }

    pub(crate) fn book(judged: &[(&str, &str, Verdict)]) -> Book {
        Book::of((1..).zip(judged).map(|(seq, (a, b, verdict))| Entry {
            seq,
            at: "2026-01-01T00:00:00Z".parse().unwrap(),
            author: "A".into(),
            what: What::Judgement(Judgement {
                decision: Decision::Pair { a: record(a), b: record(b), verdict: *verdict },
                reason: String::new(),
                undoes: None,
            }),
            prev_hash: Hash::GENESIS,
            hash: Hash::GENESIS,
        }))
    }

    const AGREED: [(&str, &str, Verdict); 5] = [
        ("a", "b", Verdict::Same),
        ("b", "x", Verdict::Same),
        ("x", "c", Verdict::Same),
        ("b", "c", Verdict::Same),
        ("z", "y", Verdict::Different),
    ];

    #[test]
    fn a_contradiction_is_shown_by_its_shortest_chain() {
        assert!(book(&AGREED).contradictions().is_empty());
        let mut judged = AGREED.to_vec();
        judged.push(("c", "a", Verdict::Different));
        judged.push(("a", "q", Verdict::Same));
        let book = book(&judged);
        let found = book.contradiction_of(6).unwrap();
        assert_eq!(found.different.seq, 6);
        assert_eq!(found.chain.iter().map(|judged| judged.seq).collect::<Vec<_>>(), [1, 4]);
        assert_eq!(book.contradictions(), std::slice::from_ref(&found));
        assert_eq!(book.contradiction_of(1), Some(found), "seen from a link of the chain too");
        assert_eq!(book.obeyed_pairs().iter().map(|pair| pair.seq).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 7]);
    }
}
