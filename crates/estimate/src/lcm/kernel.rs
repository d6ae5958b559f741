//! The latent-class likelihood with the unseen integrated out, and its gradient.
//!
//! With `p(N) ~ (N - l)! / N!`, about `N^-l` (Fienberg, Johnson, Junker 1999), the unseen sum out exactly,
//! `sum_n0 (N - l)!/n0! p0^n0 ~ (n - l)! (1 - p0)^-(n - l + 1)`; `l = 1` is `1/N`. That leaves
//!
//! ```text
//! log p(y | nu, lambda) = sum_c y_c log p_c - (n - l + 1) log(1 - p0) + const
//! p_c = sum_k nu_k prod_j lambda_jk^x_cj (1 - lambda_jk)^(1 - x_cj)
//! ```
//!
//! Odds `o_jk = lambda_jk / (1 - lambda_jk)` make `p_c` a short product: `nu_k p0k prod_{j in c} o_jk`, so the cost of
//! a cell is the number of lists it names, not the number of lists.

use crate::table::CaptureTable;

/// Cells of a table in the order the kernel walks them.
#[derive(Debug, Clone)]
pub(crate) struct Cells {
    /// Lists.
    pub(crate) lists: usize,
    /// People in each cell.
    pub(crate) counts: Vec<f64>,
    /// Lists of cell `c`: `members[starts[c]..starts[c + 1]]`.
    starts: Vec<usize>,
    members: Vec<usize>,
    /// People.
    pub(crate) n: f64,
    /// `n - l + 1` under the prior `(N - l)! / N!`: the power of the chance to be seen, and the shape of the law of n0.
    pub(crate) shape: f64,
}

impl Cells {
    /// Of a table with at least one list, under the prior `p(N) ~ (N - l)! / N!`.
    pub(crate) fn new(table: &CaptureTable, l: f64) -> Self {
        let lists = table.lists().len();
        let (mut starts, mut members) = (vec![0], Vec::new());
        for &(pattern, _) in table.cells() {
            members.extend((0..lists).filter(|&j| pattern >> j & 1 == 1));
            starts.push(members.len());
        }
        let counts = table.cells().iter().map(|&(_, count)| count as f64).collect();
        let n = table.n() as f64;
        Self { lists, counts, starts, members, n, shape: n - l + 1.0 }
    }

    /// Lists of cell `c`.
    pub(crate) fn members(&self, c: usize) -> &[usize] {
        &self.members[self.starts[c]..self.starts[c + 1]]
    }
}

/// Beta prior of the capture probabilities and Gamma prior of the concentration.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Prior {
    pub(crate) capture: (f64, f64),
    pub(crate) concentration: (f64, f64),
}

/// Where a chain is: logits of capture `[list][class]`, logits of the sticks, log concentration.
#[derive(Debug, Clone)]
pub(crate) struct Point {
    pub(crate) classes: usize,
    /// `logits[j * classes + k]`.
    pub(crate) logits: Vec<f64>,
    /// `classes - 1` of them.
    pub(crate) sticks: Vec<f64>,
    pub(crate) log_alpha: f64,
}

impl Point {
    /// Class weights `nu_k = V_k prod_{l<k} (1 - V_l)`.
    pub(crate) fn weights(&self) -> Vec<f64> {
        let mut rest = 1.0;
        let mut weights = Vec::with_capacity(self.classes);
        for &stick in &self.sticks {
            weights.push(rest / (1.0 + (-stick).exp()));
            rest /= 1.0 + stick.exp();
        }
        weights.push(rest);
        weights
    }

    /// `log(1 - V_k)` summed over the sticks.
    pub(crate) fn log_rest(&self) -> f64 {
        -self.sticks.iter().map(|&s| softplus(s)).sum::<f64>()
    }
}

/// `log(1 + e^x)` without overflow.
pub(crate) fn softplus(x: f64) -> f64 {
    if x > 35.0 { x } else { x.exp().ln_1p() }
}

