//! What an estimate is: numbers, interval, diagnostics, warnings, draws.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::words::{Reason, Warning};

/// A way from a capture table to a total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Model {
    /// Two lists, independent (Chapman 1951).
    Chapman,
    /// Lower bound from those on one and on two lists (Chao 1987).
    Chao,
    /// Hierarchical log-linear models, averaged by BIC.
    Loglinear,
    /// Latent classes (Manrique-Vallier 2016).
    Lcm,
    /// Exact average over decomposable graphs (Madigan and York 1997).
    Graphs,
    /// One answer from the others, with an interval that allows for their disagreement.
    Combined,
}

impl Model {
    /// The name on the command line and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Model::Chapman => "chapman",
            Model::Chao => "chao",
            Model::Loglinear => "loglinear",
            Model::Lcm => "lcm",
            Model::Graphs => "graphs",
            Model::Combined => "combined",
        }
    }

    /// Every model, in the order of a report.
    pub const ALL: [Model; 6] =
        [Model::Combined, Model::Lcm, Model::Graphs, Model::Loglinear, Model::Chao, Model::Chapman];
}

/// Lower and upper limit; no upper limit where the data cannot set one. JSON: `[lower, upper]` or `[lower, null]`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower limit, in people.
    pub lower: f64,
    /// Upper limit, in people, or none.
    pub upper: Option<f64>,
}

impl Interval {
    /// Both limits.
    pub fn new(lower: f64, upper: f64) -> Self {
        Self { lower, upper: upper.is_finite().then_some(upper) }
    }

    /// Whether `value` lies in it, limits included.
    pub fn contains(&self, value: f64) -> bool {
        value >= self.lower && self.upper.is_none_or(|upper| value <= upper)
    }

    /// The same interval moved by `by`.
    pub(crate) fn shifted(&self, by: f64) -> Self {
        Self { lower: self.lower + by, upper: self.upper.map(|upper| upper + by) }
    }
}

impl Serialize for Interval {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.lower, self.upper).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Interval {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (lower, upper) = <(f64, Option<f64>)>::deserialize(deserializer)?;
        Ok(Self { lower, upper })
    }
}

/// A log-linear model among those compared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BicRow {
    /// Generators, as `[A B, C]`.
    pub formula: String,
    /// Free parameters that were estimated.
    pub parameters: usize,
    /// `-2 log likelihood + parameters * log n`.
    pub bic: f64,
    /// Weight in the average, 0..1.
    pub weight: f64,
    /// Its own estimate of N.
    pub estimate: f64,
}

/// A share of one model, graph or list in an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// What it is the share of.
    pub name: String,
    /// 0..1.
    pub weight: f64,
    /// Its own estimate of N, where it has one.
    pub estimate: Option<f64>,
    /// Its own interval, where it has one.
    pub interval: Option<Interval>,
}

/// How the number came about. Fields that a model has no use for are left out of the JSON.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Diagnostics {
    /// Rank-normalised split R-hat of N (Vehtari et al. 2021); at most 1.01 when chains agree.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r_hat: Option<f64>,
    /// Effective draws for the middle of N.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ess_bulk: Option<f64>,
    /// Effective draws for the 5 % and 95 % points of N, the smaller.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ess_tail: Option<f64>,
    /// Chains run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chains: Option<usize>,
    /// Sweeps a chain, warm-up included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sweeps: Option<usize>,
    /// Sweeps a chain that were thrown away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warm_up: Option<usize>,
    /// Temperatures of each chain: 1 without tempering.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub temperatures: Option<usize>,
    /// Chains held to exchange between modes at the coldest level: swap acceptance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub swap_rate: Option<f64>,
    /// Jumps between places learned in the warm-up: the share that was taken; none where none were needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jump_rate: Option<f64>,
    /// 2.5 %, 50 % and 97.5 % points of the prior of N / n.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prior_ratio: Option<[f64; 3]>,
    /// The prior of the total in words, as `p(N) ~ 1/N, no largest N`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prior_of_total: Option<String>,
    /// The model chosen, or the one of largest weight.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formula: Option<String>,
    /// The best log-linear models.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bic: Vec<BicRow>,
    /// Shares: of graphs, of the models in a combination, of strata.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub weights: Vec<Share>,
    /// Weight that the complete graph would have had.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complete_graph_weight: Option<f64>,
    /// Models compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub models_considered: Option<usize>,
    /// Models left out: no maximum-likelihood estimate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub without_mle: Option<usize>,
    /// Models left out: not identifiable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unidentifiable: Option<usize>,
    /// Bootstrap replicates that gave an estimate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replicates: Option<usize>,
    /// Share of the variance of log n0 between the components of a combination, 0..1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub between_models: Option<f64>,
    /// `(alpha, median, lower, upper)` of N_alpha, people whose chance to be on any list exceeds `alpha` (Johndrow, Lum,
    /// Manrique-Vallier 2016): from the classes of latent classes; in models where all people are alike, all people or
    /// those seen only; in the combination, the unseen of all models by the part that latent classes put within reach.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub n_alpha: Vec<(f64, f64, f64, f64)>,
    /// Lists that were merged into one, or lists set aside, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lists_used: Option<String>,
}

