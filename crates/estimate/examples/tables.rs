//! Runs a model on every table of a folder of capture tables and prints one line each.
//!
//! `cargo run --release -p tizim-estimate --example tables -- FOLDER [model] [name]`

#![allow(clippy::print_stdout, reason = "an example prints")]

use std::path::Path;
use std::time::Instant;

use tizim_estimate::{CaptureTable, Model, Options, Outcome, estimate};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("the first argument is a folder of capture tables")?;
    let model = arguments.next().unwrap_or_else(|| "lcm".to_owned());
    let model = Model::ALL.into_iter().find(|m| m.name() == model).ok_or("no such model")?;
    let only = arguments.next();
    let mut files: Vec<_> = std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    files.sort_by_key(|file| file.path());
    println!(
        "| table | lists | n | N (95 %) | R-hat | bulk ESS | tail ESS | sweeps x levels | s | ESS/s | warnings |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|");
    for file in files {
        let path = file.path();
        let name = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        if path.extension().is_none_or(|e| e != "csv")
            || name == "index"
            || only.as_ref().is_some_and(|o| !name.contains(o))
        {
            continue;
        }
        let table = read(&path)?;
        let options = Options { models: vec![model], ..Options::default() };
        let start = Instant::now();
        let report = estimate(&table, &options, &|_| ())?;
        let seconds = start.elapsed().as_secs_f64();
        let (lists, n) = (table.lists().len(), table.n());
        match &report.models[0] {
            Outcome::Estimate(e) => {
                let d = &e.diagnostics;
                let bulk = d.ess_bulk.unwrap_or(f64::NAN);
                let codes: Vec<String> = e.warnings.iter().map(|w| format!("{:?}", w.code)).collect();
                println!(
                    "| {name} | {lists} | {n} | {:.0} ({:.0}-{:.0}) | {:.3} | {bulk:.0} | {:.0} | {}x{} | {seconds:.2} | {:.0} | {} |",
                    e.estimate,
                    e.interval.lower,
                    e.interval.upper.unwrap_or(f64::INFINITY),
                    d.r_hat.unwrap_or(f64::NAN),
                    d.ess_tail.unwrap_or(f64::NAN),
                    d.sweeps.unwrap_or(0),
                    d.temperatures.unwrap_or(1),
                    bulk / seconds,
                    codes.join(" ")
                );
            }
            Outcome::Refusal { reason, .. } => {
                println!("| {name} | {lists} | {n} | refused: {} |", reason.words)
            }
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<CaptureTable, Box<dyn std::error::Error>> {
    let mut reader = csv::Reader::from_path(path)?;
    let header = reader.headers()?.clone();
    let lists: Vec<String> = header.iter().filter(|h| *h != "count").map(str::to_owned).collect();
    let mut cells = Vec::new();
    for row in reader.records() {
        let row = row?;
        let (mut pattern, mut count, mut bit) = (0u64, 1u64, 0);
        for (name, field) in header.iter().zip(&row) {
            if name == "count" {
                count = field.parse()?;
            } else {
                pattern |= u64::from(field == "1") << bit;
                bit += 1;
            }
        }
        cells.push((pattern, count));
    }
    Ok(CaptureTable::new(lists, cells)?)
}
