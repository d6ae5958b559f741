//! What police, troops and guards are said to have done, on sentences of our own; one test for each way in which news says it.

use tizim_text::{Article, Conduct, Options, Rules, Span, conduct, extract};

/// What the last sentence of a text says that they did, in the order of the kinds.
fn done(text: &str) -> Vec<Conduct> {
    let parts = Some(vec![Span::new(0, text.len())]);
    let found = extract(&Article { text, parts, published: None }, &Options::default());
    let told = conduct(text, &found, Rules::of(None));
    let ends_text = |it: &&tizim_text::Conducted| it.sentence.end == text.len();
    let mut kinds: Vec<Conduct> = told.iter().filter(ends_text).map(|it| it.conduct).collect();
    kinds.sort();
    kinds.dedup();
    kinds
}

fn kills(text: &str) -> bool {
    done(text).contains(&Conduct::Killed)
}

fn all_kill(texts: &[&str]) {
    for text in texts {
        assert!(kills(text), "they killed somebody: {text}");
        // texts of agencies that have no capitals
        assert!(kills(&in_small_letters(text)), "in small letters: {text}");
    }
}

fn none_kills(texts: &[&str]) {
    for text in texts {
        assert!(!kills(text), "they killed nobody: {text}");
    }
}

/// A text in small letters, but for the beginnings of its sentences.
fn in_small_letters(text: &str) -> String {
    let lower = |(at, c): (usize, char)| {
        let begins = at == 0 || text[..at].ends_with(". ");
        if begins { c } else { c.to_ascii_lowercase() }
    };
    text.char_indices().map(lower).collect()
}

#[test]
fn what_police_and_troops_do_is_told_apart() {
    use Conduct::{Detained, Force, Killed};
    for text in [
        "Four people died in police firing in Lagos.",
        "Police opened fire on the crowd, killing two.",
        "A boy was killed when soldiers fired at a bus.",
        "Troops shot dead three men.",
        "Two militants were killed on the spot.",
        "One man died of burns while another fell in police firing.",
        "Soldiers fired at the crowd. Two men were killed in the firing.",
    ] {
        assert_eq!(done(text), [Killed, Force], "{text}");
    }
    for text in [
        "Police burst teargas shells.",
        "Students were lathi-charged in Pune.",
        "Police arrived late and fired 20 rounds.",
        "Police routinely torture prisoners.",
    ] {
        assert_eq!(done(text), [Force], "{text}");
    }
    for text in
        ["Arrests were made on Sunday.", "The two were put behind bars.", "Nine men were taken into custody."]
    {
        assert_eq!(done(text), [Detained], "{text}");
    }
    for text in [
        "A man was killed by a mob in Lagos.",
        "A mob fired at the police.",
        "Two men were killed in the firing.",
        "Police did not open fire.",
        "Not a single man was arrested.",
        "He is likely to be arrested on Friday.",
        "The family demanded that the mayor be arrested.",
        "The government apprehended trouble.",
        "An arrest warrant was prepared.",
        "The rebels detained two nurses.",
    ] {
        assert_eq!(done(text), [], "{text}");
    }
}

#[test]
fn shots_have_doers_dead_and_lives() {
    all_kill(&[
        "Police firing claimed three lives in the old town.",
        "Three lives were lost in police firing in the old town.",
        "Police firing took two lives.",
        "The toll in the police firing rose to six on Monday.",
        "Police bullets killed a boy of twelve.",
        "Two youths fell prey to police bullets.",
        "Three people fell to the bullets of the police.",
        "The crackdown by security forces has claimed 300 lives.",
        "Police shooting leaves one dead",
    ]);
}

#[test]
fn what_came_of_shots_is_told_behind_them() {
    all_kill(&[
        "Police opened fire, leaving two dead.",
        "Police personnel opened fire and a passer-by was killed.",
        "Police had to resort to firing in which two persons died.",
        "The police resorted to firing, resulting in the death of two persons.",
        "The commissioner said that police fired 20 rounds, as a result of which a boy died.",
        "The riot police fired live rounds, and at least two demonstrators were shot dead.",
        "Police shot and wounded ten people, three of whom later died.",
        "The gendarmes fired into the procession; four marchers were killed.",
        "The magistrate gave orders to open fire, and as a result five people were killed.",
        "Two people were killed when the Rapid Action Force opened fire.",
    ]);
}

