//! From values to places in a picture, with round numbers on the axis.

/// A linear axis.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scale {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Scale {
    /// Returns the axis that shows `low..=high` between the places `from` and `to`.
    ///
    /// An axis without extent gets some, so that one value stands in the middle.
    pub(crate) fn new(low: f64, high: f64, from: f64, to: f64) -> Self {
        let (low, high) = if low.is_finite() && high.is_finite() { (low, high) } else { (0.0, 1.0) };
        let (low, high) = if high > low { (low, high) } else { (low - 0.5, low + 0.5) };
        Self { low, high, from, to }
    }

    /// Returns the place of a value; values outside stand at the nearer end.
    pub(crate) fn at(&self, value: f64) -> f64 {
        let share = (value.clamp(self.low, self.high) - self.low) / (self.high - self.low);
        self.from + share * (self.to - self.from)
    }

    /// Returns whether the axis shows a value.
    pub(crate) fn shows(&self, value: f64) -> bool {
        value >= self.low && value <= self.high
    }

    /// Returns about `wanted` round values within the axis: steps of 1, 2 or 5 times a power of ten.
    pub(crate) fn ticks(&self, wanted: usize) -> Vec<f64> {
        let step = round_step((self.high - self.low) / wanted.max(1) as f64);
        let first = (self.low / step - 1e-9).ceil();
        let last = (self.high / step + 1e-9).floor();
        let count = (last - first).clamp(0.0, 50.0) as usize;
        (0..=count).map(|i| (first + i as f64) * step).collect()
    }
}

fn round_step(step: f64) -> f64 {
    let power = 10f64.powf(step.log10().floor());
    let factor = match step / power {
        share if share <= 1.0 => 1.0,
        share if share <= 2.0 => 2.0,
        share if share <= 5.0 => 5.0,
        _ => 10.0,
    };
    factor * power
}

/// Returns the least round value that is not below `value`: the top of an axis of counts.
pub(crate) fn round_up(value: f64) -> f64 {
    if value <= 0.0 {
        return 1.0;
    }
    let step = round_step(value / 5.0);
    (value / step - 1e-9).ceil() * step
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round() {
        assert_eq!(Scale::new(0.0, 97.0, 0.0, 1.0).ticks(5), [0.0, 20.0, 40.0, 60.0, 80.0]);
        assert_eq!(Scale::new(1900.0, 2700.0, 0.0, 1.0).ticks(4), [2000.0, 2200.0, 2400.0, 2600.0]);
        assert_eq!(Scale::new(0.0, 1.0, 0.0, 1.0).ticks(4), [0.0, 0.5, 1.0]);
    }

    #[test]
    fn one_value_stands_in_the_middle() {
        assert_eq!(Scale::new(7.0, 7.0, 0.0, 100.0).at(7.0), 50.0);
        assert_eq!(Scale::new(f64::NAN, 7.0, 0.0, 100.0).at(0.5), 50.0);
    }

    #[test]
    fn the_top_of_an_axis_is_round() {
        assert_eq!(round_up(97.0), 100.0);
        assert_eq!(round_up(100.0), 100.0);
        assert_eq!(round_up(0.0), 1.0);
        assert_eq!(round_up(3.0), 3.0);
    }
}
