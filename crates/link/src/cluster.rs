//! Persons from pair weights: hard judgements first, then the strongest evidence, the evidence against a merge weighed.

use crate::engine::{Edge, Engine};
use crate::error::LinkError;
use crate::field::Memo;
use crate::groups::{Groups, components};
use crate::options::{PairJudgement, Verdict};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use tizim_model::{MatchWeight, Probability};

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
    /// Pairs of whose groups there was more to say than of the pair itself: the weight of their groups when these were
    /// joined, or when they were last refused.
    of_groups: FxHashMap<(u32, u32), f32>,
}

impl Clustering {
    /// Returns how probable it is that a pair of this weight is one person, the other records of their groups considered.
    pub(crate) fn probability(&self, pair: (u32, u32), weight: MatchWeight) -> Probability {
        self.of_groups.get(&pair).map_or(weight, |weight| MatchWeight(f64::from(*weight))).probability()
    }
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
    let mut joins: Vec<Join> = Vec::new();
    let mut first_of: FxHashMap<u32, u32> = FxHashMap::default();
    for (record, person) in settled.iter().enumerate() {
        if let Some(person) = person {
            let first = *first_of.entry(*person).or_insert(record as u32);
            joins.push(Join { a: first, b: record as u32, weight: None });
        }
    }
    let mut different: FxHashSet<(u32, u32)> = FxHashSet::default();
    let mut judged: Vec<(&(u32, u32), &Verdict)> = engine.judgements.iter().collect();
    judged.sort_unstable_by_key(|(pair, _)| **pair);
    for (pair, verdict) in judged {
        match verdict {
            Verdict::Same => joins.push(Join { a: pair.0, b: pair.1, weight: None }),
            Verdict::Different => {
                different.insert(*pair);
            }
            Verdict::Unsure => {}
        }
    }
    joins.iter().for_each(|join| groups.join(join.a, join.b));
    let strong: Vec<&Edge> =
        edges.iter().filter(|edge| f64::from(edge.weight) >= line - BELOW_LINE).collect();
    // records that no path of strong pairs connects become one person in no case, so each component is decided by itself
    let together =
        strong.iter().map(|edge| (edge.a, edge.b)).chain(joins.iter().map(|join| (join.a, join.b)));
    let component_of = components(records, together);
    let component = |edge: &Edge| component_of[edge.a as usize];
    let mut strong: Vec<(u32, &Edge)> = strong.into_iter().map(|edge| (component(edge), edge)).collect();
    strong.par_sort_unstable_by(|(p, x), (q, y)| {
        p.cmp(q).then_with(|| y.weight.total_cmp(&x.weight)).then_with(|| (x.a, x.b).cmp(&(y.a, y.b)))
    });
    let parts: Vec<&[(u32, &Edge)]> = strong.chunk_by(|(p, _), (q, _)| p == q).collect();
    let decided: Vec<Decided> = parts
        .par_chunks(COMPONENTS_AT_ONCE)
        .map(|parts| {
            let mut judge = Judge { engine, different: &different, line, memo: Memo::new() };
            let mut decided = Decided::default();
            parts.iter().for_each(|edges| judge.decide(edges, &groups, &mut decided));
            decided
        })
        .collect();
    let mut refused = FxHashMap::default();
    for part in decided {
        part.joins.iter().for_each(|join| groups.join(join.a, join.b));
        joins.extend(part.joins);
        refused.extend(part.refused);
    }
    finish(engine, groups, edges, joins, &refused)
}

/// Components that are decided in one go.
const COMPONENTS_AT_ONCE: usize = 1_024;

/// What was decided of some components.
#[derive(Default)]
struct Decided {
    joins: Vec<Join>,
    /// Groups of more than two records together, by the names that they had, which did not become one.
    refused: Vec<((u32, u32), Refused)>,
}

/// Decides which groups of a component become one.
struct Judge<'a> {
    engine: &'a Engine,
    different: &'a FxHashSet<(u32, u32)>,
    line: f64,
    memo: Memo,
}

