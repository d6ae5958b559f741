//! The choice of rules: by the pairs of one person that each adds, for the pairs that it costs.
//!
//! On a sample of the records, every rule of one or two keys (three where two are too coarse) is counted; the cheap
//! ones together propose pairs; the weights trained on those say which pairs are likely one person; and rules are
//! taken greedily by new likely pairs for each pair to compare (the greedy bound for coverage under a budget: Khuller,
//! Moss and Naor 1999; learned blocking: Bilenko, Kamath and Mooney 2006, here without labels).

use super::block::{RuleKeys, sorted_keys};
use super::cost::{Cost, Counted};
use super::key::KeyColumns;
use crate::error::LinkError;
use crate::field::{Fields, Memo};
use crate::options::BlockingRule;
use crate::pattern::{Allowed, Counting, Pair, PatternCounts};
use crate::train::{Sample, Weights, train};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use tizim_model::MatchWeight;

/// Rules are chosen on so many records, or, with more records in all, on enough for this many pairs of one person if
/// each record had one other.
const SAMPLE_RECORDS: usize = 8_000;
const SAMPLE_PAIRS_OF_ONE: f64 = 2_500.0;
/// A rule is a candidate if it costs at most this part of the budget.
const MOST_OF_BUDGET: f64 = 0.34;
/// Rules stop being added when the next adds less than this part of the likely pairs.
const LEAST_GAIN: f64 = 0.0004;
/// With many records a rule may cost so many pairs for each new pair of one person that it finds.
const MOST_PAIRS_A_GAIN: f64 = 400.0;
/// A likely pair of a small pair of lists counts at most for so many of the largest one; for less where so few are
/// likely that they may be chance.
const MOST_WORTH: f64 = 10.0;
const FEW_LIKELY: f64 = 20.0;
/// No more rules than this.
const MOST_RULES: usize = 24;

/// The rules that were chosen, with what is expected of them.
#[derive(Debug)]
pub(crate) struct Candidates {
    pub(crate) rules: Vec<RuleKeys>,
    /// For each rule the part of likely pairs it reaches by itself.
    pub(crate) recall: Vec<f64>,
    /// The part that all reach together.
    pub(crate) all_recall: f64,
}

/// What blocking looks at.
pub(crate) struct Survey<'a> {
    pub(crate) fields: &'a Fields,
    pub(crate) columns: &'a KeyColumns,
    pub(crate) allowed: &'a Allowed,
    /// Patterns of pairs drawn at random.
    pub(crate) random: &'a PatternCounts,
    pub(crate) records: usize,
    /// The pairs that may be compared.
    pub(crate) budget: u64,
    /// The most members of a block.
    pub(crate) largest: usize,
}

/// Returns the rules that a user gave, with the part of the likely pairs of a sample that they reach.
///
/// # Errors
///
/// If a key is not there.
pub(crate) fn given_rules(rules: &[BlockingRule], survey: &Survey<'_>) -> Result<Candidates, LinkError> {
    let rules: Vec<RuleKeys> = rules
        .iter()
        .map(|rule| rule.0.iter().map(|key| survey.columns.find(key)).collect::<Result<_, _>>())
        .collect::<Result<_, _>>()?;
    let open = by_agreement(&survey.sample().likely);
    let all: f64 = open.iter().map(|(_, sum)| sum).sum();
    let part = |sum: f64| if all > 0.0 { sum / all } else { 1.0 };
    let masks: Vec<u128> = rules.iter().map(mask_of).collect();
    let recall = masks.iter().map(|mask| part(covered(&open, *mask))).collect();
    let reached = open.iter().filter(|(agreed, _)| masks.iter().any(|mask| agreed & mask == *mask));
    let all_recall = part(reached.map(|(_, sum)| sum).sum());
    Ok(Candidates { rules, recall, all_recall })
}

