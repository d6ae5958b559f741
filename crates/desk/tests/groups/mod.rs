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
    ] {
        assert_eq!(stranger.get(page).status, 404, "{page}");
    }
    assert_eq!(stranger.get("/accounts").status, 403);
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
    // of the families a field is hidden, so their rows as they were written are, too
    for list in ["hospital", "families"] {
        let file = format!("{list}.csv");
        let rules = [("rule_new", "edition"), ("rule_changed", "edition"), ("rule_withdrawn", "edition")];
        let row = [("list", list), ("file", file.as_str()), ("line", "3"), ("c0", "1"), ("is", "1")];
        let all = [&rules[..], &row[..]].concat();
        for form in ["/lists/mend", "/lists/take-back", "/lists/edition", "/lists/call-edition"] {
            assert_eq!(post(form, &all), 404, "{form} {list}");
        }
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
    for (page, form) in [("/publish", "/publish/export"), ("/ledger", "/ledger/download"), ("/", "/accounts")]
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

/// Two lists, each with a row that can't be read and a later file; of `closed` others may not know.
fn two_lists() -> (House, Person, Person) {
    let open = "Id,Name,Sex,Cause\n1,Open Aman,m,gunshot\n2,Open Bota,who,beating\n";
    let closed = "Id,Name,Sex,Status\n1,Closed Aman,m,police\n2,Closed Bota,who,civilian\n";
    let house = House::with_lists(&[("open", open), ("closed", closed)]);
    house.add_to("open", "open2.csv", "Id,Name,Sex,Cause\n1,Open Amanov,m,gunshot\n", true);
    house.add_to("closed", "closed2.csv", "Id,Name,Sex,Status\n1,Closed Amanov,m,police\n", true);
    let owner = Person::signed_in(&house);
    owner.post("/accounts/set", &[("name", "stranger"), ("role", "editor"), ("password", PASSWORD)]);
    owner.post("/groups/make", &[("group", "doctors")]);
    owner.post("/groups/confine", &[("source", "closed"), ("field", ""), ("group0", "doctors")]);
    let stranger = Person::by_password(&house, "stranger", PASSWORD);
    stranger.post("/run", &[]);
    stranger.wait_for_run();
    (house, owner, stranger)
}

#[test]
fn rows_are_mended_and_editions_decided_on_lists_that_are_seen_whole_and_on_no_others() {
    let (house, owner, stranger) = two_lists();
    let page = stranger.get("/lists").body;
    assert!(page.contains("/lists/mend?list=open") && page.contains("/lists/edition?list=open"));
    assert!(!page.to_lowercase().contains("closed"), "{page}");
    let (row, edition) =
        ("/lists/mend?list=open&file=open.csv&line=3", "/lists/edition?list=open&file=open2.csv");
    assert!(stranger.get(row).body.contains("Open Bota"));
    assert!(stranger.get(edition).body.contains("Open Amanov"));
    for address in [
        "/lists/mend?list=closed&file=closed.csv&line=3",
        "/lists/mend?list=open&file=closed.csv&line=3",
        "/lists/edition?list=closed&file=closed2.csv",
        "/lists/edition?list=open&file=closed2.csv",
    ] {
        assert_eq!(stranger.get(address).status, 404, "{address}");
    }
    let mend = |list: &'static str, file: &'static str| {
        [
            ("list", list),
            ("file", file),
            ("line", "3"),
            ("c0", "2"),
            ("c1", "Open Bota"),
            ("c2", "f"),
            ("c3", "beating"),
        ]
    };
    assert_eq!(stranger.post("/lists/mend", &mend("open", "open.csv")).status, 303);
    assert_eq!(
        stranger.post("/lists/mend", &mend("open", "closed.csv")).status,
        422,
        "a file of another list"
    );
    assert_eq!(stranger.post("/lists/mend", &mend("closed", "closed.csv")).status, 404);
    assert_eq!(owner.post("/lists/mend", &mend("closed", "closed.csv")).status, 303);
    let (mended, all) = (stranger.get("/lists").body, owner.get("/lists").body);
    let taken_back = |page: &str| page.matches("action=\"/lists/take-back\"").count();
    assert_eq!((taken_back(&mended), taken_back(&all)), (1, 2));
    let back = |list: &'static str, file: &'static str| [("list", list), ("file", file), ("line", "3")];
    assert_eq!(stranger.post("/lists/take-back", &back("closed", "closed.csv")).status, 404);
    assert_eq!(stranger.post("/lists/take-back", &back("open", "open.csv")).status, 303);
    assert_eq!(house.last_author(), "stranger");
    // looking at rows of what is confidential is an entry; at what is open it is none
    let known = views(&house).len();
    stranger.get(row);
    owner.get("/lists/edition?list=closed&file=closed2.csv");
    assert_eq!(views(&house)[known..], [("Анна".to_owned(), "closed closed2.csv".to_owned())]);
}

#[test]
fn an_estimate_is_chosen_among_what_is_seen_and_the_rest_stays_as_it_is() {
    let (house, owner, stranger) = two_lists();
    let page = stranger.get("/estimate").body;
    assert!(page.contains("name=\"strata\"") && page.contains("id=\"runs\""));
    assert!(!page.to_lowercase().contains("closed") && !page.contains("value=\"list1\""), "{page}");
    let in_estimate = |list: &str| {
        let text = house.config();
        let section = text.split("[[list]]").find(|it| it.contains(&format!("name = \"{list}\""))).unwrap();
        !section.contains("in_estimate = false")
    };
    // what is hidden is neither ticked off by leaving it out nor by guessing its name or number
    let choice = [("strata", ""), ("draws", "0"), ("list1", "closed"), ("closed", "")];
    assert_eq!(stranger.post("/estimate/choose", &choice).status, 303);
    stranger.wait_for_run();
    assert_eq!((in_estimate("open"), in_estimate("closed")), (false, true));
    // strata by a field that only the hidden list has: no, unless somebody else chose them
    assert_eq!(stranger.post("/estimate/choose", &[("strata", "status"), ("draws", "0")]).status, 400);
    assert_eq!(
        stranger.post("/estimate/choose", &[("strata", "."), ("draws", "0"), ("list0", "open")]).status,
        303
    );
    stranger.wait_for_run();
    assert_eq!((in_estimate("open"), in_estimate("closed")), (true, true));
    assert!(owner.get("/estimate").body.contains("closed"));
}

#[test]
fn who_may_not_see_everything_takes_back_what_they_judged_and_what_they_see() {
    let (house, owner, stranger) = two_lists();
    let of = |list: &'static str, record: &'static str| [("list", list), ("record", record), ("reason", "x")];
    let withhold = |person: &Person, list, record, name: &str| {
        let address = format!("/person/{}/withhold", house.person_id(name));
        assert_eq!(person.post(&address, &of(list, record)).status, 303, "{name}");
        house.entries()
    };
    let own = withhold(&stranger, "open", "1", "Open Aman");
    let others = withhold(&owner, "open", "2", "Open Bota");
    let hidden = withhold(&owner, "closed", "1", "Closed Aman");
    let undo = |entry: u64| stranger.post("/undo", &[("entries", &entry.to_string()), ("back", "/")]).status;
    assert_eq!([undo(own), undo(others), undo(hidden)], [303, 303, 403]);
}

#[test]
fn columns_that_only_hidden_lists_have_are_not_offered() {
    let (_house, owner, stranger) = two_lists();
    let offered = |person: &Person| -> Vec<String> {
        let page = person.get("/persons").body;
        let boxes = page.split("name=\"col").skip(1).filter_map(|rest| rest.split("> ").nth(1));
        boxes.filter_map(|label| label.split('<').next().map(str::to_owned)).collect()
    };
    let (all, some) = (offered(&owner), offered(&stranger));
    let has = |offered: &[String], name: &str| offered.iter().any(|own| own == name);
    assert!(has(&all, "status") && has(&all, "cause"), "{all:?}");
    assert!(has(&some, "cause") && !has(&some, "status"), "{some:?}");
}

#[test]
fn what_one_reader_may_not_see_is_not_shown_from_what_was_made_for_another() {
    let (house, owner, stranger) = two_lists();
    for (name, group) in [("second", "others"), ("third", "doctors")] {
        owner.post("/accounts/set", &[("name", name), ("role", "editor"), ("password", PASSWORD)]);
        owner.post("/groups/make", &[("group", group)]);
        owner.post("/groups/member", &[("group", group), ("account", name), ("member", "1")]);
    }
    owner.post("/groups/confine", &[("source", "open"), ("field", ""), ("group1", "others")]);
    let (second, third) =
        (Person::by_password(&house, "second", PASSWORD), Person::by_password(&house, "third", PASSWORD));
    // each page is asked for twice, in every order: what is kept for one kind of reader is shown to no other
    for _ in 0..2 {
        for (person, sees) in [(&stranger, [false, false]), (&second, [true, false]), (&third, [false, true])]
        {
            let page = person.get("/lists").body;
            assert_eq!(["open.csv", "closed.csv"].map(|file| page.contains(file)), sees);
            let russian = person.get_with(&[("Accept-Language", "ru")], "/estimate").body;
            assert!(!russian.contains("hidden from you"));
        }
    }
    // who is let in sees it at once
    owner.post("/groups/member", &[("group", "doctors"), ("account", "stranger"), ("member", "1")]);
    assert!(stranger.get("/lists").body.contains("closed.csv"));
}
