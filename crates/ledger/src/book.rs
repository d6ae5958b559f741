//! A ledger as read, kept up entry by entry: what is in force, and how the judged pairs hang together.
//!
//! [`crate::in_force`] says what is in force by reading everything; a [`Book`] comes to the same, but each further entry
//! costs the same however long the ledger is. Its parts are shared between copies, so that a copy costs nothing and whoever
//! reads one never waits for whoever writes the next.

use crate::judgement::Matter;
use crate::{Access, Decision, Entry, Judgement, RecordKey, Verdict, What};
use rpds::{HashTrieMapSync, HashTrieSetSync, RedBlackTreeSetSync, VectorSync};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// A judgement on a pair that is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgedPair {
    /// The number of its entry.
    pub seq: u64,
    /// The lesser of the two records.
    pub a: RecordKey,
    /// The other.
    pub b: RecordKey,
    /// The answer.
    pub verdict: Verdict,
}

impl JudgedPair {
    /// Returns the record that is not this one.
    pub(crate) fn other<'a>(&'a self, record: &RecordKey) -> &'a RecordKey {
        if self.a == *record { &self.b } else { &self.a }
    }
}

/// What an entry changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// The numbers of the judgements that came into force.
    pub risen: Vec<u64>,
    /// The numbers of those that are no longer in force.
    pub fallen: Vec<u64>,
}

/// A ledger as read.
#[derive(Clone, Default)]
pub struct Book {
    entries: VectorSync<Arc<Entry>>,
    standing: RedBlackTreeSetSync<u64>,
    void: HashTrieSetSync<u64>,
    /// For each judgement, those that take it back, in force or not.
    undone_by: HashTrieMapSync<u64, Arc<Vec<u64>>>,
    /// For each matter the judgements on it, in order.
    on_matter: HashTrieMapSync<OnMatter, Arc<Vec<u64>>>,
    /// For each record its judged pairs that are in force.
    beside: HashTrieMapSync<RecordKey, Arc<Vec<Arc<JudgedPair>>>>,
    /// For each pair the opinions that are in force.
    opinions: HashTrieMapSync<(RecordKey, RecordKey), Arc<Vec<u64>>>,
    access: Arc<Access>,
}

/// An entry by what it is about: two are equal if only one of them can be in force.
#[derive(Clone)]
struct OnMatter(Arc<Entry>);

impl OnMatter {
    fn matter(&self) -> Option<Matter<'_>> {
        match &self.0.what {
            What::Judgement(judgement) => judgement.decision.matter(&self.0.author),
            _ => None,
        }
    }
}

impl PartialEq for OnMatter {
    fn eq(&self, other: &Self) -> bool {
        self.matter() == other.matter()
    }
}

impl Eq for OnMatter {}

impl Hash for OnMatter {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.matter().hash(state);
    }
}

impl Book {
    /// Reads entries, in the order of the ledger.
    pub fn of(entries: impl IntoIterator<Item = Entry>) -> Self {
        let mut book = Self::default();
        for entry in entries {
            book.take(entry);
        }
        book
    }

    /// Takes in the entry that follows, and returns what it changed.
    pub fn take(&mut self, entry: Entry) -> Change {
        let entry = Arc::new(entry);
        self.entries.push_back_mut(Arc::clone(&entry));
        let mut change = Change::default();
        if Access::concerns(&entry.what) {
            Arc::make_mut(&mut self.access).take(&entry.what);
        }
        let What::Judgement(judgement) = &entry.what else { return change };
        if let Some(undone) = judgement.undoes.filter(|undone| *undone < entry.seq) {
            add(&mut self.undone_by, undone, entry.seq);
            self.review(undone, &mut change);
        }
        if matches!(judgement.decision, Decision::Note { .. }) {
            self.rise(entry.seq, &mut change);
            return change;
        }
        let matter = OnMatter(Arc::clone(&entry));
        if matter.matter().is_some() {
            add(&mut self.on_matter, matter.clone(), entry.seq);
            self.settle(&matter, &mut change);
        }
        change
    }

    /// Finds anew whether a judgement is void, and if that changed, all that follows from it.
    fn review(&mut self, seq: u64, change: &mut Change) {
        let mut next = Some(seq);
        while let Some(seq) = next.take() {
            let by = self.undone_by.get(&seq).cloned().unwrap_or_default();
            let is_void = by.iter().any(|later| !self.void.contains(later));
            if is_void == self.void.contains(&seq) {
                return;
            }
            if is_void {
                self.void.insert_mut(seq);
            } else {
                self.void.remove_mut(&seq);
            }
            let Some(entry) = self.shared(seq).cloned() else { return };
            let What::Judgement(judgement) = &entry.what else { return };
            let matter = OnMatter(Arc::clone(&entry));
            if matches!(judgement.decision, Decision::Note { .. }) {
                if is_void { self.fall(seq, change) } else { self.rise(seq, change) }
            } else if matter.matter().is_some() {
                self.settle(&matter, change);
            }
            next = judgement.undoes.filter(|undone| *undone < seq);
        }
    }

