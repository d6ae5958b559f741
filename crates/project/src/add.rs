//! `tizim add`: a source is copied in byte for byte, entered into the ledger, and its columns are guessed.
//!
//! The order makes a stop at any moment harmless: the copy gets its name in `sources/` only when it is whole, then
//! comes the ledger's entry, last the section of `tizim.toml`. The same command again does what is still to do.

use crate::config::{ColumnSection, Config, FiguresSection, FullColumn, ListSection};
use crate::figure_tables::read_figures;
use crate::folder::{Doer, Project};
use crate::staging::{sync_folder, write_whole};
use crate::{ProjectError, template};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use tizim_ledger::{Custody, Hashes, Ledger, NewEntry, What, hash_file};
use tizim_model::{Quarantined, Role};
use tizim_read::{
    ColumnGuess, FigureColumn, RawTable, ReadOptions, figure_columns, guess_columns, read_table,
};

/// What is to be added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addition {
    /// The files of one list.
    pub files: Vec<PathBuf>,
    /// The name of the list, or of the source of figures.
    pub list: String,
    /// What the files hold.
    pub holds: Holds,
    /// What the list counts.
    pub scope: String,
    /// The lists that it copied from.
    pub copied_from: Vec<String>,
    /// Whether nobody stands on it twice.
    pub no_duplicates: bool,
    /// Whether the files are new editions of a list that is there, and not further rows of it.
    pub edition: bool,
    /// How to read it, where the guess is wrong.
    pub delimiter: Option<char>,
    /// Likewise.
    pub encoding: Option<String>,
    /// Likewise.
    pub sheet: Option<String>,
    /// Likewise.
    pub header_row: Option<u64>,
    /// Who gave the files.
    pub given_by: Option<String>,
    /// Under what consent.
    pub consent: Option<String>,
    /// Under what licence.
    pub licence: Option<String>,
    /// Where they were found.
    pub source_url: Option<String>,
    /// What else a later reader should know.
    pub note: Option<String>,
}

/// What a file holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Holds {
    /// A list: a row a person.
    #[default]
    Persons,
    /// Figures: a row a claim of who says how many.
    Figures,
    /// Articles: pages, web archives, documents.
    Articles,
}

/// A file as it was taken in.
#[derive(Clone, Debug)]
pub struct AddedFile {
    /// Its name in `sources/`.
    pub name: String,
    /// Its hashes and size.
    pub hashes: Hashes,
    /// Whether it was in the project already, so that nothing was done.
    pub known: bool,
    /// How it was read, in words.
    pub format: String,
    /// The rows that can be read.
    pub rows: usize,
    /// The rows that can't.
    pub quarantined: usize,
    /// What a person should know.
    pub notes: Vec<String>,
}

/// What `add` did.
#[derive(Clone, Debug)]
pub struct Added {
    /// The files.
    pub files: Vec<AddedFile>,
    /// The guess of each column; empty if the list was there already.
    pub guesses: Vec<ColumnGuess>,
    /// Of tables of figures, what each column of the first is taken for; else empty.
    pub figure_columns: Vec<FigureColumn>,
    /// Rows and cells of tables of figures that can't be read, with the reason; the run puts them into out/quarantine.csv.
    pub unread: Vec<Quarantined>,
    /// Files of a folder that are no articles, each with the reason.
    pub left_out: Vec<String>,
}

