//! Answers to what can't be answered: what, and the way out.

use crate::desk::Desk;
use crate::frame::{Context, html_page, plain_page, see};
use crate::kept::{MOST, NotKept};
use crate::visitor::Visitor;
use crate::words::{Text, Words};
use crate::write::Refusal;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

fn fault(words: &Words, status: StatusCode, what: &Text, way_out: &Text) -> Response {
    let main = html! {
        h1 { (what) }
        p { (way_out) }
        p { a href="/" { (words.faults.back) } }
    };
    html_page(status, &plain_page(words, words.faults.title.as_str(), &main))
}

/// Returns what is said of a claim whose words are not the article's; nothing was written.
pub(crate) fn not_grounded(words: &Words, reason: &str, back: &str) -> Response {
    let w = &words.articles;
    let main = html! {
        h1 { (w.not_grounded) }
        p { (tizim_report::parts::Passage(reason)) }
        p { (w.not_grounded_hint) }
        p { a href=(back) { (w.back_to_article) } }
    };
    html_page(StatusCode::UNPROCESSABLE_ENTITY, &plain_page(words, w.not_grounded.as_str(), &main))
}

pub(crate) fn not_found(words: &Words) -> Response {
    fault(words, StatusCode::NOT_FOUND, &words.faults.not_found, &words.faults.not_found_hint)
}

pub(crate) fn forbidden(words: &Words) -> Response {
    fault(words, StatusCode::FORBIDDEN, &words.faults.forbidden, &words.faults.forbidden_hint)
}

pub(crate) fn stale_form(words: &Words) -> Response {
    fault(words, StatusCode::FORBIDDEN, &words.faults.stale_form, &words.faults.stale_form_hint)
}

pub(crate) fn foreign(words: &Words) -> Response {
    fault(words, StatusCode::FORBIDDEN, &words.faults.foreign_request, &words.faults.foreign_request_hint)
}

pub(crate) fn too_large(words: &Words) -> Response {
    fault(words, StatusCode::PAYLOAD_TOO_LARGE, &words.faults.too_large, &words.faults.bad_form_hint)
}

/// Returns the page for one that holds more than its reader may see.
pub(crate) fn closed(words: &Words) -> Response {
    fault(words, StatusCode::FORBIDDEN, &words.groups.closed, &words.groups.closed_hint)
}

pub(crate) fn bad_form(words: &Words) -> Response {
    fault(words, StatusCode::BAD_REQUEST, &words.faults.bad_form, &words.faults.bad_form_hint)
}

/// Returns the page for a search that was not kept.
pub(crate) fn not_kept(words: &Words, why: &NotKept) -> Response {
    let w = &words.persons;
    let (status, what) = match why {
        NotKept::TooMany => {
            let most = words.number(MOST as u64);
            (StatusCode::CONFLICT, w.too_many_searches.with(&[("most", &most)]))
        }
        NotKept::Unreadable => (StatusCode::CONFLICT, w.searches_unreadable.as_str().to_owned()),
        NotKept::Unwritten => return broken(words),
    };
    let main = html! {
        h1 { (words.faults.not_written) }
        p { (what) }
        p { a href="/persons" { (words.frame.persons) } }
    };
    html_page(status, &plain_page(words, words.faults.title.as_str(), &main))
}

/// Returns the page for a form that would take more judgements at once than are taken; nothing was written.
pub(crate) fn too_many_judgements(words: &Words, count: usize, most: usize) -> Response {
    let w = &words.person;
    let (count, most) = (words.number(count as u64), words.number(most as u64));
    let main = html! {
        h1 { (w.too_many_judgements.with(&[("count", &count), ("most", &most)])) }
        p { (w.too_many_hint) }
        p { a href="/" { (words.faults.back) } }
    };
    html_page(StatusCode::UNPROCESSABLE_ENTITY, &plain_page(words, words.faults.title.as_str(), &main))
}

pub(crate) fn slow(words: &Words) -> Response {
    fault(words, StatusCode::SERVICE_UNAVAILABLE, &words.faults.slow, &words.faults.broken_hint)
}

pub(crate) fn broken(words: &Words) -> Response {
    fault(words, StatusCode::INTERNAL_SERVER_ERROR, &words.faults.broken, &words.faults.broken_hint)
}

pub(crate) fn nothing_yet(words: &Words) -> Response {
    fault(words, StatusCode::NOT_FOUND, &words.faults.nothing_yet, &words.faults.nothing_yet_hint)
}

/// Returns the page for somebody who is not signed in: to the form where there are accounts, else how to come in.
pub(crate) fn not_signed_in(desk: &Desk, words: &Words) -> Response {
    if !desk.state().accounts.is_empty() {
        return see("/sign-in");
    }
    fault(words, StatusCode::UNAUTHORIZED, &words.enter.no_session, &words.enter.no_session_hint)
}

/// Returns the page for a judgement that could not be written.
pub(crate) fn refusal(desk: &Desk, visitor: &Visitor, refusal: Refusal) -> Response {
    let words = visitor.words(desk);
    match refusal {
        Refusal::Clash(clash) => super::clash::page(&Context::new(desk, visitor, &desk.state()), &clash),
        Refusal::Ledger(error) => {
            let main: Markup = html! {
                h1 { (words.faults.not_written) }
                p { (error) }
                p { a href="/" { (words.faults.back) } }
            };
            let page = plain_page(words, words.faults.title.as_str(), &main);
            html_page(StatusCode::INTERNAL_SERVER_ERROR, &page)
        }
    }
}
