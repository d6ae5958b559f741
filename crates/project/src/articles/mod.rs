//! Articles: read once, their claims kept with their words, judged by reviewers, and what follows from them: records of the
//! persons they name, and figures.
//!
//! What a reviewer has not looked at is a *suggestion*. It is shown, and takes part in linking, so that a person named in an
//! article is found on the lists; it adds nobody to the documented, puts nobody on a list of the estimate, and no suggestion
//! goes into a public edition. What a reviewer accepts documents a person only where the act is one that the project counts
//! (`counted.rs`): who was tried for a killing, or is missing, is no one of the killed.

mod claimant;
mod copies;
mod counted;
mod denials;
mod extracting;
#[cfg(test)]
mod figure_tests;
mod figures;
mod ground;
mod group;
mod ids;
mod judging;
mod matters;
mod meeting;
mod naming;
mod nested;
mod parts;
mod people;
mod place_forms;
mod proposing;
mod reading;
mod scopes;
mod sentences;
mod setting;
mod sightings;
#[cfg(test)]
mod tests;

pub(crate) use copies::copies;
pub(crate) use counted::OF_PERSONS;
pub use extracting::{ArticleRules, extracted};
pub(crate) use figures::claimed_figures;
pub use ground::{Ungroundable, Written, corrected, grounded};
pub use judging::{ClaimState, JudgedClaim, judged_claims};
pub(crate) use matters::tell_apart;
pub(crate) use nested::place_scopes;
pub(crate) use people::{Sighted, records_of};
pub use proposing::{Proposed, propose};
pub use reading::extract_file;
pub(crate) use sightings::sightings;
pub use sightings::{Mention, Sighting};

use serde::{Deserialize, Serialize};
use std::ops::Range;
use tizim_ledger::ArticleKey;
use tizim_model::{Claim, Words};
use tizim_read::{Leaf, SourceMap};

/// An article as it was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoredArticle {
    /// The name of its source in the project; empty outside one.
    pub source: String,
    /// Its file in `sources/`, or as it was named.
    pub file: String,
    /// Its number in the file, from 1.
    pub page: u32,
    /// The address that it was fetched from.
    pub url: Option<String>,
    /// When it was fetched.
    pub fetched: Option<String>,
    /// What positions lead to.
    pub leaf: Leaf,
    /// The language of most of it, as a code.
    pub language: Option<String>,
    /// The day of publication, `2022-01-20`.
    pub published: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// The name of the site.
    pub site: Option<String>,
    /// The encoding's label.
    pub encoding: String,
    /// All text of the page.
    pub text: String,
    /// The parts of the text that are the article, in order.
    pub parts: Vec<ArticlePart>,
    /// What it says, as the program reads it.
    pub claims: Vec<Claim>,
    /// What it puts down to others.
    #[serde(default)]
    pub attributions: Vec<Attributed>,
    /// What its claims come to.
    #[serde(default)]
    pub told: Told,
    /// Whether only a part of it was read for claims; the notes say how much, and how to have the rest read.
    #[serde(default)]
    pub in_part: bool,
    /// What a person should know.
    pub notes: Vec<String>,
    map: SourceMap,
}

/// Something that an article puts down to somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attributed {
    /// Who says it.
    pub source: Option<Words>,
    /// The words that say that somebody says it; none where a quotation goes on.
    pub cue: Option<Words>,
    /// What is said.
    pub content: Words,
}

/// What an article says in all, read out of its claims: the largest numbers of killed and hurt, those named, the day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Killed.
    pub killed: u64,
    /// Hurt and not killed.
    pub injured: u64,
    /// The day of the first act, `2022-01-06`.
    pub day: Option<String>,
    /// Those named, and whether they are said to have died.
    pub victims: Vec<(String, bool)>,
    /// What police, troops and guards are said to have done (`killed`, `detained`, `force`), each with the sentence that says it.
    #[serde(default)]
    pub conduct: Vec<(String, Words)>,
}

/// A part of a page that is the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticlePart {
    /// Where it stands in the text, in bytes.
    pub text: Range<usize>,
    /// First and last line in the leaf, from 1.
    pub lines: [usize; 2],
    /// Its language, as a code.
    pub language: Option<String>,
}

impl StoredArticle {
    /// Returns its lasting name.
    pub fn key(&self) -> ArticleKey {
        ArticleKey { file: self.file.clone(), page: self.page }
    }

    /// Returns what to call it: its headline, else its address, else its file.
    pub fn shown_title(&self) -> &str {
        self.title.as_deref().or(self.url.as_deref()).unwrap_or(&self.file)
    }

    /// Returns words of the article's text with their lasting positions.
    ///
    /// # Panics
    /// When the range is not one of the text.
    pub fn words(&self, range: Range<usize>) -> Words {
        let outward = self.leaf.outward(self.map.source_range(range.clone()));
        Words { start: outward.start, end: outward.end, text: self.text[range].to_owned() }
    }

    /// Returns where words stand in the text; none if they are not of this article.
    pub fn place_of(&self, words: &Words) -> Option<Range<usize>> {
        let range = self.map.text_range(self.leaf.inward(words.start..words.end)?)?;
        self.text.get(range.clone()).is_some().then_some(range)
    }

    /// Returns the line of words in the leaf, from 1.
    pub fn line_of(&self, words: &Words) -> u64 {
        let at = self.leaf.inward(words.start..words.end).map_or(0, |range| range.start);
        self.leaf.line_of(at) as u64
    }
}
