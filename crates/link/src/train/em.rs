//! Expectation–maximisation.

use super::chance::set_u;
use super::{Class, FieldWeights, Share, Weights, sharing_classes};
use crate::field::level::MOST_LEVELS;
use crate::field::{Field, Fields, Values, level_at};
use crate::pattern::PatternCounts;
use rayon::prelude::*;
use tizim_model::Role;

/// The expected level shares count as so many pairs of one person: more for parts of names, whose errors are much alike
/// everywhere, than for the rest.
const PRIOR_PAIRS: f64 = 10.0;
const PRIOR_PAIRS_OF_NAMES: f64 = 25.0;
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
    /// For each start the pairs of one person that it came to; the likeliest start was followed to the end.
    pub(crate) starts: Vec<f64>,
    /// By how many natural log units the patterns are likelier with a class of one person than without.
    pub(crate) gain: f64,
    /// Fields that agreed less often within one person than among strangers, and were made neutral.
    pub(crate) neutral: Vec<usize>,
}

/// Where training starts: the guess of the pairs of one person times the first, levels of difference as expected times
/// the second.
const STARTS: [(f64, f64); 3] = [(1.0, 1.0), (0.05, 1.0), (0.5, 0.1)];
/// After so many rounds the likeliest start is chosen.
const ROUNDS_OF_STARTS: usize = 15;

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

/// Trains from a first guess of the number of pairs of one person, and from others; the likeliest start is followed.
pub(crate) fn train(fields: &Fields, sample: &Sample<'_>, first_guess: f64) -> Trained {
    let random: Vec<(u64, f64)> =
        sample.random.counts.iter().map(|(pattern, pairs)| (*pattern, *pairs as f64)).collect();
    let mut walks: Vec<Walk<'_>> = STARTS
        .iter()
        .map(|(part, differing)| Walk::new(fields, sample, &random, first_guess * part, *differing))
        .collect();
    walks.iter_mut().for_each(|walk| walk.rounds_until(ROUNDS_OF_STARTS));
    let starts = walks.iter().map(|walk| walk.same_pairs).collect();
    let likeliest =
        (1..walks.len()).fold(0, |best, at| match walks[at].log_likelihood > walks[best].log_likelihood {
            true => at,
            false => best,
        });
    let mut walk = walks.swap_remove(likeliest);
    walk.rounds_until(MOST_ROUNDS);
    let Walk { mut weights, rounds, converged, same_pairs, .. } = walk;
    let log_likelihood = expect(fields, &weights, sample).log_likelihood;
    let nobody_twice = Weights { prior: 1e-12, ..weights.clone() };
    let gain = log_likelihood - expect(fields, &nobody_twice, sample).log_likelihood;
    let neutral: Vec<usize> = (0..fields.len())
        .filter(|position| {
            let of = &weights.fields[*position];
            let top = usize::from(of.top);
            of.m[top] < of.u[top] && !matches!(fields.fields[*position].values, Values::Lists { .. })
        })
        .collect();
    neutral.iter().for_each(|position| weights.fields[*position].m = weights.fields[*position].u);
    Trained { weights, rounds, converged, same_pairs, starts, gain, neutral }
}

/// Training on its way from one start.
struct Walk<'a> {
    fields: &'a Fields,
    sample: &'a Sample<'a>,
    random: &'a [(u64, f64)],
    weights: Weights,
    rounds: usize,
    converged: bool,
    same_pairs: f64,
    log_likelihood: f64,
}

impl<'a> Walk<'a> {
    fn new(
        fields: &'a Fields,
        sample: &'a Sample<'a>,
        random: &'a [(u64, f64)],
        guess: f64,
        differing: f64,
    ) -> Self {
        let possible = sample.possible.max(2.0);
        let mut weights = Weights {
            fields: fields.fields.iter().map(|field| first_weights(field, differing)).collect(),
            classes: sharing_classes(fields, (sample.records / possible).min(0.05)),
            prior: (guess / possible).clamp(1e-12, 0.5),
            others_a_record: 1.0,
        };
        for (position, field) in fields.fields.iter().enumerate() {
            set_u(&mut weights.fields[position], field, position, random, weights.prior);
        }
        let log_likelihood = f64::NEG_INFINITY;
        Self {
            fields,
            sample,
            random,
            weights,
            rounds: 0,
            converged: false,
            same_pairs: guess,
            log_likelihood,
        }
    }

