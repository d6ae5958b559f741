//! What each list holds: numbers, custody, how full its columns are.

use crate::frame::{Context, encoded};
use crate::words::Text;
use maud::{Markup, html};
use tizim_project::{ColumnProfile, CustodyLine, ListProfile};
use tizim_report::parts::{Foreign, Passage, table};

pub(super) fn lists(context: &Context<'_>, lists: &[&ListProfile]) -> Markup {
    let w = &context.words.lists;
    let head = numbers(&[&w.head_list], &[&w.records, &w.persons, &w.only_here, &w.rows_out, &w.cells_out]);
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    let rows = html! { @for list in lists { (row(context, list)) } };
    html! {
        (table(w.title.as_str(), &head, &rows))
        @for list in lists {
            details.list {
                summary { bdi dir="auto" { (Foreign(&list.name)) } ": " (w.details) }
                (details(context, list))
            }
        }
    }
}

/// Returns headings, those of numbers marked as such.
pub(super) fn numbers(words: &[&Text], numbers: &[&Text]) -> Vec<String> {
    let plain = words.iter().map(|word| word.as_str().to_owned());
    plain.chain(numbers.iter().map(|word| format!("{}#", word.as_str()))).collect()
}

fn row(context: &Context<'_>, list: &ListProfile) -> Markup {
    let number = |count: u64| context.words.number(count);
    let out = |count: u64| html! { @if count > 0 { a href={ "/lists?q_list=" (encoded(&list.name)) "#quarantine" } { (number(count)) } } @else { "0" } };
    html! {
        tr {
            th scope="row" { bdi dir="auto" { (Foreign(&list.name)) } }
            td.n { (number(list.records)) }
            td.n { a href={ "/persons?list=" (list.list.0) } { (number(list.persons)) } }
            td.n { (number(list.only_here)) }
            td.n { (out(list.rows_quarantined)) }
            td.n { (out(list.cells_quarantined)) }
        }
    }
}

fn details(context: &Context<'_>, list: &ListProfile) -> Markup {
    let w = &context.words.lists;
    html! {
        dl.book {
            dt { (w.scope) }
            dd { @if list.scope.is_empty() { (w.scope_not_said) } @else { (Passage(&list.scope)) } }
            @if !list.copied_from.is_empty() {
                dt { (w.copied_from) }
                dd { @for origin in &list.copied_from { (Foreign(origin)) " " } }
            }
            dt { (w.read_as) }
            dd { ul lang="en" { @for format in &list.formats { li { (Passage(format)) } } } }
            @if !list.notes.is_empty() {
                dt { (w.read_notes) }
                dd { ul lang="en" { @for note in &list.notes { li { (Passage(note)) } } } }
            }
        }
        @for line in &list.custody { (custody(context, line)) }
        (columns(context, list))
    }
}

fn custody(context: &Context<'_>, line: &CustodyLine) -> Markup {
    let w = &context.words.lists;
    let custody = &line.custody;
    let said = |heading: &Text, text: Option<&str>| {
        html! { dt { (heading) } dd { @match text { Some(text) => (Passage(text)), None => (w.not_said) } } }
    };
    html! {
        h4 { (w.custody) ": " (Foreign(&custody.file)) }
        dl.book.custody {
            @if custody.original_name != custody.file { (said(&w.original_name, Some(&custody.original_name))) }
            dt { (w.added) }
            dd { (Foreign(&line.added_on)) ", " bdi dir="auto" { (Foreign(&line.added_by)) } }
            (said(&w.given_by, custody.given_by.as_deref()))
            (said(&w.consent, custody.consent.as_deref()))
            (said(&w.licence, custody.licence.as_deref()))
            @if custody.source_url.is_some() { (said(&w.published_at, custody.source_url.as_deref())) }
            @if custody.note.is_some() { (said(&context.words.person.note, custody.note.as_deref())) }
            dt { (w.size) }
            dd { (w.bytes.with(&[("bytes", &context.words.number(custody.bytes))])) }
            dt { "BLAKE3" }
            dd.hash { (custody.blake3) }
            dt { "SHA-256" }
            dd.hash { (custody.sha256) }
        }
    }
}

fn columns(context: &Context<'_>, list: &ListProfile) -> Markup {
    let w = &context.words.lists;
    let head = numbers(&[&w.column], &[&w.filled, &w.distinct, &w.said_unknown, &w.unreadable]);
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    let rows = html! { @for column in &list.columns { (column_row(context, column)) } };
    table(&w.columns_of.with(&[("list", &list.name)]), &head, &rows)
}

fn column_row(context: &Context<'_>, column: &ColumnProfile) -> Markup {
    let all = (column.filled + column.unknown + column.blank + column.unreadable).max(1) as f64;
    html! {
        tr {
            th scope="row" { (context.words.field(&column.field)) }
            td.n { (context.words.percent(column.filled as f64 / all)) }
            td.n { (context.words.number(column.distinct)) }
            td.n { (context.words.number(column.unknown)) }
            td.n { (context.words.number(column.unreadable)) }
        }
    }
}
