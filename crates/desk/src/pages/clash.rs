//! A judgement that contradicts others: the chain that it breaks, and the ways to mend it.

use super::done::{pair_address, record, undo_form, verdict_words};
use crate::clash::Clash;
use crate::frame::{Context, Place};
use crate::judged::PairEntry;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use tizim_ledger::{RecordKey, Role};
use tizim_report::parts::Foreign;

/// Returns the page.
pub(crate) fn page(context: &Context<'_>, clash: &Clash) -> Response {
    let w = &context.words.clash;
    let main = html! {
        h1 { (w.title) }
        p.caution role="alert" { (w.intro) }
        h2 { (w.different_chain) }
        ol.chain { (link(context, &clash.different)) }
        h2 { (w.same_chain) }
        ol.chain { @for judged in &clash.chain { (link(context, judged)) } }
        p { (w.mend) }
        p { a.button href="/pairs" { (w.leave) } }
    };
    let mut response = context.page(Place::Pairs, w.title.as_str(), &main);
    *response.status_mut() = StatusCode::CONFLICT;
    response
}

/// Returns a record with the name in it.
fn named(context: &Context<'_>, key: &RecordKey) -> Markup {
    let name = context.state.find(key).zip(context.state.loaded.as_ref());
    let name = name.and_then(|(record, loaded)| super::names::name_of(&loaded.results.records, record));
    html! {
        @if let Some(name) = name { bdi dir="auto" { (Foreign(&name)) } " " }
        "(" (record(context, key)) ")"
    }
}

fn link(context: &Context<'_>, judged: &PairEntry) -> Markup {
    let w = &context.words.clash;
    let (a, b) = &judged.pair;
    // what was just said is in no ledger yet
    let entry = context.state.entry(judged.seq);
    let entry = entry.filter(|entry| matches!(&entry.what, tizim_ledger::What::Judgement(_)));
    html! {
        li {
            (named(context, a)) " – " (named(context, b)) ": " strong { (verdict_words(context, judged.verdict)) }
            " " a href=(pair_address(a, b)) { (context.words.pairs.show_pair) }
            @match entry {
                Some(entry) => {
                    p.note {
                        (w.by.with(&[("who", &entry.author), ("entry", &context.words.number(entry.seq))])) ", "
                        (context.words.moment(entry.at.as_str()))
                    }
                    @if context.may(Role::Editor) || entry.author == context.visitor.user() {
                        (undo_form(context, &(entry.seq..=entry.seq), &pair_address(a, b), &w.take_back))
                    }
                }
                None => p.note { (w.you_say) },
            }
        }
    }
}
