//! Links labelled sets with the defaults and prints one table of scores.
//!
//! `cargo run --release -p tizim-link --example score -- [-v] [SET or FILE.csv or A.csv+B.csv ...]`; without names, every set below
//! `TIZIM_DATA/linkage` (else `../shared/data/linkage` beside the workspace). A folder that `tizim simulate` made is a set too.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Instant;
use tizim_link::{Options, calibration_error, link, score, score_by_lists};
use tizim_model::{List, ListIx, Records, Role};
use tizim_read::{ReadOptions, guess_columns, interpret, read_table};

fn main() {
    let mut verbose = false;
    let mut names: Vec<String> = Vec::new();
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "-v" => verbose = true,
            _ => names.push(argument),
        }
    }
    let data = std::env::var("TIZIM_DATA")
        .map(PathBuf::from)
        .unwrap_or_else(|_| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")));
    if names.is_empty() {
        let Ok(folder) = std::fs::read_dir(data.join("linkage")) else {
            println!("no labelled sets in {}", data.join("linkage").display());
            return;
        };
        names = folder.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
    }
    println!(
        "| set | rows | pairs | seconds | persons (true) | threshold | precision | recall | F1 | F1 across lists | B-cubed F1 | calibration error |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|---|");
    for name in names {
        let simulated = PathBuf::from(&name).join("truth.csv");
        let paths: Vec<PathBuf> = match name.contains(".csv") {
            true => name.split('+').map(PathBuf::from).collect(),
            false if simulated.exists() => lists_of(&simulated),
            false => vec![data.join("linkage").join(&name).join("records.csv")],
        };
        if paths.iter().all(|path| path.exists()) {
            let (records, truth) = match simulated.exists() {
                true => read(&paths, Some(&simulated_truth(&simulated))),
                false => read(&paths, None),
            };
            run(&name, &records, &truth, verbose);
        }
    }
}

/// Returns the list files beside a `truth.csv`.
fn lists_of(truth: &Path) -> Vec<PathBuf> {
    let folder = truth.parent().into_iter().flat_map(std::fs::read_dir).flatten().flatten();
    let mut paths: Vec<PathBuf> = folder.map(|entry| entry.path()).collect();
    paths.retain(|path| {
        path.extension().is_some_and(|ending| ending == "csv")
            && !["truth.csv", "capture_table.csv"].iter().any(|other| path.ends_with(other))
    });
    paths.sort();
    paths
}

/// Returns who each record is: by list and the record's own id.
fn simulated_truth(path: &Path) -> HashMap<(String, String), u32> {
    let table = read_table(path, &ReadOptions::default()).expect("the truth can be read");
    let cell = |name: &str, row| table.column(name).expect("truth.csv has the column").cell(row).to_owned();
    (0..table.rows())
        .map(|row| {
            ((cell("list", row), cell("record_id", row)), cell("person", row).parse().expect("a number"))
        })
        .collect()
}

fn run(name: &str, records: &Records, truth: &[Option<u32>], verbose: bool) {
    let started = Instant::now();
    let stages = std::sync::Mutex::new(Vec::new());
    let note = |stage, _| {
        let mut stages = stages.lock().expect("no thread panics");
        if stages.last().is_none_or(|(last, _)| *last != stage) {
            stages.push((stage, started.elapsed().as_secs_f64()));
        }
    };
    let linkage = match link(records, &Options::default(), &[], &note) {
        Ok(linkage) => linkage,
        Err(error) => {
            println!("| {name} | {} | {error} |", records.len());
            return;
        }
    };
    let seconds = started.elapsed().as_secs_f64();
    let lists: Vec<ListIx> = records.list_of.clone();
    let score = score(&linkage.person_of, truth, &lists);
    println!(
        "| {} | {} | {} | {seconds:.2} | {} ({}) | {:.3} | {:.4} | {:.4} | **{:.4}** | {:.4} | {:.4} | {:.4} |",
        name.rsplit('/').next().unwrap_or(name),
        records.len(),
        linkage.pairs_compared,
        score.persons,
        score.true_persons,
        linkage.model.threshold.probability.get(),
        score.pairwise.precision,
        score.pairwise.recall,
        score.pairwise.f1,
        score.across_lists.f1,
        score.b_cubed.f1,
        calibration_error(&linkage.links, truth),
    );
    if verbose && records.lists.len() > 2 {
        for pair in score_by_lists(&linkage.person_of, truth, &lists) {
            let name = |list: ListIx| &records.lists[list.index()].name;
            println!(
                "  {} with {}: precision {:.4}, recall {:.4}, F1 {:.4}",
                name(pair.a),
                name(pair.b),
                pair.pairwise.precision,
                pair.pairwise.recall,
                pair.pairwise.f1
            );
        }
    }
    if verbose {
        let drawing = Instant::now();
        let persons: Vec<usize> = linkage
            .draws(1_000, 1)
            .map(|draw| draw.iter().map(|person| person.0).max().unwrap_or(0) as usize + 1)
            .collect();
        let mean = persons.iter().sum::<usize>() as f64 / persons.len() as f64;
        let spread = persons.iter().map(|n| (*n as f64 - mean).powi(2)).sum::<f64>() / persons.len() as f64;
        println!(
            "1,000 draws in {:.2} s: {mean:.0} persons on average, standard deviation {:.1}",
            drawing.elapsed().as_secs_f64(),
            spread.sqrt()
        );
        println!("{:?}", stages.lock().expect("no thread panics"));
        describe(&linkage, records, truth);
    }
}

