//! Expectation–maximisation.

use super::chance::set_u;
use super::{Class, FieldWeights, Share, Weights, sharing_classes};
use crate::field::level::MOST_LEVELS;
use crate::field::{Fields, level_at};
use crate::pattern::PatternCounts;
use rayon::prelude::*;
use tizim_model::Role;

/// The expected level shares count as so many pairs of one person.
const PRIOR_PAIRS: f64 = 10.0;
const MOST_ROUNDS: usize = 200;
/// Converged when the number of pairs of one person changes by less than this part.
const TOLERANCE: f64 = 1e-5;

/// Weights with what training went through.
#[derive(Clone, Debug)]
pub(crate) struct Trained {
    pub(crate) weights: Weights,
    pub(crate) rounds: usize,
    pub(crate) converged: bool,
    /// The pairs of one person that are expected among those compared.
    pub(crate) same_pairs: f64,
}

/// What is trained on.
pub(crate) struct Sample<'a> {
    /// Patterns of the pairs compared.
    pub(crate) compared: &'a PatternCounts,
    /// Each of them stands for so many.
    pub(crate) scale: f64,
    /// Patterns of pairs drawn at random.
    pub(crate) random: &'a PatternCounts,
    /// All pairs that could be one person.
    pub(crate) possible: f64,
    /// The number of records.
    pub(crate) records: f64,
}

/// Trains from a first guess of the number of pairs of one person.
pub(crate) fn train(fields: &Fields, sample: &Sample<'_>, first_guess: f64) -> Trained {
    let possible = sample.possible.max(2.0);
    let mut weights = Weights {
        fields: fields.fields.iter().map(|field| first_weights(field.levels().len(), field)).collect(),
        classes: sharing_classes(fields, (sample.records / possible).min(0.05)),
        prior: (first_guess / possible).clamp(1e-12, 0.5),
        others_a_record: 1.0,
    };
    let random: Vec<(u64, f64)> =
        sample.random.counts.iter().map(|(pattern, pairs)| (*pattern, *pairs as f64)).collect();
    for (position, field) in fields.fields.iter().enumerate() {
        set_u(&mut weights.fields[position], field, position, &random, weights.prior);
    }
    let mut same_pairs = first_guess;
    for round in 1..=MOST_ROUNDS {
        let expected = expect(fields, &weights, sample);
        maximise(fields, &mut weights, &expected, possible);
        let strangers: Vec<(u64, f64)> = random
            .par_iter()
            .map(|(pattern, pairs)| (*pattern, pairs * (1.0 - probability(&weights, *pattern))))
            .collect();
        for (position, field) in fields.fields.iter().enumerate() {
            set_u(&mut weights.fields[position], field, position, &strangers, weights.prior);
        }
        weights.others_a_record = 2.0 * expected.same / sample.records.max(1.0);
        let change = (expected.same - same_pairs).abs() / expected.same.max(1.0);
        same_pairs = expected.same;
        if change < TOLERANCE || round == MOST_ROUNDS {
            return Trained { weights, rounds: round, converged: change < TOLERANCE, same_pairs };
        }
    }
    unreachable!("the last round returns")
}

fn first_weights(levels: usize, field: &crate::field::Field) -> FieldWeights {
    let mut m = [1e-6; MOST_LEVELS];
    let sum: f64 = field.levels()[1..].iter().map(|level| level.expected).sum();
    for (share, level) in m.iter_mut().zip(field.levels()).take(levels).skip(1) {
        *share = level.expected / sum;
    }
    m[0] = 1.0;
    FieldWeights { m, u: [1.0; MOST_LEVELS], top: 0, rarity_chance: 0.5 }
}

/// Returns the probability that a pair with this pattern is one person, rarity aside.
fn probability(weights: &Weights, pattern: u64) -> f64 {
    let (same, strangers, sharing) = weights.likelihoods(pattern, &[1.0; 16]);
    let same = weights.prior * same;
    same / (same + (1.0 - weights.prior) * strangers + sharing)
}

/// Expected counts of one round.
#[derive(Clone)]
struct Expected {
    same: f64,
    /// For each field the expected pairs of one person at each level.
    levels: Vec<[f64; MOST_LEVELS]>,
    classes: Vec<ExpectedClass>,
}

#[derive(Clone)]
struct ExpectedClass {
    pairs: f64,
    /// For each field the pairs that share it, and those where it is known.
    shared: Vec<f64>,
    known: Vec<f64>,
    levels: Vec<[f64; MOST_LEVELS]>,
}

impl Expected {
    fn new(fields: usize, classes: usize) -> Self {
        let class = ExpectedClass {
            pairs: 0.0,
            shared: vec![0.0; fields],
            known: vec![0.0; fields],
            levels: vec![[0.0; MOST_LEVELS]; fields],
        };
        Self { same: 0.0, levels: vec![[0.0; MOST_LEVELS]; fields], classes: vec![class; classes] }
    }

