//! Who says how many, over time.

use super::{Asked, fault};
use crate::frame::{Context, Place};
use crate::words::Words;
use axum::response::Response;
use maud::{Markup, html};
use std::collections::BTreeSet;
use tizim_model::{Basis, Figure, Modality, Standing};
use tizim_report::parts::{
    FigureCaptions, Foreign, Matter, Passage, PictureWords as _, by_matter, by_quantity, figures_picture,
    stack,
};

/// Returns the page.
pub(super) fn page(context: &Context<'_>, _asked: &Asked) -> Response {
    let w = &context.words.figures;
    let Some(loaded) = &context.state.loaded else { return fault::nothing_yet(context.words) };
    let results = &loaded.results;
    let sight = context.sight();
    let seen: Vec<&Figure> = results.figures.iter().filter(|figure| sight.source(&figure.source)).collect();
    let files: BTreeSet<(&str, &str)> =
        seen.iter().map(|figure| (figure.source.as_str(), figure.file.as_str())).collect();
    let shown = files.into_iter().map(|(source, file)| (source, file.to_owned()));
    if let Err(refusal) = sight.note_items(context.desk, context.visitor, shown) {
        return fault::refusal(context.desk, context.visitor, refusal);
    }
    let captions = FigureCaptions {
        marks: w.picture_means.as_str().to_owned(),
        documented: w.picture_documented.as_str().to_owned(),
        estimate: w.picture_estimate.as_str().to_owned(),
        not_drawn: |_| String::new(),
    };
    let main = html! {
        h1 { (w.title) }
        @if seen.is_empty() {
            p { (w.none) }
        } @else {
            p { (w.intro) " " a href="/articles" { (context.words.frame.articles) } }
            @for (position, (quantity, figures)) in by_quantity(&seen).iter().enumerate() {
                section aria-labelledby={ "quantity-" (position) } {
                    @let said = context.words.said(quantity);
                    h2 id={ "quantity-" (position) } { bdi dir="auto" { (Foreign(said)) } }
                    @let title = w.picture.with(&[("quantity", &said)]);
                    @let named = (position, title.as_str(), &captions);
                    @if let Some(picture) = figures_picture(named, results, figures, context.words) { (picture) }
                    (listed(context, said, figures))
                }
            }
        }
    };
    context.page(Place::Figures, w.title.as_str(), &main)
}

/// Returns how many a source says there are: at least `low`, at most `high`.
pub(super) fn how_many(context: &Context<'_>, low: Option<u64>, high: Option<u64>) -> String {
    let (w, e) = (&context.words.figures, &context.words.estimate);
    let number = |people: u64| context.words.number(people);
    match (low, high) {
        (Some(low), Some(high)) if low == high => number(low),
        (Some(low), Some(high)) => e.from_to.with(&[("from", &number(low)), ("to", &number(high))]),
        (Some(low), None) => w.at_least.with(&[("number", &number(low))]),
        (None, Some(high)) => w.at_most.with(&[("number", &number(high))]),
        (None, None) => w.no_number.as_str().to_owned(),
    }
}

/// Returns what a figure's source says of its standing; of a figure that a claim gives, how the claim is made.
fn status_words<'a>(context: &Context<'a>, status: &'a str) -> &'a str {
    let known = Modality::ALL.iter().find(|(_, word)| *word == status);
    known.map_or(status, |(modality, _)| super::article::modality_words(context.words, *modality))
}

/// Returns what became of a figure, in words.
pub(super) fn standing_words(words: &Words, standing: Standing) -> &str {
    let w = &words.figures;
    let standing = match standing {
        Standing::Stands => &w.stands,
        Standing::Withdrawn => &w.withdrawn,
        Standing::Superseded => &w.superseded,
        Standing::Denied => &w.denied,
    };
    standing.as_str()
}

/// Returns the headings of the columns; the sign of a column of numbers stands behind its heading.
fn head<'a>(context: &Context<'a>) -> [&'a str; 6] {
    let w = &context.words.figures;
    [&w.as_of, &w.how_many, &w.of_what, &w.claimant, &w.standing, &w.words].map(|word| word.as_str())
}

fn listed(context: &Context<'_>, quantity: &str, figures: &[&Figure]) -> Markup {
    let w = &context.words.figures;
    let head = head(context);
    let bodies = html! {
        @for matter in by_matter(figures) {
            tbody {
                tr.matter { th colspan=(head.len()) scope="rowgroup" { bdi dir="auto" { (Foreign(&heading(context, &matter))) } } }
                @for figure in &matter.figures { (row(context, figure, &matter)) }
            }
        }
    };
    stack(&w.table.with(&[("quantity", &quantity)]), &head, &bodies)
}

fn heading(context: &Context<'_>, matter: &Matter<'_>) -> String {
    context.words.matter(&matter.scope, matter.event.map(|event| event.to_string()).as_deref())
}

fn row(context: &Context<'_>, figure: &Figure, matter: &Matter<'_>) -> Markup {
    let w = &context.words.figures;
    let head = head(context);
    let standing = standing_words(context.words, figure.standing);
    // what only others deny is not struck through
    let is_gone = matches!(figure.standing, Standing::Withdrawn | Standing::Superseded);
    // a tag that a file brought may be anything; only letters are one
    let language = Some(figure.language.as_str())
        .filter(|tag| (2..=3).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphabetic()));
    let number = how_many(context, figure.low, figure.high);
    html! {
        tr {
            td.when data-label=(head[0]) { (figure.as_of.map(|date| date.to_string()).unwrap_or_default()) }
            td.n data-label=(head[1]) { @if is_gone { s { (number) } } @else { (number) } }
            td data-label=(head[2]) {
                bdi dir="auto" { (Foreign(context.words.said(&figure.quantity))) } @if figure.scope_as_set() != matter.scope { "; " bdi dir="auto" { (Foreign(&figure.scope)) } }
                @if !figure.set_in.is_empty() { br; small { (w.set_in) " " bdi dir="auto" { (Foreign(&figure.set_in)) } ": " q lang=[language] { (Foreign(&figure.set_by)) } } }
                @if let Some(event) = figure.event_date.filter(|_| matter.event.is_none()) { br; small { (w.event) " " (event) } }
                @if !figure.part_of.is_empty() { br; small { (w.part_of) " " bdi dir="auto" { (Foreign(&figure.part_of)) } } }
                @if !figure.of_which.is_empty() { br; small { (Passage(&figure.of_which)) } }
            }
            td data-label=(head[3]) {
                @if figure.claimant.is_empty() { span.none { (w.not_known) } } @else { bdi dir="auto" { (Foreign(&figure.claimant)) } }
            }
            td data-label=(head[4]) {
                (standing)
                @if figure.basis == Basis::Suggested { br; span.tag { (context.words.acts.suggested) } }
                @if !figure.status.is_empty() { br; small { bdi dir="auto" { (Foreign(status_words(context, &figure.status))) } } }
                @if !figure.copy_of.is_empty() { br; small { (w.copy_of) " " bdi dir="auto" { (Foreign(&figure.copy_of)) } } }
                @if !figure.replaced_by.is_empty() { br; small { (w.replaced_by) " " bdi dir="auto" { (Foreign(&figure.replaced_by)) } } }
            }
            td data-label=(head[5]) {
                @if !figure.quote.is_empty() { q lang=[language] { (Foreign(&figure.quote)) } br; }
                small { (Foreign(&figure.reference)) }
            }
        }
    }
}
