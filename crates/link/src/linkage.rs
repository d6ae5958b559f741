//! The whole way: records to links to persons.

use crate::blocking::{
    BlockingReport, Blocks, Candidates, HotValue, KeyColumns, Pairing, RuleReport, Survey, choose,
    given_rules,
};
use crate::cluster::{Clustering, cluster};
use crate::error::LinkError;
use crate::explanation::{Explanation, explain};
use crate::field::{Fields, Memo};
use crate::model::{Model, Threshold};
use crate::options::{BlockingKey, BlockingRule, Options, PairJudgement, Verdict};
use crate::pattern::{Allowed, PatternCounts, random_patterns};
use crate::sample::Draws;
use crate::train::{ListPriors, Sample, Trained, Weights, train};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use tizim_model::{MatchWeight, PersonIx, Probability, RecordIx, Records};

/// Where a linkage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Preparing the values.
    Prepare,
    /// Choosing and applying blocking rules.
    Block,
    /// Comparing pairs to train on.
    Train,
    /// Scoring pairs.
    Score,
    /// Forming persons.
    Cluster,
}

/// Two records that may be one person.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// The record that comes first.
    pub a: RecordIx,
    /// The other.
    pub b: RecordIx,
    /// log2 odds that they are one person.
    pub weight: MatchWeight,
    /// The same as a probability.
    pub probability: Probability,
    /// What a reviewer decided, if one did.
    pub judgement: Option<Verdict>,
}

/// Something the reader of the result must know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// A short name that does not change: `fields_left_out`.
    pub code: String,
    /// What it is, in words.
    pub words: String,
}

/// What linking found.
#[derive(Debug)]
pub struct Linkage {
    /// The comparisons and their weights.
    pub model: Model,
    /// Which pairs were compared.
    pub blocking: BlockingReport,
    /// The number of pairs compared.
    pub pairs_compared: u64,
    /// The pairs that may be one person, and all pairs inside a person; by `(a, b)`.
    pub links: Vec<Link>,
    /// For each record its person; persons are numbered in the order of their first records.
    pub person_of: Vec<PersonIx>,
    /// For each record the probability that it belongs to its person (for a person of one record: that it is alone).
    pub membership_probability: Vec<Probability>,
    /// What the reader must know.
    pub warnings: Vec<Warning>,
    engine: Engine,
}

/// What is kept to explain and to draw.
#[derive(Debug)]
pub(crate) struct Engine {
    pub(crate) fields: Fields,
    pub(crate) weights: Weights,
    /// What the lists of a pair add; none before it is known.
    pub(crate) list_priors: Option<ListPriors>,
    /// For each record its position in the engine's own order.
    pub(crate) position_of: Vec<u32>,
    pub(crate) allowed: Allowed,
    pub(crate) judgements: FxHashMap<(u32, u32), Verdict>,
}

impl Engine {
    /// Returns the weight of two records by position.
    pub(crate) fn weight(&self, a: u32, b: u32, memo: &mut Memo) -> f64 {
        let pattern = self.fields.pattern(a, b, memo);
        self.weights.weight(&self.fields, pattern, self.fields.row(a), self.fields.row(b))
            + self.list_shift(a, b)
    }

    /// Returns what the lists of two records add to their weight.
    pub(crate) fn list_shift(&self, a: u32, b: u32) -> f64 {
        let lists = (self.allowed.list(a), self.allowed.list(b));
        self.list_priors.as_ref().map_or(0.0, |priors| priors.shift(lists.0, lists.1))
    }
}

/// Links of a lower weight than this are never kept, whatever is asked for: memory must not grow with the pairs.
const LEAST_KEPT: f64 = -10.0;
/// The most records of one run: positions are 32 bits wide.
const MOST_RECORDS: usize = u32::MAX as usize - 1;
/// Pairs drawn at random to see how strangers agree.
const RANDOM_PAIRS: u64 = 250_000;
/// Training looks at about so many of the pairs compared.
const TRAINING_PAIRS: f64 = 3.0e6;

