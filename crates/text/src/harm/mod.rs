//! Who was harmed, by a learned model: the rules' reading of an article weighed with the words around each phrase for persons.
//!
//! A rule sees one clause. Whether somebody was killed is often said by more: in a list, an apposition, another sentence. So
//! every name of a person and every noun for people is a candidate (`candidate`), those that speak of the same persons are
//! one figure (`figures`), and a logistic regression over what stands around all its phrases (`features`) says what
//! they suffered, if anything (`model`). What it adds becomes claims of the ordinary kind (`told`), made from a phrase and a
//! word of the rules in one sentence, and passes the same check of its words as all others.

mod acts;
mod candidate;
mod features;
mod figures;
mod model;
pub(crate) mod told;

pub(crate) use figures::{Figure, Mention, figures};
pub use model::Fate;
pub(crate) use model::{CLASSES, Model};

use std::sync::LazyLock;

static ENGLISH: LazyLock<Model> =
    LazyLock::new(|| Model::from_bytes(include_bytes!("../../data/harm-en.bin")));

/// Returns the model inside the program.
pub(crate) fn english() -> &'static Model {
    &ENGLISH
}
