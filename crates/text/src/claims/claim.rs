//! What an article says: a claim, never a fact.

use crate::date::DateMention;
use crate::number::{Amount, amounts_in};
use crate::{NameKind, Span};
use serde::Serialize;
pub use tizim_model::{ClaimRole, Modality, ParticipantKind};

/// A type of claim: what is said to have been done or to have happened.
///
/// Types are the section names of the rule files; a project may add its own.
pub type ClaimType = String;

/// How a participant's name was tied to the words of the quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tie {
    /// The name stands there.
    Words,
    /// A surname or given name alone, of a person who is named in full elsewhere.
    ShortName,
    /// "He", "she", of the person spoken of last.
    Pronoun,
    /// "The general", where the article has called one named person so.
    Description,
    /// "His brother", where the article has told whose brother somebody named is.
    Kin,
    /// The dictionary form of a Russian name that stands in another case: "Илья Мохов" of "Ильи Мохова".
    DictionaryForm,
    /// Another name, from the project's list.
    Alias,
}

/// Somebody in a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Participant {
    /// The name, in full where the article gives it; for a group its words.
    pub name: String,
    /// What they are in it.
    pub role: ClaimRole,
    /// What they are.
    pub kind: ParticipantKind,
    /// The words of the article, in the quote.
    pub words: Span,
    /// How the name is tied to the words.
    pub tie: Tie,
    /// Where the name stands, if not in the quote; of a given name whose surname stands behind others, the row of them.
    pub named_at: Option<Span>,
    /// Years of age, where the article gives them beside the name.
    pub age: Option<u8>,
}

/// A time, with the words that say it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct When {
    /// In the form of EDTF: `2022-01-06`, `2015`, `2022-01-05/2022-01-06`.
    pub date: String,
    /// `day`, `month`, `year` or `range`.
    pub precision: &'static str,
    /// The words.
    pub words: Span,
    /// How it was resolved.
    pub how: crate::Resolved,
}

impl From<&DateMention> for When {
    fn from(mention: &DateMention) -> Self {
        let (date, precision) = (mention.date.to_string(), mention.date.precision().word());
        Self { date, precision, words: mention.span, how: mention.how }
    }
}

/// A count, with the words that say it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The least that is said.
    pub min: Option<u64>,
    /// The most that is said.
    pub max: Option<u64>,
    /// Of what, in the article's words.
    pub of: String,
    /// No number is said: "many", "dozens".
    pub vague: bool,
    /// "About", "nearly".
    pub approximate: bool,
    /// The words of the number; for a single person or a list of names, theirs.
    pub words: Span,
}

impl Count {
    /// A number that is said: `amount`, of what and by which words.
    pub(crate) fn said(amount: Amount, of: String, words: Span) -> Self {
        let Amount { min, max, vague, approximate } = amount;
        Self { min, max, of, vague, approximate, words }
    }

    /// Returns whether its words, in the article's text, say its number; one person or a list of persons says none.
    #[must_use]
    pub fn is_said(&self, text: &str) -> bool {
        amounts_in(self.words.of(text)).iter().any(|amount| (amount.min, amount.max) == (self.min, self.max))
    }
}

/// A place, with the words that name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The name as written.
    pub name: String,
    /// The words.
    pub words: Span,
}

/// One thing that an article says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// What is said to have happened.
    #[serde(rename = "type")]
    pub claim_type: ClaimType,
    /// The words that say it.
    pub quote: Span,
    /// The word that the claim was recognised by.
    pub trigger: Span,
    /// Who did and who suffered.
    pub who: Vec<Participant>,
    /// Where.
    pub place: Option<Place>,
    /// When.
    pub when: Option<When>,
    /// How many.
    pub count: Option<Count>,
    /// How the text holds it.
    pub modality: Modality,
    /// The text says that it did not happen.
    pub negated: bool,
    /// Who says so, in the article's words.
    pub attributed_to: Option<Span>,
    /// Only the learned model takes the word for an act, and not surely: for a person to look at. No figure counts it.
    pub is_guess: bool,
}

impl Claim {
    /// Returns whether somebody is said to be killed, hurt or attacked.
    pub(crate) fn is_violence(&self) -> bool {
        matches!(self.claim_type.as_str(), "killing" | "injury" | "attack")
    }

    /// Returns whether it is of an act whose victims are counted over time and by rivals: killed, hurt, held, vanished.
    pub(crate) fn is_summed(&self) -> bool {
        matches!(self.claim_type.as_str(), "killing" | "injury" | "detention" | "disappearance")
    }

    /// Returns who suffered.
    pub fn victims(&self) -> impl Iterator<Item = &Participant> {
        self.who.iter().filter(|who| who.role == ClaimRole::Victim)
    }
}

/// A name in the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mention {
    /// The words.
    pub words: Span,
    /// What it names.
    pub kind: NameKind,
    /// The name in full, as the article gives it elsewhere.
    pub name: String,
}
