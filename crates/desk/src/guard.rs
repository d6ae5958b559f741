//! What every request must pass, and what every answer bears.
//!
//! - The `Host` must be one of ours, or a page of another site could reach the desk under a name that it makes point here
//!   (DNS rebinding).
//! - What changes something must come from our own pages: `Sec-Fetch-Site: same-origin`, or an `Origin` of ours where a
//!   browser sends no such header. The form's secret comes on top ([`crate::visitor::Posted`]).
//! - No page may be framed, run scripts but ours, or be kept in a cache.

use crate::desk::Desk;
use crate::pages::{MOST_FORM, fault};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use std::time::Duration;

/// A request that takes longer has failed; no page takes a hundredth of it.
const PATIENCE: Duration = Duration::from_secs(60);

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// A page on show that has itself made anew asks so. One that is no more is then answered with nothing: its reader is offered
/// to look again, and the browser logs no fault.
const RENEWS: &str = "x-renew";

/// The names under which the desk is reached.
#[derive(Clone, Debug)]
pub(crate) struct Origins {
    /// `127.0.0.1:8600`, `desk.example.org`.
    pub(crate) hosts: Vec<String>,
    /// Whether browsers reach it encrypted.
    pub(crate) encrypted: bool,
}

impl Origins {
    fn has_host(&self, headers: &HeaderMap) -> bool {
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        host.is_some_and(|host| self.hosts.iter().any(|known| known.eq_ignore_ascii_case(host)))
    }

    fn is_own_page(&self, headers: &HeaderMap) -> bool {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        if let Some(site) = text("sec-fetch-site") {
            return site == "same-origin";
        }
        let scheme = if self.encrypted { "https://" } else { "http://" };
        let host = text("origin").and_then(|origin| origin.strip_prefix(scheme));
        host.is_some_and(|host| self.hosts.iter().any(|known| known.eq_ignore_ascii_case(host)))
    }
}

/// Lets a request through, or answers it here.
pub(crate) async fn guard(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    let words = desk.words_for(request.headers());
    let encrypted = desk.origins().encrypted;
    let renews = request.headers().contains_key(RENEWS);
    let response = if !desk.origins().has_host(request.headers()) {
        fault::foreign(words)
    } else if !matches!(*request.method(), Method::GET | Method::HEAD | Method::POST) {
        fault::not_found(words)
    } else if request.method() == Method::POST && !desk.origins().is_own_page(request.headers()) {
        fault::foreign(words)
    } else if is_too_large(request.headers()) {
        fault::too_large(words)
    } else {
        match tokio::time::timeout(PATIENCE, next.run(request)).await {
            Ok(response) => response,
            Err(_) => fault::slow(words),
        }
    };
    if renews && response.status() == StatusCode::NOT_FOUND {
        return with_headers(StatusCode::NO_CONTENT.into_response(), encrypted);
    }
    with_headers(response, encrypted)
}

/// Returns whether a body says of itself that it is larger than any form; one that does not say is cut off when it is.
fn is_too_large(headers: &HeaderMap) -> bool {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    length.and_then(|length| length.parse::<u64>().ok()).is_some_and(|length| length > MOST_FORM as u64)
}

fn with_headers(mut response: Response, encrypted: bool) -> Response {
    let headers = response.headers_mut();
    let mut set = |name: &'static str, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set("content-security-policy", POLICY);
    set("x-content-type-options", "nosniff");
    set("x-frame-options", "DENY");
    set("referrer-policy", "no-referrer");
    set("cross-origin-opener-policy", "same-origin");
    set("cross-origin-resource-policy", "same-origin");
    set("permissions-policy", "camera=(), geolocation=(), microphone=()");
    set("x-robots-tag", "noindex");
    if encrypted {
        set("strict-transport-security", "max-age=31536000");
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn only_our_own_names_and_pages_pass() {
        let origins =
            Origins { hosts: vec!["127.0.0.1:8600".into(), "localhost:8600".into()], encrypted: false };
        assert!(origins.has_host(&headers(&[("host", "LOCALHOST:8600")])));
        for host in ["evil.example:8600", "127.0.0.1", "127.0.0.1:8601", "127.0.0.1:8600.evil.example", ""] {
            assert!(!origins.has_host(&headers(&[("host", host)])), "{host}");
        }
        assert!(!origins.has_host(&HeaderMap::new()));
        assert!(origins.is_own_page(&headers(&[("sec-fetch-site", "same-origin")])));
        assert!(origins.is_own_page(&headers(&[("origin", "http://127.0.0.1:8600")])));
        for stranger in [
            &[("sec-fetch-site", "cross-site"), ("origin", "http://127.0.0.1:8600")][..],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "none")],
            &[("origin", "null")],
            &[("origin", "https://127.0.0.1:8600")],
            &[("origin", "http://evil.example")],
            &[],
        ] {
            assert!(!origins.is_own_page(&headers(stranger)), "{stranger:?}");
        }
    }
}
