//! What the training command needs to see; no part of the interface.

use crate::alignment::align;
use crate::edits::{Costs, Table};
use crate::features::{self, CATALOGUE, FEATURES};
use crate::fold::CLASSES;
use crate::forest::{DEPTH, Forest, LEAF_UNIT, LEAVES, Tree};
use crate::name::{Name, Part, Token};
use crate::rarity::Rarity;
use crate::{edits, sound};

/// How many sounds there are, the empty one included.
pub const SOUNDS: usize = sound::COUNT;
/// How many classes of scripts there are.
pub const SCRIPT_CLASSES: usize = CLASSES;
/// How many places a gap is told apart by.
pub const GAP_PLACES: usize = edits::PLACES;

/// The sounds of a token as codes.
pub fn codes(token: &Token) -> &[u8] {
    token.codes()
}

/// How alike two sounds are by ear.
pub fn likeness(a: u8, b: u8) -> f64 {
    sound::likeness(a, b)
}

/// A letter of Kazakh Cyrillic in the Latin letters of 2021.
pub fn rewritten_2021(letter: char) -> Option<&'static str> {
    crate::fold::latin_2021::rewritten(letter)
}

/// How a sound is shown.
pub fn shown(code: u8) -> &'static str {
    sound::shown(code)
}

/// Which gap table a position reads.
pub fn place(at: usize, len: usize) -> usize {
    edits::place(at, len)
}

/// Tables of costs while they are trained.
pub struct TrainedCosts(Costs);

impl TrainedCosts {
    /// The costs by ear, from which training starts.
    pub fn by_ear() -> TrainedCosts {
        TrainedCosts(Costs::by_ear())
    }

    /// Sets the table of an ordered pair of classes from natural log-odds: `pair[x][y]`, `gap[place][x]`.
    pub fn set(&mut self, class_a: usize, class_b: usize, pair: &[Vec<f64>], gap: &[Vec<f64>]) {
        let whole = |score: f64| (score * edits::UNIT).round().clamp(-127.0, 127.0) as i8;
        let flat = |rows: &[Vec<f64>], count: usize| {
            let mut out = vec![0_i8; count * edits::WIDTH];
            for (to, from) in out.chunks_mut(edits::WIDTH).zip(rows) {
                to.iter_mut().zip(from).for_each(|(to, &score)| *to = whole(score));
            }
            out
        };
        self.0.tables[class_a * CLASSES + class_b] =
            Table::new(flat(pair, edits::WIDTH), flat(gap, edits::PLACES));
    }

    /// The file that the crate ships.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.to_bytes()
    }

    /// Pairs of tokens of two names that meet under these costs, with their similarity.
    pub fn met(&self, a: &Name, b: &Name) -> Vec<(Token, Token, f32)> {
        let token = |name: &Name, at: u8| name.tokens()[at as usize];
        align(a, b, &self.0)
            .met()
            .iter()
            .map(|met| (token(a, met.a), token(b, met.b), met.similarity))
            .collect()
    }
}

/// The table of rare and common names: skeletons that were seen at least five times.
pub fn rarity_bytes(names: &[Name]) -> Vec<u8> {
    let (counts, total) = crate::rarity::count(names);
    crate::rarity::to_bytes(&counts, total, 5)
}

/// The table of how common the beginnings of names are.
pub fn beginnings_bytes(names: &[Name]) -> Vec<u8> {
    crate::beginnings::to_bytes(names)
}

/// The table of known spellings from groups of forms of one name; forms of more than one word are left out.
pub fn forms_bytes(groups: &[Vec<&str>]) -> Vec<u8> {
    let mut forms = Vec::new();
    for (group, at) in groups.iter().zip(1_u32..) {
        // two bytes are enough to tell two names apart: one pair in 65,535 is taken for one by chance
        let name = (at.wrapping_mul(0x9E37_79B1) >> 16) as u16;
        for form in group {
            if let [token] = Name::parse_part(form, Part::Unknown).tokens() {
                forms.push((token.spelling, name.max(1)));
            }
        }
    }
    crate::forms::to_bytes(&forms)
}

/// How many features a pair of names has.
pub const FEATURE_COUNT: usize = FEATURES;
/// Questions a tree asks, and leaves it has.
pub const TREE_DEPTH: usize = DEPTH;
/// Leaves of a tree.
pub const TREE_LEAVES: usize = LEAVES;

/// The names of the features.
pub fn feature_names() -> Vec<&'static str> {
    CATALOGUE.iter().map(|(name, _)| *name).collect()
}

/// The features of a pair, in both orders the same.
pub fn pair_features(a: &Name, b: &Name, rarity: &Rarity) -> [f32; FEATURES] {
    let (a, b) = if a.precedes(b) { (a, b) } else { (b, a) };
    features::features(a, b, &align(a, b, Costs::shipped()), rarity)
}

/// A forest while it is grown.
#[derive(Default)]
pub struct GrownForest(Forest);

impl GrownForest {
    /// Starts with the log-odds of the base rate.
    pub fn new(base: f32) -> GrownForest {
        GrownForest(Forest { base, trees: Vec::new() })
    }

    /// Adds a tree; its leaves (log-odds) are rounded to the steps in which they are stored, as returned.
    pub fn push(
        &mut self,
        feature: [u8; DEPTH],
        threshold: [f32; DEPTH],
        leaf: [f32; LEAVES],
    ) -> [f32; LEAVES] {
        let leaf = leaf.map(|odds| (odds / LEAF_UNIT).round() as i16);
        self.0.trees.push(Tree { feature, threshold, leaf });
        leaf.map(|steps| f32::from(steps) * LEAF_UNIT)
    }

    /// The log-odds of a feature vector.
    pub fn log_odds(&self, features: &[f32; FEATURES]) -> f32 {
        self.0.log_odds(features)
    }

    /// The file that the crate ships.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.to_bytes()
    }
}
