//! What waits, how far the work is, and what to do next.

use super::done::{pair_address, verdict_words};
use super::{Asked, fault};
use crate::desk::Desk;
use crate::frame::{Context, Place, see};
use crate::loaded::Loaded;
use crate::queue::Reach;
use crate::runner::Run;
use crate::second::Agreement;
use crate::visitor::Posted;
use axum::response::Response;
use maud::{Markup, html};
use std::collections::BTreeMap;
use std::sync::Arc;
use tizim_ledger::{Decision, Entry, Role, Verdict, What};
use tizim_project::Step;
use tizim_report::parts::{Foreign, Passage, table};

/// The most contradictions, and pairs for a third reviewer, that are shown at once.
const MOST_SHOWN: usize = 20;
/// While a run is at work the page comes again after so many seconds.
pub(super) const RELOAD: u32 = 3;

/// Returns the page.
pub(super) fn page(context: &Context<'_>, _asked: &Asked) -> Response {
    let w = &context.words.today;
    let run = context.desk.runner().now();
    let main = html! {
        h1 { (w.title) }
        (running(context, &run))
        @match &context.state.loaded {
            Some(loaded) => {
                (contradictions(context))
                (waiting(context, loaded, &run))
                (second_looks(context, loaded))
                section aria-labelledby="progress" { h2 id="progress" { (w.progress) } (progress(context)) }
                section aria-labelledby="numbers" { h2 id="numbers" { (w.numbers) } (super::estimate::numbers(context, &context.sight().results(loaded, context.words))) }
            }
            None => (empty(context)),
        }
    };
    let reload = matches!(run, Run::At(..)).then_some(RELOAD);
    context.page_that_reloads(Place::Today, w.title.as_str(), &main, reload)
}

/// Returns the judgements that can't all be right, each with the means to mend it.
fn contradictions(context: &Context<'_>) -> Markup {
    let w = &context.words.today;
    let sight = context.sight();
    let is_seen = |judged: &tizim_ledger::JudgedPair| sight.key(&judged.a) && sight.key(&judged.b);
    let found: Vec<_> = context
        .state
        .contradictions
        .iter()
        .filter(|found| is_seen(&found.different) && found.chain.iter().all(is_seen))
        .collect();
    if found.is_empty() {
        return html! {};
    }
    html! {
        section.caution aria-labelledby="contradictions" {
            h2 id="contradictions" { (w.contradictions) " (" (context.words.number(found.len() as u64)) ")" }
            p { (w.contradictions_intro) }
            @for contradiction in found.iter().take(MOST_SHOWN) { (super::clash::chain(context, contradiction, "/")) }
        }
    }
}

/// Returns what waits for a second or third reviewer, and how far two agree; nothing where no second look is asked for.
fn second_looks(context: &Context<'_>, loaded: &Loaded) -> Markup {
    let w = &context.words.today;
    let sight = context.sight();
    let agreement = Agreement::new(&context.state.book, |entry| sight.entry(context.state, entry));
    let (seconds, thirds) = loaded.queue().again(&|pair| sight.pair(&loaded.results.records, pair));
    if agreement.pairs() == 0 && seconds == 0 && thirds.is_empty() {
        return html! {};
    }
    html! {
        section aria-labelledby="agreement" {
            h2 id="agreement" { (w.agreement) }
            @if seconds > 0 { p { (context.words.count(&w.seconds, seconds)) } }
            @if agreement.pairs() > 0 { (agreed(context, &agreement)) }
            @if !thirds.is_empty() {
                h3 { (w.thirds) " (" (context.words.number(thirds.len() as u64)) ")" }
                ul {
                    @for (a, b) in thirds.iter().take(MOST_SHOWN).map(|pair| loaded.keys(*pair)) {
                        li { a href=(pair_address(&a, &b)) { (Foreign(&a.list)) " " (Foreign(&a.record_id)) " – " (Foreign(&b.list)) " " (Foreign(&b.record_id)) } }
                    }
                }
            }
        }
    }
}

