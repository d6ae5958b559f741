//! What is confined to a group is there for nobody else: on no page, under no guessed id, by no form, in no file.

use super::browser::{House, Person, encoded};
use tizim_ledger::{Ledger, What};

const PASSWORD: &str = "long enough to be one";
/// Stands in the hospital's list alone.
const SECRET: &str = "Aigerim Seitkali";

/// A project whose list `hospital` and field `birth_date` only doctors see, with an account in that group and one that is not.
fn confined() -> (House, Person) {
    let house = House::new();
    let owner = Person::signed_in(&house);
    for (name, role) in [("doctor", "editor"), ("stranger", "editor"), ("chief", "administrator")] {
        owner.post("/accounts/set", &[("name", name), ("role", role), ("password", PASSWORD)]);
    }
    assert_eq!(owner.post("/groups/make", &[("group", "doctors")]).status, 303);
    let member = [("group", "doctors"), ("account", "doctor"), ("member", "1")];
    assert_eq!(owner.post("/groups/member", &member).status, 303);
    for fields in [[("source", "hospital"), ("field", "")], [("source", ""), ("field", "birth_date")]] {
        assert_eq!(
            owner.post("/groups/confine", &[&fields[..], &[("group0", "doctors")]].concat()).status,
            303
        );
    }
    (house, owner)
}

fn views(house: &House) -> Vec<(String, String)> {
    let entries = Ledger::open_read_only(house.ledger()).unwrap().entries().unwrap();
    let of = |entry: tizim_ledger::Entry| match entry.what {
        What::Viewed(viewed) => Some((entry.author, format!("{} {}", viewed.source, viewed.item))),
        _ => None,
    };
    entries.into_iter().filter_map(of).collect()
}

#[test]
fn who_is_not_in_the_group_sees_neither_the_source_nor_the_field() {
    let (house, _) = confined();
    let stranger = Person::by_password(&house, "stranger", PASSWORD);
    let open = house.person_id("Zhagiparov");
    let pages = [
        "/",
        "/pairs",
        "/pairs?reach=all",
        "/persons",
        "/persons?q=Seitkali",
        "/persons?sort=lists",
        "/figures",
        "/articles",
        "/lists",
        "/lists?q_list=hospital",
        "/estimate",
        "/publish",
        "/ledger",
        "/ledger?verify=1",
    ];
    for page in pages.iter().map(|page| (*page).to_owned()).chain([format!("/person/{open}")]) {
        let answer = stranger.get(&page);
        assert_eq!(answer.status, 200, "{page}");
        for secret in [SECRET, "Seitkali", "hospital", "Jagiparov"] {
            let body = answer.body.replace("q=Seitkali", "").replace("value=\"Seitkali\"", "");
            assert!(!body.contains(secret), "{page} shows {secret}");
        }
        assert!(!answer.body.contains("1982-03-04"), "{page} shows a date of birth");
    }
    let doctor = Person::by_password(&house, "doctor", PASSWORD);
    assert!(doctor.get("/persons").body.contains(SECRET));
    assert!(doctor.get(&format!("/person/{open}")).body.contains("1982-03-04"));
    assert!(Person::by_password(&house, "chief", PASSWORD).get("/lists").body.contains("hospital"));
}

#[test]
fn guessed_ids_and_pages_that_hold_more_are_closed() {
    let (house, _) = confined();
    let secret = house.person_id(SECRET);
    let stranger = Person::by_password(&house, "stranger", PASSWORD);
    for page in [
        format!("/person/{secret}"),
        "/pair?list_a=families&id_a=2&list_b=hospital&id_b=1".to_owned(),
        "/pair?list_a=hospital&id_a=1&list_b=hospital&id_b=2".to_owned(),
    ] {
        assert_eq!(stranger.get(&page).status, 404, "{page}");
    }
    for page in [
        "/lists/mend?list=hospital&file=hospital.csv&line=2",
        "/lists/edition?list=hospital&file=hospital.csv",
        "/accounts",
    ] {
        assert_eq!(stranger.get(page).status, 403, "{page}");
    }
    assert!(!stranger.get(&format!("/persons?q={}", encoded("1990-11-23"))).body.contains("/person/"));
    assert!(
        !stranger.get(&format!("/persons?q={secret}")).body.contains("/person/"),
        "an id is searched as well"
    );
}

