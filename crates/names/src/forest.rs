//! Boosted oblivious trees: every node of one depth asks the same question, so a tree is a table read by a few bits.
//!
//! (Friedman, "Greedy function approximation", 2001; the oblivious form as in CatBoost, Prokhorenkova et al. 2018.)

use std::sync::OnceLock;

use crate::features::{CATALOGUE, FEATURES, Topic, USED};

/// Questions a tree asks.
pub(crate) const DEPTH: usize = 6;
/// Leaves of a tree.
pub(crate) const LEAVES: usize = 1 << DEPTH;

/// One tree.
#[derive(Clone)]
pub(crate) struct Tree {
    /// Which feature each question reads.
    pub(crate) feature: [u8; DEPTH],
    /// The answer is yes above this.
    pub(crate) threshold: [f32; DEPTH],
    /// Log-odds of each leaf, the first question in the lowest bit.
    pub(crate) leaf: [f32; LEAVES],
}

/// A sum of trees.
#[derive(Clone, Default)]
pub(crate) struct Forest {
    /// Log-odds before any tree.
    pub(crate) base: f32,
    pub(crate) trees: Vec<Tree>,
}

/// Bytes of one tree in the file: features, thresholds, leaves.
const TREE_BYTES: usize = DEPTH + 4 * DEPTH + 4 * LEAVES;

impl Tree {
    fn leaf_of(&self, features: &[f32; FEATURES]) -> usize {
        let mut leaf = 0;
        for question in 0..DEPTH {
            let yes = features[self.feature[question] as usize % FEATURES] > self.threshold[question];
            leaf |= usize::from(yes) << question;
        }
        leaf % LEAVES
    }
}

impl Forest {
    /// The forest that the crate ships.
    pub(crate) fn shipped() -> &'static Forest {
        static SHIPPED: OnceLock<Forest> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            Forest::from_bytes(include_bytes!("../data/forest.bin"))
                .expect("the shipped forest is whole, a test reads it")
        })
    }

    /// Log-odds that a feature vector is that of one name twice.
    pub(crate) fn log_odds(&self, features: &[f32; FEATURES]) -> f32 {
        self.base + self.trees.iter().map(|tree| tree.leaf[tree.leaf_of(features)]).sum::<f32>()
    }

    /// The log-odds taken apart: what the answer to each question moved, by topic (Saabas 2014). Base and topics sum to the
    /// log-odds.
    pub(crate) fn terms(&self, features: &[f32; FEATURES]) -> (f32, [f32; Topic::ALL.len()]) {
        let mut base = self.base;
        let mut terms = [0.0; Topic::ALL.len()];
        for tree in &self.trees {
            let target = tree.leaf_of(features);
            let mut value = tree.leaf.iter().sum::<f32>() / LEAVES as f32;
            base += value;
            for question in 0..DEPTH {
                let mask = (1 << (question + 1)) - 1;
                let (mut sum, mut count) = (0.0, 0.0);
                for (leaf, &odds) in tree.leaf.iter().enumerate() {
                    if leaf & mask == target & mask {
                        sum += odds;
                        count += 1.0;
                    }
                }
                let narrowed = sum / count;
                let topic = CATALOGUE[tree.feature[question] as usize].1;
                terms[topic as usize] += narrowed - value;
                value = narrowed;
            }
        }
        (base, terms)
    }

    /// Reads what [`Forest::to_bytes`] wrote; `None` when it is cut or asks for features there are not.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Forest> {
        let (base, rest) = bytes.split_first_chunk::<4>()?;
        if rest.len() % TREE_BYTES != 0 {
            return None;
        }
        let number = |bytes: &[u8]| f32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
        let mut forest = Forest { base: f32::from_le_bytes(*base), trees: Vec::new() };
        for tree in rest.chunks(TREE_BYTES) {
            let (feature, numbers) = tree.split_at(DEPTH);
            let feature: [u8; DEPTH] = feature.try_into().ok()?;
            if feature.iter().any(|&feature| feature as usize >= USED) {
                return None;
            }
            forest.trees.push(Tree {
                feature,
                threshold: std::array::from_fn(|at| number(&numbers[4 * at..])),
                leaf: std::array::from_fn(|at| number(&numbers[4 * (DEPTH + at)..])),
            });
        }
        Some(forest)
    }

    /// Writes the forest: the base, then each tree, little-endian.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.base.to_le_bytes().to_vec();
        for tree in &self.trees {
            bytes.extend(tree.feature);
            tree.threshold.iter().chain(&tree.leaf).for_each(|number| bytes.extend(number.to_le_bytes()));
        }
        bytes
    }
}
