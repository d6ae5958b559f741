//! What reviewers decide, and which of it is in force.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use tizim_model::Claim;

use crate::{Entry, Error, Result, What};

/// A record's name that outlives every run: the list and the record's id in it.
///
/// Persons have no name of their own: they are derived, and another run may cut them otherwise. So a judgement about a
/// person names one record, and means the person whom that record belongs to.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct RecordKey {
    /// The name of the list, as in `tizim.toml`.
    pub list: String,
    /// The record's id in that list.
    pub record_id: String,
}

impl RecordKey {
    /// The record `record_id` of the list `list`.
    pub fn new(list: impl Into<String>, record_id: impl Into<String>) -> Self {
        Self { list: list.into(), record_id: record_id.into() }
    }
}

/// A reviewer's decision and the reason for it.
///
/// Author and time are those of the [`Entry`] that holds it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Judgement {
    /// What was decided.
    pub decision: Decision,
    /// Why, in the reviewer's words; may be empty.
    pub reason: String,
    /// The number of an earlier judgement that this one takes back.
    pub undoes: Option<u64>,
}

/// What was decided.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Decision {
    /// Whether two records are of the same person.
    Pair {
        /// One record.
        a: RecordKey,
        /// The other.
        b: RecordKey,
        /// The answer.
        verdict: Verdict,
    },
    /// What a second reviewer, who was not shown the first one's answer, says of a pair; without effect by itself. Where it
    /// differs from the answer in force, somebody else judges the pair.
    Opinion {
        /// One record.
        a: RecordKey,
        /// The other.
        b: RecordKey,
        /// The answer.
        verdict: Verdict,
    },
    /// A field of a person must not be published.
    FieldWithheld {
        /// A record of the person.
        person: RecordKey,
        /// The field's name.
        field: String,
    },
    /// Nothing of a person must be published.
    PersonWithheld {
        /// A record of the person.
        person: RecordKey,
    },
    /// Which of the rival values of a field is shown.
    FieldChosen {
        /// A record of the person.
        person: RecordKey,
        /// The field's name.
        field: String,
        /// The value to show.
        choice: Choice,
    },
    /// Something worth remembering about a person, without effect: the reason is the note. Notes don't replace each other.
    Note {
        /// A record of the person.
        person: RecordKey,
    },
    /// What becomes of something that an article says.
    Claim {
        /// The article.
        article: ArticleKey,
        /// The claim as the program suggested it, or as a reviewer added it.
        suggestion: ClaimKey,
        /// The answer.
        verdict: ClaimVerdict,
    },
    /// An article was read through: what it says and was not judged is left to the program's suggestions.
    ArticleRead {
        /// The article.
        article: ArticleKey,
    },
    /// Nothing new: an earlier judgement is taken back; `undoes` says which.
    TakenBack,
}

/// An article's name that outlives every run.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct ArticleKey {
    /// Its file in `sources/`.
    pub file: String,
    /// Its number in the file, from 1.
    pub page: u32,
}

/// A claim's name within its article: what it says, the bytes of its quote, and of whom or how many it says it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct ClaimKey {
    /// The type of claim.
    #[serde(rename = "type")]
    pub claim_type: String,
    /// The first byte of the quote.
    pub start: u64,
    /// The byte after its last.
    pub end: u64,
    /// The first bytes of the words for everybody in it and for its count, in order: one sentence may say the same of
    /// several people. Empty in judgements of before version 5, which speak of the only claim on their words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<u64>,
}

impl ClaimKey {
    /// Returns the name of a claim.
    pub fn of(claim: &Claim) -> Self {
        let mut about: Vec<u64> = claim
            .who
            .iter()
            .map(|who| who.words.start)
            .chain(claim.count.as_ref().map(|count| count.words.start))
            .collect();
        about.sort_unstable();
        Self { claim_type: claim.claim_type.clone(), start: claim.quote.start, end: claim.quote.end, about }
    }

    /// Returns whether two claims are of one type and stand on the same words.
    pub fn is_on_the_words_of(&self, other: &ClaimKey) -> bool {
        (&self.claim_type, self.start, self.end) == (&other.claim_type, other.start, other.end)
    }
}

/// What becomes of a claim. What stands is written down whole: it stays what it was when the program reads differently.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum ClaimVerdict {
    /// The article says just this.
    Accepted {
        /// The claim.
        claim: Box<Claim>,
    },
    /// The article says this instead.
    Corrected {
        /// The claim.
        claim: Box<Claim>,
    },
    /// The article does not say it.
    Rejected,
    /// The article says this, and the program did not see it.
    Added {
        /// The claim.
        claim: Box<Claim>,
    },
}

/// An answer to "are these two records the same person?"
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// They are.
    Same,
    /// They are not.
    Different,
    /// The reviewer looked and can't say.
    Unsure,
}

/// Where a chosen value comes from.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum Choice {
    /// From one of the records.
    Record {
        /// The record whose value is shown.
        record: RecordKey,
    },
    /// Entered by the reviewer.
    Entered {
        /// The value.
        value: String,
        /// Where the reviewer has it from.
        source: String,
    },
}

