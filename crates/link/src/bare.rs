//! Records that say too little to be found again.
//!
//! A record without a name may be of a person whom other lists have, or of one whom nobody else has; its links can't
//! tell. Yet the model knows how often such a record would be found: hold its fields against those of persons whom its
//! list shares with others, draw from m how they agree, and see whether the weight reaches the line. Where it mostly
//! doesn't, and most of its list are on other lists too, a record that stands alone is likelier of one of them than of a
//! further person, and to count it as one would count people twice. Where most of a list are on no other, it is likelier
//! a person of its own.
//!
//! Whether a record is too bare depends on what it says, not on whether it was linked after all: to keep those that were
//! and drop those that were not would make lists look more alike than they are.

use crate::engine::Engine;
use crate::field::level::{Level, MISSING};
use crate::field::{Memo, NONE, level_at};
use crate::group::GroupEvidence;
use crate::linkage::Linkage;
use crate::options::Verdict;
use crate::train::Levels;
use rand::RngExt;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

/// So many persons are met first, and so many if these leave it open.
const FIRST_MEETINGS: usize = 8;
const MEETINGS: usize = 64;
/// Records of a list by which it is seen how many the model expects to find.
const TRIALS: usize = 1000;
/// The model is trusted where it expects at least this part of those that were found.
const LEAST_EXPECTED: f64 = 0.8;
/// Records of a person that are met at most.
const MOST_MET: usize = 4;
/// The share of a field's slips from full agreement that are this record's own, and so meet all others alike.
const OWN_SLIPS: f64 = 0.5;

impl Linkage {
    /// Returns for each record whether it says too little: were its person on another list, it would be found there with
    /// a probability below a half.
    ///
    /// A record that a reviewer judged to be of one person with another is never too bare; nor are the records of a list
    /// of which at most a half of the persons are found on others, or far more are found than the model expects, which
    /// then can't tell. The same for the same linkage and seed.
    pub fn too_bare(&self, seed: u64) -> Vec<bool> {
        let engine = &self.engine;
        let mut records_of: Vec<Vec<u32>> = vec![Vec::new(); self.person_of.len()];
        for (person, position) in self.person_of.iter().zip(engine.position_of.iter()) {
            records_of[person.index()].push(*position);
        }
        let lists = engine.allowed.sizes_and_settled().len() as u16;
        let finding = Finding { engine, line: self.model.threshold.weight.0, seed };
        let shared: Vec<Option<Shared>> = (0..lists)
            .into_par_iter()
            .map(|list| {
                let shared = Shared::new(engine, &records_of, list);
                let model_knows = || finding.expects(&shared) >= LEAST_EXPECTED * shared.share;
                (shared.share > 0.5 && model_knows()).then_some(shared)
            })
            .collect();
        let mut judged = vec![false; self.person_of.len()];
        for ((a, b), _) in engine.judgements.iter().filter(|(_, verdict)| **verdict == Verdict::Same) {
            judged[*a as usize] = true;
            judged[*b as usize] = true;
        }
        engine
            .position_of
            .par_iter()
            .map_init(Memo::small, |memo, position| {
                let shared = shared[usize::from(engine.allowed.list(*position))].as_ref();
                !judged[*position as usize]
                    && shared.is_some_and(|shared| finding.is_too_bare(*position, shared, memo))
            })
            .collect()
    }
}

/// The persons whom a list shares with others.
struct Shared {
    /// For each of them its first record on the list.
    here: Vec<u32>,
    /// For each of them its records on the others.
    elsewhere: Vec<Vec<u32>>,
    /// The part of the list's persons that they are.
    share: f64,
}

impl Shared {
    fn new(engine: &Engine, records_of: &[Vec<u32>], list: u16) -> Self {
        let mut shared = Self { here: Vec::new(), elsewhere: Vec::new(), share: 0.0 };
        let mut persons = 0u32;
        for records in records_of {
            let is_here = |record: &&u32| engine.allowed.list(**record) == list;
            let Some(here) = records.iter().find(is_here) else { continue };
            persons += 1;
            let elsewhere = records.iter().filter(|record| !is_here(record));
            let elsewhere: Vec<u32> = elsewhere.take(MOST_MET).copied().collect();
            if !elsewhere.is_empty() {
                shared.here.push(*here);
                shared.elsewhere.push(elsewhere);
            }
        }
        shared.share = shared.here.len() as f64 / f64::from(persons.max(1));
        shared
    }
}

/// How the model finds a record's person on other lists.
struct Finding<'a> {
    engine: &'a Engine,
    /// The weight from which on records are taken for one person.
    line: f64,
    seed: u64,
}

