//! What `examples/text_train harm` needs to learn which number is an article's toll: no part of the library's promises.

pub use crate::toll::{Choice, likeliest};

use crate::{Extraction, victims};

/// Returns the names of the features.
pub fn features() -> Vec<&'static str> {
    crate::toll::names().to_vec()
}

/// Returns the numbers that may be those of the killed, or, with the number of the dead, of the hurt.
pub fn choices(text: &str, found: &Extraction, dead: Option<u64>) -> Vec<Choice> {
    crate::toll::choices(text, found, crate::toll::chief_day(found), &victims(found), dead)
}
