//! What others say of how many: figures side by side, each with its words; never mixed with the counts.

use crate::display::{Foreign, Passage};
use crate::drawn::interval_value;
use crate::page::{figure as picture, stack};
use crate::plot::{Against, Claim, Panel, PictureWords, Width, claims};
use crate::view::View;
use crate::words;
use maud::{Markup, html};
use tizim_model::{Basis, Figure, PartialDate, Quantity, Standing, first_words};
use tizim_project::Results;

/// Fewer figures than this with a number make no picture.
const LEAST_DRAWN: usize = 2;
/// No picture has more rows.
const MOST_DRAWN: usize = 60;

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
        match quantities.iter_mut().find(|(known, _)| Quantity::are_one(known, &figure.quantity)) {
            Some((_, of_it)) => of_it.push(figure),
            None => quantities.push((first_words(&figure.quantity).to_owned(), vec![figure])),
        }
    }
    for (_, of_it) in &mut quantities {
        of_it.sort_by_key(|figure| figure.as_of.map_or(i32::MAX, |date| date.earliest().number()));
    }
    quantities.sort_by_key(|(_, of_it)| std::cmp::Reverse(of_it.len()));
    quantities
}

/// Figures of one quantity, scope and event.
pub struct Matter<'a> {
    /// Where and of whom, the place that its article sets the first of them in with it; empty where that is not said.
    pub scope: String,
    /// When that happened of which they are, where all of them say the same.
    pub event: Option<PartialDate>,
    /// The figures, in the order that they were given in.
    pub figures: Vec<&'a Figure>,
}

/// Returns figures of one quantity by what they speak of, in the order of the first of each.
pub(crate) fn by_matter<'a>(figures: &[&'a Figure]) -> Vec<Matter<'a>> {
    let mut matters: Vec<Matter<'a>> = Vec::new();
    for figure in figures {
        let figure: &'a Figure = figure;
        match matters.iter_mut().find(|known| known.figures[0].matter == figure.matter) {
            Some(matter) => {
                matter.event = matter.event.filter(|event| figure.event_date == Some(*event));
                matter.figures.push(figure);
            }
            None => {
                let scope = figure.scope_as_set();
                matters.push(Matter { scope, event: figure.event_date, figures: vec![figure] });
            }
        }
    }
    matters
}

fn drawn(view: View<'_>, position: usize, quantity: &str, figures: &[&Figure]) -> Markup {
    let (title, captions) = (words::figures_plot(quantity), words::figures_captions());
    figures_picture(&format!("figures-{position}"), &title, &captions, view.results, figures, &words::English)
        .unwrap_or_default()
}

/// What a caption says of a picture of figures, in the language of its page.
pub struct FigureCaptions {
    /// What the marks are.
    pub marks: String,
    /// What the line of the documented is; said only where it is drawn.
    pub documented: String,
    /// What the band of the estimate is; said only where it is drawn.
    pub estimate: String,
    /// Says that so many figures have no date or no number.
    pub not_drawn: fn(usize) -> String,
}

/// Returns a picture of figures over time, held against the documented and the estimate where they are of the quantity that
/// is counted; nothing if there is too little to draw.
pub(crate) fn figures_picture(
    id: &str,
    title: &str,
    captions: &FigureCaptions,
    results: &Results,
    figures: &[&Figure],
    said: &dyn PictureWords,
) -> Option<Markup> {
    // what nobody has looked at stands in the table and not in the picture
    let judged: Vec<&Figure> =
        figures.iter().copied().filter(|figure| figure.basis != Basis::Suggested).collect();
    let panels = panels(&judged, said);
    let shown = panels.iter().map(|panel| panel.claims.len()).sum::<usize>();
    if shown < LEAST_DRAWN {
        return None;
    }
    let is_counted = Quantity::are_one(&results.codebook.quantity, &figures[0].quantity);
    let answer = results.estimate.answer().filter(|_| is_counted);
    let against = Against {
        documented: is_counted.then(|| results.documented()),
        estimate: answer.map(|answer| interval_value(answer.estimate, answer.interval)),
    };
    let mut caption = captions.marks.clone();
    let not_drawn = judged.len() - shown;
    let parts = [
        against.documented.map(|_| captions.documented.clone()),
        against.estimate.map(|_| captions.estimate.clone()),
        (not_drawn > 0).then(|| (captions.not_drawn)(not_drawn)),
    ];
    for part in parts.into_iter().flatten().filter(|part| !part.is_empty()) {
        caption = format!("{caption} {part}");
    }
    let draw = |width| claims(id, title, &panels, against, said, width);
    Some(picture(&caption, &draw(Width::Wide), &draw(Width::Narrow)))
}

/// Returns the figures of each scope with a number, the scope with the greatest first, each in the order of time.
fn panels(figures: &[&Figure], said: &dyn PictureWords) -> Vec<Panel> {
    let mut panels: Vec<Panel> = Vec::new();
    for matter in by_matter(figures) {
        let claims: Vec<Claim> = matter.figures.iter().filter_map(|figure| claim(figure)).collect();
        if claims.is_empty() {
            continue;
        }
        let scope = said.matter(&matter.scope, matter.event.map(|event| event.to_string()).as_deref());
        panels.push(Panel { scope, claims });
    }
    panels.sort_by_key(|panel| std::cmp::Reverse(panel.claims.iter().map(Claim::greatest).max()));
    let mut room = MOST_DRAWN;
    for panel in &mut panels {
        panel.claims.truncate(room);
        room -= panel.claims.len();
    }
    panels.retain(|panel| !panel.claims.is_empty());
    panels
}

