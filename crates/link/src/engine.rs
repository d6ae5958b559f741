//! What scores a pair, kept to explain and to draw.

use crate::blocking::Pairing;
use crate::calibrate::Calibration;
use crate::field::{Fields, Memo};
use crate::linkage::Stage;
use crate::options::Verdict;
use crate::pattern::{Allowed, Pair};
use crate::train::{ListPriors, Weights};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// The fields, the weights and all else that the weight of a pair rests on.
///
/// What no judgement changes is shared between copies.
#[derive(Clone, Debug)]
pub(crate) struct Engine {
    pub(crate) fields: Arc<Fields>,
    pub(crate) weights: Weights,
    /// What the lists of a pair add; none before it is known.
    pub(crate) list_priors: Option<ListPriors>,
    /// What judgements say of the weights; none where there are too few.
    pub(crate) calibration: Option<Calibration>,
    /// For each record its position in the engine's own order.
    pub(crate) position_of: Arc<Vec<u32>>,
    pub(crate) allowed: Arc<Allowed>,
    pub(crate) judgements: FxHashMap<(u32, u32), Verdict>,
    /// The pairs that are links only because they are inside a person: no rule proposed them, or their weight is low.
    pub(crate) unproposed: FxHashSet<(u32, u32)>,
}

impl Engine {
    /// Returns the weight of two records by position.
    pub(crate) fn weight(&self, a: u32, b: u32, memo: &mut Memo) -> f64 {
        let pattern = self.fields.pattern(a, b, memo);
        let (row_a, row_b) = (self.fields.row(a), self.fields.row(b));
        let kind = self.allowed.kind(a, b);
        let weight = self.weights.weight(&self.fields, pattern, kind, row_a, row_b);
        self.calibrated(weight + self.list_shift(a, b))
    }

    /// Returns a weight in line with the judgements.
    pub(crate) fn calibrated(&self, weight: f64) -> f64 {
        self.calibration.map_or(weight, |calibration| calibration.of(weight))
    }

    pub(crate) fn fit_judgements(&self) -> Option<Calibration> {
        let mut judged: Vec<(&(u32, u32), &Verdict)> = self.judgements.iter().collect();
        judged.sort_unstable_by_key(|(pair, _)| **pair);
        let mut memo = Memo::small();
        let weights: Vec<(f64, bool)> = judged
            .into_iter()
            .filter(|(_, verdict)| **verdict != Verdict::Unsure)
            .map(|((a, b), verdict)| (self.weight(*a, *b, &mut memo), *verdict == Verdict::Same))
            .collect();
        Calibration::fit(&weights)
    }

    /// Returns what the lists of two records add to their weight.
    pub(crate) fn list_shift(&self, a: u32, b: u32) -> f64 {
        let lists = (self.allowed.list(a), self.allowed.list(b));
        self.list_priors.as_ref().map_or(0.0, |priors| priors.shift(lists.0, lists.1))
    }

    /// Returns the pairs of at least this weight, the lists' shift aside, in a fixed order.
    ///
    /// `kept` has the pairs in parts, with their patterns; without it they are formed and compared again.
    pub(crate) fn scored(
        &self,
        pairing: Pairing,
        kept: Option<Vec<Vec<Pair>>>,
        least: f64,
        progress: &(dyn Fn(Stage, f64) + Sync),
    ) -> Vec<Edge> {
        let bounds = self.weights.bounds(&self.fields);
        let score = |edges: &mut Vec<Edge>, pair: Pair| {
            let Pair { a, b, pattern } = pair;
            let kind = self.allowed.kind(a, b);
            if bounds[kind].of(pattern) < least {
                return;
            }
            let (row_a, row_b) = (self.fields.row(a), self.fields.row(b));
            let weight = self.weights.weight(&self.fields, pattern, kind, row_a, row_b);
            if weight >= least {
                edges.push(Edge { a, b, weight: weight as f32 });
            }
        };
        let parts: Vec<Vec<Edge>> = match kept {
            Some(parts) => {
                drop(pairing);
                let scored = parts.into_par_iter().map(|pairs| {
                    let mut edges = Vec::new();
                    // who is settled may have become known since they were counted
                    let open = pairs.into_iter().filter(|pair| self.allowed.compares(pair.a, pair.b));
                    open.for_each(|pair| score(&mut edges, pair));
                    edges
                });
                scored.collect()
            }
            None => {
                let parts = pairing.fold(
                    &self.allowed,
                    || (Vec::new(), Memo::new(), Vec::new()),
                    |(edges, memo, patterns): &mut (Vec<Edge>, Memo, Vec<u64>), a, others, _| {
                        patterns.resize(others.len(), 0);
                        self.fields.patterns(a, others, memo, patterns);
                        let pairs = others.iter().zip(patterns.iter());
                        pairs.for_each(|(b, pattern)| score(edges, Pair { a, b: *b, pattern: *pattern }));
                    },
                    |done| progress(Stage::Score, done),
                );
                parts.into_iter().map(|(edges, ..)| edges).collect()
            }
        };
        progress(Stage::Score, 1.0);
        parts.into_iter().flatten().collect()
    }
}

/// A scored pair by position in the engine's order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edge {
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) weight: f32,
}
