//! A chain over the partitions of many nodes: Gibbs steps for single nodes, and splits and merges.

use super::component::NodeWeights;
use rand::RngExt;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

/// Sweeps before the first draw, and between draws.
const FIRST_SWEEPS: usize = 40;
const SWEEPS: usize = 1;

/// The state of a chain: the group of each node.
#[derive(Debug)]
pub(crate) struct Chain {
    weights: NodeWeights,
    group_of: Vec<usize>,
    members: Vec<Vec<usize>>,
    /// Groups without members; there are as many groups as nodes.
    empty: Vec<usize>,
    /// For each group the weight of one node to its members, and how many of them it may be one person with; zero
    /// between steps.
    sums: Vec<(f64, usize)>,
}

impl Chain {
    /// Starts at a partition and walks away from it.
    pub(crate) fn new(weights: NodeWeights, start: &[usize], generator: &mut ChaCha8Rng) -> Self {
        let nodes = weights.len();
        let mut members = vec![Vec::new(); nodes];
        start.iter().enumerate().for_each(|(node, group)| members[*group].push(node));
        let empty = (0..nodes).filter(|group| members[*group].is_empty()).collect();
        let mut chain =
            Self { weights, group_of: start.to_vec(), members, empty, sums: vec![(0.0, 0); nodes] };
        for _ in 0..FIRST_SWEEPS {
            chain.sweep(generator);
        }
        chain
    }

    /// Returns the groups of the nodes in the next draw.
    pub(crate) fn draw(&mut self, generator: &mut ChaCha8Rng) -> Vec<usize> {
        for _ in 0..SWEEPS {
            self.sweep(generator);
        }
        self.group_of.clone()
    }

    fn sweep(&mut self, generator: &mut ChaCha8Rng) {
        for node in 0..self.weights.len() {
            self.move_node(node, generator);
        }
        for _ in 0..self.weights.len().div_ceil(4) {
            self.split_or_merge(generator);
        }
    }

    fn weight_to(&self, node: usize, group: &[usize]) -> f64 {
        group.iter().map(|other| self.weights.of(node, *other)).sum()
    }

    fn take_out(&mut self, node: usize) {
        let group = self.group_of[node];
        let members = &mut self.members[group];
        if let Some(at) = members.iter().position(|member| *member == node) {
            members.swap_remove(at);
        }
        if members.is_empty() {
            self.empty.push(group);
        }
    }

    /// Draws the group of one node given all others: any whose members it may all be one person with, or one of its own.
    fn move_node(&mut self, node: usize, generator: &mut ChaCha8Rng) {
        self.take_out(node);
        let mut met: Vec<usize> = Vec::new();
        for &(other, weight) in self.weights.neighbours(node) {
            let group = self.group_of[other as usize];
            let sum = &mut self.sums[group];
            if sum.1 == 0 {
                met.push(group);
            }
            *sum = (sum.0 + weight, sum.1 + 1);
        }
        let mut choices: Vec<(usize, f64)> = Vec::with_capacity(met.len() + 1);
        for group in met {
            let (weight, count) = std::mem::take(&mut self.sums[group]);
            if count == self.members[group].len() {
                choices.push((group, weight));
            }
        }
        // there are as many groups as nodes, and one node is out
        choices.extend(self.empty.last().map(|group| (*group, 0.0)));
        let most = choices.iter().map(|(_, log)| *log).fold(f64::NEG_INFINITY, f64::max);
        let sum: f64 = choices.iter().map(|(_, log)| (log - most).exp()).sum();
        let mut at = generator.random::<f64>() * sum;
        let mut chosen = choices[choices.len() - 1].0;
        for (group, log) in choices {
            at -= (log - most).exp();
            if at < 0.0 {
                chosen = group;
                break;
            }
        }
        if self.members[chosen].is_empty() {
            self.empty.pop();
        }
        self.group_of[node] = chosen;
        self.members[chosen].push(node);
    }

