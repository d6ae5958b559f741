//! Figures: claims that are numbers.

use crate::PartialDate;
use serde::{Deserialize, Serialize};

/// A claim that is a number: who says how many of what, where, as of when. It is what a source says, never a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The name of the figures' source in the project.
    pub source: String,
    /// Its file in `sources/`.
    pub file: String,
    /// The line of a text file, or the row of a sheet or table, from 1.
    pub line: u64,
    /// The id that its source gives it, else its row from 1.
    pub id: String,
    /// Of what: `killed`, `detained` ...
    pub quantity: String,
    /// Where, or of whom; as written.
    pub scope: String,
    /// Who says so; empty where it is not known.
    pub claimant: String,
    /// When it was said, or as of when it holds.
    pub as_of: Option<PartialDate>,
    /// When that happened of which the number is, where it is told.
    pub event_date: Option<PartialDate>,
    /// At least so many; none where no least number is said.
    pub low: Option<u64>,
    /// At most so many; none where no greatest number is said. Both none: said without a number ("hundreds").
    pub high: Option<u64>,
    /// What else is said of the number: parts of it, "some", "about".
    pub of_which: String,
    /// What became of it, in its source's words.
    pub status: String,
    /// The same as far as it is understood.
    pub standing: Standing,
    /// The language of the words it rests on.
    pub language: String,
    /// Where it was found: an address or a title.
    pub reference: String,
    /// The words it rests on.
    pub quote: String,
    /// How it came here.
    pub basis: Basis,
    /// The narrowest scope among the figures of the same quantity that holds this one's, as written; empty if none does.
    pub part_of: String,
    /// The id of the figure whose number this one's is a part of by its own words ("66 wounded, 14 of them critical"); else empty.
    #[serde(default)]
    pub part_of_figure: String,
    /// Where its article sets it, as written, if its own words name no place; else empty. No words of the figure say so.
    #[serde(default)]
    pub set_in: String,
    /// The words of its article that set it there.
    #[serde(default)]
    pub set_by: String,
    /// The article outside of which nobody can tell of what event it is, as file and page, if no place is told at all; else empty.
    #[serde(default)]
    pub only_in: String,
    /// The id of the later figure of the same claimant that took its place, where this was worked out here; else empty.
    pub replaced_by: String,
    /// The id of the figure that this one repeats: that of an article with the very same words; else empty.
    #[serde(default)]
    pub copy_of: String,
    /// Figures with the same number here are of the same quantity, scope and event, as far as can be told.
    pub matter: u32,
}

impl Figure {
    /// Returns whether it is told only because somebody says that it is not so: nobody is known to have given it.
    pub fn is_denial(&self) -> bool {
        self.standing == Standing::Denied && self.claimant.is_empty()
    }

    /// Returns of whom and where: the scope that its words say, and the place that its article sets it in, if it has none itself.
    pub fn scope_as_set(&self) -> String {
        let parts = [self.scope.as_str(), self.set_in.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// How a figure came into the project.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// In a table that somebody added.
    #[default]
    Given,
    /// Found in an article by the program; nobody has looked at it yet.
    Suggested,
    /// Found in an article, and accepted, corrected or added by a reviewer.
    Judged,
}

impl Basis {
    /// Returns the word for tables: `given`, `suggested`, `judged`.
    pub fn word(self) -> &'static str {
        match self {
            Basis::Given => "given",
            Basis::Suggested => "suggested",
            Basis::Judged => "judged",
        }
    }
}

/// What became of a figure since it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Nothing is known of its having been taken back.
    Stands,
    /// A later figure of the same claimant took its place.
    Superseded,
    /// It was taken back or denied by whoever is named for it.
    Withdrawn,
    /// Somebody else says that it is not so.
    Denied,
}

impl Standing {
    /// Returns the word for tables: `stands`, `superseded`, `withdrawn`.
    pub fn word(self) -> &'static str {
        match self {
            Standing::Stands => "stands",
            Standing::Superseded => "superseded",
            Standing::Withdrawn => "withdrawn",
            Standing::Denied => "denied",
        }
    }
}
