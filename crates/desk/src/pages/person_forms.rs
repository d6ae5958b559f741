//! What the forms on a person's page do. Each names the person by one of its records: persons have no lasting name.

use super::done::and_say;
use super::fault;
use crate::desk::Desk;
use crate::frame::see;
use crate::sight::Sight;
use crate::visitor::Posted;
use axum::response::Response;
use std::sync::Arc;
use tizim_ledger::{Choice, Decision, Judgement, RecordKey, Verdict};
use tizim_project::record_key;

/// The most judgements that one form makes.
const MOST_CUT: usize = 500;

fn key(posted: &Posted) -> RecordKey {
    RecordKey::new(posted.fields.get("list"), posted.fields.get("record"))
}

/// Writes judgements, then goes to the person that the record is in now.
fn judge(desk: &Arc<Desk>, posted: &Posted, record: &RecordKey, decisions: Vec<Decision>) -> Response {
    let words = posted.visitor.words(desk);
    {
        let state = desk.state();
        let sight = Sight::new(&state, &posted.visitor);
        if state.find(record).is_none() || !decisions.iter().all(|decision| is_seen(sight, decision)) {
            return fault::not_found(words);
        }
    }
    let reason = posted.fields.get("reason");
    let judgement = |decision| Judgement { decision, reason: reason.to_owned(), undoes: None };
    match desk.judge(&posted.visitor, decisions.into_iter().map(judgement).collect()) {
        Ok(entries) => {
            desk.wait_for_own(&posted.visitor);
            let state = desk.state();
            let person = state
                .find(record)
                .zip(state.loaded.as_ref())
                .map(|(record, loaded)| loaded.person_of(record).1);
            let address =
                person.map_or_else(|| "/persons".to_owned(), |person| format!("/person/{}", person.id));
            see(&and_say(&address, &entries))
        }
        Err(refusal) => fault::refusal(desk, &posted.visitor, refusal),
    }
}

/// Returns whether a visitor may see all records and fields that a decision names.
fn is_seen(sight: Sight<'_>, decision: &Decision) -> bool {
    match decision {
        Decision::Pair { a, b, .. } => sight.key(a) && sight.key(b),
        Decision::FieldChosen { person, field, choice } => {
            let from = match choice {
                Choice::Record { record } => &record.list,
                Choice::Entered { .. } => &person.list,
            };
            sight.key(person) && sight.field(from, field)
        }
        Decision::FieldWithheld { person, field } => sight.field(&person.list, field),
        Decision::PersonWithheld { person } | Decision::Note { person } => sight.key(person),
        _ => sight.all,
    }
}

fn wants(posted: &Posted, names: &[&str]) -> bool {
    names.iter().all(|name| !posted.fields.get(name).is_empty())
}

/// Shows a rival value.
pub(super) fn choose(desk: &Arc<Desk>, _id: &str, posted: &Posted) -> Response {
    if !wants(posted, &["field"]) {
        return fault::bad_form(posted.visitor.words(desk));
    }
    let person = key(posted);
    let record = RecordKey::new(posted.fields.get("from_list"), posted.fields.get("from_record"));
    let field = posted.fields.get("field").to_owned();
    let decision = Decision::FieldChosen { person: person.clone(), field, choice: Choice::Record { record } };
    judge(desk, posted, &person, vec![decision])
}

/// Shows a value that no list has, with where the reviewer has it from.
pub(super) fn enter(desk: &Arc<Desk>, _id: &str, posted: &Posted) -> Response {
    if !wants(posted, &["field", "value", "source"]) {
        return fault::bad_form(posted.visitor.words(desk));
    }
    let person = key(posted);
    let choice = Choice::Entered {
        value: posted.fields.get("value").to_owned(),
        source: posted.fields.get("source").to_owned(),
    };
    let field = posted.fields.get("field").to_owned();
    judge(desk, posted, &person, vec![Decision::FieldChosen { person: person.clone(), field, choice }])
}

/// Withholds a field, or the whole person, from what is published.
pub(super) fn withhold(desk: &Arc<Desk>, _id: &str, posted: &Posted) -> Response {
    if !wants(posted, &["reason"]) {
        return fault::bad_form(posted.visitor.words(desk));
    }
    let person = key(posted);
    let decision = match posted.fields.get("field") {
        "" => Decision::PersonWithheld { person: person.clone() },
        field => Decision::FieldWithheld { person: person.clone(), field: field.to_owned() },
    };
    judge(desk, posted, &person, vec![decision])
}