    /// Puts the last judgement on a matter that is not void in force, and no other.
    fn settle(&mut self, matter: &OnMatter, change: &mut Change) {
        let on = self.on_matter.get(matter).cloned().unwrap_or_default();
        let last = on.iter().rev().find(|seq| !self.void.contains(seq)).copied();
        let now = on.iter().rev().find(|seq| self.standing.contains(seq)).copied();
        if last == now {
            return;
        }
        if let Some(seq) = now {
            self.fall(seq, change);
        }
        if let Some(seq) = last {
            self.rise(seq, change);
        }
    }

    fn rise(&mut self, seq: u64, change: &mut Change) {
        self.standing.insert_mut(seq);
        change.risen.push(seq);
        if let Some(pair) = self.shared(seq).and_then(|entry| judged_pair(entry)).map(Arc::new) {
            for record in [&pair.a, &pair.b] {
                add(&mut self.beside, record.clone(), Arc::clone(&pair));
            }
        }
        if let Some((pair, _)) = self.shared(seq).and_then(|entry| opinion(entry)) {
            add(&mut self.opinions, pair, seq);
        }
    }

    fn fall(&mut self, seq: u64, change: &mut Change) {
        self.standing.remove_mut(&seq);
        change.fallen.push(seq);
        if let Some(pair) = self.shared(seq).and_then(|entry| judged_pair(entry)) {
            for record in [&pair.a, &pair.b] {
                let Some(beside) = self.beside.get(record) else { continue };
                let left: Vec<_> = beside.iter().filter(|pair| pair.seq != seq).cloned().collect();
                if left.is_empty() {
                    self.beside.remove_mut(record);
                } else {
                    self.beside.insert_mut(record.clone(), Arc::new(left));
                }
            }
        }
        if let Some((pair, _)) = self.shared(seq).and_then(|entry| opinion(entry)) {
            let numbers = self.opinions.get(&pair).map(|numbers| numbers.to_vec()).unwrap_or_default();
            self.opinions
                .insert_mut(pair, Arc::new(numbers.into_iter().filter(|known| *known != seq).collect()));
        }
    }

    fn shared(&self, seq: u64) -> Option<&Arc<Entry>> {
        // numbers have no gaps, unless somebody removed rows
        let guess = usize::try_from(seq).ok()?.checked_sub(1)?;
        if let Some(entry) = self.entries.get(guess).filter(|entry| entry.seq == seq) {
            return Some(entry);
        }
        let (mut low, mut high) = (0, self.entries.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.entries.get(middle)?.seq < seq { low = middle + 1 } else { high = middle }
        }
        self.entries.get(low).filter(|entry| entry.seq == seq)
    }

    /// Returns an entry by its number.
    pub fn entry(&self, seq: u64) -> Option<&Entry> {
        self.shared(seq).map(|entry| &**entry)
    }

    /// Returns all entries, in order.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = &Entry> + ExactSizeIterator {
        self.entries.iter().map(|entry| &**entry)
    }

    /// Returns the entries with a number above `seq`, in order.
    pub fn entries_after(&self, seq: u64) -> impl Iterator<Item = &Entry> {
        let later = self.entries().rev().take_while(|entry| entry.seq > seq).count();
        (self.entries.len() - later..self.entries.len())
            .filter_map(|at| self.entries.get(at))
            .map(|entry| &**entry)
    }

    /// Returns the last entry, if there is one.
    pub fn last(&self) -> Option<&Entry> {
        self.entries.last().map(|entry| &**entry)
    }

    /// Returns the number of the last entry; 0 if there is none.
    pub fn last_seq(&self) -> u64 {
        self.last().map_or(0, |entry| entry.seq)
    }

    /// Returns who may see what.
    pub fn access(&self) -> &Access {
        &self.access
    }

    /// Returns whether a judgement is in force.
    pub fn is_in_force(&self, seq: u64) -> bool {
        self.standing.contains(&seq)
    }

    /// Returns the entries whose judgements are in force, in order.
    pub fn in_force(&self) -> impl Iterator<Item = &Entry> {
        self.standing.iter().filter_map(|seq| self.entry(*seq))
    }

    /// Returns the judgements on pairs that are in force, in order.
    pub fn pairs(&self) -> impl Iterator<Item = JudgedPair> {
        self.in_force().filter_map(judged_pair)
    }

    /// Returns the judgements in force on the pairs of a record.
    pub fn beside(&self, record: &RecordKey) -> impl Iterator<Item = &JudgedPair> {
        self.beside.get(record).into_iter().flat_map(|beside| beside.iter()).map(|pair| &**pair)
    }

    /// Returns the judgement in force on just this pair, whichever way round.
    pub fn on_pair(&self, a: &RecordKey, b: &RecordKey) -> Option<&JudgedPair> {
        let (a, b) = (a.min(b), a.max(b));
        self.beside(a).find(|pair| pair.a == *a && pair.b == *b)
    }

    /// Returns the last answer to a pair that was given before an entry and not taken back, whoever gave it.
    pub fn answer_before(&self, a: &RecordKey, b: &RecordKey, seq: u64) -> Option<Verdict> {
        let standing = self.on_pair(a, b)?;
        let of_pair = OnMatter(Arc::clone(self.shared(standing.seq)?));
        let numbers = self.on_matter.get(&of_pair)?;
        let last = numbers.iter().rev().find(|number| **number < seq && !self.void.contains(number))?;
        Some(judged_pair(self.entry(*last)?)?.verdict)
    }

    /// Returns the opinions in force on a pair, whichever way round, in order: number, author and answer of each.
    pub fn opinions(&self, a: &RecordKey, b: &RecordKey) -> impl Iterator<Item = (u64, &str, Verdict)> {
        let numbers = self.opinions.get(&(a.min(b).clone(), a.max(b).clone()));
        let entries =
            numbers.into_iter().flat_map(|numbers| numbers.iter()).filter_map(|seq| self.entry(*seq));
        entries.filter_map(|entry| Some((entry.seq, entry.author.as_str(), opinion(entry)?.1)))
    }
}

