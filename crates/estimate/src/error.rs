//! What can be wrong with the input; what a model cannot carry is a refusal, not an error.

use thiserror::Error;

/// Input that is not a capture table, or options that contradict themselves.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum EstimateError {
    /// No list was given.
    #[error("the capture table has no lists")]
    NoLists,
    /// More lists than a pattern has bits.
    #[error("the capture table has {lists} lists, and at most 64 are possible")]
    TooManyLists {
        /// Lists given.
        lists: usize,
    },
    /// Two lists have one name.
    #[error("two lists are called \"{list}\"")]
    ListTwice {
        /// The name.
        list: String,
    },
    /// A pattern names a list that is not there.
    #[error("capture pattern {pattern:#b} has a list beyond the {lists} lists of the table")]
    UnknownList {
        /// The pattern.
        pattern: u64,
        /// Lists of the table.
        lists: usize,
    },
    /// People on no list were counted.
    #[error("{count} people are on no list at all; only people on at least one list can be counted")]
    OnNoList {
        /// How many.
        count: u64,
    },
    /// The counts are beyond what can be added exactly.
    #[error("the counts add up to more than 2^53")]
    TooMany,
    /// The level of the interval is not between 0 and 1.
    #[error("the level of the interval is {level}, and must be above 0.5 and below 1")]
    Level {
        /// As given.
        level: f64,
    },
    /// A declaration of a copy names a list that is not there.
    #[error("list number {list} is declared as a copy or as copied, but the table has {lists} lists")]
    Copied {
        /// Position from 0.
        list: usize,
        /// Lists of the table.
        lists: usize,
    },
    /// An option is out of its range.
    #[error("option {option} is {value}, and must be {range}")]
    Option {
        /// Its name.
        option: &'static str,
        /// As given.
        value: String,
        /// What is allowed.
        range: &'static str,
    },
    /// No strata, or no tables of linkage draws.
    #[error("there is no capture table to estimate from")]
    NoTables,
    /// A stratum is named twice.
    #[error("two strata are called \"{stratum}\"")]
    StratumTwice {
        /// The name.
        stratum: String,
    },
    /// The worker threads could not be started.
    #[error("worker threads could not be started: {reason}")]
    Threads {
        /// The system's words.
        reason: String,
    },
}