#[test]
fn no_form_reaches_what_is_hidden_and_no_role_raises_itself() {
    let (house, owner) = confined();
    let secret = house.person_id(SECRET);
    let open = house.person_id("Petrov");
    let stranger = Person::by_password(&house, "stranger", PASSWORD);
    let form_secret = secret_of(&stranger);
    let before = house.entries();
    let post = |address: &str, fields: &[(&str, &str)]| {
        let all = [fields, &[("secret", form_secret.as_str())]].concat();
        stranger.post_with(&[("Sec-Fetch-Site", "same-origin")], address, &all).status
    };
    let hidden = [("list", "hospital"), ("record", "2"), ("reason", "x")];
    let seen = [("list", "families"), ("record", "3"), ("reason", "x")];
    let pair =
        [("list_a", "families"), ("id_a", "3"), ("list_b", "hospital"), ("id_b", "2"), ("verdict", "same")];
    assert_eq!(post("/pairs/decide", &pair), 404);
    for form in ["note", "withhold", "cut"] {
        assert_eq!(post(&format!("/person/{secret}/{form}"), &hidden), 404, "{form}");
    }
    assert_eq!(post(&format!("/person/{open}/join"), &[&seen[..], &[("other", &secret)]].concat()), 404);
    let from = [("field", "name"), ("from_list", "hospital"), ("from_record", "2")];
    assert_eq!(post(&format!("/person/{open}/choose"), &[&seen[..], &from[..]].concat()), 404);
    let field = [("field", "birth_date"), ("value", "1990"), ("source", "x")];
    assert_eq!(post(&format!("/person/{open}/enter"), &[&seen[..], &field[..]].concat()), 404);
    assert_eq!(post(&format!("/person/{secret}/move"), &[("r0", "[\"hospital\",\"2\"]")]), 404);
    for form in [
        "/groups/make",
        "/groups/member",
        "/groups/confine",
        "/groups/consent",
        "/accounts/set",
        "/publish/export",
        "/ledger/download",
        "/lists/mend",
        "/lists/edition",
        "/estimate/choose",
    ] {
        let all = [
            ("group", "doctors"),
            ("account", "stranger"),
            ("member", "1"),
            ("name", "stranger"),
            ("open", "1"),
            ("role", "administrator"),
            ("password", PASSWORD),
            ("format", "csv"),
            ("source", "hospital"),
        ];
        assert_eq!(post(form, &all), 403, "{form}");
    }
    assert_eq!(house.entries(), before, "nothing was written");
    // who leaves the group is out at once, with the session that is open
    let doctor = Person::by_password(&house, "doctor", PASSWORD);
    assert_eq!(doctor.get(&format!("/person/{secret}")).status, 200);
    owner.post("/groups/member", &[("group", "doctors"), ("account", "doctor"), ("member", "0")]);
    assert_eq!(doctor.get(&format!("/person/{secret}")).status, 404);
    let nobody = [("group", "others"), ("account", "doctor"), ("member", "1")];
    assert_eq!(owner.post("/groups/member", &nobody).status, 404);
}

