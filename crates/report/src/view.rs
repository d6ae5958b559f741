//! What one audience may see of the results.

use crate::Audience;
use crate::suppression::{Cell, suppressed, suppressed_within};
use crate::words;
use tizim_estimate::{Estimate, Outcome};
use tizim_model::{Basis, Figure, Role};
use tizim_project::{Breakdown, Results, Warning};

/// Returns the address of the table of persons, all or those that a filter such as `list=2` lets through.
pub(crate) fn persons_address(filter: &str) -> String {
    if filter.is_empty() { "persons.html".to_owned() } else { format!("persons.html#{filter}") }
}

/// The results through the eyes of an audience. All pages ask here before they show a count or a field.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) results: &'a Results,
    pub(crate) audience: Audience,
}

impl<'a> View<'a> {
    pub(crate) fn new(results: &'a Results, audience: Audience) -> Self {
        Self { results, audience }
    }

    pub(crate) fn is_public(self) -> bool {
        self.audience == Audience::Public
    }

    /// Returns the least count that is shown.
    pub(crate) fn smallest(self) -> u64 {
        if self.is_public() { self.results.publish.smallest_count } else { 0 }
    }

    /// Returns whether the values of a field may be seen.
    ///
    /// What points at a person by itself is never public, even if the project file names it: a name on that list is
    /// a slip that can't be undone once the page is out.
    pub(crate) fn may_show(self, field: &str, role: Option<Role>) -> bool {
        if !self.is_public() {
            return true;
        }
        let named = self.results.publish.fields.iter().any(|published| published == field);
        named && !role.is_some_and(Role::is_name)
    }

    /// Returns how many fields that are no names may not be seen, and how many names.
    pub(crate) fn withheld(self) -> (usize, usize) {
        let columns = self.results.records.columns.iter();
        let hidden = columns.filter(|column| !self.may_show(&column.name, Some(column.role)));
        let (names, others): (Vec<_>, Vec<_>) = hidden.partition(|column| column.role.is_name());
        (others.len(), names.len())
    }

    /// Returns whether a breakdown may be seen; age groups come from ages.
    pub(crate) fn may_show_breakdown(self, field: &str) -> bool {
        let source = if field == "age_group" { Role::Age.key() } else { field };
        self.may_show(field, None) || self.may_show(source, self.role_of(source))
    }

    fn role_of(self, field: &str) -> Option<Role> {
        self.results.records.column_named(field).map(|column| column.role)
    }

    /// Returns counts whose total is shown as they may be seen.
    pub(crate) fn cells(self, counts: &[u64]) -> Vec<Cell> {
        suppressed(counts, self.smallest())
    }

    /// Returns a count that stands in no sum as it may be seen.
    pub(crate) fn alone(self, count: u64) -> Cell {
        if count > 0 && count < self.smallest() { Cell::Small } else { Cell::Shown(count) }
    }

    /// Returns the breakdowns that may be seen.
    pub(crate) fn breakdowns(self) -> impl Iterator<Item = &'a Breakdown> {
        self.results.breakdowns.iter().filter(move |table| self.may_show_breakdown(&table.field))
    }

    /// Returns whether the time of the acts may be seen.
    pub(crate) fn may_show_time(self) -> bool {
        self.may_show(Role::EventDate.key(), None)
    }

    /// Returns whether the figures that others gave may be seen.
    pub(crate) fn may_show_figures(self) -> bool {
        !self.is_public() || self.results.publish.figures
    }

    /// Returns the figures that may be seen: to the public none that only the program found.
    pub(crate) fn figures(self) -> impl Iterator<Item = &'a Figure> {
        self.results
            .figures
            .iter()
            .filter(move |figure| !self.is_public() || figure.basis != Basis::Suggested)
    }

    /// Returns a warning's words as they may be seen.
    ///
    /// What was seen in the data quotes values of fields that may not be published, with their counts.
    pub(crate) fn warning_words(self, warning: &'a Warning) -> &'a str {
        if self.is_public() && warning.code == "scope_seen_in_data" {
            return words::WARNING_WITHHELD;
        }
        self.without_small_counts(&warning.words)
    }

    /// Returns a sentence, or that it is withheld where it quotes a count too small to be published.
    pub(crate) fn without_small_counts(self, sentence: &'a str) -> &'a str {
        // 1.01 is no count, so points and commas stay with their digits
        let mut numbers = sentence
            .split(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ','))
            .filter_map(|number| number.trim_matches(['.', ',']).parse::<u64>().ok());
        let is_small = |count: u64| count > 0 && count < self.smallest();
        if numbers.any(is_small) { words::WARNING_WITHHELD } else { sentence }
    }

    /// Returns how many persons are documented.
    pub(crate) fn documented(self) -> u64 {
        self.results.documented()
    }

    /// Returns the overlap of the lists as it may be seen.
    pub(crate) fn overlap(self) -> Overlap {
        let captures = &self.results.captures;
        let counts: Vec<u64> = captures.patterns.iter().map(|pattern| pattern.1).collect();
        let on = |list: usize| -> Vec<usize> {
            (0..counts.len()).filter(|at| captures.patterns[*at].0 >> list & 1 == 1).collect()
        };
        let off = |list: usize| -> Vec<usize> {
            (0..counts.len()).filter(|at| captures.patterns[*at].0 >> list & 1 == 0).collect()
        };
        // the total, the persons on each list, and so those not on it, are all known
        let mut sums = vec![(0..counts.len()).collect::<Vec<_>>()];
        for list in 0..captures.systems.len() {
            sums.push(on(list));
            sums.push(off(list));
        }
        let cells = suppressed_within(&counts, self.smallest(), &sums);
        let lists = captures
            .systems
            .iter()
            .enumerate()
            .map(|(list, name)| {
                let persons = on(list).iter().map(|at| counts[*at]).sum();
                (name.clone(), self.alone(persons))
            })
            .collect();
        let patterns = captures.patterns.iter().zip(cells).map(|(pattern, cell)| (pattern.0, cell)).collect();
        Overlap { lists, patterns }
    }

    /// Returns the answer that the report gives: the first model that has one.
    pub(crate) fn answer(self) -> Option<&'a Estimate> {
        self.results.estimate.answer()
    }

    /// Returns what the models say of the whole.
    pub(crate) fn outcomes(self) -> &'a [Outcome] {
        self.results.estimate.outcomes()
    }
}

/// The lists of the estimate, and the persons on each combination of them.
pub(crate) struct Overlap {
    /// Name, and persons on it.
    pub(crate) lists: Vec<(String, Cell)>,
    /// Combination (bit i: on list i), and persons on just that, the most frequent first.
    pub(crate) patterns: Vec<(u64, Cell)>,
}
