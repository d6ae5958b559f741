//! Simulated populations of known size: the families that intervals are checked on.

use rand::RngExt;
use serde::{Deserialize, Serialize};

use crate::error::EstimateError;
use crate::stream::{Stream, normal, stream};
use crate::table::CaptureTable;

/// How the people of a simulated world come to be on lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// Lists independent, everybody with the same chances.
    Independent,
    /// Two kinds of people, lists independent within each.
    TwoClasses,
    /// Three kinds of people.
    ThreeClasses,
    /// Pairs of lists that lead to one another or shun one another, log-linear.
    DependentPairs,
    /// Independent lists that reach few people.
    Sparse,
    /// Everybody with a chance of their own: a normal shift of the logits.
    Heterogeneous,
    /// Two kinds of people and one dependent pair.
    Mixed,
}

impl Family {
    /// All seven.
    pub const ALL: [Family; 7] = [
        Family::Independent,
        Family::TwoClasses,
        Family::ThreeClasses,
        Family::DependentPairs,
        Family::Sparse,
        Family::Heterogeneous,
        Family::Mixed,
    ];

    /// The name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Family::Independent => "indep",
            Family::TwoClasses => "lcm2",
            Family::ThreeClasses => "lcm3",
            Family::DependentPairs => "loglin",
            Family::Sparse => "sparse",
            Family::Heterogeneous => "hetero",
            Family::Mixed => "mixed",
        }
    }
}

/// A world's capture law, drawn from its family: who is caught where.
#[derive(Debug, Clone)]
struct World {
    /// Weight of each kind of people and their logits of being on each list.
    kinds: Vec<(f64, Vec<f64>)>,
    /// Standard deviation of a person's own shift of all logits.
    spread: f64,
    /// Pairs of lists and the log odds ratio between them.
    pairs: Vec<(usize, usize, f64)>,
}

impl World {
    /// Draws the parameters of a world of `family` with `lists` lists.
    fn new(family: Family, lists: usize, rng: &mut Stream) -> Self {
        let logits = |rng: &mut Stream, low: f64, high: f64| -> Vec<f64> {
            (0..lists)
                .map(|_| {
                    let p: f64 = rng.random_range(low..high);
                    (p / (1.0 - p)).ln()
                })
                .collect()
        };
        let mut spread = 0.0;
        let mut pairs = Vec::new();
        let one = |logits| vec![(1.0, logits)];
        let kinds = match family {
            Family::Independent => one(logits(rng, 0.08, 0.5)),
            Family::Sparse => one(logits(rng, 0.02, 0.1)),
            Family::Heterogeneous => {
                spread = rng.random_range(0.8..1.5);
                one(logits(rng, 0.08, 0.4))
            }
            Family::DependentPairs => {
                for (a, b) in distinct_pairs(lists, if lists > 3 { 2 } else { 1 }, rng) {
                    let strength = rng.random_range(0.5..1.5);
                    pairs.push((a, b, if rng.random_bool(0.75) { strength } else { -strength }));
                }
                one(logits(rng, 0.08, 0.4))
            }
            Family::TwoClasses | Family::Mixed => {
                if family == Family::Mixed {
                    for (a, b) in distinct_pairs(lists, 1, rng) {
                        pairs.push((a, b, rng.random_range(0.5..1.5)));
                    }
                }
                let hidden = rng.random_range(0.4..0.75);
                vec![(hidden, logits(rng, 0.03, 0.2)), (1.0 - hidden, logits(rng, 0.25, 0.7))]
            }
            Family::ThreeClasses => {
                let hidden = rng.random_range(0.3..0.55);
                let middle = rng.random_range(0.25..0.4);
                vec![
                    (hidden, logits(rng, 0.03, 0.15)),
                    (middle, logits(rng, 0.15, 0.4)),
                    (1.0 - hidden - middle, logits(rng, 0.4, 0.8)),
                ]
            }
        };
        Self { kinds, spread, pairs }
    }

    /// The lists that one more person is on, 0 for none.
    fn person(&self, rng: &mut Stream) -> u64 {
        let mut at = rng.random::<f64>();
        let kind = self.kinds.iter().find(|(weight, _)| {
            at -= weight;
            at < 0.0
        });
        let Some((_, logits)) = kind.or(self.kinds.last()) else { return 0 };
        let shift = if self.spread > 0.0 { self.spread * normal(rng) } else { 0.0 };
        let mut pattern = 0u64;
        for (j, logit) in logits.iter().enumerate() {
            // a dependent pair shifts the later list by whether the earlier holds the person, about its mean
            let pull: f64 = self
                .pairs
                .iter()
                .filter(|&&(a, b, _)| a.max(b) == j)
                .map(|&(a, b, strength)| {
                    let earlier = a.min(b);
                    let caught = f64::from((pattern >> earlier & 1) as u8);
                    strength * (caught - 1.0 / (1.0 + (-logits[earlier]).exp()))
                })
                .sum();
            let p = 1.0 / (1.0 + (-(logit + shift + pull)).exp());
            pattern |= u64::from(rng.random::<f64>() < p) << j;
        }
        pattern
    }
}

fn distinct_pairs(lists: usize, count: usize, rng: &mut Stream) -> Vec<(usize, usize)> {
    let mut all: Vec<(usize, usize)> = (0..lists).flat_map(|a| (a + 1..lists).map(move |b| (a, b))).collect();
    (0..count.min(all.len())).map(|_| all.swap_remove(rng.random_range(0..all.len()))).collect()
}

/// The lists that each of `people` people of a simulated world is on, 0 for those on none; bit `j` is list `j`.
///
/// # Errors
/// Fewer than 2 or more than 20 lists.
pub fn simulate_people(
    family: Family,
    lists: usize,
    people: u64,
    seed: u64,
) -> Result<Vec<u64>, EstimateError> {
    if !(2..=20).contains(&lists) {
        let range = "from 2 to 20";
        return Err(EstimateError::Option { option: "lists", value: lists.to_string(), range });
    }
    let mut rng = stream(seed, 51 + family as u64, (lists as u64) << 40 | people);
    let world = World::new(family, lists, &mut rng);
    Ok((0..people).map(|_| world.person(&mut rng)).collect())
}

/// The capture table of a simulated world of `people` people: those on no list are left out, and `people` is the
/// truth that an estimate should find.
///
/// # Errors
/// As [`simulate_people`].
pub fn simulate_table(
    family: Family,
    lists: usize,
    people: u64,
    seed: u64,
) -> Result<CaptureTable, EstimateError> {
    let patterns = simulate_people(family, lists, people, seed)?;
    let names = (1..=lists).map(|j| format!("list {j}")).collect();
    CaptureTable::from_rows(names, patterns.into_iter().filter(|&pattern| pattern != 0))
}
