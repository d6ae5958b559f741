//! Draft.
mod date;
mod language;
mod lines;
mod number;
mod sentence;
mod span;
mod token;
pub use date::{DateMention, Resolved, stated_day};
pub use language::{Language, language_of};
pub use lines::{Headed, Line, LineKind, classify_lines, headed};
pub use number::{Amount, amounts_in};
pub use span::Span;
