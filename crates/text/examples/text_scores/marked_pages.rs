//! Pages written for this project whose claims a reader has marked by type and quote.
//!
//! `# name 2014-07-02` begins a page: a name and the day of publication. Behind its text and a line `=` stands a line a claim: its type,
//! its modality, which of the places where its quote stands it is from 0, and the quote (`␤` ends a line in it), tabs between them.

use crate::data::Tally;
use crate::quotes::{Quoted, lenient, matched, quoted, strict};
use std::error::Error;
use std::path::Path;
use tizim_model::Day;
use tizim_text::{Article, Extraction, Span, stated_day};

/// A page with its claims.
pub(crate) struct Page {
    pub(crate) text: String,
    pub(crate) published: Option<Day>,
    pub(crate) claims: Vec<Marked>,
}

/// A claim that a reader has marked.
pub(crate) struct Marked {
    pub(crate) claim_type: String,
    pub(crate) quote: Span,
}

impl Page {
    pub(crate) fn article(&self) -> Article<'_> {
        Article { text: &self.text, published: self.published, ..Article::default() }
    }

    pub(crate) fn quoted(&self) -> Vec<Quoted<'_>> {
        self.claims.iter().map(|claim| (claim.claim_type.as_str(), claim.quote)).collect()
    }
}

/// Reads the pages of a file.
pub(crate) fn read(path: &Path) -> Result<Vec<Page>, Box<dyn Error>> {
    let mut list: Vec<Page> = Vec::new();
    let mut in_text = false;
    for line in std::fs::read_to_string(path)?.lines() {
        let fault = |what: &str| format!("{}: {what}: {line}", path.display());
        if let Some(head) = line.strip_prefix("# ").filter(|_| !in_text) {
            let day = head.split(' ').nth(1).ok_or_else(|| fault("a head is NAME DAY"))?;
            list.push(Page { text: String::new(), published: stated_day(day), claims: Vec::new() });
            in_text = true;
            continue;
        }
        let page = list.last_mut().ok_or_else(|| fault("no head before"))?;
        match line {
            "=" => in_text = false,
            _ if in_text => {
                page.text.push_str(line);
                page.text.push('\n');
            }
            "" => {}
            _ => page.claims.push(marked(line, &page.text).ok_or_else(|| fault("no claim of the page"))?),
        }
    }
    Ok(list)
}

fn marked(line: &str, text: &str) -> Option<Marked> {
    let [claim_type, _, place, quote] = line.split('\t').collect::<Vec<_>>()[..] else { return None };
    let quote = quote.replace('␤', "\n");
    let start = text.match_indices(&quote).nth(place.parse().ok()?)?.0;
    Some(Marked { claim_type: claim_type.to_owned(), quote: Span::new(start, start + quote.len()) })
}

/// Claims held against those of readers: the same type, and half of the shorter quote shared, or half of both quotes together.
#[derive(Clone, Copy, Default)]
pub(crate) struct Agreement {
    pub(crate) lenient: Tally,
    pub(crate) strict: Tally,
}

impl Agreement {
    /// Counts what the program found on a page.
    pub(crate) fn count(&mut self, page: &Page, found: &Extraction) {
        self.compare(&quoted(found), &page.quoted());
    }

    pub(crate) fn compare(&mut self, own: &[Quoted<'_>], gold: &[Quoted<'_>]) {
        self.lenient.add(matched(own, gold, lenient).len(), own.len(), gold.len());
        self.strict.add(matched(own, gold, strict).len(), own.len(), gold.len());
    }
}