    fn add(&mut self, other: &Expected) {
        self.same += other.same;
        add_levels(&mut self.levels, &other.levels);
        for (class, other) in self.classes.iter_mut().zip(&other.classes) {
            class.pairs += other.pairs;
            class.shared.iter_mut().zip(&other.shared).for_each(|(a, b)| *a += b);
            class.known.iter_mut().zip(&other.known).for_each(|(a, b)| *a += b);
            add_levels(&mut class.levels, &other.levels);
        }
    }
}

fn add_levels(to: &mut [[f64; MOST_LEVELS]], from: &[[f64; MOST_LEVELS]]) {
    for (to, from) in to.iter_mut().zip(from) {
        to.iter_mut().zip(from).for_each(|(a, b)| *a += b);
    }
}

fn expect(fields: &Fields, weights: &Weights, sample: &Sample<'_>) -> Expected {
    let parts: Vec<Expected> = sample
        .compared
        .counts
        .par_chunks(4096)
        .map(|chunk| {
            let mut expected = Expected::new(fields.len(), weights.classes.len());
            for (pattern, pairs) in chunk {
                add_pattern(&mut expected, weights, *pattern, *pairs as f64 * sample.scale);
            }
            expected
        })
        .collect();
    let mut sum = Expected::new(fields.len(), weights.classes.len());
    parts.iter().for_each(|part| sum.add(part));
    sum
}

fn add_pattern(expected: &mut Expected, weights: &Weights, pattern: u64, pairs: f64) {
    let rarity = [1.0; 16];
    let (same, strangers, sharing) = weights.likelihoods(pattern, &rarity);
    let same = weights.prior * same;
    let all = same + (1.0 - weights.prior) * strangers + sharing;
    let same = pairs * same / all;
    expected.same += same;
    for (position, levels) in expected.levels.iter_mut().enumerate() {
        levels[level_at(pattern, position) as usize] += same;
    }
    for (class, expected) in weights.classes.iter().zip(&mut expected.classes) {
        let mut likelihood = class.part;
        for (position, field) in weights.fields.iter().enumerate() {
            likelihood *= class.probability(position, level_at(pattern, position) as usize, field, 1.0);
        }
        let pairs = pairs * likelihood / all;
        if pairs < 1e-9 {
            continue;
        }
        expected.pairs += pairs;
        for (position, field) in weights.fields.iter().enumerate() {
            let level = level_at(pattern, position) as usize;
            if level == 0 {
                continue;
            }
            expected.known[position] += pairs;
            expected.levels[position][level] += pairs;
            if let Share::Shared(share) = class.shares[position] {
                let shared = share * field.m[level];
                expected.shared[position] += pairs * shared / (shared + (1.0 - share) * field.u[level]);
            }
        }
    }
}

fn maximise(fields: &Fields, weights: &mut Weights, expected: &Expected, possible: f64) {
    weights.prior = ((expected.same + 0.5) / possible).clamp(1e-12, 0.5);
    for (position, field) in fields.fields.iter().enumerate() {
        let levels = field.levels();
        let expected_sum: f64 = levels[1..].iter().map(|level| level.expected).sum();
        let known: f64 = expected.levels[position][1..].iter().sum();
        let m = &mut weights.fields[position].m;
        for level in 1..levels.len() {
            let prior = PRIOR_PAIRS * levels[level].expected / expected_sum;
            m[level] = (expected.levels[position][level] + prior) / (known + PRIOR_PAIRS);
        }
        cap_different(&mut m[1..levels.len()], most_different(field.role));
    }
    for (class, expected) in weights.classes.iter_mut().zip(&expected.classes) {
        maximise_class(class, expected, possible);
    }
}

/// Returns the most that records of one person may differ in a field; without a line there, a class of strangers with
/// something else in common could pass for that of one person.
fn most_different(role: Role) -> f64 {
    match role {
        Role::GivenName | Role::FamilyName | Role::BirthDate | Role::Sex => 0.25,
        Role::FatherName | Role::Age | Role::EventDate => 0.35,
        _ => 0.6,
    }
}

/// Cuts the first level, "different", to `most` and spreads what was cut over the others.
fn cap_different(m: &mut [f64], most: f64) {
    if m[0] > most && m[0] < 1.0 {
        let others = (1.0 - most) / (1.0 - m[0]);
        m[0] = most;
        m[1..].iter_mut().for_each(|share| *share *= others);
    }
}

fn maximise_class(class: &mut Class, expected: &ExpectedClass, possible: f64) {
    class.part = (expected.pairs / possible).max(1e-15);
    for (position, share) in class.shares.iter_mut().enumerate() {
        match share {
            Share::Chance => {}
            Share::Shared(part) => {
                *part = (expected.shared[position] + 1.0) / (expected.known[position] + 2.0);
            }
            Share::Own(levels) => {
                let allowed = levels[1..].iter().filter(|part| **part > 0.0).count() as f64;
                let counted = &expected.levels[position];
                for (part, count) in levels.iter_mut().zip(counted).skip(1) {
                    if *part > 0.0 {
                        *part = (count + 1.0) / (expected.known[position] + allowed);
                    }
                }
            }
        }
    }
}
