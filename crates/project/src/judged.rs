//! Reviewers' judgements, from the ledger's names of records to positions.

use crate::results::{Choice as Rule, Evidence, Person, RivalValue, Warning};
use std::collections::HashMap;
use tizim_ledger::{Choice, Decision, Entry, RecordKey, What, in_force};
use tizim_link::{Linkage, PairJudgement, Verdict};
use tizim_model::{RecordIx, Records};

struct Names<'a> {
    by_name: HashMap<(&'a str, &'a str), RecordIx>,
}

impl<'a> Names<'a> {
    fn new(records: &'a Records) -> Self {
        let name = |record: RecordIx| (&*records.list(record).name, &*records.record_id[record.index()]);
        Self { by_name: records.iter().map(|record| (name(record), record)).collect() }
    }

    fn find(&self, key: &RecordKey) -> Option<RecordIx> {
        self.by_name.get(&(key.list.as_str(), key.record_id.as_str())).copied()
    }
}

/// Returns the judgements on pairs that are in force, and a warning if some name records that are not there.
pub(crate) fn pairs(entries: &[Entry], records: &Records) -> (Vec<PairJudgement>, Option<Warning>) {
    let judgements = in_force(entries);
    if judgements.is_empty() {
        return (Vec::new(), None);
    }
    let names = Names::new(records);
    let mut pairs = Vec::new();
    let mut strangers = 0;
    for entry in judgements {
        let What::Judgement(judgement) = &entry.what else { continue };
        let Decision::Pair { a, b, verdict } = &judgement.decision else { continue };
        match (names.find(a), names.find(b)) {
            (Some(a), Some(b)) => pairs.push(PairJudgement { a, b, verdict: verdict_of(*verdict) }),
            _ => strangers += 1,
        }
    }
    let warning = (strangers > 0).then(|| Warning {
        code: "judgement_without_record".to_owned(),
        words: format!(
            "{strangers} judgements name records that are not in the lists any more; they stay in the ledger and have no effect now."
        ),
    });
    (pairs, warning)
}

fn verdict_of(verdict: tizim_ledger::Verdict) -> Verdict {
    match verdict {
        tizim_ledger::Verdict::Same => Verdict::Same,
        tizim_ledger::Verdict::Different => Verdict::Different,
        tizim_ledger::Verdict::Unsure => Verdict::Unsure,
    }
}

/// Shows the values that reviewers chose.
pub(crate) fn choose(entries: &[Entry], records: &Records, linkage: &Linkage, persons: &mut [Person]) {
    let judgements = in_force(entries);
    if judgements.is_empty() {
        return;
    }
    let names = Names::new(records);
    for entry in judgements {
        let What::Judgement(judgement) = &entry.what else { continue };
        let Decision::FieldChosen { person, field, choice } = &judgement.decision else { continue };
        let Some(record) = names.find(person) else { continue };
        let person = &mut persons[linkage.person_of[record.index()].index()];
        let Some(field) = person.fields.iter_mut().find(|known| known.field == *field) else { continue };
        let position = match choice {
            Choice::Record { record } => names.find(record).and_then(|record| {
                field.values.iter().position(|value| value.evidence.iter().any(|at| at.record == record))
            }),
            Choice::Entered { value, source } => {
                let evidence =
                    vec![Evidence { record, raw: format!("entered by {}: {source}", entry.author) }];
                field.values.push(RivalValue { display: value.clone(), known: true, evidence });
                Some(field.values.len() - 1)
            }
        };
        if let Some(position) = position {
            field.chosen = position;
            field.rule = Rule::Reviewer;
        }
    }
}
