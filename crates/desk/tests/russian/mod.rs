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

/// Returns the pieces of text of a page, those in attributes that are read out among them; without code and what is said to
/// be English.
fn shown(page: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        pieces.push(rest[..start].trim().to_owned());
        let end = rest[start..].find('>').map_or(rest.len(), |end| start + end + 1);
        let tag = &rest[start..end];
        let name = tag[1..].split([' ', '>']).next().unwrap_or_default();
        for attribute in ["aria-label", "title", "placeholder", "data-newer", "data-unreachable"] {
            let value = tag.split(&format!(" {attribute}=\"")).nth(1).and_then(|rest| rest.split('"').next());
            pieces.extend(value.map(str::to_owned));
        }
        let passed_over = ["code", "script"].contains(&name) || tag.contains("lang=\"en\"");
        rest = &rest[end..];
        if passed_over && let Some(close) = rest.find(&format!("</{name}>")) {
            rest = &rest[close..];
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// A list with a row that can't be read and every value for which the program has a word of its own.
const LIST: &str = "Id,Name,Sex,Act,Cause,Status\n1,Иван Петров,м,погиб,огнестрельное ранение,гражданский\n\
2,Дана Омарова,кто,ранен,огнестрельное ранение,гражданский\n3,Иван Петров,ж,задержан,огнестрельное ранение,неизвестно\n";

#[test]
fn no_page_in_russian_says_anything_of_the_catalogue_in_english() {
    let same = messages(RU);
    let english: Vec<String> = messages(EN)
        .into_iter()
        .filter(|message| !same.contains(message))
        .flat_map(|message| message.split(['{', '}']).step_by(2).map(str::to_owned).collect::<Vec<_>>())
        .map(|part| part.trim().trim_matches(['.', ',', ':', ';', '(', ')', '"']).trim().to_owned())
        .collect();
    let long: Vec<&String> =
        english.iter().filter(|part| part.chars().count() >= SHORTEST && part.contains(' ')).collect();
    let whole: BTreeSet<String> =
        english.iter().filter(|part| part.chars().count() > 1).map(|part| part.to_lowercase()).collect();
    assert!(long.len() > 300 && whole.len() > 500, "{} {}", long.len(), whole.len());
    for (body, page) in pages() {
        assert!(body.contains("<html lang=\"ru\""), "{page}");
        for piece in shown(&body) {
            for message in &long {
                assert!(!piece.contains(message.as_str()), "{page} says in English: {message}");
            }
            let bare = piece.trim_matches(['.', ',', ':', ';', '(', ')', '"', ' ']).to_lowercase();
            // names that these projects give themselves
            let is_data = ["list", "press", "said", "page", "reader", "en"].contains(&bare.as_str())
                || ["Id", "Name", "Sex", "Act", "Cause", "Status"].contains(&piece.as_str());
            assert!(is_data || !whole.contains(&bare), "{page} says in English: {piece}");
        }
    }
}

/// Returns pages of every kind as a reader of Russian is given them.
fn pages() -> Vec<(String, String)> {
    let russian = [("Accept-Language", "ru")];
    let mut pages = Vec::new();
    let mut look = |person: &Person, addresses: &[&str]| {
        for address in addresses {
            pages.push((person.get_with(&russian, address).body, (*address).to_owned()));
        }
    };
    let house = House::new();
    let person = Person::signed_in(&house);
    let id = format!("/person/{}", house.person_id("Petrov"));
    person.post(&format!("{id}/note"), &[("list", "families"), ("record", "4"), ("reason", "П")]);
    person.post("/groups/make", &[("group", "Г")]);
    let pair = house.pair("different");
    let fields: Vec<(&str, &str)> = pair.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let decided = person.post("/pairs/decide", &fields).header("location").to_owned();
    let own = [
        decided.as_str(),
        id.as_str(),
        "/",
        "/pairs?reach=all",
        "/pair?list_a=families&id_a=2&list_b=hospital&id_b=1",
        "/persons",
        "/persons?q=nobodyofthisname",
        "/lists",
        "/estimate",
        "/publish",
        "/ledger?verify=1",
        "/accounts",
        "/nowhere",
        "/lists/mend?list=families&file=families.csv&line=2",
    ];
    look(&person, &own);
    look(&Person::new(&house), &["/", "/sign-in"]);
    let empty = House::empty();
    look(&Person::signed_in(&empty), &["/", "/pairs", "/articles", "/figures", "/accounts"]);
    let articles = House::with_article(super::articles::PAGE);
    let reader = Person::signed_in(&articles);
    look(&reader, &["/articles", "/article?file=page.html&page=1", "/figures", "/lists"]);
    let figures = House::with_figures(
        "made_on,claimant,quantity,scope,low,high\n2022-01-09,МВД,погибло,Тараз,7,7\n2022-01-19,МВД,погибло,Тараз,9,\n",
    );
    look(&Person::signed_in(&figures), &["/figures"]);
    let lists = House::with_list(LIST);
    lists.add("second.csv", &LIST.replace("ранен,", "погиб,"), true);
    let editor = Person::signed_in(&lists);
    let values = [
        "/lists",
        "/lists/mend?list=list&file=list.csv&line=3",
        "/lists/edition?list=list&file=second.csv",
        "/persons?columns=sex,act,cause,status",
        "/pair?list_a=list&id_a=1&list_b=list&id_b=3",
        "/publish",
        "/estimate",
    ];
    look(&editor, &values);
    for name in ["Петров", "Омарова"] {
        look(&editor, &[format!("/person/{}", lists.person_id(name)).as_str()]);
    }
    pages
}