/// Working memory of the kernel for the first `active` classes, the others held as one fixed class.
#[derive(Debug)]
pub(crate) struct Kernel<'a> {
    cells: &'a Cells,
    classes: usize,
    /// Leading classes that move.
    pub(crate) active: usize,
    odds: Vec<f64>,
    missed: Vec<f64>,
    /// `1 - missed`, added up and never subtracted: classes that hardly anybody sees keep their digits.
    seen: Vec<f64>,
    product: Vec<f64>,
    list_gradient: Vec<f64>,
    class_gradient: Vec<f64>,
    weights: Vec<f64>,
    /// Mean over the fixed classes of the chance of each cell, and of being missed.
    rest_cells: Vec<f64>,
    rest_missed: f64,
    rest_seen: f64,
    /// Of the point last placed: weight of the fixed classes, chance of being seen, of each cell, and of each cell what
    /// each leading class adds, `[cell][active]`.
    rest: f64,
    seen_by_any: f64,
    chances: Vec<f64>,
    parts: Vec<f64>,
}

impl<'a> Kernel<'a> {
    /// Memory for `classes` classes.
    pub(crate) fn new(cells: &'a Cells, classes: usize) -> Self {
        Self {
            cells,
            classes,
            active: classes,
            odds: vec![0.0; cells.lists * classes],
            missed: vec![0.0; classes],
            seen: vec![0.0; classes],
            product: vec![0.0; classes],
            list_gradient: vec![0.0; cells.lists * classes],
            class_gradient: vec![0.0; classes],
            weights: vec![0.0; classes],
            rest_cells: vec![0.0; cells.counts.len()],
            rest_missed: 0.0,
            rest_seen: 0.0,
            rest: 0.0,
            seen_by_any: 0.0,
            chances: vec![0.0; cells.counts.len()],
            parts: vec![0.0; cells.counts.len() * classes],
        }
    }

    /// Odds, and chances of being missed by all lists and of being seen, of classes `from..to`.
    fn fill_classes(&mut self, point: &Point, from: usize, to: usize) {
        let k = self.classes;
        self.missed[from..to].fill(1.0);
        self.seen[from..to].fill(0.0);
        for j in 0..self.cells.lists {
            let row = j * k;
            for at in from..to {
                let odds = point.logits[row + at].exp();
                self.odds[row + at] = odds;
                let missed = self.missed[at] / (1.0 + odds);
                self.seen[at] += missed * odds;
                self.missed[at] = missed;
            }
        }
    }

    /// Fixes the classes from `active` on; they keep their capture probabilities and their shares of what the
    /// leading sticks leave.
    pub(crate) fn hold(&mut self, point: &Point, active: usize) {
        let k = self.classes;
        self.active = active.min(k - 1);
        let m = self.active;
        self.fill_classes(point, m, k);
        let mut rest = 1.0;
        for at in m..k {
            self.weights[at] = if at + 1 == k { rest } else { rest / (1.0 + (-point.sticks[at]).exp()) };
            if at + 1 < k {
                rest /= 1.0 + point.sticks[at].exp();
            }
        }
        self.rest_missed = (m..k).map(|at| self.weights[at] * self.missed[at]).sum();
        self.rest_seen = (m..k).map(|at| self.weights[at] * self.seen[at]).sum();
        for c in 0..self.cells.counts.len() {
            for at in m..k {
                self.product[at] = self.weights[at] * self.missed[at];
            }
            for &j in self.cells.members(c) {
                for at in m..k {
                    self.product[at] *= self.odds[j * k + at];
                }
            }
            self.rest_cells[c] = self.product[m..k].iter().sum();
        }
    }

    /// Chances of all cells at `point`, the other classes as [`Kernel::hold`] left them; [`Kernel::height`] and
    /// [`Kernel::gradient`] read them.
    pub(crate) fn place(&mut self, point: &Point) {
        let (k, m) = (self.classes, self.active);
        self.fill_classes(point, 0, m);
        let mut rest = 1.0;
        for (weight, s) in self.weights[..m].iter_mut().zip(&point.sticks) {
            *weight = rest / (1.0 + (-s).exp());
            rest /= 1.0 + s.exp();
        }
        self.rest = rest;
        let own: f64 = self.weights[..m].iter().zip(&self.seen).map(|(weight, seen)| weight * seen).sum();
        self.seen_by_any = own + rest * self.rest_seen;
        let empty = &mut self.product[..m];
        for ((q, weight), missed) in empty.iter_mut().zip(&self.weights).zip(&self.missed) {
            *q = weight * missed;
        }
        for (c, parts) in self.parts.chunks_exact_mut(m).take(self.chances.len()).enumerate() {
            parts.copy_from_slice(&self.product[..m]);
            for &j in self.cells.members(c) {
                for (q, odds) in parts.iter_mut().zip(&self.odds[j * k..j * k + m]) {
                    *q *= odds;
                }
            }
            self.chances[c] = parts.iter().sum::<f64>() + rest * self.rest_cells[c];
        }
    }

