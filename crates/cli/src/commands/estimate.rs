//! `tizim estimate`

use crate::bars::Bar;
use crate::commands::capture_file::{CaptureFile, read_captures};
use crate::commands::estimate_checks::{self, limits};
use crate::console::{TextTable, complain, grouped, say, say_json};
use crate::failure::Failure;
use serde_json::Value;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;
use tizim_estimate::{
    ImputedReport, Model, Options, Outcome, PooledStrata, checks, estimate, estimate_imputed,
    estimate_strata, impute_strata, pool_strata,
};
use tizim_project::estimates_json;

/// Estimate a total from capture histories
///
/// The table has one 0/1 column a list and a column `count`, or one row a person and no `count`. Says how many are
/// documented, how many more are estimated, with what interval, and what to beware of; refuses with a reason where the
/// table can't carry an estimate.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The table: CSV or any other format that `tizim add` reads
    table: PathBuf,
    /// The model
    #[arg(long, value_enum, default_value = "combined")]
    model: Choice,
    /// The seed of all random numbers
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Estimate each value of this column by itself, then the total
    #[arg(long, value_name = "COLUMN")]
    strata: Option<String>,
    /// One list copied from another: COPY=ORIGIN; may be repeated
    #[arg(long, value_name = "COPY=ORIGIN")]
    copied: Vec<String>,
    /// Also say what the answer would be under other assumptions: the odds ratio of highest order, each list left out,
    /// each list as a population of known size, pairs of lists, bounds, priors of capture
    #[arg(long)]
    sensitivity: bool,
    /// With --strata: deal the people without a stratum out, in this many copies, and combine them (10 or more)
    #[arg(long, value_name = "COPIES", requires = "strata", value_parser = clap::value_parser!(u64).range(2..=200))]
    impute: Option<u64>,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Choice {
    /// One answer from the others, with an interval that allows for their disagreement
    Combined,
    /// Latent classes
    Lcm,
    /// Average over decomposable graphs
    Graphs,
    /// Log-linear models by BIC
    Loglinear,
    /// Chao's lower bound
    Chao,
    /// Two lists, independent
    Chapman,
    /// All of them
    All,
}

