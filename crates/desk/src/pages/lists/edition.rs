//! New editions of lists: what is new, changed and withdrawn, decided by rule or row by row.

use super::super::{Asked, fault, value};
use super::{doer, may_decide, note_rows, refused};
use crate::desk::Desk;
use crate::frame::{Context, Place, encoded, see};
use crate::visitor::Posted;
use crate::words::Text;
use axum::response::Response;
use maud::{Markup, html};
use std::sync::Arc;
use tizim_ledger::Role;
use tizim_project::config::ListSection;
use tizim_project::{
    Comparison, Difference, Edition, EditionRules, Editions, MatchedBy, Project, RowChange, Take,
};
use tizim_report::parts::{Foreign, Passage};

/// The rows of one page.
const PAGE: usize = 50;
/// The most fields of a row that are shown.
const MOST_FIELDS: usize = 12;

const KINDS: [Difference; 3] = [Difference::New, Difference::Changed, Difference::Withdrawn];

fn name(difference: Difference) -> &'static str {
    match difference {
        Difference::New => "new",
        Difference::Changed => "changed",
        Difference::Withdrawn => "withdrawn",
    }
}

fn address(list: &str, file: &str) -> String {
    format!("/lists/edition?list={}&file={}", encoded(list), encoded(file))
}

/// Returns the later files of each list: which are editions, and which are further rows.
pub(super) fn section(context: &Context<'_>, editions: &Editions) -> Markup {
    let w = &context.words.lists;
    let sight = context.sight();
    let seen = |list: &&ListSection| sight.source(&list.name);
    let lists = context.state.config.lists.iter().filter(seen);
    let later: Vec<(&str, &str)> = lists
        .flat_map(|list| list.files.iter().skip(1).map(|file| (list.name.as_str(), file.as_str())))
        .collect();
    html! {
        section id="editions" aria-labelledby="editions-h" {
            h2 id="editions-h" { (w.editions) }
            @if later.is_empty() { p { (w.no_editions) } pre { code { "tizim add FILE --list NAME --edition" } } }
            @else {
                ul {
                    @for (list, file) in later { li { (one(context, list, file, editions.of(list, file))) } }
                }
            }
        }
    }
}

fn one(context: &Context<'_>, list: &str, file: &str, edition: Option<&Edition>) -> Markup {
    let w = &context.words.lists;
    let is_whole = context.sight().whole_source(list);
    let call = |is: &str, label: &Text| {
        html! {
            form.inline method="post" action="/lists/call-edition" {
                (context.secret())
                input type="hidden" name="list" value=(list);
                input type="hidden" name="file" value=(file);
                input type="hidden" name="is" value=(is);
                button.plain type="submit" { (label) }
            }
        }
    };
    html! {
        bdi dir="auto" { (Foreign(list)) } ": " (Foreign(file)) " – "
        @match edition {
            Some(edition) => {
                @if edition.rules.is_some() { (w.edition_decided) } @else { strong { (w.edition_waits) } }
                @if is_whole { " " a href=(address(list, file)) { (w.edition_look) } }
                @if is_whole && context.may(Role::Editor) { " " (call("0", &w.edition_is_not)) }
            }
            None => {
                (w.further_rows)
                @if is_whole && context.may(Role::Editor) { " " (call("1", &w.edition_is)) }
            }
        }
    }
}

/// Returns the page of one edition.
pub(in super::super) fn page(context: &Context<'_>, asked: &Asked) -> Response {
    let (list, file) = (value(asked, "list"), value(asked, "file"));
    if !context.sight().whole_source(list) {
        return fault::not_found(context.words);
    }
    let found = Project::open(context.desk.root())
        .and_then(|project| Ok((project.compare_edition(list, file)?, project.editions()?)));
    match found {
        Ok((Some(comparison), editions)) => {
            let Some(edition) = editions.of(list, file) else { return fault::not_found(context.words) };
            if let Err(refusal) = note_rows(context, list, file.to_owned()) {
                return fault::refusal(context.desk, context.visitor, refusal);
            }
            let main = whole(context, asked, edition, &comparison);
            context.page(Place::Lists, context.words.lists.edition.as_str(), &main)
        }
        Ok((None, _)) => fault::not_found(context.words),
        Err(error) => refused(context.words, &error),
    }
}

