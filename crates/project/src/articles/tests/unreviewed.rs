//! What nobody has reviewed puts nobody on a list, and a page that is there twice is no second witness.

use super::*;

fn named<'r>(results: &'r Results, name: &str) -> &'r crate::Person {
    let is_it =
        |person: &&std::sync::Arc<crate::Person>| person.field("name").unwrap().shown().display == name;
    results.persons.iter().find(is_it).unwrap()
}

#[test]
fn a_mention_puts_somebody_on_a_list_once_it_is_accepted() {
    let dir = tempfile::tempdir().unwrap();
    let project = project(dir.path(), true);
    let first = run(&project);
    let lists = |results: &Results| -> (Vec<String>, Vec<String>) {
        let names = |lists: Vec<tizim_model::ListIx>| {
            lists.into_iter().map(|list| results.records.lists[list.index()].name.clone()).collect()
        };
        let samal = named(results, "Samal Berikova");
        (names(results.lists_of(samal)), names(results.suggested_in(samal)))
    };
    let both = |one: &str, other: &str| (vec![one.to_owned()], vec![other.to_owned()]);
    assert_eq!(lists(&first), both("list", "press"));
    assert_eq!((first.reviewed_records(), first.reviewed_lists()), (2, 1));
    let on = |results: &Results, name: &str| {
        results.lists.iter().find(|list| list.name == name).map(|list| (list.persons, list.only_here))
    };
    assert_eq!((on(&first, "list"), on(&first, "press")), (Some((2, 2)), Some((0, 0))));
    let samal = position(&first, "Samal");
    let claim = Box::new(first.claims[samal].claim.clone());
    judge(&project, &first, samal, ClaimVerdict::Accepted { claim });
    let second = run(&project);
    let (on_lists, suggested_in) = lists(&second);
    assert_eq!((on_lists.len(), suggested_in.len()), (2, 0));
    assert_eq!((second.reviewed_records(), second.reviewed_lists()), (3, 2));
    assert_eq!((on(&second, "list"), on(&second, "press")), (Some((2, 1)), Some((1, 0))));
}

#[test]
fn a_page_that_is_there_twice_says_so_in_its_figures() {
    let dir = tempfile::tempdir().unwrap();
    let mut project = project(dir.path(), false);
    let before = run(&project);
    assert!(before.figures.iter().all(|figure| figure.copy_of.is_empty()));
    // other bytes, the same words
    let again = dir.path().join("the same.html");
    std::fs::write(&again, PAGE.replace("<p>", "\n<p>")).unwrap();
    let articles = Addition {
        files: vec![again],
        list: "press".to_owned(),
        holds: Holds::Articles,
        ..Addition::default()
    };
    project.add(&articles, &doer()).unwrap();
    let results = run(&project);
    let copies = results.copies.iter().flatten().count();
    assert_eq!((copies, results.articles.len()), (1, 3));
    assert!(results.warnings.iter().any(|warning| warning.code == "copies_of_articles"));
    let repeated: Vec<&str> =
        results.figures.iter().map(|figure| figure.copy_of.as_str()).filter(|id| !id.is_empty()).collect();
    assert_eq!(repeated.len(), results.figures.len() - before.figures.len());
    assert!(repeated.iter().all(|id| before.figures.iter().any(|figure| figure.id == **id)), "{repeated:?}");
}
