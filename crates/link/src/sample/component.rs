//! Components of records that may be one person, with the weights of all their pairs.

use crate::cluster::Groups;
use crate::engine::Engine;
use crate::field::Memo;
use crate::linkage::Link;
use crate::options::Verdict;
use rayon::prelude::*;
use tizim_model::PersonIx;

/// Links below these probabilities are left out of the components, the first that keeps all components small.
const FLOORS: [f64; 6] = [0.01, 0.03, 0.1, 0.25, 0.5, 0.9];
/// Components are to have at most so many records.
const MOST_RECORDS: usize = 150;
/// A weight counts at most so much either way: models of independent fields are too sure of themselves.
const MOST_WEIGHT: f64 = 12.0;

/// The log odds (natural logarithms) that each two nodes are one person; minus infinity where they can't be.
#[derive(Clone, Debug)]
pub(crate) struct NodeWeights {
    nodes: usize,
    weights: Vec<f64>,
}

impl NodeWeights {
    pub(crate) fn new(nodes: usize, mut weight: impl FnMut(usize, usize) -> f64) -> Self {
        let mut weights = vec![0.0; nodes * nodes];
        for a in 0..nodes {
            for b in a + 1..nodes {
                let weight = weight(a, b);
                weights[a * nodes + b] = weight;
                weights[b * nodes + a] = weight;
            }
        }
        Self { nodes, weights }
    }

    pub(crate) fn len(&self) -> usize {
        self.nodes
    }

    #[inline]
    pub(crate) fn of(&self, a: usize, b: usize) -> f64 {
        self.weights[a * self.nodes + b]
    }
}

/// Records that may be one person, in nodes of records that are judged to be one.
#[derive(Debug)]
pub(crate) struct Component {
    /// For each node its records.
    pub(crate) records: Vec<Vec<u32>>,
    pub(crate) weights: NodeWeights,
    /// For each node its group in the partition that clustering found.
    pub(crate) start: Vec<usize>,
}

impl Component {
    pub(crate) fn len(&self) -> usize {
        self.records.len()
    }
}

/// Returns the components of more than one node, in the order of their first records.
///
/// Judged-same records that stand alone are a component of one node.
pub(crate) fn components(engine: &Engine, links: &[Link], person_of: &[PersonIx]) -> Vec<Component> {
    let records = person_of.len();
    let mut nodes = Groups::new(records);
    let mut record_at = vec![0u32; records];
    engine.position_of.iter().enumerate().for_each(|(record, at)| record_at[*at as usize] = record as u32);
    let mut judged: Vec<_> = engine.judgements.iter().collect();
    judged.sort_unstable_by_key(|(pair, _)| **pair);
    for ((a, b), verdict) in judged {
        if *verdict == Verdict::Same {
            nodes.join(record_at[*a as usize], record_at[*b as usize]);
        }
    }
    let groups = connected(links, person_of, &nodes);
    let mut names: Vec<u32> = (0..records as u32).filter(|record| groups.find(*record) == *record).collect();
    names.retain(|name| groups.members(*name).len() > 1);
    names
        .into_par_iter()
        .map(|name| {
            let mut members = groups.members(name);
            members.sort_unstable();
            component(engine, &members, &nodes, person_of)
        })
        .collect()
}

fn connected(links: &[Link], person_of: &[PersonIx], nodes: &Groups) -> Groups {
    let mut groups = Groups::new(person_of.len());
    for floor in FLOORS {
        groups = Groups::new(person_of.len());
        for record in 0..person_of.len() as u32 {
            groups.join(record, nodes.find(record));
        }
        let joined = |link: &&Link| {
            link.probability.get() >= floor || person_of[link.a.index()] == person_of[link.b.index()]
        };
        links.iter().filter(joined).for_each(|link| groups.join(link.a.0, link.b.0));
        if groups.largest() <= MOST_RECORDS {
            break;
        }
    }
    groups
}

fn component(engine: &Engine, members: &[u32], nodes: &Groups, person_of: &[PersonIx]) -> Component {
    let mut names: Vec<u32> = members.iter().map(|record| nodes.find(*record)).collect();
    names.sort_unstable();
    names.dedup();
    let records: Vec<Vec<u32>> = names.iter().map(|name| nodes.members(*name)).collect();
    let start = start_of(&records, person_of);
    let mut size_of = vec![0usize; records.len()];
    start.iter().for_each(|group| size_of[*group] += 1);
    let mut memo = Memo::small();
    let weights = NodeWeights::new(records.len(), |a, b| {
        let mut sum = 0.0;
        for x in &records[a] {
            for y in &records[b] {
                let (x, y) = (engine.position_of[*x as usize], engine.position_of[*y as usize]);
                let pair = (x.min(y), x.max(y));
                let different = engine.judgements.get(&pair) == Some(&Verdict::Different);
                if different || !engine.allowed.pair(x, y) {
                    return f64::NEG_INFINITY;
                }
                let weight = engine.weight(pair.0, pair.1, &mut memo).clamp(-MOST_WEIGHT, MOST_WEIGHT);
                sum += weight * std::f64::consts::LN_2;
            }
        }
        sum * tempering(size_of[start[a]], size_of[start[b]], start[a] == start[b])
    });
    Component { records, weights, start }
}

/// What the records of one person say of another record is mostly said by the first of them already: of n pairs, all
/// after the first count so much.
const FURTHER_PAIRS: f64 = 0.3;

/// Returns the part of a pair's weight that counts, from the sizes of the groups that clustering put the two in.
///
/// n pairs between a group and another (or between a record and the rest of its group) count as 1 + 0.3 (n - 1): fields
/// are dependent across pairs that share a record, so their product would be too sure of itself (a power likelihood,
/// Holmes and Walker 2017).
fn tempering(here: usize, there: usize, is_one: bool) -> f64 {
    let pairs = match is_one {
        true => here.saturating_sub(1),
        false => here * there,
    };
    let pairs = pairs.max(1) as f64;
    (1.0 + FURTHER_PAIRS * (pairs - 1.0)) / pairs
}

fn start_of(records: &[Vec<u32>], person_of: &[PersonIx]) -> Vec<usize> {
    let mut persons: Vec<PersonIx> = Vec::new();
    records
        .iter()
        .map(|records| {
            let person = person_of[records[0] as usize];
            persons.iter().position(|known| *known == person).unwrap_or_else(|| {
                persons.push(person);
                persons.len() - 1
            })
        })
        .collect()
}
