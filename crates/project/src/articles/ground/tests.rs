//! What a reviewer leaves as it was stays what it was, and what is changed is held against the article's words.

use super::*;
use crate::articles::tests::read_article;
use tizim_model::Count;

const NEWS: &str = "Three dead after guards fire at the Orel mill\n\n14 May 2023\n\n\
    Guards shot at workers of the Orel mill on Friday, killing three people and wounding eleven, the union said.\n\n\
    Among the dead was Pavel Ostrander, 41, a father of three. Ostrander was shot in the chest. He died before the \
    ambulance came.\n\nPolice arrested Milo Trent Garvey, 26, on Saturday. Last year, two workers were killed at the same \
    gate. The mill has been shut since 2 March.\n";
const RUSSIAN: &str = "Убийство в Сарыке\n\n14 мая 2023\n\n\
    Полиция задержала Григория Лапина в четверг. Лапин был избит в отделении. 47-летний Лапин скончался в пятницу.\n";

fn read(text: &str) -> StoredArticle {
    read_article("news.txt", text)
}

fn claim<'a>(article: &'a StoredArticle, claim_type: &str, words: &str) -> &'a Claim {
    let is_it = |claim: &&Claim| {
        claim.claim_type == claim_type && claim.quote.text.contains(words) && !claim.who.is_empty()
    };
    article.claims.iter().find(is_it).unwrap_or_else(|| panic!("{words}: {:?}", article.claims))
}

/// The form of a claim as a reviewer finds it filled in.
fn filled(claim: &Claim) -> Written {
    let names = |role: ClaimRole| claim.names(role).split("; ").map(str::to_owned).collect();
    let text = |words: Option<&Words>| words.map(|words| single_spaced(&words.text)).unwrap_or_default();
    Written {
        claim_type: claim.claim_type.clone(),
        quote: single_spaced(&claim.quote.text),
        near: 0,
        victims: names(ClaimRole::Victim),
        actors: names(ClaimRole::Actor),
        addressees: names(ClaimRole::Addressee),
        place: text(claim.place.as_ref()),
        when: text(claim.when.as_ref().map(|when| &when.words)),
        date: claim.when.as_ref().map(|when| when.date.clone()).unwrap_or_default(),
        count: text(claim.count.as_ref().map(|count| &count.words)),
        modality: Some(claim.modality),
        negated: claim.negated,
        attributed_to: text(claim.attributed_to.as_ref()),
    }
}

/// What the program says of itself is no matter of a correction.
fn by_hand(claim: &Claim) -> Claim {
    Claim { is_guess: false, proposed_by: None, ..claim.clone() }
}

#[test]
fn a_claim_that_is_left_as_it_was_stays_what_it_was() {
    for article in [read(NEWS), read(RUSSIAN)] {
        assert!(article.claims.len() > 2, "{:?}", article.claims);
        for claim in &article.claims {
            assert_eq!(corrected(&article, &filled(claim), claim), Ok(by_hand(claim)), "{:?}", claim.quote);
        }
    }
}

#[test]
fn an_age_is_no_count_when_another_field_is_corrected() {
    let article = read(NEWS);
    for (claim_type, words) in [("killing", "Among the dead"), ("detention", "Garvey")] {
        let own = claim(&article, claim_type, words);
        let written = Written { modality: Some(Modality::Alleged), ..filled(own) };
        let made = corrected(&article, &written, own).unwrap();
        assert_eq!((&made.count, made.modality), (&own.count, Modality::Alleged));
        let count = made.count.unwrap();
        assert_eq!((count.min, count.max, count.is_number), (Some(1), Some(1), false));
    }
}

#[test]
fn ties_outlive_a_correction_of_another_field() {
    let article = read(NEWS);
    for (words, tie) in [("He died", "pronoun"), ("shot in the chest", "short_name")] {
        let own = claim(&article, "killing", words);
        let written = Written { negated: true, ..filled(own) };
        let made = corrected(&article, &written, own).unwrap();
        assert_eq!((&made.who, made.negated), (&own.who, true));
        assert_eq!(
            (own.names(ClaimRole::Victim).as_str(), own.who[0].tie.as_str()),
            ("Pavel Ostrander", tie)
        );
    }
    // of a quote without the word that it went by, nobody can tell
    let own = claim(&article, "killing", "He died");
    let written = Written { quote: "died before the ambulance came".to_owned(), ..filled(own) };
    assert!(matches!(corrected(&article, &written, own), Err(Ungroundable::NotThere { field: "name", .. })));
    let article = read(RUSSIAN);
    let own = claim(&article, "killing", "47-летний");
    let written = Written { modality: Some(Modality::Reported), ..filled(own) };
    assert_eq!(corrected(&article, &written, own).unwrap().who, own.who);
}

