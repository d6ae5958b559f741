//! A small project with articles, from the file to the figures, and what judgements make of it.

mod unreviewed;

use super::{ArticleRules, StoredArticle, Written, extract_file, grounded, judged_claims};
use crate::{Addition, ClaimState, Doer, Holds, NewProject, Project, ProjectError, RecordNames, Results};
use std::path::Path;
use tizim_ledger::{ClaimKey, ClaimVerdict, Decision, Entry, Judgement, Ledger, NewEntry, What};
use tizim_model::{Basis, Modality, Standing};

const PAGE: &str = "<!doctype html><html lang=\"en\"><head><title>Two killed at the bridge</title>\
    <meta property=\"article:published_time\" content=\"2021-03-10\"><meta property=\"og:site_name\" content=\"River Post\">\
    </head><body><article><h1>Two killed at the bridge</h1>\
    <p>Samal Berikova, 34, was killed by soldiers at the bridge in Taraz on 8 March 2021, her brother told us.</p>\
    <p>The ministry said on Tuesday that 12 people were killed in Kazakhstan. A local committee said that 5 people were \
    killed in Taraz, and the mothers of the town gave other names later.</p></article></body></html>";
const LATER: &str = "<!doctype html><html lang=\"en\"><head><title>Ministry corrects its number</title>\
    <meta property=\"article:published_time\" content=\"2021-04-02\"></head><body><article>\
    <h1>Ministry corrects its number</h1><p>The ministry said on Thursday that 19 people were killed in Kazakhstan, after \
    weeks in which relatives had asked for a new count and had been sent away.</p></article></body></html>";
const LIST: &str =
    "id,name,age,date of death,city\n1,Samal Berikova,34,2021-03-08,Taraz\n2,Olga Kim,51,2021-03-09,Almaty\n";

/// Returns the article that a file with a text is.
pub(super) fn read_article(file: &str, text: &str) -> StoredArticle {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(file);
    std::fs::write(&path, text).unwrap();
    let rules = ArticleRules::new(Vec::new(), None).unwrap();
    let mut articles = Vec::new();
    extract_file(&path, "", file, &rules, &mut |article| articles.push(article)).unwrap();
    articles.remove(0)
}

fn doer() -> Doer {
    Doer { author: "A".to_owned(), at: "2026-01-01T00:00:00Z".parse().unwrap() }
}

fn project(dir: &Path, with_list: bool) -> Project {
    let mut project =
        Project::create(&dir.join("p"), &NewProject { seed: 1, ..NewProject::default() }, &doer()).unwrap();
    let press = dir.join("press");
    std::fs::create_dir(&press).unwrap();
    std::fs::write(press.join("one.html"), PAGE).unwrap();
    std::fs::write(press.join("two.html"), LATER).unwrap();
    std::fs::write(press.join("picture.png"), b"\x89PNG\r\n").unwrap();
    let articles = Addition {
        files: vec![press],
        list: "press".to_owned(),
        holds: Holds::Articles,
        ..Addition::default()
    };
    let added = project.add(&articles, &doer()).unwrap();
    assert_eq!((added.files.len(), added.left_out.len()), (2, 1), "{:?}", added.left_out);
    assert!(project.add(&articles, &doer()).unwrap().files.iter().all(|file| file.known));
    if with_list {
        let file = dir.join("list.csv");
        std::fs::write(&file, LIST).unwrap();
        let list = Addition { files: vec![file], list: "list".to_owned(), ..Addition::default() };
        project.add(&list, &doer()).unwrap();
    }
    project
}

fn run(project: &Project) -> Results {
    project.run(&project.lock().unwrap(), &|_, _| ()).unwrap()
}

fn judge(project: &Project, results: &Results, position: usize, verdict: ClaimVerdict) {
    let judged = &results.claims[position];
    let decision = Decision::Claim {
        article: results.articles[judged.article].key(),
        suggestion: judged.key.clone(),
        verdict,
    };
    let what = What::Judgement(Judgement { decision, reason: String::new(), undoes: None });
    let mut ledger = Ledger::open(project.layout.ledger()).unwrap();
    ledger.append(&NewEntry { at: doer().at, author: "B".to_owned(), what }).unwrap();
}

fn position(results: &Results, words: &str) -> usize {
    let is_it = |claim: &crate::JudgedClaim| {
        claim.claim.claim_type == "killing" && claim.claim.quote.text.contains(words)
    };
    results.claims.iter().position(is_it).unwrap_or_else(|| panic!("{words}: {:?}", results.claims))
}

