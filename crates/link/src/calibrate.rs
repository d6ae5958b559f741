//! Weights calibrated on what reviewers judged.
//!
//! Weights of fields taken for independent are often too sure of themselves. Where people judged enough pairs, the log
//! odds are brought into line with them: slope · weight + shift, by logistic regression (Platt 1999), held near the
//! weights as they are by normal priors, so that few judgements change little. The pairs that people are shown are no
//! sample of all pairs; that does no harm, since the fit is conditional on the weight.

use serde::{Deserialize, Serialize};

/// How weights are brought into line with judgements: slope · weight + shift.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// What a weight is multiplied by; below 1 where the weights were too sure.
    pub slope: f64,
    /// What is then added, log2.
    pub shift: f64,
    /// The judged pairs that it rests on.
    pub judged: usize,
}

/// Fewer judged pairs, or fewer of either kind, change nothing.
const LEAST_JUDGED: usize = 20;
const LEAST_OF_A_KIND: usize = 4;
/// Standard deviations of the priors: of the slope around 1, of the shift around 0 in natural units.
const SLOPE_SPREAD: f64 = 0.5;
const SHIFT_SPREAD: f64 = 3.0;
/// A weight counts at most so much, or one judgement that contradicts a sure weight would outweigh all others.
const MOST_WEIGHT: f64 = 15.0;
const ROUNDS: usize = 50;

impl Calibration {
    /// Fits judged pairs, each with its weight and whether it was judged one person; none where there are too few.
    pub(crate) fn fit(judged: &[(f64, bool)]) -> Option<Self> {
        let same = judged.iter().filter(|(_, same)| *same).count();
        if judged.len() < LEAST_JUDGED || same < LEAST_OF_A_KIND || judged.len() - same < LEAST_OF_A_KIND {
            return None;
        }
        let (mut slope, mut shift) = (1.0f64, 0.0f64);
        for _ in 0..ROUNDS {
            // gradient and curvature of the log posterior
            let mut g = [-(slope - 1.0) / SLOPE_SPREAD.powi(2), -shift / SHIFT_SPREAD.powi(2)];
            let mut h = [1.0 / SLOPE_SPREAD.powi(2), 0.0, 1.0 / SHIFT_SPREAD.powi(2)];
            for (weight, same) in judged {
                let x = weight.clamp(-MOST_WEIGHT, MOST_WEIGHT) * std::f64::consts::LN_2;
                let p = 1.0 / (1.0 + (-(slope * x + shift)).exp());
                let residual = f64::from(u8::from(*same)) - p;
                let spread = p * (1.0 - p);
                g = [g[0] + residual * x, g[1] + residual];
                h = [h[0] + spread * x * x, h[1] + spread * x, h[2] + spread];
            }
            let determinant = h[0] * h[2] - h[1] * h[1];
            let step = [(h[2] * g[0] - h[1] * g[1]) / determinant, (h[0] * g[1] - h[1] * g[0]) / determinant];
            slope = (slope + step[0].clamp(-0.5, 0.5)).clamp(0.05, 3.0);
            shift += step[1].clamp(-2.0, 2.0);
            if step[0].abs() + step[1].abs() < 1e-9 {
                break;
            }
        }
        Some(Self { slope, shift: shift / std::f64::consts::LN_2, judged: judged.len() })
    }

    /// Returns the weight in line with the judgements.
    #[inline]
    pub(crate) fn of(&self, weight: f64) -> f64 {
        self.slope * weight + self.shift
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    #[test]
    fn weights_that_are_too_sure_are_found_out() {
        let mut generator = ChaCha8Rng::seed_from_u64(1);
        let judged: Vec<(f64, bool)> = (0..3_000)
            .map(|_| {
                let weight: f64 = generator.random_range(-8.0..8.0);
                let log_odds = (0.4 * weight - 1.0) * std::f64::consts::LN_2;
                (weight, generator.random::<f64>() < 1.0 / (1.0 + (-log_odds).exp()))
            })
            .collect();
        let calibration = Calibration::fit(&judged).unwrap();
        assert!((calibration.slope - 0.4).abs() < 0.05, "{calibration:?}");
        assert!((calibration.shift + 1.0).abs() < 0.25, "{calibration:?}");
    }

    #[test]
    fn few_judgements_change_nothing() {
        assert_eq!(Calibration::fit(&[(3.0, true); 19]), None);
        assert_eq!(Calibration::fit(&[(3.0, true); 40]), None);
    }
}
