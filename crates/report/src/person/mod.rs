//! The persons: a table to search, and a page each.
//!
//! Fifty persons share a file, each a section that the style sheet shows alone when the address names it
//! (`persons/0012.html#P3K7Q9F2M`): sixty thousand persons are twelve hundred files and not sixty thousand.

mod chunk;
mod links;
mod register;
mod sheet;

pub(crate) use chunk::chunk_page;
pub(crate) use links::{LinksOf, spanning};
pub(crate) use register::{persons_data, persons_page};

use tizim_model::Role;
use tizim_project::{Person, PersonField};

/// The persons of one file.
pub(crate) const CHUNK: usize = 50;

/// Returns the name of the file of a chunk: `0001.html` for the first.
pub(crate) fn chunk_file(chunk: usize) -> String {
    format!("{:04}.html", chunk + 1)
}

/// Returns the known value that is shown of the first field of a role.
pub(crate) fn shown_value(person: &Person, role: Role) -> Option<&str> {
    let field = person.fields.iter().find(|field| field.role == role)?;
    let shown = field.shown();
    shown.known.then_some(shown.display.as_str())
}

/// Returns the name by which a person is called: the whole name, else its parts, else another name.
pub(crate) fn name_of(person: &Person) -> Option<String> {
    if let Some(name) = shown_value(person, Role::Name) {
        return Some(name.to_owned());
    }
    let parts: Vec<&str> = [Role::GivenName, Role::MiddleName, Role::FatherName, Role::FamilyName]
        .into_iter()
        .filter_map(|role| shown_value(person, role))
        .collect();
    match parts.is_empty() {
        true => shown_value(person, Role::OtherName).map(str::to_owned),
        false => Some(parts.join(" ")),
    }
}

/// Returns whether sources differ in what they say of the person.
///
/// Each row has its own id, link and notes: several of them contradict nobody.
pub(crate) fn is_disputed(field: &PersonField) -> bool {
    let of_the_row = matches!(
        field.role,
        Role::OwnId
            | Role::ListName
            | Role::OnList
            | Role::SourceUrl
            | Role::Notes
            | Role::OtherName
            | Role::Carried
    );
    !of_the_row && field.is_disputed()
}

/// Returns how many fields of a person are disputed.
pub(crate) fn disputed(person: &Person) -> usize {
    person.fields.iter().filter(|field| is_disputed(field)).count()
}