#[test]
fn a_name_that_the_program_ties_to_the_quote_is_added_with_that_tie() {
    let article = read(NEWS);
    let written = Written {
        claim_type: "injury".to_owned(),
        quote: "He died before the ambulance came".to_owned(),
        victims: vec!["Pavel Ostrander".to_owned()],
        ..Written::default()
    };
    let made = grounded(&article, &written).unwrap();
    assert_eq!((made.who[0].words.text.as_str(), made.who[0].tie.as_str()), ("He", "pronoun"));
    let stranger = Written { victims: vec!["Milo Trent Garvey".to_owned()], ..written };
    assert!(grounded(&article, &stranger).is_err());
}

#[test]
fn words_that_name_somebody_count_the_named_and_no_age() {
    let article = read(NEWS);
    let count = |quote: &str, count: &str| -> Result<Count, Ungroundable> {
        let written = Written {
            claim_type: "attack".to_owned(),
            quote: quote.to_owned(),
            victims: vec!["Pavel Ostrander".to_owned()],
            count: count.to_owned(),
            ..Written::default()
        };
        grounded(&article, &written).map(|claim| claim.count.unwrap())
    };
    let named = count("Among the dead was Pavel Ostrander, 41", "Pavel Ostrander").unwrap();
    assert_eq!((named.min, named.max, named.is_number), (Some(1), Some(1), false));
    assert_eq!(
        count("Among the dead was Pavel Ostrander, 41", "dead was Pavel Ostrander, 41"),
        Err(Ungroundable::NumberBesideName("dead was Pavel Ostrander, 41".to_owned()))
    );
}

fn dated(article: &StoredArticle, words: &str, date: &str) -> Result<String, Ungroundable> {
    let written = Written {
        claim_type: "attack".to_owned(),
        quote: "two workers were killed".to_owned(),
        when: words.to_owned(),
        date: date.to_owned(),
        ..Written::default()
    };
    grounded(article, &written).map(|claim| claim.when.map(|when| when.date).unwrap_or_default())
}

#[test]
fn a_date_is_one_that_its_words_give() {
    let article = read(NEWS);
    for (words, date, told) in [
        ("Last year", "2022", Ok("2022")),
        ("Last year", "", Ok("2022")),
        ("Last year", "1999-05-05", Err("“Last year” gives 2022, not 1999-05-05")),
        // narrower than the words
        ("Last year", "2022-05", Err("“Last year” gives 2022, not 2022-05")),
        // wider, and open
        ("Last year", "2021-10-01/2023-01-31", Ok("2021-10-01/2023-01-31")),
        ("Last year", "../2022", Ok("../2022")),
        ("2 March", "2023-03-02/..", Ok("2023-03-02/..")),
        ("2 March", "2023-03-02", Ok("2023-03-02")),
        ("2 March", "2030-03-02", Err("“2 March” gives 2023-03-02")),
        ("Saturday", "2023-05-13", Ok("2023-05-13")),
        ("Saturday", "2023-05-14", Err("“Saturday” gives 2023-05-13, not 2023-05-14")),
        ("the same gate", "2023-05-13", Err("no date can be read out of “the same gate”")),
        ("", "2023-05-13", Err("the date 2023-05-13 stands without the words that say it")),
        ("Saturday", "13.5.2023", Err("“13.5.2023” is no date")),
    ] {
        match (dated(&article, words, date), told) {
            (Ok(made), Ok(date)) => assert_eq!(made, date),
            (Err(fault), Err(begin)) => assert!(fault.to_string().starts_with(begin), "{fault}"),
            (made, _) => panic!("{words}, {date}: {made:?}"),
        }
    }
}

#[test]
fn a_year_that_the_article_names_may_be_meant() {
    let article = read(
        "14 May 2023\n\nTwo workers were shot in 2019. On 2 March two workers were killed at the gate, the union said.\n",
    );
    assert_eq!(dated(&article, "2 March", "2019-03-02").unwrap(), "2019-03-02");
    assert!(dated(&article, "2 March", "2018-03-02").is_err());
}

#[test]
fn where_the_day_of_publication_is_not_known_words_must_only_fit() {
    let article = read("On Saturday two workers were killed at the gate of the mill, the union said.\n");
    assert_eq!(article.published, None);
    assert_eq!(dated(&article, "Saturday", "2023-05-13").unwrap(), "2023-05-13");
    assert!(dated(&article, "Saturday", "2023-05-14").is_err());
}
