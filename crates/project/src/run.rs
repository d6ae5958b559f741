//! The main job: read, link, count, estimate. Pure in what it is given; each step's result is kept in the cache.

use crate::cache::{Cache, Key};
use crate::config::{Config, ListSection};
use crate::count::profile::{Reading, profiles};
use crate::count::{breakdown, captures, cautions, register, timeline};
use crate::folder::Project;
use crate::lock::Lock;
use crate::results::{EstimateResult, Results, Warning};
use crate::{ProjectError, judged};
use serde::{Deserialize, Serialize};
use std::fs;
use tizim_estimate::{Model, Report};
use tizim_ledger::{Entry, Hash, Ledger, What, hash_file};
use tizim_model::{List, ListRecords, Probability, Records, Role};
use tizim_read::{interpret, read_table};

/// A step of the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Sources are compared with their hashes and read.
    Read,
    /// Records are linked.
    Link,
    /// Persons are counted.
    Count,
    /// Totals are estimated.
    Estimate,
}

impl Step {
    /// Returns the step in a word.
    pub fn word(self) -> &'static str {
        match self {
            Step::Read => "reading",
            Step::Link => "linking",
            Step::Count => "counting",
            Step::Estimate => "estimating",
        }
    }
}

/// Told how far a step is, from 0 to 1.
pub type Progress<'a> = &'a (dyn Fn(Step, f64) + Sync);

/// A list as read, with what was found out on the way.
#[derive(Serialize, Deserialize)]
struct ListRead {
    records: ListRecords,
    formats: Vec<String>,
    notes: Vec<String>,
}

impl Project {
    /// Derives everything from sources, project file, judgements and seed.
    ///
    /// The same inputs give the same results on every machine and with any number of threads. Writes to the cache only.
    ///
    /// # Errors
    ///
    /// A source that is missing or altered, a list that can't be read, a project without a record. An estimate that
    /// can't be made is no error: the results say why.
    pub fn run(&self, _lock: &Lock, progress: Progress) -> Result<Results, ProjectError> {
        let ledger = Ledger::open_read_only(self.layout.ledger())?;
        let entries = ledger.entries()?;
        let cache = Cache::new(&self.layout);
        let mut parts = Vec::new();
        let mut readings = Vec::new();
        let mut quarantine = Vec::new();
        for (position, section) in self.config.lists.iter().enumerate() {
            progress(Step::Read, position as f64 / self.config.lists.len() as f64);
            let key = self.read_key(section, &entries)?;
            let list: ListRead = cache.get_or_make(&key, || self.read_list(section))?;
            readings.push(Reading { formats: list.formats, notes: list.notes });
            quarantine.extend(list.records.quarantine.iter().cloned());
            parts.push(list.records);
        }
        progress(Step::Read, 1.0);
        let records = Records::from_lists(parts);
        if records.is_empty() {
            return Err(ProjectError::NoRecords);
        }

        let mut options = tizim_link::Options { seed: self.config.project.seed, ..self.config.link.clone() };
        if already_whole(&records) {
            options.threshold = Some(Probability::ONE);
        }
        let (pairs, strangers) = judged::pairs(&entries, &records);
        let linkage = tizim_link::link(&records, &options, &pairs, &|_, share| progress(Step::Link, share))?;

        progress(Step::Count, 0.0);
        let mut persons = register::persons(&records, &linkage);
        judged::choose(&entries, &records, &linkage, &mut persons);
        let captures = captures::captures(&records, &persons, &self.config);
        let lists = profiles(&records, &persons, &quarantine, readings, &self.config, &entries);
        progress(Step::Count, 1.0);

        let mut warnings = cautions::cautions(&records, &persons, &captures, &lists, &self.config);
        let stratum = stratum_of(&self.config, &records);
        let estimate = match &stratum {
            _ if self.config.estimate.skip => {
                EstimateResult::Refused { reason: "The project file asks for no estimate.".to_owned() }
            }
            None => self.estimate_whole(&cache, &captures, progress)?,
            Some(field) => self.estimate_strata(&cache, &captures, &persons, &records, field, progress)?,
        };
        warnings.splice(0..0, estimate_warnings(&estimate));
        warnings.extend(
            linkage
                .warnings
                .iter()
                .map(|warning| Warning { code: warning.code.to_string(), words: warning.words.clone() }),
        );
        warnings.extend(strangers);
        cache.sweep();
        Ok(Results {
            title: self.config.project.title.clone(),
            seed: self.config.project.seed,
            program: format!("Tizim {}", env!("CARGO_PKG_VERSION")),
            codebook: self.config.codebook.clone(),
            publish: self.config.publish.clone(),
            warnings,
            breakdowns: breakdown::breakdowns(&records, &persons),
            timeline: timeline::timeline(&persons),
            lists,
            records,
            linkage,
            persons,
            captures,
            estimate,
            quarantine,
        })
    }

