//! Worlds drawn at random from a family: capture tables for studies of coverage.
//!
//! [`crate::capture_table`] fixes the numbers of a family, so that runs can be laid beside each other; a study of
//! intervals needs many worlds of a family, each with numbers of its own: shares and capture probabilities of the classes
//! (of each class on each list), strengths and places of dependent pairs, the spread of a personal trait.

use crate::PlanError;
use crate::capture::count;
use crate::chance::{Chance, Purpose};
use crate::family::{Family, MAX_LISTS};

/// How far the numbers of a world may lie from those that the families are known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Ranges as in the literature on these families.
    Usual,
    /// Stronger dependence, a beta instead of a normal trait, rarer capture: worlds unlike those a method was thought up on.
    Other,
    /// Of every class, 5 to 15 % of the people are nearly unseen: log odds lower by 2 to 4 on every list.
    NearlyUnseen,
    /// Of every class, 10 to 40 % of the people are out of reach of one list, as where a list has no office.
    Dropout,
}

impl Reach {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Usual, Self::Other, Self::NearlyUnseen, Self::Dropout];
}

/// Log odds of a list that a person is out of reach of: a chance of one in four million.
const OUT_OF_REACH: f64 = -15.0;

/// A world's capture law: who is caught where.
#[derive(Debug, Clone)]
struct World {
    /// Weight of each class and its log odds of being on each list.
    classes: Vec<(f64, Vec<f64>)>,
    /// Standard deviation of a person's own shift of all log odds.
    spread: f64,
    /// Concentration of a person's own beta-distributed chance about each list's mean; 0 for none.
    concentration: f64,
    /// Pairs of lists and the log odds ratio between them.
    pairs: Vec<(usize, usize, f64)>,
}

impl World {
    fn draw(family: Family, lists: usize, reach: Reach, chance: &mut Chance) -> Self {
        let other = reach == Reach::Other;
        let logits = |chance: &mut Chance, low: f64, high: f64| -> Vec<f64> {
            let (low, high) = if other { (0.7 * low, 0.9 * high) } else { (low, high) };
            (0..lists)
                .map(|_| {
                    let p = chance.between(low, high);
                    libm::log(p / (1.0 - p))
                })
                .collect()
        };
        let (mut spread, mut concentration, mut pairs) = (0.0, 0.0, Vec::new());
        let (weakest, strongest) = if other { (1.0, 2.5) } else { (0.5, 1.5) };
        let classes = match family {
            Family::Independent => vec![(1.0, logits(chance, 0.08, 0.5))],
            Family::Sparse => vec![(1.0, logits(chance, 0.02, 0.1))],
            Family::Heterogeneous => {
                if other {
                    concentration = chance.between(1.5, 4.0);
                } else {
                    spread = chance.between(0.8, 1.5);
                }
                vec![(1.0, logits(chance, 0.08, 0.4))]
            }
            Family::DependentPairs => {
                for (a, b) in distinct_pairs(lists, if lists > 3 { 2 } else { 1 }, chance) {
                    let strength = chance.between(weakest, strongest);
                    pairs.push((a, b, if chance.happens(0.75) { strength } else { -strength }));
                }
                vec![(1.0, logits(chance, 0.08, 0.4))]
            }
            Family::TwoClasses | Family::Mixed => {
                if family == Family::Mixed {
                    for (a, b) in distinct_pairs(lists, 1, chance) {
                        pairs.push((a, b, chance.between(weakest, strongest)));
                    }
                }
                let hidden = chance.between(0.4, 0.75);
                vec![(hidden, logits(chance, 0.03, 0.2)), (1.0 - hidden, logits(chance, 0.25, 0.7))]
            }
            Family::ThreeClasses => {
                let hidden = chance.between(0.3, 0.55);
                let middle = chance.between(0.25, 0.4);
                vec![
                    (hidden, logits(chance, 0.03, 0.15)),
                    (middle, logits(chance, 0.15, 0.4)),
                    (1.0 - hidden - middle, logits(chance, 0.4, 0.8)),
                ]
            }
        };
        let classes = match reach {
            Reach::Usual | Reach::Other => classes,
            Reach::NearlyUnseen => {
                let (share, lower) = (chance.between(0.05, 0.15), chance.between(2.0, 4.0));
                split(classes, share, |logits| logits.iter_mut().for_each(|logit| *logit -= lower))
            }
            Reach::Dropout => {
                let (share, list) = (chance.between(0.1, 0.4), chance.below(lists));
                split(classes, share, |logits| logits[list] = OUT_OF_REACH)
            }
        };
        Self { classes, spread, concentration, pairs }
    }

