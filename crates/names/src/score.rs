//! The probability that two names are one.

use crate::alignment::{Alignment, align};
use crate::edits::Costs;
use crate::features::features;
use crate::forest::Forest;
use crate::name::{Name, Part, Token};
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
    let forest = Forest::ranks().log_odds(&features);
    logistic(f64::from(forest + same_throughout(a, b, &alignment, forest)))
}

/// Two names of the same words have at least these log-odds, in whatever order, case or alphabet of Kazakh they are written.
const SAME_WORDS: f32 = 5.0;

/// What is added to the log-odds of the forest where two names are the same words: two at least, none an initial, and none
/// said to be a father's name (`ibn`, `оглы`) here and the bearer's there.
pub(crate) fn same_throughout(a: &Name, b: &Name, alignment: &Alignment, forest: f32) -> f32 {
    let met = alignment.met();
    // what only the form tells is told of the same form: a difference comes from the alphabet (-ович, -ovitş)
    let fathers = |token: &Token| token.part == Part::Patronymic && !token.guessed;
    let all = |name: &Name| name.names().count() == met.len();
    let same = met.iter().all(|met| {
        let (x, y) = (&a.tokens()[met.a as usize], &b.tokens()[met.b as usize]);
        let plain = !x.is_initial() && !y.is_initial() && met.a_joined + met.b_joined == 0;
        plain && x.is_same(y) && fathers(x) == fathers(y)
    });
    if same && met.len() >= 2 && all(a) && all(b) { (SAME_WORDS - forest).max(0.0) } else { 0.0 }
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
