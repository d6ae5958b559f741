//! Which pair comes next: the most informative that nobody has settled.

use rustc_hash::{FxHashMap, FxHashSet};
use std::time::{Duration, Instant};
use tizim_link::Linkage;
use tizim_model::RecordIx;

/// Pairs whose weight lies within so many bits of the threshold are in doubt: there the odds that the line is on the
/// right side of them are below 16 to 1.
const IN_DOUBT: f64 = 4.0;
/// A pair that is shown to one reviewer is not shown to another for so long.
const SHOWN_FOR: Duration = Duration::from_secs(120);

/// All pairs worth a reviewer's time, the most informative first, as they were at the last whole run.
#[derive(Debug, Default)]
pub(crate) struct Queue {
    pairs: Vec<(RecordIx, RecordIx)>,
    /// So many of them, from the first, are in doubt.
    in_doubt: usize,
    shown: FxHashMap<(RecordIx, RecordIx), (String, Instant)>,
}

/// How far a reviewer wants to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// The pairs in doubt.
    InDoubt,
    /// All pairs that may be one person.
    All,
}

impl Queue {
    pub(crate) fn new(linkage: &Linkage) -> Self {
        let line = linkage.model.threshold.weight.0;
        let order = linkage.worth_reviewing(usize::MAX);
        // judged before the last run, but perhaps taken back later: these come last, and are passed over while they stand
        let judged = (0..linkage.links.len()).filter(|at| linkage.links[*at].judgement.is_some());
        let in_doubt =
            order.iter().take_while(|at| (linkage.links[**at].weight.0 - line).abs() <= IN_DOUBT).count();
        let pairs = order.iter().copied().chain(judged);
        let pairs = pairs.map(|at| (linkage.links[at].a, linkage.links[at].b)).collect();
        Self { pairs, in_doubt, shown: FxHashMap::default() }
    }

    fn within(&self, reach: Reach) -> &[(RecordIx, RecordIx)] {
        match reach {
            Reach::InDoubt => &self.pairs[..self.in_doubt],
            Reach::All => &self.pairs,
        }
    }

    /// Returns how many pairs wait.
    pub(crate) fn waiting(&self, reach: Reach, is_settled: impl Fn((RecordIx, RecordIx)) -> bool) -> u64 {
        self.within(reach).iter().filter(|pair| !is_settled(**pair)).count() as u64
    }

    /// Returns the next pair for a reviewer, and notes that it is shown.
    ///
    /// Passed over are pairs that are settled, that the reviewer skipped or has open already (`skipped`), and that
    /// another looks at just now.
    pub(crate) fn next(
        &mut self,
        reach: Reach,
        reviewer: &str,
        skipped: &FxHashSet<(RecordIx, RecordIx)>,
        is_settled: impl Fn((RecordIx, RecordIx)) -> bool,
    ) -> Option<(RecordIx, RecordIx)> {
        self.shown.retain(|_, (_, at)| at.elapsed() < SHOWN_FOR);
        let taken = |pair: &(RecordIx, RecordIx)| self.shown.get(pair).is_some_and(|(by, _)| by != reviewer);
        let next = self
            .within(reach)
            .iter()
            .copied()
            .find(|pair| !skipped.contains(pair) && !taken(pair) && !is_settled(*pair))?;
        self.shown.insert(next, (reviewer.to_owned(), Instant::now()));
        Some(next)
    }
}
