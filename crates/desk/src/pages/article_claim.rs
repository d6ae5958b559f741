//! One claim of an article, as it is judged: what it says with the words and the steps it rests on, and the buttons.

use super::article::{modality_words, named, state_words, type_words};
use super::article_forms::{Form, about_whom, claim_form};
use super::articles::address;
use super::done::undo_form;
use super::figures::how_many;
use crate::frame::Context;
use crate::words::Text;
use maud::{Markup, html};
use tizim_ledger::Role;
use tizim_model::{ClaimRole, Participant, Words, single_spaced};
use tizim_project::{ClaimState, JudgedClaim, StoredArticle};
use tizim_report::article::paragraph_of;
use tizim_report::parts::{Foreign, Passage};

/// Returns a claim as an item of the page's list.
pub(super) fn one(
    context: &Context<'_>,
    article: &StoredArticle,
    number: usize,
    judged: &JudgedClaim,
) -> Markup {
    let w = &context.words.articles;
    let key = &article.key();
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
            (fields(context, article, judged))
            p.id { small { (w.claim_id) " " code { (Foreign(&judged.id)) } } }
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
                details.correct { summary { (w.correct) " " kbd { "e" } } (claim_form(context, key, &Form::Correct { number, judged })) }
            }
        }
    }
}

fn fields(context: &Context<'_>, article: &StoredArticle, judged: &JudgedClaim) -> Markup {
    let w = &context.words.articles;
    let claim = &judged.claim;
    let roles = [
        (&w.victims, ClaimRole::Victim),
        (&w.actors, ClaimRole::Actor),
        (&w.addressees, ClaimRole::Addressee),
    ];
    let of_role = |role: ClaimRole| claim.who.iter().filter(move |who| who.role == role);
    html! {
        dl.fields {
            @for (label, role) in roles {
                @if of_role(role).next().is_some() {
                    dt { (label) }
                    dd { @for (position, who) in of_role(role).enumerate() { @if position > 0 { "; " } (participant(context, article, who)) } }
                }
            }
            @if let Some(count) = &claim.count {
                // the number that was read stands beside its words, so that a misreading is seen
                dt { (w.count) }
                dd {
                    (how_many(context, count.min, count.max)) " " (quoted(&count.words))
                    @if count.is_number && !count.of.is_empty() { " " (Foreign(&single_spaced(&count.of))) }
                }
            }
            @if let Some(when) = &claim.when { dt { (w.when) } dd { (Foreign(&when.date)) " " (quoted(&when.words)) } }
            @if let Some(place) = &claim.place { dt { (w.place) } dd { (Foreign(&single_spaced(&place.text))) } }
            @if let Some(source) = &claim.attributed_to { dt { (w.says) } dd { (Foreign(&single_spaced(&source.text))) } }
        }
    }
}

fn quoted(words: &Words) -> Markup {
    html! { small { q { (Foreign(&single_spaced(&words.text))) } } }
}

/// Returns somebody with the step from the words of the quote to the name, where it does not stand there itself.
fn participant(context: &Context<'_>, article: &StoredArticle, who: &Participant) -> Markup {
    let w = &context.words.articles;
    html! {
        (Foreign(&single_spaced(&who.name))) @if let Some(age) = who.age { ", " (age) }
        @if let Some(step) = step(context, &who.tie) {
            " " small.tie {
                "(" (step) " " q { (Foreign(&single_spaced(&who.words.text))) }
                @if let Some(paragraph) = who.named_at.as_ref().and_then(|words| paragraph_of(article, words)) {
                    "; " a href={ "#paragraph-" (paragraph) } { (w.named_in.with(&[("number", &paragraph)])) }
                }
                ")"
            }
        }
    }
}

/// Returns how a name is tied to the words of the quote; nothing where it stands there.
fn step<'a>(context: &Context<'a>, tie: &str) -> Option<&'a Text> {
    let w = &context.words.articles;
    match tie {
        "short_name" => Some(&w.tie_short_name),
        "pronoun" => Some(&w.tie_pronoun),
        "description" => Some(&w.tie_description),
        "kin" => Some(&w.tie_kin),
        "dictionary_form" => Some(&w.tie_dictionary_form),
        "alias" => Some(&w.tie_alias),
        _ => None,
    }
}
