//! The register: search across scripts, filters, sorting, pages of results.

use super::{Asked, fault, value};
use crate::frame::{Context, Place, encoded};
use crate::loaded::Loaded;
use axum::response::Response;
use maud::{Markup, html};
use std::cmp::Ordering;
use tizim_model::Role;
use tizim_project::Person;
use tizim_report::parts::{Foreign, is_disputed, name_of};

/// The persons of one page.
const PAGE: usize = 100;

/// The columns that may be sorted by.
const SORTS: [&str; 5] = ["name", "age", "date", "place", "lists"];

/// Returns the page.
pub(super) fn page(context: &Context<'_>, asked: &Asked) -> Response {
    let w = &context.words.persons;
    let Some(loaded) = &context.state.loaded else { return fault::nothing_yet(context.words) };
    let mut found = found(loaded, asked);
    sort(loaded, &mut found, value(asked, "sort"));
    let all = loaded.results.persons.len() as u64;
    let pages = found.len().div_ceil(PAGE).max(1);
    let number = value(asked, "page").parse::<usize>().unwrap_or(1).clamp(1, pages);
    let shown = found.iter().skip((number - 1) * PAGE).take(PAGE);
    let main = html! {
        h1 { (w.title) }
        (search_form(context, loaded, asked))
        p role="status" {
            @if found.is_empty() { (w.none) }
            @else { (context.words.count_with(&w.found, found.len() as u64, &[("all", &context.words.number(all))])) }
            @if !value(asked, "on").is_empty() { ", " (w.combination) }
        }
        @if !found.is_empty() {
            div.scroll role="region" aria-label=(w.caption.as_str()) tabindex="0" {
                table.persons {
                    caption.vh { (w.caption) }
                    thead { tr { (heads(context, asked)) } }
                    tbody { @for at in shown { (row(context, loaded, &loaded.results.persons[*at])) } }
                }
            }
            (turn(context, asked, number, pages))
        }
    };
    context.page(Place::Persons, w.title.as_str(), &main)
}

/// Returns the value that is shown of the first field of a role, if it is known.
pub(super) fn shown_value(person: &Person, role: Role) -> Option<&str> {
    let field = person.fields.iter().find(|field| field.role == role)?;
    let shown = field.shown();
    shown.known.then_some(shown.display.as_str())
}

/// Returns the positions of the persons that fit.
fn found(loaded: &Loaded, asked: &Asked) -> Vec<usize> {
    let results = &loaded.results;
    let query = value(asked, "q");
    let fits_query = (!query.is_empty()).then(|| {
        let named = |id: &str| loaded.person_named(id).map(|(at, _)| at);
        loaded.search.find(query, &results.persons, &results.linkage.person_of, &loaded.entered, named)
    });
    let list = value(asked, "list").parse::<u16>().ok();
    let pattern = value(asked, "on").parse::<u64>().ok();
    let sex = match value(asked, "sex") {
        "w" => Some(Some("woman")),
        "m" => Some(Some("man")),
        "o" => Some(Some("other")),
        "u" => Some(None),
        _ => None,
    };
    let (disputed, withheld) = (!value(asked, "disputed").is_empty(), !value(asked, "withheld").is_empty());
    let fits = |at: usize, person: &Person| {
        fits_query.as_ref().is_none_or(|fits| fits[at])
            && list.is_none_or(|list| {
                person.records.iter().any(|record| results.records.list_of[record.index()].0 == list)
            })
            && pattern.is_none_or(|pattern| results.captures.pattern_of[at] == pattern)
            && sex.is_none_or(|sex| shown_value(person, Role::Sex) == sex)
            && (!disputed || person.fields.iter().any(is_disputed))
            && (!withheld || person.withheld || person.fields.iter().any(|field| field.withheld))
    };
    results.persons.iter().enumerate().filter(|(at, person)| fits(*at, person)).map(|(at, _)| at).collect()
}

fn sort(loaded: &Loaded, found: &mut [usize], by: &str) {
    let persons = &loaded.results.persons;
    let lists = |at: usize| lists_of(loaded, &persons[at]).len();
    let (column, down) = by.strip_prefix('-').map_or((by, false), |column| (column, true));
    let mut by_text = |of: &dyn Fn(usize) -> Option<String>| {
        let mut keyed: Vec<(Option<String>, usize)> = found.iter().map(|at| (of(*at), *at)).collect();
        keyed.sort_by(|(x, a), (y, b)| {
            // what is not known stands last, up or down
            let order = match (x, y) {
                (Some(x), Some(y)) if down => y.cmp(x),
                (Some(x), Some(y)) => x.cmp(y),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => Ordering::Equal,
            };
            order.then(a.cmp(b))
        });
        found.iter_mut().zip(keyed).for_each(|(place, (_, at))| *place = at);
    };
    let value = |role: Role| move |at: usize| shown_value(&persons[at], role).map(str::to_lowercase);
    match column {
        "name" => by_text(&|at| name_of(&persons[at]).map(|name| name.to_lowercase())),
        "age" => by_text(&|at| shown_value(&persons[at], Role::Age).map(|age| format!("{age:0>9}"))),
        "date" => by_text(&value(Role::EventDate)),
        "place" => by_text(&value(Role::Place)),
        "lists" => found.sort_by_key(|at| if down { usize::MAX - lists(*at) } else { lists(*at) }),
        _ => {}
    }
}

