//! An article to claims, each with its words: who did what to whom, where, when, how many, and who says so.
//!
//! An article is a source of claims, never of facts. What comes out is what its words say, as spans of the text that went
//! in: a field without words is not written, a number must be readable out of its quote, and a name must stand in it or
//! be tied to it by a step that is shown ([`check`]).
//!
//! In the order of the work: `lines` (which lines of a plain text are the article), `sentence` and `token`, `casing` (texts in
//! capitals only), `tagger` (names, by a learned table), `name_edges` (where they begin and end), `people` (the memory of a document), `number` and `date`, `rules` (the lexicon, in text files),
//! `acts` (words of acts that no rule has, by a learned model), `phrase` (who stands before and after a verb), `russian` (the same in Russian: cases and forms), `claims`, `harm` (who was harmed, by a learned model), `toll` (what they come to). English and Russian have rules; other languages are told and
//! left alone. No I/O, no clock, no random numbers: the same text gives the same claims.

mod acts;
#[doc(hidden)]
pub mod acts_training;
mod attribution;
mod bodies;
mod casing;
mod chance;
mod claims;
mod conduct;
mod date;
mod dated;
mod document;
mod extract;
mod extraction;
mod harm;
#[doc(hidden)]
pub mod harm_training;
mod language;
mod later;
mod linear;
#[doc(hidden)]
pub mod linear_training;
mod lines;
mod name_edges;
mod number;
mod people;
mod phrase;
mod pieces;
mod rules;
mod russian;
mod seen;
mod sentence;
mod somebody;
mod span;
mod subject;
mod tagger;
mod token;
mod toll;
#[doc(hidden)]
pub mod toll_training;
#[doc(hidden)]
pub mod training;
mod trial;

pub use attribution::Attribution;
pub use claims::{
    Claim, ClaimRole, ClaimType, Count, Mention, Modality, Participant, ParticipantKind, Place, Tie,
    Ungrounded, When, check,
};
pub use conduct::{Conduct, Conducted, conduct};
pub use date::{DateMention, Resolved, dates_in, stated_day};
pub use extract::{Article, Extraction, MOST_CLAIMS, Options, extract};
pub use language::{Language, language_of, languages_of};
pub use lines::{Headed, Line, LineKind, classify_lines, headed};
pub use number::{Amount, amounts_in};
pub use rules::{RuleError, Rules};
pub use span::Span;
pub use tagger::{NameKind, NamedWords, tag_document, tag_names};
pub use toll::{Toll, Victim, day_of_acts, toll, victims};
