//! Bold moves: a class is proposed anew around a pattern that occurs, with a weight of its own, so that a class which
//! Gibbs and gradient moves would never find can be born where the data want one, and die where they do not.
//!
//! All classes but one stand still during a move, so a proposal costs one pass over the cells and not one a class.

use rand::RngExt;
use rand_distr::{Beta, Distribution};

use super::kernel::{Cells, Kernel, Point, Prior, softplus};
use crate::stream::{Stream, normal, uniform};

/// Sharpness of a proposal around its pattern: Beta(1 + s, 1) on the lists of the pattern, Beta(1, 1 + s) off them.
const SHARPNESS: [f64; 4] = [0.0, 1.0, 4.0, 12.0];
/// Standard deviation of a proposed change of a stick's logit.
const STICK: f64 = 2.0;

/// Proposals around the patterns of one table.
#[derive(Debug)]
pub(crate) struct Births {
    /// Chance of each cell: half by people, half even.
    shares: Vec<f64>,
    /// The same, added up.
    cumulative: Vec<f64>,
    /// `(1 + s)^J` for each sharpness.
    heights: [f64; 4],
    /// Laws of a capture probability on and off the pattern, for each sharpness.
    laws: Vec<[Option<Beta<f64>>; 2]>,
    /// Chance of each cell under the classes before the one that moves, by their weights.
    before: Vec<f64>,
    /// Chance of each cell under the classes behind it, by their shares of what its stick leaves.
    after: Vec<f64>,
    /// Odds and chances of the cells of the class that moves, as it is and as it is proposed.
    class: [Class; 2],
}

/// One class: logits and odds of capture, chance of each cell, of being seen.
#[derive(Debug, Clone, Default)]
struct Class {
    logits: Vec<f64>,
    odds: Vec<f64>,
    chances: Vec<f64>,
    seen: f64,
}

impl Class {
    fn fill(&mut self, cells: &Cells) {
        let (mut missed, mut seen) = (1.0, 0.0);
        for (odds, &logit) in self.odds.iter_mut().zip(&self.logits) {
            *odds = logit.exp();
            missed /= 1.0 + *odds;
            seen += missed * *odds;
        }
        self.seen = seen;
        for (c, chance) in self.chances.iter_mut().enumerate() {
            *chance = cells.members(c).iter().fold(missed, |product, &j| product * self.odds[j]);
        }
    }
}

/// What does not move: the weight that the class shares with those behind it, and how often the others are seen.
struct Still {
    room: f64,
    before_seen: f64,
    after_seen: f64,
}

impl Births {
    pub(crate) fn new(cells: &Cells) -> Self {
        let count = cells.counts.len() as f64;
        let shares: Vec<f64> = cells.counts.iter().map(|y| 0.5 * y / cells.n + 0.5 / count).collect();
        let mut sum = 0.0;
        let cumulative = shares
            .iter()
            .map(|share| {
                sum += share;
                sum
            })
            .collect();
        let class = Class {
            logits: vec![0.0; cells.lists],
            odds: vec![0.0; cells.lists],
            chances: vec![0.0; cells.counts.len()],
            seen: 0.0,
        };
        Self {
            shares,
            cumulative,
            heights: SHARPNESS.map(|s| (1.0 + s).powi(cells.lists as i32)),
            laws: SHARPNESS
                .iter()
                .map(|s| [Beta::new(1.0 + s, 1.0).ok(), Beta::new(1.0, 1.0 + s).ok()])
                .collect(),
            before: vec![0.0; cells.counts.len()],
            after: vec![0.0; cells.counts.len()],
            class: [class.clone(), class],
        }
    }

    /// `tries` proposals for one class chosen at random, each for its capture probabilities and, half the time, its
    /// stick; accepted by the ratio of Metropolis and Hastings, so `power * log likelihood + log prior` is left invariant.
    ///
    /// Returns the log likelihood of the point as it is left.
    #[expect(clippy::too_many_arguments, reason = "the state of a chain, lent part by part")]
    pub(crate) fn step(
        &mut self,
        cells: &Cells,
        kernel: &mut Kernel<'_>,
        prior: &Prior,
        power: f64,
        point: &mut Point,
        tries: usize,
        rng: &mut Stream,
    ) -> f64 {
        let k = point.classes;
        let at = rng.random_range(0..k);
        let still = self.set_apart(cells, kernel, point, at);
        for (j, logit) in self.class[0].logits.iter_mut().enumerate() {
            *logit = point.logits[j * k + at];
        }
        self.class[0].fill(cells);
        let mut stick = point.sticks.get(at).copied();
        let mut log_likelihood = self.log_likelihood(cells, &still, 0, stick);
        let mut density = self.log_density(0) - log_prior(prior, &self.class[0].logits);
        let alpha = point.log_alpha.exp();
        let stick_prior = |s: Option<f64>| s.map_or(0.0, |s| s - (1.0 + alpha) * softplus(s));
        for _ in 0..tries {
            let fresh = if rng.random_bool(0.5) { stick.map(|s| s + STICK * normal(rng)) } else { stick };
            self.propose(cells, rng);
            let after = self.log_likelihood(cells, &still, 1, fresh);
            let forth = self.log_density(1) - log_prior(prior, &self.class[1].logits);
            let log_ratio =
                power * (after - log_likelihood) + density - forth + stick_prior(fresh) - stick_prior(stick);
            if uniform(rng).ln() < log_ratio {
                self.class.swap(0, 1);
                (log_likelihood, density, stick) = (after, forth, fresh);
            }
        }
        for (j, &logit) in self.class[0].logits.iter().enumerate() {
            point.logits[j * k + at] = logit;
        }
        if let (Some(place), Some(stick)) = (point.sticks.get_mut(at), stick) {
            *place = stick;
        }
        log_likelihood
    }
    /// Adds up the classes before and behind class `at`, cell by cell.
    fn set_apart(&mut self, cells: &Cells, kernel: &mut Kernel<'_>, point: &Point, at: usize) -> Still {
        kernel.spread(point);
        let weights = point.weights();
        let behind: f64 = weights[at + 1..].iter().sum();
        let scale = if behind > 0.0 { 1.0 / behind } else { 0.0 };
        for c in 0..cells.counts.len() {
            let parts = kernel.class_parts(Some(c));
            self.before[c] = parts[..at].iter().sum();
            self.after[c] = scale * parts[at + 1..].iter().sum::<f64>();
        }
        let seen = kernel.class_seen().map(|(weight, seen)| weight * seen);
        let (mut before_seen, mut after_seen) = (0.0, 0.0);
        for (class, seen) in seen.enumerate() {
            if class < at {
                before_seen += seen;
            } else if class > at {
                after_seen += scale * seen;
            }
        }
        Still { room: weights[at] + behind, before_seen, after_seen }
    }

