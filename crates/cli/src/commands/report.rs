//! `tizim report`

use crate::bars::Bar;
use crate::commands::withheld::{self, withhold};
use crate::console::say;
use crate::failure::Failure;
use crate::system::doer;
use std::path::PathBuf;
use std::process::ExitCode;
use tizim_project::Project;
use tizim_report::{Audience, write_site};

/// Write the report again, or a public one that withholds what must not be published
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The project folder
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Only what `[publish]` in tizim.toml lets out: no names, no pages of persons, small counts hidden; written to
    /// public-report/ beside report/
    #[arg(long)]
    public: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let project = Project::open(&arguments.dir)?;
    let lock = project.lock()?;
    let bar = Bar::new();
    let mut results = project.run(&lock, &|step, share| bar.at(step.word(), share))?;
    if arguments.public {
        withhold(&project, &mut results)?;
    }
    let (audience, name) =
        if arguments.public { (Audience::Public, "public-report") } else { (Audience::Internal, "report") };
    let staging = project.stage(&lock)?;
    write_site(&results, audience, &staging.folder(name)?, &|share| bar.at("reporting", share))?;
    staging.install(&[name])?;
    project.enter_answers(&doer(None)?)?;
    drop(bar);
    say(&format!("report: {}", arguments.dir.join(name).join("index.html").display()));
    withheld::tell(&results.withheld);
    Ok(ExitCode::SUCCESS)
}
