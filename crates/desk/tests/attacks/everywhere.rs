//! Attacks tried at every door, not at chosen ones: each form without its secret, markup in whatever a page may show.

use crate::browser::{House, Person, Unopened, encoded};
use std::collections::{BTreeSet, VecDeque};
use tizim_ledger::{Decision, Judgement, Ledger, NewEntry, RecordKey, Verdict, What};

/// The addresses of all forms, read from the table of pages, so that a new one is tried as well.
fn forms() -> Vec<String> {
    let pages = include_str!("../../src/pages/mod.rs");
    let routes = pages.split(".route(\"").skip(1).filter_map(|route| route.split_once('"'));
    let takes_forms = |rest: &str| {
        let rest = rest.split("\n        .").next().unwrap_or_default();
        rest.contains("change(") || rest.contains("change_named(") || rest.contains("post(enter::out)")
    };
    routes.filter(|(_, rest)| takes_forms(rest)).map(|(path, _)| path.replace("{id}", "P1")).collect()
}

#[test]
fn no_form_anywhere_does_anything_without_its_secret_or_for_another_site() {
    let house = House::new();
    let person = Person::signed_in(&house);
    let secret = person.secret();
    let before = house.entries();
    let forms = forms();
    assert!(forms.len() >= 25 && forms.contains(&"/run".to_owned()), "{forms:?}");
    let fields = [("list", "families"), ("record", "1"), ("reason", "x"), ("name", "x"), ("format", "csv")];
    for form in &forms {
        let own = [("Sec-Fetch-Site", "same-origin")];
        assert_eq!(person.post_with(&own, form, &fields).status, 403, "{form} without a secret");
        let right = [&fields[..], &[("secret", secret.as_str())]].concat();
        for site in [("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example")] {
            assert_eq!(person.post_with(&[site], form, &right).status, 403, "{form} from another site");
        }
        assert!(Person::new(&house).post_with(&own, form, &right).status != 200, "{form} of a stranger");
        // what is read can't change anything: each is a page of its own, or none
        assert!([200, 404, 405].contains(&person.get(form).status), "{form} as a page");
    }
    assert_eq!(house.entries(), before, "nothing was written");
    assert_eq!(person.get("/").status, 200, "and nobody was signed out");
}

/// Markup with a word that tells where it came from.
fn markup(place: &str) -> String {
    format!("<script>alert(1)</script><img src=x onerror=alert(2)>\"'{place}")
}

/// Returns the addresses that a page leads to, of our own.
fn links(body: &str) -> Vec<String> {
    let links = body.split("href=\"/").skip(1).filter_map(|rest| rest.split('"').next());
    links
        .map(|link| format!("/{}", link.replace("&amp;", "&")))
        .filter(|link| !link.contains(".css"))
        .collect()
}

#[test]
fn markup_is_text_on_every_page_that_can_be_reached() {
    let cell = |place: &str| format!("\"{}\"", markup(place).replace('"', "\"\""));
    let list = format!(
        "Id,Name,City,{},Date of birth\n{},{},{},{},1988-02-29\n2,{},{},y,{}\n",
        cell("header"),
        cell("id"),
        cell("name"),
        cell("city"),
        cell("other"),
        cell("name"),
        cell("town"),
        cell("unreadable"),
    );
    let house = House::with_all(
        &list,
        &format!(
            "made_on,claimant,quantity,scope,low,high,source,quote\n2022-01-09,{},{},{},7,7,{},{}\n",
            cell("claimant"),
            cell("quantity"),
            cell("scope"),
            cell("reference"),
            cell("quote")
        ),
        crate::articles::PAGE,
    );
    house.add("later.csv", &list.replace("1988-02-29", "1989-03-01"), true);
    let person = Person::signed_in(&house);
    let hostile = markup("form");
    let account = [("name", hostile.as_str()), ("role", "editor"), ("password", "a long enough password")];
    person.post("/accounts/set", &account);
    person.post("/groups/make", &[("group", &hostile)]);
    person
        .post("/groups/consent", &[("source", "list"), ("field", ""), ("publish", "1"), ("words", &hostile)]);
    person.post("/searches/keep", &[("name", &hostile), ("query", "q=x")]);
    let id = markup("id");
    let at = [("list", "list"), ("record", id.as_str()), ("reason", hostile.as_str())];
    let address = format!("/person/{}", house.person_id("alert"));
    for form in ["note", "withhold"] {
        assert_eq!(person.post(&format!("{address}/{form}"), &at).status, 303, "{form}");
    }
    let entered = [("field", "name"), ("value", hostile.as_str()), ("source", hostile.as_str())];
    assert_eq!(person.post(&format!("{address}/enter"), &[&at[..], &entered[..]].concat()).status, 303);
    let pair = [("list_a", "list"), ("id_a", id.as_str()), ("list_b", "list"), ("id_b", "2")];
    let verdict = [("verdict", "different"), ("reason", hostile.as_str())];
    assert_eq!(person.post("/pairs/decide", &[&pair[..], &verdict[..]].concat()).status, 303);

    let begin = ["/", "/pairs?reach=all", "/persons?columns=name,city", "/ledger?verify=1", "/accounts"];
    let mut waiting: VecDeque<String> = begin.iter().map(|page| (*page).to_owned()).collect();
    waiting.push_back(format!("/persons?q={}&sort=name", encoded(&hostile)));
    waiting.push_back(format!("/ledger?text={}", encoded(&hostile)));
    waiting.push_back(format!("/pair?list_a=list&id_a={}&list_b=list&id_b=2", encoded(&id)));
    waiting.push_back("/lists/mend?list=list&file=list.csv&line=3".to_owned());
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut shown = String::new();
    while let Some(address) = waiting.pop_front() {
        if seen.len() >= 150 || !seen.insert(address.clone()) {
            continue;
        }
        let body = person.get(&address).body;
        for mark in ["<script>alert", "<img", "onerror=alert(2)>\""] {
            assert!(!body.contains(mark), "{address} holds {mark}");
        }
        waiting.extend(links(&body));
        shown.push_str(&body);
    }
    // shown as what it is: else the test would look where nothing is
    let places = [
        "header",
        "id",
        "name",
        "city",
        "other",
        "unreadable",
        "claimant",
        "quantity",
        "scope",
        "quote",
        "form",
    ];
    for place in places {
        assert!(shown.contains(&format!("&quot;'{place}")), "nothing of {place} was shown");
    }
    assert!(seen.len() >= 30, "{seen:?}");
}

