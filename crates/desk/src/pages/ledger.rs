//! Who did what, when and why: read, filtered, taken along, checked.

use super::done::{in_words, undo_form};
use super::{Asked, fault, value};
use crate::desk::Desk;
use crate::frame::{Context, Place, encoded};
use crate::visitor::Posted;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use std::collections::BTreeSet;
use std::sync::Arc;
use tizim_ledger::{Account, Book, Decision, Entry, Exported, ExportedFile, Finding, Hash, Role, What};
use tizim_project::outputs::cell;
use tizim_project::{Project, ProjectError};
use tizim_report::parts::{Foreign, Passage};

/// The entries of one page.
const PAGE: usize = 100;

/// Returns the page.
pub(super) fn page(context: &Context<'_>, asked: &Asked) -> Response {
    let w = &context.words.ledger;
    let (author, kind) = (value(asked, "author"), value(asked, "kind"));
    let text = value(asked, "text").to_lowercase();
    let fits = |entry: &&Entry| {
        (author.is_empty() || entry.author == author)
            && (kind.is_empty() || kind_of(entry) == kind)
            && (text.is_empty() || searched(entry).contains(&text))
    };
    let sight = context.sight();
    let seen = |entry: &&Entry| sight.entry(context.state, entry);
    let found: Vec<&Entry> = context.state.book.entries().rev().filter(fits).filter(seen).collect();
    let pages = found.len().div_ceil(PAGE).max(1);
    let number = value(asked, "page").parse::<usize>().unwrap_or(1).clamp(1, pages);
    let shown: Vec<&&Entry> = found.iter().skip((number - 1) * PAGE).take(PAGE).collect();
    let main = html! {
        h1 { (w.title) }
        p { (w.intro) }
        (chain(context, asked))
        (filter_form(context, asked))
        p role="status" { @if found.is_empty() { (w.none) } @else { (context.words.count(&w.entries, found.len() as u64)) } }
        @if !shown.is_empty() {
            div.scroll role="region" aria-label=(w.title.as_str()) tabindex="0" {
                table.ledger {
                    caption.vh { (w.title) }
                    thead { tr { th.n scope="col" { (w.number) } th scope="col" { (w.when) } th scope="col" { (w.who) } th scope="col" { (w.what) } th scope="col" { (w.reason) } } }
                    tbody { @for entry in shown { (row(context, entry)) } }
                }
            }
            (turn(context, asked, number, pages))
        }
        @if sight.all && context.may(Role::Editor) { (download_form(context)) }
    };
    context.page(Place::Ledger, w.title.as_str(), &main)
}

/// Returns the kind of an entry as the filter has it.
fn kind_of(entry: &Entry) -> &'static str {
    match &entry.what {
        What::Judgement(judgement) => match judgement.decision {
            Decision::Pair { .. } => "pair",
            _ => "judgement",
        },
        What::SourceAdded(_) => "source",
        What::Exported(_) => "export",
        What::AccountSet(_) | What::SignIn(_) => "account",
        _ => "project",
    }
}

fn searched(entry: &Entry) -> String {
    let what = serde_json::to_string(&without_password(&entry.what)).unwrap_or_default();
    format!("{} {what}", entry.author).to_lowercase()
}

/// Returns what an entry says, without a password's hash, which leaves the ledger by no page.
fn without_password(what: &What) -> What {
    match what {
        What::AccountSet(account) => What::AccountSet(Account {
            password: account.password.as_ref().map(|_| "…".to_owned()),
            ..account.clone()
        }),
        other => other.clone(),
    }
}

fn row(context: &Context<'_>, entry: &Entry) -> Markup {
    let w = &context.words.ledger;
    let reason = match &entry.what {
        What::Judgement(judgement) => judgement.reason.as_str(),
        _ => "",
    };
    let is_standing = context.state.book.is_in_force(entry.seq);
    let is_void = !is_standing
        && matches!(&entry.what, What::Judgement(judgement) if judgement.decision != Decision::TakenBack);
    html! {
        tr id={ "entry-" (entry.seq) } class=[is_void.then_some("void")] {
            th.n scope="row" { (context.words.number(entry.seq)) }
            td { (context.words.moment(entry.at.as_str())) }
            td { bdi dir="auto" { (Foreign(&entry.author)) } }
            td {
                (in_words(context, entry))
                @if is_void { " " span.tag { (w.void) } }
                @if is_standing && ((context.sight().all && context.may(Role::Editor)) || (context.may(Role::Reviewer) && entry.author == context.visitor.user())) {
                    " " (undo_form(context, &(entry.seq..=entry.seq), "/ledger", &w.undo))
                }
            }
            td { (Passage(reason)) }
        }
    }
}

fn filter_form(context: &Context<'_>, asked: &Asked) -> Markup {
    let w = &context.words.ledger;
    let sight = context.sight();
    let seen = context.state.book.entries().filter(|entry| sight.entry(context.state, entry));
    let authors: BTreeSet<&str> = seen.map(|entry| entry.author.as_str()).collect();
    let kinds = [
        ("", &w.any_kind),
        ("pair", &w.pair),
        ("judgement", &w.judgement),
        ("source", &context.words.frame.lists),
        ("export", &context.words.frame.publish),
        ("account", &context.words.frame.accounts),
    ];
    html! {
        form.search method="get" action="/ledger" role="search" {
            label.grow { span { (w.text) } input type="search" name="text" value=(value(asked, "text")) maxlength="120"; }
            label { span { (w.who) }
                select name="author" {
                    option value="" { (w.any_author) }
                    @for author in authors { option value=(author) selected[value(asked, "author") == author] { (Foreign(author)) } }
                }
            }
            label { span { (w.kind) }
                select name="kind" { @for (kind, word) in kinds { option value=(kind) selected[value(asked, "kind") == kind] { (word) } } }
            }
            button type="submit" { (w.filter) }
        }
    }
}

