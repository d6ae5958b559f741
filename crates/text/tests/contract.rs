//! The promises of the crate: every field has its words, no text makes it fail, articles of our own are read as they should.

use proptest::prelude::*;
use tizim_read::{BlockKind, article_from_bytes};
use tizim_text::{
    Article, ClaimRole, Conduct, Extraction, Modality, Options, Rules, Span, check, classify_lines, conduct,
    extract,
};

fn whole(text: &str) -> Extraction {
    let parts = Some(vec![Span::new(0, text.len())]);
    extract(&Article { text, parts, published: tizim_text::stated_day("2021-06-17") }, &Options::default())
}

/// One line a claim: what a reader of a golden text needs to see.
fn told(text: &str) -> Vec<String> {
    let shown = |claim: &tizim_text::Claim| {
        let who = claim
            .who
            .iter()
            .map(|who| format!("{}{}", if who.role == ClaimRole::Actor { "by " } else { "" }, who.name));
        let count = claim
            .count
            .as_ref()
            .map(|count| format!("{:?}..{:?}", count.min, count.max).replace("Some", "").replace("None", ""));
        let when = claim.when.as_ref().map(|when| when.date.clone());
        let fields: Vec<String> = who
            .chain(count)
            .chain(when)
            .chain(claim.place.as_ref().map(|place| place.name.clone()))
            .collect();
        format!(
            "{} {:?}{}: {}",
            claim.claim_type,
            claim.modality,
            if claim.negated { " not" } else { "" },
            fields.join("; ")
        )
    };
    whole(text).claims.iter().map(shown).collect()
}

#[test]
fn what_is_put_down_to_others() {
    let text = "“The river rose at night,” Anna Morrow said. “Nobody warned us.” \
        According to the ministry, two men drowned. The mayor told reporters that help was late, but few believed it.";
    let found = whole(text);
    let shown: Vec<[&str; 3]> = found
        .attributions
        .iter()
        .map(|it| [it.source, it.cue, Some(it.content)].map(|span| span.map_or("", |span| span.of(text))))
        .collect();
    assert_eq!(
        shown,
        [
            ["Anna Morrow", "said", "“The river rose at night,”"],
            ["", "", "“Nobody warned us.”"],
            ["the ministry", "According to", "two men drowned"],
            ["The mayor", "told", "that help was late"],
            ["few", "believed", "it"],
        ]
    );
}

#[test]
fn who_says_it_is_named_whole() {
    let told = |text: &str| -> Vec<String> {
        let found = whole(text);
        let shown = |it: &tizim_text::Attribution| {
            format!(
                "{} | {}",
                it.source.map_or("", |span| span.of(text)),
                it.cue.map_or("", |span| span.of(text))
            )
        };
        found.attributions.iter().map(shown).collect()
    };
    // with what describes them, and the comma that closes it
    assert_eq!(
        told("A lawyer for the miners, Anna Morrow, said the pit was flooded."),
        ["A lawyer for the miners, Anna Morrow, | said"]
    );
    assert_eq!(
        told("“The pit was flooded,” said Anna Morrow, a lawyer for the miners who died."),
        ["Anna Morrow, a lawyer for the miners who died | said"]
    );
    // without what leads the sentence, or tells when
    assert_eq!(
        told("On Friday the ministry has repeatedly warned of floods."),
        ["the ministry | has repeatedly warned of"]
    );
    assert_eq!(told("Morrow on Tuesday said that the pit was closed."), ["Morrow | said"]);
    // a relative pronoun; a passive; a second verb of the same subject
    assert_eq!(told("Two guards who denied it left."), ["who | denied"]);
    assert_eq!(told("The report was rejected by the miners."), ["the miners | was rejected by"]);
    assert_eq!(
        told("The mayor said the pit was safe and insisted that it stay open."),
        ["The mayor | said", " | insisted"]
    );
    // "said:" speaks of the next sentence
    let text = "The mayor said:\n\n“The pit stays open.”";
    assert_eq!(whole(text).attributions[0].content.of(text), "“The pit stays open.”");
    // nouns that are verbs elsewhere
    assert!(told("The attacks of Monday and the reports of the state were in the news.").is_empty());
}