    /// Compares a list's files with their hashes in the ledger and returns what their reading depends on.
    fn read_key(&self, section: &ListSection, entries: &[Entry]) -> Result<Key, ProjectError> {
        let mut key = Key::new("read").with(section);
        for file in &section.files {
            let hash = self.check_source(file, entries)?;
            key = key.with(&hash);
        }
        Ok(key)
    }

    fn check_source(&self, file: &str, entries: &[Entry]) -> Result<Hash, ProjectError> {
        let path = self.layout.sources().join(file);
        let altered = |reason: &str| ProjectError::Altered { path: path.clone(), reason: reason.to_owned() };
        let meta = fs::symlink_metadata(&path).map_err(|fault| ProjectError::io(&path, fault))?;
        if !meta.is_file() {
            return Err(altered("it is no plain file any more"));
        }
        let added = entries.iter().rev().find_map(|entry| match &entry.what {
            What::SourceAdded(custody) if custody.file == file => Some(custody),
            _ => None,
        });
        let added =
            added.ok_or_else(|| altered("the ledger has no entry for it; add it with `tizim add`"))?;
        if hash_file(&path)?.blake3 != added.blake3 {
            return Err(altered("its hash differs from the one in the ledger"));
        }
        Ok(added.blake3)
    }

    fn read_list(&self, section: &ListSection) -> Result<ListRead, ProjectError> {
        let specs = section.column_specs();
        let mut formats = Vec::new();
        let mut notes = Vec::new();
        let mut whole: Option<ListRecords> = None;
        for file in &section.files {
            let table = read_table(&self.layout.sources().join(file), &section.read_options())?;
            formats.push(table.format.to_string());
            notes.extend(table.notes.iter().cloned());
            let list = List {
                name: section.name.clone(),
                no_duplicates: section.no_duplicates,
                already_linked: section.already_linked,
            };
            let records = interpret(&table, list, file, &specs)?;
            whole = Some(match whole {
                None => records,
                Some(earlier) => earlier.followed_by(records),
            });
        }
        let records = whole.ok_or(ProjectError::NoRecords)?;
        Ok(ListRead { records, formats, notes })
    }

    fn estimate_options(&self, lists: &[String]) -> tizim_estimate::Options {
        let mut copied = Vec::new();
        for section in &self.config.lists {
            for origin in &section.copied_from {
                let at = |name: &str| lists.iter().position(|list| list == name);
                if let (Some(copy), Some(origin)) = (at(&section.name), at(origin)) {
                    copied.push((copy, origin));
                }
            }
        }
        let models = match &self.config.estimate.models[..] {
            [] => Model::ALL.to_vec(),
            models => models.to_vec(),
        };
        tizim_estimate::Options { models, seed: self.config.project.seed, copied, ..Default::default() }
    }

    fn estimate_whole(
        &self,
        cache: &Cache,
        captures: &crate::results::Captures,
        progress: Progress,
    ) -> Result<EstimateResult, ProjectError> {
        let table = match captures::table(captures, 0..captures.pattern_of.len()) {
            Ok(table) => table,
            Err(fault) => return Ok(EstimateResult::Refused { reason: fault.to_string() }),
        };
        let options = self.estimate_options(table.lists());
        let key = Key::new("estimate").with(&table).with(&options);
        let report: Report = cache.get_or_make(&key, || {
            tizim_estimate::estimate(&table, &options, &|at| progress(Step::Estimate, at.done))
        })?;
        progress(Step::Estimate, 1.0);
        Ok(EstimateResult::Whole(report))
    }

