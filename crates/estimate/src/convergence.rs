//! Whether chains agree, and how many independent draws they are worth.
//!
//! Vehtari, Gelman, Simpson, Carpenter, Bürkner 2021, "Rank-normalization, folding, and localization: an improved
//! R-hat for assessing convergence of MCMC", Bayesian Analysis 16(2).

use statrs::distribution::{ContinuousCDF, Normal};

/// R-hat and effective sample sizes of one quantity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Convergence {
    /// The larger of the rank-normalised split R-hat and that of the folded draws.
    pub r_hat: f64,
    /// Effective draws for the middle.
    pub ess_bulk: f64,
    /// Effective draws for the 5 % and 95 % points, the smaller.
    pub ess_tail: f64,
}

/// Rank-normalised split R-hat, bulk and tail effective sample size of `chains` (equal lengths; the shortest counts).
///
/// Chains that are all one constant agree: R-hat is 1 and every draw counts. Fewer than 8 draws a chain, or a value
/// that is not finite, give an infinite R-hat and no effective draws.
pub fn convergence(chains: &[Vec<f64>]) -> Convergence {
    let length = chains.iter().map(Vec::len).min().unwrap_or(0);
    let bad = Convergence { r_hat: f64::INFINITY, ess_bulk: 0.0, ess_tail: 0.0 };
    if length < 8 || chains.iter().any(|chain| chain[..length].iter().any(|x| !x.is_finite())) {
        return bad;
    }
    let half = length / 2;
    let split: Vec<Vec<f64>> = chains
        .iter()
        .flat_map(|chain| [chain[..half].to_vec(), chain[length - half..length].to_vec()])
        .collect();
    let first = split[0][0];
    if split.iter().flatten().all(|&x| x == first) {
        let all = (half * split.len()) as f64;
        return Convergence { r_hat: 1.0, ess_bulk: all, ess_tail: all };
    }
    let mut sorted: Vec<f64> = split.iter().flatten().copied().collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let median = (sorted[(sorted.len() - 1) / 2] + sorted[sorted.len() / 2]) / 2.0;
    let folded: Vec<Vec<f64>> =
        split.iter().map(|chain| chain.iter().map(|x| (x - median).abs()).collect()).collect();
    let ranked = rank_normal(&split);
    let r_hat = r_hat(&ranked).max(self::r_hat(&rank_normal(&folded)));
    let at = |p: f64| sorted[((sorted.len() - 1) as f64 * p).round() as usize];
    let below = |limit: f64| -> Vec<Vec<f64>> {
        split.iter().map(|chain| chain.iter().map(|&x| f64::from(u8::from(x <= limit))).collect()).collect()
    };
    let ess_tail = ess(&below(at(0.05))).min(ess(&below(at(0.95))));
    Convergence { r_hat, ess_bulk: ess(&ranked), ess_tail }
}