impl Judge<'_> {
    /// Takes the pairs of a component from the strongest down; `settled` are the groups before the first.
    fn decide(&mut self, edges: &[(u32, &Edge)], settled: &Groups, decided: &mut Decided) {
        // positions among the members of the component stand for records: the smaller record, the smaller position
        let ends = edges.iter().flat_map(|(_, edge)| [edge.a, edge.b]);
        let mut members: Vec<u32> = ends.flat_map(|record| settled.members(settled.find(record))).collect();
        members.sort_unstable();
        members.dedup();
        let at = |record: u32| members.partition_point(|member| *member < record) as u32;
        let mut groups = Groups::new(members.len());
        for member in &members {
            groups.join(at(settled.find(*member)), at(*member));
        }
        let mut refused: FxHashMap<(u32, u32), Refused> = FxHashMap::default();
        let (mut here, mut there): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
        for (_, edge) in edges {
            let (a, b) = (groups.find(at(edge.a)), groups.find(at(edge.b)));
            if a == b {
                continue;
            }
            here.clear();
            here.extend(groups.members(a).map(|member| members[member as usize]));
            there.clear();
            there.extend(groups.members(b).map(|member| members[member as usize]));
            // groups only grow, so that names and sizes tell whether the two have been looked at as they are
            let pair = (a.min(b), a.max(b));
            let sizes = (here.len() + there.len()) as u32;
            if refused.get(&pair).is_some_and(|refused| refused.sizes == sizes) {
                continue;
            }
            let weight = match (&here[..], &there[..]) {
                _ if is_forbidden(self.engine, self.different, &here, &there) => None,
                ([_], [_]) => Some(f64::from(edge.weight)),
                _ => Some(self.engine.weight_of_groups(&here, &there, &mut self.memo)),
            };
            match weight {
                Some(weight) if weight >= self.line => {
                    decided.joins.push(Join { a: edge.a, b: edge.b, weight: Some(weight) });
                    groups.join(a, b);
                }
                _ => {
                    refused.insert(pair, Refused { sizes, weight });
                }
            }
        }
        let name = |group: u32| members[group as usize];
        let told = refused.into_iter().filter(|(_, refused)| refused.sizes > 2);
        decided.refused.extend(told.map(|((a, b), refused)| ((name(a), name(b)), refused)));
    }
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

/// Two groups that became one, by a record of each, and the weight that they had; none if a judgement or an earlier run
/// made them one.
struct Join {
    a: u32,
    b: u32,
    weight: Option<f64>,
}

/// Two groups that did not become one.
struct Refused {
    /// The records of both together when they were looked at.
    sizes: u32,
    /// The weight that they had, if they might have been joined.
    weight: Option<f64>,
}

/// Says for each record how sure its place is, and weighs the pairs inside persons.
fn finish(
    engine: &Engine,
    groups: Groups,
    edges: &[Edge],
    joins: Vec<Join>,
    refused: &FxHashMap<(u32, u32), Refused>,
) -> Clustering {
    let mut of_groups = FxHashMap::default();
    let size = |group: u32| groups.members(group).count() as u32;
    // for a single record: how likely it belongs to somebody else after all
    let mut outside = vec![0.0f64; groups.len()];
    let mut inside: Vec<(u32, &Edge)> = Vec::new();
    for edge in edges {
        let (group, other) = (groups.find(edge.a), groups.find(edge.b));
        if group == other {
            inside.push((group, edge));
            continue;
        }
        if let Some(Refused { sizes, weight: Some(of_both) }) =
            refused.get(&(group.min(other), group.max(other)))
            && *sizes == size(group) + size(other)
        {
            of_groups.insert((edge.a.min(edge.b), edge.a.max(edge.b)), *of_both as f32);
        }
        let probability = MatchWeight(f64::from(edge.weight)).probability().get();
        for record in [edge.a, edge.b] {
            outside[record as usize] = outside[record as usize].max(probability);
        }
    }
    inside.par_sort_unstable_by_key(|(group, edge)| (*group, edge.a, edge.b));
    let mut membership: Vec<f32> = outside.iter().map(|probability| 1.0 - *probability as f32).collect();
    let joined: Vec<u32> = groups.joined().collect();
    let mut joins: Vec<(u32, Join)> = joins.into_iter().map(|join| (groups.find(join.a), join)).collect();
    joins.par_sort_by_key(|(group, _)| *group);
    let weighed: Vec<Weighed> = joined
        .par_iter()
        .map_init(Memo::new, |memo, group| {
            let members: Vec<u32> = groups.members(*group).collect();
            weigh(engine, &members, run_of(&inside, *group), run_of(&joins, *group), memo)
        })
        .collect();
    let mut inner = Vec::new();
    for group in weighed {
        inner.extend(group.inner);
        of_groups.extend(group.of_groups);
        for (record, share) in group.membership {
            membership[record as usize] = share;
        }
    }
    Clustering { cluster_of: groups.into_groups(), membership, inner, of_groups }
}