fn agreed(context: &Context<'_>, agreement: &Agreement) -> Markup {
    let w = &context.words.today;
    let agreed = context.words.number(agreement.agreed());
    let answers =
        [Verdict::Same, Verdict::Different, Verdict::Unsure].map(|it| verdict_words(context, it).as_str());
    let heads = answers.map(|answer| format!("{answer}#"));
    let mut head = vec![w.first_second.as_str()];
    head.extend(heads.iter().map(String::as_str));
    let rows = html! {
        @for (answer, row) in answers.iter().zip(agreement.table) {
            tr { th scope="row" { (answer) } @for number in row { td.n { (context.words.number(number)) } } }
        }
    };
    html! {
        p { (context.words.count_with(&w.agreement_of, agreement.pairs(), &[("agreed", &agreed)])) }
        p {
            @match agreement.kappa() {
                Some(kappa) => { (w.kappa.with(&[("kappa", &format!("{kappa:.2}"))])) }
                None => { (w.kappa_none) }
            }
        }
        (table(w.agreement.as_str(), &head, &rows))
    }
}

pub(super) fn running(context: &Context<'_>, run: &Run) -> Markup {
    let w = &context.words.today;
    html! {
        @match run {
            Run::Idle => {}
            Run::At(step, share) => {
                @let step = step_words(context, *step);
                div.done role="status" {
                    p { (w.running.with(&[("step", &step)])) }
                    progress max="100" value=(format!("{:.0}", 100.0 * share)) aria-label=(step) {}
                }
            }
            Run::Failed(reason) => {
                div.caution role="alert" { p {
                    (w.run_failed)
                    // it may name what is hidden from some
                    @if context.sight().all { " " (Passage(reason)) }
                } p { (w.run_failed_hint) } }
            }
        }
    }
}

fn step_words<'a>(context: &Context<'a>, step: Step) -> &'a str {
    let w = &context.words.today;
    let text = match step {
        Step::Read => &w.step_read,
        Step::Link => &w.step_link,
        Step::Count => &w.step_count,
        Step::Estimate => &w.step_estimate,
    };
    text.as_str()
}

fn waiting(context: &Context<'_>, loaded: &Loaded, run: &Run) -> Markup {
    let w = &context.words.today;
    let pairs = loaded.waiting(Reach::InDoubt, context.sight());
    let quarantined = super::lists::quarantined(context, loaded).count() as u64;
    let behind = judged_since(context, loaded.run_at);
    html! {
        div.cards {
            section.card aria-labelledby="waits-pairs" {
                h2 id="waits-pairs" { (context.words.count(&w.pairs_in_doubt, pairs)) }
                @if pairs > 0 { p { a.button href="/pairs" { (w.begin_pairs) } } }
                @else { p { (w.no_pairs) } p { a href="/pairs" { (context.words.frame.pairs) } } }
            }
            @if let Some(unread) = super::articles::unread(context, loaded) {
                section.card aria-labelledby="waits-articles" {
                    h2 id="waits-articles" { (context.words.count(&w.articles_unread, unread)) }
                    @if unread > 0 { p { a.button href="/articles?next=" { (context.words.articles.next_unread) } } }
                    @else { p { a href="/articles" { (context.words.frame.articles) } } }
                }
            }
            section.card aria-labelledby="waits-rows" {
                h2 id="waits-rows" { (context.words.count(&w.quarantined, quarantined)) }
                @if quarantined > 0 { p { a href="/lists#quarantine" { (w.look_at_lists) } } }
                @else { p { a href="/lists" { (context.words.frame.lists) } } }
            }
            section.card aria-labelledby="waits-run" {
                h2 id="waits-run" {
                    @if behind > 0 { (context.words.count(&w.estimate_behind, behind)) } @else { (w.estimate_current) }
                }
                p { a href="/estimate" { (context.words.frame.estimate) } }
                @if !matches!(run, Run::At(..)) && context.may(Role::Editor) { (run_form(context, &w.run_again)) }
            }
        }
    }
}

