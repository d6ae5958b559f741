//! Claims of an act that was told before: denials and further figures; and guesses, which no figure counts.

use tizim_text::{Article, Claim, Modality, Options, Span, extract, stated_day, toll};

fn claims(text: &str) -> Vec<Claim> {
    let parts = Some(vec![Span::new(0, text.len())]);
    let article = Article { text, parts, published: stated_day("2023-05-12") };
    extract(&article, &Options::default()).claims
}

/// Type, words and who denies, of a denial.
fn denials(text: &str) -> Vec<(String, &str, &str)> {
    let denied = claims(text).into_iter().filter(|claim| claim.modality == Modality::Denied);
    denied
        .map(|claim| {
            let source = claim.attributed_to.map_or("", |span| span.of(text));
            (claim.claim_type, claim.quote.of(text), source)
        })
        .collect()
}

#[test]
fn what_was_told_before_is_denied_in_few_words() {
    let told = "Villagers say that soldiers killed forty people on Monday.";
    for (denial, source) in [
        ("The 303rd Brigade denies any involvement", "The 303rd Brigade"),
        ("The faction has denied responsibility in a video", "The faction"),
        ("The Interior Ministry called the account a fabrication", "The Interior Ministry"),
    ] {
        let text = format!("{told} {denial}.");
        assert_eq!(denials(&text), [("killing".to_owned(), denial, source)], "{text}");
    }
}

#[test]
fn a_denial_needs_something_to_deny() {
    assert_eq!(denials("The talks went on for a week. The minister denied any knowledge of a deal."), []);
    // "report" is no word of an act, and the vote is nothing that anybody is blamed for
    assert_eq!(denials("Parliament voted for the bill on Monday. The opposition rejected the report."), []);
}

#[test]
fn a_denial_that_tells_it_again_is_one_claim() {
    let text = "Guards beat the prisoners, relatives say. The prison service denied allegations that anyone had been beaten.";
    assert_eq!(denials(text).len(), 1, "{:?}", denials(text));
}

#[test]
fn who_had_nothing_to_do_with_an_act_is_named() {
    let text = "Villagers came on Monday. The front had nothing to do with the death of Ana Mora.";
    let told: Vec<(String, &str)> = denials(text).into_iter().map(|(of, _, source)| (of, source)).collect();
    assert_eq!(told, [("killing".to_owned(), "The front")]);
}

/// The least number and who gives it, of the claims behind the first sentence.
fn figures(text: &str) -> Vec<(u64, &str)> {
    let first = text.find(". ").unwrap_or(0);
    let behind = claims(text).into_iter().filter(|claim| claim.quote.start > first);
    behind
        .filter_map(|claim| {
            let least = claim.count.as_ref()?.min?;
            Some((least, claim.attributed_to.map_or("", |span| span.of(text))))
        })
        .collect()
}

#[test]
fn a_figure_without_the_act_is_of_what_was_counted_before() {
    let told = "Police killed 21 people in the march on Monday, the government said.";
    for (figure, number, source) in [
        ("The Ombudsman's figure is 64", 64, "The Ombudsman"),
        ("The union counts only 39", 39, "The union"),
        ("The army's communiqué spoke of 23", 23, "The army's communiqué"),
        ("The collector put the figure at 28", 28, "The collector"),
        ("The doctors say the true number is thirty-eight", 38, "The doctors"),
    ] {
        let text = format!("{told} {figure}.");
        assert_eq!(figures(&text), [(number, source)], "{text}");
    }
}

#[test]
fn a_number_of_something_else_is_no_figure() {
    let told = "Police killed 21 people in the march on Monday, the government said.";
    for other in [
        "The committee counts 12 members",
        "The price was put at 40 million",
        "The road is 40 kilometres long",
        "The number of students is 120",
        "The price was $40",
        "The report lists 2019 as the worst year",
    ] {
        let text = format!("{told} {other}.");
        assert_eq!(figures(&text), [], "{text}");
    }
}

#[test]
fn guesses_are_counted_by_nothing() {
    let text = "Gunmen killed three men in the village on Monday. The chief's brother was cut down on the road, and others were put to flight.";
    let parts = Some(vec![Span::new(0, text.len())]);
    let article = Article { text, parts, published: stated_day("2023-05-12") };
    let mut found = extract(&article, &Options::default());
    let before = toll(text, &found);
    found.claims.iter_mut().for_each(|claim| claim.is_guess |= claim.claim_type != "killing");
    assert_eq!(toll(text, &found).killed, before.killed);
    found.claims.iter_mut().for_each(|claim| claim.is_guess = true);
    assert_eq!(toll(text, &found).killed, 0);
}
