//! Rows that could not be read and are mended, and new editions of a list, by forms alone.

use super::browser::{House, Person};

const LIST: &str = "Id,Name,Date of birth\na1,Ivan Petrov,1988-02-29\na2,Dana Omarova,31.02.1990\na3,<b>Olga, Kim,1979-09-19\na4,Askar Tulegenov,1969-12-30\n";
const SECOND: &str =
    "Id,Name,Date of birth\na1,Ivan Petrov,1988-02-29\na2,Dana Umarova,1990-02-28\na5,<i>Marat,1995-08-08\n";

fn run_again(person: &Person) {
    person.post("/run", &[]);
    person.wait_for_run();
}

#[test]
fn a_cell_is_mended_kept_and_taken_back() {
    let house = House::with_list(LIST);
    let person = Person::signed_in(&house);
    let page = person.get("/lists").body;
    assert!(
        page.contains("31.02.1990") && page.contains("/lists/mend?list=list&amp;file=list.csv&amp;line=3")
    );
    assert!(!page.contains("<b>Olga"));
    let row = person.get("/lists/mend?list=list&file=list.csv&line=3").body;
    assert!(row.contains("value=\"Dana Omarova\"") && row.contains("value=\"31.02.1990\""));
    let of = [("list", "list"), ("file", "list.csv"), ("line", "3"), ("c0", "a2"), ("c1", "Dana Omarova")];
    let with = |date: &'static str| [&of[..], &[("c2", date), ("reason", "<u>passport")]].concat();
    assert_eq!(person.post("/lists/mend", &with("30.02.1990")).status, 422, "no day of the calendar either");
    assert_eq!(person.post("/lists/mend", &with("28.02.1990")).status, 303);
    let page = person.get("/lists?kept=1").body;
    assert!(page.contains("28.02.1990") && page.contains("&lt;u&gt;passport") && !page.contains("<u>"));
    run_again(&person);
    let page = person.get("/lists").body;
    assert!(!page.contains("line=3\""), "it is read now");
    let row = [("list", "list"), ("file", "list.csv"), ("line", "3")];
    assert_eq!(person.post("/lists/take-back", &row).status, 303);
    run_again(&person);
    assert!(person.get("/lists").body.contains("line=3\""), "and is not any more");
    assert_eq!(person.post("/lists/take-back", &row).status, 422, "once");
}

#[test]
fn rows_of_other_files_are_no_rows_to_mend() {
    let house = House::with_list(LIST);
    let person = Person::signed_in(&house);
    for address in [
        "/lists/mend?list=list&file=..%2ftizim.toml&line=1",
        "/lists/mend?list=list&file=%2fetc%2fpasswd&line=1",
        "/lists/mend?list=list&file=list.csv&line=2",
        "/lists/mend?list=nobody&file=list.csv&line=3",
        "/lists/mend",
        "/lists/edition?list=list&file=list.csv",
        "/lists/edition?list=list&file=..%2ftizim.toml",
    ] {
        assert_eq!(person.get(address).status, 404, "{address}");
    }
    let fields = [("list", "list"), ("file", "../tizim.toml"), ("line", "1"), ("c0", "x")];
    assert_eq!(person.post("/lists/mend", &fields).status, 422);
    let fields = [("list", "list"), ("file", "../tizim.toml"), ("is", "1")];
    assert_eq!(person.post("/lists/call-edition", &fields).status, 404);
    person
        .post("/accounts/set", &[("name", "r"), ("role", "reviewer"), ("password", "long enough to be one")]);
    let reviewer = Person::by_password(&house, "r", "long enough to be one");
    assert_eq!(reviewer.get("/lists/mend?list=list&file=list.csv&line=3").status, 403);
    for form in
        ["/lists/mend", "/lists/take-back", "/lists/edition", "/lists/call-edition", "/estimate/choose"]
    {
        assert_eq!(reviewer.post(form, &[("mend", "0")]).status, 403, "{form}");
    }
}

#[test]
fn an_edition_is_looked_at_and_decided_row_by_row() {
    let house = House::with_list(LIST);
    let person = Person::signed_in(&house);
    house.add("second.csv", SECOND, true);
    run_again(&person);
    assert!(person.get("/persons").body.contains("Dana Omarova"), "nothing is taken before somebody decides");
    assert!(person.get("/estimate").body.contains("waits for a decision"));
    let page = person.get("/lists/edition?list=list&file=second.csv&kind=changed").body;
    assert!(page.contains("Dana Umarova") && page.contains("31.02.1990") && page.contains("1990-02-28"));
    assert!(!person.get("/lists/edition?list=list&file=second.csv&kind=new").body.contains("<i>"));
    let rules = [("rule_new", "edition"), ("rule_changed", "edition"), ("rule_withdrawn", "edition")];
    let own = [("list", "list"), ("file", "second.csv"), ("key0", "a4"), ("row0", "earlier"), ("reason", "")];
    let answer = person.post("/lists/edition", &[&rules[..], &own[..]].concat());
    assert_eq!(answer.status, 303);
    run_again(&person);
    let persons = person.get("/persons").body;
    assert!(persons.contains("Dana Umarova") && !persons.contains("Dana Omarova"));
    assert!(persons.contains("Askar Tulegenov"), "one row is kept against the rule");
    assert_eq!(person.post("/lists/edition", &own).status, 400, "rules are wanting");
}

#[test]
fn an_estimate_is_chosen_and_runs_are_compared() {
    let house = House::new();
    let person = Person::signed_in(&house);
    assert!(person.get("/estimate").body.contains("name=\"strata\""));
    let choice = [("strata", "sex"), ("list0", "families"), ("list1", "hospital"), ("draws", "3")];
    assert_eq!(person.post("/estimate/choose", &choice).status, 303);
    run_again(&person);
    let page = person.get("/estimate").body;
    assert!(page.contains("value=\"sex\" selected") && page.contains("value=\"3\""));
    let runs = page.split("id=\"runs\"").nth(1).unwrap();
    assert_eq!(
        runs.split("<table").nth(1).unwrap().split("</table").next().unwrap().matches("<tr").count(),
        3
    );
    for wrong in [("strata", "../x"), ("draws", "-1"), ("draws", "999999"), ("draws", "")] {
        let fields: Vec<_> =
            choice.iter().map(|field| if field.0 == wrong.0 { wrong } else { *field }).collect();
        assert_eq!(person.post("/estimate/choose", &fields).status, 400, "{wrong:?}");
    }
}