#[test]
fn evidence_leads_to_the_bytes_of_the_file() {
    let dir = tempfile::tempdir().unwrap();
    let project = project(dir.path(), false);
    let results = run(&project);
    for judged in &results.claims {
        let article = &results.articles[judged.article];
        let bytes = std::fs::read(project.layout.sources().join(&article.file)).unwrap();
        let quote = &judged.claim.quote;
        let source = std::str::from_utf8(&bytes[quote.start as usize..quote.end as usize]).unwrap();
        assert_eq!(source, quote.text);
        assert_eq!(&article.text[article.place_of(quote).unwrap()], quote.text);
    }
}

#[test]
fn suggestions_count_nobody_and_find_people_on_lists() {
    let dir = tempfile::tempdir().unwrap();
    let project = project(dir.path(), true);
    let results = run(&project);
    // the article's person is found on the list; nobody is added
    assert_eq!((results.persons.len(), results.documented(), results.suggested()), (2, 2, 0));
    assert_eq!(results.captures.systems, ["list"]);
    assert!(results.figures.iter().all(|figure| figure.basis == Basis::Suggested));
    let taraz = results.figures.iter().find(|figure| figure.scope == "Taraz").unwrap();
    assert_eq!((taraz.low, taraz.part_of.as_str()), (Some(5), "Kazakhstan"));
    let ministry: Vec<Standing> = results
        .figures
        .iter()
        .filter(|figure| figure.claimant.to_lowercase() == "the ministry")
        .map(|figure| figure.standing)
        .collect();
    assert_eq!(ministry, [Standing::Superseded, Standing::Stands]);
    assert!(results.warnings.iter().any(|warning| warning.code == "claims_to_review"));
}

#[test]
fn judgements_change_claims_figures_and_records() {
    let dir = tempfile::tempdir().unwrap();
    let project = project(dir.path(), false);
    let first = run(&project);
    assert_eq!((first.persons.len(), first.documented(), first.suggested()), (1, 0, 1));
    let samal = position(&first, "Samal");
    judge(
        &project,
        &first,
        samal,
        ClaimVerdict::Accepted { claim: Box::new(first.claims[samal].claim.clone()) },
    );
    judge(&project, &first, position(&first, "12 people"), ClaimVerdict::Rejected);
    let article = &first.articles[first.claims[samal].article];
    let written = Written {
        claim_type: "killing".to_owned(),
        quote: "A local committee said that 5 people were\n killed in Taraz".to_owned(),
        count: "5".to_owned(),
        place: "Taraz".to_owned(),
        modality: Some(Modality::Reported),
        attributed_to: "A local committee".to_owned(),
        ..Written::default()
    };
    let claim = grounded(article, &written).unwrap();
    let suggestion = first.claims[position(&first, "5 people")].key.clone();
    let added = position(&first, "5 people");
    judge(&project, &first, added, ClaimVerdict::Corrected { claim: Box::new(claim) });
    let second = run(&project);
    assert_eq!((second.documented(), second.suggested()), (1, 0));
    let state = |words: &str| second.claims[position(&second, words)].state;
    assert_eq!(state("Samal"), ClaimState::Accepted);
    assert_eq!(state("12 people"), ClaimState::Rejected);
    assert!(
        second.claims.iter().any(|claim| claim.key == suggestion && claim.state == ClaimState::Corrected)
    );
    let judged: Vec<Option<u64>> = second
        .figures
        .iter()
        .filter(|figure| figure.basis == Basis::Judged)
        .map(|figure| figure.low)
        .collect();
    assert_eq!(judged, [Some(5)]);
    assert!(!second.figures.iter().any(|figure| figure.low == Some(12)), "a rejected figure is none");
    // the live register follows without a run, as far as claims and figures go
    let mut live = first;
    let entries = Ledger::open(project.layout.ledger()).unwrap().entries().unwrap();
    let names = RecordNames::new(&live.records);
    let since = entries.len() as u64 - 3;
    live.follow(&project.config, &names, &tizim_ledger::Book::of(entries), since).unwrap();
    assert_eq!(live.claims, second.claims);
    assert_eq!(live.figures, second.figures);
}