#[test]
fn nouns_of_speech_say_who_says_what() {
    let told = |text: &str| -> Vec<[String; 3]> {
        let shown = |it: &tizim_text::Attribution| {
            [it.source, it.cue, Some(it.content)].map(|span| span.map_or("", |span| span.of(text)).to_owned())
        };
        whole(text).attributions.iter().map(shown).collect()
    };
    let line = |source: &str, cue: &str, content: &str| vec![[source, cue, content].map(str::to_owned)];
    assert_eq!(
        told("The ministry's earlier claim that the men had fled is old."),
        line("The ministry's", "earlier claim", "that the men had fled is old")
    );
    assert_eq!(
        told("A report by the miners' union that twelve men drowned came late."),
        line("the miners' union", "report", "that twelve men drowned came late")
    );
    assert_eq!(
        told("There were fears that the dam would burst."),
        line("", "fears", "that the dam would burst")
    );
    assert_eq!(
        told("A statement by the ministry said that two men drowned."),
        line("A statement by the ministry", "said", "that two men drowned")
    );
    assert_eq!(
        told("Two men drowned, according to a report of the ombudsman."),
        line("a report of the ombudsman", "according to", "Two men drowned")
    );
    assert_eq!(told("По данным больницы, двое утонули."), line("больницы", "По данным", "двое утонули"));
    assert_eq!(told("По его словам, двое утонули."), line("его", "По его словам", "двое утонули"));
    // the "that" stands for the claim; a deed in words of speech
    assert_eq!(told("The allegation that was made in May is false."), Vec::<[String; 3]>::new());
    assert_eq!(told("The army declared a state of emergency."), Vec::<[String; 3]>::new());
    // claims have their speaker from it, and none where nobody is named
    let text = "The union's claim that two men were killed is new. There are reports that a boy was shot.";
    let found = whole(text);
    let sources: Vec<_> =
        found.claims.iter().map(|claim| claim.attributed_to.map(|span| span.of(text))).collect();
    assert_eq!(sources, [Some("The union's"), None]);
}

#[test]
fn a_claim_is_told_by_who_is_quoted_even_over_sentences() {
    let told = whole("A clerk was killed at the bridge on 8 March 2021, her sister told us.").claims;
    assert!(told[0].attributed_to.is_some());
    let text = "“It was a bad night,” Anna Morrow said. “Two men were killed in the yard.”";
    let found = whole(text);
    let killing = found.claims.iter().find(|claim| claim.claim_type == "killing").unwrap();
    assert_eq!(killing.attributed_to.map(|span| span.of(text)), Some("Anna Morrow"));
}

#[test]
fn a_claim_carries_what_the_article_says_elsewhere() {
    // one day is told: the second killing has it too; who is only identified is one of the dead
    let text = "Two men were killed on June 3. Police identified the victims as Ivan Petrov, 40, and Oleg Sidorov, 31.";
    assert_eq!(
        told(text),
        [
            "killing Asserted: Two men; (2)..(2); 2021-06-03",
            "killing Asserted: Ivan Petrov; Oleg Sidorov; (2)..(2); 2021-06-03",
        ]
    );
    // two days are told: a third act is not given either
    let text = "A man was killed on June 3. A woman was killed on June 5. A child was wounded.";
    assert_eq!(told(text)[2], "injury Asserted: A child; (1)..(1)");
}

#[test]
fn an_invented_english_article() {
    let text = "Anna Morrow, 34, was killed by soldiers on Wednesday. Morrow had been arrested on June 2. \
        More than 40 people were wounded, the hospital said. Two students were allegedly tortured. \
        The union demanded the release of all prisoners. Nobody was killed on June 3.";
    assert_eq!(
        told(text),
        [
            "killing Asserted: Anna Morrow; by soldiers; (1)..(1); 2021-06-16",
            "detention Asserted: Anna Morrow; (1)..(1); 2021-06-02",
            "injury Reported: More than 40 people; (41)..; 2021-06-16",
            "torture Alleged: Two students; (2)..(2)",
            "appeal Demanded: by The union",
            "killing Asserted not: 2021-06-03",
        ]
    );
}

#[test]
fn the_month_of_a_date_is_no_protest() {
    let text = "Samal Berikova was killed on 8 March 2021. In March 2021 students marched in the square.";
    let found = whole(text);
    let kinds: Vec<&str> = found.claims.iter().map(|claim| claim.claim_type.as_str()).collect();
    assert_eq!(kinds, ["killing", "protest"]);
}

