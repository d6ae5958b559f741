//! `tizim names`

use crate::console::{TextTable, say, say_json, write_out};
use crate::failure::{Failure, at};
use serde::Serialize;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tizim_names::{Explanation, Name, NamePart, Rarity, Sex, explain, parts, sex_from_form, similarity};

/// Compare names of persons in any script
#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    Score(Score),
    Explain(Explain),
    Parse(Parse),
}

/// Read a name into its parts: given name, surname, father's name, titles, initials; say what was guessed from its form
#[derive(clap::Args)]
struct Parse {
    /// The name, in any script and order
    #[arg(required = true)]
    names: Vec<String>,
    /// Print one JSON document: a list of names
    #[arg(long)]
    json: bool,
}

/// A name as it was read.
#[derive(Serialize)]
struct ReadName<'a> {
    name: &'a str,
    parts: Vec<NamePart>,
    /// Always a guess, from endings alone.
    sex_guessed_from_form: Option<Sex>,
}

/// Score pairs of names: 0 to 1, how probable it is that a shared name is meant
#[derive(clap::Args)]
struct Score {
    /// A CSV file with the columns name_a and name_b; its other columns are carried along
    pairs: PathBuf,
    /// A file with the names of your lists, one a line: how rare a name is comes from them when they hold 200 words or more
    #[arg(long, value_name = "FILE")]
    lists: Option<PathBuf>,
    /// Where to write the pairs with the column `score`; standard output unless given
    #[arg(long, value_name = "OUT.csv")]
    out: Option<PathBuf>,
}

/// Say why two names are alike: which part met which, by what change
#[derive(clap::Args)]
struct Explain {
    /// One name
    a: String,
    /// The other
    b: String,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    match &arguments.command {
        Command::Score(arguments) => score(arguments)?,
        Command::Parse(arguments) => parse(arguments),
        Command::Explain(arguments) => {
            let explanation = explain(&arguments.a, &arguments.b, &Rarity::default());
            if arguments.json {
                say_json(&explanation);
            } else {
                tell(&explanation);
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn parse(arguments: &Parse) {
    let read = |name| ReadName {
        name,
        parts: parts(name),
        sex_guessed_from_form: sex_from_form(&Name::parse(name)),
    };
    let names: Vec<ReadName<'_>> = arguments.names.iter().map(|name| read(name)).collect();
    if arguments.json {
        say_json(&names);
        return;
    }
    for name in &names {
        say(name.name);
        if name.parts.is_empty() {
            say("  there is no name in it");
            continue;
        }
        let mut table = TextTable::new(&["  text", "part", "how it is known", "sounds"]);
        for part in &name.parts {
            let known = if part.guessed { "guessed from its form" } else { "written so" };
            let known = if part.part == tizim_names::Part::Unknown { "not told" } else { known };
            table.row([
                format!("  {}", part.text),
                format!("{:?}", part.part).to_lowercase(),
                known.to_owned(),
                part.sounds.clone(),
            ]);
        }
        table.lines_left().iter().for_each(|line| say(line));
        if let Some(sex) = name.sex_guessed_from_form {
            say(&format!("  the form is a {}'s (guessed from endings)", format!("{sex:?}").to_lowercase()));
        }
    }
}

fn tell(explanation: &Explanation) {
    say(&format!("{:.3}  {}", explanation.score, explanation.sentence));
    let mut table = TextTable::new(&["part", "met", "alike", "changes"]);
    for pair in &explanation.pairs {
        let changes: Vec<String> =
            pair.edits.iter().map(|edit| format!("{} → {} ({:.2})", edit.from, edit.to, edit.cost)).collect();
        let [a, b] = &pair.sounds;
        table.row([a.clone(), b.clone(), format!("{:.2}", pair.similarity), changes.join(", ")]);
    }
    for (side, parts) in explanation.left_over.iter().enumerate() {
        for part in parts {
            let cells = if side == 0 { [part.as_str(), "nothing"] } else { ["nothing", part.as_str()] };
            table.row(cells.into_iter().map(str::to_owned));
        }
    }
    table.lines_left().iter().for_each(|line| say(line));
    for term in &explanation.terms {
        say(&format!("{:+.2}  {}", term.log_odds, term.name));
    }
}

fn score(arguments: &Score) -> Result<(), Failure> {
    let file = File::open(&arguments.pairs).map_err(at(&arguments.pairs))?;
    let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(file);
    let bad = |fault: csv::Error| bad_csv(&arguments.pairs, &fault);
    let headers = reader.headers().map_err(bad)?.clone();
    let column = |name: &str| {
        headers.iter().position(|header| header.trim_start_matches('\u{feff}').trim() == name).ok_or_else(
            || {
                Failure::new(
                    format!("`{}` has no column {name}", arguments.pairs.display()),
                    "the file needs the columns name_a and name_b, named so in its first line",
                )
            },
        )
    };
    let (a, b) = (column("name_a")?, column("name_b")?);
    let mut writer = csv::Writer::from_writer(Vec::new());
    let written = "memory takes what is written";
    let rarity = match &arguments.lists {
        Some(path) => {
            let text = std::fs::read_to_string(path).map_err(at(path))?;
            let names: Vec<Name> = text.lines().map(Name::parse).collect();
            Rarity::from_names(&names)
        }
        None => Rarity::default(),
    };
    writer.write_record(headers.iter().chain(["score"])).expect(written);
    for record in reader.records() {
        let record = record.map_err(bad)?;
        let probability = similarity(&Name::parse(&record[a]), &Name::parse(&record[b]), &rarity);
        writer.write_record(record.iter().chain([format!("{probability:.6}").as_str()])).expect(written);
    }
    let bytes = writer.into_inner().expect(written);
    match &arguments.out {
        Some(path) => std::fs::write(path, bytes).map_err(at(path)),
        None => {
            write_out(&bytes);
            Ok(())
        }
    }
}

fn bad_csv(path: &Path, fault: &csv::Error) -> Failure {
    Failure::new(
        format!("`{}` can't be read as CSV: {fault}", path.display()),
        "save it as CSV in UTF-8, with commas, the same number of cells in each row",
    )
}
