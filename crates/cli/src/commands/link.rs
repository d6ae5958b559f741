//! `tizim link`

use crate::bars::Bar;
use crate::commands::link_files::{Gathered, Wish, gather};
use crate::console::{TextTable, complain, grouped, say, say_json};
use crate::failure::{Failure, at};
use crate::system::peak_rss_mb;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;
use tizim_link::{Linkage, Score, link, score};
use tizim_project::outputs::{cell, write_links};

/// Link the records of lists into persons, without labels
///
/// Each file is a list, or one file holds several, told apart by --list-column. Without --config the column types are
/// guessed from names and values and said. Writes clusters.csv, links.csv and model.json.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The lists
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// A file with `[columns]` (header = role), `[lists.NAME]` (no_duplicates = true) and `[link]` (as in tizim.toml)
    #[arg(long, value_name = "LINK.toml")]
    config: Option<PathBuf>,
    /// The folder for the results; `linked` unless given; with --json nothing is written unless given
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The column that tells the lists of one file apart
    #[arg(long, value_name = "COL")]
    list_column: Option<String>,
    /// The column with each list's own ids
    #[arg(long, value_name = "COL")]
    id_column: Option<String>,
    /// A column with the true persons: not used for linking, the result is scored against it
    #[arg(long, value_name = "COL")]
    truth: Option<String>,
    /// The seed of all random numbers
    #[arg(long)]
    seed: Option<u64>,
    /// Print each blocking rule's pairs and estimated recall
    #[arg(long)]
    explain_blocking: bool,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let begun = Instant::now();
    let wish = Wish {
        files: &arguments.files,
        config: arguments.config.as_deref(),
        list_column: arguments.list_column.as_deref(),
        id_column: arguments.id_column.as_deref(),
        truth: arguments.truth.as_deref(),
        seed: arguments.seed,
    };
    let gathered = gather(&wish)?;
    if !arguments.json {
        tell_columns(&gathered);
    }
    let bar = Bar::new();
    let progress = std::sync::Mutex::new(|share: f64| bar.at("linking", share));
    let linkage = link(&gathered.records, &gathered.options, &[], &|_, share| {
        if let Ok(show) = progress.try_lock() {
            show(share);
        }
    })?;
    drop(bar);
    let scored =
        gathered.truth.as_ref().map(|truth| score(&linkage.person_of, truth, &gathered.records.list_of));
    let out = match (&arguments.out, arguments.json) {
        (Some(out), _) => Some(out.clone()),
        (None, false) => Some(PathBuf::from("linked")),
        (None, true) => None,
    };
    if let Some(out) = &out {
        write(&gathered, &linkage, out)?;
    }
    let seconds = begun.elapsed().as_secs_f64();
    if arguments.json {
        say_json(&json(&gathered, &linkage, scored.as_ref(), seconds));
    } else {
        if arguments.explain_blocking {
            tell_blocking(&linkage);
        }
        tell(&gathered, &linkage, scored.as_ref(), seconds, out.as_deref());
    }
    Ok(ExitCode::SUCCESS)
}

fn persons(linkage: &Linkage) -> usize {
    linkage.person_of.iter().map(|person| person.index() + 1).max().unwrap_or(0)
}

fn tell_columns(gathered: &Gathered) {
    let mut table = TextTable::new(&["list", "column", "is taken for", "because"]);
    for (list, guesses) in &gathered.guesses {
        for guess in guesses {
            table.row([
                list.clone(),
                guess.spec.header.clone(),
                guess.spec.role.to_string(),
                guess.why.clone(),
            ]);
        }
    }
    table.lines_left().iter().for_each(|line| complain(line));
    gathered.notes.iter().for_each(|note| complain(&format!("note: {note}")));
}

