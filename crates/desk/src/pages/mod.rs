//! One module a page; each holds what it shows and what its forms do.

mod accounts;
mod article;
mod article_claim;
mod article_forms;
mod articles;
mod clash;
mod done;
mod enter;
mod estimate;
pub(crate) mod fault;
mod figures;
mod groups;
mod ledger;
mod lists;
mod names;
mod pair;
mod pairs;
mod person;
mod person_articles;
mod person_forms;
mod persons;
mod publish;
mod timeline;
mod today;

use crate::desk::Desk;
use crate::frame::{Context, asset};
use crate::guard::guard;
use crate::visitor::{Posted, Visitor};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::http::StatusCode;
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use std::collections::HashMap;
use std::sync::Arc;
use tizim_ledger::Role;

/// The most bytes of a form.
pub(crate) const MOST_FORM: usize = 64 * 1024;

/// How long a page waits for news in one request.
const NEWS_WITHIN: std::time::Duration = std::time::Duration::from_secs(25);

/// The values in an address after the question mark.
pub(crate) type Asked = HashMap<String, String>;

/// Returns all pages.
pub(crate) fn router(desk: Arc<Desk>) -> Router {
    Router::new()
        .route("/", show_now(today::page))
        .route("/run", change(Role::Editor, today::run_again))
        .route("/pairs", show_now(pairs::page))
        .route("/pairs/decide", change(Role::Reviewer, pairs::decide))
        .route("/pairs/skip", change(Role::Reader, pairs::skip))
        .route("/pair", show(pairs::one))
        .route("/undo", change(Role::Reviewer, done::undo))
        .route("/persons", show_now(persons::page))
        .route("/person/{id}", show_named(person::page))
        .route("/person/{id}/choose", change_named(Role::Editor, person_forms::choose))
        .route("/person/{id}/enter", change_named(Role::Editor, person_forms::enter))
        .route("/person/{id}/withhold", change_named(Role::Editor, person_forms::withhold))
        .route("/searches/keep", change(Role::Reader, persons::keep))
        .route("/searches/forget", change(Role::Reader, persons::forget))
        .route("/person/{id}/move", change_named(Role::Editor, person_forms::move_records))
        .route("/person/{id}/cut", change_named(Role::Editor, person_forms::cut))
        .route("/person/{id}/join", change_named(Role::Editor, person_forms::join))
        .route("/person/{id}/note", change_named(Role::Reviewer, person_forms::note))
        .route("/articles", show(articles::page))
        .route("/article", show(article::page))
        .route("/article/judge", change(Role::Reviewer, article_forms::judge))
        .route("/article/write", change(Role::Reviewer, article_forms::write_down))
        .route("/article/read", change(Role::Reviewer, article_forms::read_through))
        .route("/figures", show(figures::page))
        .route("/lists", show_counted(lists::page))
        .route("/lists/mend", show(lists::mend_page).merge(change(Role::Editor, lists::keep_mend)))
        .route("/lists/take-back", change(Role::Editor, lists::take_back_mend))
        .route("/lists/edition", show(lists::edition_page).merge(change(Role::Editor, lists::decide_edition)))
        .route("/lists/call-edition", change(Role::Editor, lists::call_edition))
        .route("/estimate", show_counted(estimate::page))
        .route("/estimate/choose", change(Role::Editor, estimate::choose))
        .route("/publish", show(publish::page))
        .route("/publish/export", change(Role::Editor, publish::export))
        .route("/ledger", show_now(ledger::page))
        .route("/ledger/download", change(Role::Editor, ledger::download))
        .route("/accounts", show(accounts::page))
        .route("/accounts/set", change(Role::Administrator, accounts::set))
        .route("/groups/make", change(Role::Administrator, groups::make))
        .route("/groups/member", change(Role::Administrator, groups::member))
        .route("/groups/confine", change(Role::Administrator, groups::confine))
        .route("/groups/consent", change(Role::Administrator, groups::consent))
        .route("/live", get(live))
        .route("/enter", get(enter::by_link))
        .route("/sign-in", get(enter::form_page).post(enter::by_password))
        .route("/sign-out", post(enter::out))
        .route("/language", post(enter::language))
        .route("/{asset}", get(assets))
        .fallback(lost)
        .layer(DefaultBodyLimit::max(MOST_FORM))
        .layer(middleware::from_fn_with_state(Arc::clone(&desk), guard))
        .with_state(desk)
}

