//! A list as it was and a new edition of it, made one by what was decided.

use super::compare::{Comparison, Difference, MatchedBy, RowChange};
use super::editions::{EditionRules, Take};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use tizim_model::{Kept, ListRecords};

/// Returns the list in which each row is the one that was decided for. Rows keep the ids that judgements know them by.
pub(super) fn combined(
    before: ListRecords,
    after: ListRecords,
    rules: &EditionRules,
    rows: &BTreeMap<String, Take>,
) -> ListRecords {
    let comparison = Comparison::of(&before, &after);
    let decided = |row: &RowChange| {
        let rule = match row.difference {
            Difference::New => rules.new,
            Difference::Changed => rules.changed,
            Difference::Withdrawn => rules.withdrawn,
        };
        rows.get(&row.key).copied().unwrap_or(rule)
    };
    let mut gone = FxHashSet::default();
    let mut come: Vec<(usize, String)> = Vec::new();
    for row in comparison.rows.iter().filter(|row| decided(row) == Take::Edition) {
        gone.extend(row.at.0);
        let Some(new) = row.at.1 else { continue };
        let id = match (row.at.0, comparison.matched_by) {
            (Some(old), _) => before.record_id[old].clone(),
            (None, MatchedBy::OwnId) => after.record_id[new].clone(),
            // numbers of rows mean something else in each file
            (None, MatchedBy::Content) => {
                format!("{}#{}", after.files[usize::from(after.file[new])], after.record_id[new])
            }
        };
        come.push((new, id));
    }
    let stay: Vec<usize> = (0..before.line.len()).filter(|row| !gone.contains(row)).collect();
    let mut earlier = picked(&before, &stay, rules.withdrawn == Take::Edition);
    let positions: Vec<usize> = come.iter().map(|(row, _)| *row).collect();
    let mut edition = picked(&after, &positions, false);
    edition.record_id = come.into_iter().map(|(_, id)| id).collect();
    earlier.quarantine.sort_by_key(|fault| fault.line);
    earlier.followed_by(edition)
}

/// Returns some rows of a list, with what is in quarantine of them; `superseded` leaves out rows that were refused whole.
fn picked(list: &ListRecords, rows: &[usize], superseded: bool) -> ListRecords {
    let mut picked = list.picked(rows);
    let here: FxHashSet<(&str, u64)> = picked
        .line
        .iter()
        .zip(&picked.file)
        .map(|(line, file)| (picked.files[usize::from(*file)].as_str(), *line))
        .collect();
    let faults = list.quarantine.iter().filter(|fault| match fault.kept {
        Kept::Nothing => !superseded,
        Kept::Row => here.contains(&(fault.file.as_str(), fault.line)),
    });
    let faults = faults.cloned().collect();
    picked.quarantine = faults;
    picked
}