const COURT: &str = "<!doctype html><html lang=\"en\"><head><title>Warden sentenced</title>\
    <meta property=\"article:published_time\" content=\"2022-11-08\"></head><body><article><h1>Warden sentenced</h1>\
    <p>A court sentenced the warden Conrad Weil to 18 years for the killing of Josip Brandt, who died in his cell in 2020. \
    Daud Seremba has been missing since January, and the journalist Anna Levi was released in the evening, her lawyer said.</p>\
    <p>The army denied that Jonas Kaledi was killed, and Eli Kaledi may be killed next, his father fears. The body of Luis \
    Carrano was found on Saturday, and the police have not given the body of Omar Sani to his family.</p></article></body></html>";

#[test]
fn what_is_accepted_documents_only_by_an_act_that_is_counted() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("p");
    let codebook =
        crate::config::Codebook { quantity: "killed".to_owned(), ..crate::config::Codebook::default() };
    let mut project =
        Project::create(&root, &NewProject { seed: 1, codebook, ..NewProject::default() }, &doer()).unwrap();
    let page = dir.path().join("court.html");
    std::fs::write(&page, COURT).unwrap();
    let articles = Addition {
        files: vec![page],
        list: "press".to_owned(),
        holds: Holds::Articles,
        ..Addition::default()
    };
    project.add(&articles, &doer()).unwrap();
    let results = run(&project);
    let article = &results.articles[0];
    let mut ledger = Ledger::open(project.layout.ledger()).unwrap();
    let mut decide = |suggestion: ClaimKey, verdict| {
        let decision = Decision::Claim { article: article.key(), suggestion, verdict };
        let what = What::Judgement(Judgement { decision, reason: String::new(), undoes: None });
        ledger.append(&NewEntry { at: doer().at, author: "B".to_owned(), what }).unwrap();
    };
    // nothing hangs on how well the program reads: all that it found goes, and a reviewer writes what the page says
    for judged in &results.claims {
        decide(judged.key.clone(), ClaimVerdict::Rejected);
    }
    let said = [
        ("trial", "A court sentenced the warden Conrad Weil to 18 years", "Conrad Weil", Modality::Asserted),
        ("killing", "the killing of Josip Brandt", "Josip Brandt", Modality::Asserted),
        ("disappearance", "Daud Seremba has been missing since January", "Daud Seremba", Modality::Asserted),
        ("release", "the journalist Anna Levi was released", "Anna Levi", Modality::Reported),
        ("killing", "The army denied that Jonas Kaledi was killed", "Jonas Kaledi", Modality::Denied),
        ("killing", "Eli Kaledi may be killed next", "Eli Kaledi", Modality::Predicted),
        ("body_found", "The body of Luis Carrano was found", "Luis Carrano", Modality::Asserted),
        ("body_withheld", "have not given the body of Omar Sani", "Omar Sani", Modality::Asserted),
    ];
    for (claim_type, quote, victim, modality) in said {
        let written = Written {
            claim_type: claim_type.to_owned(),
            quote: quote.to_owned(),
            victims: vec![victim.to_owned()],
            modality: Some(modality),
            ..Written::default()
        };
        let claim = grounded(article, &written).unwrap();
        decide(ClaimKey::of(&claim), ClaimVerdict::Added { claim: Box::new(claim) });
    }
    drop(ledger);
    let names = |results: &Results, counted: bool| -> Vec<String> {
        let persons = results.persons.iter().filter(|person| person.too_bare != counted);
        persons.map(|person| person.field("name").unwrap().shown().display.clone()).collect()
    };
    let killed = run(&project);
    assert_eq!(names(&killed, true), ["Josip Brandt", "Luis Carrano"]);
    assert_eq!(names(&killed, false), ["Anna Levi", "Conrad Weil", "Daud Seremba", "Omar Sani"]);
    assert_eq!(
        (killed.documented(), killed.of_other_acts(), killed.suggested(), killed.too_bare()),
        (2, 4, 0, 0)
    );
    // the same judgements under other codebooks
    let mut under = |quantity: &str, acts: &[&str]| {
        project.config.codebook.quantity = quantity.to_owned();
        project.config.codebook.acts = acts.iter().map(|act| (*act).to_owned()).collect();
        let results = run(&project);
        let warned: Vec<&str> = results.warnings.iter().map(|warning| warning.code.as_str()).collect();
        (names(&results, true), warned.contains(&"no_quantity"), warned.contains(&"unknown_quantity"))
    };
    assert_eq!(under("missing", &[]), (vec!["Daud Seremba".to_owned()], false, false));
    assert_eq!(under("killed", &["body_withheld"]), (vec!["Omar Sani".to_owned()], false, false));
    assert_eq!(under("cases", &[]), (Vec::new(), false, true));
    let (any, warned, _) = under("", &[]);
    assert_eq!(any, ["Daud Seremba", "Josip Brandt", "Luis Carrano", "Omar Sani"]);
    assert!(warned);
}

