//! Hierarchical log-linear models: which terms, and what each cell has of them.

use crate::table::CaptureTable;

/// A log-linear model: interaction terms beside the intercept and the lists' own terms.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Terms {
    /// Subsets of two lists or more, sorted; every subset of two or more of a term is a term.
    pub(crate) interactions: Vec<u64>,
    /// Whether a person's own chance differs: Darroch's term `k^2 / 2` in the number of captures k (Darroch, Fienberg,
    /// Glonek, Junker 1993), as a log-normal odds of capture that all lists share would give.
    pub(crate) heterogeneity: bool,
}

impl Terms {
    /// Independent lists.
    pub(crate) fn none() -> Self {
        Self { interactions: Vec::new(), heterogeneity: false }
    }

    /// With one more interaction, or one less.
    pub(crate) fn toggled(&self, term: u64) -> Self {
        let mut interactions = self.interactions.clone();
        match interactions.binary_search(&term) {
            Ok(at) => {
                interactions.remove(at);
            }
            Err(at) => interactions.insert(at, term),
        }
        Self { interactions, heterogeneity: self.heterogeneity }
    }

    /// Whether each subset of two lists or more of a term is a term too.
    pub(crate) fn is_hierarchical(&self) -> bool {
        self.interactions.iter().all(|&term| {
            term.count_ones() <= 2
                || (0..64).filter(|j| term >> j & 1 == 1).all(|j| {
                    let less = term & !(1 << j);
                    self.interactions.binary_search(&less).is_ok()
                })
        })
    }

    /// Generators by list names, as `[A B, C]`, `+ h` for heterogeneity.
    pub(crate) fn formula(&self, names: &[String]) -> String {
        let largest =
            |term: u64| !self.interactions.iter().any(|&other| other != term && other & term == term);
        let mut generators: Vec<u64> = self.interactions.iter().copied().filter(|&t| largest(t)).collect();
        let covered = generators.iter().fold(0, |all, term| all | term);
        generators.extend((0..names.len()).map(|j| 1u64 << j).filter(|single| covered & single == 0));
        let words: Vec<String> = generators
            .iter()
            .map(|&term| {
                let members: Vec<&str> =
                    (0..names.len()).filter(|&j| term >> j & 1 == 1).map(|j| names[j].as_str()).collect();
                members.join(" ")
            })
            .collect();
        format!("[{}]{}", words.join(", "), if self.heterogeneity { " + h" } else { "" })
    }
}

/// Every observable cell of a table of at most 12 lists, with its count.
#[derive(Debug, Clone)]
pub(crate) struct Cells {
    pub(crate) lists: usize,
    /// Pattern `i + 1` has `counts[i]` people.
    pub(crate) counts: Vec<f64>,
}

impl Cells {
    pub(crate) fn new(table: &CaptureTable) -> Self {
        let lists = table.lists().len();
        Self { lists, counts: (1..1u64 << lists).map(|pattern| table.count(pattern) as f64).collect() }
    }

    /// People.
    pub(crate) fn n(&self) -> f64 {
        self.counts.iter().sum()
    }

    /// People on all lists of `set`.
    fn shared(&self, set: u64) -> f64 {
        (1u64..).zip(&self.counts).filter(|&(pattern, _)| pattern & set == set).map(|(_, count)| count).sum()
    }
}

/// A model on a table: the cells that can hold somebody, and the design matrix.
#[derive(Debug, Clone)]
pub(crate) struct Design {
    /// People of each cell that is left.
    pub(crate) counts: Vec<f64>,
    /// One row a cell: intercept, lists, interactions, heterogeneity.
    pub(crate) rows: Vec<Vec<f64>>,
    /// Added to each cell's log mean.
    pub(crate) offsets: Vec<f64>,
    /// Terms whose estimate is minus infinity, dropped with their cells.
    pub(crate) dropped: usize,
}

impl Design {
    /// The extended design (Fienberg and Rinaldo 2012; Chan, Silverman, Vincent 2021, section 3): where the lists of
    /// an interaction share nobody its estimate is minus infinity, so the term and the cells that hold it are dropped.
    pub(crate) fn new(cells: &Cells, terms: &Terms) -> Self {
        Self::with_offset(cells, terms, |_| 0.0)
    }

    /// As [`Design::new`], with `offset` of the number of captures added to each cell's log mean; of none it must be 0.
    pub(crate) fn with_offset(cells: &Cells, terms: &Terms, offset: impl Fn(u32) -> f64) -> Self {
        let (empty, alive): (Vec<u64>, Vec<u64>) =
            terms.interactions.iter().partition(|&&term| cells.shared(term) == 0.0);
        let mut counts = Vec::new();
        let mut rows = Vec::new();
        let mut offsets = Vec::new();
        for (pattern, &count) in (1u64..).zip(&cells.counts) {
            if empty.iter().any(|term| term & !pattern == 0) {
                continue;
            }
            let holds = |set: u64| if pattern & set == set { 1.0 } else { 0.0 };
            let mut row = vec![1.0];
            row.extend((0..cells.lists).map(|j| holds(1 << j)));
            row.extend(alive.iter().map(|&term| holds(term)));
            if terms.heterogeneity {
                let captures = f64::from(pattern.count_ones());
                row.push(captures * captures / 2.0);
            }
            counts.push(count);
            offsets.push(offset(pattern.count_ones()));
            rows.push(row);
        }
        Self { counts, rows, offsets, dropped: empty.len() }
    }

    /// Free parameters.
    pub(crate) fn width(&self) -> usize {
        self.rows.first().map_or(0, Vec::len)
    }
}