    /// Log likelihood, without its constant, and log prior of what moves (Jacobians of the logits included) at the
    /// point last placed.
    pub(crate) fn height(&self, point: &Point, prior: &Prior) -> (f64, f64) {
        let (k, m) = (self.classes, self.active);
        let (a, b) = prior.capture;
        let alpha = point.log_alpha.exp();
        let sticks = point.sticks[..m].iter().map(|&s| s - (1.0 + alpha) * softplus(s));
        let missed = self.missed[..m].iter().map(|missed| (a + b) * missed.ln());
        let caught = point.logits.chunks(k).map(|row| a * row[..m].iter().sum::<f64>());
        let log_prior = sticks.sum::<f64>() + missed.sum::<f64>() + caught.sum::<f64>();
        let cells = self.cells.counts.iter().zip(&self.chances).map(|(y, chance)| y * chance.ln());
        (cells.sum::<f64>() - self.cells.shape * self.seen_by_any.ln(), log_prior)
    }

    /// Gradient of `power * log likelihood + log prior` at the point last placed, in the leading logits
    /// (`[list][active]`) and then the leading sticks. No logarithm is taken: most of a Hamiltonian move needs no height.
    pub(crate) fn gradient(&mut self, point: &Point, prior: &Prior, power: f64, gradient: &mut [f64]) {
        let (k, m, lists) = (self.classes, self.active, self.cells.lists);
        let (a, b) = prior.capture;
        let alpha = point.log_alpha.exp();
        self.class_gradient[..m].fill(0.0);
        self.list_gradient.fill(0.0);
        let mut rest_gradient = 0.0;
        for (c, parts) in self.parts.chunks_exact_mut(m).take(self.chances.len()).enumerate() {
            let scale = self.cells.counts[c] / self.chances[c];
            rest_gradient += scale * self.rest * self.rest_cells[c];
            for (sum, q) in self.class_gradient[..m].iter_mut().zip(&mut *parts) {
                *q *= scale;
                *sum += *q;
            }
            for &j in self.cells.members(c) {
                for (sum, q) in self.list_gradient[j * k..j * k + m].iter_mut().zip(&*parts) {
                    *sum += q;
                }
            }
        }
        let factor = self.cells.shape / self.seen_by_any;
        rest_gradient += factor * self.rest * self.rest_missed;
        for at in 0..m {
            self.class_gradient[at] += factor * self.weights[at] * self.missed[at];
        }
        for j in 0..lists {
            for at in 0..m {
                let odds = self.odds[j * k + at];
                let lambda = odds / (1.0 + odds);
                gradient[j * m + at] =
                    power * (self.list_gradient[j * k + at] - lambda * self.class_gradient[at]) + a
                        - (a + b) * lambda;
            }
        }
        let mut later = rest_gradient;
        for at in (0..m).rev() {
            let v = 1.0 / (1.0 + (-point.sticks[at]).exp());
            let own = self.class_gradient[at];
            gradient[lists * m + at] = power * ((1.0 - v) * own - v * later) + (1.0 - v) - alpha * v;
            later += own;
        }
    }

    /// Log likelihood with every class counted, whatever is held.
    #[cfg(test)]
    pub(crate) fn log_likelihood(&mut self, point: &Point, prior: &Prior) -> f64 {
        self.hold(point, self.classes - 1);
        self.place(point);
        self.height(point, prior).0
    }

