//! Lists whose rows are persons already.

use tizim_model::{Records, Role};

/// Returns whether every record is a person already: all lists were linked by others, and nothing in them names anybody.
///
/// Then a shared month and city is no evidence that two records are one person, and joining them would lose people.
pub(crate) fn are_whole(records: &Records) -> bool {
    let names = |role: Role| role.is_name() || matches!(role, Role::Identifier | Role::BirthDate);
    records.lists.iter().all(|list| list.already_linked)
        && !records.columns.iter().any(|column| names(column.role))
}
