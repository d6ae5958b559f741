//! The lists: what each holds, where it came from, what could not be read and is to be mended, and its new editions.

mod edition;
mod mend;
mod profile;
mod quarantine;

pub(super) use edition::{call as call_edition, decide as decide_edition, page as edition_page};
pub(super) use mend::{keep as keep_mend, page as mend_page, take_back as take_back_mend};
pub(super) use quarantine::seen as quarantined;

use super::today::{run_form, running};
use super::{Asked, fault, value};
use crate::desk::Desk;
use crate::frame::{Context, Place, html_page, plain_page};
use crate::loaded::Loaded;
use crate::runner::Run;
use crate::sight::Sight;
use crate::visitor::Posted;
use crate::write::Refusal;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use tizim_ledger::Role;
use tizim_project::{Doer, Editions, ListProfile, Mends, Project, ProjectError};

/// Returns the page.
pub(super) fn page(context: &Context<'_>, asked: &Asked) -> Response {
    let w = &context.words.lists;
    let Some(loaded) = &context.state.loaded else { return fault::nothing_yet(context.words) };
    let (mends, editions) = match decisions(context.desk) {
        Ok(found) => found,
        Err(error) => return refused(context.words, &error),
    };
    let sight = context.sight();
    let results = sight.results(loaded, context.words);
    let known = loaded.results.lists.iter().map(|list| sight.source(&list.name));
    let lists: Vec<&ListProfile> =
        results.lists.iter().zip(known).filter_map(|(list, is_known)| is_known.then_some(list)).collect();
    if let Err(refusal) = note_views(context, loaded, &lists) {
        return fault::refusal(context.desk, context.visitor, refusal);
    }
    let run = context.desk.runner().now();
    let main = html! {
        h1 { (w.title) }
        p { (w.intro) }
        (running(context, &run))
        @if value(asked, "kept") == "1" && !matches!(run, Run::At(..)) { (taken_next(context)) }
        (profile::lists(context, &lists))
        (edition::section(context, &editions))
        section id="quarantine" aria-labelledby="quarantine-h" {
            h2 id="quarantine-h" { (w.quarantine) }
            (quarantine::table(context, loaded, &mends, asked))
        }
        (quarantine::mended(context, &mends))
    };
    let reload = matches!(run, Run::At(..)).then_some(super::today::RELOAD);
    context.page_that_reloads(Place::Lists, w.title.as_str(), &main, reload)
}

/// Writes into the ledger which confidential lists are shown: where they came from, and rows of theirs that could not be read.
fn note_views(context: &Context<'_>, loaded: &Loaded, lists: &[&ListProfile]) -> Result<(), Refusal> {
    let (sight, records) = (context.sight(), &loaded.results.records);
    let has_rows = |list: &str| {
        sight.whole_source(list) && loaded.results.quarantine.iter().any(|line| line.list == list)
    };
    let files = |list: &ListProfile| {
        let files: Vec<&str> = list.custody.iter().map(|line| line.custody.file.as_str()).collect();
        files.join(", ")
    };
    let shown = |list: &&&ListProfile| {
        sight.is_confined(&list.name) || sight.is_confidential(records, &list.name) && has_rows(&list.name)
    };
    let shown = lists.iter().filter(shown).map(|list| (list.name.as_str(), files(list)));
    sight.note_confidential(context.desk, context.visitor, shown)
}

/// Says that what was kept is taken in by the next run, with the button for it.
fn taken_next(context: &Context<'_>) -> Markup {
    html! {
        div.done role="status" {
            p { (context.words.lists.taken_next) }
            @if context.may(Role::Editor) { (run_form(context, &context.words.today.run_again)) }
        }
    }
}

/// Writes into the ledger that rows of a list are shown as they were written, if anything in them is confidential.
///
/// # Errors
///
/// [`Refusal`] if it can't be written; nothing must be shown then.
fn note_rows(context: &Context<'_>, list: &str, item: String) -> Result<(), Refusal> {
    let (sight, loaded) = (context.sight(), context.state.loaded.as_ref());
    let is_confidential = sight.is_confined(list)
        || loaded.is_some_and(|loaded| sight.is_confidential(&loaded.results.records, list));
    let shown = is_confidential.then_some((list, item));
    sight.note_confidential(context.desk, context.visitor, shown)
}

/// Returns whether whoever sent a form may mend rows of a list and decide on its editions: who may not see all of it can't
/// know what they do, and is not told that it is there.
fn may_decide(desk: &Desk, posted: &Posted, list: &str) -> bool {
    Sight::new(&desk.state(), &posted.visitor).whole_source(list)
}

fn decisions(desk: &Desk) -> Result<(Mends, Editions), ProjectError> {
    let project = Project::open(desk.root())?;
    Ok((project.mends()?, project.editions()?))
}

fn doer(desk: &Desk, posted: &Posted) -> Doer {
    Doer { author: posted.visitor.user().to_owned(), at: desk.now() }
}

/// Returns the page for something that the project did not take; nothing was changed.
pub(super) fn refused(words: &crate::words::Words, error: &ProjectError) -> Response {
    let w = &words.lists;
    let (status, why) = match error {
        ProjectError::Busy(_) => (StatusCode::CONFLICT, html! { p { (w.busy) } }),
        ProjectError::NothingToMend => {
            (StatusCode::UNPROCESSABLE_ENTITY, html! { p { (w.nothing_to_mend) } })
        }
        ProjectError::IdsWouldChange => {
            (StatusCode::UNPROCESSABLE_ENTITY, html! { p { (w.ids_would_change) } })
        }
        ProjectError::NoEdition { .. } => return fault::not_found(words),
        other => (
            StatusCode::UNPROCESSABLE_ENTITY,
            html! { p lang="en" { (tizim_report::parts::Passage(&other.to_string())) } },
        ),
    };
    let main = html! {
        h1 { (words.faults.title) }
        (why)
        p { (words.faults.bad_form_hint) }
        p { a href="/lists" { (w.back) } }
    };
    html_page(status, &plain_page(words, words.faults.title.as_str(), &main))
}
