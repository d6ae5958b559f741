//! One row that could not be read, with room to write what it holds.

use super::super::{Asked, fault, value};
use super::quarantine::reason;
use super::{doer, may_decide, note_rows, refused};
use crate::desk::Desk;
use crate::frame::{Context, Place, html_page, plain_page, see};
use crate::visitor::Posted;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use std::sync::Arc;
use tizim_ledger::Role;
use tizim_project::{Mending, Project, ProjectError, RowToMend};
use tizim_report::parts::{Foreign, Passage};

/// The most bytes of a cell, and the most cells of a row, that a form can hold.
const LONGEST: usize = 2_000;
const MOST_CELLS: usize = 200;

/// Returns the page of one row.
pub(in super::super) fn page(context: &Context<'_>, asked: &Asked) -> Response {
    if !context.may(Role::Editor) {
        return fault::forbidden(context.words);
    }
    let (list, file) = (value(asked, "list"), value(asked, "file"));
    let line = value(asked, "line").parse::<u64>().unwrap_or(0);
    if !context.sight().whole_source(list) {
        return fault::not_found(context.words);
    }
    let found = Project::open(context.desk.root()).and_then(|project| project.row_to_mend(list, file, line));
    match found {
        Ok(Some(row)) => {
            if let Err(refusal) = note_rows(context, list, format!("{file}:{line}")) {
                return fault::refusal(context.desk, context.visitor, refusal);
            }
            let main = form(context, (list, file, line), &row);
            context.page(Place::Lists, context.words.lists.mend.as_str(), &main)
        }
        Ok(None) => fault::not_found(context.words),
        Err(error) => refused(context.words, &error),
    }
}

fn form(context: &Context<'_>, (list, file, line): (&str, &str, u64), row: &RowToMend) -> Markup {
    let w = &context.words.lists;
    let is_faulty = |header: &str| {
        let parts = |column: &String| column == header || column.split(", ").any(|part| part == header);
        row.faults.iter().any(|fault| fault.column.as_ref().is_some_and(parts))
    };
    html! {
        h1 { (w.mend) }
        p { bdi dir="auto" { (Foreign(list)) } ", " (context.words.pairs.list_line.with(&[("file", &file), ("line", &context.words.number(line))])) }
        div.caution {
            @for fault in &row.faults {
                p {
                    @if let Some(column) = &fault.column { strong { bdi dir="auto" { (Foreign(column)) } } ": " }
                    q { bdi dir="auto" { (Passage(&fault.text)) } } " – " (reason(context, &fault.reason))
                }
            }
        }
        p { @if row.whole_row { (w.mend_whole_row) } @else { (w.mend_cells) } }
        form.stacked method="post" action="/lists/mend" {
            (context.secret())
            input type="hidden" name="list" value=(list);
            input type="hidden" name="file" value=(file);
            input type="hidden" name="line" value=(line);
            @for (at, (header, _, now)) in row.cells.iter().take(MOST_CELLS).enumerate() {
                label.faulty[is_faulty(header)] {
                    span { bdi dir="auto" { (Foreign(header)) } @if is_faulty(header) { " " span.tag { (w.cannot_be_read) } } }
                    input type="text" name={ "c" (at) } value=(now) maxlength=(LONGEST) dir="auto" autocomplete="off" autofocus[is_faulty(header)];
                }
            }
            label { span { (w.mend_reason) } input type="text" name="reason" maxlength="500" autocomplete="off"; }
            p.note { (w.mend_keeps) }
            p { button type="submit" { (w.keep) } " " a href="/lists#quarantine" { (w.back) } }
        }
    }
}

/// Keeps what was written.
pub(in super::super) fn keep(desk: &Arc<Desk>, posted: &Posted) -> Response {
    let words = posted.visitor.words(desk);
    if !may_decide(desk, posted, posted.fields.get("list")) {
        return fault::not_found(words);
    }
    match try_to_keep(desk, posted) {
        Ok(()) => see("/lists?kept=1#quarantine"),
        Err(ProjectError::StillUnreadable { column, text, reason }) => {
            let w = &words.lists;
            let main = html! {
                h1 { (w.still_unreadable) }
                p { bdi dir="auto" { (Foreign(&column)) } ": " q { bdi dir="auto" { (Passage(&text)) } } " – "
                    @match words.said.get(&reason) { Some(reason) => (reason), None => span lang="en" { (Passage(&reason)) } } }
                p { (words.faults.bad_form_hint) }
                p { a href="/lists#quarantine" { (w.back) } }
            };
            html_page(
                StatusCode::UNPROCESSABLE_ENTITY,
                &plain_page(words, w.still_unreadable.as_str(), &main),
            )
        }
        Err(error) => refused(words, &error),
    }
}

fn try_to_keep(desk: &Arc<Desk>, posted: &Posted) -> Result<(), ProjectError> {
    let project = Project::open(desk.root())?;
    let fields = &posted.fields;
    let (list, file) = (fields.get("list"), fields.get("file"));
    let line = fields.get("line").parse::<u64>().map_err(|_| ProjectError::NothingToMend)?;
    let row = project.row_to_mend(list, file, line)?.ok_or(ProjectError::NothingToMend)?;
    let cells = row.cells.iter().take(MOST_CELLS).enumerate().map(|(at, (header, was, _))| {
        let text = fields.get(&format!("c{at}"));
        // blanks around a cell that was left alone are no change
        (header.clone(), if text == was.trim() { was.clone() } else { text.to_owned() })
    });
    let mending = Mending {
        cells: cells.collect(),
        list: list.to_owned(),
        file: file.to_owned(),
        line,
        reason: fields.get("reason").to_owned(),
    };
    project.mend(&mending, &doer(desk, posted))
}

/// Takes a mend back.
pub(in super::super) fn take_back(desk: &Arc<Desk>, posted: &Posted) -> Response {
    let (words, fields) = (posted.visitor.words(desk), &posted.fields);
    let (list, file) = (fields.get("list"), fields.get("file"));
    let Ok(line) = fields.get("line").parse::<u64>() else { return fault::bad_form(words) };
    if !may_decide(desk, posted, list) {
        return fault::not_found(words);
    }
    let done = Project::open(desk.root())
        .and_then(|project| project.take_back_mend(list, file, line, &doer(desk, posted)));
    match done {
        Ok(()) => see("/lists?kept=1#mended"),
        Err(error) => refused(words, &error),
    }
}
