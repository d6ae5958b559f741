//! Components of records that may be one person, with the weights of all their pairs.

use super::beside::group_weights;
use crate::engine::Engine;
use crate::groups::Groups;
use crate::linkage::Link;
use crate::options::Verdict;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use tizim_model::PersonIx;

/// Links below this probability do not make a component. It is that of the groups of the two, which the draws weigh too:
/// by the weight of two records alone, 73,633 of 100,468 were in one component in place of 1,132, and the draws were the same.
const FLOOR: f64 = 0.01;
/// In components of up to so many nodes every pair is weighed; in larger ones those of persons between whom there is a link.
const MOST_DENSE: usize = 150;
/// There, two persons of several records each are weighed where a link between them has this probability: below, the other
/// records almost always say that they are two.
const FLOOR_OF_SEVERAL: f64 = 0.25;

/// The log odds (natural logarithms) that each two nodes are one person, for those that can be; neighbours of a node rise.
#[derive(Clone, Debug)]
pub(crate) struct NodeWeights {
    neighbours: Vec<Vec<(u32, f64)>>,
}

impl NodeWeights {
    /// From the weight of every two nodes; minus infinity where they can't be one person.
    #[cfg(test)]
    pub(crate) fn new(nodes: usize, mut weight: impl FnMut(usize, usize) -> f64) -> Self {
        let pairs = (0..nodes).flat_map(|a| (a + 1..nodes).map(move |b| (a, b)));
        Self::from_pairs(nodes, pairs.map(|(a, b)| (a, b, weight(a, b))).collect::<Vec<_>>())
    }

    /// From the pairs of nodes that can be one person, each once, with their weights.
    pub(super) fn from_pairs(nodes: usize, pairs: Vec<(usize, usize, f64)>) -> Self {
        let mut neighbours: Vec<Vec<(u32, f64)>> = vec![Vec::new(); nodes];
        for (a, b, weight) in pairs.into_iter().filter(|pair| pair.2 > f64::NEG_INFINITY) {
            neighbours[a].push((b as u32, weight));
            neighbours[b].push((a as u32, weight));
        }
        neighbours.iter_mut().for_each(|own| own.sort_unstable_by_key(|neighbour| neighbour.0));
        Self { neighbours }
    }

    pub(crate) fn len(&self) -> usize {
        self.neighbours.len()
    }

    /// The nodes that may be one person with `node`, and the weights.
    pub(crate) fn neighbours(&self, node: usize) -> &[(u32, f64)] {
        &self.neighbours[node]
    }

    /// Minus infinity where the two can't be one person.
    #[inline]
    pub(crate) fn of(&self, a: usize, b: usize) -> f64 {
        let own = &self.neighbours[a];
        own.binary_search_by_key(&(b as u32), |neighbour| neighbour.0)
            .map_or(f64::NEG_INFINITY, |at| own[at].1)
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
            let inside = || links.iter().filter(|link| groups.find(link.a.0) == name);
            component(engine, &members, &nodes, person_of, inside)
        })
        .collect()
}

fn connected(links: &[Link], person_of: &[PersonIx], nodes: &Groups) -> Groups {
    let mut groups = Groups::new(person_of.len());
    for record in 0..person_of.len() as u32 {
        groups.join(record, nodes.find(record));
    }
    let joined = |link: &&Link| {
        link.probability.get() >= FLOOR || person_of[link.a.index()] == person_of[link.b.index()]
    };
    links.iter().filter(joined).for_each(|link| groups.join(link.a.0, link.b.0));
    groups
}

fn component<'a, L: Iterator<Item = &'a Link>>(
    engine: &Engine,
    members: &[u32],
    nodes: &Groups,
    person_of: &[PersonIx],
    links: impl Fn() -> L,
) -> Component {
    let mut names: Vec<u32> = members.iter().map(|record| nodes.find(*record)).collect();
    names.sort_unstable();
    names.dedup();
    let records: Vec<Vec<u32>> = names.iter().map(|name| nodes.members(*name).collect()).collect();
    let start = start_of(&records, person_of);
    let groups = start.iter().max().map_or(0, |most| most + 1);
    let mut beside: Vec<(usize, usize)> = if records.len() <= MOST_DENSE {
        (0..groups).flat_map(|a| (a..groups).map(move |b| (a, b))).collect()
    } else {
        let group_of =
            |record: u32| names.binary_search(&nodes.find(record)).map_or(0, |position| start[position]);
        let mut sizes = vec![0usize; groups];
        start.iter().for_each(|group| sizes[*group] += 1);
        let linked = links().filter_map(|link| {
            let (a, b) = (group_of(link.a.0), group_of(link.b.0));
            let floor = if sizes[a].min(sizes[b]) > 1 { FLOOR_OF_SEVERAL } else { FLOOR };
            (link.probability.get() >= floor).then(|| (a.min(b), a.max(b)))
        });
        (0..groups).map(|group| (group, group)).chain(linked).collect()
    };
    beside.sort_unstable();
    beside.dedup();
    let position = |record: &u32| engine.position_of[*record as usize];
    let positions: Vec<Vec<u32>> =
        records.iter().map(|records| records.iter().map(position).collect()).collect();
    let weights = group_weights(engine, &positions, &start, &beside);
    Component { records, weights, start }
}

/// For each node the number of its person, in the order in which persons come.
fn start_of(records: &[Vec<u32>], person_of: &[PersonIx]) -> Vec<usize> {
    let mut number: FxHashMap<PersonIx, usize> = FxHashMap::default();
    records
        .iter()
        .map(|records| {
            let next = number.len();
            *number.entry(person_of[records[0] as usize]).or_insert(next)
        })
        .collect()
}
