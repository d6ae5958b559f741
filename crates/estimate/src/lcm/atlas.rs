//! Jumps between the places where chains have been: where modes lie far apart, no small move leads from one to the other,
//! but a chain that knows both from the warm-up can be offered the other at once.
//!
//! An atlas is a mixture of multivariate t laws over the leading classes (their logits of capture and their sticks),
//! fitted to points of all chains and then fixed; its draws are proposals of an independence sampler (Tierney 1994,
//! "Markov chains for exploring posterior distributions", section 2.3.3), so that the posterior is left as it is
//! however well or badly the mixture fits. The classes behind keep their capture and their shares of what is left.

use rand::RngExt;
use rand_distr::{ChiSquared, Distribution};
use statrs::function::gamma::ln_gamma;

use super::kernel::{Kernel, Point, Prior};
use crate::stream::{Stream, normal, uniform};

/// Degrees of freedom of the t laws: tails heavier than those of logits of small probabilities.
const FREEDOM: f64 = 6.0;
/// Points that a law is fitted to, on average.
const POINTS_EACH: usize = 120;
/// Laws of an atlas at most.
const MOST_LAWS: usize = 64;
/// Points that an atlas is fitted to at most.
const MOST_POINTS: usize = 8_000;
/// Rounds of the clustering.
const ROUNDS: usize = 20;
/// Added to every variance, in squared logits: no law is narrower.
const LEAST_VARIANCE: f64 = 0.01;
/// Coordinates beyond this many logits are not proposed.
const FARTHEST: f64 = 40.0;

/// A t law by its mean and the Cholesky factor of its scale, lower triangle by rows.
#[derive(Debug, Clone)]
struct Law {
    mean: Vec<f64>,
    factor: Vec<f64>,
    /// Logarithm of weight and constant of the density.
    ln_height: f64,
}

/// A fixed mixture over the first `classes` classes.
#[derive(Debug, Clone)]
pub(crate) struct Atlas {
    lists: usize,
    classes: usize,
    laws: Vec<Law>,
    /// Weights added up.
    cumulative: Vec<f64>,
}

impl Atlas {
    /// An atlas of the first `classes` classes of `points`; none if they are too few or lie on a line.
    pub(crate) fn fit(points: &[Point], lists: usize, classes: usize, rng: &mut Stream) -> Option<Self> {
        let step = points.len().div_ceil(MOST_POINTS).max(1);
        let places: Vec<Vec<f64>> =
            points.iter().step_by(step).map(|point| coordinates(point, lists, classes)).collect();
        let count = (places.len() / POINTS_EACH).min(MOST_LAWS);
        if count == 0 {
            return None;
        }
        let groups = clustered(&places, count, rng);
        let mut laws = Vec::new();
        let mut weights = Vec::new();
        for group in groups {
            // half by people, half even: a mode that was seldom met is offered too
            let weight = 0.5 * group.len() as f64 / places.len() as f64 + 0.5 / count as f64;
            if let Some(law) = Law::fit(&group, weight) {
                laws.push(law);
                weights.push(weight);
            }
        }
        let total: f64 = weights.iter().sum();
        let mut sum = 0.0;
        let cumulative = weights
            .iter()
            .map(|weight| {
                sum += weight / total;
                sum
            })
            .collect();
        for law in &mut laws {
            law.ln_height -= total.ln();
        }
        (!laws.is_empty()).then_some(Self { lists, classes, laws, cumulative })
    }

    /// `tries` proposals; leaves `power * log likelihood + log prior` invariant. Returns how many were taken.
    pub(crate) fn step(
        &self,
        kernel: &mut Kernel<'_>,
        prior: &Prior,
        power: f64,
        point: &mut Point,
        tries: usize,
        rng: &mut Stream,
    ) -> usize {
        let size = (self.lists + 1) * self.classes;
        kernel.hold(point, self.classes);
        let mut height = |point: &Point| {
            kernel.place(point);
            let (log_likelihood, log_prior) = kernel.height(point, prior);
            power * log_likelihood + log_prior
        };
        let mut here = height(point) - self.ln_density(&coordinates(point, self.lists, self.classes));
        let mut other = point.clone();
        let (mut place, mut noise) = (vec![0.0; size], vec![0.0; size]);
        let mut taken = 0;
        for _ in 0..tries {
            let own = self.draw(&mut place, &mut noise, rng);
            if place.iter().any(|x| x.abs() > FARTHEST) {
                continue;
            }
            self.put(&place, &mut other);
            let there = height(&other);
            let level = here + uniform(rng).ln();
            // the mixture is at least as dense as the one law of the draw, so most refusals need no more than that
            if there - own < level {
                continue;
            }
            let there = there - self.ln_density(&place);
            if there >= level {
                here = there;
                taken += 1;
                point.logits.clone_from(&other.logits);
                point.sticks.clone_from(&other.sticks);
            }
        }
        taken
    }

