//! `tizim bench coverage --people`: lists of people with errors through the whole program, linked and estimated.

use crate::commands::coverage::{Found, Study, all_of, median_of};
use crate::commands::list_files::{Keeping, write_list};
use crate::console::{TextTable, complain, say};
use crate::failure::{Failure, at};
use crate::system::doer;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tizim_estimate::{CaptureTable, Interval, Model, Options, estimate};
use tizim_project::{Addition, NewProject, Project};
use tizim_simulate::{Plan, Population, lists, population};

/// People of the populations; the numbers of lists go round beside them.
const PEOPLE: [usize; 3] = [600, 1_200, 2_400];
const LISTS: [usize; 3] = [3, 4, 5];

/// What one population showed: the doubts of the linking carried on, its links taken as certain, and the true links.
struct Shown {
    carried: Option<Found>,
    certain: Option<Found>,
    true_links: Option<Found>,
}

pub(crate) fn run(study: &Study) -> Result<ExitCode, Failure> {
    let mut table = TextTable::new(&[
        "family",
        "populations",
        "coverage, linking carried",
        "links taken as certain",
        "true links",
        "RMSE log N",
        "links certain",
        "true links",
        "median log width",
        "links certain",
        "true links",
        "no estimate",
    ]);
    if study.each {
        say(
            "family,lists,people,seed,estimate,lower,upper,covered,certain,lower,upper,covered,true,lower,upper,covered",
        );
    }
    let folder = std::env::temp_dir().join(format!("tizim-coverage-{}", std::process::id()));
    let mut all = Vec::new();
    for &family in study.families() {
        complain(&format!("{family} ..."));
        let mut own = Vec::new();
        for seed in study.seeds() {
            for (at, &people) in PEOPLE.iter().enumerate() {
                let plan = Plan {
                    people,
                    lists: LISTS[(at + seed as usize) % LISTS.len()],
                    family,
                    seed: seed << 16 | people as u64,
                    ..Plan::default()
                };
                let made = WorkFolder::new(&folder)?;
                let shown = one_population(&plan, study.model, &made.path)?;
                if study.each {
                    let told = [&shown.carried, &shown.certain, &shown.true_links]
                        .map(|found| found.as_ref().map_or("none,none,none,none".to_owned(), Found::told));
                    say(&format!("{family},{},{people},{seed},{}", plan.lists, told.join(",")));
                }
                own.push(shown);
            }
        }
        table.row(line(family.word(), &own.iter().collect::<Vec<_>>()));
        all.extend(own);
    }
    table.row(line("all", &all.iter().collect::<Vec<_>>()));
    table.lines().iter().for_each(|line| say(line));
    Ok(ExitCode::SUCCESS)
}

/// A folder that is taken away in the end, whatever happens.
struct WorkFolder {
    path: PathBuf,
}

impl WorkFolder {
    fn new(path: &Path) -> Result<Self, Failure> {
        fs::create_dir_all(path).map_err(at(path))?;
        Ok(Self { path: path.to_owned() })
    }
}

impl Drop for WorkFolder {
    fn drop(&mut self) {
        // what is left in the folder for temporary files is no reason to stop a study
        let _ = fs::remove_dir_all(&self.path);
    }
}

fn one_population(plan: &Plan, model: Model, folder: &Path) -> Result<Shown, Failure> {
    let doer = doer(Some("tizim bench"))?;
    let population = population(plan);
    let new =
        NewProject { title: "a study of coverage".to_owned(), seed: plan.seed, ..NewProject::default() };
    let mut project = Project::create(&folder.join("project"), &new, &doer)?;
    for list in lists(&population) {
        let file = folder.join(format!("{}.csv", list.name));
        write_list(&list, Keeping::Csv, &file)?;
        project.add(&Addition { files: vec![file], list: list.name, ..Addition::default() }, &doer)?;
    }
    project.config.estimate.models = vec![model];
    let lock = project.lock()?;
    let results = project.run(&lock, &|_, _| ())?;
    let truth = plan.people as f64;
    let found = |estimate: f64, interval: Interval| Found::new(estimate, interval, truth);
    let answer = results.estimate.answer();
    Ok(Shown {
        carried: answer.map(|answer| found(answer.estimate, answer.interval)),
        certain: match results.estimate.carried() {
            Some(carried) => Some(found(carried.estimate_without, carried.interval_without)),
            None => answer.map(|answer| found(answer.estimate, answer.interval)),
        },
        true_links: with_true_links(&population, plan, model)?,
    })
}

/// The estimate from the capture table in truth, as if linking made no error.
fn with_true_links(population: &Population, plan: &Plan, model: Model) -> Result<Option<Found>, Failure> {
    let seen = population.capture_table().into_iter().filter(|(history, _)| *history != 0);
    let names = (1..=plan.lists).map(|j| format!("list {j}")).collect();
    let table = CaptureTable::new(names, seen.map(|(history, count)| (u64::from(history), count)))?;
    let options = Options { models: vec![model], seed: plan.seed, ..Options::default() };
    let report = estimate(&table, &options, &|_| ())?;
    let found = report.models[0].estimate();
    Ok(found.map(|found| Found::new(found.estimate, found.interval, plan.people as f64)))
}

fn line(name: &str, shown: &[&Shown]) -> [String; 12] {
    let of = |pick: fn(&Shown) -> &Option<Found>| -> Vec<&Found> {
        shown.iter().filter_map(|shown| pick(shown).as_ref()).collect()
    };
    let columns = [of(|s| &s.carried), of(|s| &s.certain), of(|s| &s.true_links)];
    let covered = columns.each_ref().map(|found| format!("{:.2}", all_of(found).0));
    let error = columns.each_ref().map(|found| format!("{:.2}", all_of(found).1));
    let width = columns.each_ref().map(|found| format!("{:.2}", median_of(found, |f| f.width)));
    let [a, b, c] = covered;
    let [d, e, f] = error;
    let [g, h, i] = width;
    let refused = shown.len() - columns[0].len();
    [name.to_owned(), shown.len().to_string(), a, b, c, d, e, f, g, h, i, refused.to_string()]
}
