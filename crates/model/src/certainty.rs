//! Probabilities and match weights, kept apart.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::{Add, AddAssign, Sub};

/// A probability, always within 0..=1.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Probability(f64);

impl Probability {
    /// Impossible.
    pub const ZERO: Probability = Probability(0.0);
    /// Certain.
    pub const ONE: Probability = Probability(1.0);

    /// Returns `value` clamped to 0..=1; not a number becomes 0.
    pub fn new(value: f64) -> Self {
        if value.is_nan() {
            return Self::ZERO;
        }
        Self(value.clamp(0.0, 1.0))
    }

    /// Returns the number, within 0..=1.
    #[inline]
    pub fn get(self) -> f64 {
        self.0
    }

    /// Returns 1 − p.
    pub fn complement(self) -> Self {
        Self(1.0 - self.0)
    }

    /// Returns log2 of the odds p / (1 − p); infinite at 0 and 1.
    pub fn weight(self) -> MatchWeight {
        MatchWeight((self.0 / (1.0 - self.0)).log2())
    }
}

impl fmt::Display for Probability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.4}", self.0)
    }
}

/// Evidence on a log2 scale: +1 doubles the odds that two records are one person, −1 halves them.
///
/// The sum of the prior's and the fields' weights is the log2 posterior odds (Fellegi and Sunter 1969, in the base
/// that Splink made usual).
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MatchWeight(pub f64);

impl MatchWeight {
    /// No evidence either way.
    pub const NEUTRAL: MatchWeight = MatchWeight(0.0);

    /// Returns the weight log2(m / u) of a comparison level.
    pub fn from_m_u(m: Probability, u: Probability) -> Self {
        MatchWeight((m.get() / u.get()).log2())
    }

    /// Returns the posterior probability 2^w / (1 + 2^w), without overflow at either end.
    pub fn probability(self) -> Probability {
        if self.0 >= 0.0 {
            Probability::new(1.0 / (1.0 + (-self.0).exp2()))
        } else {
            let odds = self.0.exp2();
            Probability::new(odds / (1.0 + odds))
        }
    }
}

impl Add for MatchWeight {
    type Output = MatchWeight;
    fn add(self, other: MatchWeight) -> MatchWeight {
        MatchWeight(self.0 + other.0)
    }
}

impl AddAssign for MatchWeight {
    fn add_assign(&mut self, other: MatchWeight) {
        self.0 += other.0;
    }
}

impl Sub for MatchWeight {
    type Output = MatchWeight;
    fn sub(self, other: MatchWeight) -> MatchWeight {
        MatchWeight(self.0 - other.0)
    }
}

impl fmt::Display for MatchWeight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:+.2}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weight_and_probability_are_inverse() {
        for p in [1e-9, 0.001, 0.2, 0.5, 0.75, 0.999_999] {
            let back = Probability::new(p).weight().probability().get();
            assert!((back - p).abs() < 1e-12, "{p} came back as {back}");
        }
    }

    #[test]
    fn huge_weights_do_not_overflow() {
        assert_eq!(MatchWeight(5000.0).probability(), Probability::ONE);
        assert_eq!(MatchWeight(-5000.0).probability(), Probability::ZERO);
    }

    #[test]
    fn probability_refuses_what_is_none() {
        assert_eq!(Probability::new(f64::NAN), Probability::ZERO);
        assert_eq!(Probability::new(7.0), Probability::ONE);
    }
}
