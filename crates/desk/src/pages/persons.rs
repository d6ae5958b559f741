//! The register: search across scripts, filters, sorting, pages of results.

use super::done::own_address;
use super::{Asked, fault, value};
use crate::desk::Desk;
use crate::frame::{Context, Place, encoded, see};
use crate::kept::{Kept, LONGEST, NotKept, Search};
use crate::loaded::Loaded;
use crate::search::SearchIndex;
use crate::sight::Sight;
use crate::visitor::Posted;
use axum::response::Response;
use maud::{Markup, html};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;
use tizim_model::Role;
use tizim_project::Person;
use tizim_report::parts::{Foreign, is_disputed, name_of};

/// The persons of one page.
const PAGE: usize = 100;

/// The most further columns.
const MOST_COLUMNS: usize = 40;

/// What an address may ask for.
const ASKED: [&str; 14] = [
    "q", "list", "sex", "on", "disputed", "withheld", "from", "to", "age_from", "age_to", "least", "columns",
    "sort", "page",
];

/// The columns that may be sorted by.
const SORTS: [&str; 5] = ["name", "age", "date", "place", "lists"];

/// Returns the page.
pub(super) fn page(context: &Context<'_>, asked: &Asked) -> Response {
    let w = &context.words.persons;
    let Some(loaded) = &context.state.loaded else { return fault::nothing_yet(context.words) };
    // boxes of columns become one list, so that an address stays short
    let sight = context.sight();
    let columns = chosen_columns(loaded, sight, asked);
    let mut asked = asked.clone();
    asked.insert("columns".to_owned(), columns.join(","));
    let asked = &asked;
    let mut found = found(loaded, sight, asked);
    sort(loaded, sight, &mut found, value(asked, "sort"));
    let records = &loaded.results.records;
    let is_seen = |person: &&Arc<Person>| {
        sight.all || person.records.iter().any(|record| sight.record(records, *record))
    };
    let all = loaded.results.persons.iter().filter(is_seen).count() as u64;
    let pages = found.len().div_ceil(PAGE).max(1);
    let number = value(asked, "page").parse::<usize>().unwrap_or(1).clamp(1, pages);
    let shown = found.iter().skip((number - 1) * PAGE).take(PAGE);
    let shown: Vec<Cow<'_, Person>> =
        shown.filter_map(|at| sight.person(&loaded.results, &loaded.results.persons[*at])).collect();
    let views = shown.iter().flat_map(|person| person.records.iter().copied());
    if let Err(refusal) = sight.note_views(context.desk, context.visitor, records, views) {
        return fault::refusal(context.desk, context.visitor, refusal);
    }
    let main = html! {
        h1 { (w.title) }
        (search_form(context, loaded, asked))
        (saved(context, asked))
        p role="status" {
            @if found.is_empty() { (w.none) }
            @else { (context.words.count_with(&w.found, found.len() as u64, &[("all", &context.words.number(all))])) }
            @if !value(asked, "on").is_empty() { ", " (w.combination) }
        }
        @if !found.is_empty() {
            div.scroll role="region" aria-label=(w.caption.as_str()) tabindex="0" {
                table.persons {
                    caption.vh { (w.caption) }
                    thead { tr { (heads(context, asked)) @for name in &columns { th scope="col" { (context.words.field(name)) } } } }
                    tbody { @for person in &shown { (row(context, loaded, person, &columns)) } }
                }
            }
            (turn(context, asked, number, pages))
        }
    };
    context.page(Place::Persons, w.title.as_str(), &main)
}

/// Keeps a search under a name, for whoever keeps it alone.
pub(super) fn keep(desk: &Arc<Desk>, posted: &Posted) -> Response {
    let name: String = posted.fields.get("name").chars().take(80).collect();
    let query = posted.fields.get("query");
    if name.is_empty() || query.len() > LONGEST || !query.is_ascii() {
        return fault::bad_form(posted.visitor.words(desk));
    }
    let search = Search { user: posted.visitor.user().to_owned(), name, query: query.to_owned() };
    kept(desk, posted, |all| all.keep(search), &format!("/persons?{query}"))
}

/// Forgets a search of one's own.
pub(super) fn forget(desk: &Arc<Desk>, posted: &Posted) -> Response {
    kept(desk, posted, |all| all.forget(posted.visitor.user(), posted.fields.get("name")), "/persons")
}

fn kept(
    desk: &Arc<Desk>,
    posted: &Posted,
    change: impl FnOnce(&mut Kept) -> Result<(), NotKept>,
    back: &str,
) -> Response {
    // one at a time: whoever has the right to write the ledger writes this
    let _right = desk.ledger();
    match Kept::read(desk.root()).and_then(|mut kept| change(&mut kept)) {
        Ok(()) => see(&own_address(back)),
        Err(fault) => fault::not_kept(posted.visitor.words(desk), &fault),
    }
}