/// Answers when the register follows a further entry than the one that a page shows, with its number; with nothing after a
/// while, so that no proxy takes the connection for dead.
async fn live(State(desk): State<Arc<Desk>>, _visitor: Visitor, Query(asked): Query<Asked>) -> Response {
    let since = value(&asked, "since").parse::<u64>().unwrap_or(0);
    let mut news = desk.news.subscribe();
    match tokio::time::timeout(NEWS_WITHIN, news.wait_for(|follows| *follows > since)).await {
        Ok(Ok(follows)) => follows.to_string().into_response(),
        _ => StatusCode::NO_CONTENT.into_response(),
    }
}

async fn assets(
    State(desk): State<Arc<Desk>>,
    Path(name): Path<String>,
    headers: axum::http::HeaderMap,
) -> Response {
    asset(&name).unwrap_or_else(|| fault::not_found(desk.words_for(&headers)))
}

async fn lost(State(desk): State<Arc<Desk>>, headers: axum::http::HeaderMap) -> Response {
    fault::not_found(desk.words_for(&headers))
}

/// Does what reads the disk or thinks, away from the threads that talk to clients.
async fn aside(work: impl FnOnce() -> Response + Send + 'static) -> Response {
    match tokio::task::spawn_blocking(work).await {
        Ok(response) => response,
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

type Show = fn(&Context<'_>, &Asked) -> Response;
type ShowNamed = fn(&Context<'_>, &str, &Asked) -> Response;
type Change = fn(&Arc<Desk>, &Posted) -> Response;
type ChangeNamed = fn(&Arc<Desk>, &str, &Posted) -> Response;

fn show(page: Show) -> axum::routing::MethodRouter<Arc<Desk>> {
    get(move |State(desk): State<Arc<Desk>>, visitor: Visitor, Query(asked): Query<Asked>| {
        aside(move || {
            desk.wait_for_own(&visitor);
            let state = desk.state();
            page(&Context::new(&desk, &visitor, &state), &asked)
        })
    })
}

/// As [`show`], for pages that come at once, though they may not know yet what the visitor wrote just now: they are told when
/// the register has gone on (`/live`).
fn show_now(page: Show) -> axum::routing::MethodRouter<Arc<Desk>> {
    get(move |State(desk): State<Arc<Desk>>, visitor: Visitor, Query(asked): Query<Asked>| {
        aside(move || {
            let state = desk.state();
            page(&Context::new(&desk, &visitor, &state), &asked)
        })
    })
}

/// As [`show`], for pages that count over all persons: what judgements changed is counted first.
fn show_counted(page: Show) -> axum::routing::MethodRouter<Arc<Desk>> {
    get(move |State(desk): State<Arc<Desk>>, visitor: Visitor, Query(asked): Query<Asked>| {
        aside(move || {
            desk.wait_for_own(&visitor);
            let state = desk.counted();
            page(&Context::new(&desk, &visitor, &state), &asked)
        })
    })
}

fn show_named(page: ShowNamed) -> axum::routing::MethodRouter<Arc<Desk>> {
    get(
        move |State(desk): State<Arc<Desk>>,
              visitor: Visitor,
              Path(id): Path<String>,
              Query(asked): Query<Asked>| {
            aside(move || {
                desk.wait_for_own(&visitor);
                let state = desk.state();
                page(&Context::new(&desk, &visitor, &state), &id, &asked)
            })
        },
    )
}

/// What changes something: for those who may, from a form of ours.
fn change(role: Role, act: Change) -> axum::routing::MethodRouter<Arc<Desk>> {
    post(move |State(desk): State<Arc<Desk>>, posted: Posted| {
        aside(move || if posted.visitor.role >= role { act(&desk, &posted) } else { refused(&desk, &posted) })
    })
}

fn change_named(role: Role, act: ChangeNamed) -> axum::routing::MethodRouter<Arc<Desk>> {
    post(move |State(desk): State<Arc<Desk>>, Path(id): Path<String>, posted: Posted| {
        aside(
            move || {
                if posted.visitor.role >= role { act(&desk, &id, &posted) } else { refused(&desk, &posted) }
            },
        )
    })
}

fn refused(desk: &Desk, posted: &Posted) -> Response {
    fault::forbidden(posted.visitor.words(desk))
}

/// Returns a value of an address; empty if it is not there.
pub(crate) fn value<'a>(asked: &'a Asked, name: &str) -> &'a str {
    asked.get(name).map_or("", |value| value.trim())
}
