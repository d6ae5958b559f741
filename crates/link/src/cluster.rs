//! Persons from pair weights: hard judgements first, then the strongest evidence, the evidence against a merge weighed.

use crate::engine::{Edge, Engine};
use crate::error::LinkError;
use crate::field::Memo;
use crate::options::{PairJudgement, Verdict};
use rustc_hash::{FxHashMap, FxHashSet};
use tizim_model::MatchWeight;

/// Persons by position in the engine's order.
#[derive(Debug)]
pub(crate) struct Clustering {
    /// For each record the smallest position in its cluster.
    pub(crate) cluster_of: Vec<u32>,
    /// For each record the probability that it belongs there.
    pub(crate) membership: Vec<f32>,
    /// Pairs inside clusters that no rule had proposed or that were below the line of kept links.
    pub(crate) inner: Vec<Edge>,
}

/// A weight counts at most so much, or one wild pair would outweigh all others.
const MOST_WEIGHT: f64 = 12.0;
const LEAST_WEIGHT: f64 = -12.0;

/// Groups may be one person though no pair across them reaches the line: such pairs are looked at down to so much
/// below it.
pub(crate) const BELOW_LINE: f64 = 8.0;

/// Checks that the judgements can all be obeyed.
///
/// # Errors
///
/// If two records are judged different, but the same through others.
pub(crate) fn check_judgements(records: usize, judgements: &[PairJudgement]) -> Result<(), LinkError> {
    let mut groups = Groups::new(records);
    for judgement in judgements.iter().filter(|judgement| judgement.verdict == Verdict::Same) {
        groups.join(judgement.a.0, judgement.b.0);
    }
    for judgement in judgements.iter().filter(|judgement| judgement.verdict == Verdict::Different) {
        if groups.find(judgement.a.0) == groups.find(judgement.b.0) {
            return Err(LinkError::Contradiction { a: judgement.a.0, b: judgement.b.0 });
        }
    }
    Ok(())
}

/// Disjoint groups of records with their members.
pub(crate) struct Groups {
    group_of: Vec<u32>,
    members: FxHashMap<u32, Vec<u32>>,
}

impl Groups {
    pub(crate) fn new(records: usize) -> Self {
        Self { group_of: (0..records as u32).collect(), members: FxHashMap::default() }
    }

    pub(crate) fn find(&self, record: u32) -> u32 {
        self.group_of[record as usize]
    }

    pub(crate) fn members(&self, group: u32) -> Vec<u32> {
        self.members.get(&group).cloned().unwrap_or_else(|| vec![group])
    }

    /// Joins the groups of two records; the joint one is named for its smallest member.
    pub(crate) fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.find(a), self.find(b));
        if a == b {
            return;
        }
        let (kept, gone) = (a.min(b), a.max(b));
        let moved = self.members.remove(&gone).unwrap_or_else(|| vec![gone]);
        for member in &moved {
            self.group_of[*member as usize] = kept;
        }
        self.members.entry(kept).or_insert_with(|| vec![kept]).extend(moved);
    }
}

