//! What a claim takes from the rest of its article: who "her brother" is, and when something was that is dated by something else.

use tizim_text::{Article, Claim, ClaimRole, Options, Tie, extract};

fn claims(text: &str) -> Vec<Claim> {
    let published = tizim_text::stated_day("2023-03-14");
    extract(&Article { text, published, ..Article::default() }, &Options::default()).claims
}

fn of_type<'c>(claims: &'c [Claim], claim_type: &str) -> Vec<&'c Claim> {
    claims.iter().filter(|claim| claim.claim_type == claim_type).collect()
}

fn date(claim: &Claim) -> &str {
    claim.when.as_ref().map_or("", |when| when.date.as_str())
}

fn parties(claim: &Claim, role: ClaimRole) -> Vec<(&str, Tie)> {
    let of_role = claim.who.iter().filter(|who| who.role == role);
    of_role.map(|who| (who.name.as_str(), who.tie)).collect()
}

const TEACHER: &str = "Police detained the teacher Daniel Korr on March 3. After that, nobody saw him. A week later his sister \
    Ella said that she found the body of her brother in the morgue, badly beaten, shot twice in the chest.";

#[test]
fn kin_without_a_name_are_those_whom_the_article_has_named() {
    let claims = claims(TEACHER);
    let found = of_type(&claims, "body_found");
    assert_eq!(parties(found[0], ClaimRole::Victim), [("Daniel Korr", Tie::Kin)]);
    // she is not he
    assert!(parties(found[0], ClaimRole::Actor).iter().all(|(name, _)| *name != "Daniel Korr"));
}

#[test]
fn kin_whom_nothing_ties_stay_without_a_name() {
    for text in [
        // two brothers: which of them is not said
        "Daniel Korr was detained on March 3. Korr's brother Leo and Korr's brother Max came. Later Korr's brother was killed.",
        // a sister is no brother
        "Daniel Korr was detained with his sister Ella on March 3. Later his brother was killed.",
    ] {
        let claims = claims(text);
        let killed = of_type(&claims, "killing");
        assert!(
            parties(killed[0], ClaimRole::Victim).iter().all(|(_, tie)| *tie != Tie::Kin),
            "{text}: {killed:?}"
        );
    }
    let claims =
        claims("Daniel Korr was detained with his brother Leo on March 3. Later Korr's brother was killed.");
    assert_eq!(parties(of_type(&claims, "killing")[0], ClaimRole::Victim), [("Leo", Tie::Kin)]);
}

#[test]
fn the_state_of_a_body_is_not_of_the_day_on_which_it_was_found() {
    let claims = claims(TEACHER);
    let hurt = of_type(&claims, "injury");
    assert_eq!(hurt.len(), 2, "beaten and shot: {claims:?}");
    for claim in hurt {
        assert_eq!(parties(claim, ClaimRole::Victim), [("Daniel Korr", Tie::Kin)]);
        // between the arrest and the publication
        assert_eq!(date(claim), "2023-03-03/2023-03-14");
    }
    assert_eq!(date(of_type(&claims, "body_found")[0]), "2023-03-07/2023-03-13");
}

#[test]
fn what_came_after_something_of_a_day_was_between_then_and_the_publication() {
    for (text, claim_type, day) in [
        (
            "More than 200 people were detained after the end of the rallies on March 1.",
            "detention",
            "2023-03-01/2023-03-14",
        ),
        ("Two men were arrested following the robbery on Monday.", "detention", "2023-03-13/2023-03-14"),
        ("Two men were arrested on Monday after the robbery.", "detention", "2023-03-13"),
        ("После митингов задержали 20 человек 8 марта.", "detention", "2023-03-08"),
        ("Двадцать человек задержали после митингов 8 марта.", "detention", "2023-03-08/2023-03-14"),
        // news means the day itself
        ("Five people were killed after a quarrel on March 1.", "killing", "2023-03-01"),
        ("The march on March 1 was dispersed.", "protest", "2023-03-01"),
    ] {
        let claims = claims(text);
        let of_type = of_type(&claims, claim_type);
        assert_eq!(of_type.first().map(|claim| date(claim)), Some(day), "{text}: {claims:?}");
    }
}

#[test]
fn how_often_is_nobody_and_what_was_aimed_at_is_not_who_shot() {
    let claims = claims(
        "Police found Leo Marsh, 20, shot once in the leg. The driver was stabbed several times. Gunmen shot twice at the bus. \
         Four teens shot at a party were taken to hospital. Anna Berg then shot Karl Moor several times.",
    );
    let told: Vec<_> = of_type(&claims, "injury")
        .iter()
        .map(|claim| (parties(claim, ClaimRole::Victim), parties(claim, ClaimRole::Actor)))
        .collect();
    let one = |name| vec![(name, Tie::Words)];
    assert_eq!(
        told,
        [
            (one("Leo Marsh"), vec![]),
            (one("The driver"), vec![]),
            (vec![], one("Gunmen")),
            (one("Four teens"), vec![]),
            (one("Karl Moor"), one("Anna Berg")),
        ]
    );
}

#[test]
fn who_is_called_by_a_noun_is_the_one_named_so() {
    let told = claims("General Arvo Lind was attacked on March 13. The general died in hospital.");
    assert_eq!(parties(of_type(&told, "killing")[0], ClaimRole::Victim), [("Arvo Lind", Tie::Description)]);
    for text in [
        // two of them
        "The teacher Ana Rook and the teacher Ivo Lem came to the school. The teacher was killed on March 13.",
        // any woman may be called so
        "Ana Rook, a young woman, came to the school. The woman was killed on March 13.",
    ] {
        let told = claims(text);
        let killed = of_type(&told, "killing");
        assert!(
            killed.iter().all(|claim| parties(claim, ClaimRole::Victim)
                .iter()
                .all(|(_, tie)| *tie != Tie::Description))
        );
    }
}
