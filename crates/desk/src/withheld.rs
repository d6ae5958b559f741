//! The results as readers see them from whom something is hidden: made once for all to whom the same is closed.
//!
//! To take out what somebody may not see is work over all persons, so a page must not do it for each request.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tizim_ledger::Clearance;
use tizim_project::{Results, Unnamed};

/// So many kinds of readers are remembered; the one that came first goes first.
const MOST: usize = 4;

/// What one kind of reader is told in place of what, and in which language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    /// The code of the language in which they are told that something is hidden.
    pub(crate) language: String,
    /// Source and field of all that is closed to them.
    pub(crate) closed: Vec<(Option<String>, Option<String>)>,
}

/// A register's results for each kind of reader that asked.
#[derive(Debug, Default)]
pub(crate) struct Withheld {
    made: Mutex<Vec<(Kind, Made)>>,
}

type Made = Arc<OnceLock<Arc<Results>>>;

impl Withheld {
    /// Returns `results`, those of the register that this belongs to, without what is closed to a kind of reader. Who asks
    /// while another has them made waits for that one.
    pub(crate) fn of(
        &self,
        kind: Kind,
        results: &Results,
        clearance: Clearance<'_>,
        unnamed: &Unnamed<'_>,
    ) -> Arc<Results> {
        let made = self.place_of(kind);
        let seen = made.get_or_init(|| {
            let mut seen = results.clone();
            seen.withhold(clearance, unnamed);
            Arc::new(seen)
        });
        Arc::clone(seen)
    }

    fn place_of(&self, kind: Kind) -> Made {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, known)) = made.iter().find(|(other, _)| *other == kind) {
            return Arc::clone(known);
        }
        if made.len() == MOST {
            made.remove(0);
        }
        let place = Made::default();
        made.push((kind, Arc::clone(&place)));
        place
    }
}
