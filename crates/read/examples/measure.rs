//! Measures files from bytes to records, or a made CSV of so many rows:
//! `cargo run --release -p tizim-read --example measure -- FILE... | --made ROWS`
#![allow(clippy::print_stdout, reason = "its purpose")]

use std::error::Error;
use std::path::Path;
use std::time::Instant;
use tizim_model::{List, Value};
use tizim_read::{ReadOptions, guess_columns, interpret, read_table};

/// Returns a list of victims with as many different ids and nearly as many different names as rows.
fn made(rows: usize) -> String {
    let mut state = 1u64;
    let mut up_to = |limit: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % limit
    };
    let mut text =
        "id,name,father_name,sex,age,date_of_birth,event_date,place,region,cause,source_url,notes\n"
            .to_owned();
    for id in 0..rows {
        let (given, family, father) = (up_to(5_000), up_to(30_000), up_to(5_000));
        let (sex, age) = (if up_to(2) == 0 { "M" } else { "F" }, up_to(90));
        let (day, month, year) = (up_to(28) + 1, up_to(12) + 1, up_to(90) + 1930);
        let (event_day, event_month, place, cause, url) =
            (up_to(28) + 1, up_to(12) + 1, up_to(800), up_to(2), up_to(3_000));
        text.push_str(&format!(
            "{id},Given{given} Family{family},Given{father},{sex},{age},{day:02}.{month:02}.{year},\
             2022-{event_month:02}-{event_day:02},Town {place},Region {},{},https://example.org/a/{url},\n",
            place % 20,
            ["gunshot", "shelling"][cause as usize]
        ));
    }
    text
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut files: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, rows] = files.as_slice()
        && flag == "--made"
    {
        let path = std::env::temp_dir().join("tizim-read-made.csv");
        std::fs::write(&path, made(rows.parse()?))?;
        files = vec![path.display().to_string()];
    }
    for file in files {
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