/// Adds a value to those of a key; copies of the map keep theirs.
fn add<K: Eq + Hash, V: Clone>(map: &mut HashTrieMapSync<K, Arc<Vec<V>>>, key: K, value: V) {
    let mut values = map.get(&key).map(|values| values.to_vec()).unwrap_or_default();
    values.push(value);
    map.insert_mut(key, Arc::new(values));
}

/// Returns the pair that an opinion is about, the lesser record first, and what it says.
fn opinion(entry: &Entry) -> Option<((RecordKey, RecordKey), Verdict)> {
    match &entry.what {
        What::Judgement(Judgement { decision: Decision::Opinion { a, b, verdict }, .. }) => {
            Some(((a.min(b).clone(), a.max(b).clone()), *verdict))
        }
        _ => None,
    }
}

/// Returns the pair that an entry judges, if it does.
pub(crate) fn judged_pair(entry: &Entry) -> Option<JudgedPair> {
    match &entry.what {
        What::Judgement(Judgement { decision: Decision::Pair { a, b, verdict }, .. }) => {
            Some(JudgedPair { seq: entry.seq, a: a.min(b).clone(), b: a.max(b).clone(), verdict: *verdict })
        }
        _ => None,
    }
}

impl std::fmt::Debug for Book {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Book").field("last", &self.last_seq()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Hash, in_force};
    use proptest::prelude::*;

    fn decision(kind: u8, x: u8, y: u8) -> Decision {
        let record = |id: u8| RecordKey::new("l", id.to_string());
        match kind {
            0 => Decision::TakenBack,
            1 => Decision::Note { person: record(x) },
            2 => Decision::PersonWithheld { person: record(x) },
            _ => {
                let verdict = [Verdict::Same, Verdict::Different, Verdict::Unsure][usize::from(kind % 3)];
                Decision::Pair { a: record(x), b: record(x + 1 + y), verdict }
            }
        }
    }

    proptest! {
        #[test]
        fn a_book_has_in_force_what_reading_all_entries_finds(
            steps in proptest::collection::vec((0u8..7, 0u8..3, 0u8..2, proptest::option::of(1u64..40)), 0..40)
        ) {
            let entries: Vec<Entry> = (1..).zip(steps).map(|(seq, (kind, x, y, undoes))| Entry {
                seq,
                at: "2026-01-01T00:00:00Z".parse().unwrap(),
                author: "A".into(),
                what: What::Judgement(Judgement { decision: decision(kind, x, y), reason: "r".into(), undoes }),
                prev_hash: Hash::GENESIS,
                hash: Hash::GENESIS,
            }).collect();
            let mut book = Book::default();
            for (at, entry) in entries.iter().enumerate() {
                let before: Vec<u64> = book.in_force().map(|entry| entry.seq).collect();
                let change = book.take(entry.clone());
                let now: Vec<u64> = book.in_force().map(|entry| entry.seq).collect();
                let whole: Vec<u64> = in_force(&entries[..=at]).into_iter().map(|entry| entry.seq).collect();
                prop_assert_eq!(&now, &whole);
                for seq in now.iter().filter(|seq| !before.contains(seq)) {
                    prop_assert!(change.risen.contains(seq));
                }
                for seq in before.iter().filter(|seq| !now.contains(seq)) {
                    prop_assert!(change.fallen.contains(seq));
                }
                for pair in book.pairs() {
                    prop_assert_eq!(book.on_pair(&pair.b, &pair.a), Some(&pair));
                }
            }
        }
    }
}
