//! What articles on rights say: each text with its claims, a line each.
//!
//! Written for these tests; persons and places are invented.

use tizim_text::{Article, Claim, ClaimRole, Options, Rules, check, extract, stated_day};

/// A claim in a line: type, modality where it is not told as a fact, who suffered, who did it, how many, when.
fn line(claim: &Claim) -> String {
    let of_role = |role: ClaimRole| claim.who.iter().filter(move |who| who.role == role);
    let named = |role: ClaimRole, lead: &'static str| {
        of_role(role).map(move |who| format!("{lead}{}", who.name)).collect::<Vec<_>>()
    };
    let number = claim.count.as_ref().map(|count| match (count.min, count.max) {
        (Some(min), Some(max)) if min == max => min.to_string(),
        (min, max) => format!(
            "{}..{}",
            min.map_or(String::new(), |min| min.to_string()),
            max.map_or(String::new(), |max| max.to_string())
        ),
    });
    let mut parts = named(ClaimRole::Victim, "");
    parts.extend(named(ClaimRole::Actor, "by "));
    parts.extend(number);
    parts.extend(claim.when.as_ref().map(|when| when.date.clone()));
    let not = if claim.negated { " not" } else { "" };
    format!("{}{not}: {}", claim.claim_type, parts.join("; "))
}

/// The claims of a text published on 12 May 2023, a Friday, without guesses.
fn lines(text: &str) -> Vec<String> {
    let found = extract(
        &Article { text, published: stated_day("2023-05-12"), ..Article::default() },
        &Options::default(),
    );
    for claim in &found.claims {
        assert_eq!(check(claim, text, &found.parts, Rules::of(None)), Ok(()));
    }
    found.claims.iter().filter(|claim| !claim.is_guess).map(line).collect()
}

#[test]
fn who_is_named_of_those_who_are_counted() {
    assert_eq!(
        lines(
            "At least 60 people have been arrested since Wednesday, the committee said, including the journalist Tomas Verk. \
             Verk's lawyer, Anna Sorel, said that she had not been allowed to see him. She believes that he is being held at the \
             Third Directorate."
        ),
        [
            "detention: At least 60 people; Tomas Verk; 60..; 2023-05-10/2023-05-12",
            "detention: Tomas Verk; 1",
        ]
    );
    assert_eq!(
        lines(
            "Two journalists, Ahmed Nur and Paul Reyes, were wounded when a drone struck their car on Sunday."
        ),
        ["injury: Ahmed Nur; Paul Reyes; 2; 2023-05-07", "attack: 2023-05-07"]
    );
    assert_eq!(
        lines(
            "The students who disappeared this week are Victor Rodriguez, his wife, Silvia Azurdia, and Carlos Conde."
        ),
        [
            "disappearance: The students; Victor Rodriguez; Silvia Azurdia; Carlos Conde; 2023-05-08/2023-05-12"
        ]
    );
}

#[test]
fn how_many_of_them_were_others_is_a_claim_of_its_own() {
    assert_eq!(
        lines(
            "Since the beginning of the protests in February at least 143 people have been killed, among them 17 children, lawyers say."
        ),
        [
            "protest: 2023-02",
            "killing: at least 143 people; 143..; 2023-02-01/2023-05-12",
            "killing: 17 children; 17; 2023-02-01/2023-05-12",
        ]
    );
}

#[test]
fn they_are_those_who_suffered_in_the_sentence_before() {
    assert_eq!(
        lines(
            "The brothers Samir and Adel Haddad disappeared on 3 May after they were stopped at a checkpoint. Their bodies were found \
             five days later in a canal, with signs of torture."
        ),
        [
            "disappearance: Samir Haddad; Adel Haddad; 2; 2023-05-03",
            "body_found: Samir Haddad; Adel Haddad; 2; 2023-05-08",
            "torture: Samir Haddad; Adel Haddad; 2023-05-03/2023-05-12",
        ]
    );
    // who was arrested then did it, or somebody else
    let told = lines("Samir and Adel Haddad were killed on 3 May. They were arrested on 4 May.");
    assert!(told.iter().all(|line| !(line.starts_with("detention") && line.contains("Haddad"))), "{told:?}");
}

#[test]
fn what_is_told_besides_has_a_day_and_a_stance_of_its_own() {
    assert_eq!(
        lines(
            "Among those killed was Idris Malek, a teacher who had been released from prison only two weeks earlier."
        ),
        ["killing: Idris Malek; 1", "release: Idris Malek; 1; 2023-04-25/2023-05-01"]
    );
    let text = "The ministry denied that live ammunition had been used and put the number of dead at two.";
    let found = extract(&Article { text, ..Article::default() }, &Options::default());
    assert_eq!(
        found.claims.iter().map(|claim| claim.modality).collect::<Vec<_>>(),
        [tizim_text::Modality::Denied, tizim_text::Modality::Reported]
    );
}

