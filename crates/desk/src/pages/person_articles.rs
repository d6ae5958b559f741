//! The articles that speak of a person, on the person's page.

use super::articles::address;
use crate::frame::Context;
use maud::{Markup, html};
use tizim_project::{Person, Results};
use tizim_report::parts::{Foreign, Passage};

/// The most articles that are named.
const MOST: usize = 100;

/// Returns the articles with what they say, each claim a way to it; nothing where no article speaks of the person.
pub(super) fn section(context: &Context<'_>, results: &Results, person: &Person) -> Markup {
    let w = &context.words.person;
    let mentions = results.mentions(person);
    if mentions.is_empty() {
        return html! {};
    }
    html! {
        section aria-labelledby="articles" {
            h2 id="articles" { (w.in_articles) " (" (context.words.number(mentions.len() as u64)) ")" }
            ul.history {
                @for mention in mentions.iter().take(MOST) {
                    @let there = address(&mention.article.key());
                    li {
                        a href=(there) { bdi dir="auto" { (Foreign(mention.article.shown_title())) } }
                        @for part in [&mention.article.site, &mention.article.published].into_iter().flatten() { ", " (Foreign(part)) }
                        @for (number, claim) in &mention.claims {
                            br;
                            a href={ (there) "#claim-" (number) } { q lang=[mention.article.language.as_deref()] { (Passage(&claim.claim.quote.text)) } }
                        }
                    }
                }
            }
        }
    }
}
