//! A judgement that contradicts others: the chain that it breaks, and the ways to mend it.

use super::done::{pair_address, record, undo_form, verdict_words};
use crate::frame::{Context, Place};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use tizim_ledger::{Contradiction, Decision, JudgedPair, RecordKey, Role, What};
use tizim_report::parts::Foreign;

/// Returns the page.
pub(crate) fn page(context: &Context<'_>, clash: &Contradiction) -> Response {
    let w = &context.words.clash;
    let main = html! {
        h1 { (w.title) }
        p.caution role="alert" { (w.intro) }
        (chain(context, clash, ""))
        p { (w.mend) }
        p { a.button href="/pairs" { (w.leave) } }
    };
    let mut response = context.page(Place::Pairs, w.title.as_str(), &main);
    *response.status_mut() = StatusCode::CONFLICT;
    response
}

/// Returns the judgements that contradict each other, each with a button to take it back.
///
/// Who takes one back comes to `back` then; to the pair itself if that is empty.
pub(super) fn chain(context: &Context<'_>, clash: &Contradiction, back: &str) -> Markup {
    let w = &context.words.clash;
    html! {
        p { strong { (w.different_chain) } }
        ol.chain { (link(context, &clash.different, back)) }
        p { strong { (w.same_chain) } }
        ol.chain { @for judged in &clash.chain { (link(context, judged, back)) } }
    }
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

fn link(context: &Context<'_>, judged: &JudgedPair, back: &str) -> Markup {
    let w = &context.words.clash;
    let (a, b) = (&judged.a, &judged.b);
    if !context.sight().key(a) || !context.sight().key(b) {
        return html! { li { (context.words.groups.hidden) } };
    }
    let back_to = if back.is_empty() { pair_address(a, b) } else { back.to_owned() };
    // what was just said is in no ledger yet
    let entry = context.state.entry(judged.seq);
    let is_it = |decision: &Decision| matches!(decision, Decision::Pair { a: x, b: y, .. } if (x.min(y), x.max(y)) == (a, b));
    let entry =
        entry.filter(|entry| matches!(&entry.what, What::Judgement(judgement) if is_it(&judgement.decision)));
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
                        (undo_form(context, &(entry.seq..=entry.seq), &back_to, &w.take_back))
                    }
                }
                None => p.note { (w.you_say) },
            }
        }
    }
}