/// A likely pair of the sample: the keys on which it agrees, and how likely it is one person.
#[derive(Clone, Copy)]
struct Likely {
    agreed: u128,
    /// The kind of its pair of lists.
    kind: usize,
    probability: f64,
}

/// Chooses rules within the budget.
pub(crate) fn choose(survey: &Survey<'_>) -> Candidates {
    greedy(&survey.sample(), survey.budget as f64)
}

/// What a sample of the records shows.
struct Sampled {
    counted: Vec<Counted>,
    likely: Vec<Likely>,
    /// The part of the records that are in the sample.
    part: f64,
}

impl Survey<'_> {
    fn sample(&self) -> Sampled {
        let Survey { fields, columns, allowed, .. } = *self;
        let enough = (SAMPLE_PAIRS_OF_ONE * self.records as f64).sqrt().max(SAMPLE_RECORDS as f64);
        let part = (enough / self.records as f64).min(1.0);
        // the records stand in an order that depends on their content alone, and is otherwise random
        let sample: Vec<u32> = (0..(self.records as f64 * part) as u32).collect();
        let largest = ((self.largest as f64 * part) as usize).max(3);
        let most = self.budget as f64 * MOST_OF_BUDGET;
        let counted = Cost { fields, columns, sample: &sample, largest, part }.of_candidates(most);
        let union = cheapest(&counted, columns, part);
        let pairs = sample_pairs(fields, columns, allowed, &sample, &union, largest);
        let weights = train_on(fields, allowed, self.random, &pairs, sample.len(), part);
        let likely = likely_pairs(fields, columns, allowed, &weights, &pairs);
        Sampled { counted, likely, part }
    }
}

/// The patterns of so many pairs are counted in one go.
const PAIRS_A_PART: usize = 65_536;
/// The candidates together propose at most so many pairs of the sample. With fewer, people who agree on coarse keys only
/// are not seen, and no rule is chosen for them: at 0.4 million a list from news beside two releases loses 0.02 of F1.
const SAMPLE_PAIRS: f64 = 1.0e6;

/// Returns the cheapest rules, as many as the sample has pairs for; `part` of the records are in the sample.
fn cheapest(counted: &[Counted], columns: &KeyColumns, part: f64) -> Vec<RuleKeys> {
    let implied = columns.implied();
    let all_keys = |rule: &RuleKeys| rule.iter().fold(0, |mask, key| mask | implied[*key]);
    let mut by_pairs: Vec<&Counted> = counted.iter().collect();
    by_pairs.sort_by(|a, b| a.pairs.total_cmp(&b.pairs).then_with(|| a.rule.cmp(&b.rule)));
    let most = SAMPLE_PAIRS / (part * part);
    // each with the pairs that no coarser one proposes
    let mut taken: Vec<(&Counted, f64)> = Vec::new();
    for counted in by_pairs {
        // what a rule of fewer or coarser keys proposes anyway costs nothing further, but for the values too hot for it
        let keys = mask_of(&counted.rule);
        let own = |(other, own): &(&Counted, f64)| match all_keys(&other.rule) & keys == keys {
            true => own.min(other.pairs * counted.cut),
            false => *own,
        };
        if taken.iter().map(own).sum::<f64>() + counted.pairs <= most {
            taken.iter_mut().for_each(|other| other.1 = own(other));
            taken.retain(|other| other.1 > 0.0);
            taken.push((counted, counted.pairs));
        }
    }
    taken.into_iter().map(|(counted, _)| counted.rule.clone()).collect()
}

