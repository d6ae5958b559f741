//! What is counted, and the documented persons by sex, age group, status, cause.

use crate::display::{Foreign, Passage};
use crate::page::table;
use crate::plot::share_bar;
use crate::view::{View, persons_address};
use crate::words;
use maud::{Markup, html};
use tizim_project::Breakdown;

/// Returns the codebook.
pub(super) fn codebook(view: View<'_>) -> Markup {
    let book = &view.results.codebook;
    let is_empty = book.counts.is_empty() && book.includes.is_empty() && book.excludes.is_empty();
    let one = |heading: &str, text: &str| {
        html! {
            dt { (heading) }
            dd { @if text.is_empty() { (words::NOT_SAID) } @else { (Passage(text)) } }
        }
    };
    let many = |heading: &str, texts: &[String]| {
        html! {
            @if !texts.is_empty() {
                dt { (heading) }
                dd { ul { @for text in texts { li { (Passage(text)) } } } }
            }
        }
    };
    html! {
        @if is_empty { p.caution { (words::NO_CODEBOOK) } }
        dl.book {
            (one(words::CODEBOOK_COUNTS, &book.counts))
            (one(words::CODEBOOK_PERIOD, &book.period))
            (one(words::CODEBOOK_TERRITORY, &book.territory))
            (many(words::CODEBOOK_INCLUDES, &book.includes))
            (many(words::CODEBOOK_EXCLUDES, &book.excludes))
            @if !book.definitions.is_empty() {
                dt { (words::CODEBOOK_DEFINITIONS) }
                dd {
                    dl {
                        @for (category, meaning) in &book.definitions {
                            dt { (Foreign(category)) }
                            dd { (Passage(meaning)) }
                        }
                    }
                }
            }
            @if !book.edition.is_empty() { (one(words::CODEBOOK_EDITION, &book.edition)) }
        }
    }
}

/// Returns the tables of indicator 16.1.2, then the others.
pub(super) fn breakdowns(view: View<'_>) -> Markup {
    let (sdg, further): (Vec<_>, Vec<_>) = view.breakdowns().partition(|table| table.sdg);
    html! {
        @if sdg.is_empty() && further.is_empty() { p { (words::BREAKDOWNS_WITHHELD) } }
        @else { p { (words::BREAKDOWN_MEANS) @if !view.is_public() { " " (words::RIVALS_SHOWN) } } }
        div.tiles { @for table in sdg { (breakdown(view, table)) } }
        @if !further.is_empty() {
            h3 { (words::FURTHER_BREAKDOWNS) }
            div.tiles { @for table in further { (breakdown(view, table)) } }
        }
    }
}

fn breakdown(view: View<'_>, shown: &Breakdown) -> Markup {
    let counts: Vec<u64> = shown.rows.iter().map(|row| row.1).collect();
    let cells = view.cells(&counts);
    let total: u64 = counts.iter().sum();
    let last = shown.rows.len().saturating_sub(1);
    let rows = html! {
        @for (position, ((value, _), cell)) in shown.rows.iter().zip(&cells).enumerate() {
            @let share = cell.shown().filter(|_| total > 0).map(|count| count as f64 / total as f64);
            tr.unknown[position == last] {
                th scope="row" {
                    @if !view.is_public() && shown.field == "sex" {
                        a href=(persons_address(&format!("sex={}", sex_letter(value)))) { (Foreign(value)) }
                    } @else { (Foreign(value)) }
                }
                td.n { (words::cell(*cell, view.smallest())) }
                td.share { @if let Some(share) = share { (share_bar(share)) span { (words::percent(share)) } } }
            }
        }
        tr.total { th scope="row" { (words::TOTAL) } td.n { (words::count(total)) } td {} }
    };
    html! { div.tile { (table(&shown.title, &[&shown.title, words::HEAD_PERSONS, words::HEAD_SHARE], &rows)) } }
}

/// Returns the letter under which the table of persons knows a sex.
fn sex_letter(word: &str) -> char {
    match word {
        "woman" => 'w',
        "man" => 'm',
        "other" => 'o',
        _ => 'u',
    }
}