    /// Proposes to split the group of two nodes, or to merge their two (Dahl 2005).
    fn split_or_merge(&mut self, generator: &mut ChaCha8Rng) {
        // two that may be one person; which two does not depend on where the chain is
        let a = generator.random_range(0..self.weights.len());
        let others = self.weights.neighbours(a);
        if others.is_empty() {
            return;
        }
        let b = others[generator.random_range(0..others.len())].0 as usize;
        let (group_a, group_b) = (self.group_of[a], self.group_of[b]);
        let mut others: Vec<usize> = self.members[group_a].clone();
        if group_a != group_b {
            others.extend(&self.members[group_b]);
        }
        others.retain(|node| *node != a && *node != b);
        others.shuffle(generator);
        let (mut with_a, mut with_b) = (vec![a], vec![b]);
        let mut log_proposal = 0.0;
        for node in others {
            let (to_a, to_b) = (self.weight_to(node, &with_a), self.weight_to(node, &with_b));
            let probability_a = share(to_a, to_b);
            let goes_to_a = match group_a == group_b {
                true => generator.random::<f64>() < probability_a,
                false => self.group_of[node] == group_a,
            };
            log_proposal += if goes_to_a { probability_a.ln() } else { (1.0 - probability_a).ln() };
            if goes_to_a { with_a.push(node) } else { with_b.push(node) }
        }
        // log of P(merged) / P(split): the pairs across
        let across: f64 = with_a.iter().map(|node| self.weight_to(*node, &with_b)).sum();
        let log_uniform = generator.random::<f64>().ln();
        if group_a == group_b {
            if log_uniform < -across - log_proposal {
                let Some(empty) = self.empty.pop() else { return };
                with_b.iter().for_each(|node| self.group_of[*node] = empty);
                self.members[group_a] = with_a;
                self.members[empty] = with_b;
            }
        } else if log_uniform < across + log_proposal {
            with_b.iter().for_each(|node| self.group_of[*node] = group_a);
            self.members[group_b].clear();
            self.empty.push(group_b);
            with_a.extend(with_b);
            self.members[group_a] = with_a;
        }
    }
}

/// Returns e^a / (e^a + e^b); a half where both are impossible.
fn share(a: f64, b: f64) -> f64 {
    if a == f64::NEG_INFINITY && b == f64::NEG_INFINITY {
        return 0.5;
    }
    1.0 / (1.0 + (b - a).exp())
}

#[cfg(test)]
mod tests {
    use super::super::exact::Table;
    use super::*;
    use rand::SeedableRng;
    use rustc_hash::FxHashMap;

    /// Numbers groups in the order of their first nodes.
    fn normal(groups: &[usize]) -> Vec<usize> {
        let mut known: Vec<usize> = Vec::new();
        let number = |group: &usize| {
            known.iter().position(|other| other == group).unwrap_or_else(|| {
                known.push(*group);
                known.len() - 1
            })
        };
        groups.iter().map(number).collect()
    }

    #[test]
    fn the_chain_draws_what_enumeration_says() {
        for seed in 0..4 {
            let mut generator = ChaCha8Rng::seed_from_u64(seed);
            let nodes = 5;
            let weights = NodeWeights::new(nodes, |a, b| match (seed, a, b) {
                (3, 0, 1) => f64::NEG_INFINITY,
                _ => generator.random_range(-2.5..2.5),
            });
            let exact = Table::new(&weights).probabilities();
            let mut generator = ChaCha8Rng::seed_from_u64(100 + seed);
            let start: Vec<usize> = (0..nodes).collect();
            let mut chain = Chain::new(weights, &start, &mut generator);
            let draws = 40_000;
            let mut counts: FxHashMap<Vec<usize>, f64> = FxHashMap::default();
            for _ in 0..draws {
                *counts.entry(normal(&chain.draw(&mut generator))).or_default() += 1.0 / f64::from(draws);
            }
            let apart: f64 = exact
                .iter()
                .map(|(groups, p)| (counts.get(groups).copied().unwrap_or(0.0) - p).abs())
                .sum::<f64>()
                / 2.0;
            assert!(apart < 0.02, "total variation {apart} for seed {seed}");
            assert!(counts.keys().all(|groups| exact.iter().any(|(known, _)| known == groups)));
        }
    }
}
