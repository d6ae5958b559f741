//! Records to links to persons: block, compare, train, cluster, sample.
//!
//! [`link`] takes the records of all lists ([`tizim_model::Records`]) and decides which of them are the same person,
//! without labels: comparisons, blocking rules, weights and the threshold are found from the data. What comes back
//! ([`Linkage`]) holds the model with its weights in words, the links, the persons, how sure each membership is, and
//! can explain a pair, draw whole partitions from their posterior, and name the pairs most worth a reviewer's time.
//!
//! The rooms, in the order in which a record walks through them:
//!
//! | room | what it knows |
//! |---|---|
//! | `field` | the values that are compared, each distinct one once, and the levels of likeness of two of them |
//! | `blocking` | which pairs are worth comparing, by rules chosen for recall under a budget of pairs |
//! | `pattern` | a pair as a small pattern of levels; patterns are counted |
//! | `train` | Fellegi–Sunter weights by EM on pattern counts, relatives as a class of their own |
//! | `cluster` | persons from pair weights: hard judgements first, the evidence against a merge weighed |
//! | `group` | two groups of records weighed together, each field asked once |
//! | `sample` | draws of whole partitions |
//! | `bare` | records that say too little to be found again |
//!
//! Beside the way: `calibrate` (weights in line with judgements), `earlier` (new records against an old result, with
//! [`link_against`]), `rejudge` (judgements added one by one), `threshold`, `explanation`, and, where a truth is known, `score` and `wrong`.
//!
//! The engine does no input or output, reads no clock, and takes its randomness from [`Options::seed`] alone; the
//! result does not depend on the number of threads.

mod bare;
mod blocking;
mod calibrate;
mod cluster;
mod content;
mod counting;
mod earlier;
mod engine;
mod error;
mod explanation;
mod field;
mod group;
mod groups;
mod linkage;
mod list_pair;
mod model;
mod options;
mod pattern;
mod rejudge;
mod run;
mod sample;
mod score;
mod spelling;
mod threshold;
mod train;
mod whole;
mod wrong;

pub use blocking::{BlockingReport, HotValue, RuleReport};
pub use calibrate::Calibration;
pub use content::record_prints;
pub use earlier::{Earlier, Kept, Saved, keep_ids};
pub use error::LinkError;
pub use explanation::{Explanation, FieldEvidence};
pub use linkage::{Link, Linkage, Stage, Warning};
pub use list_pair::ListPair;
pub use model::{Check, FieldModel, LevelModel, ListPairModel, Model, SharedClass, Threshold};
pub use options::{
    BlockingKey, BlockingRule, Comparison, KeyForm, KnownPlaces, Options, PairJudgement, ParseKeyError,
    Verdict,
};
pub use run::{link, link_against};
pub use sample::{Draws, Partition};
pub use score::{ListPairScore, Score, ScoreFigures, calibration_error, score, score_by_lists};
pub use threshold::CurvePoint;
pub use wrong::{WrongPair, worst_false, worst_missed};