#[test]
fn who_spoke_last_demands_and_his_body_is_his() {
    assert_eq!(
        lines(
            "A guard said on 10 May that Karim Osman had died under torture. The authorities refused to hand over his body. The \
             rapporteur, Lena Vogt, said that 400 villagers had been evicted. She called on the government to stop."
        ),
        [
            "killing: Karim Osman; 1; 2023-05-10",
            "torture: 2023-05-10",
            "body_withheld: Karim Osman; by The authorities; 1",
            "persecution: 400 villagers; 400",
            "appeal: by Lena Vogt",
        ]
    );
}

#[test]
fn headlines_are_read_as_they_are_written() {
    for (text, wanted) in [
        ("Toddler, man killed in shooting on Friday.", "killing: Toddler; man; 2; 2023-05-12"),
        ("Two confirmed dead in Lolo fire on Friday.", "killing: Two confirmed dead; 2; 2023-05-12"),
        ("17-year-old shot, killed inside house on Friday.", "killing: 17-year-old; 1; 2023-05-12"),
        ("Police officer dead, another injured on Friday.", "killing: Police officer; 1; 2023-05-12"),
        ("Five shot, two fatally, on Friday.", "killing: two fatally; 2; 2023-05-12"),
        ("State police identify girl killed on Friday.", "killing: girl; 1; 2023-05-12"),
        ("Bullet kills man, grazes child on Friday.", "killing: man; 1; 2023-05-12"),
    ] {
        let told = lines(text);
        assert!(told.iter().any(|line| line == wanted), "{text}: {told:?}");
    }
}

#[test]
fn verbs_that_share_a_subject_are_of_the_same_person() {
    for (text, wanted) in [
        (
            "Police fired at the bus. The child was taken to Palmer Hospital and later died.",
            "killing: The child; 1",
        ),
        ("Moss had suffered several wounds and was pronounced dead.", "killing: Moss; 1"),
        ("Rescue crews pronounced the victim dead at the scene.", "killing: the victim; 1"),
        (
            "The family of a teenager killed by a soldier has hired a lawyer.",
            "killing: a teenager; by a soldier; 1",
        ),
        ("Police confirm a woman is dead.", "killing: a woman; 1"),
        (
            "Soldiers stormed the village, tortured and killed three men.",
            "killing: three men; by Soldiers; 3",
        ),
    ] {
        let told = lines(text);
        assert!(told.iter().any(|line| line.starts_with(wanted)), "{text}: {told:?}");
        assert!(told.iter().all(|line| !line.contains("torture: Soldiers")), "{text}: {told:?}");
    }
}

#[test]
fn a_pronoun_is_of_whom_it_fits() {
    assert_eq!(
        lines(
            "The group's chairwoman, Nadia Brovka, was arrested at her home on Sunday and charged with fraud. Her husband, Ihar, has had no \
             news of her since. A court is to rule on her detention on Tuesday."
        ),
        [
            "detention: Nadia Brovka; 1; 2023-05-07",
            "trial: Nadia Brovka; 1; 2023-05-07",
            // "no news of her": whose fate is unknown is not read yet
            "disappearance: ",
            "detention: Nadia Brovka; 1; 2023-05-16",
        ]
    );
    assert_eq!(
        lines(
            "Witnesses told reporters that officers dragged demonstrators from cafes and beat them with truncheons."
        ),
        ["attack: by officers", "injury: demonstrators; by officers"]
    );
    assert_eq!(lines("Officers beat them with truncheons."), ["injury: by Officers"]);
}

#[test]
fn at_least_so_many_of_them_are_a_part_too() {
    assert_eq!(
        lines(
            "Riot police detained more than 120 people on Friday night, among them at least nine minors, the group Vesna said."
        ),
        [
            "detention: more than 120 people; by Riot police; 121..; 2023-05-12",
            "detention: at least nine minors; by Riot police; 9..; 2023-05-12",
        ]
    );
}

#[test]
fn russian_articles_count_parts_and_times_too() {
    assert_eq!(
        lines(
            "ОМОН задержал в Белске 120 человек, среди них не менее девяти женщин. Двадцать человек задержали в Осипах."
        ),
        [
            "detention: 120 человек; by ОМОН; 120",
            "detention: не менее девяти женщин; by ОМОН; 9..",
            "detention: Двадцать человек; 20",
        ]
    );
    assert_eq!(
        lines(
            "Дмитрий Коваль скончался утром в субботу. За время протестов погибли 143 человека, в том числе 17 детей."
        ),
        ["killing: Дмитрий Коваль; 1; 2023-05-06", "killing: 143 человека; 143", "killing: 17 детей; 17"]
    );
}

