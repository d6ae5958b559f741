//! Records that say too little, on three lists that share most of their people.

use tizim_link::{Linkage, Options, PairJudgement, Verdict, link};
use tizim_model::{ColumnBuilder, List, ListRecords, RecordIx, Records, Role, Value};

const PERSONS: usize = 240;
/// Of the last list every so manieth record has a place and nothing else.
const EVERY: usize = 20;

fn name(person: usize) -> String {
    const SOUNDS: [&str; 12] = ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu", "da", "ge"];
    let word = |number: usize| {
        let mut word =
            format!("{}{}{}", SOUNDS[number % 12], SOUNDS[number / 12 % 12], SOUNDS[number * 7 % 11]);
        word[..1].make_ascii_uppercase();
        word
    };
    format!("{} {}", word(person * 5 + 3), word(person * 11 + 1))
}

/// Each list lacks a tenth of the persons, another tenth each; `bare` takes the names of some on the last.
fn records(bare: bool) -> Records {
    let lists = (0..3).map(|list| {
        let persons: Vec<usize> = (0..PERSONS).filter(|person| person % 10 != list).collect();
        let is_bare = |row: usize| bare && list == 2 && row.is_multiple_of(EVERY);
        let mut names = ColumnBuilder::new("name", Role::Name);
        let mut places = ColumnBuilder::new("place", Role::Place);
        let mut statuses = ColumnBuilder::new("status", Role::Status);
        for (row, person) in persons.iter().enumerate() {
            let text = if is_bare(row) { String::new() } else { name(*person) };
            names.push(0, &text, |raw| Value::Text(raw.into()));
            places.push(0, ["north", "south", "east", "west"][person % 4], |raw| Value::Text(raw.into()));
            statuses.push(0, ["civilian", "police"][person % 2], |raw| Value::Text(raw.into()));
        }
        ListRecords {
            list: List { name: format!("list {list}"), no_duplicates: true, already_linked: false },
            file: vec![0; persons.len()],
            files: vec!["made.csv".to_owned()],
            line: (2..2 + persons.len() as u64).collect(),
            record_id: persons.iter().map(ToString::to_string).collect(),
            columns: vec![names.finish(), places.finish(), statuses.finish()],
            quarantine: Vec::new(),
        }
    });
    Records::from_lists(lists.collect())
}

fn linked(records: &Records, judgements: &[PairJudgement]) -> Linkage {
    link(records, &Options::default(), judgements, &|_, _| {}).expect("links")
}

fn bare_of(records: &Records, linkage: &Linkage) -> Vec<RecordIx> {
    let bare = linkage.too_bare(1);
    records.iter().filter(|record| bare[record.index()]).collect()
}

fn nameless(records: &Records) -> Vec<RecordIx> {
    let first = records.iter().find(|record| records.list_of[record.index()].index() == 2).expect("a record");
    (first.index()..records.len()).step_by(EVERY).map(|at| RecordIx(at as u32)).collect()
}

#[test]
fn records_without_a_name_are_too_bare_and_no_others() {
    let records = records(true);
    assert_eq!(bare_of(&records, &linked(&records, &[])), nameless(&records));
}

#[test]
fn where_all_have_names_none_is_too_bare() {
    let records = records(false);
    assert_eq!(bare_of(&records, &linked(&records, &[])), []);
}

#[test]
fn whom_a_reviewer_recognised_is_not_too_bare() {
    let records = records(true);
    let known = nameless(&records)[0];
    let judgement = PairJudgement { a: RecordIx(0), b: known, verdict: Verdict::Same };
    let bare = bare_of(&records, &linked(&records, &[judgement]));
    assert_eq!(bare, nameless(&records)[1..]);
}