/// Links records: decides which of them are the same person.
///
/// `judgements` are obeyed: records judged the same are one person, records judged different are not, whatever their
/// weight. `progress` is called from several threads with the part done of a stage, 0..=1.
///
/// # Errors
///
/// If nothing can be compared, if an option names what is not there, or if the judgements contradict one another.
pub fn link(
    records: &Records,
    options: &Options,
    judgements: &[PairJudgement],
    progress: &(dyn Fn(Stage, f64) + Sync),
) -> Result<Linkage, LinkError> {
    check_input(records, judgements)?;
    progress(Stage::Prepare, 0.0);
    let order = canonical_order(records);
    let mut position_of = vec![0u32; records.len()];
    order.iter().enumerate().for_each(|(at, record)| position_of[record.index()] = at as u32);
    let (fields, left_out) = Fields::build(records, &order, options)?;
    let allowed = Allowed::new(records, &order);
    progress(Stage::Block, 0.0);
    let random = random_patterns(&fields, &allowed, order.len() as u32, RANDOM_PAIRS, options.seed);
    let (pairing, mut blocking) = form_pairs(records, options, &order, &fields, &allowed, &random)?;
    progress(Stage::Train, 0.0);
    let trained = train_on(&fields, &allowed, &random, &pairing, &mut blocking, order.len(), progress);
    let pairs_compared = blocking.rules.iter().map(|rule| rule.new_pairs).sum::<u64>();
    let pairs_compared = if blocking.all_pairs { allowed.pairs } else { pairs_compared };
    let judged = judgements
        .iter()
        .map(|judgement| {
            let (a, b) = (position_of[judgement.a.index()], position_of[judgement.b.index()]);
            ((a.min(b), a.max(b)), judgement.verdict)
        })
        .collect();
    let mut engine = Engine {
        fields,
        weights: trained.weights.clone(),
        list_priors: None,
        position_of,
        allowed,
        judgements: judged,
    };
    let least = options.keep_above.weight().0.max(LEAST_KEPT);
    let mut edges = scored(&engine, &pairing, least, progress);
    drop(pairing);
    let list_priors = ListPriors::new(&engine.allowed, &edges);
    engine.list_priors = Some(list_priors);
    edges.iter_mut().for_each(|edge| edge.weight += engine.list_shift(edge.a, edge.b) as f32);
    edges.retain(|edge| f64::from(edge.weight) >= least);
    progress(Stage::Cluster, 0.0);
    let threshold = find_threshold(options, &edges);
    let clustering = cluster(&engine, &edges, threshold.weight.0, order.len());
    let model = Model::new(&engine.fields, &trained, engine.allowed.pairs, threshold);
    let (person_of, membership_probability) = number_persons(&clustering, &engine.position_of);
    let links = links_of(&engine, &edges, &clustering, &order);
    progress(Stage::Cluster, 1.0);
    let warnings = warnings(&left_out, &blocking);
    Ok(Linkage {
        model,
        blocking,
        pairs_compared,
        links,
        person_of,
        membership_probability,
        warnings,
        engine,
    })
}

impl Linkage {
    /// Explains the weight of two records, field by field.
    ///
    /// `records` must be those that were linked.
    pub fn explain(&self, records: &Records, a: RecordIx, b: RecordIx) -> Explanation {
        explain(&self.engine, records, a, b)
    }

    /// Draws `n` whole partitions of the records into persons from the posterior that the links imply.
    pub fn draws(&self, n: usize, seed: u64) -> Draws {
        Draws::new(&self.engine, &self.links, &self.person_of, n, seed)
    }

    /// Returns the positions in `links` of the `n` pairs whose review would teach most: the most uncertain ones first.
    pub fn worth_reviewing(&self, n: usize) -> Vec<usize> {
        let mut open: Vec<usize> =
            (0..self.links.len()).filter(|position| self.links[*position].judgement.is_none()).collect();
        open.sort_by(|a, b| {
            let distance =
                |position: usize| (self.links[position].weight.0 - self.model.threshold.weight.0).abs();
            distance(*a).total_cmp(&distance(*b)).then(a.cmp(b))
        });
        open.truncate(n);
        open
    }
}

