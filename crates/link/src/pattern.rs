//! Pairs as patterns of levels, counted.

use crate::field::{Fields, Memo};
use crate::list_pair::ListPairs;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use tizim_model::{RecordIx, Records};

/// Patterns with the number of pairs that have each, in the order of the patterns.
#[derive(Clone, Debug, Default)]
pub(crate) struct PatternCounts {
    pub(crate) counts: Vec<(u64, u64)>,
}

/// Two records by position in the engine's order, and their pattern.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pair {
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) pattern: u64,
}

/// Patterns as they are counted, in no order.
pub(crate) type Counting = FxHashMap<u64, u64>;

impl PatternCounts {
    /// Adds up counts from several threads; the order of the parts does not matter.
    pub(crate) fn sum(parts: impl IntoIterator<Item = Counting>) -> Self {
        let mut parts = parts.into_iter();
        let mut all = parts.next().unwrap_or_default();
        for (pattern, count) in parts.flatten() {
            *all.entry(pattern).or_default() += count;
        }
        let mut counts: Vec<(u64, u64)> = all.into_iter().collect();
        counts.sort_unstable();
        Self { counts }
    }

    /// Adds up counts from several threads, each a count for every kind of pair.
    pub(crate) fn sum_of_kinds(kinds: usize, parts: Vec<Vec<Counting>>) -> Vec<Self> {
        let mut of_kinds: Vec<Vec<Counting>> = vec![Vec::with_capacity(parts.len()); kinds];
        for part in parts {
            of_kinds.iter_mut().zip(part).for_each(|(parts, part)| parts.push(part));
        }
        of_kinds.into_par_iter().map(PatternCounts::sum).collect()
    }

    /// Returns the counts of several kinds of pairs together.
    pub(crate) fn pooled(kinds: &[PatternCounts]) -> Self {
        match kinds {
            [one] => one.clone(),
            _ => Self::sum(kinds.iter().map(|kind| kind.counts.iter().copied().collect())),
        }
    }
}

/// Which pairs may be one person as far as their lists go.
#[derive(Clone, Debug)]
pub(crate) struct Allowed {
    /// For each record its list.
    list_of: Vec<u16>,
    /// For each list whether no two of its records may be one person.
    closed: Vec<bool>,
    /// The number of pairs that may be.
    pub(crate) pairs: u64,
    /// For each record whether an earlier run settled who it is, so that two such are not compared again; empty: none.
    settled: Vec<bool>,
    /// The kinds of pairs of lists.
    pub(crate) list_pairs: ListPairs,
}

impl Allowed {
    pub(crate) fn new(records: &Records, order: &[RecordIx]) -> Self {
        let closed: Vec<bool> =
            records.lists.iter().map(|list| list.no_duplicates || list.already_linked).collect();
        let list_of: Vec<u16> = order.iter().map(|record| records.list_of[record.index()].0).collect();
        let mut sizes = vec![0u64; closed.len()];
        list_of.iter().for_each(|list| sizes[usize::from(*list)] += 1);
        let within = |n: u64| n * n.saturating_sub(1) / 2;
        let forbidden: u64 =
            sizes.iter().zip(&closed).filter(|(_, closed)| **closed).map(|(n, _)| within(*n)).sum();
        let pairs = within(list_of.len() as u64) - forbidden;
        let list_pairs = ListPairs::new(records, &sizes);
        Self { pairs, list_of, closed, settled: Vec::new(), list_pairs }
    }

    /// Returns the kind of the pair of lists that two records stand in.
    #[inline]
    pub(crate) fn kind(&self, a: u32, b: u32) -> usize {
        match self.list_pairs.len() {
            1 => 0,
            _ => self.list_pairs.kind(self.list(a), self.list(b)),
        }
    }

    /// Returns the list of a record if no two of its records may be one person.
    #[inline]
    pub(crate) fn closed_list(&self, record: u32) -> Option<u16> {
        let list = self.list_of[record as usize];
        self.closed[usize::from(list)].then_some(list)
    }

    /// Returns the number of records.
    pub(crate) fn records(&self) -> usize {
        self.list_of.len()
    }

