//! The judgements in force, as the pages ask for them.

use rustc_hash::{FxHashMap, FxHashSet};
use tizim_ledger::{Decision, Entry, Judgement, RecordKey, Verdict, What, in_force};
use tizim_model::RecordIx;
use tizim_project::RecordNames;

/// Two records by their lasting names, the lesser first.
pub(crate) type KeyPair = (RecordKey, RecordKey);

/// A judgement on a pair, in force.
#[derive(Clone, Debug)]
pub(crate) struct PairEntry {
    pub(crate) seq: u64,
    pub(crate) pair: KeyPair,
    pub(crate) verdict: Verdict,
}

/// The judgements in force.
#[derive(Debug, Default)]
pub(crate) struct Judged {
    /// The numbers of all that are in force.
    pub(crate) standing: FxHashSet<u64>,
    /// Those on pairs.
    pub(crate) pairs: Vec<PairEntry>,
    by_pair: FxHashMap<KeyPair, usize>,
    /// The records that any of these pairs names, as far as they are in the lists now.
    records: FxHashSet<RecordIx>,
    /// For each record that was judged the same as another, the group that it is in.
    group_of: FxHashMap<RecordKey, usize>,
    /// Groups that hold records judged different.
    apart: FxHashSet<(usize, usize)>,
}

/// Returns two names with the lesser first.
pub(crate) fn ordered(a: RecordKey, b: RecordKey) -> KeyPair {
    if a <= b { (a, b) } else { (b, a) }
}

/// Returns the judgements on pairs that are in force in a ledger.
pub(crate) fn pairs_in_force(entries: &[Entry]) -> Vec<PairEntry> {
    in_force(entries).into_iter().filter_map(pair_of).collect()
}

fn pair_of(entry: &Entry) -> Option<PairEntry> {
    match &entry.what {
        What::Judgement(Judgement { decision: Decision::Pair { a, b, verdict }, .. }) => {
            Some(PairEntry { seq: entry.seq, pair: ordered(a.clone(), b.clone()), verdict: *verdict })
        }
        _ => None,
    }
}

impl Judged {
    /// Reads a ledger; `names` are those of the records that are there now.
    pub(crate) fn new(entries: &[Entry], names: Option<&RecordNames>) -> Self {
        let standing = in_force(entries);
        let mut judged = Self {
            standing: standing.iter().map(|entry| entry.seq).collect(),
            pairs: standing.into_iter().filter_map(pair_of).collect(),
            ..Self::default()
        };
        judged.group();
        if let Some(names) = names {
            let keys = judged.pairs.iter().flat_map(|judged| [&judged.pair.0, &judged.pair.1]);
            judged.records = keys.filter_map(|key| names.find(key)).collect();
        }
        judged
    }

    fn group(&mut self) {
        self.by_pair = self.pairs.iter().enumerate().map(|(at, judged)| (judged.pair.clone(), at)).collect();
        let mut members: Vec<Vec<RecordKey>> = Vec::new();
        for judged in self.pairs.iter().filter(|judged| judged.verdict == Verdict::Same) {
            let (a, b) = &judged.pair;
            match (self.group_of.get(a).copied(), self.group_of.get(b).copied()) {
                (Some(here), Some(there)) if here == there => {}
                (Some(here), Some(there)) => {
                    // the smaller moves, so that all moves together stay few
                    let (kept, gone) = if members[here].len() >= members[there].len() {
                        (here, there)
                    } else {
                        (there, here)
                    };
                    for record in std::mem::take(&mut members[gone]) {
                        self.group_of.insert(record.clone(), kept);
                        members[kept].push(record);
                    }
                }
                (Some(group), None) => {
                    self.group_of.insert(b.clone(), group);
                    members[group].push(b.clone());
                }
                (None, Some(group)) => {
                    self.group_of.insert(a.clone(), group);
                    members[group].push(a.clone());
                }
                (None, None) => {
                    self.group_of.insert(a.clone(), members.len());
                    self.group_of.insert(b.clone(), members.len());
                    members.push(vec![a.clone(), b.clone()]);
                }
            }
        }
        // records that are only apart from others are groups of their own
        let mut next = members.len();
        for judged in self.pairs.iter().filter(|judged| judged.verdict == Verdict::Different) {
            let mut of = |record: &RecordKey| {
                *self.group_of.entry(record.clone()).or_insert_with(|| {
                    next += 1;
                    next - 1
                })
            };
            let (a, b) = (of(&judged.pair.0), of(&judged.pair.1));
            self.apart.insert((a.min(b), a.max(b)));
        }
    }

    /// Returns the judgement on just this pair.
    pub(crate) fn on(&self, pair: &KeyPair) -> Option<&PairEntry> {
        self.by_pair.get(pair).map(|at| &self.pairs[*at])
    }

    /// Returns the answer that other judgements give: the same through others, or different through others.
    pub(crate) fn implied(&self, pair: &KeyPair) -> Option<Verdict> {
        let (a, b) = (*self.group_of.get(&pair.0)?, *self.group_of.get(&pair.1)?);
        if a == b {
            return Some(Verdict::Same);
        }
        self.apart.contains(&(a.min(b), a.max(b))).then_some(Verdict::Different)
    }

    /// Returns whether nobody needs to look at a pair any more; `keys` gives the lasting names of its records.
    pub(crate) fn is_settled(
        &self,
        pair: (RecordIx, RecordIx),
        keys: impl FnOnce((RecordIx, RecordIx)) -> KeyPair,
    ) -> bool {
        // nearly all pairs in a queue have a record that nobody judged
        if !self.records.contains(&pair.0) || !self.records.contains(&pair.1) {
            return false;
        }
        let pair = keys(pair);
        self.by_pair.contains_key(&pair) || self.implied(&pair).is_some()
    }
}
