//! Decomposable graphs on a few lists, as ratios of clique and separator terms.

use std::sync::OnceLock;

/// A decomposable graph: `prod over subsets A of h(A)^power`, and its edges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Graph {
    /// `(subset of lists, power)`; cliques count +1, separators -1.
    pub(crate) terms: Vec<(usize, i32)>,
    /// Neighbours of each list.
    neighbours: Vec<usize>,
}

impl Graph {
    /// Whether every pair of lists is joined.
    pub(crate) fn is_complete(&self) -> bool {
        let all = (1usize << self.neighbours.len()) - 1;
        self.neighbours.iter().enumerate().all(|(v, &n)| n | 1 << v == all)
    }

    /// Its edges, a bit a pair of lists: 01, 02, ..., 12, ...
    #[cfg(test)]
    pub(super) fn edges(&self) -> u32 {
        let joined = pairs(self.neighbours.len()).map(|(a, b)| self.neighbours[a] >> b & 1 == 1);
        joined.enumerate().fold(0, |edges, (at, joined)| edges | u32::from(joined) << at)
    }

    /// Cliques by list names, as `[A B, C]`.
    pub(crate) fn formula(&self, names: &[String]) -> String {
        let cliques: Vec<String> = self
            .terms
            .iter()
            .filter(|&&(_, power)| power > 0)
            .map(|&(set, _)| {
                let members: Vec<&str> =
                    (0..names.len()).filter(|&j| set >> j & 1 == 1).map(|j| names[j].as_str()).collect();
                members.join(" ")
            })
            .collect();
        format!("[{}]", cliques.join(", "))
    }
}

/// Most lists that [`all_graphs`] knows the graphs of.
pub(super) const MOST: usize = 6;

/// Every decomposable graph on `lists` lists, at most [`MOST`]; found once and kept, since the draws of a linkage ask
/// for them hundreds of times.
pub(crate) fn all_graphs(lists: usize) -> &'static [Graph] {
    static FOUND: [OnceLock<Vec<Graph>>; MOST + 1] = [const { OnceLock::new() }; MOST + 1];
    FOUND[lists].get_or_init(|| decomposable_graphs(lists))
}

/// Every decomposable graph on `lists` lists (at most 6): 2, 8, 61, 822 and 18,154 for 2 to 6.
///
/// A graph is decomposable when its vertices can be taken away one by one, each having a complete neighbourhood at
/// that moment; each step contributes `h(v and its neighbours) / h(its neighbours)`, and the product telescopes to
/// cliques over separators (Dawid and Lauritzen 1993).
fn decomposable_graphs(lists: usize) -> Vec<Graph> {
    (0..1u32 << pairs(lists).count()).filter_map(|edges| with_edges(lists, edges)).collect()
}

/// Every two lists: 01, 02, ..., 12, ...
fn pairs(lists: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..lists).flat_map(move |a| (a + 1..lists).map(move |b| (a, b)))
}

/// The graph with these edges, a bit a pair of lists (01, 02, ..., 12, ...), if it is decomposable.
pub(super) fn with_edges(lists: usize, edges: u32) -> Option<Graph> {
    let mut neighbours = vec![0usize; lists];
    for (at, (a, b)) in pairs(lists).enumerate() {
        if edges >> at & 1 == 1 {
            neighbours[a] |= 1 << b;
            neighbours[b] |= 1 << a;
        }
    }
    eliminate(neighbours)
}

fn eliminate(neighbours: Vec<usize>) -> Option<Graph> {
    let lists = neighbours.len();
    let mut powers = vec![0i32; 1 << lists];
    let mut left = (1usize << lists) - 1;
    while left != 0 {
        let simplicial = (0..lists).find(|&v| {
            let around = neighbours[v] & left;
            left >> v & 1 == 1
                && (0..lists).all(|w| around >> w & 1 == 0 || around & !(neighbours[w] | 1 << w) == 0)
        })?;
        let around = neighbours[simplicial] & left;
        powers[around | 1 << simplicial] += 1;
        powers[around] -= 1;
        left &= !(1 << simplicial);
    }
    let terms =
        powers.iter().enumerate().skip(1).filter(|&(_, &p)| p != 0).map(|(set, &p)| (set, p)).collect();
    Some(Graph { terms, neighbours })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_as_many_as_are_known() {
        let counts: Vec<usize> = (2..=6).map(|p| decomposable_graphs(p).len()).collect();
        assert_eq!(counts, [2, 8, 61, 822, 18_154]);
    }

    #[test]
    fn a_path_has_two_cliques_and_their_separator() {
        let names = ["a", "b", "c"].map(str::to_owned);
        let path =
            decomposable_graphs(3).into_iter().find(|g| g.neighbours == [0b010, 0b101, 0b010]).unwrap();
        assert_eq!(path.terms, [(0b010, -1), (0b011, 1), (0b110, 1)]);
        assert_eq!(path.formula(&names), "[a b, b c]");
        assert!(!path.is_complete());
    }
}
