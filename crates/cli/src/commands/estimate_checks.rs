//! What `tizim estimate --sensitivity` adds: the answer under other assumptions.

use crate::console::{TextTable, grouped, say};
use crate::failure::Failure;
use serde_json::Value;
use tizim_estimate::{
    CAPTURE_PRIORS, CaptureTable, ChaoVariant, Interval, ListCheck, Options, PairEstimate, PriorPoint,
    SensitivityPoint, capture_prior_sensitivity, chao_variants, internal_consistency, leave_one_out, pairs,
    sensitivity,
};

/// Odds ratios of highest order that the curve is told for.
const XIS: [f64; 7] = [0.25, 0.5, 0.75, 1.0, 1.33, 2.0, 4.0];

/// The answers under other assumptions.
pub(crate) struct Checks {
    curve: Vec<SensitivityPoint>,
    left_out: Vec<ListCheck>,
    consistency: Vec<ListCheck>,
    pairs: Vec<PairEstimate>,
    chao: Vec<ChaoVariant>,
    priors: Vec<PriorPoint>,
}

impl Checks {
    pub(crate) fn of(table: &CaptureTable, seed: u64) -> Result<Self, Failure> {
        let options = Options { seed, ..Options::default() };
        Ok(Self {
            curve: sensitivity(table, &XIS, &options)?,
            left_out: leave_one_out(table, &options)?,
            consistency: internal_consistency(table, &options)?,
            pairs: pairs(table, options.level),
            chao: chao_variants(table),
            priors: capture_prior_sensitivity(table, &CAPTURE_PRIORS, &options)?,
        })
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::json!({
            "highest_order": self.curve,
            "leave_one_out": self.left_out,
            "internal_consistency": self.consistency,
            "pairs": self.pairs,
            "chao": self.chao,
            "capture_prior": self.priors,
        })
    }

    pub(crate) fn tell(&self) {
        let mut table = TextTable::new(&["if", "total", "95 % interval"]);
        let mut row = |what: String, estimate: Option<f64>, interval: Option<Interval>| {
            let none = || "none".to_owned();
            table.row([what, estimate.map_or_else(none, grouped), interval.map_or_else(none, limits)]);
        };
        for point in &self.curve {
            let what = format!("the odds ratio of highest order is {}", point.xi);
            row(what, Some(point.estimate), Some(point.interval));
        }
        for check in &self.left_out {
            row(format!("{} is left out", check.list), check.estimate, check.interval);
        }
        for check in &self.consistency {
            let truth = grouped(check.truth.unwrap_or_default());
            row(
                format!("{} ({truth} people) is estimated from the others", check.list),
                check.estimate,
                check.interval,
            );
        }
        for pair in &self.pairs {
            row(format!("only {} and {}", pair.lists[0], pair.lists[1]), pair.estimate, pair.interval);
        }
        for bound in &self.chao {
            row(format!("lower bound, {}", bound.name), bound.bound, None);
        }
        for prior in &self.priors {
            let (a, b) = prior.capture;
            row(format!("latent classes, capture Beta({a}, {b})"), prior.estimate, prior.interval);
        }
        table.lines().iter().for_each(|line| say(line));
    }
}

/// An interval in words.
pub(crate) fn limits(interval: Interval) -> String {
    let upper = interval.upper.map_or("no upper limit".to_owned(), grouped);
    format!("{} to {upper}", grouped(interval.lower))
}