/// Returns the pairs that some rules propose, each once.
fn sample_pairs(
    fields: &Fields,
    columns: &KeyColumns,
    allowed: &Allowed,
    sample: &[u32],
    rules: &[RuleKeys],
    largest: usize,
) -> Vec<Pair> {
    let packed = |a: u32, b: u32| u64::from(a) << 32 | u64::from(b);
    let mut pairs: Vec<u64> = rules
        .par_iter()
        .flat_map_iter(|rule| {
            let keyed = sorted_keys(rule, columns, fields, sample);
            let mut pairs = Vec::new();
            for run in keyed.chunk_by(|a, b| a.0 == b.0).filter(|run| run.len() <= largest) {
                for (position, (_, a)) in run.iter().enumerate() {
                    // within a run the records ascend
                    let others = run[position + 1..].iter().map(|(_, b)| *b);
                    let others = others.filter(|b| a != b && allowed.pair(*a, *b));
                    pairs.extend(others.map(|b| packed(*a, b)));
                }
            }
            pairs
        })
        .collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
        .par_chunks(8192)
        .map_init(Memo::new, |memo, chunk| {
            let (mut compared, mut others, mut patterns) =
                (Vec::with_capacity(chunk.len()), Vec::new(), Vec::new());
            for of_one in chunk.chunk_by(|x, y| x >> 32 == y >> 32) {
                let a = (of_one[0] >> 32) as u32;
                others.clear();
                others.extend(of_one.iter().map(|pair| *pair as u32));
                patterns.resize(others.len(), 0);
                fields.patterns(a, &others, memo, &mut patterns);
                let pairs = others.iter().zip(&patterns);
                compared.extend(pairs.map(|(b, pattern)| Pair { a, b: *b, pattern: *pattern }));
            }
            compared
        })
        .flatten_iter()
        .collect()
}

fn train_on(
    fields: &Fields,
    allowed: &Allowed,
    random: &PatternCounts,
    pairs: &[Pair],
    sampled: usize,
    part: f64,
) -> Weights {
    let kinds = allowed.list_pairs.len();
    let counted: Vec<Vec<Counting>> = pairs
        .par_chunks(PAIRS_A_PART)
        .map(|pairs| {
            let mut counts = vec![Counting::default(); kinds];
            for pair in pairs {
                *counts[allowed.kind(pair.a, pair.b)].entry(pair.pattern).or_default() += 1;
            }
            counts
        })
        .collect();
    let compared = PatternCounts::sum_of_kinds(kinds, counted);
    let possible: Vec<f64> = allowed.pairs_of_kinds().into_iter().map(|pairs| pairs * part * part).collect();
    let sample = Sample {
        compared: &compared,
        scale: 1.0,
        random,
        possible: &possible,
        own_m: &allowed.list_pairs.own_m(),
        records: sampled as f64,
    };
    train(fields, &sample, sampled as f64 * part * 0.5).weights
}

fn likely_pairs(
    fields: &Fields,
    columns: &KeyColumns,
    allowed: &Allowed,
    weights: &Weights,
    pairs: &[Pair],
) -> Vec<Likely> {
    let bounds = weights.bounds(fields);
    let likely = |pair: &Pair| {
        let kind = allowed.kind(pair.a, pair.b);
        if bounds[kind].of(pair.pattern) < -1.0 {
            return None;
        }
        let weight = weights.weight(fields, pair.pattern, kind, fields.row(pair.a), fields.row(pair.b));
        let probability = MatchWeight(weight).probability().get();
        if probability <= 0.3 {
            return None;
        }
        let agreed = columns
            .columns
            .iter()
            .take(128)
            .enumerate()
            .filter(|(_, column)| column.agree(fields, pair.a, pair.b))
            .fold(0u128, |agreed, (position, _)| agreed | 1 << position);
        Some(Likely { agreed, kind, probability })
    };
    pairs.par_iter().filter_map(likely).collect()
}

