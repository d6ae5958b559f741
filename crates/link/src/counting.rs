//! One pass over the pairs to compare, counting their patterns to train on.

use crate::blocking::{BlockingReport, Pairing};
use crate::content::mixed;
use crate::field::{Fields, Memo};
use crate::linkage::Stage;
use crate::pattern::{Allowed, Counting, PatternCounts};
use crate::train::{Sample, Trained, train, train_new_kinds};

/// Training looks at about so many of the pairs compared.
const TRAINING_PAIRS: f64 = 3.0e6;

/// What was counted.
pub(crate) struct Counted {
    /// For each kind of pair of lists the patterns of its pairs, or of a part of them.
    compared: Vec<PatternCounts>,
    /// Each pair counted stands for so many.
    scale: f64,
    /// Whether all pairs were compared, so that these patterns also show how strangers agree.
    all_pairs: bool,
}

/// What one part of the pass counts.
struct Part {
    /// For each kind of pair of lists.
    patterns: Vec<Counting>,
    by_rule: Vec<u64>,
    memo: Memo,
}

/// Counts the patterns of the pairs to compare, and tells the report the pairs that each rule is the first to propose.
pub(crate) fn count(
    fields: &Fields,
    allowed: &Allowed,
    pairing: &Pairing,
    blocking: &mut BlockingReport,
    progress: &(dyn Fn(Stage, f64) + Sync),
) -> Counted {
    let (rules, kinds) = (blocking.rules.len().max(1), allowed.list_pairs.len());
    let expected: u64 = blocking.rules.iter().map(|rule| rule.pairs).sum();
    let part = if blocking.all_pairs { 1.0 } else { (TRAINING_PAIRS / expected.max(1) as f64).min(1.0) };
    let line = (part * u64::MAX as f64) as u64;
    let parts = pairing.fold(
        allowed,
        || Part { patterns: vec![Counting::default(); kinds], by_rule: vec![0; rules], memo: Memo::new() },
        |counting, a, b, rule| {
            counting.by_rule[usize::from(rule)] += 1;
            if part >= 1.0 || mixed(u64::from(a), u64::from(b)) <= line {
                let pattern = fields.pattern(a, b, &mut counting.memo);
                *counting.patterns[allowed.kind(a, b)].entry(pattern).or_default() += 1;
            }
        },
        |done| progress(Stage::Train, 0.7 * done),
    );
    let mut patterns: Vec<Vec<Counting>> = vec![Vec::with_capacity(parts.len()); kinds];
    for counting in parts {
        for (rule, new) in blocking.rules.iter_mut().zip(&counting.by_rule) {
            rule.new_pairs += new;
        }
        patterns.iter_mut().zip(counting.patterns).for_each(|(parts, part)| parts.push(part));
    }
    Counted {
        compared: patterns.into_iter().map(PatternCounts::sum).collect(),
        scale: 1.0 / part,
        all_pairs: blocking.all_pairs,
    }
}

impl Counted {
    /// Trains on what was counted; `random` has the patterns of pairs drawn at random.
    pub(crate) fn train(
        &self,
        fields: &Fields,
        allowed: &Allowed,
        random: &PatternCounts,
        records: usize,
    ) -> Trained {
        let pooled = self.all_pairs.then(|| PatternCounts::pooled(&self.compared));
        let sample = Sample {
            compared: &self.compared,
            scale: self.scale,
            random: pooled.as_ref().unwrap_or(random),
            possible: &allowed.pairs_of_kinds(),
            own_m: &allowed.list_pairs.own_m(),
            records: records as f64,
        };
        train(fields, &sample, records as f64 * 0.5)
    }

    /// Trains the kinds of pairs of lists that an earlier run did not have.
    pub(crate) fn train_new_kinds(
        &self,
        fields: &Fields,
        allowed: &Allowed,
        trained: &mut Trained,
        new: &[bool],
    ) {
        let sample = Sample {
            compared: &self.compared,
            scale: self.scale,
            random: &PatternCounts::default(),
            possible: &allowed.pairs_of_kinds(),
            own_m: &allowed.list_pairs.own_m(),
            records: 0.0,
        };
        train_new_kinds(fields, &sample, trained, new);
    }
}