/// Returns the lists that a person is on.
pub(super) fn lists_of<'a>(loaded: &'a Loaded, person: &Person) -> Vec<&'a str> {
    let records = &loaded.results.records;
    let mut lists: Vec<_> = person.records.iter().map(|record| records.list_of[record.index()]).collect();
    lists.sort_unstable();
    lists.dedup();
    lists.into_iter().map(|list| records.lists[list.index()].name.as_str()).collect()
}

fn search_form(context: &Context<'_>, loaded: &Loaded, asked: &Asked) -> Markup {
    let w = &context.words.persons;
    let sexes = [("", &w.any_sex), ("w", &w.woman), ("m", &w.man), ("o", &w.other), ("u", &w.unknown)];
    html! {
        form.search method="get" action="/persons" role="search" {
            label.grow { span { (w.search) } input type="search" name="q" value=(value(asked, "q")) placeholder=(w.search_hint.as_str()) maxlength="120"; }
            label { span { (w.list) }
                select name="list" {
                    option value="" { (w.any_list) }
                    @for (at, list) in loaded.results.records.lists.iter().enumerate() {
                        option value=(at) selected[value(asked, "list") == at.to_string()] { (Foreign(&list.name)) }
                    }
                }
            }
            label { span { (context.words.field("sex")) }
                select name="sex" {
                    @for (letter, word) in sexes { option value=(letter) selected[value(asked, "sex") == letter] { (word) } }
                }
            }
            label.check { input type="checkbox" name="disputed" value="1" checked[!value(asked, "disputed").is_empty()]; " " (w.disputed) }
            label.check { input type="checkbox" name="withheld" value="1" checked[!value(asked, "withheld").is_empty()]; " " (w.withheld) }
            button type="submit" { (w.find) }
        }
    }
}

/// Returns the address of this search with one thing changed.
fn address(asked: &Asked, name: &str, changed: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    for known in ["q", "list", "sex", "on", "disputed", "withheld", "sort", "page"] {
        let text = if known == name { changed } else { value(asked, known) };
        let begins_anew = known == "page" && name != "page";
        if !text.is_empty() && !begins_anew {
            parts.push(format!("{known}={}", encoded(text)));
        }
    }
    format!("/persons?{}", parts.join("&"))
}

fn heads(context: &Context<'_>, asked: &Asked) -> Markup {
    let w = &context.words.persons;
    let words = [&w.name, &w.age, &w.date, &w.place, &w.lists];
    let sorted = value(asked, "sort");
    html! {
        @for (column, word) in SORTS.into_iter().zip(words) {
            @let (up, down) = (sorted == column, sorted.strip_prefix('-') == Some(column));
            @let next = if up { format!("-{column}") } else { column.to_owned() };
            th scope="col" aria-sort=(if up { "ascending" } else if down { "descending" } else { "none" }) {
                a href=(address(asked, "sort", &next)) title=(w.sort_by.as_str()) { (word) @if up { " ↑" } @else if down { " ↓" } }
            }
        }
        th.n scope="col" { (w.records) }
    }
}

fn row(context: &Context<'_>, loaded: &Loaded, person: &Person) -> Markup {
    let w = &context.words.persons;
    let shown = |role| shown_value(person, role).unwrap_or_default().to_owned();
    let place = match shown(Role::Place) {
        place if place.is_empty() => shown(Role::Region),
        place => place,
    };
    html! {
        tr {
            th scope="row" {
                a href={ "/person/" (person.id) } {
                    @match name_of(person) { Some(name) => bdi dir="auto" { (Foreign(&name)) }, None => (w.no_name) }
                }
                @if person.fields.iter().any(is_disputed) { " " span.differ role="img" aria-label=(w.disputed.as_str()) title=(w.disputed.as_str()) { "≠" } }
                @if person.withheld { " " span.tag { (w.withheld) } }
            }
            td { (Foreign(&shown(Role::Age))) }
            td { (Foreign(&shown(Role::EventDate))) }
            td { (Foreign(&place)) }
            td { (Foreign(&lists_of(loaded, person).join(", "))) }
            td.n { (context.words.number(person.records.len() as u64)) }
        }
    }
}

fn turn(context: &Context<'_>, asked: &Asked, number: usize, pages: usize) -> Markup {
    let w = &context.words.persons;
    let shown = |number: usize| context.words.number(number as u64);
    html! {
        nav.turn aria-label=(w.page.with(&[("page", &shown(number)), ("pages", &shown(pages))])) {
            @if number > 1 { a rel="prev" href=(address(asked, "page", &(number - 1).to_string())) { (w.previous) } }
            span { (w.page.with(&[("page", &shown(number)), ("pages", &shown(pages))])) }
            @if number < pages { a rel="next" href=(address(asked, "page", &(number + 1).to_string())) { (w.next) } }
        }
    }
}
