//! The frame that all pages share: head, navigation, who is signed in, what was just done.

use crate::desk::Desk;
use crate::loaded::State;
use crate::sight::{Sight, is_for_all};
use crate::visitor::Visitor;
use crate::words::{Text, Words};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};
use std::sync::LazyLock;
use tizim_ledger::Role;
use tizim_report::parts::{Foreign, STYLE as REPORT_STYLE};

const STYLE: &str = include_str!("../assets/desk.css");
const ARTICLES_SCRIPT: &str = include_str!("../assets/articles.js");
const PERSON_SCRIPT: &str = include_str!("../assets/person.js");
const SCRIPT: &str = include_str!("../assets/desk.js");

/// Stands in the addresses of style and script, so that a new program's are never mixed with an old one's.
static EDITION: LazyLock<String> = LazyLock::new(|| {
    let all = [REPORT_STYLE, STYLE, SCRIPT, PERSON_SCRIPT, ARTICLES_SCRIPT].concat();
    blake3::hash(all.as_bytes()).to_hex()[..12].to_owned()
});

/// Returns the element that loads a script of a page's own.
pub(crate) fn script(name: &str) -> Markup {
    html! { script src={ "/" (name) "?" (EDITION.as_str()) } defer {} }
}

/// A page of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Today,
    Pairs,
    Persons,
    Articles,
    Figures,
    Lists,
    Estimate,
    Publish,
    Ledger,
    Accounts,
}

impl Place {
    fn all(role: Role) -> impl Iterator<Item = Place> {
        use Place::{Accounts, Articles, Estimate, Figures, Ledger, Lists, Pairs, Persons, Publish, Today};
        let all = [Today, Pairs, Persons, Articles, Figures, Lists, Estimate, Publish, Ledger, Accounts];
        all.into_iter().filter(move |place| *place != Accounts || role >= Role::Administrator)
    }

    fn address(self) -> &'static str {
        match self {
            Place::Today => "/",
            Place::Pairs => "/pairs",
            Place::Persons => "/persons",
            Place::Articles => "/articles",
            Place::Figures => "/figures",
            Place::Lists => "/lists",
            Place::Estimate => "/estimate",
            Place::Publish => "/publish",
            Place::Ledger => "/ledger",
            Place::Accounts => "/accounts",
        }
    }

    fn word(self, words: &Words) -> &Text {
        match self {
            Place::Today => &words.frame.today,
            Place::Pairs => &words.frame.pairs,
            Place::Persons => &words.frame.persons,
            Place::Articles => &words.frame.articles,
            Place::Figures => &words.frame.figures,
            Place::Lists => &words.frame.lists,
            Place::Estimate => &words.frame.estimate,
            Place::Publish => &words.frame.publish,
            Place::Ledger => &words.frame.ledger,
            Place::Accounts => &words.frame.accounts,
        }
    }
}

/// What a page is made from.
pub(crate) struct Context<'a> {
    pub(crate) desk: &'a Desk,
    pub(crate) words: &'a Words,
    pub(crate) visitor: &'a Visitor,
    /// What the pages show, as it was when this one was asked for.
    pub(crate) state: &'a State,
}

impl<'a> Context<'a> {
    pub(crate) fn new(desk: &'a Desk, visitor: &'a Visitor, state: &'a State) -> Self {
        Self { desk, words: visitor.words(desk), visitor, state }
    }

    /// Returns the hidden field that every form needs.
    pub(crate) fn secret(&self) -> Markup {
        html! { input type="hidden" name="secret" value=(self.visitor.session.form_secret); }
    }

