//! Bold moves: a class is proposed anew around a pattern that occurs, so that a class which Gibbs and gradient moves
//! would never find can be born where the data want one.

use rand::RngExt;
use rand_distr::{Beta, Distribution};

use super::kernel::{Cells, Kernel, Point, Prior};
use crate::stream::{Stream, uniform};

/// Sharpness of a proposal around its pattern: Beta(1 + s, 1) on the lists of the pattern, Beta(1, 1 + s) off them.
const SHARPNESS: [f64; 4] = [0.0, 1.0, 4.0, 12.0];

/// Proposals around the patterns of one table.
#[derive(Debug)]
pub(crate) struct Births {
    /// Chance of each cell: half by people, half even.
    shares: Vec<f64>,
    /// The same, added up.
    cumulative: Vec<f64>,
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
        Self { shares, cumulative }
    }

    /// One proposal for the capture probabilities of a class chosen at random, its weight kept; accepted by the
    /// ratio of Metropolis and Hastings, so `power * log likelihood + log prior` is left invariant.
    pub(crate) fn step(
        &self,
        cells: &Cells,
        kernel: &mut Kernel<'_>,
        prior: &Prior,
        power: f64,
        point: &mut Point,
        rng: &mut Stream,
    ) -> bool {
        let k = point.classes;
        let class = rng.random_range(0..k);
        let sharp = SHARPNESS[rng.random_range(0..SHARPNESS.len())];
        let at = uniform(rng) * self.cumulative[self.cumulative.len() - 1];
        let cell = self.cumulative.partition_point(|&sum| sum < at).min(self.shares.len() - 1);
        let (Ok(on), Ok(off)) = (Beta::new(1.0 + sharp, 1.0), Beta::new(1.0, 1.0 + sharp)) else {
            return false;
        };
        let mut fresh = vec![0.0; cells.lists];
        for (j, logit) in fresh.iter_mut().enumerate() {
            let law = if cells.members(cell).contains(&j) { &on } else { &off };
            let p: f64 = law.sample(rng);
            *logit = (p / (1.0 - p)).ln().clamp(-30.0, 30.0);
        }
        let old: Vec<f64> = (0..cells.lists).map(|j| point.logits[j * k + class]).collect();
        let before = kernel.log_likelihood(point, prior);
        let back = self.log_density(cells, &old) - log_prior(prior, &old);
        for (j, &logit) in fresh.iter().enumerate() {
            point.logits[j * k + class] = logit;
        }
        let after = kernel.log_likelihood(point, prior);
        let forth = self.log_density(cells, &fresh) - log_prior(prior, &fresh);
        let log_ratio = power * (after - before) + back - forth;
        if uniform(rng).ln() < log_ratio {
            return true;
        }
        for (j, &logit) in old.iter().enumerate() {
            point.logits[j * k + class] = logit;
        }
        false
    }

    /// Density of a proposal, as a density of probabilities: a mixture over cells and sharpness of
    /// `(1 + s)^J q_c^s`, `q_c` the chance of the cell's pattern under these capture probabilities.
    fn log_density(&self, cells: &Cells, logits: &[f64]) -> f64 {
        let missed: f64 = logits.iter().map(|&t| -super::kernel::softplus(t)).sum();
        let mut logs = Vec::with_capacity(self.shares.len() * SHARPNESS.len());
        for (c, share) in self.shares.iter().enumerate() {
            let log_q = missed + cells.members(c).iter().map(|&j| logits[j]).sum::<f64>();
            for s in SHARPNESS {
                logs.push(share.ln() + s * log_q + cells.lists as f64 * s.ln_1p());
            }
        }
        let top = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        top + logs.iter().map(|l| (l - top).exp()).sum::<f64>().ln()
    }
}

/// Density of the Beta prior, as a density of probabilities, without its constant.
fn log_prior(prior: &Prior, logits: &[f64]) -> f64 {
    let (a, b) = prior.capture;
    logits.iter().map(|&t| (a - 1.0) * t - (a + b - 2.0) * super::kernel::softplus(t)).sum()
}
