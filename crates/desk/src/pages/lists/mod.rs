//! The lists: what each holds, where it came from, what could not be read and is to be mended, and its new editions.

mod edition;
mod mend;
mod profile;
mod quarantine;

pub(super) use edition::{call as call_edition, decide as decide_edition, page as edition_page};
pub(super) use mend::{keep as keep_mend, page as mend_page, take_back as take_back_mend};

use super::today::{run_form, running};
use super::{Asked, fault, value};
use crate::desk::Desk;
use crate::frame::{Context, Place, html_page, plain_page};
use crate::runner::Run;
use crate::visitor::Posted;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use tizim_ledger::Role;
use tizim_project::{Doer, Editions, Mends, Project, ProjectError};

/// Returns the page.
pub(super) fn page(context: &Context<'_>, asked: &Asked) -> Response {
    let w = &context.words.lists;
    let Some(loaded) = &context.state.loaded else { return fault::nothing_yet(context.words) };
    let (mends, editions) = match decisions(context.desk) {
        Ok(found) => found,
        Err(error) => return refused(context.words, &error),
    };
    let run = context.desk.runner().now();
    let main = html! {
        h1 { (w.title) }
        p { (w.intro) }
        (running(context, &run))
        @if value(asked, "kept") == "1" && !matches!(run, Run::At(..)) { (taken_next(context)) }
        (profile::lists(context, &loaded.results))
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

/// Says that what was kept is taken in by the next run, with the button for it.
fn taken_next(context: &Context<'_>) -> Markup {
    html! {
        div.done role="status" {
            p { (context.words.lists.taken_next) }
            @if context.may(Role::Editor) { (run_form(context, &context.words.today.run_again)) }
        }
    }
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
