//! `tizim simulate`

use crate::commands::list_files::{Keeping, write_list};
use crate::console::say;
use crate::failure::{Failure, at};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tizim_simulate::{Family, Plan, Population, SimulatedList, capture_table, lists, population};

/// Make a population with a known truth, as lists with errors
///
/// Writes a CSV file a list, truth.csv (which row is whom), capture_table.csv (the truth by lists) and truth.json (how
/// many there are, and how many are on no list). The same seed gives the same bytes.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The people in truth
    #[arg(long, default_value_t = 1000)]
    people: usize,
    /// The lists
    #[arg(long, default_value_t = 4)]
    lists: usize,
    /// The seed
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How people come to be on lists
    #[arg(long, default_value = "two-classes", value_parser = family, value_name = "FAMILY",
          help = "How people come to be on lists: independent, two-classes, three-classes, dependent-pairs, sparse, heterogeneous, mixed")]
    model: Family,
    /// Only capture_table.csv and truth.json, without people: quick for large populations
    #[arg(long)]
    table_only: bool,
    /// The folder to write into
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

fn family(word: &str) -> Result<Family, String> {
    word.parse().map_err(|fault: tizim_simulate::PlanError| fault.to_string())
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let plan = Plan {
        people: arguments.people,
        lists: arguments.lists,
        family: arguments.model,
        seed: arguments.seed,
        ..Plan::default()
    };
    plan.check()?;
    if arguments.table_only {
        return write_table(&plan, &arguments.out);
    }
    let population = population(&plan);
    let lists = lists(&population);
    let out = &arguments.out;
    fs::create_dir_all(out).map_err(at(out))?;
    for list in &lists {
        write_list(list, Keeping::Csv, &out.join(format!("{}.csv", list.name)))?;
    }
    write_truth(&population, &lists, out)?;
    let rows: usize = lists.iter().map(|list| list.rows.len()).sum();
    say(&format!(
        "wrote {} lists with {rows} rows into {}: {} people in truth, {} on no list",
        lists.len(),
        out.display(),
        population.people.len(),
        population.undocumented()
    ));
    Ok(ExitCode::SUCCESS)
}

/// Writes how many people are on which lists, and how many there are.
fn write_table(plan: &Plan, out: &Path) -> Result<ExitCode, Failure> {
    let cells = capture_table(plan.family, plan.lists, plan.rates.as_deref(), plan.people, plan.seed);
    let undocumented = cells[0].1;
    let written = "memory takes what is written";
    let mut table = csv::Writer::from_writer(Vec::new());
    table
        .write_record((1..=plan.lists).map(|j| format!("list_{j}")).chain(["count".to_owned()]))
        .expect(written);
    for (history, count) in cells.iter().skip(1) {
        let flags = (0..plan.lists).map(|bit| (history >> bit & 1).to_string());
        table.write_record(flags.chain([count.to_string()])).expect(written);
    }
    fs::create_dir_all(out).map_err(at(out))?;
    let path = out.join("capture_table.csv");
    fs::write(&path, table.into_inner().expect(written)).map_err(at(&path))?;
    let truth = serde_json::json!({
        "people": plan.people,
        "documented": plan.people as u64 - undocumented,
        "undocumented": undocumented,
        "plan": plan,
    });
    let path = out.join("truth.json");
    fs::write(&path, format!("{truth:#}\n")).map_err(at(&path))?;
    say(&format!("wrote {}: {} people in truth, {undocumented} on no list", out.display(), plan.people));
    Ok(ExitCode::SUCCESS)
}

/// Writes what is true: which row is whom, and how many are on which lists.
pub(crate) fn write_truth(
    population: &Population,
    lists: &[SimulatedList],
    out: &Path,
) -> Result<(), Failure> {
    let written = "memory takes what is written";
    let mut rows = csv::Writer::from_writer(Vec::new());
    rows.write_record(["list", "record_id", "person"]).expect(written);
    for list in lists {
        for (row, person) in list.rows.iter().zip(&list.truth) {
            rows.write_record([&list.name, &row[list.id_column()], &person.to_string()]).expect(written);
        }
    }
    let path = out.join("truth.csv");
    fs::write(&path, rows.into_inner().expect(written)).map_err(at(&path))?;

    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(lists.iter().map(|list| list.name.as_str()).chain(["count"])).expect(written);
    for (history, count) in population.capture_table().into_iter().filter(|(history, _)| *history != 0) {
        let flags = (0..lists.len()).map(|bit| (history >> bit & 1).to_string());
        table.write_record(flags.chain([count.to_string()])).expect(written);
    }
    let path = out.join("capture_table.csv");
    fs::write(&path, table.into_inner().expect(written)).map_err(at(&path))?;

    let truth = serde_json::json!({
        "people": population.people.len(),
        "documented": population.documented(),
        "undocumented": population.undocumented(),
        "plan": population.plan,
    });
    let path = out.join("truth.json");
    fs::write(&path, format!("{truth:#}\n")).map_err(at(&path))
}
