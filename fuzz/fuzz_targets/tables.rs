//! Any bytes as a list.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::io::Write;
use tizim_model::List;
use tizim_read::{Limits, ReadOptions, guess_columns, interpret, read_table};

fuzz_target!(|bytes: &[u8]| {
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file can be made");
    file.write_all(bytes).expect("a temporary file can be written");
    // small limits, so that the fuzzer reaches them
    let limits = Limits {
        file_bytes: 1 << 20,
        cell_bytes: 1 << 10,
        row_bytes: 1 << 12,
        columns: 64,
        rows: 1_000,
        ..Limits::default()
    };
    let Ok(table) = read_table(file.path(), &ReadOptions { limits, ..ReadOptions::default() }) else { return };
    for column in &table.columns {
        assert_eq!(column.codes.len(), table.rows());
    }
    let specs: Vec<_> = guess_columns(&table).into_iter().map(|guess| guess.spec).collect();
    let list = List { name: "l".to_owned(), no_duplicates: false, already_linked: false };
    let records = interpret(&table, list, "f", &specs).expect("what is guessed can be interpreted");
    assert_eq!(records.record_id.len(), table.rows());
});
