//! People of whom a part is hidden: log-linear pair models in which a class of unknown size is harder to see on every list.
//!
//! If the odds of capture of all but a hidden class are higher by `e^d` on every list, and `w` is the share of the hidden
//! among the *unseen*, then the log mean of the patterns of `k` lists is raised by `log(w + (1 - w) e^(d k))` over that of a
//! log-linear model for the hidden alone (as with the heterogeneity terms of Darroch, Fienberg, Glonek, Junker 1993). So
//! each `(d, w)` is an offset, and its likelihood and its unseen are those of a Poisson regression.
//!
//! Lists often fit a hidden class and none about equally well while the unseen differ by a factor of two or more. Then
//! the prior decides, and it is said here: `d` half-normal, cut at 4, the share of the hidden among *all* people Beta(1, 3.5).

use super::design::{Cells, Design};
use super::fit::fit;
use super::search::Average;
use crate::stream::{Stream, normal};

/// Standard deviation of the half-normal prior of `d`: odds lower by a factor of 20 are nothing unusual.
const DEPTH: f64 = 3.0;
/// Second parameter of the Beta(1, b) prior of the share of the hidden among all people: 22 % on average.
const FEW: f64 = 3.5;
/// The values of `d`: so many, from the step on.
const DEPTHS: (u32, f64) = (8, 0.5);
/// The values of the log odds of `w`.
const LOG_ODDS: std::ops::RangeInclusive<i32> = -2..=5;
/// Pair models that together hold this share of the weight without a hidden class take part.
const ENOUGH: f64 = 0.98;
/// A standard error of `log n0` above this, or more unseen than this many, and a model cannot tell.
const VAGUE: (f64, f64) = (5.0, 1e9);

/// One `(d, w)`.
struct Place {
    /// Log of `sum exp(-BIC / 2)` over pair models.
    log_evidence: f64,
    /// Of each pair model: weight here, `log n0`, its standard error.
    models: Vec<(f64, f64, f64)>,
    /// Share of the hidden among all people.
    hidden: f64,
    /// Log of prior times evidence.
    log_weight: f64,
}

/// What a hidden class may mean for the unseen.
pub(super) struct Hidden {
    places: Vec<Place>,
    /// Log of the mean of `exp(-BIC / 2)` over the prior: comparable between components on one table.
    pub(super) log_evidence: f64,
}

impl Hidden {
    /// Fits the pair models of `found`, best first, under every `(d, w)`; none if no fit can tell the unseen.
    pub(super) fn new(cells: &Cells, found: &Average) -> Option<Self> {
        let mut held = 0.0;
        let enough = found.models.iter().take_while(|model| {
            let before = held;
            held += model.weight;
            before < ENOUGH
        });
        let terms: Vec<_> = enough.map(|model| &model.terms).collect();
        let (mut places, mut prior_sum) = (Vec::new(), 0.0);
        for depth in (1..=DEPTHS.0).map(|step| f64::from(step) * DEPTHS.1) {
            let mut row: Vec<Place> = LOG_ODDS
                .filter_map(|log_odds| {
                    let among_unseen = 1.0 / (1.0 + (-f64::from(log_odds)).exp());
                    let offset =
                        |k: u32| (among_unseen + (1.0 - among_unseen) * (depth * f64::from(k)).exp()).ln();
                    let designs = terms.iter().map(|terms| Design::with_offset(cells, terms, offset));
                    place(designs, among_unseen, cells.n())
                })
                .collect();
            // the prior is one of the share among all people; steps are even in the log odds of that among the unseen
            let hidden: Vec<f64> = row.iter().map(|place| place.hidden).collect();
            for (at, place) in row.iter_mut().enumerate() {
                let (before, after) = (at.saturating_sub(1), (at + 1).min(hidden.len() - 1));
                let step = (hidden[after] - hidden[before]).abs() / (after - before).max(1) as f64;
                let prior =
                    (-0.5 * (depth / DEPTH).powi(2)).exp() * (1.0 - place.hidden).powf(FEW - 1.0) * step;
                prior_sum += prior;
                place.log_weight = place.log_evidence + prior.max(f64::MIN_POSITIVE).ln();
            }
            places.extend(row);
        }
        let top = places.iter().map(|place| place.log_weight).fold(f64::NEG_INFINITY, f64::max);
        let sum: f64 = places.iter().map(|place| (place.log_weight - top).exp()).sum();
        let log_evidence = top + sum.ln() - f64::ln(prior_sum);
        log_evidence.is_finite().then_some(Self { places, log_evidence })
    }

    /// `count` draws of n0: places and models by weight, `n0` log-normal within each.
    pub(super) fn draws(&self, count: usize, rng: &mut Stream) -> Vec<f64> {
        let top = self.places.iter().map(|place| place.log_weight).fold(f64::NEG_INFINITY, f64::max);
        let laws: Vec<(f64, f64, f64)> = self
            .places
            .iter()
            .flat_map(|place| {
                let weight = (place.log_weight - top).exp();
                place
                    .models
                    .iter()
                    .map(move |&(share, log_unseen, error)| (weight * share, log_unseen, error))
            })
            .collect();
        let total: f64 = laws.iter().map(|law| law.0).sum();
        // stratified over laws: goals rise, so one walk finds them all
        let (mut at, mut sum) = (0, laws[0].0);
        (0..count)
            .map(|i| {
                let goal = (i as f64 + 0.5) / count as f64 * total;
                while sum < goal && at + 1 < laws.len() {
                    at += 1;
                    sum += laws[at].0;
                }
                (laws[at].1 + laws[at].2 * normal(rng)).exp()
            })
            .collect()
    }
}

/// The fits at one place; none if none can tell the unseen.
fn place(designs: impl Iterator<Item = Design>, among_unseen: f64, n: f64) -> Option<Place> {
    let mut fits: Vec<(f64, f64, f64, f64)> = designs
        .filter_map(|design| {
            let found = fit(&design)?;
            let unseen = found.log_unseen.exp();
            if found.error > VAGUE.0 || unseen > VAGUE.1 {
                return None;
            }
            let parameters = (design.width() + design.dropped) as f64;
            let height = found.log_likelihood - 0.5 * parameters * n.ln();
            // of the people of a pattern the share w / (w + (1 - w) e^(d k)) is hidden
            let seen: f64 =
                found.expected.iter().zip(&design.offsets).map(|(mean, offset)| mean * (-offset).exp()).sum();
            let hidden = among_unseen * (unseen + seen) / (unseen + n);
            Some((height, found.log_unseen, found.error, hidden.clamp(0.0, 1.0)))
        })
        .collect();
    let best = fits.iter().map(|fit| fit.0).max_by(f64::total_cmp)?;
    fits.iter_mut().for_each(|fit| fit.0 = (fit.0 - best).exp());
    let total: f64 = fits.iter().map(|fit| fit.0).sum();
    Some(Place {
        log_evidence: best + total.ln(),
        hidden: fits.iter().map(|fit| fit.0 / total * fit.3).sum(),
        models: fits.iter().map(|&(weight, unseen, error, _)| (weight / total, unseen, error)).collect(),
        log_weight: f64::NEG_INFINITY,
    })
}
