//! N_alpha: people whose chance to be on any list at all exceeds alpha (Johndrow, Lum, Manrique-Vallier 2016). Where some
//! people had next to no chance, N itself is beyond any list; N_alpha is what the lists can speak of.

use crate::result::Estimate;
use crate::summary::Summary;

/// The chances to be seen that N_alpha is told for.
pub(crate) const ALPHAS: [f64; 3] = [0.01, 0.05, 0.1];

/// Fills N_alpha of a model in which all people are alike: each draw of N says that everybody's chance was n / N.
pub(crate) fn fill_alike(estimate: &mut Estimate, n: f64) {
    let Some(posterior) = &estimate.posterior else { return };
    if !estimate.diagnostics.n_alpha.is_empty() || posterior.draws.is_empty() {
        return;
    }
    let told = ALPHAS.map(|alpha| {
        let draws: Vec<f64> =
            posterior.draws.iter().map(|&all| if n >= alpha * all { all } else { n }).collect();
        let summary = Summary::of(&draws, estimate.level);
        (alpha, summary.median, summary.lower, summary.upper)
    });
    estimate.diagnostics.n_alpha = told.to_vec();
}

/// N_alpha of a combination with this median and these limits of the unseen: of the unseen, the part that latent classes
/// put within reach of the lists.
pub(crate) fn of_combination(classes: &Estimate, n: f64, unseen: [f64; 3]) -> Vec<(f64, f64, f64, f64)> {
    let whole = (classes.estimate - n).max(f64::MIN_POSITIVE);
    let told = classes.diagnostics.n_alpha.iter().map(|&(alpha, median, ..)| {
        let share = ((median - n) / whole).clamp(0.0, 1.0);
        let [middle, low, high] = unseen.map(|unseen| n + share * unseen);
        (alpha, middle, low, high)
    });
    told.collect()
}

/// N_alpha of answers that are pooled over tables, given each with its documented: of the pooled unseen, the part that
/// is within reach in the mean of the tables.
pub(crate) fn pooled(
    parts: &[(&Estimate, f64)],
    all: &Summary,
    unseen: &Summary,
) -> Vec<(f64, f64, f64, f64)> {
    let told = |alpha: f64| {
        let shares: Vec<f64> = parts
            .iter()
            .filter_map(|(estimate, n)| {
                let (_, median, ..) = estimate.diagnostics.n_alpha.iter().find(|row| row.0 == alpha)?;
                let whole = estimate.estimate - n;
                Some(if whole > 0.0 { ((median - n) / whole).clamp(0.0, 1.0) } else { 1.0 })
            })
            .collect();
        let beyond = 1.0 - shares.iter().sum::<f64>() / shares.len().max(1) as f64;
        let row = (
            alpha,
            all.median - beyond * unseen.median,
            all.lower - beyond * unseen.lower,
            all.upper - beyond * unseen.upper,
        );
        (!shares.is_empty()).then_some(row)
    };
    ALPHAS.into_iter().filter_map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::Options;
    use crate::result::Model;
    use crate::worlds::{Family, simulate_table};

    #[test]
    fn people_who_are_alike_are_all_within_reach_or_none() {
        let table = simulate_table(Family::Sparse, 3, 3_000, 5).unwrap();
        let options = Options { models: vec![Model::Graphs], ..Options::default() };
        let report = crate::estimate(&table, &options, &|_| ()).unwrap();
        let mut found = report.models[0].estimate().unwrap().clone();
        let n = table.n() as f64;
        let told = found.diagnostics.n_alpha.clone();
        assert_eq!(told.len(), ALPHAS.len());
        // far more than one in a hundred were seen
        assert!((told[0].1 - found.estimate).abs() <= 1.0, "{told:?} {}", found.estimate);
        found.diagnostics.n_alpha.clear();
        found.posterior.as_mut().unwrap().draws = vec![n * 1_000.0; 20];
        fill_alike(&mut found, n);
        assert_eq!(found.diagnostics.n_alpha[0].1, n);
    }

    #[test]
    fn the_combination_takes_the_part_that_classes_reach() {
        let table = simulate_table(Family::TwoClasses, 4, 2_000, 5).unwrap();
        let report = crate::estimate(&table, &Options::default(), &|_| ()).unwrap();
        let found = report.models[0].estimate().unwrap();
        for &(_, middle, low, high) in &found.diagnostics.n_alpha {
            assert!(low <= middle && middle <= high && middle <= found.estimate + 1e-6, "{found:?}");
        }
        assert_eq!(found.diagnostics.n_alpha.len(), ALPHAS.len());
        assert!(!found.fitted.is_empty() && found.fitted_lists == table.lists());
    }
}