#[test]
fn what_stands_under_a_date_was_on_that_day() {
    let text = "30 March: Troops threw grenades at a crowd of dock workers. Eleven people were killed, most of them under 25.\n\n\
        9 April: The body of the poet Amina Lell, 52, was found on the beach near the town. Her family says she had been arrested two \
        days before, and the army says that she drowned.\n";
    let told = lines(text);
    for wanted in [
        "killing: Eleven people; 11; 2023-03-30",
        "body_found: Amina Lell; 1; 2023-04-09",
        "detention: Amina Lell; 1; 2023-04-07",
    ] {
        assert!(told.iter().any(|line| line == wanted), "{wanted}: {told:?}");
    }
}

#[test]
fn what_is_measured_or_done_by_doing_has_no_doer() {
    assert_eq!(
        lines("The junta extended the state of emergency by six months on Friday."),
        ["legal_act: by The junta; 2023-05-12"]
    );
    assert_eq!(lines("Two men were executed by hanging on Friday."), ["killing: Two men; 2; 2023-05-12"]);
}

#[test]
fn lists_of_kin_and_names_of_places_are_told_apart() {
    assert_eq!(
        lines(
            "Gunmen on motorbikes killed the chief of the village of Garbey and two of his sons on Tuesday, local sources said."
        ),
        ["killing: the chief of the village of Garbey; two of his sons; by Gunmen; 3; 2023-05-09"]
    );
    assert_eq!(
        lines(
            "The army was accused of having executed nine herders on 20 February; it has announced an inquiry."
        ),
        ["accusation: The army; 2023-02-20", "killing: nine herders; by army; 9; 2023-02-20", "legal_act: ",]
    );
}

#[test]
fn a_dateline_below_the_title_dates_a_page() {
    let text = "Rights group: 31 inmates dead in Tocora prison\n\nLIMA, 9 June 2019 -- Thirty-one inmates of Tocora prison have died since \
        January, most of them of tuberculosis, the Prison Watch coalition said in a report.\n\nLuis Huaman was transferred to an unknown \
        place on 2 May; neither his lawyer nor his relatives know where he is. Jorge Paucar, 26, was found hanged in his cell.\n";
    let found = extract(&Article { text, ..Article::default() }, &Options::default());
    let told: Vec<String> = found.claims.iter().map(line).collect();
    for wanted in [
        "killing: Thirty-one inmates of Tocora prison; 31; 2019-01-01/2019-06-09",
        "disappearance: Luis Huaman; 1; 2019-05-02",
    ] {
        assert!(told.iter().any(|line| line == wanted), "{wanted}: {told:?}");
    }
    assert!(told.iter().any(|line| line.starts_with("killing: Jorge Paucar; 1")), "{told:?}");
}

#[test]
fn who_has_no_name_is_meant_before_who_was_named_earlier() {
    assert_eq!(
        lines(
            "Taras Bilous, a medic, was killed on Saturday. Rescuers pulled a seven-year-old boy alive from the rubble; he later died in \
             hospital. Six volunteers, who had been held by the separatists since 2 May, were exchanged on Sunday."
        ),
        [
            "killing: Taras Bilous; 1; 2023-05-06",
            "killing: a seven-year-old boy; 1; 2023-05-06",
            "detention: Six volunteers; by the separatists; 6; 2023-05-02/2023-05-12",
            "release: Six volunteers; 6; 2023-05-07",
        ]
    );
}

#[test]
fn cases_are_counted_and_sisters_of_the_dead_are_not_dead() {
    assert_eq!(lines("The report documents 14 cases of torture in the prison."), ["torture: 14"]);
    assert_eq!(lines("Центр насчитал 19 случаев смерти в полиции."), ["killing: 19"]);
    let told = lines("По словам сестры погибшего Лейлы Салимовой, полицейские забрали брата из дома.");
    assert!(told.iter().all(|line| !line.contains("Салимов")), "{told:?}");
}

#[test]
fn what_one_says_of_somebody_is_not_what_another_said_before() {
    let told = lines(
        "State TV said that a police assistant had been stabbed to death and four officers hurt in riots incited from abroad.\n\nLawyer \
         Saeed Dehghan says his client, the student Nika Sharif, 17, was last seen on 2 May being chased by agents. Her family found her \
         body in a morgue three days later.\n",
    );
    assert!(told.iter().all(|line| !(line.starts_with("killing") && line.contains("Sharif"))), "{told:?}");
    assert!(
        told.iter().any(|line| line == "body_found: Nika Sharif; by Her family; 1; 2023-05-05"),
        "{told:?}"
    );
}
