//! New records against an earlier result: what was found stays found, and persons keep their ids.

use crate::engine::Engine;
use crate::field::Fields;
use crate::list_pair::{ListPair, ListPairs};
use crate::model::Model;
use crate::options::{BlockingRule, Verdict};
use crate::train::{KindWeights, Trained, Weights};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use tizim_model::{MatchWeight, PersonIx, RecordIx};

/// What an earlier run found.
#[derive(Clone, Debug, Default)]
pub struct Earlier {
    /// For each record its person in the earlier run; none for a new record, or one that has changed since.
    pub person_of: Vec<Option<u32>>,
    /// The model of the earlier run; without one, training is done again.
    pub saved: Option<Saved>,
}

impl Earlier {
    /// Returns the earlier persons in the engine's order; none for the records of a person that a judgement contradicts.
    pub(crate) fn by_position(
        &self,
        order: &[RecordIx],
        judged: &FxHashMap<(u32, u32), Verdict>,
    ) -> Vec<Option<u32>> {
        let mut person_of: Vec<Option<u32>> =
            order.iter().map(|record| self.person_of[record.index()]).collect();
        let apart = judged.iter().filter(|(_, verdict)| **verdict == Verdict::Different);
        let contradicted: FxHashSet<u32> = apart
            .filter_map(|((a, b), _)| {
                let person = person_of[*a as usize]?;
                (person_of[*b as usize] == Some(person)).then_some(person)
            })
            .collect();
        for person in &mut person_of {
            if person.is_some_and(|person| contradicted.contains(&person)) {
                *person = None;
            }
        }
        person_of
    }
}

/// The model of a run, for a later one; written and read as a whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Saved {
    /// The fields with the number of their levels.
    fields: Vec<(String, usize)>,
    weights: Weights,
    rules: Option<Vec<BlockingRule>>,
    threshold: MatchWeight,
    same_pairs: f64,
    /// The kinds of pairs of lists that are told apart, in the order of their weights.
    list_pairs: Vec<ListPair>,
    /// The pairs of one person that are expected of each.
    same_of_kinds: Vec<f64>,
}

impl Saved {
    pub(crate) fn new(engine: &Engine, rules: Option<Vec<BlockingRule>>, model: &Model) -> Self {
        Self {
            fields: names_and_levels(&engine.fields),
            weights: engine.weights.clone(),
            rules,
            threshold: model.threshold.weight,
            same_pairs: model.expected_same_pairs,
            list_pairs: engine.allowed.list_pairs.kinds.clone(),
            same_of_kinds: model.list_pairs.iter().map(|pair| pair.same_pairs).collect(),
        }
    }

    /// Returns whether the model is of these fields.
    pub(crate) fn fits(&self, fields: &Fields) -> bool {
        self.fields == names_and_levels(fields)
    }

    /// Returns whether the earlier run had all these kinds of pairs of lists.
    pub(crate) fn knows(&self, list_pairs: &ListPairs) -> bool {
        list_pairs.kinds.iter().all(|kind| self.list_pairs.iter().any(|earlier| earlier.is_same(kind)))
    }

    /// Returns the earlier rules; none where all pairs were compared.
    pub(crate) fn rules(&self) -> Option<Vec<BlockingRule>> {
        self.rules.clone()
    }

    pub(crate) fn threshold(&self) -> MatchWeight {
        self.threshold
    }

