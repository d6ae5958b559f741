//! Who asks, in which language, and what a form holds.

use crate::desk::Desk;
use crate::pages::fault;
use crate::session::{COOKIE, Session, Way};
use crate::sight::{Sight, is_for_all};
use crate::words::Words;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use std::collections::HashMap;
use std::sync::Arc;
use tizim_ledger::{Role, Viewer};

/// The cookie that holds the language.
pub(crate) const LANGUAGE_COOKIE: &str = "tizim_language";
/// The most bytes of a field of a form.
const LONGEST_FIELD: usize = 8_000;

/// Returns the value of a cookie.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|value| value.split(';')).find_map(|pair| {
        let (known, value) = pair.trim().split_once('=')?;
        (known == name).then_some(value)
    })
}

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub(crate) struct Visitor {
    pub(crate) session: Arc<Session>,
    pub(crate) role: Role,
    /// The language's code.
    pub(crate) language: String,
}

impl Visitor {
    /// Returns the name that judgements bear.
    pub(crate) fn user(&self) -> &str {
        &self.session.user
    }

    /// Returns who this is to what is confined to groups.
    pub(crate) fn viewer(&self) -> Viewer<'_> {
        match self.session.way {
            Way::Link => Viewer::Owner,
            Way::Account => Viewer::Account(&self.session.user),
        }
    }

    /// Returns whether the visitor may do what a role may.
    pub(crate) fn may(&self, role: Role) -> bool {
        self.role >= role
    }

    /// Returns the visitor's language.
    pub(crate) fn words<'a>(&self, desk: &'a Desk) -> &'a Words {
        let languages = desk.languages();
        languages.named(&self.language).unwrap_or_else(|| languages.liked(""))
    }

    fn of(desk: &Desk, headers: &HeaderMap) -> Option<Self> {
        let session = desk.sessions().find(cookie(headers, COOKIE)?)?;
        // asked each time, so that a role that was taken away is gone at once
        let role = match session.way {
            Way::Link => Role::Administrator,
            Way::Account => desk.state().accounts.role(&session.user)?,
        };
        Some(Self { session, role, language: desk.words_for(headers).code.clone() })
    }
}

impl FromRequestParts<Arc<Desk>> for Visitor {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, desk: &Arc<Desk>) -> Result<Self, Response> {
        let visitor = Visitor::of(desk, &parts.headers)
            .ok_or_else(|| fault::not_signed_in(desk, desk.words_for(&parts.headers)))?;
        if is_for_all(parts.uri.path()) || Sight::new(&desk.state(), &visitor).all {
            Ok(visitor)
        } else {
            Err(fault::closed(visitor.words(desk)))
        }
    }
}

/// A form that one of our pages gave to somebody who is signed in.
#[derive(Debug)]
pub(crate) struct Posted {
    pub(crate) visitor: Visitor,
    pub(crate) fields: Fields,
}

/// The fields of a form.
#[derive(Debug)]
pub(crate) struct Fields(HashMap<String, String>);

impl Fields {
    /// Returns a field without blanks around it; empty if it is not there.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |value| value.trim())
    }
}

/// Reads a form, whoever sent it.
pub(crate) async fn form(request: Request, desk: &Arc<Desk>) -> Result<Fields, Response> {
    let words = desk.words_for(request.headers()).code.clone();
    let read: Result<Form<HashMap<String, String>>, FormRejection> = Form::from_request(request, desk).await;
    let words = desk.languages().named(&words).unwrap_or_else(|| desk.languages().liked(""));
    match read {
        Ok(Form(fields)) if fields.values().all(|value| value.len() <= LONGEST_FIELD) => Ok(Fields(fields)),
        Ok(_) => Err(fault::too_large(words)),
        Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(fault::too_large(words)),
        Err(_) => Err(fault::bad_form(words)),
    }
}

impl FromRequest<Arc<Desk>> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, desk: &Arc<Desk>) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let visitor = Visitor::from_request_parts(&mut parts, desk).await?;
        let fields = form(Request::from_parts(parts, body), desk).await?;
        if !visitor.session.has_form_secret(fields.get("secret")) {
            return Err(fault::stale_form(visitor.words(desk)));
        }
        Ok(Self { visitor, fields })
    }
}
