//! What an article says in all: who suffered by name, how many were killed and hurt, and on which day.
//!
//! Read out of its claims and of nothing else, so that each figure leads back to their words.

mod choose;
mod readings;
mod victims;

pub use choose::{Choice, likeliest};
pub(crate) use choose::{choices, names};
pub use victims::{Victim, victims};

use crate::date::stated_day;
use crate::extract::Extraction;
use tizim_model::Day;

/// How many an article says were killed and hurt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Toll {
    /// Killed.
    pub killed: u64,
    /// Hurt and not killed.
    pub injured: u64,
}

/// Returns the toll of an article: of the numbers that its claims say, name or add up to within a sentence, the likeliest.
pub fn toll(text: &str, found: &Extraction) -> Toll {
    let victims = victims(found);
    let weights = choose::english();
    let killed = likeliest(&choices(text, found, &victims, None), &weights.killed);
    let injured = likeliest(&choices(text, found, &victims, Some(killed)), &weights.hurt);
    Toll { killed, injured }
}

/// Returns the day on which it happened: that of the first killing, injury or attack with one, else the first day that the
/// article names at all, up to its publication.
pub fn day_of_acts(found: &Extraction) -> Option<Day> {
    let acts = found.claims.iter().filter(|claim| {
        matches!(claim.claim_type.as_str(), "killing" | "injury" | "attack") && !claim.negated
    });
    let of_act =
        acts.filter_map(|claim| claim.when.as_ref()).filter_map(|when| stated_day(&when.date)).next();
    let is_past = |day: &Day| found.published.is_none_or(|published| day.number() <= published.number());
    of_act.or_else(|| found.dates.iter().filter_map(|mention| mention.date.exact_day()).find(is_past))
}
