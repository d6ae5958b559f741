//! Groups, what only they see, and under what consent sources may be published; for administrators alone.

use super::fault;
use crate::desk::Desk;
use crate::frame::{Context, see};
use crate::visitor::Posted;
use axum::response::Response;
use maud::{Markup, html};
use std::sync::Arc;
use tizim_ledger::{Confinement, Consent, Group, Membership, What};
use tizim_report::parts::{Foreign, Passage, table};

/// Returns the part of the page of accounts.
pub(super) fn section(context: &Context<'_>) -> Markup {
    let w = &context.words.groups;
    let access = context.state.book.access();
    let groups: Vec<(&str, Vec<&str>)> =
        access.groups().map(|(name, members)| (name, members.collect())).collect();
    html! {
        section aria-labelledby="groups" {
            h2 id="groups" { (w.title) }
            p { (w.intro) }
            @if !groups.is_empty() { (members(context, &groups)) }
            form.stacked method="post" action="/groups/make" {
                (context.secret())
                label { span { (w.new_group) } input type="text" name="group" required maxlength="80" autocomplete="off"; }
                button type="submit" { (w.make) }
            }
            @if !groups.is_empty() {
                (membership_form(context, &groups))
                h3 { (w.confined) }
                (confinements(context))
                (confine_form(context, &groups))
            }
            h3 { (w.consents) }
            (consents(context))
            (consent_form(context))
        }
    }
}

fn members(context: &Context<'_>, groups: &[(&str, Vec<&str>)]) -> Markup {
    let w = &context.words.groups;
    let rows = html! {
        @for (name, members) in groups {
            tr { th scope="row" { bdi dir="auto" { (Foreign(name)) } } td { (Foreign(&members.join(", "))) } }
        }
    };
    table(w.title.as_str(), &[w.group.as_str(), w.members.as_str()], &rows)
}

fn membership_form(context: &Context<'_>, groups: &[(&str, Vec<&str>)]) -> Markup {
    let (w, a) = (&context.words.groups, &context.words.accounts);
    html! {
        form.stacked method="post" action="/groups/member" {
            (context.secret())
            label { span { (a.name) } select name="account" { @for account in context.state.accounts.iter() { option value=(account.name) { (Foreign(&account.name)) } } } }
            label { span { (w.group) } select name="group" { @for (name, _) in groups { option value=(name) { (Foreign(name)) } } } }
            p { button type="submit" name="member" value="1" { (w.enter) } " " button type="submit" name="member" value="0" { (w.leave) } }
        }
    }
}

/// Returns the names of all sources of the project.
fn sources(desk_state: &crate::loaded::State) -> Vec<&str> {
    let config = &desk_state.config;
    let lists = config.lists.iter().map(|list| list.name.as_str());
    let figures = config.figures.iter().map(|source| source.name.as_str());
    lists.chain(figures).chain(config.articles.iter().map(|source| source.name.as_str())).collect()
}

fn fields(context: &Context<'_>) -> Vec<String> {
    let loaded = context.state.loaded.as_ref();
    loaded
        .map(|loaded| loaded.results.records.columns.iter().map(|column| column.name.clone()).collect())
        .unwrap_or_default()
}

fn source_and_field(context: &Context<'_>, any_source: bool) -> Markup {
    let w = &context.words.groups;
    html! {
        label { span { (w.source) }
            select name="source" {
                @if any_source { option value="" { (w.any_source) } }
                @for source in sources(context.state) { option value=(source) { (Foreign(source)) } }
            }
        }
        label { span { (context.words.person.field) }
            select name="field" {
                option value="" { (w.whole_source) }
                @for field in fields(context) { option value=(field) { (context.words.field(&field)) } }
            }
        }
    }
}

fn named(context: &Context<'_>, source: Option<&str>, field: Option<&str>) -> Markup {
    let w = &context.words.groups;
    html! {
        @match source { Some(source) => bdi dir="auto" { (Foreign(source)) }, None => (w.any_source) }
        ": "
        @match field { Some(field) => (context.words.field(field)), None => (w.whole_source) }
    }
}

fn confinements(context: &Context<'_>) -> Markup {
    let w = &context.words.groups;
    let rows: Vec<_> = context.state.book.access().confinements().collect();
    if rows.is_empty() {
        return html! { p { (w.nothing_confined) } };
    }
    html! {
        ul {
            @for (source, field, groups) in rows {
                li {
                    (named(context, source, field)) " → "
                    @for (at, group) in groups.iter().enumerate() { @if at > 0 { ", " } bdi dir="auto" { (Foreign(group)) } } " "
                    form.inline method="post" action="/groups/confine" {
                        (context.secret())
                        input type="hidden" name="source" value=(source.unwrap_or_default());
                        input type="hidden" name="field" value=(field.unwrap_or_default());
                        input type="hidden" name="open" value="1";
                        button.plain type="submit" { (w.open_again) }
                    }
                }
            }
        }
    }
}

