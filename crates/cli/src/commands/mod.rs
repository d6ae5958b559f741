//! One module a command; each holds its arguments and its `run`.

pub(crate) mod add;
pub(crate) mod bench;
mod bench_peer;
mod capture_file;
mod coverage;
pub(crate) mod demo;
pub(crate) mod estimate;
mod estimate_checks;
pub(crate) mod export;
pub(crate) mod extract;
mod extract_shown;
pub(crate) mod link;
mod link_charts;
mod link_earlier;
mod link_explain;
mod link_files;
mod link_results;
mod list_files;
pub(crate) mod names;
pub(crate) mod new;
pub(crate) mod places;
pub(crate) mod report;
pub(crate) mod review;
pub(crate) mod run;
pub(crate) mod simulate;
pub(crate) mod verify;
