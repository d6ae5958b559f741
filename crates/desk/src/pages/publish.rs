//! What goes out and what is withheld, and why; an export with its entry in the ledger.

use super::done::record;
use super::ledger::attachment;
use super::{Asked, fault};
use crate::desk::Desk;
use crate::frame::{Context, Place};
use crate::visitor::Posted;
use axum::response::Response;
use maud::{Markup, html};
use std::sync::Arc;
use tizim_ledger::{Decision, Entry, Exported, ExportedFile, Hash, Role, What};
use tizim_project::{Results, Unnamed, Withheld};
use tizim_report::parts::{Foreign, Passage};
use tizim_report::{Audience, Format, export as write, fields_withheld, judged_withheld};

/// The persons of the preview.
const PREVIEW: usize = 10;

const FORMATS: [(&str, Format, &str); 6] = [
    ("csv", Format::Csv, "persons.csv"),
    ("xlsx", Format::Xlsx, "persons.xlsx"),
    ("parquet", Format::Parquet, "persons.parquet"),
    ("jsonl", Format::Jsonl, "persons.jsonl"),
    ("ftm", Format::Ftm, "entities.ftm.json"),
    ("capture-history", Format::CaptureHistory, "capture_history.csv"),
];

/// Returns the page.
pub(super) fn page(context: &Context<'_>, _asked: &Asked) -> Response {
    let w = &context.words.publish;
    let Some(loaded) = &context.state.loaded else { return fault::nothing_yet(context.words) };
    let mut shown = Results::clone(&loaded.results);
    let sight = context.sight();
    let seen = sight.seen(&loaded.results);
    let is_seen = |at: usize| sight.all || seen.person(&loaded.results.persons[at]).is_some();
    let mut places = 0..;
    shown.persons.retain(|_| places.next().is_some_and(is_seen));
    shown.withhold(context.state.book.access().public(), &Unnamed::ENGLISH);
    let results = &shown;
    let goes_out = |column: &&tizim_model::Column| {
        results.publish.fields.contains(&column.name) && !column.role.is_name()
    };
    let lists = || results.records.lists.iter();
    let is_known = |column: &&tizim_model::Column| {
        sight.all || lists().any(|list| sight.field(&list.name, &column.name) && sight.source(&list.name))
    };
    let (out, inside): (Vec<_>, Vec<_>) = results.records.columns.iter().filter(is_known).partition(goes_out);
    let (persons, fields) = judged_withheld(results, Audience::Public);
    // how much of it is confidential is for those who may see it
    let confidential = if sight.all { results.withheld } else { Withheld::default() };
    let fields_of = |columns: &[&tizim_model::Column]| {
        html! { ul.plain { @for column in columns { li { (context.words.field(&column.name)) } } } }
    };
    let smallest = context.words.number(results.publish.smallest_count);
    let main = html! {
        h1 { (w.title) }
        p { (w.intro) }
        div.cards {
            section.card aria-labelledby="out" { h2 id="out" { (w.goes_out) } (fields_of(&out)) p.note { (w.smallest.with(&[("least", &smallest)])) } }
            section.card aria-labelledby="in" { h2 id="in" { (w.stays_in) } (fields_of(&inside)) }
        }
        section aria-labelledby="withheld" {
            h2 id="withheld" { (context.words.count(&w.withheld_persons, persons as u64)) ", " (context.words.count(&w.withheld_fields, fields as u64)) }
            (withheld(context))
            @if !confidential.is_nothing() { p { (confidential_words(context, &confidential)) } }
        }
        section aria-labelledby="preview" { h2 id="preview" { (w.preview) } (preview(context, results, &out)) }
        @if sight.all && context.may(Role::Editor) { (export_form(context)) }
    };
    context.page(Place::Publish, w.title.as_str(), &main)
}

/// Returns how much is withheld as confidential or without consent.
fn confidential_words(context: &Context<'_>, withheld: &Withheld) -> String {
    let number = |count: u64| context.words.number(count);
    context.words.publish.confidential.with(&[
        ("persons", &number(withheld.persons)),
        ("fields", &number(withheld.fields)),
        ("figures", &number(withheld.figures)),
        ("sources", &number(withheld.sources)),
    ])
}

