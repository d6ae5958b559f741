//! All partitions of few nodes with their probabilities.

use super::component::NodeWeights;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// Partitions, each as the group of each node, with their probabilities added up.
#[derive(Debug)]
pub(crate) struct Table {
    partitions: Vec<Vec<usize>>,
    cumulated: Vec<f64>,
}

impl Table {
    /// Enumerates the partitions as restricted growth strings (Knuth, The Art of Computer Programming 4A, 7.2.1.5).
    pub(crate) fn new(weights: &NodeWeights) -> Self {
        let mut open = vec![(Vec::new(), 0.0f64)];
        for node in 0..weights.len() {
            let mut next = Vec::new();
            for (groups, log) in open {
                let count = groups.iter().copied().max().map_or(0, |most: usize| most + 1);
                for group in 0..=count {
                    let with = groups.iter().enumerate().filter(|(_, other)| **other == group);
                    let log = log + with.map(|(other, _)| weights.of(node, other)).sum::<f64>();
                    if log > f64::NEG_INFINITY {
                        let mut groups = groups.clone();
                        groups.push(group);
                        next.push((groups, log));
                    }
                }
            }
            open = next;
        }
        let most = open.iter().map(|(_, log)| *log).fold(f64::NEG_INFINITY, f64::max);
        let mut sum = 0.0;
        let cumulated = open
            .iter()
            .map(|(_, log)| {
                sum += (log - most).exp();
                sum
            })
            .collect();
        Self { partitions: open.into_iter().map(|(groups, _)| groups).collect(), cumulated }
    }

    /// Returns the groups of the nodes in one draw.
    pub(crate) fn draw(&self, generator: &mut ChaCha8Rng) -> &[usize] {
        let all = self.cumulated[self.cumulated.len() - 1];
        let at = generator.random::<f64>() * all;
        let position = self.cumulated.partition_point(|sum| *sum <= at);
        &self.partitions[position.min(self.partitions.len() - 1)]
    }

    /// Returns the partitions with their probabilities.
    #[cfg(test)]
    pub(crate) fn probabilities(&self) -> Vec<(Vec<usize>, f64)> {
        let all = self.cumulated[self.cumulated.len() - 1];
        let mut before = 0.0;
        let parts = self.partitions.iter().zip(&self.cumulated).map(|(groups, sum)| {
            let probability = (sum - before) / all;
            before = *sum;
            (groups.clone(), probability)
        });
        parts.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_as_many_partitions_as_bell_says() {
        for (nodes, bell) in [(1, 1), (2, 2), (3, 5), (4, 15), (5, 52), (6, 203), (7, 877)] {
            let table = Table::new(&NodeWeights::new(nodes, |_, _| 0.0));
            assert_eq!(table.partitions.len(), bell);
            let even = table.probabilities();
            assert!(even.iter().all(|(_, p)| (p - 1.0 / bell as f64).abs() < 1e-12));
        }
    }

    #[test]
    fn two_nodes_are_together_with_their_odds() {
        let table = Table::new(&NodeWeights::new(2, |_, _| 3.0f64.ln()));
        let together = table.probabilities().iter().find(|(groups, _)| groups == &[0, 0]).unwrap().1;
        assert!((together - 0.75).abs() < 1e-12);
    }

    #[test]
    fn what_is_forbidden_is_never_drawn() {
        let table =
            Table::new(&NodeWeights::new(3, |a, b| if (a, b) == (0, 2) { f64::NEG_INFINITY } else { 5.0 }));
        assert!(table.probabilities().iter().all(|(groups, _)| groups[0] != groups[2]));
    }
}
