//! The review desk: pages on which people decide, served to their own browser.
//!
//! [`Desk::open`] loads a project (a whole run, mostly from the cache) and holds the register in memory; [`Desk::serve`]
//! answers requests until the process ends. Pages are made on the server and work without JavaScript; one script of ours
//! gives keys and fetches the next pair ahead.
//!
//! What holds everywhere here:
//!
//! - **A judgement is in the ledger before the page answers.** The register in memory follows at once, by the
//!   components that the judgement touches ([`tizim_project::Results::follow`]); the estimate stays that of the last
//!   whole run, and every page that shows it says so.
//! - **Nothing is decided by looking.** Only forms that carry the session's secret and come from our own pages change
//!   anything.
//! - **No judgement that contradicts others gets in.** The page shows the chain that it breaks and how to mend it.
//! - **Foreign text is hostile**, as in the report, whose parts draw it here too.
//! - **Nothing leaves the machine** but answers to requests whose `Host` is one of ours.

mod accounts;
mod compare;
mod desk;
mod error;
mod frame;
mod guard;
mod kept;
mod loaded;
mod pages;
mod queue;
mod random;
mod runner;
mod search;
mod second;
mod server;
mod session;
mod sight;
mod visitor;
mod waterfall;
mod withheld;
mod words;
mod write;

pub use desk::{Desk, Options};
pub use error::DeskError;
