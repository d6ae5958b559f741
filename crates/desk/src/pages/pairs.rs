//! The pairs in doubt, one after the other: decided by one key, the next there at once.

use super::done::{and_say, in_words, line, own_address, pair_address, undo_form, verdict_words};
use super::pair::comparison;
use super::{Asked, fault, value};
use crate::desk::Desk;
use crate::frame::{Context, Place, see};
use crate::loaded::{Loaded, State};
use crate::queue::Reach;
use crate::sight::Sight;
use crate::visitor::{Fields, Posted};
use axum::response::Response;
use maud::{Markup, html};
use std::sync::Arc;
use tizim_ledger::{Decision, Entry, JudgedPair, Judgement, RecordKey, Role, Verdict, What};
use tizim_model::RecordIx;

/// Returns the next pair, or says that none waits.
///
/// `open` names a pair that the visitor's page shows already, so that the one after it can be fetched ahead.
pub(super) fn page(context: &Context<'_>, asked: &Asked) -> Response {
    let state = context.state;
    let Some(loaded) = &state.loaded else { return fault::nothing_yet(context.words) };
    let reach = if value(asked, "reach") == "all" { Reach::All } else { Reach::InDoubt };
    let mut passed = context.visitor.session.skipped();
    passed.extend(read_pair(state, context.sight(), |name| value(asked, name)).map(ordered));
    let (sight, records) = (context.sight(), &loaded.results.records);
    let is_seen = |pair: (RecordIx, RecordIx)| sight.pair(records, pair);
    let (session, user) = (context.visitor.session.name(), context.visitor.user());
    let next = loaded.queue().next(reach, session, user, &passed, &is_seen);
    let address = if reach == Reach::All { "/pairs?reach=all" } else { "/pairs" };
    match next {
        Some(pair) => {
            let done = line(context, asked, address);
            show(context, state, loaded, pair, &done, &Way { reach, address })
        }
        None => {
            let done = line(context, asked, address);
            nothing_left(context, loaded, reach, &done)
        }
    }
}

/// Returns a pair that the address names.
pub(super) fn one(context: &Context<'_>, asked: &Asked) -> Response {
    let state = context.state;
    let Some(loaded) = &state.loaded else { return fault::nothing_yet(context.words) };
    let Some(pair) = read_pair(state, context.sight(), |name| value(asked, name)) else {
        return fault::not_found(context.words);
    };
    let (a, b) = keys(loaded, pair);
    let address = pair_address(&a, &b);
    let done = line(context, asked, &address);
    show(context, state, loaded, pair, &done, &Way { reach: Reach::InDoubt, address: &address })
}

/// Where a pair was come to, and where a decision leads.
struct Way<'a> {
    reach: Reach,
    address: &'a str,
}

fn ordered(pair: (RecordIx, RecordIx)) -> (RecordIx, RecordIx) {
    (pair.0.min(pair.1), pair.0.max(pair.1))
}

fn keys(loaded: &Loaded, pair: (RecordIx, RecordIx)) -> (RecordKey, RecordKey) {
    let key = |record| tizim_project::record_key(&loaded.results.records, record);
    (key(pair.0), key(pair.1))
}

/// Reads two different records from an address or a form.
fn read_pair<'a>(
    state: &State,
    sight: Sight<'_>,
    get: impl Fn(&str) -> &'a str,
) -> Option<(RecordIx, RecordIx)> {
    let record = |list: &str, id: &str| {
        let key = RecordKey::new(get(list), get(id));
        sight.key(&key).then(|| state.find(&key))?
    };
    let (a, b) = (record("list_a", "id_a")?, record("list_b", "id_b")?);
    (a != b).then_some((a, b))
}