/// Takes the rule with the most new likely pairs for its cost until nothing is gained or the budget is spent.
fn greedy(sampled: &Sampled, budget: f64) -> Candidates {
    let Sampled { counted, likely, part } = sampled;
    let masks: Vec<u128> = counted.iter().map(|counted| mask_of(&counted.rule)).collect();
    let mut open = by_agreement(&evened(likely));
    let all: f64 = open.iter().map(|(_, sum)| sum).sum();
    let plain = by_agreement(likely);
    let alone: Vec<f64> = masks.par_iter().map(|mask| covered(&plain, *mask)).collect();
    let mut chosen: Vec<usize> = Vec::new();
    let mut left = budget;
    // what is free of charge, or nearly: beyond it a rule must earn its pairs
    let free = (budget / 8.0).max(1.5e6);
    let scale = 1.0 / (part * part);
    // what a rule would add never grows, so a rule is counted again only when it would be taken by its last count
    // (lazy greedy: Minoux 1978)
    let mut gains: Vec<f64> = masks.par_iter().map(|mask| covered(&open, *mask)).collect();
    let mut counted_with = vec![0; masks.len()];
    while chosen.len() < MOST_RULES {
        // a floor on the cost, or rules of no cost and no use would come first
        let value = |rule: usize| gains[rule] / (counted[rule].pairs + budget / 100.0);
        let earns = |rule: usize| {
            let spent = budget - left + counted[rule].pairs;
            spent <= free || counted[rule].pairs <= MOST_PAIRS_A_GAIN * gains[rule] * scale
        };
        let best = (0..counted.len())
            .filter(|rule| counted[*rule].pairs <= left && gains[*rule] >= LEAST_GAIN * all && earns(*rule))
            .max_by(|a, b| value(*a).total_cmp(&value(*b)).then_with(|| b.cmp(a)));
        let Some(best) = best else { break };
        if counted_with[best] < chosen.len() {
            gains[best] = covered(&open, masks[best]);
            counted_with[best] = chosen.len();
            continue;
        }
        left -= counted[best].pairs;
        open.retain(|(agreed, _)| agreed & masks[best] != masks[best]);
        chosen.push(best);
    }
    let all: f64 = plain.iter().map(|(_, sum)| sum).sum();
    let is_reached = |agreed: u128| chosen.iter().any(|rule| agreed & masks[*rule] == masks[*rule]);
    let reached = plain.iter().filter(|(agreed, _)| is_reached(*agreed)).map(|(_, sum)| sum).sum();
    let part = |sum: f64| if all > 0.0 { sum / all } else { 1.0 };
    Candidates {
        recall: chosen.iter().map(|rule| part(alone[*rule])).collect(),
        all_recall: part(reached),
        rules: chosen.iter().map(|rule| counted[*rule].rule.clone()).collect(),
    }
}

fn mask_of(rule: &RuleKeys) -> u128 {
    rule.iter().fold(0, |mask, key| mask | 1 << key)
}

/// Returns the likely pairs with those of small pairs of lists counted for more, so that the rules are not all chosen for
/// the largest.
fn evened(likely: &[Likely]) -> Vec<Likely> {
    let kinds = likely.iter().map(|pair| pair.kind + 1).max().unwrap_or(0);
    let mut sums = vec![0.0; kinds];
    likely.iter().for_each(|pair| sums[pair.kind] += pair.probability);
    let most = sums.iter().copied().fold(0.0, f64::max);
    let worth: Vec<f64> =
        sums.iter().map(|sum| ((most + FEW_LIKELY) / (sum + FEW_LIKELY)).min(MOST_WORTH)).collect();
    let even = |pair: &Likely| Likely { probability: pair.probability * worth[pair.kind], ..*pair };
    likely.iter().map(even).collect()
}

/// Returns the likely pairs that agree on the same keys as one, with their probabilities added up.
fn by_agreement(likely: &[Likely]) -> Vec<(u128, f64)> {
    let mut by_keys: FxHashMap<u128, f64> = FxHashMap::default();
    likely.iter().for_each(|pair| *by_keys.entry(pair.agreed).or_default() += pair.probability);
    let mut open: Vec<(u128, f64)> = by_keys.into_iter().collect();
    open.sort_unstable_by_key(|(agreed, _)| *agreed);
    open
}

fn covered(open: &[(u128, f64)], mask: u128) -> f64 {
    open.iter().filter(|(agreed, _)| agreed & mask == mask).map(|(_, sum)| sum).sum()
}
