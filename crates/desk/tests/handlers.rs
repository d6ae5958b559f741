//! What the desk answers over a real socket: to its own pages, to strangers, to those who may not.

#![allow(clippy::unwrap_used, reason = "tests stop where they stand")]

mod articles;
mod attacks;
mod browser;
mod groups;
mod lists;
mod russian;
mod together;

use browser::{Answer, House, Person, encoded};
use tizim_ledger::{Decision, Verdict, What};

const HOSTILE: &str = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'";

#[test]
fn the_link_signs_in_once_and_gives_a_cookie_that_scripts_and_strangers_do_not_get() {
    let house = House::new();
    let stranger = Person::new(&house);
    assert_eq!(stranger.get("/").status, 401);
    let link = house.link();
    let mut person = Person::new(&house);
    // a cookie that somebody planted is not taken over
    person.cookie = "tizim_desk=planted".to_owned();
    let answer = person.get(&link);
    assert_eq!(answer.status, 200);
    let cookie = answer.header("set-cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict") && !cookie.contains("planted"));
    assert_eq!(person.get(&link).status, 401, "the link works once");
    assert_eq!(person.get("/").status, 401, "the planted cookie opens nothing");
    person.cookie = cookie.split(';').next().unwrap().to_owned();
    assert_eq!(person.get("/").status, 200);
    person.post("/sign-out", &[]);
    assert_eq!(person.get("/").status, 401, "signed out");
}

#[test]
fn every_answer_bears_its_policy() {
    let house = House::new();
    let person = Person::signed_in(&house);
    for page in
        ["/", "/pairs", "/persons", "/lists", "/estimate", "/publish", "/ledger", "/accounts", "/nowhere"]
    {
        let answer = person.get(page);
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{page}");
        assert!(!policy.contains("unsafe-inline"), "{page}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{page}");
        assert_eq!(answer.header("cache-control"), "no-store", "{page}");
        assert!(!answer.body.contains(" style=") && !answer.body.contains(" onclick="), "{page}");
    }
}

#[test]
fn a_form_without_its_secret_or_from_another_site_changes_nothing() {
    let house = House::new();
    let person = Person::signed_in(&house);
    let before = house.entries();
    let pair = house.pair("same");
    let fields: Vec<(&str, &str)> = pair.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(person.post_with(&[], "/pairs/decide", &fields).status, 403, "neither header");
    let own = [("Sec-Fetch-Site", "same-origin")];
    assert_eq!(person.post_with(&own, "/pairs/decide", &fields).status, 403, "no secret");
    let mut wrong = fields.clone();
    wrong.push(("secret", "0000"));
    assert_eq!(person.post_with(&own, "/pairs/decide", &wrong).status, 403, "another secret");
    let secret = person.secret();
    let mut right = fields.clone();
    right.push(("secret", &secret));
    for site in ["cross-site", "same-site", "none"] {
        assert_eq!(
            person.post_with(&[("Sec-Fetch-Site", site)], "/pairs/decide", &right).status,
            403,
            "{site}"
        );
    }
    assert_eq!(person.post_with(&[("Origin", "http://evil.example")], "/pairs/decide", &right).status, 403);
    assert_eq!(
        person.post_with(&own, "/accounts/set", &[("name", "x"), ("role", "administrator")]).status,
        403
    );
    assert_eq!(house.entries(), before, "nothing was written");
    let origin = format!("http://{}", house.host());
    assert_eq!(person.post_with(&[("Origin", &origin)], "/pairs/decide", &right).status, 303);
}

#[test]
fn another_host_is_no_name_of_ours() {
    let house = House::new();
    let person = Person::signed_in(&house);
    for host in ["evil.example", "127.0.0.1", "127.0.0.1:1", ""] {
        assert_eq!(person.get_as(host, "/").status, 403, "{host}");
        assert_eq!(person.get_as(host, &house.link()).status, 403, "{host}");
    }
}