/// Average ranks over all chains, to normal scores: `Phi^-1((r - 3/8) / (S + 1/4))`.
fn rank_normal(chains: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let mut order: Vec<(usize, usize)> =
        chains.iter().enumerate().flat_map(|(c, chain)| (0..chain.len()).map(move |i| (c, i))).collect();
    order
        .sort_unstable_by(|&(a, i), &(b, j)| chains[a][i].total_cmp(&chains[b][j]).then((a, i).cmp(&(b, j))));
    let size = order.len() as f64;
    let standard = Normal::standard();
    let mut out: Vec<Vec<f64>> = chains.iter().map(|chain| vec![0.0; chain.len()]).collect();
    let mut start = 0;
    while start < order.len() {
        let value = chains[order[start].0][order[start].1];
        let mut end = start + 1;
        while end < order.len() && chains[order[end].0][order[end].1] == value {
            end += 1;
        }
        let rank = (start + end + 1) as f64 / 2.0;
        let score = standard.inverse_cdf((rank - 0.375) / (size + 0.25));
        for &(c, i) in &order[start..end] {
            out[c][i] = score;
        }
        start = end;
    }
    out
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn variance(values: &[f64]) -> f64 {
    let m = mean(values);
    values.iter().map(|x| (x - m).powi(2)).sum::<f64>() / (values.len() as f64 - 1.0)
}

/// Within-chain variance W and the mixture variance `(n-1)/n W + B/n`.
fn within_and_total(chains: &[Vec<f64>]) -> (f64, f64) {
    let n = chains[0].len() as f64;
    let within = chains.iter().map(|chain| variance(chain)).sum::<f64>() / chains.len() as f64;
    let means: Vec<f64> = chains.iter().map(|chain| mean(chain)).collect();
    (within, within * (n - 1.0) / n + variance(&means))
}

fn r_hat(chains: &[Vec<f64>]) -> f64 {
    let (within, total) = within_and_total(chains);
    if within > 0.0 {
        (total / within).sqrt()
    } else if total > 0.0 {
        f64::INFINITY
    } else {
        1.0
    }
}

/// Multi-chain effective sample size: Geyer's initial monotone sequence on the combined autocorrelations (their
/// equations 10 to 13).
fn ess(chains: &[Vec<f64>]) -> f64 {
    let n = chains[0].len();
    let draws = (n * chains.len()) as f64;
    let (within, total) = within_and_total(chains);
    if total <= 0.0 || total.is_nan() {
        return draws;
    }
    let centred: Vec<Vec<f64>> = chains
        .iter()
        .map(|chain| {
            let m = mean(chain);
            chain.iter().map(|x| x - m).collect()
        })
        .collect();
    let rho = |lag: usize| -> f64 {
        let covariance = centred
            .iter()
            .map(|chain| {
                chain[..n - lag].iter().zip(&chain[lag..]).map(|(a, b)| a * b).sum::<f64>() / n as f64
            })
            .sum::<f64>()
            / centred.len() as f64;
        // the biased autocovariance goes with the biased within variance
        1.0 - (within * (n as f64 - 1.0) / n as f64 - covariance) / total
    };
    let mut sum = 0.0;
    let mut previous = f64::INFINITY;
    let mut lag = 0;
    while lag + 1 < n {
        let even = if lag == 0 { 1.0 } else { rho(lag) };
        let pair = even + rho(lag + 1);
        if pair < 0.0 {
            break;
        }
        previous = pair.min(previous);
        sum += previous;
        lag += 2;
    }
    let tau = (2.0 * sum - 1.0).max(1.0 / draws.log10().max(1.0));
    draws / tau
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stream::{normal, stream};

    fn autoregressive(rho: f64, chains: u64, length: usize) -> Vec<Vec<f64>> {
        (0..chains)
            .map(|chain| {
                let mut rng = stream(7, 0, chain);
                let mut x = normal(&mut rng);
                (0..length)
                    .map(|_| {
                        x = rho * x + (1.0 - rho * rho).sqrt() * normal(&mut rng);
                        x
                    })
                    .collect()
            })
            .collect()
    }

    #[test]
    fn effective_draws_of_an_autoregression_are_known() {
        for rho in [0.0, 0.5, 0.9] {
            let found = convergence(&autoregressive(rho, 4, 4_000));
            let exact = 16_000.0 * (1.0 - rho) / (1.0 + rho);
            assert!((found.ess_bulk / exact - 1.0).abs() < 0.15, "rho {rho}: {} for {exact}", found.ess_bulk);
            assert!(found.r_hat < 1.01, "{}", found.r_hat);
        }
    }

    #[test]
    fn chains_in_two_places_or_of_two_widths_are_found_out() {
        let mut chains = autoregressive(0.0, 4, 1_000);
        chains[0].iter_mut().for_each(|x| *x += 1.0);
        assert!(convergence(&chains).r_hat > 1.05);
        let mut chains = autoregressive(0.0, 4, 1_000);
        chains[0].iter_mut().for_each(|x| *x *= 4.0);
        assert!(convergence(&chains).r_hat > 1.05, "folding finds a wider chain");
    }

    #[test]
    fn degenerate_chains_have_an_answer() {
        assert_eq!(convergence(&[vec![3.0; 100], vec![3.0; 100]]).r_hat, 1.0);
        assert!(convergence(&[vec![3.0; 100], vec![4.0; 100]]).r_hat > 1e6);
        assert_eq!(convergence(&[]).ess_bulk, 0.0);
        assert_eq!(convergence(&[vec![f64::NAN; 20]]).ess_tail, 0.0);
    }
}