fn saved(context: &Context<'_>, asked: &Asked) -> Markup {
    let w = &context.words.persons;
    let Ok(all) = Kept::read(context.desk.root()) else {
        return html! { p.caution { (w.searches_unreadable) } };
    };
    let query = address(asked, "page", "").trim_start_matches("/persons?").to_owned();
    html! {
        details.saved open[all.of(context.visitor.user()).next().is_some()] {
            summary { (w.saved) }
            ul.bare {
                @for search in all.of(context.visitor.user()) {
                    li {
                        a href={ "/persons?" (search.query) } { bdi dir="auto" { (Foreign(&search.name)) } } " "
                        form.inline method="post" action="/searches/forget" {
                            (context.secret())
                            input type="hidden" name="name" value=(search.name);
                            button.plain type="submit" aria-label={ (w.delete) ": " (search.name) } { (w.delete) }
                        }
                    }
                }
            }
            @if !query.is_empty() && query.len() <= LONGEST {
                form.inline method="post" action="/searches/keep" {
                    (context.secret())
                    input type="hidden" name="query" value=(query);
                    label { span { (w.save_name) } " " input type="text" name="name" required maxlength="80" autocomplete="off"; } " "
                    button.plain type="submit" { (w.save) }
                }
            }
        }
    }
}

/// Returns the fields that may stand in columns of their own, beside those that are always there.
fn further_columns<'a>(loaded: &'a Loaded, sight: Sight<'_>) -> Vec<&'a str> {
    let always = |role: Role| matches!(role, Role::Name | Role::Age | Role::EventDate | Role::Place);
    let columns = loaded.results.records.columns.iter().filter(|column| !always(column.role));
    let names = columns.map(|column| column.name.as_str());
    names.filter(|name| sight.column(&loaded.results, name)).take(MOST_COLUMNS).collect()
}

fn chosen_columns<'a>(loaded: &'a Loaded, sight: Sight<'_>, asked: &Asked) -> Vec<&'a str> {
    let names: Vec<&str> = value(asked, "columns").split(',').collect();
    let chosen =
        |at: usize, name: &str| names.contains(&name) || !value(asked, &format!("col{at}")).is_empty();
    let all = further_columns(loaded, sight).into_iter().enumerate();
    all.filter(|(at, name)| chosen(*at, name)).map(|(_, name)| name).collect()
}

/// Returns the value that is shown of the first field of a role, if it is known.
pub(super) fn shown_value(person: &Person, role: Role) -> Option<&str> {
    let field = person.fields.iter().find(|field| field.role == role)?;
    let shown = field.shown();
    shown.known.then_some(shown.display.as_str())
}

/// Returns the positions of the persons that fit.
fn found(loaded: &Loaded, sight: Sight<'_>, asked: &Asked) -> Vec<usize> {
    let results = &loaded.results;
    let query = value(asked, "q");
    let fits_query = (!query.is_empty()).then(|| {
        let named = |id: &str| loaded.person_named(id).map(|(at, _)| at);
        loaded.search.find(query, &results.persons, &results.linkage.person_of, &loaded.entered, named)
    });
    let list = value(asked, "list").parse::<u16>().ok();
    // a combination of lists tells of each of them
    let pattern = value(asked, "on").parse::<u64>().ok().filter(|_| sight.all);
    let sex = match value(asked, "sex") {
        "w" => Some(Some("woman")),
        "m" => Some(Some("man")),
        "o" => Some(Some("other")),
        "u" => Some(None),
        _ => None,
    };
    let least = value(asked, "least").parse::<usize>().ok();
    let (disputed, withheld) = (!value(asked, "disputed").is_empty(), !value(asked, "withheld").is_empty());
    let seen = sight.seen(results);
    let fits = |at: usize, person: &Person| {
        let Some(person) = seen.person(person) else { return false };
        let person = &*person;
        fits_query.as_ref().is_none_or(|fits| fits[at])
            && (sight.all || query.is_empty() || SearchIndex::is_in(query, person))
            && list.is_none_or(|list| {
                person.records.iter().any(|record| results.records.list_of[record.index()].0 == list)
            })
            && pattern.is_none_or(|pattern| results.captures.pattern_of[at] == pattern)
            && sex.is_none_or(|sex| shown_value(person, Role::Sex) == sex)
            && in_days(person, value(asked, "from"), value(asked, "to"))
            && in_ages(person, value(asked, "age_from").parse().ok(), value(asked, "age_to").parse().ok())
            && least.is_none_or(|least| lists_of(loaded, person).len() >= least)
            && (!disputed || person.fields.iter().any(is_disputed))
            && (!withheld || person.withheld || person.fields.iter().any(|field| field.withheld))
    };
    results.persons.iter().enumerate().filter(|(at, person)| fits(*at, person)).map(|(at, _)| at).collect()
}

