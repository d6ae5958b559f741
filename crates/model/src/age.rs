//! Ages, exact or as a band.

use serde::{Deserialize, Serialize};
use std::fmt;

/// An age in completed years, as a closed band: `34` is 34..=34, "40s" is 40..=49, "child" is 0..=17.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Age {
    min: u8,
    max: u8,
}

impl Age {
    /// The oldest age that is believed; above it a cell is unreadable. (The oldest verified person reached 122.)
    pub const OLDEST: u8 = 122;
    /// The first age of an adult, as in SDG indicator 16.1.2.
    pub const ADULT: u8 = 18;

    /// Returns the exact age, or `None` above [`Age::OLDEST`].
    pub fn exact(years: u8) -> Option<Self> {
        Self::band(years, years)
    }

    /// Returns the band from `min` to `max`, or `None` if it is upside down or reaches above [`Age::OLDEST`].
    pub fn band(min: u8, max: u8) -> Option<Self> {
        (min <= max && max <= Self::OLDEST).then_some(Self { min, max })
    }

    /// Returns the least age that the band allows.
    pub fn min(self) -> u8 {
        self.min
    }

    /// Returns the greatest age that the band allows.
    pub fn max(self) -> u8 {
        self.max
    }

    /// Returns the age if it is exact.
    pub fn years(self) -> Option<u8> {
        (self.min == self.max).then_some(self.min)
    }

    /// Returns how many years lie between two bands: 0 if they touch or overlap.
    pub fn gap(self, other: Age) -> u8 {
        other.min.saturating_sub(self.max).max(self.min.saturating_sub(other.max))
    }

    /// Returns whether the person is a child (under 18), or `None` where the band does not tell.
    pub fn is_child(self) -> Option<bool> {
        if self.max < Self::ADULT {
            Some(true)
        } else if self.min >= Self::ADULT {
            Some(false)
        } else {
            None
        }
    }
}

impl fmt::Display for Age {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.years() {
            Some(years) => write!(f, "{years}"),
            None if self.max == Self::OLDEST => write!(f, "{}+", self.min),
            None => write!(f, "{}-{}", self.min, self.max),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_know_their_gap() {
        let forties = Age::band(40, 49).unwrap();
        assert_eq!(forties.gap(Age::exact(45).unwrap()), 0);
        assert_eq!(forties.gap(Age::exact(52).unwrap()), 3);
        assert_eq!(Age::exact(30).unwrap().gap(forties), 10);
    }

    #[test]
    fn child_or_adult_or_not_told() {
        assert_eq!(Age::band(0, 17).unwrap().is_child(), Some(true));
        assert_eq!(Age::band(18, Age::OLDEST).unwrap().is_child(), Some(false));
        assert_eq!(Age::band(15, 20).unwrap().is_child(), None);
    }

    #[test]
    fn impossible_ages_are_refused() {
        assert_eq!(Age::exact(200), None);
        assert_eq!(Age::band(40, 30), None);
    }
}
