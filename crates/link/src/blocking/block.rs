//! Blocks of records that agree on a rule's keys, and the pairs inside them, each once.

use super::key::{KeyColumns, mix};
use super::meeting::{Meetings, alone};
use crate::field::Fields;
use crate::pattern::Allowed;
use rayon::prelude::*;

/// The keys of a rule, as positions in [`KeyColumns`].
pub(crate) type RuleKeys = Vec<usize>;

/// Returns all keys of a record under a rule: those of its parts combined.
pub(crate) fn rule_keys(
    rule: &RuleKeys,
    columns: &KeyColumns,
    fields: &Fields,
    record: u32,
    keys: &mut Vec<u64>,
) {
    keys.clear();
    keys.push(0);
    for position in rule {
        let more = columns.columns[*position].keys(fields, record);
        match more {
            [] => {
                keys.clear();
                return;
            }
            [one] => keys.iter_mut().for_each(|key| *key = mix(*key, *one)),
            _ => {
                let before = keys.len();
                for at in 0..before {
                    for key in more {
                        keys.push(mix(keys[at], *key));
                    }
                }
                keys.drain(..before);
            }
        }
    }
}

/// Returns the keys of some records under a rule, sorted, so that equal keys are neighbours.
pub(crate) fn sorted_keys(
    rule: &RuleKeys,
    columns: &KeyColumns,
    fields: &Fields,
    records: &[u32],
) -> Vec<(u64, u32)> {
    let mut all = Vec::with_capacity(records.len());
    let mut keys = Vec::new();
    for record in records {
        rule_keys(rule, columns, fields, *record, &mut keys);
        all.extend(keys.iter().map(|key| (*key, *record)));
    }
    drop_most_lone(&mut all);
    all.sort_unstable();
    // two of a record's words may have one key
    all.dedup();
    all
}

/// Drops most of the keys that stand there once, so that fewer are to be sorted: a bit for each key says that it, or another
/// of the same bit, was seen, and a second one that this was so again.
fn drop_most_lone(keyed: &mut Vec<(u64, u32)>) {
    let bits = (4 * keyed.len()).next_power_of_two().max(64);
    let place = |key: u64| {
        let bit = key as usize & (bits - 1);
        (bit / 64, 1u64 << (bit % 64))
    };
    let (mut seen, mut again) = (vec![0u64; bits / 64], vec![0u64; bits / 64]);
    for (key, _) in keyed.iter() {
        let (word, bit) = place(*key);
        again[word] |= seen[word] & bit;
        seen[word] |= bit;
    }
    keyed.retain(|(key, _)| {
        let (word, bit) = place(*key);
        again[word] & bit != 0
    });
}

/// The blocks of several rules over some records.
#[derive(Debug)]
pub(crate) struct Blocks {
    /// The members of all blocks, one after the other; in a block they ascend.
    members: Vec<u32>,
    starts: Vec<usize>,
    rule_of: Vec<u16>,
    meetings: Meetings,
    /// For each rule the values that were cut: one record that has it, and how many do.
    pub(crate) cut: Vec<Vec<(u32, u64)>>,
}

/// The blocks of one rule.
struct RuleBlocks {
    /// The members of all blocks, one after the other; in a block they ascend.
    members: Vec<u32>,
    /// For each block where its members end.
    ends: Vec<usize>,
    /// For each record its block, or [`alone`]; nothing if a record is in several.
    block_of: Option<Vec<u32>>,
    /// The values that were cut: one record that has it, and how many do; the most frequent first.
    cut: Vec<(u32, u64)>,
}

impl RuleBlocks {
    /// Returns the runs of equal keys that have more than one member and at most `largest`.
    fn new(keyed: &[(u64, u32)], largest: usize, all_records: usize) -> Self {
        let mut blocks = Self { members: Vec::new(), ends: Vec::new(), block_of: None, cut: Vec::new() };
        for run in keyed.chunk_by(|a, b| a.0 == b.0) {
            if run.len() > largest {
                blocks.cut.push((run[0].1, run.len() as u64));
            } else if run.len() > 1 {
                blocks.members.extend(run.iter().map(|(_, record)| *record));
                blocks.ends.push(blocks.members.len());
            }
        }
        blocks.cut.sort_unstable_by_key(|(record, members)| (std::cmp::Reverse(*members), *record));
        blocks.block_of = blocks.one_each(all_records);
        blocks
    }

    fn one_each(&self, all_records: usize) -> Option<Vec<u32>> {
        let mut block_of: Vec<u32> = (0..all_records as u32).map(alone).collect();
        let mut from = 0;
        for (block, end) in self.ends.iter().enumerate() {
            for member in &self.members[from..*end] {
                let slot = &mut block_of[*member as usize];
                if *slot != alone(*member) {
                    return None;
                }
                *slot = block as u32;
            }
            from = *end;
        }
        Some(block_of)
    }
}

/// How the pairs are formed.
#[derive(Debug)]
pub(crate) enum Pairing {
    /// Every pair of so many records.
    All(u32),
    /// The pairs inside of blocks.
    Blocks(Blocks),
}

