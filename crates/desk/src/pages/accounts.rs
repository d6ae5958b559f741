//! Who has an account, and what each may do.

use super::{Asked, fault};
use crate::accounts::{LONGEST, SHORTEST_PASSWORD, hash};
use crate::desk::Desk;
use crate::frame::{Context, Place, see};
use crate::visitor::Posted;
use crate::words::{Text, Words};
use axum::response::Response;
use maud::{Markup, html};
use std::sync::Arc;
use tizim_ledger::{Account, Role, What};
use tizim_report::parts::{Foreign, table};

/// Returns the page; for administrators alone.
pub(super) fn page(context: &Context<'_>, asked: &Asked) -> Response {
    if !context.may(Role::Administrator) {
        return fault::forbidden(context.words);
    }
    let w = &context.words.accounts;
    let main = html! {
        h1 { (w.title) }
        p { (w.intro) }
        @if super::value(asked, "short") == "1" { p.caution role="alert" { (w.short_password) } }
        (all(context))
        form.stacked method="post" action="/accounts/set" {
            h2 { (w.give) }
            (context.secret())
            label { span { (w.name) } input type="text" name="name" required maxlength="80" autocomplete="off"; }
            label { span { (w.role) }
                select name="role" { @for (role, word) in Role::ALL { option value=(word) selected[role == Role::Reviewer] { (role_words(context.words, role)) } } }
            }
            label { span { (w.password) } input type="password" name="password" required minlength=(SHORTEST_PASSWORD) maxlength=(LONGEST) autocomplete="new-password"; }
            p.note { (w.password_hint) }
            button type="submit" { (w.set) }
        }
        p.note { (w.roles_mean) }
        (super::groups::section(context))
    };
    context.page(Place::Accounts, w.title.as_str(), &main)
}

/// Returns a role in words.
pub(super) fn role_words(words: &Words, role: Role) -> &Text {
    match role {
        Role::Reader => &words.accounts.reader,
        Role::Reviewer => &words.accounts.reviewer,
        Role::Editor => &words.accounts.editor,
        Role::Administrator => &words.accounts.administrator,
    }
}

fn all(context: &Context<'_>) -> Markup {
    let w = &context.words.accounts;
    let accounts: Vec<&Account> = context.state.accounts.iter().collect();
    if accounts.is_empty() {
        return html! { p { (w.none) } };
    }
    let rows = html! {
        @for account in accounts {
            tr {
                th scope="row" { bdi dir="auto" { (Foreign(&account.name)) } }
                td { (role_words(context.words, account.role)) }
                td {
                    @if account.password.is_some() {
                        (w.open) " "
                        form.inline method="post" action="/accounts/set" {
                            (context.secret())
                            input type="hidden" name="name" value=(account.name);
                            input type="hidden" name="role" value=(account.role.word());
                            input type="hidden" name="close" value="1";
                            button.plain type="submit" aria-label={ (w.close) ": " (account.name) } { (w.close) }
                        }
                    } @else { (w.closed) }
                }
            }
        }
    };
    table(w.caption.as_str(), &[w.name.as_str(), w.role.as_str(), w.state.as_str()], &rows)
}

/// Gives an account, changes it, or closes it.
pub(super) fn set(desk: &Arc<Desk>, posted: &Posted) -> Response {
    let words = posted.visitor.words(desk);
    let name: String = posted.fields.get("name").chars().take(80).collect();
    let role = Role::ALL.iter().find(|(_, word)| *word == posted.fields.get("role")).map(|(role, _)| *role);
    let (false, Some(role)) = (name.is_empty(), role) else { return fault::bad_form(words) };
    let password = if posted.fields.get("close") == "1" {
        None
    } else {
        match hash(posted.fields.get("password")) {
            Some(hash) => Some(hash),
            None => return see("/accounts?short=1"),
        }
    };
    match desk.append(posted.visitor.user(), vec![What::AccountSet(Account { name, role, password })]) {
        Ok(_) => see("/accounts"),
        Err(refusal) => fault::refusal(desk, &posted.visitor, refusal),
    }
}
