//! What each column holds, guessed from its header and its cells.
//!
//! The header proposes, the cells decide: a column headed "age" whose cells are no ages is not taken for one. Where two
//! columns claim one role the clearer header keeps it. Every guess says why, for the person who corrects it.

mod decide;
mod headers;
mod order;
mod profile;
mod rivals;

use crate::table::RawTable;
use crate::{ColumnSpec, DateOrder};
use profile::Profile;
use rayon::prelude::*;
use serde::Serialize;
use tizim_model::Role;

pub(crate) use headers::is_known_header;
pub(crate) use profile::{flag, is_serial};

/// A guess at what one column holds, for a person to correct.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ColumnGuess {
    /// What the column is taken for.
    pub spec: ColumnSpec,
    /// Why, in words.
    pub why: String,
    /// The first few different cells, cut to 80 characters; blanks and "unknown" left out.
    pub sample: Vec<String>,
    /// The number of different cells, blanks and "unknown" left out.
    pub distinct: usize,
    /// The number of blank cells.
    pub blank: usize,
    /// The number of cells that say that it is not known.
    pub unknown: usize,
}

/// A guess on its way.
pub(crate) struct Draft {
    header: String,
    role: Role,
    /// The field's name, where the header gives one that the role does not.
    field: Option<String>,
    /// Whether the whole header was known.
    whole: bool,
    why: String,
    date_order: Option<DateOrder>,
    profile: Profile,
}

impl Draft {
    fn set(&mut self, role: Role, why: impl Into<String>) {
        self.role = role;
        self.field = None;
        self.why = why.into();
    }
}

/// Guesses what each column of a table holds, in the order of the columns.
///
/// Each role that is not repeatable is given to one column at most, and each field name is given once, so that the
/// guesses can be passed to [`crate::interpret`] as they are.
pub fn guess_columns(table: &RawTable) -> Vec<ColumnGuess> {
    let mut drafts: Vec<Draft> = table.columns.par_iter().map(decide::draft).collect();
    rivals::settle(&mut drafts, table);
    order::find(&mut drafts, table);
    let fields = field_names(&drafts);
    drafts
        .into_iter()
        .zip(fields)
        .map(|(draft, field)| ColumnGuess {
            spec: ColumnSpec { header: draft.header, role: draft.role, field, date_order: draft.date_order },
            why: draft.why,
            sample: draft.profile.sample,
            distinct: draft.profile.distinct,
            blank: draft.profile.blank,
            unknown: draft.profile.unknown,
        })
        .collect()
}

/// Returns a name for each field, no two the same.
///
/// The first place, address, organisation, other name, link and note are called by their role, so that those of two
/// lists meet; the others and all other repeatable ones are called by what their header means, or by the header.
fn field_names(drafts: &[Draft]) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let wanted = wanted_name(draft, &names);
        let is_taken = |name: &String| names.contains(name);
        let name = if is_taken(&wanted) {
            (2..).map(|n| format!("{wanted}_{n}")).find(|name| !is_taken(name)).unwrap_or_default()
        } else {
            wanted
        };
        names.push(name);
    }
    names
}

fn wanted_name(draft: &Draft, taken: &[String]) -> String {
    let role = draft.role;
    if !role.is_repeatable() {
        return role.key().to_owned();
    }
    if let Some(field) = &draft.field {
        return field.clone();
    }
    let meets_others = matches!(
        role,
        Role::Place | Role::Address | Role::Organisation | Role::OtherName | Role::SourceUrl | Role::Notes
    );
    if meets_others && !taken.iter().any(|name| name == role.key()) {
        return role.key().to_owned();
    }
    if role == Role::OnList {
        return draft.header.clone();
    }
    let name = headers::words(&draft.header).join("_");
    let is_a_role = Role::ALL.iter().any(|other| other.key() == name);
    if name.is_empty() || is_a_role { format!("{}_{name}", role.key()) } else { name }
}
