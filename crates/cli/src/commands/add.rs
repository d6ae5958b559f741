//! `tizim add`

use crate::console::{TextTable, complain, counted, grouped, say, say_json};
use crate::failure::Failure;
use crate::system::doer;
use std::path::PathBuf;
use std::process::ExitCode;
use tizim_model::Kept;
use tizim_project::{Added, Addition, Holds, Project};

/// Copy a list, or a table of figures, into the project, guess its columns, show the guess
///
/// The file is copied byte for byte into sources/, its hashes are entered into the ledger, and a section of tizim.toml is
/// written for it; correct there what was guessed wrongly. The same command again does no harm.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// CSV, TSV, XLSX, ODS, Parquet or JSON Lines files of one list; with --article pages, archives, documents, folders
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The project folder
    #[arg(short = 'C', value_name = "DIR", default_value = ".")]
    dir: PathBuf,
    /// The name of the list, or of the source of figures or articles
    #[arg(long, value_name = "NAME")]
    list: String,
    /// The files hold figures, a row a claim of who says how many (columns quantity, low, high or number, claimant,
    /// scope, as_of, status, source, quote); they are shown beside the counts and never mixed with them
    #[arg(long)]
    figures: bool,
    /// The files hold articles: HTML, plain text, mails and MHTML, WARC, WACZ, PDF, DOCX, EPUB; folders are read with all in them. What
    /// they say is suggested to reviewers, and the persons they name take part in linking
    #[arg(long, conflicts_with = "figures")]
    article: bool,
    /// What this list counts, where it is not what the project counts
    #[arg(long, default_value = "")]
    scope: String,
    /// A list that it copied from, wholly or in part; may be repeated
    #[arg(long, value_name = "LIST")]
    copied_from: Vec<String>,
    /// Nobody stands on it twice
    #[arg(long)]
    no_duplicates: bool,
    /// The file is a new edition of a list that is in the project, not further rows of it: `tizim review` shows what is
    /// new, changed and withdrawn, and nothing is taken from it before somebody has decided
    #[arg(long, conflicts_with_all = ["figures", "article"])]
    edition: bool,
    /// The character between columns, where it is guessed wrongly
    #[arg(long, value_name = "CHAR")]
    delimiter: Option<char>,
    /// The encoding, where it is guessed wrongly: utf-8, windows-1251, windows-1256 ...
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// The sheet of a workbook, where the wrong one is taken
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// The row of the header from 1, where it is guessed wrongly; 0: there is none
    #[arg(long, value_name = "ROW")]
    header_row: Option<u64>,
    /// Who gave it
    #[arg(long, value_name = "WHO")]
    given_by: Option<String>,
    /// Under what consent of those concerned it may be used
    #[arg(long)]
    consent: Option<String>,
    /// Under what licence
    #[arg(long)]
    licence: Option<String>,
    /// Where it was found
    #[arg(long, value_name = "URL")]
    source_url: Option<String>,
    /// What else a later reader should know
    #[arg(long)]
    note: Option<String>,
    /// Who adds it, for the ledger; the user's name unless given
    #[arg(long, value_name = "NAME")]
    author: Option<String>,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let mut project = Project::open(&arguments.dir)?;
    let addition = Addition {
        files: arguments.files.clone(),
        list: arguments.list.clone(),
        holds: match (arguments.figures, arguments.article) {
            (true, _) => Holds::Figures,
            (_, true) => Holds::Articles,
            _ => Holds::Persons,
        },
        scope: arguments.scope.clone(),
        copied_from: arguments.copied_from.clone(),
        no_duplicates: arguments.no_duplicates,
        edition: arguments.edition,
        delimiter: arguments.delimiter,
        encoding: arguments.encoding.clone(),
        sheet: arguments.sheet.clone(),
        header_row: arguments.header_row,
        given_by: arguments.given_by.clone(),
        consent: arguments.consent.clone(),
        licence: arguments.licence.clone(),
        source_url: arguments.source_url.clone(),
        note: arguments.note.clone(),
    };
    let added = project.add(&addition, &doer(arguments.author.as_deref())?)?;
    if arguments.json {
        say_json(&json(&arguments.list, &added));
    } else {
        tell(&arguments.list, &added, arguments.article);
    }
    Ok(ExitCode::SUCCESS)
}