const DENIED: &str = "<!doctype html><html lang=\"en\"><head><title>The ministry denies it</title>\
    <meta property=\"article:published_time\" content=\"2022-01-09\"></head><body><article><h1>The ministry denies it</h1>\
    <p>No one was injured in Taraz, the mayor said. The channel wrote that 164 people had been killed in Kazakhstan, and the \
    ministry denied that 164 people had been killed. Earlier she said that 20 people were killed in Taraz on 5 January, and \
    the police denied that 300 people had been detained.</p></article></body></html>";

#[test]
fn who_denies_a_number_did_not_give_it() {
    let dir = tempfile::tempdir().unwrap();
    let project = project(dir.path(), false);
    let file = dir.path().join("denied.html");
    std::fs::write(&file, DENIED).unwrap();
    let mut project = project;
    let list = Addition {
        files: vec![file],
        list: "more".to_owned(),
        holds: Holds::Articles,
        ..Addition::default()
    };
    project.add(&list, &doer()).unwrap();
    let article = run(&project).articles.iter().find(|article| article.source == "more").unwrap().clone();
    let said = [
        ("injury", "No one was injured in Taraz", "one", "", "", "the mayor", Modality::Reported, true),
        (
            "killing",
            "164 people had been killed in Kazakhstan",
            "164",
            "",
            "",
            "The channel",
            Modality::Reported,
            false,
        ),
        (
            "killing",
            "the ministry denied that 164 people had been killed",
            "164",
            "",
            "",
            "the ministry",
            Modality::Denied,
            false,
        ),
        (
            "killing",
            "20 people were killed in Taraz on 5 January",
            "20",
            "5 January",
            "2022-01-05",
            "she",
            Modality::Reported,
            false,
        ),
        (
            "detention",
            "the police denied that 300 people had been detained",
            "300",
            "",
            "",
            "the police",
            Modality::Denied,
            false,
        ),
    ];
    let judged = said.map(|(claim_type, quote, count, when, date, source, modality, negated)| {
        let written = Written {
            claim_type: claim_type.to_owned(),
            quote: quote.to_owned(),
            count: count.to_owned(),
            when: when.to_owned(),
            date: date.to_owned(),
            attributed_to: source.to_owned(),
            modality: Some(modality),
            negated,
            ..Written::default()
        };
        let claim = grounded(&article, &written).unwrap();
        super::JudgedClaim {
            article: 0,
            id: String::new(),
            key: ClaimKey::of(&claim),
            claim,
            state: ClaimState::Added,
            entry: None,
        }
    });
    let figures = super::claimed_figures(&[article], &[None], &judged);
    let told: Vec<(Option<u64>, &str, Standing, &str)> = figures
        .iter()
        .map(|figure| (figure.low, figure.claimant.as_str(), figure.standing, figure.status.as_str()))
        .collect();
    let denied = "denied by the ministry";
    assert_eq!(
        told,
        [
            (Some(164), "The channel", Standing::Denied, "reported; denied by the ministry"),
            (Some(164), "The channel", Standing::Denied, denied),
            // a pronoun names nobody
            (Some(20), "", Standing::Stands, "reported"),
            (Some(300), "", Standing::Denied, "denied by the police"),
        ]
    );
    // the day of the act is no part of the remarks
    assert_eq!(figures[2].event_date, "2022-01-05".parse().ok());
    assert!(figures.iter().all(|figure| figure.of_which.is_empty()));
}

#[test]
fn an_accepted_claim_outlives_a_program_that_reads_differently() {
    let dir = tempfile::tempdir().unwrap();
    let project = project(dir.path(), false);
    let results = run(&project);
    let claim = results.claims[position(&results, "Samal")].claim.clone();
    let key = ClaimKey { end: claim.quote.end + 1, ..ClaimKey::of(&claim) };
    let decision = Decision::Claim {
        article: results.articles[0].key(),
        suggestion: key,
        verdict: ClaimVerdict::Accepted { claim: Box::new(claim) },
    };
    let what = What::Judgement(Judgement { decision, reason: String::new(), undoes: None });
    let mut ledger = Ledger::open(project.layout.ledger()).unwrap();
    ledger.append(&NewEntry { at: doer().at, author: "B".to_owned(), what }).unwrap();
    assert_eq!(run(&project).claims.len(), results.claims.len() + 1);
}

