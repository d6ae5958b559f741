//! What `examples/text_train harm` needs to learn who was harmed: no part of the library's promises.

use crate::chance::Chance;
pub use crate::harm::Fate;
use crate::harm::{CLASSES, Model, SLOTS, UNIT, figures, softmax};
use crate::people::People;
use crate::rules::Rules;
use crate::{Article, Extraction, Options, Span, document};

/// Where the sum of squares of a gradient begins, so that first steps are no leaps.
const FIRST_SQUARE: f32 = 1e-3;
/// Errors of a share below this change nothing.
const SMALL: f32 = 1e-4;
/// No share is taken for less, so that nothing is divided by zero.
const LEAST_SHARE: f32 = 1e-9;
/// How near to one the share of no harm may come, so that steps out of there stay finite.
const FLAT: f32 = 1e-5;

/// Persons of an article as the model sees them.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// The phrases that stand for them, a person's with the full name.
    pub phrases: Vec<String>,
    /// Where each phrase stands.
    pub spans: Vec<Span>,
    /// Hashed features of each phrase.
    pub features: Vec<Vec<u32>>,
}

/// Returns the persons that an English article speaks of.
pub fn seen(article: &Article<'_>) -> Vec<Seen> {
    let text = article.text;
    let parts = article.parts.clone().unwrap_or_else(|| crate::extract::article_parts(text));
    let anchor = crate::extract::dateline(text, &parts);
    let mut sentences = document::read(text, &parts, anchor, Rules::of(None));
    let people = People::gather(text, &mut sentences, &[]);
    let rules = Rules::of(None);
    let said = crate::attribution::attributions(text, &sentences, rules);
    let claims = crate::claims::find(text, &sentences, &people, rules, &said, usize::MAX).0;
    let (list, _) = figures(text, &sentences, &people, rules, &said, &claims);
    let of_figure = |figure: crate::harm::Figure| {
        let mut seen = Seen::default();
        for crate::harm::Mention { candidate, features } in figure.mentions {
            let span = sentences[candidate.sentence].span_of(&candidate.range);
            let person = candidate.person.and_then(|index| people.list.get(index));
            seen.phrases.push(person.map_or_else(|| span.of(text).to_owned(), |person| person.name.clone()));
            seen.spans.push(span);
            seen.features.push(features);
        }
        seen
    };
    list.into_iter().map(of_figure).collect()
}

/// A model on trial.
pub struct Trial(Option<Model>);

impl Trial {
    /// Reads a model.
    pub fn new(bytes: &[u8]) -> Self {
        Self(Some(Model::from_bytes(bytes)))
    }

    /// The rules alone.
    pub fn without_model() -> Self {
        Self(None)
    }

    /// Extracts an article's claims.
    pub fn extract(&self, article: &Article<'_>) -> Extraction {
        crate::extract::extract_with(article, &Options::default(), self.0.as_ref())
    }
}

/// Persons to learn from.
#[derive(Clone, Debug)]
pub struct Example<'f> {
    /// Hashed features of each of their phrases.
    pub phrases: &'f [Vec<u32>],
    /// What they suffered.
    pub fate: Fate,
    /// How much they count.
    pub weight: f32,
}

/// A multinomial logistic regression of phrases, learnt by AdaGrad (Duchi, Hazan and Singer 2011) with a penalty of squared weights.
/// What is known is the fate of persons and not which of their phrases tells it, so that the likelihood is theirs: a noisy or, as a
/// figure's shares are.
pub struct Trainer {
    examples: Vec<Learnt>,
    weights: Vec<[f32; CLASSES]>,
    squares: Vec<[f32; CLASSES]>,
    /// Sums of the weights after each epoch.
    sums: Vec<[f32; CLASSES]>,
    /// How many epochs there were.
    epochs: f32,
    rate: f32,
    penalty: f32,
}

/// An example by its rows of weights.
struct Learnt {
    phrases: Vec<Vec<usize>>,
    fate: Fate,
    weight: f32,
}

impl Trainer {
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
            fate: example.fate,
            weight: example.weight,
        };
        Self {
            examples: examples.iter().map(learnt).collect(),
            weights: vec![[0.0; CLASSES]; SLOTS],
            squares: vec![[FIRST_SQUARE; CLASSES]; SLOTS],
            sums: vec![[0.0; CLASSES]; SLOTS],
            epochs: 0.0,
            rate,
            penalty,
        }
    }

    /// Goes over all examples once, in an order that the seed decides.
    pub fn epoch(&mut self, seed: u64) {
        for index in Chance::new(seed).shuffled(self.examples.len()) {
            let Learnt { phrases, fate, weight } = &self.examples[index];
            let shares: Vec<[f32; CLASSES]> = phrases.iter().map(|slots| self.shares(slots)).collect();
            for (slots, errors) in phrases.iter().zip(errors(&shares, *fate)) {
                for (fate, error) in errors.into_iter().enumerate().filter(|(_, error)| error.abs() >= SMALL)
                {
                    for slot in slots {
                        let gradient = weight * error + self.penalty * self.weights[*slot][fate];
                        self.squares[*slot][fate] += gradient * gradient;
                        self.weights[*slot][fate] -= self.rate * gradient / self.squares[*slot][fate].sqrt();
                    }
                }
            }
        }
        self.epochs += 1.0;
        let rows = self.sums.iter_mut().zip(&self.weights);
        rows.for_each(|(sums, row)| sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += weight));
    }

    fn shares(&self, slots: &[usize]) -> [f32; CLASSES] {
        let mut scores = [0f32; CLASSES];
        for slot in slots {
            scores.iter_mut().zip(&self.weights[*slot]).for_each(|(score, weight)| *score += weight);
        }
        softmax(scores)
    }
}

/// Returns the gradient of the loss by the scores of each phrase, where none may tell of harm, or any that of the gold.
fn errors(shares: &[[f32; CLASSES]], gold: Fate) -> Vec<[f32; CLASSES]> {
    let unharmed: f32 = shares.iter().map(|shares| shares[0]).product::<f32>().clamp(LEAST_SHARE, 1.0 - FLAT);
    let odds = unharmed / (1.0 - unharmed);
    let all_harm = shares.iter().map(|shares| 1.0 - shares[0]).sum::<f32>().max(LEAST_SHARE);
    let of_phrase = |shares: &[f32; CLASSES]| {
        let mut errors = *shares;
        if gold == Fate::None {
            errors[0] -= 1.0;
            return errors;
        }
        let harm = (1.0 - shares[0]).max(LEAST_SHARE);
        // which harm it is, each phrase is asked as much as it tells of any
        let part = harm / all_harm;
        errors[0] = odds * harm;
        for fate in 1..CLASSES {
            let is_gold = f32::from(u8::from(fate == gold as usize));
            errors[fate] = part * (shares[fate] / harm - is_gold) - odds * shares[fate];
        }
        errors
    };
    shares.iter().map(of_phrase).collect()
}

/// Returns the bytes of the model whose weights are the mean of several trainers', each the mean over its epochs: one alone depends
/// much on the order that it saw. Each trainer must have gone over its examples at least once. Rows with no weight of at least `least` are left out.
pub fn model(trainers: &[Trainer], least: f32) -> Vec<u8> {
    let mut bytes = Vec::new();
    for slot in 0..SLOTS {
        let mut row = [0.0; CLASSES];
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
