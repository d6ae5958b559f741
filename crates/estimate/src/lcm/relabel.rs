//! Exchange of the labels of two neighbouring classes, weights and all.

use super::kernel::Point;
use crate::stream::{Stream, uniform};

/// Proposes to exchange classes `k` and `k + 1` for each `k` in turn.
///
/// The likelihood does not change. In the measure of the weights the stick-breaking prior has density
/// `prod_k alpha (1 - V_k)^(alpha - 1) / T_k`, `T_k` the weight of classes from `k` on; under the exchange only
/// `1 / T_{k+1}` changes, so the ratio is `T_{k+1} / (T_k - nu_{k+1})` (Papaspiliopoulos and Roberts 2008 make the same
/// move given allocations). The last class has no stick: there the ratio is that of `(1 - V)^(alpha - 1)`.
pub(crate) fn exchange_labels(point: &mut Point, rng: &mut Stream) {
    let k = point.classes;
    let alpha = point.log_alpha.exp();
    for at in 0..k - 1 {
        let v = 1.0 / (1.0 + (-point.sticks[at]).exp());
        let not_v = 1.0 / (1.0 + point.sticks[at].exp());
        if at + 2 == k {
            // V -> 1 - V; density of the logit of V is V (1 - V)^alpha, so the ratio gains V / (1 - V) in the logit
            let log_ratio = (alpha - 1.0) * point.sticks[at];
            if uniform(rng).ln() < log_ratio {
                point.sticks[at] = -point.sticks[at];
                swap_columns(point, at);
            }
            continue;
        }
        // shares of T_at: own v, next not_v * u, later not_v * not_u
        let u = 1.0 / (1.0 + (-point.sticks[at + 1]).exp());
        let not_u = 1.0 / (1.0 + point.sticks[at + 1].exp());
        let next = not_v * u;
        let later = not_v * not_u;
        // 1 - next, without cancellation
        let without_next = v + later;
        if !(next > 0.0 && later > 0.0 && v > 0.0) || uniform(rng) >= not_v / without_next {
            continue;
        }
        point.sticks[at] = next.ln() - without_next.ln();
        point.sticks[at + 1] = v.ln() - later.ln();
        swap_columns(point, at);
    }
}

fn swap_columns(point: &mut Point, at: usize) {
    for row in point.logits.chunks_mut(point.classes) {
        row.swap(at, at + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stream::{ln_gamma_draw, normal, stream};

    /// Drawn from the prior, exchanged many times: the prior must remain.
    #[test]
    fn the_prior_of_the_sticks_is_left_as_it_is() {
        let mut rng = stream(3, 1, 4);
        let (alpha, draws) = (0.7_f64, 40_000);
        let mut mean = [[0.0; 2]; 3];
        for _ in 0..draws {
            let mut point = Point {
                classes: 4,
                logits: (0..4).map(|_| normal(&mut rng)).collect(),
                sticks: (0..3)
                    .map(|_| ln_gamma_draw(&mut rng, 1.0) - ln_gamma_draw(&mut rng, alpha))
                    .collect(),
                log_alpha: alpha.ln(),
            };
            let before = point.weights();
            exchange_labels(&mut point, &mut rng);
            exchange_labels(&mut point, &mut rng);
            let after = point.weights();
            for k in 0..3 {
                mean[k][0] += before[k] / f64::from(draws);
                mean[k][1] += after[k] / f64::from(draws);
            }
        }
        for [before, after] in mean {
            assert!((before - after).abs() < 0.006, "{before} {after}");
        }
    }
}