/// Cuts a record off: it is judged different from each other record of its person.
pub(super) fn cut(desk: &Arc<Desk>, _id: &str, posted: &Posted) -> Response {
    let cut = key(posted);
    let others: Vec<RecordKey> = {
        desk.wait_for_own(&posted.visitor);
        let state = desk.state();
        let person = state.find(&cut).zip(state.loaded.as_ref());
        let Some((record, loaded)) = person else { return fault::not_found(posted.visitor.words(desk)) };
        if !Sight::new(&state, &posted.visitor).key(&cut) {
            return fault::not_found(posted.visitor.words(desk));
        }
        let sight = Sight::new(&state, &posted.visitor);
        let records = &loaded.results.records;
        let others = loaded.person_of(record).1.records.iter().filter(|other| **other != record);
        let others = others.filter(|other| sight.record(records, **other));
        others.map(|other| record_key(&loaded.results.records, *other)).collect()
    };
    if others.is_empty() {
        return fault::bad_form(posted.visitor.words(desk));
    }
    if others.len() > MOST_CUT {
        return fault::too_many_judgements(posted.visitor.words(desk), others.len(), MOST_CUT);
    }
    let decision = |other| Decision::Pair { a: cut.clone(), b: other, verdict: Verdict::Different };
    judge(desk, posted, &cut, others.into_iter().map(decision).collect())
}

/// Returns a record as a box on the page names it.
pub(super) fn picked(key: &RecordKey) -> String {
    serde_json::to_string(&(&key.list, &key.record_id)).unwrap_or_default()
}

/// Cuts records off their person together: each is judged different from each record that stays. They become a person of
/// their own, or join the person that is named.
pub(super) fn move_records(desk: &Arc<Desk>, id: &str, posted: &Posted) -> Response {
    let words = posted.visitor.words(desk);
    desk.wait_for_own(&posted.visitor);
    let state = desk.state();
    let Some(loaded) = &state.loaded else { return fault::nothing_yet(words) };
    let sight = Sight::new(&state, &posted.visitor);
    let named =
        |id: &str| loaded.person_named(id).and_then(|(_, person)| sight.person(&loaded.results, person));
    let Some(person) = named(id) else { return fault::not_found(words) };
    let all: Vec<RecordKey> =
        person.records.iter().map(|record| record_key(&loaded.results.records, *record)).collect();
    let is_picked = |at: usize, key: &RecordKey| posted.fields.get(&format!("r{at}")) == picked(key);
    let (go, stay): (Vec<_>, Vec<_>) = all.into_iter().enumerate().partition(|(at, key)| is_picked(*at, key));
    // nobody is moved whole: that is joining
    if go.is_empty() || stay.is_empty() {
        return fault::bad_form(words);
    }
    let count = go.len() * stay.len() + go.len() - 1;
    if count > MOST_CUT {
        return fault::too_many_judgements(words, count, MOST_CUT);
    }
    let pair = |a: &RecordKey, b: &RecordKey, verdict| Decision::Pair { a: a.clone(), b: b.clone(), verdict };
    let first = &go[0].1;
    let mut decisions: Vec<Decision> =
        go.iter().flat_map(|(_, a)| stay.iter().map(move |(_, b)| pair(a, b, Verdict::Different))).collect();
    decisions.extend(go[1..].iter().map(|(_, other)| pair(first, other, Verdict::Same)));
    match posted.fields.get("to").to_uppercase().as_str() {
        "" => {}
        to => match named(to) {
            Some(other) if other.id != person.id => {
                decisions.push(pair(
                    first,
                    &record_key(&loaded.results.records, other.records[0]),
                    Verdict::Same,
                ));
            }
            _ => return fault::not_found(words),
        },
    }
    judge(desk, posted, first, decisions)
}

/// Joins two persons: their first records are judged the same.
pub(super) fn join(desk: &Arc<Desk>, _id: &str, posted: &Posted) -> Response {
    let words = posted.visitor.words(desk);
    let here = key(posted);
    let there = {
        desk.wait_for_own(&posted.visitor);
        let state = desk.state();
        let Some(loaded) = &state.loaded else { return fault::nothing_yet(words) };
        let other = posted.fields.get("other").to_uppercase();
        let (sight, records) = (Sight::new(&state, &posted.visitor), &loaded.results.records);
        let seen = loaded.person_named(&other).and_then(|(_, person)| sight.person(&loaded.results, person));
        seen.map(|person| record_key(records, person.records[0]))
    };
    match there {
        Some(there) if there != here => {
            let decision = Decision::Pair { a: here.clone(), b: there, verdict: Verdict::Same };
            judge(desk, posted, &here, vec![decision])
        }
        _ => fault::not_found(words),
    }
}

/// Takes a note.
pub(super) fn note(desk: &Arc<Desk>, _id: &str, posted: &Posted) -> Response {
    if !wants(posted, &["reason"]) {
        return fault::bad_form(posted.visitor.words(desk));
    }
    let person = key(posted);
    judge(desk, posted, &person, vec![Decision::Note { person: person.clone() }])
}
