//! Components of records that may be one person, with the weights of all their pairs.

use crate::engine::Engine;
use crate::field::Memo;
use crate::groups::Groups;
use crate::linkage::Link;
use crate::options::Verdict;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::cmp::Ordering;
use tizim_model::PersonIx;

/// Links below this probability do not make a component.
const FLOOR: f64 = 0.01;
/// In components of up to so many nodes every pair is weighed; in larger ones those of persons between whom there is a link.
const MOST_DENSE: usize = 150;
/// There, two persons of several records each are weighed where a link between them has this probability: below, the other
/// records almost always say that they are two.
const FLOOR_OF_SEVERAL: f64 = 0.25;
/// Pairs of persons that are weighed in one go.
const CHUNK: usize = 1_024;
/// A weight counts at most so much either way: models of independent fields are too sure of themselves.
const MOST_WEIGHT: f64 = 12.0;

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

    fn from_pairs(nodes: usize, pairs: Vec<(usize, usize, f64)>) -> Self {
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
    let weights = conditional_weights(engine, &records, &start, &beside);
    Component { records, weights, start }
}

/// Returns weights of pairs of nodes such that one step away from the partition that clustering found has the odds
/// that its whole groups give it.
///
/// The pairs of a record with the records of one person are no independent witnesses, so the product of their odds
/// would be too sure of itself. A node inside its group has the weight of the two together, shared out over the pairs; a
/// node or a small group beside a larger one likewise. Where a judgement or a list without duplicates keeps two groups
/// apart, each pair across them has its own weight. `beside` are the groups that are weighed against each other (a group
/// against itself for the pairs inside it); nodes of others are never one person.
fn conditional_weights(
    engine: &Engine,
    records: &[Vec<u32>],
    start: &[usize],
    beside: &[(usize, usize)],
) -> NodeWeights {
    let nodes: Vec<Vec<u32>> = records
        .iter()
        .map(|records| records.iter().map(|record| engine.position_of[*record as usize]).collect())
        .collect();
    let groups = start.iter().max().map_or(0, |most| most + 1);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); groups];
    start.iter().enumerate().for_each(|(node, group)| members[*group].push(node));
    let pairs = beside
        .par_chunks(CHUNK)
        .flat_map_iter(|chunk| {
            let mut beside = Beside { engine, nodes: &nodes, memo: Memo::small() };
            let mut pairs = Vec::new();
            for &(here, there) in chunk {
                match here == there {
                    true => beside.inside(&members[here], &mut pairs),
                    false => beside.across(&members[here], &members[there], &mut pairs),
                }
            }
            pairs
        })
        .collect();
    NodeWeights::from_pairs(nodes.len(), pairs)
}

/// Weighs the nodes of groups against each other.
struct Beside<'a> {
    engine: &'a Engine,
    /// For each node the positions of its records.
    nodes: &'a [Vec<u32>],
    memo: Memo,
}

impl Beside<'_> {
    fn weight(&mut self, node: usize, others: &[u32]) -> f64 {
        let weight = self.engine.weight_of_groups(&self.nodes[node], others, &mut self.memo);
        weight.clamp(-MOST_WEIGHT, MOST_WEIGHT) * std::f64::consts::LN_2
    }

    /// Whether a judgement or a list without duplicates keeps two nodes apart.
    fn apart(&self, a: usize, b: usize) -> bool {
        self.nodes[a].iter().any(|x| {
            self.nodes[b].iter().any(|y| {
                let judged = self.engine.judgements.get(&(*x.min(y), *x.max(y)));
                judged == Some(&Verdict::Different) || !self.engine.allowed.pair(*x, *y)
            })
        })
    }

    /// The weights of pairs inside a group.
    fn inside(&mut self, group: &[usize], pairs: &mut Vec<(usize, usize, f64)>) {
        if group.len() < 2 {
            return;
        }
        let with_others: Vec<f64> = group
            .iter()
            .map(|node| {
                let others = group.iter().filter(|other| *other != node);
                let others: Vec<u32> = others.flat_map(|other| self.nodes[*other].iter().copied()).collect();
                self.weight(*node, &others)
            })
            .collect();
        for (at, &a) in group.iter().enumerate() {
            for (&b, of_b) in group.iter().zip(&with_others).skip(at + 1) {
                let weight = match self.apart(a, b) {
                    true => f64::NEG_INFINITY,
                    false => with_others[at].min(*of_b) / (group.len() - 1) as f64,
                };
                pairs.push((a, b, weight));
            }
        }
    }

    /// The weights of pairs across two groups.
    fn across(&mut self, here: &[usize], there: &[usize], pairs: &mut Vec<(usize, usize, f64)>) {
        let kept_apart = here.iter().any(|a| there.iter().any(|b| self.apart(*a, *b)));
        if kept_apart {
            for &a in here {
                for &b in there {
                    let own = if self.apart(a, b) {
                        f64::NEG_INFINITY
                    } else {
                        let records = self.nodes[b].clone();
                        self.weight(a, &records)
                    };
                    pairs.push((a, b, own));
                }
            }
            return;
        }
        // the smaller group's nodes are weighed against the whole of the larger one
        let order = here.len().cmp(&there.len());
        let of_here = (order != Ordering::Greater).then(|| self.shared_out(here, there));
        let of_there = (order != Ordering::Less).then(|| self.shared_out(there, here));
        for (i, &a) in here.iter().enumerate() {
            for (k, &b) in there.iter().enumerate() {
                let weight = match (&of_here, &of_there) {
                    (Some(of_a), Some(of_b)) => f64::midpoint(of_a[i], of_b[k]),
                    (Some(of_a), None) => of_a[i],
                    (None, of_b) => of_b.as_ref().map_or(f64::NEG_INFINITY, |of_b| of_b[k]),
                };
                pairs.push((a, b, weight));
            }
        }
    }

    /// For each node of a group its weight with the whole of another, shared out over that one's nodes.
    fn shared_out(&mut self, group: &[usize], other: &[usize]) -> Vec<f64> {
        let records: Vec<u32> = other.iter().flat_map(|node| self.nodes[*node].iter().copied()).collect();
        group.iter().map(|node| self.weight(*node, &records) / other.len() as f64).collect()
    }
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
