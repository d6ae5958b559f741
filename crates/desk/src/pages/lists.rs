//! The lists: what each holds, where it came from, and what could not be read.

use super::{Asked, fault};
use crate::frame::{Context, Place};
use axum::response::Response;
use maud::html;
use tizim_report::parts::{Part, part};

/// Returns the page.
pub(super) fn page(context: &Context<'_>, _asked: &Asked) -> Response {
    let w = &context.words.lists;
    let Some(loaded) = &context.state.loaded else { return fault::nothing_yet(context.words) };
    let main = html! {
        h1 { (w.title) }
        p { (w.intro) }
        (part(&loaded.results, Part::Lists))
        section id="quarantine" aria-labelledby="quarantine-h" {
            h2 id="quarantine-h" { (w.quarantine) }
            (part(&loaded.results, Part::Quarantine))
        }
    };
    context.page(Place::Lists, w.title.as_str(), &main)
}
