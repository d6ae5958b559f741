//! Mends and editions on a small project.

use super::*;
use crate::{Addition, Doer, NewProject};
use std::collections::BTreeMap;
use std::path::PathBuf;

const FIRST: &str = "Id,Name,Date of birth\na1,Ivan Petrov,1988-02-29\na2,Dana Omarova,31.02.1990\na3,Olga, Kim,1979-09-19\na4,Askar Tulegenov,1969-12-30\n";

struct Folder {
    dir: tempfile::TempDir,
    project: Project,
}

fn doer(author: &str) -> Doer {
    Doer { author: author.to_owned(), at: "2026-11-26T12:00:00Z".parse().unwrap() }
}

impl Folder {
    fn new(text: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("p");
        let project = Project::create(&root, &NewProject::default(), &doer("A")).unwrap();
        let mut folder = Self { dir, project };
        folder.add("list.csv", text, false);
        folder
    }

    fn add(&mut self, name: &str, text: &str, edition: bool) {
        let file: PathBuf = self.dir.path().join(name);
        std::fs::write(&file, text).unwrap();
        let addition =
            Addition { files: vec![file], list: "list".to_owned(), edition, ..Addition::default() };
        self.project.add(&addition, &doer("A")).unwrap();
    }

    /// Returns id and name of each row, in order.
    fn rows(&self) -> Vec<(String, String)> {
        let results = self.project.run(&self.project.lock().unwrap(), &|_, _| ()).unwrap();
        let records = &results.records;
        let name = records.columns.iter().find(|column| column.role == tizim_model::Role::Name).unwrap();
        records
            .iter()
            .map(|row| {
                let name = name.get(row).map_or_else(String::new, |entry| entry.raw.to_string());
                (records.record_id[row.index()].clone(), name)
            })
            .collect()
    }

    fn mending(line: u64, cells: &[(&str, &str)]) -> Mending {
        let cells = cells.iter().map(|(header, text)| ((*header).to_owned(), (*text).to_owned())).collect();
        Mending { list: "list".into(), file: "list.csv".into(), line, cells, reason: "his passport".into() }
    }

    fn decide(&self, file: &str, rules: EditionRules, rows: &[(&str, Take)]) {
        let rows: Vec<_> = rows.iter().map(|(key, take)| ((*key).to_owned(), Some(*take))).collect();
        self.project.decide_edition("list", file, rules, &rows, "", &doer("B")).unwrap();
    }
}

fn named(rows: &[(&str, &str)]) -> Vec<(String, String)> {
    rows.iter().map(|(id, name)| ((*id).to_owned(), (*name).to_owned())).collect()
}

#[test]
fn a_cell_is_mended_and_the_file_stays_as_it_is() {
    let folder = Folder::new(FIRST);
    let bytes = std::fs::read(folder.project.layout.sources().join("list.csv")).unwrap();
    let row = folder.project.row_to_mend("list", "list.csv", 3).unwrap().unwrap();
    assert!(!row.whole_row);
    assert_eq!(row.cells[2], ("Date of birth".to_owned(), "31.02.1990".to_owned(), "31.02.1990".to_owned()));
    let wrong = Folder::mending(3, &[("Date of birth", "30.02.1990")]);
    let refused = folder.project.mend(&wrong, &doer("B")).unwrap_err();
    assert!(matches!(refused, ProjectError::StillUnreadable { .. }), "{refused}");
    let fits = Folder::mending(3, &[("Date of birth", "28.02.1990"), ("Name", "Dana Omarova")]);
    folder.project.mend(&fits, &doer("B")).unwrap();
    let results = folder.project.run(&folder.project.lock().unwrap(), &|_, _| ()).unwrap();
    assert_eq!(results.quarantine.len(), 1, "only the whole row is left");
    let mends = folder.project.mends().unwrap();
    assert_eq!(mends.all[0].cells.len(), 1, "what is as in the file is no mend");
    assert_eq!(std::fs::read(folder.project.layout.sources().join("list.csv")).unwrap(), bytes);
    let take_back = || folder.project.take_back_mend("list", "list.csv", 3, &doer("C"));
    take_back().unwrap();
    assert!(matches!(take_back().unwrap_err(), ProjectError::NothingToMend), "once");
    let results = folder.project.run(&folder.project.lock().unwrap(), &|_, _| ()).unwrap();
    assert_eq!(results.quarantine.len(), 2);
    assert_eq!(folder.project.mends().unwrap().all.len(), 1, "that it was there stays on record");
}