fn whole(context: &Context<'_>, asked: &Asked, edition: &Edition, comparison: &Comparison) -> Markup {
    let w = &context.words.lists;
    let kind = KINDS.into_iter().find(|kind| name(*kind) == value(asked, "kind"));
    let kind = kind.or_else(|| KINDS.into_iter().find(|kind| comparison.count(*kind) > 0));
    let rows: Vec<&RowChange> = comparison.rows.iter().filter(|row| Some(row.difference) == kind).collect();
    let pages = rows.len().div_ceil(PAGE).max(1);
    let number = value(asked, "page").parse::<usize>().unwrap_or(1).clamp(1, pages);
    let shown: Vec<&RowChange> = rows.into_iter().skip((number - 1) * PAGE).take(PAGE).collect();
    let here = address(&edition.list, &edition.file);
    let count = |number: usize| context.words.number(number as u64);
    let matched = match comparison.matched_by {
        MatchedBy::OwnId => &w.matched_by_id,
        MatchedBy::Content => &w.matched_by_content,
    };
    html! {
        h1 { (w.edition) }
        p { bdi dir="auto" { (Foreign(&edition.list)) } ": " (Foreign(&edition.file)) }
        p { (matched) " " (context.words.count(&w.rows_alike, comparison.same)) }
        @if edition.rules.is_none() { p.caution { (w.edition_waits_long) } }
        form method="post" action="/lists/edition" {
            (context.secret())
            input type="hidden" name="list" value=(edition.list);
            input type="hidden" name="file" value=(edition.file);
            input type="hidden" name="kind" value=(kind.map_or("", name));
            input type="hidden" name="page" value=(number);
            (rules(context, edition, comparison))
            @if let Some(kind) = kind {
                nav aria-label=(w.edition.as_str()) {
                    ul.tabs { @for other in KINDS { li {
                        a href={ (here) "&kind=" (name(other)) } aria-current=[(other == kind).then_some("page")] {
                            (kind_words(context, other)) " (" (context.words.number(comparison.count(other))) ")"
                        }
                    } } }
                }
                (rows_of(context, edition, kind, &shown))
                @if pages > 1 {
                    nav.turn aria-label=(kind_words(context, kind).as_str()) {
                        @if number > 1 { a rel="prev" href={ (here) "&kind=" (name(kind)) "&page=" (number - 1) } { (context.words.persons.previous) } }
                        span { (context.words.persons.page.with(&[("page", &count(number)), ("pages", &count(pages))])) }
                        @if number < pages { a rel="next" href={ (here) "&kind=" (name(kind)) "&page=" (number + 1) } { (context.words.persons.next) } }
                    }
                }
            }
            @if context.may(Role::Editor) {
                label.long { span { (context.words.person.reason) } input type="text" name="reason" maxlength="500" value=(edition.reason); }
                p { button type="submit" { (w.decide) } " " a href="/lists#editions" { (w.back) } }
            }
        }
    }
}

fn kind_words<'a>(context: &Context<'a>, kind: Difference) -> &'a Text {
    let w = &context.words.lists;
    match kind {
        Difference::New => &w.kind_new,
        Difference::Changed => &w.kind_changed,
        Difference::Withdrawn => &w.kind_withdrawn,
    }
}

/// Returns what each answer means for a kind of rows: the edition's, the earlier one's.
fn answers<'a>(context: &Context<'a>, kind: Difference) -> [(&'static str, &'a Text); 2] {
    let w = &context.words.lists;
    let (edition, earlier) = match kind {
        Difference::New => (&w.new_take, &w.new_leave),
        Difference::Changed => (&w.changed_take, &w.changed_leave),
        Difference::Withdrawn => (&w.withdrawn_take, &w.withdrawn_leave),
    };
    [("edition", edition), ("earlier", earlier)]
}

fn word(take: Take) -> &'static str {
    match take {
        Take::Edition => "edition",
        Take::Earlier => "earlier",
    }
}

fn take(text: &str) -> Option<Take> {
    [Take::Edition, Take::Earlier].into_iter().find(|take| word(*take) == text)
}

fn rules(context: &Context<'_>, edition: &Edition, comparison: &Comparison) -> Markup {
    let w = &context.words.lists;
    let rule = |kind: Difference| {
        // what a list lacks now may have been left out for a reason or by mistake: that is for people to say
        let first = if kind == Difference::Withdrawn { Take::Earlier } else { Take::Edition };
        edition.rules.as_ref().map_or(first, |rules| match kind {
            Difference::New => rules.new,
            Difference::Changed => rules.changed,
            Difference::Withdrawn => rules.withdrawn,
        })
    };
    html! {
        fieldset.rules {
            legend { (w.by_rule) }
            @for kind in KINDS {
                label {
                    span { (kind_words(context, kind)) " (" (context.words.number(comparison.count(kind))) ")" }
                    select name={ "rule_" (name(kind)) } disabled[!context.may(Role::Editor)] {
                        @for (value, label) in answers(context, kind) { option value=(value) selected[word(rule(kind)) == value] { (label) } }
                    }
                }
            }
        }
    }
}