fn show(
    context: &Context<'_>,
    state: &State,
    loaded: &Loaded,
    pair: (RecordIx, RecordIx),
    done: &Markup,
    way: &Way<'_>,
) -> Response {
    let w = &context.words.pairs;
    let viewed =
        context.sight().note_views(context.desk, context.visitor, &loaded.results.records, [pair.0, pair.1]);
    if let Err(refusal) = viewed {
        return fault::refusal(context.desk, context.visitor, refusal);
    }
    let together = loaded.person_of(pair.0).0 == loaded.person_of(pair.1).0;
    let waiting = loaded.waiting(way.reach, context.sight());
    let (a, b) = keys(loaded, pair);
    let from_queue = way.address.starts_with("/pairs");
    let judged = shown_judgement(context, loaded, pair, from_queue);
    let next = from_queue.then(|| {
        let joint = if way.address.contains('?') { '&' } else { '?' };
        let open = pair_address(&a, &b).replacen("/pair?", "", 1);
        format!("{}{joint}{open}", way.address)
    });
    let main = html! {
        div.pairs data-next=[next] data-unreachable=(w.unreachable.as_str()) {
            div.lead {
                h1 { (w.question) }
                p.soft { (context.words.count(&w.left, waiting)) ". " @if together { (w.now_one) } @else { (w.now_two) } }
            }
            (done)
            (verdict_so_far(context, state, judged.as_ref(), way))
            (other_opinions(context, &a, &b, judged.as_ref()))
            (comparison(context, loaded, pair.0, pair.1))
            (decision(context, &a, &b, judged.as_ref(), way, from_queue))
        }
    };
    context.page(Place::Pairs, w.one_pair.as_str(), &main)
}

/// Returns the judgement in force that the page shows: none to a second reviewer, who is to look for themselves.
fn shown_judgement(
    context: &Context<'_>,
    loaded: &Loaded,
    pair: (RecordIx, RecordIx),
    from_queue: bool,
) -> Option<JudgedPair> {
    let book = &context.state.book;
    let (a, b) = loaded.keys(pair);
    let judged = book.on_pair(&a, &b)?;
    let user = context.visitor.user();
    let is_own = book.entry(judged.seq).is_some_and(|entry| entry.author == user);
    // whoever judges a pair on which two differ sees what they said; others are asked without being told
    let is_known = is_own || !from_queue || book.opinions(&a, &b).next().is_some();
    is_known.then(|| judged.clone())
}

/// Returns what second reviewers said of a pair whose judgement is shown.
fn other_opinions(
    context: &Context<'_>,
    a: &RecordKey,
    b: &RecordKey,
    judged: Option<&JudgedPair>,
) -> Markup {
    let w = &context.words.pairs;
    let opinions = context.state.book.opinions(a, b);
    html! {
        @if judged.is_some() {
            @for (_, who, verdict) in opinions {
                p.done { (w.second_by.with(&[("who", &who)])) ": " strong { (verdict_words(context, verdict)) } }
            }
        }
    }
}

/// Returns who judged the pair already, if anybody did.
fn verdict_so_far(
    context: &Context<'_>,
    state: &State,
    judged: Option<&JudgedPair>,
    way: &Way<'_>,
) -> Markup {
    let w = &context.words.pairs;
    let Some(entry) = judged.and_then(|judged| state.entry(judged.seq)) else { return html! {} };
    let reason = match &entry.what {
        tizim_ledger::What::Judgement(judgement) => judgement.reason.as_str(),
        _ => "",
    };
    html! {
        div.done {
            p {
                (w.judged_by.with(&[("who", &entry.author), ("entry", &context.words.number(entry.seq))])) ", "
                (context.words.moment(entry.at.as_str())) ". " (in_words(context, entry))
                @if !reason.is_empty() { " " q { (tizim_report::parts::Passage(reason)) } }
            }
            @if context.may(Role::Editor) || (context.may(Role::Reviewer) && entry.author == context.visitor.user()) {
                (undo_form(context, &(entry.seq..=entry.seq), way.address, &w.undo_this))
            }
        }
    }
}

