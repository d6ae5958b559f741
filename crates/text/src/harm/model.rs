//! The weights: a logistic regression over hashed features, one row of weights a fate.

/// What a phrase's persons suffered, as the model tells it apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// Nothing that the article tells of.
    None,
    /// Killed.
    Killed,
    /// Hurt.
    Hurt,
    /// Kidnapped or held.
    Taken,
    /// Attacked or threatened, and not said to be harmed.
    Attacked,
}

/// All fates, in the order of the weights.
pub(crate) const FATES: [Fate; 5] = [Fate::None, Fate::Killed, Fate::Hurt, Fate::Taken, Fate::Attacked];
/// Fates with weights.
pub(crate) const CLASSES: usize = FATES.len();
/// Rows of the table; features are hashed into them.
pub(crate) const SLOTS: usize = 1 << 18;
/// Integer weight of one unit of the score.
pub(crate) const UNIT: f32 = 80.0;

/// Weights of features.
pub(crate) struct Model {
    weights: Vec<[i8; CLASSES]>,
}

impl Model {
    /// Reads entries of three bytes of slot and one byte a fate; bytes that are cut short end the table.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Self {
        let mut weights = vec![[0i8; CLASSES]; SLOTS];
        for entry in bytes.chunks_exact(3 + CLASSES) {
            let slot = u32::from_le_bytes([entry[0], entry[1], entry[2], 0]) as usize % SLOTS;
            for (to, from) in weights[slot].iter_mut().zip(&entry[3..]) {
                *to = *from as i8;
            }
        }
        Self { weights }
    }

    /// Returns the probability of each fate, in the order of [`FATES`].
    pub(crate) fn probabilities(&self, features: &[u32]) -> [f32; CLASSES] {
        let mut scores = [0i32; CLASSES];
        for feature in features {
            let row = &self.weights[*feature as usize & (SLOTS - 1)];
            for (score, weight) in scores.iter_mut().zip(row) {
                *score += i32::from(*weight);
            }
        }
        softmax(scores.map(|score| score as f32 / UNIT))
    }
}

/// Returns the shares of persons by those of their phrases: they are unharmed if no phrase tells of harm, each by itself (a noisy or), and
/// which harm it was is what the phrases say in sum.
pub(crate) fn together(phrases: impl Iterator<Item = [f32; CLASSES]>) -> [f32; CLASSES] {
    let (mut unharmed, mut sums) = (1.0, [0f32; CLASSES]);
    for shares in phrases {
        unharmed *= shares[0];
        sums.iter_mut().zip(shares).skip(1).for_each(|(sum, share)| *sum += share);
    }
    let harm: f32 = sums.iter().sum();
    if harm <= 0.0 {
        return [1.0, 0.0, 0.0, 0.0, 0.0];
    }
    let mut shares = sums.map(|sum| (1.0 - unharmed) * sum / harm);
    shares[0] = unharmed;
    shares
}

/// Returns the shares of exponentials that sum to one.
pub(crate) fn softmax(scores: [f32; CLASSES]) -> [f32; CLASSES] {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers = scores.map(|score| (score - most).exp());
    let sum: f32 = powers.iter().sum();
    powers.map(|power| power / sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_read_and_what_is_cut_short_is_left() {
        let entry = [7, 0, 0, 0, 80, 0, 0, 0];
        let bytes: Vec<u8> = entry.iter().chain(&entry[..5]).copied().collect();
        let model = Model::from_bytes(&bytes);
        let shares = model.probabilities(&[7]);
        // one unit for the second of five
        let e = std::f32::consts::E;
        assert!((shares[1] - e / (e + 4.0)).abs() < 1e-6, "{shares:?}");
        assert_eq!(model.probabilities(&[8]), [0.2; CLASSES]);
    }

    #[test]
    fn persons_are_unharmed_if_no_phrase_tells_of_harm() {
        let shares = together([[0.5, 0.5, 0.0, 0.0, 0.0], [0.5, 0.25, 0.25, 0.0, 0.0]].into_iter());
        assert_eq!(shares, [0.25, 0.5625, 0.1875, 0.0, 0.0]);
        assert_eq!(together(std::iter::empty())[0], 1.0);
    }
}
