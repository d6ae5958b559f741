//! A person's name in any script: parts, keys, similarity, and why.

mod alignment;
mod edits;
mod equivalents;
mod explain;
mod features;
mod fold;
mod forest;
mod keys;
mod letters;
mod lexicon;
mod name;
mod parse;
mod rarity;
mod score;
mod search;
mod sex;
mod sound;
mod trace;
#[doc(hidden)]
pub mod training;

pub use explain::{Edit, Explanation, Term, TokenPair, explain};
pub use fold::{Class, MAX_SOUNDS};
pub use keys::{Key, MAX_KEYS, keys};
pub use letters::{MAX_CHARS, MAX_TOKENS};
pub use name::{Name, Part, Token};
pub use rarity::Rarity;
pub use score::{similarity, token_similarity};
pub use search::{search_fold_ascii, search_forms};
pub use sex::{Sex, sex_from_form};
