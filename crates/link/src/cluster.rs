//! Persons from pair weights: hard judgements first, then the strongest evidence, the evidence against a merge weighed.

use crate::engine::{Edge, Engine};
use crate::error::LinkError;
use crate::field::Memo;
use crate::groups::Groups;
use crate::options::{PairJudgement, Verdict};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use tizim_model::MatchWeight;

/// Persons by position in the engine's order.
#[derive(Debug)]
pub(crate) struct Clustering {
    /// For each record the smallest position in its cluster.
    pub(crate) cluster_of: Vec<u32>,
    /// For each record the probability that it belongs there.
    pub(crate) membership: Vec<f32>,
    /// Pairs inside clusters that no rule had proposed or that were below the line of kept links; the smaller position
    /// first.
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
    order.par_sort_unstable_by(|x, y| y.weight.total_cmp(&x.weight).then((x.a, x.b).cmp(&(y.a, y.b))));
    let mut refused: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    let (mut here, mut there): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
    for edge in order {
        let (a, b) = (groups.find(edge.a), groups.find(edge.b));
        if a == b {
            continue;
        }
        here.clear();
        here.extend(groups.members(a));
        there.clear();
        there.extend(groups.members(b));
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
    finish(engine, groups, edges)
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

/// Says for each record how sure its place is, and weighs the pairs inside persons.
fn finish(engine: &Engine, groups: Groups, edges: &[Edge]) -> Clustering {
    // for a single record: how likely it belongs to somebody else after all
    let mut outside = vec![0.0f64; groups.len()];
    let mut inside: Vec<(u32, &Edge)> = Vec::new();
    for edge in edges {
        let group = groups.find(edge.a);
        if group == groups.find(edge.b) {
            inside.push((group, edge));
            continue;
        }
        let probability = MatchWeight(f64::from(edge.weight)).probability().get();
        for record in [edge.a, edge.b] {
            outside[record as usize] = outside[record as usize].max(probability);
        }
    }
    inside.par_sort_unstable_by_key(|(group, edge)| (*group, edge.a, edge.b));
    let mut membership: Vec<f32> = outside.iter().map(|probability| 1.0 - *probability as f32).collect();
    let joined: Vec<u32> = groups.joined().collect();
    let weighed: Vec<Weighed> = joined
        .par_iter()
        .map_init(Memo::new, |memo, group| {
            let from = inside.partition_point(|(other, _)| other < group);
            let known = &inside[from..];
            let known = &known[..known.partition_point(|(other, _)| other == group)];
            let members: Vec<u32> = groups.members(*group).collect();
            weigh(engine, &members, known, memo)
        })
        .collect();
    let mut inner = Vec::new();
    for group in weighed {
        inner.extend(group.inner);
        for (record, share) in group.membership {
            membership[record as usize] = share;
        }
    }
    Clustering { cluster_of: groups.into_groups(), membership, inner }
}

/// One person of several records.
struct Weighed {
    inner: Vec<Edge>,
    membership: Vec<(u32, f32)>,
}

/// Weighs all pairs of a person: those kept from scoring are known, in order; others are computed.
fn weigh(engine: &Engine, members: &[u32], known: &[(u32, &Edge)], memo: &mut Memo) -> Weighed {
    let mut sums = vec![0.0; members.len()];
    let mut inner = Vec::new();
    for (position, one) in members.iter().enumerate() {
        for (further, other) in members.iter().enumerate().skip(position + 1) {
            let (a, b) = (*one.min(other), *one.max(other));
            let weight = match known.binary_search_by_key(&(a, b), |(_, edge)| (edge.a, edge.b)) {
                Ok(at) => f64::from(known[at].1.weight),
                Err(_) => {
                    let weight = engine.weight(a, b, memo);
                    inner.push(Edge { a, b, weight: weight as f32 });
                    weight
                }
            };
            let counted = weight.clamp(LEAST_WEIGHT, MOST_WEIGHT);
            sums[position] += counted;
            sums[further] += counted;
        }
    }
    let others = (members.len() - 1) as f64;
    let share = |(record, sum): (&u32, f64)| (*record, MatchWeight(sum / others).probability().get() as f32);
    Weighed { inner, membership: members.iter().zip(sums).map(share).collect() }
}