impl Project {
    /// Adds files as one list.
    ///
    /// # Errors
    ///
    /// [`ProjectError::NotAddable`] for what is no plain file, is empty or stands in the project under another list;
    /// [`ProjectError::Read`] for what can't be read as a list; nothing is changed then.
    pub fn add(&mut self, addition: &Addition, doer: &Doer) -> Result<Added, ProjectError> {
        let _lock = self.lock()?;
        check_name(addition)?;
        let mut ledger = self.open_ledger()?;
        if addition.holds == Holds::Articles {
            return self.add_articles(addition, doer, ledger);
        }
        let section = self.new_section(addition);
        let mut tables = Vec::new();
        let mut files = Vec::new();
        for file in &addition.files {
            let added = self.examine(file, addition, &section.read_options(), &ledger)?;
            tables.push(added.0);
            files.push((file, added.1));
        }
        let mut unread = Vec::new();
        let mut of_figures = Vec::new();
        if addition.holds == Holds::Figures {
            for (table, (path, file)) in tables.iter().zip(&mut files) {
                let (read, refused) = read_figures(table, &addition.list, &path.display().to_string())?;
                (file.rows, file.quarantined) =
                    (read.len(), table.rows() - read.len() + table.quarantine.len());
                unread.extend(refused);
            }
            of_figures = tables.first().map(figure_columns).unwrap_or_default();
        }
        self.take_in_new(&files, addition, doer, &mut ledger)?;
        let files: Vec<AddedFile> = files.into_iter().map(|(_, file)| file).collect();
        let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
        let guesses = if addition.holds == Holds::Figures {
            self.write_figures(&addition.list, &names)?;
            Vec::new()
        } else {
            if addition.edition && !section.files.is_empty() {
                // before they are files of the list, or a stop in between would count everybody twice
                let mut editions = self.editions()?;
                let later = names.iter().filter(|name| section.files.first() != Some(name));
                later.for_each(|name| editions.note(&addition.list, name, doer));
                self.write_editions(&editions, doer)?;
            }
            self.write_section(section, &names, &tables)?
        };
        Ok(Added { files, guesses, figure_columns: of_figures, unread, left_out: Vec::new() })
    }

    /// Copies in what is new of some files, and enters the custody of each into the ledger.
    pub(crate) fn take_in_new(
        &self,
        files: &[(impl AsRef<Path>, AddedFile)],
        addition: &Addition,
        doer: &Doer,
        ledger: &mut Ledger,
    ) -> Result<(), ProjectError> {
        for (path, file) in files.iter().filter(|(_, file)| !file.known) {
            let path = path.as_ref();
            self.take_in(path, file)?;
            ledger.append(&NewEntry {
                at: doer.at.clone(),
                author: doer.author.clone(),
                what: What::SourceAdded(custody(addition, path, file)),
            })?;
        }
        Ok(())
    }

    /// Enters files of figures into the project file.
    fn write_figures(&mut self, name: &str, new: &[String]) -> Result<(), ProjectError> {
        let known = self.config.figures.iter().find(|section| section.name == name);
        let known = known.map(|section| section.files.clone());
        self.write_files("figures", name, known, new, |files| {
            template::figures_section(&FiguresSection { name: name.to_owned(), files })
        })
    }

    /// Enters files into the section of a source in the project file: of the `known` files of that section, or into a new
    /// one, as `section` writes it.
    pub(crate) fn write_files(
        &mut self,
        kind: &str,
        name: &str,
        known: Option<Vec<String>>,
        new: &[String],
        section: impl FnOnce(Vec<String>) -> String,
    ) -> Result<(), ProjectError> {
        let path = self.layout.config();
        let text = fs::read_to_string(&path).map_err(|fault| ProjectError::io(&path, fault))?;
        let before = known.as_ref().map(Vec::len);
        let mut files = known.unwrap_or_default();
        files.extend_from_slice(new);
        files.sort();
        files.dedup();
        if before == Some(files.len()) {
            return Ok(());
        }
        let text = match before {
            Some(_) => with_files(&text, kind, name, &files).ok_or_else(|| not_found(&path, name))?,
            None => text + &section(files),
        };
        self.write_config(&path, &text)
    }

    /// Replaces the project file; it is read before it is written: one that can't be read again must never come to be.
    fn write_config(&mut self, path: &Path, text: &str) -> Result<(), ProjectError> {
        let config = Config::parse(text, path)?;
        write_whole(path, text.as_bytes()).map_err(|fault| ProjectError::io(path, fault))?;
        self.config = config;
        Ok(())
    }

