//! What `examples/text_train` needs to make the tables of `data/`: no part of the library's promises.

use crate::chance::Chance;
use crate::tagger::{
    COMMON, FEATURES, GIVEN, Known, Model, NAME_FORM, RARE_SURNAME, SURNAME, TAGS, WordView, features,
    hash_word, tag_of, view,
};
pub use crate::tagger::{NameKind, NamedWords};

/// Slots of the model's table.
const SLOTS: usize = 1 << 18;
/// The chance that a kind of feature is left out for a sentence.
const LEFT_OUT: f64 = 0.3;
/// Integer weight of one unit of an averaged weight.
const UNIT: f64 = 5.0;

/// The bits of the gazetteer, in its order.
pub const BITS: [(&str, u8); 8] = [
    ("common_word", COMMON),
    ("given", GIVEN),
    ("surname", SURNAME),
    ("rare_surname", RARE_SURNAME),
    ("name_form", NAME_FORM),
    ("place", 16),
    ("place_part", 32),
    ("country", 64),
];

/// Writes a gazetteer.
pub fn gazetteer_bytes(words: impl Iterator<Item = (String, u8)>) -> Vec<u8> {
    let mut known = std::collections::BTreeMap::<u32, u8>::new();
    for (word, bits) in words {
        *known.entry(hash_word(&crate::token::lower_of(&word))).or_default() |= bits;
    }
    known.iter().flat_map(|(hash, bits)| hash.to_le_bytes().into_iter().chain([*bits])).collect()
}

/// Writes a table of clusters: words with the numbers of their fine and coarse cluster, from 1.
pub fn clusters_bytes(words: impl IntoIterator<Item = (String, u16, u8)>) -> Vec<u8> {
    let mut known = std::collections::BTreeMap::<u32, (u16, u8)>::new();
    for (word, fine, coarse) in words {
        known.entry(hash_word(&crate::token::lower_of(&word))).or_insert((fine, coarse));
    }
    let entry = |(hash, (fine, coarse)): (&u32, &(u16, u8))| {
        hash.to_le_bytes().into_iter().chain(fine.to_le_bytes()).chain([*coarse])
    };
    known.iter().flat_map(entry).collect()
}

/// The tables that a tagger looks words up in, as bytes.
#[derive(Clone, Debug)]
pub struct Tables {
    /// What [`gazetteer_bytes`] wrote.
    pub gazetteer: Vec<u8>,
    /// What [`clusters_bytes`] wrote.
    pub clusters: Vec<u8>,
}

impl Tables {
    fn known(&self) -> Known {
        Known::from_bytes(&self.gazetteer, &self.clusters)
    }
}

/// A sentence with its names.
#[derive(Clone, Debug)]
pub struct Labelled {
    /// The words.
    pub words: Vec<String>,
    /// The names among them.
    pub names: Vec<NamedWords>,
}

/// Returns a sentence as the taggers see it where its text is in capitals only.
pub fn in_capitals(sentence: &Labelled) -> Labelled {
    let seen = |word: &String| crate::casing::as_mixed(&crate::token::lower_of(word)).into_owned();
    Labelled { words: sentence.words.iter().map(seen).collect(), names: sentence.names.clone() }
}

/// An averaged structured perceptron that learns in random subspaces (Søgaard and Johannsen 2012): for each sentence some kinds of
/// features are left out, so that none is relied on alone and the model holds on text unlike that it learnt from.
pub struct Trainer {
    known: Known,
    sentences: Vec<(Vec<[u32; FEATURES]>, Vec<usize>)>,
    weights: Vec<[f64; TAGS]>,
    sums: Vec<[f64; TAGS]>,
    follows: [[f64; TAGS]; TAGS],
    follow_sums: [[f64; TAGS]; TAGS],
    step: f64,
}

impl Trainer {
    /// Returns a trainer with the bytes of a gazetteer and of clusters.
    pub fn new(tables: &Tables) -> Self {
        Self {
            known: tables.known(),
            sentences: Vec::new(),
            weights: vec![[0.0; TAGS]; SLOTS],
            sums: vec![[0.0; TAGS]; SLOTS],
            follows: [[0.0; TAGS]; TAGS],
            follow_sums: [[0.0; TAGS]; TAGS],
            step: 1.0,
        }
    }

    /// Adds a sentence to learn from.
    pub fn add(&mut self, sentence: &Labelled) {
        let views: Vec<WordView> = sentence.words.iter().map(|word| view(word, &self.known)).collect();
        let mut tags = vec![0; views.len()];
        for &(start, end, kind) in &sentence.names {
            for (place, tag) in tags.iter_mut().enumerate().take(end).skip(start) {
                *tag = tag_of(kind, place == start);
            }
        }
        let rows = (0..views.len()).map(|at| features(&views, at)).collect();
        self.sentences.push((rows, tags));
    }