/// Returns the run of a group in what is sorted by group.
fn run_of<T>(sorted: &[(u32, T)], group: u32) -> &[(u32, T)] {
    let from = sorted.partition_point(|(other, _)| *other < group);
    let length = sorted[from..].partition_point(|(other, _)| *other == group);
    &sorted[from..from + length]
}

/// One person of several records.
struct Weighed {
    inner: Vec<Edge>,
    of_groups: Vec<((u32, u32), f32)>,
    membership: Vec<(u32, f32)>,
}

/// Weighs all pairs of a person: those kept from scoring are known, in order; others are computed.
fn weigh(
    engine: &Engine,
    members: &[u32],
    known: &[(u32, &Edge)],
    joins: &[(u32, Join)],
    memo: &mut Memo,
) -> Weighed {
    let mut inner = Vec::new();
    let mut sums = vec![0.0; members.len()];
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
    let membership = members.iter().zip(sums).map(share).collect();
    let of_groups = if members.len() > 2 { weights_of_joins(members, joins) } else { Vec::new() };
    Weighed { inner, of_groups, membership }
}

/// Returns for each two records of a person that came together by a join the weight that their groups had then: what is
/// called cophenetic of a tree of joins (Sokal and Rohlf 1962).
///
/// Two records that say little of each other are as surely one person as the groups that others make them part of.
fn weights_of_joins(members: &[u32], joins: &[(u32, Join)]) -> Vec<((u32, u32), f32)> {
    let mut group_of: FxHashMap<u32, usize> =
        members.iter().zip(0..).map(|(record, group)| (*record, group)).collect();
    let mut groups: Vec<Vec<u32>> = members.iter().map(|record| vec![*record]).collect();
    let mut weights = Vec::new();
    for (_, Join { a, b, weight }) in joins {
        let (Some(here), Some(there)) = (group_of.get(a).copied(), group_of.get(b).copied()) else {
            continue;
        };
        if here == there {
            continue;
        }
        let moved = std::mem::take(&mut groups[there]);
        if let Some(weight) = weight {
            for one in &groups[here] {
                weights
                    .extend(moved.iter().map(|other| ((*one.min(other), *one.max(other)), *weight as f32)));
            }
        }
        for record in &moved {
            group_of.insert(*record, here);
        }
        groups[here].extend(moved);
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_as_surely_one_as_their_groups_were_when_joined() {
        let join = |a, b, weight| (0, Join { a, b, weight });
        let joins = [join(0, 3, None), join(7, 9, Some(9.0)), join(3, 9, Some(4.0))];
        let mut weights = weights_of_joins(&[0, 3, 7, 9], &joins);
        weights.sort_unstable_by_key(|(pair, _)| *pair);
        let expected = [((0, 7), 4.0), ((0, 9), 4.0), ((3, 7), 4.0), ((3, 9), 4.0), ((7, 9), 9.0)];
        assert_eq!(weights, expected);
    }
}