#[test]
fn a_row_that_was_refused_whole_comes_to_stand_in_its_place() {
    let folder = Folder::new(FIRST);
    assert_eq!(folder.rows().len(), 3);
    let row = folder.project.row_to_mend("list", "list.csv", 4).unwrap().unwrap();
    assert!(row.whole_row);
    assert_eq!(row.cells[0].1, "a3");
    let cells = [("Id", "a3"), ("Name", "Olga Kim"), ("Date of birth", "1979-09-19")];
    folder.project.mend(&Folder::mending(4, &cells), &doer("B")).unwrap();
    assert_eq!(folder.rows()[2], ("a3".to_owned(), "Olga Kim".to_owned()));
    let same = [("Id", "a1"), ("Name", "Olga Kim"), ("Date of birth", "1979-09-19")];
    let refused = folder.project.mend(&Folder::mending(4, &same), &doer("B")).unwrap_err();
    assert!(matches!(refused, ProjectError::IdsWouldChange), "{refused}");
    assert!(folder.project.row_to_mend("list", "list.csv", 2).unwrap().is_none(), "nothing is wrong there");
    assert!(folder.project.row_to_mend("list", "../tizim.toml", 2).unwrap().is_none());
}

#[test]
fn without_ids_of_its_own_a_mended_row_has_the_number_that_was_kept_for_it() {
    let folder =
        Folder::new("Name,Born\nIvan Petrov,1988-02-29\nOlga, Kim,1979-09-19\nAskar Tulegenov,1969-12-30\n");
    assert_eq!(folder.rows(), named(&[("1", "Ivan Petrov"), ("3", "Askar Tulegenov")]));
    let cells = [("Name", "Olga Kim"), ("Born", "1979-09-19")];
    folder.project.mend(&Folder::mending(3, &cells), &doer("B")).unwrap();
    assert_eq!(folder.rows(), named(&[("1", "Ivan Petrov"), ("2", "Olga Kim"), ("3", "Askar Tulegenov")]));
}

#[test]
fn an_edition_changes_nothing_until_somebody_decides_and_then_what_was_decided() {
    let mut folder =
        Folder::new("Id,Name,City\na1,Ivan Petrov,Almaty\na2,Dana Omarova,Taraz\na3,Olga Kim,Almaty\n");
    let before = folder.rows();
    folder.add(
        "second.csv",
        "Id,Name,City\na1,Ivan Petrov,Almaty\na2,Dana Umarova,Taraz\na4,Askar Tulegenov,Almaty\n",
        true,
    );
    assert_eq!(folder.rows(), before, "it waits");
    let found = folder.project.compare_edition("list", "second.csv").unwrap().unwrap();
    assert_eq!(found.matched_by, MatchedBy::OwnId);
    let counts = [Difference::New, Difference::Changed, Difference::Withdrawn].map(|kind| found.count(kind));
    assert_eq!((found.same, counts), (1, [1, 1, 1]));
    let all = EditionRules { new: Take::Edition, changed: Take::Edition, withdrawn: Take::Edition };
    folder.decide("second.csv", all, &[]);
    let mut rows = folder.rows();
    rows.sort();
    assert_eq!(rows, named(&[("a1", "Ivan Petrov"), ("a2", "Dana Umarova"), ("a4", "Askar Tulegenov")]));
    folder.decide("second.csv", all, &[("a3", Take::Earlier), ("+a4", Take::Earlier)]);
    let mut rows = folder.rows();
    rows.sort();
    assert_eq!(rows, named(&[("a1", "Ivan Petrov"), ("a2", "Dana Umarova"), ("a3", "Olga Kim")]));
    assert!(folder.project.call_edition("list", "list.csv", true, &doer("B")).is_err(), "the first is none");
    folder.project.call_edition("list", "second.csv", false, &doer("B")).unwrap();
    assert_eq!(folder.rows().len(), 6, "now they are further rows");
}

#[test]
fn without_ids_rows_are_matched_by_what_they_say_and_keep_their_numbers() {
    let mut folder = Folder::new("Name,City\nIvan Petrov,Almaty\nDana Omarova,Taraz\nOlga Kim,Almaty\n");
    folder.add(
        "second.csv",
        "Name,City\nAskar Tulegenov,Almaty\nDana Omarova,Almaty\nIvan Petrov,Almaty\n",
        true,
    );
    let found = folder.project.compare_edition("list", "second.csv").unwrap().unwrap();
    assert_eq!((found.matched_by, found.same, found.rows.len()), (MatchedBy::Content, 1, 3));
    let rules = EditionRules { new: Take::Edition, changed: Take::Edition, withdrawn: Take::Earlier };
    folder.decide("second.csv", rules, &[]);
    let rows: BTreeMap<String, String> = folder.rows().into_iter().collect();
    assert_eq!(rows["2"], "Dana Omarova");
    assert_eq!(rows["second.csv#1"], "Askar Tulegenov");
    assert_eq!(rows.len(), 4);
}
