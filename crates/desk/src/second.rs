//! The second look: a share of the pairs is judged by two people, the second of whom is not shown what the first said.
//!
//! The second answer is an opinion in the ledger and has no effect by itself. Where the two differ, a third reviewer judges
//! the pair. How far two people agree beyond chance is Cohen's kappa.

use tizim_ledger::{Book, Decision, Entry, Implied, RecordKey, Verdict, What};

/// Which pairs are looked at twice.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SecondLooks {
    /// The share of all pairs, 0..=1.
    pub(crate) share: f64,
    /// The project's seed: the same pairs are chosen on every machine.
    pub(crate) seed: u64,
}

/// What a pair waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Waits {
    /// For nothing: it is judged, or others imply the answer.
    Nothing,
    /// For a first judgement.
    First,
    /// For somebody other than the first reviewer, who is named.
    Second(String),
    /// Two differ, who are named; somebody else is to judge.
    Third([String; 2]),
}

impl Waits {
    /// Returns whether a reviewer may be asked.
    pub(crate) fn is_for(&self, reviewer: &str) -> bool {
        match self {
            Waits::Nothing => false,
            Waits::First => true,
            Waits::Second(first) => first != reviewer,
            Waits::Third(two) => two.iter().all(|other| other != reviewer),
        }
    }
}

impl SecondLooks {
    /// Returns whether a pair is among those looked at twice; `a` and `b` may come either way round.
    fn has(&self, a: &RecordKey, b: &RecordKey) -> bool {
        if self.share <= 0.0 {
            return false;
        }
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.seed.to_le_bytes());
        for key in [a.min(b), a.max(b)] {
            for text in [&key.list, &key.record_id] {
                hasher.update(&(text.len() as u64).to_le_bytes());
                hasher.update(text.as_bytes());
            }
        }
        let drawn = hasher.finalize().as_bytes()[..8]
            .iter()
            .fold(0u64, |number, byte| number << 8 | u64::from(*byte));
        // 2^64 values of equal chance
        (drawn as f64) < self.share * 18_446_744_073_709_551_616.0
    }

    /// Returns what a pair waits for; `implied` is of the same book.
    pub(crate) fn waits(
        &self,
        book: &Book,
        implied: &mut Implied<'_>,
        a: &RecordKey,
        b: &RecordKey,
    ) -> Waits {
        let Some(judged) = book.on_pair(a, b) else {
            return if implied.on_pair(a, b).is_some() { Waits::Nothing } else { Waits::First };
        };
        let first = book.entry(judged.seq).map_or("", |entry| entry.author.as_str());
        let mut is_looked_at_twice = false;
        for (seq, author, verdict) in book.opinions(a, b) {
            is_looked_at_twice = true;
            // a judgement after the opinion knew of it
            if seq > judged.seq && verdict != judged.verdict && author != first {
                return Waits::Third([first.to_owned(), author.to_owned()]);
            }
        }
        if !is_looked_at_twice && self.has(a, b) { Waits::Second(first.to_owned()) } else { Waits::Nothing }
    }
}

/// How often two reviewers agreed who did not see each other's answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Agreement {
    /// For each answer of the first reviewer (a row) and each of the second, the pairs: same, different, unsure.
    pub(crate) table: [[u64; 3]; 3],
}

impl Agreement {
    /// Reads the second looks that are in force and that somebody may see, each with the judgement that it was held against.
    pub(crate) fn new(book: &Book, is_seen: impl Fn(&Entry) -> bool) -> Self {
        let mut agreement = Self::default();
        for entry in book.in_force().filter(|entry| is_seen(entry)) {
            let What::Judgement(judgement) = &entry.what else { continue };
            let Decision::Opinion { a, b, verdict } = &judgement.decision else { continue };
            if let Some(first) = book.answer_before(a, b, entry.seq) {
                agreement.table[row(first)][row(*verdict)] += 1;
            }
        }
        agreement
    }

    /// Returns the number of pairs that two looked at.
    pub(crate) fn pairs(&self) -> u64 {
        self.table.iter().flatten().sum()
    }

    /// Returns the number of pairs on which they gave one answer.
    pub(crate) fn agreed(&self) -> u64 {
        (0..3).map(|answer| self.table[answer][answer]).sum()
    }

    /// Returns Cohen's kappa, (p_o - p_e) / (1 - p_e): p_o is the share on which both gave one answer, p_e the share on which
    /// they would by chance, the sum over the answers of the product of the two reviewers' shares.
    ///
    /// Nothing where it is not defined: no pair, or both always gave the same one answer.
    ///
    /// J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20 (1960), 37-46.
    pub(crate) fn kappa(&self) -> Option<f64> {
        let all = self.pairs() as f64;
        let observed = self.agreed() as f64 / all;
        let by_chance: f64 = (0..3)
            .map(|answer| {
                let first: u64 = self.table[answer].iter().sum();
                let second: u64 = self.table.iter().map(|row| row[answer]).sum();
                first as f64 / all * (second as f64 / all)
            })
            .sum();
        (all > 0.0 && by_chance < 1.0).then(|| (observed - by_chance) / (1.0 - by_chance))
    }
}

fn row(verdict: Verdict) -> usize {
    match verdict {
        Verdict::Same => 0,
        Verdict::Different => 1,
        Verdict::Unsure => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kappa_is_cohens() {
        // worked by hand: 35 + 35 + 7 of 100 agree; the shares of the answers are .5 .4 .1 and .4 .5 .1
        let agreement = Agreement { table: [[35, 13, 2], [4, 35, 1], [1, 2, 7]] };
        let by_chance = 0.5 * 0.4 + 0.4 * 0.5 + 0.1 * 0.1;
        assert_eq!((agreement.pairs(), agreement.agreed()), (100, 77));
        let kappa = agreement.kappa().unwrap();
        assert!((kappa - (0.77 - by_chance) / (1.0 - by_chance)).abs() < 1e-12, "{kappa}");
        assert_eq!(Agreement::default().kappa(), None);
        assert_eq!(Agreement { table: [[9, 0, 0], [0; 3], [0; 3]] }.kappa(), None, "one answer only");
        assert_eq!(Agreement { table: [[9, 0, 0], [0, 4, 0], [0, 0, 1]] }.kappa(), Some(1.0));
    }

    #[test]
    fn the_share_is_about_what_was_asked_for_and_the_same_each_time() {
        let looks = SecondLooks { share: 0.2, seed: 7 };
        let key = |id: u32| RecordKey::new("l", id.to_string());
        let chosen = (0..5000).filter(|id| looks.has(&key(*id), &key(id + 1))).count();
        assert!((900..1100).contains(&chosen), "{chosen}");
        assert!((0..5000).all(|id| looks.has(&key(id), &key(id + 1)) == looks.has(&key(id + 1), &key(id))));
        assert!(!(0..5000).any(|id| SecondLooks { share: 0.0, seed: 7 }.has(&key(id), &key(id + 1))));
        assert!((0..5000).all(|id| SecondLooks { share: 1.0, seed: 7 }.has(&key(id), &key(id + 1))));
    }
}
