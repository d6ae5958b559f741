//! One chain: the posterior and, where it is needed, a ladder of flatter ones that exchange places with it.

use std::sync::Arc;

use rand_distr::{Beta, Distribution};

use super::atlas::Atlas;
use super::birth::Births;
use super::gibbs::{Gibbs, draw_concentration};
use super::hmc::Hmc;
use super::kernel::{Cells, Kernel, Point, Prior};
use super::relabel::exchange_labels;
use crate::stream::{Stream, stream, uniform};

/// A copy of the model whose likelihood is raised to `power`.
#[derive(Debug, Clone)]
struct Level {
    power: f64,
    point: Point,
    hmc: Hmc,
    /// Log likelihood at `point`.
    log_likelihood: f64,
    /// Exchanges with the next hotter level: tried, and the sum of their rejection probabilities.
    tried: f64,
    rejected: f64,
}

/// A chain between sweeps.
#[derive(Debug)]
pub(crate) struct Chain<'a> {
    cells: &'a Cells,
    prior: Prior,
    kernel: Kernel<'a>,
    gibbs: Gibbs,
    births: Births,
    atlases: Arc<[Atlas]>,
    /// Places that atlases offered, and that were taken.
    offered: usize,
    jumped: usize,
    rng: Stream,
    levels: Vec<Level>,
    sweeps: usize,
    /// Number unseen at every sweep since the start of recording.
    pub(crate) unseen: Vec<f64>,
    /// Points kept for fits and N_alpha, thinned.
    pub(crate) kept: Vec<Point>,
}

/// Places that an atlas offers in a sweep.
const JUMPS: usize = 40;
/// Leapfrog steps of a move are uniform on 1 to this.
const LEAPS: usize = 32;
/// Times that a class is proposed anew in a sweep of an untempered chain, and of each level of a ladder.
const BIRTHS: [usize; 2] = [2, 6];
/// Rejections of exchanges that a ladder is spaced for: below the half that is best for levels that mix at once, since these do not.
const REJECTED: f64 = 0.3;
/// Levels of a ladder at most; half as many to begin with.
const MOST_LEVELS: usize = 20;
/// The hottest level of a ladder leaves of the data what this many people say, where modes have melted into one; but
/// no less than a twentieth and no more than half of the data.
const HOTTEST_PEOPLE: f64 = 1_500.0;

impl<'a> Chain<'a> {
    /// A chain at a draw from the prior.
    pub(crate) fn new(cells: &'a Cells, prior: Prior, classes: usize, seed: u64, number: u64) -> Self {
        let mut rng = stream(seed, 21, number);
        let point = starting_point(cells, &prior, classes, &mut rng);
        Self {
            cells,
            prior,
            kernel: Kernel::new(cells, classes),
            gibbs: Gibbs::new(cells, classes),
            births: Births::new(cells),
            atlases: Arc::new([]),
            offered: 0,
            jumped: 0,
            rng,
            levels: vec![level(cells, 1.0, point)],
            sweeps: 0,
            unseen: Vec::new(),
            kept: Vec::new(),
        }
    }

