//! One pass over the pairs to compare, counting their patterns to train on.

use crate::blocking::{BlockingReport, Pairing};
use crate::content::mixed;
use crate::field::{Fields, Memo};
use crate::linkage::Stage;
use crate::pattern::{Allowed, Counting, Pair, PatternCounts};
use crate::train::{Sample, Trained, train, train_new_kinds};

/// Training looks at about so many of the pairs compared.
const TRAINING_PAIRS: f64 = 3.0e6;
/// Up to this many pairs, and so many more a record, are kept with their patterns, so that they need not be compared
/// again to be scored.
const KEPT_PAIRS: u64 = 2_000_000;
const KEPT_PAIRS_A_RECORD: u64 = 6;

/// What was counted.
pub(crate) struct Counted {
    /// For each kind of pair of lists the patterns of its pairs, or of a part of them.
    compared: Vec<PatternCounts>,
    /// Each pair counted stands for so many.
    scale: f64,
    /// Whether all pairs were compared, so that these patterns also show how strangers agree.
    all_pairs: bool,
    /// The pairs in parts; nothing where they are too many to be kept.
    kept: Option<Vec<Vec<Pair>>>,
}

/// What one part of the pass counts.
struct Part {
    /// For each kind of pair of lists.
    patterns: Vec<Counting>,
    by_rule: Vec<u64>,
    kept: Vec<Pair>,
    memo: Memo,
    /// The records that one is compared with, and its pattern with each.
    chosen: Vec<u32>,
    of_run: Vec<u64>,
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
    let (expected, records) = match pairing {
        Pairing::All(records) => (allowed.pairs, *records as usize),
        Pairing::Blocks(_) => (expected, allowed.records()),
    };
    let keep = expected <= KEPT_PAIRS + KEPT_PAIRS_A_RECORD * records as u64;
    let parts = pairing.fold(
        allowed,
        || Part {
            patterns: vec![Counting::default(); kinds],
            by_rule: vec![0; rules],
            kept: Vec::new(),
            memo: Memo::new(),
            chosen: Vec::new(),
            of_run: Vec::new(),
        },
        |counting, a, others, rule| {
            counting.by_rule[usize::from(rule)] += others.len() as u64;
            let counts = |b: u32| part >= 1.0 || mixed(u64::from(a), u64::from(b)) <= line;
            let Part { patterns, kept, memo, chosen, of_run, .. } = counting;
            chosen.clear();
            chosen.extend(others.iter().copied().filter(|b| keep || counts(*b)));
            of_run.resize(chosen.len(), 0);
            fields.patterns(a, chosen, memo, of_run);
            for (b, pattern) in chosen.iter().zip(of_run.iter()) {
                if !keep || counts(*b) {
                    *patterns[allowed.kind(a, *b)].entry(*pattern).or_default() += 1;
                }
                if keep {
                    kept.push(Pair { a, b: *b, pattern: *pattern });
                }
            }
        },
        |done| progress(Stage::Train, 0.7 * done),
    );
    let mut patterns = Vec::with_capacity(parts.len());
    let mut kept = Vec::with_capacity(parts.len());
    for counting in parts {
        for (rule, new) in blocking.rules.iter_mut().zip(&counting.by_rule) {
            rule.new_pairs += new;
        }
        patterns.push(counting.patterns);
        kept.push(counting.kept);
    }
    Counted {
        compared: PatternCounts::sum_of_kinds(kinds, patterns),
        scale: 1.0 / part,
        all_pairs: blocking.all_pairs,
        kept: keep.then_some(kept),
    }
}

impl Counted {
    /// Returns the pairs counted with their patterns, in parts; nothing where they were too many to be kept.
    pub(crate) fn kept(self) -> Option<Vec<Vec<Pair>>> {
        self.kept
    }

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