/// Returns how many judgements are newer than the last whole run.
pub(super) fn judged_since(context: &Context<'_>, run_at: u64) -> u64 {
    let later = context.state.book.entries_after(run_at);
    let sight = context.sight();
    let counts =
        |entry: &&Entry| matches!(entry.what, What::Judgement(_)) && sight.entry(context.state, entry);
    later.filter(counts).count() as u64
}

/// Returns the button that begins a whole run.
pub(super) fn run_form(context: &Context<'_>, label: &crate::words::Text) -> Markup {
    html! { form method="post" action="/run" { (context.secret()) button type="submit" { (label) } } }
}

/// What one reviewer did.
#[derive(Default)]
struct Work {
    today: u64,
    all: u64,
    same: u64,
    different: u64,
    unsure: u64,
    other: u64,
    last: String,
}

fn progress(context: &Context<'_>) -> Markup {
    let w = &context.words.today;
    let now = context.desk.now();
    let today = now.as_str().get(..10).unwrap_or_default();
    let mut by_reviewer: BTreeMap<&str, Work> = BTreeMap::new();
    let sight = context.sight();
    for entry in context.state.book.entries().filter(|entry| sight.entry(context.state, entry)) {
        let What::Judgement(judgement) = &entry.what else { continue };
        let work = by_reviewer.entry(&entry.author).or_default();
        work.all += 1;
        work.today += u64::from(entry.at.as_str().starts_with(today));
        work.last = entry.at.as_str().to_owned();
        *match &judgement.decision {
            Decision::Pair { verdict: Verdict::Same, .. } => &mut work.same,
            Decision::Pair { verdict: Verdict::Different, .. } => &mut work.different,
            Decision::Pair { verdict: Verdict::Unsure, .. } => &mut work.unsure,
            _ => &mut work.other,
        } += 1;
    }
    if by_reviewer.is_empty() {
        return html! { p { (w.progress_none) } };
    }
    // the sign at the end sets a column of numbers to the right
    let of_numbers =
        [&w.head_today, &w.head_all, &w.head_same, &w.head_different, &w.head_unsure, &w.head_other]
            .map(|head| format!("{}#", head.as_str()));
    let mut head = vec![w.head_reviewer.as_str()];
    head.extend(of_numbers.iter().map(String::as_str));
    head.push(w.head_last.as_str());
    let rows = html! {
        @for (reviewer, work) in &by_reviewer {
            tr {
                th scope="row" { bdi dir="auto" { (Foreign(reviewer)) } }
                @for number in [work.today, work.all, work.same, work.different, work.unsure, work.other] {
                    td.n { (context.words.number(number)) }
                }
                td { (context.words.moment(&work.last)) }
            }
        }
    };
    table(w.progress.as_str(), &head, &rows)
}

/// Returns what to do where there is nothing to show yet.
fn empty(context: &Context<'_>) -> Markup {
    let w = &context.words.today;
    let folder = context.desk.root().display().to_string();
    html! {
        section aria-labelledby="first" {
            h2 id="first" { (w.empty_title) }
            p { (w.empty_intro) }
            ol {
                li { (w.empty_step_add) pre { code { "tizim add -C " (folder) " list.csv --list NAME" } } }
                li { (w.empty_step_columns) }
                li { (w.empty_step_read) }
            }
            @if context.may(Role::Editor) { (run_form(context, &w.read_now)) }
        }
    }
}

/// Begins a whole run.
pub(super) fn run_again(desk: &Arc<Desk>, posted: &Posted) -> Response {
    if posted.fields.get("secret").is_empty() {
        return fault::bad_form(posted.visitor.words(desk));
    }
    desk.runner().start(desk);
    see("/")
}