    fn estimate_strata(
        &self,
        cache: &Cache,
        captures: &crate::results::Captures,
        persons: &[crate::results::Person],
        records: &Records,
        field: &str,
        progress: Progress,
    ) -> Result<EstimateResult, ProjectError> {
        let mut members: std::collections::BTreeMap<String, Vec<usize>> = Default::default();
        for (position, person) in persons.iter().enumerate() {
            let label = match field {
                BY_LIST => Some(records.list(person.records[0]).name.clone()),
                field => breakdown::label(person, field),
            };
            members.entry(label.unwrap_or_else(|| breakdown::UNKNOWN.to_owned())).or_default().push(position);
        }
        let mut strata = Vec::new();
        for (label, members) in members {
            if let Ok(table) = captures::table(captures, members.into_iter()) {
                strata.push((label, table));
            }
        }
        // positions of copies are those of each stratum's own table, which may lack lists; the names decide
        let options = self.estimate_options(&captures.systems);
        let key = Key::new("strata").with(&strata).with(&options);
        let report = cache.get_or_make(&key, || {
            tizim_estimate::estimate_strata(&strata, &options, &|at| progress(Step::Estimate, at.done))
        })?;
        progress(Step::Estimate, 1.0);
        Ok(EstimateResult::Strata { field: field.to_owned(), report })
    }
}

/// The stratum field that stands for "by the list that a person's first record is on".
const BY_LIST: &str = "list";

/// Returns whether every row is a person already: all lists were linked by others, and nothing in them names anybody.
///
/// Then a shared month and city is no evidence that two rows are one person, and joining them would lose people.
fn already_whole(records: &Records) -> bool {
    let names = |role: Role| role.is_name() || matches!(role, Role::Identifier | Role::BirthDate);
    records.lists.iter().all(|list| list.already_linked)
        && !records.columns.iter().any(|column| names(column.role))
}

/// Returns the field by which people are split: the one of the project file; else the list, where several lists are
/// tables of people already linked, each of a population of its own.
fn stratum_of(config: &Config, records: &Records) -> Option<String> {
    if let Some(field) = &config.estimate.strata {
        return Some(field.clone());
    }
    let linked = records.lists.iter().filter(|list| list.already_linked).count();
    let says = records.columns.iter().any(|column| column.role == Role::OnList);
    (linked > 1 && linked == records.lists.len() && says).then(|| BY_LIST.to_owned())
}

/// Returns the warnings that come with the first answer and with the table.
fn estimate_warnings(estimate: &EstimateResult) -> Vec<Warning> {
    const NONE: Vec<tizim_estimate::Warning> = Vec::new();
    let (table, models) = match estimate {
        EstimateResult::Whole(report) => (&report.warnings, &report.models),
        EstimateResult::Strata { report, .. } => (&NONE, &report.totals),
        EstimateResult::Refused { reason } => {
            return vec![Warning {
                code: "no_estimate".to_owned(),
                words: format!("There is no estimate. {reason}"),
            }];
        }
    };
    let first = models.iter().find_map(|outcome| outcome.estimate());
    let mut warnings: Vec<Warning> = Vec::new();
    if first.is_none() {
        let reason = models.iter().find_map(|outcome| match outcome {
            tizim_estimate::Outcome::Refusal { reason, .. } => Some(reason.words.as_str()),
            tizim_estimate::Outcome::Estimate(_) => None,
        });
        let words = format!("There is no estimate of the undocumented. {}", reason.unwrap_or_default());
        warnings.push(Warning { code: "no_estimate".to_owned(), words: words.trim().to_owned() });
    }
    for warning in table.iter().chain(first.iter().flat_map(|estimate| &estimate.warnings)) {
        let code = serde_json::to_value(warning.code).ok().and_then(|code| code.as_str().map(str::to_owned));
        let warning = Warning { code: code.unwrap_or_default(), words: warning.words.clone() };
        if !warnings.contains(&warning) {
            warnings.push(warning);
        }
    }
    warnings
}
