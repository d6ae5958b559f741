//! How far apart two places are, cheaply for many pairs.

use serde::Serialize;

use crate::gazetteer::{Gazetteer, PlaceId};

/// Mean radius of the earth in kilometres (IUGG).
const EARTH: f64 = 6371.0088;

/// How near two places are.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Nearness {
    /// One place.
    Same,
    /// One lies in the other: a city in its region, a region in its country. No distance is said.
    Within,
    /// So many kilometres along a great circle; of a region its seat counts.
    Kilometres(f64),
    /// One is a country, and the other does not lie in it.
    Elsewhere,
}

impl Gazetteer {
    /// How near two places are. Symmetric.
    pub fn nearness(&self, a: PlaceId, b: PlaceId) -> Nearness {
        if a == b {
            return Nearness::Same;
        }
        if self.lies_in(a, b) || self.lies_in(b, a) {
            return Nearness::Within;
        }
        self.distance_km(a, b).map_or(Nearness::Elsewhere, Nearness::Kilometres)
    }

    /// The great-circle distance of two places in kilometres (haversine, within 0.5 % of the ellipsoid); of a region its seat
    /// counts; `None` when one is a country.
    pub fn distance_km(&self, a: PlaceId, b: PlaceId) -> Option<f64> {
        // one order, so that the distance is the same to the bit
        let (a, b) = (self.place(a.min(b)).coordinates?, self.place(a.max(b)).coordinates?);
        let radians = |degrees: f32| f64::from(degrees).to_radians();
        let half_sine = |from: f32, to: f32| libm::sin((radians(to) - radians(from)) / 2.0);
        let (north, east) = (half_sine(a.0, b.0), half_sine(a.1, b.1));
        let square = north * north + libm::cos(radians(a.0)) * libm::cos(radians(b.0)) * east * east;
        Some(2.0 * EARTH * libm::asin(libm::sqrt(square).min(1.0)))
    }
}
