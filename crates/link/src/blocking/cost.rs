//! What a rule costs: its pairs, and the records whose values are too hot for it, counted on a sample.

use super::block::{RuleKeys, rule_keys};
use super::key::{KeyColumns, mix};
use crate::field::Fields;
use crate::options::KeyForm;
use rayon::prelude::*;

/// A rule is no candidate if more than this part of the records have values too hot for it.
const MOST_CUT: f64 = 0.1;
/// No more candidates of three keys than this.
const MOST_TRIPLES: usize = 150;

/// A candidate with the pairs it would cost on all records.
pub(super) struct Counted {
    pub(super) rule: RuleKeys,
    pub(super) pairs: f64,
    /// The part of the records whose values are too hot for it.
    pub(super) cut: f64,
}

impl Counted {
    fn is_fit(&self, most: f64) -> bool {
        self.pairs <= most && self.cut <= MOST_CUT
    }
}

/// What rules are counted on.
pub(super) struct Cost<'a> {
    pub(super) fields: &'a Fields,
    pub(super) columns: &'a KeyColumns,
    pub(super) sample: &'a [u32],
    /// The most members of a block of the sample.
    pub(super) largest: usize,
    /// The part of the records that are in the sample.
    pub(super) part: f64,
}

impl Cost<'_> {
    /// Returns the rules of one, two and some of three keys that cost at most so many pairs.
    pub(super) fn of_candidates(&self, most: f64) -> Vec<Counted> {
        let columns = self.columns;
        let keys = columns.columns.len().min(128);
        let single: Vec<Option<Vec<u64>>> =
            (0..keys).into_par_iter().map(|key| self.single_keys(key)).collect();
        let count = |rules: Vec<RuleKeys>| -> Vec<Counted> {
            rules
                .into_par_iter()
                .map_init(Tally::default, |tally, rule| self.of(rule, &single, tally))
                .collect()
        };
        let singles = count((0..keys).map(|key| vec![key]).collect());
        let mut pairs = Vec::new();
        for a in 0..keys {
            for b in a + 1..keys {
                if may_stand_together(columns, a, b) {
                    pairs.push(vec![a, b]);
                }
            }
        }
        let pairs = count(pairs);
        let mut triples: Vec<RuleKeys> = Vec::new();
        let mut coarse: Vec<&Counted> = pairs.iter().filter(|counted| counted.pairs > most).collect();
        coarse.sort_by(|a, b| a.pairs.total_cmp(&b.pairs));
        for counted in coarse {
            for key in counted.rule[1] + 1..keys {
                let fits = counted.rule.iter().all(|other| may_stand_together(columns, *other, key));
                if fits && triples.len() < MOST_TRIPLES {
                    triples.push(counted.rule.iter().copied().chain([key]).collect());
                }
            }
        }
        let triples = count(triples);
        singles
            .into_iter()
            .chain(pairs)
            .chain(triples)
            .filter(|counted| counted.pairs > 0.0 && counted.is_fit(most))
            .collect()
    }

    /// Returns the key of each record of the sample, none without one; nothing where a record has several.
    fn single_keys(&self, key: usize) -> Option<Vec<u64>> {
        let column = &self.columns.columns[key];
        let key_of = |record: &u32| match column.keys(self.fields, *record) {
            [] => Some(NO_KEY),
            [one] => Some((*one).max(NO_KEY + 1)),
            _ => None,
        };
        self.sample.iter().map(key_of).collect()
    }

    fn of(&self, rule: RuleKeys, single: &[Option<Vec<u64>>], tally: &mut Tally) -> Counted {
        tally.clear(self.sample.len());
        let columns: Option<Vec<&Vec<u64>>> = rule.iter().map(|key| single[*key].as_ref()).collect();
        match columns.as_deref() {
            Some([one]) => one.iter().filter(|key| **key != NO_KEY).for_each(|key| tally.add(*key)),
            Some([one, others @ ..]) => {
                for (record, key) in one.iter().enumerate() {
                    let more = others.iter().map(|other| other[record]);
                    let all = more.fold(Some(*key).filter(|key| *key != NO_KEY), |all, key| {
                        all.filter(|_| key != NO_KEY).map(|all| mix(all, key))
                    });
                    all.into_iter().for_each(|key| tally.add(key));
                }
            }
            _ => {
                let mut keys = Vec::new();
                for record in self.sample {
                    rule_keys(&rule, self.columns, self.fields, *record, &mut keys);
                    keys.iter().for_each(|key| tally.add(*key));
                }
            }
        }
        let (mut all, mut pairs, mut cut) = (0, 0, 0);
        for members in tally.sizes() {
            all += members;
            match members <= self.largest as u64 {
                true => pairs += members * (members - 1) / 2,
                false => cut += members,
            }
        }
        let cut = cut as f64 / all.max(1) as f64;
        Counted { rule, pairs: pairs as f64 / (self.part * self.part), cut }
    }
}

/// Stands for no key where each record has one at most.
const NO_KEY: u64 = 0;

/// How many records have each key: a table that is cleared and used again, since hundreds of rules are counted.
#[derive(Default)]
struct Tally {
    /// Keys with their counts; where the count is 0 the place is free. The length is a power of two.
    slots: Vec<(u64, u32)>,
    used: usize,
}

impl Tally {
    /// Forgets all keys and makes room for about so many.
    fn clear(&mut self, expected: usize) {
        let length = (2 * expected).next_power_of_two().max(64);
        self.slots.clear();
        self.slots.resize(length, (0, 0));
        self.used = 0;
    }

    #[inline]
    fn add(&mut self, key: u64) {
        if 4 * self.used >= 3 * self.slots.len() {
            self.grow();
        }
        let place = self.place_of(key);
        let slot = &mut self.slots[place];
        self.used += usize::from(slot.1 == 0);
        *slot = (key, slot.1 + 1);
    }

    #[inline]
    fn place_of(&self, key: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut place = key.wrapping_mul(0x9E37_79B9_7F4A_7C15) as usize >> 20 & mask;
        while self.slots[place].1 != 0 && self.slots[place].0 != key {
            place = (place + 1) & mask;
        }
        place
    }

    fn grow(&mut self) {
        let length = 2 * self.slots.len();
        let slots = std::mem::replace(&mut self.slots, vec![(0, 0); length]);
        for slot in slots.into_iter().filter(|slot| slot.1 != 0) {
            let place = self.place_of(slot.0);
            self.slots[place] = slot;
        }
    }

    fn sizes(&self) -> impl Iterator<Item = u64> {
        self.slots.iter().filter(|slot| slot.1 != 0).map(|slot| u64::from(slot.1))
    }
}

/// Two keys of one field in one rule would be one key; so would pairs of words with a name's words.
fn may_stand_together(columns: &KeyColumns, a: usize, b: usize) -> bool {
    let (a, b) = (&columns.columns[a], &columns.columns[b]);
    let of_names = |form| {
        matches!(form, KeyForm::WordPair | KeyForm::WordPairSound | KeyForm::Word | KeyForm::WordSound)
    };
    a.field != b.field && !(of_names(a.key.form) && of_names(b.key.form))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tally_counts_each_key_however_many_there_are() {
        let mut tally = Tally::default();
        for round in 0..2 {
            tally.clear(10);
            (0..5_000u64).for_each(|n| tally.add(mix(n % (1_000 + round), 7)));
            let mut sizes: Vec<u64> = tally.sizes().collect();
            sizes.sort_unstable();
            assert_eq!(sizes.len() as u64, 1_000 + round);
            assert_eq!(sizes.iter().sum::<u64>(), 5_000);
        }
    }
}
