//! Match weights by expectation–maximisation on counts of patterns.
//!
//! A pair belongs to one of several classes: *the same person*; *strangers*, whose agreements are chance; and classes
//! of pairs of two persons that share more than chance, such as relatives (family name, place, day) or victims of
//! one event. In the class of the same person field f has level l with probability m; among strangers with u. A
//! sharing class has, for each field it may share, m with probability s and u otherwise. Fields are independent
//! within a class (Fellegi and Sunter 1969), missing values say nothing (Enamorado, Fifield and Imai 2019), and
//! pairs that no rule proposed count as pairs of two persons, so that the prior is that of all pairs.

mod chance;
mod class;
mod em;
mod expect;
mod lists;
mod maximise;

pub(crate) use class::{Class, Share, sharing_classes};
pub(crate) use em::{Sample, Trained, train, train_new_kinds};
pub(crate) use lists::ListPriors;

use crate::field::level::{MISSING, MOST_LEVELS};
use crate::field::{Field, Fields, NONE, level_at};
use serde::{Deserialize, Serialize};

/// The most classes of pairs: of one person, of strangers, and those that share.
pub(crate) const MOST_CLASSES: usize = 2 + class::PLANS.len();

/// What the fields' levels say: m, u and the sharing classes, ready for scoring.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Weights {
    pub(crate) fields: Vec<FieldWeights>,
    pub(crate) classes: Vec<Class>,
    /// The part of all pairs that are one person.
    pub(crate) prior: f64,
    /// What is known of each kind of pair of lists.
    pub(crate) kinds: Vec<KindWeights>,
    /// The other records of the same person that a record has, on average.
    pub(crate) others_a_record: f64,
}

/// A probability for each level of a field.
pub(crate) type Levels = [f64; MOST_LEVELS];

/// What is true of one kind of pair of lists.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct KindWeights {
    /// The part of its pairs that are one person.
    pub(crate) prior: f64,
    /// For each field m of its levels.
    pub(crate) m: Vec<Levels>,
}

/// Probabilities of the levels of one field, whatever the lists; level 0, missing, has 1 everywhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct FieldWeights {
    pub(crate) m: Levels,
    pub(crate) u: Levels,
    /// The level of full agreement.
    pub(crate) top: u8,
    /// The probability that two strangers agree on a value, by which its rarity is measured.
    pub(crate) rarity_chance: f64,
}

/// The parts of one pair's weight, all log2.
#[derive(Clone, Debug, Default)]
pub(crate) struct Evidence {
    /// For each field log2(m/u).
    pub(crate) fields: Vec<f64>,
    /// For each field what the rarity of its values adds.
    pub(crate) rarity: Vec<f64>,
    /// What sharing between different persons takes away; never above 0.
    pub(crate) sharing: f64,
    /// The sum with the prior: log2 odds.
    pub(crate) total: f64,
}

impl Weights {
    pub(crate) fn prior_weight(&self, kind: usize) -> f64 {
        let prior = self.kinds[kind].prior;
        (prior / (1.0 - prior)).log2()
    }

    /// Makes a field say nothing.
    pub(crate) fn make_neutral(&mut self, position: usize) {
        let field = &mut self.fields[position];
        field.m = field.u;
        self.kinds.iter_mut().for_each(|kind| kind.m[position] = field.u);
    }

    /// Returns the log2 odds that two records with this pattern and these values are one person.
    pub(crate) fn weight(
        &self,
        fields: &Fields,
        pattern: u64,
        kind: usize,
        row_a: &[u32],
        row_b: &[u32],
    ) -> f64 {
        let rarity = self.rarities(fields, pattern, row_a, row_b);
        let [same, others @ ..] = self.likelihoods(pattern, kind, &rarity);
        (same / others.iter().sum::<f64>()).log2()
    }

    /// Returns the part of all pairs that each class has, given that of pairs of one person: these, strangers, then the
    /// sharing classes; 0 for those that there are not.
    fn parts(&self, prior: f64) -> [f64; MOST_CLASSES] {
        let mut parts = [0.0; MOST_CLASSES];
        parts[0] = prior;
        parts[1] = 1.0 - prior;
        parts[2..].iter_mut().zip(&self.classes).for_each(|(part, class)| *part = class.part);
        parts
    }

    /// Returns the probability of a field's level in each class, in the order of [`Weights::parts`]; `m` is that within one
    /// person, `u` that among strangers.
    #[inline]
    fn probabilities(&self, position: usize, level: usize, m: f64, u: f64) -> [f64; MOST_CLASSES] {
        let mut probabilities = [1.0; MOST_CLASSES];
        probabilities[0] = m;
        probabilities[1] = u;
        let sharing = probabilities[2..].iter_mut().zip(&self.classes);
        sharing.for_each(|(probability, class)| *probability = class.probability(position, level, m, u));
        probabilities
    }

    fn rarities(&self, fields: &Fields, pattern: u64, row_a: &[u32], row_b: &[u32]) -> [f64; 16] {
        let mut rarities = [1.0; 16];
        for (position, field) in fields.fields.iter().enumerate() {
            let level = level_at(pattern, position);
            rarities[position] = self.rarity(field, position, level, row_a[position], row_b[position]);
        }
        rarities
    }

