//! Who does an act, apart from where and when they do it.

use tizim_text::{Article, ClaimRole, Options, Span, extract, stated_day};

/// The actors of the first claim that has any.
fn actors(text: &str) -> Vec<String> {
    let parts = Some(vec![Span::new(0, text.len())]);
    let article = Article { text, parts, published: stated_day("2023-05-12") };
    let found = extract(&article, &Options::default());
    let of = |claim: &tizim_text::Claim| -> Vec<String> {
        claim.who.iter().filter(|who| who.role == ClaimRole::Actor).map(|who| who.name.clone()).collect()
    };
    found.claims.iter().map(of).find(|actors| !actors.is_empty()).unwrap_or_default()
}

#[test]
fn the_setting_is_no_part_of_who_acts() {
    for (text, who) in [
        ("On January 17 in Nazran two masked men set on fire the office of the union.", "two masked men"),
        ("In Tashkul, a crowd set fire to the villa of the governor.", "a crowd"),
        ("For almost a week the colony would not hand over the body of the prisoner.", "the colony"),
    ] {
        assert_eq!(actors(text), [who], "{text}");
    }
}

#[test]
fn a_bomb_in_a_car_is_no_car() {
    assert_eq!(actors("Car bomb kills at least 11 in Aden."), [""; 0]);
}

#[test]
fn a_number_stays_with_those_who_are_described() {
    let text = "Between fifty and sixty heavily armed men attacked the settlement.";
    assert_eq!(actors(text), ["Between fifty and sixty heavily armed men"]);
}
