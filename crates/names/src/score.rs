//! The probability that two names are one.

use crate::alignment::align;
use crate::edits::Costs;
use crate::features::features;
use crate::forest::Forest;
use crate::name::Name;
use crate::rarity::Rarity;

/// The probability, 0 to 1, that two names were meant as the name of one person.
///
/// Symmetric, allocates nothing. `rarity` says how rare names are in the user's lists ([`Rarity::default`] when not known).
/// Two empty names, or an empty and another, give 0.
pub fn similarity(a: &Name, b: &Name, rarity: &Rarity) -> f64 {
    let (a, b) = if a.precedes(b) { (a, b) } else { (b, a) };
    let alignment = align(a, b, Costs::shipped());
    if alignment.met().is_empty() {
        return 0.0;
    }
    let features = features(a, b, &alignment, rarity);
    logistic(f64::from(Forest::ranks().log_odds(&features)))
}

/// The probability of log-odds.
pub(crate) fn logistic(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// Similarity of two texts that are one part of a name each (given names with given names), 0 to 1.
///
/// 1 when they fold to the same sounds; tolerant of spelling, script and typing errors; words in any order. Symmetric,
/// allocates nothing. Empty against anything gives 0.
pub fn token_similarity(a: &Name, b: &Name) -> f64 {
    let (a, b) = if a.precedes(b) { (a, b) } else { (b, a) };
    let alignment = align(a, b, Costs::shipped());
    let count = a.names().count().max(b.names().count());
    if count == 0 {
        return 0.0;
    }
    let least = a.names().count().min(b.names().count());
    let sum: f32 = alignment.met().iter().map(|met| met.similarity).sum();
    let spare = (count - least) as f32;
    f64::from((sum / (least as f32 + 0.5 * spare).max(1.0)).clamp(0.0, 1.0))
}
