//! Weights of pairs of nodes such that one step away from the partition that clustering found has the odds of whole groups.
//!
//! The pairs of a record with the records of one person are no independent witnesses, so the product of their own odds
//! would be too sure of itself. What is known well is the weight of two groups, each field asked once. So the weights of the
//! pairs are shares of weights of groups, such that
//!
//! - a node taken out of its group has the odds of the node against the rest of the group;
//! - two groups put together have the odds of the one against the other.
//!
//! Of the weights that do so, those are taken whose squares are least.

use super::component::NodeWeights;
use crate::engine::Engine;
use crate::field::Memo;
use crate::options::Verdict;
use rayon::prelude::*;

/// Pairs of persons that are weighed in one go.
const CHUNK: usize = 1_024;
/// A weight counts at most so much either way: models of independent fields are too sure of themselves.
const MOST_WEIGHT: f64 = 12.0;

/// Returns the weights of pairs of nodes inside the groups and across them.
///
/// `nodes` have their records by position; `start` has for each node its group; `beside` are the groups that are weighed
/// against each other (a group against itself for the pairs inside it). Nodes of others are never one person. Where a
/// judgement or a list without duplicates keeps two groups apart, each pair across them has its own weight.
pub(super) fn group_weights(
    engine: &Engine,
    nodes: &[Vec<u32>],
    start: &[usize],
    beside: &[(usize, usize)],
) -> NodeWeights {
    let groups = start.iter().max().map_or(0, |most| most + 1);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); groups];
    start.iter().enumerate().for_each(|(node, group)| members[*group].push(node));
    let pairs = beside
        .par_chunks(CHUNK)
        .flat_map_iter(|chunk| {
            let mut beside = Beside { engine, nodes, memo: Memo::small() };
            let mut pairs = Vec::new();
            for &(here, there) in chunk {
                match here == there {
                    true => beside.inside(&members[here], &mut pairs),
                    false => beside.across(&members[here], &members[there], &mut pairs),
                }
            }
            pairs
        })
        .collect();
    NodeWeights::from_pairs(nodes.len(), pairs)
}

/// Weighs the nodes of groups against each other.
struct Beside<'a> {
    engine: &'a Engine,
    /// For each node the positions of its records.
    nodes: &'a [Vec<u32>],
    memo: Memo,
}

impl Beside<'_> {
    fn records_of<'n>(&self, nodes: impl Iterator<Item = &'n usize>) -> Vec<u32> {
        nodes.flat_map(|node| self.nodes[*node].iter().copied()).collect()
    }

    /// The natural log odds of two groups of records.
    fn weight(&mut self, here: &[u32], there: &[u32]) -> f64 {
        let weight = self.engine.weight_of_groups(here, there, &mut self.memo);
        weight.clamp(-MOST_WEIGHT, MOST_WEIGHT) * std::f64::consts::LN_2
    }

    /// Whether a judgement or a list without duplicates keeps two nodes apart.
    fn apart(&self, a: usize, b: usize) -> bool {
        self.nodes[a].iter().any(|x| {
            self.nodes[b].iter().any(|y| {
                let judged = self.engine.judgements.get(&(*x.min(y), *x.max(y)));
                judged == Some(&Verdict::Different) || !self.engine.allowed.pair(*x, *y)
            })
        })
    }

    /// The weights of pairs inside a group.
    fn inside(&mut self, group: &[usize], pairs: &mut Vec<(usize, usize, f64)>) {
        if group.len() < 2 {
            return;
        }
        let with_others: Vec<f64> = group
            .iter()
            .map(|node| {
                let others = self.records_of(group.iter().filter(|other| *other != node));
                self.weight(&self.nodes[*node], &others)
            })
            .collect();
        let shares = Shares::new(&with_others);
        for (at, &a) in group.iter().enumerate() {
            for (further, &b) in group.iter().enumerate().skip(at + 1) {
                let weight = if self.apart(a, b) { f64::NEG_INFINITY } else { shares.of(at, further) };
                pairs.push((a, b, weight));
            }
        }
    }

    /// The weights of pairs across two groups.
    fn across(&mut self, here: &[usize], there: &[usize], pairs: &mut Vec<(usize, usize, f64)>) {
        let each = here.iter().flat_map(|a| there.iter().map(|b| (*a, *b)));
        if each.clone().any(|(a, b)| self.apart(a, b)) {
            for (a, b) in each {
                let own = match self.apart(a, b) {
                    true => f64::NEG_INFINITY,
                    false => self.weight(&self.nodes[a], &self.nodes[b]),
                };
                pairs.push((a, b, own));
            }
            return;
        }
        let together = self.weight(&self.records_of(here.iter()), &self.records_of(there.iter()));
        let share = together / (here.len() * there.len()) as f64;
        pairs.extend(each.map(|(a, b)| (a, b, share)));
    }
}

/// The weights of the pairs inside a group of `n`, of which those of each node add up to a given sum: in the solution of
/// least squares `w_ij = (s_i + s_j) / (n - 2) - sum s / ((n - 1) (n - 2))`. Of two there is one pair, and both sums are its weight.
struct Shares<'a> {
    sums: &'a [f64],
    all: f64,
}

impl<'a> Shares<'a> {
    fn new(sums: &'a [f64]) -> Self {
        Self { sums, all: sums.iter().sum() }
    }

    fn of(&self, a: usize, b: usize) -> f64 {
        let n = self.sums.len() as f64;
        match self.sums {
            [one, other] => f64::midpoint(*one, *other),
            sums => (sums[a] + sums[b]) / (n - 2.0) - self.all / ((n - 1.0) * (n - 2.0)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::exact::Table;
    use super::*;

    fn log_probability(table: &[(Vec<usize>, f64)], groups: &[usize]) -> f64 {
        table.iter().find(|(known, _)| known == groups).map_or(f64::NEG_INFINITY, |(_, p)| p.ln())
    }

    #[test]
    fn a_node_taken_out_of_its_group_has_the_odds_of_the_node_against_the_others() {
        for sums in [&[1.5, 1.5][..], &[6.0, 2.0, 2.5], &[3.0, -0.5, 4.0, 7.0], &[2.0, 8.0, 5.0, 1.0, 3.0]] {
            let shares = Shares::new(sums);
            let table = Table::new(&NodeWeights::new(sums.len(), |a, b| shares.of(a, b))).probabilities();
            let whole = log_probability(&table, &vec![0; sums.len()]);
            for (out, sum) in sums.iter().enumerate() {
                // groups are numbered in the order of their first nodes
                let without: Vec<usize> = match out {
                    0 => (0..sums.len()).map(|node| usize::from(node > 0)).collect(),
                    _ => (0..sums.len()).map(|node| usize::from(node == out)).collect(),
                };
                let odds = whole - log_probability(&table, &without);
                assert!((odds - sum).abs() < 1e-9, "{odds} for {sum} of {sums:?}");
            }
        }
    }
}
