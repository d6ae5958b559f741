//! Lists of unlike care, and lists whose rows are persons already.

use crate::population::{Row, linked, population, records, truth};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tizim_link::{
    Earlier, Linkage, ListPair, ListPairModel, Options, ScoreFigures, link_against, score_by_lists,
};
use tizim_model::{ColumnBuilder, List, ListIx, ListRecords, Records, Role, Value};

/// Two lists that are copies of one another, and a third with a typing error in most names, and mostly a bare year of birth.
fn copies_and_a_rough_list() -> Vec<Row> {
    let mut generator = ChaCha8Rng::seed_from_u64(21);
    let mut rows = Vec::new();
    for person in population(1_500, 1, 20) {
        rows.push(person.clone());
        rows.push(Row { list: 1, ..person.clone() });
        if generator.random::<f64>() < 0.25 {
            let mut cells = person.cells;
            for name in &mut cells[..2] {
                if name.len() > 2 && generator.random::<f64>() < 0.6 {
                    name.remove(generator.random_range(1..name.len()));
                }
            }
            if cells[2].len() > 4 && generator.random::<f64>() < 0.7 {
                cells[2].truncate(4);
            }
            rows.push(Row { list: 2, person: person.person, cells });
        }
    }
    rows
}

fn across(linkage: &Linkage, rows: &[Row], records: &Records, a: u16, b: u16) -> ScoreFigures {
    let by_lists = score_by_lists(&linkage.person_of, &truth(rows), &records.list_of);
    by_lists
        .into_iter()
        .find(|pair| (pair.a, pair.b) == (ListIx(a), ListIx(b)))
        .expect("both are there")
        .pairwise
}

fn model_of(linkage: &Linkage, a: u16, b: u16) -> &ListPairModel {
    let lists = ListPair::Across(format!("list {a}"), format!("list {b}"));
    linkage.model.list_pairs.iter().find(|pair| pair.lists == lists).expect("both are there")
}

#[test]
fn near_copies_do_not_make_the_model_too_strict_for_a_rough_list() {
    let rows = copies_and_a_rough_list();
    let records = records(&rows, true);
    let linkage = linked(&records, &Options::default(), &[]);
    for list in [0, 1] {
        let figures = across(&linkage, &rows, &records, list, 2);
        assert!(figures.f1 > 0.8, "{figures:?}");
    }
    let copies = across(&linkage, &rows, &records, 0, 1);
    assert!(copies.f1 > 0.99, "{copies:?}");
    // the given names of copies are the same, those of the rough list often are not
    let same = |a, b| model_of(&linkage, a, b).m[0][7].get();
    assert!(same(0, 1) > 0.95, "{}", same(0, 1));
    assert!(same(0, 2) < 0.7, "{}", same(0, 2));
}

#[test]
fn a_rough_list_that_comes_later_has_its_own_weights() {
    let rows = copies_and_a_rough_list();
    let old_rows: Vec<Row> = rows.iter().filter(|row| row.list < 2).cloned().collect();
    let (old, all) = (records(&old_rows, true), records(&rows, true));
    let before = linked(&old, &Options::default(), &[]);
    let person_of = (0..all.len()).map(|record| Some(before.person_of.get(record)?.0)).collect();
    let earlier = Earlier { person_of, saved: Some(before.save()) };
    let after = link_against(&all, &Options::default(), &[], &earlier, &|_, _| {}).unwrap();
    assert_eq!(model_of(&after, 0, 1).m, model_of(&before, 0, 1).m, "what was learned stays");
    let same = |a, b| model_of(&after, a, b).m[0][7].get();
    assert!(same(0, 1) > 0.95 && same(0, 2) < 0.7, "{} and {}", same(0, 1), same(0, 2));
    let figures = across(&after, &rows, &all, 0, 2);
    assert!(figures.f1 > 0.8, "{figures:?}");
}

#[test]
fn rows_that_others_linked_and_that_name_nobody_are_persons_already() {
    let list = |name: &str, already_linked: bool| {
        let mut place = ColumnBuilder::new("place", Role::Place);
        let mut month = ColumnBuilder::new("month", Role::EventMonth);
        for row in 0..40 {
            place.push(0, ["Almaty", "Taraz"][row % 2], |raw| Value::Text(raw.into()));
            month.push(0, ["1", "2", "3"][row % 3], |raw| Value::Text(raw.into()));
        }
        ListRecords {
            list: List { name: name.to_owned(), no_duplicates: false, already_linked },
            file: vec![0; 40],
            files: vec!["made.csv".to_owned()],
            line: (2..42).collect(),
            record_id: (1..=40).map(|row| row.to_string()).collect(),
            columns: vec![place.finish(), month.finish()],
            quarantine: Vec::new(),
        }
    };
    let records = Records::from_lists(vec![list("a", true), list("b", true)]);
    let linkage = linked(&records, &Options::default(), &[]);
    let persons: std::collections::HashSet<_> = linkage.person_of.iter().collect();
    assert_eq!(persons.len(), 80);
    for drawn in linkage.draws(20, 1) {
        assert_eq!(drawn, linkage.person_of, "no draw joins them either");
    }
    assert!(linkage.model.threshold.how.contains("linked by others"), "{}", linkage.model.threshold.how);
}