#[test]
fn markup_in_names_lists_and_reasons_is_text() {
    let house = House::new();
    let person = Person::signed_in(&house);
    let id = house.person_id(HOSTILE);
    person.post(&format!("/person/{id}/note"), &[("list", "families"), ("record", "1"), ("reason", HOSTILE)]);
    person.post(
        &format!("/person/{id}/enter"),
        &[("list", "families"), ("record", "1"), ("field", "name"), ("value", HOSTILE), ("source", HOSTILE)],
    );
    let pages = [
        "/".to_owned(),
        "/pairs?reach=all".to_owned(),
        "/persons".to_owned(),
        format!("/persons?q={}", encoded(HOSTILE)),
        format!("/person/{id}"),
        "/lists".to_owned(),
        "/figures".to_owned(),
        "/estimate".to_owned(),
        "/publish".to_owned(),
        format!("/ledger?text={}", encoded(HOSTILE)),
        format!("/person/{}", encoded(HOSTILE)),
    ];
    for page in pages {
        let body = person.get(&page).body;
        assert!(!body.contains("<script>alert") && !body.contains("<img"), "{page}");
    }
    assert!(
        person.get(&format!("/person/{id}")).body.contains("&lt;script&gt;"),
        "it is shown as what it is"
    );
}

#[test]
fn odd_addresses_and_queries_lead_nowhere() {
    let house = House::new();
    let person = Person::signed_in(&house);
    for address in [
        "/../../etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/person/..%2f..%2ftizim.db",
        "/tizim.db",
        "/desk.js/..",
        "/%00",
        "/pair?list_a=families&id_a=..%2f1&list_b=x&id_b=1",
        "/pair?list_a=families&id_a=1&list_b=families&id_b=1",
        "/person/P00000000",
    ] {
        assert_eq!(person.get(address).status, 404, "{address}");
    }
    for address in [
        "/ledger?text=%27%3B%20DROP%20TABLE%20entries%3B--",
        "/ledger?author=x%27%20OR%201%3D1&page=99999999999999999999",
        "/persons?q=%27%22%3C%00&list=-1&page=0&on=x&sort=%3Cb%3E",
        "/persons?done=0-99999999999",
        "/pairs?done=x",
    ] {
        assert_eq!(person.get(address).status, 200, "{address}");
    }
    assert!(tizim_ledger::Ledger::open_read_only(house.ledger()).unwrap().verify().unwrap().is_empty());
}

#[test]
fn a_body_that_is_too_large_is_refused() {
    let house = House::new();
    let person = Person::signed_in(&house);
    let long = "x".repeat(100_000);
    let answer = person.post("/person/P1/note", &[("list", "families"), ("record", "1"), ("reason", &long)]);
    assert_eq!(answer.status, 413);
}

#[test]
fn a_judgement_is_in_the_ledger_and_the_register_follows_at_once() {
    let house = House::new();
    let person = Person::signed_in(&house);
    let persons = house.documented(&person);
    let answer = decide(&house, &person, "same");
    assert_eq!(answer.status, 303);
    let last = house.last();
    assert!(matches!(&last, What::Judgement(judgement)
        if matches!(&judgement.decision, Decision::Pair { verdict: Verdict::Same, .. }) && judgement.reason == "seen"));
    assert_eq!(house.documented(&person), persons - 1, "two persons became one");
    let back = person.get(answer.header("location"));
    assert!(back.body.contains("Take it back"), "the page says what was done");
    let entry = house.entries();
    let answer = person.post("/undo", &[("entries", &entry.to_string()), ("back", "https://evil.example/")]);
    assert!(answer.header("location").starts_with("/?done="), "nobody is sent elsewhere");
    assert_eq!(house.documented(&person), persons);
    assert_eq!(house.entries(), entry + 1);
}