impl Blocks {
    /// Returns the blocks of the rules; blocks of more than `largest` members are cut.
    pub(crate) fn new(
        rules: &[RuleKeys],
        columns: &KeyColumns,
        fields: &Fields,
        records: usize,
        largest: usize,
    ) -> Self {
        let everyone: Vec<u32> = (0..records as u32).collect();
        let formed: Vec<RuleBlocks> = rules
            .par_iter()
            .map(|rule| RuleBlocks::new(&sorted_keys(rule, columns, fields, &everyone), largest, records))
            .collect();
        let (mut members, mut starts, mut rule_of) = (Vec::new(), vec![0], Vec::new());
        let (mut cut, mut block_of, mut several) = (Vec::new(), Vec::new(), Vec::new());
        for (rule, formed) in formed.into_iter().enumerate() {
            let (base, mut from) = (members.len(), 0);
            for end in formed.ends {
                if formed.block_of.is_none() {
                    let block = rule_of.len() as u32;
                    several.extend(formed.members[from..end].iter().map(|member| (*member, block)));
                }
                rule_of.push(rule as u16);
                starts.push(base + end);
                from = end;
            }
            members.extend(formed.members);
            cut.push(formed.cut);
            block_of.push(formed.block_of);
        }
        Self { members, starts, rule_of, meetings: Meetings::new(block_of, &several, records), cut }
    }

    /// Returns for each rule the pairs inside its blocks, those of other rules included.
    pub(crate) fn pairs_by_rule(&self, rules: usize) -> Vec<u64> {
        let mut pairs = vec![0; rules];
        for (block, rule) in self.rule_of.iter().enumerate() {
            let members = (self.starts[block + 1] - self.starts[block]) as u64;
            pairs[usize::from(*rule)] += members * (members - 1) / 2;
        }
        pairs
    }

    /// Calls `each` for each record of a block with the records after it that it is to be compared with, where this block is
    /// the first that holds both.
    fn for_each_run(
        &self,
        block: usize,
        allowed: &Allowed,
        others: &mut Vec<u32>,
        mut each: impl FnMut(u32, &[u32], u16),
    ) {
        let members = &self.members[self.starts[block]..self.starts[block + 1]];
        let rule = self.rule_of[block];
        for (position, a) in members.iter().enumerate() {
            let first = self.meetings.of(*a, block as u32, rule);
            let open = |b: &u32| allowed.compares(*a, *b) && first.is_here(*b);
            others.clear();
            others.extend(members[position + 1..].iter().copied().filter(open));
            others.chunks(RUN).for_each(|others| each(*a, others, rule));
        }
    }
}

/// A record is compared with at most so many others in one go, so that what is looked up stays at hand.
const RUN: usize = 256;
/// About so many pairs are one part of the work; parts do not depend on the number of threads.
const PAIRS_A_PART: u64 = 100_000;

impl Pairing {
    /// Folds over all allowed pairs, each once, the parts in parallel; returns the parts' results in a fixed order.
    ///
    /// `each` is handed a record, further ones that it is to be compared with, all of them after it, and the position of
    /// the first rule that has these pairs.
    pub(crate) fn fold<T: Send>(
        &self,
        allowed: &Allowed,
        start: impl Fn() -> T + Sync,
        each: impl Fn(&mut T, u32, &[u32], u16) + Sync,
        done: impl Fn(f64) + Sync,
    ) -> Vec<T> {
        let parts = self.parts();
        let finished = std::sync::atomic::AtomicUsize::new(0);
        let count = parts.len();
        parts
            .into_par_iter()
            .map(|(from, to)| {
                let (mut state, mut others) = (start(), Vec::new());
                for at in from..to {
                    match self {
                        Pairing::All(records) => {
                            let a = at as u32;
                            others.clear();
                            others.extend((a + 1..*records).filter(|b| allowed.compares(a, *b)));
                            others.chunks(RUN).for_each(|others| each(&mut state, a, others, 0));
                        }
                        Pairing::Blocks(blocks) => {
                            let each = |a, others: &[u32], rule| each(&mut state, a, others, rule);
                            blocks.for_each_run(at, allowed, &mut others, each);
                        }
                    }
                }
                let finished = finished.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
                done(finished as f64 / count as f64);
                state
            })
            .collect()
    }

    /// Returns ranges of rows or blocks of about equal work.
    fn parts(&self) -> Vec<(usize, usize)> {
        let (count, work): (usize, Box<dyn Fn(usize) -> u64>) = match self {
            Pairing::All(records) => {
                let records = *records as usize;
                (records, Box::new(move |row| (records - row) as u64))
            }
            Pairing::Blocks(blocks) => (
                blocks.rule_of.len(),
                Box::new(|block| {
                    let members = (blocks.starts[block + 1] - blocks.starts[block]) as u64;
                    members * members / 2
                }),
            ),
        };
        let mut parts = Vec::new();
        let (mut from, mut pairs) = (0, 0);
        for at in 0..count {
            pairs += work(at);
            if pairs >= PAIRS_A_PART {
                parts.push((from, at + 1));
                (from, pairs) = (at + 1, 0);
            }
        }
        if from < count {
            parts.push((from, count));
        }
        parts
    }
}
