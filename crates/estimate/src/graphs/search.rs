//! The best-first part of the decomposable graphs, where there are too many for all of them.
//!
//! Any two decomposable graphs are joined by a path of decomposable graphs that differ in one edge each (Giudici and Green
//! 1999), so a search by single edges can reach every graph; it begins where greedy climbs from the empty and from the
//! complete graph end.

use std::collections::{BinaryHeap, HashMap, HashSet};

use super::decomposable::{Graph, with_edges};

/// A graph that waits for its neighbours to be looked at: the higher first, equal ones by their edges.
#[derive(Debug, PartialEq)]
struct Waiting {
    height: f64,
    edges: u32,
}

impl Eq for Waiting {}

impl Ord for Waiting {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.height.total_cmp(&other.height).then(other.edges.cmp(&self.edges))
    }
}

impl PartialOrd for Waiting {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// Graphs on `lists` lists by the edges that they have, each with its height; none where the edges make no decomposable one.
struct Seen<F> {
    lists: usize,
    height: F,
    found: HashMap<u32, Option<(Graph, f64)>>,
}

impl<F: FnMut(&Graph) -> f64> Seen<F> {
    fn height(&mut self, edges: u32) -> Option<f64> {
        let (lists, height) = (self.lists, &mut self.height);
        let entry = self.found.entry(edges).or_insert_with(|| {
            let graph = with_edges(lists, edges)?;
            let height = height(&graph);
            height.is_finite().then_some((graph, height))
        });
        entry.as_ref().map(|(_, height)| *height)
    }

    fn neighbours(&mut self, edges: u32) -> Vec<Waiting> {
        let pairs = self.lists * (self.lists - 1) / 2;
        let near = (0..pairs).map(|pair| edges ^ 1 << pair);
        near.filter_map(|edges| self.height(edges).map(|height| Waiting { height, edges })).collect()
    }

    /// The end of a greedy climb by single edges.
    fn top(&mut self, edges: u32) -> Option<Waiting> {
        let mut here = Waiting { height: self.height(edges)?, edges };
        while let Some(best) = self.neighbours(here.edges).into_iter().max()
            && best.height > here.height
        {
            here = best;
        }
        Some(here)
    }
}

/// Graphs on `lists` lists, best first by `height` (a log weight): neighbours of the best that has none yet are looked at,
/// until no graph within `window` of the best is left without, or `most` graphs were weighed. Returns them in the order of their
/// edges, with whether the window was searched to its end.
pub(super) fn best_first(
    lists: usize,
    window: f64,
    most: usize,
    height: impl FnMut(&Graph) -> f64,
) -> (Vec<Graph>, bool) {
    let mut seen = Seen { lists, height, found: HashMap::new() };
    let complete = (1 << (lists * (lists - 1) / 2)) - 1;
    let mut waiting: BinaryHeap<Waiting> = [0, complete].into_iter().filter_map(|e| seen.top(e)).collect();
    // climbs have looked at graphs on their way: those may come again
    let mut expanded: HashSet<u32> = HashSet::new();
    let mut best = waiting.peek().map_or(f64::NEG_INFINITY, |top| top.height);
    while let Some(next) = waiting.pop() {
        if next.height < best - window || seen.found.len() >= most {
            waiting.push(next);
            break;
        }
        if !expanded.insert(next.edges) {
            continue;
        }
        best = best.max(next.height);
        let near = seen.neighbours(next.edges);
        waiting.extend(near.into_iter().filter(|near| !expanded.contains(&near.edges)));
    }
    let whole = waiting.peek().is_none_or(|left| left.height < best - window);
    let mut graphs: Vec<(u32, Graph)> =
        seen.found.into_iter().filter_map(|(edges, found)| found.map(|(graph, _)| (edges, graph))).collect();
    graphs.sort_unstable_by_key(|(edges, _)| *edges);
    (graphs.into_iter().map(|(_, graph)| graph).collect(), whole)
}

#[cfg(test)]
mod tests {
    use super::super::decomposable::all_graphs;
    use super::*;

    #[test]
    fn a_window_without_end_finds_every_graph() {
        for lists in 2..=5 {
            let (found, whole) = best_first(lists, f64::INFINITY, usize::MAX, |_| 0.0);
            assert!(whole);
            assert_eq!(found, all_graphs(lists), "{lists} lists");
        }
    }

    #[test]
    fn the_best_are_found_first() {
        // a height with one top, far from both ends of the search
        let target = 0b01_1001_0110;
        let height = |graph: &Graph| -f64::from((graph.edges() ^ target).count_ones());
        let (found, whole) = best_first(5, 2.0, usize::MAX, height);
        assert!(whole && found.len() < all_graphs(5).len(), "{}", found.len());
        let near = |graph: &&Graph| (graph.edges() ^ target).count_ones() <= 2;
        assert_eq!(found.iter().filter(near).count(), all_graphs(5).iter().filter(near).count());
        let (few, whole) = best_first(5, 100.0, 60, height);
        assert!(!whole && few.len() < 120);
    }
}
