//! Which of the numbers that an article says is its toll: a logistic regression over what speaks for each.

use super::readings::{Readings, Said, readings};
use super::victims::Victim;
use crate::extract::Extraction;
use std::sync::LazyLock;
use tizim_model::Day;

/// How many things may speak for or against a number.
const COUNT: usize = 60;

/// Returns the names of what may speak for a number, in the order of the weights.
pub(crate) fn names() -> [&'static str; COUNT] {
    evidence(&Readings::default(), 0, None).map(|(name, _)| name)
}

/// Weights of the features.
pub(crate) struct Weights {
    pub(crate) killed: [f64; COUNT],
    pub(crate) hurt: [f64; COUNT],
}

static ENGLISH: LazyLock<Weights> = LazyLock::new(|| Weights::parse(include_str!("../../data/toll-en.txt")));

/// Returns the weights inside the program.
pub(super) fn english() -> &'static Weights {
    &ENGLISH
}

impl Weights {
    /// Reads lines of a feature with its two weights; what is not there weighs nothing.
    pub(crate) fn parse(text: &str) -> Self {
        let names = names();
        let mut weights = Self { killed: [0.0; COUNT], hurt: [0.0; COUNT] };
        for line in text.lines() {
            let cells: Vec<&str> = line.split_whitespace().collect();
            let [name, killed, hurt] = cells[..] else { continue };
            if let Some(at) = names.iter().position(|known| *known == name) {
                weights.killed[at] = killed.parse().unwrap_or(0.0);
                weights.hurt[at] = hurt.parse().unwrap_or(0.0);
            }
        }
        weights
    }
}

/// A number that may be the toll.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The number.
    pub value: u64,
    /// What speaks for or against it, by its place among the names.
    pub features: Vec<usize>,
}

impl Choice {
    /// Returns the sum of the weights of what it has.
    pub fn score(&self, weights: &[f64]) -> f64 {
        self.features.iter().map(|at| weights[*at]).sum()
    }
}

/// Returns the number whose features weigh most; of equals the smallest.
pub fn likeliest(choices: &[Choice], weights: &[f64]) -> u64 {
    let best = choices.iter().rev().max_by(|a, b| a.score(weights).total_cmp(&b.score(weights)));
    best.map_or(0, |choice| choice.value)
}

/// Returns the numbers that may be those of the killed, or, with the number of `dead`, of the hurt; `day` is what the article is about.
pub(crate) fn choices(
    text: &str,
    found: &Extraction,
    day: Option<Day>,
    victims: &[Victim],
    dead: Option<u64>,
) -> Vec<Choice> {
    let all = readings(text, found, day, victims, dead.is_none());
    let own_hand = u64::from(all.own_hand);
    let mut values = vec![0, 1];
    values
        .extend([all.named, all.plainest(dead), all.sum].iter().flat_map(|value| [*value, value + own_hand]));
    for said in &all.said {
        values.push(said.value);
        if said.in_words {
            values.push(said.value + own_hand);
            values.extend(dead.and_then(|dead| said.value.checked_sub(dead)).filter(|_| said.of_shot));
        }
    }
    if all.by_force {
        values.extend([all.plainest(dead) + 1, all.sum + 1, all.named + 1]);
    }
    values.extend(&all.ordinals);
    values.extend(&all.bodies);
    for victims in &all.victims {
        values.push(*victims);
        values.extend(dead.and_then(|dead| victims.checked_sub(dead)));
    }
    values.sort_unstable();
    values.dedup();
    let features = |value| {
        let told = evidence(&all, value, dead).into_iter().enumerate();
        told.filter(|(_, (_, holds))| *holds).map(|(at, _)| at).collect()
    };
    let choice = |value| Choice { value, features: features(value) };
    values.into_iter().map(choice).collect()
}

