//! The whole way: records to links to persons.

use crate::blocking::{BlockingReport, form_pairs};
use crate::cluster::{Clustering, check_judgements, cluster};
use crate::content::canonical_order;
use crate::counting::count;
use crate::earlier::{Earlier, Saved};
use crate::engine::{Edge, Engine};
use crate::error::LinkError;
use crate::field::Fields;
use crate::linkage::{Link, Linkage, Stage, Warning};
use crate::model::Model;
use crate::options::{Options, PairJudgement, Verdict};
use crate::pattern::{Allowed, random_patterns};
use crate::threshold::find_threshold;
use crate::train::ListPriors;
use crate::whole::are_whole;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;
use tizim_model::{MatchWeight, PersonIx, Probability, RecordIx, Records};

/// Links of a lower weight than this are never kept, whatever is asked for: memory must not grow with the pairs.
const LEAST_KEPT: f64 = -10.0;
/// The most records of one run: positions are 32 bits wide.
const MOST_RECORDS: usize = u32::MAX as usize - 1;
/// A line that no weight reaches, and yet a number that can be written.
const NEVER: MatchWeight = MatchWeight(1_000.0);
/// Pairs drawn at random to see how strangers agree.
const RANDOM_PAIRS: u64 = 120_000;

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
    let (fields, left_out) = Fields::build(records, &order, options)?;
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
    let options = &with_earlier_rules(options, saved, &allowed);
    let (pairing, mut blocking) = form_pairs(records, options, &order, &fields, &allowed, &random)?;
    progress(Stage::Train, 0.0);
    if saved.is_some() {
        // what is settled need not be compared; to train anew, all pairs are looked at
        allowed.settle(&settled);
    }
    let counted = count(&fields, &allowed, &pairing, &mut blocking, progress);
    let trained = match saved {
        Some(saved) => {
            let (mut trained, new_kinds) = saved.trained(&allowed.list_pairs);
            if new_kinds.contains(&true) {
                counted.train_new_kinds(&fields, &allowed, &mut trained, &new_kinds);
            }
            trained
        }
        None => counted.train(&fields, &allowed, &random, order.len()),
    };
    allowed.settle(&settled);
    progress(Stage::Train, 1.0);
    let pairs_compared = match blocking.all_pairs {
        true => allowed.pairs_compared(),
        false => blocking.rules.iter().map(|rule| rule.new_pairs).sum(),
    };
    let mut engine = Engine {
        fields: Arc::new(fields),
        weights: trained.weights.clone(),
        list_priors: None,
        calibration: None,
        position_of: Arc::new(position_of),
        allowed: Arc::new(allowed),
        judgements: judged,
        unproposed: FxHashSet::default(),
    };
    let least = options.keep_above.weight().0.max(LEAST_KEPT);
    let mut edges = engine.scored(pairing, counted.kept(), least, progress);
    engine.list_priors = Some(ListPriors::new(&engine.allowed, &engine.weights, &edges));
    engine.calibration = engine.fit_judgements();
    for edge in &mut edges {
        let weight = f64::from(edge.weight) + engine.list_shift(edge.a, edge.b);
        edge.weight = engine.calibrated(weight) as f32;
    }
    edges.retain(|edge| f64::from(edge.weight) >= least);
    let whole = are_whole(records);
    if whole {
        // no link in doubt either, or draws of partitions would join what is never joined
        edges.clear();
    }
    progress(Stage::Cluster, 0.0);
    let threshold = find_threshold(given_line(whole, options, saved), &edges);
    let clustering = cluster(&engine, &edges, threshold.weight.0, &settled, order.len());
    let model = Model::new(&engine, &trained, threshold);
    let (person_of, membership_probability) = number_persons(&clustering, &engine.position_of);
    let links = links_of(&engine, &edges, &clustering, &order);
    engine.unproposed = clustering.inner.iter().map(|edge| (edge.a, edge.b)).collect();
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

/// Returns the line that needs not be found, and where it comes from.
fn given_line(whole: bool, options: &Options, saved: Option<&Saved>) -> Option<(MatchWeight, &'static str)> {
    if whole {
        let how =
            "nothing is put together: all lists were linked by others, and nothing in them names anybody";
        return Some((NEVER, how));
    }
    match (options.threshold, saved) {
        (Some(threshold), _) => Some((threshold.weight(), "set in the options")),
        (None, Some(saved)) => Some((saved.threshold(), "that of the earlier run")),
        (None, None) => None,
    }
}

/// Returns the options with the rules of an earlier run, unless they are given.
fn with_earlier_rules(options: &Options, saved: Option<&Saved>, allowed: &Allowed) -> Options {
    let mut options = options.clone();
    if let Some(saved) = saved
        && saved.knows(&allowed.list_pairs)
    {
        // rules chosen for other lists need not reach the people of a new one
        options.blocking = options.blocking.or_else(|| saved.rules());
    }
    options
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
    check_judgements(records.len(), judgements)
}

/// Returns persons numbered by their first record, and the probability of each membership.
fn number_persons(clustering: &Clustering, position_of: &[u32]) -> (Vec<PersonIx>, Vec<Probability>) {
    const NOT_SEEN: u32 = u32::MAX;
    let mut number_of = vec![NOT_SEEN; position_of.len()];
    let mut next = 0;
    let mut persons = Vec::with_capacity(position_of.len());
    let mut memberships = Vec::with_capacity(position_of.len());
    for position in position_of {
        let number = &mut number_of[clustering.cluster_of[*position as usize] as usize];
        if *number == NOT_SEEN {
            *number = next;
            next += 1;
        }
        persons.push(PersonIx(*number));
        memberships.push(Probability::new(f64::from(clustering.membership[*position as usize])));
    }
    (persons, memberships)
}

fn links_of(engine: &Engine, edges: &[Edge], clustering: &Clustering, order: &[RecordIx]) -> Vec<Link> {
    let make = |edge: &Edge| {
        let (a, b) = (order[edge.a as usize], order[edge.b as usize]);
        let weight = MatchWeight(f64::from(edge.weight));
        let pair = (edge.a.min(edge.b), edge.a.max(edge.b));
        let judgement = engine.judgements.get(&pair).copied();
        Link {
            a: a.min(b),
            b: a.max(b),
            weight,
            probability: clustering.probability(pair, weight),
            judgement,
        }
    };
    let mut links: Vec<Link> = edges.par_iter().chain(&clustering.inner).map(make).collect();
    links.par_sort_unstable_by_key(|link| (link.a, link.b));
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
            words: match cut {
                1 => "1 value is shared by so many records that its pairs were left to other blocking rules".to_owned(),
                _ => format!(
                    "{cut} values are shared by so many records that their pairs were left to other blocking rules"
                ),
            },
        });
    }
    warnings
}