    /// Goes over all sentences once, in an order that the seed decides; returns the share of wrong tags.
    pub fn epoch(&mut self, seed: u64) -> f64 {
        let (mut wrong, mut all) = (0usize, 0usize);
        let mut chance = Chance::new(seed);
        let order = chance.shuffled(self.sentences.len());
        let mut is_kept = |_| chance.share() >= LEFT_OUT;
        for index in order {
            let kept: [bool; FEATURES] = std::array::from_fn(&mut is_kept);
            let (rows, gold) = &self.sentences[index];
            let scale = |value: f64| (value * 64.0) as i32;
            let scores = rows.iter().map(|row| {
                let mut scores = [0i32; TAGS];
                for feature in only(row, &kept) {
                    let weights = &self.weights[*feature as usize & (SLOTS - 1)];
                    (0..TAGS).for_each(|tag| scores[tag] += scale(weights[tag]));
                }
                scores
            });
            let follows = self.follows.map(|row| row.map(scale));
            let found = crate::tagger::likeliest(scores, &follows);
            all += gold.len();
            let differing = (0..gold.len()).filter(|&at| found[at] != gold[at]).count();
            wrong += differing;
            if differing > 0 {
                self.update(index, &found, &kept);
            }
            self.step += 1.0;
        }
        wrong as f64 / all.max(1) as f64
    }

    fn update(&mut self, index: usize, found: &[usize], kept: &[bool; FEATURES]) {
        let step = self.step;
        let (rows, gold) = &self.sentences[index];
        for (at, row) in rows.iter().enumerate() {
            let (right, wrong) = (gold[at], found[at]);
            if at > 0 && (gold[at - 1], right) != (found[at - 1], wrong) {
                for (before, tag, sign) in [(gold[at - 1], right, 1.0), (found[at - 1], wrong, -1.0)] {
                    self.follows[before][tag] += sign;
                    self.follow_sums[before][tag] += sign * step;
                }
            }
            if right == wrong {
                continue;
            }
            for feature in only(row, kept) {
                let slot = *feature as usize & (SLOTS - 1);
                for (tag, sign) in [(right, 1.0), (wrong, -1.0)] {
                    self.weights[slot][tag] += sign;
                    self.sums[slot][tag] += sign * step;
                }
            }
        }
    }
}

fn only<'f>(row: &'f [u32; FEATURES], kept: &'f [bool; FEATURES]) -> impl Iterator<Item = &'f u32> {
    row.iter().zip(kept).filter_map(|(feature, kept)| kept.then_some(feature))
}

/// The mean of what several trainers have learnt.
#[derive(Default)]
pub struct Mean {
    weights: Vec<[f64; TAGS]>,
    follows: [[f64; TAGS]; TAGS],
    runs: f64,
}

impl Mean {
    /// Adds the averaged weights of a trainer.
    pub fn add(&mut self, trainer: &Trainer) {
        let averaged = |weight: f64, sum: f64| weight - sum / trainer.step;
        self.weights.resize(SLOTS, [0.0; TAGS]);
        self.runs += 1.0;
        let rows = trainer.weights.iter().zip(&trainer.sums);
        for (own, (weights, sums)) in self.weights.iter_mut().zip(rows) {
            (0..TAGS).for_each(|tag| own[tag] += averaged(weights[tag], sums[tag]));
        }
        for (before, own) in self.follows.iter_mut().enumerate() {
            let (weights, sums) = (&trainer.follows[before], &trainer.follow_sums[before]);
            (0..TAGS).for_each(|tag| own[tag] += averaged(weights[tag], sums[tag]));
        }
    }

    /// Returns the model's bytes; weights below `least` (in units of one update) are left out.
    pub fn model(&self, least: f64) -> Vec<u8> {
        let shipped = |sum: f64| sum / self.runs * UNIT;
        let follows = self.follows.map(|row| row.map(|sum| shipped(sum).round() as i32));
        let weights: Vec<[i8; 8]> = self
            .weights
            .iter()
            .map(|sums| {
                let mut row = [0i8; 8];
                for (weight, sum) in row.iter_mut().zip(sums) {
                    if sum.abs() >= least * self.runs {
                        *weight = shipped(*sum).round().clamp(-127.0, 127.0) as i8;
                    }
                }
                row
            })
            .collect();
        Model::to_bytes(&follows, &weights)
    }
}

/// Tags documents by a model and tables given as bytes; returns the names of each sentence, in their order.
pub fn tag_with(model: &[u8], tables: &Tables, documents: &[Vec<Labelled>]) -> Vec<Vec<NamedWords>> {
    let (model, known) = (Model::from_bytes(model), tables.known());
    let views = |sentence: &Labelled| sentence.words.iter().map(|word| view(word, &known)).collect();
    let tag = |document: &Vec<Labelled>| model.names(&document.iter().map(views).collect::<Vec<_>>());
    documents.iter().flat_map(tag).collect()
}

/// Cuts a text into words with their places, as the extractor does.
pub fn word_spans(text: &str) -> Vec<(usize, usize)> {
    let all = crate::Span::new(0, text.len());
    crate::token::tokens(text, all).iter().map(|token| (token.span.start, token.span.end)).collect()
}

/// Cuts a text into sentences, as the extractor does.
pub fn sentence_spans(text: &str) -> Vec<(usize, usize)> {
    let all = crate::Span::new(0, text.len());
    crate::sentence::sentences(text, all, crate::Rules::of(None))
        .iter()
        .map(|span| (span.start, span.end))
        .collect()
}
