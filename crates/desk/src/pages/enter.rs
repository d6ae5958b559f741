//! Coming in and going out.

use super::fault;
use crate::accounts::{LONGEST, fits};
use crate::desk::Desk;
use crate::frame::{html_page, plain_page, see};
use crate::server::Peer;
use crate::session::{COOKIE, Way};
use crate::visitor::{LANGUAGE_COOKIE, Posted, form};
use crate::words::{Text, Words};
use axum::Extension;
use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use maud::html;
use std::collections::HashMap;
use std::sync::Arc;
use tizim_ledger::{SignIn, What};

/// Signs in who has the one-time link.
///
/// The answer is a page that leads on, not a redirection: followed from another site's page, a redirected request would
/// come without the new cookie.
pub(super) async fn by_link(
    State(desk): State<Arc<Desk>>,
    headers: HeaderMap,
    Query(asked): Query<HashMap<String, String>>,
) -> Response {
    let words = desk.words_for(&headers).code.clone();
    super::aside(move || {
        let words = desk.languages().named(&words).unwrap_or_else(|| desk.languages().liked(""));
        if !desk.sessions().use_link(asked.get("token").map_or("", String::as_str)) {
            let main = html! { h1 { (words.enter.used) } p { (words.enter.used_hint) } p { a href="/" { (words.faults.back) } } };
            return html_page(StatusCode::UNAUTHORIZED, &plain_page(words, words.enter.title.as_str(), &main));
        }
        let author = desk.author().to_owned();
        let attempt = SignIn { account: author.clone(), from: "one-time link".to_owned(), accepted: true };
        if let Err(refusal) = desk.append(&author, vec![What::SignIn(attempt)]) {
            return broken(words, refusal);
        }
        let Ok(token) = desk.sessions().open(author, Way::Link) else { return fault::broken(words) };
        let main = html! {
            h1 { (words.enter.welcome) }
            p { a.button href="/" { (words.enter.go_on) } }
        };
        let page = plain_page(words, words.enter.title.as_str(), &main);
        let page = maud::PreEscaped(page.0.replacen("<head>", "<head><meta http-equiv=\"refresh\" content=\"0;url=/\">", 1));
        with_cookie(html_page(StatusCode::OK, &page), &desk, COOKIE, &token)
    })
    .await
}

fn broken(words: &Words, refusal: crate::write::Refusal) -> Response {
    match refusal {
        crate::write::Refusal::Ledger(_) | crate::write::Refusal::Clash(_) => fault::broken(words),
    }
}

fn with_cookie(mut response: Response, desk: &Desk, name: &str, value: &str) -> Response {
    let secure = if desk.origins().encrypted { "; Secure" } else { "" };
    let age = if value.is_empty() { "; Max-Age=0" } else { "" };
    let cookie = format!("{name}={value}; HttpOnly; SameSite=Strict; Path=/{secure}{age}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// Returns the form for account and password.
pub(super) async fn form_page(State(desk): State<Arc<Desk>>, headers: HeaderMap) -> Response {
    let words = desk.words_for(&headers);
    if desk.state().accounts.is_empty() {
        return fault::not_signed_in(&desk, words);
    }
    sign_in_page(words, StatusCode::OK, None)
}

fn sign_in_page(words: &Words, status: StatusCode, fault: Option<&Text>) -> Response {
    let w = &words.enter;
    let main = html! {
        h1 { (w.title) }
        @if let Some(fault) = fault { p.caution role="alert" { (fault) } }
        form.stacked method="post" action="/sign-in" {
            label { span { (w.account) } input type="text" name="account" autocomplete="username" required maxlength=(LONGEST) autofocus; }
            label { span { (w.password) } input type="password" name="password" autocomplete="current-password" required maxlength=(LONGEST); }
            button type="submit" { (w.sign_in) }
        }
    };
    html_page(status, &plain_page(words, w.title.as_str(), &main))
}

/// Signs in by account and password; every attempt is in the ledger, as far as attempts are let through.
pub(super) async fn by_password(
    State(desk): State<Arc<Desk>>,
    Extension(Peer(peer)): Extension<Peer>,
    request: Request,
) -> Response {
    let code = desk.words_for(request.headers()).code.clone();
    let fields = match form(request, &desk).await {
        Ok(fields) => fields,
        Err(response) => return response,
    };
    super::aside(move || {
        let words = desk.languages().named(&code).unwrap_or_else(|| desk.languages().liked(""));
        let account: String = fields.get("account").chars().take(LONGEST).collect();
        if account.is_empty() {
            return sign_in_page(words, StatusCode::FORBIDDEN, Some(&words.enter.refused));
        }
        if !desk.sessions().may_try(&account, peer.ip()) {
            return sign_in_page(words, StatusCode::TOO_MANY_REQUESTS, Some(&words.enter.too_many));
        }
        let hash = desk.state().accounts.hash_of(&account);
        // an account without a password has a hash that none fits, so it takes as long as any other
        let accepted = fits(fields.get("password"), &hash) && desk.state().accounts.role(&account).is_some();
        let attempt = SignIn { account: account.clone(), from: peer.ip().to_string(), accepted };
        if let Err(refusal) = desk.append(&account, vec![What::SignIn(attempt)]) {
            return broken(words, refusal);
        }
        if !accepted {
            return sign_in_page(words, StatusCode::FORBIDDEN, Some(&words.enter.refused));
        }
        match desk.sessions().open(account, Way::Account) {
            Ok(token) => with_cookie(see("/"), &desk, COOKIE, &token),
            Err(_) => fault::broken(words),
        }
    })
    .await
}

/// Ends the session.
pub(super) async fn out(State(desk): State<Arc<Desk>>, headers: HeaderMap, _posted: Posted) -> Response {
    if let Some(token) = crate::visitor::cookie(&headers, COOKIE) {
        desk.sessions().close(token);
    }
    with_cookie(see("/"), &desk, COOKIE, "")
}

/// Remembers the language in a cookie; the browser goes back to where it was.
pub(super) async fn language(State(desk): State<Arc<Desk>>, request: Request) -> Response {
    let back =
        request.headers().get(header::REFERER).and_then(|address| address.to_str().ok()).map(str::to_owned);
    let fields = match form(request, &desk).await {
        Ok(fields) => fields,
        Err(response) => return response,
    };
    let asked = fields.get("language");
    let chosen = desk.languages().named(asked).map_or("en", |words| words.code.as_str()).to_owned();
    let path =
        back.as_deref().and_then(|address| address.splitn(4, '/').nth(3)).map(|path| format!("/{path}"));
    let path = super::done::own_address(path.as_deref().unwrap_or("/"));
    with_cookie(see(&path), &desk, LANGUAGE_COOKIE, &chosen)
}