#[test]
fn what_others_did_beside_shots_is_not_theirs() {
    none_kills(&[
        "A woman was killed in stone-throwing and police fired in the air.",
        "Police fired in the air and two people were burnt alive.",
        "Police opened fire after the mob killed a shopkeeper.",
        "Two people were killed in clashes before police opened fire.",
        "The firing on police by dacoits left two dead.",
        "The police party was attacked and a constable died.",
        "Two people were killed in mob violence and police used tear gas.",
        "The police did nothing as the mob killed 20 people.",
    ]);
}

#[test]
fn who_was_hurt_by_them_dies() {
    all_kill(&[
        "A youth hit by a police bullet died in hospital.",
        "The man who was injured in the police firing on Friday died in hospital on Sunday.",
        "A youth who received bullet injuries in police firing succumbed on Tuesday.",
        "She died after being beaten by police.",
        "The vendor died in hospital a day after police beat him.",
        "He died from injuries inflicted by police.",
        "He was shot in the head by a police sniper and died instantly.",
        "A bullet fired by the police hit a tailor, killing him on the spot.",
        "A protester died after being hit by a tear gas shell.",
        "At least two of the dead were shot by police.",
    ]);
}

#[test]
fn in_their_hands() {
    all_kill(&[
        "A 24-year-old man died in police custody on Friday.",
        "A suspect died while in police custody.",
        "A suspect, who was in police custody, died on Sunday.",
        "The custodial death of a labourer set off protests.",
        "Eleven people died at the hands of the security forces.",
        "He was beaten to death in custody by two constables.",
        "Police beat a vendor to death.",
    ]);
}

#[test]
fn encounters_and_raids() {
    all_kill(&[
        "Two youths were killed in an encounter with police near the canal.",
        "A wanted man was killed in a shootout with police.",
        "A boy was killed in crossfire between police and robbers.",
        "Three villagers were killed in a raid by soldiers.",
        "One person died in the lathi charge by police.",
        "A man was killed in an officer-involved shooting late Monday.",
        "Relatives claimed that he was killed in a fake encounter.",
        "Two people were killed in clashes between villagers and the police.",
        "Clashes between students and riot police left two people dead.",
        "A protester was killed when demonstrators clashed with police.",
        "The extrajudicial killing of two students was condemned.",
    ]);
}

#[test]
fn who_did_it_stands_far_from_the_act() {
    all_kill(&[
        "Residents protested against the killing of two brothers in the town by the police.",
        "Two villagers were killed in the market on Sunday by soldiers.",
        "Police on Tuesday shot and killed four people.",
        "National Guard troops shot four students dead at the university.",
        "Police said they shot the robber dead.",
        "The police are killing innocent villagers, he said.",
        "Cops gun down gangster",
    ]);
}

#[test]
fn a_part_in_it_and_the_blame_for_it() {
    all_kill(&[
        "Policemen themselves took part in the killings, the report says.",
        "He said soldiers helped in the killing of villagers.",
        "An officer was charged with killing a student.",
        "Two constables have been arrested for the murder of a shopkeeper.",
        "He blamed the police for the killing of four youths.",
        "Security forces have been blamed for the deaths of 14 protesters.",
    ]);
}

#[test]
fn who_seeks_the_killers_is_none() {
    none_kills(&[
        "Police have arrested five persons involved in the killing of the trader.",
        "Police arrested a man for killing his wife.",
        "The officers who investigated the killing of the student were moved.",
        "Police are hunting a man who fled the market and killed a guard.",
        "A man was shot after police said he shot himself.",
        "Two men were identified as police investigate who fired the shots that killed a boy.",
        "The death of the boy is under investigation by state police.",
        "Police said they do not plan to name the man who died.",
        "Police recovered the body of a man who was stabbed to death.",
        "An officer was charged with failing to prevent the killing.",
    ]);
}