#[test]
fn a_contradiction_is_refused_and_shown() {
    let house = House::new();
    let person = Person::signed_in(&house);
    let judge = |a: &str, b: &str, verdict: &str| {
        person.post(
            "/pairs/decide",
            &[("list_a", "families"), ("id_a", a), ("list_b", "families"), ("id_b", b), ("verdict", verdict)],
        )
    };
    assert_eq!(judge("2", "3", "same").status, 303);
    assert_eq!(judge("3", "4", "same").status, 303);
    let before = house.entries();
    let refused = judge("4", "2", "different");
    assert_eq!(refused.status, 409);
    assert!(refused.body.contains("Take this one back") && refused.body.contains("what you just said"));
    assert_eq!(house.entries(), before, "nothing was written");
    assert_eq!(judge("4", "2", "unsure").status, 303, "unsure contradicts nothing");
    // taking back may contradict as well: what it revives
    assert_eq!(judge("4", "5", "different").status, 303);
    assert_eq!(judge("4", "5", "unsure").status, 303);
    assert_eq!(judge("2", "5", "same").status, 303);
    let unsure = house.entries() - 1;
    assert_eq!(person.post("/undo", &[("entries", &unsure.to_string()), ("back", "/")]).status, 409);
}

#[test]
fn roles_hold_and_a_role_that_is_taken_away_is_gone_at_once() {
    let house = House::new();
    let owner = Person::signed_in(&house);
    let password = "a long enough password";
    for (name, role) in [("rita", "reader"), ("rustam", "reviewer"), ("elena", "editor")] {
        owner.post("/accounts/set", &[("name", name), ("role", role), ("password", password)]);
    }
    let [rita, rustam, elena] =
        ["rita", "rustam", "elena"].map(|name| Person::by_password(&house, name, password));
    let id = house.person_id("Omarova");
    let withhold = [("list", "families"), ("record", "5"), ("reason", "asked for by the family")];
    let pair = house.pair("same");
    let pair: Vec<(&str, &str)> = pair.iter().map(|(name, value)| (*name, value.as_str())).collect();

    assert_eq!(rita.get("/pairs?reach=all").status, 200);
    assert_eq!(rita.post("/pairs/decide", &pair).status, 403);
    assert_eq!(rita.post("/ledger/download", &[("format", "csv")]).status, 403);
    assert_eq!(rustam.post("/pairs/decide", &pair).status, 303);
    assert_eq!(rustam.post(&format!("/person/{id}/withhold"), &withhold).status, 403);
    assert_eq!(rustam.post("/publish/export", &[("format", "csv"), ("internal", "1")]).status, 403);
    assert_eq!(rustam.post("/run", &[]).status, 403);
    assert_eq!(elena.post(&format!("/person/{id}/withhold"), &withhold).status, 303);
    let withheld = house.entries();
    assert_eq!(rustam.post("/undo", &[("entries", &withheld.to_string()), ("back", "/")]).status, 403);
    for person in [&rita, &rustam, &elena] {
        assert_eq!(person.get("/accounts").status, 403);
        let grab = [("name", "rita"), ("role", "administrator"), ("password", password)];
        assert_eq!(person.post("/accounts/set", &grab).status, 403);
    }
    owner.post("/accounts/set", &[("name", "elena"), ("role", "editor"), ("close", "1")]);
    assert_eq!(elena.get("/").status, 303, "to the sign-in page");
    let ledger = owner.get("/ledger?kind=account").body;
    assert!(
        ledger.contains("elena closed") || ledger.contains("closed"),
        "sign-ins and accounts are in the ledger"
    );
    assert!(
        !owner.post("/ledger/download", &[("format", "jsonl")]).body.contains("argon2id"),
        "no hash leaves"
    );
}

#[test]
fn passwords_can_not_be_guessed_by_trying() {
    let house = House::new();
    let owner = Person::signed_in(&house);
    owner.post(
        "/accounts/set",
        &[("name", "rita"), ("role", "reader"), ("password", "a long enough password")],
    );
    let stranger = Person::new(&house);
    let own = [("Sec-Fetch-Site", "same-origin")];
    let mut answers = Vec::new();
    for _ in 0..12 {
        answers
            .push(stranger.post_with(&own, "/sign-in", &[("account", "rita"), ("password", "guess")]).status);
    }
    assert_eq!(answers[0], 403);
    assert_eq!(*answers.last().unwrap(), 429);
    let short = owner.post("/accounts/set", &[("name", "x"), ("role", "reader"), ("password", "short")]);
    assert_eq!(short.header("location"), "/accounts?short=1");
}

