//! How often two records are one person depends on their lists: within a list seldom, across two that overlap often.

use super::Weights;
use crate::engine::Edge;
use crate::pattern::Allowed;
use rayon::prelude::*;
use tizim_model::MatchWeight;

/// With more lists than this, only pairs within a list and pairs across lists are told apart.
const MOST_LISTS: usize = 60;
/// The general prior counts as so many expected pairs of one person in each kind of pair.
const PRIOR_PAIRS: f64 = 1.0;
/// The prior of a kind of pair is at most so many times as great, or as small, as the general one, log2.
const MOST_SHIFT: f64 = 8.0;
const ROUNDS: usize = 20;
/// So many pairs are one part of the work; parts do not depend on the number of threads.
const EDGES_A_PART: usize = 16_384;

/// What the lists of a pair add to its weight.
#[derive(Clone, Debug)]
pub(crate) struct ListPriors {
    /// The number of kinds of list that are told apart: the lists, or one if there are too many.
    lists: usize,
    /// For a pair of kinds, then one more for pairs across lists where there are too many: log2 of the factor.
    shifts: Vec<f64>,
}

impl ListPriors {
    /// Finds the priors from scored pairs: in turn the expected pairs of one person of each kind, and the weights.
    pub(crate) fn new(allowed: &Allowed, weights: &Weights, edges: &[Edge]) -> Self {
        let sizes = allowed.sizes_and_settled();
        let mut priors = Self::neutral(sizes.len());
        let kinds = priors.shifts.len();
        if kinds < 2 {
            return priors;
        }
        let mut expected = vec![0.0; kinds];
        let mut is_within = vec![false; kinds];
        let within = |n: f64| n * (n - 1.0) / 2.0;
        let across = Self::across(allowed, weights);
        for (a, (n, n_settled)) in sizes.iter().enumerate() {
            for (b, (m, m_settled)) in sizes.iter().enumerate().skip(a) {
                // what is settled on both sides is not compared
                let possible = match a == b {
                    true if allowed.is_closed(a) => 0.0,
                    true => within(*n) - within(*n_settled),
                    false => n * m - n_settled * m_settled,
                };
                let kind = priors.kind(a as u16, b as u16);
                let prior = weights.kinds[allowed.list_pairs.kind(a as u16, b as u16)].prior;
                expected[kind] += possible * if a == b { across.unwrap_or(prior) } else { prior };
                is_within[kind] = a == b;
            }
        }
        let kind_of: Vec<usize> =
            edges.iter().map(|edge| priors.kind(allowed.list(edge.a), allowed.list(edge.b))).collect();
        for _ in 0..ROUNDS {
            let parts: Vec<Vec<f64>> = edges
                .par_chunks(EDGES_A_PART)
                .zip(kind_of.par_chunks(EDGES_A_PART))
                .map(|(edges, kind_of)| {
                    let mut same = vec![0.0; kinds];
                    for (edge, kind) in edges.iter().zip(kind_of) {
                        let weight = MatchWeight(f64::from(edge.weight) + priors.shifts[*kind]);
                        same[*kind] += weight.probability().get();
                    }
                    same
                })
                .collect();
            let same: Vec<f64> = (0..kinds).map(|kind| parts.iter().map(|part| part[kind]).sum()).collect();
            for kind in 0..kinds {
                if expected[kind] > 0.0 {
                    // the prior as it is counts too: with few pairs expected, little is learned
                    let strength = PRIOR_PAIRS.min(expected[kind]);
                    let ratio = (same[kind] + strength) / (expected[kind] + strength);
                    let most = if is_within[kind] { 0.0 } else { MOST_SHIFT };
                    priors.shifts[kind] = ratio.log2().clamp(-MOST_SHIFT, most);
                }
            }
        }
        priors
    }

    /// Returns the part of the pairs across lists that are one person; none where there are no such pairs.
    fn across(allowed: &Allowed, weights: &Weights) -> Option<f64> {
        let possible = allowed.pairs_of_kinds();
        let across = (0..possible.len()).filter(|kind| !allowed.list_pairs.is_within(*kind));
        let (mut same, mut all) = (0.0, 0.0);
        for kind in across {
            same += possible[kind] * weights.kinds[kind].prior;
            all += possible[kind];
        }
        (all > 0.0).then(|| same / all)
    }

    fn neutral(lists: usize) -> Self {
        let (lists, kinds) = match lists {
            0..=MOST_LISTS => (lists, lists * lists),
            _ => (1, 2),
        };
        Self { lists, shifts: vec![0.0; kinds] }
    }

    fn kind(&self, a: u16, b: u16) -> usize {
        match self.lists {
            1 => usize::from(a != b),
            lists => usize::from(a.min(b)) * lists + usize::from(a.max(b)),
        }
    }

    /// Returns what the lists of a pair add to its weight.
    #[inline]
    pub(crate) fn shift(&self, a: u16, b: u16) -> f64 {
        self.shifts[self.kind(a, b)]
    }
}
