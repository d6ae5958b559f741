//! Parts of the report for another face that serves pages: the review desk.
//!
//! What is shown here and there is drawn by the same code: foreign text, tables, waterfalls, the sections of the summary,
//! the style sheet.

use crate::person;
use crate::section;
use crate::view::View;
use crate::words;
use maud::Markup;
use tizim_model::Figure;
use tizim_project::{Person, PersonField, Results};

pub use crate::display::{Foreign, Passage};

/// The style sheet of the report.
pub const STYLE: &str = include_str!("../assets/style.css");

/// Returns what the models say, with pictures and diagnostics, for the people of the project, with links to pages that
/// are served: `/persons`, `/lists`, `/estimate`.
pub fn estimate(results: &Results) -> Markup {
    section::estimate_part(View::served(results))
}

/// Returns a table in a box that scrolls by itself; a heading that ends in `#` stands above numbers.
pub fn table(caption: &str, head: &[&str], rows: &Markup) -> Markup {
    crate::page::table(caption, head, rows)
}

/// Returns what others say of how many, by quantity, each in the order of its dates.
pub fn by_quantity<'a>(figures: &[&'a Figure]) -> Vec<(String, Vec<&'a Figure>)> {
    section::by_quantity(figures)
}

/// Returns a picture of figures over time, those that nobody has looked at left out; nothing if there is too little to draw.
pub fn figures_picture(position: usize, title: &str, caption: &str, figures: &[&Figure]) -> Option<Markup> {
    section::figures_picture(&format!("figures-{position}"), title, caption, figures)
}

/// Returns the name by which a person is called, if one is known.
pub fn name_of(person: &Person) -> Option<String> {
    person::name_of(person)
}

/// Returns whether sources differ in what they say of the person.
pub fn is_disputed(field: &PersonField) -> bool {
    person::is_disputed(field)
}

/// Returns the links that hold records together, each as strong as can be, out of links sorted from the strongest.
pub fn spanning<'a>(links: &[&'a tizim_link::Link]) -> Vec<&'a tizim_link::Link> {
    person::spanning(links)
}

/// Returns a field's name in words.
pub fn field_words(name: &str) -> String {
    words::field(name)
}

/// Returns a weight with its sign: `+3.2`.
pub fn signed(weight: f64) -> String {
    words::signed(weight)
}

/// Returns a share in percent; what is not nothing and not all is never rounded to either.
pub fn percent(share: f64) -> String {
    words::percent(share)
}
