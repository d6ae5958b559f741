//! Random streams: one generator for each (seed, step, chain), so that threads never change a result.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma, Normal, Poisson, StandardNormal};

/// The generator of every draw in this crate.
pub(crate) type Stream = ChaCha8Rng;

/// The stream of one `chain` in one `step` of a computation seeded by `seed`.
pub(crate) fn stream(seed: u64, step: u64, chain: u64) -> Stream {
    let mixed = mix(mix(mix(seed) ^ step).wrapping_add(chain.wrapping_mul(0x9E37_79B9_7F4A_7C15)));
    ChaCha8Rng::seed_from_u64(mixed)
}

/// A seed of its own for a part of a computation.
pub(crate) fn derived_seed(seed: u64, part: u64) -> u64 {
    mix(mix(seed ^ 0xA076_1D64_78BD_642F).wrapping_add(part))
}

/// The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
fn mix(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// Uniform on (0, 1), never 0.
pub(crate) fn uniform(rng: &mut Stream) -> f64 {
    rng.random::<f64>().max(f64::MIN_POSITIVE)
}

/// Standard normal.
pub(crate) fn normal(rng: &mut Stream) -> f64 {
    StandardNormal.sample(rng)
}

/// Natural logarithm of a Gamma(shape, 1) draw; exact for shapes so small that the draw itself underflows
/// (Marsaglia and Tsang 2000: `G(a) = G(a + 1) U^(1/a)`).
pub(crate) fn ln_gamma_draw(rng: &mut Stream, shape: f64) -> f64 {
    if shape < 0.5 {
        ln_gamma_draw(rng, shape + 1.0) + uniform(rng).ln() / shape
    } else {
        Gamma::new(shape, 1.0).map_or(f64::NEG_INFINITY, |gamma| gamma.sample(rng).ln())
    }
}

/// Poisson with this mean, as a float; normal beyond 10^12, where the two agree to one in a million.
pub(crate) fn poisson(rng: &mut Stream, mean: f64) -> f64 {
    if mean <= 0.0 || mean.is_nan() {
        0.0
    } else if mean > 1e12 {
        Normal::new(mean, mean.sqrt()).map_or(mean, |n| n.sample(rng).round())
    } else {
        Poisson::new(mean).map_or(0.0, |p| p.sample(rng))
    }
}

/// The number unseen when `n` were seen and each is missed with probability `p0`: negative binomial, by its Gamma
/// mixture (`n0 | g ~ Poisson(g p0 / (1 - p0))`, `g ~ Gamma(n)`), which is `p(n0 | n, p0)` under `p(N) ~ 1/N`.
pub(crate) fn unseen(rng: &mut Stream, n: f64, seen: f64) -> f64 {
    if n <= 0.0 {
        return 0.0;
    }
    let mean = ln_gamma_draw(rng, n).exp() * (1.0 - seen) / seen;
    poisson(rng, mean)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_differ_and_repeat() {
        let draw = |seed, step, chain| stream(seed, step, chain).random::<u64>();
        assert_eq!(draw(1, 2, 3), draw(1, 2, 3));
        assert_ne!(draw(1, 2, 3), draw(1, 3, 2));
        assert_ne!(draw(1, 2, 3), draw(2, 2, 3));
    }

    #[test]
    fn tiny_gammas_have_the_right_mean_of_logs() {
        // E log Gamma(a) is digamma(a); digamma(0.1) = -10.423754940411076
        let mut rng = stream(1, 0, 0);
        let mean = (0..40_000).map(|_| ln_gamma_draw(&mut rng, 0.1)).sum::<f64>() / 40_000.0;
        assert!((mean + 10.423_754_94).abs() < 0.2, "{mean}");
    }

    #[test]
    fn the_unseen_are_negative_binomial() {
        let mut rng = stream(2, 0, 0);
        let draws: Vec<f64> = (0..40_000).map(|_| unseen(&mut rng, 50.0, 0.4)).collect();
        let mean = draws.iter().sum::<f64>() / draws.len() as f64;
        let var = draws.iter().map(|d| (d - mean).powi(2)).sum::<f64>() / draws.len() as f64;
        assert!((mean - 75.0).abs() < 0.4, "{mean}");
        assert!((var - 187.5).abs() < 6.0, "{var}");
    }
}
