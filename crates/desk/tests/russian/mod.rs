//! In Russian no page says in English what the catalogue says in Russian.

use super::browser::{House, Person};
use std::collections::BTreeSet;

const EN: &str = include_str!("../../words/en.toml");
const RU: &str = include_str!("../../words/ru.toml");
/// Shorter messages may stand in data too: `other`, `new`.
const SHORTEST: usize = 9;

/// Returns all messages of a catalogue that are of letters.
fn messages(text: &str) -> BTreeSet<String> {
    fn collect(value: &toml::Value, found: &mut BTreeSet<String>) {
        match value {
            toml::Value::String(text) => {
                found.insert(text.clone());
            }
            toml::Value::Table(table) => table.values().for_each(|value| collect(value, found)),
            _ => {}
        }
    }
    let mut found = BTreeSet::new();
    collect(&toml::Value::Table(text.parse().unwrap()), &mut found);
    found
}

/// Returns what a page shows, without marks, code, and what is said to be English.
fn shown(page: &str) -> String {
    let mut text = String::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        let end = rest[start..].find('>').map_or(rest.len(), |end| start + end + 1);
        let tag = &rest[start..end];
        let name = tag[1..].split([' ', '>']).next().unwrap_or_default();
        let passed_over = ["code", "script", "desc", "title"].contains(&name) || tag.contains("lang=\"en\"");
        rest = &rest[end..];
        if passed_over && let Some(close) = rest.find(&format!("</{name}>")) {
            rest = &rest[close..];
        }
        text.push('\n');
    }
    text
}

#[test]
fn no_page_in_russian_says_anything_of_the_catalogue_in_english() {
    let house = House::new();
    let person = Person::signed_in(&house);
    let id = house.person_id("Petrov");
    let figures = House::with_article(super::articles::PAGE);
    let reader = Person::signed_in(&figures);
    let same = messages(RU);
    let english: Vec<String> = messages(EN)
        .into_iter()
        .filter(|message| !same.contains(message) && message.chars().count() >= SHORTEST)
        .flat_map(|message| message.split(['{', '}']).step_by(2).map(str::to_owned).collect::<Vec<_>>())
        .map(|part| part.trim().trim_matches(['.', ',', ':', ';', '(', ')', '"']).trim().to_owned())
        .filter(|part| part.chars().count() >= SHORTEST && part.contains(' '))
        .collect();
    assert!(english.len() > 200, "{}", english.len());
    let russian = [("Accept-Language", "ru")];
    let own = [
        "/",
        "/pairs?reach=all",
        "/persons",
        "/lists",
        "/estimate",
        "/publish",
        "/ledger?verify=1",
        "/accounts",
    ];
    let mut pages: Vec<(String, String)> = own
        .iter()
        .map(|page| (*page).to_owned())
        .chain([format!("/person/{id}")])
        .map(|page| (person.get_with(&russian, &page).body, page))
        .collect();
    for page in ["/articles", "/figures", "/lists"] {
        pages.push((reader.get_with(&russian, page).body, page.to_owned()));
    }
    for (body, page) in pages {
        assert!(body.contains("<html lang=\"ru\""), "{page}");
        let shown = shown(&body);
        for message in &english {
            assert!(!shown.contains(message.as_str()), "{page} says in English: {message}");
        }
    }
}
