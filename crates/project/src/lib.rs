//! A project folder: `tizim.toml`, the evidence, the ledger, and the run that derives everything else from them.
//!
//! This crate knows the order of the steps (read, link, count, estimate) and what is cached; it writes `out/` and
//! leaves the report and the exports to the faces above it. The clock and the user's name are passed in ([`Doer`]).
//!
//! - [`Project::create`], [`Project::add`], [`Project::run`], [`Project::verify`]: the commands.
//! - [`Results`]: what a run found.
//! - [`Staging`]: how outputs take their place without ever being half there.

mod add;
mod add_articles;
mod articles;
mod cache;
mod choose;
mod claims_table;
pub mod config;
mod count;
mod error;
pub mod estimates_json;
mod estimating;
mod figure_tables;
mod folder;
mod follow;
mod judged;
mod kept_files;
mod layout;
mod lists;
mod lock;
mod moving;
mod names;
pub mod outputs;
mod results;
mod run;
mod run_log;
mod staging;
mod template;
mod verify;
mod withholding;
mod world;

pub use add::{Added, AddedFile, Addition, Holds};
pub use add_articles::files_in;
pub use articles::{
    ArticlePart, ArticleRules, Attributed, ClaimState, JudgedClaim, Mention, Proposed, Sighting,
    StoredArticle, Told, Ungroundable, Written, corrected, extract_file, extracted, grounded, judged_claims,
    propose,
};
pub use choose::EstimateChoice;
pub use error::ProjectError;
pub use folder::{Doer, NewProject, Project};
pub use judged::verdict_of;
pub use layout::Layout;
pub use lists::{
    CellChange, Comparison, Difference, Edition, EditionRules, Editions, MatchedBy, Mend, Mending, Mends,
    RowChange, RowToMend, Take, TakenBack,
};
pub use lock::Lock;
pub use names::{RecordNames, record_key};
pub use results::{
    Bin, Breakdown, Captures, Choice, ColumnProfile, CustodyLine, EstimateResult, Evidence, LinkageCarried,
    ListProfile, Person, PersonField, Results, RivalValue, Timeline, Warning, WholeEstimate,
};
pub use run::{Progress, Step};
pub use run_log::RunSummary;
pub use staging::{Staging, write_whole};
pub use verify::{Finding, Verification};
pub use withholding::{Seen, Unnamed, Withheld};
pub use world::{PlacesSection, WorldTable};
