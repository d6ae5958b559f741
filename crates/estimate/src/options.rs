//! What the caller may choose.

use serde::{Deserialize, Serialize};

use crate::error::EstimateError;
use crate::result::Model;
use crate::table::CaptureTable;

/// Chains whose R-hat is at most this are taken to agree (Vehtari et al. 2021).
pub const GOOD_R_HAT: f64 = 1.01;
/// So many effective draws, bulk and tail, are enough for the ends of an interval (ibid.).
pub const ENOUGH_DRAWS: f64 = 400.0;

/// Choices for [`crate::estimate`]; the default is the combined answer at 95 %.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Options {
    /// Models to run, in this order.
    pub models: Vec<Model>,
    /// Same seed, same result, whatever the number of threads.
    pub seed: u64,
    /// Of every interval, above 0.5 and below 1.
    pub level: f64,
    /// `(a, b)`: list `a` copied from list `b`, positions in the table, as the user declared.
    pub copied: Vec<(usize, usize)>,
    /// Worker threads; 0 for as many as there are cores. Never changes a result.
    pub threads: usize,
    /// Latent classes.
    pub lcm: LcmOptions,
    /// Graphs.
    pub graphs: GraphOptions,
    /// Log-linear models.
    pub loglinear: LoglinearOptions,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            models: vec![Model::Combined],
            seed: 1,
            level: 0.95,
            copied: Vec::new(),
            threads: 0,
            lcm: LcmOptions::default(),
            graphs: GraphOptions::default(),
            loglinear: LoglinearOptions::default(),
        }
    }
}

/// Latent classes: prior and effort.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LcmOptions {
    /// Most classes; 2..=32. Classes that are not needed stay empty.
    pub classes: usize,
    /// Shape and rate of the Gamma prior of the concentration.
    pub concentration: (f64, f64),
    /// `(a, b)` of the Beta prior of every capture probability. `(1, 1)` over many lists says that nearly everybody
    /// was seen; the diagnostics show what it says of N / n.
    pub capture: (f64, f64),
    /// `l` of the prior of the total, `p(N) ~ (N - l)! / N!`, about `N^-l`, 0.5..=3; 1 is `1/N`. No largest N is set.
    pub population: f64,
    /// Chains, at least 4 for a trustworthy R-hat.
    pub chains: usize,
    /// Stop at this R-hat...
    pub r_hat: f64,
    /// ... and this many effective draws, bulk and tail ...
    pub ess: f64,
    /// ... and this Monte Carlo error of both interval ends at 95 %, as a share of N ...
    pub precision: f64,
    /// ... or after this many sweeps a chain; three times as many where chains have to jump between modes to agree.
    pub max_sweeps: usize,
    /// Sweeps x levels of a ladder x cells of the table at most, for a chain: wide tables get fewer sweeps, so that the time
    /// is bounded whatever the table.
    pub max_work: f64,
}

impl Default for LcmOptions {
    fn default() -> Self {
        Self {
            classes: 10,
            concentration: (0.25, 0.25),
            capture: (1.0, 1.0),
            population: 1.0,
            chains: 4,
            r_hat: GOOD_R_HAT,
            ess: ENOUGH_DRAWS,
            precision: 0.01,
            max_sweeps: 32_000,
            max_work: 3e7,
        }
    }
}

impl LcmOptions {
    /// Bounds the effort to what an answer needs that blurs its draws anyway.
    pub(crate) fn bound(&mut self) {
        self.max_sweeps = self.max_sweeps.min(12_000);
        self.max_work = self.max_work.min(5e6);
        self.precision = f64::INFINITY;
    }
}

/// Decomposable graphs: prior and limits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GraphOptions {
    /// Pseudo-count a cell of the full table; 0 for `2^-lists`.
    pub delta: f64,
    /// Whether the complete graph, under which the data say nothing of the unseen, takes part.
    pub complete: bool,
}

impl Default for GraphOptions {
    fn default() -> Self {
        Self { delta: 0.0, complete: false }
    }
}

/// Log-linear models: the space searched and the bootstrap.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LoglinearOptions {
    /// Highest order of interaction; 2 is pairs of lists. With more than four lists pairs only are used.
    pub order: u32,
    /// Bootstrap replicates, the selection repeated in each.
    pub replicates: usize,
}

impl Default for LoglinearOptions {
    fn default() -> Self {
        Self { order: 3, replicates: 200 }
    }
}

impl Options {
    /// Checks ranges, and that declared copies name lists of `table`.
    pub(crate) fn check(&self, table: &CaptureTable) -> Result<(), EstimateError> {
        if !(self.level > 0.5 && self.level < 1.0) {
            return Err(EstimateError::Level { level: self.level });
        }
        let lists = table.lists().len();
        for &(a, b) in &self.copied {
            if let Some(list) = [a, b].into_iter().find(|&list| list >= lists) {
                return Err(EstimateError::Copied { list, lists });
            }
        }
        let lcm = &self.lcm;
        range("lcm.classes", lcm.classes, (2..=32).contains(&lcm.classes), "from 2 to 32")?;
        range("lcm.chains", lcm.chains, (1..=64).contains(&lcm.chains), "from 1 to 64")?;
        range("lcm.max_sweeps", lcm.max_sweeps, lcm.max_sweeps >= 200, "at least 200")?;
        let l = lcm.population;
        range("lcm.population", l, (0.5..=3.0).contains(&l), "from 0.5 to 3")?;
        range("lcm.max_work", lcm.max_work, lcm.max_work > 0.0, "a positive number")?;
        range("lcm.precision", lcm.precision, lcm.precision > 0.0, "a positive number")?;
        let positive =
            |pair: (f64, f64)| pair.0 > 0.0 && pair.1 > 0.0 && pair.0.is_finite() && pair.1.is_finite();
        range("lcm.capture", format!("{:?}", lcm.capture), positive(lcm.capture), "two positive numbers")?;
        let concentration = format!("{:?}", lcm.concentration);
        range("lcm.concentration", concentration, positive(lcm.concentration), "two positive numbers")?;
        let delta = self.graphs.delta;
        range("graphs.delta", delta, delta >= 0.0 && delta.is_finite(), "zero or a positive number")?;
        let order = self.loglinear.order;
        range("loglinear.order", order, (1..=5).contains(&order), "from 1 to 5")
    }
}

fn range(
    option: &'static str,
    value: impl ToString,
    holds: bool,
    range: &'static str,
) -> Result<(), EstimateError> {
    if holds { Ok(()) } else { Err(EstimateError::Option { option, value: value.to_string(), range }) }
}
