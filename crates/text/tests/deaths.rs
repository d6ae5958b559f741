//! Deaths that may be nobody's deed are guesses, but for those of people who are held.
//!
//! Written for these tests; the persons are invented.

use tizim_text::{Article, Options, extract};

/// The killings that an article tells of, each with whether it is only a guess.
fn killings(text: &str) -> Vec<bool> {
    let found = extract(&Article { text, ..Article::default() }, &Options::default());
    let killings = found.claims.iter().filter(|claim| claim.claim_type == "killing");
    killings.map(|claim| claim.is_guess).collect()
}

#[test]
fn deaths_of_illness_are_guesses() {
    for text in [
        "A younger sister died of measles in the winter.",
        "Two children died of cholera. The militia attacked the village a year later.",
        "Писатель умер на 97-м году жизни.",
        "Актриса скончалась от рака.",
    ] {
        let told = killings(text);
        assert!(!told.is_empty() && told.iter().all(|is_guess| *is_guess), "{text}: {told:?}");
    }
}

#[test]
fn the_death_of_one_is_a_guess_where_nothing_else_is_told() {
    let text = "Скончался писатель Юрий Боров. По словам его супруги, он скончался дома.";
    let told = killings(text);
    assert!(!told.is_empty() && told.iter().all(|is_guess| *is_guess), "{told:?}");
}

#[test]
fn deaths_of_those_who_are_held_are_told() {
    for text in [
        "The prisoner died of tuberculosis in his cell.",
        "Заключённый умер от туберкулёза в колонии.",
        "Twelve people died in the village.",
        "Ivan Karov died on Monday after police beat him at a rally.",
        "A boy died from a gunshot wound.",
        "Ivan Karov was arrested in May. He died of pneumonia on Sunday, the guards told his wife.",
    ] {
        assert!(killings(text).contains(&false), "{text}");
    }
}
