//! Time and shares of variance of an estimate over draws of a linkage: in each draw some people of a table who are on
//! several lists are taken apart, as if the link between two of their records were missing.
//!
//! `cargo run --release -p tizim-estimate --example linked -- TABLE.csv [model] [draws]`

#![allow(clippy::print_stdout, reason = "an example prints")]

use std::time::Instant;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tizim_estimate::{CaptureTable, Model, Options, estimate_linked};

/// Chance that a person on several lists is taken apart.
const MISSED: f64 = 0.03;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("the first argument is a capture table")?;
    let model = arguments.next().unwrap_or_else(|| "lcm".to_owned());
    let model = Model::ALL.into_iter().find(|m| m.name() == model).ok_or("no such model")?;
    let draws: u64 = arguments.next().map_or(Ok(200), |text| text.parse())?;
    let mut reader = csv::Reader::from_path(path)?;
    let header: Vec<String> = reader.headers()?.iter().map(str::to_owned).collect();
    let lists = header.len() - 1;
    let mut cells: Vec<(u64, u64)> = Vec::new();
    for row in reader.records() {
        let row = row?;
        let pattern = (0..lists).fold(0, |p, j| p | u64::from(&row[j] == "1") << j);
        cells.push((pattern, row[lists].parse()?));
    }
    let tables = (0..draws).map(|draw| {
        let mut rng = ChaCha8Rng::seed_from_u64(draw);
        let mut moved: Vec<(u64, u64)> = Vec::new();
        for &(pattern, count) in &cells {
            for _ in 0..count {
                let first = 1u64 << pattern.trailing_zeros();
                if pattern != first && rng.random_bool(MISSED) {
                    moved.extend([(first, 1), (pattern & !first, 1)]);
                } else {
                    moved.push((pattern, 1));
                }
            }
        }
        CaptureTable::new(header[..lists].to_vec(), moved)
    });
    let tables: Vec<CaptureTable> = tables.collect::<Result<_, _>>()?;
    let start = Instant::now();
    let options = Options { models: vec![model], ..Options::default() };
    let report = estimate_linked(&tables, &options, &|_| ())?;
    let pooled = &report.models[0];
    if let Some(found) = pooled.outcome.estimate() {
        println!(
            "{draws} draws, {}: {:.0} ({:.0} to {:?}), worst R-hat {:?}, share of the linkage {:?}, {:.1} s",
            model.name(),
            found.estimate,
            found.interval.lower,
            found.interval.upper,
            found.diagnostics.r_hat,
            pooled.linkage_share,
            start.elapsed().as_secs_f64()
        );
    }
    Ok(())
}
