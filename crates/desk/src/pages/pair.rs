//! Two records side by side: what differs, where each stands, and what the program makes of it.

use super::names;
use crate::compare::{Likeness, compare};
use crate::frame::Context;
use crate::loaded::Loaded;
use crate::waterfall::waterfall;
use crate::words::Text;
use maud::{Markup, html};
use tizim_model::{Column, RecordIx, Role, Value};
use tizim_report::parts::{Foreign, Passage, percent, signed};

/// Returns the comparison of two records.
pub(super) fn comparison(context: &Context<'_>, loaded: &Loaded, a: RecordIx, b: RecordIx) -> Markup {
    let w = &context.words.pairs;
    let records = &loaded.results.records;
    let explanation = loaded.results.linkage.explain(records, a, b);
    let sight = context.sight();
    // what two records share is told by what both hold, so a field is shown for both or for neither
    let rows: Vec<&Column> = records
        .columns
        .iter()
        .filter(|column| column.get(a).is_some() || column.get(b).is_some())
        .filter(|column| sight.field_of_both(records, (a, b), &column.name))
        .collect();
    let all_seen = sight.all_of_both(records, (a, b));
    let names = || records.columns.iter().filter(|column| column.role.is_name());
    let names_seen = names().all(|column| sight.field_of_both(records, (a, b), &column.name));
    let caption = html! {
        (w.weight) " " (signed(explanation.total.0)) ", "
        (w.probability.with(&[("share", &percent(explanation.probability.get()))]))
    };
    html! {
        div.scroll role="region" aria-label=(w.compare_caption.as_str()) tabindex="0" {
            table.pair {
                caption.vh { (w.compare_caption) }
                thead {
                    tr {
                        td.vh {}
                        th scope="col" { (head(context, loaded, a, &w.head_a)) }
                        th scope="col" { (head(context, loaded, b, &w.head_b)) }
                    }
                }
                tbody { @for column in rows { (row(context, column, a, b)) } }
            }
        }
        @if names_seen { (names::explained(context, records, a, b)) }
        @if all_seen {
            details.weights open {
                summary { (w.weights_title) ": " (caption) }
                (waterfall(context, &explanation))
            }
        }
    }
}

/// Returns what a record is: its name, where it stands, the person that it belongs to now.
fn head(context: &Context<'_>, loaded: &Loaded, record: RecordIx, which: &Text) -> Markup {
    let records = &loaded.results.records;
    let (_, person) = loaded.person_of(record);
    let sight = context.sight();
    let seen = person.records.iter().filter(|other| sight.record(records, **other)).count() as u64;
    let others = seen.saturating_sub(1);
    let list = &records.list(record).name;
    let names_seen = sight.all
        || records
            .columns
            .iter()
            .filter(|column| column.role.is_name())
            .all(|column| sight.field(list, &column.name));
    let file = &records.files[usize::from(records.file_of[record.index()])];
    let line = context.words.number(records.line_of[record.index()]);
    html! {
        span.which { (which) }
        span.name {
            @match names::name_of(records, record).filter(|_| names_seen) {
                Some(name) => bdi dir="auto" { (Foreign(&name)) },
                None => (context.words.persons.no_name),
            }
        }
        span.where {
            strong { (Foreign(&records.list(record).name)) } ", "
            (context.words.pairs.list_line.with(&[("file", file), ("line", &line)]))
        }
        span.where {
            a href={ "/person/" (person.id) } { (person.id) } " "
            (context.words.count(&context.words.pairs.person_of, others))
        }
    }
}

fn row(context: &Context<'_>, column: &Column, a: RecordIx, b: RecordIx) -> Markup {
    let w = &context.words.pairs;
    let shown = |record| column.get(record).map(|entry| entry.display());
    // ids and links of their own differ by nature
    if matches!(column.role, Role::OwnId | Role::ListName | Role::SourceUrl | Role::Notes | Role::Carried) {
        let value = |text: Option<String>| html! { (Passage(text.as_deref().unwrap_or_default())) };
        return html! {
            tr { th scope="row" { (context.words.field(&column.name)) } td { (value(shown(a))) } td { (value(shown(b))) } }
        };
    }
    // "unknown" is a word for nothing: it agrees with nothing and differs from nothing
    let known = |record| {
        let entry = column.get(record)?;
        let shown = || context.words.value(column.role.key(), &entry.display()).to_owned();
        (!matches!(entry.value, Value::Unknown)).then(shown)
    };
    let (left, right) = (known(a), known(b));
    let compared = compare(left.as_deref(), right.as_deref());
    let (class, word) = match compared.likeness {
        Likeness::Same => ("same", &w.level_same),
        Likeness::Near => ("near", &w.level_near),
        Likeness::Script => ("script", &w.level_script),
        Likeness::Different => ("differs", &w.level_differs),
        Likeness::One => ("one", &w.level_one),
    };
    let with_sounds = column.role.is_name() && compared.likeness == Likeness::Script;
    html! {
        tr class=(class) {
            th scope="row" { (context.words.field(&column.name)) span.level { (word) } }
            @for (value, record) in [(&compared.a, a), (&compared.b, b)] {
                td { (cell(context, column, record, value, with_sounds)) }
            }
        }
    }
}

/// Returns a value, with what the source wrote where that is something else, and how a name sounds to the program.
fn cell(
    context: &Context<'_>,
    column: &Column,
    record: RecordIx,
    value: &Markup,
    with_sounds: bool,
) -> Markup {
    let w = &context.words.pairs;
    let Some(entry) = column.get(record) else {
        return html! { span.none role="img" aria-label=(w.nothing_in.as_str()) { "–" } };
    };
    let display = entry.display();
    let display = context.words.value(column.role.key(), &display);
    html! {
        @if matches!(entry.value, Value::Unknown) { i { (Passage(display)) } } @else { (value) }
        @if entry.raw.trim() != display { small.raw { (w.as_written) " " q { (Passage(&entry.raw)) } } }
        @if with_sounds { small.raw { (w.sounds) " " (Foreign(&sounds(display))) } }
    }
}

/// Returns the sounds that a name is compared by, word by word.
fn sounds(name: &str) -> String {
    let name = tizim_names::Name::parse(name);
    name.tokens().iter().map(|token| token.sounds()).collect::<Vec<_>>().join(" ")
}