fn check_input(records: &Records, judgements: &[PairJudgement]) -> Result<(), LinkError> {
    if records.len() > MOST_RECORDS {
        return Err(LinkError::TooMany { records: records.len(), most: MOST_RECORDS });
    }
    for judgement in judgements {
        for record in [judgement.a, judgement.b] {
            if record.index() >= records.len() {
                return Err(LinkError::NoSuchRecord { record: record.0, records: records.len() });
            }
        }
    }
    crate::cluster::check_judgements(records.len(), judgements)
}

/// Returns the records in an order that depends on their content alone, so that the order of the rows changes nothing.
///
/// It is otherwise random, so that the first so many records are a sample.
fn canonical_order(records: &Records) -> Vec<RecordIx> {
    let mut prints = vec![0u64; records.len()];
    let list_prints: Vec<u64> = records.lists.iter().map(|list| fingerprint(list.name.as_bytes())).collect();
    for column in &records.columns {
        let name = fingerprint(column.name.as_bytes());
        let entries: Vec<u64> =
            column.entries.iter().map(|entry| mixed(name, fingerprint(entry.raw.as_bytes()))).collect();
        for (print, code) in prints.iter_mut().zip(&column.codes) {
            // a sum, so that the order of the columns does not matter
            *print = print.wrapping_add(code.position().map_or(name, |entry| entries[entry]));
        }
    }
    let mut order: Vec<(u64, RecordIx)> = records
        .iter()
        .map(|record| {
            let list = list_prints[records.list_of[record.index()].index()];
            (mixed(prints[record.index()], list), record)
        })
        .collect();
    order.sort_unstable();
    order.into_iter().map(|(_, record)| record).collect()
}

fn fingerprint(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xCBF2_9CE4_8422_2325, |state, byte| (state ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3))
}

fn mixed(a: u64, b: u64) -> u64 {
    let mut x = a.rotate_left(31) ^ b.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x ^ (x >> 29)
}

/// Returns the default budget of pairs: generous for small problems, in line with the records for large ones.
fn default_budget(records: usize) -> u64 {
    2_000_000 + 20 * records as u64
}

/// Returns the most members that a block may have: its pairs stay below a small part of the budget.
fn largest_block(budget: u64) -> usize {
    ((budget as f64 / 50.0).sqrt() as usize).max(50)
}

fn form_pairs(
    records: &Records,
    options: &Options,
    order: &[RecordIx],
    fields: &Fields,
    allowed: &Allowed,
    random: &PatternCounts,
) -> Result<(Pairing, BlockingReport), LinkError> {
    let budget = options.pair_budget.unwrap_or(default_budget(order.len()));
    let mut report =
        BlockingReport { possible_pairs: allowed.pairs, estimated_recall: 1.0, ..Default::default() };
    if options.blocking.is_none() && allowed.pairs <= budget {
        report.all_pairs = true;
        return Ok((Pairing::All(order.len() as u32), report));
    }
    let columns = KeyColumns::new(fields, order.len());
    let largest = largest_block(budget);
    let survey = Survey { fields, columns: &columns, allowed, random, records: order.len(), budget, largest };
    let chosen = match &options.blocking {
        Some(rules) => given_rules(rules, &survey)?,
        None => choose(&survey),
    };
    let everyone: Vec<u32> = (0..order.len() as u32).collect();
    let blocks = Blocks::new(&chosen.rules, &columns, fields, &everyone, order.len(), largest);
    report.estimated_recall = chosen.all_recall;
    report.rules = rule_reports(records, order, fields, &columns, &chosen, &blocks);
    Ok((Pairing::Blocks(blocks), report))
}

