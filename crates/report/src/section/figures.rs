//! What others say of how many: figures side by side, each with its words; never mixed with the counts.

use crate::display::{Foreign, Passage};
use crate::page::{figure as picture, table};
use crate::plot::{Claim, Width, claims};
use crate::view::View;
use crate::words;
use maud::{Markup, html};
use tizim_model::{Basis, Figure, Standing};

/// Fewer figures than this with a day and a number make no picture.
const LEAST_DRAWN: usize = 2;

/// Returns a picture and a table for each quantity.
pub(super) fn figures(view: View<'_>) -> Markup {
    if !view.may_show_figures() {
        return html! { p { (words::FIGURES_WITHHELD) } };
    }
    html! {
        p { (words::FIGURES_MEAN) }
        @let seen: Vec<&Figure> = view.figures().collect();
        @if seen.iter().any(|figure| figure.basis == Basis::Suggested) { p { (words::FIGURES_SUGGESTED) } }
        @for (position, (quantity, figures)) in by_quantity(&seen).iter().enumerate() {
            h3 { (Foreign(quantity)) }
            (drawn(view, position, quantity, figures))
            (listed(quantity, figures))
        }
    }
}

/// Returns the figures of each quantity in the order of their dates; "killed" and "killed, named" are one quantity.
pub(crate) fn by_quantity<'a>(figures: &[&'a Figure]) -> Vec<(String, Vec<&'a Figure>)> {
    let mut quantities: Vec<(String, Vec<&'a Figure>)> = Vec::new();
    for figure in figures {
        let figure: &'a Figure = figure;
        let quantity = quantity_of(&figure.quantity);
        match quantities.iter_mut().find(|(known, _)| known.to_lowercase() == quantity.to_lowercase()) {
            Some((_, of_it)) => of_it.push(figure),
            None => quantities.push((quantity.to_owned(), vec![figure])),
        }
    }
    for (_, of_it) in &mut quantities {
        of_it.sort_by_key(|figure| figure.as_of.map_or(i32::MAX, |date| date.earliest().number()));
    }
    quantities.sort_by_key(|(_, of_it)| std::cmp::Reverse(of_it.len()));
    quantities
}

fn quantity_of(words: &str) -> &str {
    words.split([',', '(', ';']).next().unwrap_or(words).trim()
}

fn drawn(view: View<'_>, position: usize, quantity: &str, figures: &[&Figure]) -> Markup {
    // what nobody has looked at stands in the table and not in the picture
    let judged: Vec<&&Figure> = figures.iter().filter(|figure| figure.basis != Basis::Suggested).collect();
    let shown: Vec<Claim> = judged.iter().filter_map(|figure| claim(figure)).collect();
    if shown.len() < LEAST_DRAWN {
        return Markup::default();
    }
    let counted = quantity_of(&view.results.codebook.quantity);
    let documented = (counted.to_lowercase() == quantity.to_lowercase()).then(|| view.results.documented());
    let id = format!("figures-{position}");
    let draw = |width| claims(&id, &words::figures_plot(quantity), &shown, documented, width);
    let caption = words::figures_caption(judged.len() - shown.len(), documented.is_some());
    picture(&caption, &draw(Width::Wide), &draw(Width::Narrow))
}

/// Returns a picture with a title and a caption of another face's own.
pub(crate) fn figures_picture(id: &str, title: &str, caption: &str, figures: &[&Figure]) -> Option<Markup> {
    let judged = figures.iter().filter(|figure| figure.basis != Basis::Suggested);
    let shown: Vec<Claim> = judged.filter_map(|figure| claim(figure)).collect();
    let draw = |width| claims(id, title, &shown, None, width);
    (shown.len() >= LEAST_DRAWN).then(|| picture(caption, &draw(Width::Wide), &draw(Width::Narrow)))
}

fn claim(figure: &Figure) -> Option<Claim> {
    let date = figure.as_of?;
    if figure.low.is_none() && figure.high.is_none() {
        return None;
    }
    let day = date.earliest().plus((date.latest().number() - date.earliest().number()) / 2);
    let hint = format!("{}: {} ({})", figure.claimant, how_many(figure), figure.scope);
    Some(Claim {
        day,
        low: figure.low.unwrap_or(0),
        high: figure.high,
        stands: figure.standing == Standing::Stands,
        hint,
    })
}

fn how_many(figure: &Figure) -> String {
    words::how_many(figure.low, figure.high)
}

fn listed(quantity: &str, figures: &[&Figure]) -> Markup {
    let rows = html! {
        @for figure in figures {
            tr {
                td.when { (figure.as_of.map(|date| date.to_string()).unwrap_or_default()) }
                td.n {
                    @if figure.standing == Standing::Stands { (how_many(figure)) } @else { s { (how_many(figure)) } }
                }
                td {
                    (Foreign(&figure.quantity)) @if !figure.scope.is_empty() { "; " (Foreign(&figure.scope)) }
                    @if !figure.part_of.is_empty() { br; small { (words::PART_OF) " " (Foreign(&figure.part_of)) } }
                    @if !figure.of_which.is_empty() { br; small { (Passage(&figure.of_which)) } }
                }
                td { (Foreign(&figure.claimant)) }
                td {
                    (words::standing(figure.standing))
                    @if figure.basis == Basis::Suggested { br; span.tag { (words::SUGGESTED_FIGURE) } }
                    @if !figure.status.is_empty() { br; small { (Foreign(&figure.status)) } }
                }
                td {
                    @if !figure.quote.is_empty() { q lang=[language(figure)] { (Foreign(&figure.quote)) } br; }
                    small { (Foreign(&figure.reference)) }
                }
            }
        }
    };
    table(&words::figures_table(quantity), &words::FIGURES_HEAD, &rows)
}

/// Returns the language of a quote for the browser, where it is a tag of letters.
fn language(figure: &Figure) -> Option<&str> {
    let tag = figure.language.as_str();
    ((2..=3).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphabetic())).then_some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(quantity: &str, as_of: Option<&str>) -> Figure {
        Figure {
            source: "figures".to_owned(),
            file: "figures.csv".to_owned(),
            line: 2,
            id: "1".to_owned(),
            quantity: quantity.to_owned(),
            scope: String::new(),
            claimant: String::new(),
            as_of: as_of.map(|date| date.parse().expect("a date")),
            low: Some(1),
            high: None,
            of_which: String::new(),
            status: String::new(),
            standing: Standing::Stands,
            language: "en".to_owned(),
            reference: String::new(),
            quote: String::new(),
            basis: Basis::Given,
            part_of: String::new(),
        }
    }

    #[test]
    fn a_quantity_is_told_by_its_first_words_and_sorted_by_date() {
        let figures = [
            figure("detained", Some("2022-01")),
            figure("killed", Some("2022-01-09")),
            figure("Killed, named", Some("2022-01-06")),
            figure("killed (listed)", None),
        ];
        let found: Vec<(String, usize)> = by_quantity(&figures.iter().collect::<Vec<_>>())
            .into_iter()
            .map(|(quantity, of_it)| (quantity, of_it.len()))
            .collect();
        assert_eq!(found, [("killed".to_owned(), 3), ("detained".to_owned(), 1)]);
        let dates: Vec<_> =
            by_quantity(&figures.iter().collect::<Vec<_>>())[0].1.iter().map(|figure| figure.as_of).collect();
        assert!(dates[0] < dates[1] && dates[2].is_none());
    }

    #[test]
    fn only_a_tag_of_letters_is_a_language() {
        let mut odd = figure("killed", None);
        assert_eq!(language(&odd), Some("en"));
        odd.language = "\" onload=".to_owned();
        assert_eq!(language(&odd), None);
    }
}
