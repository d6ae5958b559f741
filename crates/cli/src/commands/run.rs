//! `tizim run`

use crate::bars::Bar;
use crate::console::{complain, counted, grouped, say, say_json};
use crate::failure::Failure;
use crate::system::doer;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tizim_model::Kept;
use tizim_project::{ClaimState, Project, Results, estimates_json, outputs};
use tizim_report::{Audience, write_site};

/// The main job: read, link, count, estimate, report
///
/// Writes the tables into out/ and the report into report/; open report/index.html. What was done before and has not
/// changed is taken from the cache.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The project folder
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let project = Project::open(&arguments.dir)?;
    let results = run_project(&project)?;
    if arguments.json {
        say_json(&json(&results));
    } else {
        tell(&results, &arguments.dir);
    }
    Ok(ExitCode::SUCCESS)
}

/// Runs a project and puts out/ and report/ in place.
pub(crate) fn run_project(project: &Project) -> Result<Results, Failure> {
    let lock = project.lock()?;
    let bar = Bar::new();
    let results = project.run(&lock, &|step, share| bar.at(step.word(), share))?;
    let staging = project.stage(&lock)?;
    outputs::write(&results, &staging.folder("out")?)?;
    write_site(&results, Audience::Internal, &staging.folder("report")?, &|share| {
        bar.at("reporting", share)
    })?;
    staging.install(&["out", "report"])?;
    project.enter_answers(&doer(None)?)?;
    Ok(results)
}

/// Says in a few lines what was found.
pub(crate) fn tell(results: &Results, dir: &Path) {
    for warning in &results.warnings {
        complain(&format!("warning: {}", warning.words));
    }
    say(&format!(
        "documented: {}, from {} on {}",
        counted(results.documented(), "person", "people"),
        counted(results.reviewed_records(), "record", "records"),
        counted(results.reviewed_lists() as u64, "list", "lists")
    ));
    let left_out = results.quarantine.iter().filter(|entry| entry.kept == Kept::Nothing).count();
    let cells = results.quarantine.len() - left_out;
    if !results.quarantine.is_empty() {
        say(&format!(
            "could not be read: {}, of which nothing was kept, and {}; see out/quarantine.csv",
            counted(left_out as u64, "row", "rows"),
            counted(cells as u64, "cell", "cells"),
        ));
    }
    if results.too_bare() > 0 {
        say(&format!(
            "not counted: {} too little to tell whether further people are meant",
            counted(results.too_bare(), "entry that says", "entries that say")
        ));
    }
    if results.suggested() > 0 {
        say(&format!(
            "not counted: {} named in articles only, in claims that nobody has accepted yet",
            counted(results.suggested(), "person", "people")
        ));
    }
    if results.of_other_acts() > 0 {
        say(&format!(
            "not counted: {} named in articles only, in accepted claims of acts that this project does not count",
            counted(results.of_other_acts(), "person", "people")
        ));
    }
    if !results.articles.is_empty() {
        let open = results.claims.iter().filter(|claim| claim.state == ClaimState::Suggested).count();
        say(&format!(
            "articles: {}, with {}, {} of them not looked at yet",
            grouped(results.articles.len() as f64),
            counted(results.claims.len() as u64, "claim", "claims"),
            grouped(open as f64)
        ));
    }
    say(&undocumented(results));
    say(&format!("report: {}", dir.join("report").join("index.html").display()));
}

fn undocumented(results: &Results) -> String {
    match results.estimate.answer() {
        None => "estimated undocumented: no estimate".to_owned(),
        Some(estimate) => {
            let interval = estimate.undocumented_interval;
            let upper = interval.upper.map_or("no upper limit".to_owned(), grouped);
            format!(
                "estimated undocumented: {} ({:.0} % interval {} to {upper}), on top of the documented",
                grouped(estimate.estimated_undocumented),
                100.0 * estimate.level,
                grouped(interval.lower)
            )
        }
    }
}

fn json(results: &Results) -> serde_json::Value {
    serde_json::json!({
        "records": results.records.len(),
        "documented": results.documented(),
        "too_bare": results.too_bare(),
        "suggested": results.suggested(),
        "other_act": results.of_other_acts(),
        "articles": results.articles.len(),
        "claims": results.claims.len(),
        "figures": results.figures.len(),
        "lists": results.lists.iter().map(|list| serde_json::json!({
            "name": list.name, "records": list.records, "persons": list.persons, "only_here": list.only_here,
            "rows_quarantined": list.rows_quarantined, "cells_quarantined": list.cells_quarantined,
        })).collect::<Vec<_>>(),
        "links": results.linkage.links.len(),
        "pairs_compared": results.linkage.pairs_compared,
        "quarantined": results.quarantine.len(),
        "warnings": results.warnings,
        "estimate": estimates_json::of_run(results),
    })
}
