//! Which pair comes next: the most informative that waits for this reviewer.
//!
//! What each pair waits for is kept up judgement by judgement, for the pairs of the records that a judgement touches.

use crate::second::{SecondLooks, Waits};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};
use tizim_ledger::{Book, Implied};
use tizim_link::Linkage;
use tizim_model::{RecordIx, Records};
use tizim_project::record_key;

/// Pairs whose weight lies within so many bits of the threshold are in doubt: there the odds that the line is on the
/// right side of them are below 16 to 1.
const IN_DOUBT: f64 = 4.0;
/// A pair that is shown to one reviewer is not shown to another for so long.
const SHOWN_FOR: Duration = Duration::from_secs(120);

type Pair = (RecordIx, RecordIx);

/// All pairs worth a reviewer's time, the most informative first, as they were at the last whole run.
#[derive(Debug)]
pub(crate) struct Queue {
    looks: SecondLooks,
    pairs: Vec<Pair>,
    /// So many of them, from the first, are in doubt.
    in_doubt: usize,
    /// For each record the positions of its pairs.
    of_record: FxHashMap<RecordIx, Vec<u32>>,
    /// The positions of the pairs that wait for a first judgement.
    open: BTreeSet<u32>,
    /// Those that wait for a second or a third reviewer.
    again: BTreeMap<u32, Waits>,
    shown: FxHashMap<Pair, (String, Instant)>,
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
    /// Takes the pairs of a linkage; none waits until [`Queue::renew_all`].
    pub(crate) fn new(linkage: &Linkage, looks: SecondLooks) -> Self {
        let order = linkage.worth_reviewing(usize::MAX);
        // judged before the last run, but perhaps taken back later: these come last, and are passed over while they stand
        let judged = (0..linkage.links.len()).filter(|at| linkage.links[*at].judgement.is_some());
        let is_in_doubt = |at: &&usize| linkage.distance_from_line(&linkage.links[**at]) <= IN_DOUBT;
        let in_doubt = order.iter().take_while(is_in_doubt).count();
        let pairs = order.iter().copied().chain(judged);
        let pairs: Vec<Pair> = pairs.map(|at| (linkage.links[at].a, linkage.links[at].b)).collect();
        let mut of_record: FxHashMap<RecordIx, Vec<u32>> = FxHashMap::default();
        for (at, pair) in (0..).zip(&pairs) {
            of_record.entry(pair.0).or_default().push(at);
            of_record.entry(pair.1).or_default().push(at);
        }
        let (open, again, shown) = (BTreeSet::new(), BTreeMap::new(), FxHashMap::default());
        Self { looks, pairs, in_doubt, of_record, open, again, shown }
    }

    /// Finds for all pairs what they wait for.
    pub(crate) fn renew_all(&mut self, book: &Book, records: &Records) {
        let mut implied = book.implied();
        for at in 0..self.pairs.len() as u32 {
            self.renew_one(at, book, &mut implied, records);
        }
    }

    /// Finds anew what the pairs of some records wait for.
    pub(crate) fn renew(&mut self, touched: &FxHashSet<RecordIx>, book: &Book, records: &Records) {
        let of = |record: &RecordIx| self.of_record.get(record).cloned().unwrap_or_default();
        let positions: BTreeSet<u32> = touched.iter().flat_map(of).collect();
        let mut implied = book.implied();
        for at in positions {
            self.renew_one(at, book, &mut implied, records);
        }
    }

    fn renew_one(&mut self, at: u32, book: &Book, implied: &mut Implied<'_>, records: &Records) {
        let (a, b) = self.pairs[at as usize];
        let waits = self.looks.waits(book, implied, &record_key(records, a), &record_key(records, b));
        self.open.remove(&at);
        self.again.remove(&at);
        match waits {
            Waits::Nothing => {}
            Waits::First => {
                self.open.insert(at);
            }
            again => {
                // whoever judged it is done with it, so it may be shown to another now
                self.shown.remove(&(a, b));
                self.again.insert(at, again);
            }
        }
    }

    fn end(&self, reach: Reach) -> u32 {
        match reach {
            Reach::InDoubt => self.in_doubt as u32,
            Reach::All => self.pairs.len() as u32,
        }
    }

    /// Returns how many pairs wait for a first judgement.
    pub(crate) fn waiting(&self, reach: Reach) -> u64 {
        match reach {
            Reach::All => self.open.len() as u64,
            Reach::InDoubt => self.open.range(..self.end(reach)).count() as u64,
        }
    }

    /// As [`Queue::waiting`], of the pairs that somebody may see.
    pub(crate) fn waiting_seen(&self, reach: Reach, is_seen: &dyn Fn(Pair) -> bool) -> u64 {
        let open = self.open.range(..self.end(reach));
        open.filter(|at| is_seen(self.pairs[**at as usize])).count() as u64
    }

    /// Returns how many pairs wait for a second reviewer, and the pairs that wait for a third, of those that somebody may see.
    pub(crate) fn again(&self, is_seen: &dyn Fn(Pair) -> bool) -> (u64, Vec<Pair>) {
        let again = self.again.iter().map(|(at, waits)| (self.pairs[*at as usize], waits));
        let again = again.filter(|(pair, _)| is_seen(*pair));
        let (thirds, seconds): (Vec<_>, Vec<_>) =
            again.partition(|(_, waits)| matches!(waits, Waits::Third(_)));
        (seconds.len() as u64, thirds.into_iter().map(|(pair, _)| pair).collect())
    }

    /// Returns the next pair for a reviewer, and notes in which session it is shown.
    ///
    /// Passed over are pairs that the reviewer skipped or has open already (`skipped`) or may not see, and those that somebody looks at just
    /// now in another session. A pair on which two differ comes before all others.
    pub(crate) fn next(
        &mut self,
        reach: Reach,
        session: &str,
        reviewer: &str,
        skipped: &FxHashSet<Pair>,
        is_seen: &dyn Fn(Pair) -> bool,
    ) -> Option<Pair> {
        self.shown.retain(|_, (_, at)| at.elapsed() < SHOWN_FOR);
        let is_free = |at: &u32| {
            let pair = &self.pairs[*at as usize];
            !skipped.contains(pair)
                && is_seen(*pair)
                && self.shown.get(pair).is_none_or(|(by, _)| by == session)
        };
        let end = self.end(reach);
        let again = |is_third: bool| {
            let waits = self.again.iter().filter(|(_, waits)| waits.is_for(reviewer));
            let waits = waits.filter(|(_, waits)| matches!(waits, Waits::Third(_)) == is_third);
            waits.map(|(at, _)| *at).find(is_free)
        };
        let first = self.open.range(..end).copied().find(is_free);
        let next = again(true).or_else(|| match (first, again(false)) {
            (Some(first), Some(second)) => Some(first.min(second)),
            (first, second) => first.or(second),
        })?;
        let pair = self.pairs[next as usize];
        self.shown.insert(pair, (session.to_owned(), Instant::now()));
        Some(pair)
    }
}