    fn new_section(&self, addition: &Addition) -> ListSection {
        if let Some(known) = self.config.list(&addition.list) {
            return known.clone();
        }
        ListSection {
            name: addition.list.clone(),
            files: Vec::new(),
            scope: addition.scope.clone(),
            copied_from: addition.copied_from.clone(),
            no_duplicates: addition.no_duplicates,
            already_linked: false,
            in_estimate: true,
            delimiter: addition.delimiter,
            encoding: addition.encoding.clone(),
            sheet: addition.sheet.clone(),
            header_row: addition.header_row,
            columns: Default::default(),
        }
    }

    /// Looks at a file without changing anything: it must be new here, and readable as a list.
    fn examine(
        &self,
        path: &Path,
        addition: &Addition,
        options: &ReadOptions,
        ledger: &Ledger,
    ) -> Result<(RawTable, AddedFile), ProjectError> {
        let (hashes, known) = identify(path, &addition.list, &ledger.sources()?)?;
        let table = read_table(path, options)?;
        let is_known = known.is_some();
        let name = match known {
            Some(known) => known,
            None => self.free_name(path, &hashes, &[])?,
        };
        let file = AddedFile {
            name,
            known: is_known,
            format: table.format.to_string(),
            rows: table.rows(),
            quarantined: table.quarantine.len(),
            notes: table.notes.clone(),
            hashes,
        };
        Ok((table, file))
    }

    /// Returns a name in `sources/` that is free, or taken by the same bytes from an `add` that was stopped.
    pub(crate) fn free_name(
        &self,
        path: &Path,
        hashes: &Hashes,
        taken: &[String],
    ) -> Result<String, ProjectError> {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let safe: String = name
            .chars()
            .map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { '_' } else { c })
            .take(120)
            .collect();
        let safe = if safe.starts_with('.') || safe.is_empty() { format!("source{safe}") } else { safe };
        let (stem, extension) = match safe.rsplit_once('.') {
            Some((stem, extension)) => (stem.to_owned(), format!(".{extension}")),
            None => (safe, String::new()),
        };
        for number in 1.. {
            let name = if number == 1 {
                format!("{stem}{extension}")
            } else {
                format!("{stem}-{number}{extension}")
            };
            let place = self.layout.sources().join(&name);
            if taken.contains(&name) {
                continue;
            }
            if fs::symlink_metadata(&place).is_err() || hash_file(&place)?.blake3 == hashes.blake3 {
                return Ok(name);
            }
        }
        unreachable!("the numbers do not end")
    }

    /// Copies the bytes in; the copy is compared with the hash before it gets its name.
    fn take_in(&self, path: &Path, file: &AddedFile) -> Result<(), ProjectError> {
        let folder = self.layout.sources();
        let place = folder.join(&file.name);
        let temporary = self.layout.derived().join("incoming");
        let copied = copy(path, &temporary).map_err(|fault| ProjectError::io(&temporary, fault));
        let moved = copied.and_then(|()| {
            if hash_file(&temporary)?.blake3 != file.hashes.blake3 {
                let reason = "it changed while it was being copied".to_owned();
                return Err(ProjectError::NotAddable { path: path.to_owned(), reason });
            }
            fs::rename(&temporary, &place)
                .and_then(|()| sync_folder(&folder))
                .map_err(|fault| ProjectError::io(&place, fault))
        });
        if moved.is_err() {
            let _ = fs::remove_file(&temporary);
        }
        moved
    }

    fn write_section(
        &mut self,
        mut section: ListSection,
        names: &[String],
        tables: &[RawTable],
    ) -> Result<Vec<ColumnGuess>, ProjectError> {
        let path = self.layout.config();
        let text = fs::read_to_string(&path).map_err(|fault| ProjectError::io(&path, fault))?;
        let new_names: Vec<String> =
            names.iter().filter(|name| !section.files.contains(name)).cloned().collect();
        if new_names.is_empty() {
            return Ok(Vec::new());
        }
        let is_new = section.files.is_empty();
        let guesses = if is_new { tables.first().map(guess_columns).unwrap_or_default() } else { Vec::new() };
        section.files.extend(new_names);
        section.files.dedup();
        let text = if is_new {
            section.already_linked = guesses.iter().any(|guess| guess.spec.role == Role::OnList);
            section.no_duplicates |= section.already_linked;
            section.columns = guesses.iter().map(column_section).collect();
            text + &template::list_section(&section, &guesses)
        } else {
            with_files(&text, "list", &section.name, &section.files)
                .ok_or_else(|| not_found(&path, &section.name))?
        };
        self.write_config(&path, &text)?;
        Ok(guesses)
    }
}