#[test]
fn who_serves_no_longer_and_who_only_looks_like_it() {
    none_kills(&[
        "A former soldier killed his wife.",
        "A retired police officer shot dead his neighbour.",
        "Militants in army uniform killed ten people.",
        "The constable shot himself dead.",
        "Soldiers carried the bodies of those killed in the riots to the hospital.",
    ]);
}

#[test]
fn some_of_several() {
    all_kill(&[
        "Six persons, four of them in police firing, were killed in the city on Sunday.",
        "Six people, including two in police firing, were killed in clashes.",
        "Two persons were killed late on Sunday, one of them in police firing.",
        "Of the 100 killed, 30 died in police firing.",
        "While two persons were stabbed to death, one was killed in police firing.",
        "One person was killed in stone-pelting and police firing in the area.",
        "Six persons died in arson and police firing.",
    ]);
}

#[test]
fn the_sentence_before_says_whose_shots_they_were() {
    all_kill(&[
        "Police opened fire on the crowd. The firing left two people dead.",
        "Police opened fire on the crowd. The firing claimed two lives.",
        "Police opened fire on the crowd. Two people died on the spot.",
        "Soldiers fired on the rally. At least nine were killed and 30 hurt.",
        "Police fired 22 rounds at the mob. Two persons died and eight were injured in the incident.",
        "Police fired 22 rounds at the mob. Two of them succumbed to their injuries later.",
        "Police fired 22 rounds at the mob, killing one. Another died in hospital.",
        "Police fired on the strikers. A passer-by was hit by a bullet and died.",
        "Police opened fire on the crowd, killing four people. The town is quiet. Four people were killed, the mayor said.",
        "Ravi Menon was killed in police firing on Monday. Menon, 22, was killed on his way home.",
    ]);
}

#[test]
fn the_sentence_before_tells_of_other_dead() {
    none_kills(&[
        "Police fired at the mob on Monday. On Sunday two people were killed in rioting.",
        "Police opened fire on the crowd. Elsewhere, three people died when a bus overturned.",
        "Police opened fire on the mob. A constable was killed by a stone.",
        "Police fired in the air. Two people were burnt alive in their house.",
        "Police opened fire on the mob, killing two. Two people were stabbed to death elsewhere.",
        "Two policemen were killed in a clash with rebels.",
        "Two people were killed in clashes between two groups in the police lines.",
        "Police used tear gas to disperse the crowd. Later two people were stabbed to death in the market.",
        "Unidentified men killed a shopkeeper. Police used tear gas to disperse mourners.",
    ]);
}

#[test]
fn how_it_came_to_it_stands_behind_a_comma() {
    all_kill(&[
        "Two persons were killed and five others injured, three of them badly, when police opened fire late on Sunday.",
        "Three persons including a minor were killed, allegedly in police firing.",
        "Four people were killed, three in police firing and one in stabbing.",
        "Five persons died, three of them of bullet injuries sustained in police firing.",
        "Seven people died on Friday alone, five of whom were shot by police.",
        "Police fired 12 rounds and lobbed 30 teargas shells, killing one person.",
        "Police firing was responsible for 10 deaths.",
    ]);
    none_kills(&[
        "Six persons died in arson and stabbing and the police fired in the air.",
        "Five persons died, three in stabbing and two in arson, while police fired in the air.",
        "One person was stabbed to death and another injured in police firing.",
        "Four persons were injured in police firing while one was stabbed to death.",
        "One person died in arson and three were hurt in police firing.",
    ]);
}

#[test]
fn what_police_only_know_is_not_their_deed() {
    none_kills(&[
        "A boy died after police say he shot himself while playing with a gun.",
        "The man was killed when police responded to a reported shooting.",
        "A woman was holding her child when police found them shot to death.",
        "The man was found dead after another man told police he shot him.",
        "He killed himself after a standoff with police.",
        "An officer was killed when a constable was shot in the market.",
    ]);
}

#[test]
fn the_dead_are_named_right_after() {
    assert!(kills(
        "Two men died in police firing on Monday. They were identified as Ravi Menon and Anil Das."
    ));
    assert!(!kills("Two men died in a fire on Monday. They were identified as Ravi Menon and Anil Das."));
}
