//! One article: its text with the claims marked, and beside it the claims to accept, correct, reject or add to.

use super::article_claim::one;
use super::article_forms::{Form, claim_form};
use super::articles::{address, is_read};
use super::done::line;
use super::{Asked, fault, value};
use crate::frame::{Context, Place, script};
use crate::loaded::Loaded;
use crate::sight::Sight;
use crate::words::{Acts, Text, Words};
use axum::response::Response;
use maud::{Markup, html};
use tizim_ledger::{ArticleKey, Role};
use tizim_model::Modality;
use tizim_project::{ClaimState, StoredArticle};
use tizim_report::article::{Marked, text};
use tizim_report::parts::{Foreign, Passage};

/// Reads an article's name from an address or a form and returns its position.
pub(super) fn find<'a>(loaded: &Loaded, sight: Sight<'_>, get: impl Fn(&str) -> &'a str) -> Option<usize> {
    let page: u32 = get("page").parse().ok()?;
    let file = get("file");
    loaded
        .results
        .articles
        .iter()
        .position(|article| article.page == page && article.file == file && sight.source(&article.source))
}

/// Returns the page.
pub(super) fn page(context: &Context<'_>, asked: &Asked) -> Response {
    let w = &context.words.articles;
    let Some(loaded) = &context.state.loaded else { return fault::nothing_yet(context.words) };
    let Some(position) = find(loaded, context.sight(), |name| value(asked, name)) else {
        return fault::not_found(context.words);
    };
    let article = &loaded.results.articles[position];
    let viewed = context.sight().note_items(
        context.desk,
        context.visitor,
        [(article.source.as_str(), article.file.clone())],
    );
    if let Err(refusal) = viewed {
        return fault::refusal(context.desk, context.visitor, refusal);
    }
    let claims = loaded.results.claims_of(position);
    let marked: Vec<Marked<'_>> =
        claims.iter().map(|claim| Marked { claim: &claim.claim, state: Some(claim.state) }).collect();
    let key = article.key();
    let back = address(&key);
    let label = |number: usize, kind: &str| {
        w.mark.with(&[("number", &number), ("type", &type_words(context.words, kind))])
    };
    let is_read = is_read(loaded, &context.state.book, position);
    let main = html! {
        div.article-page {
            p { a href="/articles" { (w.all) } }
            h1 dir="auto" { (Foreign(article.shown_title())) }
            (line(context, asked, &back))
            (about(context, article))
            @if let Some(first) = loaded.results.copies.get(position).copied().flatten().map(|at| &loaded.results.articles[at]).filter(|first| context.sight().source(&first.source)) {
                p.note { (w.is_copy) " " a href=(address(&first.key())) { bdi dir="auto" { (Foreign(&first.file)) } } }
            }
            div.article-view {
                article.text lang=[article.language.as_deref()] aria-label=(w.text.as_str()) { (text(article, &marked, &label)) }
                aside aria-labelledby="claims" {
                    h2 id="claims" { (context.words.count(&w.claims, claims.len() as u64)) }
                    p.note { (w.claims_mean) }
                    ol.claims {
                        @for (number, claim) in (1..).zip(claims) { (one(context, article, number, claim)) }
                    }
                    @if context.may(Role::Reviewer) {
                        details id="add" { summary aria-keyshortcuts="n" { (w.add) " " kbd { "n" } } (claim_form(context, &key, &Form::Add)) }
                        form.inline method="post" action="/article/read" {
                            (context.secret())
                            (named(&key))
                            button type="submit" id="read" aria-keyshortcuts="m" { @if is_read { (w.next_unread) } @else { (w.read_through) } " " kbd { "m" } }
                        }
                        p.note.keys { (w.keys_help) }
                    }
                }
            }
        }
        (script("articles.js"))
    };
    context.page(Place::Articles, w.title.as_str(), &main)
}

/// Returns the hidden fields that name an article.
pub(super) fn named(key: &ArticleKey) -> Markup {
    html! {
        input type="hidden" name="file" value=(key.file);
        input type="hidden" name="page" value=(key.page);
    }
}

fn about(context: &Context<'_>, article: &StoredArticle) -> Markup {
    let w = &context.words.articles;
    let lines = [
        (&w.site, &article.site),
        (&w.byline, &article.byline),
        (&w.published, &article.published),
        (&w.language, &article.language),
        (&w.url, &article.url),
    ];
    html! {
        dl.about {
            @for (label, value) in lines {
                @if let Some(value) = value { div { dt { (label) } dd { (Foreign(value)) } } }
            }
            div { dt { (w.file) } dd { (Foreign(&article.file)) @if !article.leaf.path.is_empty() { " › " (Passage(&article.leaf.path.join(" › "))) } } }
        }
        @for note in &article.notes { p.note { (Passage(note)) } }
    }
}

/// Where the words of a type of claim stand.
type ActWords = fn(&Acts) -> &Text;

/// Types of claims that the program knows, each with its words; a project may have others.
const ACTS: [(&str, ActWords); 19] = [
    ("killing", |acts| &acts.killing),
    ("injury", |acts| &acts.injury),
    ("detention", |acts| &acts.detention),
    ("release", |acts| &acts.release),
    ("disappearance", |acts| &acts.disappearance),
    ("body_found", |acts| &acts.body_found),
    ("body_missing", |acts| &acts.body_missing),
    ("body_withheld", |acts| &acts.body_withheld),
    ("torture", |acts| &acts.torture),
    ("trial", |acts| &acts.trial),
    ("persecution", |acts| &acts.persecution),
    ("accusation", |acts| &acts.accusation),
    ("attack", |acts| &acts.attack),
    ("strike", |acts| &acts.strike),
    ("protest", |acts| &acts.protest),
    ("appeal", |acts| &acts.appeal),
    ("legal_act", |acts| &acts.legal_act),
    ("other", |acts| &acts.other),
    (NAMED_ONLY, |acts| &acts.victim_named),
];
/// A victim whose fate the words do not say: found by the program, and nothing for a person to write down.
const NAMED_ONLY: &str = "victim_named";

/// Returns the types of claims that a form offers.
pub(super) fn offered() -> impl Iterator<Item = &'static str> {
    ACTS.iter().map(|(kind, _)| *kind).filter(|kind| *kind != NAMED_ONLY)
}

/// Returns a type of claim in the reader's language; one of the project's own as it is written.
pub(super) fn type_words(words: &Words, kind: &str) -> String {
    let known = ACTS.iter().find(|(own, _)| *own == kind);
    known.map_or_else(|| kind.replace('_', " "), |(_, of)| of(&words.acts).as_str().to_owned())
}

pub(super) fn modality_words(words: &Words, modality: Modality) -> &str {
    let w = &words.acts;
    match modality {
        Modality::Asserted => &w.asserted,
        Modality::Reported => &w.reported,
        Modality::Alleged => &w.alleged,
        Modality::Denied => &w.denied,
        Modality::Demanded => &w.demanded,
        Modality::Predicted => &w.predicted,
    }
    .as_str()
}

pub(super) fn state_words(words: &Words, state: ClaimState) -> &str {
    let w = &words.acts;
    match state {
        ClaimState::Suggested => &w.suggested,
        ClaimState::Accepted => &w.accepted,
        ClaimState::Corrected => &w.corrected,
        ClaimState::Rejected => &w.rejected,
        ClaimState::Added => &w.added,
    }
    .as_str()
}