    /// Draws a place; returns the log of weight times density of the law that it was drawn from.
    fn draw(&self, place: &mut [f64], noise: &mut [f64], rng: &mut Stream) -> f64 {
        let goal = uniform(rng);
        let at = self.cumulative.partition_point(|&sum| sum < goal).min(self.laws.len() - 1);
        let law = &self.laws[at];
        let chi: f64 = ChiSquared::new(FREEDOM).map_or(FREEDOM, |chi| chi.sample(rng));
        let scale = (FREEDOM / chi).sqrt();
        let mut square = 0.0;
        for x in noise.iter_mut() {
            *x = scale * normal(rng);
            square += *x * *x;
        }
        let size = place.len();
        for (row, (x, mean)) in place.iter_mut().zip(&law.mean).enumerate() {
            let factor = &law.factor[row * size..=row * size + row];
            *x = mean + factor.iter().zip(&*noise).map(|(l, u)| l * u).sum::<f64>();
        }
        law.ln_density(square, size)
    }

    fn ln_density(&self, place: &[f64]) -> f64 {
        let size = place.len();
        let mut noise = vec![0.0; size];
        let parts: Vec<f64> = self
            .laws
            .iter()
            .map(|law| {
                let mut square = 0.0;
                for row in 0..size {
                    let factor = &law.factor[row * size..row * size + row];
                    let known: f64 = factor.iter().zip(&noise).map(|(l, u)| l * u).sum();
                    noise[row] = (place[row] - law.mean[row] - known) / law.factor[row * size + row];
                    square += noise[row] * noise[row];
                }
                law.ln_density(square, size)
            })
            .collect();
        let top = parts.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        top + parts.iter().map(|part| (part - top).exp()).sum::<f64>().ln()
    }

    fn put(&self, place: &[f64], point: &mut Point) {
        let (all, own) = (point.classes, self.classes);
        let (logits, sticks) = place.split_at(self.lists * own);
        for (j, row) in logits.chunks(own).enumerate() {
            point.logits[j * all..j * all + own].copy_from_slice(row);
        }
        point.sticks[..own].copy_from_slice(sticks);
    }
}

impl Law {
    /// Mean and covariance of a group, correlations shrunk where points are few for their dimension.
    fn fit(group: &[&Vec<f64>], weight: f64) -> Option<Self> {
        let size = group.first()?.len();
        let count = group.len() as f64;
        let mean: Vec<f64> = (0..size).map(|i| group.iter().map(|x| x[i]).sum::<f64>() / count).collect();
        let mut factor = vec![0.0; size * size];
        for x in group {
            for a in 0..size {
                for b in 0..=a {
                    factor[a * size + b] += (x[a] - mean[a]) * (x[b] - mean[b]) / count;
                }
            }
        }
        let keep = count / (count + size as f64);
        // a t law with this scale has the covariance of the group
        let scale = (FREEDOM - 2.0) / FREEDOM;
        for a in 0..size {
            for b in 0..a {
                factor[a * size + b] *= keep * scale;
            }
            factor[a * size + a] = (factor[a * size + a] + LEAST_VARIANCE) * scale;
        }
        for a in 0..size {
            for b in 0..=a {
                let known: f64 = (0..b).map(|i| factor[a * size + i] * factor[b * size + i]).sum();
                let left = factor[a * size + b] - known;
                factor[a * size + b] = if a == b { left.sqrt() } else { left / factor[b * size + b] };
            }
        }
        let ln_determinant: f64 = (0..size).map(|a| factor[a * size + a].ln()).sum();
        let dimension = size as f64;
        let ln_height = weight.ln() + ln_gamma((FREEDOM + dimension) / 2.0)
            - ln_gamma(FREEDOM / 2.0)
            - 0.5 * dimension * (FREEDOM * std::f64::consts::PI).ln()
            - ln_determinant;
        ln_height.is_finite().then_some(Self { mean, factor, ln_height })
    }

    /// From the squared length of the whitened place.
    fn ln_density(&self, square: f64, size: usize) -> f64 {
        self.ln_height - 0.5 * (FREEDOM + size as f64) * (square / FREEDOM).ln_1p()
    }
}

/// Logits `[list][class]` and sticks of the first `classes` classes.
fn coordinates(point: &Point, lists: usize, classes: usize) -> Vec<f64> {
    let mut place = Vec::with_capacity((lists + 1) * classes);
    for j in 0..lists {
        place.extend_from_slice(&point.logits[j * point.classes..j * point.classes + classes]);
    }
    place.extend_from_slice(&point.sticks[..classes]);
    place
}