    /// The lists that one more person is on, 0 for none.
    fn person(&self, chance: &mut Chance) -> u32 {
        let weights: Vec<f64> = self.classes.iter().map(|(weight, _)| *weight).collect();
        let logits = &self.classes[chance.weighted(&weights)].1;
        let shift = if self.spread > 0.0 { self.spread * chance.normal() } else { 0.0 };
        // one uniform place among all people, the same on every list: a comonotone beta trait
        let place = (self.concentration > 0.0).then(|| chance.unit());
        let mut history = 0_u32;
        for (j, logit) in logits.iter().enumerate() {
            // a dependent pair shifts the later list by whether the earlier holds the person, about its mean
            let pull: f64 = self
                .pairs
                .iter()
                .filter(|&&(a, b, _)| a.max(b) == j)
                .map(|&(a, b, strength)| {
                    let earlier = a.min(b);
                    let caught = f64::from((history >> earlier & 1) as u8);
                    strength * (caught - logistic(logits[earlier]))
                })
                .sum();
            let mean = logistic(logit + shift + pull);
            let p = place.map_or(mean, |place| beta_place(place, mean, self.concentration));
            history |= u32::from(chance.happens(p)) << j;
        }
        history
    }
}

/// Takes `share` of the people of every class into a class of their own, whose log odds `change` alters.
fn split(classes: Vec<(f64, Vec<f64>)>, share: f64, change: impl Fn(&mut Vec<f64>)) -> Vec<(f64, Vec<f64>)> {
    let apart = classes.iter().cloned().map(|(weight, mut logits)| {
        change(&mut logits);
        (weight * share, logits)
    });
    let others = classes.iter().map(|(weight, logits)| (weight * (1.0 - share), logits.clone()));
    others.chain(apart).collect()
}

/// A chance to be on a list with this mean for the person at `place` among all: the `place` quantile of Beta(1, b),
/// `1 - (1 - place)^(1/b)` with `b = (1 - mean) / mean`, drawn towards the mean by the concentration (1 for not at all).
fn beta_place(place: f64, mean: f64, concentration: f64) -> f64 {
    let b = (1.0 - mean) / mean;
    let wide = 1.0 - libm::pow(1.0 - place, 1.0 / b);
    let share = 1.0 / concentration;
    share * wide + (1.0 - share) * mean
}

fn logistic(log_odds: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-log_odds))
}

fn distinct_pairs(lists: usize, wanted: usize, chance: &mut Chance) -> Vec<(usize, usize)> {
    let mut all: Vec<(usize, usize)> = (0..lists).flat_map(|a| (a + 1..lists).map(move |b| (a, b))).collect();
    (0..wanted.min(all.len())).map(|_| all.swap_remove(chance.below(all.len()))).collect()
}

/// The capture table of `people` people of a world of `family` drawn by `seed`: counts by history, bit `j` set for list
/// `j`; the first entry, history 0, is the number of people on no list.
///
/// # Errors
/// Fewer than 1 or more than [`MAX_LISTS`] lists.
pub fn world_table(
    family: Family,
    lists: usize,
    people: usize,
    reach: Reach,
    seed: u64,
) -> Result<Vec<(u32, u64)>, PlanError> {
    if !(1..=MAX_LISTS).contains(&lists) {
        return Err(PlanError::Lists { lists });
    }
    let index = (family as u64) << 56 | (lists as u64) << 48 | people as u64;
    let world = World::draw(family, lists, reach, &mut Chance::new(seed, Purpose::World, index));
    let mut chance = Chance::new(seed, Purpose::WorldPeople, index);
    Ok(count((0..people).map(|_| world.person(&mut chance))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worlds_differ_by_seed_and_repeat() {
        for family in Family::ALL {
            for reach in Reach::ALL {
                let table = |seed| world_table(family, 4, 3_000, reach, seed).unwrap();
                assert_eq!(table(1), table(1));
                assert_ne!(table(1), table(2));
                assert_eq!(table(1).iter().map(|(_, count)| count).sum::<u64>(), 3_000);
            }
        }
        assert!(world_table(Family::Sparse, 99, 10, Reach::Usual, 1).is_err());
    }

    #[test]
    fn the_beta_like_trait_keeps_its_mean() {
        for mean in [0.1, 0.3, 0.5] {
            let found: f64 =
                (0..20_000).map(|i| beta_place((f64::from(i) + 0.5) / 20_000.0, mean, 2.0)).sum::<f64>()
                    / 20_000.0;
            assert!((found - mean).abs() < 1e-3, "{found} for {mean}");
        }
    }
}
