//! The main job: read, link, count, estimate. Pure in what it is given; each step's result is kept in the cache.

use crate::articles::{
    Sighted, claimed_figures, copies, judged_claims, place_scopes, records_of, sightings, tell_apart,
};
use crate::cache::{Cache, Key};
use crate::config::ListSection;
use crate::count::captures::Systems;
use crate::count::profile::{Reading, profiles};
use crate::count::{breakdown, cautions, register, timeline};
use crate::estimating::{self, Counted};
use crate::figure_tables::read_figures;
use crate::folder::Project;
use crate::lists::ListRead;
use crate::lock::Lock;
use crate::names::RecordNames;
use crate::results::{Results, Warning};
use crate::withholding::Withheld;
use crate::{ProjectError, judged};
use std::fs;
use std::sync::Arc;
use tizim_ledger::{Book, Entry, Hash, What, hash_file};
use tizim_model::Records;
use tizim_read::{ReadOptions, read_table};

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

/// Returns for each position whether either says so.
pub(crate) fn either(one: &[bool], other: &[bool]) -> Vec<bool> {
    one.iter().zip(other).map(|(one, other)| *one || *other).collect()
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
        let ledger = self.read_ledger()?;
        let entries = ledger.entries()?;
        let cache = Cache::new(&self.layout);
        let mut parts = Vec::new();
        let mut readings = Vec::new();
        let mut quarantine = Vec::new();
        let (mends, editions) = (self.mends()?, self.editions()?);
        for (position, section) in self.config.lists.iter().enumerate() {
            progress(Step::Read, position as f64 / self.config.lists.len() as f64);
            let key = self.read_key(section, &entries)?;
            let key = key.with(&mends.of(&section.name).collect::<Vec<_>>());
            let key = key.with(&editions.of_list(&section.name).collect::<Vec<_>>());
            let list: ListRead = cache.get_or_make(&key, || self.read_list(section, &mends, &editions))?;
            readings.push(Reading { formats: list.formats, notes: list.notes });
            quarantine.extend(list.records.quarantine.iter().cloned());
            parts.push(list.records);
        }
        let mut articles = Vec::new();
        let rules = self.article_rules()?;
        for section in &self.config.articles {
            for file in self.read_articles(section, &rules, &entries, &cache)? {
                articles.extend(file.articles);
            }
        }
        let book = Book::of(entries.iter().cloned());
        let claims = judged_claims(&articles, book.in_force());
        let of_lists = parts.iter().map(|part| part.line.len()).sum::<usize>();
        let mut sighted: Vec<Sighted> = self
            .config
            .articles
            .iter()
            .map(|section| records_of(&section.name, &articles, &claims, &self.config.codebook))
            .collect();
        sighted.retain(|source| !source.claims.is_empty());
        let sightings = sightings(of_lists as u32, sighted.iter());
        for source in sighted {
            readings.push(Reading { formats: vec!["articles".to_owned()], notes: Vec::new() });
            parts.push(source.records);
        }
        let mut figures = Vec::new();
        for section in &self.config.figures {
            for file in &section.files {
                self.check_source(file, &entries)?;
                let table = read_table(&self.layout.sources().join(file), &ReadOptions::default())?;
                let (read, refused) = read_figures(&table, &section.name, file)?;
                figures.extend(read);
                quarantine.extend(refused);
            }
        }
        let copies = copies(&articles);
        figures.extend(claimed_figures(&articles, &copies, &claims));
        place_scopes(&mut figures);
        tell_apart(&mut figures);
        progress(Step::Read, 1.0);
        let records = Arc::new(Records::from_lists(parts));
        if records.is_empty() && figures.is_empty() && articles.is_empty() {
            return Err(ProjectError::NoRecords);
        }

        let (places, world) = self.config.places.read(self.layout.root())?.unzip();
        let options = tizim_link::Options {
            seed: self.config.project.seed,
            places: places.unwrap_or_default(),
            ..self.config.link.clone()
        };
        let names = RecordNames::new(&records);
        let (pairs, not_obeyed) = judged::pairs(&book, &names);
        let linkage = tizim_link::link(&records, &options, &pairs, &|_, share| progress(Step::Link, share))?;

        progress(Step::Count, 0.0);
        let too_bare = linkage.too_bare(self.config.project.seed);
        let mut suggested = vec![false; records.len()];
        let mut of_other_acts = vec![false; records.len()];
        for sighting in &sightings {
            suggested[sighting.record.index()] = sighting.suggested;
            of_other_acts[sighting.record.index()] = sighting.of_other_acts;
        }
        let uncounted = either(&either(&too_bare, &suggested), &of_other_acts);
        let told = register::Told { uncounted: &uncounted, suggested: &suggested };
        let mut persons = register::persons(&records, &names, &linkage, told);
        judged::apply(&book, &names, &linkage, &mut persons, None);
        let systems = Systems::new(&records, &self.config, &uncounted);
        let captures = systems.captures(&persons);
        let lists = profiles(&records, &suggested, &persons, &quarantine, readings, &self.config, &entries);
        progress(Step::Count, 1.0);

        let mut warnings = cautions::cautions(&records, &persons, &captures, &lists, &self.config);
        warnings.extend(cautions::suggested(&claims, &persons, &suggested));
        warnings.extend(cautions::copies(&copies));
        warnings.extend(cautions::acts(&self.config.codebook, &sightings));
        let counted = Counted {
            records: &records,
            linkage: &linkage,
            persons: &persons,
            systems: &systems,
            captures: &captures,
        };
        let estimate = estimating::estimate(&self.config, &cache, &counted, progress)?;
        warnings.splice(0..0, estimating::warnings(&estimate));
        warnings.extend(
            linkage
                .warnings
                .iter()
                .map(|warning| Warning { code: warning.code.to_string(), words: warning.words.clone() }),
        );
        warnings.extend(not_obeyed);
        warnings.extend(cautions::editions_that_wait(&self.config, &editions));
        cache.sweep();
        Ok(Results {
            title: self.config.project.title.clone(),
            seed: self.config.project.seed,
            program: format!("Tizim {}", env!("CARGO_PKG_VERSION")),
            world,
            codebook: self.config.codebook.clone(),
            publish: self.config.publish.clone(),
            warnings,
            breakdowns: breakdown::breakdowns(&records, &persons),
            timeline: timeline::timeline(&persons),
            lists,
            records,
            linkage,
            persons,
            too_bare_records: too_bare,
            suggested_records: suggested,
            other_act_records: of_other_acts,
            articles: Arc::new(articles),
            copies: Arc::new(copies),
            claims,
            sightings,
            captures,
            estimate,
            figures,
            quarantine: Arc::new(quarantine),
            withheld: Withheld::default(),
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

    pub(crate) fn check_source(&self, file: &str, entries: &[Entry]) -> Result<Hash, ProjectError> {
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
}
