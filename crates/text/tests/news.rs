//! What short news of violence say: who was killed or hurt and how many, beside those who are only named and numbers of other things.
//!
//! Written for these tests; persons are invented.

use tizim_text::{
    Article, ClaimRole, Extraction, Options, Rules, Span, Toll, check, extract, stated_day, toll, victims,
};

fn read(text: &str) -> Extraction {
    let parts = Some(vec![Span::new(0, text.len())]);
    let found = extract(&Article { text, parts, published: stated_day("2021-06-17") }, &Options::default());
    for claim in &found.claims {
        assert_eq!(check(claim, text, &found.parts, Rules::of(None)), Ok(()));
    }
    found
}

/// The victims of a type of claims, as the claims name them, each once.
fn who(text: &str, claim_type: &str) -> Vec<String> {
    let found = read(text);
    let claims = found.claims.iter().filter(|claim| claim.claim_type == claim_type && !claim.negated);
    let mut list: Vec<String> = Vec::new();
    for who in claims.flat_map(|claim| &claim.who).filter(|who| who.role == ClaimRole::Victim) {
        if !list.contains(&who.name) {
            list.push(who.name.clone());
        }
    }
    list
}

fn names(text: &str) -> Vec<String> {
    victims(&read(text)).into_iter().map(|victim| victim.name).collect()
}

fn told(text: &str) -> Toll {
    toll(text, &read(text))
}

#[test]
fn who_died_among_several_who_were_shot() {
    let text = "Four men were found shot, and one was pronounced dead at the scene, police said.";
    assert_eq!(told(text).killed, 1);
    let text = "Five men were shot, and Leo Brand and Omar Reyes, 20, died.";
    assert_eq!(names(text), ["Leo Brand", "Omar Reyes"]);
    assert_eq!(told(text).killed, 2);
    let text = "A man shot six people on Saturday, killing four of them.";
    assert_eq!(told(text), Toll { killed: 4, injured: 2 });
    let text = "Twelve people were shot in the fight, with Ada King dying from her injuries.";
    assert_eq!(names(text), ["Ada King"]);
}

#[test]
fn ages_addresses_channels_and_pictures_count_nobody() {
    for text in [
        "Police are looking into the fatal shooting of a 9 -year-old boy on the west side.",
        "A suspect is charged in the murder of a 7-year-old girl - Action News 5 - Memphis",
        "Police are looking into the fatal shooting of a male at 11290 Fondren on Friday.",
        "A father of 5 was killed in a shooting on Friday.",
        "Image 7 of 8 A man was killed in a shooting on Friday.",
    ] {
        assert_eq!(told(text).killed, 1, "{text}");
    }
    let text = "A 15 year old and an 11 year old were murdered in their home.";
    assert_eq!(told(text).killed, 2);
}

#[test]
fn lists_of_names_and_of_others_are_whole() {
    let text = "Amy and Lance Berg and two daughters were found dead on Monday.";
    assert_eq!(names(text), ["Amy Berg", "Lance Berg"]);
    assert_eq!(who(text, "killing"), ["Amy Berg", "Lance Berg", "two daughters"]);
    assert_eq!(told(text).killed, 4);
    let text = "3 adults, 1 child found shot to death inside a hotel room";
    assert_eq!(told(text).killed, 4);
    let text = "A couple and their two children were found dead in their home.";
    assert_eq!(told(text).killed, 4);
    let text = "Two bloggers, Sima Azari and Reza Kamal, were killed on Monday.";
    assert_eq!(told(text).killed, 2);
}

#[test]
fn a_surname_is_shared_by_the_given_names_before_it() {
    let text = "Michael, Jaeci and Kailey Westrum were shot dead along with their mother.";
    assert_eq!(names(text), ["Michael Westrum", "Jaeci Westrum", "Kailey Westrum"]);
    // two surnames share nothing
    let text = "Okafor and Anna Miller were shot dead.";
    assert!(!names(text).contains(&"Okafor Miller".to_owned()));
}

#[test]
fn an_organisation_beside_a_victim_is_none_and_loses_no_claim() {
    let text = "Two men were killed. The victims were identified as David Lecky, director of the Columbus School, and James Donnell.";
    assert_eq!(names(text), ["David Lecky", "James Donnell"]);
    let text = "Virginia State Police Trooper Chad Dermott was killed on Monday.";
    assert_eq!(who(text, "killing"), ["Chad Dermott"]);
}

#[test]
fn who_is_charged_named_as_suspect_or_tells_is_no_victim() {
    let text = "Alonso D. Ruff, 20, and Ron Teal, 21, each face 10 felony charges, including second-degree murder and robbery.";
    assert_eq!(names(text), [""; 0]);
    let text = "Mia Cole was killed. The suspects were identified in court documents as Philip Batten, 18, and Ferrell Dard, 17.";
    assert_eq!(names(text), ["Mia Cole"]);
    let text = "One man was killed. Carl Davies was identified as the shooter in a robbery on Lake Drive.";
    assert_eq!(names(text), [""; 0]);
    let text = "Police found four victims shot to death in a car, Lt. Tony Chaplin said.";
    assert_eq!(names(text), [""; 0]);
    let text = "The father of 5-year-old Mya Whitlow, who died after being shot, pleaded guilty on Friday.";
    assert_eq!(names(text), ["Mya Whitlow"]);
}

#[test]
fn victims_by_number_are_not_all_dead() {
    let text = "A man was killed. The three victims' injuries were not life-threatening.";
    assert_eq!(told(text).killed, 1);
    let text = "A woman was killed on Monday. The girl hurt in the shooting was identified as Ana Shavers.";
    assert_eq!(who(text, "injury"), ["The girl", "Ana Shavers"]);
}

#[test]
fn what_only_was_meant_or_feared_killed_nobody() {
    for text in [
        "Two men were charged with assault with a deadly weapon with intent to kill.",
        "\"I thought I was going to die,\" she said. Five people were hurt.",
        "It's a blessing nobody died in the shooting, she said.",
        "The man put the gun down when officers told him to.",
        "Police executed a search warrant at the house.",
    ] {
        assert_eq!(told(text).killed, 0, "{text}");
    }
}

#[test]
fn another_day_is_another_incident() {
    let text = "A man was shot and killed on Elm Street on Tuesday night, police said. Ivan Rojas, 31, was pronounced dead on \
        Tuesday at a hospital. Two men were shot and killed on the same street on May 3.";
    assert_eq!(told(text).killed, 1);
    assert_eq!(names(text), ["Ivan Rojas"]);
}

#[test]
fn killers_and_blows_name_who_suffered() {
    assert_eq!(who("The killers of the two brothers were never found.", "killing"), ["the two brothers"]);
    assert_eq!(who("The pistol went off, striking Logan Carver in the head.", "injury"), ["Logan Carver"]);
    assert_eq!(
        who("The survivors are Ayda Davis, 36, and Ana Islas, 8.", "injury"),
        ["Ayda Davis", "Ana Islas"]
    );
    assert_eq!(
        who(
            "Armando Cordero, left, and Nomi Innes, right, were confirmed killed in the shooting.",
            "killing"
        ),
        ["Armando Cordero", "Nomi Innes"]
    );
}
