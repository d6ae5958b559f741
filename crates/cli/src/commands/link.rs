//! `tizim link`

use crate::bars::Bar;
use crate::commands::link_earlier::{read_earlier, read_judgements};
use crate::commands::link_explain;
use crate::commands::link_files::{Gathered, Wish, gather};
use crate::commands::link_results::write;
use crate::console::{TextTable, complain, grouped, say, say_json};
use crate::failure::Failure;
use crate::system::peak_rss_mb;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;
use tizim_link::{
    Linkage, ListPairScore, Score, calibration_error, keep_ids, link, link_against, score, score_by_lists,
};
use tizim_read::ColumnSpec;

/// Link the records of lists into persons, without labels
///
/// Each file is a list, or one file holds several, told apart by --list-column. Without --config the column types are
/// guessed from names and values and said. Writes into DIR: clusters.csv (who is whom), links.csv, review.csv (the pairs
/// most worth a review), model.json, charts.html (the model as pictures), trained.json (for --against), and with --truth
/// errors.csv (the worst wrong pairs).
///
/// LINK.toml may have: `[columns]` with `"header" = { role = "family_name" }`; `[lists.NAME]` with `no_duplicates = true`;
/// `[places]` with `world = "world.tsv"` (a table as `tizim places find --help` says, beside LINK.toml);
/// `[link]` with `threshold = 0.9`, `pair_budget = 5000000`, `keep_above = 0.01`, `seed = 1`,
/// `blocking = [["family_name.sound", "birth_date.year"], ["email"]]`, and `[link.comparisons]` with `field = "text"`
/// (ignore, name_part, full_name, text, code, category, date, age, number). What is not said is found from the data.
#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Command {
    #[command(subcommand)]
    further: Option<Further>,
    #[command(flatten)]
    link: Option<Arguments>,
}

#[derive(clap::Subcommand)]
enum Further {
    Explain(Box<link_explain::Arguments>),
}

/// What to link, and how.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The lists
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// A file of settings: roles of columns, what is known of lists, blocking rules, comparisons, threshold
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
    /// The folder of an earlier result: its records (give their files too) stay in their persons, which keep their ids; only
    /// new or changed records are compared
    #[arg(long, value_name = "DIR")]
    against: Option<PathBuf>,
    /// Reviewers' judgements, as review.csv with `judgement` filled in: same, different or unsure. They are obeyed; from 20
    /// on the weights are calibrated on them
    #[arg(long, value_name = "FILE.csv")]
    judgements: Option<PathBuf>,
    /// The seed of all random numbers
    #[arg(long)]
    seed: Option<u64>,
    /// Print each blocking rule's pairs, estimated recall and hot values
    #[arg(long)]
    explain_blocking: bool,
    /// Print one JSON document
    #[arg(long)]
    pub(crate) json: bool,
}

/// A linkage with what it is of.
pub(crate) struct Linked {
    pub(crate) gathered: Gathered,
    pub(crate) linkage: Linkage,
    /// For each person its id in the outputs.
    pub(crate) id_of: Vec<u32>,
}

pub(crate) fn run(command: &Command) -> Result<ExitCode, Failure> {
    match (&command.further, &command.link) {
        (Some(Further::Explain(arguments)), _) => link_explain::run(arguments),
        (None, Some(arguments)) => link_files(arguments),
        (None, None) => {
            Err(Failure::new("there is no file to link", "name the lists: tizim link a.csv b.csv"))
        }
    }
}

/// Reads the files and links them, as the arguments say.
pub(crate) fn gather_and_link(arguments: &Arguments) -> Result<Linked, Failure> {
    let wish = Wish {
        files: &arguments.files,
        config: arguments.config.as_deref(),
        list_column: arguments.list_column.as_deref(),
        id_column: arguments.id_column.as_deref(),
        truth: arguments.truth.as_deref(),
        seed: arguments.seed,
    };
    let mut gathered = gather(&wish)?;
    if !arguments.json {
        tell_columns(&gathered);
    }
    let records = &gathered.records;
    let judgements = match &arguments.judgements {
        Some(path) => read_judgements(path, records)?,
        None => Vec::new(),
    };
    let earlier = arguments.against.as_ref().map(|folder| read_earlier(folder, records)).transpose()?;
    let bar = Bar::new();
    let progress = std::sync::Mutex::new(|share: f64| bar.at("linking", share));
    let show = |_, share: f64| {
        if let Ok(show) = progress.try_lock() {
            show(share);
        }
    };
    let linkage = match &earlier {
        Some(result) => link_against(records, &gathered.options, &judgements, &result.earlier, &show)?,
        None => link(records, &gathered.options, &judgements, &show)?,
    };
    drop(bar);
    let none = vec![None; records.len()];
    let kept = keep_ids(&linkage.person_of, earlier.as_ref().map_or(&none, |result| &result.id_of));
    if let Some(result) = &earlier {
        gathered.notes.push(format!(
            "against the earlier result: {} persons kept their ids, {} are new; {} records have changed, {} are gone",
            grouped((kept.id_of.len() - kept.new) as f64),
            grouped(kept.new as f64),
            grouped(result.changed as f64),
            grouped(result.gone as f64)
        ));
        for (stays, gone) in &kept.joined {
            gathered.notes.push(format!("earlier persons {stays} and {gone} are one now: {stays}"));
        }
    }
    Ok(Linked { gathered, linkage, id_of: kept.id_of })
}