fn claim(figure: &Figure) -> Option<Claim> {
    (figure.low.is_some() || figure.high.is_some()).then(|| Claim {
        day: figure.as_of.map(|date| date.to_string()).unwrap_or_default(),
        who: figure.claimant.clone(),
        low: figure.low,
        high: figure.high,
        standing: figure.standing,
    })
}

fn how_many(figure: &Figure) -> String {
    words::how_many(figure.low, figure.high)
}

fn listed(quantity: &str, figures: &[&Figure]) -> Markup {
    let bodies = html! {
        @for matter in by_matter(figures) {
            tbody {
                tr.matter { th colspan=(words::FIGURES_HEAD.len()) scope="rowgroup" { (Foreign(&heading(&matter))) } }
                @for figure in &matter.figures { (row(figure, &matter)) }
            }
        }
    };
    stack(&words::figures_table(quantity), &words::FIGURES_HEAD, &bodies)
}

fn heading(matter: &Matter<'_>) -> String {
    words::English.matter(&matter.scope, matter.event.map(|event| event.to_string()).as_deref())
}

fn row(figure: &Figure, matter: &Matter<'_>) -> Markup {
    let head = words::FIGURES_HEAD.map(|name| name.trim_end_matches(words::OF_NUMBERS));
    html! {
        tr {
            td.when data-label=(head[0]) { (figure.as_of.map(|date| date.to_string()).unwrap_or_default()) }
            td.n data-label=(head[1]) {
                @if gone(figure) { s { (how_many(figure)) } } @else { (how_many(figure)) }
            }
            td data-label=(head[2]) {
                (Foreign(&figure.quantity)) @if figure.scope_as_set() != matter.scope { "; " (Foreign(&figure.scope)) }
                @if !figure.set_in.is_empty() { br; small { (words::SET_IN) " " (Foreign(&figure.set_in)) ": " q lang=[language(figure)] { (Foreign(&figure.set_by)) } } }
                @if let Some(event) = figure.event_date.filter(|_| matter.event.is_none()) { br; small { (words::EVENT) " " (event) } }
                @if !figure.part_of.is_empty() { br; small { (words::PART_OF) " " (Foreign(&figure.part_of)) } }
                @if !figure.of_which.is_empty() { br; small { (Passage(&figure.of_which)) } }
            }
            td data-label=(head[3]) {
                @if figure.claimant.is_empty() { span.none { (words::NOT_KNOWN_WHO) } } @else { (Foreign(&figure.claimant)) }
            }
            td data-label=(head[4]) {
                (words::standing(figure.standing))
                @if figure.basis == Basis::Suggested { br; span.tag { (words::SUGGESTED_FIGURE) } }
                @if !figure.status.is_empty() { br; small { (Foreign(&figure.status)) } }
                @if !figure.copy_of.is_empty() { br; small { (words::COPY_OF) " " (Foreign(&figure.copy_of)) } }
                @if !figure.replaced_by.is_empty() { br; small { (words::REPLACED_BY) " " (Foreign(&figure.replaced_by)) } }
            }
            td data-label=(head[5]) {
                @if !figure.quote.is_empty() { q lang=[language(figure)] { (Foreign(&figure.quote)) } br; }
                small { (Foreign(&figure.reference)) }
            }
        }
    }
}

/// Returns whether whoever gave a figure does not hold it any more; what only others deny is not struck through.
fn gone(figure: &Figure) -> bool {
    matches!(figure.standing, Standing::Withdrawn | Standing::Superseded)
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
            event_date: None,
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
            part_of_figure: String::new(),
            set_in: String::new(),
            set_by: String::new(),
            only_in: String::new(),
            replaced_by: String::new(),
            copy_of: String::new(),
            matter: 0,
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
    fn figures_of_one_quantity_stand_by_what_they_speak_of() {
        let mut figures = [
            figure("killed", Some("2022-01-06")),
            figure("killed", Some("2022-01-09")),
            figure("killed", Some("2024-03-14")),
        ];
        figures[2].matter = 1;
        "Karsam".clone_into(&mut figures[2].scope);
        figures[2].event_date = "2024-03-13".parse().ok();
        figures[1].event_date = "2022-01-05".parse().ok();
        let listed = listed("killed", &figures.iter().collect::<Vec<_>>()).into_string();
        assert_eq!(listed.matches("<tbody>").count(), 2, "{listed}");
        assert!(listed.contains(&words::matter("Karsam", Some("2024-03-13"))), "{listed}");
        // what one of several says is not put above all of them
        assert!(!listed.contains(&words::matter(words::MATTER_NOT_SAID, Some("2022-01-05"))), "{listed}");
        assert!(listed.contains("event of 2022-01-05"), "{listed}");
        // every cell says on a telephone what it is, and an unknown speaker is no empty cell
        assert_eq!(listed.matches("data-label").count(), 3 * words::FIGURES_HEAD.len());
        assert!(listed.contains(words::NOT_KNOWN_WHO));
    }

    #[test]
    fn only_a_tag_of_letters_is_a_language() {
        let mut odd = figure("killed", None);
        assert_eq!(language(&odd), Some("en"));
        odd.language = "\" onload=".to_owned();
        assert_eq!(language(&odd), None);
    }
}