    /// Returns what the visitor is let to see.
    pub(crate) fn sight(&self) -> Sight<'_> {
        Sight::new(self.state, self.visitor)
    }

    /// Returns whether the visitor may do what a role may.
    pub(crate) fn may(&self, role: Role) -> bool {
        self.visitor.may(role)
    }

    /// Returns a whole page.
    pub(crate) fn page(&self, place: Place, title: &str, main: &Markup) -> Response {
        self.page_that_reloads(place, title, main, None)
    }

    /// As [`Context::page`]; reloads itself after so many seconds.
    pub(crate) fn page_that_reloads(
        &self,
        place: Place,
        title: &str,
        main: &Markup,
        seconds: Option<u32>,
    ) -> Response {
        let project = &self.state.config.project.title;
        let top = html! {
            p.project { a href="/" { bdi dir="auto" { (Foreign(project)) } } }
            nav aria-label=(self.words.frame.contents.as_str()) {
                ul {
                    @for other in Place::all(self.visitor.role).filter(|other| self.sight().all || is_for_all(other.address())) {
                        li { a href=(other.address()) aria-current=[(other == place).then_some("page")] { (other.word(self.words)) } }
                    }
                }
            }
            div.who {
                span { (self.words.frame.signed_in) " " bdi dir="auto" { (Foreign(self.visitor.user())) } }
                (language_form(self.desk, self.words))
                form method="post" action="/sign-out" { (self.secret()) button.plain type="submit" { (self.words.frame.sign_out) } }
            }
        };
        let title = format!("{title} – {}", project.chars().take(80).collect::<String>());
        // a page of pairs goes on by itself; of all others it is told when what they show is older than the register
        let follows = self.state.loaded.as_ref().map(|loaded| loaded.follows);
        let live = follows.filter(|_| !matches!(place, Place::Pairs | Place::Accounts));
        html_page(
            StatusCode::OK,
            &document(self.words, &title, &top, main, &Freshness { reload: seconds, live }),
        )
    }
}

fn language_form(desk: &Desk, words: &Words) -> Markup {
    html! {
        form.language method="post" action="/language" {
            label {
                span.vh { (words.frame.language) }
                select name="language" {
                    @for other in desk.languages().iter() {
                        option value=(other.code) selected[other.code == words.code] lang=(other.code) { (other.language) }
                    }
                }
            }
            button.plain type="submit" { (words.frame.change_language) }
        }
    }
}

/// Returns a page for somebody who is not signed in, or whose request went wrong.
pub(crate) fn plain_page(words: &Words, title: &str, main: &Markup) -> Markup {
    document(words, title, &html! { p.project { "Tizim" } }, main, &Freshness::default())
}

/// How a page stays true.
#[derive(Default)]
struct Freshness {
    /// It comes again after so many seconds.
    reload: Option<u32>,
    /// The number of the last entry that its register follows: the script asks whether there are further ones.
    live: Option<u64>,
}

fn document(words: &Words, title: &str, top: &Markup, main: &Markup, freshness: &Freshness) -> Markup {
    let edition = EDITION.as_str();
    html! {
        (DOCTYPE)
        html lang=(words.code) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                @if let Some(seconds) = freshness.reload { meta http-equiv="refresh" content=(seconds); }
                title { (title) }
                link rel="icon" href="data:,";
                link rel="stylesheet" href={ "/report.css?" (edition) };
                link rel="stylesheet" href={ "/desk.css?" (edition) };
                (script("desk.js"))
            }
            body {
                a.skip href="#main" { (words.frame.skip) }
                header.top { (top) }
                main id="main" tabindex="-1" data-live=[freshness.live] data-newer=[freshness.live.map(|_| words.frame.newer.as_str())] { (main) }
            }
        }
    }
}

/// Returns an answer of HTML.
pub(crate) fn html_page(status: StatusCode, page: &Markup) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    (status, kind, page.0.clone()).into_response()
}

/// Returns an answer that sends the browser to another of our pages, which it gets.
pub(crate) fn see(address: &str) -> Response {
    match HeaderValue::from_str(address) {
        Ok(address) => (StatusCode::SEE_OTHER, [(header::LOCATION, address)]).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Returns a style sheet or script; addresses change with their content, so they may be kept.
pub(crate) fn asset(name: &str) -> Option<Response> {
    let (content, kind) = match name {
        "report.css" => (REPORT_STYLE, "text/css; charset=utf-8"),
        "desk.css" => (STYLE, "text/css; charset=utf-8"),
        "articles.js" => (ARTICLES_SCRIPT, "text/javascript; charset=utf-8"),
        "person.js" => (PERSON_SCRIPT, "text/javascript; charset=utf-8"),
        "desk.js" => (SCRIPT, "text/javascript; charset=utf-8"),
        _ => return None,
    };
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "max-age=86400")];
    Some((headers, content).into_response())
}

/// Returns a text as it stands in the query of an address (RFC 3986, 2.1): all but unreserved characters as `%XX`.
pub(crate) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
