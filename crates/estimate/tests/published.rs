//! Published and peers' figures on published tables.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use tizim_estimate::{CaptureTable, Estimate, Model, Options, Outcome, estimate};

fn table(text: &str) -> CaptureTable {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let lists: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let count = lists.len() - 1;
    let cells: Vec<(u64, u64)> = reader
        .records()
        .map(|row| {
            let fields: Vec<u64> = row.unwrap().iter().map(|f| f.parse().unwrap()).collect();
            ((0..count).fold(0, |p, j| p | fields[j] << j), fields[count])
        })
        .collect();
    CaptureTable::new(lists[..count].to_vec(), cells).unwrap()
}

fn run(text: &str, model: Model) -> Estimate {
    let options = Options { models: vec![model], ..Options::default() };
    match &estimate(&table(text), &options, &|_| ()).unwrap().models[0] {
        Outcome::Estimate(found) => (**found).clone(),
        Outcome::Refusal { reason, .. } => panic!("{reason:?}"),
    }
}

fn near(found: &Estimate, expected: [f64; 3], middle: f64, ends: f64) {
    let got = [found.estimate, found.interval.lower, found.interval.upper.unwrap()];
    for (at, (g, e)) in got.iter().zip(expected).enumerate() {
        let within = if at == 0 { middle } else { ends };
        assert!((g / e - 1.0).abs() < within, "{got:?} for {expected:?}");
    }
}

/// dga 2.0.2 with delta = 2^-p, p(N) ~ 1/N (measured): median and 95 % interval.
#[test]
fn graphs_agree_with_dga() {
    near(&run(include_str!("data/kosovo.csv"), Model::Graphs), [12_596.0, 9_828.0, 16_544.0], 0.005, 0.005);
    near(&run(include_str!("data/new_orleans_5.csv"), Model::Graphs), [847.0, 529.0, 1_589.0], 0.005, 0.005);
    near(
        &run(include_str!("data/uk_slavery_5.csv"), Model::Graphs),
        [22_990.0, 10_388.0, 33_508.0],
        0.005,
        0.005,
    );
    let madigan = include_str!("data/spina_bifida_madigan_york_3.csv");
    near(&run(madigan, Model::Graphs), [731.0, 694.0, 787.0], 0.005, 0.005);
}

/// LCMCR 0.4.14, a million sweeps (measured). Effective draws are few here, so the bars are wide.
#[test]
fn latent_classes_agree_with_lcmcr() {
    let korea = run(include_str!("data/korea_palembang_3.csv"), Model::Lcm);
    near(&korea, [138.0, 124.0, 200.0], 0.02, 0.06);
    near(&run(include_str!("data/new_orleans_5.csv"), Model::Lcm), [798.0, 554.0, 1_277.0], 0.04, 0.08);
    near(&run(include_str!("data/artificial_3.csv"), Model::Lcm), [403.0, 238.0, 829.0], 0.04, 0.12);
    assert!(korea.diagnostics.r_hat.unwrap() <= 1.01 && korea.diagnostics.ess_bulk.unwrap() >= 400.0);
}

/// Chao's bound on Kosovo and Palembang (measured with the bias-corrected form).
#[test]
fn chao_agrees_with_rcapture() {
    let kosovo = run(include_str!("data/kosovo.csv"), Model::Chao);
    near(&kosovo, [8_803.0, 8_384.0, 9_266.0], 0.005, 0.01);
}

/// A near-census counted 10,401 killed in Kosovo.
#[test]
fn the_combined_interval_holds_the_census_of_kosovo() {
    let found = run(include_str!("data/kosovo.csv"), Model::Combined);
    assert!(found.interval.contains(10_401.0), "{:?}", found.interval);
    assert!(found.diagnostics.weights.len() == 5);
}
