//! Several people and several desks: what they say is held against each other, and a second look is blind.

use crate::browser::{House, Person};
use tizim_ledger::{Decision, Judgement, Ledger, RecordKey, Verdict, What};

fn judge(person: &Person, a: &str, b: &str, verdict: &str, seen: &str) -> u16 {
    let fields =
        [("list_a", "families"), ("id_a", a), ("list_b", "families"), ("id_b", b), ("verdict", verdict)];
    let more = [("seen", seen), ("back", "/pairs")];
    person.post("/pairs/decide", &[&fields[..], &more[..]].concat()).status
}

#[test]
fn two_desks_of_one_project_can_not_write_what_contradicts() {
    let house = House::new();
    let other = house.another_desk();
    let (anna, boris) = (Person::signed_in(&house), Person::signed_in(&other));
    assert_eq!(judge(&anna, "2", "3", "same", "0"), 303);
    assert_eq!(judge(&boris, "3", "4", "same", "0"), 303, "the other desk knows of the first");
    let before = house.entries();
    assert_eq!(
        judge(&anna, "4", "2", "different", "0"),
        409,
        "found in the ledger, not in what this desk had read"
    );
    assert_eq!(house.entries(), before);
    let ledger = Ledger::open_read_only(house.ledger()).unwrap();
    assert!(ledger.verify().unwrap().is_empty());
    // and each shows what the other wrote
    assert!(anna.get("/ledger").body.matches("id=\"entry-").count() >= 4);
}

fn pair(a: &str, b: &str, verdict: Verdict) -> What {
    let record = |id: &str| RecordKey::new("families", id);
    let decision = Decision::Pair { a: record(a), b: record(b), verdict };
    What::Judgement(Judgement { decision, reason: String::new(), undoes: None })
}

#[test]
fn a_ledger_with_a_contradiction_opens_and_is_mended_in_the_desk() {
    let house = House::unopened();
    house.write_unchecked(&[
        pair("2", "3", Verdict::Same),
        pair("3", "4", Verdict::Same),
        pair("4", "2", Verdict::Different),
        pair("5", "6", Verdict::Same),
    ]);
    let house = house.opened();
    let person = Person::signed_in(&house);
    let page = person.get("/");
    assert!(page.body.contains("contradict each other (1)"), "{}", page.body);
    assert_eq!(page.body.matches("Take this one back").count(), 3, "each link can be taken back");
    // what contradicts nothing further is written as ever
    assert_eq!(judge(&person, "1", "5", "different", "0"), 303);
    assert_eq!(judge(&person, "1", "6", "same", "0"), 409);
    let last = house.entries() - 4;
    let answer = person.post("/undo", &[("entries", &(last + 1).to_string()), ("back", "/")]);
    assert_eq!(answer.status, 303, "{}", answer.body);
    assert!(!person.get("/").body.contains("contradict each other"));
}

#[test]
fn a_second_look_is_blind_and_where_two_differ_a_third_decides() {
    let house = House::looked_at_twice();
    let owner = Person::signed_in(&house);
    let password = "a long enough password";
    for name in ["anna", "boris", "vera"] {
        owner.post("/accounts/set", &[("name", name), ("role", "reviewer"), ("password", password)]);
    }
    let [anna, boris, vera] =
        ["anna", "boris", "vera"].map(|name| Person::by_password(&house, name, password));
    let shown = |person: &Person| {
        let body = person.get("/pairs?reach=all").body;
        let form = body.split("id=\"decide\"").nth(1).unwrap_or_default().to_owned();
        let value = |name: &str| {
            let at = form.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_default();
            at.split('"').next().unwrap_or_default().to_owned()
        };
        (["list_a", "id_a", "list_b", "id_b", "seen"].map(value), body)
    };
    let decide = |person: &Person, pair: &[String; 5], verdict: &str| {
        let names = ["list_a", "id_a", "list_b", "id_b", "seen"];
        let mut fields: Vec<(&str, &str)> =
            names.into_iter().zip(pair).map(|(name, it)| (name, it.as_str())).collect();
        fields.push(("verdict", verdict));
        person.post("/pairs/decide", &fields).status
    };
    let (first, _) = shown(&anna);
    assert_eq!(decide(&anna, &first, "same"), 303);
    assert_eq!(decide(&anna, &first, "same"), 303, "sent twice");
    let before = house.entries();
    assert!(matches!(house.last(), What::Judgement(it) if matches!(it.decision, Decision::Pair { .. })));
    assert_ne!(shown(&anna).0[..4], first[..4], "nobody looks twice at their own");
    let (again, body) = shown(&boris);
    assert_eq!(again, first, "and the page is as if nobody had judged");
    assert!(!body.contains("Judged by") && !body.contains("anna"), "{body}");
    assert_eq!(decide(&boris, &again, "different"), 303);
    assert_eq!(house.entries(), before + 1, "what was sent twice is one entry");
    assert!(matches!(house.last(), What::Judgement(it)
        if matches!(it.decision, Decision::Opinion { verdict: Verdict::Different, .. })));
    for two in [&anna, &boris] {
        assert_ne!(shown(two).0[..4], first[..4], "neither decides");
    }
    assert!(owner.get("/").body.contains("Two reviewers differ"));
    let (third, body) = shown(&vera);
    assert_eq!(third[..4], first[..4], "a conflict comes before all else");
    assert!(body.contains("anna") && body.contains("Second look by boris"), "{body}");
    assert_eq!(decide(&vera, &third, "different"), 303);
    assert!(matches!(house.last(), What::Judgement(it)
        if matches!(it.decision, Decision::Pair { verdict: Verdict::Different, .. })));
    let today = owner.get("/").body;
    assert!(
        !today.contains("Two reviewers differ") && today.contains("1 pair was judged by two people"),
        "{today}"
    );
}

#[test]
fn who_looks_at_a_page_is_told_when_somebody_judges() {
    let house = House::new();
    let (anna, boris) = (Person::signed_in(&house), Person::signed_in(&house));
    let page = anna.get("/persons").body;
    let shown = page.split("data-live=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let told = std::thread::scope(|scope| {
        let waits = scope.spawn(|| anna.get(&format!("/live?since={shown}")));
        assert_eq!(judge(&boris, "2", "3", "same", "0"), 303);
        waits.join().unwrap()
    });
    assert_eq!(told.status, 200);
    assert!(told.body.parse::<u64>().unwrap() > shown.parse().unwrap(), "{}", told.body);
    assert_eq!(Person::new(&house).get("/live?since=0").status, 401, "strangers are told nothing");
    let gone = "/person/PGONE";
    assert_eq!(anna.get(gone).status, 404);
    assert_eq!(
        anna.get_with(&[("x-renew", "1")], gone).status,
        204,
        "a page on show that is no more is no fault"
    );
}