fn turn(context: &Context<'_>, asked: &Asked, number: usize, pages: usize) -> Markup {
    let w = &context.words.persons;
    let address = |page: usize| {
        let kept = ["text", "author", "kind"].map(|name| format!("{name}={}", encoded(value(asked, name))));
        format!("/ledger?{}&page={page}", kept.join("&"))
    };
    let place = w.page.with(&[("page", &number), ("pages", &pages)]);
    html! {
        nav.turn aria-label=(place) {
            @if number > 1 { a rel="prev" href=(address(number - 1)) { (w.previous) } }
            span { (place) }
            @if number < pages { a rel="next" href=(address(number + 1)) { (w.next) } }
        }
    }
}

/// Returns the head of the chain and, if asked, whether the chain is whole.
fn chain(context: &Context<'_>, asked: &Asked) -> Markup {
    let w = &context.words.ledger;
    let head = context.state.book.last().map_or(Hash::GENESIS, |entry| entry.hash);
    let verify = || -> Result<Vec<Finding>, ProjectError> {
        // a connection of its own, so that nobody who judges waits for this reading of the whole ledger
        Ok(Project::open(context.desk.root())?.read_ledger()?.verify()?)
    };
    let found = (value(asked, "verify") == "1").then(verify);
    html! {
        p { (w.head) ": " span.hash { (head) } " " a href="/ledger?verify=1" { (w.verify) } }
        @match found {
            None => {}
            Some(Ok(findings)) if findings.is_empty() => p.done role="status" { (w.whole) },
            Some(Ok(findings)) => {
                div.caution role="alert" {
                    p { (w.altered) }
                    ul { @for finding in findings { li { (finding.to_string()) } } }
                }
            }
            Some(Err(error)) => p.caution role="alert" { (error.to_string()) },
        }
    }
}

fn download_form(context: &Context<'_>) -> Markup {
    let w = &context.words.ledger;
    html! {
        form method="post" action="/ledger/download" {
            (context.secret())
            p.note { (w.download_note) }
            button type="submit" name="format" value="csv" { (w.download_csv) } " "
            button type="submit" name="format" value="jsonl" { (w.download_jsonl) }
        }
    }
}

/// Gives the whole ledger as a file; that it was given is itself an entry.
pub(super) fn download(desk: &Arc<Desk>, posted: &Posted) -> Response {
    let (bytes, name) = {
        let state = desk.state();
        match posted.fields.get("format") {
            "csv" => (as_csv(&state.book), "ledger.csv"),
            "jsonl" => (as_json_lines(&state.book), "ledger.jsonl"),
            _ => return fault::bad_form(posted.visitor.words(desk)),
        }
    };
    let exported = Exported {
        format: name.replace('.', " "),
        public: false,
        files: vec![ExportedFile {
            name: name.to_owned(),
            blake3: Hash::from_bytes(*blake3::hash(bytes.as_bytes()).as_bytes()),
        }],
        persons_withheld: 0,
        fields_withheld: 0,
    };
    match desk.append(posted.visitor.user(), vec![What::Exported(exported)]) {
        Ok(_) => attachment(bytes.into_bytes(), name),
        Err(refusal) => fault::refusal(desk, &posted.visitor, refusal),
    }
}

/// Returns bytes as a file to be saved.
pub(super) fn attachment(bytes: Vec<u8>, name: &str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, bytes).into_response()
}

fn as_csv(book: &Book) -> String {
    let quoted = |text: &str| format!("\"{}\"", cell(text).replace('"', "\"\""));
    let mut out = String::from("seq,at,author,kind,reason,payload,hash\n");
    for entry in book.entries() {
        let (kind, payload) = tagged(entry);
        let reason = match &entry.what {
            What::Judgement(judgement) => judgement.reason.as_str(),
            _ => "",
        };
        out.push_str(&format!(
            "{},{},{},{},{},{},{}\n",
            entry.seq,
            entry.at,
            quoted(&entry.author),
            quoted(&kind),
            quoted(reason),
            quoted(&payload.to_string()),
            entry.hash
        ));
    }
    out
}

fn as_json_lines(book: &Book) -> String {
    let mut out = String::new();
    for entry in book.entries() {
        let (kind, payload) = tagged(entry);
        let line = serde_json::json!({
            "seq": entry.seq, "at": entry.at, "author": entry.author, "kind": kind, "payload": payload,
            "prev_hash": entry.prev_hash, "hash": entry.hash,
        });
        out.push_str(&line.to_string());
        out.push('\n');
    }
    out
}

fn tagged(entry: &Entry) -> (String, serde_json::Value) {
    let mut tagged = serde_json::to_value(without_password(&entry.what)).unwrap_or_default();
    let kind = tagged["kind"].as_str().unwrap_or_default().to_owned();
    (kind, tagged["payload"].take())
}
