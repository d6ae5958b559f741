//! Text files as they come, one test a fault.
#![allow(clippy::unwrap_used, reason = "a test that fails here says where")]

mod files;

use files::{csv, made, read, rows};
use tizim_model::{Kept, List, Role, Value};
use tizim_read::{FormatKind, Limits, ReadError, ReadOptions, guess_columns, interpret, read_table, sheets};

#[test]
fn an_empty_file_is_an_error() {
    for bytes in ["", "\n\n  \n", "\u{feff}", "\0\0\0\0"] {
        let error = read("list.csv", bytes).unwrap_err();
        assert!(matches!(error, ReadError::Empty { .. }), "{bytes:?}: {error}");
        assert!(error.to_string().contains("list.csv"), "{error}");
    }
}

#[test]
fn only_a_header_gives_no_rows_and_a_note() {
    let table = csv("name,age\n");
    assert_eq!((table.rows(), table.headers()), (0, vec!["name".to_owned(), "age".to_owned()]));
    assert!(table.notes.iter().any(|note| note.contains("no rows")), "{:?}", table.notes);
    let guesses = guess_columns(&table);
    assert_eq!(guesses[0].spec.role, Role::Name);
}

#[test]
fn two_columns_with_one_name_become_two_fields() {
    let table = csv("name,name,age,name\nA B,C D,3,E F\n");
    assert_eq!(table.headers(), ["name", "name (2)", "age", "name (3)"]);
    assert_eq!(table.notes.iter().filter(|note| note.contains("`name (")).count(), 2, "{:?}", table.notes);
    let specs: Vec<_> = guess_columns(&table).into_iter().map(|guess| guess.spec).collect();
    let list = List { name: "l".to_owned(), no_duplicates: false, already_linked: false };
    assert_eq!(interpret(&table, list, "list.csv", &specs).unwrap().columns.len(), 4);
}

#[test]
fn a_few_bytes_that_are_not_utf8_cost_their_rows_only() {
    let mut bytes = "name,place\nАйгүл,Алматы\nБолат,Шымкент\n".as_bytes().to_vec();
    bytes.extend_from_slice(b"Jos\xe9,Madrid\n");
    bytes.extend_from_slice("Ерлан,Ж\n".as_bytes());
    let table = csv(&bytes);
    assert_eq!(table.format.encoding.as_deref(), Some("UTF-8"));
    assert_eq!(rows(&table), [["Айгүл", "Алматы"], ["Болат", "Шымкент"], ["Ерлан", "Ж"]]);
    let fault = &table.quarantine[0];
    assert_eq!((fault.line, fault.column.as_deref(), fault.kept), (4, Some("name"), Kept::Nothing));
    assert!(fault.reason.contains("UTF-8"), "{}", fault.reason);
    assert!(table.notes.iter().any(|note| note.contains("quarantine")), "{:?}", table.notes);
    assert_eq!(table.row_numbers, [1, 2, 4]);
}

#[test]
fn nul_characters_are_left_out_and_said() {
    let table = csv(b"name,place\nAs\0et,Almaty\nDana,Oral\n");
    assert_eq!(rows(&table), [["Aset", "Almaty"], ["Dana", "Oral"]]);
    let fault = &table.quarantine[0];
    assert_eq!((fault.line, fault.column.as_deref(), fault.kept), (2, Some("name"), Kept::Row));
}

#[test]
fn mixed_line_ends_all_end_lines() {
    let table = csv("name,age\r\nA,1\nB,2\rC,3\r\n\r\nD,\"4\n4\"\nE,5");
    assert_eq!(rows(&table), [["A", "1"], ["B", "2"], ["C", "3"], ["D", "4\n4"], ["E", "5"]]);
    assert_eq!(table.lines, [2, 3, 4, 6, 8]);
    assert!(table.notes.iter().any(|note| note.starts_with("mixed line ends")), "{:?}", table.notes);
}

#[test]
fn too_many_fields_go_to_quarantine_too_few_are_blank() {
    let table = csv("name,age,place\nA,1,x\nSmith, John,34,y\nB,2\nC,3,z,,\n");
    assert_eq!(rows(&table), [["A", "1", "x"], ["B", "2", ""], ["C", "3", "z"]]);
    let fault = &table.quarantine[0];
    assert_eq!((fault.line, fault.kept), (3, Kept::Nothing));
    assert!(fault.reason.contains("4 cells"), "{}", fault.reason);
    assert!(
        table.notes.iter().any(|note| note.contains("fewer cells") && note.contains("line 4")),
        "{:?}",
        table.notes
    );
}

#[test]
fn a_quote_that_is_not_closed_costs_its_line_only() {
    let table = csv(
        "id,name,age\n1,\"Smith, 34\n2,\"Doe, Jane\",35\n3,\"Roe \"\"R\"\" Al\",36\n4,\"He said \"no\" twice\",37\n",
    );
    assert_eq!(
        rows(&table),
        [["2", "Doe, Jane", "35"], ["3", "Roe \"R\" Al", "36"], ["4", "He said \"no\" twice", "37"]]
    );
    assert_eq!((table.quarantine.len(), table.quarantine[0].line), (1, 2));
    let last = csv("id,name\n1,A\n2,\"B\n3,C\n");
    assert_eq!(rows(&last), [["1", "A"], ["3", "C"]]);
}