/// Returns the judgements that withhold something, with their reasons.
fn withheld(context: &Context<'_>) -> Markup {
    let sight = context.sight();
    let standing =
        |entry: &&Entry| context.state.book.is_in_force(entry.seq) && sight.entry(context.state, entry);
    let rows: Vec<Markup> = context
        .state
        .book
        .entries()
        .filter(standing)
        .filter_map(|entry| {
            let What::Judgement(judgement) = &entry.what else { return None };
            let (person, field) = match &judgement.decision {
                Decision::FieldWithheld { person, field } => (person, Some(field)),
                Decision::PersonWithheld { person } => (person, None),
                _ => return None,
            };
            Some(html! {
                li {
                    (record(context, person))
                    @if let Some(field) = field { ": " (context.words.field(field)) }
                    " " q { (Passage(&judgement.reason)) } " "
                    span.note { bdi dir="auto" { (Foreign(&entry.author)) } ", " (context.words.moment(entry.at.as_str())) }
                }
            })
        })
        .collect();
    html! {
        @if rows.is_empty() { p { (context.words.publish.none_withheld) } }
        @else { ul { @for row in rows { (row) } } }
    }
}

/// Returns the first rows as the public sees them: in the order of their values, without ids.
fn preview(context: &Context<'_>, results: &Results, columns: &[&tizim_model::Column]) -> Markup {
    let w = &context.words.publish;
    let mut rows: Vec<Vec<&str>> = results
        .persons
        .iter()
        .filter(|person| !person.withheld)
        .map(|person| {
            let value = |column: &&tizim_model::Column| {
                let field = person.field(&column.name).filter(|field| !field.withheld);
                field.map_or("", |field| context.words.value(field.role.key(), &field.shown().display))
            };
            columns.iter().map(value).collect()
        })
        .collect();
    rows.sort_unstable();
    html! {
        div.scroll role="region" aria-label=(w.preview_caption.as_str()) tabindex="0" {
            table {
                caption { (w.preview_caption) }
                thead { tr { th.n scope="col" { (w.number) } @for column in columns { th scope="col" { (context.words.field(&column.name)) } } } }
                tbody {
                    @for (at, row) in rows.iter().take(PREVIEW).enumerate() {
                        tr { th.n scope="row" { (at + 1) } @for value in row { td { (Foreign(value)) } } }
                    }
                }
            }
        }
    }
}

fn export_form(context: &Context<'_>) -> Markup {
    let w = &context.words.publish;
    html! {
        form.stacked method="post" action="/publish/export" {
            (context.secret())
            p { (w.export_note) }
            label { span { (w.format) }
                select name="format" { @for (name, ..) in FORMATS { option value=(name) { (name) } } }
            }
            label.check { input type="checkbox" name="internal" value="1"; " " (w.export_internal) }
            button type="submit" { (w.export) }
        }
    }
}

/// Gives an export as a file, once its entry is in the ledger.
pub(super) fn export(desk: &Arc<Desk>, posted: &Posted) -> Response {
    let words = posted.visitor.words(desk);
    let asked = posted.fields.get("format");
    let Some((_, format, name)) = FORMATS.into_iter().find(|(known, ..)| *known == asked) else {
        return fault::bad_form(words);
    };
    let audience =
        if posted.fields.get("internal").is_empty() { Audience::Public } else { Audience::Internal };
    let made = {
        let Some(state) = desk.all_followed() else { return fault::broken(words) };
        let Some(loaded) = &state.loaded else { return fault::nothing_yet(words) };
        let mut results = Results::clone(&loaded.results);
        if audience == Audience::Public {
            results.withhold(state.book.access().public(), &Unnamed::ENGLISH);
        }
        let (persons, fields) = judged_withheld(&results, audience);
        let persons = persons as u64 + results.withheld.persons;
        let fields = (fields + fields_withheld(&results, audience)) as u64 + results.withheld.fields;
        in_a_file(desk, |path| write(&results, format, audience, path)).map(|bytes| (bytes, persons, fields))
    };
    let Some((bytes, persons, fields)) = made else { return fault::broken(words) };
    let exported = Exported {
        format: format.name().to_owned(),
        public: audience == Audience::Public,
        files: vec![ExportedFile {
            name: name.to_owned(),
            blake3: Hash::from_bytes(*blake3::hash(&bytes).as_bytes()),
        }],
        persons_withheld: persons,
        fields_withheld: fields,
    };
    match desk.append(posted.visitor.user(), vec![What::Exported(exported)]) {
        Ok(_) => attachment(bytes, name),
        Err(refusal) => fault::refusal(desk, &posted.visitor, refusal),
    }
}

/// Returns the bytes of a file that is written among what may be deleted, and deleted at once.
fn in_a_file<E>(desk: &Desk, write: impl FnOnce(&std::path::Path) -> Result<(), E>) -> Option<Vec<u8>> {
    let folder = tizim_project::Layout::new(desk.root()).derived();
    std::fs::create_dir_all(&folder).ok()?;
    let path = folder.join(format!("export-{}", crate::random::secret().ok()?));
    let bytes = write(&path).ok().and_then(|()| std::fs::read(&path).ok());
    let _ = std::fs::remove_file(&path);
    bytes
}