/// Returns what speaks for a number, each with whether it does.
fn evidence(all: &Readings, value: u64, dead: Option<u64>) -> [(&'static str, bool); COUNT] {
    let in_words = || all.said.iter().filter(|said| said.in_words);
    let times = |value: u64| in_words().filter(|said| said.value == value).count();
    let largest = in_words().map(|said| said.value).max();
    let is_any =
        |wanted: &dyn Fn(&Said) -> bool| all.said.iter().any(|said| said.value == value && wanted(said));
    let has_words = largest.is_some();
    let most_often = in_words().map(|said| times(said.value)).max().unwrap_or(0);
    // "two dead in murder-suicide" counts both, "he killed his wife" only her
    let one_more = |base: u64| {
        let mut said = all.said.iter().filter(|said| said.value == base);
        base > 0 && value == base + 1 && said.all(|said| said.of_doer)
    };
    let is_own = |base: u64| all.own_hand && one_more(base);
    let is_shot = |base: u64| all.by_force && one_more(base);
    let highest = all.said.iter().map(|said| said.value).chain([all.named, all.sum, 1]).max().unwrap_or(1);
    let plainest = all.plainest(dead);
    let beside = dead.is_some_and(|dead| dead > 0);
    let unnamed = || all.said.iter().filter(|said| said.in_words || !said.of_names);
    let first = unnamed().map(|said| said.value).next();
    let in_title = || unnamed().filter(|said| said.in_title);
    let (says, of_all) = (unnamed().filter(|said| said.value == value).count(), unnamed().count());
    [
        ("none", value == 0),
        ("one", value == 1),
        ("two", value == 2),
        ("three", value == 3),
        ("four_or_more", value >= 4),
        ("none_and_no_claim", value == 0 && !all.any_victim && !all.any_bare),
        ("none_and_a_victim", value == 0 && all.any_victim && !has_words),
        ("none_and_only_acts", value == 0 && all.any_bare && !all.any_victim),
        ("one_and_a_victim", value == 1 && all.any_victim && !has_words),
        ("one_and_only_acts", value == 1 && all.any_bare && !all.any_victim),
        ("largest_in_words", largest == Some(value)),
        ("first_in_words", in_words().next().is_some_and(|said| said.value == value)),
        ("early_in_words", is_any(&|said| said.in_words && said.is_early)),
        ("in_words_once", times(value) == 1),
        ("in_words_often", times(value) > 1),
        ("most_often_in_words", has_words && times(value) == most_often),
        ("not_in_words_but_others", has_words && times(value) == 0),
        ("implied", is_any(&|said| !said.in_words)),
        ("named", all.named > 0 && value == all.named),
        ("named_several", all.named > 1 && value == all.named),
        ("fewer_than_named", value < all.named),
        ("more_than_named", all.named > 0 && value > all.named),
        ("sum_of_a_sentence", all.sum > 1 && value == all.sum),
        ("sum_above_all", value == all.sum && largest.is_some_and(|largest| value > largest)),
        ("largest_and_own_hand", largest.is_some_and(is_own)),
        ("named_and_own_hand", is_own(all.named)),
        ("sum_and_own_hand", is_own(all.sum)),
        (
            "shot_without_dead",
            dead.is_some_and(|dead| {
                dead > 0
                    && all.said.iter().any(|said| said.of_shot && said.value.checked_sub(dead) == Some(value))
            }),
        ),
        ("shot_in_words", is_any(&|said| said.in_words && said.of_shot)),
        ("wounded_in_words", is_any(&|said| said.in_words && !said.of_shot)),
        ("one_beside_dead", beside && value == 1),
        ("none_beside_dead", beside && value == 0),
        ("fewer_than_dead", dead.is_some_and(|dead| value < dead)),
        ("plainest", value == plainest),
        ("plainest_of_several", value == plainest && value > 1),
        ("above_plainest", value > plainest),
        ("above_all", value > highest),
        ("first", first == Some(value)),
        ("above_first", first.is_some_and(|first| value > first)),
        ("below_first", first.is_some_and(|first| value < first)),
        ("in_title", in_title().any(|said| said.value == value)),
        (
            "not_in_title_but_others",
            in_title().next().is_some() && !in_title().any(|said| said.value == value),
        ),
        ("half_of_all", says > 0 && says * 2 >= of_all),
        ("few_of_all", says > 0 && says * 5 < of_all),
        ("none_and_other_first", value == 0 && all.beside.other_first),
        ("none_and_other_in_title", value == 0 && all.beside.other_in_title),
        ("none_and_in_title", value == 0 && all.beside.in_title),
        ("none_and_few", value == 0 && all.beside.few),
        ("several_and_few", value > 1 && all.beside.few),
        ("ordinal", all.ordinals.iter().max() == Some(&value)),
        ("fewer_than_ordinal", all.ordinals.iter().max().is_some_and(|ordinal| value < *ordinal)),
        ("one_but_own_hand", all.own_hand && value == 1),
        ("one_more_than_plainest_and_own_hand", all.own_hand && value == plainest + 1),
        ("plainest_but_own_hand", all.own_hand && value == plainest && value > 1),
        ("largest_and_by_force", largest.is_some_and(is_shot)),
        ("named_and_by_force", is_shot(all.named)),
        ("bodies", all.bodies.contains(&value)),
        ("fewer_than_bodies", all.bodies.iter().max().is_some_and(|bodies| value < *bodies)),
        ("victims", all.victims.contains(&value)),
        ("victims_without_dead", dead.is_some_and(|dead| all.victims.contains(&(value + dead)))),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::toll::chief_day;
    use crate::{Article, Options, Span, Toll, extract, toll, victims};

    fn told(text: &str) -> Extraction {
        let parts = Some(vec![Span::new(0, text.len())]);
        extract(&Article { text, parts, published: None }, &Options::default())
    }

    fn of(killed: u64, injured: u64, text: &str) {
        assert_eq!(toll(text, &told(text)), Toll { killed, injured }, "{text}");
    }

    #[test]
    fn an_article_has_the_toll_that_it_tells() {
        of(0, 0, "The council met on Monday and adopted the budget of the town.");
        of(1, 0, "A man was shot and killed on Monday, police said. He was 31.");
        of(2, 3, "Two people were killed and three wounded in a shooting on Monday, police said.");
        of(0, 1, "A boy was shot in the leg on Monday. He is in stable condition.");
        of(
            3,
            0,
            "A triple homicide on Elm Street is being investigated, police said. Three men were killed.",
        );
    }

    #[test]
    fn every_choice_is_said_or_is_a_sum_of_what_is_said() {
        let text = "A man killed his wife and two children before he turned the gun on himself, police said.";
        let found = told(text);
        let values: Vec<u64> = choices(text, &found, chief_day(&found), &victims(&found), None)
            .iter()
            .map(|choice| choice.value)
            .collect();
        assert!(values.contains(&3) && values.contains(&4), "{values:?}");
        assert!(values.is_sorted() && values.iter().all(|value| *value <= 5), "{values:?}");
    }

    #[test]
    fn the_weights_in_the_program_name_every_feature() {
        let table = include_str!("../../data/toll-en.txt");
        let named: Vec<&str> = table.lines().filter_map(|line| line.split_whitespace().next()).collect();
        assert_eq!(named, names());
    }
}