    /// Weight times chance of each class in cell `c` and over the unseen; call after [`Kernel::spread`].
    pub(crate) fn class_parts(&mut self, c: Option<usize>) -> &[f64] {
        let k = self.classes;
        for at in 0..k {
            self.product[at] = self.weights[at] * self.missed[at];
        }
        if let Some(c) = c {
            for &j in self.cells.members(c) {
                for at in 0..k {
                    self.product[at] *= self.odds[j * k + at];
                }
            }
        }
        &self.product
    }

    /// Fills weights, odds and missed probabilities of all classes for [`Kernel::class_parts`].
    pub(crate) fn spread(&mut self, point: &Point) {
        self.fill_classes(point, 0, self.classes);
        self.weights.copy_from_slice(&point.weights());
    }

    /// Weight and chance of being seen of each class, after [`Kernel::spread`].
    pub(crate) fn class_seen(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        self.weights.iter().zip(&self.seen).map(|(&w, &seen)| (w, seen))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stream::{normal, stream};

    fn point(lists: usize, classes: usize) -> Point {
        let mut rng = stream(5, 0, 0);
        Point {
            classes,
            logits: (0..lists * classes).map(|_| normal(&mut rng)).collect(),
            sticks: (0..classes - 1).map(|_| normal(&mut rng)).collect(),
            log_alpha: -0.4,
        }
    }

    fn table() -> CaptureTable {
        let names = (0..3).map(|j| j.to_string()).collect();
        CaptureTable::new(names, [(1, 30), (2, 20), (3, 7), (4, 25), (5, 3), (6, 4), (7, 2)]).unwrap()
    }

    /// The likelihood by its definition, over all 2^J patterns.
    fn naive(table: &CaptureTable, point: &Point) -> f64 {
        let weights = point.weights();
        let chance = |pattern: u64| -> f64 {
            (0..point.classes)
                .map(|k| {
                    (0..3).fold(weights[k], |q, j| {
                        let lambda = 1.0 / (1.0 + (-point.logits[j * point.classes + k]).exp());
                        q * if pattern >> j & 1 == 1 { lambda } else { 1.0 - lambda }
                    })
                })
                .sum()
        };
        assert!(((0..8).map(chance).sum::<f64>() - 1.0).abs() < 1e-12);
        table.cells().iter().map(|&(p, y)| y as f64 * chance(p).ln()).sum::<f64>()
            - table.n() as f64 * (1.0 - chance(0)).ln()
    }

    #[test]
    fn the_likelihood_is_its_definition_whatever_is_held() {
        let (table, point) = (table(), point(3, 5));
        let cells = Cells::new(&table, 1.0);
        let prior = Prior { capture: (1.0, 1.0), concentration: (0.25, 0.25) };
        let mut kernel = Kernel::new(&cells, 5);
        for active in 1..5 {
            kernel.hold(&point, active);
            kernel.place(&point);
            let (found, _) = kernel.height(&point, &prior);
            assert!((found - naive(&table, &point)).abs() < 1e-9, "{active}");
        }
    }

    #[test]
    fn the_gradient_agrees_with_differences() {
        let (table, point) = (table(), point(3, 5));
        let cells = Cells::new(&table, 1.0);
        let prior = Prior { capture: (1.3, 2.1), concentration: (0.25, 0.25) };
        for (active, power) in [(2, 1.0), (4, 0.3)] {
            let mut kernel = Kernel::new(&cells, 5);
            kernel.hold(&point, active);
            let mut gradient = vec![0.0; 4 * active];
            kernel.place(&point);
            kernel.gradient(&point, &prior, power, &mut gradient);
            for (i, &found) in gradient.iter().enumerate() {
                let mut at = |shift: f64| {
                    let mut moved = point.clone();
                    match i / active {
                        3 => moved.sticks[i % active] += shift,
                        j => moved.logits[j * 5 + i % active] += shift,
                    }
                    kernel.place(&moved);
                    let (log_likelihood, log_prior) = kernel.height(&moved, &prior);
                    power * log_likelihood + log_prior
                };
                let expected = (at(1e-5) - at(-1e-5)) / 2e-5;
                assert!((found - expected).abs() < 1e-5 * (1.0 + expected.abs()), "{i}: {found} {expected}");
            }
        }
    }
}
