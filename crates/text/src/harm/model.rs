//! The fates that the model tells apart, and how those of several phrases come to one.

use crate::linear::Linear;

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
/// The weights of features, a fate each.
pub(crate) type Model = Linear<CLASSES>;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_are_unharmed_if_no_phrase_tells_of_harm() {
        let shares = together([[0.5, 0.5, 0.0, 0.0, 0.0], [0.5, 0.25, 0.25, 0.0, 0.0]].into_iter());
        assert_eq!(shares, [0.25, 0.5625, 0.1875, 0.0, 0.0]);
        assert_eq!(together(std::iter::empty())[0], 1.0);
    }
}