#[test]
fn an_invented_russian_article() {
    let text = "В среду были убиты двое мужчин. Более 30 человек задержаны, сообщила полиция. Рабочие объявили забастовку.";
    let found = whole(text);
    let kinds: Vec<&str> = found.claims.iter().map(|claim| claim.claim_type.as_str()).collect();
    assert_eq!(kinds, ["killing", "detention", "strike"]);
    let count = |at: usize| found.claims[at].count.as_ref().map(|count| (count.min, count.max));
    assert_eq!(count(0), Some((Some(2), Some(2))));
    assert_eq!(count(1), Some((Some(31), None)));
    assert_eq!(found.claims[0].when.as_ref().map(|when| when.date.as_str()), Some("2021-06-16"));
    assert_eq!(found.claims[1].modality, Modality::Reported);
}

#[test]
fn what_is_only_possible_is_no_claim() {
    assert_eq!(
        told(
            "The law could lead to new strikes in Rome. If a man were killed there, would they go on strike?"
        ),
        [""; 0]
    );
}

#[test]
fn an_alias_of_the_project_is_tied() {
    let text = "On Monday the Old Fox was arrested. Later Foxman was shot dead near the river.";
    let options = Options { rules: None, aliases: vec![("Foxman".to_owned(), "Peter Grange".to_owned())] };
    let parts = Some(vec![Span::new(0, text.len())]);
    let found = extract(&Article { text, parts, published: None }, &options);
    assert!(found.claims.iter().flat_map(|claim| &claim.who).any(|who| who.name == "Peter Grange"));
}

#[test]
fn an_alias_stands_in_other_cases_and_behind_an_article() {
    for (alias, text) in [
        ("The Butcher", "On Monday soldiers arrested the Butcher near the river."),
        ("the Engineer", "Guards beat the Engineer in the yard."),
        ("Мясник", "В понедельник солдаты задержали Мясника у реки."),
    ] {
        let options = Options { rules: None, aliases: vec![(alias.to_owned(), "Peter Grange".to_owned())] };
        let parts = Some(vec![Span::new(0, text.len())]);
        let found = extract(&Article { text, parts, published: None }, &options);
        let victims = found.claims.iter().flat_map(tizim_text::Claim::victims);
        assert!(victims.into_iter().any(|who| who.name == "Peter Grange"), "{text}: {:?}", found.claims);
    }
}

#[test]
fn a_language_without_rules_is_said() {
    let found = whole("Полиция қаланың солтүстігінде екі адам қаза тапқанын хабарлады");
    assert!(found.claims.is_empty());
    assert!(found.notes.iter().any(|note| note.contains("kk")));
}

/// Reads a text by the program's rules and a user's.
fn read_with(added: &str, text: &str) -> (Extraction, Rules) {
    let mut rules = Rules::of(None).clone();
    assert_eq!(rules.extend(added), Ok(()));
    let article = Article { text, parts: Some(vec![Span::new(0, text.len())]), published: None };
    (extract(&article, &Options { rules: Some(&rules), aliases: Vec::new() }), rules)
}

#[test]
fn a_user_adds_rules() {
    let (found, _) = read_with("[poisoning]\nverb = envenom\n", "Two men were envenomed.");
    assert_eq!(found.claims[0].claim_type, "poisoning");
}

#[test]
fn a_user_adds_small_words() {
    let text = "Four marchers died in zaptieh firing at the gate.";
    let killed = |added: &str| {
        let (found, rules) = read_with(added, text);
        conduct(text, &found, &rules).iter().any(|it| it.conduct == Conduct::Killed)
    };
    assert!(!killed(""));
    assert!(killed("enforcer = zaptieh, zaptiehs\n"));
    // a row takes in those that it is part of, and nouns have their plurals
    let listed = "A porter and three hamals were killed at the gate.";
    let count = |added: &str| {
        let (found, _) = read_with(added, listed);
        found.claims.iter().find_map(|claim| claim.count.as_ref()?.min)
    };
    assert_ne!(count(""), Some(4));
    assert_eq!(count("one_person = porter\nperson = hamal\n"), Some(4));
}

fn assert_grounded(text: &str, found: &Extraction) {
    for claim in &found.claims {
        assert_eq!(check(claim, text, &found.parts, Rules::of(found.language)), Ok(()));
        let quote = claim.quote.of(text);
        assert!(!quote.is_empty());
        for who in &claim.who {
            assert!(quote.contains(who.words.of(text)));
        }
    }
}