/// Forms persons.
///
/// `settled` has for each record its person in an earlier run, or is empty: those stay together.
pub(crate) fn cluster(
    engine: &Engine,
    edges: &[Edge],
    line: f64,
    settled: &[Option<u32>],
    records: usize,
) -> Clustering {
    let mut groups = Groups::new(records);
    let mut first_of: FxHashMap<u32, u32> = FxHashMap::default();
    for (record, person) in settled.iter().enumerate() {
        if let Some(person) = person {
            groups.join(*first_of.entry(*person).or_insert(record as u32), record as u32);
        }
    }
    let mut different: FxHashSet<(u32, u32)> = FxHashSet::default();
    let mut judged: Vec<(&(u32, u32), &Verdict)> = engine.judgements.iter().collect();
    judged.sort_unstable_by_key(|(pair, _)| **pair);
    for (pair, verdict) in judged {
        match verdict {
            Verdict::Same => groups.join(pair.0, pair.1),
            Verdict::Different => {
                different.insert(*pair);
            }
            Verdict::Unsure => {}
        }
    }
    let mut memo = Memo::new();
    let mut order: Vec<&Edge> =
        edges.iter().filter(|edge| f64::from(edge.weight) >= line - BELOW_LINE).collect();
    order.sort_unstable_by(|x, y| y.weight.total_cmp(&x.weight).then((x.a, x.b).cmp(&(y.a, y.b))));
    let mut refused: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    for edge in order {
        let (a, b) = (groups.find(edge.a), groups.find(edge.b));
        if a == b {
            continue;
        }
        let (here, there) = (groups.members(a), groups.members(b));
        // groups only grow, so that names and sizes tell whether the two have been looked at as they are
        let (smaller, larger) = (a.min(b), a.max(b));
        let sizes = (here.len() + there.len()) as u32;
        if refused.get(&(smaller, larger)) == Some(&sizes) {
            continue;
        }
        let mut weight = || match (&here[..], &there[..]) {
            ([_], [_]) => f64::from(edge.weight),
            _ => engine.weight_of_groups(&here, &there, &mut memo),
        };
        if !is_forbidden(engine, &different, &here, &there) && weight() >= line {
            groups.join(a, b);
        } else {
            refused.insert((smaller, larger), sizes);
        }
    }
    let inside = |edge: &&Edge| groups.find(edge.a) == groups.find(edge.b);
    let known = edges.iter().filter(inside).map(|edge| ((edge.a, edge.b), edge.weight)).collect();
    finish(groups, &mut PairWeights { engine, known, memo }, edges)
}

fn is_forbidden(engine: &Engine, different: &FxHashSet<(u32, u32)>, here: &[u32], there: &[u32]) -> bool {
    for a in here {
        for b in there {
            if !different.is_empty() && different.contains(&(*a.min(b), *a.max(b))) {
                return true;
            }
            // one record a person in a list without duplicates
            if let Some(list) = engine.allowed.closed_list(*a)
                && engine.allowed.closed_list(*b) == Some(list)
            {
                return true;
            }
        }
    }
    false
}

/// The weights of pairs inside persons: those kept from scoring, others computed when asked for.
struct PairWeights<'a> {
    engine: &'a Engine,
    known: FxHashMap<(u32, u32), f32>,
    memo: Memo,
}

impl PairWeights<'_> {
    fn of(&mut self, a: u32, b: u32) -> f64 {
        let pair = (a.min(b), a.max(b));
        if let Some(weight) = self.known.get(&pair) {
            return f64::from(*weight);
        }
        let weight = self.engine.weight(pair.0, pair.1, &mut self.memo);
        self.known.insert(pair, weight as f32);
        weight
    }
}

fn finish(groups: Groups, weights: &mut PairWeights<'_>, edges: &[Edge]) -> Clustering {
    let cluster_of = groups.group_of.clone();
    // for a single record: how likely it belongs to somebody else after all
    let mut outside = vec![0.0f64; cluster_of.len()];
    for edge in edges.iter().filter(|edge| cluster_of[edge.a as usize] != cluster_of[edge.b as usize]) {
        let probability = MatchWeight(f64::from(edge.weight)).probability().get();
        for record in [edge.a, edge.b] {
            outside[record as usize] = outside[record as usize].max(probability);
        }
    }
    let mut membership: Vec<f32> = outside.iter().map(|probability| 1.0 - *probability as f32).collect();
    let mut inner = Vec::new();
    let mut names: Vec<&u32> = groups.members.keys().collect();
    names.sort_unstable();
    for name in names {
        let members = &groups.members[name];
        for a in members {
            let mut sum = 0.0;
            for b in members.iter().filter(|b| *b != a) {
                let weight = weights.of(*a, *b);
                sum += weight.clamp(LEAST_WEIGHT, MOST_WEIGHT);
                if a < b {
                    inner.push(Edge { a: *a, b: *b, weight: weight as f32 });
                }
            }
            let mean = sum / (members.len() - 1) as f64;
            membership[*a as usize] = MatchWeight(mean).probability().get() as f32;
        }
    }
    Clustering { cluster_of, membership, inner }
}
