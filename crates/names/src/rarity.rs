//! How rare a name is: two people seldom share a rare one by chance.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::name::{Name, Token};

/// How many name tokens a user's lists need before their own frequencies are used.
const ENOUGH: u32 = 200;
/// Surprises lie between these, in natural log units.
const LEAST: f32 = 2.0;
const MOST: f32 = 10.0;
/// Stored surprises count in steps of this.
const STEP: f32 = 1.0 / 24.0;

/// How rare names are: from the user's own lists when they are long enough, else from the shipped table.
///
/// The shipped table counts the names of the training data (politicians of the world, people under sanctions).
#[derive(Clone, Debug, Default)]
pub struct Rarity {
    /// Surprise by skeleton; empty when the shipped table is used.
    counted: FxHashMap<u32, f32>,
    unseen: f32,
}

impl Rarity {
    /// Counts the tokens of the given names. With fewer than 200 tokens the shipped table is used instead.
    pub fn from_names<'a>(names: impl IntoIterator<Item = &'a Name>) -> Rarity {
        let (counts, total) = count(names);
        if total < ENOUGH {
            return Rarity::default();
        }
        let of = |count: u32| surprise(count, total);
        Rarity {
            counted: counts.into_iter().map(|(skeleton, count)| (skeleton, of(count))).collect(),
            unseen: of(0),
        }
    }

    /// The surprise at meeting a name that sounds like this one: -ln of its frequency, 2 (one in seven) to 10 (one in 20,000).
    pub(crate) fn surprise(&self, token: &Token) -> f32 {
        if self.counted.is_empty() {
            return f32::from(token.surprise) * STEP;
        }
        self.counted.get(&token.skeleton).copied().unwrap_or(self.unseen)
    }
}

fn surprise(count: u32, total: u32) -> f32 {
    let total = f64::from(total.max(10_000));
    (((total + 100.0) / (f64::from(count) + 0.5)).ln() as f32).clamp(LEAST, MOST)
}

/// Counts name tokens by skeleton; answers the counts and their sum.
pub(crate) fn count<'a>(names: impl IntoIterator<Item = &'a Name>) -> (FxHashMap<u32, u32>, u32) {
    let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
    let mut total = 0_u32;
    for token in names.into_iter().flat_map(Name::names).filter(|token| !token.is_initial()) {
        *counts.entry(token.skeleton).or_default() += 1;
        total = total.saturating_add(1);
    }
    (counts, total)
}

/// The surprise of a skeleton in the shipped table, in stored steps.
pub(crate) fn shipped(skeleton: u32) -> u8 {
    static TABLE: OnceLock<FxHashMap<u32, u8>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let bytes = include_bytes!("../data/rarity.bin");
        let entry = |at: &[u8]| (u32::from_le_bytes([at[0], at[1], at[2], at[3]]), at[4]);
        bytes.chunks_exact(5).map(entry).collect()
    });
    table.get(&skeleton).copied().unwrap_or((MOST / STEP) as u8)
}

/// The shipped table from counts: skeletons seen at least `least` times, in order, with their surprise in steps.
pub(crate) fn to_bytes(counts: &FxHashMap<u32, u32>, total: u32, least: u32) -> Vec<u8> {
    let mut entries: Vec<(u32, u32)> = counts
        .iter()
        .filter(|(_, count)| **count >= least)
        .map(|(skeleton, count)| (*skeleton, *count))
        .collect();
    entries.sort_unstable();
    let mut bytes = Vec::new();
    for (skeleton, count) in entries {
        bytes.extend(skeleton.to_le_bytes());
        bytes.push((surprise(count, total) / STEP) as u8);
    }
    bytes
}
