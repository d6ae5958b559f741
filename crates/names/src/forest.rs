//! Boosted oblivious trees: every node of one depth asks the same question, so a tree is a table read by a few bits.
//!
//! (Friedman, "Greedy function approximation", 2001; the oblivious form as in CatBoost, Prokhorenkova et al. 2018.)

use std::sync::OnceLock;

use crate::features::{CATALOGUE, FEATURES, Topic, USED};
use crate::ranks::Ranks;

/// Questions a tree asks.
pub(crate) const DEPTH: usize = 6;
/// Leaves of a tree.
pub(crate) const LEAVES: usize = 1 << DEPTH;

/// Leaves count in steps of this, so that a sum is the same in any order.
pub(crate) const LEAF_UNIT: f32 = 1.0 / 2048.0;

/// One tree.
#[derive(Clone)]
pub(crate) struct Tree {
    /// Which feature each question reads.
    pub(crate) feature: [u8; DEPTH],
    /// The answer is yes above this.
    pub(crate) threshold: [f32; DEPTH],
    /// Log-odds of each leaf in [`LEAF_UNIT`], the first question in the lowest bit.
    pub(crate) leaf: [i16; LEAVES],
}

/// A sum of trees.
#[derive(Clone, Default)]
pub(crate) struct Forest {
    /// Log-odds before any tree.
    pub(crate) base: f32,
    pub(crate) trees: Vec<Tree>,
}

/// Bytes of one tree in the file: features, thresholds, leaves.
const TREE_BYTES: usize = DEPTH + 4 * DEPTH + 2 * LEAVES;

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

    /// The shipped forest, ready to score.
    pub(crate) fn ranks() -> &'static Ranks {
        static RANKS: OnceLock<Ranks> = OnceLock::new();
        RANKS.get_or_init(|| Ranks::new(Forest::shipped()))
    }

    /// Log-odds that a feature vector is that of one name twice.
    pub(crate) fn log_odds(&self, features: &[f32; FEATURES]) -> f32 {
        let leaves = self.trees.iter().map(|tree| i32::from(tree.leaf[tree.leaf_of(features)]));
        self.base + leaves.sum::<i32>() as f32 * LEAF_UNIT
    }

    /// The log-odds taken apart: what the answer to each question moved, by topic (Saabas 2014). Base and topics sum to the
    /// log-odds.
    pub(crate) fn terms(&self, features: &[f32; FEATURES]) -> (f32, [f32; Topic::ALL.len()]) {
        let mut base = self.base;
        let mut terms = [0.0; Topic::ALL.len()];
        for tree in &self.trees {
            let target = tree.leaf_of(features);
            let odds_of = |leaf: i16| f32::from(leaf) * LEAF_UNIT;
            let mut value = tree.leaf.iter().map(|&leaf| odds_of(leaf)).sum::<f32>() / LEAVES as f32;
            base += value;
            for question in 0..DEPTH {
                let mask = (1 << (question + 1)) - 1;
                let (mut sum, mut count) = (0.0, 0.0);
                for (leaf, &odds) in tree.leaf.iter().enumerate() {
                    if leaf & mask == target & mask {
                        sum += odds_of(odds);
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
                leaf: std::array::from_fn(|at| {
                    let at = 4 * DEPTH + 2 * at;
                    i16::from_le_bytes([numbers[at], numbers[at + 1]])
                }),
            });
        }
        Some(forest)
    }

    /// Writes the forest: the base, then each tree, little-endian.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.base.to_le_bytes().to_vec();
        for tree in &self.trees {
            bytes.extend(tree.feature);
            tree.threshold.iter().for_each(|number| bytes.extend(number.to_le_bytes()));
            tree.leaf.iter().for_each(|leaf| bytes.extend(leaf.to_le_bytes()));
        }
        bytes
    }
}
