//! The table of persons: the page, and the data that its script searches.

use super::{CHUNK, chunk_file, disputed, name_of, shown_value};
use crate::display::{Foreign, clipped};
use crate::page::{Frame, page, section};
use crate::view::View;
use crate::words;
use maud::{Markup, html};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::Serialize;
use tizim_model::Role;
use tizim_names::search_forms;
use tizim_project::{Person, Results};

/// The most characters of a name in the table.
const LONGEST_NAME: usize = 80;
/// The most characters of names that are searched, a person.
const LONGEST_SEARCHED: usize = 400;

/// What the script gets: one text a column, one line a person, so that sixty thousand persons are read at once.
#[derive(Serialize)]
struct Data<'a> {
    chunk: usize,
    count: usize,
    lists: Vec<&'a str>,
    ids: String,
    names: String,
    /// Other names, to be searched but not shown.
    others: String,
    /// Forms of all names under which Latin letters find them ([`tizim_names::search_forms`]).
    keys: String,
    /// A letter a person: w, m, o, u.
    sex: String,
    ages: String,
    dates: String,
    places: Dictionary,
    /// Which lists a person is on: numbers, joined by commas.
    on: Dictionary,
    /// Bits of the systems of the estimate, as a decimal number.
    patterns: Dictionary,
    /// `1` where sources differ.
    disputed: String,
    words: words::ScriptWords,
}

/// A column with few distinct values.
#[derive(Serialize, Default)]
struct Dictionary {
    values: Vec<String>,
    codes: Vec<u32>,
    #[serde(skip)]
    known: FxHashMap<String, u32>,
}

impl Dictionary {
    fn push(&mut self, value: String) {
        let next = self.values.len() as u32;
        let code = *self.known.entry(value).or_insert_with_key(|value| {
            self.values.push(value.clone());
            next
        });
        self.codes.push(code);
    }
}

/// What one person adds to each column.
struct Line {
    name: String,
    others: String,
    keys: String,
    sex: char,
    age: String,
    date: String,
    place: String,
    on: String,
    disputed: bool,
}

/// Returns the file that gives the script its data.
pub(crate) fn persons_data(view: View<'_>) -> String {
    let results = view.results;
    let lines: Vec<Line> = results.persons.par_iter().map(|person| line(results, person)).collect();
    let column = |of: fn(&Line) -> &str| lines.iter().map(of).collect::<Vec<_>>().join("\n");
    let mut data = Data {
        chunk: CHUNK,
        count: lines.len(),
        lists: results.records.lists.iter().map(|list| list.name.as_str()).collect(),
        ids: results.persons.iter().map(|person| person.id.as_str()).collect::<Vec<_>>().join("\n"),
        names: column(|line| &line.name),
        others: column(|line| &line.others),
        keys: column(|line| &line.keys),
        sex: lines.iter().map(|line| line.sex).collect(),
        ages: column(|line| &line.age),
        dates: column(|line| &line.date),
        places: Dictionary::default(),
        on: Dictionary::default(),
        patterns: Dictionary::default(),
        disputed: lines.iter().map(|line| if line.disputed { '1' } else { '0' }).collect(),
        words: words::SCRIPT,
    };
    for line in lines {
        data.places.push(line.place);
        data.on.push(line.on);
    }
    for pattern in &results.captures.pattern_of {
        data.patterns.push(pattern.to_string());
    }
    // the data hold strings and numbers only: nothing in them can fail to be written
    let json = serde_json::to_string(&data).unwrap_or_default();
    format!("globalThis.TIZIM = {json};\n")
}

fn line(results: &Results, person: &Person) -> Line {
    let one_line = |text: &str| clipped(text, LONGEST_NAME).0.into_owned();
    let shown = |role| shown_value(person, role).map(one_line).unwrap_or_default();
    let name = name_of(person).map(|name| one_line(&name)).unwrap_or_default();
    let mut on: Vec<u16> = results.lists_of(person).into_iter().map(|list| list.0).collect();
    on.sort_unstable();
    let (others, keys) = searched(person, &name);
    Line {
        others,
        keys,
        sex: match shown_value(person, Role::Sex) {
            Some("woman") => 'w',
            Some("man") => 'm',
            Some("other") => 'o',
            _ => 'u',
        },
        age: shown(Role::Age),
        date: shown(Role::EventDate),
        place: match shown(Role::Place) {
            place if place.is_empty() => shown(Role::Region),
            place => place,
        },
        on: on.iter().map(u16::to_string).collect::<Vec<_>>().join(","),
        disputed: disputed(person) > 0,
        name,
    }
}

