//! The line above which groups of records become one person, and what is expected on either side of it.

use crate::engine::Edge;
use crate::linkage::Link;
use crate::model::Threshold;
use serde::{Deserialize, Serialize};
use tizim_model::{MatchWeight, Probability};

/// What a threshold would give, as expected without labels: of pairs, each taken by itself.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CurvePoint {
    /// The threshold.
    pub weight: MatchWeight,
    /// The links at or above it.
    pub links: u64,
    /// The part of them expected to be one person.
    pub expected_precision: Probability,
    /// The part of the pairs of one person, among the links kept, that is expected above it.
    pub expected_recall: Probability,
}

/// Returns the expected precision and recall at every half bit of weight.
pub(crate) fn expected_curve(links: &[Link]) -> Vec<CurvePoint> {
    let mut weights: Vec<f64> = links.iter().map(|link| link.weight.0).collect();
    weights.sort_unstable_by(|a, b| b.total_cmp(a));
    let (Some(most), Some(least)) = (weights.first(), weights.last()) else { return Vec::new() };
    let probability = |weight: &f64| MatchWeight(*weight).probability().get();
    let all: f64 = weights.iter().map(probability).sum::<f64>().max(1e-9);
    let steps = ((least.max(-20.0) * 2.0).floor() as i32)..=((most.min(40.0) * 2.0).floor() as i32);
    let (mut taken, mut right) = (0, 0.0);
    let mut curve: Vec<CurvePoint> = steps
        .rev()
        .map(|step| {
            let line = f64::from(step) / 2.0;
            while taken < weights.len() && weights[taken] >= line {
                right += probability(&weights[taken]);
                taken += 1;
            }
            let precision = if taken == 0 { 1.0 } else { right / taken as f64 };
            CurvePoint {
                weight: MatchWeight(line),
                links: taken as u64,
                expected_precision: Probability::new(precision.min(1.0)),
                expected_recall: Probability::new((right / all).min(1.0)),
            }
        })
        .collect();
    curve.reverse();
    curve
}

/// Finds the line that maximises the expected F1 of pairs (Lewis 1995; Lipton, Elkan and Naryanaswamy 2014), unless one
/// is given with where it comes from.
pub(crate) fn find_threshold(given: Option<(MatchWeight, &str)>, edges: &[Edge]) -> Threshold {
    let mut weights: Vec<f64> = edges.iter().map(|edge| f64::from(edge.weight)).collect();
    weights.sort_unstable_by(|a, b| b.total_cmp(a));
    let probability = |weight: f64| MatchWeight(weight).probability().get();
    let all = weights.iter().map(|weight| probability(*weight)).sum::<f64>().max(1e-9);
    let (mut right, mut best) = (0.0, (0.0, 0.0, 1.0, 0.0));
    for (position, &weight) in weights.iter().enumerate() {
        right += probability(weight);
        let taken = (position + 1) as f64;
        let f1 = 2.0 * right / (taken + all);
        let better = match given {
            Some((line, _)) => weight >= line.0,
            None => f1 > best.0,
        };
        if better {
            // the line lies below the last pair taken, half-way to the next: a line on the pair itself would leave
            // it to rounding which side it is on
            let next = weights.get(position + 1).copied().unwrap_or(weight - 1.0);
            best = (f1, f64::midpoint(weight, next).max(weight - 1.0), right / taken, right / all);
        }
    }
    let (weight, how) = match given {
        Some((line, how)) => (line, how.to_owned()),
        None => {
            (MatchWeight(best.1), "the highest expected F1 of pairs, from their probabilities".to_owned())
        }
    };
    Threshold {
        probability: weight.probability(),
        weight,
        how,
        expected_precision: Probability::new(best.2),
        expected_recall: Probability::new(best.3),
    }
}
