//! Random numbers with the same bits on every machine.
//!
//! Only the raw output of ChaCha8 and exact operations are used, with `libm` for logarithms and exponentials: the
//! sampling functions of other crates may change with their versions, and the system's mathematics with the system.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// What a stream of random numbers is for. Each purpose has streams of its own, so that changing one kind of error
/// leaves every other draw as it was.
#[derive(Clone, Copy)]
pub(crate) enum Purpose {
    Inclusion,
    Person,
    Capture,
    Duplicate,
    Order,
    Name,
    Typo,
    Date,
    Age,
    Birth,
    Sex,
    Place,
    Rest,
    World,
    WorldPeople,
}

/// A stream of random numbers.
pub(crate) struct Chance(ChaCha8Rng);

impl Chance {
    /// The stream for a purpose and the thing numbered `index` in a simulation seeded by `seed`.
    pub(crate) fn new(seed: u64, purpose: Purpose, index: u64) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        key[8..16].copy_from_slice(&(purpose as u64).to_le_bytes());
        key[16..24].copy_from_slice(&index.to_le_bytes());
        Self(ChaCha8Rng::from_seed(key))
    }

    /// Uniform on [0, 1), a multiple of 2^-53.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Uniform on [low, high).
    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// True with this probability.
    pub(crate) fn happens(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// Uniform on 0..n; the bias for these small `n` is below 2^-32.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.0.next_u64()) * n as u128) >> 64) as usize
    }

    /// One of these, each as likely.
    pub(crate) fn one_of<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// An index, each with a probability proportional to its weight.
    pub(crate) fn weighted(&mut self, weights: &[f64]) -> usize {
        let mut left = self.unit() * weights.iter().sum::<f64>();
        for (i, weight) in weights.iter().enumerate() {
            left -= weight;
            if left < 0.0 {
                return i;
            }
        }
        weights.len() - 1
    }

    /// An index below `n`, the first ones more likely: the weight of `i` is 1 / (i + 6), about as names are spread.
    pub(crate) fn early(&mut self, n: usize) -> usize {
        let weight = |i: usize| 1.0 / (i as f64 + 6.0);
        let mut left = self.unit() * (0..n).map(weight).sum::<f64>();
        for i in 0..n {
            left -= weight(i);
            if left < 0.0 {
                return i;
            }
        }
        n - 1
    }

    /// Standard normal (Box and Muller 1958).
    pub(crate) fn normal(&mut self) -> f64 {
        let radius = (-2.0 * libm::log(1.0 - self.unit())).sqrt();
        radius * libm::cos(2.0 * std::f64::consts::PI * self.unit())
    }

    /// Puts the items in a random order (Fisher and Yates).
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_pinned() {
        let mut chance = Chance::new(1, Purpose::Person, 2);
        let drawn = [chance.0.next_u64(), chance.below(1000) as u64, chance.normal().to_bits()];
        assert_eq!(drawn, [2854601930109921036, 181, 13826261969179061759]);
    }

    #[test]
    fn moments_are_right() {
        let mut chance = Chance::new(3, Purpose::Person, 0);
        let draws: Vec<f64> = (0..100_000).map(|_| chance.normal()).collect();
        let mean = draws.iter().sum::<f64>() / 1e5;
        let variance = draws.iter().map(|z| z * z).sum::<f64>() / 1e5;
        assert!(mean.abs() < 0.015 && (variance - 1.0).abs() < 0.02, "{mean} {variance}");
        let mut counts = [0; 3];
        (0..60_000).for_each(|_| counts[chance.weighted(&[1.0, 2.0, 3.0])] += 1);
        assert!((counts[0] - 10_000_i32).abs() < 400 && (counts[2] - 30_000_i32).abs() < 500, "{counts:?}");
    }
}
