//! From files and wishes to the records that `tizim link` links.

use crate::failure::{Failure, at};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tizim_link::Options;
use tizim_model::{List, Records, Role};
use tizim_project::config::{ColumnSection, column_spec};
use tizim_project::{PlacesSection, WorldTable};
use tizim_read::{ColumnGuess, RawColumn, RawTable, ReadOptions, guess_columns, interpret, read_table};

/// What the user asked for.
pub(crate) struct Wish<'a> {
    /// The files.
    pub(crate) files: &'a [PathBuf],
    /// The file of settings.
    pub(crate) config: Option<&'a Path>,
    /// The column that tells lists apart.
    pub(crate) list_column: Option<&'a str>,
    /// The column of the lists' own ids.
    pub(crate) id_column: Option<&'a str>,
    /// The column of the true persons.
    pub(crate) truth: Option<&'a str>,
    /// The seed, if it was given.
    pub(crate) seed: Option<u64>,
}

/// What is to be linked.
pub(crate) struct Gathered {
    /// The records of all lists.
    pub(crate) records: Records,
    /// How to link them.
    pub(crate) options: Options,
    /// The table of the world's places, where the settings name one.
    pub(crate) world: Option<WorldTable>,
    /// For each record its true person, where a column of truth was named.
    pub(crate) truth: Option<Vec<Option<u32>>>,
    /// By list: what each column was taken for.
    pub(crate) guesses: Vec<(String, Vec<ColumnGuess>)>,
    /// What a person should know.
    pub(crate) notes: Vec<String>,
}

/// The file of settings.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct LinkFile {
    columns: BTreeMap<String, ColumnSection>,
    lists: BTreeMap<String, ListWish>,
    places: PlacesSection,
    link: Options,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ListWish {
    no_duplicates: bool,
    already_linked: bool,
}

/// Reads the files, guesses or takes the columns' roles, and joins the lists.
pub(crate) fn gather(wish: &Wish) -> Result<Gathered, Failure> {
    let mut settings = settings(wish.config)?;
    if let Some(seed) = wish.seed {
        settings.link.seed = seed;
    }
    let world = match settings.places.read(wish.config.and_then(Path::parent).unwrap_or(Path::new("")))? {
        Some((places, table)) => {
            settings.link.places = places;
            Some(table)
        }
        None => None,
    };
    let mut parts = Vec::new();
    let mut guesses = Vec::new();
    let mut notes = Vec::new();
    let mut truths = Truths::default();
    for path in wish.files {
        let mut table = read_table(path, &ReadOptions::default())?;
        notes.extend(table.notes.iter().map(|note| format!("{}: {note}", path.display())));
        if !table.quarantine.is_empty() {
            notes.push(format!(
                "{}: {} rows or cells can't be read and are left out",
                path.display(),
                table.quarantine.len()
            ));
        }
        let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let table_guesses = guess(&mut table, wish, &settings, path)?;
        for (name, mut table) in split(table, wish.list_column, path)? {
            let truth = wish.truth.map(|truth| truth_column(&mut table, truth, path)).transpose()?;
            let specs: Vec<_> = table_guesses.iter().map(|guess| guess.spec.clone()).collect();
            let asked = settings.lists.get(&name);
            let list = List {
                no_duplicates: asked.is_some_and(|list| list.no_duplicates),
                already_linked: asked.is_some_and(|list| list.already_linked),
                name,
            };
            if parts.iter().any(|part: &tizim_model::ListRecords| part.list.name == list.name) {
                return Err(Failure::new(
                    format!("two lists are called `{}`", list.name),
                    "rename one of the files; a list is called as its file without the ending",
                ));
            }
            let take_truth = || truth.iter().for_each(|column| truths.take(column));
            let ((), part) = rayon::join(take_truth, || interpret(&table, list, &file, &specs));
            parts.push(part?);
            // to give back a million rows cell by cell takes long, so it is done beside what comes next
            rayon::spawn(move || drop((table, truth)));
        }
        guesses.push((file, table_guesses));
    }
    for name in settings.lists.keys().filter(|name| !parts.iter().any(|part| part.list.name == **name)) {
        notes.push(format!("the settings speak of a list `{name}` that is not there"));
    }
    let records = Records::from_lists(parts);
    if records.is_empty() {
        return Err(Failure::new(
            "there is no row to link",
            "each file needs a header and at least one row below it",
        ));
    }
    let truth = wish.truth.map(|_| truths.rows);
    Ok(Gathered { records, options: settings.link, world, truth, guesses, notes })
}

