//! What `tizim estimate --sensitivity` adds: the answer under other assumptions.

use crate::console::{TextTable, grouped, say};
use tizim_estimate::{Checks, Interval};

/// Tells the answers under other assumptions.
pub(crate) fn tell(checks: &Checks) {
    let mut table = TextTable::new(&["if", "total", "95 % interval"]);
    let mut row = |what: String, estimate: Option<f64>, interval: Option<Interval>| {
        let none = || "none".to_owned();
        table.row([what, estimate.map_or_else(none, grouped), interval.map_or_else(none, limits)]);
    };
    for point in &checks.highest_order {
        let what = format!("the odds ratio of highest order is {}", point.xi);
        row(what, Some(point.estimate), Some(point.interval));
    }
    for check in &checks.leave_one_out {
        row(format!("{} is left out", check.list), check.estimate, check.interval);
    }
    for check in &checks.internal_consistency {
        let truth = grouped(check.truth.unwrap_or_default());
        row(
            format!("{} ({truth} people) is estimated from the others", check.list),
            check.estimate,
            check.interval,
        );
    }
    for pair in &checks.pairs {
        row(format!("only {} and {}", pair.lists[0], pair.lists[1]), pair.estimate, pair.interval);
    }
    for bound in &checks.chao {
        row(format!("lower bound, {}", bound.name), bound.bound, None);
    }
    for prior in &checks.capture_prior {
        let (a, b) = prior.capture;
        let agree = prior.r_hat.map_or(String::new(), |r_hat| format!(", R-hat {r_hat:.3}"));
        row(format!("latent classes, capture Beta({a}, {b}){agree}"), prior.estimate, prior.interval);
    }
    table.lines().iter().for_each(|line| say(line));
}

/// An interval in words.
pub(crate) fn limits(interval: Interval) -> String {
    let upper = interval.upper.map_or("no upper limit".to_owned(), grouped);
    format!("{} to {upper}", grouped(interval.lower))
}
