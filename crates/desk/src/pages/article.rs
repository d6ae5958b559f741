//! One article: its text with the claims marked, and beside it the claims to accept, correct, reject or add to.

use super::article_forms::{Form, about_whom, claim_form};
use super::articles::{address, is_read};
use super::done::{line, undo_form};
use super::{Asked, fault, value};
use crate::frame::{Context, Place, script};
use crate::loaded::Loaded;
use crate::sight::Sight;
use crate::words::{Acts, Text, Words};
use axum::response::Response;
use maud::{Markup, html};
use tizim_ledger::{ArticleKey, Role};
use tizim_model::{Claim, ClaimRole, Modality, single_spaced};
use tizim_project::{ClaimState, JudgedClaim, StoredArticle};
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
            div.article-view {
                article.text lang=[article.language.as_deref()] aria-label=(w.text.as_str()) { (text(article, &marked, &label)) }
                aside aria-labelledby="claims" {
                    h2 id="claims" { (context.words.count(&w.claims, claims.len() as u64)) }
                    p.note { (w.claims_mean) }
                    ol.claims {
                        @for (number, claim) in (1..).zip(claims) { (one(context, &key, number, claim)) }
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

fn state_words(words: &Words, state: ClaimState) -> &str {
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

fn one(context: &Context<'_>, key: &ArticleKey, number: usize, judged: &JudgedClaim) -> Markup {
    let w = &context.words.articles;
    let is_open = judged.state == ClaimState::Suggested;
    html! {
        li id={ "claim-" (number) } tabindex="-1" class={ "s-" (judged.state.word()) } data-open[is_open] {
            p.what {
                strong { (Foreign(&type_words(context.words, &judged.claim.claim_type))) }
                " " span.tag { @if judged.claim.negated { (w.negated) " " } (modality_words(context.words, judged.claim.modality)) }
                " " span.tag.state { (state_words(context.words, judged.state)) }
                @if judged.claim.is_guess { " " span.tag { @if judged.claim.proposed_by.is_some() { (w.not_named) } @else { (w.guess) } } }
                @if let Some(by) = &judged.claim.proposed_by { " " span.tag { (w.proposed_by) " " (Foreign(&by.model)) } }
            }
            p.quote { a href={ "#at-" (number) } { q { (Passage(&single_spaced(&judged.claim.quote.text))) } } }
            (fields(context, &judged.claim))
            @if context.may(Role::Reviewer) {
                @if let Some(entry) = judged.entry {
                    (undo_form(context, &(entry..=entry), &address(key), &w.take_back))
                }
                form.inline method="post" action="/article/judge" {
                    (context.secret())
                    (named(key))
                    input type="hidden" name="type" value=(judged.key.claim_type);
                    input type="hidden" name="start" value=(judged.key.start);
                    input type="hidden" name="end" value=(judged.key.end);
                    input type="hidden" name="about" value=(about_whom(&judged.key));
                    @if is_open {
                        button type="submit" name="verdict" value="accept" data-key="a" aria-keyshortcuts="a" { (w.accept) " " kbd { "a" } }
                        " "
                    }
                    @if judged.state != ClaimState::Rejected {
                        button.plain type="submit" name="verdict" value="reject" data-key="x" aria-keyshortcuts="x" { (w.reject) " " kbd { "x" } }
                    }
                }
                details.correct { summary { (w.correct) " " kbd { "e" } } (claim_form(context, key, &Form::Correct(judged))) }
            }
        }
    }
}

fn fields(context: &Context<'_>, claim: &Claim) -> Markup {
    let w = &context.words.articles;
    let lines = [
        (&w.victims, claim.names(ClaimRole::Victim)),
        (&w.actors, claim.names(ClaimRole::Actor)),
        (&w.addressees, claim.names(ClaimRole::Addressee)),
        (
            &w.count,
            claim
                .count
                .as_ref()
                .map(|count| match count.min {
                    // one person, or a list of them: their names stand above
                    Some(number) if !count.is_number => number.to_string(),
                    _ => single_spaced(&format!("{} {}", count.words.text, count.of)),
                })
                .unwrap_or_default(),
        ),
        (
            &w.when,
            claim
                .when
                .as_ref()
                .map(|when| format!("{} ({})", when.date, single_spaced(&when.words.text)))
                .unwrap_or_default(),
        ),
        (&w.place, claim.place.as_ref().map(|place| single_spaced(&place.text)).unwrap_or_default()),
        (&w.says, claim.attributed_to.as_ref().map(|words| single_spaced(&words.text)).unwrap_or_default()),
    ];
    html! {
        dl.fields {
            @for (label, value) in &lines { @if !value.is_empty() { dt { (label) } dd { (Foreign(value)) } } }
        }
    }
}