fn settings(path: Option<&Path>) -> Result<LinkFile, Failure> {
    let Some(path) = path else { return Ok(LinkFile::default()) };
    let text = fs::read_to_string(path).map_err(at(path))?;
    toml::from_str(&text).map_err(|fault| {
        Failure::new(
            format!("`{}`: {fault}", path.display()),
            "the file may have [columns], [lists.NAME], [places] and [link]; see `tizim link --help`",
        )
    })
}

/// Returns what each column is taken for: as the settings say, else as guessed.
fn guess(
    table: &mut RawTable,
    wish: &Wish,
    settings: &LinkFile,
    path: &Path,
) -> Result<Vec<ColumnGuess>, Failure> {
    let mut guesses = match wish.truth {
        None => guess_columns(table),
        // the truth must not be seen while guessing, and stays in the table for the scoring
        Some(truth) => {
            let column = truth_column(table, truth, path)?;
            let guesses = guess_columns(table);
            table.columns.push(column);
            guesses
        }
    };
    for guess in &mut guesses {
        if let Some(section) = settings.columns.get(&guess.spec.header) {
            guess.spec = column_spec(&guess.spec.header, section);
            guess.why = "said in the settings".to_owned();
        }
    }
    for (named, role, why) in [
        (wish.list_column, Role::ListName, "named with --list-column"),
        (wish.id_column, Role::OwnId, "named with --id-column"),
    ] {
        let Some(header) = named else { continue };
        // only the named column may be of that role
        for guess in guesses.iter_mut().filter(|guess| guess.spec.role == role) {
            guess.spec.role = Role::Carried;
            guess.spec.field = guess.spec.header.clone();
        }
        let guess = guesses
            .iter_mut()
            .find(|guess| guess.spec.header == header)
            .ok_or_else(|| no_column(table, header, path))?;
        guess.spec.role = role;
        guess.spec.field = role.key().to_owned();
        guess.why = why.to_owned();
    }
    Ok(guesses)
}

fn no_column(table: &RawTable, header: &str, path: &Path) -> Failure {
    Failure::new(
        format!("`{}` has no column `{header}`", path.display()),
        format!("its columns are: {}", table.headers().join(", ")),
    )
}

fn split(
    table: RawTable,
    list_column: Option<&str>,
    path: &Path,
) -> Result<Vec<(String, RawTable)>, Failure> {
    match list_column {
        Some(column) => Ok(table.split_by(column)?),
        None => {
            let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            Ok(vec![(name, table)])
        }
    }
}

/// Takes the column of the true persons out of a table.
fn truth_column(table: &mut RawTable, header: &str, path: &Path) -> Result<RawColumn, Failure> {
    table.take_column(header).ok_or_else(|| no_column(table, header, path))
}

/// The true persons of the rows, in the order of the records.
#[derive(Default)]
struct Truths {
    known: FxHashMap<String, u32>,
    rows: Vec<Option<u32>>,
}

impl Truths {
    fn take(&mut self, column: &RawColumn) {
        let persons: Vec<Option<u32>> = column
            .values
            .iter()
            .map(|cell| cell.trim())
            .map(|cell| {
                let next = self.known.len() as u32;
                (!cell.is_empty()).then(|| *self.known.entry(cell.to_owned()).or_insert(next))
            })
            .collect();
        self.rows.extend(column.codes.iter().map(|code| persons[*code as usize]));
    }
}
