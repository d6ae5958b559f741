//! Which pairs are worth comparing: rules over keys, chosen for recall under a budget of pairs.

mod block;
mod choice;
mod cost;
mod form;
mod key;
mod meeting;

pub(crate) use block::Pairing;
pub(crate) use form::form_pairs;

use block::Blocks;
use choice::{Candidates, Survey, choose, given_rules};
use key::KeyColumns;

use crate::options::BlockingRule;
use serde::{Deserialize, Serialize};

/// What blocking did: each rule with its pairs, in the order in which they were applied.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BlockingReport {
    /// Whether all pairs were compared, so that there are no rules.
    pub all_pairs: bool,
    /// The rules.
    pub rules: Vec<RuleReport>,
    /// The pairs that could be one person as far as their lists go.
    pub possible_pairs: u64,
    /// The part of the pairs of one person that the rules together reach, as estimated without labels; 0..=1.
    pub estimated_recall: f64,
}

/// One rule and what it did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleReport {
    /// The rule, as it may be written in the options.
    pub rule: BlockingRule,
    /// The rule in words.
    pub words: String,
    /// The pairs that agree on it.
    pub pairs: u64,
    /// Those of them that no rule before had.
    pub new_pairs: u64,
    /// The part of the pairs of one person that this rule alone reaches, as estimated without labels; 0..=1.
    pub estimated_recall: f64,
    /// The values shared by so many records that their pairs were left to the other rules.
    pub cut: Vec<HotValue>,
}

/// A value shared by too many records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HotValue {
    /// The value or values, as one record with them has them.
    pub value: String,
    /// The records that have it.
    pub records: u64,
}
