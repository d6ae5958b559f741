//! Whom a number counts: the people of a phrase, without the number and the words that belong to it.

use super::ground::find_whole;
use tizim_model::{Claim, ClaimRole, Count, ParticipantKind, single_spaced};

/// Words for people that say nothing of whom among them.
const ANYBODY: &[&str] = &[
    "people",
    "persons",
    "person",
    "individuals",
    "victims",
    "others",
    "dead",
    "bodies",
    "corpses",
    "killed",
    "wounded",
    "injured",
    "detained",
    "fatalities",
    "deaths",
    "человек",
    "человека",
    "людей",
    "погибших",
    "раненых",
    "задержанных",
    "убитых",
    "тел",
];

/// Words of numbers that are none by themselves: «двух тысяч человек».
const SCALES: &[&str] = &[
    "тысяч",
    "тысячи",
    "тыс",
    "тыс.",
    "сотен",
    "сотни",
    "десятков",
    "десятка",
    "миллионов",
    "млн",
    "млн.",
    "hundred",
    "thousand",
    "million",
    "dozen",
    "dozens",
    "hundreds",
    "thousands",
];

/// Words beside a number that are of nobody.
const BESIDE: &[&str] = &[
    "the",
    "a",
    "an",
    "of",
    "among",
    "amongst",
    "with",
    "than",
    "more",
    "over",
    "about",
    "at",
    "least",
    "nearly",
    "some",
    "around",
    "other",
    "between",
    "and",
    "to",
    "from",
    "up",
    "several",
    "them",
    "those",
    "these",
    "whom",
    "which",
    "all",
    "включая",
    "среди",
    "том",
    "числе",
    "в",
    "около",
    "более",
    "больше",
    "свыше",
    "почти",
    "менее",
    "меньше",
    "меньшей",
    "мере",
    "чем",
    "минимум",
    "как",
    "примерно",
    "порядка",
    "по",
    "крайней",
    "не",
    "ещё",
    "еще",
    "другие",
    "других",
    "из",
    "них",
    "от",
    "до",
    "и",
];

/// Returns whom a claim's number counts, in its own words; nothing where they are just people.
pub(super) fn counted(claim: &Claim) -> String {
    let group = claim
        .who
        .iter()
        .find(|who| who.role == ClaimRole::Victim && who.kind == ParticipantKind::Group)
        .map(|who| who.name.as_str())
        .or(claim.count.as_ref().map(|count| count.of.as_str()))
        .unwrap_or_default();
    people_of(group, claim.count.as_ref())
}

/// Returns the people of a phrase: what stands behind its number, else before it.
fn people_of(phrase: &str, count: Option<&Count>) -> String {
    let phrase = single_spaced(phrase);
    let number = count.map(|count| single_spaced(&count.words.text)).unwrap_or_default();
    let (before, behind) = match find_whole(&phrase, 0..phrase.len(), &number) {
        Some(at) => (&phrase[..at.start], &phrase[at.end..]),
        None => ("", phrase.as_str()),
    };
    let behind = without_number(behind);
    let people = if behind.is_empty() { without_number(before) } else { behind };
    if ANYBODY.contains(&people.to_lowercase().as_str()) { String::new() } else { people }
}

/// Returns the words of a phrase that say who, from the first to the last of them.
fn without_number(phrase: &str) -> String {
    let is_number = |word: &str| {
        !tizim_text::amounts_in(word).is_empty()
            || word.chars().any(|c| c.is_ascii_digit())
            || SCALES.contains(&word.to_lowercase().as_str())
    };
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let is_beside = |word: &&str| {
        let bare = bare(word);
        bare.is_empty() || BESIDE.contains(&bare.as_str())
    };
    let mut kept: Vec<&str> =
        phrase.split_whitespace().filter(|word| !is_number(word)).skip_while(is_beside).collect();
    while kept.last().is_some_and(is_beside) {
        kept.pop();
    }
    kept.join(" ").trim_matches([',', ';', ':', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tizim_model::Words;

    fn count(words: &str) -> Count {
        Count {
            min: None,
            max: None,
            of: String::new(),
            vague: false,
            approximate: false,
            is_number: true,
            words: Words { start: 0, end: words.len() as u64, text: words.to_owned() },
        }
    }

    #[test]
    fn a_phrase_leaves_its_number_behind() {
        for (phrase, people) in [
            ("between 60 and 70 people", ""),
            ("от 150 до 200 человек", ""),
            ("more than a hundred demonstrators", "demonstrators"),
            ("five police officers", "police officers"),
            ("около двухсот участников акции", "участников акции"),
        ] {
            assert_eq!(people_of(phrase, None), people);
        }
    }

    #[test]
    fn words_that_lead_to_a_number_are_nobody() {
        for (phrase, number, people) in [
            ("Among the 17", "17", ""),
            ("Official lists show 38 people", "38", ""),
            ("Of those 40", "40", ""),
            ("из них двое детей", "двое", "детей"),
            ("miners, 12 of them", "12", "miners"),
            ("the 12 workers", "12", "workers"),
        ] {
            assert_eq!(people_of(phrase, Some(&count(number))), people, "{phrase}");
        }
    }
}