    /// Returns the list of a record.
    #[inline]
    pub(crate) fn list(&self, record: u32) -> u16 {
        self.list_of[record as usize]
    }

    /// Returns whether no two records of a list may be one person.
    pub(crate) fn is_closed(&self, list: usize) -> bool {
        self.closed[list]
    }

    /// Takes it that an earlier run settled who the records with a person are.
    pub(crate) fn settle(&mut self, person_of: &[Option<u32>]) {
        self.settled = person_of.iter().map(Option::is_some).collect();
    }

    /// Returns whether an earlier run settled who a record is.
    #[inline]
    pub(crate) fn is_settled(&self, record: u32) -> bool {
        self.settled.get(record as usize).copied().unwrap_or(false)
    }

    /// Returns for each list its records, and those of them that are settled.
    pub(crate) fn sizes_and_settled(&self) -> Vec<(f64, f64)> {
        let mut sizes = vec![(0.0, 0.0); self.closed.len()];
        for (record, list) in self.list_of.iter().enumerate() {
            sizes[usize::from(*list)].0 += 1.0;
            sizes[usize::from(*list)].1 += f64::from(u8::from(self.is_settled(record as u32)));
        }
        sizes
    }

    /// Returns for each kind of pair of lists the pairs that may be one person.
    pub(crate) fn pairs_of_kinds(&self) -> Vec<f64> {
        let sizes = self.sizes_and_settled();
        let mut pairs = vec![0.0; self.list_pairs.len()];
        for (a, (n, _)) in sizes.iter().enumerate() {
            for (b, (m, _)) in sizes.iter().enumerate().skip(a) {
                let possible = match a == b {
                    true if self.closed[a] => 0.0,
                    true => n * (n - 1.0) / 2.0,
                    false => n * m,
                };
                pairs[self.list_pairs.kind(a as u16, b as u16)] += possible;
            }
        }
        pairs
    }

    /// Returns the number of pairs to compare if no rule chooses among them.
    pub(crate) fn pairs_compared(&self) -> u64 {
        let within = |n: f64| n * (n - 1.0) / 2.0;
        let sizes = self.sizes_and_settled();
        let settled: f64 = within(sizes.iter().map(|(_, settled)| settled).sum());
        let closed: f64 =
            sizes.iter().zip(&self.closed).filter(|(_, closed)| **closed).map(|((_, n), _)| within(*n)).sum();
        self.pairs - (settled - closed) as u64
    }

    /// Returns whether two records are to be compared: they may be one person, and are not both settled.
    #[inline]
    pub(crate) fn compares(&self, a: u32, b: u32) -> bool {
        self.pair(a, b) && !(self.is_settled(a) && self.is_settled(b))
    }

    #[inline]
    pub(crate) fn pair(&self, a: u32, b: u32) -> bool {
        let list = self.list_of[a as usize];
        list != self.list_of[b as usize] || !self.closed[usize::from(list)]
    }
}

/// Draws cut the work into so many parts, whatever the number of threads.
const PARTS: u64 = 64;

/// Returns the patterns of `pairs` allowed pairs drawn at random, with replacement.
pub(crate) fn random_patterns(
    fields: &Fields,
    allowed: &Allowed,
    records: u32,
    pairs: u64,
    seed: u64,
) -> PatternCounts {
    if allowed.pairs == 0 {
        return PatternCounts::default();
    }
    let parts: Vec<Counting> = (0..PARTS)
        .into_par_iter()
        .map_init(Memo::new, |memo, part| {
            let mut generator = ChaCha8Rng::seed_from_u64(seed);
            generator.set_stream(part);
            let mut counts = Counting::default();
            let mut wanted = pairs / PARTS;
            while wanted > 0 {
                let (a, b) = (generator.random_range(0..records), generator.random_range(0..records));
                if a != b && allowed.pair(a, b) {
                    *counts.entry(fields.pattern(a, b, memo)).or_default() += 1;
                    wanted -= 1;
                }
            }
            counts
        })
        .collect();
    PatternCounts::sum(parts)
}