impl Finding<'_> {
    /// Returns the part of the shared persons that the model expects to be found.
    fn expects(&self, shared: &Shared) -> f64 {
        let step = shared.here.len().div_ceil(TRIALS).max(1);
        let trials = shared.here.iter().step_by(step).map(|record| {
            let own = self.engine.fields.pattern(*record, *record, &mut Memo::small());
            self.meets_and_finds(*record, own, shared, &mut self.generator(*record))
        });
        let (all, found) =
            trials.fold((0u32, 0u32), |(all, found), is_found| (all + 1, found + u32::from(is_found)));
        f64::from(found) / f64::from(all.max(1))
    }

    fn is_too_bare(&self, position: u32, shared: &Shared, memo: &mut Memo) -> bool {
        let mut generator = self.generator(position);
        let own = self.engine.fields.pattern(position, position, memo);
        let mut found = 0;
        for met in 1..=MEETINGS {
            found += usize::from(self.meets_and_finds(position, own, shared, &mut generator));
            if met == FIRST_MEETINGS && (found <= 1 || found >= FIRST_MEETINGS - 1) {
                return found <= 1;
            }
        }
        2 * found < MEETINGS
    }

    fn meets_and_finds(&self, position: u32, own: u64, shared: &Shared, generator: &mut ChaCha8Rng) -> bool {
        let others = &shared.elsewhere[generator.random_range(0..shared.elsewhere.len())];
        self.engine.weight_of_meeting(position, own, others, generator) >= self.line
    }

    fn generator(&self, position: u32) -> ChaCha8Rng {
        let mut generator = ChaCha8Rng::seed_from_u64(self.seed);
        generator.set_stream(u64::from(position));
        generator
    }
}

impl Engine {
    /// Returns the weight of a record with other records as if they were of one person: which fields both sides have is
    /// as it is, how they agree is drawn.
    fn weight_of_meeting(&self, position: u32, own: u64, others: &[u32], generator: &mut ChaCha8Rng) -> f64 {
        let row = self.fields.row(position);
        let known = |field: &usize| level_at(own, *field) != MISSING;
        let levels = |field: usize| self.fields.fields[field].levels();
        let top = |field: usize| self.weights.fields[field].top;
        let own_slips: Vec<Option<u8>> = (0..self.fields.len())
            .map(|field| {
                let m = &self.weights.fields[field].m;
                slips(m[usize::from(top(field))], OWN_SLIPS, generator)
                    .then(|| draw_slip(m, top(field), levels(field), generator))
            })
            .collect();
        let mut group = GroupEvidence::new();
        for other in others {
            let kind = self.allowed.kind(position, *other);
            let mut pattern = 0u64;
            for field in (0..self.fields.len()).filter(known) {
                if self.fields.row(*other)[field] == NONE {
                    continue;
                }
                let m = &self.weights.kinds[kind].m[field];
                let drawn = match own_slips[field] {
                    Some(level) => level,
                    None if slips(m[usize::from(top(field))], 1.0 - OWN_SLIPS, generator) => {
                        draw_slip(m, top(field), levels(field), generator)
                    }
                    None => top(field),
                };
                // a bare year can't agree to the day, whatever the other side knows
                let u = &self.weights.fields[field].u;
                let telling = |level: u8| m[usize::from(level)] / u[usize::from(level)];
                let most = level_at(own, field);
                let level = if telling(drawn) > telling(most) { most } else { drawn };
                pattern |= u64::from(level) << (4 * field);
            }
            let pattern = self.fields.without_told(pattern);
            let shift = self.list_shift(position, *other);
            group.add(&self.weights, &self.fields, pattern, kind, (row, row), shift);
        }
        self.calibrated(group.weight(&self.weights, &self.fields))
    }
}

/// Draws whether a field slips from full agreement, which has probability `m`, as far as a share of the slips goes.
fn slips(m: f64, share: f64, generator: &mut ChaCha8Rng) -> bool {
    generator.random::<f64>() >= m.powf(share)
}

/// Draws the level at which two values of one person agree that don't agree in full.
fn draw_slip(m: &Levels, top: u8, levels: &[Level], generator: &mut ChaCha8Rng) -> u8 {
    let below = |level: &usize| *level != usize::from(top);
    let all: f64 = (1..levels.len()).filter(below).map(|level| m[level]).sum();
    let mut at = generator.random::<f64>() * all;
    let drawn = (1..levels.len()).filter(below).find(|level| {
        at -= m[*level];
        at < 0.0
    });
    drawn.map_or(top, |level| level as u8)
}
