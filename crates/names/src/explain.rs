//! Why two names are thought one, or not.

use serde::Serialize;

use crate::alignment::{Alignment, Met, align, joined_sounds};
use crate::edits::Costs;
use crate::features::{Topic, features};
use crate::forest::Forest;
use crate::name::{Name, Part};
use crate::rarity::Rarity;
use crate::score::{same_throughout, similarity};
use crate::sound;
use crate::trace::steps;

/// The reasons of a score.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation {
    /// The probability that the two are one name, as [`similarity`] gives it.
    pub score: f64,
    /// Tokens that met, best first.
    pub pairs: Vec<TokenPair>,
    /// Tokens of the first name that met nothing, and of the second; as sounds.
    pub left_over: [Vec<String>; 2],
    /// The terms whose sum is the log-odds of the score: what each group of facts added. Empty when nothing met.
    pub terms: Vec<Term>,
    /// The reasons in one sentence.
    pub sentence: String,
}

/// Two tokens that met.
#[derive(Clone, Debug, Serialize)]
pub struct TokenPair {
    /// The sounds of the token of the first name, and of the second (two neighbours written as one are joined).
    pub sounds: [String; 2],
    /// The parts they were taken for.
    pub parts: [Part; 2],
    /// How similar they are, 0 to 1.
    pub similarity: f64,
    /// Natural log-odds that the two spell one name, from their sounds alone.
    pub evidence: f64,
    /// They are listed as forms of one given name (Bob, Robert).
    pub known_forms: bool,
    /// The changes that make one of the other; sounds that stay are left out. Empty where one is an initial.
    pub edits: Vec<Edit>,
}

/// How two parts of names that met compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// One is the other's initial.
    Initial,
    /// They are listed as forms of one given name.
    KnownForms,
    /// They sound the same.
    Same,
    /// They are one name in two spellings.
    Spelling,
    /// They are two names.
    Different,
}

impl TokenPair {
    /// Returns how the two compare, in one word.
    pub fn likeness(&self) -> Likeness {
        if self.parts.contains(&Part::Initial) {
            Likeness::Initial
        } else if self.known_forms {
            Likeness::KnownForms
        } else if self.sounds[0] == self.sounds[1] {
            Likeness::Same
        } else if self.similarity >= AGREES {
            Likeness::Spelling
        } else {
            Likeness::Different
        }
    }
}

/// One change from sound to sound.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Edit {
    /// The sound on the first side; empty when there is none.
    pub from: String,
    /// The sound on the second side; empty when there is none.
    pub to: String,
    /// Natural log-odds lost by the change against the best the sounds could reach.
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

/// Explains the score of two full names.
///
/// ```
/// use tizim_names::{Rarity, explain};
/// let why = explain("Ерлан Жағыпаров", "Zhagiparov E.", &Rarity::default());
/// let sum: f64 = why.terms.iter().map(|term| term.log_odds).sum();
/// assert!((why.score - 1.0 / (1.0 + (-sum).exp())).abs() < 1e-4);
/// ```
pub fn explain(a: &str, b: &str, rarity: &Rarity) -> Explanation {
    let (a, b) = (Name::parse(a), Name::parse(b));
    let score = similarity(&a, &b, rarity);
    let forth = a.precedes(&b);
    let (low, high) = if forth { (&a, &b) } else { (&b, &a) };
    let alignment = align(low, high, Costs::shipped());
    let mut pairs: Vec<TokenPair> = alignment.met().iter().map(|met| token_pair(low, high, met)).collect();
    let mut left_over = left_over(low, high, &alignment);
    if !forth {
        left_over.reverse();
        pairs.iter_mut().for_each(turn);
    }
    let terms = if alignment.met().is_empty() {
        Vec::new()
    } else {
        let features = features(low, high, &alignment, rarity);
        let (base, by_topic) = Forest::shipped().terms(&features);
        let same = same_throughout(low, high, &alignment, base + by_topic.iter().sum::<f32>());
        let term = |name, odds: f32| Term { name, log_odds: f64::from(odds) };
        let topics = Topic::ALL.iter().zip(by_topic);
        std::iter::once(term("before anything is compared", base))
            .chain(topics.map(|(topic, odds)| term(topic.title(), odds)))
            .chain((same > 0.0).then(|| term("the same words throughout", same)))
            .collect()
    };
    let sentence = sentence(score, &pairs, &left_over, &terms);
    Explanation { score, pairs, left_over, terms, sentence }
}

