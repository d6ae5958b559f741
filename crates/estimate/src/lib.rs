//! Capture histories to totals with intervals.
//!
//! People found on several lists, by which lists hold them, say something of the people whom no list holds. This
//! crate turns a [`CaptureTable`] into estimates of the total, each with an interval, diagnostics and warnings, or a
//! plain refusal. It does no input or output, reads no clock, and takes randomness only from [`Options::seed`].
//!
//! ```
//! use tizim_estimate::{CaptureTable, Model, Options, estimate};
//! let lists = vec!["hospital".to_owned(), "police".to_owned()];
//! let table = CaptureTable::new(lists, [(0b01, 60), (0b10, 45), (0b11, 30)])?;
//! let options = Options { models: vec![Model::Chapman], ..Options::default() };
//! let report = estimate(&table, &options, &|_| ())?;
//! let answer = report.models[0].estimate().map(|e| e.estimate.round());
//! assert_eq!(answer, Some(222.0));
//! # Ok::<(), tizim_estimate::EstimateError>(())
//! ```

mod bounds;
mod checks;
mod combined;
mod convergence;
mod engine;
mod error;
mod graphs;
mod imputed;
mod lcm;
mod linked;
mod loglinear;
mod merge;
mod options;
mod pairs;
mod pooling;
mod prior_check;
mod reach;
mod result;
mod sensitivity;
mod strata;
mod stream;
mod summary;
mod table;
mod words;
#[cfg(test)]
mod worlds;

pub use checks::{Checks, HIGHEST_ORDER, checks, checks_of};
pub use convergence::{Convergence, convergence};
pub use engine::{Progress, estimate};
pub use error::EstimateError;
pub use imputed::{ImputedReport, ImputedTotal, combine_copies, estimate_imputed, impute_strata};
pub use linked::{
    LinkedOutcome, LinkedReport, LinkedStrata, StrataDraw, estimate_linked, estimate_linked_strata,
};
pub use options::{ENOUGH_DRAWS, GOOD_R_HAT, GraphOptions, LcmOptions, LoglinearOptions, Options};
pub use pairs::{ChaoVariant, PairEstimate, chao_variants, pairs};
pub use pooling::{PooledStrata, PooledStratum, pool_strata};
pub use prior_check::{CAPTURE_PRIORS, PriorPoint, capture_prior_sensitivity};
pub use result::{
    BicRow, Diagnostics, Estimate, Interval, ListSummary, Model, Outcome, PatternFit, Posterior, Report,
    Share,
};
pub use sensitivity::{ListCheck, SensitivityPoint, internal_consistency, leave_one_out, sensitivity};
pub use strata::{StrataReport, Stratum, estimate_strata};
pub use table::{CaptureTable, MAX_LISTS};
pub use words::{Code, Reason, Warning};
