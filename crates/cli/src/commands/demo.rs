//! `tizim demo`

use crate::commands::list_files::{Keeping, write_list};
use crate::commands::run::{run_project, tell};
use crate::commands::simulate::write_truth;
use crate::console::{grouped, say};
use crate::failure::{Failure, at};
use crate::system::doer;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use tizim_project::config::Codebook;
use tizim_project::{Addition, NewProject, Project, Results};
use tizim_simulate::{Population, demo_plan, lists, population};

/// Make a worked example with a known truth, run it, and say where the report is
///
/// Four lists of a city's unrest, about 1,500 rows each, in four formats and three languages, with misspellings, gaps and
/// duplicates; all people in it are invented. Says how near the estimate came to the truth.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The folder to make
    #[arg(default_value = "tizim-demo")]
    dir: PathBuf,
}

const TITLE: &str = "A worked example: unrest in an invented city";

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let doer = doer(Some("tizim demo"))?;
    let dir = &arguments.dir;
    let plan = demo_plan();
    let population = population(&plan);
    let lists = lists(&population);
    let codebook = Codebook {
        counts: "people killed, injured, detained or missing in the unrest; all of them are invented"
            .to_owned(),
        period: "the weeks of the unrest, September and October 2021".to_owned(),
        territory: "an invented city with invented districts".to_owned(),
        ..Codebook::default()
    };
    let mut project = match Project::open(dir) {
        Ok(project) if project.config.project.title == TITLE => project,
        Ok(_) => {
            return Err(Failure::new(
                format!("`{}` is a project, but not the example", dir.display()),
                "name another folder: tizim demo DIR",
            ));
        }
        Err(_) => {
            let title = TITLE.to_owned();
            Project::create(dir, &NewProject { title, seed: plan.seed, codebook, ledger: None }, &doer)?
        }
    };
    let given = dir.join("as-given");
    fs::create_dir_all(&given).map_err(at(&given))?;
    let keepings = [Keeping::Workbook, Keeping::CsvWindows1251, Keeping::Csv, Keeping::JsonLines];
    for (list, keeping) in lists.iter().zip(keepings) {
        let file = given.join(format!("{}.{}", list.name, keeping.extension()));
        write_list(list, keeping, &file)?;
        let addition = Addition {
            files: vec![file],
            list: list.name.clone(),
            given_by: Some("made by `tizim demo`".to_owned()),
            consent: Some("none needed: nobody in it exists".to_owned()),
            licence: Some("CC0-1.0".to_owned()),
            ..Addition::default()
        };
        project.add(&addition, &doer)?;
    }
    write_truth(&population, &lists, &given)?;
    let results = run_project(&project)?;
    tell(&results, dir);
    tell_truth(&results, &population);
    Ok(ExitCode::SUCCESS)
}

fn tell_truth(results: &Results, population: &Population) {
    let (documented, unseen) = (population.documented(), population.undocumented());
    say("");
    say(&format!(
        "in truth: {} people, {} of them on a list and {} on none",
        grouped(population.people.len() as f64),
        grouped(documented as f64),
        grouped(unseen as f64)
    ));
    let Some(estimate) = results.estimate.answer() else { return };
    let off = 100.0 * (estimate.estimate / population.people.len() as f64 - 1.0);
    let truth = population.people.len() as f64;
    let side = if off < 0.0 { "below" } else { "above" };
    let holds = if estimate.interval.contains(truth) { "holds" } else { "does not hold" };
    say(&format!(
        "documented and estimated undocumented together are {:.1} % {side} the truth; the interval {holds} it",
        off.abs()
    ));
}
