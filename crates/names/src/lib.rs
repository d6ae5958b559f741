//! A person's name in any script: parts, keys, similarity, and why.
//!
//! A text is read once into a [`Name`]: cut into tokens, each told what part it is and folded by the table of its script to one
//! alphabet of sounds. Two names then get a calibrated probability that one name is meant ([`similarity`]), its reasons
//! ([`explain`]), and keys that bring likely pairs together ([`keys`]). Names never leave the machine and nothing is read from
//! disk: the learned tables are inside the crate.
//!
//! ```
//! use tizim_names::{Name, Rarity, similarity};
//! let score = |a, b| similarity(&Name::parse(a), &Name::parse(b), &Rarity::default());
//! assert!(score("Ерлан Жағыпаров", "Zhagiparov E.") > 0.9);
//! assert!(score("Нұрлан Нығматулин", "Ерлан Нығматулин") < 0.5);
//! ```
//!
//! How it works: the crate's README; in the code, in the order of the work: `letters` (text to
//! tokens), `lexicon`, `signs` and `parse` (parts), `fold` and `sound` (letters to sounds), `edits` and `forms` (costs, known spellings), `alignment` (token meets
//! token), `features`, `forest` and `ranks` (the probability), `explain` and `trace` (why), `beginnings` and `keys`, `search`, `sex`.

mod alignment;
mod beginnings;
mod edits;
mod equivalents;
mod explain;
mod features;
mod fold;
mod forest;
mod forms;
mod keys;
mod letters;
mod lexicon;
mod name;
mod parse;
mod ranks;
mod rarity;
mod score;
mod search;
mod sex;
mod signs;
mod sound;
mod trace;
#[doc(hidden)]
pub mod training;

pub use explain::{Edit, Explanation, Likeness, Term, TokenPair, explain};
pub use fold::{Class, MAX_SOUNDS};
pub use keys::{Key, MAX_KEYS, keys};
pub use letters::{MAX_CHARS, MAX_TOKENS};
pub use name::{Name, NamePart, Part, Token, parts};
pub use rarity::Rarity;
pub use score::{similarity, token_similarity};
pub use search::{search_fold_ascii, search_forms};
pub use sex::{Sex, sex_from_form};
