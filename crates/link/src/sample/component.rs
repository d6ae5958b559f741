//! Components of records that may be one person, with the weights of all their pairs.

use crate::engine::Engine;
use crate::field::Memo;
use crate::groups::Groups;
use crate::linkage::Link;
use crate::options::Verdict;
use rayon::prelude::*;
use std::cmp::Ordering;
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
    let names: Vec<u32> = groups.joined().collect();
    names
        .into_par_iter()
        .map(|name| {
            let mut members: Vec<u32> = groups.members(name).collect();
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
    let records: Vec<Vec<u32>> = names.iter().map(|name| nodes.members(*name).collect()).collect();
    let start = start_of(&records, person_of);
    let weights = conditional_weights(engine, &records, &start);
    Component { records, weights, start }
}

/// Returns weights of pairs of nodes such that one step away from the partition that clustering found has the odds
/// that its whole groups give it.
///
/// The pairs of a record with the records of one person are no independent witnesses, so the product of their odds
/// would be too sure of itself. A node inside its group has the weight of the two together, shared out over the pairs; a
/// node or a small group beside a larger one likewise. Where a judgement or a list without duplicates keeps two groups
/// apart, each pair across them has its own weight.
fn conditional_weights(engine: &Engine, records: &[Vec<u32>], start: &[usize]) -> NodeWeights {
    let nodes: Vec<Vec<u32>> = records
        .iter()
        .map(|records| records.iter().map(|record| engine.position_of[*record as usize]).collect())
        .collect();
    let groups = start.iter().max().map_or(0, |most| most + 1);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); groups];
    start.iter().enumerate().for_each(|(node, group)| members[*group].push(node));
    let mut memo = Memo::small();
    let mut weight = |node: usize, others: &[u32]| {
        let weight = engine.weight_of_groups(&nodes[node], others, &mut memo);
        weight.clamp(-MOST_WEIGHT, MOST_WEIGHT) * std::f64::consts::LN_2
    };
    // for each node its weight with each group, itself left out
    let to_group: Vec<Vec<f64>> = (0..nodes.len())
        .map(|node| {
            let others = members.iter().map(|members| {
                members.iter().filter(|other| **other != node).flat_map(|other| nodes[*other].iter().copied())
            });
            others
                .map(|others| others.collect::<Vec<u32>>())
                .map(|others| match others.is_empty() {
                    true => 0.0,
                    false => weight(node, &others),
                })
                .collect()
        })
        .collect();
    let apart = |a: usize, b: usize| {
        nodes[a].iter().any(|x| {
            nodes[b].iter().any(|y| {
                let judged = engine.judgements.get(&(*x.min(y), *x.max(y)));
                judged == Some(&Verdict::Different) || !engine.allowed.pair(*x, *y)
            })
        })
    };
    NodeWeights::new(nodes.len(), |a, b| {
        if apart(a, b) {
            return f64::NEG_INFINITY;
        }
        let (here, there) = (start[a], start[b]);
        let (size_here, size_there) = (members[here].len(), members[there].len());
        if here == there {
            return to_group[a][here].min(to_group[b][here]) / (size_here - 1) as f64;
        }
        if members[here].iter().any(|x| members[there].iter().any(|y| apart(*x, *y))) {
            return weight(a, &nodes[b]);
        }
        let (of_a, of_b) = (to_group[a][there] / size_there as f64, to_group[b][here] / size_here as f64);
        match size_here.cmp(&size_there) {
            Ordering::Less => of_a,
            Ordering::Greater => of_b,
            Ordering::Equal => f64::midpoint(of_a, of_b),
        }
    })
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
