//! What one edition of a list has that an earlier one had not, and the other way round.

use rustc_hash::{FxHashMap, FxHashSet};
use tizim_model::{Column, ListRecords, Role};

/// How rows of two editions were found to be the same row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchedBy {
    /// By the list's own ids, which are unique in both.
    OwnId,
    /// By all that they say, and where that differs by a name that stands once among the rest of both.
    Content,
}

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// Only the edition has it.
    New,
    /// Both have it, and they differ.
    Changed,
    /// Only the earlier one has it.
    Withdrawn,
}

/// A field in which two editions of a row differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellChange {
    /// The field.
    pub field: String,
    /// What stood there; empty where nothing did.
    pub before: String,
    /// What stands there now.
    pub after: String,
}

/// A row that is new, changed or withdrawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowChange {
    /// What decisions name it by: the record's id, with `+` in front for a row that is new.
    pub key: String,
    /// What becomes of it.
    pub difference: Difference,
    /// The name in it, as it was written last.
    pub name: String,
    /// The fields that differ; all that are filled where the row is new or withdrawn.
    pub cells: Vec<CellChange>,
    /// Its place in the earlier edition, and in the new one.
    pub(crate) at: (Option<usize>, Option<usize>),
}

/// All differences of two editions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// How rows were matched.
    pub matched_by: MatchedBy,
    /// The rows that are alike.
    pub same: u64,
    /// The others: new, then changed, then withdrawn, each in the order of its file.
    pub rows: Vec<RowChange>,
}

impl Comparison {
    /// Compares a list as it was with a new edition of it.
    pub(crate) fn of(before: &ListRecords, after: &ListRecords) -> Self {
        let own_ids = has_own_ids(before) && has_own_ids(after);
        let pairs = if own_ids { by_id(before, after) } else { by_content(before, after) };
        let fields = Fields::of(before, after);
        let mut matched = (FxHashSet::default(), FxHashSet::default());
        let mut same = 0;
        let mut rows = Vec::new();
        for (old, new) in pairs {
            matched.0.insert(old);
            matched.1.insert(new);
            let cells = fields.changes(Some(old), Some(new));
            if cells.is_empty() {
                same += 1;
                continue;
            }
            rows.push(RowChange {
                key: before.record_id[old].clone(),
                difference: Difference::Changed,
                name: name(after, new),
                cells,
                at: (Some(old), Some(new)),
            });
        }
        for new in (0..after.line.len()).filter(|row| !matched.1.contains(row)) {
            rows.push(RowChange {
                key: format!("+{}", after.record_id[new]),
                difference: Difference::New,
                name: name(after, new),
                cells: fields.changes(None, Some(new)),
                at: (None, Some(new)),
            });
        }
        for old in (0..before.line.len()).filter(|row| !matched.0.contains(row)) {
            rows.push(RowChange {
                key: before.record_id[old].clone(),
                difference: Difference::Withdrawn,
                name: name(before, old),
                cells: fields.changes(Some(old), None),
                at: (Some(old), None),
            });
        }
        rows.sort_by_key(|row| (row.difference, row.at.1, row.at.0));
        let matched_by = if own_ids { MatchedBy::OwnId } else { MatchedBy::Content };
        Self { matched_by, same, rows }
    }

    /// Returns how many rows there are of a kind.
    pub fn count(&self, difference: Difference) -> u64 {
        self.rows.iter().filter(|row| row.difference == difference).count() as u64
    }
}

fn cell(column: &Column, row: usize) -> &str {
    column.codes[row].position().map_or("", |at| &column.entries[at].raw)
}

/// Returns whether the records go by ids of the list's own.
fn has_own_ids(list: &ListRecords) -> bool {
    let own = list.columns.iter().find(|column| column.role == Role::OwnId);
    // ids of further files may bear the file's name in front
    own.is_some_and(|own| {
        list.record_id
            .iter()
            .enumerate()
            .all(|(row, id)| id.ends_with(cell(own, row).trim()) && !id.is_empty())
    })
}

