//! Which number is an article's toll: a conditional logistic regression (McFadden 1974) over the numbers that each article says.

use crate::data::Tally;
use std::fmt::Write;
use tizim_text::toll_training::{Choice, features, likeliest};

const STEPS: usize = 4000;
const RATE: f64 = 0.5;
/// Of the square by which a weight leaves its first value, an article.
const PENALTY: f64 = 0.001;
/// The first value of the weight of the plainest reading, from which little speaks is a reason to stay; of all others it is 0.
const PLAINEST: f64 = 3.0;

/// The numbers that an article may mean, and the one that it does.
pub(crate) type Example = (Vec<Choice>, u64);

/// Returns the weight of each feature: the maximum of the penalised likelihood, by steps along its gradient.
pub(crate) fn fit(examples: &[&Example]) -> Vec<f64> {
    let prior: Vec<f64> =
        features().iter().map(|name| if *name == "plainest" { PLAINEST } else { 0.0 }).collect();
    let mut weights = prior.clone();
    // what an article does not say cannot be chosen
    let learnt: Vec<_> = examples.iter().filter(|example| says(example)).collect();
    for _ in 0..STEPS {
        let mut gradient: Vec<f64> =
            weights.iter().zip(&prior).map(|(weight, prior)| -PENALTY * (weight - prior)).collect();
        for (choices, gold) in &learnt {
            let powers: Vec<f64> = choices.iter().map(|choice| choice.score(&weights).exp()).collect();
            let sum: f64 = powers.iter().sum();
            for (choice, power) in choices.iter().zip(&powers) {
                let error = f64::from(u8::from(choice.value == *gold)) - power / sum;
                choice.features.iter().for_each(|at| gradient[*at] += error / learnt.len() as f64);
            }
        }
        weights.iter_mut().zip(&gradient).for_each(|(weight, step)| *weight += RATE * step);
    }
    weights
}

/// Returns whether an article says the number that it means.
pub(crate) fn says((choices, gold): &Example) -> bool {
    choices.iter().any(|choice| choice.value == *gold)
}

/// Counts the articles of which the likeliest number is right; all, then those of two or more.
pub(crate) fn count(examples: &[&Example], weights: &[f64], tallies: &mut [Tally; 2]) {
    for (choices, gold) in examples {
        let is_right = usize::from(likeliest(choices, weights) == *gold);
        tallies[0].add(is_right, 1, 1);
        if *gold >= 2 {
            tallies[1].add(is_right, 1, 1);
        }
    }
}

/// Writes the weights as the crate reads them: a line a feature, of the killed and of the hurt.
pub(crate) fn table(killed: &[f64], hurt: &[f64]) -> String {
    let mut table = String::new();
    for (name, (killed, hurt)) in features().iter().zip(killed.iter().zip(hurt)) {
        let _ = writeln!(table, "{name} {killed:.3} {hurt:.3}");
    }
    table
}