fn rule_reports(
    records: &Records,
    order: &[RecordIx],
    fields: &Fields,
    columns: &KeyColumns,
    chosen: &Candidates,
    blocks: &Blocks,
) -> Vec<RuleReport> {
    let pairs = blocks.pairs_by_rule(chosen.rules.len());
    chosen
        .rules
        .iter()
        .enumerate()
        .map(|(position, rule)| {
            let keys: Vec<BlockingKey> = rule.iter().map(|key| columns.columns[*key].key.clone()).collect();
            let value_of = |record: u32| -> String {
                let shown = rule.iter().filter_map(|key| {
                    let field = &fields.fields[columns.columns[*key].field?];
                    let column = records.column_named(&field.name)?;
                    Some(column.get(order[record as usize])?.display())
                });
                shown.collect::<Vec<_>>().join(" & ")
            };
            RuleReport {
                words: words_of_rule(&keys),
                rule: BlockingRule(keys),
                pairs: pairs[position],
                new_pairs: 0,
                estimated_recall: chosen.recall[position],
                cut: blocks.cut[position]
                    .iter()
                    .take(20)
                    .map(|(record, records)| HotValue { value: value_of(*record), records: *records })
                    .collect(),
            }
        })
        .collect()
}

fn words_of_rule(keys: &[BlockingKey]) -> String {
    let words: Vec<String> = keys
        .iter()
        .map(|key| format!("{} of {}", key.form.word().replace('_', " "), key.field.replace('_', " ")))
        .collect();
    words.join(" and ")
}

/// What one part of the training pass counts.
struct Counting {
    patterns: FxHashMap<u64, u64>,
    by_rule: Vec<u64>,
    memo: Memo,
}

fn train_on(
    fields: &Fields,
    allowed: &Allowed,
    random: &PatternCounts,
    pairing: &Pairing,
    blocking: &mut BlockingReport,
    records: usize,
    progress: &(dyn Fn(Stage, f64) + Sync),
) -> Trained {
    let rules = blocking.rules.len().max(1);
    let expected: u64 = blocking.rules.iter().map(|rule| rule.pairs).sum();
    let part = if blocking.all_pairs { 1.0 } else { (TRAINING_PAIRS / expected.max(1) as f64).min(1.0) };
    let line = (part * u64::MAX as f64) as u64;
    let parts = pairing.fold(
        allowed,
        || Counting { patterns: FxHashMap::default(), by_rule: vec![0; rules], memo: Memo::new() },
        |counting, a, b, rule| {
            counting.by_rule[usize::from(rule)] += 1;
            if part >= 1.0 || mixed(u64::from(a), u64::from(b)) <= line {
                *counting.patterns.entry(fields.pattern(a, b, &mut counting.memo)).or_default() += 1;
            }
        },
        |done| progress(Stage::Train, 0.7 * done),
    );
    let mut patterns = Vec::with_capacity(parts.len());
    for counting in parts {
        for (rule, new) in blocking.rules.iter_mut().zip(&counting.by_rule) {
            rule.new_pairs += new;
        }
        patterns.push(counting.patterns);
    }
    let compared = PatternCounts::sum(patterns);
    let random = if blocking.all_pairs { &compared } else { random };
    let sample = Sample {
        compared: &compared,
        scale: 1.0 / part,
        random,
        possible: allowed.pairs as f64,
        records: records as f64,
    };
    let trained = train(fields, &sample, records as f64 * 0.5);
    progress(Stage::Train, 1.0);
    trained
}

/// A scored pair by position in the engine's order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edge {
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) weight: f32,
}

fn scored(
    engine: &Engine,
    pairing: &Pairing,
    least: f64,
    progress: &(dyn Fn(Stage, f64) + Sync),
) -> Vec<Edge> {
    let bound = engine.weights.bound(&engine.fields);
    let parts = pairing.fold(
        &engine.allowed,
        || (Vec::new(), Memo::new()),
        |(edges, memo): &mut (Vec<Edge>, Memo), a, b, _| {
            let pattern = engine.fields.pattern(a, b, memo);
            if bound.of(pattern) < least {
                return;
            }
            let (row_a, row_b) = (engine.fields.row(a), engine.fields.row(b));
            let weight = engine.weights.weight(&engine.fields, pattern, row_a, row_b);
            if weight >= least {
                edges.push(Edge { a, b, weight: weight as f32 });
            }
        },
        |done| progress(Stage::Score, done),
    );
    parts.into_iter().flat_map(|(edges, _)| edges).collect()
}

