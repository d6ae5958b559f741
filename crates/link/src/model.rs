//! The model that was found, in words and numbers: what `model.json` holds.

use crate::calibrate::Calibration;
use crate::engine::Engine;
use crate::field::Fields;
use crate::list_pair::ListPair;
use crate::train::{Share, Trained};
use serde::{Deserialize, Serialize};
use tizim_model::{MatchWeight, Probability, Role};

/// The comparisons, their weights, and how they were found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// The fields compared.
    pub fields: Vec<FieldModel>,
    /// Pairs of two persons that share more than chance, such as relatives.
    pub sharing: Vec<SharedClass>,
    /// The probability that two records drawn at random are one person.
    pub prior: Probability,
    /// The pairs of one person that are expected among those compared.
    pub expected_same_pairs: f64,
    /// What was learned of the pairs within lists and across each two of them; what the weights of a pair are made of.
    pub list_pairs: Vec<ListPairModel>,
    /// The line above which groups of records are put together.
    pub threshold: Threshold,
    /// How the weights were brought into line with judgements, if there were enough.
    #[serde(default)]
    pub calibration: Option<Calibration>,
    /// What was checked, and what was done about it.
    pub checks: Vec<Check>,
    /// The rounds of expectation–maximisation.
    pub rounds: usize,
}

/// What was learned of one kind of pair of lists.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListPairModel {
    /// Which lists.
    pub lists: ListPair,
    /// The pairs of one person that are expected among those compared.
    pub same_pairs: f64,
    /// The probability that two records of these lists, drawn at random, are one person, rarity of values aside.
    pub prior: Probability,
    /// For each field of the model m of its levels, from the least alike: near m of all lists where few pairs of one
    /// person are expected.
    pub m: Vec<Vec<Probability>>,
}

/// One field that is compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldModel {
    /// The field.
    pub name: String,
    /// What it holds.
    pub role: Role,
    /// The records that have a value.
    pub known: u64,
    /// The different values.
    pub values: u64,
    /// The levels, from the least alike.
    pub levels: Vec<LevelModel>,
}

/// One level of likeness.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LevelModel {
    /// What it means: "same", "one typing error".
    pub words: String,
    /// The probability of the level when the records are one person, over all lists.
    pub m: Probability,
    /// The probability of the level when they are two persons drawn at random.
    pub u: Probability,
    /// log2(m / u).
    pub weight: MatchWeight,
    /// How much the rarity of the value counts at this level, 0..=1.
    pub rarity: f64,
}

/// Pairs of two persons who share fields.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SharedClass {
    /// Who they are: "relatives".
    pub words: String,
    /// Their expected number among the pairs compared.
    pub pairs: f64,
    /// The fields that they may share, with the probability that they do.
    pub shares: Vec<(String, Probability)>,
}

/// The line above which groups of records are put together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Threshold {
    /// The probability.
    pub probability: Probability,
    /// The same as a weight.
    pub weight: MatchWeight,
    /// Where it comes from, in words.
    pub how: String,
    /// The precision and recall expected at it, without labels: those of pairs.
    pub expected_precision: Probability,
    /// The recall expected at it, of the pairs compared.
    pub expected_recall: Probability,
}

/// Something that was checked about the training.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Whether all is well.
    pub passed: bool,
    /// What was checked and what was done, in words.
    pub words: String,
}

impl Model {
    pub(crate) fn new(engine: &Engine, trained: &Trained, threshold: Threshold) -> Self {
        let (fields, weights) = (&engine.fields, &trained.weights);
        let possible = engine.allowed.pairs;
        let field_models = fields
            .fields
            .iter()
            .zip(&weights.fields)
            .map(|(field, weights)| FieldModel {
                name: field.name.clone(),
                role: field.role,
                known: field.present,
                values: field.values.len() as u64,
                levels: field
                    .levels()
                    .iter()
                    .enumerate()
                    .skip(1)
                    .map(|(level, spec)| LevelModel {
                        words: spec.words.to_owned(),
                        m: Probability::new(weights.m[level]),
                        u: Probability::new(weights.u[level]),
                        weight: MatchWeight((weights.m[level] / weights.u[level]).log2()),
                        rarity: spec.rarity,
                    })
                    .collect(),
            })
            .collect();
        let sharing = weights
            .classes
            .iter()
            .map(|class| SharedClass {
                words: class.words.to_string(),
                pairs: class.part * possible as f64,
                shares: fields
                    .fields
                    .iter()
                    .zip(&class.shares)
                    .filter_map(|(field, share)| match share {
                        Share::Shared(part) => Some((field.name.clone(), Probability::new(*part))),
                        _ => None,
                    })
                    .collect(),
            })
            .collect();
        Self {
            fields: field_models,
            sharing,
            prior: Probability::new(weights.prior),
            expected_same_pairs: trained.same_pairs,
            list_pairs: list_pairs(engine, trained),
            threshold,
            calibration: engine.calibration,
            checks: checks(fields, trained),
            rounds: trained.rounds,
        }
    }
}

fn list_pairs(engine: &Engine, trained: &Trained) -> Vec<ListPairModel> {
    let fields = &engine.fields.fields;
    let of_field = |position: usize, m: &[f64]| -> Vec<Probability> {
        m[1..fields[position].levels().len()].iter().map(|m| Probability::new(*m)).collect()
    };
    let kinds = engine.allowed.list_pairs.kinds.iter().zip(&trained.weights.kinds);
    kinds
        .zip(&trained.same_of_kinds)
        .map(|((lists, weights), same_pairs)| ListPairModel {
            lists: lists.clone(),
            same_pairs: *same_pairs,
            prior: Probability::new(weights.prior),
            m: weights.m.iter().enumerate().map(|(position, m)| of_field(position, m)).collect(),
        })
        .collect()
}

/// Starts that come to numbers of pairs within this part of one another came to the same end.
const SAME_END: f64 = 0.05;
/// A class of one person that makes the patterns likelier by less than this, in natural log units, may be chance.
const LEAST_GAIN: f64 = 20.0;

fn checks(fields: &Fields, trained: &Trained) -> Vec<Check> {
    let rounds = trained.rounds;
    let mut checks = vec![match trained.converged {
        true => passed(format!("training converged after {rounds} rounds")),
        false => failed(format!("training did not converge in {rounds} rounds; its last round is used")),
    }];
    if trained.starts.is_empty() {
        return vec![passed("the weights are those of the earlier run".to_owned())];
    }
    let near = |pairs: &&f64| (**pairs - trained.same_pairs).abs() <= SAME_END * trained.same_pairs.max(1.0);
    let agreeing = trained.starts.iter().filter(near).count();
    checks.push(passed(format!(
        "of {} starts of the training {agreeing} came near the end that was taken, the likeliest",
        trained.starts.len()
    )));
    checks.push(match trained.gain >= LEAST_GAIN {
        true => passed("the pairs fall into two kinds: one person, and two".to_owned()),
        false => failed(
            "the likelihood is flat: the pairs hardly show a class of one person, so links rest on what is usually expected of one"
                .to_owned(),
        ),
    });
    for position in &trained.neutral {
        checks.push(failed(format!(
            "{}: records of one person agreed less often than strangers; the field was made neutral",
            fields.fields[*position].name
        )));
    }
    checks
}

fn passed(words: String) -> Check {
    Check { passed: true, words }
}

fn failed(words: String) -> Check {
    Check { passed: false, words }
}
