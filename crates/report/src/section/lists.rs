//! The lists: what each holds, where it came from, how full its columns are.

use crate::display::{Foreign, Passage};
use crate::page::table;
use crate::plot::fill_bar;
use crate::view::{View, persons_address};
use crate::words;
use maud::{Markup, html};
use tizim_project::{ColumnProfile, CustodyLine, ListProfile};

/// Returns a table of all lists, then each list by itself.
pub(super) fn lists(view: View<'_>) -> Markup {
    let lists = &view.results.lists;
    let rows = html! { @for list in lists { (row(view, list)) } };
    let head = if view.is_public() { &words::LIST_HEAD[..3] } else { &words::LIST_HEAD[..] };
    html! {
        (table(words::LISTS_CAPTION, head, &rows))
        @for list in lists {
            details.list {
                summary { (Foreign(&list.name)) ": " (words::LIST_DETAILS) }
                (details(view, list))
            }
        }
    }
}

fn row(view: View<'_>, list: &ListProfile) -> Markup {
    let shown = |count: u64| words::cell(view.alone(count), view.smallest());
    html! {
        tr {
            th scope="row" { (Foreign(&list.name)) }
            td.n { (shown(list.records)) }
            @if view.is_public() {
                td.n { (shown(list.persons)) }
            } @else {
                td.n { a href=(persons_address(&format!("list={}", list.list.0))) { (words::count(list.persons)) } }
                td.n { (words::count(list.only_here)) }
                td.n { (quarantined(list.rows_quarantined)) }
                td.n { (quarantined(list.cells_quarantined)) }
                td.n { (list.columns.len()) }
            }
        }
    }
}

fn quarantined(count: u64) -> Markup {
    html! { @if count > 0 { a href="#quarantine" { (words::count(count)) } } @else { "0" } }
}

fn details(view: View<'_>, list: &ListProfile) -> Markup {
    html! {
        dl.book {
            dt { (words::SCOPE) }
            dd { @if list.scope.is_empty() { (words::SCOPE_NOT_SAID) } @else { (Passage(&list.scope)) } }
            @if !list.copied_from.is_empty() {
                dt { (words::COPIED_FROM) }
                dd { @for origin in &list.copied_from { (Foreign(origin)) " " } }
            }
            @if !view.is_public() {
                dt { (words::READ_AS) }
                dd { ul { @for format in &list.formats { li { (Passage(format)) } } } }
                @if !list.notes.is_empty() {
                    dt { (words::READ_NOTES) }
                    dd { ul { @for note in &list.notes { li { (Passage(note)) } } } }
                }
            }
        }
        @for line in &list.custody { (custody(view, line)) }
        @if !view.is_public() { (columns(list)) }
    }
}

fn custody(view: View<'_>, line: &CustodyLine) -> Markup {
    let custody = &line.custody;
    let internal = !view.is_public();
    let said = |heading: &str, text: Option<&str>| {
        html! { dt { (heading) } dd { @match text { Some(text) => (Passage(text)), None => (words::NOT_SAID) } } }
    };
    let if_said = |heading: &str, text: Option<&str>| {
        html! { @if text.is_some() { (said(heading, text)) } }
    };
    html! {
        h4 { (words::CUSTODY) ": " @if internal { (Foreign(&custody.file)) } @else { (Foreign(&custody.list)) } }
        dl.book.custody {
            @if internal {
                @if custody.original_name != custody.file {
                    (said(words::ORIGINAL_NAME, Some(&custody.original_name)))
                }
                dt { (words::ADDED) }
                dd { (Foreign(&words::added_by(&line.added_on, &line.added_by))) }
                (said(words::GIVEN_BY, custody.given_by.as_deref()))
                (said(words::CONSENT, custody.consent.as_deref()))
            } @else {
                dt { (words::ADDED) }
                dd { (line.added_on) }
            }
            (said(words::LICENCE, custody.licence.as_deref()))
            (if_said(words::PUBLISHED_AT, custody.source_url.as_deref()))
            @if internal { (if_said(words::NOTE, custody.note.as_deref())) }
            dt { (words::SIZE) }
            dd { (words::bytes(custody.bytes)) }
            dt { "BLAKE3" }
            dd.hash { (custody.blake3) }
            dt { "SHA-256" }
            dd.hash { (custody.sha256) }
        }
    }
}

fn columns(list: &ListProfile) -> Markup {
    let rows = html! { @for column in &list.columns { (column_row(column)) } };
    html! {
        (table(&words::columns_of(&list.name), &words::COLUMN_HEAD, &rows))
        p.note { (words::FILL_LEGEND) }
    }
}

fn column_row(column: &ColumnProfile) -> Markup {
    let all = (column.filled + column.unknown + column.blank + column.unreadable).max(1) as f64;
    let share = |count: u64| count as f64 / all;
    html! {
        tr {
            th scope="row" { (Foreign(&column.field)) }
            td { (words::role(column.role)) }
            td.share {
                (fill_bar(share(column.filled), share(column.unknown), share(column.unreadable)))
                span { (words::percent(share(column.filled))) }
            }
            td.n { (words::distinct(column.distinct)) }
            td.n { (words::count(column.unknown)) }
            td.n { (words::count(column.unreadable)) }
        }
    }
}