    /// Goes on until nothing changes, or so many rounds are done in all.
    fn rounds_until(&mut self, most: usize) {
        while self.rounds < most && !self.converged {
            self.round();
        }
    }

    fn round(&mut self) {
        let Self { fields, sample, random, weights, .. } = self;
        let expected = expect(fields, weights, sample);
        maximise(fields, weights, &expected, sample.possible.max(2.0));
        let strangers: Vec<(u64, f64)> = random
            .par_iter()
            .map(|(pattern, pairs)| (*pattern, pairs * (1.0 - probability(weights, *pattern))))
            .collect();
        for (position, field) in fields.fields.iter().enumerate() {
            set_u(&mut weights.fields[position], field, position, &strangers, weights.prior);
        }
        weights.others_a_record = 2.0 * expected.same / sample.records.max(1.0);
        let change = (expected.same - self.same_pairs).abs() / expected.same.max(1.0);
        self.same_pairs = expected.same;
        self.log_likelihood = expected.log_likelihood;
        self.rounds += 1;
        self.converged = change < TOLERANCE;
    }
}

fn first_weights(field: &Field, differing: f64) -> FieldWeights {
    let levels = field.levels();
    let mut m = [1e-6; MOST_LEVELS];
    let expected = |level: usize| levels[level].expected * if level == 1 { differing } else { 1.0 };
    let sum: f64 = (1..levels.len()).map(expected).sum();
    for (level, share) in m.iter_mut().enumerate().take(levels.len()).skip(1) {
        *share = expected(level) / sum;
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
    /// Of the patterns, natural logarithm.
    log_likelihood: f64,
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
        Self {
            same: 0.0,
            log_likelihood: 0.0,
            levels: vec![[0.0; MOST_LEVELS]; fields],
            classes: vec![class; classes],
        }
    }

    fn add(&mut self, other: &Expected) {
        self.same += other.same;
        self.log_likelihood += other.log_likelihood;
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
    expected.log_likelihood += pairs * all.ln();
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
        let strength = match field.values {
            Values::Parts(_) => PRIOR_PAIRS_OF_NAMES,
            _ => PRIOR_PAIRS,
        };
        let m = &mut weights.fields[position].m;
        for level in 1..levels.len() {
            let prior = strength * levels[level].expected / expected_sum;
            m[level] = (expected.levels[position][level] + prior) / (known + strength);
        }
        for (unlike, most) in most_unlike(field) {
            cap(&mut m[1..levels.len()], *unlike, *most);
        }
    }
    for (class, expected) in weights.classes.iter_mut().zip(&expected.classes) {
        maximise_class(class, expected, possible);
    }
}

/// Returns for some of the lowest levels, that so many of them together have at most this part of the pairs of one person.
///
/// Without a line there, a class of relatives or strangers with something in common could pass for that of one person.
fn most_unlike(field: &Field) -> &'static [(usize, f64)] {
    match (&field.values, field.role) {
        (Values::Lists { .. }, _) => &[],
        (Values::Firsts(_), _) => &[(1, 0.15), (2, 0.2)],
        (Values::Rests(_), _) => &[(1, 0.25)],
        (Values::Dates(_), Role::BirthDate) => &[(3, 0.3), (1, 0.2)],
        (_, Role::Sex) => &[(1, 0.1)],
        (_, Role::GivenName | Role::FamilyName) => &[(1, 0.25)],
        (_, Role::FatherName | Role::Age | Role::EventDate) => &[(1, 0.35)],
        _ => &[(1, 0.6)],
    }
}

/// Cuts the sum of the first `unlike` shares to `most` and spreads what was cut over the others.
fn cap(m: &mut [f64], unlike: usize, most: f64) {
    let sum: f64 = m[..unlike].iter().sum();
    if sum > most && sum < 1.0 {
        let others = (1.0 - most) / (1.0 - sum);
        m[..unlike].iter_mut().for_each(|share| *share *= most / sum);
        m[unlike..].iter_mut().for_each(|share| *share *= others);
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
