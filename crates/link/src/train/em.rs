//! Expectation–maximisation, from several starts.

use super::chance::set_u;
use super::expect::{Expected, Tables, expect, log_likelihood};
use super::maximise::{maximise, maximise_kind};
use super::{FieldWeights, KindWeights, Levels, Weights, sharing_classes};
use crate::field::level::MOST_LEVELS;
use crate::field::{Field, Fields};
use crate::pattern::PatternCounts;
use rayon::prelude::*;

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
    /// Those of each kind of pair of lists.
    pub(crate) same_of_kinds: Vec<f64>,
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
    /// For each kind of pair of lists the patterns of the pairs compared.
    pub(crate) compared: &'a [PatternCounts],
    /// Each of them stands for so many.
    pub(crate) scale: f64,
    /// Patterns of pairs drawn at random, whatever their lists.
    pub(crate) random: &'a PatternCounts,
    /// For each kind all pairs that could be one person.
    pub(crate) possible: &'a [f64],
    /// For each kind whether m is learned for it by itself.
    pub(crate) own_m: &'a [bool],
    /// The number of records.
    pub(crate) records: f64,
}

/// Trains from a first guess of the number of pairs of one person, and from others; the likeliest start is followed.
///
/// The starts look at all lists together; only the one that is followed tells the kinds of pairs of lists apart.
pub(crate) fn train(fields: &Fields, sample: &Sample<'_>, first_guess: f64) -> Trained {
    let random: Vec<(u64, f64)> =
        sample.random.counts.iter().map(|(pattern, pairs)| (*pattern, *pairs as f64)).collect();
    let pooled = [PatternCounts::pooled(sample.compared)];
    let possible = [sample.possible.iter().sum::<f64>().max(2.0)];
    let together = Sample { compared: &pooled, possible: &possible, own_m: &[false], ..*sample };
    let mut walks: Vec<Walk<'_>> = STARTS
        .iter()
        .map(|(part, differing)| Walk::new(fields, &together, &random, first_guess * part, *differing))
        .collect();
    walks.par_iter_mut().for_each(|walk| walk.rounds_until(ROUNDS_OF_STARTS));
    let starts = walks.iter().map(|walk| walk.same_pairs).collect();
    let likelihoods: Vec<f64> =
        walks.iter().map(|walk| log_likelihood(&walk.weights, &pooled, sample.scale)).collect();
    let likeliest = (1..walks.len()).fold(0, |best, at| match likelihoods[at] > likelihoods[best] {
        true => at,
        false => best,
    });
    let mut walk = walks.swap_remove(likeliest).told_apart(sample);
    walk.rounds_until(MOST_ROUNDS);
    let Walk { mut weights, rounds, converged, same_pairs, same_of_kinds, .. } = walk;
    let likelihood = |weights: &Weights| log_likelihood(weights, sample.compared, sample.scale);
    let mut nobody_twice = weights.clone();
    nobody_twice.kinds.iter_mut().for_each(|kind| kind.prior = 1e-12);
    let gain = likelihood(&weights) - likelihood(&nobody_twice);
    let neutral: Vec<usize> = (0..fields.len())
        .filter(|position| {
            let of = &weights.fields[*position];
            let top = usize::from(of.top);
            of.m[top] < of.u[top]
        })
        .collect();
    neutral.iter().for_each(|position| weights.make_neutral(*position));
    Trained { weights, rounds, converged, same_pairs, same_of_kinds, starts, gain, neutral }
}

/// Trains only what is new: the kinds of pairs of lists that an earlier run did not have, all else held as it is.
pub(crate) fn train_new_kinds(fields: &Fields, sample: &Sample<'_>, trained: &mut Trained, new: &[bool]) {
    let weights = &mut trained.weights;
    let kinds = (0..new.len()).filter(|kind| new[*kind]);
    for kind in kinds.clone().filter(|kind| sample.own_m[*kind]) {
        weights.kinds[kind].m = usual_m(fields);
    }
    let mut same = vec![0.0; new.len()];
    for _ in 0..MOST_ROUNDS {
        let expected = expect(weights, sample.compared, sample.scale);
        let mut change = 0.0f64;
        for kind in kinds.clone() {
            maximise_kind(fields, weights, kind, &expected[kind], sample);
            let now = expected[kind].same.pairs;
            change = change.max((now - same[kind]).abs() / now.max(1.0));
            same[kind] = now;
        }
        trained.rounds += 1;
        if change < TOLERANCE {
            break;
        }
    }
    kinds.for_each(|kind| trained.same_of_kinds[kind] = same[kind]);
}

