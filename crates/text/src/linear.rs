//! A logistic regression over hashed features: a table of weights, a row of them a slot.

/// Rows of the table; features are hashed into them.
pub(crate) const SLOTS: usize = 1 << 18;
/// Integer weight of one unit of the score.
pub(crate) const UNIT: f32 = 80.0;

/// Hashed features of what is looked at; the kinds of features have numbers of their own.
pub(crate) struct Bag(pub(crate) Vec<u32>);

impl Bag {
    pub(crate) fn add(&mut self, kind: u32, values: &[u32]) {
        let mut hash = 0x811c_9dc5u32 ^ kind.wrapping_mul(0x9e37_79b1);
        for value in values {
            hash = (hash ^ value).wrapping_mul(0x85eb_ca6b);
            hash ^= hash >> 13;
        }
        hash = hash.wrapping_mul(0xc2b2_ae35);
        self.0.push(hash ^ (hash >> 16));
    }
}

/// Weights of features for each of `N` classes; the first stands for none of the others.
pub(crate) struct Linear<const N: usize> {
    weights: Vec<[i8; N]>,
}

impl<const N: usize> Linear<N> {
    /// Reads entries of three bytes of slot and one byte a class; bytes that are cut short end the table.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Self {
        let mut weights = vec![[0i8; N]; SLOTS];
        for entry in bytes.chunks_exact(3 + N) {
            let slot = u32::from_le_bytes([entry[0], entry[1], entry[2], 0]) as usize % SLOTS;
            for (to, from) in weights[slot].iter_mut().zip(&entry[3..]) {
                *to = *from as i8;
            }
        }
        Self { weights }
    }

    /// Returns the share of each class.
    pub(crate) fn shares(&self, features: &[u32]) -> [f32; N] {
        let mut scores = [0i32; N];
        for feature in features {
            let row = &self.weights[*feature as usize & (SLOTS - 1)];
            for (score, weight) in scores.iter_mut().zip(row) {
                *score += i32::from(*weight);
            }
        }
        softmax(scores.map(|score| score as f32 / UNIT))
    }
}

/// Returns the shares of exponentials that sum to one.
pub(crate) fn softmax<const N: usize>(scores: [f32; N]) -> [f32; N] {
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
        let model = Linear::<5>::from_bytes(&bytes);
        let shares = model.shares(&[7]);
        // one unit for the second of five
        let e = std::f32::consts::E;
        assert!((shares[1] - e / (e + 4.0)).abs() < 1e-6, "{shares:?}");
        assert_eq!(model.shares(&[8]), [0.2; 5]);
    }
}
