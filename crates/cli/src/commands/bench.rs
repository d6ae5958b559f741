//! `tizim bench`

use crate::commands::bench_figures::Beside;
use crate::commands::bench_peer::Peer;
use crate::commands::capture_file::read_captures;
use crate::commands::coverage;
use crate::commands::link_files::{Wish, gather};
use crate::console::{TextTable, complain, grouped, say};
use crate::failure::{Failure, at};
use crate::system::{cpu_seconds, peak_rss_mb};
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;
use tizim_estimate::{Options, Outcome, estimate};
use tizim_link::{link, score};
use tizim_read::{ReadOptions, read_table};

/// The project's own benchmark: one table a subject
///
/// Reads labelled data in place and copies nothing. Without a subject all are run.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// What to measure
    #[arg(value_enum)]
    subject: Option<Subject>,
    /// The folder of the data: linkage/SET/records.csv with a column `true_id`, and mse/TABLE.csv
    #[arg(long, value_name = "DIR", default_value = "../shared/data")]
    data: PathBuf,
    /// Only sets whose name contains this
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// Also link this labelled file, with a column `true_id` (as `gen_people.py` makes them); may be given again
    #[arg(long, value_name = "FILE")]
    file: Vec<PathBuf>,
    /// The Python that has Splink installed (benches/peers/requirements.txt); without it only Tizim is measured
    #[arg(long, value_name = "PYTHON", default_value = "python3")]
    python: String,
    /// The folder of the scripts that run peers
    #[arg(long, value_name = "DIR", default_value = "benches/peers")]
    peers: PathBuf,
    /// How often each program runs on each set beside Splink; the run of the least CPU counts
    #[arg(long, value_name = "N", default_value_t = 1)]
    runs: u32,
    /// Leave Splink out even if it is installed
    #[arg(long)]
    no_peer: bool,
    /// Estimate: only the tables that this file of a peer's figures has, each beside them (benches/peers/lcmcr.csv)
    #[arg(long, value_name = "FILE")]
    figures: Option<PathBuf>,
    #[command(flatten)]
    coverage: coverage::Study,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Subject {
    /// Linking: links against the truth, pairs compared, time
    Link,
    /// Estimating: every table gives an estimate or a refusal, and when
    Estimate,
    /// Coverage: the interval of simulated worlds of known size, by family; run only when named
    Coverage,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    if arguments.subject == Some(Subject::Coverage) {
        return coverage::run(&arguments.coverage);
    }
    let wanted = |subject| arguments.subject.is_none_or(|only| only == subject);
    if wanted(Subject::Link) {
        bench_link(arguments)?;
    }
    if wanted(Subject::Estimate) {
        bench_estimate(arguments)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn is_wanted(arguments: &Arguments, path: &Path) -> bool {
    let name = path.to_string_lossy();
    arguments.only.as_ref().is_none_or(|only| name.contains(only.as_str()))
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).map_err(at(folder))?.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}

fn bench_link(arguments: &Arguments) -> Result<(), Failure> {
    let mut table = TextTable::new(&[
        "linkage set",
        "rows",
        "lists",
        "persons",
        "pairs compared",
        "of all pairs",
        "seconds",
        "precision",
        "recall",
        "F1 pairs",
        "F1 B-cubed",
    ]);
    let files = labelled_files(arguments)?;
    for (name, file) in &files {
        complain(&format!("linking {name} ..."));
        let begun = Instant::now();
        let wish = Wish {
            files: std::slice::from_ref(file),
            config: None,
            list_column: several_lists(file)?.then_some("source"),
            id_column: None,
            truth: Some("true_id"),
            seed: None,
        };
        let gathered = gather(&wish)?;
        let linkage = link(&gathered.records, &gathered.options, &[], &|_, _| {})?;
        let seconds = begun.elapsed().as_secs_f64();
        let truth = gathered.truth.unwrap_or_default();
        let score = score(&linkage.person_of, &truth, &gathered.records.list_of);
        let persons: HashSet<_> = linkage.person_of.iter().collect();
        let rows = gathered.records.len() as f64;
        table.row([
            name.clone(),
            grouped(rows),
            gathered.records.lists.len().to_string(),
            grouped(persons.len() as f64),
            grouped(linkage.pairs_compared as f64),
            format!("{:.5}", linkage.pairs_compared as f64 / (rows * (rows - 1.0) / 2.0)),
            format!("{seconds:.2}"),
            format!("{:.4}", score.pairwise.precision),
            format!("{:.4}", score.pairwise.recall),
            format!("{:.4}", score.pairwise.f1),
            format!("{:.4}", score.b_cubed.f1),
        ]);
    }
    table.lines().iter().for_each(|line| say(line));
    if let Some(peak) = peak_rss_mb() {
        say(&format!("most memory held: {peak:.0} MB"));
    }
    let peer = Peer { python: &arguments.python, scripts: &arguments.peers, runs: arguments.runs };
    if arguments.no_peer {
        return Ok(());
    }
    if !peer.is_installed() {
        complain("Splink is not installed; see benches/peers/requirements.txt and --python");
        return Ok(());
    }
    peer.compare(&files)
}

/// Returns the labelled files with the names of their sets.
fn labelled_files(arguments: &Arguments) -> Result<Vec<(String, PathBuf)>, Failure> {
    let name =
        |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let sets = arguments.data.join("linkage");
    let folders = if sets.exists() || arguments.file.is_empty() { entries(&sets)? } else { Vec::new() };
    let mut files: Vec<(String, PathBuf)> = folders
        .iter()
        .filter(|folder| is_wanted(arguments, folder) && folder.join("records.csv").exists())
        .map(|folder| (name(folder), folder.join("records.csv")))
        .collect();
    files.extend(arguments.file.iter().map(|file| (name(file), file.clone())));
    Ok(files)
}

fn several_lists(file: &Path) -> Result<bool, Failure> {
    let table = read_table(file, &ReadOptions::default())?;
    Ok(table.column("source").is_some_and(|column| column.values.len() > 1))
}

fn bench_estimate(arguments: &Arguments) -> Result<(), Failure> {
    let mut table = TextTable::new(&[
        "capture table",
        "lists",
        "documented",
        "total",
        "interval",
        "seconds",
        "R-hat",
        "warnings",
    ]);
    let mut beside = arguments.figures.as_deref().map(Beside::read).transpose()?;
    let options = Options { models: vec![arguments.coverage.model], ..Options::default() };
    for file in entries(&arguments.data.join("mse"))? {
        let is_table = file.extension().is_some_and(|extension| extension == "csv")
            && file.file_name().is_some_and(|name| name != "index.csv");
        if !is_table || !is_wanted(arguments, &file) {
            continue;
        }
        let name = file.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if beside.as_ref().is_some_and(|beside| !beside.knows(&name)) {
            continue;
        }
        complain(&format!("estimating {name} ..."));
        let captures = read_captures(&file, None)?;
        let (begun, before) = (Instant::now(), cpu_seconds());
        let report = estimate(&captures.whole, &options, &|_| {})?;
        let seconds = begun.elapsed().as_secs_f64();
        if let Some(beside) = &mut beside {
            let used =
                before.zip(cpu_seconds()).map_or(seconds, |(before, after)| (after - before).max(0.01));
            report
                .models
                .iter()
                .filter_map(Outcome::estimate)
                .for_each(|found| beside.add(&name, found, used));
            continue;
        }
        let first = [name, captures.whole.lists().len().to_string(), grouped(report.documented as f64)];
        for outcome in &report.models {
            let rest = match outcome {
                Outcome::Estimate(estimate) => [
                    grouped(estimate.estimate),
                    format!(
                        "{} to {}",
                        grouped(estimate.interval.lower),
                        estimate.interval.upper.map_or("no upper limit".to_owned(), grouped)
                    ),
                    format!("{seconds:.1}"),
                    estimate.diagnostics.r_hat.map_or("-".to_owned(), |r_hat| format!("{r_hat:.3}")),
                    (estimate.warnings.len() + report.warnings.len()).to_string(),
                ],
                Outcome::Refusal { reason, .. } => [
                    "none".to_owned(),
                    reason.words.clone(),
                    format!("{seconds:.1}"),
                    "-".to_owned(),
                    report.warnings.len().to_string(),
                ],
            };
            table.row(first.iter().cloned().chain(rest));
        }
    }
    match beside {
        Some(beside) => beside.tell(),
        None => table.lines().iter().for_each(|line| say(line)),
    }
    Ok(())
}
