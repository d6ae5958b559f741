//! Which pairs of lists are told apart when it is learned how alike two records of one person are.
//!
//! Two editions of one list agree letter by letter; a list made from newspapers does not agree with either. With few
//! lists every pair of them is a kind of its own; with many only the largest are. Pairs within a list, whichever it is,
//! are one kind: they are seldom one person, so one list by itself has too few of them to learn from.

use serde::{Deserialize, Serialize};
use std::fmt;
use tizim_model::Records;

/// No more kinds of pairs of lists than this are told apart: eight lists give 29.
const MOST_KINDS: usize = 30;

/// The lists of a kind of pairs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListPair {
    /// Records of one list, whichever it is.
    Within,
    /// Records of these two lists.
    Across(String, String),
    /// Records of two lists, whichever they are, where there are too many lists to tell them apart.
    OtherAcross,
}

impl ListPair {
    /// Returns whether two kinds are of the same lists, named in either order.
    pub(crate) fn is_same(&self, other: &ListPair) -> bool {
        match (self, other) {
            (ListPair::Across(a, b), ListPair::Across(x, y)) => (a, b) == (x, y) || (a, b) == (y, x),
            _ => self == other,
        }
    }
}

impl fmt::Display for ListPair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ListPair::Within => f.write_str("within one list"),
            ListPair::Across(a, b) => write!(f, "{a} and {b}"),
            ListPair::OtherAcross => f.write_str("two other lists"),
        }
    }
}

/// The kinds of pairs of lists.
#[derive(Clone, Debug)]
pub(crate) struct ListPairs {
    lists: usize,
    /// For each list and list their kind, the same both ways.
    kind_of: Vec<u16>,
    /// For each kind its lists; the first is [`ListPair::Within`].
    pub(crate) kinds: Vec<ListPair>,
}

impl ListPairs {
    /// Returns the kinds; `sizes` has for each list its records.
    pub(crate) fn new(records: &Records, sizes: &[u64]) -> Self {
        let lists = sizes.len();
        let mut by_size: Vec<(u64, usize, usize)> = Vec::new();
        for a in 0..lists {
            by_size.extend((a + 1..lists).map(|b| (sizes[a] * sizes[b], a, b)));
        }
        by_size.retain(|(pairs, _, _)| *pairs > 0);
        let mut pairs = Self { lists, kind_of: vec![0; lists * lists], kinds: vec![ListPair::Within] };
        if by_size.len() >= MOST_KINDS {
            by_size.sort_unstable_by_key(|(pairs, a, b)| (std::cmp::Reverse(*pairs), *a, *b));
            by_size.truncate(MOST_KINDS - 2);
            pairs.kinds.push(ListPair::OtherAcross);
            (0..lists * lists).for_each(|at| pairs.kind_of[at] = u16::from(at / lists != at % lists));
        }
        for (_, a, b) in by_size {
            let kind = pairs.kinds.len() as u16;
            pairs.kind_of[a * lists + b] = kind;
            pairs.kind_of[b * lists + a] = kind;
            let name = |list: usize| records.lists[list].name.clone();
            pairs.kinds.push(ListPair::Across(name(a), name(b)));
        }
        pairs
    }

    /// Returns whether a kind is of pairs within one list.
    pub(crate) fn is_within(&self, kind: usize) -> bool {
        self.kinds[kind] == ListPair::Within
    }

    /// Returns for each kind whether m is learned for it by itself.
    pub(crate) fn own_m(&self) -> Vec<bool> {
        (0..self.len()).map(|kind| !self.is_within(kind)).collect()
    }

    /// Returns the number of kinds, at least one.
    pub(crate) fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Returns the kind of two lists.
    #[inline]
    pub(crate) fn kind(&self, a: u16, b: u16) -> usize {
        usize::from(self.kind_of[usize::from(a) * self.lists + usize::from(b)])
    }
}