    /// Returns the probability of a pattern together with each class, in the order of [`Weights::parts`].
    #[inline]
    fn likelihoods(&self, pattern: u64, kind: usize, rarity: &[f64; 16]) -> [f64; MOST_CLASSES] {
        let KindWeights { prior, m } = &self.kinds[kind];
        let mut likelihoods = self.parts(*prior);
        for (position, field) in self.fields.iter().enumerate() {
            let level = usize::from(level_at(pattern, position));
            let chance = field.u[level] * rarity[position];
            let of_field = self.probabilities(position, level, m[position][level], chance);
            likelihoods.iter_mut().zip(of_field).for_each(|(product, factor)| *product *= factor);
        }
        likelihoods
    }

    /// Returns the log2 probabilities of one field's level in each class, in the order of [`Weights::parts`].
    ///
    /// `values` are the codes of the two values, which must not be missing.
    pub(crate) fn log_probabilities(
        &self,
        fields: &Fields,
        position: usize,
        level: u8,
        kind: usize,
        values: (u32, u32),
    ) -> [f64; MOST_CLASSES] {
        let rarity = self.rarity(&fields.fields[position], position, level, values.0, values.1);
        let level = usize::from(level);
        let chance = self.fields[position].u[level] * rarity;
        let m = self.kinds[kind].m[position][level];
        // most sharing classes have a field as strangers have it, so its logarithm is taken once
        let of_chance = chance.log2();
        let log = |probability: f64| if probability == chance { of_chance } else { probability.log2() };
        self.probabilities(position, level, m, chance).map(log)
    }

    /// Returns the log2 odds of one person from its prior and from the log2 likelihoods of the classes, in the order of
    /// [`Weights::parts`].
    pub(crate) fn odds(&self, prior: f64, logs: &[f64; MOST_CLASSES]) -> f64 {
        let [same, others @ ..] = self.parts(prior);
        let others: f64 = others.iter().zip(&logs[1..]).map(|(part, log)| part * log.exp2()).sum();
        same.log2() + logs[0] - others.log2()
    }

    /// Returns the parts of a pair's weight.
    pub(crate) fn evidence(
        &self,
        fields: &Fields,
        pattern: u64,
        kind: usize,
        row_a: &[u32],
        row_b: &[u32],
    ) -> Evidence {
        let rarity = self.rarities(fields, pattern, row_a, row_b);
        let mut evidence = Evidence::default();
        for (position, field) in self.fields.iter().enumerate() {
            let level = level_at(pattern, position) as usize;
            evidence.fields.push((self.kinds[kind].m[position][level] / field.u[level]).log2());
            evidence.rarity.push(-rarity[position].log2());
        }
        let [_, strangers, sharing @ ..] = self.likelihoods(pattern, kind, &rarity);
        evidence.sharing = -((strangers + sharing.iter().sum::<f64>()) / strangers).log2();
        evidence.total = self.prior_weight(kind)
            + evidence.fields.iter().sum::<f64>()
            + evidence.rarity.iter().sum::<f64>()
            + evidence.sharing;
        evidence
    }

    /// Returns by how much likelier (above 1) or less likely strangers agree on these values than on any.
    ///
    /// The frequency of a value among other persons is estimated from its count less the record itself and the
    /// others of the same person; a value that nobody else has is given the frequency of an average one, or one
    /// record's. Weights that depend on frequency: Winkler 2000, "Frequency-based matching".
    fn rarity(&self, field: &Field, position: usize, level: u8, a: u32, b: u32) -> f64 {
        if level == MISSING || a == NONE || b == NONE {
            return 1.0;
        }
        let share = field.levels()[level as usize].rarity;
        if share == 0.0 {
            return 1.0;
        }
        let weights = &self.fields[position];
        let counts = &field.rarity.counts;
        let count = f64::from(counts[a as usize].max(counts[b as usize]));
        let records = field.present as f64;
        let chance = weights.rarity_chance;
        let own = 1.0 + (self.others_a_record * weights.m[weights.top as usize]).max(1.0);
        let average = (chance * records).min(1.0);
        let frequency = ((count - own).max(0.0) + average) / records;
        let ratio = frequency / chance;
        if share == 1.0 { ratio } else { ratio.powf(share) }
    }

    /// Returns what is needed to bound the weight of a pattern in each kind of pair of lists.
    pub(crate) fn bounds(&self, fields: &Fields) -> Vec<Bound> {
        let bound = |kind: usize| {
            let most = fields.fields.iter().enumerate().map(|(position, field)| {
                let weights = &self.fields[position];
                let records = field.present as f64;
                let least = (weights.rarity_chance * records).min(1.0) / records;
                let most_rarity = (weights.rarity_chance / least).log2().max(0.0);
                let mut most = Levels::default();
                for (level, spec) in field.levels().iter().enumerate().skip(1) {
                    let m = self.kinds[kind].m[position][level];
                    most[level] = (m / weights.u[level]).log2() + most_rarity * spec.rarity;
                }
                most
            });
            Bound { prior: self.prior_weight(kind), most: most.collect() }
        };
        (0..self.kinds.len()).map(bound).collect()
    }
}

/// The most that each level of each field can weigh, the rarest values assumed.
#[derive(Clone, Debug)]
pub(crate) struct Bound {
    prior: f64,
    most: Vec<Levels>,
}

impl Bound {
    /// Returns a weight that no pair with this pattern exceeds: cheap, to drop most pairs at once.
    #[inline]
    pub(crate) fn of(&self, pattern: u64) -> f64 {
        let mut sum = self.prior;
        for (position, most) in self.most.iter().enumerate() {
            sum += most[level_at(pattern, position) as usize];
        }
        sum
    }
}