/// The seed is one page: here it is asked only for what any page is asked.
#[test]
fn the_seed_is_grounded_and_its_lines_are_right() {
    let told = std::env::var_os("TIZIM_DATA").map(std::path::PathBuf::from);
    let beside = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let beside_main = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/data");
    let Some(folder) = told.into_iter().chain([beside, beside_main]).find(|path| path.join("seed").is_dir())
    else {
        println!("skipped: no data, set TIZIM_DATA");
        return;
    };
    let text = std::fs::read_to_string(folder.join("seed/article.txt")).unwrap();
    let found = extract(&Article { text: &text, ..Article::default() }, &Options::default());
    assert_eq!(found.published.map(|day| day.to_string()).as_deref(), Some("2022-01-20"));
    assert!(found.claims.len() > 40);
    assert_grounded(&text, &found);
}

/// Words that make sentences of the kind that the rules look at.
fn article_like() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "Anna Morrow",
        "police",
        "killed",
        "was",
        "were",
        "arrested",
        "more than",
        "600",
        "forty",
        "people",
        "on Wednesday",
        ",",
        ".",
        "who",
        "and",
        "of",
        "the",
        "not",
        "allegedly",
        "said",
        "“",
        "”",
        "strike",
        "in Almaty",
        "death",
        "he",
        "убиты",
        "двое",
        "человек",
        "задержаны",
        "’s",
        "\n",
        "20 thousand",
        "-",
        "(",
        "identified as",
        "ё",
        "e\u{301}",
        "…",
    ]);
    prop::collection::vec(word, 0..60).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_field_has_its_words(text in article_like()) {
        assert_grounded(&text, &whole(&text));
        let lines = extract(&Article { text: &text, ..Article::default() }, &Options::default());
        assert_grounded(&text, &lines);
    }

    #[test]
    fn no_text_makes_it_fail(text in "\\PC{0,300}") {
        assert_grounded(&text, &whole(&text));
        prop_assert_eq!(classify_lines(&text).len(), text.split_inclusive('\n').count());
    }

    #[test]
    fn no_bytes_make_it_fail(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(article) = article_from_bytes("bytes", &bytes) {
            let parts = article.blocks.as_ref().map(|blocks| {
                blocks.iter().filter(|block| block.kind != BlockKind::Furniture).map(|block| Span::new(block.range.start, block.range.end)).collect()
            });
            let found = extract(&Article { text: &article.text, parts, published: None }, &Options::default());
            assert_grounded(&article.text, &found);
        }
    }
}

#[test]
fn one_person_with_more_or_less_of_a_name_is_one() {
    let text = "Anna Morrow Reyes was killed on Monday. Friends of Anna Morrow wept. Morrow Reyes was 30. \
        Ivan Petrov Jr. was wounded by Ivan Petrov.";
    let found = whole(text);
    let names: std::collections::BTreeSet<&str> =
        found.mentions.iter().map(|mention| mention.name.as_str()).collect();
    assert!(names.contains("Anna Morrow Reyes"), "{names:?}");
    assert!(!names.contains("Anna Morrow") && !names.contains("Morrow Reyes"), "{names:?}");
    assert!(names.contains("Ivan Petrov"), "{names:?}");
}

#[test]
fn nobody_was_killed() {
    let found = whole("No one was killed in the village on Monday. A man and his son were wounded.");
    assert!(found.claims.iter().filter(|claim| claim.claim_type == "killing").all(|claim| claim.negated));
    let toll = tizim_text::toll(
        "No one was killed in the village on Monday. A man and his son were wounded.",
        &found,
    );
    assert_eq!((toll.killed, toll.injured), (0, 2));
}

#[test]
fn several_at_once_are_said_by_a_word_before_the_act() {
    let text = "Police are investigating a triple homicide on Elm Street on 3 May 2021.";
    let found = whole(text);
    let killing = found.claims.iter().find(|claim| claim.claim_type == "killing").unwrap();
    let count = killing.count.as_ref().unwrap();
    assert_eq!((count.min, count.max, count.words.of(text)), (Some(3), Some(3), "triple"));
}

#[test]
fn a_list_of_the_dead_is_counted_whole_and_an_age_is_no_number_of_them() {
    let counted = |text: &str| {
        let found = whole(text);
        let killing = found.claims.iter().find(|claim| claim.claim_type == "killing").unwrap().clone();
        killing.count.and_then(|count| count.min)
    };
    assert_eq!(counted("Three women and two men dead in the village on 3 May 2021."), Some(5));
    assert_eq!(counted("Peter Berg, 31 and from Oslo, was killed on 3 May 2021."), Some(1));
}
