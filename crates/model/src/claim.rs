//! Claims: what an article says was done, in its own words.

use serde::{Deserialize, Serialize};

/// Words of an article, and where they stand.
///
/// Positions are bytes of what evidence leads to: of the file, where the words stand there as they are; else of the part
/// that was unpacked or read out of it, which the article names with its hash.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Words {
    /// The first byte.
    pub start: u64,
    /// The byte after the last.
    pub end: u64,
    /// The words as the article's text has them, without markup.
    pub text: String,
}

/// Returns a text with single blanks in place of all white space, as words that were broken over lines are shown.
pub fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How an article holds what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    /// In the author's own voice.
    Asserted,
    /// As what somebody else says.
    Reported,
    /// Marked as not verified.
    Alleged,
    /// Said not to be so.
    Denied,
    /// Wanted by somebody.
    Demanded,
    /// Said of the future.
    Predicted,
}

impl Modality {
    /// All of them, with the word for each in tables and forms.
    pub const ALL: [(Modality, &'static str); 6] = [
        (Modality::Asserted, "asserted"),
        (Modality::Reported, "reported"),
        (Modality::Alleged, "alleged"),
        (Modality::Denied, "denied"),
        (Modality::Demanded, "demanded"),
        (Modality::Predicted, "predicted"),
    ];

    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(own, _)| *own == self).map_or("asserted", |(_, word)| word)
    }

    /// Returns whether the article says that it happened, in its own voice or another's.
    pub fn is_of_what_happened(self) -> bool {
        matches!(self, Modality::Asserted | Modality::Reported | Modality::Alleged)
    }
}

/// What somebody is in a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimRole {
    /// Does it.
    Actor,
    /// Suffers it.
    Victim,
    /// It is demanded of them.
    Addressee,
}

/// What kind of being somebody in a claim is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParticipantKind {
    /// A named person.
    Person,
    /// A named organisation.
    Organisation,
    /// People without a name.
    Group,
}

/// Somebody in a claim.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Participant {
    /// The name, in full where the article gives it; of a group its words.
    pub name: String,
    /// What they are in it.
    pub role: ClaimRole,
    /// What kind of being they are.
    pub kind: ParticipantKind,
    /// The words in the quote.
    pub words: Words,
    /// How the name is tied to these words: `words`, `short_name`, `pronoun`, `kin`, `dictionary_form`, `alias`.
    pub tie: String,
    /// Where the name stands, if not in the quote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named_at: Option<Words>,
    /// Years of age, where the article gives them beside the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<u8>,
}

/// A time, with the words that say it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct When {
    /// In the form of EDTF: `2022-01-06`, `2015`, `2022-01-05/2022-01-06`.
    pub date: String,
    /// `day`, `month`, `year` or `range`.
    pub precision: String,
    /// The words.
    pub words: Words,
}

/// A count, with the words that say it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    /// A number stands there, and not just one person or a list of names.
    pub is_number: bool,
    /// The words.
    pub words: Words,
}

/// One thing that an article says.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Claim {
    /// What is said to have happened: `killing`, `detention` ...
    #[serde(rename = "type")]
    pub claim_type: String,
    /// The words that say it.
    pub quote: Words,
    /// Who did and who suffered.
    pub who: Vec<Participant>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Words>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// How many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<Count>,
    /// How the article holds it.
    pub modality: Modality,
    /// The article says that it did not happen.
    pub negated: bool,
    /// Who says so, in the article's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attributed_to: Option<Words>,
    /// The program is not sure that its words tell of an act: for a person to look at, and counted by nothing until one accepts it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_guess: bool,
    /// The language model that proposed it; none where the program found it or a person wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposed_by: Option<Proposer>,
}

/// A language model that proposed a claim.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Proposer {
    /// The model's name, as its server knows it.
    pub model: String,
    /// BLAKE3 of the prompt and of the form that was asked for, in hexadecimal.
    pub prompt: String,
}

impl Claim {
    /// Returns whether the article says that it happened.
    pub fn says_it_happened(&self) -> bool {
        !self.negated && self.modality.is_of_what_happened()
    }

    /// Returns the names of those who did it, or of those who suffered it, with `; ` between them.
    pub fn names(&self, role: ClaimRole) -> String {
        let of_role = self.who.iter().filter(|who| who.role == role);
        of_role.map(|who| who.name.as_str()).collect::<Vec<_>>().join("; ")
    }
}
