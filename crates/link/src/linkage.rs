//! The whole way: records to links to persons.

use crate::blocking::{
    BlockingReport, Blocks, Candidates, HotValue, KeyColumns, Pairing, RuleReport, Survey, choose,
    given_rules,
};
use crate::calibrate::Calibration;
use crate::cluster::{Clustering, cluster};
use crate::content::{canonical_order, mixed};
use crate::earlier::{Earlier, Saved};
use crate::error::LinkError;
use crate::explanation::{Explanation, explain};
use crate::field::{Fields, Memo};
use crate::model::Model;
use crate::options::{BlockingKey, BlockingRule, Options, PairJudgement, Verdict};
use crate::pattern::{Allowed, PatternCounts, random_patterns};
use crate::sample::Draws;
use crate::threshold::{CurvePoint, expected_curve, find_threshold};
use crate::train::{ListPriors, Sample, Trained, Weights, train};
use rustc_hash::{FxHashMap, FxHashSet};
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
    pub(crate) engine: Engine,
}

/// What is kept to explain and to draw.
#[derive(Debug)]
pub(crate) struct Engine {
    pub(crate) fields: Fields,
    pub(crate) weights: Weights,
    /// What the lists of a pair add; none before it is known.
    pub(crate) list_priors: Option<ListPriors>,
    /// What judgements say of the weights; none where there are too few.
    pub(crate) calibration: Option<Calibration>,
    /// For each record its position in the engine's own order.
    pub(crate) position_of: Vec<u32>,
    pub(crate) allowed: Allowed,
    pub(crate) judgements: FxHashMap<(u32, u32), Verdict>,
    /// The pairs that are links only because they are inside a person: no rule proposed them, or their weight is low.
    pub(crate) unproposed: FxHashSet<(u32, u32)>,
}

impl Engine {
    /// Returns the weight of two records by position.
    pub(crate) fn weight(&self, a: u32, b: u32, memo: &mut Memo) -> f64 {
        let pattern = self.fields.pattern(a, b, memo);
        let (row_a, row_b) = (self.fields.row(a), self.fields.row(b));
        let weight = self.weights.weight(&self.fields, pattern, row_a, row_b) + self.list_shift(a, b);
        self.calibrated(weight)
    }

    /// Returns a weight in line with the judgements.
    pub(crate) fn calibrated(&self, weight: f64) -> f64 {
        self.calibration.map_or(weight, |calibration| calibration.of(weight))
    }

