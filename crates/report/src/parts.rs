//! Parts of the report for another face that serves pages: the review desk.
//!
//! What is shown here and there is drawn by the same code: foreign text, tables, waterfalls, the sections of the summary,
//! the style sheet.

use crate::page;
use crate::person;
use crate::plot::{self, Width};
use crate::section;
use crate::words;
use maud::Markup;
use tizim_model::Figure;
use tizim_project::{Person, PersonField, Results};

pub use crate::display::{Foreign, Passage};
pub use crate::drawn::{curve_points, density_of, estimated_from, fit_rows, interval_value, left_out_rows};
pub use crate::plot::{CurvePoint, Density, FitRow, IntervalRow, IntervalValue, PictureWords};
pub use crate::section::{FigureCaptions, Matter};

/// The style sheet of the report.
pub const STYLE: &str = include_str!("../assets/style.css");

/// Returns estimates with their intervals, one below the other, for wide and for narrow pages.
pub fn intervals_picture(
    (id, title, caption): (&str, &str, &str),
    rows: &[IntervalRow],
    documented: f64,
    said: &dyn PictureWords,
) -> Markup {
    let draw = |width| plot::intervals(id, title, rows, Some(documented), width, said);
    page::figure(caption, &draw(Width::Wide), &draw(Width::Narrow))
}

/// Returns a posterior density with its median and its interval.
pub fn density_picture(
    (id, title, caption): (&str, &str, &str),
    shown: &Density<'_>,
    said: &dyn PictureWords,
) -> Markup {
    page::small_figure(caption, &plot::density(id, title, shown, said))
}

/// Returns the runs of a simulation, one line a run.
pub fn traces_picture(
    (id, title, caption): (&str, &str, &str),
    runs: &[Vec<f64>],
    said: &dyn PictureWords,
) -> Markup {
    page::small_figure(caption, &plot::traces(id, title, runs, said))
}

/// Returns what an answer would be as one assumption changes.
pub fn curve_picture(
    (id, title, caption): (&str, &str, &str),
    points: &[CurvePoint],
    documented: f64,
    said: &dyn PictureWords,
) -> Markup {
    page::small_figure(caption, &plot::curve(id, title, points, documented, said))
}

/// Returns what was observed of combinations of lists beside what a model would produce, for wide and for narrow pages.
pub fn fit_picture(
    (id, title, caption): (&str, &str, &str),
    rows: &[FitRow],
    said: &dyn PictureWords,
) -> Markup {
    let draw = |width| plot::fit(id, title, rows, width, said);
    page::figure(caption, &draw(Width::Wide), &draw(Width::Narrow))
}

/// Returns a table in a box that scrolls by itself; a heading that ends in `#` stands above numbers.
pub fn table(caption: &str, head: &[&str], rows: &Markup) -> Markup {
    page::table(caption, head, rows)
}

/// Returns a table whose rows become cards on a telephone. Bodies bring their own `tbody`, and each cell says in `data-label`
/// what stands above it in the wide table; a heading that ends in `#` stands above numbers.
pub fn stack(caption: &str, head: &[&str], bodies: &Markup) -> Markup {
    page::stack(caption, head, bodies)
}

/// Returns what others say of how many, by quantity, each in the order of its dates.
pub fn by_quantity<'a>(figures: &[&'a Figure]) -> Vec<(String, Vec<&'a Figure>)> {
    section::by_quantity(figures)
}

/// Returns figures of one quantity by what they speak of, in the order of the first of each.
pub fn by_matter<'a>(figures: &[&'a Figure]) -> Vec<Matter<'a>> {
    section::by_matter(figures)
}

/// Returns a picture of figures of one quantity over time, those that nobody has looked at left out, held against the
/// documented and the estimate where they are of the quantity that is counted; nothing if there is too little to draw.
pub fn figures_picture(
    (position, title, captions): (usize, &str, &FigureCaptions),
    results: &Results,
    figures: &[&Figure],
    said: &dyn PictureWords,
) -> Option<Markup> {
    section::figures_picture(&format!("figures-{position}"), title, captions, results, figures, said)
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
