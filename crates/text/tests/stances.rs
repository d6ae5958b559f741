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
