//! What is denied without being told again, and guesses, which change nothing of what is surer.

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
