//! How strangers agree: u from random pairs, with full agreement counted exactly.

use super::FieldWeights;
use crate::field::level::MOST_LEVELS;
use crate::field::{Field, Values, level_at};

/// Of the chance of full agreement, at least this part is left when the pairs of one person are taken out of it.
const LEAST_PART: f64 = 0.05;

/// Sets u of a field from patterns with the number of random pairs of strangers that have each.
///
/// Full agreement is not left to the sample: its chance is the sum of squared frequencies, from which the pairs
/// of one person (`prior` of all pairs, with m) are taken out.
pub(crate) fn set_u(
    weights: &mut FieldWeights,
    field: &Field,
    position: usize,
    strangers: &[(u64, f64)],
    prior: f64,
) {
    let mut counts = [0.0; MOST_LEVELS];
    for (pattern, pairs) in strangers {
        counts[level_at(*pattern, position) as usize] += pairs;
    }
    let levels = field.levels();
    let (top, chance) = field.chance_of_same;
    let top = usize::from(top);
    let own = prior * weights.m[top];
    let least = (chance * LEAST_PART).max(0.1 / (field.present as f64).powi(2));
    let chance = ((chance - own) / (1.0 - prior)).max(least).min(0.99);
    // half a pair for each level, so that a level never seen among strangers stays possible
    let below: f64 = (1..levels.len()).filter(|level| *level != top).map(|level| counts[level] + 0.5).sum();
    for (level, pairs) in counts.iter().enumerate().take(levels.len()).skip(1) {
        weights.u[level] = match level == top {
            true => chance,
            false => (1.0 - chance) * (pairs + 0.5) / below,
        };
    }
    weights.u[0] = 1.0;
    weights.top = top as u8;
    weights.rarity_chance = match field.values {
        // names are rare or frequent by their sound, which full agreement does not measure
        Values::Firsts(_) | Values::Rests(_) => field.rarity.chance,
        _ => chance,
    };
}
