//! What linking found.

use crate::blocking::BlockingReport;
use crate::earlier::Saved;
use crate::engine::Engine;
use crate::explanation::{Explanation, explain};
use crate::field::Memo;
use crate::model::Model;
use crate::options::Verdict;
use crate::sample::Draws;
use crate::threshold::{CurvePoint, expected_curve};
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use tizim_model::{MatchWeight, PersonIx, Probability, RecordIx, Records};

/// Where a linkage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Preparing the values.
    Prepare,
    /// Choosing and applying blocking rules.
    Block,
    /// Comparing pairs to train on.
    Train,
    /// Scoring pairs.
    Score,
    /// Forming persons.
    Cluster,
}

/// Two records that may be one person.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// The record that comes first.
    pub a: RecordIx,
    /// The other.
    pub b: RecordIx,
    /// log2 odds that they are one person, by what the two say.
    pub weight: MatchWeight,
    /// How probable it is that they are one person, the other records of theirs considered: that of their groups when
    /// these were joined, or were last refused.
    pub probability: Probability,
    /// What a reviewer decided, if one did.
    pub judgement: Option<Verdict>,
}

/// Something the reader of the result must know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// A short name that does not change: `fields_left_out`.
    pub code: String,
    /// What it is, in words.
    pub words: String,
}

/// What linking found. Of a copy, what no judgement changes is shared.
#[derive(Clone, Debug)]
pub struct Linkage {
    /// The comparisons and their weights.
    pub model: Model,
    /// Which pairs were compared.
    pub blocking: BlockingReport,
    /// The number of pairs compared.
    pub pairs_compared: u64,
    /// The pairs that may be one person, and all pairs inside a person; by `(a, b)`.
    pub links: Vec<Link>,
    /// For each record its person; persons are numbered in the order of their first records.
    pub person_of: Vec<PersonIx>,
    /// For each record the probability that it belongs to its person (for a person of one record: that it is alone).
    pub membership_probability: Vec<Probability>,
    /// What the reader must know.
    pub warnings: Vec<Warning>,
    pub(crate) engine: Engine,
}

impl Linkage {
    /// Explains the weight of two records, field by field.
    ///
    /// `records` must be those that were linked.
    pub fn explain(&self, records: &Records, a: RecordIx, b: RecordIx) -> Explanation {
        explain(&self.engine, records, a, b)
    }

    /// Returns the weight of two records as log2 odds that they are one person, proposed or not.
    pub fn weight_of(&self, a: RecordIx, b: RecordIx) -> MatchWeight {
        let (a, b) = (self.engine.position_of[a.index()], self.engine.position_of[b.index()]);
        MatchWeight(self.engine.weight(a.min(b), a.max(b), &mut Memo::small()))
    }

    /// Returns the precision and recall that are expected at every half bit of threshold, without labels.
    pub fn curve(&self) -> Vec<CurvePoint> {
        expected_curve(&self.links)
    }

    /// Returns what a later run needs to link new records without this one's work; see [`crate::link_against`].
    pub fn save(&self) -> Saved {
        let rules = (!self.blocking.all_pairs)
            .then(|| self.blocking.rules.iter().map(|rule| rule.rule.clone()).collect());
        Saved::new(&self.engine, rules, &self.model)
    }

    /// Draws `n` whole partitions of the records into persons from the posterior that the links imply.
    pub fn draws(&self, n: usize, seed: u64) -> Draws {
        Draws::new(&self.engine, &self.links, &self.person_of, n, seed)
    }

    /// Returns how far the odds of a link, those of the groups of its records, are from the line: bits, 0 or more.
    pub fn distance_from_line(&self, link: &Link) -> f64 {
        (link.probability.weight().0 - self.model.threshold.weight.0).abs()
    }

    /// Returns the positions in `links` of the `n` pairs whose review would teach most: the most uncertain ones first.
    ///
    /// How uncertain a pair is depends on the groups of its records: two records that say little of each other need no
    /// reviewer where a third makes them one person beyond doubt. Of the pairs that stand or fall together, since their
    /// groups were weighed as wholes, one comes in its turn and the others last.
    pub fn worth_reviewing(&self, n: usize) -> Vec<usize> {
        let line = self.model.threshold.weight.0;
        let mut open: Vec<(f64, f64, usize)> = (0..self.links.len())
            .filter(|position| self.links[*position].judgement.is_none())
            .map(|position| {
                let link = &self.links[position];
                (self.distance_from_line(link), (link.weight.0 - line).abs(), position)
            })
            .collect();
        open.sort_by(|x, y| x.0.total_cmp(&y.0).then(x.1.total_cmp(&y.1)).then(x.2.cmp(&y.2)));
        let mut asked = FxHashSet::default();
        let (mut first, last): (Vec<usize>, Vec<usize>) =
            open.into_iter().map(|(_, _, position)| position).partition(|position| {
                let Link { a, b, probability, .. } = self.links[*position];
                let persons = (self.person_of[a.index()], self.person_of[b.index()]);
                let persons = (persons.0.min(persons.1), persons.0.max(persons.1));
                asked.insert((persons, probability.get().to_bits()))
            });
        first.extend(last);
        first.truncate(n);
        first
    }
}