fn token_pair(a: &Name, b: &Name, met: &Met) -> TokenPair {
    let (left, right) = (&a.tokens()[met.a as usize], &b.tokens()[met.b as usize]);
    let sounds = [joined_sounds(a, met.a, met.a_joined), joined_sounds(b, met.b, met.b_joined)];
    let shown = |codes: &[u8]| codes.iter().map(|&code| sound::shown(code)).collect::<String>();
    let edits = if left.is_initial() || right.is_initial() {
        Vec::new()
    } else {
        let name =
            |code: u8| if code == sound::NONE { String::new() } else { sound::shown(code).to_string() };
        steps(sounds[0].as_slice(), left.class(), sounds[1].as_slice(), right.class(), Costs::shipped())
            .into_iter()
            .filter(|step| step.from != step.to)
            .map(|step| Edit { from: name(step.from), to: name(step.to), cost: step.cost })
            .collect()
    };
    TokenPair {
        sounds: [shown(sounds[0].as_slice()), shown(sounds[1].as_slice())],
        parts: [left.part(), right.part()],
        similarity: f64::from(met.similarity),
        evidence: f64::from(met.evidence),
        known_forms: met.equivalent,
        edits,
    }
}

/// Puts the second side first.
fn turn(pair: &mut TokenPair) {
    pair.sounds.reverse();
    pair.parts.reverse();
    pair.edits.iter_mut().for_each(|edit| std::mem::swap(&mut edit.from, &mut edit.to));
}

fn left_over(a: &Name, b: &Name, alignment: &Alignment) -> [Vec<String>; 2] {
    let of = |name: &Name, meets: &dyn Fn(&Met, u8) -> bool| -> Vec<String> {
        let tokens = name.tokens().iter().enumerate().filter(|(_, token)| token.is_name());
        tokens
            .filter(|(at, _)| !alignment.met().iter().any(|met| meets(met, *at as u8)))
            .map(|(_, token)| token.sounds())
            .collect()
    };
    let hit = |at: u8, joined: u8, asked: u8| asked == at || (joined != 0 && asked == joined);
    [of(a, &|met, at| hit(met.a, met.a_joined, at)), of(b, &|met, at| hit(met.b, met.b_joined, at))]
}

/// From this similarity on two tokens are said to agree.
const AGREES: f64 = 0.75;

fn sentence(score: f64, pairs: &[TokenPair], left_over: &[Vec<String>; 2], terms: &[Term]) -> String {
    let mut said = Vec::new();
    for pair in pairs {
        let [x, y] = &pair.sounds;
        said.push(match pair.likeness() {
            Likeness::Initial => format!("{x} and {y} agree as an initial can"),
            Likeness::KnownForms => format!("{x} and {y} are known forms of one name"),
            Likeness::Same => format!("{x} is the same in both"),
            Likeness::Spelling => format!("{x} is {y} in another spelling"),
            Likeness::Different => format!("{x} and {y} differ"),
        });
    }
    for (side, tokens) in ["first", "second"].iter().zip(left_over) {
        if !tokens.is_empty() {
            said.push(format!("{} stands only in the {side}", tokens.join(" ")));
        }
    }
    if said.is_empty() {
        said.push("there is no name to compare".to_string());
    }
    let weightiest = terms.iter().skip(1).max_by(|x, y| x.log_odds.abs().total_cmp(&y.log_odds.abs()));
    let most = weightiest.map_or(String::new(), |term| format!("; what weighs most: {}", term.name));
    format!("{}{most}; probability that one name is meant: {score:.2}", said.join("; "))
}