fn tell(list: &str, added: &Added, is_article: bool) {
    for file in &added.files {
        if file.known {
            say(&format!("sources/{} was in the project already", file.name));
            continue;
        }
        let left_out = match file.quarantined {
            0 => String::new(),
            count => format!(", {count} left out (see out/quarantine.csv after the run)"),
        };
        let (one, many) = if is_article { ("article", "articles") } else { ("row", "rows") };
        say(&format!(
            "added sources/{} to `{list}`: {}{left_out}",
            file.name,
            counted(file.rows as u64, one, many)
        ));
        say(&format!("  {}", file.format));
        for note in &file.notes {
            say(&format!("  note: {note}"));
        }
    }
    for reason in &added.left_out {
        complain(&format!("left out: {reason}"));
    }
    tell_unread(added);
    tell_figure_columns(added);
    if added.guesses.is_empty() {
        return;
    }
    say("");
    let mut table = TextTable::new(&["column", "is taken for", "because", "for example"]);
    for guess in &added.guesses {
        let spec = &guess.spec;
        let role = if spec.field == spec.role.key() || spec.field == spec.header {
            spec.role.to_string()
        } else {
            format!("{} ({})", spec.role, spec.field)
        };
        let sample: String = guess.sample.join(" | ").chars().take(40).collect();
        table.row([short(&spec.header), role, guess.why.clone(), sample]);
    }
    for line in table.lines_left() {
        say(&line);
    }
    say("");
    say("please check the roles; a wrong one is corrected in tizim.toml");
}

/// Says which rows of a table of figures can't be read, the first of them one by one.
fn tell_unread(added: &Added) {
    const MOST: usize = 8;
    for entry in added.unread.iter().take(MOST) {
        let column = entry.column.as_deref().map(|column| format!(", {column}")).unwrap_or_default();
        let words = if entry.text.is_empty() { String::new() } else { format!(" “{}”", entry.text) };
        let kept = if entry.kept == Kept::Nothing { "left out" } else { "kept without this cell" };
        complain(&format!("{kept}: line {}{column}{words}: {}", entry.line, entry.reason));
    }
    let further = added.unread.len().saturating_sub(MOST);
    if further > 0 {
        complain(&format!("{} more: see out/quarantine.csv after the run", grouped(further as f64)));
    }
}

/// Shows what the columns of a table of figures are taken for.
fn tell_figure_columns(added: &Added) {
    if added.figure_columns.is_empty() {
        return;
    }
    say("");
    let mut table = TextTable::new(&["column", "is taken for", "for example"]);
    for column in &added.figure_columns {
        let sample: String = column.sample.join(" | ").chars().take(40).collect();
        table.row([
            short(&column.header),
            column.field.unwrap_or("nothing: it is not read").to_owned(),
            sample,
        ]);
    }
    for line in table.lines_left() {
        say(&line);
    }
    say("");
    say(
        "a column is known by its header: rename one that is taken wrongly in a copy of the file, and add that",
    );
}

fn short(text: &str) -> String {
    if text.chars().count() <= 32 { text.to_owned() } else { text.chars().take(31).chain(['…']).collect() }
}

fn json(list: &str, added: &Added) -> serde_json::Value {
    let files: Vec<_> = added
        .files
        .iter()
        .map(|file| {
            serde_json::json!({
                "file": file.name, "known": file.known, "format": file.format, "rows": file.rows,
                "quarantined": file.quarantined, "notes": file.notes, "blake3": file.hashes.blake3,
                "sha256": file.hashes.sha256, "bytes": file.hashes.bytes,
            })
        })
        .collect();
    let mut all = serde_json::json!({ "list": list, "files": files, "columns": added.guesses, "left_out": added.left_out });
    if !added.figure_columns.is_empty() {
        let columns = added.figure_columns.iter().map(|column| {
            serde_json::json!({ "header": column.header, "field": column.field, "sample": column.sample })
        });
        all["columns"] = columns.collect();
        all["unread"] = added
            .unread
            .iter()
            .map(|entry| {
                serde_json::json!({
                    "line": entry.line, "column": entry.column, "text": entry.text, "reason": entry.reason,
                    "row_is_kept": entry.kept != Kept::Nothing,
                })
            })
            .collect();
    }
    all
}