    fn fit_judgements(&self) -> Option<Calibration> {
        let mut judged: Vec<(&(u32, u32), &Verdict)> = self.judgements.iter().collect();
        judged.sort_unstable_by_key(|(pair, _)| **pair);
        let mut memo = Memo::small();
        let weights: Vec<(f64, bool)> = judged
            .into_iter()
            .filter(|(_, verdict)| **verdict != Verdict::Unsure)
            .map(|((a, b), verdict)| (self.weight(*a, *b, &mut memo), *verdict == Verdict::Same))
            .collect();
        Calibration::fit(&weights)
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
    run(records, options, judgements, None, progress)
}

/// Links new records against an earlier result, without comparing the earlier records among themselves again.
///
/// `records` are all of them, earlier and new. Records with an earlier person stay in it; new ones join it, each other,
/// or stay alone; where new evidence joins two earlier persons they become one. An earlier person that a judgement
/// contradicts is taken apart and linked anew. The earlier model, rules and threshold are used where the fields are the
/// same; else training is done again, on all pairs.
///
/// # Errors
///
/// As [`link`], and if `earlier` does not have one element a record.
pub fn link_against(
    records: &Records,
    options: &Options,
    judgements: &[PairJudgement],
    earlier: &Earlier,
    progress: &(dyn Fn(Stage, f64) + Sync),
) -> Result<Linkage, LinkError> {
    if earlier.person_of.len() != records.len() {
        return Err(LinkError::EarlierOfOthers { earlier: earlier.person_of.len(), records: records.len() });
    }
    run(records, options, judgements, Some(earlier), progress)
}

fn run(
    records: &Records,
    options: &Options,
    judgements: &[PairJudgement],
    earlier: Option<&Earlier>,
    progress: &(dyn Fn(Stage, f64) + Sync),
) -> Result<Linkage, LinkError> {
    check_input(records, judgements)?;
    progress(Stage::Prepare, 0.0);
    let order = canonical_order(records);
    let mut position_of = vec![0u32; records.len()];
    order.iter().enumerate().for_each(|(at, record)| position_of[record.index()] = at as u32);
    let mut allowed = Allowed::new(records, &order);
    let (fields, left_out) = Fields::build(records, &order, &allowed, options)?;
    let judged: FxHashMap<(u32, u32), Verdict> = judgements
        .iter()
        .map(|judgement| {
            let (a, b) = (position_of[judgement.a.index()], position_of[judgement.b.index()]);
            ((a.min(b), a.max(b)), judgement.verdict)
        })
        .collect();
    let saved = earlier.and_then(|earlier| earlier.saved.as_ref()).filter(|saved| saved.fits(&fields));
    let settled = earlier.map(|earlier| earlier.by_position(&order, &judged)).unwrap_or_default();
    progress(Stage::Block, 0.0);
    let random = random_patterns(&fields, &allowed, order.len() as u32, RANDOM_PAIRS, options.seed);
    let options = &saved.map_or_else(|| options.clone(), |saved| saved.options(options));
    let (pairing, mut blocking) = form_pairs(records, options, &order, &fields, &allowed, &random)?;
    progress(Stage::Train, 0.0);
    let trained = match saved {
        Some(saved) => {
            allowed.settle(&settled);
            count_new_pairs(&allowed, &pairing, &mut blocking);
            saved.trained()
        }
        None => {
            let trained =
                train_on(&fields, &allowed, &random, &pairing, &mut blocking, order.len(), progress);
            allowed.settle(&settled);
            trained
        }
    };
    let pairs_compared = blocking.rules.iter().map(|rule| rule.new_pairs).sum::<u64>();
    let pairs_compared = if blocking.all_pairs { allowed.pairs_compared() } else { pairs_compared };
    let mut engine = Engine {
        fields,
        weights: trained.weights.clone(),
        list_priors: None,
        calibration: None,
        position_of,
        allowed,
        judgements: judged,
        unproposed: FxHashSet::default(),
    };
    let least = options.keep_above.weight().0.max(LEAST_KEPT);
    let mut edges = scored(&engine, &pairing, least, progress);
    drop(pairing);
    engine.list_priors = Some(ListPriors::new(&engine.allowed, &edges));
    engine.calibration = engine.fit_judgements();
    for edge in &mut edges {
        let weight = f64::from(edge.weight) + engine.list_shift(edge.a, edge.b);
        edge.weight = engine.calibrated(weight) as f32;
    }
    edges.retain(|edge| f64::from(edge.weight) >= least);
    progress(Stage::Cluster, 0.0);
    let threshold = find_threshold(options, saved.map(Saved::threshold), &edges);
    let clustering = cluster(&engine, &edges, threshold.weight.0, &settled, order.len());
    let model = Model::new(&engine.fields, &trained, engine.allowed.pairs, threshold, engine.calibration);
    let (person_of, membership_probability) = number_persons(&clustering, &engine.position_of);
    let links = links_of(&engine, &edges, &clustering, &order);
    engine.unproposed = unproposed(&edges, &clustering);
    progress(Stage::Cluster, 1.0);
    let mut warnings = warnings(&left_out, &blocking);
    if earlier.is_some_and(|earlier| earlier.saved.is_some()) && saved.is_none() {
        warnings.push(Warning {
            code: "trained_anew".to_owned(),
            words: "the fields are not those of the earlier run, so the model was trained anew, on all pairs"
                .to_owned(),
        });
    }
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

    /// Returns the weight of two records as log2 odds that they are one person, proposed or not.
    pub fn weight_of(&self, a: RecordIx, b: RecordIx) -> MatchWeight {
        let (a, b) = (self.engine.position_of[a.index()], self.engine.position_of[b.index()]);
        MatchWeight(self.engine.weight(a.min(b), a.max(b), &mut Memo::small()))
    }

    /// Returns the precision and recall that are expected at every half bit of threshold, without labels.
    pub fn curve(&self) -> Vec<CurvePoint> {
        expected_curve(&self.links)
    }

    /// Returns what a later run needs to link new records without this one's work; see [`link_against`].
    pub fn save(&self) -> Saved {
        let rules = (!self.blocking.all_pairs)
            .then(|| self.blocking.rules.iter().map(|rule| rule.rule.clone()).collect());
        Saved::new(&self.engine.fields, &self.engine.weights, rules, &self.model)
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

/// Counts the pairs that each rule is the first to propose, comparing none.
fn count_new_pairs(allowed: &Allowed, pairing: &Pairing, blocking: &mut BlockingReport) {
    if blocking.all_pairs {
        return;
    }
    let rules = blocking.rules.len();
    let parts = pairing.fold(
        allowed,
        || vec![0u64; rules],
        |counts, _, _, rule| counts[usize::from(rule)] += 1,
        |_| {},
    );
    for counts in parts {
        blocking.rules.iter_mut().zip(&counts).for_each(|(rule, new)| rule.new_pairs += new);
    }
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

/// Returns the pairs inside persons that are no scored pairs.
fn unproposed(edges: &[Edge], clustering: &Clustering) -> FxHashSet<(u32, u32)> {
    let pair = |edge: &Edge| (edge.a.min(edge.b), edge.a.max(edge.b));
    let mut inner: FxHashSet<(u32, u32)> = clustering.inner.iter().map(pair).collect();
    for edge in edges {
        inner.remove(&pair(edge));
    }
    inner
}

fn warnings(left_out: &[String], blocking: &BlockingReport) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if !left_out.is_empty() {
        warnings.push(Warning {
            code: "fields_left_out".to_owned(),
            words: format!(
                "only 15 fields can be compared; left out as least telling: {}",
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