    /// Returns the earlier weights for these kinds of pairs of lists, and which of them the earlier run did not have: those
    /// have the weights that are true of all.
    pub(crate) fn trained(&self, list_pairs: &ListPairs) -> (Trained, Vec<bool>) {
        let mut weights = self.weights.clone();
        let m = weights.fields.iter().map(|field| field.m).collect();
        let of_all = KindWeights { prior: weights.prior, m };
        let known = |kind: &ListPair| self.list_pairs.iter().position(|earlier| earlier.is_same(kind));
        let found: Vec<Option<usize>> = list_pairs.kinds.iter().map(known).collect();
        let weights_of = |at: &Option<usize>| at.map_or(&of_all, |at| &self.weights.kinds[at]).clone();
        weights.kinds = found.iter().map(weights_of).collect();
        let trained = Trained {
            weights,
            rounds: 0,
            converged: true,
            same_pairs: self.same_pairs,
            same_of_kinds: found.iter().map(|at| at.map_or(0.0, |at| self.same_of_kinds[at])).collect(),
            starts: Vec::new(),
            gain: 0.0,
            neutral: Vec::new(),
        };
        (trained, found.iter().map(Option::is_none).collect())
    }
}

fn names_and_levels(fields: &Fields) -> Vec<(String, usize)> {
    fields.fields.iter().map(|field| (field.name.clone(), field.levels().len())).collect()
}

/// Persons with ids that stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// For each person, in the order of [`PersonIx`], its id.
    pub id_of: Vec<u32>,
    /// Earlier ids that are one person now: the one that stays, and the one that is gone.
    pub joined: Vec<(u32, u32)>,
    /// The number of persons with a new id.
    pub new: usize,
}

/// Gives persons the ids they had: a person takes the earlier id that most of its records had, the smaller one where
/// there are several, and an id that two persons could have goes to the one with more of its records.
///
/// `earlier` has for each record the id of its earlier person, also for a record that has changed since.
pub fn keep_ids(person_of: &[PersonIx], earlier: &[Option<u32>]) -> Kept {
    let persons = person_of.iter().map(|person| person.index() + 1).max().unwrap_or(0);
    let mut shared: FxHashMap<(u32, usize), usize> = FxHashMap::default();
    for (person, id) in person_of.iter().zip(earlier) {
        if let Some(id) = id {
            *shared.entry((*id, person.index())).or_default() += 1;
        }
    }
    let mut claims: Vec<(usize, u32, usize)> =
        shared.into_iter().map(|((id, person), records)| (records, id, person)).collect();
    claims.sort_unstable_by_key(|(records, id, person)| (std::cmp::Reverse(*records), *id, *person));
    let mut id_of: Vec<Option<u32>> = vec![None; persons];
    let mut holder: FxHashMap<u32, usize> = FxHashMap::default();
    for (_, id, person) in &claims {
        if id_of[*person].is_none() && !holder.contains_key(id) {
            id_of[*person] = Some(*id);
            holder.insert(*id, *person);
        }
    }
    let mut joined: Vec<(u32, u32)> = claims
        .iter()
        .filter(|(_, id, _)| !holder.contains_key(id))
        .filter_map(|(_, id, person)| Some((id_of[*person]?, *id)))
        .collect();
    joined.sort_unstable();
    joined.dedup_by_key(|(_, gone)| *gone);
    let mut next = earlier.iter().flatten().copied().max().map_or(1, |most| most + 1);
    let new = id_of.iter().filter(|id| id.is_none()).count();
    let fresh = || {
        next += 1;
        next - 1
    };
    let mut fresh = fresh;
    Kept { id_of: id_of.into_iter().map(|id| id.unwrap_or_else(&mut fresh)).collect(), joined, new }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_keep_their_ids() {
        let persons = |ids: &[u32]| ids.iter().map(|id| PersonIx(*id)).collect::<Vec<_>>();
        // 7 and 9 are one now; the second record of 8 left it; the last two are new
        let kept = keep_ids(
            &persons(&[0, 0, 0, 1, 1, 2, 3, 3]),
            &[Some(7), Some(7), Some(9), Some(8), Some(8), Some(8), None, None],
        );
        assert_eq!(kept.id_of, [7, 8, 10, 11]);
        assert_eq!(kept.joined, [(7, 9)]);
        assert_eq!(kept.new, 2);
        assert_eq!(keep_ids(&persons(&[0, 1]), &[None, None]).id_of, [1, 2]);
    }
}