/// Finds the line that maximises the expected F1 of pairs (Lewis 1995; Lipton, Elkan and Naryanaswamy 2014).
fn find_threshold(options: &Options, edges: &[Edge]) -> Threshold {
    let mut weights: Vec<f64> = edges.iter().map(|edge| f64::from(edge.weight)).collect();
    weights.sort_unstable_by(|a, b| b.total_cmp(a));
    let probability = |weight: f64| MatchWeight(weight).probability().get();
    let all = weights.iter().map(|weight| probability(*weight)).sum::<f64>().max(1e-9);
    let (mut right, mut best) = (0.0, (0.0, 0.0, 1.0, 0.0));
    for (position, &weight) in weights.iter().enumerate() {
        right += probability(weight);
        let taken = (position + 1) as f64;
        let f1 = 2.0 * right / (taken + all);
        let better = match options.threshold {
            Some(threshold) => probability(weight) >= threshold.get(),
            None => f1 > best.0,
        };
        if better {
            // the line lies below the last pair taken, half-way to the next: a line on the pair itself would leave
            // it to rounding which side it is on
            let next = weights.get(position + 1).copied().unwrap_or(weight - 1.0);
            best = (f1, f64::midpoint(weight, next).max(weight - 1.0), right / taken, right / all);
        }
    }
    let (weight, how) = match options.threshold {
        Some(threshold) => (threshold.weight(), "set in the options".to_owned()),
        None => {
            (MatchWeight(best.1), "the highest expected F1 of pairs, from their probabilities".to_owned())
        }
    };
    Threshold {
        probability: weight.probability(),
        weight,
        how,
        expected_precision: Probability::new(best.2),
        expected_recall: Probability::new(best.3),
    }
}

/// Returns persons numbered by their first record, and the probability of each membership.
fn number_persons(clustering: &Clustering, position_of: &[u32]) -> (Vec<PersonIx>, Vec<Probability>) {
    let mut number: FxHashMap<u32, u32> = FxHashMap::default();
    let mut persons = Vec::with_capacity(position_of.len());
    let mut memberships = Vec::with_capacity(position_of.len());
    for position in position_of {
        let cluster = clustering.cluster_of[*position as usize];
        let next = number.len() as u32;
        persons.push(PersonIx(*number.entry(cluster).or_insert(next)));
        memberships.push(Probability::new(f64::from(clustering.membership[*position as usize])));
    }
    (persons, memberships)
}

fn links_of(engine: &Engine, edges: &[Edge], clustering: &Clustering, order: &[RecordIx]) -> Vec<Link> {
    let make = |edge: &Edge| {
        let (a, b) = (order[edge.a as usize], order[edge.b as usize]);
        let weight = MatchWeight(f64::from(edge.weight));
        let judgement = engine.judgements.get(&(edge.a.min(edge.b), edge.a.max(edge.b))).copied();
        Link { a: a.min(b), b: a.max(b), weight, probability: weight.probability(), judgement }
    };
    let mut links: Vec<Link> = edges.iter().chain(&clustering.inner).map(make).collect();
    links.sort_unstable_by_key(|link| (link.a, link.b));
    links.dedup_by_key(|link| (link.a, link.b));
    links
}

fn warnings(left_out: &[String], blocking: &BlockingReport) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if !left_out.is_empty() {
        warnings.push(Warning {
            code: "fields_left_out".to_owned(),
            words: format!(
                "only 16 fields can be compared; left out as least telling: {}",
                left_out.join(", ")
            ),
        });
    }
    let cut: usize = blocking.rules.iter().map(|rule| rule.cut.len()).sum();
    if cut > 0 {
        warnings.push(Warning {
            code: "hot_values_cut".to_owned(),
            words: format!(
                "{cut} values are shared by so many records that their pairs were left to other blocking rules"
            ),
        });
    }
    warnings
}