fn rows_of(context: &Context<'_>, edition: &Edition, kind: Difference, rows: &[&RowChange]) -> Markup {
    let w = &context.words.lists;
    html! {
        div.scroll role="region" aria-label=(kind_words(context, kind).as_str()) tabindex="0" {
            table.editions {
                caption.vh { (kind_words(context, kind)) }
                thead { tr { th scope="col" { (w.row) } th scope="col" { (w.what_changes) } th scope="col" { (w.by_row) } } }
                tbody {
                    @for (at, row) in rows.iter().enumerate() {
                        tr {
                            th scope="row" { bdi dir="auto" { (Foreign(&row.name)) } br; small { (Foreign(row.key.trim_start_matches('+'))) } }
                            td { (cells(context, row)) }
                            td { (choice(context, edition, kind, at, row)) }
                        }
                    }
                }
            }
        }
    }
}

fn cells(context: &Context<'_>, row: &RowChange) -> Markup {
    html! {
        ul.bare {
            @for cell in row.cells.iter().take(MOST_FIELDS) {
                li {
                    span.note { (context.words.field(&cell.field)) ": " }
                    @if !cell.before.is_empty() { @if cell.after.is_empty() && row.difference == Difference::Withdrawn { bdi dir="auto" { (Passage(&cell.before)) } } @else { del { bdi dir="auto" { (Passage(&cell.before)) } } } " " }
                    @if !cell.after.is_empty() { @if row.difference == Difference::New { bdi dir="auto" { (Passage(&cell.after)) } } @else { ins { bdi dir="auto" { (Passage(&cell.after)) } } } }
                }
            }
        }
    }
}

fn choice(context: &Context<'_>, edition: &Edition, kind: Difference, at: usize, row: &RowChange) -> Markup {
    let w = &context.words.lists;
    let own = edition.rows.get(&row.key).copied().map_or("", word);
    html! {
        input type="hidden" name={ "key" (at) } value=(row.key);
        select name={ "row" (at) } aria-label={ (w.by_row) ": " (row.name) } disabled[!context.may(Role::Editor)] {
            option value="" selected[own.is_empty()] { (w.as_rule) }
            @for (value, label) in answers(context, kind) { option value=(value) selected[own == value] { (label) } }
        }
    }
}

/// Keeps what was decided.
pub(in super::super) fn decide(desk: &Arc<Desk>, posted: &Posted) -> Response {
    let words = posted.visitor.words(desk);
    let fields = &posted.fields;
    let rule = |kind: Difference| take(fields.get(&format!("rule_{}", name(kind))));
    let [Some(new), Some(changed), Some(withdrawn)] = KINDS.map(rule) else { return fault::bad_form(words) };
    let rows: Vec<(String, Option<Take>)> = (0..PAGE)
        .map(|at| (fields.get(&format!("key{at}")).to_owned(), take(fields.get(&format!("row{at}")))))
        .filter(|(key, _)| !key.is_empty())
        .collect();
    let (list, file) = (fields.get("list"), fields.get("file"));
    if !may_decide(desk, posted, list) {
        return fault::not_found(words);
    }
    let rules = EditionRules { new, changed, withdrawn };
    let done = Project::open(desk.root()).and_then(|project| {
        project.decide_edition(list, file, rules, &rows, fields.get("reason"), &doer(desk, posted))
    });
    match done {
        Ok(()) => see("/lists?kept=1"),
        Err(error) => refused(words, &error),
    }
}

/// Says that a file is a new edition, or that it is not.
pub(in super::super) fn call(desk: &Arc<Desk>, posted: &Posted) -> Response {
    let (list, file) = (posted.fields.get("list"), posted.fields.get("file"));
    let is = posted.fields.get("is") == "1";
    if !may_decide(desk, posted, list) {
        return fault::not_found(posted.visitor.words(desk));
    }
    let done = Project::open(desk.root())
        .and_then(|project| project.call_edition(list, file, is, &doer(desk, posted)));
    match done {
        Ok(()) if is => see(&address(list, file)),
        Ok(()) => see("/lists?kept=1"),
        Err(error) => refused(posted.visitor.words(desk), &error),
    }
}
