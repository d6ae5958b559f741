//! Sex as the sources state it.

use serde::{Deserialize, Serialize};

/// The sex that a source states. "Unknown" is [`crate::Value::Unknown`], not a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sex {
    /// A woman or girl.
    Woman,
    /// A man or boy.
    Man,
    /// Stated as neither of the two.
    Other,
}

impl Sex {
    /// Returns the word used in outputs: `woman`, `man` or `other`.
    pub fn word(self) -> &'static str {
        match self {
            Sex::Woman => "woman",
            Sex::Man => "man",
            Sex::Other => "other",
        }
    }
}
