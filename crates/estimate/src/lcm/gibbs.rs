//! One Gibbs sweep over classes, capture probabilities, sticks and concentration, on cells and not on people.

use rand_distr::{Binomial, Distribution};

use super::kernel::{Cells, Kernel, Point, Prior};
use crate::stream::{Stream, ln_gamma_draw, uniform, unseen};

/// Working memory of a sweep.
#[derive(Debug)]
pub(crate) struct Gibbs {
    /// People of each class on each list, `[list][class]`.
    on_list: Vec<f64>,
    /// People of each class, the unseen included.
    in_class: Vec<f64>,
}

impl Gibbs {
    /// Memory for a table and a number of classes.
    pub(crate) fn new(cells: &Cells, classes: usize) -> Self {
        Self { on_list: vec![0.0; cells.lists * classes], in_class: vec![0.0; classes] }
    }

    /// One sweep (Manrique-Vallier 2016, section 3, on cell counts): allocations of the seen and the unseen to
    /// classes, then `lambda`, the sticks and the concentration given the allocations. Returns the number unseen.
    pub(crate) fn sweep(
        &mut self,
        cells: &Cells,
        kernel: &mut Kernel<'_>,
        prior: &Prior,
        point: &mut Point,
        rng: &mut Stream,
    ) -> f64 {
        let k = point.classes;
        self.on_list.fill(0.0);
        self.in_class.fill(0.0);
        kernel.spread(point);
        for c in 0..cells.counts.len() {
            let parts = kernel.class_parts(Some(c));
            let (on_list, in_class) = (&mut self.on_list, &mut self.in_class);
            let members = cells.members(c);
            multinomial(rng, cells.counts[c], parts, |class, people| {
                in_class[class] += people;
                for &j in members {
                    on_list[j * k + class] += people;
                }
            });
        }
        let seen = kernel.class_seen().map(|(weight, seen)| weight * seen).sum::<f64>();
        let n0 = unseen(rng, cells.shape, seen.max(f64::MIN_POSITIVE));
        let parts = kernel.class_parts(None);
        let in_class = &mut self.in_class;
        multinomial(rng, n0, parts, |class, people| in_class[class] += people);
        for j in 0..cells.lists {
            for class in 0..k {
                let on = self.on_list[j * k + class];
                let off = (self.in_class[class] - on).max(0.0);
                point.logits[j * k + class] =
                    ln_gamma_draw(rng, prior.capture.0 + on) - ln_gamma_draw(rng, prior.capture.1 + off);
            }
        }
        let alpha = point.log_alpha.exp();
        let mut later = self.in_class[k - 1];
        for class in (0..k - 1).rev() {
            point.sticks[class] =
                ln_gamma_draw(rng, 1.0 + self.in_class[class]) - ln_gamma_draw(rng, alpha + later);
            later += self.in_class[class];
        }
        draw_concentration(prior, point, rng);
        n0
    }
}

/// `alpha | sticks ~ Gamma(a + K - 1, b - sum log(1 - V))`.
pub(crate) fn draw_concentration(prior: &Prior, point: &mut Point, rng: &mut Stream) {
    let (a, b) = prior.concentration;
    let shape = a + (point.classes - 1) as f64;
    point.log_alpha = ln_gamma_draw(rng, shape) - (b - point.log_rest()).ln();
}

/// So few people are handed to their classes one by one.
const ONE_BY_ONE: f64 = 6.0;

/// Splits `people` over classes in proportion to `parts`: by successive binomials, the last few one by one.
fn multinomial(rng: &mut Stream, people: f64, parts: &[f64], mut put: impl FnMut(usize, f64)) {
    // the tail sums are added from the back: a running subtraction would lose small classes
    let mut tails = [0.0; 33];
    for class in (0..parts.len()).rev() {
        tails[class] = tails[class + 1] + parts[class];
    }
    let (mut left, mut first) = (people, 0);
    while left > ONE_BY_ONE && first + 1 < parts.len() && tails[first + 1] > 0.0 {
        let taken = binomial(rng, left, (parts[first] / tails[first]).min(1.0));
        if taken > 0.0 {
            put(first, taken);
            left -= taken;
        }
        first += 1;
    }
    if left > ONE_BY_ONE {
        put(first, left);
        return;
    }
    for _ in 0..left as u32 {
        let goal = uniform(rng) * tails[first];
        let class = (first..parts.len()).find(|&class| goal > tails[class + 1]);
        put(class.unwrap_or(first), 1.0);
    }
}

fn binomial(rng: &mut Stream, trials: f64, share: f64) -> f64 {
    if share <= 0.0 {
        return 0.0;
    }
    Binomial::new(trials as u64, share).map_or(0.0, |law| law.sample(rng) as f64)
}
