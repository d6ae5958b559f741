//! Coverage, error and width of a model on simulated worlds of known size, by family.
//!
//! `cargo run --release -p tizim-estimate --example coverage -- [model] [repetitions] [first seed]`

#![allow(clippy::print_stdout, reason = "an example prints")]

use tizim_estimate::{Family, Model, Options, estimate, simulate_table};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let model = arguments.next().unwrap_or_else(|| "combined".to_owned());
    let model = Model::ALL.into_iter().find(|m| m.name() == model).ok_or("no such model")?;
    let repetitions: u64 = arguments.next().map_or(Ok(1), |text| text.parse())?;
    let first: u64 = arguments.next().map_or(Ok(1), |text| text.parse())?;
    println!(
        "| family | tables | coverage | RMSE log N | median log error | median log width | no upper limit |"
    );
    println!("|---|---|---|---|---|---|---|");
    let mut all = Vec::new();
    for family in Family::ALL {
        let mut own = Vec::new();
        for seed in first..first + repetitions {
            for people in [300, 1_000, 10_000, 30_000] {
                for lists in 3..=6 {
                    let table = simulate_table(family, lists, people, seed)?;
                    let options = Options { models: vec![model], ..Options::default() };
                    let report = estimate(&table, &options, &|_| ())?;
                    if let Some(found) = report.models[0].estimate() {
                        let truth = people as f64;
                        let upper = found.interval.upper.unwrap_or(f64::INFINITY);
                        own.push((
                            found.interval.contains(truth),
                            (found.estimate / truth).ln(),
                            (upper / found.interval.lower).ln(),
                        ));
                    }
                }
            }
        }
        line(family.name(), &own);
        all.extend(own);
    }
    line("all", &all);
    Ok(())
}

fn line(name: &str, found: &[(bool, f64, f64)]) {
    let count = found.len() as f64;
    let covered = found.iter().filter(|f| f.0).count() as f64 / count;
    let error = (found.iter().map(|f| f.1.abs().min(5.0).powi(2)).sum::<f64>() / count).sqrt();
    let median = |pick: fn(&(bool, f64, f64)) -> f64| {
        let mut values: Vec<f64> = found.iter().map(pick).collect();
        values.sort_unstable_by(f64::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
    };
    let open = found.iter().filter(|f| f.2.is_infinite()).count();
    println!(
        "| {name} | {} | {covered:.2} | {error:.2} | {:+.2} | {:.2} | {open} |",
        found.len(),
        median(|f| f.1),
        median(|f| f.2)
    );
}
