//! One chain: the posterior and, where it is needed, a ladder of flatter ones that exchange places with it.

use rand_distr::{Beta, Distribution};

use super::gibbs::{Gibbs, draw_concentration};
use super::hmc::Hmc;
use super::kernel::{Cells, Kernel, Point, Prior};
use super::relabel::exchange_labels;
use crate::stream::{Stream, stream, uniform};

/// A copy of the model whose likelihood is raised to `power`.
#[derive(Debug)]
struct Level {
    power: f64,
    point: Point,
    hmc: Hmc,
}

/// A chain between sweeps.
#[derive(Debug)]
pub(crate) struct Chain<'a> {
    cells: &'a Cells,
    prior: Prior,
    kernel: Kernel<'a>,
    gibbs: Gibbs,
    rng: Stream,
    levels: Vec<Level>,
    /// Number unseen at every sweep since the start of recording.
    pub(crate) unseen: Vec<f64>,
    /// Points kept for fits and N_alpha, thinned.
    pub(crate) kept: Vec<Point>,
    /// Exchanges between the two coldest levels: tried, made.
    pub(crate) exchanges: (u64, u64),
}

/// Leapfrog steps of a move are uniform on 1 to this.
const LEAPS: usize = 16;

impl<'a> Chain<'a> {
    /// A chain at a draw from the prior, with one level a power, `powers[0] = 1`.
    pub(crate) fn new(
        cells: &'a Cells,
        prior: Prior,
        classes: usize,
        powers: &[f64],
        seed: u64,
        number: u64,
    ) -> Self {
        let mut rng = stream(seed, 21, number);
        let levels = powers
            .iter()
            .map(|&power| Level {
                power,
                point: starting_point(cells, &prior, classes, &mut rng),
                hmc: Hmc::new(cells.lists, classes, LEAPS),
            })
            .collect();
        Self {
            cells,
            prior,
            kernel: Kernel::new(cells, classes),
            gibbs: Gibbs::new(cells, classes),
            rng,
            levels,
            unseen: Vec::new(),
            kept: Vec::new(),
            exchanges: (0, 0),
        }
    }

    /// Moves to the posterior from the prior along rising powers, then tunes; nothing is recorded.
    pub(crate) fn warm_up(&mut self, sweeps: usize) {
        let rise = sweeps / 3;
        for sweep in 0..rise {
            let heat = (1e-3_f64).powf(1.0 - (sweep + 1) as f64 / rise as f64);
            for at in 0..self.levels.len() {
                let power = self.levels[at].power * heat;
                self.hamiltonian(at, power);
            }
        }
        for window in [sweeps / 6, sweeps / 4, sweeps / 4] {
            for level in &mut self.levels {
                level.hmc.rescale();
            }
            for _ in 0..window {
                self.sweep();
                for level in &mut self.levels {
                    level.hmc.observe(&level.point);
                }
            }
        }
        for level in &mut self.levels {
            level.hmc.freeze();
        }
        self.exchanges = (0, 0);
    }

    /// Runs and records `sweeps` sweeps; every `thin`th point is kept.
    pub(crate) fn run(&mut self, sweeps: usize, thin: usize) {
        for _ in 0..sweeps {
            let unseen = self.sweep();
            self.unseen.push(unseen);
            if self.unseen.len().is_multiple_of(thin) {
                self.kept.push(self.levels[0].point.clone());
            }
        }
    }

    /// One sweep of every level; returns the number unseen that was drawn at the coldest.
    fn sweep(&mut self) -> f64 {
        let mut unseen = 0.0;
        for at in 0..self.levels.len() {
            if self.levels[at].power == 1.0 {
                let point = &mut self.levels[at].point;
                unseen = self.gibbs.sweep(self.cells, &mut self.kernel, &self.prior, point, &mut self.rng);
            }
            let power = self.levels[at].power;
            self.hamiltonian(at, power);
        }
        if self.levels.len() > 1 {
            self.exchange_levels();
        }
        unseen
    }

    fn hamiltonian(&mut self, at: usize, power: f64) {
        let Level { point, hmc, .. } = &mut self.levels[at];
        hmc.step(&mut self.kernel, &self.prior, power, point, &mut self.rng);
        draw_concentration(&self.prior, point, &mut self.rng);
        exchange_labels(point, &mut self.rng);
    }

    /// Proposes to exchange the points of neighbouring levels (Geyer 1991), from the hottest to the coldest.
    fn exchange_levels(&mut self) {
        let heights: Vec<f64> = self
            .levels
            .iter()
            .map(|level| self.kernel.values(&level.point, &self.prior).log_likelihood)
            .collect();
        let mut heights = heights;
        for at in (0..self.levels.len() - 1).rev() {
            let log_ratio =
                (self.levels[at].power - self.levels[at + 1].power) * (heights[at + 1] - heights[at]);
            if at == 0 {
                self.exchanges.0 += 1;
            }
            if uniform(&mut self.rng).ln() < log_ratio {
                let (cold, hot) = self.levels.split_at_mut(at + 1);
                std::mem::swap(&mut cold[at].point, &mut hot[0].point);
                heights.swap(at, at + 1);
                if at == 0 {
                    self.exchanges.1 += 1;
                }
            }
        }
    }
}

/// Capture probabilities from their prior, sticks from concentration 1.
fn starting_point(cells: &Cells, prior: &Prior, classes: usize, rng: &mut Stream) -> Point {
    let law = Beta::new(prior.capture.0, prior.capture.1).ok();
    let mut logit = || {
        let p: f64 = law.map_or(0.5, |law| law.sample(rng)).clamp(0.01, 0.99);
        (p / (1.0 - p)).ln()
    };
    let logits = (0..cells.lists * classes).map(|_| logit()).collect();
    let sticks = (0..classes - 1)
        .map(|_| {
            let v = uniform(rng).clamp(0.01, 0.99);
            (v / (1.0 - v)).ln()
        })
        .collect();
    Point { classes, logits, sticks, log_alpha: 0.0 }
}
