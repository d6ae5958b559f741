//! What `examples/text_train harm` needs to learn which number is an article's toll: no part of the library's promises.

use crate::Extraction;
use crate::victims;

/// A number that may be the toll: itself, and which of [`features`] it has.
pub type Choice = (u64, Vec<usize>);

/// Returns the names of the features.
pub fn features() -> Vec<&'static str> {
    crate::toll::names().to_vec()
}

/// Returns the numbers that may be those of the killed, or, with the number of the dead, of the hurt.
pub fn choices(text: &str, found: &Extraction, dead: Option<u64>) -> Vec<Choice> {
    let list = crate::toll::choices(text, found, &victims(found), dead);
    list.into_iter().map(|choice| (choice.value, choice.features)).collect()
}
