//! A forest laid out by feature, so that all its trees are read at once.
//!
//! A question of a tree is answered by where the value of its feature stands among the thresholds that any tree asks of that
//! feature. For each feature and each such rank one row holds what the answers add to the leaf number of every tree; the leaf
//! numbers are the bitwise or of one row a feature (after QuickScorer, Lucchese et al. 2015, which keeps the leaves that an
//! answer rules out; in oblivious trees an answer is one bit of the leaf number).

use crate::features::{FEATURES, USED};
use crate::forest::{Forest, LEAF_UNIT, LEAVES};

/// Trees are read in blocks of so many.
const BLOCK: usize = 64;
/// Thresholds are compared so many at a time.
const LANES: usize = 4;

/// The forest, ready to score.
pub(crate) struct Ranks {
    base: f32,
    /// Thresholds of all features, those of one together, ascending, filled up to whole lanes.
    thresholds: Vec<[f32; LANES]>,
    /// For each feature where its thresholds begin, and one past the last.
    lanes: [u16; USED + 1],
    /// For each feature where its rows begin.
    starts: [u16; USED],
    /// For each block of trees the rows: for each feature and rank, a byte a tree.
    blocks: Vec<Block>,
}

struct Block {
    rows: Vec<[u8; BLOCK]>,
    /// The leaves of each tree, tree by tree.
    leaves: Vec<[i16; LEAVES]>,
}

impl Ranks {
    pub(crate) fn new(forest: &Forest) -> Ranks {
        let mut asked = vec![Vec::new(); USED];
        for tree in &forest.trees {
            for (&feature, &threshold) in tree.feature.iter().zip(&tree.threshold) {
                asked[usize::from(feature)].push(threshold);
            }
        }
        let (mut thresholds, mut lanes, mut starts) = (Vec::new(), [0; USED + 1], [0; USED]);
        let mut rows = 0;
        for (feature, asked) in asked.iter_mut().enumerate() {
            asked.sort_by(f32::total_cmp);
            asked.dedup();
            thresholds.extend(asked.chunks(LANES).map(|chunk| {
                let mut lane = [f32::INFINITY; LANES];
                lane[..chunk.len()].copy_from_slice(chunk);
                lane
            }));
            lanes[feature + 1] = thresholds.len() as u16;
            starts[feature] = rows;
            rows += asked.len() as u16 + 1;
        }
        let blocks = forest
            .trees
            .chunks(BLOCK)
            .map(|trees| {
                let mut rows = Vec::new();
                for (feature, asked) in asked.iter().enumerate() {
                    rows.push([0; BLOCK]);
                    for &passed in asked {
                        let mut row = [0; BLOCK];
                        for (bits, tree) in row.iter_mut().zip(trees) {
                            for (question, (&of, &threshold)) in
                                tree.feature.iter().zip(&tree.threshold).enumerate()
                            {
                                *bits |=
                                    u8::from(usize::from(of) == feature && threshold <= passed) << question;
                            }
                        }
                        rows.push(row);
                    }
                }
                let mut leaves: Vec<[i16; LEAVES]> = trees.iter().map(|tree| tree.leaf).collect();
                leaves.resize(BLOCK, [0; LEAVES]);
                Block { rows, leaves }
            })
            .collect();
        Ranks { base: forest.base, thresholds, lanes, starts, blocks }
    }

    /// Log-odds that a feature vector is that of one name twice; the same as [`Forest::log_odds`].
    pub(crate) fn log_odds(&self, features: &[f32; FEATURES]) -> f32 {
        // a feature below all its thresholds answers no everywhere, and its row is left out
        let (mut rows, mut count) = ([0_u16; USED], 0);
        for (feature, &value) in features.iter().enumerate().take(USED) {
            let mut passed = [0_u32; LANES];
            let lanes = usize::from(self.lanes[feature])..usize::from(self.lanes[feature + 1]);
            for thresholds in &self.thresholds[lanes] {
                for (lane, &threshold) in passed.iter_mut().zip(thresholds) {
                    *lane += u32::from(value > threshold);
                }
            }
            let passed = passed.iter().sum::<u32>() as u16;
            rows[count] = self.starts[feature] + passed;
            count += usize::from(passed > 0);
        }
        let mut sum = 0_i32;
        for block in &self.blocks {
            let mut leaf_of = [0_u8; BLOCK];
            for &row in &rows[..count] {
                let bits = &block.rows[usize::from(row)];
                leaf_of.iter_mut().zip(bits).for_each(|(leaf, bits)| *leaf |= bits);
            }
            let found = leaf_of.iter().zip(&block.leaves);
            sum += found.map(|(&leaf, tree)| i32::from(tree[usize::from(leaf) % LEAVES])).sum::<i32>();
        }
        self.base + sum as f32 * LEAF_UNIT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn all_trees_at_once_say_what_each_says(values in proptest::collection::vec(-3.0_f32..12.0, FEATURES)) {
            let features: [f32; FEATURES] = values.try_into().expect("as many as there are features");
            let forest = Forest::shipped();
            proptest::prop_assert_eq!(forest.log_odds(&features), Ranks::new(forest).log_odds(&features));
        }
    }
}