#[test]
fn what_is_withheld_does_not_go_out_and_each_export_is_in_the_ledger() {
    let house = House::new();
    let person = Person::signed_in(&house);
    let export = || person.post("/publish/export", &[("format", "csv")]).body;
    let rows = export().lines().count();
    let id = house.person_id("Omarova");
    let answer = person.post(
        &format!("/person/{id}/withhold"),
        &[("list", "families"), ("record", "5"), ("reason", "asked for by the family")],
    );
    assert_eq!(answer.status, 303);
    assert_eq!(export().lines().count(), rows - 1);
    assert!(
        matches!(house.last(), What::Exported(exported) if exported.public && exported.persons_withheld == 1)
    );
    let internal = person.post("/publish/export", &[("format", "csv"), ("internal", "1")]);
    assert!(
        internal.body.contains("Omarova") && internal.header("content-disposition").starts_with("attachment")
    );
}

#[test]
fn taking_back_a_split_leads_to_the_person_who_is_whole_again() {
    let house = House::new();
    let person = Person::signed_in(&house);
    assert_eq!(decide(&house, &person, "same").status, 303);
    let whole = house.person_id("Ibrayev");
    let cut = person.post(&format!("/person/{whole}/cut"), &[("list", "hospital"), ("record", "5")]);
    let part = cut.header("location").split('?').next().unwrap().to_owned();
    assert_ne!(part, format!("/person/{whole}"));
    let entry = house.entries().to_string();
    let back = person.post("/undo", &[("entries", &entry), ("back", &part)]);
    let location = back.header("location");
    assert!(location.starts_with(&format!("/person/{whole}?done=")), "{location}");
    assert_eq!(person.get(location).status, 200);
}

#[test]
fn persons_are_found_in_any_script() {
    let house = House::new();
    let person = Person::signed_in(&house);
    for query in ["Jagiparov", "Жағыпаров", "zhagip", "erlan petrov"] {
        let body = person.get(&format!("/persons?q={}", encoded(query))).body;
        assert_eq!(body.contains("giparov"), query != "erlan petrov", "{query}");
    }
    assert!(person.get("/persons?q=nobodyofthisname").body.contains("Nobody fits"));
}

#[test]
fn an_empty_project_says_what_to_do() {
    let house = House::empty();
    let person = Person::signed_in(&house);
    let page = person.get("/");
    assert!(page.body.contains("tizim add -C"), "{}", page.body);
    for other in ["/pairs", "/persons", "/lists", "/estimate", "/publish"] {
        assert_eq!(person.get(other).status, 404, "{other}");
    }
    assert_eq!(person.get("/ledger").status, 200);
}

#[test]
fn a_wider_desk_needs_accounts_and_its_address() {
    let refused = House::try_at("0.0.0.0:0", None).unwrap_err();
    assert!(refused.contains("no account"), "{refused}");
}

#[test]
fn the_language_is_the_browsers_or_the_chosen_one() {
    let house = House::new();
    let mut person = Person::signed_in(&house);
    assert!(person.get_with(&[("Accept-Language", "ru")], "/").body.contains("<html lang=\"ru\">"));
    let answer = person.post("/language", &[("language", "ru")]);
    person.cookie = format!("{}; {}", person.cookie, answer.header("set-cookie").split(';').next().unwrap());
    assert!(person.get("/").body.contains("Сегодня"));
}

fn decide(house: &House, person: &Person, verdict: &str) -> Answer {
    let pair = house.pair(verdict);
    let fields: Vec<(&str, &str)> = pair.iter().map(|(name, value)| (*name, value.as_str())).collect();
    person.post("/pairs/decide", &fields)
}