#[test]
fn a_quoted_cell_may_span_lines() {
    let table = csv("id,name,notes\n1,A,\"first\nsecond, \"\"third\"\"\"\n2,B,x\n");
    assert_eq!(rows(&table)[0][2], "first\nsecond, \"third\"");
    assert_eq!(table.lines, [2, 4]);
}

#[test]
fn a_formula_is_just_text() {
    let table = csv("name,notes\nA,=cmd|'/c calc'!A1\nB,\"=HYPERLINK(\"\"x\"\")\"\n");
    assert_eq!(rows(&table)[0][1], "=cmd|'/c calc'!A1");
    assert_eq!(rows(&table)[1][1], "=HYPERLINK(\"x\")");
}

#[test]
fn a_name_of_a_million_characters_costs_its_row() {
    let long = "x".repeat(1_100_000);
    let table = csv(format!("name,age\nA,1\n{long},2\nB,3\n"));
    assert_eq!(rows(&table), [["A", "1"], ["B", "3"]]);
    assert_eq!(table.quarantine[0].text.chars().count(), 200);
    assert_eq!(table.quarantine[0].column.as_deref(), Some("name"));
    // a line as long with many cells is bounded too
    let wide = "y,".repeat(9_000_000);
    let table = csv(format!("name,age\nA,1\n{wide}\nB,3\n"));
    assert_eq!(rows(&table), [["A", "1"], ["B", "3"]]);
}

#[test]
fn html_in_a_name_stays_as_it_is() {
    let table = csv("name,age\n<script>alert(1)</script>,3\n");
    assert_eq!(rows(&table)[0][0], "<script>alert(1)</script>");
}

#[test]
fn the_header_need_not_be_first() {
    let table =
        csv("List of the detained,,\n\nAs of 10.01.2022,,\nФИО,Возраст,Место\nА Б,3,Алматы\nВ Г,4,Орал\n");
    assert_eq!(table.headers(), ["ФИО", "Возраст", "Место"]);
    assert_eq!((table.format.header_row, table.lines[0]), (Some(4), 5));
    assert!(table.notes.iter().any(|note| note.contains("List of the detained")), "{:?}", table.notes);
}

#[test]
fn a_file_without_header_has_numbered_columns() {
    let table = csv("Aset Ali,1990-01-02,M\nDana Bek,1985-05-06,F\nErlan Ata,1970-02-03,M\n");
    assert_eq!(table.headers(), ["column 1", "column 2", "column 3"]);
    assert_eq!((table.rows(), table.format.header_row), (3, Some(0)));
    let roles: Vec<Role> = guess_columns(&table).iter().map(|guess| guess.spec.role).collect();
    assert_eq!(roles[1..], [Role::EventDate, Role::Sex]);
    let told = ReadOptions { header_row: Some(0), ..ReadOptions::default() };
    let file = made("list.csv", "name,age\nA,1\n");
    assert_eq!(read_table(&file.path(), &told).unwrap().rows(), 2);
}

#[test]
fn delimiters_are_found() {
    for (delimiter, text) in [
        (Some(','), "name,age\n\"A; B\",1\nC,2\n"),
        (Some(';'), "name;height\nA, B;1,5\nC, D;2,5\n"),
        (Some('\t'), "name\tage\nA, B\t1\nC\t2\n"),
        (Some('|'), "name|age\nA|1\nB|2\n"),
        (Some(';'), "sep=;\nname;age\nA;1\n"),
        (None, "name\nA\nB\n"),
    ] {
        assert_eq!(csv(text).format.delimiter, delimiter, "{text}");
    }
    let file = made("list.csv", "name:age\nA:1\n");
    let told = ReadOptions { delimiter: Some(':'), ..ReadOptions::default() };
    assert_eq!(read_table(&file.path(), &told).unwrap().headers(), ["name", "age"]);
    let bad = ReadOptions { delimiter: Some('"'), ..ReadOptions::default() };
    assert!(matches!(read_table(&file.path(), &bad), Err(ReadError::BadDelimiter { .. })));
}

#[test]
fn row_names_of_r_are_a_column() {
    let table = csv("name,age\n1,A,30\n2,B,40\n3,C,50\n");
    assert_eq!(table.headers(), ["row", "name", "age"]);
    assert_eq!(rows(&table)[0], ["1", "A", "30"]);
}

#[test]
fn what_is_no_list_is_named() {
    for (bytes, word) in [
        (&b"%PDF-1.7 ..."[..], "PDF"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"<?xml version=\"1.0\"?>", "XML"),
        (b"7z\xbc\xaf\x27\x1c", "packed"),
        (b"\x01\x02\x03\x04\x05\x06\x07\x08", "not text"),
        (b"\xff\xfe\0\0a\0\0\0", "UTF-32"),
    ] {
        let error = read("list.csv", bytes).unwrap_err().to_string();
        assert!(error.contains(word), "{error}");
    }
}

