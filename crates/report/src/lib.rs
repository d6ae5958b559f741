//! The report: a folder of static pages that opens without a server or a network, and the exports.
//!
//! [`write_site`] writes `index.html` (warnings first; the documented and the estimated undocumented side by side; the
//! lists, their overlap, the estimate with its diagnostics, the linking, the method), `persons.html` (a table to search)
//! and `persons/0001.html` … with every person, each value with the row of the source that it rests on. [`export`]
//! writes the register in other formats.
//!
//! What holds everywhere here:
//!
//! - **Same results, same bytes**, whatever the number of threads; no clock is read.
//! - **Foreign text is hostile.** It is escaped, isolated in its reading direction, cleared of what can't be seen and
//!   bounded in length; formulas are defused in exports.
//! - **No page runs or loads anything but the files beside it**, by a content security policy; scripts only make
//!   searching quicker, everything can be read without them.
//! - **The public edition withholds by default**: fields that are not named for publication, names always, and small
//!   counts with all that would give them away.
//! - **Documented and estimated are never added up.**

pub mod article;
mod display;
mod drawn;
mod error;
mod export;
mod page;
pub mod parts;
mod person;
mod plot;
mod section;
mod site;
mod suppression;
mod svg;
mod view;
mod words;

pub use error::ReportError;
pub use export::{Format, export, fields_withheld, judged_withheld};
pub use site::write_site;

/// Who will read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The people of the project: everything.
    Internal,
    /// Everybody: what the project file names for publication, without names, persons and small counts.
    Public,
}
