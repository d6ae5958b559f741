//! No bytes make a reader panic: any bytes, broken files of each kind, any cells, and our rows beside a known parser's.
#![allow(clippy::unwrap_used, reason = "a test that fails here says where")]

mod files;

use files::{made, rows};
use proptest::prelude::*;
use tizim_model::List;
use tizim_read::{
    DateOrder, Limits, ReadOptions, guess_columns, interpret, interpret_age, interpret_date, interpret_sex,
    is_unknown, read_table,
};

/// Reads bytes by all the ways there are; what comes of it is not asked.
fn exercise(name: &str, bytes: &[u8]) {
    let file = made(name, bytes);
    let small = Limits {
        file_bytes: 1 << 20,
        cell_bytes: 1 << 10,
        row_bytes: 1 << 12,
        columns: 64,
        rows: 1_000,
        ..Limits::default()
    };
    let kinds = [
        ReadOptions::default(),
        ReadOptions { limits: small, ..ReadOptions::default() },
        ReadOptions {
            delimiter: Some(';'),
            encoding: Some("windows-1251".to_owned()),
            header_row: Some(1),
            ..ReadOptions::default()
        },
        ReadOptions { encoding: Some("utf-16le".to_owned()), header_row: Some(0), ..ReadOptions::default() },
    ];
    for options in kinds {
        let Ok(table) = read_table(&file.path(), &options) else { continue };
        for column in &table.columns {
            assert_eq!(column.codes.len(), table.rows());
        }
        let specs: Vec<_> = guess_columns(&table).into_iter().map(|guess| guess.spec).collect();
        let list = List { name: "l".to_owned(), no_duplicates: false, already_linked: false };
        let records = interpret(&table, list, "f", &specs).expect("what is guessed can be interpreted");
        assert!(records.columns.iter().all(|column| column.codes.len() == table.rows()));
        assert_eq!(records.record_id.len(), table.rows());
    }
    let _ = tizim_read::sheets(&file.path());
}

fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in [["name", "age"], ["Aset", "3"], ["Dana", "5"]].iter().enumerate() {
        sheet.write(row as u32, 0, cells[0]).unwrap();
        sheet.write(row as u32, 1, cells[1]).unwrap();
    }
    vec![
        (
            "list.csv",
            "№;Аты-жөні;\"Туған\nкүні\";NN\n1;\"А \"\"Б\"\"\";06.01.2022;?\n2;В;1990s;-1\n"
                .as_bytes()
                .to_vec(),
        ),
        ("list.jsonl", b"{\"name\": \"A\", \"age\": 3.0}\n{\"name\": [1], \"x\": {\"y\": null}}\n".to_vec()),
        ("list.json", b"[{\"name\": \"A\"}, {\"name\": \"B\", \"n\": 1e5}]".to_vec()),
        ("list.xlsx", book.save_to_buffer().unwrap()),
        ("list.xls", [&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..], &[0; 1024]].concat()),
        ("list.parquet", b"PAR1\x15\x04\x15\x00\x00\x00\x00\x00PAR1".to_vec()),
        ("list.gz", vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b, 4, 0, 0x43, 0xbe, 0xb7, 0xe8, 1, 0, 0, 0]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400), kind in 0..7usize) {
        let (name, seed) = &seeds()[kind];
        exercise(name, &bytes);
        exercise(name, &[&seed[..seed.len().min(8)], &bytes].concat());
    }

    #[test]
    fn broken_files(kind in 0..7usize, changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12), cut in any::<prop::sample::Index>()) {
        let (name, mut bytes) = seeds().swap_remove(kind);
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        exercise(name, &bytes);
        bytes.truncate(cut.index(bytes.len()) + 1);
        exercise(name, &bytes);
    }

    #[test]
    fn any_text_of_table_characters(text in "[a-c,;\"\t|\r\n 0-9ЖҚأ.\\-]{0,200}") {
        exercise("list.csv", text.as_bytes());
    }

    #[test]
    fn any_cell(text in "\\PC{0,40}", word in "[0-9а-яa-zم٠-٩./:,~<>()' -]{0,30}") {
        for text in [&text, &word] {
            for order in [DateOrder::DayFirst, DateOrder::MonthFirst, DateOrder::YearFirst] {
                if let Some(date) = interpret_date(text, order) {
                    prop_assert_eq!(interpret_date(&date.to_string(), order), Some(date), "{} was read as {}", text, date);
                }
            }
            let _ = (interpret_age(text), interpret_sex(text), is_unknown(text), tizim_read::interpret_excel_serial(text));
        }
    }

    /// Where quoting is regular, the rows are those of the `csv` crate.
    #[test]
    fn rows_as_the_reference_reads_them(cells in proptest::collection::vec(proptest::collection::vec("[a-zA-Z ,;\"\r\nЖ]{0,8}x", 3), 1..8)) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["name", "age", "place"]).unwrap();
        for row in &cells {
            writer.write_record(row).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        let options = ReadOptions { delimiter: Some(','), header_row: Some(1), ..ReadOptions::default() };
        let table = read_table(&made("list.csv", &bytes).path(), &options).unwrap();
        let reference: Vec<Vec<String>> = csv::Reader::from_reader(bytes.as_slice())
            .records()
            .map(|record| record.unwrap().iter().map(str::to_owned).collect())
            .collect();
        prop_assert_eq!(rows(&table), reference);
    }
}
