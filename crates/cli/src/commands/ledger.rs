//! `tizim ledger`

use crate::console::{counted, say};
use crate::failure::Failure;
use crate::system::doer;
use std::path::PathBuf;
use std::process::ExitCode;
use tizim_ledger::PostgresUrl;
use tizim_project::Project;

/// Have a project's ledger go on in another place
#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    Move(Move),
}

/// Copy the ledger entry by entry, verify it there, close the old one, and name the new place in tizim.toml
///
/// The other place must hold no ledger yet. The old ledger stays where it is; its last entry says where it goes on, and no
/// program writes in it any more. Stopped at any moment, the same command does the rest.
#[derive(clap::Args)]
struct Move {
    /// The project folder
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// The database: `postgres://USER@HOST:PORT/DATABASE`; without it the ledger goes into the file tizim.db
    #[arg(long, value_name = "URL")]
    to: Option<String>,
    /// Who moves it, for the ledger; the user's name unless given
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let Command::Move(arguments) = &arguments.command;
    // read here, because the parser of arguments repeats what it refuses, and there may be a password in it
    let to = arguments.to.as_deref().map(str::parse::<PostgresUrl>).transpose()?;
    let mut project = Project::open(&arguments.dir)?;
    let lock = project.lock()?;
    let before = project.ledger_place();
    let entries = project.move_ledger(&lock, to.as_ref(), &doer(arguments.author.as_deref())?)?;
    say(&format!("moved {} to {}", counted(entries as u64, "entry", "entries"), project.ledger_place()));
    say(&format!("{before} is closed; keep it until `tizim verify` and a copy of the new one are done"));
    Ok(ExitCode::SUCCESS)
}
