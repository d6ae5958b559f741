//! What waits, how far the work is, and what to do next.

use super::{Asked, fault};
use crate::desk::Desk;
use crate::frame::{Context, Place, see};
use crate::loaded::Loaded;
use crate::queue::Reach;
use crate::runner::Run;
use crate::visitor::Posted;
use axum::response::Response;
use maud::{Markup, html};
use std::collections::BTreeMap;
use std::sync::Arc;
use tizim_ledger::{Decision, Role, Verdict, What};
use tizim_project::Step;
use tizim_report::parts::{Foreign, Part, Passage, part, table};

/// While a run is at work the page comes again after so many seconds.
const RELOAD: u32 = 3;

/// Returns the page.
pub(super) fn page(context: &Context<'_>, _asked: &Asked) -> Response {
    let w = &context.words.today;
    let run = context.desk.runner().now();
    let main = html! {
        h1 { (w.title) }
        (running(context, &run))
        @match &context.state.loaded {
            Some(loaded) => {
                (waiting(context, loaded, &run))
                section aria-labelledby="progress" { h2 id="progress" { (w.progress) } (progress(context)) }
                section aria-labelledby="numbers" { h2 id="numbers" { (w.numbers) } (part(&loaded.results, Part::Numbers)) }
            }
            None => (empty(context)),
        }
    };
    let reload = matches!(run, Run::At(..)).then_some(RELOAD);
    context.page_that_reloads(Place::Today, w.title.as_str(), &main, reload)
}

fn running(context: &Context<'_>, run: &Run) -> Markup {
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
                div.caution role="alert" { p { (w.run_failed) " " (Passage(reason)) } p { (w.run_failed_hint) } }
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
    let pairs = loaded.waiting(Reach::InDoubt, &context.state.judged);
    let quarantined = loaded.results.quarantine.len() as u64;
    let behind = judged_since(context, loaded.run_at);
    html! {
        div.cards {
            section.card aria-labelledby="waits-pairs" {
                h2 id="waits-pairs" { (context.words.count(&w.pairs_in_doubt, pairs)) }
                @if pairs > 0 { p { a.button href="/pairs" { (w.begin_pairs) } } }
                @else { p { (w.no_pairs) } p { a href="/pairs" { (context.words.frame.pairs) } } }
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
    let entries = &context.state.entries;
    let first = entries.partition_point(|entry| entry.seq <= run_at);
    entries[first..].iter().filter(|entry| matches!(entry.what, What::Judgement(_))).count() as u64
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
    for entry in &context.state.entries {
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