/// Returns whether the date that is shown may lie within some days, as far as it is known.
fn in_days(person: &Person, from: &str, to: &str) -> bool {
    if from.is_empty() && to.is_empty() {
        return true;
    }
    let Some(date) = shown_value(person, Role::EventDate) else { return false };
    // dates are written from the year down, so that they sort as texts; of two the shorter says how far both are known
    let cut = |limit: &str| limit.chars().take(date.chars().count()).collect::<String>();
    (from.is_empty() || *date >= *cut(from)) && (to.is_empty() || *date <= *cut(to))
}

fn in_ages(person: &Person, from: Option<u32>, to: Option<u32>) -> bool {
    if from.is_none() && to.is_none() {
        return true;
    }
    let age = shown_value(person, Role::Age).and_then(|age| age.parse::<u32>().ok());
    age.is_some_and(|age| from.is_none_or(|from| age >= from) && to.is_none_or(|to| age <= to))
}

fn sort(loaded: &Loaded, sight: Sight<'_>, found: &mut [usize], by: &str) {
    let persons = &loaded.results.persons;
    let sight = sight.seen(&loaded.results);
    let seen = |at: usize| sight.person(&persons[at]).unwrap_or(Cow::Borrowed(&persons[at]));
    let lists = |at: usize| lists_of(loaded, &seen(at)).len();
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
    let value = |role: Role| move |at: usize| shown_value(&seen(at), role).map(str::to_lowercase);
    match column {
        "name" => by_text(&|at| name_of(&seen(at)).map(|name| name.to_lowercase())),
        "age" => by_text(&|at| shown_value(&seen(at), Role::Age).map(|age| format!("{age:0>9}"))),
        "date" => by_text(&value(Role::EventDate)),
        "place" => by_text(&value(Role::Place)),
        "lists" => found.sort_by_key(|at| if down { usize::MAX - lists(*at) } else { lists(*at) }),
        _ => {}
    }
}

/// Returns the lists that a person is on; an article that nobody has reviewed puts nobody on one.
pub(super) fn lists_of<'a>(loaded: &'a Loaded, person: &Person) -> Vec<&'a str> {
    let records = &loaded.results.records;
    let mut lists = loaded.results.lists_of(person);
    lists.sort_unstable();
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
                    @for (at, list) in loaded.results.records.lists.iter().enumerate().filter(|(_, list)| context.sight().source(&list.name)) {
                        option value=(at) selected[value(asked, "list") == at.to_string()] { (Foreign(&list.name)) }
                    }
                }
            }
            label { span { (context.words.field("sex")) }
                select name="sex" {
                    @for (letter, word) in sexes { option value=(letter) selected[value(asked, "sex") == letter] { (word) } }
                }
            }
            @let more = ["from", "to", "age_from", "age_to", "least", "columns"];
            details.more open[more.iter().any(|name| !value(asked, name).is_empty())] {
                summary { (w.more_filters) }
                div.filters {
                    label { span { (w.date) ": " (w.from) } input type="date" name="from" value=(value(asked, "from")); }
                    label { span { (w.to) } input type="date" name="to" value=(value(asked, "to")); }
                    label { span { (w.age_from) } input type="number" name="age_from" min="0" max="122" value=(value(asked, "age_from")); }
                    label { span { (w.age_to) } input type="number" name="age_to" min="0" max="122" value=(value(asked, "age_to")); }
                    label { span { (w.least_lists) } input type="number" name="least" min="1" max="64" value=(value(asked, "least")); }
                }
                fieldset {
                    legend { (w.columns) }
                    @let chosen = chosen_columns(loaded, context.sight(), asked);
                    @for (at, name) in further_columns(loaded, context.sight()).into_iter().enumerate() {
                        label.check { input type="checkbox" name={ "col" (at) } value="1" checked[chosen.contains(&name)]; " " (context.words.field(name)) }
                    }
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
    for known in ASKED {
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

fn row(context: &Context<'_>, loaded: &Loaded, person: &Person, columns: &[&str]) -> Markup {
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
            @for name in columns {
                td { @if let Some(field) = person.field(name) && field.shown().known { bdi dir="auto" { (Foreign(context.words.value(field.role.key(), &field.shown().display))) } } }
            }
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