fn describe(linkage: &tizim_link::Linkage, records: &Records, truth: &[Option<u32>]) {
    println!("\nrules (recall {:.3}):", linkage.blocking.estimated_recall);
    for rule in &linkage.blocking.rules {
        println!(
            "  {:<60} {:>9} new {:>9} recall {:.3} cut {}",
            rule.rule.to_string(),
            rule.pairs,
            rule.new_pairs,
            rule.estimated_recall,
            rule.cut.len()
        );
    }
    println!(
        "prior {:.3e}, same pairs expected {:.0}, rounds {}",
        linkage.model.prior.get(),
        linkage.model.expected_same_pairs,
        linkage.model.rounds
    );
    for field in &linkage.model.fields {
        println!("  {} ({}), known {}, values {}", field.name, field.role, field.known, field.values);
        for level in &field.levels {
            println!(
                "     {:<45} m {:.4} u {:.2e} weight {:+.2}",
                level.words,
                level.m.get(),
                level.u.get(),
                level.weight.0
            );
        }
    }
    for class in &linkage.model.sharing {
        let shares: Vec<String> =
            class.shares.iter().map(|(name, part)| format!("{name} {:.2}", part.get())).collect();
        println!("  {}: {:.0} pairs; {}", class.words, class.pairs, shares.join(", "));
    }
    let mut true_pairs = 0u64;
    let mut sizes: std::collections::BTreeMap<u32, u64> = std::collections::BTreeMap::new();
    truth.iter().flatten().for_each(|id| *sizes.entry(*id).or_default() += 1);
    sizes.values().for_each(|n| true_pairs += n * (n - 1) / 2);
    let kept = linkage.links.iter().filter(|link| truth[link.a.index()] == truth[link.b.index()]).count();
    println!("true pairs {true_pairs}, kept as links {kept}; best by pairs alone:");
    let mut by_weight: Vec<_> = linkage.links.iter().collect();
    by_weight.sort_by(|a, b| b.weight.0.total_cmp(&a.weight.0));
    let (mut right, mut best) = (0u64, (0.0, 0.0));
    for (position, link) in by_weight.iter().enumerate() {
        right += u64::from(truth[link.a.index()] == truth[link.b.index()]);
        let f1 = 2.0 * right as f64 / (position as f64 + 1.0 + true_pairs as f64);
        if f1 > best.0 {
            best = (f1, link.probability.get());
        }
    }
    println!("  F1 {:.4} at probability {:.4}", best.0, best.1);
    for (title, wanted) in [("worst false links", false), ("worst missed links", true)] {
        println!("{title}:");
        let wrong = |link: &&&tizim_link::Link| {
            let same = truth[link.a.index()] == truth[link.b.index()];
            let together = linkage.person_of[link.a.index()] == linkage.person_of[link.b.index()];
            same == wanted && together != wanted
        };
        let chosen: Vec<_> = by_weight.iter().filter(wrong).collect();
        let step = (chosen.len() / 12).max(1);
        for link in chosen.iter().step_by(step).take(12) {
            let explanation = linkage.explain(records, link.a, link.b);
            let parts: Vec<String> = explanation
                .fields
                .iter()
                .map(|field| {
                    format!(
                        "{}: {} ~ {} {:+.1}{:+.1}",
                        field.field,
                        field.value_a.as_deref().unwrap_or("-"),
                        field.value_b.as_deref().unwrap_or("-"),
                        field.weight.0,
                        field.rarity.0
                    )
                })
                .collect();
            println!("  {:+.1} (sharing {:+.1}) {}", link.weight.0, explanation.sharing.0, parts.join("; "));
        }
        println!("  of {}", chosen.len());
    }
}

/// Reads lists with the guesses of `read`; the column `true_id` is the truth and nothing else, unless a truth is given.
fn read(paths: &[PathBuf], given: Option<&HashMap<(String, String), u32>>) -> (Records, Vec<Option<u32>>) {
    let mut parts = Vec::new();
    let mut truth = Vec::new();
    let mut lists: Vec<String> = Vec::new();
    for (file, path) in paths.iter().enumerate() {
        let mut table = read_table(path, &ReadOptions::default()).expect("the file can be read");
        let known = table.take_column("true_id");
        truth.extend((0..table.rows()).map(|row| known.as_ref()?.cell(row).parse().ok()));
        let guesses = guess_columns(&table);
        let list_column = guesses.iter().find(|guess| guess.spec.role == Role::ListName);
        let list_column = list_column.and_then(|guess| table.column(&guess.spec.header));
        lists.extend((0..table.rows()).map(|row| match list_column {
            Some(column) => format!("{file}{}", column.cell(row)),
            None => file.to_string(),
        }));
        let specs: Vec<_> = guesses.into_iter().map(|guess| guess.spec).collect();
        let list = List { name: file.to_string(), no_duplicates: false, already_linked: false };
        let name = path.display().to_string();
        let part = interpret(&table, list, &name, &specs).expect("the guesses can be read");
        if let Some(given) = given {
            let list = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
            truth.truncate(truth.len() - table.rows());
            let of = |id: &String| given.get(&(list.clone(), id.clone())).copied();
            truth.extend(part.record_id.iter().map(of));
        }
        parts.push(part);
    }
    let mut records = Records::from_lists(parts);
    let mut names = lists.clone();
    names.sort();
    names.dedup();
    records.list_of = lists
        .iter()
        .map(|list| ListIx(names.binary_search(list).expect("every list has a name") as u16))
        .collect();
    records.lists =
        names.into_iter().map(|name| List { name, no_duplicates: false, already_linked: false }).collect();
    (records, truth)
}
