//! Measures a file from bytes to records: `cargo run --release -p tizim-read --example measure -- FILE...`
#![allow(clippy::print_stdout, reason = "its purpose")]

use std::error::Error;
use std::path::Path;
use std::time::Instant;
use tizim_model::{List, Value};
use tizim_read::{ReadOptions, guess_columns, interpret, read_table};

fn main() -> Result<(), Box<dyn Error>> {
    for file in std::env::args().skip(1) {
        let start = Instant::now();
        let table = read_table(Path::new(&file), &ReadOptions::default())?;
        let read = start.elapsed();
        let guesses = guess_columns(&table);
        let guessed = start.elapsed();
        let specs: Vec<_> = guesses.iter().map(|guess| guess.spec.clone()).collect();
        let list = List { name: "list".to_owned(), no_duplicates: false, already_linked: false };
        let records = interpret(&table, list, &file, &specs)?;
        let done = start.elapsed();
        println!("{file}: {}; {} rows", table.format, table.rows());
        for note in &table.notes {
            println!("  note: {note}");
        }
        for guess in &guesses {
            println!("  {} = {} ({}): {}", guess.spec.header, guess.spec.role, guess.spec.field, guess.why);
        }
        for column in &records.columns {
            let count = |wanted: fn(&Value) -> bool| {
                let values = column.codes.iter().filter_map(|code| code.position());
                values.filter(|position| wanted(&column.entries[*position].value)).count()
            };
            let unreadable = count(|value| *value == Value::Unreadable);
            let unknown = count(|value| *value == Value::Unknown);
            if unreadable + unknown > 0 {
                println!("  {}: {unknown} unknown, {unreadable} unreadable", column.name);
            }
        }
        println!(
            "  read {read:.2?}, guessed {:.2?}, interpreted {:.2?}; {} in quarantine",
            guessed - read,
            done - guessed,
            records.quarantine.len()
        );
        for fault in records.quarantine.iter().take(5) {
            println!("    line {} {:?}: {} `{}`", fault.line, fault.column, fault.reason, fault.text);
        }
    }
    println!(
        "peak {}",
        std::fs::read_to_string("/proc/self/status")?
            .lines()
            .find(|line| line.starts_with("VmHWM"))
            .unwrap_or("")
    );
    Ok(())
}
