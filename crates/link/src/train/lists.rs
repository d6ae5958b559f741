//! How often two records are one person depends on their lists: within a list seldom, across two that overlap often.

use crate::linkage::Edge;
use crate::pattern::Allowed;
use tizim_model::MatchWeight;

/// With more lists than this, only pairs within a list and pairs across lists are told apart.
const MOST_LISTS: usize = 60;
/// The general prior counts as so many expected pairs of one person in each kind of pair.
const PRIOR_PAIRS: f64 = 1.0;
/// The prior of a kind of pair is at most so many times as great, or as small, as the general one, log2.
const MOST_SHIFT: f64 = 8.0;
const ROUNDS: usize = 20;

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
    pub(crate) fn new(allowed: &Allowed, edges: &[Edge]) -> Self {
        let sizes = allowed.sizes_and_settled();
        let mut priors = Self::neutral(sizes.len());
        let kinds = priors.shifts.len();
        if kinds < 2 {
            return priors;
        }
        let mut pairs = vec![0.0; kinds];
        let within = |n: f64| n * (n - 1.0) / 2.0;
        for (a, (n, n_settled)) in sizes.iter().enumerate() {
            for (b, (m, m_settled)) in sizes.iter().enumerate().skip(a) {
                // what is settled on both sides is not compared
                let possible = match a == b {
                    true if allowed.is_closed(a) => 0.0,
                    true => within(*n) - within(*n_settled),
                    false => n * m - n_settled * m_settled,
                };
                pairs[priors.kind(a as u16, b as u16)] += possible;
            }
        }
        let all_pairs: f64 = pairs.iter().sum();
        let kind_of: Vec<usize> =
            edges.iter().map(|edge| priors.kind(allowed.list(edge.a), allowed.list(edge.b))).collect();
        for _ in 0..ROUNDS {
            let mut same = vec![0.0; kinds];
            for (edge, kind) in edges.iter().zip(&kind_of) {
                let weight = MatchWeight(f64::from(edge.weight) + priors.shifts[*kind]);
                same[*kind] += weight.probability().get();
            }
            let rate = (same.iter().sum::<f64>() + 1e-9) / all_pairs.max(1.0);
            for kind in 0..kinds {
                let expected = rate * pairs[kind];
                if expected > 0.0 {
                    // the general rate as a prior: with few pairs expected, little is learned
                    let strength = PRIOR_PAIRS.min(expected);
                    let ratio = (same[kind] + strength) / (expected + strength);
                    priors.shifts[kind] = ratio.log2().clamp(-MOST_SHIFT, MOST_SHIFT);
                }
            }
        }
        priors
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
