//! `tizim verify`

use crate::bars::Bar;
use crate::console::{counted, say, say_json};
use crate::failure::Failure;
use std::path::PathBuf;
use std::process::ExitCode;
use tizim_project::Project;

/// Compare the sources with their hashes and follow the ledger's chain: nothing was altered
///
/// So too the files of decisions (mends.toml, editions.toml) and a language model's answers (answers/). Exit status 1 if something was.
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
    let bar = Bar::new();
    let verification = project.verify(&|share| bar.at("verifying", share))?;
    drop(bar);
    if arguments.json {
        say_json(&verification);
    } else {
        for finding in &verification.findings {
            say(&format!("{}: {}", if finding.breach { "altered" } else { "note" }, finding.words));
        }
        if verification.is_clean() {
            say(&format!(
                "nothing was altered: {}, {} and {} of the ledger are as they were recorded",
                counted(verification.sources as u64, "source", "sources"),
                counted(
                    verification.kept_files as u64,
                    "file of decisions or answers",
                    "files of decisions and answers"
                ),
                counted(verification.entries as u64, "entry", "entries")
            ));
            say(&format!("head of the ledger: {}", verification.head));
        }
    }
    Ok(if verification.is_clean() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
