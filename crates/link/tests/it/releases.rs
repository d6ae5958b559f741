//! Successive releases of one list beside a list made from news, with their truth; skipped where the data is not there.

use std::collections::HashMap;
use std::path::PathBuf;
use tizim_link::{Options, link, score_by_lists};
use tizim_model::{List, ListIx, Records};
use tizim_read::{RawTable, ReadOptions, guess_columns, interpret, read_table};

fn table(name: &str) -> Option<RawTable> {
    let data = std::env::var("TIZIM_DATA").map_or_else(
        |_| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")),
        PathBuf::from,
    );
    let path = data.join("gaza").join(name);
    path.exists().then(|| read_table(&path, &ReadOptions::default()).expect("the file can be read"))
}

fn cells(table: &RawTable, column: &str) -> Vec<String> {
    let column = table.column(column).expect("the column is there");
    (0..table.rows()).map(|row| column.cell(row).to_owned()).collect()
}

/// Returns who each row is, by its id: persons by national id, and the rows of the other list that are surely or probably one.
fn persons() -> Option<HashMap<String, u32>> {
    let (by_id, by_hand) = (table("truth_clusters.csv")?, table("truth_airwars_moh.csv")?);
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut persons: HashMap<String, u32> = HashMap::new();
    for (row, person) in cells(&by_id, "row_id").into_iter().zip(cells(&by_id, "person_id")) {
        let next = numbers.len() as u32;
        persons.insert(row, *numbers.entry(person).or_insert(next));
    }
    let sure = cells(&by_hand, "confidence");
    let pairs = cells(&by_hand, "airwars_row_id").into_iter().zip(cells(&by_hand, "moh_row_id"));
    for ((row, other), sure) in pairs.zip(sure) {
        if let ("certain" | "probable", Some(person)) = (sure.as_str(), persons.get(&other).copied()) {
            persons.insert(row, person);
        }
    }
    Some(persons)
}

#[test]
fn a_list_from_news_is_linked_to_two_releases_that_are_near_copies() {
    let Some(persons) = persons() else { return };
    let mut truth = Vec::new();
    let parts = ["list_u6_2025-03-23.csv", "list_u7_2025-06-15.csv", "airwars_victims.csv"].map(|name| {
        let table = table(name).expect("all files are there or none");
        truth.extend(cells(&table, "row_id").iter().map(|row| persons.get(row).copied()));
        let specs: Vec<_> = guess_columns(&table).into_iter().map(|guess| guess.spec).collect();
        let list = List { name: name.to_owned(), no_duplicates: false, already_linked: false };
        interpret(&table, list, name, &specs).expect("the guesses can be read")
    });
    let records = Records::from_lists(parts.into());
    let linkage = link(&records, &Options::default(), &[], &|_, _| {}).expect("the records can be linked");
    let by_lists = score_by_lists(&linkage.person_of, &truth, &records.list_of);
    let f1 = |a, b| {
        let of = |list| ListIx(list);
        by_lists.iter().find(|pair| (pair.a, pair.b) == (of(a), of(b))).expect("both are there").pairwise.f1
    };
    assert!(f1(0, 1) > 0.99, "{}", f1(0, 1));
    assert!(f1(0, 2) > 0.80, "{}", f1(0, 2));
    assert!(f1(1, 2) > 0.80, "{}", f1(1, 2));
}