/// Returns the hashes of a plain file, and its name in `sources/` if it stands there already.
///
/// # Errors
/// What is no plain file, or stands in the project under another name.
pub(crate) fn identify(
    path: &Path,
    list: &str,
    sources: &[Custody],
) -> Result<(Hashes, Option<String>), ProjectError> {
    let refuse = |reason: &str| ProjectError::NotAddable { path: path.to_owned(), reason: reason.to_owned() };
    let meta = fs::metadata(path).map_err(|fault| ProjectError::io(path, fault))?;
    if meta.is_dir() {
        return Err(refuse("it is a folder; name the files in it"));
    }
    if !meta.is_file() {
        return Err(refuse("it is no plain file"));
    }
    let hashes = hash_file(path)?;
    let known = sources.iter().find(|source| source.blake3 == hashes.blake3);
    if let Some(known) = known.filter(|known| known.list != list) {
        return Err(refuse(&format!(
            "the same file stands in the project as the list `{}`; counted twice it would look like two sources that agree",
            known.list
        )));
    }
    Ok((hashes, known.map(|known| known.file.clone())))
}

fn check_name(addition: &Addition) -> Result<(), ProjectError> {
    let fault = if addition.list.trim().is_empty() {
        "a list needs a name: --list NAME"
    } else if addition.list.chars().any(char::is_control) || addition.list.chars().count() > 80 {
        "a list's name is a line of at most 80 characters"
    } else {
        return Ok(());
    };
    let path = addition.files.first().cloned().unwrap_or_default();
    Err(ProjectError::NotAddable { path, reason: fault.to_owned() })
}

fn custody(addition: &Addition, path: &Path, file: &AddedFile) -> Custody {
    Custody {
        list: addition.list.clone(),
        file: file.name.clone(),
        original_name: path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        blake3: file.hashes.blake3,
        sha256: file.hashes.sha256,
        bytes: file.hashes.bytes,
        given_by: addition.given_by.clone(),
        consent: addition.consent.clone(),
        licence: addition.licence.clone(),
        source_url: addition.source_url.clone(),
        note: addition.note.clone(),
    }
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let mut source = fs::File::open(from)?;
    let mut target = fs::File::create(to)?;
    io::copy(&mut source, &mut target)?;
    target.flush()?;
    target.sync_all()
}

fn column_section(guess: &ColumnGuess) -> (String, ColumnSection) {
    let spec = &guess.spec;
    let full = FullColumn { role: spec.role, field: Some(spec.field.clone()), order: spec.date_order };
    (spec.header.clone(), ColumnSection::Full(full))
}

fn not_found(path: &Path, name: &str) -> ProjectError {
    let reason = format!("the section of `{name}` can't be found in it any more");
    ProjectError::Inconsistent { path: path.to_owned(), reason }
}

/// Returns the project file with the files of one section of a kind replaced, all else untouched.
fn with_files(text: &str, kind: &str, name: &str, files: &[String]) -> Option<String> {
    let mut document: toml_edit::DocumentMut = text.parse().ok()?;
    let sections = document.get_mut(kind)?.as_array_of_tables_mut()?;
    let table =
        sections.iter_mut().find(|table| table.get("name").and_then(|own| own.as_str()) == Some(name))?;
    let files: toml_edit::Array = files.iter().collect();
    table.insert("files", toml_edit::value(files));
    Some(document.to_string())
}
