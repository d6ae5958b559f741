//! The exports, read back.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "tests and examples stop where they stand"
)]

mod fixture;

use calamine::{Data, Reader, Xlsx, open_workbook};
use fixture::{Plan, results};
use std::path::Path;
use tizim_project::Results;
use tizim_report::{Audience, Format, export};

fn hostile() -> Results {
    results(&Plan { hostile: true, people: 200, ..Plan::small() })
}

fn exported(results: &Results, format: Format, audience: Audience, read: impl FnOnce(&Path)) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("out");
    export(results, format, audience, &path).unwrap();
    let first = std::fs::read(&path).unwrap();
    export(results, format, audience, &path).unwrap();
    assert_eq!(first, std::fs::read(&path).unwrap(), "the same bytes each time");
    read(&path);
}

fn csv_rows(path: &Path) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let strings = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
    let header = strings(reader.headers().unwrap());
    (header, reader.records().map(|record| strings(&record.unwrap())).collect())
}

#[test]
fn csv_has_every_person_and_no_formula() {
    let results = hostile();
    exported(&results, Format::Csv, Audience::Internal, |path| {
        let (header, rows) = csv_rows(path);
        assert_eq!(&header[..5], ["person_id", "records", "lists", "membership_probability", "disputed"]);
        assert_eq!(rows.len(), results.persons.len());
        let cells = || rows.iter().flatten();
        assert!(cells().any(|cell| cell.starts_with("'=cmd|")));
        assert!(!cells().any(|cell| cell.starts_with(['=', '+', '@', '\t', '\r'])));
    });
}

#[test]
fn public_csv_has_published_fields_only() {
    let results = hostile();
    exported(&results, Format::Csv, Audience::Public, |path| {
        let (header, rows) = csv_rows(path);
        assert_eq!(header, ["number", "sex", "age", "event_date", "cause"]);
        assert_eq!(rows.len(), results.persons.len());
        assert!(rows.windows(2).all(|pair| pair[0][1..] <= pair[1][1..]), "the order tells nothing");
    });
}

#[test]
fn a_name_is_never_public_even_if_it_is_asked_for() {
    let mut results = hostile();
    results.publish.fields.push("name".to_owned());
    exported(&results, Format::Csv, Audience::Public, |path| {
        assert!(!csv_rows(path).0.contains(&"name".to_owned()));
    });
}

#[test]
fn workbook_cells_are_texts() {
    let results = hostile();
    exported(&results, Format::Xlsx, Audience::Internal, |path| {
        let mut book: Xlsx<_> = open_workbook(path).unwrap();
        let sheet = book.worksheet_range("persons").unwrap();
        assert_eq!(sheet.height(), results.persons.len() + 1);
        assert!(sheet.cells().all(|(_, _, cell)| matches!(cell, Data::String(_) | Data::Empty)));
        assert!(
            sheet.cells().any(|(_, _, cell)| matches!(cell, Data::String(text) if text.starts_with("=cmd")))
        );
        assert!(book.worksheet_formula("persons").unwrap().cells().all(|(_, _, formula)| formula.is_empty()));
    });
}

#[test]
fn parquet_can_be_read_back() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::RowAccessor;
    let results = hostile();
    exported(&results, Format::Parquet, Audience::Internal, |path| {
        let reader = SerializedFileReader::new(std::fs::File::open(path).unwrap()).unwrap();
        let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
        assert_eq!(rows.len(), results.persons.len());
        for (row, person) in rows.iter().zip(&results.persons) {
            assert_eq!(row.get_string(0).unwrap(), &person.id);
        }
    });
}

#[test]
fn json_lines_hold_rivals_and_evidence() {
    let results = hostile();
    exported(&results, Format::Jsonl, Audience::Internal, |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let lines: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), results.persons.len());
        for (line, person) in lines.iter().zip(&results.persons) {
            let name = person.field("name").unwrap();
            assert_eq!(line["fields"]["name"]["value"], name.shown().display);
            let values = line["fields"]["name"]["values"].as_array().unwrap();
            assert_eq!(values.len(), name.values.len());
            assert_eq!(values[0]["evidence"][0]["raw"], name.values[0].evidence[0].raw);
        }
    });
    exported(&results, Format::Jsonl, Audience::Public, |path| {
        let text = std::fs::read_to_string(path).unwrap();
        assert!(!text.contains("\"name\"") && !text.contains("record_id") && !text.contains("cmd|"));
    });
}

#[test]
fn followthemoney_has_a_person_each_with_rivals_and_no_death_that_nobody_stated() {
    let results = hostile();
    let lines = |path: &Path| -> Vec<serde_json::Value> {
        let text = std::fs::read_to_string(path).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    exported(&results, Format::Ftm, Audience::Internal, |path| {
        let lines = lines(path);
        let persons: Vec<_> = lines.iter().filter(|line| line["schema"] == "Person").collect();
        assert_eq!(persons.len(), results.persons.len());
        for (entity, person) in persons.iter().zip(&results.persons) {
            assert_eq!(entity["id"], format!("tizim-person-{}", person.id));
            let name = person.field("name").unwrap();
            let names = entity["properties"]["name"].as_array().unwrap();
            assert_eq!(names[0], name.shown().display);
            assert_eq!(names.len(), name.values.iter().filter(|value| value.known).count());
            assert!(entity["properties"].get("deathDate").is_none());
        }
        let event = lines.iter().find(|line| line["schema"] == "Event").unwrap();
        assert!(event["properties"]["involved"][0].as_str().unwrap().starts_with("tizim-person-"));
    });
    exported(&results, Format::Ftm, Audience::Public, |path| {
        let lines = lines(path);
        let persons: Vec<_> = lines.iter().filter(|line| line["schema"] == "Person").collect();
        assert_eq!(persons.len(), results.persons.len());
        for person in persons {
            let properties = person["properties"].as_object().unwrap();
            assert!(!properties.contains_key("name") && !properties.contains_key("publisher"));
            assert!(!properties.values().any(|values| values.to_string().contains("record: ")));
        }
    });
}

#[test]
fn capture_histories_count_every_person() {
    let results = hostile();
    exported(&results, Format::CaptureHistory, Audience::Internal, |path| {
        let (header, rows) = csv_rows(path);
        assert_eq!(header.last().unwrap(), "count");
        assert_eq!(header.len(), 4);
        let sum: u64 = rows.iter().map(|row| row[3].parse::<u64>().unwrap()).sum();
        assert_eq!(sum, results.persons.len() as u64);
        assert!(rows.iter().flat_map(|row| &row[..3]).all(|flag| flag == "0" || flag == "1"));
    });
}

#[test]
fn small_combinations_are_not_public() {
    let mut results = hostile();
    results.captures.patterns = vec![(1, 90), (2, 60), (4, 44), (3, 9), (5, 8), (6, 7), (7, 2)];
    exported(&results, Format::CaptureHistory, Audience::Public, |path| {
        let (_, rows) = csv_rows(path);
        assert!(rows.iter().all(|row| row[3].parse::<u64>().unwrap() >= 3));
        assert!(rows.len() < 6, "one cell alone would be the total less the rest");
    });
}

#[test]
fn a_folder_that_is_not_there_is_an_error_that_names_it() {
    let results = results(&Plan { people: 40, lists: 2, estimate: fixture::Answer::Refused, hostile: false });
    let fault =
        export(&results, Format::Csv, Audience::Internal, Path::new("no/such/folder/x.csv")).unwrap_err();
    assert!(fault.to_string().contains("no/such/folder/x.csv"), "{fault}");
}
