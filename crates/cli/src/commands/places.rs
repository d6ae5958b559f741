//! `tizim places`

use crate::console::{TextTable, complain, say, say_json};
use crate::failure::{Failure, at};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tizim_places::{ATTRIBUTION, Answer, Candidate, Gazetteer, Verdict};

/// Find places by their names, old and new, in any script
#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    Find(Find),
}

/// Say which place a name means, or may mean, and why
///
/// Exit status 1 when no place is found.
#[derive(clap::Args)]
struct Find {
    /// The name; what it lies in may follow a comma ("Aktau, Karaganda region")
    name: String,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
    /// A file with the places of the world; without it only Kazakhstan and the countries are known. Tab-separated, with the
    /// columns geonameid, country, admin1, lat, lon, population, names (parted by |)
    #[arg(long, value_name = "FILE")]
    world: Option<PathBuf>,
}

#[derive(Serialize)]
struct Document<'a> {
    query: &'a str,
    #[serde(flatten)]
    answer: &'a Answer,
    attribution: &'static str,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let Command::Find(arguments) = &arguments.command;
    let answer = match &arguments.world {
        Some(path) => read_world(path)?.find(&arguments.name),
        None => Gazetteer::shipped().find(&arguments.name),
    };
    if arguments.json {
        say_json(&Document { query: &arguments.name, answer: &answer, attribution: ATTRIBUTION });
    } else {
        tell(&answer);
        complain(ATTRIBUTION);
    }
    Ok(ExitCode::from(u8::from(answer.verdict == Verdict::Unknown)))
}

fn read_world(path: &Path) -> Result<Gazetteer, Failure> {
    let bytes = std::fs::read(path).map_err(at(path))?;
    Gazetteer::with_world(&bytes).map_err(|fault| {
        Failure::new(
            format!("`{}` can't be used: {fault}", path.display()),
            "an .xz file must be unpacked first (xz -d); the columns are named in `tizim places find --help`",
        )
    })
}

fn tell(answer: &Answer) {
    say(&answer.reason);
    if answer.candidates.is_empty() {
        return;
    }
    let mut table =
        TextTable::new(&["place", "what", "where", "latitude", "longitude", "people", "found by"]);
    for candidate in &answer.candidates {
        table.row(cells(candidate));
    }
    table.lines_left().iter().for_each(|line| say(line));
}

fn cells(candidate: &Candidate) -> [String; 7] {
    let degrees = |value: Option<f32>| value.map_or(String::new(), |value| format!("{value:.3}"));
    let whereabouts = candidate.region.iter().map(String::as_str).chain([candidate.country_name.as_str()]);
    let years = candidate.former.as_ref().map_or(String::new(), |years| format!(" ({years})"));
    [
        candidate.name.clone(),
        format!("{:?}", candidate.kind).to_lowercase(),
        whereabouts.collect::<Vec<_>>().join(", "),
        degrees(candidate.latitude),
        degrees(candidate.longitude),
        if candidate.population == 0 { String::new() } else { candidate.population.to_string() },
        format!("{}{years}", candidate.matched),
    ]
}