/// Returns the names that are not shown, and the forms under which all names are found.
fn searched(person: &Person, name: &str) -> (String, String) {
    let mut others: Vec<&str> = Vec::new();
    let mut keys: Vec<String> = Vec::new();
    let mut room = LONGEST_SEARCHED;
    for field in person.fields.iter().filter(|field| field.role.is_name()) {
        for value in field.values.iter().filter(|value| value.known) {
            let text = value.display.as_str();
            let end = text.char_indices().nth(LONGEST_NAME).map_or(text.len(), |(end, _)| end);
            let text = &text[..end];
            if room < text.len() {
                break;
            }
            room -= text.len();
            for form in search_forms(text) {
                if !keys.contains(&form) {
                    keys.push(form);
                }
            }
            if !name.contains(text) && !others.contains(&text) {
                others.push(text);
            }
        }
    }
    (clipped(&others.join(" "), LONGEST_SEARCHED).0.into_owned(), keys.join(" "))
}

/// Returns the page with the table; it can be read without scripts too, page by page.
pub(crate) fn persons_page(view: View<'_>) -> Markup {
    let results = view.results;
    let frame = Frame {
        project: &results.title,
        page: Some(words::PERSONS),
        root: "",
        persons: true,
        sections: &[],
        scripts: &["persons-data.js", "persons.js"],
    };
    let main = html! {
        h1 { (words::PERSONS) }
        div id="register" hidden {
            form.search id="search" role="search" {
                label.grow { span { (words::SEARCH) } input id="q" type="search" autocomplete="off" spellcheck="false" placeholder=(words::SEARCH_HINT); }
                label { span { (words::LIST) } select id="list" {
                    option value="" { (words::ANY_LIST) }
                    @for (position, list) in results.records.lists.iter().enumerate() {
                        option value=(position) { (clipped(&list.name, 40).0) }
                    }
                } }
                label { span { (words::SEX) } select id="sex" {
                    option value="" { (words::ANY_SEX) }
                    @for (letter, word) in words::SEXES { option value=(letter) { (word) } }
                } }
                label.check { input id="disputed" type="checkbox"; span { (words::ONLY_DISPUTED) } }
            }
            p id="found" role="status" {}
            div.scroll role="region" aria-label=(words::PERSONS_TABLE) tabindex="0" {
                table.persons {
                    caption.vh { (words::PERSONS_TABLE) }
                    thead { tr {
                        @for (column, heading) in words::TABLE_HEAD {
                            th scope="col" { button type="button" data-sort=(column) { (heading) } }
                        }
                    } }
                    tbody id="rows" {}
                }
            }
            nav.turn aria-label=(words::TURN_PAGES) {
                button type="button" id="back" { (words::PREVIOUS) }
                span id="place" {}
                button type="button" id="forward" { (words::NEXT) }
            }
        }
        (section("browse", words::BROWSE, &browse(view)))
    };
    page(&frame, &main)
}

fn browse(view: View<'_>) -> Markup {
    let persons = &view.results.persons;
    let called = |person: &Person| name_of(person).unwrap_or_else(|| words::NO_NAME.to_owned());
    html! {
        noscript { p { (words::SEARCH_NEEDS_SCRIPT) } }
        p { (words::BROWSE_MEANS) }
        ol.pages {
            @for (chunk, of_page) in persons.chunks(CHUNK).enumerate() {
                li {
                    a href={ "persons/" (chunk_file(chunk)) } {
                        @if let (Some(first), Some(last)) = (of_page.first(), of_page.last()) {
                            (Foreign(&clipped(&called(first), 30).0)) " – " (Foreign(&clipped(&called(last), 30).0))
                        }
                    }
                }
            }
        }
    }
}
