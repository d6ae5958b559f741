//! How sure a text is of an act, and who says so, where a verb beside it accuses or foresees.
//!
//! Written for these tests; persons and places are invented.

use tizim_text::{Article, Claim, Modality, Options, extract, stated_day};

/// The first claim of a type that is no guess, with who says so.
fn first(text: &str, claim_type: &str) -> (Modality, Option<String>) {
    let published = stated_day("2023-05-12");
    let found = extract(&Article { text, published, ..Article::default() }, &Options::default());
    let is_told = |claim: &&Claim| claim.claim_type == claim_type && !claim.is_guess;
    let claim = found.claims.iter().find(is_told).expect(text);
    (claim.modality, claim.attributed_to.map(|source| source.of(text).to_owned()))
}

#[test]
fn what_somebody_is_accused_of_is_alleged_by_the_accuser() {
    for (text, claim_type, source) in [
        ("The union accused the police of killing two strikers.", "killing", Some("The union")),
        ("He was accused of killing a guard.", "killing", None),
        ("Оппозиция обвинила полицию в убийстве двух забастовщиков.", "killing", Some("Оппозиция")),
        ("Власти обвинили боевиков в похищении трёх инженеров.", "disappearance", Some("Власти")),
        ("Его обвинили в убийстве охранника.", "killing", None),
        (
            "Правозащитники обвинили тюремщиков в том, что они пытали заключённых.",
            "torture",
            Some("Правозащитники"),
        ),
    ] {
        assert_eq!(first(text, claim_type), (Modality::Alleged, source.map(str::to_owned)), "{text}");
    }
}

#[test]
fn an_act_beside_an_accusation_is_no_part_of_it() {
    let text = "Police shot dead two men and accused the union of arson.";
    assert_eq!(first(text, "killing").0, Modality::Asserted);
}

#[test]
fn what_will_break_out_is_foreseen() {
    for text in [
        "The conflict will flare up again in the form of mass rallies and marches.",
        "Anger will break out in mass protests.",
    ] {
        assert_eq!(first(text, "protest").0, Modality::Predicted, "{text}");
    }
    let text = "Discontent broke out in the form of mass protests in March.";
    assert_eq!(first(text, "protest").0, Modality::Asserted);
    let text = "He will stand trial over the attacks of 3 May.";
    assert_eq!(first(text, "attack").0, Modality::Asserted);
}

#[test]
fn joined_nouns_are_denied_together() {
    let text = "The abduction and beating of two teachers on Wednesday was denied by the police.";
    for claim_type in ["disappearance", "injury"] {
        assert_eq!(
            first(text, claim_type),
            (Modality::Denied, Some("the police".to_owned())),
            "{claim_type}"
        );
    }
}

#[test]
fn a_dateline_is_no_part_of_who_says_so() {
    let text = "KARABEL, May 12 - The union said that two miners had been killed.";
    assert_eq!(first(text, "killing").1.as_deref(), Some("The union"));
}

#[test]
fn a_figure_alone_is_of_what_its_sentence_says() {
    let text = "On Tuesday 14 men were killed in Karabel. At night 30 men were wounded in Tolmin. Officials put the figure of dead at two.";
    let published = stated_day("2023-05-12");
    let found = extract(&Article { text, published, ..Article::default() }, &Options::default());
    let alone =
        found.claims.iter().find(|claim| claim.quote.of(text).contains("figure of dead")).expect(text);
    assert_eq!(alone.claim_type, "killing");
}

#[test]
fn a_denial_reaches_what_it_denies() {
    for (text, source) in [
        ("It is not true that 40 people were killed, governor Lena Orman said.", Some("governor Lena Orman")),
        ("Reports that 40 people were killed are false, the governor said.", Some("the governor")),
        ("The governor dismissed reports of 40 dead as rumours.", Some("The governor")),
        ("Police said they found no evidence that Ivan Karov had been killed.", Some("Police")),
        ("Неправда, что убиты 40 человек, заявил губернатор.", Some("губернатор")),
    ] {
        assert_eq!(first(text, "killing"), (Modality::Denied, source.map(str::to_owned)), "{text}");
    }
    // what an "and" joins to it is another act
    for text in [
        "Karov denies the charges and went on hunger strike on Monday.",
        "Карпов отрицает вину и объявил голодовку.",
    ] {
        assert_ne!(first(text, "strike").0, Modality::Denied, "{text}");
    }
}

#[test]
fn what_is_asked_is_not_told() {
    for text in [
        "Police are investigating whether Ivan Karov was murdered.",
        "Полиция проверяет, был ли Иван Карпов убит.",
        "Приехала бы полиция раньше, двое мужчин не погибли бы.",
    ] {
        let found = extract(&Article { text, ..Article::default() }, &Options::default());
        assert!(!found.claims.iter().any(|claim| claim.claim_type == "killing"), "{text}");
    }
    let text = "The union wants the minister to resign and the detainees to be freed.";
    let found = extract(&Article { text, ..Article::default() }, &Options::default());
    assert!(found.claims.iter().all(|claim| claim.modality == Modality::Demanded), "{:?}", found.claims);
}

#[test]
fn who_says_it_is_somebody() {
    let text =
        "Police spokesman Dan Molnar said two men were killed. He added that 14 men had been detained.";
    assert_eq!(first(text, "detention").1.as_deref(), Some("Police spokesman Dan Molnar"));
    let text = "It was reported that four people had been killed.";
    assert_eq!(first(text, "killing"), (Modality::Reported, None));
    // a figure that its own teller takes back is told once
    let text = "The ministry withdrew its figure of 164 dead, calling it a technical error.";
    let found = extract(&Article { text, ..Article::default() }, &Options::default());
    let killings: Vec<Modality> = found
        .claims
        .iter()
        .filter(|claim| claim.claim_type == "killing")
        .map(|claim| claim.modality)
        .collect();
    assert_eq!(killings, [Modality::Denied]);
    let text = "The government's figure of 11 dead is disputed by activists.";
    let found = extract(&Article { text, ..Article::default() }, &Options::default());
    let sources = found.claims.iter().filter_map(|claim| claim.attributed_to).map(|source| source.of(text));
    assert_eq!(sources.collect::<Vec<_>>(), ["activists", "The government"]);
}