    /// The chain on another table over the same lists: its place, its tuning and its random numbers go on; what was
    /// recorded is left behind.
    pub(crate) fn onto<'b>(self, cells: &'b Cells) -> Chain<'b> {
        let classes = self.levels[0].point.classes;
        Chain {
            cells,
            prior: self.prior,
            kernel: Kernel::new(cells, classes),
            gibbs: Gibbs::new(cells, classes),
            births: Births::new(cells),
            atlases: self.atlases,
            offered: 0,
            jumped: 0,
            rng: self.rng,
            levels: self.levels,
            sweeps: self.sweeps,
            unseen: Vec::new(),
            kept: Vec::new(),
        }
    }

    /// Goes on under another prior from where it is; what was recorded is thrown away.
    pub(crate) fn under(&mut self, prior: Prior) {
        self.prior = prior;
        self.unseen.clear();
        self.kept.clear();
        self.forget_exchanges();
    }

    /// Sweeps that are not recorded.
    pub(crate) fn settle(&mut self, sweeps: usize) {
        for _ in 0..sweeps {
            self.sweep();
        }
    }

    /// Levels of the ladder, the posterior included.
    pub(crate) fn temperatures(&self) -> usize {
        self.levels.len()
    }

    /// Mean acceptance of exchanges with the coldest level.
    pub(crate) fn swap_rate(&self) -> f64 {
        1.0 - self.levels[0].rejected / self.levels[0].tried.max(1.0)
    }

    /// Share of the places offered by atlases that were taken; none without atlases.
    pub(crate) fn jump_rate(&self) -> Option<f64> {
        (self.offered > 0).then(|| self.jumped as f64 / self.offered as f64)
    }

    /// Moves to the posterior and tunes; nothing is recorded. If `rising`, along rising powers from the prior, which
    /// starts with few classes; else at once, which starts with many.
    pub(crate) fn warm_up(&mut self, sweeps: usize, rising: bool) {
        let rise = if rising { sweeps / 4 } else { 0 };
        for sweep in 0..rise {
            let heat = (1e-3_f64).powf(1.0 - (sweep + 1) as f64 / rise as f64);
            self.move_level(0, heat);
        }
        self.tune(sweeps - rise);
    }

    /// Replaces the chain by a ladder of levels, tunes it and spaces it evenly by the exchanges' rejections
    /// (Syed, Bouchard-Côté, Deligiannidis, Doucet 2022). What was recorded is thrown away.
    pub(crate) fn temper(&mut self, sweeps: usize) {
        let levels = MOST_LEVELS / 2;
        let cold = self.levels[0].point.clone();
        let hottest = (HOTTEST_PEOPLE / self.cells.n).clamp(0.05, 0.5);
        for at in 1..levels {
            let power = hottest.powf(at as f64 / (levels - 1) as f64);
            self.levels.push(level(self.cells, power, cold.clone()));
        }
        for _ in 0..3 {
            self.tune(sweeps / 4);
            self.respace();
        }
        self.tune(sweeps / 4);
        self.unseen.clear();
        self.kept.clear();
        self.forget_exchanges();
    }

    fn tune(&mut self, sweeps: usize) {
        self.forget_exchanges();
        for window in [sweeps / 4, sweeps / 3, sweeps - sweeps / 3 - sweeps / 4] {
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
    }

    fn forget_exchanges(&mut self) {
        for level in &mut self.levels {
            (level.tried, level.rejected) = (0.0, 0.0);
        }
    }

    /// Places the powers so that every exchange is rejected equally often, about [`REJECTED`], as far as the last window
    /// tells; the number of levels follows from that.
    fn respace(&mut self) {
        let mut barrier = vec![0.0];
        for level in &self.levels[..self.levels.len() - 1] {
            let rate = (level.rejected / level.tried.max(1.0)).max(0.01);
            barrier.push(barrier[barrier.len() - 1] + rate);
        }
        let logs: Vec<f64> = self.levels.iter().map(|level| level.power.ln()).collect();
        let (old, whole) = (logs.len(), barrier[barrier.len() - 1]);
        let count = ((whole / REJECTED).ceil() as usize + 1).clamp(MOST_LEVELS / 4, MOST_LEVELS);
        let mut spaced = Vec::with_capacity(count);
        for at in 0..count {
            let goal = whole * at as f64 / (count - 1) as f64;
            let above = barrier.partition_point(|&b| b < goal).clamp(1, old - 1);
            let share = ((goal - barrier[above - 1]) / (barrier[above] - barrier[above - 1])).clamp(0.0, 1.0);
            let near = if share < 0.5 { above - 1 } else { above };
            let mut level = self.levels[near].clone();
            level.power = (logs[above - 1] + share * (logs[above] - logs[above - 1])).exp();
            spaced.push(level);
        }
        self.levels = spaced;
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

    /// Chance to be on no list over that of being on any, where the chain is.
    pub(crate) fn odds_of_being_missed(&mut self) -> f64 {
        self.kernel.spread(&self.levels[0].point);
        let seen: f64 = self.kernel.class_seen().map(|(weight, seen)| weight * seen).sum();
        (1.0 - seen) / seen
    }

    /// Leaves the ladder for jumps after `atlases`; what was recorded is thrown away.
    pub(crate) fn jump(&mut self, atlases: Arc<[Atlas]>) {
        self.levels.truncate(1);
        self.atlases = atlases;
        (self.offered, self.jumped) = (0, 0);
        self.unseen.clear();
        self.kept.clear();
    }

    /// One sweep of every level; returns the number unseen that was drawn at the coldest.
    fn sweep(&mut self) -> f64 {
        self.sweeps += 1;
        let point = &mut self.levels[0].point;
        let unseen = self.gibbs.sweep(self.cells, &mut self.kernel, &self.prior, point, &mut self.rng);
        for at in 0..self.levels.len() {
            self.move_level(at, self.levels[at].power);
        }
        if self.levels.len() > 1 {
            self.exchange_levels();
        }
        for atlas in self.atlases.iter() {
            let point = &mut self.levels[0].point;
            self.jumped += atlas.step(&mut self.kernel, &self.prior, 1.0, point, JUMPS, &mut self.rng);
            self.offered += JUMPS;
        }
        unseen
    }

    fn move_level(&mut self, at: usize, power: f64) {
        let tries = BIRTHS[usize::from(self.levels.len() > 1)];
        let Level { point, hmc, log_likelihood, .. } = &mut self.levels[at];
        hmc.step(&mut self.kernel, &self.prior, power, point, &mut self.rng);
        *log_likelihood =
            self.births.step(self.cells, &mut self.kernel, &self.prior, power, point, tries, &mut self.rng);
        draw_concentration(&self.prior, point, &mut self.rng);
        exchange_labels(point, &mut self.rng);
    }

    /// Proposes to exchange the points of neighbouring levels (Geyer 1991), even and odd pairs in turn.
    fn exchange_levels(&mut self) {
        let mut first = self.sweeps % 2;
        while first + 1 < self.levels.len() {
            let (cold, hot) = self.levels.split_at_mut(first + 1);
            let (cold, hot) = (&mut cold[first], &mut hot[0]);
            let log_ratio = (cold.power - hot.power) * (hot.log_likelihood - cold.log_likelihood);
            cold.tried += 1.0;
            cold.rejected += 1.0 - log_ratio.exp().min(1.0);
            if uniform(&mut self.rng).ln() < log_ratio {
                std::mem::swap(&mut cold.point, &mut hot.point);
                std::mem::swap(&mut cold.log_likelihood, &mut hot.log_likelihood);
            }
            first += 2;
        }
    }
}

fn level(cells: &Cells, power: f64, point: Point) -> Level {
    let hmc = Hmc::new(cells.lists, point.classes, LEAPS);
    Level { power, point, hmc, log_likelihood: f64::NEG_INFINITY, tried: 0.0, rejected: 0.0 }
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