    /// Draws capture probabilities around a pattern that occurs, for the second class.
    fn propose(&mut self, cells: &Cells, rng: &mut Stream) {
        let sharp = rng.random_range(0..SHARPNESS.len());
        let goal = uniform(rng) * self.cumulative[self.cumulative.len() - 1];
        let cell = self.cumulative.partition_point(|&sum| sum < goal).min(self.shares.len() - 1);
        let members = cells.members(cell);
        for (j, logit) in self.class[1].logits.iter_mut().enumerate() {
            let law = &self.laws[sharp][usize::from(!members.contains(&j))];
            let p: f64 = law.as_ref().map_or(0.5, |law| law.sample(rng));
            *logit = (p / (1.0 - p)).ln().clamp(-30.0, 30.0);
        }
        self.class[1].fill(cells);
    }

    /// The log likelihood with the one class as `which` and its stick at `stick`; the last class has none.
    fn log_likelihood(&self, cells: &Cells, still: &Still, which: usize, stick: Option<f64>) -> f64 {
        let class = &self.class[which];
        let (own, rest) = match stick {
            Some(s) => (still.room / (1.0 + (-s).exp()), still.room / (1.0 + s.exp())),
            None => (still.room, 0.0),
        };
        let seen = still.before_seen + own * class.seen + rest * still.after_seen;
        let cells_sum: f64 = cells
            .counts
            .iter()
            .zip(&self.before)
            .zip(&self.after)
            .zip(&class.chances)
            .map(|(((y, before), after), chance)| y * (before + own * chance + rest * after).ln())
            .sum();
        cells_sum - cells.shape * seen.ln()
    }

    /// Log density of a proposal, as a density of probabilities: a mixture over cells and sharpness of
    /// `(1 + s)^J q_c^s`, `q_c` the chance of the cell's pattern under these capture probabilities.
    fn log_density(&self, which: usize) -> f64 {
        let [none, one, four, twelve] = self.heights;
        let sum: f64 = self
            .shares
            .iter()
            .zip(&self.class[which].chances)
            .map(|(share, &q)| {
                let q4 = (q * q) * (q * q);
                share * (none + one * q + four * q4 + twelve * q4 * q4 * q4)
            })
            .sum();
        sum.ln()
    }
}

/// Density of the Beta prior, as a density of probabilities, without its constant.
fn log_prior(prior: &Prior, logits: &[f64]) -> f64 {
    let (a, b) = prior.capture;
    logits.iter().map(|&t| (a - 1.0) * t - (a + b - 2.0) * softplus(t)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stream::stream;
    use crate::table::CaptureTable;

    /// With power 0 the moves must leave the prior as it is; with any power they must say the likelihood rightly.
    #[test]
    fn the_prior_is_left_as_it_is_and_the_likelihood_is_told() {
        let names = (0..3).map(|j| j.to_string()).collect();
        let table =
            CaptureTable::new(names, [(1, 30), (2, 20), (3, 7), (4, 25), (5, 3), (6, 4), (7, 2)]).unwrap();
        let cells = Cells::new(&table, 1.0);
        let prior = Prior { capture: (1.0, 1.0), concentration: (0.25, 0.25) };
        let mut kernel = Kernel::new(&cells, 4);
        let mut births = Births::new(&cells);
        let mut rng = stream(9, 0, 0);
        let mut point = Point { classes: 4, logits: vec![0.1; 12], sticks: vec![0.0; 3], log_alpha: 0.0 };
        let found = births.step(&cells, &mut kernel, &prior, 1.0, &mut point, 3, &mut rng);
        assert!((found - kernel.log_likelihood(&point, &prior)).abs() < 1e-9);
        let (mut sums, draws) = ([0.0; 4], 60_000);
        for _ in 0..draws {
            births.step(&cells, &mut kernel, &prior, 0.0, &mut point, 2, &mut rng);
            let p = 1.0 / (1.0 + (-point.logits[0]).exp());
            let v = 1.0 / (1.0 + (-point.sticks[1]).exp());
            for (sum, x) in sums.iter_mut().zip([p, p * p, v, v * v]) {
                *sum += x / f64::from(draws);
            }
        }
        for (found, exact) in sums.into_iter().zip([0.5, 1.0 / 3.0, 0.5, 1.0 / 3.0]) {
            assert!((found - exact).abs() < 0.015, "{sums:?}");
        }
    }
}