/// Returns how many pairs wait, as the first page says.
fn pairs_waiting(person: &Person) -> String {
    let body = person.get("/").body;
    let said = body.split("id=\"waits-pairs\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    said.chars().filter(char::is_ascii_digit).collect()
}

#[test]
fn counts_are_of_what_one_may_see_and_pages_name_the_rest_as_hidden() {
    let (house, owner) = confined();
    let stranger = Person::by_password(&house, "stranger", PASSWORD);
    let doctor = Person::by_password(&house, "doctor", PASSWORD);
    // every pair is of a family's and the hospital's record
    assert_ne!(pairs_waiting(&owner), "0");
    assert_eq!(pairs_waiting(&doctor), pairs_waiting(&owner));
    assert_eq!(pairs_waiting(&stranger), "0");
    let pair = house.pair("different");
    let fields: Vec<(&str, &str)> = pair.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(doctor.post("/pairs/decide", &fields).status, 303);
    let judged = |person: &Person| person.get("/ledger?kind=pair").body.matches("id=\"entry-").count();
    assert_eq!((judged(&doctor), judged(&stranger)), (1, 0));
    assert!(
        stranger.get("/estimate").body.contains("hidden from you"),
        "the estimate rests on it all the same"
    );
    for (page, form) in
        [("/publish", "/publish/export"), ("/ledger", "/ledger/download"), ("/estimate", "/estimate/choose")]
    {
        assert!(!stranger.get(page).body.contains(form), "{page} offers what it refuses");
        assert!(owner.get(page).body.contains(form));
    }
}

#[test]
fn views_of_confidential_lists_and_figures_are_entries() {
    let house = House::with_figures(
        "made_on,claimant,quantity,scope,low,high\n2022-01-09,Ministry,killed,Taraz,7,7\n",
    );
    let owner = Person::signed_in(&house);
    owner.post("/groups/make", &[("group", "doctors")]);
    for source in ["families", "said"] {
        owner.post("/groups/confine", &[("source", source), ("field", ""), ("group0", "doctors")]);
    }
    let known = views(&house).len();
    owner.get("/lists");
    owner.get("/figures");
    let seen: Vec<String> = views(&house).split_off(known).into_iter().map(|(_, what)| what).collect();
    assert_eq!(seen, ["families families.csv", "said said.csv"]);
}

fn secret_of(person: &Person) -> String {
    let body = person.get("/persons").body;
    body.split("name=\"secret\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[test]
fn each_view_of_something_confidential_is_an_entry_and_makes_no_page_come_again() {
    let (house, _) = confined();
    let secret = house.person_id(SECRET);
    let doctor = Person::by_password(&house, "doctor", PASSWORD);
    let known = views(&house).len();
    doctor.get(&format!("/person/{secret}"));
    doctor.get("/pair?list_a=families&id_a=3&list_b=hospital&id_b=2");
    let seen = views(&house).split_off(known);
    let by = |item: &str| seen.iter().filter(|(who, what)| who == "doctor" && what == item).count();
    assert_eq!((by("hospital 2"), by("families 3")), (2, 1), "{seen:?}");
    let stranger = Person::by_password(&house, "stranger", PASSWORD);
    let known = views(&house).len();
    stranger.get(&format!("/person/{}", house.person_id("Ibrayev")));
    assert!(
        views(&house)[known..].iter().all(|(who, _)| who != "stranger"),
        "nothing confidential was shown"
    );
}

#[test]
fn what_is_confidential_or_without_consent_goes_into_no_public_file() {
    let house = House::new();
    let owner = Person::signed_in(&house);
    let export = |owner: &Person| owner.post("/publish/export", &[("format", "csv")]).body;
    assert!(export(&owner).contains("2022-01-08"), "a day that only the hospital has");
    owner.post("/groups/make", &[("group", "doctors")]);
    owner.post("/groups/confine", &[("source", "hospital"), ("field", ""), ("group0", "doctors")]);
    assert!(!export(&owner).contains("2022-01-08"));
    let consent =
        [("source", "families"), ("field", "event_date"), ("publish", "0"), ("words", "<b>only the name")];
    assert_eq!(owner.post("/groups/consent", &consent).status, 303);
    assert!(!export(&owner).contains("2022-01-0"));
    let page = owner.get("/accounts").body;
    assert!(page.contains("&lt;b&gt;only") && !page.contains("<b>only"));
    let page = owner.get("/publish").body;
    assert!(!page.contains("2022-01-0"), "nor into the preview");
    assert!(page.contains("sources not named: 1"), "it says how much stays inside");
}
