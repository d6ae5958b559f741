//! What `examples/text_train` needs to learn a logistic regression over hashed features: no part of the library's promises.

use crate::chance::Chance;
use crate::linear::{SLOTS, UNIT, softmax};

/// Where the sum of squares of a gradient begins, so that first steps are no leaps.
const FIRST_SQUARE: f32 = 1e-3;
/// Errors of a share below this change nothing.
const SMALL: f32 = 1e-4;
/// No share is taken for less, so that nothing is divided by zero.
const LEAST_SHARE: f32 = 1e-9;
/// How near to one the share of no class may come, so that steps out of there stay finite.
const FLAT: f32 = 1e-5;

/// What is learnt from: phrases or words of which at least one tells of a class, or none does.
#[derive(Clone, Debug)]
pub struct Example<'f> {
    /// Hashed features of each phrase.
    pub phrases: &'f [Vec<u32>],
    /// The class, from 0: none.
    pub class: usize,
    /// How much it counts.
    pub weight: f32,
}

/// A multinomial logistic regression of phrases, learnt by AdaGrad (Duchi, Hazan and Singer 2011) with a penalty of squared weights.
/// What is known is the class of an example and not which of its phrases tells it, so that the likelihood is the example's: a noisy or.
pub struct Trainer<const N: usize> {
    examples: Vec<Learnt>,
    weights: Vec<[f32; N]>,
    squares: Vec<[f32; N]>,
    /// Sums of the weights after each epoch.
    sums: Vec<[f32; N]>,
    /// How many epochs there were.
    epochs: f32,
    rate: f32,
    penalty: f32,
}

/// An example by its rows of weights.
struct Learnt {
    phrases: Vec<Vec<usize>>,
    class: usize,
    weight: f32,
}

impl<const N: usize> Trainer<N> {
    /// Returns a trainer with examples, of which features that fewer than `common` phrases have are left out; `rate` is the first
    /// step, `penalty` that of a squared weight.
    pub fn new(examples: &[Example<'_>], common: u32, rate: f32, penalty: f32) -> Self {
        let slot = |feature: &u32| *feature as usize & (SLOTS - 1);
        let mut counts = vec![0u32; SLOTS];
        let all = examples.iter().flat_map(|example| example.phrases).flatten();
        all.for_each(|feature| counts[slot(feature)] += 1);
        let kept =
            |phrase: &Vec<u32>| phrase.iter().map(slot).filter(|slot| counts[*slot] >= common).collect();
        let learnt = |example: &Example<'_>| Learnt {
            phrases: example.phrases.iter().map(kept).collect(),
            class: example.class,
            weight: example.weight,
        };
        Self {
            examples: examples.iter().map(learnt).collect(),
            weights: vec![[0.0; N]; SLOTS],
            squares: vec![[FIRST_SQUARE; N]; SLOTS],
            sums: vec![[0.0; N]; SLOTS],
            epochs: 0.0,
            rate,
            penalty,
        }
    }

    /// Goes over all examples once, in an order that the seed decides.
    pub fn epoch(&mut self, seed: u64) {
        for index in Chance::new(seed).shuffled(self.examples.len()) {
            let Learnt { phrases, class, weight } = &self.examples[index];
            let shares: Vec<[f32; N]> = phrases.iter().map(|slots| self.shares(slots)).collect();
            for (slots, errors) in phrases.iter().zip(errors(&shares, *class)) {
                for (class, error) in errors.into_iter().enumerate().filter(|(_, error)| error.abs() >= SMALL)
                {
                    for slot in slots {
                        let gradient = weight * error + self.penalty * self.weights[*slot][class];
                        self.squares[*slot][class] += gradient * gradient;
                        self.weights[*slot][class] -=
                            self.rate * gradient / self.squares[*slot][class].sqrt();
                    }
                }
            }
        }
        self.epochs += 1.0;
        let rows = self.sums.iter_mut().zip(&self.weights);
        rows.for_each(|(sums, row)| sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += weight));
    }

    fn shares(&self, slots: &[usize]) -> [f32; N] {
        let mut scores = [0f32; N];
        for slot in slots {
            scores.iter_mut().zip(&self.weights[*slot]).for_each(|(score, weight)| *score += weight);
        }
        softmax(scores)
    }
}

/// Returns the gradient of the loss by the scores of each phrase, where none may tell of a class, or any that of the gold.
fn errors<const N: usize>(shares: &[[f32; N]], gold: usize) -> Vec<[f32; N]> {
    let unharmed: f32 = shares.iter().map(|shares| shares[0]).product::<f32>().clamp(LEAST_SHARE, 1.0 - FLAT);
    let odds = unharmed / (1.0 - unharmed);
    let all_harm = shares.iter().map(|shares| 1.0 - shares[0]).sum::<f32>().max(LEAST_SHARE);
    let of_phrase = |shares: &[f32; N]| {
        let mut errors = *shares;
        if gold == 0 {
            errors[0] -= 1.0;
            return errors;
        }
        let harm = (1.0 - shares[0]).max(LEAST_SHARE);
        // which harm it is, each phrase is asked as much as it tells of any
        let part = harm / all_harm;
        errors[0] = odds * harm;
        for class in 1..N {
            let is_gold = f32::from(u8::from(class == gold));
            errors[class] = part * (shares[class] / harm - is_gold) - odds * shares[class];
        }
        errors
    };
    shares.iter().map(of_phrase).collect()
}

/// Returns the bytes of the model whose weights are the mean of several trainers', each the mean over its epochs: one alone depends
/// much on the order that it saw. Each trainer must have gone over its examples at least once. Rows with no weight of at least `least` are left out.
pub fn model<const N: usize>(trainers: &[Trainer<N>], least: f32) -> Vec<u8> {
    let mut bytes = Vec::new();
    for slot in 0..SLOTS {
        let mut row = [0.0; N];
        for trainer in trainers {
            let weights = trainer.sums[slot].map(|sum| sum / trainer.epochs / trainers.len() as f32);
            row.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight);
        }
        if row.iter().any(|weight| weight.abs() >= least) {
            bytes.extend(&(slot as u32).to_le_bytes()[..3]);
            bytes.extend(row.map(|weight| (weight * UNIT).round().clamp(-127.0, 127.0) as i8 as u8));
        }
    }
    bytes
}