/// Groups by k-means on standardised coordinates, from starts far apart (Arthur and Vassilvitskii 2007).
fn clustered<'a>(places: &'a [Vec<f64>], count: usize, rng: &mut Stream) -> Vec<Vec<&'a Vec<f64>>> {
    let size = places[0].len();
    let all = places.len() as f64;
    let moments: Vec<(f64, f64)> = (0..size)
        .map(|i| {
            let mean = places.iter().map(|x| x[i]).sum::<f64>() / all;
            let variance = places.iter().map(|x| (x[i] - mean).powi(2)).sum::<f64>() / all;
            (mean, variance.sqrt().max(1e-3))
        })
        .collect();
    // logits of probabilities next to 0 run far out and mean little there
    let standard: Vec<Vec<f64>> = places
        .iter()
        .map(|x| x.iter().zip(&moments).map(|(x, (mean, sd))| ((x - mean) / sd).clamp(-3.0, 3.0)).collect())
        .collect();
    let mut centres = vec![standard[rng.random_range(0..standard.len())].clone()];
    let mut nearest: Vec<f64> = standard.iter().map(|x| distance(x, &centres[0])).collect();
    while centres.len() < count {
        let mut goal = uniform(rng) * nearest.iter().sum::<f64>();
        let chosen = nearest.iter().position(|d| {
            goal -= d;
            goal <= 0.0
        });
        let centre = standard[chosen.unwrap_or(0)].clone();
        for (nearest, x) in nearest.iter_mut().zip(&standard) {
            *nearest = nearest.min(distance(x, &centre));
        }
        centres.push(centre);
    }
    let mut group_of = vec![0; standard.len()];
    for _ in 0..ROUNDS {
        for (group, x) in group_of.iter_mut().zip(&standard) {
            let by_distance =
                |&a: &usize, &b: &usize| distance(x, &centres[a]).total_cmp(&distance(x, &centres[b]));
            *group = (0..count).min_by(by_distance).unwrap_or(0);
        }
        for (at, centre) in centres.iter_mut().enumerate() {
            let own = || standard.iter().zip(&group_of).filter(|(_, group)| **group == at).map(|(x, _)| x);
            let people = own().count() as f64;
            if people > 0.0 {
                *centre = (0..size).map(|i| own().map(|x| x[i]).sum::<f64>() / people).collect();
            }
        }
    }
    let mut groups: Vec<Vec<&Vec<f64>>> = vec![Vec::new(); count];
    for (place, group) in places.iter().zip(group_of) {
        groups[group].push(place);
    }
    groups
}

fn distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lcm::kernel::Cells;
    use crate::stream::stream;
    use crate::table::CaptureTable;

    /// With power 0 the prior must remain, whatever the atlas was fitted to.
    #[test]
    fn the_prior_is_left_as_it_is() {
        let names = (0..2).map(|j| j.to_string()).collect();
        let table = CaptureTable::new(names, [(1, 30), (2, 20), (3, 7)]).unwrap();
        let cells = Cells::new(&table, 1.0);
        let prior = Prior { capture: (1.0, 1.0), concentration: (0.25, 0.25) };
        let mut kernel = Kernel::new(&cells, 3);
        let mut rng = stream(9, 0, 0);
        let mut point = Point { classes: 3, logits: vec![0.1; 6], sticks: vec![0.0; 2], log_alpha: 0.0 };
        let points: Vec<Point> = (0..600)
            .map(|i| {
                // two clouds, neither of them the prior
                let shift = if i % 2 == 0 { -1.5 } else { 1.0 };
                let mut noise = |count: usize| (0..count).map(|_| shift + 1.5 * normal(&mut rng)).collect();
                Point { classes: 3, logits: noise(6), sticks: noise(2), log_alpha: 0.0 }
            })
            .collect();
        let atlas = Atlas::fit(&points, 2, 2, &mut rng).unwrap();
        let (mut sums, draws) = ([0.0; 4], 40_000);
        let mut taken = 0;
        for _ in 0..draws {
            taken += atlas.step(&mut kernel, &prior, 0.0, &mut point, 4, &mut rng);
            let p = 1.0 / (1.0 + (-point.logits[1]).exp());
            let v = 1.0 / (1.0 + (-point.sticks[0]).exp());
            for (sum, x) in sums.iter_mut().zip([p, p * p, v, v * v]) {
                *sum += x / f64::from(draws);
            }
        }
        assert!(taken > draws as usize / 5, "{taken}");
        for (found, exact) in sums.into_iter().zip([0.5, 1.0 / 3.0, 0.5, 1.0 / 3.0]) {
            assert!((found - exact).abs() < 0.02, "{sums:?}");
        }
    }
}