fn confine_form(context: &Context<'_>, groups: &[(&str, Vec<&str>)]) -> Markup {
    let w = &context.words.groups;
    html! {
        form.stacked method="post" action="/groups/confine" {
            (context.secret())
            (source_and_field(context, true))
            fieldset {
                legend { (w.only) }
                @for (at, (name, _)) in groups.iter().enumerate() {
                    label.check { input type="checkbox" name={ "group" (at) } value=(name); " " bdi dir="auto" { (Foreign(name)) } }
                }
            }
            button type="submit" { (w.confine) }
        }
    }
}

fn consents(context: &Context<'_>) -> Markup {
    let w = &context.words.groups;
    let all: Vec<&Consent> = context.state.book.access().consents().collect();
    html! {
        @if all.is_empty() { p { (w.no_consents) } }
        @else {
            ul {
                @for consent in all {
                    li {
                        (named(context, Some(&consent.source), consent.field.as_deref())) " – "
                        @if consent.publish { (w.may_publish) } @else { strong { (w.must_not_publish) } }
                        @if !consent.words.is_empty() { " " q { (Passage(&consent.words)) } }
                        @if let Some(by) = &consent.given_by { " " span.note { bdi dir="auto" { (Foreign(by)) } } }
                    }
                }
            }
        }
    }
}

fn consent_form(context: &Context<'_>) -> Markup {
    let w = &context.words.groups;
    if sources(context.state).is_empty() {
        return html! {};
    }
    html! {
        form.stacked method="post" action="/groups/consent" {
            (context.secret())
            (source_and_field(context, false))
            label { span { (w.consent_words) } input type="text" name="words" maxlength="1000" autocomplete="off"; }
            label { span { (context.words.lists.given_by) } input type="text" name="given_by" maxlength="200" autocomplete="off"; }
            p { button type="submit" name="publish" value="1" { (w.may_publish) } " " button type="submit" name="publish" value="0" { (w.must_not_publish) } }
        }
    }
}

fn write(desk: &Arc<Desk>, posted: &Posted, what: What) -> Response {
    match desk.append(posted.visitor.user(), vec![what]) {
        Ok(_) => see("/accounts#groups"),
        Err(refusal) => fault::refusal(desk, &posted.visitor, refusal),
    }
}

/// Makes a group.
pub(super) fn make(desk: &Arc<Desk>, posted: &Posted) -> Response {
    let name: String = posted.fields.get("group").chars().take(80).collect();
    if name.is_empty() || knows_group(desk, &name) {
        return fault::bad_form(posted.visitor.words(desk));
    }
    write(desk, posted, What::GroupMade(Group { name }))
}

fn knows_group(desk: &Desk, name: &str) -> bool {
    desk.state().book.access().groups().any(|(known, _)| known == name)
}

/// Has a user enter a group or leave it.
pub(super) fn member(desk: &Arc<Desk>, posted: &Posted) -> Response {
    let (group, account) = (posted.fields.get("group"), posted.fields.get("account"));
    let knows_account = desk.state().accounts.iter().any(|known| known.name == account);
    if !knows_group(desk, group) || !knows_account {
        return fault::not_found(posted.visitor.words(desk));
    }
    let member = posted.fields.get("member") == "1";
    write(
        desk,
        posted,
        What::MemberSet(Membership { group: group.to_owned(), account: account.to_owned(), member }),
    )
}

fn optional(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// Confines a source or a field to groups, or opens it to all again.
pub(super) fn confine(desk: &Arc<Desk>, posted: &Posted) -> Response {
    let words = posted.visitor.words(desk);
    let fields = &posted.fields;
    let (source, field) = (optional(fields.get("source")), optional(fields.get("field")));
    let all: Vec<String> = desk.state().book.access().groups().map(|(name, _)| name.to_owned()).collect();
    let chosen: Vec<String> = all
        .iter()
        .enumerate()
        .filter(|(at, name)| fields.get(&format!("group{at}")) == name.as_str())
        .map(|(_, name)| name.clone())
        .collect();
    let is_open = fields.get("open") == "1";
    if (source.is_none() && field.is_none()) || (chosen.is_empty() && !is_open) {
        return fault::bad_form(words);
    }
    write(desk, posted, What::Confined(Confinement { source, field, to: (!is_open).then_some(chosen) }))
}

/// Records a consent, or that there is none.
pub(super) fn consent(desk: &Arc<Desk>, posted: &Posted) -> Response {
    let fields = &posted.fields;
    let source = fields.get("source");
    if !sources(&desk.state()).contains(&source) || !["0", "1"].contains(&fields.get("publish")) {
        return fault::bad_form(posted.visitor.words(desk));
    }
    let consent = Consent {
        source: source.to_owned(),
        field: optional(fields.get("field")),
        publish: fields.get("publish") == "1",
        words: fields.get("words").to_owned(),
        given_by: optional(fields.get("given_by")),
    };
    write(desk, posted, What::ConsentRecorded(consent))
}
