//! Hamiltonian moves of the leading classes on the likelihood with the unseen integrated out (Neal 2011).

use rand::RngExt;

use super::kernel::{Kernel, Point, Prior};
use crate::stream::{Stream, normal, uniform};

/// Acceptance that the step size is tuned to.
const TARGET: f64 = 0.75;

/// Step size by dual averaging (Hoffman and Gelman 2014, algorithm 5).
#[derive(Debug, Clone)]
struct StepSize {
    log_step: f64,
    log_mean: f64,
    error: f64,
    centre: f64,
    count: f64,
}

impl StepSize {
    fn new(step: f64) -> Self {
        Self { log_step: step.ln(), log_mean: step.ln(), error: 0.0, centre: (5.0 * step).ln(), count: 0.0 }
    }

    fn learn(&mut self, accepted: f64) {
        self.count += 1.0;
        let share = 1.0 / (self.count + 10.0);
        self.error = (1.0 - share) * self.error + share * (TARGET - accepted);
        self.log_step = self.centre - self.count.sqrt() / 0.05 * self.error;
        let keep = self.count.powf(-0.75);
        self.log_mean = keep * self.log_step + (1.0 - keep) * self.log_mean;
    }
}

/// Running variance of each coordinate (Welford 1962).
#[derive(Debug, Clone)]
struct Spread {
    count: f64,
    mean: Vec<f64>,
    square: Vec<f64>,
}

impl Spread {
    fn new(size: usize) -> Self {
        Self { count: 0.0, mean: vec![0.0; size], square: vec![0.0; size] }
    }

    fn learn(&mut self, values: impl Iterator<Item = f64>) {
        self.count += 1.0;
        for ((x, mean), square) in values.zip(&mut self.mean).zip(&mut self.square) {
            let away = x - *mean;
            *mean += away / self.count;
            *square += away * (x - *mean);
        }
    }
}

/// Tuned Hamiltonian moves for one chain at one temperature.
#[derive(Debug, Clone)]
pub(crate) struct Hmc {
    lists: usize,
    classes: usize,
    /// Numbers of leading classes that a move may take, the same chances for each.
    choices: Vec<usize>,
    steps: Vec<StepSize>,
    /// Scale of each logit `[list][class]` and then of each stick.
    scale: Vec<f64>,
    spread: Spread,
    learning: bool,
    gradient: Vec<f64>,
    momentum: Vec<f64>,
    /// Leapfrog steps are uniform on `1..=leaps`.
    leaps: usize,
}

impl Hmc {
    pub(crate) fn new(lists: usize, classes: usize, leaps: usize) -> Self {
        let mut choices: Vec<usize> =
            [2, 3, 3, 5, classes - 1].iter().map(|&m: &usize| m.min(classes - 1)).collect();
        choices.dedup();
        let size = lists * classes + classes - 1;
        Self {
            lists,
            classes,
            steps: choices.iter().map(|_| StepSize::new(0.1)).collect(),
            choices,
            scale: vec![1.0; size],
            spread: Spread::new(size),
            learning: true,
            gradient: vec![0.0; size],
            momentum: vec![0.0; size],
            leaps,
        }
    }

    /// Takes note of a point of the warm-up for the scales.
    pub(crate) fn observe(&mut self, point: &Point) {
        self.spread.learn(point.logits.iter().chain(&point.sticks).copied());
    }

    /// Sets the scales from what was observed and starts to learn the step sizes anew.
    pub(crate) fn rescale(&mut self) {
        if self.spread.count > 20.0 {
            let n = self.spread.count;
            for (scale, square) in self.scale.iter_mut().zip(&self.spread.square) {
                // shrunk a little towards a small value, as in Stan
                *scale =
                    (square / (n - 1.0) * n / (n + 5.0) + 1e-3 * 5.0 / (n + 5.0)).sqrt().clamp(1e-3, 3.0);
            }
        }
        self.spread = Spread::new(self.scale.len());
        for step in &mut self.steps {
            *step = StepSize::new(step.log_mean.exp().clamp(1e-3, 1.0));
        }
    }

    /// Ends the tuning.
    pub(crate) fn freeze(&mut self) {
        self.learning = false;
        for step in &mut self.steps {
            step.log_step = step.log_mean;
        }
    }

    /// Index into `scale` of coordinate `i` of a move of `m` classes.
    fn place(&self, i: usize, m: usize) -> usize {
        let (j, class) = (i / m, i % m);
        j * self.classes + class
    }

    /// One move of some leading classes; leaves `power * log likelihood + log prior` invariant.
    pub(crate) fn step(
        &mut self,
        kernel: &mut Kernel<'_>,
        prior: &Prior,
        power: f64,
        point: &mut Point,
        rng: &mut Stream,
    ) {
        let choice = rng.random_range(0..self.choices.len());
        let m = self.choices[choice];
        let size = (self.lists + 1) * m;
        kernel.hold(point, m);
        let step = self.steps[choice].log_step.exp() * (0.8 + 0.4 * uniform(rng));
        let leaps = rng.random_range(1..=self.leaps);
        let before = point.clone();
        let scale: Vec<f64> = (0..size).map(|i| self.scale[self.place(i, m)]).collect();
        for p in &mut self.momentum[..size] {
            *p = normal(rng);
        }
        kernel.place(point);
        let start = self.energy(kernel, prior, power, point, size);
        kernel.gradient(point, prior, power, &mut self.gradient);
        self.kick(&scale, 0.5 * step);
        for leap in 1..=leaps {
            self.drift(&scale, m, step, point);
            kernel.place(point);
            kernel.gradient(point, prior, power, &mut self.gradient);
            self.kick(&scale, if leap < leaps { step } else { 0.5 * step });
        }
        let end = self.energy(kernel, prior, power, point, size);
        let accepted = if end.is_finite() { (end - start).exp().min(1.0) } else { 0.0 };
        if self.learning {
            self.steps[choice].learn(accepted);
        }
        if uniform(rng) >= accepted {
            *point = before;
        }
    }

    /// `power * log likelihood + log prior` at the point last placed, less the kinetic energy.
    fn energy(&self, kernel: &Kernel<'_>, prior: &Prior, power: f64, point: &Point, size: usize) -> f64 {
        let (log_likelihood, log_prior) = kernel.height(point, prior);
        let kinetic: f64 = self.momentum[..size].iter().map(|p| 0.5 * p * p).sum();
        power * log_likelihood + log_prior - kinetic
    }

    fn kick(&mut self, scale: &[f64], by: f64) {
        for ((momentum, scale), gradient) in self.momentum.iter_mut().zip(scale).zip(&self.gradient) {
            *momentum += by * scale * gradient;
        }
    }

    fn drift(&self, scale: &[f64], m: usize, by: f64, point: &mut Point) {
        for (j, (scale, momentum)) in scale.chunks(m).zip(self.momentum.chunks(m)).enumerate() {
            let place = if j < self.lists {
                &mut point.logits[j * self.classes..j * self.classes + m]
            } else {
                &mut point.sticks[..m]
            };
            for ((x, scale), momentum) in place.iter_mut().zip(scale).zip(momentum) {
                *x += by * scale * momentum;
            }
        }
    }
}
