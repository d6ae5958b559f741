//! The articles: which were read through, which wait, and the next one.

use super::{Asked, fault, value};
use crate::frame::{Context, Place, encoded, see};
use crate::loaded::Loaded;
use axum::response::Response;
use maud::{Markup, html};
use rustc_hash::FxHashSet;
use tizim_ledger::{ArticleKey, Book, Decision, Entry, What};
use tizim_project::{ClaimState, StoredArticle};
use tizim_report::parts::Foreign;

/// Articles on one page.
const PAGE: usize = 100;

/// An article in the list.
struct Line {
    /// Its position.
    article: usize,
    waiting: usize,
    judged: usize,
    /// Somebody read it through, or judged all that was found.
    is_read: bool,
}

/// Returns all articles with what was done on each.
fn lines(loaded: &Loaded, book: &Book) -> Vec<Line> {
    let through: FxHashSet<&ArticleKey> = book.in_force().filter_map(read_through).collect();
    let articles = loaded.results.articles.iter().enumerate();
    articles.map(|(article, own)| line(loaded, article, through.contains(&own.key()))).collect()
}

/// Returns whether somebody read an article through, or judged all that was found in it.
pub(super) fn is_read(loaded: &Loaded, book: &Book, article: usize) -> bool {
    let key = loaded.results.articles[article].key();
    line(loaded, article, book.in_force().filter_map(read_through).any(|read| *read == key)).is_read
}

fn line(loaded: &Loaded, article: usize, is_read_through: bool) -> Line {
    let claims = loaded.results.claims_of(article);
    let waiting = claims.iter().filter(|claim| claim.state == ClaimState::Suggested).count();
    let judged = claims.len() - waiting;
    Line { article, waiting, judged, is_read: is_read_through || waiting == 0 && judged > 0 }
}

fn read_through(entry: &Entry) -> Option<&ArticleKey> {
    match &entry.what {
        What::Judgement(judgement) => match &judgement.decision {
            Decision::ArticleRead { article } => Some(article),
            _ => None,
        },
        _ => None,
    }
}

/// Returns the address of an article's page.
pub(super) fn address(key: &ArticleKey) -> String {
    format!("/article?file={}&page={}", encoded(&key.file), key.page)
}

/// Returns the articles that the visitor may see.
fn seen(context: &Context<'_>, loaded: &Loaded) -> Vec<Line> {
    let sight = context.sight();
    let mut all = lines(loaded, &context.state.book);
    all.retain(|line| sight.source(&loaded.results.articles[line.article].source));
    all
}

/// Returns how many of the articles that the visitor may see nobody has read yet; nothing where there are no articles.
pub(super) fn unread(context: &Context<'_>, loaded: &Loaded) -> Option<u64> {
    let all = seen(context, loaded);
    (!all.is_empty()).then(|| all.iter().filter(|line| !line.is_read).count() as u64)
}

/// Returns the list, or sends to the next article that nobody has read.
pub(super) fn page(context: &Context<'_>, asked: &Asked) -> Response {
    let w = &context.words.articles;
    let Some(loaded) = &context.state.loaded else { return fault::nothing_yet(context.words) };
    let all = seen(context, loaded);
    let articles = &loaded.results.articles;
    if let Some(after) = asked.get("next") {
        let from = all
            .iter()
            .position(|line| address(&articles[line.article].key()) == *after)
            .map_or(0, |at| at + 1);
        let rest = all[from..].iter().chain(&all[..from]);
        let next =
            rest.filter(|line| !line.is_read).map(|line| address(&articles[line.article].key())).next();
        return see(next.as_deref().unwrap_or("/articles"));
    }
    let query = value(asked, "q").to_lowercase();
    let only_unread = value(asked, "show") == "unread";
    let fits = |article: &StoredArticle| {
        let fields =
            [article.title.as_deref(), article.url.as_deref(), article.site.as_deref(), Some(&*article.file)];
        query.is_empty() || fields.into_iter().flatten().any(|text| text.to_lowercase().contains(&query))
    };
    let found: Vec<&Line> =
        all.iter().filter(|line| !(only_unread && line.is_read) && fits(&articles[line.article])).collect();
    let unread = all.iter().filter(|line| !line.is_read).count() as u64;
    let pages = found.len().div_ceil(PAGE).max(1);
    let number = value(asked, "page").parse::<usize>().unwrap_or(1).clamp(1, pages);
    let main = html! {
        h1 { (w.title) }
        @if all.is_empty() {
            p { (w.none) }
            pre { code { "tizim add -C " (context.desk.root().display().to_string()) " --article --list press page.html" } }
        } @else {
            p { (w.intro) }
            p {
                (context.words.count(&w.unread, unread)) " "
                @if unread > 0 { a.button href="/articles?next=" { (w.next_unread) } }
            }
            form.search method="get" action="/articles" role="search" {
                label { span { (w.search) } " " input type="search" name="q" value=(value(asked, "q")) maxlength="200"; }
                label { input type="checkbox" name="show" value="unread" checked[only_unread]; " " (w.only_unread) }
                button type="submit" { (w.find) }
            }
            (listed(context, articles, &found[(number - 1) * PAGE..(number * PAGE).min(found.len())]))
            @if pages > 1 {
                p {
                    @for other in 1..=pages {
                        @if other == number { strong { (other) } } @else { a href={ "/articles?page=" (other) "&q=" (encoded(value(asked, "q"))) "&show=" (encoded(value(asked, "show"))) } { (other) } }
                        " "
                    }
                }
            }
        }
    };
    context.page(Place::Articles, w.title.as_str(), &main)
}

fn listed(context: &Context<'_>, articles: &[StoredArticle], shown: &[&Line]) -> Markup {
    let w = &context.words.articles;
    let numbers = [&w.head_waiting, &w.head_judged].map(|head| format!("{}#", head.as_str()));
    let head = [
        w.head_article.as_str(),
        w.head_published.as_str(),
        w.head_source.as_str(),
        &numbers[0],
        &numbers[1],
        w.head_state.as_str(),
    ];
    let rows = html! {
        @for line in shown {
            @let article = &articles[line.article];
            tr {
                th scope="row" { a href=(address(&article.key())) { (Foreign(article.shown_title())) } }
                td data-label=(w.head_published) { (article.published.as_deref().unwrap_or_default()) }
                td data-label=(w.head_source) { (Foreign(&article.source)) }
                td.n data-label=(w.head_waiting) { (context.words.number(line.waiting as u64)) }
                td.n data-label=(w.head_judged) { (context.words.number(line.judged as u64)) }
                td data-label=(w.head_state) { @if line.is_read { (w.is_read) } @else { (w.is_unread) } }
            }
        }
    };
    tizim_report::parts::stack(w.title.as_str(), &head, &html! { tbody { (rows) } })
}