impl Choice {
    fn models(self) -> Vec<Model> {
        match self {
            Choice::Combined => vec![Model::Combined],
            Choice::Lcm => vec![Model::Lcm],
            Choice::Graphs => vec![Model::Graphs],
            Choice::Loglinear => vec![Model::Loglinear],
            Choice::Chao => vec![Model::Chao],
            Choice::Chapman => vec![Model::Chapman],
            Choice::All => Model::ALL.to_vec(),
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let file = read_captures(&arguments.table, arguments.strata.as_deref())?;
    for note in &file.notes {
        complain(&format!("note: {note}"));
    }
    let bar = Bar::new();
    // one model after the other, so that the seconds of each can be told
    let mut answer: Option<Value> = None;
    let mut rows: Vec<(Outcome, f64)> = Vec::new();
    let mut pooled: Vec<PooledStrata> = Vec::new();
    let mut imputed: Option<ImputedReport> = None;
    for model in arguments.model.models() {
        let begun = Instant::now();
        let options = Options {
            models: vec![model],
            seed: arguments.seed,
            copied: copied(arguments, &file)?,
            ..Options::default()
        };
        let (mut json, outcomes, shared) = one_model(arguments, &file, &options, &bar)?;
        pooled.extend(shared);
        let seconds = begun.elapsed().as_secs_f64();
        if let Some(parts) = json["models"].as_array_mut() {
            parts.iter_mut().for_each(|part| part["seconds"] = serde_json::json!(seconds));
        }
        match &mut answer {
            None => answer = Some(json),
            Some(answer) => join(answer, json),
        }
        rows.extend(outcomes.into_iter().map(|outcome| (outcome, seconds)));
    }
    if let (Some(copies), Some(unlabelled)) = (arguments.impute, &file.unlabelled) {
        let options = Options {
            models: arguments.model.models(),
            seed: arguments.seed,
            copied: copied(arguments, &file)?,
            ..Options::default()
        };
        let labelled: Vec<_> = file.strata.iter().filter(|(_, table)| table != unlabelled).cloned().collect();
        let copies = impute_strata(&labelled, unlabelled, copies as usize, arguments.seed)?;
        imputed = Some(estimate_imputed(&copies, &options, &|_| ())?);
    }
    drop(bar);
    let mut answer = answer.unwrap_or_default();
    answer["notes"] = serde_json::json!(file.notes);
    if !pooled.is_empty() {
        answer["pooled"] = serde_json::json!(pooled);
    }
    if let Some(imputed) = &imputed {
        answer["imputed"] = serde_json::json!(imputed);
    }
    let options = Options { seed: arguments.seed, ..Options::default() };
    let checks = arguments.sensitivity.then(|| checks(&file.whole, &options)).transpose()?;
    if let Some(checks) = &checks {
        answer["sensitivity"] = serde_json::json!(checks);
    }
    if arguments.json {
        say_json(&answer);
        return Ok(ExitCode::SUCCESS);
    }
    tell(&answer, &rows);
    for total in &pooled {
        say(&format!(
            "{}, strata that borrow from one another: {} ({})",
            total.model.name(),
            grouped(total.estimate),
            limits(total.interval)
        ));
    }
    for total in imputed.iter().flat_map(|imputed| &imputed.totals) {
        say(&format!(
            "{}, people without a stratum dealt out in {} copies: {} ({})",
            total.model.name(),
            total.copies,
            grouped(total.estimate),
            limits(total.interval)
        ));
    }
    if let Some(checks) = &checks {
        estimate_checks::tell(checks);
    }
    Ok(ExitCode::SUCCESS)
}

fn one_model(
    arguments: &Arguments,
    file: &CaptureFile,
    options: &Options,
    bar: &Bar,
) -> Result<(Value, Vec<Outcome>, Option<PooledStrata>), Failure> {
    // a bar is drawn from one thread only; the engine reports from any
    let progress = std::sync::Mutex::new(|model: Model, done: f64| bar.at(model.name(), done));
    let tell = |at: tizim_estimate::Progress| {
        if let Ok(show) = progress.try_lock() {
            show(at.model, at.done);
        }
    };
    Ok(match &arguments.strata {
        None => {
            let report = estimate(&file.whole, options, &tell)?;
            (estimates_json::report(&report), report.models, None)
        }
        Some(column) => {
            let report = estimate_strata(&file.strata, options, &tell)?;
            let level = Options::default().level;
            let pooled = options.models.first().and_then(|&m| pool_strata(&report, m, level, options.seed));
            (estimates_json::strata(column, &report), report.totals, pooled)
        }
    })
}

/// Adds the models of a further answer about the same table.
fn join(answer: &mut Value, further: Value) {
    let Value::Object(further) = further else { return };
    for (key, value) in further {
        match (key.as_str(), answer[&key].as_array_mut(), value) {
            ("models", Some(known), Value::Array(more)) => known.extend(more),
            ("strata", Some(known), Value::Array(more)) => {
                known.iter_mut().zip(more).for_each(|(known, more)| join(known, more));
            }
            _ => {}
        }
    }
}

fn copied(arguments: &Arguments, file: &CaptureFile) -> Result<Vec<(usize, usize)>, Failure> {
    let lists = file.whole.lists();
    let position = |name: &str| {
        lists.iter().position(|list| list == name.trim()).ok_or_else(|| {
            Failure::new(
                format!("the table has no list `{name}`"),
                format!("its lists are: {}", lists.join(", ")),
            )
        })
    };
    arguments
        .copied
        .iter()
        .map(|pair| {
            let (copy, origin) = pair.split_once('=').ok_or_else(|| {
                Failure::new(format!("`--copied {pair}` names one list"), "write COPY=ORIGIN")
            })?;
            Ok((position(copy)?, position(origin)?))
        })
        .collect()
}

fn tell(answer: &Value, rows: &[(Outcome, f64)]) {
    say(&format!("documented: {}", grouped(answer["documented"].as_f64().unwrap_or_default())));
    let mut table = TextTable::new(&["model", "total", "95 % interval", "undocumented", "seconds"]);
    for (outcome, seconds) in rows {
        if let Outcome::Estimate(estimate) = outcome {
            let upper = estimate.interval.upper.map_or("no upper limit".to_owned(), grouped);
            table.row([
                estimate.model.name().to_owned(),
                grouped(estimate.estimate),
                format!("{} to {upper}", grouped(estimate.interval.lower)),
                grouped(estimate.estimated_undocumented),
                format!("{seconds:.1}"),
            ]);
        }
    }
    if rows.iter().any(|(outcome, _)| outcome.estimate().is_some()) {
        table.lines().iter().for_each(|line| say(line));
    }
    for (outcome, _) in rows {
        match outcome {
            Outcome::Estimate(estimate) => {
                for warning in &estimate.warnings {
                    say(&format!("{}: {}", estimate.model.name(), warning.words));
                }
            }
            Outcome::Refusal { model, reason } => {
                say(&format!("{}: no estimate. {}", model.name(), reason.words))
            }
        }
    }
    for warning in answer["warnings"].as_array().into_iter().flatten() {
        say(&format!("warning: {}", warning["words"].as_str().unwrap_or_default()));
    }
}
