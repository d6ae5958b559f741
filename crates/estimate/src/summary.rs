//! Quantiles and densities of draws.

use statrs::distribution::{ContinuousCDF, Normal};

/// Points of a plotted density.
const DENSITY_POINTS: usize = 128;

/// What is told of draws.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Summary {
    pub(crate) median: f64,
    pub(crate) lower: f64,
    pub(crate) upper: f64,
    pub(crate) density: Vec<(f64, f64)>,
}

impl Summary {
    /// Median, equal-tailed interval at `level` and a kernel density of `draws`.
    pub(crate) fn of(draws: &[f64], level: f64) -> Self {
        let mut sorted = draws.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        let at = |p: f64| quantile(&sorted, p);
        let tail = (1.0 - level) / 2.0;
        Self { median: at(0.5), lower: at(tail), upper: at(1.0 - tail), density: density(&sorted) }
    }
}

/// Quantile of sorted values by linear interpolation (type 7 of Hyndman and Fan 1996); NaN of nothing.
pub(crate) fn quantile(sorted: &[f64], p: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let place = p.clamp(0.0, 1.0) * last as f64;
    let (below, share) = (place.floor() as usize, place.fract());
    let above = sorted[(below + 1).min(last)];
    if share == 0.0 { sorted[below] } else { sorted[below] * (1.0 - share) + above * share }
}

/// Standard normal quantile.
pub(crate) fn normal_quantile(p: f64) -> f64 {
    Normal::standard().inverse_cdf(p)
}

/// Gaussian kernel density on an even grid between the 0.2 % and 99.8 % points; bandwidth by Silverman's rule.
fn density(sorted: &[f64]) -> Vec<(f64, f64)> {
    let (low, high) = (quantile(sorted, 0.002), quantile(sorted, 0.998));
    if sorted.len() < 10 || !low.is_finite() || !high.is_finite() || high <= low {
        return Vec::new();
    }
    let n = sorted.len() as f64;
    let mean = sorted.iter().sum::<f64>() / n;
    let sd = (sorted.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n).sqrt();
    let iqr = (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 1.34;
    let spread = if iqr > 0.0 { sd.min(iqr) } else { sd };
    let width = (0.9 * spread * n.powf(-0.2)).max((high - low) / 200.0);
    // at most some 500 kernels: draws are binned by rank
    let step = (sorted.len() / 500).max(1);
    let centres: Vec<f64> = sorted.chunks(step).map(|c| c.iter().sum::<f64>() / c.len() as f64).collect();
    let scale = 1.0 / (centres.len() as f64 * width * (2.0 * std::f64::consts::PI).sqrt());
    (0..DENSITY_POINTS)
        .map(|i| {
            let x = low + (high - low) * i as f64 / (DENSITY_POINTS - 1) as f64;
            let sum: f64 = centres.iter().map(|c| (-0.5 * ((x - c) / width).powi(2)).exp()).sum();
            (x, sum * scale)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_interpolate() {
        assert_eq!(quantile(&[1.0, 2.0, 3.0, 4.0], 0.5), 2.5);
        assert_eq!(quantile(&[1.0, 2.0, 4.0], 1.0), 4.0);
        assert!(quantile(&[], 0.5).is_nan());
        assert!((normal_quantile(0.975) - 1.959_963_984_540_054).abs() < 1e-9);
    }

    #[test]
    fn a_density_has_area_one() {
        let draws: Vec<f64> = (1..2000).map(|i| normal_quantile(f64::from(i) / 2000.0)).collect();
        let density = Summary::of(&draws, 0.95).density;
        let area: f64 = density.windows(2).map(|w| (w[1].0 - w[0].0) * (w[0].1 + w[1].1) / 2.0).sum();
        assert!((area - 1.0).abs() < 0.02, "{area}");
    }
}