#[test]
fn words_that_look_like_sql_are_kept_as_words() {
    let house = House::new();
    let person = Person::signed_in(&house);
    let address = format!("/person/{}/note", house.person_id("Omarova"));
    for words in ["'); DROP TABLE entries; --", "\\'; DELETE FROM entries WHERE '1'='1", "$1 ?1 :a @b %s"] {
        let fields = [("list", "families"), ("record", "5"), ("reason", words)];
        assert_eq!(person.post(&address, &fields).status, 303);
        let What::Judgement(last) = house.last() else { panic!("{words}") };
        assert_eq!(last.reason, words);
        let found = person.get(&format!("/ledger?text={}&author={}", encoded(words), encoded(words)));
        assert_eq!(found.status, 200);
    }
    assert!(Ledger::open_read_only(house.ledger()).unwrap().verify().unwrap().is_empty());
}

/// A person of more records than one form can part.
fn crowd(project: Unopened, rows: usize) -> House {
    let key = |at: usize| RecordKey::new("list", at.to_string());
    let same = |at: usize| NewEntry {
        at: "2026-11-26T12:00:00Z".parse().unwrap(),
        author: "A".to_owned(),
        what: What::Judgement(Judgement {
            decision: Decision::Pair { a: key(at), b: key(at + 1), verdict: Verdict::Same },
            reason: String::new(),
            undoes: None,
        }),
    };
    let entries: Vec<NewEntry> = (1..rows).map(same).collect();
    Ledger::open(project.ledger()).unwrap().append_all(&entries).unwrap();
    project.opened()
}

#[test]
fn no_form_makes_more_judgements_than_people_can_mean() {
    let rows = 46;
    let list: String = (1..=rows).map(|at| format!("{at},N{at},{}\n", 1900 + at)).collect();
    let house = crowd(House::unopened_with("list", &format!("Id,Name,Year of birth\n{list}")), rows);
    let person = Person::signed_in(&house);
    let address = format!("/person/{}/move", house.person_id("N7"));
    let before = house.entries();
    let moved = |ids: std::ops::Range<usize>| {
        // the boxes are named by their places: the records of a person stand in the order of the list
        let boxes: Vec<(String, String)> =
            ids.map(|at| (format!("r{at}"), format!("[\"list\",\"{}\"]", at + 1))).collect();
        let fields: Vec<(&str, &str)> =
            boxes.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        person.post(&address, &fields)
    };
    // 23 from 23 others, and the 23 to each other
    let refused = moved(0..23);
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("551") && refused.body.contains("500"), "how many, and how many are let");
    assert_eq!(house.entries(), before, "nothing was written");
    // 10 from 36 others, and the 10 to each other: what was said last of the two between them holds
    assert_eq!(moved(0..10).status, 303);
    assert_eq!(house.entries(), before + 369);
}