#[test]
fn of_several_people_in_one_sentence_each_is_judged_alone() {
    let dir = tempfile::tempdir().unwrap();
    let project = project(dir.path(), false);
    let mut article = run(&project).articles[0].clone();
    let claim = article.claims.iter().find(|claim| !claim.who.is_empty()).unwrap().clone();
    let mut brother = claim.clone();
    brother.who[0].words.start += 1;
    article.claims = vec![claim.clone(), brother.clone()];
    let entry = |key: ClaimKey, verdict| {
        let decision = Decision::Claim { article: article.key(), suggestion: key, verdict };
        let what = What::Judgement(Judgement { decision, reason: String::new(), undoes: None });
        let mut ledger = Ledger::open(project.layout.ledger()).unwrap();
        ledger.append(&NewEntry { at: doer().at, author: "B".to_owned(), what }).unwrap();
        ledger.entries().unwrap().pop().unwrap()
    };
    let rejected = entry(ClaimKey::of(&claim), ClaimVerdict::Rejected);
    let states = |article: &StoredArticle, entry: &Entry| -> Vec<ClaimState> {
        judged_claims(std::slice::from_ref(article), std::iter::once(entry))
            .iter()
            .map(|claim| claim.state)
            .collect()
    };
    assert_eq!(states(&article, &rejected), [ClaimState::Rejected, ClaimState::Suggested]);
    // a judgement that names nobody speaks of the only claim on its words, and of none where there are two
    let of_words = entry(ClaimKey { about: Vec::new(), ..ClaimKey::of(&claim) }, ClaimVerdict::Rejected);
    assert_eq!(states(&article, &of_words), [ClaimState::Suggested, ClaimState::Suggested]);
    article.claims.pop();
    assert_eq!(states(&article, &of_words), [ClaimState::Rejected]);
}

#[test]
fn no_field_without_its_words() {
    let dir = tempfile::tempdir().unwrap();
    let results = run(&project(dir.path(), false));
    let article = &results.articles[0];
    let quote = "12 people were killed in Kazakhstan";
    let written = |change: &dyn Fn(&mut Written)| {
        let mut written =
            Written { claim_type: "killing".to_owned(), quote: quote.to_owned(), ..Written::default() };
        change(&mut written);
        grounded(article, &written)
    };
    assert_eq!(written(&|_| ()).unwrap().quote.text, quote);
    type Change<'a> = &'a dyn Fn(&mut Written);
    let wrong: [(&str, Change<'_>); 7] = [
        ("what happened", &|it| it.claim_type = "<script>".to_owned()),
        ("the article", &|it| it.quote = "13 people were killed".to_owned()),
        ("the quote", &|it| it.victims = vec!["Somebody Else".to_owned()]),
        ("the quote", &|it| it.place = "Taraz".to_owned()),
        ("no number", &|it| it.count = "people".to_owned()),
        ("no date", &|it| it.when = "The ministry said".to_owned()),
        ("the article", &|it| it.attributed_to = "the mayor".to_owned()),
    ];
    for (word, change) in wrong {
        let fault = written(change).unwrap_err().to_string();
        assert!(fault.contains(word), "{fault}");
    }
}

#[test]
fn figures_alone_are_a_project_and_nothing_is_none() {
    let dir = tempfile::tempdir().unwrap();
    let mut project =
        Project::create(&dir.path().join("p"), &NewProject { seed: 1, ..NewProject::default() }, &doer())
            .unwrap();
    let refused = project.run(&project.lock().unwrap(), &|_, _| ()).unwrap_err();
    assert!(matches!(refused, ProjectError::NoRecords));
    let file = dir.path().join("rival.csv");
    std::fs::write(&file, "quantity,number,claimant,as_of,scope\nkilled,12,Ministry,2021-03-09,Kazakhstan\n")
        .unwrap();
    let figures = Addition {
        files: vec![file],
        list: "rival".to_owned(),
        holds: Holds::Figures,
        ..Addition::default()
    };
    project.add(&figures, &doer()).unwrap();
    let results = run(&project);
    assert_eq!((results.figures.len(), results.persons.len()), (1, 0));
}
