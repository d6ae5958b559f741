//! How rare a name is: two people seldom share a rare one by chance.

use rustc_hash::FxHashMap;

use crate::name::{Name, Token};

/// How many name tokens a user's lists need before their own frequencies are used.
const ENOUGH: u32 = 200;

/// How rare names are: from the user's own lists when they are long enough, else from the shipped table.
#[derive(Clone, Debug, Default)]
pub struct Rarity {
    counts: FxHashMap<u32, u32>,
    total: u32,
}

impl Rarity {
    /// Counts the tokens of the given names. With fewer than 200 tokens the shipped table is used instead.
    pub fn from_names<'a>(names: impl IntoIterator<Item = &'a Name>) -> Rarity {
        let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
        let mut total = 0_u32;
        for token in names.into_iter().flat_map(Name::names).filter(|token| !token.is_initial()) {
            *counts.entry(token.skeleton).or_default() += 1;
            total = total.saturating_add(1);
        }
        if total < ENOUGH { Rarity::default() } else { Rarity { counts, total } }
    }

    /// The surprise at meeting a name that sounds like this one, in natural log units: -ln of its frequency, 2 to 10.
    pub(crate) fn surprise(&self, token: &Token) -> f32 {
        let (count, total) = if self.total == 0 {
            (0, 50_000)
        } else {
            (self.counts.get(&token.skeleton).copied().unwrap_or(0), self.total)
        };
        (((f64::from(total) + 100.0) / (f64::from(count) + 0.5)).ln() as f32).clamp(2.0, 10.0)
    }
}
