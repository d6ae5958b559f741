//! The weights, and the likeliest row of tags.

use super::features::{WordView, features};
use super::memory::share;
use super::{NamedWords, TAGS, may_follow, names_of};

/// Slots of the table that features are hashed into; a power of two.
pub(crate) const SLOTS: usize = 1 << 18;

/// Weights of features and of one tag after another.
pub(crate) struct Model {
    /// `SLOTS` rows of `TAGS`, and one of padding, so that a row is eight wide.
    weights: Vec<[i8; 8]>,
    follows: [[i32; TAGS]; TAGS],
}

impl Model {
    /// Reads what [`Model::to_bytes`] wrote. Bytes that are cut short give a model that names nothing.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Self {
        let mut model = Self { weights: vec![[0; 8]; SLOTS], follows: [[0; TAGS]; TAGS] };
        let (head, rest) = bytes.split_at(bytes.len().min(TAGS * TAGS * 4));
        for (place, value) in head.chunks_exact(4).enumerate() {
            model.follows[place / TAGS][place % TAGS] =
                i32::from_le_bytes([value[0], value[1], value[2], value[3]]);
        }
        for entry in rest.chunks_exact(3 + TAGS) {
            let slot = u32::from_le_bytes([entry[0], entry[1], entry[2], 0]) as usize % SLOTS;
            for (to, from) in model.weights[slot].iter_mut().zip(&entry[3..]) {
                *to = *from as i8;
            }
        }
        model
    }

    /// Writes the weights: those of tags after tags, then each slot that has any.
    pub(crate) fn to_bytes(follows: &[[i32; TAGS]; TAGS], weights: &[[i8; 8]]) -> Vec<u8> {
        let mut bytes: Vec<u8> = follows.iter().flatten().flat_map(|value| value.to_le_bytes()).collect();
        for (slot, row) in
            weights.iter().enumerate().filter(|(_, row)| row[..TAGS].iter().any(|weight| *weight != 0))
        {
            bytes.extend(&(slot as u32).to_le_bytes()[..3]);
            bytes.extend(row[..TAGS].iter().map(|weight| *weight as u8));
        }
        bytes
    }

    /// Returns the names in each sentence of a document, whose words are held against each other ([`share`]).
    pub(crate) fn names(&self, sentences: &[Vec<WordView>]) -> Vec<Vec<NamedWords>> {
        let mut scores: Vec<Vec<[i32; TAGS]>> = sentences.iter().map(|views| self.scores(views)).collect();
        share(sentences, &mut scores);
        scores.into_iter().map(|scores| self.likeliest(scores)).collect()
    }

    /// Returns the score of each tag of each word of a sentence, by what stands around it.
    pub(crate) fn scores(&self, views: &[WordView]) -> Vec<[i32; TAGS]> {
        let of = |at: usize| {
            let mut scores = [0i32; TAGS];
            for feature in features(views, at) {
                let row = &self.weights[feature as usize & (SLOTS - 1)];
                for (score, weight) in scores.iter_mut().zip(row) {
                    *score += i32::from(*weight);
                }
            }
            scores
        };
        (0..views.len()).map(of).collect()
    }

    /// Returns the likeliest names among words with scores.
    pub(crate) fn likeliest(&self, scores: Vec<[i32; TAGS]>) -> Vec<NamedWords> {
        names_of(&likeliest(scores.into_iter(), &self.follows))
    }
}

/// Returns the best row of tags by Viterbi's algorithm.
pub(crate) fn likeliest(
    scores: impl Iterator<Item = [i32; TAGS]>,
    follows: &[[i32; TAGS]; TAGS],
) -> Vec<usize> {
    const NEVER: i32 = i32::MIN / 2;
    let mut best = [NEVER; TAGS];
    best[0] = 0;
    let mut back: Vec<[u8; TAGS]> = Vec::new();
    for (at, scores) in scores.enumerate() {
        let (mut next, mut came) = ([NEVER; TAGS], [0u8; TAGS]);
        for tag in 0..TAGS {
            for before in (0..TAGS).filter(|before| may_follow(*before, tag)) {
                let follow = if at == 0 { 0 } else { follows[before][tag] };
                let score = best[before].saturating_add(follow).saturating_add(scores[tag]);
                if best[before] > NEVER && score > next[tag] {
                    (next[tag], came[tag]) = (score, before as u8);
                }
            }
        }
        best = next;
        back.push(came);
    }
    let mut tag = (0..TAGS).max_by_key(|&tag| (best[tag], TAGS - tag)).unwrap_or(0);
    let mut tags = vec![0; back.len()];
    for at in (0..back.len()).rev() {
        tags[at] = tag;
        tag = usize::from(back[at][tag]);
    }
    tags
}
