//! Who suffers, where the sentence tells of several or tells more of them: series, what describes people, whose kin they are; and what else it gives
//! for the same act: rival figures, parts of a whole, figures taken back.
//!
//! Written for these tests; persons and places are invented.

use tizim_text::{Article, Claim, ClaimRole, Modality, Options, Rules, check, extract, stated_day};

/// The claims of a text published on 3 May 2021, a Monday, each of them grounded.
fn claims(text: &str) -> Vec<Claim> {
    let published = stated_day("2021-05-03");
    let found = extract(&Article { text, published, ..Article::default() }, &Options::default());
    for claim in &found.claims {
        assert_eq!(check(claim, text, &found.parts, Rules::of(None)), Ok(()));
    }
    found.claims
}

/// Who suffered by the claims of a type, and how many each says.
fn suffered(text: &str, claim_type: &str) -> Vec<(Vec<String>, Option<u64>)> {
    let of_type = claims(text).into_iter().filter(|claim| claim.claim_type == claim_type);
    let parties = of_type.map(|claim| {
        let victims = claim.who.iter().filter(|who| who.role == ClaimRole::Victim);
        (victims.map(|who| who.name.clone()).collect(), claim.count.and_then(|count| count.min))
    });
    parties.collect()
}

fn one(names: &[&str], count: impl Into<Option<u64>>) -> Vec<(Vec<String>, Option<u64>)> {
    vec![(names.iter().map(|name| (*name).to_owned()).collect(), count.into())]
}

#[test]
fn all_of_a_series_suffer() {
    for (text, names, count) in [
        (
            "The offensive began after a police colonel, a judge, and Senator Luis Caran were murdered last week.",
            &["Luis Caran", "a police colonel", "a judge"][..],
            Some(3),
        ),
        (
            "The judges investigate the murders of the governor of Antora, another judge, and the police commander.",
            &["the governor of Antora", "another judge", "the police commander"],
            None,
        ),
        (
            "They are tied to the murder of Teo Forando, his wife, and two other people who were with them.",
            &["Teo Forando", "his wife", "two other people"],
            Some(4),
        ),
        (
            "Military patrols killed three journalists: Robert Navon, a news photographer, Cornel Lagrow, a Dutch correspondent, and \
             Maurice Pinel, a member of the staff.",
            &["Robert Navon", "Cornel Lagrow", "Maurice Pinel"],
            Some(3),
        ),
        (
            "The report says that Angel Marro and Jose Flore, members of the patrol, were abducted and subsequently murdered by the rebels.",
            &["Angel Marro", "Jose Flore"],
            Some(2),
        ),
    ] {
        assert_eq!(suffered(text, "killing"), one(names, count), "{text}");
    }
    // the last is of another clause
    assert_eq!(suffered("Police killed a guard and a driver was wounded.", "killing"), one(&["a guard"], 1));
}

#[test]
fn who_is_told_more_of_suffers() {
    for (text, name, count) in [
        ("Ten people who used to visit the farm have been killed.", "Ten people", 10),
        ("Two policemen guarding the consulate in Medora were killed today.", "Two policemen", 2),
        ("Two small children -- 4 and 1 years old -- died in the attack.", "Two small children", 2),
        ("Six Green League members were killed in the clash.", "Six Green League members", 6),
        ("A student, Nadia Keller, was killed.", "Nadia Keller", 1),
        ("Between 60 and 70 people were killed in a raid.", "Between 60 and 70 people", 60),
    ] {
        assert_eq!(suffered(text, "killing"), one(&[name], count), "{text}");
    }
    assert_eq!(suffered("The mother of slain activist Ivo Lem spoke.", "killing"), one(&["Ivo Lem"], 1));
}

#[test]
fn what_befell_kin_befell_nobody_else() {
    let text = "Mrs. Daria Voss, whose son was shot dead by police in 2019, was detained on Monday.";
    assert_eq!(suffered(text, "killing"), one(&["son"], 1));
    assert_eq!(suffered(text, "detention"), one(&["Daria Voss"], 1));
}

#[test]
fn nobody_is_no_number_and_what_is_unclear_is_no_claim() {
    let claims = claims(
        "No one was injured. It is unclear whether anyone was killed. It was not clear how many people had been arrested.",
    );
    assert_eq!(claims.len(), 1);
    assert!(claims[0].negated && claims[0].count.is_none());
}

#[test]
fn other_figures_of_a_sentence_are_claims() {
    let numbers = |text: &str| -> Vec<Option<u64>> {
        suffered(text, "killing").into_iter().map(|(_, number)| number).collect()
    };
    for (text, expected) in [
        ("Amnesty says 43 were killed; the government says 12.", [43, 12]),
        ("Ten people died, six of them children.", [10, 6]),
        ("Of the 225 dead, 19 were police officers.", [225, 19]),
        ("At least 225 people were killed, including 149 in Almavar.", [225, 149]),
        ("12 people were killed in the first attack and three in the second.", [12, 3]),
        ("Clashes killed 10 people in Velk and 4 in Sarno.", [10, 4]),
    ] {
        assert_eq!(numbers(text), expected.map(Some), "{text}");
    }
    let rivals = claims("Amnesty says 43 were killed; the government says 12.");
    let text = "Amnesty says 43 were killed; the government says 12.";
    let sources: Vec<_> =
        rivals.iter().filter_map(|claim| claim.attributed_to).map(|source| source.of(text)).collect();
    assert_eq!(sources, ["Amnesty", "the government"]);
}

#[test]
fn a_figure_is_taken_back() {
    for (text, denier) in [
        (
            "According to the Interior Ministry, 164 people were killed. The ministry later said the figure was a technical error.",
            "The ministry",
        ),
        ("The Health Ministry withdrew its earlier figure of 164 dead.", "The Health Ministry"),
        ("The minister dismissed reports that 164 people had been killed.", "The minister"),
    ] {
        let claims = claims(text);
        let denied = claims.iter().find(|claim| claim.modality == Modality::Denied).unwrap();
        assert_eq!(denied.count.as_ref().and_then(|count| count.min), Some(164), "{text}");
        assert_eq!(denied.attributed_to.map(|source| source.of(text)), Some(denier));
    }
}

#[test]
fn the_day_of_a_court_or_a_dateline_is_not_the_acts() {
    let date = |text: &str, claim_type: &str| {
        let claims = claims(text);
        let claim = claims.iter().find(|claim| claim.claim_type == claim_type).unwrap();
        claim.when.as_ref().map(|when| when.date.clone())
    };
    let court =
        "A court on Monday sentenced three guards to ten years in prison for the murder of Josip Brandt.";
    assert_eq!(date(court, "killing"), None);
    assert_eq!(date(court, "trial").as_deref(), Some("2021-05-03"));
    let agency = "KARSAM, March 14 (Northline) - At least nine people were killed when gunmen opened fire on Wednesday evening.";
    assert_eq!(date(agency, "killing").as_deref(), Some("2021-04-28"));
    let months = "Between March and August 2021, 40 people were detained.";
    assert_eq!(date(months, "detention").as_deref(), Some("2021-03-01/2021-08-31"));
    assert!(claims(months).iter().all(|claim| claim.claim_type != "protest"));
}

#[test]
fn names_of_bodies_and_nouns_mislead_nobody() {
    let claims = claims(
        "Doctors Without Borders said 12 people were killed. Police arrested four suspects, including Paul Enright.",
    );
    assert_eq!(claims[0].claim_type, "killing");
    assert_eq!(claims[1].claim_type, "detention");
    assert!(claims[1].attributed_to.is_none());
}
