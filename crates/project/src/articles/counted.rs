//! Which of the persons in articles a project counts: those who suffered an act of what it counts, and nobody else.
//!
//! Accepting a claim says "the article says so", not "this is one of ours". An article about a killing names the killer who
//! was tried, the witness who was released and the son who is still missing; each is a record that may be linked, and none of
//! them is one of the killed. Which act belongs to which quantity stands in [`tizim_model::Quantity`].

use crate::config::Codebook;
use tizim_model::{Claim, Quantity};

/// Kinds of claims whose victims are persons of the register.
pub(crate) const OF_PERSONS: [&str; 12] = [
    "killing",
    "injury",
    "detention",
    "release",
    "disappearance",
    "body_found",
    "body_missing",
    "body_withheld",
    "torture",
    "trial",
    "persecution",
    "victim_named",
];
/// What is not done to anybody as a victim: who is tried is accused of it, and who is released is free.
const NO_HARM: [&str; 2] = ["release", "trial"];

impl Codebook {
    /// Returns whether a claim that stands documents the persons who suffered it.
    ///
    /// By `acts` where the project file names any; else by the acts of its `quantity`. Without either, by every harm: the
    /// run warns that these are then counted alike. A quantity that is none of ours has no acts. What an article says did not
    /// happen, or should, or will, documents nobody.
    pub(crate) fn is_documented_by(&self, claim: &Claim) -> bool {
        claim.says_it_happened() && self.counts_act(&claim.claim_type)
    }

    fn counts_act(&self, act: &str) -> bool {
        if !self.acts.is_empty() {
            return self.acts.iter().any(|own| own == act);
        }
        if self.quantity.trim().is_empty() {
            return OF_PERSONS.contains(&act) && !NO_HARM.contains(&act);
        }
        Quantity::named(&self.quantity).is_some_and(|quantity| quantity.acts().contains(&act))
    }

    /// Returns the acts that document a person, in the words of the project file.
    pub(crate) fn counted_acts(&self) -> Vec<&'static str> {
        OF_PERSONS.into_iter().filter(|act| self.counts_act(act)).collect()
    }

    /// Returns the first of the acts in the project file that no claim about persons has.
    pub(crate) fn unknown_act(&self) -> Option<&str> {
        self.acts.iter().map(String::as_str).find(|act| !OF_PERSONS.contains(act))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(quantity: &str, acts: &[&str]) -> Vec<&'static str> {
        let acts = acts.iter().map(|act| (*act).to_owned()).collect();
        Codebook { quantity: quantity.to_owned(), acts, ..Codebook::default() }.counted_acts()
    }

    #[test]
    fn only_acts_of_the_quantity_document() {
        assert_eq!(counted("killed", &[]), ["killing", "body_found"]);
        assert_eq!(counted("Погибшие, по имени", &[]), ["killing", "body_found"]);
        assert_eq!(counted("missing", &[]), ["disappearance"]);
        assert_eq!(counted("detained", &[]), ["detention"]);
        assert_eq!(counted("killed", &["killing", "body_withheld"]), ["killing", "body_withheld"]);
        assert!(counted("cases of violations", &[]).is_empty());
        let any = counted("", &[]);
        assert!(any.contains(&"disappearance") && !any.contains(&"trial") && !any.contains(&"release"));
    }
}
