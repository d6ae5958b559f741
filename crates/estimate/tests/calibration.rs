//! Simulation-based calibration of latent classes: parameters drawn from the prior, a table drawn from them, and the rank
//! of the true total among the posterior's draws must be uniform (Talts, Betancourt, Simpson, Vehtari, Gelman 2018).

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Beta, Distribution, Gamma};
use tizim_estimate::{CaptureTable, Model, Options, estimate};

const LISTS: usize = 3;
const CLASSES: usize = 3;

/// People by pattern for a total of `people` and parameters drawn from the prior.
fn draw(people: usize, rng: &mut ChaCha8Rng) -> Vec<u64> {
    let alpha: f64 = Gamma::new(0.25, 4.0).unwrap().sample(rng);
    let sticks = Beta::new(1.0, alpha.max(1e-9)).unwrap();
    let capture = Beta::new(1.0, 1.0).unwrap();
    let (mut weights, mut rest) = (Vec::new(), 1.0);
    for class in 0..CLASSES {
        let v: f64 = if class + 1 == CLASSES { 1.0 } else { sticks.sample(rng) };
        weights.push(rest * v);
        rest *= 1.0 - v;
    }
    let chances: Vec<[f64; LISTS]> =
        (0..CLASSES).map(|_| std::array::from_fn(|_| capture.sample(rng))).collect();
    let mut counts = vec![0; 1 << LISTS];
    for _ in 0..people {
        let mut at: f64 = rng.random();
        let class = weights.iter().position(|w| {
            at -= w;
            at < 0.0
        });
        let pattern = chances[class.unwrap_or(CLASSES - 1)]
            .iter()
            .enumerate()
            .fold(0, |pattern, (j, &p)| pattern | usize::from(rng.random_bool(p)) << j);
        counts[pattern] += 1;
    }
    counts
}

/// N from 1/N on 100 to 400: within it the improper prior of the model is this one, and the posterior is cut to it.
#[test]
fn ranks_of_the_true_total_are_uniform() {
    let (low, high) = (100.0_f64, 400.0_f64);
    let mut rng = ChaCha8Rng::seed_from_u64(20);
    let mut places = Vec::new();
    for round in 0..120 {
        let total = (low * (high / low).powf(rng.random::<f64>())).round();
        let counts = draw(total as usize, &mut rng);
        let names = (0..LISTS).map(|j| format!("l{j}")).collect();
        let cells = counts.iter().enumerate().skip(1).map(|(pattern, &count)| (pattern as u64, count));
        let table = CaptureTable::new(names, cells).unwrap();
        // a list that holds nobody is dropped and a table that says nothing is refused: such tables are rare and left out
        if table.lists().len() < LISTS {
            continue;
        }
        let mut options = Options { models: vec![Model::Lcm], seed: round, ..Options::default() };
        options.lcm.classes = CLASSES;
        options.lcm.precision = 0.2;
        options.lcm.ess = 200.0;
        options.lcm.max_sweeps = 4_000;
        let report = estimate(&table, &options, &|_| ()).unwrap();
        let Some(found) = report.models[0].estimate() else { continue };
        let draws: Vec<f64> = found.posterior.as_ref().unwrap().draws.clone();
        let within: Vec<f64> = draws.into_iter().filter(|n| (low..=high).contains(n)).collect();
        if within.len() < 50 {
            continue;
        }
        let below = within.iter().filter(|&&n| n < total).count() as f64;
        let equal = within.iter().filter(|&&n| n == total).count() as f64;
        places.push((below + equal * rng.random::<f64>()) / within.len() as f64);
    }
    assert!(places.len() > 90, "{}", places.len());
    places.sort_unstable_by(f64::total_cmp);
    let count = places.len() as f64;
    // Kolmogorov and Smirnov: a distance above 1.63 / sqrt(k) has a chance of one in a hundred
    let distance = places
        .iter()
        .enumerate()
        .map(|(i, p)| ((i as f64 + 1.0) / count - p).abs().max((p - i as f64 / count).abs()))
        .fold(0.0, f64::max);
    assert!(distance < 1.63 / count.sqrt(), "{distance} over {count} tables: {places:.2?}");
}
