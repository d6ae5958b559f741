//! `tizim new`

use crate::console::say;
use crate::failure::Failure;
use crate::system::doer;
use std::path::PathBuf;
use std::process::ExitCode;
use tizim_ledger::PostgresUrl;
use tizim_project::{NewProject, Project};

/// Make a project folder with a commented tizim.toml
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The folder; it must not exist yet, or be empty
    dir: PathBuf,
    /// The title of the report; the folder's name unless given
    #[arg(long)]
    title: Option<String>,
    /// The seed of every random number
    #[arg(long, default_value_t = 20220105)]
    seed: u64,
    /// The database of the ledger on a Postgres server, for a team; a file in the folder unless given
    #[arg(long, value_name = "URL")]
    ledger: Option<String>,
    /// Who makes it, for the ledger; the user's name unless given
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let name = arguments.dir.file_name().map(|name| name.to_string_lossy().into_owned());
    let title = arguments.title.clone().or(name).unwrap_or_else(|| "Register".to_owned());
    let doer = doer(arguments.author.as_deref())?;
    // read here, because the parser of arguments repeats what it refuses, and there may be a password in it
    let ledger = arguments.ledger.as_deref().map(str::parse::<PostgresUrl>).transpose()?;
    let new = NewProject { title, seed: arguments.seed, ledger, ..NewProject::default() };
    Project::create(&arguments.dir, &new, &doer)?;
    let dir = arguments.dir.display();
    say(&format!("made the project {dir}"));
    say(&format!("next: tizim add -C {dir} FILE --list NAME, for each list; then tizim run {dir}"));
    Ok(ExitCode::SUCCESS)
}
