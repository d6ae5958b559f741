//! Two lists, and the lower bound: Chapman and Chao.

use rand_distr::{Distribution, LogNormal};

use crate::options::Options;
use crate::result::{Diagnostics, Estimate, Interval, Model, Outcome, Posterior};
use crate::stream::stream;
use crate::summary::{Summary, normal_quantile};
use crate::table::CaptureTable;
use crate::words::{Code, Reason, Warning};

/// Draws from the confidence distribution of a bound, for adding strata.
const DRAWS: usize = 2_000;

/// Lincoln and Petersen's estimate as Chapman 1951 corrected it, with the transformed-logit interval of Sadinle 2009
/// ("Transformed logit confidence intervals for small populations in single capture-recapture estimation",
/// Communications in Statistics 38), which keeps its level for small counts.
pub(crate) fn chapman(table: &CaptureTable, options: &Options) -> Outcome {
    let model = Model::Chapman;
    if table.lists().len() != 2 {
        let words = format!(
            "Chapman's estimate is for two lists, and there are {}; use combined, lcm, graphs or loglinear",
            table.lists().len()
        );
        return Outcome::Refusal { model, reason: Reason::new(Code::WrongNumberOfLists, words) };
    }
    let [only_a, only_b, both] = [1, 2, 3].map(|pattern| table.count(pattern) as f64);
    let n = only_a + only_b + both;
    if both == 0.0 {
        let words = "nobody is on both lists, so nothing is known of the people on neither";
        return Outcome::Refusal { model, reason: Reason::new(Code::NoOverlap, words) };
    }
    let unseen = only_a * only_b / (both + 1.0);
    let (median, sd) = logit_law(only_a, only_b, both);
    let mut rng = stream(options.seed, 11, 0);
    let draws = lognormal_draws(&mut rng, median, sd).map(|x| n + (x - 0.5).max(0.0)).collect();
    let limits = chapman_limits(only_a, only_b, both, options.level);
    bound(model, options.level, n, unseen, limits, draws, Vec::new())
}

/// Median of the unseen and standard deviation of its logarithm (Sadinle 2009, with half a person more in each cell).
fn logit_law(only_a: f64, only_b: f64, both: f64) -> (f64, f64) {
    let (a, b, c) = (only_a + 0.5, only_b + 0.5, both + 0.5);
    (a * b / c, (1.0 / a + 1.0 / b + 1.0 / c + c / (a * b)).sqrt())
}

/// Limits of the number on neither of two lists.
pub(crate) fn chapman_limits(only_a: f64, only_b: f64, both: f64, level: f64) -> Interval {
    let (median, sd) = logit_law(only_a, only_b, both);
    let z = normal_quantile(0.5 + level / 2.0);
    let limit = |sign: f64| (median * (sign * z * sd).exp() - 0.5).max(0.0);
    Interval::new(limit(-1.0), limit(1.0))
}

/// Chao's lower bound (Chao 1987, 1989) with the bias correction, for any number of lists:
/// `n0 >= (J-1)/J * f1 (f1 - 1) / (2 (f2 + 1))`, `f_k` people on exactly `k` lists. A bound when the chance to be
/// recorded differs between people; no bound when lists lead to one another.
pub(crate) fn chao(table: &CaptureTable, options: &Options) -> Outcome {
    let model = Model::Chao;
    let lists = table.lists().len() as f64;
    let (f1, f2) = (table.on_exactly(1) as f64, table.on_exactly(2) as f64);
    let n = table.n() as f64;
    if lists < 2.0 {
        let words = "there is one list only; at least two are needed";
        return Outcome::Refusal { model, reason: Reason::new(Code::OneList, words) };
    }
    if f2 == 0.0 {
        let words = "nobody is on exactly two lists, which is what this bound is made from";
        return Outcome::Refusal { model, reason: Reason::new(Code::NoOverlap, words) };
    }
    let share = (lists - 1.0) / lists;
    let unseen = share * f1 * (f1 - 1.0).max(0.0) / (2.0 * (f2 + 1.0));
    let ratio = f1 / f2;
    let variance = f2
        * (0.25 * share * share * ratio.powi(4)
            + share * share * ratio.powi(3)
            + 0.5 * share * ratio * ratio);
    let z = normal_quantile(0.5 + options.level / 2.0);
    let sd = if unseen > 0.0 { (1.0 + variance / (unseen * unseen)).ln().sqrt() } else { 0.0 };
    let mut rng = stream(options.seed, 12, 0);
    let draws = lognormal_draws(&mut rng, unseen, sd).map(|x| n + x).collect();
    let warning = Warning::new(
        Code::NoUpperLimit,
        "a lower bound: at least about this many, if lists do not lead to one another; it sets no upper limit",
    );
    let limits = Interval::new(unseen * (-z * sd).exp(), unseen * (z * sd).exp());
    bound(model, options.level, n, unseen, limits, draws, vec![warning])
}

fn lognormal_draws(rng: &mut crate::stream::Stream, median: f64, sd: f64) -> impl Iterator<Item = f64> {
    let law = LogNormal::new(median.max(f64::MIN_POSITIVE).ln(), sd).ok();
    (0..DRAWS).map(move |_| if median > 0.0 { law.map_or(median, |l| l.sample(rng)) } else { 0.0 })
}

fn bound(
    model: Model,
    level: f64,
    n: f64,
    unseen: f64,
    undocumented_interval: Interval,
    draws: Vec<f64>,
    warnings: Vec<Warning>,
) -> Outcome {
    let density = Summary::of(&draws, level).density;
    Outcome::Estimate(Box::new(Estimate {
        model,
        estimate: n + unseen,
        interval: undocumented_interval.shifted(n),
        level,
        estimated_undocumented: unseen,
        undocumented_interval,
        diagnostics: Diagnostics::default(),
        warnings,
        posterior: Some(Posterior { draws, traces: Vec::new(), density }),
        fitted: Vec::new(),
        fitted_lists: Vec::new(),
    }))
}
