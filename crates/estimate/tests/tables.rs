//! Every capture table at hand gives estimates or a plain refusal; set `TIZIM_DATA` to the data folder.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]

use std::collections::BTreeMap;
use std::path::PathBuf;

use tizim_estimate::{CaptureTable, Code, Estimate, Model, Options, Outcome, estimate, estimate_strata};

/// Capture tables of a folder of the data, `none` where there is no data.
fn files(folder: &str) -> Option<Vec<PathBuf>> {
    let data = std::env::var("TIZIM_DATA")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data").to_owned());
    let Ok(entries) = std::fs::read_dir(format!("{data}/{folder}")) else {
        println!("skipped: no {folder} in {data}");
        return None;
    };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "csv"));
    files.retain(|path| path.file_stem().is_some_and(|s| s != "index"));
    files.sort();
    Some(files)
}

/// The table of a file, or the tables of its strata: columns that hold anything but 0 and 1 split it.
fn read(path: &PathBuf) -> Vec<(String, CaptureTable)> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let head: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let count = head.iter().position(|name| name == "count");
    let columns = (0..head.len()).filter(|&at| Some(at) != count);
    let (lists, by): (Vec<usize>, Vec<usize>) =
        columns.partition(|&at| rows.iter().all(|row| matches!(&row[at], "0" | "1")));
    let mut strata: BTreeMap<String, Vec<(u64, u64)>> = BTreeMap::new();
    for row in &rows {
        let stratum = by.iter().map(|&at| &row[at]).collect::<Vec<_>>().join(" ");
        let pattern = lists.iter().enumerate().fold(0u64, |p, (j, &at)| p | u64::from(&row[at] == "1") << j);
        let people = count.map_or(1, |at| row[at].parse().unwrap());
        if pattern != 0 {
            strata.entry(stratum).or_default().push((pattern, people));
        }
    }
    let names: Vec<String> = lists.iter().map(|&at| head[at].clone()).collect();
    strata
        .into_iter()
        .map(|(stratum, cells)| (stratum, CaptureTable::new(names.clone(), cells).unwrap()))
        .collect()
}

fn sound(found: &Estimate, n: u64, what: &str) {
    let limits = [Some(found.interval.lower), Some(found.estimate), found.interval.upper];
    assert!(
        found.estimate.is_finite() && found.interval.lower >= n as f64 * 0.999,
        "{what}: {limits:?} of {n}"
    );
    assert!(found.interval.lower <= found.estimate, "{what}: {limits:?}");
    assert!(found.interval.upper.is_none_or(|upper| upper >= found.estimate), "{what}: {limits:?}");
    let no_limit = found.warnings.iter().any(|warning| warning.code == Code::NoUpperLimit);
    assert!(found.interval.upper.is_some() || no_limit, "{what}: no upper limit and no word of it");
}

/// The effort that a test can wait for; chains that have not met say so.
fn bounded(models: Vec<Model>) -> Options {
    let mut options = Options { models, ..Options::default() };
    options.lcm.max_work = 2e5;
    options.lcm.max_sweeps = 1_600;
    options.loglinear.replicates = 20;
    options
}

#[test]
fn every_table_gives_estimates_or_a_plain_refusal() {
    let Some(files) = files("mse") else { return };
    let options = bounded(vec![Model::Combined, Model::Graphs, Model::Chao]);
    for path in &files {
        let what = path.file_stem().unwrap().to_string_lossy();
        let tables = read(path);
        assert_eq!(tables.len(), 1, "{what}");
        let report = estimate(&tables[0].1, &options, &|_| ()).unwrap();
        for outcome in &report.models {
            match outcome {
                Outcome::Estimate(found) => sound(found, report.documented, &what),
                Outcome::Refusal { reason, .. } => assert!(!reason.words.is_empty(), "{what}"),
            }
        }
        assert!(
            report.outcome(Model::Combined).is_some_and(|o| o.estimate().is_some()),
            "{what}: {report:?}"
        );
    }
    assert!(!files.is_empty());
}

#[test]
fn every_table_of_strata_gives_totals_or_a_plain_refusal() {
    let Some(files) = files("mse/strata") else { return };
    for path in &files {
        let what = path.file_stem().unwrap().to_string_lossy();
        let strata = read(path);
        assert!(strata.len() > 1, "{what}");
        // the combination on wide strata by the dozen is for a night; the average over graphs takes the same ways
        let lists = strata.iter().map(|(_, table)| table.lists().len()).max().unwrap_or(0);
        let model = if lists * strata.len() <= 100 { Model::Combined } else { Model::Graphs };
        let options = bounded(vec![model]);
        let report = estimate_strata(&strata, &options, &|_| ()).unwrap();
        let documented: u64 = strata.iter().map(|(_, table)| table.n()).sum();
        assert_eq!(report.documented, documented, "{what}");
        for outcome in report.totals.iter().chain(report.strata.iter().flat_map(|s| &s.report.models)) {
            if let Outcome::Refusal { reason, .. } = outcome {
                assert!(!reason.words.is_empty(), "{what}");
            }
        }
        if let Some(total) = report.totals[0].estimate() {
            sound(total, documented, &what);
        }
    }
    assert!(!files.is_empty());
}
