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

const SHOTS: &str = "<html lang=\"en\"><head><title>Guards fire at the mill</title>\
    <meta property=\"article:published_time\" content=\"2023-05-14\"></head><body><article><h1>Guards fire at the mill</h1>\
    <p>Guards shot at workers of the Orel mill on Friday, killing at least three people, the union said in the evening.</p>\
    <p>Among the dead was Pavel Ostrander, 41, a father of three who had worked at the mill for many years.</p>\
    <p>He died before the ambulance came to the gate, and the union asked for an inquiry into what had been done.</p>\
    </article></body></html>";

/// Returns the item of the claim whose quote begins with some words.
fn item<'a>(body: &'a str, words: &str) -> &'a str {
    let is_it = |item: &&str| item.contains(&format!("<q>{words}"));
    body.split("<li id=\"claim-").skip(1).find(is_it).unwrap_or_else(|| panic!("{words}: {body}"))
}

/// Returns what a form would send of an item if only a reason were typed: each field as it is filled in.
fn as_filled_in(item: &str) -> Vec<(String, String)> {
    let form = item.split("action=\"/article/write\"").nth(1).unwrap();
    let mut fields = vec![("reason".to_owned(), "looked at it".to_owned())];
    for input in form.split("<input ").skip(1).filter(|input| !input.starts_with("type=\"checkbox\"")) {
        let attribute = |name: &str| {
            let after = input.split(&format!("{name}=\"")).nth(1)?;
            Some(after.split('"').next()?.to_owned())
        };
        let name = attribute("name").unwrap();
        if !matches!(name.as_str(), "secret" | "reason") {
            fields.push((name, attribute(" value").unwrap_or_default()));
        }
    }
    let quote = form.split("<textarea").nth(1).unwrap().split('>').nth(1).unwrap();
    fields.push(("quote".to_owned(), quote.split('<').next().unwrap().to_owned()));
    for name in ["claim_type", "modality"] {
        let select = form.split(&format!("name=\"{name}\"")).nth(1).unwrap();
        let chosen = select.split("selected").next().unwrap().rsplit("value=\"").next().unwrap();
        fields.push((name.to_owned(), chosen.split('"').next().unwrap().to_owned()));
    }
    fields
}

#[test]
fn a_form_that_is_saved_as_it_is_filled_in_changes_nothing_of_the_claim() {
    let house = House::with_article(SHOTS);
    let person = Person::signed_in(&house);
    for (words, who, tie) in
        [("Among the dead", "Pavel Ostrander", "words"), ("He died", "Pavel Ostrander", "pronoun")]
    {
        let body = person.get(ADDRESS).body;
        let fields = as_filled_in(item(&body, words));
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let answer = person.post("/article/write", &fields);
        assert_eq!(answer.status, 303, "{words}: {}", answer.body);
        let ClaimVerdict::Corrected { claim } = verdict_of(house.last()) else { panic!("not corrected") };
        assert_eq!((claim.who[0].name.as_str(), claim.who[0].tie.as_str()), (who, tie));
        let count = claim.count.unwrap();
        assert_eq!((count.min, count.max, count.is_number), (Some(1), Some(1), false), "{words}");
    }
}

#[test]
fn the_number_that_was_read_and_the_step_to_a_name_stand_beside_their_words() {
    let house = House::with_article(SHOTS);
    let person = Person::signed_in(&house);
    let body = person.get(ADDRESS).body;
    let shot = item(&body, "Guards shot at workers of the Orel mill on Friday, killing");
    assert!(shot.contains("3 or more <small><q>at least three</q></small>"), "{shot}");
    assert!(shot.contains("Read as 3 or more"), "{shot}");
    let died = item(&body, "He died");
    let paragraph = body.split("<p ").find(|paragraph| paragraph.contains("Among the dead")).unwrap();
    let paragraph = paragraph.split("id=\"").nth(1).unwrap().split('"').next().unwrap();
    let step = format!(
        "(by a pronoun <q>He</q>; <a href=\"#{paragraph}\">in full in {}</a>)",
        paragraph.replace('-', " ")
    );
    assert!(died.contains(&step), "{step} in {died}");
    assert!(!item(&body, "Among the dead").contains("class=\"tie\""), "the name itself stands there");
}

#[test]
fn a_date_that_its_words_do_not_give_is_refused() {
    let house = House::with_article(SHOTS);
    let person = Person::signed_in(&house);
    let before = house.entries();
    let post = |date: &str| {
        let fields = [
            ("file", "page.html"),
            ("page", "1"),
            ("claim_type", "attack"),
            ("quote", "Guards shot at workers of the Orel mill on Friday"),
            ("when", "Friday"),
            ("date", date),
        ];
        person.post("/article/write", &fields)
    };
    let refused = post("1999-05-05");
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("gives 2023-05-12, not 1999-05-05"), "{}", refused.body);
    assert_eq!(house.entries(), before);
    assert_eq!(post("2023-05").status, 303, "a wider date that holds it");
}
