//! `tizim export`

use crate::bars::Bar;
use crate::commands::withheld::{self, withhold};
use crate::console::say;
use crate::failure::{Failure, at};
use crate::system::doer;
use std::path::PathBuf;
use std::process::ExitCode;
use tizim_ledger::{Exported, ExportedFile, NewEntry, What, hash_file};
use tizim_project::Project;
use tizim_report::{Audience, Format, export, fields_withheld, judged_withheld};

/// Write the register in a format for other programs
///
/// Withholds what must not be published unless --internal is given, and says how much; each export is entered into the
/// ledger.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The project folder
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// The format
    #[arg(long, value_enum)]
    format: Choice,
    /// The file to write; export/persons.EXT in the project folder unless given
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// All fields and names, for use inside the house
    #[arg(long)]
    internal: bool,
    /// Who exports, for the ledger; the user's name unless given
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Choice {
    /// A row a person; cells that a spreadsheet would take for formulas get an apostrophe in front
    Csv,
    /// An Excel workbook
    Xlsx,
    /// Apache Parquet
    Parquet,
    /// A JSON object a line
    Jsonl,
    /// FollowTheMoney entities, for Aleph, nomenklatura and yente
    Ftm,
    /// One 0/1 column a list and a count, for `tizim estimate`, LCMCR, dga, Rcapture
    CaptureHistory,
}

impl Choice {
    /// Returns the format and the name of the file.
    fn format(self) -> (Format, &'static str) {
        match self {
            Choice::Csv => (Format::Csv, "persons.csv"),
            Choice::Xlsx => (Format::Xlsx, "persons.xlsx"),
            Choice::Parquet => (Format::Parquet, "persons.parquet"),
            Choice::Jsonl => (Format::Jsonl, "persons.jsonl"),
            Choice::Ftm => (Format::Ftm, "entities.ftm.json"),
            Choice::CaptureHistory => (Format::CaptureHistory, "capture_history.csv"),
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let project = Project::open(&arguments.dir)?;
    let lock = project.lock()?;
    let bar = Bar::new();
    let mut results = project.run(&lock, &|step, share| bar.at(step.word(), share))?;
    drop(bar);
    if !arguments.internal {
        withhold(&project, &mut results)?;
    }
    let (format, default_name) = arguments.format.format();
    let path = arguments.out.clone().unwrap_or_else(|| arguments.dir.join("export").join(default_name));
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(at(folder))?;
    }
    let audience = if arguments.internal { Audience::Internal } else { Audience::Public };
    export(&results, format, audience, &path)?;
    let unnamed = fields_withheld(&results, audience);
    let (persons_judged, fields_judged) = judged_withheld(&results, audience);
    let doer = doer(arguments.author.as_deref())?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    project.enter_answers(&doer)?;
    project.open_ledger()?.append(&NewEntry {
        at: doer.at,
        author: doer.author,
        what: What::Exported(Exported {
            format: format.name().to_owned(),
            public: !arguments.internal,
            files: vec![ExportedFile { name, blake3: hash_file(&path)?.blake3 }],
            persons_withheld: persons_judged as u64 + results.withheld.persons,
            fields_withheld: (unnamed + fields_judged) as u64 + results.withheld.fields,
        }),
    })?;
    say(&format!("wrote {}", path.display()));
    if unnamed > 0 {
        say(&format!(
            "withheld {unnamed} fields that [publish] in tizim.toml does not name; --internal gives all"
        ));
    }
    if persons_judged + fields_judged > 0 {
        say(&format!(
            "withheld by judgements: {persons_judged} persons, and {fields_judged} values of others"
        ));
    }
    withheld::tell(&results.withheld);
    Ok(ExitCode::SUCCESS)
}
