//! What could not be read, row by row, and what was mended.

use super::super::{Asked, value};
use crate::frame::{Context, encoded};
use crate::loaded::Loaded;
use crate::sight::Sight;
use maud::{Markup, html};
use std::collections::HashMap;
use tizim_ledger::{Role, Timestamp};
use tizim_model::{Kept, Quarantined};
use tizim_project::{Mend, Mends};
use tizim_report::parts::{Foreign, Passage};

/// The rows of one page.
const PAGE: usize = 100;

pub(super) fn address(list: &str, file: &str, line: u64) -> String {
    format!("/lists/mend?list={}&file={}&line={line}", encoded(list), encoded(file))
}

/// Returns what could not be read as of the last run, of the lists of which the visitor may see everything: it is shown as it
/// was written.
pub(in super::super) fn seen<'a>(
    context: &Context<'a>,
    loaded: &'a Loaded,
) -> impl Iterator<Item = &'a Quarantined> + use<'a> {
    let sight = Sight::new(context.state, context.visitor);
    let mut lists: HashMap<&str, bool> = HashMap::new();
    loaded.results.quarantine.iter().filter(move |fault| {
        let of_list = || sight.whole_source(&fault.list);
        *lists.entry(fault.list.as_str()).or_insert_with(of_list)
    })
}

/// Returns the rows that could not be read as of the last run, each with the way to mend it.
pub(super) fn table(context: &Context<'_>, loaded: &Loaded, mends: &Mends, asked: &Asked) -> Markup {
    let w = &context.words.lists;
    let only = value(asked, "q_list");
    let all: Vec<&Quarantined> =
        seen(context, loaded).filter(|fault| only.is_empty() || fault.list == only).collect();
    if all.is_empty() {
        return html! { p { (w.nothing_quarantined) } };
    }
    let rows = all.iter().filter(|fault| fault.kept == Kept::Nothing).count() as u64;
    let cells = all.len() as u64 - rows;
    let pages = all.len().div_ceil(PAGE);
    let number = value(asked, "q_page").parse::<usize>().unwrap_or(1).clamp(1, pages);
    let turned = |number: usize| format!("/lists?q_list={}&q_page={number}#quarantine", encoded(only));
    let shown = |number: usize| context.words.number(number as u64);
    html! {
        p {
            (context.words.count(&w.rows_left_out, rows)) " " (context.words.count(&w.cells_unread, cells))
            @if !only.is_empty() { " " a href="/lists#quarantine" { (w.of_all_lists) } }
        }
        div.scroll role="region" aria-label=(w.quarantine.as_str()) tabindex="0" {
            table.quarantine {
                caption.vh { (w.quarantine) }
                thead { tr {
                    th scope="col" { (w.head_list) } th.n scope="col" { (w.line) } th scope="col" { (w.column) }
                    th scope="col" { (w.text) } th scope="col" { (w.why) } th scope="col" { (w.what_to_do) }
                } }
                tbody { @for fault in all.iter().skip((number - 1) * PAGE).take(PAGE) { (row(context, fault, mends)) } }
            }
        }
        @if pages > 1 {
            nav.turn aria-label=(w.quarantine.as_str()) {
                @if number > 1 { a rel="prev" href=(turned(number - 1)) { (context.words.persons.previous) } }
                span { (context.words.persons.page.with(&[("page", &shown(number)), ("pages", &shown(pages))])) }
                @if number < pages { a rel="next" href=(turned(number + 1)) { (context.words.persons.next) } }
            }
        }
    }
}