fn link_files(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let begun = Instant::now();
    let linked = gather_and_link(arguments)?;
    let Linked { gathered, linkage, .. } = &linked;
    let scored = gathered.truth.as_ref().map(|truth| {
        let list_of = &gathered.records.list_of;
        let (whole, (by_lists, calibration_error)) = rayon::join(
            || score(&linkage.person_of, truth, list_of),
            || {
                let by_lists = score_by_lists(&linkage.person_of, truth, list_of);
                (by_lists, calibration_error(&linkage.links, truth))
            },
        );
        Scored { whole, calibration_error, by_lists }
    });
    let out = match (&arguments.out, arguments.json) {
        (Some(out), _) => Some(out.clone()),
        (None, false) => Some(PathBuf::from("linked")),
        (None, true) => None,
    };
    if let Some(out) = &out {
        write(&linked, out)?;
    }
    let seconds = begun.elapsed().as_secs_f64();
    if arguments.json {
        say_json(&json(gathered, linkage, scored.as_ref(), seconds));
    } else {
        if arguments.explain_blocking {
            tell_blocking(linkage);
        }
        tell(gathered, linkage, scored.as_ref(), seconds, out.as_deref());
    }
    // the process ends here: to give back a million records cell by cell would take a twentieth of the time
    std::mem::forget(linked);
    Ok(ExitCode::SUCCESS)
}

/// Figures against the truth.
struct Scored {
    whole: Score,
    calibration_error: f64,
    by_lists: Vec<ListPairScore>,
}

fn persons(linkage: &Linkage) -> usize {
    linkage.person_of.iter().map(|person| person.index() + 1).max().unwrap_or(0)
}

/// The role of a column, and the name by which settings speak of it where that is another.
fn taken_for(spec: &ColumnSpec) -> String {
    match spec.field == spec.role.key() {
        true => spec.role.to_string(),
        false => format!("{} `{}`", spec.role, spec.field),
    }
}

fn tell_columns(gathered: &Gathered) {
    let mut table = TextTable::new(&["list", "column", "is taken for", "because"]);
    for (list, guesses) in &gathered.guesses {
        for guess in guesses {
            table.row([list.clone(), guess.spec.header.clone(), taken_for(&guess.spec), guess.why.clone()]);
        }
    }
    table.lines_left().iter().for_each(|line| complain(line));
}

fn tell_blocking(linkage: &Linkage) {
    let blocking = &linkage.blocking;
    if blocking.all_pairs {
        say(&format!(
            "all {} pairs were compared: there are few enough",
            grouped(blocking.possible_pairs as f64)
        ));
        return;
    }
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
    say(&format!(
        "together: {} of {} pairs, estimated recall {:.3}",
        grouped(linkage.pairs_compared as f64),
        grouped(blocking.possible_pairs as f64),
        blocking.estimated_recall
    ));
    for rule in &blocking.rules {
        for hot in rule.cut.iter().take(5) {
            say(&format!(
                "left to other rules: {} records with `{}` ({})",
                grouped(hot.records as f64),
                hot.value,
                rule.words
            ));
        }
    }
}

fn tell(gathered: &Gathered, linkage: &Linkage, scored: Option<&Scored>, seconds: f64, out: Option<&Path>) {
    gathered.notes.iter().for_each(|note| complain(&format!("note: {note}")));
    for check in linkage.model.checks.iter().filter(|check| !check.passed) {
        complain(&format!("warning: {}", check.words));
    }
    for warning in &linkage.warnings {
        complain(&format!("warning: {}", warning.words));
    }
    if let Some(calibration) = &linkage.model.calibration {
        complain(&format!(
            "note: {} judgements brought the weights into line: times {:.2}, then {:+.1} bits",
            calibration.judged, calibration.slope, calibration.shift
        ));
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
            ("pairs".to_owned(), &score.whole.pairwise),
            ("pairs of different lists".to_owned(), &score.whole.across_lists),
            ("B-cubed".to_owned(), &score.whole.b_cubed),
        ]
        .into_iter()
        .chain(score.by_lists.iter().filter(|_| score.by_lists.len() > 1).map(|pair| {
            let name = |list: tizim_model::ListIx| &gathered.records.lists[list.index()].name;
            (format!("{} with {}", name(pair.a), name(pair.b)), &pair.pairwise)
        })) {
            table.row([
                name,
                format!("{:.4}", figures.precision),
                format!("{:.4}", figures.recall),
                format!("{:.4}", figures.f1),
            ]);
        }
        table.lines().iter().for_each(|line| say(line));
        say(&format!(
            "probabilities of pairs: off by {:.3} on average (expected calibration error)",
            score.calibration_error
        ));
    }
    if let Some(out) = out {
        say(&format!(
            "wrote clusters.csv, links.csv, review.csv, model.json and charts.html into {}",
            out.display()
        ));
    }
}

fn json(gathered: &Gathered, linkage: &Linkage, scored: Option<&Scored>, seconds: f64) -> serde_json::Value {
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
        "places": gathered.world,
        "threshold": linkage.model.threshold,
        "checks": linkage.model.checks,
        "warnings": linkage.warnings,
        "notes": gathered.notes,
    });
    if let Some(score) = scored {
        json["pairwise"] = serde_json::json!(score.whole.pairwise);
        json["b_cubed"] = serde_json::json!(score.whole.b_cubed);
        json["across_lists"] = serde_json::json!(score.whole.across_lists);
        json["score"] = serde_json::json!(score.whole);
        json["calibration_error"] = score.calibration_error.into();
        json["by_lists"] = score
            .by_lists
            .iter()
            .map(|pair| {
                let mut figures = serde_json::json!(pair);
                figures["a"] = gathered.records.lists[pair.a.index()].name.clone().into();
                figures["b"] = gathered.records.lists[pair.b.index()].name.clone().into();
                figures
            })
            .collect();
    }
    json
}
