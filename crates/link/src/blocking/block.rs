//! Blocks of records that agree on a rule's keys, and the pairs inside them, each once.

use super::key::{KeyColumns, mix};
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
    all.sort_unstable();
    all
}

/// The blocks of several rules over some records.
#[derive(Debug)]
pub(crate) struct Blocks {
    /// The members of all blocks, one after the other.
    members: Vec<u32>,
    starts: Vec<usize>,
    rule_of: Vec<u16>,
    /// For each record its blocks, ascending; blocks of one member and blocks that were cut are left out.
    of_record: Vec<u32>,
    of_record_starts: Vec<usize>,
    /// For each rule the values that were cut: one record that has it, and how many do.
    pub(crate) cut: Vec<Vec<(u32, u64)>>,
}

/// The blocks of one rule.
struct RuleBlocks {
    /// The members of all blocks, one after the other.
    members: Vec<u32>,
    /// For each block where its members end.
    ends: Vec<usize>,
    /// The values that were cut: one record that has it, and how many do; the most frequent first.
    cut: Vec<(u32, u64)>,
}

impl RuleBlocks {
    /// Returns the runs of equal keys that have more than one member and at most `largest`.
    fn new(keyed: &[(u64, u32)], largest: usize) -> Self {
        let mut blocks = Self { members: Vec::new(), ends: Vec::new(), cut: Vec::new() };
        for run in keyed.chunk_by(|a, b| a.0 == b.0) {
            if run.len() > largest {
                blocks.cut.push((run[0].1, run.len() as u64));
            } else if run.len() > 1 {
                blocks.members.extend(run.iter().map(|(_, record)| *record));
                blocks.ends.push(blocks.members.len());
            }
        }
        blocks.cut.sort_unstable_by_key(|(record, members)| (std::cmp::Reverse(*members), *record));
        blocks
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
        records: &[u32],
        all_records: usize,
        largest: usize,
    ) -> Self {
        let mut blocks = Self {
            members: Vec::new(),
            starts: vec![0],
            rule_of: Vec::new(),
            of_record: Vec::new(),
            of_record_starts: vec![0; all_records + 1],
            cut: Vec::new(),
        };
        // a few rules at a time: sorting in parallel, while memory stays that of a few rules
        for (chunk, some) in rules.chunks(2).enumerate() {
            let formed: Vec<RuleBlocks> = some
                .par_iter()
                .map(|rule| RuleBlocks::new(&sorted_keys(rule, columns, fields, records), largest))
                .collect();
            for (position, formed) in formed.into_iter().enumerate() {
                blocks.add_rule((chunk * 2 + position) as u16, formed);
            }
        }
        blocks.index_records(all_records);
        blocks
    }

    fn add_rule(&mut self, rule: u16, formed: RuleBlocks) {
        let before = self.members.len();
        self.members.extend(formed.members);
        self.rule_of.resize(self.rule_of.len() + formed.ends.len(), rule);
        self.starts.extend(formed.ends.into_iter().map(|end| before + end));
        self.cut.push(formed.cut);
    }

    fn index_records(&mut self, all_records: usize) {
        for member in &self.members {
            self.of_record_starts[*member as usize + 1] += 1;
        }
        for record in 0..all_records {
            self.of_record_starts[record + 1] += self.of_record_starts[record];
        }
        let mut next = self.of_record_starts.clone();
        self.of_record = vec![0; self.members.len()];
        for block in 0..self.rule_of.len() {
            for member in &self.members[self.starts[block]..self.starts[block + 1]] {
                self.of_record[next[*member as usize]] = block as u32;
                next[*member as usize] += 1;
            }
        }
    }

    fn blocks_of(&self, record: u32) -> &[u32] {
        &self.of_record[self.of_record_starts[record as usize]..self.of_record_starts[record as usize + 1]]
    }

    /// Returns whether no block before this one holds both records.
    fn is_first(&self, block: u32, a: u32, b: u32) -> bool {
        let (mut a, mut b) = (self.blocks_of(a).iter(), self.blocks_of(b).iter());
        let (mut x, mut y) = (a.next(), b.next());
        while let (Some(i), Some(j)) = (x, y) {
            if i == j {
                return *i == block;
            }
            if i < j {
                x = a.next();
            } else {
                y = b.next();
            }
        }
        true
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

    fn for_each_pair(&self, block: usize, allowed: &Allowed, mut each: impl FnMut(u32, u32, u16)) {
        let members = &self.members[self.starts[block]..self.starts[block + 1]];
        let rule = self.rule_of[block];
        for (position, a) in members.iter().enumerate() {
            for b in &members[position + 1..] {
                // a record may stand in a block twice where two of its words have one key
                if a != b && allowed.compares(*a, *b) && self.is_first(block as u32, *a, *b) {
                    each(*a, *b, rule);
                }
            }
        }
    }
}

/// About so many pairs are one part of the work; parts do not depend on the number of threads.
const PAIRS_A_PART: u64 = 100_000;

impl Pairing {
    /// Folds over all allowed pairs, each once, the parts in parallel; returns the parts' results in a fixed order.
    ///
    /// `each` is handed the two records, the smaller first, and the position of the first rule that has the pair.
    pub(crate) fn fold<T: Send>(
        &self,
        allowed: &Allowed,
        start: impl Fn() -> T + Sync,
        each: impl Fn(&mut T, u32, u32, u16) + Sync,
        done: impl Fn(f64) + Sync,
    ) -> Vec<T> {
        let parts = self.parts();
        let finished = std::sync::atomic::AtomicUsize::new(0);
        let count = parts.len();
        parts
            .into_par_iter()
            .map(|(from, to)| {
                let mut state = start();
                for at in from..to {
                    match self {
                        Pairing::All(records) => {
                            for b in at as u32 + 1..*records {
                                if allowed.compares(at as u32, b) {
                                    each(&mut state, at as u32, b, 0);
                                }
                            }
                        }
                        Pairing::Blocks(blocks) => {
                            blocks.for_each_pair(at, allowed, |a, b, rule| {
                                each(&mut state, a.min(b), a.max(b), rule)
                            });
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
