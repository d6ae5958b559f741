//! What an article says in all: who suffered by name, how many were killed and hurt, and on which day.
//!
//! Read out of its claims and of nothing else, so that each figure leads back to their words.

mod attacker;
mod choose;
mod readings;
mod victims;

pub use choose::{Choice, likeliest};
pub(crate) use choose::{choices, names};
use victims::victims_by;
pub use victims::{Victim, victims};

use crate::claims::Claim;
use crate::date::stated_day;
use crate::extract::Extraction;
use tizim_model::{Day, PartialDate};

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
    let day = chief_day(found);
    let victims = victims_by(found, day);
    let weights = choose::english();
    let killed = likeliest(&choices(text, found, day, &victims, None), &weights.killed);
    let injured = likeliest(&choices(text, found, day, &victims, Some(killed)), &weights.hurt);
    Toll { killed, injured }
}

/// How long before the day that an article is about an act must lie to be another: what happens by night has two days.
const BEFORE: i32 = 2;
/// How long after it: who was shot may die weeks later.
const AFTER: i32 = 60;

/// Returns whether a claim is of another time than the day that its article is about: "another man was shot there in May".
fn is_of_another_time(claim: &Claim, day: Option<Day>) -> bool {
    let date = claim.when.as_ref().and_then(|when| when.date.parse::<PartialDate>().ok());
    day.zip(date).is_some_and(|(day, date)| {
        date.latest().number() < day.number() - BEFORE || date.earliest().number() > day.number() + AFTER
    })
}

/// Returns the day of most killings, injuries and attacks; of several the first. An act that is told of nobody has a say only where all are:
/// "arrested on Saturday on murder charges".
pub(crate) fn chief_day(found: &Extraction) -> Option<Day> {
    let acts = found.told().filter(|claim| claim.is_violence() && !claim.negated);
    let dated: Vec<(bool, Day)> = acts
        .filter_map(|claim| {
            let is_of_somebody = claim.victims().next().is_some() || claim.count.is_some();
            Some((is_of_somebody, stated_day(&claim.when.as_ref()?.date)?))
        })
        .collect();
    let any_of_somebody = dated.iter().any(|(is_of_somebody, _)| *is_of_somebody);
    let has_say = |(is_of_somebody, _): &&(bool, Day)| *is_of_somebody || !any_of_somebody;
    let days: Vec<Day> = dated.iter().filter(has_say).map(|(_, day)| *day).collect();
    let times = |day: &Day| days.iter().filter(|other| *other == day).count();
    days.iter().rev().max_by_key(|day| times(day)).copied()
}

/// Returns the day on which it happened: that of most killings, injuries and attacks with one, else the first day that the
/// article names at all, up to its publication.
pub fn day_of_acts(found: &Extraction) -> Option<Day> {
    let is_past = |day: &Day| found.published.is_none_or(|published| day.number() <= published.number());
    chief_day(found)
        .or_else(|| found.dates.iter().filter_map(|mention| mention.date.exact_day()).find(is_past))
}