fn tell_blocking(linkage: &Linkage) {
    let mut table = TextTable::new(&["blocking rule", "pairs", "new pairs", "recall, estimated"]);
    for rule in &linkage.blocking.rules {
        table.row([
            rule.words.clone(),
            grouped(rule.pairs as f64),
            grouped(rule.new_pairs as f64),
            format!("{:.3}", rule.estimated_recall),
        ]);
    }
    table.lines().iter().for_each(|line| say(line));
}

fn tell(gathered: &Gathered, linkage: &Linkage, scored: Option<&Score>, seconds: f64, out: Option<&Path>) {
    for warning in &linkage.warnings {
        complain(&format!("warning: {}", warning.words));
    }
    say(&format!(
        "{} records on {} lists are {} persons; {} pairs compared in {seconds:.1} s",
        grouped(gathered.records.len() as f64),
        gathered.records.lists.len(),
        grouped(persons(linkage) as f64),
        grouped(linkage.pairs_compared as f64)
    ));
    if let Some(score) = scored {
        let mut table = TextTable::new(&["against the truth", "precision", "recall", "F1"]);
        for (name, figures) in [
            ("pairs", &score.pairwise),
            ("pairs of different lists", &score.across_lists),
            ("B-cubed", &score.b_cubed),
        ] {
            table.row([
                name.to_owned(),
                format!("{:.4}", figures.precision),
                format!("{:.4}", figures.recall),
                format!("{:.4}", figures.f1),
            ]);
        }
        table.lines().iter().for_each(|line| say(line));
    }
    if let Some(out) = out {
        say(&format!("wrote clusters.csv, links.csv and model.json into {}", out.display()));
    }
}

fn json(gathered: &Gathered, linkage: &Linkage, scored: Option<&Score>, seconds: f64) -> serde_json::Value {
    let columns: Vec<_> = gathered
        .guesses
        .iter()
        .map(|(list, guesses)| serde_json::json!({ "list": list, "columns": guesses }))
        .collect();
    let mut json = serde_json::json!({
        "records": gathered.records.len(),
        "lists": gathered.records.lists.iter().map(|list| &list.name).collect::<Vec<_>>(),
        "persons": persons(linkage),
        "pairs_compared": linkage.pairs_compared,
        "seconds": seconds,
        "peak_rss_mb": peak_rss_mb(),
        "guessed": columns,
        "blocking": linkage.blocking,
        "threshold": linkage.model.threshold,
        "warnings": linkage.warnings,
        "notes": gathered.notes,
    });
    if let Some(score) = scored {
        json["pairwise"] = serde_json::json!(score.pairwise);
        json["b_cubed"] = serde_json::json!(score.b_cubed);
        json["across_lists"] = serde_json::json!(score.across_lists);
        json["score"] = serde_json::json!(score);
    }
    json
}

fn write(gathered: &Gathered, linkage: &Linkage, out: &Path) -> Result<(), Failure> {
    fs::create_dir_all(out).map_err(at(out))?;
    let records = &gathered.records;
    let put = |name: &str, bytes: Vec<u8>| {
        let path = out.join(name);
        fs::write(&path, bytes).map_err(at(&path))
    };
    let written = "memory takes what is written";
    let mut clusters = csv::Writer::from_writer(Vec::new());
    clusters.write_record(["list", "record_id", "person_id", "membership_probability"]).expect(written);
    for record in records.iter() {
        clusters
            .write_record([
                &*cell(&records.list(record).name),
                &*cell(&records.record_id[record.index()]),
                &(linkage.person_of[record.index()].0 + 1).to_string(),
                &linkage.membership_probability[record.index()].to_string(),
            ])
            .expect(written);
    }
    put("clusters.csv", clusters.into_inner().expect(written))?;
    let mut links = Vec::new();
    write_links(records, &linkage.links, &mut links).map_err(at(&out.join("links.csv")))?;
    put("links.csv", links)?;
    let model = serde_json::to_vec_pretty(&linkage.model)
        .map_err(|fault| Failure::new(fault.to_string(), "report this as a fault of Tizim"))?;
    put("model.json", model)
}