fn by_id(before: &ListRecords, after: &ListRecords) -> Vec<(usize, usize)> {
    let old: FxHashMap<&str, usize> =
        before.record_id.iter().enumerate().map(|(row, id)| (id.as_str(), row)).collect();
    let ids = after.record_id.iter().enumerate();
    ids.filter_map(|(row, id)| old.get(id.as_str()).map(|old| (*old, row))).collect()
}

fn by_content(before: &ListRecords, after: &ListRecords) -> Vec<(usize, usize)> {
    let fields = Fields::of(before, after);
    let mut pairs = Vec::new();
    let mut taken = FxHashSet::default();
    let mut alike: FxHashMap<Vec<&str>, Vec<usize>> = FxHashMap::default();
    for old in (0..before.line.len()).rev() {
        alike.entry(fields.texts(old, true)).or_default().push(old);
    }
    let mut left = Vec::new();
    for new in 0..after.line.len() {
        match alike.get_mut(&fields.texts(new, false)).and_then(Vec::pop) {
            Some(old) => {
                taken.insert(old);
                pairs.push((old, new));
            }
            None => left.push(new),
        }
    }
    let rest = (0..before.line.len()).filter(|old| !taken.contains(old));
    let (old, new) = (once(before, rest), once(after, left.into_iter()));
    let named = old.iter().filter_map(|(name, old)| new.get(name).map(|new| (*old, *new)));
    pairs.extend(named);
    pairs.sort_unstable_by_key(|pair| pair.1);
    pairs
}

/// Returns the names that only one of some rows has.
fn once(list: &ListRecords, rows: impl Iterator<Item = usize>) -> FxHashMap<String, usize> {
    let mut found: FxHashMap<String, Option<usize>> = FxHashMap::default();
    for row in rows {
        let name = name(list, row).to_lowercase();
        if !name.is_empty() {
            found.entry(name).and_modify(|known| *known = None).or_insert(Some(row));
        }
    }
    found.into_iter().filter_map(|(name, row)| Some((name, row?))).collect()
}

fn name(list: &ListRecords, row: usize) -> String {
    let names = list.columns.iter().filter(|column| column.role.is_name() && column.role != Role::OtherName);
    names.map(|column| cell(column, row).trim()).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The fields of two editions, side by side.
struct Fields<'a>(Vec<(&'a str, Option<&'a Column>, Option<&'a Column>)>);

impl<'a> Fields<'a> {
    fn of(before: &'a ListRecords, after: &'a ListRecords) -> Self {
        let find = |list: &'a ListRecords, name: &str| list.columns.iter().find(|column| column.name == name);
        let mut all: Vec<_> = before
            .columns
            .iter()
            .map(|column| (column.name.as_str(), Some(column), find(after, &column.name)))
            .collect();
        let further = after.columns.iter().filter(|column| find(before, &column.name).is_none());
        all.extend(further.map(|column| (column.name.as_str(), None, Some(column))));
        Self(all)
    }

    fn texts(&self, row: usize, is_before: bool) -> Vec<&'a str> {
        let column =
            |field: &(_, Option<&'a Column>, Option<&'a Column>)| if is_before { field.1 } else { field.2 };
        self.0.iter().map(|field| column(field).map_or("", |column| cell(column, row).trim())).collect()
    }

    fn changes(&self, old: Option<usize>, new: Option<usize>) -> Vec<CellChange> {
        let text = |column: Option<&Column>, row: Option<usize>| {
            column.zip(row).map_or(String::new(), |(column, row)| cell(column, row).trim().to_owned())
        };
        let fields = self.0.iter().map(|(field, before, after)| CellChange {
            field: (*field).to_owned(),
            before: text(*before, old),
            after: text(*after, new),
        });
        fields.filter(|change| change.before != change.after).collect()
    }
}