fn row(context: &Context<'_>, fault: &Quarantined, mends: &Mends) -> Markup {
    let w = &context.words.lists;
    let is_of_a_list = context.state.config.list(&fault.list).is_some();
    let mended = mends.on(&fault.list, &fault.file, fault.line);
    html! {
        tr {
            td { bdi dir="auto" { (Foreign(&fault.list)) } br; small { (Foreign(&fault.file)) } }
            td.n { (context.words.number(fault.line)) }
            td { @match &fault.column { Some(column) => bdi dir="auto" { (Foreign(column)) }, None => (w.whole_row) } }
            td { bdi dir="auto" { (Passage(&fault.text)) } }
            td { (reason(context, &fault.reason)) br; small { @if fault.kept == Kept::Row { (w.row_stays) } @else { (w.row_left_out) } } }
            td {
                @if let Some(mend) = mended { span.tag { (w.mended) } " " (texts(mend)) br; }
                @if is_of_a_list && context.may(Role::Editor) {
                    @let mend = if mended.is_some() { &w.mend_again } else { &w.mend };
                    a href=(address(&fault.list, &fault.file, fault.line))
                        aria-label=(w.mend_line.with(&[("mend", &mend.as_str()), ("line", &context.words.number(fault.line))])) { (mend) }
                } @else if !is_of_a_list { (w.mend_in_file) }
            }
        }
    }
}

/// Returns a reason in the reader's language, where it is one that the catalogue knows.
pub(super) fn reason(context: &Context<'_>, english: &str) -> Markup {
    match context.words.said.get(english) {
        Some(words) => html! { (words) },
        None => html! { span lang="en" { (Passage(english)) } },
    }
}

fn texts(mend: &Mend) -> Markup {
    html! {
        @for (at, (header, text)) in mend.cells.iter().filter(|(_, text)| !mend.whole_row || !text.is_empty()).enumerate() {
            @if at > 0 { ", " }
            bdi dir="auto" { (Foreign(header)) } ": " strong { bdi dir="auto" { (Foreign(text)) } }
        }
    }
}

/// Returns what people said that unreadable rows hold, the newest first.
pub(super) fn mended(context: &Context<'_>, mends: &Mends) -> Markup {
    let w = &context.words.lists;
    let sight = context.sight();
    let seen = |mend: &&Mend| sight.whole_source(&mend.list);
    let seen: Vec<&Mend> = mends.all.iter().filter(seen).collect();
    if seen.is_empty() {
        return html! {};
    }
    html! {
        section id="mended" aria-labelledby="mended-h" {
            h2 id="mended-h" { (w.mends) " (" (context.words.number(seen.len() as u64)) ")" }
            p { (w.mends_mean) }
            ul.history {
                @for mend in seen.into_iter().rev().take(PAGE) { li { (one(context, mend)) } }
            }
        }
    }
}

fn one(context: &Context<'_>, mend: &Mend) -> Markup {
    let w = &context.words.lists;
    let when = |at: &str| html! { @match at.parse::<Timestamp>() { Ok(at) => (context.words.moment(at.as_str())), Err(_) => (Foreign(at)) } };
    html! {
        bdi dir="auto" { (Foreign(&mend.list)) } ", " (Foreign(&mend.file)) ", "
        (context.words.person.line.with(&[("line", &context.words.number(mend.line))])) ": "
        @if mend.whole_row { (w.whole_row) " " } @else { s { bdi dir="auto" { (Passage(&mend.was)) } } " → " }
        (texts(mend))
        @if !mend.reason.is_empty() { " " q { (Passage(&mend.reason)) } }
        " " span.note { bdi dir="auto" { (Foreign(&mend.author)) } ", " (when(&mend.at)) }
        @match &mend.taken_back {
            Some(by) => { " " span.tag { (w.mend_taken_back) } " " span.note { bdi dir="auto" { (Foreign(&by.author)) } ", " (when(&by.at)) } }
            None => {
                @if context.may(Role::Editor) {
                    " " form.inline method="post" action="/lists/take-back" {
                        (context.secret())
                        input type="hidden" name="list" value=(mend.list);
                        input type="hidden" name="file" value=(mend.file);
                        input type="hidden" name="line" value=(mend.line);
                        button.plain type="submit" { (context.words.pairs.undo_this) }
                    }
                }
            }
        }
    }
}