/// Training on its way from one start.
struct Walk<'a> {
    fields: &'a Fields,
    sample: Sample<'a>,
    random: &'a [(u64, f64)],
    weights: Weights,
    rounds: usize,
    converged: bool,
    same_pairs: f64,
    same_of_kinds: Vec<f64>,
}

impl<'a> Walk<'a> {
    fn new(
        fields: &'a Fields,
        sample: &Sample<'a>,
        random: &'a [(u64, f64)],
        guess: f64,
        differing: f64,
    ) -> Self {
        let possible = sample.possible.iter().sum::<f64>().max(2.0);
        let first: Vec<FieldWeights> =
            fields.fields.iter().map(|field| first_weights(field, differing)).collect();
        let prior = (guess / possible).clamp(1e-12, 0.5);
        let kind = KindWeights { prior, m: first.iter().map(|field| field.m).collect() };
        let mut weights = Weights {
            fields: first,
            classes: sharing_classes(fields, (sample.records / possible).min(0.05)),
            prior,
            kinds: vec![kind; sample.compared.len()],
            others_a_record: 1.0,
        };
        for (position, field) in fields.fields.iter().enumerate() {
            set_u(&mut weights.fields[position], field, position, random, weights.prior);
        }
        Self {
            fields,
            sample: Sample { ..*sample },
            random,
            weights,
            rounds: 0,
            converged: false,
            same_pairs: guess,
            same_of_kinds: vec![0.0; sample.compared.len()],
        }
    }

    /// Returns the walk on a sample in which kinds of pairs of lists are told apart.
    fn told_apart(mut self, sample: &Sample<'a>) -> Self {
        // a kind starts from what is usual, not from what is true of all: that may be the habit of two near-copies, from which
        // a rougher list would never get away
        let together = self.weights.kinds[0].clone();
        let usual = KindWeights { m: usual_m(self.fields), prior: together.prior };
        let own = |own: &bool| if *own { usual.clone() } else { together.clone() };
        self.weights.kinds = sample.own_m.iter().map(own).collect();
        self.same_of_kinds = vec![0.0; sample.compared.len()];
        self.converged &= sample.compared.len() == 1;
        self.sample = Sample { ..*sample };
        self
    }

    /// Goes on until nothing changes, or so many rounds are done in all.
    fn rounds_until(&mut self, most: usize) {
        while self.rounds < most && !self.converged {
            self.round();
        }
    }

    fn round(&mut self) {
        let Self { fields, sample, random, weights, .. } = self;
        let expected: Vec<Expected> = expect(weights, sample.compared, sample.scale);
        maximise(fields, weights, &expected, sample);
        let common = Tables::common(weights);
        let strangers: Vec<(u64, f64)> = random
            .par_iter()
            .map(|(pattern, pairs)| (*pattern, pairs * (1.0 - common.probability(*pattern))))
            .collect();
        for (position, field) in fields.fields.iter().enumerate() {
            set_u(&mut weights.fields[position], field, position, &strangers, weights.prior);
        }
        let same: f64 = expected.iter().map(|kind| kind.same.pairs).sum();
        weights.others_a_record = 2.0 * same / sample.records.max(1.0);
        let changes = expected.iter().zip(&self.same_of_kinds).map(|(kind, before)| {
            let same = kind.same.pairs;
            (same - before).abs() / same.max(1.0)
        });
        let change = changes.fold(0.0, f64::max);
        self.same_of_kinds = expected.iter().map(|kind| kind.same.pairs).collect();
        self.same_pairs = same;
        self.rounds += 1;
        self.converged = change < TOLERANCE;
    }
}

/// Returns m as one expects it before seeing the data.
fn usual_m(fields: &Fields) -> Vec<Levels> {
    fields.fields.iter().map(|field| first_weights(field, 1.0).m).collect()
}

fn first_weights(field: &Field, differing: f64) -> FieldWeights {
    let levels = field.levels();
    let mut m: Levels = [1e-6; MOST_LEVELS];
    let expected = |level: usize| levels[level].expected * if level == 1 { differing } else { 1.0 };
    let sum: f64 = (1..levels.len()).map(expected).sum();
    for (level, share) in m.iter_mut().enumerate().take(levels.len()).skip(1) {
        *share = expected(level) / sum;
    }
    m[0] = 1.0;
    FieldWeights { m, u: [1.0; MOST_LEVELS], top: 0, rarity_chance: 0.5 }
}
