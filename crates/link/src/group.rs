//! What two groups of records say together on whether they are one person.
//!
//! The pairs across two groups are no independent witnesses, and a pair may lack just the fields that tell most: a name
//! without a day here, a day without a name there. So each field is asked once: the mean, over the pairs in which both
//! have a value, of the logarithm of its probability among pairs of one person, among strangers and in each sharing
//! class. The sums over the fields give the odds as those of a single pair do, and for two single records they are the
//! same (a composite likelihood whose weights add up to one observation a field; Varin, Reid and Firth 2011).

use crate::engine::Engine;
use crate::field::level::MISSING;
use crate::field::{Fields, Memo, level_at};
use crate::train::{MOST_CLASSES, Weights};

/// The most fields that are compared.
const MOST_FIELDS: usize = 16;

/// Of the evidence between two groups the strongest pair is this part, all pairs together the rest. All pairs alone
/// let one poor record keep good ones apart; the strongest alone (single linkage) makes chains.
const STRONGEST: f64 = 0.25;
/// The strongest pair counts at most so much, or one wild pair would outweigh all others.
const MOST_WEIGHT: f64 = 12.0;

/// The evidence of the pairs between two groups, gathered pair by pair.
#[derive(Clone, Debug)]
pub(crate) struct GroupEvidence {
    fields: [FieldSum; MOST_FIELDS],
    /// The prior of the pair whose lists make it the least likely, and what those lists add, log2: where two records of
    /// one list meet, the groups are one person only if that list has the person twice, whatever other pairs there are.
    least: (f64, f64),
    /// The weight of the pair that weighs most.
    strongest: f64,
}

/// The sums of log2 probabilities of one field, over the pairs that have it.
#[derive(Clone, Copy, Debug, Default)]
struct FieldSum {
    pairs: f64,
    classes: [f64; MOST_CLASSES],
}

impl GroupEvidence {
    pub(crate) fn new() -> Self {
        Self { fields: [FieldSum::default(); MOST_FIELDS], least: (1.0, 0.0), strongest: f64::NEG_INFINITY }
    }

    /// Adds a pair: its pattern, its kind of two lists, the codes of its records, and what its lists add.
    pub(crate) fn add(
        &mut self,
        weights: &Weights,
        fields: &Fields,
        pattern: u64,
        kind: usize,
        rows: (&[u32], &[u32]),
        list_shift: f64,
    ) {
        let prior = weights.kinds[kind].prior;
        if prior.log2() + list_shift < self.least.0.log2() + self.least.1 {
            self.least = (prior, list_shift);
        }
        let mut logs = [0.0; MOST_CLASSES];
        for position in 0..fields.len() {
            let level = level_at(pattern, position);
            if level == MISSING {
                continue;
            }
            let sum = &mut self.fields[position];
            sum.pairs += 1.0;
            let values = (rows.0[position], rows.1[position]);
            let of_field = weights.log_probabilities(fields, position, level, kind, values);
            for class in 0..MOST_CLASSES {
                sum.classes[class] += of_field[class];
                logs[class] += of_field[class];
            }
        }
        self.strongest = self.strongest.max(weights.odds(prior, &logs) + list_shift);
    }

    /// Returns the log2 odds that the two groups are one person, before calibration.
    pub(crate) fn weight(&self, weights: &Weights, fields: &Fields) -> f64 {
        let mut logs = [0.0; MOST_CLASSES];
        for (position, sum) in self.fields.iter().enumerate().filter(|(_, sum)| sum.pairs > 0.0) {
            let told = fields.is_told_by(position).is_some_and(|by| self.fields[by].pairs > 0.0);
            if !told {
                logs.iter_mut().zip(sum.classes).for_each(|(log, of_field)| *log += of_field / sum.pairs);
            }
        }
        let (prior, list_shift) = self.least;
        let together = weights.odds(prior, &logs) + list_shift;
        STRONGEST * self.strongest.min(MOST_WEIGHT) + (1.0 - STRONGEST) * together
    }
}

impl Engine {
    /// Returns the weight of two groups of records, by position: log2 odds that they are one person.
    ///
    /// Neither group may be empty.
    pub(crate) fn weight_of_groups(&self, here: &[u32], there: &[u32], memo: &mut Memo) -> f64 {
        let mut group = GroupEvidence::new();
        for a in here {
            for b in there {
                let (a, b) = (*a.min(b), *a.max(b));
                let rows = (self.fields.row(a), self.fields.row(b));
                let pattern = self.fields.pattern(a, b, memo);
                let kind = self.allowed.kind(a, b);
                group.add(&self.weights, &self.fields, pattern, kind, rows, self.list_shift(a, b));
            }
        }
        self.calibrated(group.weight(&self.weights, &self.fields))
    }
}
