//! What is guessed of real tables; skipped where the shared data is missing.

use std::path::PathBuf;
use tizim_read::{ReadOptions, guess_columns, read_table};

fn data() -> Option<PathBuf> {
    let path = std::env::var_os("TIZIM_DATA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")),
        PathBuf::from,
    );
    if path.is_dir() { Some(path) } else { None }
}
#[test]
fn print_all() {
    let Some(data) = data() else { return };
    for folder in ["linkage", "gaza", "police_killings", "missing_migrants", "ph_drug_killings"] {
        let mut files: Vec<PathBuf> = Vec::new();
        let mut folders = vec![data.join(folder)];
        while let Some(next) = folders.pop() {
            for entry in std::fs::read_dir(next).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path)
                } else if path.extension().is_some_and(|e| e == "csv") {
                    files.push(path)
                }
            }
        }
        files.sort();
        for file in files {
            let table = read_table(&file, &ReadOptions::default()).unwrap();
            println!(
                "== {} {} {} {:?} {}",
                file.display(),
                table.rows(),
                table.format,
                table.notes,
                table.quarantine.len()
            );
            for guess in guess_columns(&table) {
                println!(
                    "   {:30} {:15} {:20} {:?} {}",
                    guess.spec.header, guess.spec.role, guess.spec.field, guess.spec.date_order, guess.why
                );
            }
        }
    }
}