#[test]
fn what_is_no_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(read_table(folder.path(), &ReadOptions::default()), Err(ReadError::NotAFile { .. })));
    assert!(matches!(
        read_table(&folder.path().join("no.csv"), &ReadOptions::default()),
        Err(ReadError::Io { .. })
    ));
    assert!(sheets(folder.path()).is_err());
}

#[test]
fn limits_hold() {
    let file = made("list.csv", "name,age\nA,1\nB,2\nC,3\n");
    let with = |limits| ReadOptions { limits, ..ReadOptions::default() };
    for limits in [
        Limits { file_bytes: 10, ..Limits::default() },
        Limits { rows: 2, ..Limits::default() },
        Limits { columns: 1, ..Limits::default() },
    ] {
        let error = read_table(&file.path(), &with(limits)).unwrap_err();
        assert!(matches!(error, ReadError::TooLarge { .. }), "{error}");
    }
}

#[test]
fn a_header_row_that_is_not_there_is_said() {
    let file = made("list.csv", "name,age\nA,1\n");
    let told = ReadOptions { header_row: Some(9), ..ReadOptions::default() };
    let error = read_table(&file.path(), &told).unwrap_err().to_string();
    assert!(error.contains("row 9") && error.contains("last row is 2"), "{error}");
}

#[test]
fn cells_that_are_no_values_keep_their_rows() {
    let table = csv(
        "id,name,age,date of birth,sex\n1,A B,999,31.02.2022,m\n2,C D,-1,00/00/0000,?\n3,E F,5,2 May 2017,f\n4,G H,6,1 May 2016,f\n5,I J,7,N/A,f\n",
    );
    let specs: Vec<_> = guess_columns(&table).into_iter().map(|guess| guess.spec).collect();
    let list = List { name: "prison".to_owned(), no_duplicates: true, already_linked: false };
    let records = interpret(&table, list, "prison.csv", &specs).unwrap();
    assert_eq!(records.record_id, ["1", "2", "3", "4", "5"]);
    let column = |role| records.columns.iter().find(|column| column.role == role).unwrap();
    let age = column(Role::Age);
    assert_eq!((&age.entries[0].value, &*age.entries[0].raw), (&Value::Unreadable, "999"));
    assert_eq!(age.entries[1].value, Value::Unknown);
    let faults: Vec<_> =
        records.quarantine.iter().map(|q| (q.line, q.column.clone().unwrap(), q.kept)).collect();
    assert_eq!(
        faults,
        [
            (2, "age".to_owned(), Kept::Row),
            (2, "date of birth".to_owned(), Kept::Row),
            (3, "date of birth".to_owned(), Kept::Row),
        ]
    );
    assert!(records.quarantine.iter().all(|q| q.list == "prison" && q.file == "prison.csv"));
}

#[test]
fn wrong_column_descriptions_are_said() {
    let table = csv("name,age\nA,1\n");
    let mut specs: Vec<_> = guess_columns(&table).into_iter().map(|guess| guess.spec).collect();
    let list = || List { name: "l".to_owned(), no_duplicates: false, already_linked: false };
    specs[1].field = "name".to_owned();
    assert!(matches!(interpret(&table, list(), "f", &specs), Err(ReadError::SameField { .. })));
    specs[1].header = "nobody".to_owned();
    specs[1].field = "x".to_owned();
    let error = interpret(&table, list(), "f", &specs).unwrap_err().to_string();
    assert!(error.contains("`nobody`") && error.contains("`age`"), "{error}");
}

#[test]
fn a_file_of_several_lists_is_split() {
    let table = csv("source,name\na,X\nb,Y\na,Z\n,W\n");
    let parts = table.split_by("source").unwrap();
    let names: Vec<_> = parts.iter().map(|(name, part)| (name.as_str(), part.rows())).collect();
    assert_eq!(names, [("a", 2), ("b", 1), ("(blank)", 1)]);
    assert_eq!((parts[0].1.lines.as_slice(), parts[0].1.row_numbers.as_slice()), (&[2, 4][..], &[1, 3][..]));
    assert!(table.split_by("nothing").is_err());
}

#[test]
fn a_linked_file_is_followed_and_gzip_is_unpacked() {
    use std::io::Write;
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(b"name,age\nA,1\n").unwrap();
    let packed = packer.finish().unwrap();
    let table = read("list.csv.gz", &packed).unwrap();
    assert!(table.format.gzip && table.rows() == 1 && table.format.kind == FormatKind::Delimited);
    assert!(matches!(read("list.csv.gz", &packed[..packed.len() - 6]), Err(ReadError::Damaged { .. })));
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..80 {
        bomb.write_all(&vec![b'a'; 1 << 20]).unwrap();
    }
    assert!(matches!(read("bomb.gz", bomb.finish().unwrap()), Err(ReadError::TooLarge { .. })));
}
