//! The articles of a project: each file read once, kept in the cache by its hash and by what it was read with.

use super::{ArticleRules, StoredArticle, extracted, propose};
use crate::ProjectError;
use crate::cache::{Cache, Key};
use crate::config::ArticlesSection;
use crate::folder::Project;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::path::Path;
use tizim_endpoint::Endpoint;
use tizim_ledger::Entry;
use tizim_read::{ArticlePage, Limits, each_article};

/// Pages that are read before they are extracted together.
const BATCH: usize = 64;

/// A file of articles as read.
#[derive(Serialize, Deserialize)]
pub(crate) struct FileRead {
    pub(crate) format: String,
    pub(crate) articles: Vec<StoredArticle>,
    pub(crate) notes: Vec<String>,
}

/// Reads all articles of a file and hands them over in their order, extracted on all cores. What the file lost stands in the notes
/// of its last article, so that it is not lost to who has the articles alone.
///
/// # Errors
/// As [`each_article`].
pub fn extract_file(
    path: &Path,
    source: &str,
    name: &str,
    rules: &ArticleRules,
    sink: &mut dyn FnMut(StoredArticle),
) -> Result<tizim_read::ArticleFile, tizim_read::ReadError> {
    let mut batch: Vec<ArticlePage> = Vec::new();
    // the last waits for what is found behind it
    let mut last: Option<StoredArticle> = None;
    let mut flush = |batch: &mut Vec<ArticlePage>| {
        let pages = std::mem::take(batch);
        let read: Vec<StoredArticle> =
            pages.into_par_iter().map(|page| extracted(page, source, name, rules)).collect();
        for article in read {
            if let Some(before) = last.replace(article) {
                sink(before);
            }
        }
    };
    let file = each_article(path, &Limits::default(), &mut |page| {
        batch.push(page);
        if batch.len() >= BATCH {
            flush(&mut batch);
        }
    })?;
    flush(&mut batch);
    if let Some(mut article) = last {
        article
            .notes
            .extend(file.left_out.iter().map(|lost| format!("of the file that it stands in: {lost}")));
        sink(article);
    }
    Ok(file)
}

impl Project {
    /// Returns the rules by which the project's articles are read.
    pub(crate) fn article_rules(&self) -> Result<(ArticleRules, String), ProjectError> {
        let section = &self.config.text;
        let aliases = section.aliases.iter().map(|(other, name)| (other.clone(), name.clone())).collect();
        let added = match &section.rules {
            Some(file) => {
                let path = self.layout.root().join(file);
                Some(std::fs::read_to_string(&path).map_err(|fault| ProjectError::io(&path, fault))?)
            }
            None => None,
        };
        let rules =
            ArticleRules::new(aliases, added.as_deref()).map_err(|reason| ProjectError::Inconsistent {
                path: self.layout.root().join(section.rules.as_deref().unwrap_or_default()),
                reason,
            })?;
        Ok((rules, added.unwrap_or_default()))
    }

    /// Reads the articles of a source, each file once.
    pub(crate) fn read_articles(
        &self,
        section: &ArticlesSection,
        rules: &(ArticleRules, String),
        entries: &[Entry],
        cache: &Cache,
    ) -> Result<Vec<FileRead>, ProjectError> {
        let mut files = Vec::new();
        for name in &section.files {
            let hash = self.check_source(name, entries)?;
            let key = Key::new("articles")
                .with(&section.name)
                .with(name)
                .with(&hash)
                .with(&self.config.text.aliases)
                .with(&rules.1);
            files.push((name, key));
        }
        let endpoint = match &self.config.model {
            Some(config) => {
                let endpoint = Endpoint::new(config.clone());
                Some(endpoint.map_err(|fault| ProjectError::Inconsistent {
                    path: self.layout.config(),
                    reason: fault.to_string(),
                })?)
            }
            None => None,
        };
        let answers = self.layout.answers();
        files
            .par_iter()
            .map(|(name, key)| {
                cache
                    .get_or_make(key, || {
                        let path = self.layout.sources().join(name.as_str());
                        let mut articles = Vec::new();
                        let found = extract_file(&path, &section.name, name, &rules.0, &mut |article| {
                            articles.push(article)
                        })?;
                        let format = found.format.word().to_owned();
                        Ok::<_, ProjectError>(FileRead { format, articles, notes: found.notes })
                    })
                    .map(|mut file: FileRead| {
                        // a model that does not answer leaves a note, and is asked again by the next run
                        if let Some(endpoint) = &endpoint {
                            for article in &mut file.articles {
                                let _ = propose(article, endpoint, Some(&answers));
                            }
                        }
                        file
                    })
            })
            .collect()
    }
}
