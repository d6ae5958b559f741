//! The pages of articles and figures, over a real socket: claims judged, corrected in the article's own words, refused otherwise.

use super::browser::{House, Person};
use tizim_ledger::{ClaimVerdict, Decision, What};

pub(crate) const PAGE: &str = "<html lang=\"en\"><head><title>Two &lt;b&gt; killed</title></head><body><article><h1>Two &lt;b&gt; killed</h1>\
    <p>Samal Berikova, 34, was killed by soldiers at the bridge in Taraz on 8 March 2021, her brother told us that day.</p>\
    <p>The ministry said on Tuesday that 12 people were killed in Kazakhstan, &lt;script&gt;alert(3)&lt;/script&gt; and no more.\
    </p></article></body></html>";

const ADDRESS: &str = "/article?file=page.html&page=1";

/// Returns the form fields of the claim whose quote holds some words.
fn claim<'a>(body: &'a str, words: &str) -> Vec<(&'static str, &'a str)> {
    let item = body.split("<li id=\"claim-").skip(1).find(|item| item.contains(words)).unwrap();
    let value = |name: &str| {
        let after = item.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
        after.split('"').next().unwrap()
    };
    vec![
        ("file", "page.html"),
        ("page", "1"),
        ("type", value("type")),
        ("start", value("start")),
        ("end", value("end")),
        ("about", value("about")),
    ]
}

fn verdict_of(what: What) -> ClaimVerdict {
    match what {
        What::Judgement(judgement) => match judgement.decision {
            Decision::Claim { verdict, .. } => verdict,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

#[test]
fn claims_are_accepted_corrected_rejected_and_added() {
    let house = House::with_article(PAGE);
    let person = Person::signed_in(&house);
    let named = person.get(&format!("/person/{}", house.person_id("Samal"))).body;
    assert!(
        named.contains("/article?file=page.html&amp;page=1#claim-"),
        "her page leads to what was said of her"
    );
    let body = person.get(ADDRESS).body;
    assert!(body.contains("<mark") && !body.contains("<script>alert"), "marked and escaped");
    let mut fields = claim(&body, "Samal");
    fields.push(("verdict", "accept"));
    let answer = person.post("/article/judge", &fields);
    assert_eq!(answer.status, 303, "{}", answer.body);
    assert!(answer.header("location").contains("done=") && answer.header("location").contains('#'));
    assert!(matches!(verdict_of(house.last()), ClaimVerdict::Accepted { .. }));
    let body = person.get(ADDRESS).body;
    assert!(body.contains("accepted"), "the page shows it at once");
    let mut fields = claim(&body, "12 people");
    fields.extend([
        ("claim_type", "injury"),
        ("quote", "12 people were killed in Kazakhstan"),
        ("count", "12"),
    ]);
    assert_eq!(person.post("/article/write", &fields).status, 303);
    assert!(
        matches!(verdict_of(house.last()), ClaimVerdict::Corrected { claim } if claim.claim_type == "injury")
    );
    let before = house.entries();
    let invented =
        [("file", "page.html"), ("page", "1"), ("claim_type", "killing"), ("quote", "13 people were killed")];
    assert_eq!(person.post("/article/write", &invented).status, 422, "not the article's words");
    assert_eq!(house.entries(), before);
    let added =
        [("file", "page.html"), ("page", "1"), ("claim_type", "attack"), ("quote", "at the bridge in Taraz")];
    assert_eq!(person.post("/article/write", &added).status, 303);
    assert!(matches!(verdict_of(house.last()), ClaimVerdict::Added { .. }));
    let body = person.get(ADDRESS).body;
    let mut fields = claim(&body, "at the bridge in Taraz");
    fields.push(("verdict", "reject"));
    assert_eq!(person.post("/article/judge", &fields).status, 303);
    assert!(matches!(verdict_of(house.last()), ClaimVerdict::Rejected));
    assert!(person.get("/ledger").body.contains("claim rejected"));
}

#[test]
fn the_next_unread_article_is_found_and_readers_only_look() {
    let house = House::with_article(PAGE);
    let person = Person::signed_in(&house);
    assert!(person.get("/").body.contains("1 article not read yet"), "what waits is said on the first page");
    let list = person.get("/articles").body;
    assert!(list.contains("1 article is not read yet") && !list.contains("<b> killed"), "{list}");
    assert_eq!(person.get("/articles?next=").header("location"), "/article?file=page.html&page=1");
    let answer = person.post("/article/read", &[("file", "page.html"), ("page", "1")]);
    assert!(answer.header("location").starts_with("/articles?next="));
    assert_eq!(person.get("/articles?next=").header("location"), "/articles");
    assert_eq!(person.get("/article?file=../tizim.toml&page=1").status, 404);
    assert_eq!(person.get("/figures").status, 200);
    let fields = [("account", "reader"), ("role", "reader"), ("password", "a long enough one")];
    assert!(person.post("/accounts/set", &[("name", "reader"), fields[1], fields[2]]).status < 400);
    let reader = Person::by_password(&house, "reader", "a long enough one");
    assert_eq!(reader.get(ADDRESS).status, 200);
    let before = house.entries();
    assert_eq!(reader.post("/article/read", &[("file", "page.html"), ("page", "1")]).status, 403);
    assert_eq!(house.entries(), before);
}
