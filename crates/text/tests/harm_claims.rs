//! The promises of the learned model of who was harmed: what it adds is a claim like any other, each field made of the article's words.
//!
//! The fields are held against the text here anew, not by `check`, which the extractor itself asks.

use proptest::prelude::*;
use tizim_text::harm_training::Trial;
use tizim_text::{Article, Claim, ClaimRole, Extraction, ParticipantKind, Span, Tie};

/// Reports of the kind that the model learnt from: lists, appositions, fates told beside the victim.
const REPORTS: &[&str] = &[
    "{N} and two bodyguards died when a bomb exploded under their car in {P}.",
    "Gunmen attacked the house of Mayor {N}. The mayor, his wife and {D} children were wounded.",
    "The victims of the massacre in {P} were {D} peasants, a priest and the teacher {N}.",
    "The rebels who had kidnapped {N}, manager of the mine, demanded a ransom on 6 May.",
    "{N}, a union leader, was on a list of {D} people whom death squads had threatened.",
    "Terrorists murdered the journalist {N} and injured {D} passersby, police reported.",
    "At least {D} civilians, among them the daughter of {N}, were killed in the attack on the bus.",
    "{N} said that the army had killed no one.",
    "The ambush claimed {D} lives. Among the dead is Colonel {N}.",
    "{N}, 24, was walking home in {P} when gunfire broke out. Police say {D} people died in the shooting, including {N}.",
    "A shooting in {P} left {D} people dead. {N}, 31, was one of them, the coroner said. He was a father of two.",
    "Two people were shot in {P}. {N}, 31, who was hit in the leg, was taken to a hospital with {D} others.",
    "{N} was found in a car in {P} with a gunshot wound to the head. The death is investigated as a homicide.",
];
const NAMES: &[&str] =
    &["Anna Morrow", "Hector Ruiz Palma", "Julio Cesar Andrade", "Olga Tarvonen", "Sergeant Ivan Berg"];
const PLACES: &[&str] = &["San Marcos", "Almaty", "the province of Lebrija"];
const NUMBERS: &[(&str, u64)] = &[("two", 2), ("4", 4), ("eleven", 11), ("25", 25), ("more than 30", 31)];

fn report() -> impl Strategy<Value = String> {
    let pick = |list: &'static [&'static str]| prop::sample::select(list);
    (pick(REPORTS), pick(NAMES), pick(PLACES), prop::sample::select(NUMBERS)).prop_map(
        |(report, name, place, number)| {
            report.replace("{N}", name).replace("{P}", place).replace("{D}", number.0)
        },
    )
}

fn article() -> impl Strategy<Value = String> {
    (prop::collection::vec(report(), 1..5), any::<bool>()).prop_map(|(reports, in_capitals)| {
        let text = reports.join(" ");
        if in_capitals { text.to_uppercase() } else { text }
    })
}

fn read(text: &str, trial: &Trial) -> Extraction {
    let parts = Some(vec![Span::new(0, text.len())]);
    trial.extract(&Article { text, parts, published: tizim_text::stated_day("2021-06-17") })
}

fn shipped() -> Trial {
    Trial::of_harm(include_bytes!("../data/harm-en.bin"))
}

fn lower(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the least number that words say: digits or number words of [`NUMBERS`], each "a" or name one.
fn numbers_in(words: &str) -> Vec<u64> {
    let words = lower(words);
    let said = NUMBERS.iter().filter(|(said, _)| words.contains(said)).map(|(_, number)| *number);
    said.collect()
}

fn assert_said(text: &str, claim: &Claim) {
    let quote = claim.quote.of(text);
    assert!(!quote.is_empty() && quote.contains(claim.trigger.of(text)), "{claim:?}");
    for who in &claim.who {
        assert!(claim.quote.contains(who.words), "{who:?} in {quote}");
        let named = match who.tie {
            Tie::Words => who.words.of(text),
            Tie::ShortName | Tie::Pronoun | Tie::Description | Tie::Kin => {
                who.named_at.map_or("", |at| at.of(text))
            }
            Tie::DictionaryForm => panic!("an English name has no cases: {who:?}"),
            Tie::Alias => panic!("no aliases were given: {who:?}"),
        };
        assert_eq!(lower(named), lower(&who.name), "{text}");
    }
    if let Some(count) = &claim.count {
        let words = count.words.of(text);
        assert!(quote.contains(words), "{count:?}");
        let said = numbers_in(words);
        let victims = claim.who.iter().filter(|who| who.role == ClaimRole::Victim).count() as u64;
        let (least, most) = (count.min.unwrap_or(0), count.max.unwrap_or(u64::MAX));
        let is_said = said.iter().any(|number| least <= *number && *number <= most);
        // persons named or listed without a number are one each
        let is_counted = least == most
            && (least == 1
                || least == victims
                || least == said.iter().sum::<u64>() + victims - said.len() as u64);
        assert!(is_said || is_counted, "{count:?} of {words:?} in {text}");
    }
    if let Some(place) = &claim.place {
        assert_eq!(lower(place.words.of(text)), lower(&place.name));
    }
    for span in [claim.when.as_ref().map(|when| when.words), claim.attributed_to].into_iter().flatten() {
        assert!(!span.of(text).is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_field_is_said_by_the_article(text in article()) {
        for claim in &read(&text, &shipped()).claims {
            assert_said(&text, claim);
        }
    }
}

#[test]
fn the_model_adds_claims_and_each_is_said() {
    let (mut added, mut named) = (0, 0);
    for (at, report) in REPORTS.iter().enumerate() {
        let text = report
            .replace("{N}", NAMES[at % NAMES.len()])
            .replace("{P}", PLACES[at % PLACES.len()])
            .replace("{D}", "eleven");
        let by_rules = read(&text, &Trial::without_harm()).claims;
        for claim in read(&text, &shipped()).claims.iter().filter(|claim| !by_rules.contains(claim)) {
            assert_said(&text, claim);
            added += 1;
            named += usize::from(claim.who.iter().any(|who| who.kind == ParticipantKind::Person));
        }
    }
    assert!(added >= 3 && named >= 1, "{added} claims of the model, {named} with a name");
}

#[test]
fn who_speaks_and_what_is_charged_are_no_harm() {
    let text = "Two men were shot dead in the village on Monday, said Officer Anna Morrow. \
        Olga Tarvonen, 21, and Ivan Berg, 18, each face two counts of murder.";
    for claim in read(text, &shipped()).claims {
        for who in claim.who.iter().filter(|who| who.role == ClaimRole::Victim) {
            let is_wrong = ["Anna Morrow", "Olga Tarvonen", "Ivan Berg"].contains(&who.name.as_str());
            assert!(!is_wrong || claim.claim_type == "accusation", "{claim:?}");
        }
    }
}

#[test]
fn who_is_called_a_victim_is_one() {
    let text = "A shooting in Almaty left three people dead. The coroner identified the victims as Anna Morrow, 34, \
        of Almaty, and Ivan Berg, 29, of Astana.";
    let names: Vec<String> =
        tizim_text::victims(&read(text, &shipped())).into_iter().map(|victim| victim.name).collect();
    assert_eq!(names, ["Anna Morrow", "Ivan Berg"]);
}