/// What a judgement is about. Of two judgements on one matter only the later one can be in force.
#[derive(PartialEq, Eq, Hash)]
pub(crate) enum Matter<'a> {
    Pair(&'a RecordKey, &'a RecordKey),
    /// Each author has an opinion of their own.
    Opinion(&'a RecordKey, &'a RecordKey, &'a str),
    FieldWithheld(&'a RecordKey, &'a str),
    PersonWithheld(&'a RecordKey),
    FieldChosen(&'a RecordKey, &'a str),
    Claim(&'a ArticleKey, &'a ClaimKey),
    ArticleRead(&'a ArticleKey),
}

impl Decision {
    pub(crate) fn matter<'a>(&'a self, author: &'a str) -> Option<Matter<'a>> {
        match self {
            Self::Pair { a, b, .. } => Some(Matter::Pair(a.min(b), a.max(b))),
            Self::Opinion { a, b, .. } => Some(Matter::Opinion(a.min(b), a.max(b), author)),
            Self::FieldWithheld { person, field } => Some(Matter::FieldWithheld(person, field)),
            Self::PersonWithheld { person } => Some(Matter::PersonWithheld(person)),
            Self::FieldChosen { person, field, .. } => Some(Matter::FieldChosen(person, field)),
            Self::Claim { article, suggestion, .. } => Some(Matter::Claim(article, suggestion)),
            Self::ArticleRead { article } => Some(Matter::ArticleRead(article)),
            Self::Note { .. } | Self::TakenBack => None,
        }
    }
}

impl Judgement {
    /// Says why the judgement makes no sense by itself, if it makes none.
    pub(crate) fn check(&self) -> Result<()> {
        match &self.decision {
            Decision::Pair { a, b, .. } | Decision::Opinion { a, b, .. } if a == b => {
                Err(Error::OneRecordTwice { list: a.list.clone(), record_id: a.record_id.clone() })
            }
            Decision::TakenBack if self.undoes.is_none() => Err(Error::NothingTakenBack),
            Decision::Note { .. } if self.reason.trim().is_empty() => Err(Error::EmptyNote),
            _ => Ok(()),
        }
    }
}

/// Picks the entries whose judgements are in force, in the order of the ledger. Entries of other kinds are passed over.
///
/// Read from the last to the first: a judgement that a later one in force takes back (`undoes`) is void, and so is all
/// that it did; of the others, the last one on each matter (a pair whichever way round, a person, a person's field) is in
/// force. So taking back a correction puts the corrected judgement in force again, and taking back a taking back does too.
pub fn in_force(entries: &[Entry]) -> Vec<&Entry> {
    let mut void = HashSet::new();
    let mut settled = HashSet::new();
    let mut standing = Vec::new();
    for entry in entries.iter().rev() {
        let What::Judgement(judgement) = &entry.what else { continue };
        if void.contains(&entry.seq) {
            continue;
        }
        void.extend(judgement.undoes);
        let is_note = matches!(judgement.decision, Decision::Note { .. });
        if is_note || judgement.decision.matter(&entry.author).is_some_and(|matter| settled.insert(matter)) {
            standing.push(entry);
        }
    }
    standing.reverse();
    standing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Hash;

    fn record(id: &str) -> RecordKey {
        RecordKey::new("list", id)
    }

    fn pair(a: &str, b: &str, verdict: Verdict) -> Decision {
        Decision::Pair { a: record(a), b: record(b), verdict }
    }

    fn standing(judgements: Vec<(Decision, Option<u64>)>) -> Vec<u64> {
        let entries: Vec<Entry> = (1..)
            .zip(judgements)
            .map(|(seq, (decision, undoes))| Entry {
                seq,
                at: "2026-01-01T00:00:00Z".parse().unwrap(),
                author: "A".into(),
                what: What::Judgement(Judgement { decision, reason: String::new(), undoes }),
                prev_hash: Hash::GENESIS,
                hash: Hash::GENESIS,
            })
            .collect();
        in_force(&entries).into_iter().map(|entry| entry.seq).collect()
    }

    #[test]
    fn the_last_word_on_a_pair_counts_whichever_way_round() {
        let words = vec![
            (pair("1", "2", Verdict::Same), None),
            (pair("1", "3", Verdict::Same), None),
            (pair("2", "1", Verdict::Different), None),
        ];
        assert_eq!(standing(words), [2, 3]);
    }

    #[test]
    fn what_is_taken_back_is_void_and_what_it_replaced_counts_again() {
        let words = vec![
            (pair("1", "2", Verdict::Same), None),
            (pair("1", "2", Verdict::Different), None),
            (Decision::TakenBack, Some(2)),
        ];
        assert_eq!(standing(words), [1]);
    }

    #[test]
    fn a_taking_back_can_be_taken_back() {
        let words = vec![
            (pair("1", "2", Verdict::Same), None),
            (Decision::TakenBack, Some(1)),
            (Decision::TakenBack, Some(2)),
        ];
        assert_eq!(standing(words), [1]);
    }

    #[test]
    fn notes_stand_beside_each_other_until_taken_back() {
        let note = || Decision::Note { person: record("1") };
        let words = vec![(note(), None), (note(), None), (note(), None), (Decision::TakenBack, Some(2))];
        assert_eq!(standing(words), [1, 3]);
    }

    #[test]
    fn fields_of_one_person_are_matters_of_their_own() {
        let person = record("1");
        let words = vec![
            (Decision::FieldWithheld { person: person.clone(), field: "age".into() }, None),
            (Decision::FieldWithheld { person: person.clone(), field: "place".into() }, None),
            (Decision::PersonWithheld { person: person.clone() }, None),
            (
                Decision::FieldChosen {
                    person: person.clone(),
                    field: "age".into(),
                    choice: Choice::Record { record: record("2") },
                },
                None,
            ),
            (
                Decision::FieldChosen {
                    person,
                    field: "age".into(),
                    choice: Choice::Entered { value: "31".into(), source: "his brother".into() },
                },
                None,
            ),
            (Decision::TakenBack, Some(2)),
        ];
        assert_eq!(standing(words), [1, 3, 5]);
    }
}
