//! What was known of a person when: each source as it came in, with what it said first and what it said otherwise.

use crate::frame::Context;
use crate::loaded::Loaded;
use maud::{Markup, html};
use std::collections::BTreeMap;
use tizim_ledger::What;
use tizim_model::{RecordIx, Role};
use tizim_project::{Person, PersonField};
use tizim_report::parts::Foreign;

/// What a record says of a field, beside what was known before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum News {
    First,
    Otherwise,
}

/// Returns the records of a person in the order in which their files came in, each with the number of that entry.
fn in_order(context: &Context<'_>, loaded: &Loaded, person: &Person) -> Vec<(u64, RecordIx)> {
    let mut added: BTreeMap<&str, u64> = BTreeMap::new();
    for entry in context.state.book.entries() {
        if let What::SourceAdded(custody) = &entry.what {
            added.insert(&custody.file, entry.seq);
        }
    }
    let records = &loaded.results.records;
    let file = |record: RecordIx| records.files[usize::from(records.file_of[record.index()])].as_str();
    let mut order: Vec<(u64, RecordIx)> = person
        .records
        .iter()
        .map(|record| (added.get(file(*record)).copied().unwrap_or(0), *record))
        .collect();
    order.sort_unstable();
    order
}

/// Returns the timeline; nothing for a person of one record, of whom all was known at once.
pub(super) fn timeline(context: &Context<'_>, loaded: &Loaded, person: &Person) -> Markup {
    let w = &context.words.person;
    if person.records.len() < 2 {
        return html! {};
    }
    let order = in_order(context, loaded, person);
    let records = &loaded.results.records;
    html! {
        section aria-labelledby="timeline" {
            h2 id="timeline" { (w.timeline) }
            ol.timeline {
                @for (at, (seq, record)) in order.iter().enumerate() {
                    @let before: Vec<RecordIx> = order[..at].iter().map(|(_, record)| *record).collect();
                    @let said: Vec<(&PersonField, &str, News)> = person.fields.iter().filter_map(|field| news(field, *record, &before)).collect();
                    li {
                        @if let Some(entry) = context.state.entry(*seq) { (context.words.moment(entry.at.as_str())) " – " }
                        (w.timeline_source.with(&[("list", &records.list(*record).name)])) " (" (Foreign(&records.record_id[record.index()])) "): "
                        @if said.is_empty() { (w.timeline_agrees) }
                        @for (at, (field, value, news)) in said.iter().enumerate() {
                            @if at > 0 { "; " }
                            (context.words.field(&field.field)) " " strong { bdi dir="auto" { (Foreign(context.words.value(field.role.key(), value))) } }
                            @if before.is_empty() {} @else if *news == News::Otherwise { " " span.tag.differs { (w.timeline_differs) } } @else { " " span.tag { (w.timeline_new) } }
                        }
                    }
                }
            }
        }
    }
}

/// Returns what a record says of a field that no earlier one said.
fn news<'a>(
    field: &'a PersonField,
    record: RecordIx,
    before: &[RecordIx],
) -> Option<(&'a PersonField, &'a str, News)> {
    let of_the_row = matches!(
        field.role,
        Role::OwnId | Role::ListName | Role::OnList | Role::SourceUrl | Role::Notes | Role::Carried
    );
    let by = |records: &[RecordIx], value: &tizim_project::RivalValue| {
        value.evidence.iter().any(|evidence| records.contains(&evidence.record))
    };
    let said =
        field.values.iter().find(|value| value.known && by(&[record], value)).filter(|_| !of_the_row)?;
    if by(before, said) {
        return None;
    }
    let is_rival = field.values.iter().any(|value| value.known && by(before, value));
    Some((field, &said.display, if is_rival { News::Otherwise } else { News::First }))
}
