//! The E step: which pairs belong to which class, as far as the weights tell.

use super::{Class, KindWeights, Levels, MOST_CLASSES, Share, Weights};
use crate::field::level::MOST_LEVELS;
use crate::field::level_at;
use crate::pattern::PatternCounts;
use rayon::prelude::*;

/// Chances of a class below this are left out.
const LEAST: f64 = 1e-9;
/// So many patterns are one part of the work; parts do not depend on the number of threads.
const PATTERNS_A_PART: usize = 1024;

/// Expected counts of the pairs of one kind of pair of lists.
#[derive(Clone)]
pub(super) struct Expected {
    /// Those of one person.
    pub(super) same: ExpectedClass,
    /// Those of the sharing classes.
    pub(super) classes: Vec<ExpectedClass>,
}

/// Expected pairs of one class: all of them, and for each field those at each level.
#[derive(Clone)]
pub(super) struct ExpectedClass {
    pub(super) pairs: f64,
    pub(super) levels: Vec<Levels>,
}

impl ExpectedClass {
    fn new(fields: usize) -> Self {
        Self { pairs: 0.0, levels: vec![Levels::default(); fields] }
    }

    fn add(&mut self, other: &ExpectedClass) {
        self.pairs += other.pairs;
        for (to, from) in self.levels.iter_mut().zip(&other.levels) {
            to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
        }
    }

    /// Counts a pattern, for the fields that are asked for.
    #[inline]
    fn count(&mut self, pattern: u64, pairs: f64, wanted: impl Fn(usize) -> bool) {
        self.pairs += pairs;
        for (position, levels) in self.levels.iter_mut().enumerate() {
            if wanted(position) {
                levels[level_at(pattern, position) as usize] += pairs;
            }
        }
    }
}

impl Expected {
    fn new(fields: usize, classes: usize) -> Self {
        let class = ExpectedClass::new(fields);
        Self { same: class.clone(), classes: vec![class; classes] }
    }

    fn add(&mut self, other: &Expected) {
        self.same.add(&other.same);
        self.classes.iter_mut().zip(&other.classes).for_each(|(to, from)| to.add(from));
    }
}

/// Returns what is expected of each kind; each pair counted stands for `scale` pairs.
pub(super) fn expect(weights: &Weights, compared: &[PatternCounts], scale: f64) -> Vec<Expected> {
    let tables: Vec<Tables> = (0..compared.len()).map(|kind| Tables::new(weights, kind)).collect();
    let chunks: Vec<(usize, &[(u64, u64)])> = compared
        .iter()
        .enumerate()
        .flat_map(|(kind, patterns)| patterns.counts.chunks(PATTERNS_A_PART).map(move |chunk| (kind, chunk)))
        .collect();
    let (fields, classes) = (weights.fields.len(), weights.classes.len());
    let parts: Vec<(usize, Expected)> = chunks
        .into_par_iter()
        .map(|(kind, chunk)| {
            let mut expected = Expected::new(fields, classes);
            for (pattern, pairs) in chunk {
                tables[kind].add(&mut expected, &weights.classes, *pattern, *pairs as f64 * scale);
            }
            (kind, expected)
        })
        .collect();
    let mut sums = vec![Expected::new(fields, classes); compared.len()];
    parts.iter().for_each(|(kind, part)| sums[*kind].add(part));
    sums
}

/// Returns the natural logarithm of the likelihood of what was counted; each pair counted stands for `scale` pairs.
pub(super) fn log_likelihood(weights: &Weights, compared: &[PatternCounts], scale: f64) -> f64 {
    let of_kind = |(kind, patterns): (usize, &PatternCounts)| {
        let tables = Tables::new(weights, kind);
        let parts: Vec<f64> = patterns
            .counts
            .par_chunks(PATTERNS_A_PART)
            .map(|part| {
                part.iter().map(|(pattern, pairs)| *pairs as f64 * tables.likelihood(*pattern).ln()).sum()
            })
            .collect();
        scale * parts.iter().sum::<f64>()
    };
    compared.iter().enumerate().map(of_kind).sum()
}

/// The probability of each level of each field in each class, for one kind of pair of lists.
///
/// The classes are in the order of [`Weights::probabilities`]; they lie side by side, since a pattern is asked for all.
pub(super) struct Tables {
    parts: Likelihoods,
    /// For each field, for each of its levels.
    fields: Vec<[Likelihoods; MOST_LEVELS]>,
}

/// A number for each class.
type Likelihoods = [f64; MOST_CLASSES];

impl Tables {
    pub(super) fn new(weights: &Weights, kind: usize) -> Self {
        Self::of(weights, &weights.kinds[kind])
    }

    /// Returns the probabilities whatever the lists.
    pub(super) fn common(weights: &Weights) -> Self {
        let m = weights.fields.iter().map(|field| field.m).collect();
        Self::of(weights, &KindWeights { prior: weights.prior, m })
    }

    fn of(weights: &Weights, kind: &KindWeights) -> Self {
        let of_level = |position: usize, level: usize| {
            let (m, u) = (kind.m[position][level], weights.fields[position].u[level]);
            weights.probabilities(position, level, m, u)
        };
        let of_field = |position| std::array::from_fn(|level| of_level(position, level));
        Self { parts: weights.parts(kind.prior), fields: (0..weights.fields.len()).map(of_field).collect() }
    }

    /// Returns the probability of a pattern together with each class.
    #[inline]
    fn likelihoods(&self, pattern: u64) -> Likelihoods {
        let mut likelihoods = self.parts;
        for (position, levels) in self.fields.iter().enumerate() {
            let of_level = &levels[level_at(pattern, position) as usize];
            likelihoods.iter_mut().zip(of_level).for_each(|(product, factor)| *product *= factor);
        }
        likelihoods
    }

    fn add(&self, expected: &mut Expected, classes: &[Class], pattern: u64, pairs: f64) {
        let likelihoods = self.likelihoods(pattern);
        let share = pairs / likelihoods.iter().sum::<f64>();
        let [same, _, sharing @ ..] = likelihoods;
        if share * same >= LEAST {
            expected.same.count(pattern, share * same, |_| true);
        }
        for ((class, expected), likelihood) in classes.iter().zip(&mut expected.classes).zip(sharing) {
            if share * likelihood >= LEAST {
                let shares = &class.shares;
                expected.count(pattern, share * likelihood, |at| shares[at] != Share::Chance);
            }
        }
    }

    /// Returns the probability that a pair with this pattern is one person, rarity aside.
    pub(super) fn probability(&self, pattern: u64) -> f64 {
        let likelihoods = self.likelihoods(pattern);
        likelihoods[0] / likelihoods.iter().sum::<f64>()
    }

    /// Returns the probability of a pattern, whichever class its pair is of.
    fn likelihood(&self, pattern: u64) -> f64 {
        self.likelihoods(pattern).iter().sum()
    }
}
