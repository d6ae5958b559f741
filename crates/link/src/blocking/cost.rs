//! What a rule costs: its pairs, and the records whose values are too hot for it, counted on a sample.

use super::block::{RuleKeys, rule_keys};
use super::key::{KeyColumns, mix};
use crate::field::Fields;
use crate::options::KeyForm;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

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
        tally.clear();
        let mut add = |key: u64| *tally.entry(key).or_default() += 1;
        let columns: Option<Vec<&Vec<u64>>> = rule.iter().map(|key| single[*key].as_ref()).collect();
        match columns.as_deref() {
            Some([one]) => one.iter().filter(|key| **key != NO_KEY).for_each(|key| add(*key)),
            Some([one, others @ ..]) => {
                for (record, key) in one.iter().enumerate() {
                    let more = others.iter().map(|other| other[record]);
                    let all = more.fold(Some(*key).filter(|key| *key != NO_KEY), |all, key| {
                        all.filter(|_| key != NO_KEY).map(|all| mix(all, key))
                    });
                    all.into_iter().for_each(&mut add);
                }
            }
            _ => {
                let mut keys = Vec::new();
                for record in self.sample {
                    rule_keys(&rule, self.columns, self.fields, *record, &mut keys);
                    keys.iter().for_each(|key| add(*key));
                }
            }
        }
        let (mut all, mut pairs, mut cut) = (0, 0, 0);
        for members in tally.values().map(|members| u64::from(*members)) {
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

/// How many records have each key; cleared and used again, since hundreds of rules are counted.
type Tally = FxHashMap<u64, u32>;

/// Two keys of one field in one rule would be one key; so would pairs of words with a name's words.
fn may_stand_together(columns: &KeyColumns, a: usize, b: usize) -> bool {
    let (a, b) = (&columns.columns[a], &columns.columns[b]);
    let of_names = |form| {
        matches!(form, KeyForm::WordPair | KeyForm::WordPairSound | KeyForm::Word | KeyForm::WordSound)
    };
    a.field != b.field && !(of_names(a.key.form) && of_names(b.key.form))
}
