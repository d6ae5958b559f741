//! The nouns of Tizim: what every other room speaks of, and nothing that acts.
//!
//! A *source* is a list or an article as obtained. A list's rows become [`ListRecords`]; the lists of a project
//! together become [`Records`], stored by column, with each distinct value kept once together with what it was
//! read as ([`Value`]). A *person* is a cluster of records.
//!
//! Three rules hold here for all the crates above:
//!
//! - **Raw values never change.** A [`Column`] keeps what the source wrote beside what we made of it.
//! - **"Unknown" is a value** ([`Value::Unknown`]), different from an empty cell ([`Code::BLANK`]).
//! - **Types carry meaning.** A [`Probability`] can't be added to a [`MatchWeight`]; a [`RecordIx`] is no [`PersonIx`].
//!
//! This crate does no I/O, knows no file format and no clock.

mod age;
mod byline;
mod certainty;
mod claim;
mod counted;
mod date;
mod figure;
mod ids;
mod quantity;
mod quarantine;
mod records;
mod role;
mod sex;

pub use age::Age;
pub use byline::marked_byline;
pub use certainty::{MatchWeight, Probability};
pub use claim::{
    Claim, ClaimRole, Count, Modality, Participant, ParticipantKind, Proposer, When, Words, single_spaced,
};
pub use counted::counted;
pub use date::{Day, PartialDate, Precision, Qualifier};
pub use figure::{Basis, Figure, Standing};
pub use ids::{ListIx, PersonIx, RecordIx};
pub use quantity::{Quantity, first_words};
pub use quarantine::{Kept, Quarantined};
pub use records::{Code, Column, ColumnBuilder, Entry, List, ListRecords, Records, Value};
pub use role::Role;
pub use sex::Sex;
