//! When an article was written, and when what it tells was.

use tizim_text::{Article, Extraction, Options, extract};

const BODY: &str = "Two men were killed when a fire broke out at the old mill near the river on Wednesday night, the fire service said.\n\n\
    The service was called at nine in the evening, and it took four hours to put the fire out, the chief told reporters.\n";

fn read(text: &str) -> Extraction {
    extract(&Article { text, ..Article::default() }, &Options::default())
}

fn published(text: &str) -> Option<String> {
    read(text).published.map(|day| day.to_string())
}

/// The first time that is told of a claim of a type.
fn time_of(text: &str, claim_type: &str) -> Option<String> {
    let claims = read(text).claims;
    let mut times = claims.into_iter().filter(|claim| claim.claim_type == claim_type);
    times.find_map(|claim| claim.when).map(|when| when.date)
}

#[test]
fn an_article_says_in_its_own_lines_when_it_was_written() {
    const TITLE: &str = "Two men die in a fire at the old mill";
    for (head, day) in [
        (
            "Eleven people have died in the mills in three years. Nobody was charged.\n\nBy Ann Berg | The River Post | Sunday, March 24, 2024\n\n",
            "2024-03-24",
        ),
        ("By Ann Berg and Tom Hall\nThe Athi Plains Observer, Wednesday, July 3, 2024\n\n", "2024-07-03"),
        ("VELK, 7 March 2024. ", "2024-03-07"),
        (
            "Letters from the river · 5 October 2022 · 18+ · translated, not verified by a person\n\n",
            "2022-10-05",
        ),
        ("Report (short version), Thursday 25 November 2021\n\n", "2021-11-25"),
    ] {
        let text = format!("{TITLE}\n\n{head}{BODY}");
        assert_eq!(published(&text).as_deref(), Some(day), "{head}");
    }
    let signed = format!("{TITLE}\n\n{BODY}\nVelk, Old Mill, 24 January 2023, 5:40 p.m.\n");
    assert_eq!(published(&signed).as_deref(), Some("2023-01-24"));
}

#[test]
fn a_day_that_is_told_of_is_not_when_it_was_written() {
    let text = format!(
        "The mill\n\n{BODY}\n9 December 2024. The mill was sold, and nobody was told of it for as long as the owners could manage to hide it \
         from the town and its people.\n"
    );
    assert_eq!(published(&text), None);
}

#[test]
fn a_digest_counts_its_days_from_the_last_of_its_week() {
    let text = format!("River rights weekly\nIssue 212 • 10–16 June 2024 • compiled by volunteers\n\n{BODY}");
    assert_eq!(published(&text), None);
    assert_eq!(time_of(&text, "killing").as_deref(), Some("2024-06-12"));
}

#[test]
fn what_is_told_since_a_day_was_so_from_then_on() {
    let of = |words: &str| format!("The mill\n\n14 March 2024\n\n{words}\n\n{BODY}");
    let drivers = of(
        "More than 400 drivers have been on strike since Tuesday over their pay, their union said in the town.",
    );
    assert_eq!(time_of(&drivers, "strike").as_deref(), Some("2024-03-12/2024-03-14"));
    let from = of(
        "Some 400 drivers were on strike from 2 March to 5 March 2024 over their pay, their union said in the town.",
    );
    assert_eq!(time_of(&from, "strike").as_deref(), Some("2024-03-02/2024-03-05"));
}

#[test]
fn what_is_still_to_come_is_ahead() {
    let of = |words: &str| format!("The mill\n\n17 December 2018\n\n{words}\n\n{BODY}");
    let march = of(
        "“On 7 January we shall march on the National Assembly,” the secretary of the union told its members.",
    );
    assert_eq!(time_of(&march, "protest").as_deref(), Some("2019-01-07"));
    // a Monday
    let vote = of(
        "Parliament is expected to vote on Friday on a bill that would allow the police to fire on crowds.",
    );
    assert_eq!(time_of(&vote, "legal_act").as_deref(), Some("2018-12-21"));
}

#[test]
fn the_day_before_what_happened_days_later_is_not_its_own() {
    let text = format!(
        "The mill\n\n14 March 2024\n\nHis body was found on 10 March, two days after he was taken away by soldiers.\n\n{BODY}"
    );
    assert_eq!(time_of(&text, "detention"), None);
}