/// Returns the form: one button a verdict, each with its key.
///
/// It holds the number of the judgement that the page shows, so that an answer which was given without knowing of another
/// is told from a correction.
fn decision(
    context: &Context<'_>,
    a: &RecordKey,
    b: &RecordKey,
    judged: Option<&JudgedPair>,
    way: &Way<'_>,
    can_skip: bool,
) -> Markup {
    let w = &context.words.pairs;
    let buttons = [
        ("same", "s", &w.same, "/pairs/decide"),
        ("different", "d", &w.different, "/pairs/decide"),
        ("unsure", "u", &w.unsure, "/pairs/decide"),
        ("skip", "k", &w.skip, "/pairs/skip"),
    ];
    let shown = buttons.into_iter().filter(|(verdict, ..)| match *verdict {
        "skip" => can_skip,
        _ => context.may(Role::Reviewer),
    });
    html! {
        form.decide id="decide" method="post" action="/pairs/decide" aria-label=(w.decide.as_str()) {
            (context.secret())
            input type="hidden" name="list_a" value=(a.list);
            input type="hidden" name="id_a" value=(a.record_id);
            input type="hidden" name="list_b" value=(b.list);
            input type="hidden" name="id_b" value=(b.record_id);
            input type="hidden" name="back" value=(way.address);
            input type="hidden" name="seen" value=(judged.map_or(0, |judged| judged.seq));
            div.buttons {
                @for (verdict, key, label, action) in shown {
                    button type="submit" name="verdict" value=(verdict) formaction=(action) class={ "v-" (verdict) } data-key=(key) aria-keyshortcuts=(key) {
                        (label) " " kbd { (key) }
                    }
                }
            }
            @if context.may(Role::Reviewer) {
                label.reason { span { (w.reason) } input type="text" name="reason" maxlength="2000" placeholder=(w.reason_hint.as_str()) autocomplete="off"; }
            }
            p.note.keys {
                (w.keys_help) " "
                label { input type="checkbox" id="keys" checked; " " (w.keys_on) }
            }
        }
    }
}

fn nothing_left(context: &Context<'_>, loaded: &Loaded, reach: Reach, done: &Markup) -> Response {
    let w = &context.words.pairs;
    let further = loaded.waiting(Reach::All, context.sight());
    let main = html! {
        div.pairs {
            (done)
            h1 { (w.done_all) }
            p { (w.done_all_hint) }
            @if reach == Reach::InDoubt && further > 0 {
                p { a.button href="/pairs?reach=all" { (context.words.count(&w.further, further)) } }
            }
            p { a href="/" { (context.words.frame.today) } }
        }
    };
    context.page(Place::Pairs, w.title.as_str(), &main)
}

/// Writes a verdict into the ledger, then leads on.
pub(super) fn decide(desk: &Arc<Desk>, posted: &Posted) -> Response {
    let visitor = &posted.visitor;
    let Some(verdict) = verdict(&posted.fields) else { return fault::bad_form(visitor.words(desk)) };
    let pair = {
        let state = desk.state();
        let sight = Sight::new(&state, &posted.visitor);
        let pair = read_pair(&state, sight, |name| posted.fields.get(name));
        pair.zip(state.loaded.as_ref()).map(|(pair, loaded)| keys(loaded, pair))
    };
    let Some((a, b)) = pair else { return fault::not_found(visitor.words(desk)) };
    let reason = posted.fields.get("reason").to_owned();
    let state = desk.state();
    let decision = match state.book.on_pair(&a, &b).and_then(|judged| state.entry(judged.seq)) {
        // a form that was sent twice is one judgement
        Some(entry) if is_again(entry, visitor.user(), verdict, &reason) => {
            return see(&and_say(&own_address(posted.fields.get("back")), std::slice::from_ref(entry)));
        }
        // somebody answered whose answer was not shown: this one is a second opinion, and takes nothing out of force
        Some(entry)
            if entry.author != visitor.user() && posted.fields.get("seen") != entry.seq.to_string() =>
        {
            Decision::Opinion { a, b, verdict }
        }
        _ => Decision::Pair { a, b, verdict },
    };
    match desk.judge(visitor, vec![Judgement { decision, reason, undoes: None }]) {
        Ok(entries) => see(&and_say(&own_address(posted.fields.get("back")), &entries)),
        Err(refusal) => fault::refusal(desk, visitor, refusal),
    }
}

fn is_again(entry: &Entry, user: &str, said: Verdict, why: &str) -> bool {
    let What::Judgement(Judgement { decision: Decision::Pair { verdict, .. }, reason, .. }) = &entry.what
    else {
        return false;
    };
    entry.author == user && *verdict == said && reason == why
}

fn verdict(fields: &Fields) -> Option<Verdict> {
    match fields.get("verdict") {
        "same" => Some(Verdict::Same),
        "different" => Some(Verdict::Different),
        "unsure" => Some(Verdict::Unsure),
        _ => None,
    }
}

/// Leaves a pair to others, or for later.
pub(super) fn skip(desk: &Arc<Desk>, posted: &Posted) -> Response {
    let state = desk.state();
    let sight = Sight::new(&state, &posted.visitor);
    if let Some(pair) = read_pair(&state, sight, |name| posted.fields.get(name)) {
        posted.visitor.session.skip(ordered(pair));
    }
    see(&own_address(posted.fields.get("back")))
}
