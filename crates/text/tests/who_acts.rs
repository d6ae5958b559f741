//! Who does an act, apart from where and when they do it.

use tizim_text::{Article, Claim, ClaimRole, Options, Span, extract, stated_day};

/// The claims of a text that is all article, published on 12 May 2023.
fn claims(text: &str) -> Vec<Claim> {
    let parts = Some(vec![Span::new(0, text.len())]);
    let article = Article { text, parts, published: stated_day("2023-05-12") };
    extract(&article, &Options::default()).claims
}

/// The actors of the first claim that has any.
fn actors(text: &str) -> Vec<String> {
    let of = |claim: &Claim| -> Vec<String> {
        claim.who.iter().filter(|who| who.role == ClaimRole::Actor).map(|who| who.name.clone()).collect()
    };
    claims(text).iter().map(of).find(|actors| !actors.is_empty()).unwrap_or_default()
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

/// Who suffers, how many are counted, and who says so, of the first claim of a type.
fn told(text: &str, claim_type: &str) -> (Vec<String>, Option<u64>, Option<String>) {
    let is_told = |claim: &Claim| claim.claim_type == claim_type && !claim.is_guess;
    let claim = claims(text).into_iter().find(is_told).expect(text);
    let victims = claim.victims().map(|who| who.name.clone()).collect();
    let source = claim.attributed_to.map(|source| source.of(text).to_owned());
    (victims, claim.count.and_then(|count| count.min), source)
}

#[test]
fn who_is_charged_or_held_suffers_it_and_does_not_say_it() {
    for (text, claim_type, who) in [
        ("Constable Joseph Silwamba, who is charged with murder, was in court.", "trial", "Joseph Silwamba"),
        ("The army, too, stands accused of the shooting.", "accusation", "The army"),
        ("A 34-year-old man being held at the county jail collapsed.", "detention", "A 34-year-old man"),
        ("The driver lost three teeth and was held for two nights.", "detention", "The driver"),
    ] {
        assert_eq!(told(text, claim_type).0, [who], "{text}");
    }
    let (_, _, source) =
        told("Inspector Aaron Kalaba, who is alleged to have hidden the register, left.", "accusation");
    assert_eq!(source, None);
}

#[test]
fn a_share_is_counted_and_not_its_whole() {
    for (text, claim_type, count) in [
        ("On Tuesday 17 of the 40 signature collectors were detained.", "detention", 17),
        ("They took 22 people, three of whom were killed on the road.", "killing", 3),
        ("The ministry says that 23 armed men were killed in the hills.", "killing", 23),
        ("Eighteen journalists and media workers were arrested at dawn.", "detention", 18),
        ("After the death of Ann Berg, two gunmen were convicted.", "trial", 2),
    ] {
        assert_eq!(told(text, claim_type).1, Some(count), "{text}");
    }
}

#[test]
fn russian_words_for_what_is_done_or_held_are_nobody() {
    for text in [
        "Рабочие шахты не вышли на смену, требуя выплатить долги.",
        "Собравшиеся держали плакаты и требовали отставки акима.",
        "В отделе его избили и надевали ему на голову пакет.",
    ] {
        for claim in claims(text) {
            let is_nobody = |name: &str| ["требуя", "плакаты", "отставки акима", "пакет"].contains(&name);
            assert!(claim.who.iter().all(|who| !is_nobody(&who.name)), "{text}: {claim:?}");
            assert!(claim.attributed_to.is_none_or(|source| !is_nobody(source.of(text))), "{text}");
        }
    }
}

#[test]
fn what_is_no_word_for_people_is_nobody() {
    assert_eq!(
        told("Ann Berg was arrested for the third time and served 26 days.", "detention").0,
        ["Ann Berg"]
    );
    for text in
        ["The night before, police opened fire.", "By evening the crowd had been shot at by telephone."]
    {
        let found = claims(text);
        let names = found.iter().flat_map(|claim| &claim.who).map(|who| who.name.as_str());
        assert!(names.into_iter().all(|name| !matches!(name, "fire" | "telephone")), "{text}");
    }
}

#[test]
fn who_says_it_is_somebody() {
    for (text, source) in [
        (
            "The rescue committee says eight were killed and that the ministry has left out three.",
            "The rescue committee",
        ),
        (
            "By Christmas, according to the United Nations, five hundred people had been killed.",
            "the United Nations",
        ),
    ] {
        assert_eq!(told(text, "killing").2.as_deref(), Some(source), "{text}");
    }
    // whoever spoke in the paragraph before did not say this
    let text = "The union’s lawyer, Ann Berg, said that a guard was shot.\n\nWhat was said there, had been claimed on Saturday that a driver was killed.";
    assert_ne!(told(text, "killing").2.as_deref(), Some("The union’s lawyer, Ann Berg,"));
}