/// Draws of N, thinned, and what a plot needs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Posterior {
    /// Draws of N, at most a few thousand.
    pub draws: Vec<f64>,
    /// One trace of N a chain, thinned; empty where nothing was sampled.
    pub traces: Vec<Vec<f64>>,
    /// `(N, density)` for plotting, N ascending.
    pub density: Vec<(f64, f64)>,
}

/// A capture pattern as observed and as the model would have it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PatternFit {
    /// Bit `j` is list `j`.
    pub pattern: u64,
    /// People observed.
    pub observed: u64,
    /// People expected.
    pub expected: f64,
    /// 2.5 % and 97.5 % points of replicated counts.
    pub replicated: [f64; 2],
}

/// One model's answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// Which model.
    pub model: Model,
    /// N, the documented included: a posterior median or a point estimate.
    pub estimate: f64,
    /// For N.
    pub interval: Interval,
    /// Of the interval, as 0.95.
    pub level: f64,
    /// `estimate` less the documented.
    pub estimated_undocumented: f64,
    /// `interval` less the documented.
    pub undocumented_interval: Interval,
    /// How it came about.
    pub diagnostics: Diagnostics,
    /// Read these first.
    pub warnings: Vec<Warning>,
    /// Draws from the posterior, or from the confidence distribution of a model that has none.
    pub posterior: Option<Posterior>,
    /// The commonest patterns, observed and expected; empty for bounds.
    pub fitted: Vec<PatternFit>,
    /// The lists that the patterns of `fitted` are of: merged ones where the model merged lists.
    #[serde(default)]
    pub fitted_lists: Vec<String>,
}

/// An estimate, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A number with its interval.
    Estimate(Box<Estimate>),
    /// No number.
    Refusal {
        /// Which model.
        model: Model,
        /// Why.
        reason: Reason,
    },
}

impl Outcome {
    /// The model that answered or refused.
    pub fn model(&self) -> Model {
        match self {
            Outcome::Estimate(estimate) => estimate.model,
            Outcome::Refusal { model, .. } => *model,
        }
    }

    /// The estimate, if there is one.
    pub fn estimate(&self) -> Option<&Estimate> {
        match self {
            Outcome::Estimate(estimate) => Some(estimate),
            Outcome::Refusal { .. } => None,
        }
    }
}

/// One list of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListSummary {
    /// Its name.
    pub name: String,
    /// People on it.
    pub n: u64,
    /// People on it and on no other.
    pub alone: u64,
}

/// Every model asked for, on one table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// People on at least one list.
    pub documented: u64,
    /// The lists.
    pub lists: Vec<ListSummary>,
    /// In the order asked for.
    pub models: Vec<Outcome>,
    /// About the table, whatever the model.
    pub warnings: Vec<Warning>,
}

impl Report {
    /// The answer of one model.
    pub fn outcome(&self, model: Model) -> Option<&Outcome> {
        self.models.iter().find(|outcome| outcome.model() == model)
    }
}
