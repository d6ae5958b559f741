//! Reviewers' judgements, from the ledger's names of records to positions.

use crate::names::RecordNames;
use crate::results::{Choice as Rule, Evidence, Person, RivalValue, Warning};
use rustc_hash::FxHashSet;
use std::sync::Arc;
use tizim_ledger::{Book, Choice, Decision, JudgedPair, RecordKey, What};
use tizim_link::{Linkage, PairJudgement, Verdict};
use tizim_model::RecordIx;

/// Returns the judgements on pairs that are obeyed, and warnings of those that are not: they name records that are not there,
/// or contradict earlier ones.
pub(crate) fn pairs(book: &Book, names: &RecordNames) -> (Vec<PairJudgement>, Vec<Warning>) {
    let mut pairs = Vec::new();
    let mut strangers = 0;
    let obeyed = book.obeyed_pairs();
    let set_aside = book.pairs().count() - obeyed.len();
    for JudgedPair { a, b, verdict, .. } in obeyed {
        match (names.find(&a), names.find(&b)) {
            (Some(a), Some(b)) => pairs.push(PairJudgement { a, b, verdict: verdict_of(verdict) }),
            _ => strangers += 1,
        }
    }
    let mut warnings = Vec::new();
    if set_aside > 0 {
        warnings.push(Warning {
            code: "judgements_contradict".to_owned(),
            words: format!(
                "{set_aside} judgements contradict earlier ones and have no effect until one of each contradiction is taken back in the review desk."
            ),
        });
    }
    if strangers > 0 {
        warnings.push(Warning {
            code: "judgement_without_record".to_owned(),
            words: format!(
                "{strangers} judgements name records that are not in the lists any more; they stay in the ledger and have no effect now."
            ),
        });
    }
    (pairs, warnings)
}

/// Returns a verdict of the ledger as linking takes it.
pub fn verdict_of(verdict: tizim_ledger::Verdict) -> Verdict {
    match verdict {
        tizim_ledger::Verdict::Same => Verdict::Same,
        tizim_ledger::Verdict::Different => Verdict::Different,
        tizim_ledger::Verdict::Unsure => Verdict::Unsure,
    }
}

/// Shows the values that reviewers chose and marks what they withheld; `among` are the persons to look at, or all.
pub(crate) fn apply(
    book: &Book,
    names: &RecordNames,
    linkage: &Linkage,
    persons: &mut [Arc<Person>],
    among: Option<&FxHashSet<RecordIx>>,
) {
    for entry in book.in_force() {
        let What::Judgement(judgement) = &entry.what else { continue };
        let Some(record) = person_named(&judgement.decision).and_then(|key| names.find(key)) else {
            continue;
        };
        let person = &mut persons[linkage.person_of[record.index()].index()];
        if among.is_some_and(|among| !person.records.iter().any(|record| among.contains(record))) {
            continue;
        }
        let person = Arc::make_mut(person);
        match &judgement.decision {
            Decision::FieldChosen { field, choice, .. } => {
                choose(person, record, field, choice, &entry.author, names)
            }
            Decision::FieldWithheld { field, .. } => {
                let fields = person.fields.iter_mut().filter(|known| known.field == *field);
                fields.for_each(|field| field.withheld = true);
            }
            Decision::PersonWithheld { .. } => person.withheld = true,
            _ => {}
        }
    }
}

/// Returns the record by which a decision names a person, if it is about one.
pub(crate) fn person_named(decision: &Decision) -> Option<&RecordKey> {
    match decision {
        Decision::FieldChosen { person, .. }
        | Decision::FieldWithheld { person, .. }
        | Decision::PersonWithheld { person } => Some(person),
        _ => None,
    }
}

fn choose(
    person: &mut Person,
    record: RecordIx,
    field: &str,
    choice: &Choice,
    author: &str,
    names: &RecordNames,
) {
    let Some(field) = person.fields.iter_mut().find(|known| known.field == field) else { return };
    let position = match choice {
        Choice::Record { record } => names.find(record).and_then(|record| {
            field.values.iter().position(|value| value.evidence.iter().any(|at| at.record == record))
        }),
        Choice::Entered { value, source } => {
            let evidence = vec![Evidence { record, raw: format!("entered by {author}: {source}") }];
            field.values.push(RivalValue { display: value.clone(), known: true, entered: true, evidence });
            Some(field.values.len() - 1)
        }
    };
    if let Some(position) = position {
        field.chosen = position;
        field.rule = Rule::Reviewer;
    }
}
