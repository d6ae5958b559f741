//! Who says how many, over time.

use super::{Asked, fault};
use crate::frame::{Context, Place};
use axum::response::Response;
use maud::html;
use tizim_report::parts::{Part, part};

/// Returns the page.
pub(super) fn page(context: &Context<'_>, _asked: &Asked) -> Response {
    let w = &context.words.figures;
    let Some(loaded) = &context.state.loaded else { return fault::nothing_yet(context.words) };
    let main = html! {
        h1 { (w.title) }
        @if loaded.results.figures.is_empty() {
            p { (w.none) }
        } @else {
            p { (w.intro) " " a href="/articles" { (context.words.frame.articles) } }
            (part(&loaded.results, Part::Figures))
        }
    };
    context.page(Place::Figures, w.title.as_str(), &main)
}
